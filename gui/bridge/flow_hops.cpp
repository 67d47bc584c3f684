#include "bridge/flow_builder.h"
#include "bridge/record_story.h"
#include "bridge/text.h"
#include "domain/event_type.h"
#include "domain/pipeline_names.h"

namespace pk::gui {

namespace {

/// Of an event type, or of what a change event tells.
Operation operationOf(std::string_view eventType)
{
    switch (changeOf(eventType)) {
    case Change::Created:
        return Operation::Insert;
    case Change::Updated:
        return Operation::Update;
    case Change::Removed:
        break;
    }
    return Operation::Delete;
}

/// Whose record it is; nodes have no partition but in their topics.
QString writerOf(const journal::Event &event)
{
    return event.member.starts_with(toString(StageKind::Bridge)) ? flow_id::bridge : flow_id::source;
}

/// What is written by hand, or by another client, has left no database here.
bool isOfTheSource(const journal::Event &event)
{
    return event.member.starts_with(toString(StageKind::Source));
}

Hop recordOf(const journal::Event &event)
{
    Hop hop;
    hop.correlationId = toQString(event.correlationId);
    hop.key = toQString(event.key);
    hop.topic = toQString(event.topic);
    hop.partition = event.partition;
    hop.offset = event.first;
    hop.operation = operationOf(event.text); // what happened there; to the row, only the loader knows
    hop.wallUs = event.wallUs;
    return hop;
}

} // namespace

std::optional<Hop> toCapture(const journal::Event &event)
{
    if (event.kind != journal::EventKind::Record || event.hop != journal::Hop::Acked
        || !isChangeTopic(event.topic) || !isOfTheSource(event))
        return std::nullopt;
    Hop hop = recordOf(event);
    hop.edge = flow_id::edge(flow_id::campus, -1, flow_id::source, -1);
    return hop;
}

std::optional<Hop> toHop(const journal::Event &event)
{
    if (event.kind != journal::EventKind::Record)
        return std::nullopt;
    const QString topic = flow_id::topic(event.topic);
    const QString loader = flow_id::group(kLoaderGroup);
    Hop hop = recordOf(event);
    switch (event.hop) {
    case journal::Hop::Acked:
        hop.edge = flow_id::edge(writerOf(event), -1, topic, event.partition);
        break;
    case journal::Hop::Taken:
        hop.edge = flow_id::edge(topic, event.partition, flow_id::transform, -1);
        break;
    case journal::Hop::Enriched:
        hop.edge = flow_id::edge(flow_id::transform, -1, topic, event.partition);
        break;
    case journal::Hop::DeadLettered:
        // Loader and bridge name the record they refused, the transform the dead letter.
        hop.edge = topic.endsWith(QLatin1String(".dlq"))
            ? flow_id::edge(flow_id::transform, -1, topic, -1)
            : flow_id::edge(isChangeTopic(event.topic) ? flow_id::bridge : loader, -1,
                            flow_id::topic(deadLetterTopic(event.topic)), -1);
        hop.operation = Operation::DeadLetter;
        break;
    case journal::Hop::Filtered:
        hop.edge = flow_id::edge(flow_id::transform, -1, topic, -1);
        break;
    case journal::Hop::LoadTaken:
        hop.edge =
            flow_id::edge(topic, event.partition, isChangeTopic(event.topic) ? flow_id::bridge : loader, -1);
        break;
    case journal::Hop::Stored:
        hop.edge = flow_id::edge(loader, -1, flow_id::warehouse, -1);
        hop.operation = event.text == "insert" ? Operation::Insert
            : event.text == "update"           ? Operation::Update
                                               : Operation::Absorbed; // unchanged or superseded
        break;
    default:
        return std::nullopt;
    }
    return hop;
}

} // namespace pk::gui
