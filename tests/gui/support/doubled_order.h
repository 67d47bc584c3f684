#pragma once

// An order that stands twice in the warehouse, as a crash between insert and commit leaves it.

#include "base/database.h"

#include <QString>

#include <string_view>

namespace pk::test {

/// How many orders the warehouse holds more than once.
constexpr std::string_view kDoubledOrders =
    "SELECT count(*) FROM (SELECT 1 FROM fact_orders GROUP BY order_id HAVING count(*) > 1)";

/// Doubles the first one; needs the warehouse of a naive mode.
inline bool doubleAnOrder(const QString &path)
{
    auto db = openSqlite(path);
    return db
        && (*db)
               ->exec("INSERT INTO fact_orders(load_id, order_id, version, event_id, src_topic, "
                      "src_partition, src_offset, loaded_at) SELECT (SELECT max(load_id) FROM fact_orders) "
                      "+ 1000000, order_id, version, event_id, src_topic, src_partition, src_offset, "
                      "loaded_at FROM fact_orders ORDER BY load_id LIMIT 1")
               .ok();
}

} // namespace pk::test
