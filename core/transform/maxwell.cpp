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

std::optional<MaxwellEnvelope> readMaxwell(Document &document)
{
    Value &envelope = document.root();
    const Value *database = findMember(envelope, "database");
    if (!database) // nearly every record of a raw topic ends here
        return std::nullopt;
    const Value *typeValue = findMember(envelope, "type");
    const Value *ts = findMember(envelope, "ts");
    if (!ts || !typeValue || !isText(*typeValue))
        return std::nullopt;
    const Type *type = findType(textOf(*typeValue));
    if (!type)
        return std::nullopt;

    const auto text = [](const Value *value) {
        return value && isText(*value) ? textOf(*value) : std::string_view();
    };
    const auto integer = [&envelope](std::string_view name) {
        const Value *value = findMember(envelope, name);
        return value && value->IsInt64() ? std::optional(value->GetInt64()) : std::nullopt;
    };
    MaxwellEnvelope result;
    result.kind = type->kind;
    result.type = type->name;
    result.bootstrap = type->name.starts_with("bootstrap");
    result.database = text(database);
    result.table = text(findMember(envelope, "table"));
    constexpr std::int64_t firstMillis = 100'000'000'000; // DDL has milliseconds where rows have seconds
    if (ts->IsInt64() && ts->GetInt64() > 0)
        result.timestampMs = ts->GetInt64() < firstMillis ? ts->GetInt64() * 1000 : ts->GetInt64();
    result.xid = integer("xid");
    result.xoffset = integer("xoffset");
    if (const Value *commit = findMember(envelope, "commit"))
        result.commit = commit->IsTrue();
    result.position = text(findMember(envelope, "position"));
    if (result.kind == MaxwellRow::Kind::NoRow)
        return result;
    if (Value *data = findMember(envelope, "data"); data && data->IsObject())
        result.data = data;
    if (const Value *old = findMember(envelope, "old"); old && old->IsObject())
        result.old = old;
    return result;
}

std::optional<MaxwellRow> unwrapMaxwell(Document &document, std::string_view businessId,
                                        std::string_view recordKey)
{
    const auto read = readMaxwell(document);
    if (!read)
        return std::nullopt;
    MaxwellRow result{read->kind, std::string(read->type), read->timestampMs, {}};
    if (result.kind == MaxwellRow::Kind::NoRow)
        return result;
    if (!read->data)
        return std::nullopt;
    Value &envelope = document.root();
    result.identity = identityOf(envelope, *read->data, read->type, businessId, recordKey);
    Value row;
    row.Swap(*read->data);
    envelope.Swap(row);
    return result;
}

} // namespace pk::transform
