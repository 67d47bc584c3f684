#include "journal/queries.h"

#include <algorithm>
#include <tuple>

namespace pk::journal {

namespace {

/// The events of one writer come in batches: that late an earlier hop may be told.
constexpr std::size_t kStoredEarly = 32'768;

/// The value below which `perMille` of all lie, by nearest rank. REQUIRES: sorted, not empty.
double percentileMs(const std::vector<std::int64_t> &sortedUs, std::size_t perMille)
{
    const std::size_t rank = (sortedUs.size() * perMille + 999) / 1000;
    return static_cast<double>(sortedUs[std::max<std::size_t>(rank, 1) - 1]) / 1000.0;
}

} // namespace

Result<Lineage> lineage(const EventSource &source, std::string_view correlationId)
{
    Lineage result;
    std::map<std::tuple<EventKind, Hop, std::string, std::string>, int> passes;
    std::uint64_t firstRead = 0;
    auto read = source.forEach([&](std::span<const Event> events) {
        if (firstRead == 0)
            firstRead = events.front().seq;
        for (const Event &event : events) {
            if (event.kind == EventKind::Sampled)
                result.sampledOneIn = std::max(result.sampledOneIn, event.count);
            if (event.correlationId != correlationId || correlationId.empty())
                continue;
            const int pass = ++passes[{event.kind, event.hop, event.topic, event.text}];
            result.hops.push_back({event, event.hop, pass});
        }
        return true;
    });
    if (!read)
        return read.error();
    std::stable_sort(result.hops.begin(), result.hops.end(), [](const LineageHop &a, const LineageHop &b) {
        return std::tie(a.pass, a.hop) < std::tie(b.pass, b.hop);
    });
    result.earlierEventsGone = firstRead > 1;
    return result;
}

void LatencyMeter::add(const Event &event)
{
    if (event.kind != EventKind::Record || event.correlationId.empty())
        return;
    const std::size_t id = std::hash<std::string>{}(event.correlationId);
    switch (event.hop) {
    case Hop::Produced:
        if (m_told.contains(id)) // the event came once more
            break;
        if (const auto early = m_stored.find(id); early != m_stored.end()) {
            if (event.wallUs >= m_notBeforeUs)
                m_durationsUs.push_back(std::max<std::int64_t>(0, early->second - event.wallUs));
            m_stored.erase(early);
            m_told.insert(id);
        } else if (event.wallUs >= m_notBeforeUs) {
            m_produced.try_emplace(id, event.wallUs);
        } else {
            m_told.insert(id);
        }
        break;
    case Hop::Stored:
        if (m_told.contains(id)) // read again, or the event came once more
            break;
        if (const auto begun = m_produced.find(id); begun != m_produced.end()) {
            m_durationsUs.push_back(std::max<std::int64_t>(0, event.wallUs - begun->second));
            m_produced.erase(begun);
            m_told.insert(id);
        } else if (m_stored.try_emplace(id, event.wallUs).second) {
            m_storedOrder.push_back(id);
            if (m_storedOrder.size() > kStoredEarly) {
                m_stored.erase(m_storedOrder.front());
                m_storedOrder.pop_front();
            }
        }
        break;
    case Hop::DeadLettered:
    case Hop::Filtered:
        m_produced.erase(id); // will never be stored
        break;
    default:
        break;
    }
}

LatencySummary LatencyMeter::summary() const
{
    if (m_durationsUs.empty())
        return {};
    std::vector<std::int64_t> sorted = m_durationsUs;
    std::sort(sorted.begin(), sorted.end());
    return {static_cast<std::int64_t>(sorted.size()), percentileMs(sorted, 500), percentileMs(sorted, 950),
            percentileMs(sorted, 990)};
}

Result<LatencySummary> latency(const EventSource &source, std::int64_t notBeforeUs)
{
    LatencyMeter meter(notBeforeUs);
    auto read = source.forEach([&meter](std::span<const Event> events) {
        for (const Event &event : events)
            meter.add(event);
        return true;
    });
    if (!read)
        return read.error();
    return meter.summary();
}

} // namespace pk::journal
