#pragma once

// Questions to the journal that are not the state: the way of one record, and latency.
//
// Thread: free functions; the source may be appended to meanwhile.
// Errors: those of the source. Events that are gone make no error: the answers say so.

#include "base/result.h"
#include "journal/event_source.h"
#include "journal/state.h"

#include <cstdint>
#include <deque>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace pk::journal {

/// One station of a record.
struct LineageHop
{
    Event event; ///< with its position (topic, partition, first), times, writer and text
    Hop hop = Hop::None;
    int pass = 1; ///< greater when the record came by again, after a crash or a reset
};

struct Lineage
{
    std::vector<LineageHop> hops; ///< by pass, then in the order of the flow
    std::int64_t sampledOneIn = 1; ///< above 1: a record may have no detail events
    bool earlierEventsGone = false; ///< events older than what could be read existed
};

/// The way of the record with this correlation id, from Record events.
Result<Lineage> lineage(const EventSource &source, std::string_view correlationId);

struct LatencySummary
{
    std::int64_t count = 0;
    double p50Ms = 0;
    double p95Ms = 0;
    double p99Ms = 0;
};

/// Time from Hop::Produced to the first Hop::Stored of a record, joined by correlation id. Holds an entry for
/// each record under way, and eight bytes for each that arrived. Of anomalies the end is told where the begin
/// is not: of those it holds the newest only.
class LatencyMeter
{
public:
    /// Records produced before that wall time do not count (the time before all consumers had their
    /// partitions).
    explicit LatencyMeter(std::int64_t notBeforeUs = 0)
        : m_notBeforeUs(notBeforeUs)
    {
    }

    void add(const Event &event);
    /// By nearest rank.
    LatencySummary summary() const;

private:
    std::int64_t m_notBeforeUs;
    // By the hash of the correlation id: of many records 8 bytes each are kept.
    std::unordered_map<std::size_t, std::int64_t> m_produced; // under way
    std::unordered_map<std::size_t, std::int64_t> m_stored; // their Produced event comes later in the journal
    std::deque<std::size_t> m_storedOrder; // of m_stored, the oldest first; some of them have gone
    std::unordered_set<std::size_t> m_told; // an event counts once, however often it is produced and stored
    std::vector<std::int64_t> m_durationsUs;
};

Result<LatencySummary> latency(const EventSource &source, std::int64_t notBeforeUs = 0);

} // namespace pk::journal
