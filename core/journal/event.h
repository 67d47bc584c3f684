#pragma once

// The events of the journal: what truly happened in the pipeline, and nothing else.
//
// Exact events are never sampled; ranges in them are contiguous (count = last - first + 1), so the state can
// join them by union. Detail events may be sampled, and a Sampled event says by how much; those of anomalies
// (what was refused, what was there already, what was too old) are always kept.
//
// Thread: a value type.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace pk::journal {

enum class EventKind : std::uint8_t {
    // exact, with a range of offsets of one partition
    Acked, ///< delivery reports: the broker has [first, last] of topic/partition
    Taken, ///< a stage's member has taken [first, last]; `group` says whose
    Applied, ///< the loader's database transaction holds [first, last]
    Filtered, ///< [first, last] of the input were filtered
    DeadLettered, ///< [first, last] of the input went to the dead letters; `text` the code of the reason
    Duplicate, ///< [first, last] held an event the warehouse already had
    Superseded, ///< [first, last] was older than the warehouse's row
    Observed, ///< [first, last] came from a client outside the application
    // exact, one fact
    Committed, ///< group committed `first` as next offset of topic/partition; `text`: by whom
    /// The partition's first kept offset is `first`, its last one `last` (-1: not told). With kNewLog as the
    /// `text` it is another log than the one so far, and ends there (-1: it is empty).
    LogStart,
    Joined, ///< member of group
    Left,
    Expelled,
    Assigned, ///< topic/partition to member of group
    Revoked,
    Lost,
    BatchCommit, ///< database transaction of `count` messages
    BatchRollback,
    TxnBegin,
    TxnCommit,
    TxnAbort,
    Error, ///< `text`; with a `key`, the condition, it lasts until Recovered
    Fault, ///< injected; `text` which; `first` 1 begins, 0 ends, otherwise it happened once
    Guard, ///< retention guard: `count` 1 closed, 0 open
    Crash, ///< crash point `text` reached, for example "transform.produced"
    Restart, ///< of the stage that `text` names, alone ("transform") or as the beginning of a crash point
    BrokerDown, ///< `partition` holds the broker's id
    BrokerUp,
    LeaderMoved, ///< topic/partition, `first` the new leader's id
    Command, ///< `text`: what a person or a script asked for
    Step, ///< the conductor's action, `text`
    Config, ///< setting `key` became `text`
    Sampled, ///< detail events are 1 in `count` from here on
    // detail, may be sampled
    Record, ///< one record passed `hop`; `text` its event type, at Stored what the row's action was
    // The numbers are those of session files: what came later stands behind. 34 and 35 were never written.
    // They are exact again, one fact:
    Recovered = 36, ///< what `member` has said of condition `key` in Error events is over
    TxnUnknown, ///< its commit was asked for and not answered; TxnCommit or TxnAbort follows once it is known
    /// A reader of group begins topic/partition at `first` and not at `last`, where it had left off; `text`
    /// says why: a cause of pipeline/stored_offsets.h
    Reset,
    /// With a range again: the bridge had known what [first, last] of the input says, or something newer, and
    /// made nothing of it.
    PassedOver,
};
/// The topic was deleted and made anew.
inline constexpr std::string_view kNewLog = "new_log";
inline constexpr std::size_t kEventKindCount = static_cast<std::size_t>(EventKind::PassedOver) + 1;

inline constexpr bool isExact(EventKind kind)
{
    return kind < EventKind::Record || kind >= EventKind::Recovered;
}
/// Events that speak of the offsets [first, last] of topic/partition.
inline constexpr bool isRange(EventKind kind)
{
    return kind <= EventKind::Observed || kind == EventKind::PassedOver;
}
/// Events whose moment depends on the machine and not on the seed: left out of journal_digest.
inline constexpr bool isReproducible(EventKind kind)
{
    switch (kind) {
    case EventKind::Acked:
    case EventKind::Taken:
    case EventKind::Applied:
    case EventKind::Filtered:
    case EventKind::DeadLettered:
    case EventKind::Duplicate:
    case EventKind::Superseded:
    case EventKind::PassedOver:
    case EventKind::Committed:
    case EventKind::BatchCommit:
    case EventKind::Step:
        return true;
    default:
        return false;
    }
}

/// The stations of one record, in order.
enum class Hop : std::uint8_t {
    None,
    Produced, ///< handed to the producer by the source; no offset yet
    Acked, ///< in the raw topic
    Taken, ///< by the transform
    Enriched = 5, ///< acked in the enriched topic
    DeadLettered, ///< acked in the dead-letter topic
    Filtered,
    Committed, ///< the transform's offset
    LoadTaken,
    Stored, ///< database commit
    LoadCommitted, ///< the loader's Kafka commit
};
inline constexpr std::size_t kHopCount = static_cast<std::size_t>(Hop::LoadCommitted) + 1;

struct Event
{
    EventKind kind = EventKind::Error;
    Hop hop = Hop::None;
    std::uint32_t writer = 0; ///< set by the journal
    std::uint64_t seq = 0; ///< set by the journal: its place among all
    std::uint64_t writerSeq = 0; ///< set by the journal: gapless per writer, from 1
    std::int64_t wallUs = 0; ///< set by the journal when 0
    std::int64_t virtUs = 0; ///< the virtual clock, microseconds
    std::int32_t partition = -1;
    std::int64_t first = -1;
    std::int64_t last = -1;
    std::int64_t count = 0;
    std::string topic;
    std::string group;
    std::string member;
    std::string key;
    std::string correlationId;
    std::string text;

    bool operator==(const Event &) const = default;
};

/// The name in session files, reports and logs, for example "dead_lettered". Empty: no such number.
std::string_view toString(EventKind kind);
std::string_view toString(Hop hop);

} // namespace pk::journal
