#pragma once

// The load stage: enriched records into the warehouse, with audit and offsets in one database transaction.
//
// Thread: see Stage; the counters may be read at any time.

#include "pipeline/crash_plan.h"
#include "pipeline/storing_stage.h"
#include "warehouse/warehouse.h"
#include "warehouse/writer.h"

namespace pk::pipeline {

class LoadStage final : public StoringStage
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
    Result<std::unique_ptr<Database>> openDatabase() override;
    QString databasePath() const override { return m_shared.options.warehousePath; }
    StoredOffsets::Proof proof() const override { return StoredOffsets::Proof::Audit; }
    bool keepsOffsets() const override { return !isNaive(m_shared.options.semantics); }
    Result<void> openSession() override;
    void closeSession() override { m_writer.reset(); }
    broker::Producer::DeliveryHandler deliveryHandler() override;
    int lingerMs() const override { return 2; }
    Taking taking() const override;
    void commitSoon() override { commit(); }
    void afterTurn() override;
    void sendTheRest() override;
    Result<void> begin() override;
    Result<std::vector<Refusal>> apply(std::span<broker::Message> batch) override;
    Result<void> commitTransaction() override { return m_writer->commit(); }
    void rollback() override { m_writer->rollback(); }
    void noteStored(std::span<broker::Message> batch, std::span<const Refusal> refusals) override;
    Result<void> settle() override;
    Result<void> workHeld(broker::Message &message, CreditReport &report) override;

    SessionEnd work(std::vector<broker::Message> &batch, const std::stop_token &stop) override;
    Result<std::vector<warehouse::LoadOutcome>> applyOneByOne();
    void commit();
    bool isRelay() const;
    void relay();

    std::unique_ptr<warehouse::Writer> m_writer; // of the running session
    std::vector<warehouse::LoadRecord> m_records; // of the transaction in hand, with what came of them
    std::vector<warehouse::LoadOutcome> m_outcomes;
    bool m_withImages = false; ///< of the batch in hand
    std::int64_t m_lastRelayUs = 0;

    std::atomic<std::int64_t> m_loaded{0};
    std::atomic<std::int64_t> m_rejected{0};
    std::atomic<std::int64_t> m_published{0};
};

} // namespace pk::pipeline
