#pragma once

// A message of change data capture, as what the bridge has to do with it: which raw topic it leads to, how
// its record is known there, and what it waits for until then.
//
// Thread: a value type.

#include "bridge/message_cache.h"
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
    Items, ///< an order: all of them
    Order, ///< an item
    Student, ///< an activity
    Activity, ///< a student: told with the next one
    Nothing, ///< it makes no record of this message
};

class ChangedRow
{
public:
    /// Empty when it is no message of Maxwell.
    static std::optional<ChangedRow> read(const Position &at, const FullMessage &message);

    /// Whether this raw record was made of the row.
    bool isIn(const FullMessage &raw) const;
    BridgeNeeds needs() const { return m_needs; }
    const std::string &transaction() const { return m_xid; } ///< empty: a row of a bootstrap

private:
    BridgeNeeds m_needs = BridgeNeeds::Nothing;
    std::string m_xid;
    std::string m_place; ///< as a header of the raw record names it
    std::string m_key; ///< of the raw record; empty where the row does not say it
    std::string m_text; ///< of an item or a student: it stands in the raw record as it is
};

} // namespace pk::gui
