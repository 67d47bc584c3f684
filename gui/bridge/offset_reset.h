#pragma once

// Resetting the offsets of a group: what it would do, told before it is done.
//
// Thread: free functions that ask the cluster and may wait for it; never on the GUI thread.
// Errors: those of the cluster; NotFound when the topic has no such partition.

#include "base/database.h"
#include "bridge/snapshot.h"
#include "broker/cluster_backend.h"
#include "journal/event.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace pk::gui {

struct ResetSpec
{
    enum class To { Earliest, Latest, Offset, Time, Shift, Each };

    To to = To::Earliest;
    std::int64_t value = 0; ///< the offset, milliseconds since 1970, or the shift; negative shifts go back
    std::vector<TopicPartition> partitions; ///< empty: all that the group reads
    std::map<TopicPartition, std::int64_t> offsets =
        {}; ///< of Each; what is not among them stays where it is

    bool operator==(const ResetSpec &) const = default;
};

struct ResetLine
{
    TopicPartition partition;
    std::int64_t from = 0; ///< where the group would go on without a reset
    std::int64_t to = 0;
    std::int64_t begin = 0; ///< of what the log still keeps
    std::int64_t end = 0;
    bool clamped = false; ///< the wish lay outside the log
    /// Between the two; empty where they are not known: a transaction's marker takes an offset, too.
    std::optional<std::int64_t> messages = {};

    /// Messages, and offsets where those are not known.
    std::int64_t readAgain() const { return from > to ? messages.value_or(from - to) : 0; }
    std::int64_t skipped() const { return to > from ? messages.value_or(to - from) : 0; }
};

struct ResetPreview
{
    std::string group;
    ResetSpec spec;
    std::vector<ResetLine> lines;

    std::int64_t readAgain() const;
    std::int64_t skipped() const;
    /// Where the partitions that it moves stood before.
    std::map<TopicPartition, std::int64_t> offsetsBefore() const;
};

/// Whether readAgain() or skipped() of any of them counts offsets.
bool countsOffsets(const std::vector<ResetLine> &lines);
/// Finds out how many messages each of them moves over.
void countMessages(ResetPreview &preview, const Snapshot &snapshot);

/// `warehouse` is given for a group whose offsets lie there: they count, not Kafka's copy, unless somebody
/// has committed other ones.
Result<ResetPreview> previewReset(broker::ClusterBackend &backend, Database *warehouse,
                                  const std::string &group, const ResetSpec &spec);

/// The first kept offset whose message is not older; the log's end when all are. Reads the log: the embedded
/// broker cannot look it up.
Result<std::int64_t> offsetForTime(const broker::ClusterInfo &cluster, const TopicPartition &partition,
                                   const broker::Consumer::Watermarks &marks, std::int64_t timeMs);

/// Why a group is not reset: only the members that are here would come to rest and go on elsewhere.
Error readByAnotherProgram();

/// For a group without running members: joins it for a moment, commits, leaves. The embedded broker takes
/// commits from members only. Refused where somebody else is in the group, too.
Result<void> commitAsMember(const broker::ClusterInfo &cluster, const ResetPreview &preview, int timeoutMs);
/// How the journal tells of that.
std::vector<journal::Event> commitEvents(const ResetPreview &reset);

} // namespace pk::gui
