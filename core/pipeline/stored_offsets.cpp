#include "pipeline/stored_offsets.h"

#include "base/hash.h"
#include "warehouse/warehouse.h"

#include <algorithm>

namespace pk::pipeline {

namespace {

constexpr std::string_view kOwnCommit = "pk1;";
constexpr std::int64_t kNeverRead = -1;

} // namespace

StoredOffsets::StoredOffsets(Database &database, std::string cluster, std::string group, std::string owner,
                             const Clock &clock, Proof proof)
    : m_database(database)
    , m_cluster(std::move(cluster))
    , m_group(std::move(group))
    , m_owner(std::move(owner))
    , m_clock(clock)
    , m_proof(proof)
{
}

Result<std::vector<StoredOffsets::Start>>
StoredOffsets::begin(std::span<const broker::CommitOffset> committed,
                     std::span<const broker::Consumer::Watermarks> marks, const Probe &probe)
{
    std::vector<Case> cases;
    for (std::size_t i = 0; i < committed.size(); ++i) {
        auto looked = look(committed[i], marks[i], static_cast<bool>(probe));
        if (!looked)
            return looked.error();
        cases.push_back(std::move(*looked));
    }
    if (auto proven = prove(cases, probe); !proven)
        return proven.error();
    std::vector<Start> starts;
    for (const Case &partition : cases) {
        auto start = startOf(partition);
        if (!start)
            return start.error();
        m_next[partition.committed.partition] = start->offset;
        starts.push_back(*start);
    }
    return starts;
}

Result<StoredOffsets::Case> StoredOffsets::look(const broker::CommitOffset &committed,
                                                const broker::Consumer::Watermarks &marks, bool mayBeNew)
{
    const TopicPartition &partition = committed.partition;
    Case found{committed, marks, {}, isForeign(committed), false, {}, {}, {}};
    found.outside = found.foreign && committed.offset > marks.end;
    const auto stored = warehouse::storedOffset(m_database, m_cluster, m_group, partition);
    if (!stored)
        return stored.error();
    m_epochs[partition] = stored->has_value() ? (*stored)->epoch : 0;
    if (!stored->has_value())
        return found;
    found.stored = (*stored)->next;
    if (found.foreign && !found.outside) {
        found.cause = committed.offset == *found.stored ? std::string_view() : reset_cause::byCommit;
        return found;
    }
    if (*found.stored > marks.end) {
        found.cause = reset_cause::newLog;
        return found;
    }
    if (!mayBeNew || *found.stored <= marks.begin)
        return found; // nothing that the log holds would be passed over
    const auto last = m_proof == Proof::Audit
        ? warehouse::lastStored(m_database, m_cluster, m_group, partition, **stored)
        : warehouse::lastRecord(m_database, m_cluster, m_group, partition, **stored);
    if (!last)
        return last.error();
    if (last->has_value() && (*last)->offset >= marks.begin) {
        found.proof = Position{partition.topic, partition.partition, (*last)->offset};
        found.proofSha256 = (*last)->payloadSha256;
    } else if (committed.offset < 0) {
        found.cause = reset_cause::unprovenLog; // Kafka forgets a group's commits together with the topic
    }
    return found;
}

Result<void> StoredOffsets::prove(std::vector<Case> &cases, const Probe &probe)
{
    std::vector<Position> positions;
    for (const Case &partition : cases) {
        if (partition.proof)
            positions.push_back(*partition.proof);
    }
    if (positions.empty())
        return {};
    const auto values = probe(positions);
    if (!values)
        return values.error();
    for (auto value = values->begin(); Case & partition : cases) {
        if (!partition.proof)
            continue;
        if (!value->has_value() || toHex(sha256(**value)) != partition.proofSha256)
            partition.cause = reset_cause::newLog;
        ++value;
    }
    return {};
}

Result<StoredOffsets::Start> StoredOffsets::startOf(const Case &at)
{
    const TopicPartition &partition = at.committed.partition;
    Start start;
    start.outside = at.outside;
    start.followed = at.foreign;
    if (!at.stored) {
        start.offset = at.foreign && !at.outside ? at.committed.offset : kNeverRead;
        start.never = start.offset == kNeverRead;
        if (start.never) {
            const auto first = m_first.find(partition);
            start.offset = first == m_first.end()
                ? at.marks.begin
                : std::clamp(first->second, at.marks.begin, std::max(at.marks.begin, at.marks.end));
        }
        const auto begun = warehouse::initOffset(m_database, m_cluster, m_group, partition, start.offset,
                                                 m_owner, m_clock.nowMs());
        if (!begun)
            return begun.error();
    } else {
        start.offset = *at.stored;
        if (!at.cause.empty()) {
            start.cause = at.cause;
            start.before = *at.stored;
            start.offset = at.cause == reset_cause::byCommit ? at.committed.offset : at.marks.begin;
            if (const auto moved = reset(partition, start.offset, at.cause); !moved)
                return moved.error();
        }
    }
    if (start.offset < at.marks.begin) {
        // Set back by somebody, it would have read once more what it had read before.
        const std::int64_t read = start.cause == reset_cause::byCommit ? start.before : start.offset;
        start.deleted = std::max<std::int64_t>(0, at.marks.begin - std::max(start.offset, read));
        start.offset = at.marks.begin;
        if (const auto moved = reset(partition, at.marks.begin, "retention"); !moved)
            return moved.error();
    }
    return start;
}

Result<void> StoredOffsets::reset(const TopicPartition &partition, std::int64_t next, std::string_view by)
{
    const auto epoch = warehouse::resetOffset(m_database, m_cluster, m_group, partition, next,
                                              std::string(by), m_clock.nowMs());
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

bool StoredOffsets::isForeign(const broker::CommitOffset &committed)
{
    return committed.offset >= 0 && committed.metadata.rfind(kOwnCommit, 0) != 0;
}

std::string StoredOffsets::metadataWithoutEpoch(const std::string &cluster)
{
    return std::string(kOwnCommit) + cluster + ";";
}

std::string StoredOffsets::commitMetadata(const TopicPartition &partition) const
{
    return metadataWithoutEpoch(m_cluster) + std::to_string(epoch(partition));
}

} // namespace pk::pipeline
