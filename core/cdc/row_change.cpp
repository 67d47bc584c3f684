#include "cdc/row_change.h"

#include "base/hash.h"
#include "cdc/row_joiner.h"
#include "transform/maxwell.h"

#include <algorithm>
#include <limits>

namespace pk::cdc {

namespace {

using transform::Value;
using Kind = ColumnType::Kind;

constexpr int kMostDecimals = 18;
constexpr std::size_t kLongestTableName = 59; // of 64, with "olap_" before it
constexpr std::size_t kLongestColumnName = 64;
constexpr std::size_t kLongestKey = 200; // in bytes: an index of MySQL's has to hold it

ColumnType typeOfNumber(std::string_view text)
{
    if (text.find_first_of("eE") != std::string_view::npos)
        return {Kind::Real, 0};
    const std::size_t point = std::min(text.find('.'), text.size());
    const std::size_t decimals = point == text.size() ? 0 : text.size() - point - 1;
    const std::size_t whole = point - (text.starts_with('-') ? 1 : 0);
    if (decimals > kMostDecimals || whole > static_cast<std::size_t>(kDecimalDigits - kMostDecimals))
        return {Kind::Text, 0}; // exact as it stands
    return {Kind::Decimal, static_cast<int>(decimals)};
}

Cell cellOf(const Value &value)
{
    Cell cell;
    char buffer[24];
    if (value.IsNull())
        return cell;
    if (value.IsBool()) {
        cell.type.kind = Kind::Integer;
        cell.text = value.GetBool() ? "1" : "0";
    } else if (value.IsInt64()) {
        cell.type.kind = Kind::Integer;
        cell.text = transform::scalarText(value, buffer);
    } else if (transform::isNumber(value)) {
        cell.text = transform::scalarText(value, buffer);
        cell.type = typeOfNumber(cell.text);
    } else {
        cell.type.kind = Kind::Text;
        if (transform::isText(value))
            cell.text = transform::textOf(value);
        else
            transform::writeJson(value, cell.text); // a SET, or MySQL's JSON
    }
    return cell;
}

/// The names of the primary key's columns in a record's key, in lower case:
/// {"database":…,"table":…,"pk.id":4}, or ["d","t",[{"id":4}]]. None for a table without one.
std::vector<std::string> keyColumnsOf(const Value &key)
{
    std::vector<std::string> columns;
    if (key.IsObject()) {
        for (const auto &member : key.GetObject()) {
            const std::string_view name = transform::textOf(member.name);
            if (name.starts_with("pk."))
                columns.push_back(lowerCase(name.substr(3)));
        }
    } else if (key.IsArray() && key.Size() == 3 && key[2].IsArray()) {
        for (const Value &part : key[2].GetArray()) {
            if (part.IsObject() && part.MemberCount() == 1)
                columns.push_back(lowerCase(transform::textOf(part.MemberBegin()->name)));
        }
    }
    return columns;
}

const std::pair<std::string, Cell> *findColumn(const Row &row, std::string_view lowerName)
{
    const auto found = std::find_if(row.begin(), row.end(),
                                    [&](const auto &field) { return lowerCase(field.first) == lowerName; });
    return found != row.end() ? &*found : nullptr;
}

Row rowOf(const Value &object)
{
    Row row;
    row.reserve(object.MemberCount());
    for (const auto &member : object.GetObject())
        row.emplace_back(transform::textOf(member.name), cellOf(member.value));
    return row;
}

bool isName(std::string_view name, std::size_t longest)
{
    return !name.empty() && name.size() <= longest && name.find('\0') == std::string_view::npos;
}

std::optional<Unreadable> whatIsWrongWith(const RowChange &change)
{
    if (!isName(change.table, kLongestTableName))
        return Unreadable{std::string(code::badName), "The table's name is too long for a replica of it."};
    for (const auto &[name, cell] : change.row) {
        if (!isName(name, kLongestColumnName))
            return Unreadable{std::string(code::badName), "The name of a column is too long, or empty."};
    }
    for (const auto *key : {&change.key, &change.formerKey}) {
        for (const Cell &cell : *key) {
            if (cell.isNull() || cell.text.size() > kLongestKey)
                return Unreadable{std::string(code::noPrimaryKey),
                                  "A part of the primary key is missing, or longer than an index takes."};
        }
    }
    return std::nullopt;
}

} // namespace

std::string lowerCase(std::string_view text)
{
    std::string lower(text);
    for (char &c : lower)
        c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    return lower;
}

ColumnType merged(ColumnType a, ColumnType b)
{
    if (a.kind == b.kind)
        return {a.kind, std::max(a.scale, b.scale)};
    return a.kind < b.kind ? b : a;
}

std::string keyText(const std::vector<Cell> &key)
{
    std::string text;
    for (const Cell &cell : key) // the size before each part: a part may hold anything
        text.append(std::to_string(cell.text.size())).append(":").append(cell.text);
    return text.size() <= kLongestKey ? text : toHex(sha256(text));
}

std::variant<RowChange, NoChange, Unreadable> readRowChange(const ReplicaRecord &record,
                                                            transform::Document &document)
{
    if (!record.hasValue)
        return NoChange{}; // Maxwell writes no tombstones; somebody else's delete nothing
    if (const auto failure = document.parse(record.value))
        return Unreadable{std::string(failure->code), failure->what};
    const auto message = transform::readMaxwell(document);
    if (!message)
        return Unreadable{std::string(code::noRowEvent), "The record is no message of Maxwell."};
    if (message->kind == transform::MaxwellRow::Kind::NoRow)
        return NoChange{};
    if (message->data == nullptr)
        return Unreadable{std::string(code::noRowEvent), "The message of Maxwell has no row."};

    RowChange change;
    change.table = message->table;
    change.gone = message->kind == transform::MaxwellRow::Kind::Delete;
    change.row = rowOf(*message->data);
    change.stamp.ms = message->timestampMs;
    if (message->xid) {
        change.stamp.xid = *message->xid;
        change.stamp.row =
            message->commit ? std::numeric_limits<std::int64_t>::max() : message->xoffset.value_or(0);
    }
    change.partition = record.position.partition;
    change.offset = record.position.offset;
    change.epoch = record.epoch;
    const Row old = message->old != nullptr ? rowOf(*message->old) : Row();

    if (document.parse(record.key)) // the row is copied: the document may hold the key now
        return Unreadable{std::string(code::noPrimaryKey), "The record's key is none that Maxwell writes."};
    for (const std::string &column : keyColumnsOf(document.root())) {
        const auto *now = findColumn(change.row, column);
        if (now == nullptr)
            return Unreadable{std::string(code::noPrimaryKey), "The row lacks a column of its primary key."};
        const auto *before = findColumn(old, column);
        change.keyColumns.push_back(now->first);
        change.key.push_back(now->second);
        change.formerKey.push_back(before != nullptr ? before->second : now->second);
    }
    if (change.key.empty())
        return Unreadable{std::string(code::noPrimaryKey),
                          "The table has no primary key, so its rows cannot be told apart."};
    if (auto wrong = whatIsWrongWith(change))
        return *std::move(wrong);
    if (keyText(change.key) == keyText(change.formerKey))
        change.formerKey.clear();
    return change;
}

} // namespace pk::cdc
