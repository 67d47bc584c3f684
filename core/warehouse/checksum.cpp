#include "base/hash.h"
#include "base/sql.h"
#include "warehouse/dialect.h"
#include "warehouse/warehouse.h"

#include <array>
#include <charconv>

namespace pk::warehouse {

namespace {

// The canonical text of a row: the table's name and the columns, separated by tabs. NULL is \N; in texts a
// backslash, tab and newline are written \\, \t and \n, so that no two rows share a text.
struct Canonical
{
    std::string_view table;
    std::string_view columns;
    std::string_view number; ///< the column by which it is read in pages; empty: it is never large
};
constexpr std::array<Canonical, 4> kCanonical = {{
    {"fact_orders",
     "order_id, version, status, customer_id, customer_name, customer_email, customer_city, channel, "
     "currency, "
     "total_e4, item_count, ordered_at, occurred_at",
     "load_id"},
    {"fact_order_items",
     "order_id, line, version, sku, name, qty_e3, unit, unit_price_e4, discount_e4, line_total_e4",
     "load_id"},
    {"fact_activities",
     "activity_id, version, nim, kind, title, sks, level, \"rank\", term, weight_e4, regulation, "
     "recorded_at, "
     "occurred_at",
     "load_id"},
    {"dim_students", "nim, name, program, faculty, active", ""},
}};

void appendEscaped(std::string &row, std::string_view text)
{
    std::size_t written = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (c != '\\' && c != '\t' && c != '\n')
            continue;
        row.append(text, written, i - written);
        row.append(c == '\\' ? "\\\\" : c == '\t' ? "\\t" : "\\n");
        written = i + 1;
    }
    row.append(text, written);
}

void appendValue(std::string &row, const Statement &from, int column)
{
    std::array<char, 20> digits;
    switch (from.type(column)) {
    case ValueType::Null:
        row.append("\\N");
        break;
    case ValueType::Integer: {
        const auto [end, error] =
            std::to_chars(digits.data(), digits.data() + digits.size(), from.integer(column));
        row.append(digits.data(), end);
        break;
    }
    default:
        appendEscaped(row, from.text(column));
    }
}

Result<void> addRows(Statement &query, std::string_view table, Sum128 &sum)
{
    std::string text;
    return forEachRow(query, [&](const Statement &row) {
        text.assign(table);
        for (int column = 0; column < row.columnCount(); ++column) {
            text.push_back('\t');
            appendValue(text, row, column);
        }
        sum.add(sha256(text));
    });
}

Result<void> addTable(Database &db, const Canonical &canonical, Sum128 &sum)
{
    const std::string select =
        std::string("SELECT ").append(canonical.columns).append(" FROM ").append(canonical.table);
    const std::int64_t page = canonical.number.empty() ? 0 : dialectOf(db).pageRows();
    if (page == 0) {
        auto query = db.prepare(select);
        return query ? addRows(**query, canonical.table, sum) : query.error();
    }
    // An order has few items: a page of numbers is a page of rows, about.
    const std::string number(canonical.number);
    auto query = db.prepare(select + " WHERE " + number + " BETWEEN ? AND ?");
    if (!query)
        return query.error();
    for (std::int64_t last = -1;;) {
        const auto next = queryInteger(db,
                                       "SELECT min(" + number + ") FROM " + std::string(canonical.table)
                                           + " WHERE " + number + " > ?",
                                       {last});
        if (!next)
            return next.error();
        if (*next <= last) // 0, since there is none
            return {};
        last = *next + page - 1;
        bindAll(**query, {*next, last});
        if (auto added = addRows(**query, canonical.table, sum); !added)
            return added;
    }
}

} // namespace

Result<std::string> checksum(Database &db)
{
    Sum128 sum;
    for (const Canonical &canonical : kCanonical) {
        if (auto added = addTable(db, canonical, sum); !added)
            return std::move(added).error();
    }
    return sum.toHex();
}

} // namespace pk::warehouse
