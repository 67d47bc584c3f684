#include "pipeline/stored_offsets.h"

#include "warehouse/warehouse.h"

#include <algorithm>

namespace pk::pipeline {

namespace {

constexpr std::string_view kOwnCommit = "pk1;";
constexpr std::int64_t kNeverRead = -1;

bool isForeign(const broker::CommitOffset &committed)
{
    return committed.offset >= 0 && committed.metadata.rfind(kOwnCommit, 0) != 0;
}

} // namespace

StoredOffsets::StoredOffsets(Database &database, std::string cluster, std::string group, std::string owner,
                             const Clock &clock)
    : m_database(database)
    , m_cluster(std::move(cluster))
    , m_group(std::move(group))
    , m_owner(std::move(owner))
    , m_clock(clock)
{
}

Result<StoredOffsets::Start> StoredOffsets::begin(const broker::CommitOffset &committed,
                                                  const broker::Consumer::Watermarks &marks)
{
    auto start = startOf(committed, marks);
    if (start)
        m_next[committed.partition] = start->offset;
    return start;
}

Result<StoredOffsets::Start> StoredOffsets::startOf(const broker::CommitOffset &committed,
                                                    const broker::Consumer::Watermarks &marks)
{
    const TopicPartition &partition = committed.partition;
    const bool foreign = isForeign(committed);
    const bool outside = foreign && committed.offset > marks.end;
    const auto next = wanted(committed, foreign && !outside);
    if (!next)
        return next.error();
    Start start{*next, outside, foreign, 0, *next > marks.end};
    if (start.beyondEnd)
        return start;
    if (*next == kNeverRead) {
        start.offset = marks.begin;
        const auto begun = warehouse::initOffset(m_database, m_cluster, m_group, partition, start.offset,
                                                 m_owner, m_clock.nowMs());
        return begun ? Result<Start>(start) : begun.error();
    }
    if (*next < marks.begin) {
        start.offset = marks.begin;
        start.deleted = marks.begin - *next;
        if (const auto moved = reset(partition, marks.begin, "retention"); !moved)
            return moved.error();
    }
    return start;
}

/// The offset that counts; kNeverRead where nobody has read the partition yet.
Result<std::int64_t> StoredOffsets::wanted(const broker::CommitOffset &committed, bool foreign)
{
    const TopicPartition &partition = committed.partition;
    const auto stored = warehouse::storedOffset(m_database, m_cluster, m_group, partition);
    if (!stored)
        return stored.error();
    m_epochs[partition] = stored->has_value() ? (*stored)->epoch : 0;
    if (!stored->has_value()) {
        if (!foreign)
            return kNeverRead;
        const auto begun = warehouse::initOffset(m_database, m_cluster, m_group, partition, committed.offset,
                                                 m_owner, m_clock.nowMs());
        return begun ? Result<std::int64_t>(committed.offset) : begun.error();
    }
    if (!foreign || committed.offset == (*stored)->next)
        return (*stored)->next;
    const auto moved = reset(partition, committed.offset, "kafka");
    return moved ? Result<std::int64_t>(committed.offset) : moved.error();
}

Result<void> StoredOffsets::reset(const TopicPartition &partition, std::int64_t next, const std::string &by)
{
    const auto epoch =
        warehouse::resetOffset(m_database, m_cluster, m_group, partition, next, by, m_clock.nowMs());
    if (!epoch)
        return epoch.error();
    m_epochs[partition] = *epoch;
    return {};
}

std::int64_t StoredOffsets::epoch(const TopicPartition &partition) const
{
    const auto found = m_epochs.find(partition);
    return found != m_epochs.end() ? found->second : 0;
}

std::int64_t StoredOffsets::next(const TopicPartition &partition) const
{
    const auto found = m_next.find(partition);
    return found != m_next.end() ? found->second : kNeverRead;
}

std::string StoredOffsets::commitMetadata(const TopicPartition &partition) const
{
    return std::string(kOwnCommit) + m_cluster + ";" + std::to_string(epoch(partition));
}

} // namespace pk::pipeline
