#include "bridge/warehouse_query.h"

#include "bridge/text.h"

#include <QDateTime>
#include <QStringList>

namespace pk::gui {

namespace {

constexpr int kLatestWrites = 200; ///< audit entries that count as "just changed"

std::string quoted(const QString &name)
{
    QString text = name;
    text.replace(QLatin1Char('"'), QStringLiteral("\"\""));
    return '"' + text.toStdString() + '"';
}

std::string joined(const std::vector<QString> &names, const char *after)
{
    std::string text;
    for (const QString &name : names)
        text.append(text.empty() ? "" : ", ").append(quoted(name)).append(after);
    return text;
}

std::string shownOnServer(const TableColumn &column)
{
    const std::string name = quoted(column.name);
    if (column.name.endsWith(QLatin1String("_e4")))
        return "(" + name + " DIV 10000)";
    if (column.name.endsWith(QLatin1String("_e3")))
        return "(" + name + " DIV 1000)";
    if (!column.name.endsWith(QLatin1String("_at")))
        return name;
    // The session speaks UTC.
    const int ahead = QDateTime::currentDateTime().offsetFromUtc();
    return "date_format(from_unixtime(" + name + " / 1000) + INTERVAL " + std::to_string(ahead)
        + " SECOND, '%Y-%m-%d %H:%i:%s.%f')";
}

/// What a cell of the column reads like, so that a filter finds what is seen.
std::string shownText(const TableColumn &column)
{
    const std::string name = quoted(column.name);
    if (column.name.endsWith(QLatin1String("_e4")))
        return "(" + name + " / 10000)";
    if (column.name.endsWith(QLatin1String("_e3")))
        return "(" + name + " / 1000)";
    if (column.name.endsWith(QLatin1String("_at")))
        return "strftime('%Y-%m-%d %H:%M:%f', " + name + " / 1000.0, 'unixepoch', 'localtime')";
    return name;
}

/// What the currency of a row's amounts is read from; empty: it has none. Items have that of their order.
std::string currencySql(const TableInfo &table)
{
    if (table.name == QLatin1String("fact_order_items"))
        return "(SELECT o.currency FROM fact_orders o WHERE o.load_id = fact_order_items.load_id)";
    return table.column(QStringLiteral("currency")) >= 0 ? "currency" : std::string();
}

QString likePattern(const QString &text)
{
    QString pattern;
    for (const QChar c : text) {
        if (c == QLatin1Char('%') || c == QLatin1Char('_') || c == QLatin1Char('\\'))
            pattern += QLatin1Char('\\');
        pattern += c;
    }
    return QLatin1Char('%') + pattern + QLatin1Char('%');
}

class Conditions
{
public:
    explicit Conditions(BoundSql &target)
        : m_target(target)
    {
    }

