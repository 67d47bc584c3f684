#pragma once

// A small campus shop that writes what Maxwell would write: its history as logs of row events, one for each
// partition of each table's topic, and how its database looks at the end.

#include "base/pcg32.h"

#include <map>
#include <string>
#include <vector>

namespace pk::test {

struct RowEvent
{
    std::string topic;
    std::int32_t partition = 0;
    std::int64_t offset = 0;
    std::string value;
};

/// One message of Maxwell. `tail`: ,"old":{…} and the like.
inline std::string maxwell(const std::string &table, const std::string &type, std::int64_t xid, bool commit,
                           const std::string &data, const std::string &tail = {},
                           std::int64_t ts = 1'763'608'000)
{
    std::string text = R"({"database":"kampus","table":")" + table + R"(","type":")" + type + R"(","ts":)"
        + std::to_string(ts);
    if (xid > 0)
        text += ",\"xid\":" + std::to_string(xid) + (commit ? ",\"commit\":true" : "");
    return text + ",\"data\":{" + data + "}" + tail + "}";
}

/// itemsVersion 0: of a source without that column.
inline std::string orderRow(std::int64_t id, std::int64_t version, std::int64_t itemsVersion,
                            std::size_t items, const std::string &status, const std::string &name = {})
{
    const std::string orderId = name.empty() ? "ORD-" + std::to_string(id) : name;
    return "\"id\":" + std::to_string(id) + ",\"version\":" + std::to_string(version)
        + (itemsVersion > 0 ? ",\"items_version\":" + std::to_string(itemsVersion) : std::string())
        + ",\"item_count\":" + std::to_string(items) + ",\"order_id\":\"" + orderId
        + "\",\"customer_id\":\"MHS-1\",\"customer_name\":\" "
          "budi\",\"customer_email\":null,\"customer_city\":\"Malang\","
          "\"currency\":\"IDR\",\"status\":\""
        + status
        + "\",\"channel\":\"koperasi\",\"total\":1250000.50,\"note\":null,\"ordered_at\":\"2025-11-20 "
          "10:41:00\","
          "\"updated_at\":\"2025-11-20 10:42:07.9"
        + std::to_string(10 + version % 90) + "\"";
}

inline std::string itemRow(std::int64_t id, std::int64_t order, std::int64_t version, std::int64_t line,
                           const std::string &qty)
{
    return "\"id\":" + std::to_string(id) + ",\"order_id\":" + std::to_string(order)
        + ",\"version\":" + std::to_string(version) + ",\"line\":" + std::to_string(line)
        + ",\"sku\":\"ATK-017\",\"name\":\"Buku\",\"qty\":\"" + qty
        + "\",\"unit\":\"lusin\",\"price\":\"Rp 52.083\"";
}

class CampusHistory
{
public:
    struct Order
    {
        std::int64_t version = 1;
        std::int64_t itemsVersion = 1;
        std::string status = "PENDING";
        std::map<std::int64_t, std::string> items; ///< line → qty
        bool deleted = false;
    };

    /// `itemsVersion`: whether orders have that column. Without it their items are written with every
    /// version.
    CampusHistory(std::uint64_t seed, int transactions, bool itemsVersion = true)
        : m_random(seed, 3)
        , m_itemsVersion(itemsVersion)
    {
        for (int i = 0; i < transactions; ++i)
            transact();
    }

    const std::vector<std::vector<RowEvent>> &logs() const { return m_logs; }
    const std::map<std::int64_t, Order> &orders() const { return m_orders; }
    /// Of all orders together, the deleting ones too.
    std::size_t versions() const { return m_versions; }

private:
    static constexpr std::int32_t kPartitions = 2;

    void transact()
    {
        ++m_xid;
        const std::uint32_t what = m_random.below(10);
        std::vector<std::int64_t> alive;
        for (const auto &[id, order] : m_orders) {
            if (!order.deleted)
                alive.push_back(id);
        }
        if (alive.empty() || what < 3) {
            place();
            return;
        }
        const std::int64_t id = alive[m_random.below(static_cast<std::uint32_t>(alive.size()))];
        Order &order = m_orders.at(id);
        ++m_versions;
        if (what < 6) {
            order.status = order.status == "PAID" ? "PACKED" : "PAID";
            if (!m_itemsVersion) {
                rewrite(id, order);
                return;
            }
            ++order.version;
            write("orders", "update", id, head(id), true, ",\"old\":{\"status\":\"?\"}");
        } else if (what < 9) {
            rewrite(id, order);
        } else {
            for (const auto &[line, qty] : order.items)
                write("order_items", "delete", itemId(id, line),
                      itemRow(itemId(id, line), id, order.itemsVersion, line, qty), false);
            write("orders", "delete", id, head(id), true);
            order.deleted = true;
        }
    }

    void place()
    {
        const auto id = static_cast<std::int64_t>(m_orders.size()) + 1;
        Order &order = m_orders[id];
        ++m_versions;
        const std::uint32_t lines = 1 + m_random.below(4);
        for (std::uint32_t line = 1; line <= lines; ++line)
            order.items[line] = std::to_string(1 + m_random.below(9));
        write("orders", "insert", id, head(id), false);
        for (const auto &[line, qty] : order.items)
            write("order_items", "insert", itemId(id, line), itemRow(itemId(id, line), id, 1, line, qty),
                  line == lines);
    }

    /// A line more, a line less or another quantity: all lines are written with the new version.
    void rewrite(std::int64_t id, Order &order)
    {
        const auto last = order.items.rbegin()->first;
        const std::int64_t before = order.itemsVersion;
        order.itemsVersion = ++order.version;
        const std::uint32_t how = m_random.below(3);
        if (how == 0 && order.items.size() > 1) {
            write("order_items", "delete", itemId(id, last),
                  itemRow(itemId(id, last), id, before, last, order.items[last]), false);
            order.items.erase(last);
        }
        for (auto &[line, qty] : order.items) {
            qty = std::to_string(1 + m_random.below(9));
            write("order_items", "update", itemId(id, line),
                  itemRow(itemId(id, line), id, order.version, line, qty), false,
                  ",\"old\":{\"version\":" + std::to_string(before) + "}");
        }
        if (how == 1) {
            order.items[last + 1] = "3";
            write("order_items", "insert", itemId(id, last + 1),
                  itemRow(itemId(id, last + 1), id, order.version, last + 1, "3"), false);
        }
        write("orders", "update", id, head(id), true,
              ",\"old\":{\"version\":" + std::to_string(before) + "}");
    }

    static std::int64_t itemId(std::int64_t order, std::int64_t line) { return order * 100 + line; }
    std::string head(std::int64_t id) const
    {
        const Order &o = m_orders.at(id);
        return orderRow(id, o.version, m_itemsVersion ? o.itemsVersion : 0, o.items.size(), o.status);
    }
    void write(const std::string &table, const std::string &type, std::int64_t key, const std::string &data,
               bool commit, const std::string &tail = {})
    {
        const std::size_t log = (table == "orders" ? 0U : 2U) + static_cast<std::size_t>(key % kPartitions);
        std::vector<RowEvent> &events = m_logs[log];
        events.push_back({"producer.kampus." + table, static_cast<std::int32_t>(key % kPartitions),
                          std::ssize(events),
                          maxwell(table, type, m_xid, commit, data, tail, 1'763'608'000 + m_xid / 3)});
    }

    Pcg32 m_random;
    bool m_itemsVersion;
    std::vector<std::vector<RowEvent>> m_logs{4};
    std::map<std::int64_t, Order> m_orders;
    std::int64_t m_xid = 100;
    std::size_t m_versions = 0;
};

} // namespace pk::test
