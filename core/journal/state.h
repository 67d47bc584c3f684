#pragma once

// What the pipeline looks like after a number of events: a pure fold over the exact events of the journal,
// which every view shows and every check asks.
//
// But for a topic that is made anew (kNewLog, which must keep its place in the order of its partition: there
// offsets begin again), the result does not depend on the order in which events are applied, even those of
// one writer, nor on applying one twice:
//   - offsets are unions of ranges, log ends and log starts are maxima;
//   - each event is known by (writer, writerSeq) and counted once;
//   - where a later fact replaces an earlier one (committed offset, position, membership, assignment, leader,
//     broker, fault, guard, setting), the one with the greatest Stamp stays: (wallUs, writer, writerSeq). The
//     journal gives every batch a later wall time than the batch before, so that is the order of the journal,
//     also when two members commit the same partition before and after a rebalance. An offset reset may go
//     back: it is simply the later commit.
//
// Thread: a value type; copies share what does not change any more and may be used by different threads.

#include "domain/position.h"
#include "journal/event.h"
#include "journal/interval_set.h"

#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace pk::journal {

/// When a fact was true: the later one wins.
struct Stamp
{
    std::int64_t wallUs = 0;
    std::uint32_t writer = 0;
    std::uint64_t writerSeq = 0;

    auto operator<=>(const Stamp &) const = default;
};

/// The latest of several facts.
template <typename T> struct Latest
{
    T value{};
    Stamp stamp{};

    void set(T newValue, const Stamp &at)
    {
        if (stamp < at) {
            value = std::move(newValue);
            stamp = at;
        }
    }
    bool known() const { return stamp != Stamp(); }
    bool operator==(const Latest &) const = default;
};

/// A member of ours commits what lies behind what it has read, which may be a transaction's marker that no
/// other event names: so the log reaches at least there. Others may commit any number: 0, like all the rest.
std::int64_t provenEnd(const Event &event);

struct PartitionState
{
    LogOffsets acked; ///< by delivery reports of our producers
    LogOffsets observed; ///< written by other clients
    LogOffsets applied; ///< these five: what became of them in the stage that takes this topic
    LogOffsets superseded;
    LogOffsets duplicate;
    LogOffsets deadLettered;
    LogOffsets filtered;
    std::int64_t logStart = 0;
    std::int64_t logEnd = 0; ///< one past the greatest offset that any event has named or proven
    Latest<std::int32_t> leader{-1};

    bool operator==(const PartitionState &) const = default;
};

struct CommittedOffset
{
    std::int64_t offset = -1; ///< the next one to take; -1: none yet
    std::string by;

    bool operator==(const CommittedOffset &) const = default;
};

enum class Ownership : std::uint8_t { Assigned, Revoked, Lost };
enum class Membership : std::uint8_t { Joined, Left, Expelled };

/// One group in one partition.
struct ConsumerState
{
    IntervalSet taken;
    Latest<std::int64_t> position{-1}; ///< one past what was taken last
    Latest<CommittedOffset> committed;
    std::map<std::string, Latest<Ownership>> members; ///< by member id

    bool operator==(const ConsumerState &) const = default;
};

struct BatchCounts
{
    std::int64_t commits = 0;
    std::int64_t messages = 0; ///< in those commits
    std::int64_t rollbacks = 0;

    bool operator==(const BatchCounts &) const = default;
};

struct GroupState
{
    std::map<std::string, Latest<Membership>> members; ///< by member id
    std::map<TopicPartition, ConsumerState> partitions;

    bool operator==(const GroupState &) const = default;
};

enum class StageStatus : std::uint8_t { Running, Crashed };

/// A stage as its writer reports it.
struct StageState
{
    Latest<std::pair<StageStatus, std::string>> status; ///< with the crash point
    std::int64_t crashes = 0;
    std::int64_t restarts = 0;

    bool operator==(const StageState &) const = default;
};

struct ErrorEntry
{
    std::string text;
    std::string group;
    std::string member;
    std::string condition; ///< what has to pass, for example "database"; empty: it happened, and that was all
    TopicPartition where;
    std::int64_t offset = -1;

