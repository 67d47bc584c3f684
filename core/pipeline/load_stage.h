#pragma once

// The load stage: enriched records into the warehouse, with audit and offsets in one database transaction.
//
// Thread: see Stage; the counters may be read at any time.

#include "pipeline/crash_plan.h"
#include "pipeline/reading_stage.h"
#include "pipeline/stored_offsets.h"
#include "warehouse/warehouse.h"
#include "warehouse/writer.h"

#include <optional>

namespace pk::pipeline {

class LoadStage final : public ReadingStage
{
public:
    LoadStage(Shared shared, int member);

    std::int64_t loaded() const
    {
        return m_loaded.load(std::memory_order_relaxed);
    } ///< messages in committed transactions
    std::int64_t rejected() const { return m_rejected.load(std::memory_order_relaxed); }
    std::int64_t published() const
    {
        return m_published.load(std::memory_order_relaxed);
    } ///< follow-up events

private:
    SessionEnd session(const std::stop_token &stop) override;
    SessionEnd loop(const std::stop_token &stop);
    Result<std::optional<std::int64_t>> startOffset(const broker::CommitOffset &known,
                                                    const broker::Consumer::Watermarks &marks) override;
    Result<void> settle() override;
    Result<void> workHeld(broker::Message &message, CreditReport &report) override;
    std::string commitMetadata(const TopicPartition &partition) const override;

    bool usesStoredOffsets() const { return !isNaive(m_shared.options.semantics); }
    Result<bool> openWarehouse(const std::stop_token &stop);

    SessionEnd work(std::vector<broker::Message> &batch, const std::stop_token &stop);
    Result<void> writeOnce(std::span<broker::Message> batch, bool *crashed);
    Result<void> transact(std::span<broker::Message> batch, bool *crashed);
    SessionEnd write(std::vector<broker::Message> &batch, const std::stop_token &stop);
    Result<std::vector<warehouse::OffsetAdvance>> advances(std::span<broker::Message> batch) const;
    Result<void> sendRejected(std::span<broker::Message> batch,
                              const std::vector<warehouse::LoadOutcome> &outcomes);
    void noteStored(std::span<const warehouse::LoadRecord> records,
                    const std::vector<warehouse::LoadOutcome> &outcomes);
    void commit();
    void relay();
    bool crashes(CrashPoint point, std::size_t records);

    std::unique_ptr<Database> m_database; // of the running session
    std::unique_ptr<warehouse::Writer> m_writer;
    std::optional<StoredOffsets> m_stored; ///< effectively-once and transactions
    std::int64_t m_lastRelayUs = 0;

    std::atomic<std::int64_t> m_loaded{0};
    std::atomic<std::int64_t> m_rejected{0};
    std::atomic<std::int64_t> m_published{0};
};

} // namespace pk::pipeline
