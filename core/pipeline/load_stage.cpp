#include "pipeline/load_stage.h"

#include "broker/kept_range.h"
#include "pipeline/back_off.h"
#include "pipeline/controls.h"
#include "pipeline/crash_plan.h"
#include "pipeline/database_fault.h"
#include "pipeline/dead_letter.h"
#include "pipeline/load_records.h"
#include "pipeline/merge_by_time.h"
#include "pipeline/outbox_relay.h"

#include <QCoreApplication>

#include <algorithm>

namespace pk::pipeline {

namespace {

constexpr int kLingerMs = 2;
constexpr std::size_t kBatch = 2'000;
constexpr int kSettleMs = 30'000;
constexpr std::int64_t kRelayEveryUs = 200'000;
constexpr std::string_view kActions[] = {"insert", "update", "unchanged", "superseded", "rejected"};

} // namespace

LoadStage::LoadStage(Shared shared, int member)
    : ReadingStage(std::move(shared), StageKind::Load, member)
{
}

Stage::SessionEnd LoadStage::session(const std::stop_token &stop)
{
    const auto opened = openWarehouse(stop);
    if (!opened) {
        setFailure(opened.error());
        return SessionEnd::Failed;
    }
    if (!*opened)
        return crashRequested() ? SessionEnd::Crashed : SessionEnd::Done;
    auto clients = openSender(kLingerMs, [this](const broker::Delivery &delivery) {
        // Dead letters and follow-up events are ours, too.
        addToRange(journal::EventKind::Acked, {delivery.topic, delivery.partition, delivery.offset}, {});
    });
    if (clients)
        clients = openConsumer();
    if (!clients) {
        setFailure(clients.error());
        return SessionEnd::Failed;
    }
    setStatus(StageStatus::Running);
    const SessionEnd end = loop(stop);
    if (end == SessionEnd::Crashed) {
        m_sender->purge();
    } else {
        settleAndReport();
        relay();
    }
    closeConsumer(end);
    m_sender.reset();
    m_writer.reset();
    m_database.reset();
    m_stored.reset();
    return end;
}

/// False: asked to stop while the warehouse could not be opened yet.
Result<bool> LoadStage::openWarehouse(const std::stop_token &stop)
{
    BackOff backOff(static_cast<std::uint64_t>(monotonicUs()));
    for (;;) {
        auto database = m_shared.controls.databaseClosed.load(std::memory_order_relaxed)
            ? Result<std::unique_ptr<Database>>(databaseClosed())
            : warehouse::openWarehouse(m_shared.options.warehousePath, m_shared.options.semantics);
        if (database) {
            m_database = std::move(*database);
            if (status() == StageStatus::Retrying)
                recovered(condition::database);
            break;
        }
        if (!database.error().retriable)
            return database.error();
        if (status() != StageStatus::Retrying)
            reportError(database.error(), condition::database);
        setStatus(StageStatus::Retrying);
        if (!waitServing(backOff.nextMs(), stop))
            return false;
    }
    warehouse::WriterOptions options;
    options.semantics = m_shared.options.semantics;
    options.cluster = m_shared.cluster.id;
    options.group = m_group;
    options.owner = m_name;
    options.beforeImages = m_shared.controls.wantsBeforeImages();
    auto writer = warehouse::Writer::create(*m_database, options);
    if (!writer)
        return writer.error();
    m_writer = std::move(*writer);
    if (usesStoredOffsets())
        m_stored.emplace(*m_database, m_shared.cluster.id, m_group, m_name, m_shared.clock);
    return true;
}

Stage::SessionEnd LoadStage::loop(const std::stop_token &stop)
{
    const bool gather = m_shared.options.commitEvery < 500;
    const std::size_t max =
        std::min<std::size_t>(kBatch, static_cast<std::size_t>(m_shared.options.commitEvery));
    std::vector<broker::Message> batch;
    while (!stop.stop_requested()) {
        m_sender->poll();
        if (crashRequested())
            return SessionEnd::Crashed;
        const bool free = serve();
        if (m_rejoin)
            return SessionEnd::Rejoin;
        if (!free)
            continue;
        takeBatch(credit(max), broker::kServeEveryMs, gather ? m_shared.options.commitMs : 0, batch);
        std::erase_if(batch, [this](const broker::Message &m) { return !owns(m.position()); });
        if (!batch.empty()) {
            setIdle(false);
            const SessionEnd end = work(batch, stop);
            batch.clear();
            setIdle(keepsNothing());
            if (end != SessionEnd::Done)
                return end;
            dawdle(stop);
        }
        if (commitAgain())
            commit();
        if (monotonicUs() - m_lastRelayUs > kRelayEveryUs)
            relay();
        flushEvents();
    }
    return crashRequested() ? SessionEnd::Crashed : SessionEnd::Done;
}

Result<std::optional<std::int64_t>> LoadStage::startOffset(const broker::CommitOffset &known,
                                                           const broker::Consumer::Watermarks &marks)
{
    if (!m_stored)
        return ReadingStage::startOffset(known, marks);
    const auto start = m_stored->begin(known, marks);
    if (!start)
        return start.error();
    if (start->outside) {
        Error error = broker::requireKept(known.partition, known.offset, marks).error();
        error.message.prepend(
            QCoreApplication::translate("pipeline",
                                        "The offset that somebody has committed for the "
                                        "group is not followed; the warehouse's own counts.")
            + QLatin1Char(' '));
        reportError(error);
    }
    if (start->beyondEnd) {
        reportError({ErrorCode::Corrupt,
                     QCoreApplication::translate("pipeline",
                                                 "The warehouse has read further than this partition "
                                                 "reaches: the topic was made anew. The partition is left "
                                                 "alone; reset its offset to read it from the beginning."),
                     QString::fromStdString(known.partition.toString())});
        return std::optional<std::int64_t>();
    }
    // From here on the group's commit is our own: after a crash it is not taken for a reset once more.
    if (start->followed) {
        if (auto done = commitOffsets({{known.partition, start->offset, commitMetadata(known.partition)}});
            !done)
            return done.error();
    }
    if (start->deleted > 0)
        reportDeleted(known.partition, start->deleted);
    return std::optional(start->offset);
}

std::string LoadStage::commitMetadata(const TopicPartition &partition) const
{
    return m_stored ? m_stored->commitMetadata(partition) : std::string();
}

bool LoadStage::crashes(CrashPoint point, std::size_t records)
{
    bool crash = false;
    if (m_shared.crashes.concerns(point)) {
        for (std::size_t i = 0; i < records; ++i)
            crash = m_shared.crashes.hit(point) || crash;
    }
    return crash;
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
    if (const SessionEnd end = write(batch, stop); end != SessionEnd::Done || stop.stop_requested())
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
    if (usesStoredOffsets())
        commitPositionsAsync();
    else
        (void)commitPositions();
}

/// Writes a batch, again and again while the database is away; the group membership is kept alive meanwhile.
/// Where the pipeline is paused before it has succeeded, the batch is kept.
Stage::SessionEnd LoadStage::write(std::vector<broker::Message> &batch, const std::stop_token &stop)
{
    BackOff backOff(static_cast<std::uint64_t>(monotonicUs()));
    const std::int64_t assignments = m_assignments;
    for (;;) {
        bool crashed = false;
        const auto written = writeOnce(batch, &crashed);
        if (crashed)
            return SessionEnd::Crashed;
        if (written) {
            setStatus(StageStatus::Running);
            return SessionEnd::Done;
        }
        m_events.push_back(event(journal::EventKind::BatchRollback));
        m_events.back().group = m_group;
        if (m_rejoin) {
            reportError(written.error());
            return crashRequested() ? SessionEnd::Crashed : SessionEnd::Rejoin;
        }
        if (!written.error().retriable) {
            setFailure(written.error());
            return SessionEnd::Failed;
        }
        if (status() != StageStatus::Retrying)
            reportError(written.error(), condition::database);
        setStatus(StageStatus::Retrying);
        if (!waitServing(backOff.nextMs(), stop))
            return crashRequested()
                ? SessionEnd::Crashed
                : SessionEnd::Done; // rolled back: the next start reads these records again
        if (m_assignments != assignments && !commitsFirst())
            return SessionEnd::Rejoin; // somebody else may have written these records meanwhile
        if (m_gate.conducted()) {
            keep(batch);
            return SessionEnd::Done;
        }
    }
}

/// One database transaction, or nothing of it. A rebalance inside it would begin at offsets that are not
/// committed yet, so it waits.
Result<void> LoadStage::writeOnce(std::span<broker::Message> batch, bool *crashed)
{
    if (m_shared.controls.databaseClosed.load(std::memory_order_relaxed))
        return databaseClosed();
    m_busy = true;
    auto written = transact(batch, crashed);
    if (written) {
        recovered(condition::database);
    } else {
        m_writer->rollback();
        m_rejoin = m_rejoin || written.error().code == ErrorCode::Fenced;
    }
    m_busy = false;
    return written;
}

Result<void> LoadStage::transact(std::span<broker::Message> batch, bool *crashed)
{
    const std::vector<warehouse::LoadRecord> records = toLoadRecords(batch);
    if (auto begun = m_writer->begin(m_shared.clock.nowMs()); !begun)
        return begun;
    // The fence comes first: a zombie must not get as far as the rows.
    std::vector<warehouse::OffsetAdvance> next;
    if (usesStoredOffsets()) {
        auto wanted = advances(batch);
        if (!wanted)
            return wanted.error();
        next = std::move(*wanted);
        if (auto advanced = m_writer->advance(next); !advanced)
            return advanced;
    }
    m_writer->setBeforeImages(m_shared.controls.wantsBeforeImages());
    std::vector<warehouse::LoadOutcome> outcomes;
    if (m_shared.crashes.concerns(CrashPoint::LoadMidTransaction)) {
        // One after the other, so that the crash finds just the records before it in the open transaction.
        for (const warehouse::LoadRecord &record : records) {
            auto applied = m_writer->apply(std::span(&record, 1));
            if (!applied)
                return applied.error();
            outcomes.push_back(std::move(applied->front()));
            if (m_shared.crashes.hit(CrashPoint::LoadMidTransaction)) {
                *crashed = true;
                return {};
            }
        }
    } else {
        auto applied = m_writer->apply(records);
        if (!applied)
            return applied.error();
        outcomes = std::move(*applied);
    }
    if (auto sent = sendRejected(batch, outcomes); !sent) {
        m_rejoin = true; // it is not known which of them have arrived: the producer is of no further use
        if (sent.error().code == ErrorCode::TooLarge)
            lowerRecordLimit();
        return sent;
    }
    if (auto committed = m_writer->commit(); !committed)
        return committed;
    for (const warehouse::OffsetAdvance &advanced : next)
        m_stored->noteStored({advanced.topic, advanced.partition}, advanced.next);
    noteStored(records, outcomes);
    return {};
}

Result<std::vector<warehouse::OffsetAdvance>> LoadStage::advances(std::span<broker::Message> batch) const
{
    std::vector<warehouse::OffsetAdvance> advances;
    for (const auto &[partition, position] : m_positions) {
        const std::int64_t next = m_stored->next(partition);
        std::int64_t first = -1;
        std::int64_t last = -1;
        for (const broker::Message &message : batch) {
            if (message.partition() != partition.partition || message.topic() != partition.topic)
                continue;
            first = first < 0 ? message.offset() : first;
            last = message.offset();
        }
        if (last < 0)
            continue;
        if (first < next)
            return Error{
                ErrorCode::Fenced,
                QCoreApplication::translate("pipeline",
                                            "Records came that are stored already. They were left out; "
                                            "reading begins anew where the warehouse says."),
                QString::fromStdString(Position{partition.topic, partition.partition, first}.toString())};
        advances.push_back(
            {partition.topic, partition.partition, next, last + 1, m_stored->epoch(partition)});
    }
    return advances;
}

/// Refused records must be safe in the dead letters before the offset moves past them.
Result<void> LoadStage::sendRejected(std::span<broker::Message> batch,
                                     const std::vector<warehouse::LoadOutcome> &outcomes)
{
    bool refused = false;
    for (std::size_t i = 0; i < batch.size(); ++i) {
        if (outcomes[i].action != warehouse::Action::Rejected)
            continue;
        refused = true;
        const broker::Message &message = batch[i];
        const std::string input(message.topic());
        DeadLetter letter;
        letter.topic = input;
        letter.partition = message.partition();
        letter.offset = message.offset();
        letter.task = m_member;
        letter.stage = "LOAD";
        letter.step = "warehouse";
        letter.code = outcomes[i].code;
        letter.message = outcomes[i].message;
        // A copy: the record may have to be written once more.
        broker::Headers headers;
        for (const auto &[name, value] : message.headers())
            headers.add(name, value);
        const std::string topic = deadLetterTopic(input);
        const auto request = asideRequest(message, topic, letter, m_maxRecordBytes, headers);
        if (auto sent = m_sender->send(request, headers); !sent)
            return sent;
    }
    return refused ? m_sender->settle(kSettleMs) : Result<void>();
}

/// The database transaction holds: positions move on, and the journal may say so.
void LoadStage::noteStored(std::span<const warehouse::LoadRecord> records,
                           const std::vector<warehouse::LoadOutcome> &outcomes)
{
    StartTimes &times = m_shared.times;
    StartTimes::once(times.firstRowUs);
    times.lastRowUs.store(monotonicUs(), std::memory_order_relaxed);
    std::int64_t refused = 0;
    for (std::size_t i = 0; i < records.size(); ++i) {
        const PositionView position = records[i].source;
        advancePast(position);
        switch (outcomes[i].action) {
        case warehouse::Action::Insert:
        case warehouse::Action::Update:
            addToRange(journal::EventKind::Applied, position, m_group);
            break;
        case warehouse::Action::Unchanged:
            addToRange(journal::EventKind::Duplicate, position, m_group);
            break;
        case warehouse::Action::Superseded:
            addToRange(journal::EventKind::Superseded, position, m_group);
            break;
        case warehouse::Action::Rejected:
            addToRange(journal::EventKind::DeadLettered, position, m_group, outcomes[i].code);
            ++refused;
            break;
        }
        if (isSampled(records[i].correlationId)) {
            const warehouse::Action action = outcomes[i].action;
            addRecord(action == warehouse::Action::Rejected ? journal::Hop::DeadLettered
                                                            : journal::Hop::Stored,
                      position, records[i].key, records[i].correlationId,
                      kActions[static_cast<std::size_t>(action)]);
        }
    }
    journal::Event e = event(journal::EventKind::BatchCommit);
    e.group = m_group;
    e.count = static_cast<std::int64_t>(records.size());
    m_events.push_back(std::move(e));
    m_rejected.fetch_add(refused, std::memory_order_relaxed);
    m_loaded.fetch_add(static_cast<std::int64_t>(records.size()) - refused, std::memory_order_relaxed);
}

Result<void> LoadStage::settle()
{
    // Nothing is ever in hand between two batches; only Kafka's copy of the offsets may be behind.
    // At-most-once has committed before, perhaps for a record that is held and not worked yet.
    return commitsFirst() ? Result<void>() : commitPositions();
}

void LoadStage::relay()
{
    m_lastRelayUs = monotonicUs();
    if (m_member != m_shared.controls.relayMember.load(std::memory_order_relaxed)
        || m_shared.controls.databaseClosed.load(std::memory_order_relaxed))
        return;
    if (const auto published = relayOutbox(*m_database, *m_sender, m_shared.clock, kSettleMs)) {
        m_published.fetch_add(*published, std::memory_order_relaxed);
        recovered(condition::outbox);
    } else if (!waitsFor(condition::outbox)) {
        reportError(published.error(), condition::outbox);
    }
}

Result<void> LoadStage::workHeld(broker::Message &message, CreditReport &)
{
    bool crashed = false;
    return writeOnce(std::span(&message, 1), &crashed);
}

} // namespace pk::pipeline