    bool operator==(const ErrorEntry &) const = default;
};

class State
{
public:
    /// Of the errors, so many of the newest are kept; all are counted.
    static constexpr std::size_t kErrorsKept = 100;
    using StageKey = std::pair<std::string, std::uint32_t>; ///< stage ("transform") and writer
    using GuardKey = std::pair<std::uint32_t, std::string>; ///< writer and topic

    void apply(std::span<const Event> events);

    const std::map<TopicPartition, PartitionState> &partitions() const { return m_partitions; }
    const std::map<std::string, GroupState, std::less<>> &groups() const { return m_groups; }
    const std::map<std::int32_t, Latest<bool>> &brokersUp() const { return m_brokers; }
    const std::map<StageKey, StageState> &stages() const { return m_stages; }
    const std::map<std::string, BatchCounts> &batches() const { return m_batches; } ///< by group
    const std::map<std::string, std::int64_t> &deadLetterReasons() const { return m_reasons; }
    const std::map<std::string, Latest<std::string>> &config() const { return m_config; }
    const std::map<Stamp, ErrorEntry> &errors() const { return m_errors; } ///< the newest ones
    /// Whether what an entry of errors() says is still so: its member has not recovered from it since.
    bool lasts(const Stamp &at, const ErrorEntry &error) const;
    std::int64_t sampledOneIn() const { return m_sampled.known() ? m_sampled.value : 1; }

    bool guardClosed() const;
    bool guardClosed(std::string_view topic) const;
    std::vector<std::string> activeFaults() const;
    /// The member that has the partition; empty when none of those in the group has.
    std::string owner(std::string_view group, const TopicPartition &partition) const;
    /// See consumerLag().
    std::int64_t lag(std::string_view group, const TopicPartition &partition) const;
    /// Sum over all partitions of the topics that the group has to do with.
    std::int64_t lag(std::string_view group) const;
    /// Events of one kind.
    std::int64_t count(EventKind kind) const { return m_counts[static_cast<std::size_t>(kind)]; }
    /// Events whose numbers say that they must exist and that were not applied (a damaged chunk, a late
    /// batch).
    std::int64_t missingEvents() const;
    /// Events that cannot be, for example with a range that ends before it begins; they change nothing else.
    std::int64_t impossibleEvents() const { return m_impossible; }

    bool operator==(const State &) const = default;

    /// All of it as lines of text, for tests and reports of problems.
    std::string dump() const;
    /// The binary form for snapshots. decode() is empty when the bytes are not one.
    std::string encode() const;
    static std::optional<State> decode(std::string_view bytes);

private:
    struct Recent;
    friend struct StateFields; // names the fields for encode() and decode()

    void applyRange(const Event &event, Recent &recent);
    void applyFact(const Event &event, Recent &recent);
    void beginLog(const Event &event, PartitionState &partition);
    void applyStage(const Event &event);
    void applyError(const Event &event);
    PartitionState &partition(const Event &event, Recent &recent);
    ConsumerState &consumer(const Event &event, Recent &recent);

    std::map<TopicPartition, PartitionState> m_partitions;
    std::map<std::string, GroupState, std::less<>> m_groups;
    std::map<std::int32_t, Latest<bool>> m_brokers;
    std::map<StageKey, StageState> m_stages;
    std::map<std::string, BatchCounts> m_batches;
    std::map<std::string, std::int64_t> m_reasons;
    std::map<std::string, Latest<std::string>> m_config;
    std::map<std::string, Latest<bool>> m_faults;
    std::map<GuardKey, Latest<bool>> m_guards;
    std::map<Stamp, ErrorEntry> m_errors;
    std::map<std::pair<std::string, std::string>, Latest<bool>> m_recovered; // by member and condition
    Latest<std::int64_t> m_sampled;
    std::map<std::uint32_t, IntervalSet> m_seen; // the numbers of each writer that were applied
    std::array<std::int64_t, kEventKindCount> m_counts{};
    std::int64_t m_impossible = 0;
};

} // namespace pk::journal
