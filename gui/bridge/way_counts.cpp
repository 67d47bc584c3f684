#include "bridge/way_counts.h"

namespace pk::gui {

void WayCounts::apply(std::span<const journal::Event> events)
{
    for (const journal::Event &event : events) {
        if (!journal::isRange(event.kind))
            continue;
        const std::int64_t records = event.last - event.first + 1;
        switch (event.kind) {
        case journal::EventKind::Acked:
            m_acked[{event.topic, event.partition}] += records;
            break;
        case journal::EventKind::Taken:
            m_taken[event.group][{event.topic, event.partition}] += records;
            break;
        case journal::EventKind::Applied:
            m_rows += records;
            break;
        case journal::EventKind::Superseded:
        case journal::EventKind::Duplicate:
            m_absorbed += records;
            break;
        default:
            break;
        }
    }
}

} // namespace pk::gui