    void add(const std::string &condition, const std::vector<QVariant> &values = {})
    {
        m_target.sql.append(m_first ? " WHERE (" : " AND (").append(condition).append(")");
        m_target.values.insert(m_target.values.end(), values.begin(), values.end());
        m_first = false;
    }

private:
    BoundSql &m_target;
    bool m_first = true;
};

void addFilter(Conditions &where, const TableInfo &table, const PageRequest &request)
{
    if (!request.filter.text.isEmpty()) {
        // A server compares what our tables hold byte by byte.
        const QString pattern =
            table.onServer ? likePattern(request.filter.text).toLower() : likePattern(request.filter.text);
        std::string any;
        std::vector<QVariant> values;
        for (const TableColumn &column : table.columns) {
            if (!request.filter.column.isEmpty() && column.name != request.filter.column)
                continue;
            const std::string shown =
                table.onServer ? "lower(CAST(" + shownOnServer(column) + " AS CHAR))" : shownText(column);
            any.append(any.empty() ? "" : " OR ").append(shown).append(" LIKE ? ESCAPE '\\'");
            values.emplace_back(pattern);
        }
        where.add(any.empty() ? "0" : any, values);
    }
    const Entity entity = entityOf(table.name);
    if (request.onlyChanged && !entity.name.isEmpty()) {
        where.add(quoted(entity.keyColumn)
                      + " IN (SELECT entity_key FROM etl_audit WHERE id > (SELECT max(id) FROM etl_audit) - "
                      + std::to_string(kLatestWrites) + " AND entity = ? AND action IN ('insert', 'update'))",
                  {entity.name});
    }
}

/// Rows that come after the anchor's, in the order of sort value and key. NULL sorts before everything.
void addAnchor(Conditions &where, const TableInfo &table, const PageRequest &request, bool descending)
{
    const PageAnchor &anchor = request.anchor;
    if (anchor.key.size() != table.key.size() || table.key.empty())
        return;
    const std::string beyond = descending ? " < " : " > ";
    std::string marks;
    for (std::size_t i = 0; i < anchor.key.size(); ++i)
        marks += i == 0 ? "?" : ", ?";
    const std::string keyBeyond = '(' + joined(table.key, "") + ')' + beyond + '(' + marks + ')';
    if (request.sortColumn.isEmpty()) {
        where.add(keyBeyond, anchor.key);
        return;
    }
    const std::string sort = quoted(request.sortColumn);
    std::vector<QVariant> values;
    if (anchor.sortValue.isNull()) {
        where.add("(" + sort + " IS NULL AND " + keyBeyond + ")"
                      + (descending ? std::string() : " OR " + sort + " IS NOT NULL"),
                  anchor.key);
        return;
    }
    values.push_back(anchor.sortValue);
    values.push_back(anchor.sortValue);
    values.insert(values.end(), anchor.key.begin(), anchor.key.end());
    where.add(sort + beyond + "? OR (" + sort + " = ? AND " + keyBeyond + ")"
                  + (descending ? " OR " + sort + " IS NULL" : std::string()),
              values);
}

} // namespace

bool readsBackwards(const PageAnchor &anchor)
{
    return anchor.kind == PageAnchor::Kind::Last || anchor.kind == PageAnchor::Kind::Before;
}

bool isSortable(const TableColumn &column)
{
    return !column.name.endsWith(QLatin1String("_json")) && column.name != QLatin1String("value")
        && column.name != QLatin1String("headers");
}

Entity entityOf(const QString &table)
{
    if (table == QLatin1String("fact_orders") || table == QLatin1String("fact_order_items"))
        return {QStringLiteral("order"), QStringLiteral("order_id")};
    if (table == QLatin1String("fact_activities"))
        return {QStringLiteral("activity"), QStringLiteral("activity_id")};
    return {};
}

BoundSql pageSql(const TableInfo &table, const PageRequest &request)
{
    std::vector<QString> names = table.key;
    for (const TableColumn &column : table.columns)
        names.push_back(column.name);
    // A page before a row is the page after it in the opposite order.
    const bool descending = request.descending != readsBackwards(request.anchor);
    std::vector<QString> by;
    if (!request.sortColumn.isEmpty())
        by.push_back(request.sortColumn);
    by.insert(by.end(), table.key.begin(), table.key.end());
    const std::string order =
        by.empty() ? std::string() : " ORDER BY " + joined(by, descending ? " DESC" : " ASC");
    const std::string limit = " LIMIT " + std::to_string(request.limit + 1);

    const std::string from = " FROM " + quoted(table.name);
    const bool keyed = !table.key.empty();
    BoundSql result{"SELECT " + joined(keyed ? table.key : names, "") + from, {}};
    Conditions where(result);
    addFilter(where, table, request);
    addAnchor(where, table, request, descending);
    result.sql += order + limit;
    if (!keyed) {
        result.sql += " OFFSET " + std::to_string(request.anchor.skipped);
        return result;
    }
    // The database sorts the keys alone, which takes a quarter of the time of sorting whole rows.
    const std::string currency = currencySql(table);
    if (table.onServer) { // which takes no limit inside of IN
        result.sql = "SELECT " + joined(names, "") + (currency.empty() ? "" : ", " + currency) + from
            + " JOIN (" + result.sql + ") AS page USING (" + joined(table.key, "") + ")" + order;
        return result;
    }
    result.sql = "SELECT " + joined(names, "") + (currency.empty() ? "" : ", " + currency) + from + " WHERE ("
        + joined(table.key, "") + ") IN (" + result.sql + ")" + order;
    return result;
}

BoundSql countSql(const TableInfo &table, const PageRequest &request)
{
    BoundSql result{"SELECT count(*) FROM " + quoted(table.name), {}};
    Conditions where(result);
    addFilter(where, table, request);
    return result;
}

Result<std::unique_ptr<Statement>> prepareBound(Database &db, const BoundSql &sql,
                                                std::vector<std::string> &texts)
{
    auto statement = db.prepare(sql.sql);
    if (!statement)
        return statement;
    texts.clear();
    texts.reserve(sql.values.size()); // the bound texts must not move
    for (std::size_t i = 0; i < sql.values.size(); ++i) {
        const QVariant &value = sql.values[i];
        const int index = static_cast<int>(i);
        if (value.isNull()) {
            (*statement)->bindNull(index);
        } else if (value.userType() == QMetaType::LongLong) {
            (*statement)->bind(index, value.toLongLong());
        } else {
            texts.push_back(value.toString().toStdString());
            (*statement)->bind(index, std::string_view(texts.back()));
        }
    }
    return statement;
}

QVariant cellValue(const Statement &row, int column, std::size_t longest)
{
    switch (row.type(column)) {
    case ValueType::Null:
        return {};
    case ValueType::Integer:
        return QVariant::fromValue<qlonglong>(row.integer(column));
    case ValueType::Real:
        return row.real(column);
    case ValueType::Blob: {
        const std::string_view bytes = row.text(column).substr(0, longest);
        return QByteArray(bytes.data(), static_cast<qsizetype>(bytes.size()));
    }
    case ValueType::Text:
        break;
    }
    const std::string_view text = row.text(column);
    if (text.size() <= longest)
        return toQString(text);
    return toQString(text.substr(0, longest)) + QChar(0x2026);
}

} // namespace pk::gui
