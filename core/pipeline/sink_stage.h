#pragma once

// A storing stage at the end of the flow that needs nothing but batches: it readies each outside of a
// transaction, stores it in one, and commits to Kafka behind that. The replicas and the lakehouse are such.
// Its offsets are stored whatever the semantics are.
//
// Thread: see Stage; the counters may be read at any time.

#include "pipeline/storing_stage.h"

namespace pk::pipeline {

class SinkStage : public StoringStage
{
public:
    std::int64_t stored() const
    {
        return m_storedCount.load(std::memory_order_relaxed);
    } ///< refused ones too
    std::int64_t refused() const
    {
        return m_refused.load(std::memory_order_relaxed);
    } ///< in the dead letters

protected:
    struct Points
    {
        CrashPoint taken;
        CrashPoint stored; ///< and not committed to Kafka yet
    };
    SinkStage(Shared shared, StageKind kind, int member, Place place, Taking taking, Points points);

    /// What must be there before the transaction begins. It is called again for each attempt.
    virtual Result<void> prepare(std::span<broker::Message> batch) = 0;

    /// What is to be told of a batch that is stored; Kafka's offsets follow behind it.
    virtual Result<void> publish() { return {}; }

    broker::Producer::DeliveryHandler deliveryHandler() override;
    int lingerMs() const override { return 2; } // of dead letters
    Taking taking() const override { return m_taking; }
    Result<void> begin() override;
    void noteStored(std::span<broker::Message> batch, std::span<const Refusal> refusals) override;
    Result<void> settle() override { return commitPositions(); }
    Result<void> workHeld(broker::Message &message, CreditReport &report) override;

private:
    SessionEnd work(std::vector<broker::Message> &batch, const std::stop_token &stop) override;

    const Taking m_taking;
    const Points m_points;
    std::span<broker::Message> m_inHand;
    std::atomic<std::int64_t> m_storedCount{0};
    std::atomic<std::int64_t> m_refused{0};
};

} // namespace pk::pipeline
