#include "sources/campus_rows.h"

#include "base/mysql_database.h"
#include "base/sql.h"
#include "transform/document.h"

#include <QCoreApplication>
#include <QFileInfo>

#include <charconv>
#include <span>

namespace pk::sources {

namespace {

using transform::Value;

/// What is read of a table: how it is called in the row, and where it comes from.
struct ReadColumn
{
    std::string_view name;
    std::string_view sql;
};

// Times as texts, whatever the database keeps them as. The first three are those of CampusRow.
constexpr ReadColumn kOrder[] = {
    {"id", "h.id"},
    {"version", "h.version"},
    {"updated_at", "CAST(h.updated_at AS CHAR)"},
    {"items_version", "h.items_version"},
    {"item_count", "h.item_count"},
    {"order_id", "h.order_id"},
    {"customer_id", "h.customer_id"},
    {"customer_name", "h.customer_name"},
    {"customer_email", "h.customer_email"},
    {"customer_city", "h.customer_city"},
    {"currency", "h.currency"},
    {"status", "h.status"},
    {"channel", "h.channel"},
    {"ordered_at", "CAST(h.ordered_at AS CHAR)"},
};
constexpr ReadColumn kItem[] = {
    {"order_id", "p.order_id"}, {"version", "p.version"}, {"line", "p.line"}, {"sku", "p.sku"},
    {"name", "p.name"},         {"qty", "p.qty"},         {"unit", "p.unit"}, {"price", "p.price"},
};
constexpr ReadColumn kActivity[] = {
    {"id", "h.id"},
    {"version", "h.version"},
    {"updated_at", "CAST(h.updated_at AS CHAR)"},
    {"activity_id", "h.activity_id"},
    {"nim", "h.nim"},
    {"kind", "h.kind"},
    {"title", "h.title"},
    {"sks", "h.sks"},
    {"level", "h.level"},
    {"rank", "h.`rank`"},
    {"term", "h.term"},
    {"recorded_at", "CAST(h.recorded_at AS CHAR)"},
};
constexpr ReadColumn kStudent[] = {
    {"nim", "p.nim"}, {"name", "p.name"}, {"program", "p.program"}, {"faculty", "p.faculty"}};

struct Reading
{
    cdc::Table headTable;
    cdc::Table partTable;
    std::span<const ReadColumn> head;
    std::span<const ReadColumn> part;
    std::string_view join;
    std::string_view partOrder;
};

Reading readingOf(Dataset dataset)
{
    if (dataset == Dataset::Orders)
        return {cdc::Table::Orders, cdc::Table::OrderItems, kOrder, kItem, "p.order_id = h.id", ", p.line"};
    return {cdc::Table::Activities, cdc::Table::Students, kActivity, kStudent, "p.nim = h.nim", ""};
}

std::string statementFor(const Reading &reading, std::string_view condition, std::string_view order,
                         std::string_view limit)
{
    std::string columns;
    for (const auto list : {reading.head, reading.part}) {
        for (const ReadColumn &column : list)
            columns.append(columns.empty() ? "" : ", ").append(column.sql);
    }
    const auto sorted = [order](std::string_view prefix) {
        return order.empty() ? std::string(prefix) + "id"
                             : std::string(prefix) + std::string(order) + ", " + std::string(prefix) + "id";
    };
    return "SELECT " + columns + " FROM (SELECT * FROM " + std::string(cdc::toString(reading.headTable))
        + std::string(condition) + " ORDER BY " + sorted("") + std::string(limit) + ") h LEFT JOIN "
        + std::string(cdc::toString(reading.partTable)) + " p ON " + std::string(reading.join) + " ORDER BY "
        + sorted("h.") + std::string(reading.partOrder);
}

Value objectFrom(const Statement &row, std::span<const ReadColumn> columns, int first, transform::Pool &pool)
{
    Value object(rapidjson::kObjectType);
    int index = first;
    for (const ReadColumn &column : columns) {
        Value value;
        if (row.type(index) == ValueType::Integer) {
            value.SetInt64(row.integer(index));
        } else if (row.type(index) != ValueType::Null) {
            const std::string_view text = row.text(index);
            value.SetString(text.data(), static_cast<rapidjson::SizeType>(text.size()), pool);
        }
        object.AddMember(
            rapidjson::StringRef(column.name.data(), static_cast<rapidjson::SizeType>(column.name.size())),
            value, pool);
        ++index;
    }
    return object;
}

/// A row is unreadable when one of its parts is.
void addPart(CampusRow &row, const Reading &reading, const Value &value)
{
    auto part = cdc::readPart(reading.partTable, value);
    if (auto *unreadable = std::get_if<cdc::Unreadable>(&part)) {
        if (std::holds_alternative<cdc::Head>(row.head))
            row.head = std::move(*unreadable);
        return;
    }
    row.parts.push_back(std::move(std::get<cdc::Part>(part).text));
}

Result<std::vector<CampusRow>> read(Database &db, const Reading &reading, const std::string &sql,
                                    std::initializer_list<SqlValue> values)
{
    transform::Document document;
    std::vector<CampusRow> rows;
    const auto read = forEachRow(db, sql, values, [&](const Statement &row) {
        const auto partAt = static_cast<int>(reading.head.size());
        if (rows.empty() || rows.back().id != row.integer(0)) {
            document.clear();
            const Value head = objectFrom(row, reading.head, 0, document.pool());
            CampusRow &next = rows.emplace_back();
            next.id = row.integer(0);
            next.version = row.integer(1);
            next.stamp = row.text(2);
            next.head = cdc::readHead(reading.headTable, head);
            if (std::holds_alternative<cdc::Unreadable>(next.head))
                transform::writeJson(head, next.json);
        }
        if (!row.isNull(partAt))
            addPart(rows.back(), reading, objectFrom(row, reading.part, partAt, document.pool()));
    });
    if (!read)
        return read.error();
    return rows;
}

std::string limitText(int limit)
{
    return " LIMIT " + std::to_string(limit);
}

Result<std::unique_ptr<Database>> openServer(const QString &address, const std::optional<QString> &password)
{
    const auto parsed = parseMysqlAddress(address, QString::fromLatin1(kPasswordVariable));
    if (!parsed)
        return parsed.error();
    return openMysql(*parsed, password.value_or(passwordOf(*parsed)), OpenMode::ReadOnly);
}

Result<std::unique_ptr<Database>> openFile(const QString &path)
{
    if (QFileInfo::exists(path))
        return openSqlite(path, OpenMode::ReadOnly);
    return Error{ErrorCode::NotFound,
                 QCoreApplication::translate(
                     "sources",
                     "The campus database is not there. \"pelatihan-kafka kampus --database FILE "
                     "--transactions 500\" makes one."),
                 path};
}

} // namespace

std::string RowCursor::toString() const
{
    return stamp.empty() ? std::to_string(id) : std::to_string(id) + " " + stamp;
}

RowCursor RowCursor::fromString(std::string_view text)
{
    RowCursor cursor;
    const std::size_t space = std::min(text.find(' '), text.size());
    const auto [end, error] = std::from_chars(text.data(), text.data() + space, cursor.id);
    if (error != std::errc() || end != text.data() + space || cursor.id < 0)
        return {};
    if (space < text.size())
        cursor.stamp = text.substr(space + 1);
    return cursor;
}

Result<std::unique_ptr<Database>> openCampus(const QString &address, const std::optional<QString> &password)
{
    auto database = isMysqlAddress(address) ? openServer(address, password) : openFile(address);
    if (!database)
        return database.error();
    for (const Dataset dataset : {Dataset::Orders, Dataset::Activities}) {
        const auto rows = rowsAfter(**database, dataset, RowOrder::ByTime, {}, 1);
        if (!rows && rows.error().retriable)
            return rows.error();
        if (!rows)
            return Error{ErrorCode::NotFound,
                         QCoreApplication::translate("sources",
                                                     "This is not the campus's database: a table of its, or "
                                                     "one of the columns, is missing."),
                         address + QStringLiteral(": ") + rows.error().toString()};
    }
    return database;
}

Result<std::vector<CampusRow>> rowsAfter(Database &db, Dataset dataset, RowOrder order,
                                         const RowCursor &after, int limit)
{
    const Reading reading = readingOf(dataset);
    if (order == RowOrder::ById)
        return read(db, reading, statementFor(reading, " WHERE id > ?", "", limitText(limit)), {after.id});
    if (after.stamp.empty())
        return read(db, reading, statementFor(reading, "", "updated_at", limitText(limit)), {});
    const std::string_view stamp = after.stamp;
    return read(db, reading,
                statementFor(reading, " WHERE updated_at > ? OR (updated_at = ? AND id > ?)", "updated_at",
                             limitText(limit)),
                {stamp, stamp, after.id});
}

Result<std::vector<CampusRow>> rowsAt(Database &db, Dataset dataset, std::int64_t offset, int limit)
{
    const Reading reading = readingOf(dataset);
    return read(db, reading,
                statementFor(reading, "", "", limitText(limit) + " OFFSET " + std::to_string(offset)), {});
}

Result<std::int64_t> countRows(Database &db, Dataset dataset)
{
    return queryInteger(db,
                        "SELECT count(*) FROM " + std::string(cdc::toString(readingOf(dataset).headTable)));
}

std::string_view eventTypeOf(const cdc::Head &head)
{
    if (head.dataset == Dataset::Activities)
        return "activity.recorded"; // a correction is one, too
    return head.version <= 1 ? "order.created" : "order.updated";
}

} // namespace pk::sources
