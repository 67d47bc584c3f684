#pragma once

// The bridge: row events of Maxwell in, records of the raw topics out. Rows that wait for others, what is to
// be told and the next offsets are one database transaction of its store; what is told goes to Kafka from
// there, at least once and always the same.
//
// A crash between the two sends an event twice; by its id the warehouse knows it again.
//
// Thread: see Stage; the counters may be read at any time, acked() when the stage is joined.

#include "base/bitmap.h"
#include "cdc/row_joiner.h"
#include "cdc/store.h"
#include "pipeline/acked_records.h"
#include "pipeline/crash_plan.h"
#include "pipeline/storing_stage.h"

#include <array>

namespace pk::pipeline {

class BridgeStage final : public StoringStage
{
public:
    BridgeStage(Shared shared, int member);

    std::int64_t bridged() const
    {
        return m_bridged.load(std::memory_order_relaxed);
    } ///< rows, whatever became of them
    std::int64_t refused() const
    {
        return m_refused.load(std::memory_order_relaxed);
    } ///< in the dead letters
    std::int64_t ackedCount() const { return m_ackedCount.load(std::memory_order_relaxed); } ///< raw records
    /// Orders without all their items, activities without their student: held back until these come.
    std::int64_t waiting(Dataset dataset) const
    {
        return m_waiting[static_cast<std::size_t>(dataset)].load(std::memory_order_relaxed);
    }
    /// Items that came before their order. Conducted; else they wait for moments only and are not counted.
    std::int64_t waitingItems() const { return m_waitingItems.load(std::memory_order_relaxed); }
    /// The acknowledged offsets per raw partition, from the delivery reports. REQUIRES: joined.
    const AckedRecords &acked() const { return m_acked; }
    /// Nothing that was told waits for Kafka. REQUIRES: joined.
    bool allAcked() const { return m_allAcked; }

private:
    struct Sampled
    {
        std::string key;
        std::string correlationId;
        std::string eventType;
    };

    Result<std::unique_ptr<Database>> openDatabase() override;
    QString databasePath() const override { return m_shared.options.bridgePath; }
    Result<void> openSession() override;
    void closeSession() override;
    broker::Producer::DeliveryHandler deliveryHandler() override;
    int lingerMs() const override;
    Taking taking() const override;
    SessionEnd beforeTaking() override;
    bool mayTake() const override;
    void afterTurn() override { setIdle(hasNothingLeft()); }
    Result<std::vector<Refusal>> apply(std::span<broker::Message> batch) override;
    void noteStored(std::span<broker::Message> batch, std::span<const Refusal> refusals) override;
    Result<void> settle() override;
    Result<void> workHeld(broker::Message &message, CreditReport &report) override;

    SessionEnd work(std::vector<broker::Message> &batch, const std::stop_token &stop) override;
    bool hasNothingLeft() const override { return keepsNothing() && !m_relayDue; }
    /// Sends what is told and not in Kafka yet. `crashed`: a crash point was hit in between.
    Result<void> relay(bool &crashed);
    Result<void> send(const cdc::RawEvent &event);
    void onDelivery(const broker::Delivery &delivery);
    void noteDelivered(const PositionView &position, std::uint64_t tag);
    void noteTold();
    void countWaiting();

    std::unique_ptr<cdc::RowJoiner> m_joiner; // of the running session
    bool m_relayDue = true;
    bool m_relaying = false; ///< a rebalance inside must not begin it once more
    std::vector<std::size_t> m_passedOver; ///< of the batch in hand: what said nothing new, by index
    std::map<std::uint64_t, Sampled> m_sampled; ///< by tag: detail events wait for the delivery report
    std::uint64_t m_nextTag = 1;
    std::vector<std::pair<Position, std::uint64_t>> m_told; ///< conducted: delivered and not noted yet
    std::vector<Position> m_outputs; ///< of the conducted hop
    AckedRecords m_acked;
    bool m_allAcked = true;

    std::atomic<std::int64_t> m_bridged{0};
    std::atomic<std::int64_t> m_refused{0};
    std::atomic<std::int64_t> m_ackedCount{0};
    std::array<std::atomic<std::int64_t>, 2> m_waiting{}; ///< by dataset
    std::atomic<std::int64_t> m_waitingItems{0};
};

} // namespace pk::pipeline
