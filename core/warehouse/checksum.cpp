#include "base/hash.h"
#include "warehouse/warehouse.h"

#include <array>

namespace pk::warehouse {

namespace {

// The canonical text of a row: the table's name and the columns, separated by tabs. NULL is \N; in texts a
// backslash, tab and newline are written \\, \t and \n, so that no two rows share a text.
struct Canonical
{
    std::string_view table;
    std::string_view columns;
};
constexpr std::array<Canonical, 4> kCanonical = {{
    {"fact_orders",
     "order_id, version, status, customer_id, customer_name, customer_email, customer_city, channel, "
     "currency, "
     "total_e4, item_count, ordered_at, occurred_at"},
    {"fact_order_items",
     "order_id, line, version, sku, name, qty_e3, unit, unit_price_e4, discount_e4, line_total_e4"},
    {"fact_activities",
     "activity_id, version, nim, kind, title, sks, level, rank, term, weight_e4, regulation, recorded_at, "
     "occurred_at"},
    {"dim_students", "nim, name, program, faculty, active"},
}};

void appendEscaped(std::string &row, std::string_view text)
{
    for (const char c : text) {
        switch (c) {
        case '\\':
            row.append("\\\\");
            break;
        case '\t':
            row.append("\\t");
            break;
        case '\n':
            row.append("\\n");
            break;
        default:
            row.push_back(c);
        }
    }
}

Result<void> addTable(Database &db, const Canonical &canonical, Sum128 &sum)
{
    auto query =
        db.prepare(std::string("SELECT ").append(canonical.columns).append(" FROM ").append(canonical.table));
    if (!query)
        return query.error();
    const Statement &row = **query;
    const int columns = row.columnCount();
    std::string text;
    for (;;) {
        const auto there = (*query)->step();
        if (!there)
            return there.error();
        if (!*there)
            return {};
        text.assign(canonical.table);
        for (int column = 0; column < columns; ++column) {
            text.push_back('\t');
            if (row.isNull(column))
                text.append("\\N");
            else
                appendEscaped(text, row.text(column)); // integers too: the database writes them in decimal
        }
        sum.add(sha256(text));
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
