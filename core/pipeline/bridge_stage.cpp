#include "pipeline/bridge_stage.h"

#include "base/hash.h"
#include "cdc/assembler.h"
#include "cdc/held_rows.h"
#include "cdc/one_topic.h"
#include "pipeline/controls.h"
#include "pipeline/merge_by_time.h"
#include "pipeline/partition_counts.h"
#include "pipeline/retention_guard.h"

#include <QScopeGuard>
#include <QScopedValueRollback>

#include <algorithm>
#include <utility>

namespace pk::pipeline {

namespace {

constexpr std::size_t kBridgeBatch = 500;
constexpr int kBridgePortion = 1'000;
constexpr int kBridgeSettleMs = 30'000;

} // namespace

BridgeStage::BridgeStage(Shared shared, int member)
    : StoringStage(std::move(shared), StageKind::Bridge, member, {"EXTRACT", "bridge"})
{
}

Result<std::unique_ptr<Database>> BridgeStage::openDatabase()
{
    return cdc::openStore(m_shared.options.bridgePath);
}

Result<void> BridgeStage::openSession()
{
    m_sampled.clear();
    m_relayDue = true; // of the life before
    if (m_shared.options.changesTopic.empty())
        m_joiner = std::make_unique<cdc::Assembler>(*m_database);
    else
        m_joiner = std::make_unique<cdc::OneTopic>(*m_database, m_shared.options.datasets);
    countWaiting(); // what was held back in the life before still is
    return {};
}

void BridgeStage::closeSession()
{
    m_allAcked = !m_relayDue;
    m_joiner.reset();
}

int BridgeStage::lingerMs() const
{
    return m_shared.controls.lingerMs();
}

bool BridgeStage::mayTake() const
{
    return std::all_of(m_shared.options.datasets.begin(), m_shared.options.datasets.end(),
                       [this](Dataset d) { return m_shared.guard.mayProduce(rawTopic(d)); });
}

StoringStage::Taking BridgeStage::taking() const
{
    return {std::min<std::size_t>(kBridgeBatch, static_cast<std::size_t>(m_shared.options.commitEvery)), 0};
}

Stage::SessionEnd BridgeStage::beforeTaking()
{
    if (!m_relayDue)
        return SessionEnd::Done;
    bool crashed = false;
    if (const auto told = relay(crashed); !told)
        return afterRefusal(told.error()); // what has arrived is not known: the producer is of no further use
    if (crashed)
        return SessionEnd::Crashed;
    commitPositionsAsync();
    return SessionEnd::Done;
}

Stage::SessionEnd BridgeStage::work(std::vector<broker::Message> &batch, const std::stop_token &stop)
{
    mergeByTime(batch); // rows of one transaction lie in several topics: fewer wait then
    for (const broker::Message &message : batch)
        noteTaken(message);
    const std::size_t records = batch.size();
    if (crashes(CrashPoint::BridgeTaken, records))
        return SessionEnd::Crashed;
    if (const SessionEnd end = writeRetrying(batch, stop); end != SessionEnd::Done || stop.stop_requested())
        return end;
    if (batch.empty()) // kept for later
        return SessionEnd::Done;
    return crashes(CrashPoint::BridgeWritten, records) ? SessionEnd::Crashed : SessionEnd::Done;
}

Result<std::vector<StoringStage::Refusal>> BridgeStage::apply(std::span<broker::Message> batch)
{
    std::vector<Refusal> refusals;
    m_passedOver.clear(); // of an attempt that was rolled back
    for (std::size_t i = 0; i < batch.size(); ++i) {
        const broker::Message &message = batch[i];
        const auto judged =
            m_joiner->apply({message.position(), message.value(), message.hasValue(), message.timestampMs()});
        if (!judged)
            return judged.error();
        if (judged->verdict == cdc::Verdict::Refused)
            refusals.push_back({i, judged->why.code, judged->why.message});
        else if (judged->verdict == cdc::Verdict::Old)
            m_passedOver.push_back(i);
    }
    return refusals;
}

void BridgeStage::noteStored(std::span<broker::Message> batch, std::span<const Refusal> refusals)
{
    m_relayDue = true;
    for (const broker::Message &message : batch)
        advancePast(message.position());
    for (const Refusal &refusal : refusals) {
        const broker::Message &message = batch[refusal.index];
        addToRange(journal::EventKind::DeadLettered, message.position(), m_group, refusal.code);
        if (const std::string place = placeOf(message); isTold(place))
            addRecord(journal::Hop::DeadLettered, message.position(), message.key(), place);
    }
    for (const std::size_t index : std::exchange(m_passedOver, {}))
        addToRange(journal::EventKind::PassedOver, batch[index].position(), m_group);
    noteBatch(std::ssize(batch));
    m_bridged.fetch_add(std::ssize(batch), std::memory_order_relaxed);
    m_refused.fetch_add(std::ssize(refusals), std::memory_order_relaxed);
    countWaiting();
}

/// For whoever watches: where it cannot be counted, the count before stays.
void BridgeStage::countWaiting()
{
    for (const Dataset dataset : {Dataset::Orders, Dataset::Activities}) {
        if (const auto waiting = cdc::waitingHeads(*m_database, dataset))
            m_waiting[static_cast<std::size_t>(dataset)].store(*waiting, std::memory_order_relaxed);
    }
    if (!m_gate.conducted()) // it looks at every item that is kept
        m_waitingItems.store(0, std::memory_order_relaxed);
    else if (const auto items = cdc::waitingItems(*m_database))
        m_waitingItems.store(*items, std::memory_order_relaxed);
}

Result<void> BridgeStage::relay(bool &crashed)
{
    const QScopedValueRollback relaying(m_relaying, true);
    const auto note = qScopeGuard([this] { noteTold(); });
    for (;;) {
        const auto pending = cdc::pendingEvents(*m_database, kBridgePortion);
        if (!pending)
            return pending.error();
        if (pending->empty()) {
            m_relayDue = false;
            return {};
        }
        for (const cdc::PendingEvent &each : *pending) {
            if (auto sent = send(each.event); !sent)
                return sent;
        }
        if (auto settled = m_sender->settle(kBridgeSettleMs); !settled)
            return settled;
        if (crashes(CrashPoint::BridgeEmitted, pending->size())) {
            crashed = true;
            return {};
        }
        if (auto removed = cdc::removePending(*m_database, pending->back().id); !removed)
            return removed;
    }
}

Result<void> BridgeStage::send(const cdc::RawEvent &event)
{
    broker::Headers headers;
    for (std::size_t i = 0; i < event.headers.size(); ++i)
        headers.add(event.headers.name(i), event.headers.value(i));
    broker::ProduceRequest request;
    request.topic = rawTopic(event.dataset);
    request.key = event.key;
    request.value = event.value;
    request.timestampMs = event.timestampMs;
    // What the library's murmur2_random would choose; computed here, the guard can count by partition.
    request.partition = murmur2Partition(event.key, m_shared.partitions.of(request.topic));
    const std::string_view correlationId =
        event.headers.find(header::correlationId).value_or(std::string_view());
    if (isSampled(correlationId)) {
        request.tag = m_nextTag++;
        m_sampled[request.tag] = {event.key, std::string(correlationId),
                                  std::string(event.headers.find(header::eventType).value_or(""))};
    }
    if (auto sent = m_sender->send(request, headers); !sent)
        return sent;
    m_shared.guard.note(request.topic, request.partition, event.value.size() + event.key.size());
    return {};
}

broker::Producer::DeliveryHandler BridgeStage::deliveryHandler()
{
    return [this](const broker::Delivery &delivery) { onDelivery(delivery); };
}

void BridgeStage::onDelivery(const broker::Delivery &delivery)
{
    if (!m_sender->refused())
        recovered(condition::broker);
    if (m_gate.conducted() && delivery.isPlaced())
        m_told.push_back({{std::string(delivery.topic), delivery.partition, delivery.offset}, delivery.tag});
    else
        noteDelivered({delivery.topic, delivery.partition, delivery.offset}, delivery.tag);
    if (delivery.topic.ends_with(kDeadLetterSuffix))
        return;
    StartTimes::once(m_shared.times.firstAckUs);
    m_shared.times.lastAckUs.store(monotonicUs(), std::memory_order_relaxed);
    m_acked.add(delivery);
    m_ackedCount.fetch_add(1, std::memory_order_relaxed);
}

void BridgeStage::noteDelivered(const PositionView &position, std::uint64_t tag)
{
    addToRange(journal::EventKind::Acked, position, {});
    if (const auto sampled = m_sampled.find(tag); sampled != m_sampled.end()) {
        const auto &[key, correlationId, eventType] = sampled->second;
        if (position.offset >= 0)
            addRecord(journal::Hop::Acked, position, key, correlationId, eventType);
        m_sampled.erase(sampled);
    }
}

/// See CampusStage::noteTold().
void BridgeStage::noteTold()
{
    std::sort(m_told.begin(), m_told.end());
    for (const auto &[at, tag] : m_told) {
        noteDelivered({at.topic, at.partition, at.offset}, tag);
        m_outputs.push_back(at);
    }
    m_told.clear();
}

Result<void> BridgeStage::settle()
{
    if (m_relaying)
        return {}; // it is being done; whoever reads on begins where the store says
    bool crashed = false;
    if (auto told = relay(crashed); !told)
        return told;
    if (crashed)
        crashNow();
    return crashed ? Result<void>() : commitPositions();
}

Result<void> BridgeStage::workHeld(broker::Message &message, CreditReport &report)
{
    m_outputs.clear();
    if (auto written = writeHeld(message); !written)
        return written;
    bool crashed = false;
    if (auto told = relay(crashed); !told) {
        m_rejoin = true; // it is stored; what it tells goes out with the next session
        return told;
    }
    if (crashed)
        crashNow();
    report.outputs = m_outputs;
    return {};
}

} // namespace pk::pipeline
