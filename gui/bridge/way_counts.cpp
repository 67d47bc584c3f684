#include "bridge/way_counts.h"

#include "bridge/record_story.h"
#include "domain/pipeline_names.h"

namespace pk::gui {

namespace {

/// On how many ways of the diagram a record was that was acknowledged there. What was put aside is counted
/// when its stage says so: with the loader that is not when the broker has it.
int waysInto(std::string_view topic)
{
    if (topic == kWarehouseEventsTopic || topic.ends_with(kDeadLetterSuffix)
        || topic.ends_with(kFilteredSuffix))
        return 0;
    return isChangeTopic(topic) ? 2 : 1;
}

} // namespace

void WayCounts::apply(std::span<const journal::Event> events)
{
    for (const journal::Event &event : events) {
        if (!journal::isRange(event.kind))
            continue;
        const std::int64_t records = event.last - event.first + 1;
        switch (event.kind) {
        case journal::EventKind::Acked:
            m_acked[{event.topic, event.partition}] += records;
            m_passed += records * waysInto(event.topic);
            break;
        case journal::EventKind::Taken:
            m_taken[event.group][{event.topic, event.partition}] += records;
            m_passed += records;
            break;
        case journal::EventKind::Applied:
            m_rows += records;
            m_passed += records;
            break;
        case journal::EventKind::Superseded:
        case journal::EventKind::Duplicate:
            m_absorbed += records;
            m_passed += records;
            break;
        case journal::EventKind::DeadLettered:
        case journal::EventKind::Filtered:
            m_passed += records;
            break;
        default:
            break;
        }
    }
}

} // namespace pk::gui
