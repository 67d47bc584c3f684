#include "transform/maxwell.h"

#include <array>

namespace pk::transform {

namespace {

struct Type
{
    std::string_view name;
    MaxwellRow::Kind kind;
};

constexpr std::array kTypes{
    Type{"insert", MaxwellRow::Kind::Insert},         Type{"update", MaxwellRow::Kind::Update},
    Type{"delete", MaxwellRow::Kind::Delete},         Type{"bootstrap-insert", MaxwellRow::Kind::Insert},
    Type{"bootstrap-start", MaxwellRow::Kind::NoRow}, Type{"bootstrap-complete", MaxwellRow::Kind::NoRow},
    Type{"table-create", MaxwellRow::Kind::NoRow},    Type{"table-alter", MaxwellRow::Kind::NoRow},
    Type{"table-drop", MaxwellRow::Kind::NoRow},      Type{"database-create", MaxwellRow::Kind::NoRow},
    Type{"database-alter", MaxwellRow::Kind::NoRow},  Type{"database-drop", MaxwellRow::Kind::NoRow},
};

const Type *findType(std::string_view name)
{
    for (const Type &type : kTypes) {
        if (type.name == name)
            return &type;
    }
    return nullptr;
}

/// database.table, key of the row, place in the binlog. One transaction may change a row twice: xoffset, or
/// commit on its last row, tells the two apart. A bootstrap row has neither, so its contents stand for its
/// place: the same row sent by a second bootstrap is then the same event, a changed one is not.
std::string identityOf(const Value &envelope, const Value &row, std::string_view type,
                       std::string_view businessId, std::string_view recordKey)
{
    std::string identity = "maxwell";
    const auto append = [&identity](const Value *value) {
        identity.push_back('\n');
        if (value)
            writeJson(*value, identity);
    };
    append(findMember(envelope, "database"));
    append(findMember(envelope, "table"));
    if (const Value *id = findMember(row, businessId))
        append(id);
    else if (const Value *key = findMember(envelope, "primary_key"))
        append(key);
    else
        identity.append("\n").append(recordKey);
    const Value *xid = findMember(envelope, "xid");
    identity.append("\n").append(xid ? type : "bootstrap");
    append(xid);
    append(xid ? findMember(envelope, "xoffset") : &row);
    return identity;
}

} // namespace

std::optional<MaxwellRow> unwrapMaxwell(Document &document, std::string_view businessId,
                                        std::string_view recordKey)
{
    Value &envelope = document.root();
    if (!findMember(envelope, "database")) // nearly every record of a raw topic ends here
        return std::nullopt;
    const Value *typeValue = findMember(envelope, "type");
    const Value *ts = findMember(envelope, "ts");
    // No event of ours has these together, so nothing else is taken for an envelope.
    if (!ts || !typeValue || !isText(*typeValue))
        return std::nullopt;
    const Type *type = findType(textOf(*typeValue));
    if (!type)
        return std::nullopt;

    MaxwellRow result;
    result.kind = type->kind;
    result.type = type->name;
    constexpr std::int64_t firstMillis = 100'000'000'000; // DDL has milliseconds where rows have seconds
    if (ts->IsInt64() && ts->GetInt64() > 0 && ts->GetInt64() < firstMillis)
        result.timestampMs = ts->GetInt64() * 1000;
    else if (ts->IsInt64())
        result.timestampMs = ts->GetInt64();
    if (result.kind == MaxwellRow::Kind::NoRow)
        return result;

    Value *data = findMember(envelope, "data");
    if (!data || !data->IsObject())
        return std::nullopt;
    result.identity = identityOf(envelope, *data, type->name, businessId, recordKey);
    Value row;
    row.Swap(*data);
    envelope.Swap(row);
    return result;
}

} // namespace pk::transform
