#include "pipeline/lake_stage.h"

#include "base/hash.h"
#include "domain/headers.h"

#include <algorithm>

namespace pk::pipeline {

namespace {

constexpr std::size_t kLakeBatch = 20'000;
constexpr int kGatherMs = 1'000; // few large files are read faster than many small ones
constexpr int kFullBatches = 10; // where commits are asked for often, files are, too

Dataset datasetOf(std::string_view topic)
{
    return topic == enrichedTopic(Dataset::Activities) ? Dataset::Activities : Dataset::Orders;
}

TopicPartition partitionOf(const PositionView &position)
{
    return {std::string(position.topic), position.partition};
}

lake::LakeRecord recordOf(const broker::Message &message, std::int64_t epoch)
{
    lake::LakeRecord record;
    record.position = message.position();
    record.epoch = epoch;
    record.dataset = datasetOf(record.position.topic);
    record.key = message.key();
    record.value = message.value();
    record.timestampMs = message.timestampMs();
    for (std::size_t i = 0; const auto found = message.headerAt(i); ++i) {
        const auto &[name, value] = *found;
        if (name == header::rawPosition)
            record.rawPosition = value;
        else if (name == header::correlationId)
            record.correlationId = value;
    }
    return record;
}

} // namespace

LakeStage::LakeStage(Shared shared, int member)
    : SinkStage(std::move(shared), StageKind::Lake, member, {"LOAD", "lake"},
                {std::min(kLakeBatch, static_cast<std::size_t>(shared.options.commitEvery) * kFullBatches),
                 kGatherMs},
                {CrashPoint::LakeTaken, CrashPoint::LakeBeforeManifest})
{
}

Result<std::unique_ptr<Database>> LakeStage::openDatabase()
{
    return lake::openCatalog(m_shared.options.lakePath);
}

Result<void> LakeStage::openSession()
{
    auto writer = lake::ParquetWriter::start(m_shared.options.lakePath);
    if (!writer)
        return writer.error();
    m_writer = std::move(*writer);
    return publish(); // a crash may have left the last one out
}

std::optional<std::vector<std::int64_t>>
LakeStage::startOffsets(std::span<const broker::CommitOffset> known,
                        std::span<const broker::Consumer::Watermarks> marks)
{
    for (const broker::CommitOffset &each : known) {
        auto removed =
            lake::removeOrphans(*m_database, m_shared.options.lakePath, datasetOf(each.partition.topic),
                                m_shared.cluster.id, each.partition.partition);
        if (!removed) {
            reportNoStart(removed.error());
            return std::nullopt;
        }
    }
    if (auto recognised = recogniseLogs(known, marks); !recognised) {
        reportNoStart(recognised.error());
        return std::nullopt;
    }
    return SinkStage::startOffsets(known, marks);
}

Result<void> LakeStage::recogniseLogs(std::span<const broker::CommitOffset> known,
                                      std::span<const broker::Consumer::Watermarks> marks)
{
    const std::string &cluster = m_shared.cluster.id;
    std::vector<Position> proofs;
    std::vector<std::pair<std::size_t, std::string>> proven; // which partition, and what must lie there
    std::vector<std::size_t> others;
    m_epochs.clear();
    for (std::size_t i = 0; i < known.size(); ++i) {
        const TopicPartition &partition = known[i].partition;
        const auto log = lake::logOf(*m_database, cluster, partition);
        const auto stored = warehouse::storedOffset(*m_database, cluster, m_group, partition);
        if (!log || !stored)
            return log ? stored.error() : log.error();
        m_epochs[partition] = log->epoch;
        if (log->last < marks[i].begin) // the lake has nothing of what is left of it
            continue;
        if (log->last >= marks[i].end) {
            others.push_back(i);
        } else if (log->lastSha256.empty()) {
            // Kafka forgets a group's commits together with the topic. It may have forgotten them alone, but
            // what stands twice is less bad than what is lost.
            if (stored->has_value() && known[i].offset < 0)
                others.push_back(i);
        } else {
            proofs.push_back({partition.topic, partition.partition, log->last});
            proven.emplace_back(i, log->lastSha256);
        }
    }
    if (!proofs.empty()) {
        const auto values = valuesAt(proofs);
        if (!values)
            return values.error();
        for (std::size_t i = 0; i < proven.size(); ++i) {
            const auto &value = (*values)[i];
            if (!value || toHex(sha256(*value)) != proven[i].second)
                others.push_back(proven[i].first);
        }
    }
    for (const std::size_t i : others) {
        if (auto taken = takeNewLog(known[i].partition, marks[i].begin); !taken)
            return taken;
    }
    return {};
}

/// Also the group's offset is one of the former log; first, since what comes behind a crash finds out anew.
Result<void> LakeStage::takeNewLog(const TopicPartition &partition, std::int64_t begin)
{
    const auto stored = warehouse::storedOffset(*m_database, m_shared.cluster.id, m_group, partition);
    if (!stored)
        return stored.error();
    if (stored->has_value()) {
        const auto reset = warehouse::resetOffset(*m_database, m_shared.cluster.id, m_group, partition, begin,
                                                  std::string(reset_cause::newLog), m_shared.clock.nowMs());
        if (!reset)
            return reset.error();
    }
    const auto epoch = lake::beginLog(*m_database, m_shared.cluster.id, partition);
    if (!epoch)
        return epoch.error();
    m_epochs[partition] = *epoch;
    reportReset(partition, stored->has_value() ? (*stored)->next : -1, begin, reset_cause::newLog);
    return {};
}

std::int64_t LakeStage::epochOf(const broker::Message &message) const
{
    const auto found = m_epochs.find(partitionOf(message.position()));
    return found != m_epochs.end() ? found->second : 0;
}

Result<std::map<TopicPartition, journal::IntervalSet>>
LakeStage::coveredOf(std::span<broker::Message> batch) const
{
    std::map<TopicPartition, lake::Range> spans;
    for (const broker::Message &message : batch) {
        const PositionView position = message.position();
        lake::Range &span =
            spans.try_emplace(partitionOf(position), position.offset, position.offset).first->second;
        span = {std::min(span.first, position.offset), std::max(span.second, position.offset)};
    }
    std::map<TopicPartition, journal::IntervalSet> covered;
    for (const auto &[partition, span] : spans) {
        const auto epoch = m_epochs.find(partition);
        const auto ranges = lake::rangesWithin(*m_database, m_shared.cluster.id, partition,
                                               epoch != m_epochs.end() ? epoch->second : 0, span);
        if (!ranges)
            return ranges.error();
        for (const auto &[first, last] : *ranges)
            covered[partition].add(first, last);
    }
    return covered;
}

Result<void> LakeStage::prepare(std::span<broker::Message> batch)
{
    auto covered = coveredOf(batch);
    if (!covered)
        return covered.error();
    std::vector<lake::LakeRecord> records;
    m_indexes.clear();
    m_written = {};
    for (std::size_t i = 0; i < batch.size(); ++i) {
        const auto known = covered->find(partitionOf(batch[i].position()));
        if (known != covered->end() && known->second.contains(batch[i].offset()))
            continue;
        records.push_back(recordOf(batch[i], epochOf(batch[i])));
        m_indexes.push_back(i);
    }
    if (records.empty())
        return {};
    auto written = m_writer->write(lake::clusterTag(m_shared.cluster.id), records);
    if (!written) {
        m_rejoin =
            m_rejoin || written.error().code == ErrorCode::Unavailable; // another session starts another one
        return written.error();
    }
    m_written = std::move(*written);
    return {};
}

Result<std::vector<StoringStage::Refusal>> LakeStage::apply(std::span<broker::Message> batch)
{
    if (crashes(CrashPoint::LakeFilesWritten, batch.size()))
        return crashInside();
    if (auto added = lake::addFiles(*m_database, m_shared.cluster.id, m_written.files); !added)
        return added.error();
    std::vector<Refusal> refusals;
    for (const lake::Refused &refused : m_written.refused) {
        const std::size_t index = m_indexes[refused.index];
        if (auto added = lake::addRefused(*m_database, m_shared.cluster.id, batch[index].position(),
                                          epochOf(batch[index]));
            !added)
            return added.error();
        refusals.push_back({index, refused.code, refused.message});
    }
    if (auto noted = noteLastOf(batch); !noted)
        return noted.error();
    return refusals;
}

Result<void> LakeStage::noteLastOf(std::span<broker::Message> batch)
{
    std::map<TopicPartition, const broker::Message *> last;
    for (const broker::Message &message : batch)
        last[partitionOf(message.position())] = &message;
    for (const auto &[partition, message] : last) {
        const lake::Log log{epochOf(*message), message->offset(), toHex(sha256(message->value()))};
        if (auto noted = lake::noteLast(*m_database, m_shared.cluster.id, partition, log); !noted)
            return noted;
    }
    return {};
}

void LakeStage::noteStored(std::span<broker::Message> batch, std::span<const Refusal> refusals)
{
    SinkStage::noteStored(batch, refusals);
    for (const lake::DataFile &file : m_written.files)
        m_rows.fetch_add(file.rows, std::memory_order_relaxed);
}

Result<void> LakeStage::publish()
{
    return lake::publishManifest(*m_database, m_shared.options.lakePath);
}

} // namespace pk::pipeline
