#include "base/sql.h"
#include "warehouse/schema.h"
#include "warehouse/warehouse.h"

#include <QCoreApplication>

#include <array>

namespace pk::warehouse {

namespace {

constexpr std::size_t kMaxListed = 1'000;

/// Queries whose rows name what is stored more than once: the same event, the same line, the same message.
constexpr std::array<std::string_view, 4> kDoubles = {
    "SELECT DISTINCT order_id FROM (SELECT order_id FROM fact_orders GROUP BY order_id, event_id "
    "HAVING count(*) > 1) AS d ORDER BY order_id",
    "SELECT DISTINCT activity_id FROM (SELECT activity_id FROM fact_activities GROUP BY activity_id, "
    "event_id "
    "HAVING count(*) > 1) AS d ORDER BY activity_id",
    // Of an order that stands there once: somebody wrote into the table by hand.
    "SELECT order_id || '#' || line FROM fact_order_items WHERE order_id NOT IN "
    "(SELECT order_id FROM fact_orders GROUP BY order_id HAVING count(*) > 1) "
    "GROUP BY order_id, line HAVING count(*) > 1",
    "SELECT src_topic || '/' || src_partition || '/' || src_offset FROM etl_audit "
    "WHERE src_offset IS NOT NULL GROUP BY cluster, src_topic, src_partition, src_offset, epoch, "
    "group_id "
    "HAVING count(*) > 1",
};

/// How many keys have several events: their versions, which the naive modes write beside each other.
constexpr std::array<std::string_view, 2> kVersioned = {
    "SELECT count(*) FROM (SELECT order_id FROM fact_orders GROUP BY order_id "
    "HAVING count(DISTINCT event_id) > 1) AS v",
    "SELECT count(*) FROM (SELECT activity_id FROM fact_activities GROUP BY activity_id "
    "HAVING count(DISTINCT event_id) > 1) AS v",
};

/// Keeps of each key the row that effectively-once would have kept: the newest event, of its copies the last.
constexpr std::string_view kKeepNewest = R"(DELETE FROM fact_order_items WHERE load_id IN (
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
    for (const std::string_view sql : kVersioned) {
        const auto keys = queryInteger(db, sql);
        if (!keys)
            return keys.error();
        preview.versionedKeys += *keys;
    }
    if (preview.doubledKeys > 0 || preview.versionedKeys > 0)
        preview.sql = kKeepNewest;
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
    if (preview->standsInTheWay()) {
        return Error{
            ErrorCode::BadInput,
            QCoreApplication::translate(
                "warehouse",
                "Stored more than once: %1. Keys with older versions beside the newest: %2. Nothing was "
                "changed; remove the older rows first, then switch again.")
                .arg(preview->doubledKeys)
                .arg(preview->versionedKeys),
            preview->doubles.empty() ? QString() : QString::fromStdString(preview->doubles.front())};
    }
    if (auto bound = bindSemantics(db, wanted); !bound)
        return bound;
    return transaction.commit();
}

} // namespace pk::warehouse
