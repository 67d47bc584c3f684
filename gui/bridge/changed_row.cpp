#include "bridge/changed_row.h"

#include "bridge/record_story.h"
#include "cdc/row_reader.h"
#include "domain/headers.h"
#include "transform/maxwell.h"

namespace pk::gui {

namespace {

/// Topics are called producer.<database>.<table>.
cdc::Table tableOf(std::string_view topic)
{
    return cdc::tableNamed(topic.substr(topic.rfind('.') + 1));
}

BridgeNeeds needsOf(cdc::Table table)
{
    switch (table) {
    case cdc::Table::Orders:
        return BridgeNeeds::Items;
    case cdc::Table::OrderItems:
        return BridgeNeeds::Order;
    case cdc::Table::Activities:
        return BridgeNeeds::Student;
    case cdc::Table::Students:
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
    transform::Document document;
    if (!message.hasValue || document.parse(message.value))
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
        if (auto *read = std::get_if<cdc::Part>(&part)) {
            row.m_text = std::move(read->text);
            if (table == cdc::Table::Students)
                row.m_key = std::move(read->key.owner);
        }
    }
    row.m_needs = needsOf(table);
    return row;
}

bool ChangedRow::isIn(const FullMessage &raw) const
{
    if (!m_key.empty() && raw.key != m_key)
        return false;
    if (m_text.empty())
        return headerOf(raw, header::cdcPosition) == m_place;
    // Items of an order are written in its transaction; a student is told with any activity of theirs.
    return (m_needs != BridgeNeeds::Order || headerOf(raw, header::cdcXid) == m_xid)
        && raw.value.find(m_text) != std::string::npos;
}

} // namespace pk::gui
