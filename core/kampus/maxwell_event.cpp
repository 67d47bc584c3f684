#include "kampus/maxwell_event.h"

#include "base/json_utf8.h"
#include "kampus/json_image.h"

#include <algorithm>
#include <cstdlib>

namespace pk::kampus {

namespace {

void appendText(std::string &out, std::string_view text)
{
    out.push_back('"');
    appendJacksonText(out, text);
    out.push_back('"');
}

void appendTextField(std::string &out, std::string_view name, std::string_view text)
{
    appendText(out, name);
    out.push_back(':');
    appendText(out, text);
}

std::string lowerCase(std::string text)
{
    for (char &c : text)
        c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    return text;
}

const Column *columnNamed(const TableShape &shape, std::string_view name)
{
    const auto found = std::find_if(shape.columns.begin(), shape.columns.end(),
                                    [&](const Column &column) { return column.name == name; });
    return found != shape.columns.end() ? &*found : nullptr;
}

/// The values as Maxwell writes them; a column that the table has lost since is plain.
Image formatted(const TableShape &shape, Image image)
{
    static const Column plain;
    for (auto &[name, value] : image) {
        const Column *column = columnNamed(shape, name);
        value = maxwellValue(column != nullptr ? *column : plain, value);
    }
    return image;
}

const std::string *valueOf(const Image &image, std::string_view column)
{
    const auto found =
        std::find_if(image.begin(), image.end(), [&](const auto &field) { return field.first == column; });
    return found != image.end() ? &found->second : nullptr;
}

void appendObject(std::string &out, std::string_view name, const Image &image)
{
    appendText(out, name);
    out.append(":{");
    for (const auto &[column, value] : image) {
        appendText(out, column);
        out.append(":").append(value).append(",");
    }
    if (!image.empty())
        out.pop_back();
    out.push_back('}');
}

Image changedSince(const Image &before, const Image &after)
{
    Image old;
    for (const auto &[column, value] : before) {
        const std::string *now = valueOf(after, column);
        if (now != nullptr && *now != value)
            old.emplace_back(column, value);
    }
    return old;
}

std::string keyByUuid(std::string_view database, std::string_view table, std::string_view uuid)
{
    std::string key = "{";
    appendTextField(key, "database", database);
    key.push_back(',');
    appendTextField(key, "table", table);
    key.push_back(',');
    appendTextField(key, "_uuid", uuid);
    return key + "}";
}

/// Without a row the primary key is null.
std::string keyOf(std::string_view database, const TableShape &shape, const Image &row, std::string_view uuid)
{
    if (shape.primaryKey.empty())
        return keyByUuid(database, shape.name, uuid);
    std::string key = "{";
    appendTextField(key, "database", database);
    key.push_back(',');
    appendTextField(key, "table", shape.name);
    for (const std::string &column : shape.primaryKey) {
        key.push_back(',');
        appendText(key, "pk." + lowerCase(column));
        const std::string *value = valueOf(row, column);
        key.append(":").append(value != nullptr ? *value : "null");
    }
    return key + "}";
}

std::string partitionTextOf(std::string_view database, const TableShape &shape, const Image &row,
                            PartitionBy partitionBy)
{
    if (partitionBy == PartitionBy::Database)
        return std::string(database);
    if (partitionBy == PartitionBy::Table)
        return shape.name;
    if (shape.primaryKey.empty())
        return std::string(database) + shape.name;
    std::string text;
    for (const std::string &column : shape.primaryKey) {
        const std::string *value = valueOf(row, column);
        if (value != nullptr && *value != "null")
            text += value->starts_with('"') ? unescaped(*value) : *value;
    }
    return text.empty() ? "None" : text;
}

} // namespace

std::optional<PartitionBy> partitionByFromString(std::string_view text)
{
    if (text == "database")
        return PartitionBy::Database;
    if (text == "table")
        return PartitionBy::Table;
    if (text == "primary_key")
        return PartitionBy::PrimaryKey;
    return std::nullopt;
}

std::int32_t javaHashCode(std::string_view utf8)
{
    std::uint32_t hash = 0;
    const auto add = [&](std::uint32_t unit) { hash = hash * 31 + unit; };
    for (std::size_t at = 0; at < utf8.size();) {
        const char32_t point = nextCodePoint(utf8, at);
        if (point >= 0x10000) { // Java counts in UTF-16
            add(0xd800U + ((point - 0x10000U) >> 10U));
            add(0xdc00U + ((point - 0x10000U) & 0x3ffU));
        } else {
            add(point);
        }
    }
    return static_cast<std::int32_t>(hash);
}

std::int32_t maxwellPartition(std::string_view text, std::int32_t partitions)
{
    return std::abs(javaHashCode(text) % partitions);
}

Result<MaxwellEvent> maxwellEvent(std::string_view database, const TableShape &shape, const RowChange &change,
                                  PartitionBy partitionBy, std::string_view uuid)
{
    Image row;
    Image old;
    if (const std::string_view image = change.after.empty() ? change.before : change.after; !image.empty()) {
        auto parsed = parseImage(image);
        if (!parsed)
            return parsed.error();
        row = formatted(shape, *std::move(parsed));
    }
    if (!change.before.empty() && !change.after.empty()) {
        auto before = parseImage(change.before);
        if (!before)
            return before.error();
        old = changedSince(formatted(shape, *std::move(before)), row);
    }

    MaxwellEvent event;
    const bool complete = change.type == "bootstrap-complete"; // Maxwell forgets the table's key here
    event.key = complete ? keyByUuid(database, shape.name, uuid) : keyOf(database, shape, row, uuid);
    event.partitionText = complete && partitionBy == PartitionBy::PrimaryKey
        ? std::string(database) + shape.name
        : partitionTextOf(database, shape, row, partitionBy);
    std::string &value = event.value;
    value.push_back('{');
    appendTextField(value, "database", database);
    value.push_back(',');
    appendTextField(value, "table", shape.name);
    value.push_back(',');
    appendTextField(value, "type", change.type);
    value.append(",\"ts\":").append(std::to_string(change.atSeconds));
    if (change.xid > 0) {
        value.append(",\"xid\":").append(std::to_string(change.xid));
        if (change.lastOfTransaction)
            value.append(",\"commit\":true");
        else if (change.offsetInTransaction)
            value.append(",\"xoffset\":").append(std::to_string(*change.offsetInTransaction));
    }
    value.push_back(',');
    appendObject(value, "data", row);
    if (!old.empty()) {
        value.push_back(',');
        appendObject(value, "old", old);
    }
    value.push_back('}');
    return event;
}

} // namespace pk::kampus
