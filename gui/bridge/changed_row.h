#pragma once

// A message of change data capture, as what the bridge has to do with it: which raw topic it leads to, how
// its record is known there, and whether the bridge's store still holds it back.
//
// Thread: a value type.

#include "base/database.h"
#include "bridge/message_cache.h"
#include "cdc/row_reader.h"
#include "domain/pipeline_names.h"
#include "domain/position.h"

#include <optional>
#include <string>

namespace pk::gui {

/// A topic of row events that the bridge reads; not where it puts aside what it refuses.
bool isRowTopic(std::string_view topic);
/// "raw_orders" of "producer.kampus.order_items"; empty when the bridge makes nothing of that table.
std::string_view rawTopicOf(std::string_view rowTopic);

/// What the bridge has not got yet.
enum class BridgeNeeds {
    Nothing,
    Items, ///< an order, and those of its items that are there: the others
    Order, ///< an item
    Student, ///< an activity
    Activity, ///< a student: told with the next one
};

class ChangedRow
{
public:
    /// Empty when it is neither a message of Maxwell nor a tombstone.
    static std::optional<ChangedRow> read(const Position &at, const FullMessage &message);

    /// Whether the bridge makes a record of such a row at all.
    bool leadsToARecord() const { return m_table != cdc::Table::Other; }
    /// Whether this raw record was made of the row.
    bool isIn(const FullMessage &raw) const;
    /// What the bridge holds it back for, by its own store.
    Result<BridgeNeeds> needs(Database &store) const;
    const std::string &transaction() const { return m_xid; } ///< empty: a row of a bootstrap

private:
    cdc::Table m_table = cdc::Table::Other; ///< Other, too, where no record is made
    std::string m_xid;
    std::string m_place; ///< as a header of the raw record names it
    std::string m_key; ///< of the raw record; empty where the row does not say it
    std::optional<cdc::Part> m_part; ///< an item or a student: its text stands in the raw record as it is
};

} // namespace pk::gui
