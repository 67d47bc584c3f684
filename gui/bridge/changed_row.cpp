#include "bridge/changed_row.h"

#include "bridge/record_story.h"
#include "cdc/held_rows.h"
#include "domain/headers.h"
#include "transform/maxwell.h"

namespace pk::gui {

namespace {

/// Topics are called producer.<database>.<table>.
cdc::Table tableOf(std::string_view topic)
{
    return cdc::tableNamed(topic.substr(topic.rfind('.') + 1));
}

BridgeNeeds needsOf(std::optional<cdc::Table> awaited)
{
    switch (awaited.value_or(cdc::Table::Other)) {
    case cdc::Table::OrderItems:
        return BridgeNeeds::Items;
    case cdc::Table::Orders:
        return BridgeNeeds::Order;
    case cdc::Table::Students:
        return BridgeNeeds::Student;
    case cdc::Table::Activities:
        return BridgeNeeds::Activity;
    case cdc::Table::Other:
        break;
    }
    return BridgeNeeds::Nothing;
}

} // namespace

bool isRowTopic(std::string_view topic)
{
    return isChangeTopic(topic) && roleOf(topic) == TopicRole::Other;
}

std::string_view rawTopicOf(std::string_view rowTopic)
{
    switch (tableOf(rowTopic)) {
    case cdc::Table::Orders:
    case cdc::Table::OrderItems:
        return rawTopic(Dataset::Orders);
    case cdc::Table::Activities:
    case cdc::Table::Students:
        return rawTopic(Dataset::Activities);
    case cdc::Table::Other:
        break;
    }
    return {};
}

std::optional<ChangedRow> ChangedRow::read(const Position &at, const FullMessage &message)
{
    if (!message.hasValue)
        return ChangedRow(); // somebody's tombstone: the bridge reads over it
    transform::Document document;
    if (document.parse(message.value))
        return std::nullopt;
    const auto envelope = transform::readMaxwell(document);
    if (!envelope)
        return std::nullopt;
    ChangedRow row;
    if (envelope->xid)
        row.m_xid = std::to_string(*envelope->xid);
    row.m_place = envelope->position.empty() ? at.toString() : std::string(envelope->position);
    const cdc::Table table = cdc::tableNamed(envelope->table);
    const bool head = table == cdc::Table::Orders || table == cdc::Table::Activities;
    const bool deletedPart = !head && envelope->kind == transform::MaxwellRow::Kind::Delete;
    if (envelope->data == nullptr || deletedPart)
        return row; // the next version of an order counts without the item
    if (head) {
        row.m_key = cdc::columnText(*envelope->data, table == cdc::Table::Orders ? "order_id" : "nim");
    } else if (table != cdc::Table::Other) {
        auto part = cdc::readPart(table, *envelope->data);
        if (auto *read = std::get_if<cdc::Part>(&part))
            row.m_part = std::move(*read);
        if (row.m_part && table == cdc::Table::Students)
            row.m_key = row.m_part->key.owner;
    }
    row.m_table = table;
    return row;
}

bool ChangedRow::isIn(const FullMessage &raw) const
{
    if (!m_key.empty() && raw.key != m_key)
        return false;
    if (!m_part)
        return headerOf(raw, header::cdcPosition) == m_place;
    // Items of an order are written in its transaction; a student is told with any activity of theirs.
    return (m_table != cdc::Table::OrderItems || headerOf(raw, header::cdcXid) == m_xid)
        && raw.value.find(m_part->text) != std::string::npos;
}

Result<BridgeNeeds> ChangedRow::needs(Database &store) const
{
    if (m_part) {
        const auto awaited = cdc::awaitedByPart(store, m_table, *m_part);
        return awaited ? Result<BridgeNeeds>(needsOf(*awaited)) : Result<BridgeNeeds>(awaited.error());
    }
    if (m_table != cdc::Table::Orders && m_table != cdc::Table::Activities)
        return BridgeNeeds::Nothing;
    const bool order = m_table == cdc::Table::Orders;
    const auto waits = cdc::headWaits(store, order ? Dataset::Orders : Dataset::Activities, m_place);
    if (!waits)
        return waits.error();
    if (!*waits)
        return BridgeNeeds::Nothing;
    return order ? BridgeNeeds::Items : BridgeNeeds::Student;
}

} // namespace pk::gui
