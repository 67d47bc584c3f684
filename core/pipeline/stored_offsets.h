#pragma once

// The loader's own offsets: where the warehouse says each partition is to be read on, and how that is brought
// together with what the group has committed to Kafka.
//
//   our own commit in Kafka, or none   the warehouse's offset counts
//   anybody else's commit              an intended reset: the warehouse follows, with a new epoch; but not
//                                      past the end of the log
//
// Thread: belongs to the load stage's thread, like its database.

#include "base/clock.h"
#include "base/database.h"
#include "broker/consumer.h"
#include "domain/position.h"

#include <map>
#include <optional>
#include <string>

namespace pk::pipeline {

class StoredOffsets
{
public:
    StoredOffsets(Database &database, std::string cluster, std::string group, std::string owner,
                  const Clock &clock);

    struct Start
    {
        std::int64_t offset = 0;
        bool outside = false; ///< somebody else's commit is none that the log has: it does not count
        bool followed = false; ///< somebody else's commit counts, and is to be replaced by one of our own
        std::int64_t deleted = 0; ///< records that retention took before they were read
        bool beyondEnd = false; ///< the topic was made anew: the partition must be left alone
    };
    /// Where to begin, and remembers offset and epoch from which the offsets are advanced.
    Result<Start> begin(const broker::CommitOffset &committed, const broker::Consumer::Watermarks &marks);

    std::int64_t epoch(const TopicPartition &partition) const;
    /// What the warehouse holds as next offset. The position may be further, past transaction markers.
    std::int64_t next(const TopicPartition &partition) const;
    void noteStored(const TopicPartition &partition, std::int64_t next) { m_next[partition] = next; }
    /// What the loader's commits to Kafka carry, so that it knows them again.
    std::string commitMetadata(const TopicPartition &partition) const;

private:
    Result<Start> startOf(const broker::CommitOffset &committed, const broker::Consumer::Watermarks &marks);
    Result<std::int64_t> wanted(const broker::CommitOffset &committed, bool foreign);
    Result<void> reset(const TopicPartition &partition, std::int64_t next, const std::string &by);

    Database &m_database;
    const std::string m_cluster;
    const std::string m_group;
    const std::string m_owner;
    const Clock &m_clock;
    std::map<TopicPartition, std::int64_t> m_epochs;
    std::map<TopicPartition, std::int64_t> m_next;
};

} // namespace pk::pipeline
