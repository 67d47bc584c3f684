#pragma once

// The follower reads along what the transform writes, with a consumer of its own, and keeps for every raw
// position whether an output of it was seen. The embedded log keeps 5 MiB a partition, so nothing could be
// read back at the end; `verified` stands on this and on the warehouse, not on the stages' counters.
//
// A topic that is deleted and made anew while it runs is read on from its new beginning.
//
// Headers say where an output comes from, and anybody can write headers: what lies in no raw log is counted
// and takes no memory.
//
// Thread: the follower has its own; seen() and the rest may be read when it is stopped.

#include "base/bitmap.h"
#include "base/hash.h"
#include "broker/cluster_backend.h"
#include "pipeline/options.h"

#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <thread>
#include <vector>

namespace pk::pipeline {

class Follower
{
public:
    /// What was seen of one raw partition's records in the topics behind the transform.
    struct Outcomes
    {
        Bitmap enriched;
        Bitmap deadLettered; ///< by the transform or by the loader
        Bitmap filtered;
        Bitmap
            mended; ///< a dead letter of the loader that somebody mended and sent to the enriched topic again
    };

    /// Next offsets of enriched partitions; what lies before them does not wait any more.
    using Loaded = std::function<std::map<TopicPartition, std::int64_t>()>;
    /// The same of these, as the cluster knows it.
    using Committed =
        std::function<Result<std::vector<broker::CommitOffset>>(const std::vector<TopicPartition> &)>;

    /// `loaded` is asked now and then, on the follower's thread. Without it, what waits is not known.
    /// `committed` is asked there, too, for partitions that nobody here loads, where much waits.
    Follower(const PipelineOptions &options, const PartitionCounts &partitions, broker::ClusterInfo cluster,
             Loaded loaded = {}, Committed committed = {});
    ~Follower();

    Result<void> start();
    /// Reads on until all its topics are read to their present ends, at most `timeoutMs`; then stops.
    Result<void> finish(broker::ClusterBackend &backend, int timeoutMs);
    void stop();
    /// stop() without waiting for a broker that may not answer.
    void abandon();

    /// The group under which it commits its position, for the retention guard.
    const std::string &group() const { return m_group; }
    const std::vector<std::string> &topics() const { return m_topics; }

    /// Distinct lines of input files that lie in the dead letters.
    std::int64_t badLines() const;
    /// The log end of each raw and output partition at the start: what lies before is not of this run.
    const std::map<TopicPartition, std::int64_t> &starts() const { return m_starts; }
    /// Partitions of output topics that were seen to be made anew: the same offset may mean two records.
    const std::set<TopicPartition> &newLogs() const { return m_newLogs; }
    /// Of a raw partition.
    const Outcomes &seen(const TopicPartition &partition) const { return m_origins.at(partition).outcomes; }
    /// The raw positions whose enriched records lie at these offsets or behind them.
    std::map<TopicPartition, Bitmap> waitingFrom(const std::map<TopicPartition, std::int64_t> &loaded) const;
    /// Copies beyond the first output of a raw position.
    std::int64_t redelivered() const { return m_redelivered; }
    /// Outputs of other programs: without a raw position, or with one that no raw log has.
    std::int64_t unknownOrigin() const { return m_unknownOrigin; }
    /// Sums of the payloads' SHA-256 per enriched partition, without those the loader refused.
    const std::map<TopicPartition, Sum128> &payloads() const { return m_payloads; }
    /// Why a partition was not read to its end, or never will be. Errors that passed are not kept.
    std::optional<Error> failure() const;

private:
    /// A partition that outputs name as their origin.
    struct Origin
    {
        std::int64_t end = 0; ///< of its log, as far as it is known
        Outcomes outcomes; ///< raw
        Bitmap refused; ///< enriched: by the loader
    };
    enum class Outcome { Enriched, Mended, DeadLettered, Filtered, RefusedRaw, Refused };
    /// What a record says of another one; true only if that one can exist.
    struct Sighting
    {
        const TopicPartition *partition = nullptr;
        Origin *origin = nullptr;
        std::int64_t offset = -1;
        Outcome outcome = Outcome::Enriched;
        Sha256 payload{}; ///< of a refused one
    };

    /// An enriched record that is not loaded yet.
    struct Waiting
    {
        std::int64_t offset = 0;
        const TopicPartition *raw = nullptr;
        std::int64_t rawOffset = 0;
    };

    void run(const std::stop_token &stop, broker::Consumer &consumer);
    void beginNewLog(const TopicPartition &partition, std::int64_t begin);
    Result<void> readNewLogs(broker::Consumer &consumer);
    void noteWaiting(const PositionView &at, const PositionView &raw);
    void dropLoaded();
    void dropBefore(const TopicPartition &partition, std::int64_t next);
    void note(const broker::Message &message);
    void noteRefused(const broker::Message &message, std::string_view input);
    void sight(std::string_view topic, std::int32_t partition, std::int64_t offset, Outcome outcome,
               const Sha256 &payload = {});
    Result<void> judge(broker::Consumer &consumer);
    void judge(const Sighting &sighting);
    void commit(broker::Consumer &consumer) const;
    QString behindOf(const std::map<TopicPartition, std::int64_t> &ends) const;

    const PipelineOptions &m_options;
    const PartitionCounts &m_partitions;
    const broker::ClusterInfo m_cluster;
    const std::string m_group;
    const Loaded m_loaded;
    const Committed m_committed;
    std::vector<std::string> m_topics;
    std::map<TopicPartition, std::int64_t> m_positions; // of the follower's thread; also m_published
    std::map<TopicPartition, std::int64_t> m_starts;
    std::set<TopicPartition> m_newLogs;
    std::map<TopicPartition, Origin> m_origins; // all there are, from the start on
    std::vector<Sighting> m_sightings; // not judged yet
    std::map<TopicPartition, std::deque<Waiting>> m_waiting; // as long as the loaders are behind
    std::size_t m_askedAt = 0; // so many were left of partitions that nobody here loads
    std::map<TopicPartition, Sum128> m_payloads;
    std::int64_t m_redelivered = 0;
    std::int64_t m_unknownOrigin = 0;
    std::map<std::string, Bitmap> m_badLines; ///< by file
    mutable std::mutex m_mutex;
    std::map<TopicPartition, std::int64_t> m_published; // guarded by m_mutex
    std::set<TopicPartition> m_unread; // guarded by m_mutex: what comes next is not in these logs
    std::optional<Error> m_failure; // guarded by m_mutex
    std::optional<Error> m_lastError; // guarded by m_mutex: explains what could not be read
    std::unique_ptr<broker::Consumer> m_consumer;
    std::jthread m_thread;
};

} // namespace pk::pipeline
