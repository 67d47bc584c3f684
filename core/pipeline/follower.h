#pragma once

// The follower reads along what the transform writes, with a consumer of its own, and keeps for every raw
// position whether an output of it was seen. The embedded log keeps 5 MiB a partition, so nothing could be
// read back at the end; `verified` stands on this and on the warehouse, not on the stages' counters.
//
// Thread: the follower has its own; seen() and the rest may be read when it is stopped, progress() at any
// time.

#include "base/bitmap.h"
#include "base/hash.h"
#include "broker/cluster_backend.h"
#include "pipeline/options.h"

#include <atomic>
#include <map>
#include <thread>

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
    };

    Follower(const PipelineOptions &options, broker::ClusterInfo cluster);
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

    const std::map<TopicPartition, Outcomes> &seen() const { return m_seen; }
    std::int64_t redelivered() const
    {
        return m_redelivered;
    } ///< copies beyond the first output of a raw position
    std::int64_t unknownOrigin() const
    {
        return m_unknownOrigin;
    } ///< outputs of other programs, without a raw position
    /// Distinct lines of input files that lie in the dead letters.
    std::int64_t badLines() const;
    /// Sums of the payloads' SHA-256 per enriched partition, without those the loader refused.
    const std::map<TopicPartition, Sum128> &payloads() const { return m_payloads; }
    std::optional<Error> failure() const;

private:
    void run(const std::stop_token &stop, broker::Consumer &consumer);
    void note(const broker::Message &message);
    QString behindOf(const std::map<TopicPartition, std::int64_t> &ends) const;

    const PipelineOptions &m_options;
    const broker::ClusterInfo m_cluster;
    const std::string m_group;
    std::vector<std::string> m_topics;
    std::map<TopicPartition, std::int64_t> m_positions; // of the follower's thread; also m_published
    std::map<TopicPartition, Outcomes> m_seen;
    std::map<TopicPartition, Sum128> m_payloads;
    std::int64_t m_redelivered = 0;
    std::int64_t m_unknownOrigin = 0;
    std::map<std::string, Bitmap> m_badLines; ///< by file
    mutable std::mutex m_mutex;
    std::map<TopicPartition, std::int64_t> m_published; // guarded by m_mutex
    std::optional<Error> m_failure; // guarded by m_mutex
    std::unique_ptr<broker::Consumer> m_consumer;
    std::jthread m_thread;
};

} // namespace pk::pipeline
