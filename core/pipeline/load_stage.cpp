#include "pipeline/load_stage.h"

#include "pipeline/controls.h"
#include "pipeline/database_fault.h"
#include "pipeline/load_records.h"
#include "pipeline/merge_by_time.h"
#include "pipeline/outbox_relay.h"
#include "warehouse/loading.h"

#include <QCoreApplication>

#include <algorithm>

namespace pk::pipeline {

namespace {

constexpr std::size_t kLoadBatch = 2'000;
constexpr int kSettleMs = 30'000;
constexpr std::int64_t kRelayEveryUs = 200'000;
constexpr std::int64_t kAfterRefusalUs = 1'000'000;
constexpr std::string_view kActions[] = {"insert", "update", "unchanged", "superseded", "rejected"};

} // namespace

LoadStage::LoadStage(Shared shared, int member)
    : StoringStage(std::move(shared), StageKind::Load, member, {"LOAD", "warehouse"})
{
}

broker::Producer::DeliveryHandler LoadStage::deliveryHandler()
{
    return [this](const broker::Delivery &delivery) {
        // Dead letters and follow-up events are ours, too: that is known before the database, which may be
        // locked, keeps the stage waiting.
        addToRange(journal::EventKind::Acked, {delivery.topic, delivery.partition, delivery.offset}, {});
        flushWhileWaiting();
    };
}

Result<std::unique_ptr<Database>> LoadStage::openDatabase()
{
    if (m_shared.controls.databaseClosed.load(std::memory_order_relaxed))
        return databaseClosed();
    return warehouse::openWarehouseForLoading(m_shared.options.warehousePath, m_shared.options.semantics);
}

Result<void> LoadStage::openSession()
{
    warehouse::WriterOptions options;
    options.semantics = m_shared.options.semantics;
    options.cluster = m_shared.cluster.id;
    options.group = m_group;
    options.owner = m_name;
    auto writer = warehouse::Writer::create(*m_database, options);
    if (!writer)
        return writer.error();
    m_writer = std::move(*writer);
    return {};
}

StoringStage::Taking LoadStage::taking() const
{
    const bool gather = m_shared.options.commitEvery < 500;
    return {std::min<std::size_t>(kLoadBatch, static_cast<std::size_t>(m_shared.options.commitEvery)),
            gather ? m_shared.options.commitMs : 0};
}

void LoadStage::afterTurn()
{
    if (monotonicUs() - m_lastRelayUs > kRelayEveryUs && isRelay())
        relay();
}

Stage::SessionEnd LoadStage::work(std::vector<broker::Message> &batch, const std::stop_token &stop)
{
    mergeByTime(batch);
    for (const broker::Message &message : batch)
        noteTaken(message);
    if (crashes(CrashPoint::LoadTaken, batch.size()))
        return SessionEnd::Crashed;
    if (commitsFirst()) {
        for (const broker::Message &message : batch)
            advancePast(message.position());
        if (!commitPositions())
            return SessionEnd::Rejoin;
        if (crashes(CrashPoint::LoadCommittedBeforeWrite, batch.size()))
            return SessionEnd::Crashed;
    }
    m_withImages = m_shared.controls.beforeImages.wantedFor(std::ssize(batch), monotonicUs());
    if (const SessionEnd end = writeRetrying(batch, stop); end != SessionEnd::Done || stop.stop_requested())
        return end;
    if (batch.empty()) // kept for later
        return SessionEnd::Done;
    if (commitsFirst())
        return crashes(CrashPoint::LoadBeforeOutbox, batch.size()) ? SessionEnd::Crashed : SessionEnd::Done;
    if (crashes(CrashPoint::LoadWrittenBeforeCommit, batch.size()))
        return SessionEnd::Crashed;
    commit();
    return crashes(CrashPoint::LoadBeforeOutbox, batch.size()) ? SessionEnd::Crashed : SessionEnd::Done;
}

/// The stored offsets are what counts for effectively-once: Kafka's may follow behind. A naive loader must
/// wait. A commit that fails is due again.
void LoadStage::commit()
{
    if (keepsOffsets())
        commitPositionsAsync();
    else
        (void)commitPositions();
}

Result<void> LoadStage::begin()
{
    if (m_shared.controls.databaseClosed.load(std::memory_order_relaxed))
        return databaseClosed();
    if (auto begun = m_writer->begin(m_shared.clock.nowMs()); !begun)
        return begun;
    m_writer->setBeforeImages(m_withImages || m_gate.conducted());
    return {};
}

Result<std::vector<StoringStage::Refusal>> LoadStage::apply(std::span<broker::Message> batch)
{
    m_records = toLoadRecords(batch);
    auto outcomes = m_shared.crashes.concerns(CrashPoint::LoadMidTransaction) ? applyOneByOne()
                                                                              : m_writer->apply(m_records);
    if (!outcomes)
        return outcomes.error();
    m_outcomes = std::move(*outcomes);
    std::vector<Refusal> refusals;
    for (std::size_t i = 0; i < m_outcomes.size(); ++i) {
        if (m_outcomes[i].action == warehouse::Action::Rejected)
            refusals.push_back({i, m_outcomes[i].code, m_outcomes[i].message});
    }
    return refusals;
}

/// So that a crash finds just the records before it in the open transaction.
Result<std::vector<warehouse::LoadOutcome>> LoadStage::applyOneByOne()
{
    std::vector<warehouse::LoadOutcome> outcomes;
    for (const warehouse::LoadRecord &record : m_records) {
        auto applied = m_writer->apply(std::span(&record, 1));
        if (!applied)
            return applied;
        outcomes.push_back(std::move(applied->front()));
        if (m_shared.crashes.hit(CrashPoint::LoadMidTransaction))
            return crashInside();
    }
    return outcomes;
}

void LoadStage::noteStored(std::span<broker::Message>, std::span<const Refusal> refusals)
{
    StartTimes &times = m_shared.times;
    StartTimes::once(times.firstRowUs);
    times.lastRowUs.store(monotonicUs(), std::memory_order_relaxed);
    for (std::size_t i = 0; i < m_records.size(); ++i) {
        const PositionView position = m_records[i].source;
        const warehouse::LoadOutcome &outcome = m_outcomes[i];
        advancePast(position);
        bool anomaly = true;
        switch (outcome.action) {
        case warehouse::Action::Insert:
        case warehouse::Action::Update:
            anomaly = false;
            addToRange(journal::EventKind::Applied, position, m_group);
            break;
        case warehouse::Action::Unchanged:
            addToRange(journal::EventKind::Duplicate, position, m_group);
            break;
        case warehouse::Action::Superseded:
            addToRange(journal::EventKind::Superseded, position, m_group);
            break;
        case warehouse::Action::Rejected:
            addToRange(journal::EventKind::DeadLettered, position, m_group, outcome.code);
            break;
        }
        const std::string_view correlation = m_records[i].correlationId;
        if (anomaly ? isTold(correlation) : isSampled(correlation)) {
            addRecord(outcome.action == warehouse::Action::Rejected ? journal::Hop::DeadLettered
                                                                    : journal::Hop::Stored,
                      position, m_records[i].key, correlation,
                      kActions[static_cast<std::size_t>(outcome.action)]);
        }
    }
    noteBatch(std::ssize(m_records));
    m_rejected.fetch_add(std::ssize(refusals), std::memory_order_relaxed);
    m_loaded.fetch_add(std::ssize(m_records) - std::ssize(refusals), std::memory_order_relaxed);
}

Result<void> LoadStage::settle()
{
    // Nothing is ever in hand between two batches; only Kafka's copy of the offsets may be behind.
    // At-most-once has committed before, perhaps for a record that is held and not worked yet.
    return commitsFirst() ? Result<void>() : commitPositions();
}

/// One of a group's members relays the outbox, or its events would be sent more than once. Members in several
/// processes cannot ask each other, but only one of them has been given the first partition.
bool LoadStage::isRelay() const
{
    if (!m_shared.options.othersInGroup)
        return m_member == m_shared.controls.relayMember.load(std::memory_order_relaxed);
    const TopicPartition first{std::string(enrichedTopic(m_shared.options.datasets.front())), 0};
    return m_positions.contains(first);
}

/// Of several processes nobody knows which one is the last; of the members of one it is known.
void LoadStage::sendTheRest()
{
    if (isRelay() || m_member == m_shared.controls.relayMember.load(std::memory_order_relaxed))
        relay();
}

void LoadStage::relay()
{
    m_lastRelayUs = monotonicUs();
    if (m_shared.controls.databaseClosed.load(std::memory_order_relaxed))
        return;
    if (const auto published = relayOutbox(*m_database, *m_sender, m_shared.clock, kSettleMs)) {
        m_published.fetch_add(*published, std::memory_order_relaxed);
        recovered(condition::outbox);
    } else {
        if (!waitsFor(condition::outbox))
            reportError(published.error(), condition::outbox);
        // A sender that was refused a record says so for ever. Nothing else of it is under way here.
        if (m_sender->refused()) {
            m_rejoin = !openOwnSender() || m_rejoin;
            m_lastRelayUs += kAfterRefusalUs;
        }
    }
}

Result<void> LoadStage::workHeld(broker::Message &message, CreditReport &)
{
    return writeHeld(message);
}

} // namespace pk::pipeline
