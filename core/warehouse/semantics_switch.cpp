#include "base/sql.h"
#include "warehouse/schema.h"
#include "warehouse/warehouse.h"

#include <QCoreApplication>

#include <array>

namespace pk::warehouse {

namespace {

constexpr std::size_t kMaxListed = 1'000;

/// Queries whose rows are (name, copies) of what occurs more than once.
constexpr std::array<std::string_view, 4> kDoubles = {
    "SELECT order_id, count(*) FROM fact_orders GROUP BY order_id HAVING count(*) > 1",
    "SELECT activity_id, count(*) FROM fact_activities GROUP BY activity_id HAVING count(*) > 1",
    // Items without a doubled order: somebody wrote into the table by hand.
    "SELECT order_id || '#' || line, count(*) FROM fact_order_items WHERE order_id NOT IN "
    "(SELECT order_id FROM fact_orders GROUP BY order_id HAVING count(*) > 1) "
    "GROUP BY order_id, line HAVING count(*) > 1",
    "SELECT src_topic || '/' || src_partition || '/' || src_offset, count(*) FROM etl_audit "
    "WHERE src_offset IS NOT NULL GROUP BY cluster, src_topic, src_partition, src_offset, epoch, "
    "group_id "
    "HAVING count(*) > 1",
};

/// Keeps of each key the row that effectively-once would have kept: the newest event, of its copies the last.
constexpr std::string_view kRemoveDoubles = R"(DELETE FROM fact_order_items WHERE load_id IN (
  SELECT load_id FROM (SELECT load_id, row_number() OVER (PARTITION BY order_id
    ORDER BY version DESC, occurred_at DESC, raw_offset DESC, event_id DESC, load_id DESC) AS place
    FROM fact_orders) AS o WHERE place > 1);
DELETE FROM fact_orders WHERE load_id IN (
  SELECT load_id FROM (SELECT load_id, row_number() OVER (PARTITION BY order_id
    ORDER BY version DESC, occurred_at DESC, raw_offset DESC, event_id DESC, load_id DESC) AS place
    FROM fact_orders) AS o WHERE place > 1);
DELETE FROM fact_order_items WHERE load_id NOT IN (
  SELECT load_id FROM (SELECT max(load_id) AS load_id FROM fact_order_items GROUP BY order_id) AS i);
DELETE FROM fact_activities WHERE load_id IN (
  SELECT load_id FROM (SELECT load_id, row_number() OVER (PARTITION BY activity_id
    ORDER BY version DESC, occurred_at DESC, raw_offset DESC, event_id DESC, load_id DESC) AS place
    FROM fact_activities) AS a WHERE place > 1);
DELETE FROM etl_audit WHERE src_offset IS NOT NULL AND id NOT IN (
  SELECT id FROM (SELECT max(id) AS id FROM etl_audit
    GROUP BY cluster, src_topic, src_partition, src_offset, epoch, group_id) AS l);
)";

} // namespace

Result<SemanticsSwitch> previewSwitch(Database &db, Semantics wanted)
{
    SemanticsSwitch preview;
    if (isNaive(wanted))
        return preview;
    for (const std::string_view sql : kDoubles) {
        const auto read = forEachRow(db, sql, {}, [&](const Statement &row) {
            ++preview.doubledKeys;
            if (preview.doubles.size() < kMaxListed)
                preview.doubles.emplace_back(row.text(0));
        });
        if (!read)
            return read.error();
    }
    if (preview.doubledKeys > 0)
        preview.sql = kRemoveDoubles;
    return preview;
}

Result<void> switchSemantics(Database &db, Semantics wanted)
{
    Transaction transaction(db);
    if (auto begun = transaction.begin(); !begun)
        return begun;
    const auto preview = previewSwitch(db, wanted);
    if (!preview)
        return preview.error();
    if (preview->doubledKeys > 0) {
        return Error{
            ErrorCode::BadInput,
            QCoreApplication::translate("warehouse",
                                        "%1 key(s) occur more than once. Nothing was changed; remove the "
                                        "older rows first, then switch again.")
                .arg(preview->doubledKeys),
            QString::fromStdString(preview->doubles.front())};
    }
    if (auto bound = bindSemantics(db, wanted); !bound)
        return bound;
    return transaction.commit();
}

} // namespace pk::warehouse
