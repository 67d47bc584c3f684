#include "pipeline/sink_stage.h"

#include <algorithm>

namespace pk::pipeline {

SinkStage::SinkStage(Shared shared, StageKind kind, int member, Place place, Taking taking, Points points)
    : StoringStage(std::move(shared), kind, member, place)
    , m_taking(taking)
    , m_points(points)
{
}

broker::Producer::DeliveryHandler SinkStage::deliveryHandler()
{
    return [this](const broker::Delivery &delivery) { // dead letters are ours, too
        addToRange(journal::EventKind::Acked, {delivery.topic, delivery.partition, delivery.offset}, {});
        flushWhileWaiting();
    };
}

Stage::SessionEnd SinkStage::work(std::vector<broker::Message> &batch, const std::stop_token &stop)
{
    for (const broker::Message &message : batch)
        noteTaken(message);
    const std::size_t records = batch.size();
    if (crashes(m_points.taken, records))
        return SessionEnd::Crashed;
    m_inHand = batch;
    if (const SessionEnd end = writeRetrying(batch, stop); end != SessionEnd::Done || stop.stop_requested())
        return end;
    if (batch.empty()) // kept for later
        return SessionEnd::Done;
    if (crashes(m_points.stored, records))
        return SessionEnd::Crashed;
    if (auto published = publish(); !published) { // the next session does it
        reportError(published.error(), condition::database);
        return SessionEnd::Rejoin;
    }
    commitPositionsAsync();
    return SessionEnd::Done;
}

Result<void> SinkStage::begin()
{
    if (auto ready = prepare(m_inHand); !ready)
        return ready;
    return StoringStage::begin();
}

void SinkStage::noteStored(std::span<broker::Message> batch, std::span<const Refusal> refusals)
{
    for (const broker::Message &message : batch)
        advancePast(message.position());
    for (const Refusal &refusal : refusals)
        addToRange(journal::EventKind::DeadLettered, batch[refusal.index].position(), m_group, refusal.code);
    noteBatch(std::ssize(batch));
    m_storedCount.fetch_add(std::ssize(batch), std::memory_order_relaxed);
    m_refused.fetch_add(std::ssize(refusals), std::memory_order_relaxed);
}

Result<void> SinkStage::workHeld(broker::Message &message, CreditReport & /*report*/)
{
    m_inHand = std::span(&message, 1);
    return writeHeld(message);
}

} // namespace pk::pipeline
