#pragma once

// The loader's own offsets: where the warehouse says each partition is to be read on, and how that is brought
// together with what the group has committed to Kafka.
//
//   our own commit in Kafka, or none   the warehouse's offset counts
//   anybody else's commit              an intended reset: the warehouse follows, with a new epoch; but not
//                                      past the end of the log
//
// A stored offset means something only in the log that it is of, and a topic that was deleted and made anew
// has another one under the same name. Kafka tells that to no client of this age. So the record that was
// stored last must still lie where it lay; where it does not, the log is read from its beginning: what is
// stored already is recognised, and nothing is left out.
//
// Thread: belongs to the load stage's thread, like its database.

#include "base/clock.h"
#include "base/database.h"
#include "broker/consumer.h"
#include "domain/position.h"
#include "journal/event.h"

#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace pk::pipeline {

/// Why a reader does not begin where it had left off, as journal::EventKind::Reset says it.
namespace reset_cause {
inline constexpr std::string_view byCommit = "commit"; ///< somebody has committed another offset
inline constexpr std::string_view newLog = journal::kNewLog; ///< the topic was made anew
/// It may have been: the group's commits are gone, and nothing shows that it is still the same log.
inline constexpr std::string_view unprovenLog = "unproven_log";
} // namespace reset_cause
/// What a journal::EventKind::Committed says of itself that carries out a reset which this program was told
/// to make.
inline constexpr std::string_view kResetCommit = "reset";

class StoredOffsets
{
public:
    /// Where it stands which record was stored last.
    enum class Proof {
        Audit, ///< the loader's
        LastRecords, ///< a table of its own: of those who leave no audit
    };
    StoredOffsets(Database &database, std::string cluster, std::string group, std::string owner,
                  const Clock &clock, Proof proof = Proof::Audit);

    /// Where a group begins that has read nothing yet, instead of the log's beginning.
    void beginNotBefore(const std::map<TopicPartition, std::int64_t> &first) { m_first = first; }

    /// The values of the records at these positions, of one partition each; empty where no record lies.
    using Probe = std::function<Result<std::vector<std::optional<std::string>>>(std::span<const Position>)>;

    struct Start
    {
        std::int64_t offset = 0;
        bool outside = false; ///< somebody else's commit is none that the log has: it does not count
        bool followed = false; ///< somebody else's commit counts, and is to be replaced by one of our own
        std::int64_t deleted = 0; ///< records that retention took before they were read
        bool never = false; ///< the group has read nothing of it yet
        std::int64_t before = -1; ///< with a cause: where the warehouse said that it goes on
        std::string_view cause; ///< one of reset_cause, or empty
    };
    /// Where to begin in each partition, and remembers offset and epoch from which the offsets are advanced.
    /// Without a probe the cluster is known to hold the logs that the offsets are of.
    Result<std::vector<Start>> begin(std::span<const broker::CommitOffset> committed,
                                     std::span<const broker::Consumer::Watermarks> marks, const Probe &probe);

    std::int64_t epoch(const TopicPartition &partition) const;
    /// What the warehouse holds as next offset. The position may be further, past transaction markers.
    std::int64_t next(const TopicPartition &partition) const;
    void noteStored(const TopicPartition &partition, std::int64_t next) { m_next[partition] = next; }
    /// What the loader's commits to Kafka carry, so that it knows them again.
    std::string commitMetadata(const TopicPartition &partition) const;
    /// What a loader without stored offsets commits with: nobody takes that for a reset by somebody else.
    static std::string metadataWithoutEpoch(const std::string &cluster);
    /// Whether somebody else than a stage of ours has committed it.
    static bool isForeign(const broker::CommitOffset &committed);

private:
    /// One partition, and what is known of it so far.
    struct Case
    {
        const broker::CommitOffset &committed;
        const broker::Consumer::Watermarks &marks;
        std::optional<std::int64_t> stored;
        bool foreign = false;
        bool outside = false;
        std::optional<Position> proof; ///< the record that must still be there
        std::string proofSha256;
        std::string_view cause;
    };
    Result<Case> look(const broker::CommitOffset &committed, const broker::Consumer::Watermarks &marks,
                      bool mayBeNew);
    Result<void> prove(std::vector<Case> &cases, const Probe &probe);
    Result<Start> startOf(const Case &partition);
    Result<void> reset(const TopicPartition &partition, std::int64_t next, std::string_view by);

    Database &m_database;
    const std::string m_cluster;
    const std::string m_group;
    const std::string m_owner;
    const Clock &m_clock;
    const Proof m_proof;
    std::map<TopicPartition, std::int64_t> m_first;
    std::map<TopicPartition, std::int64_t> m_epochs;
    std::map<TopicPartition, std::int64_t> m_next;
};

} // namespace pk::pipeline
