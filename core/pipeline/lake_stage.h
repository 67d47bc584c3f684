#pragma once

// The lakehouse: enriched records into Parquet files by dataset and day, with a catalog that files and
// offsets move on in together, and a manifest that readers trust. Each record is a row of its own, in the
// order of its partition; an order's newest row is the one of its greatest version.
//
//   files are whole and in their places → catalog and offsets in one transaction → manifest → Kafka's offsets
//
// A crash before the transaction leaves files that nobody names: the next owner of the partition removes
// them. One behind it leaves an old manifest: the next session publishes. What the lake has it takes no
// second time, even where somebody has set the group back; what was skipped it takes then. A topic that was
// made anew has another log, of which the lake has nothing: the record that was stored last must still lie
// where it lay, as in StoredOffsets.
//
// Thread: see Stage.

#include "journal/interval_set.h"
#include "lake/parquet_writer.h"
#include "pipeline/sink_stage.h"

namespace pk::pipeline {

class LakeStage final : public SinkStage
{
public:
    LakeStage(Shared shared, int member);

    /// Records that were written to files; what was stored besides was there already, or refused.
    std::int64_t rows() const { return m_rows.load(std::memory_order_relaxed); }

private:
    Result<std::unique_ptr<Database>> openDatabase() override;
    Result<void> openSession() override;
    void closeSession() override { m_writer.reset(); }
    std::optional<std::vector<std::int64_t>>
    startOffsets(std::span<const broker::CommitOffset> known,
                 std::span<const broker::Consumer::Watermarks> marks) override;
    Result<void> prepare(std::span<broker::Message> batch) override;
    Result<std::vector<Refusal>> apply(std::span<broker::Message> batch) override;
    void noteStored(std::span<broker::Message> batch, std::span<const Refusal> refusals) override;
    Result<void> publish() override;

    /// Begins the next epoch of each partition whose log is not the one that the lake has worked.
    Result<void> recogniseLogs(std::span<const broker::CommitOffset> known,
                               std::span<const broker::Consumer::Watermarks> marks);
    Result<void> takeNewLog(const TopicPartition &partition, std::int64_t begin);
    /// What the lake has of the offsets between the batch's first and last one of a partition.
    Result<std::map<TopicPartition, journal::IntervalSet>> coveredOf(std::span<broker::Message> batch) const;
    Result<void> noteLastOf(std::span<broker::Message> batch);
    std::int64_t epochOf(const broker::Message &message) const;

    std::unique_ptr<lake::ParquetWriter> m_writer; // of the running session
    std::map<TopicPartition, std::int64_t> m_epochs; ///< of the logs of the partitions that it has
    lake::Written m_written; ///< of the batch in hand
    std::vector<std::size_t> m_indexes; ///< of the records that were to be written, in the batch
    std::atomic<std::int64_t> m_rows{0};
};

} // namespace pk::pipeline
