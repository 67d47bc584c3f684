#include "pipeline/load_stage.h"

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
constexpr int kFirstBackOffMs = 50;
constexpr int kLastBackOffMs = 2'000;
constexpr std::int64_t kRelayEveryUs = 200'000;
constexpr std::string_view kActions[] = {"insert", "update", "unchanged", "superseded", "rejected"};

std::vector<std::string> inputTopics(const PipelineOptions &options)
{
    std::vector<std::string> topics;
    for (const Dataset dataset : options.datasets)
        topics.emplace_back(enrichedTopic(dataset));
    return topics;
}

} // namespace

LoadStage::LoadStage(Shared shared, int member)
    : ReadingStage(shared, StageKind::Load, member, shared.options.loadMembers, shared.options.loaderGroup,
                   inputTopics(shared.options))
    , m_jitter(static_cast<std::uint64_t>(monotonicUs()), static_cast<std::uint64_t>(member))
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
    auto sender = Sender::create(
        broker::producerConfig(m_shared.cluster, m_name, kLingerMs),
        [this](const broker::Delivery &delivery) { // dead letters and follow-up events are ours, too
            addToRange(journal::EventKind::Acked, {delivery.topic, delivery.partition, delivery.offset}, {});
        },
        [this] { m_consumer->serve(); }, [this] { return crashRequested(); });
    if (!sender) {
        setFailure(sender.error());
        return SessionEnd::Failed;
    }
    m_sender = std::move(*sender);
    // A loader that keeps its offsets itself must not be moved silently by retention.
    if (auto consumer = openConsumer(!usesStoredOffsets()); !consumer) {
        setFailure(consumer.error());
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
    int backOffMs = kFirstBackOffMs;
    for (;;) {
        auto database = m_shared.controls.databaseClosed.load(std::memory_order_relaxed)
            ? Result<std::unique_ptr<Database>>(databaseClosed())
            : warehouse::openWarehouse(m_shared.options.warehousePath, m_shared.options.semantics);
        if (database) {
            m_database = std::move(*database);
            break;
        }
        if (!database.error().retriable)
            return database.error();
        setStatus(StageStatus::Retrying);
        reportError(database.error());
        if (!backOff(backOffMs, stop))
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
        takeBatch(credit(max), gather ? m_shared.options.commitMs : 0, batch);
        std::erase_if(batch, [this](const broker::Message &m) { return !owns(m.position()); });
        if (!batch.empty()) {
            setIdle(false);
            const SessionEnd end = work(batch, stop);
            batch.clear();
            setIdle(true);
            if (end != SessionEnd::Done)
                return end;
            dawdle(stop);
        }
        if (monotonicUs() - m_lastRelayUs > kRelayEveryUs)
            relay();
        flushEvents();
    }
    return crashRequested() ? SessionEnd::Crashed : SessionEnd::Done;
}

Result<void> LoadStage::startPositions(std::vector<broker::StartOffset> &starts)
{
    std::vector<TopicPartition> partitions;
    for (const broker::StartOffset &start : starts)
        partitions.push_back(start.partition);
    const auto committed = m_consumer->committed(partitions, 10'000);
    if (!committed)
        return committed.error();
    starts.clear();
    for (const broker::CommitOffset &known : *committed) {
        const auto marks = m_consumer->watermarks(known.partition, 10'000);
        if (!marks)
            return marks.error();
        if (!m_stored) {
            reportDeleted(known.partition, marks->begin - known.offset, known.offset >= 0);
            starts.push_back({known.partition, std::max(known.offset, marks->begin)});
            continue;
        }
        const auto start = m_stored->begin(known, *marks);
        if (!start)
            return start.error();
        if (start->beyondEnd) {
            reportError(
                {ErrorCode::Corrupt,
                 QCoreApplication::translate("pipeline",
                                             "The warehouse has read further than this partition "
                                             "reaches: the topic was made anew. The partition is left "
                                             "alone; reset its offset to read it from the beginning."),
                 QString::fromStdString(known.partition.toString())});
            continue;
        }
        reportDeleted(known.partition, start->deleted, true);
        starts.push_back({known.partition, start->offset});
    }
    return {};
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
        if (const auto committed = commitToKafka(true); !committed) {
            reportError(committed.error());
            return SessionEnd::Rejoin;
        }
        if (crashes(CrashPoint::LoadCommittedBeforeWrite, batch.size()))
            return SessionEnd::Crashed;
    }
    if (const SessionEnd end = write(batch, stop); end != SessionEnd::Done || stop.stop_requested())
        return end;
    if (commitsFirst())
        return crashes(CrashPoint::LoadBeforeOutbox, batch.size()) ? SessionEnd::Crashed : SessionEnd::Done;
    if (crashes(CrashPoint::LoadWrittenBeforeCommit, batch.size()))
        return SessionEnd::Crashed;
    // The stored offsets are what counts for effectively-once: Kafka's may follow behind. A naive loader must
    // wait.
    const auto committed = commitToKafka(!usesStoredOffsets());
    if (!committed)
        reportError(committed.error());
    return crashes(CrashPoint::LoadBeforeOutbox, batch.size()) ? SessionEnd::Crashed : SessionEnd::Done;
}

/// Writes a batch, again and again while the database is away; the group membership is kept alive meanwhile.
Stage::SessionEnd LoadStage::write(std::span<broker::Message> batch, const std::stop_token &stop)
{
    int backOffMs = kFirstBackOffMs;
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
        m_writer->rollback();
        m_events.push_back(event(journal::EventKind::BatchRollback));
        m_events.back().group = m_group;
        if (written.error().code == ErrorCode::Fenced) {
            reportError(written.error());
            return SessionEnd::Rejoin;
        }
        if (!written.error().retriable) {
            setFailure(written.error());
            return SessionEnd::Failed;
        }
        if (status() != StageStatus::Retrying)
            reportError(written.error());
        setStatus(StageStatus::Retrying);
        if (!backOff(backOffMs, stop))
            return crashRequested()
                ? SessionEnd::Crashed
                : SessionEnd::Done; // rolled back: the next start reads these records again
        if (m_assignments != assignments)
            return SessionEnd::Rejoin; // somebody else may have written these records meanwhile
    }
}

Result<void> LoadStage::writeOnce(std::span<broker::Message> batch, bool *crashed)
{
    const std::vector<warehouse::LoadRecord> records = toLoadRecords(batch);
    const std::vector<warehouse::OffsetAdvance> next =
        advances(batch); // before a rebalance can come in between
    if (m_shared.controls.databaseClosed.load(std::memory_order_relaxed))
        return databaseClosed();
    if (auto begun = m_writer->begin(m_shared.clock.nowMs()); !begun)
        return begun;
    // The fence comes first: a zombie must not get as far as the rows.
    if (usesStoredOffsets()) {
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
    // Refused records must be safe in the dead letters before the offset moves past them.
    bool refused = false;
    for (std::size_t i = 0; i < batch.size(); ++i) {
        if (outcomes[i].action != warehouse::Action::Rejected)
            continue;
        refused = true;
        if (auto sent = sendRejected(batch[i], outcomes[i]); !sent)
            return sent;
    }
    if (refused) {
        if (auto settled = m_sender->settle(kSettleMs); !settled)
            return settled;
    }
    if (auto committed = m_writer->commit(); !committed)
        return committed;
    noteStored(records, outcomes);
    return {};
}

std::vector<warehouse::OffsetAdvance> LoadStage::advances(std::span<broker::Message> batch) const
{
    std::vector<warehouse::OffsetAdvance> advances;
    if (!usesStoredOffsets())
        return advances;
    for (const auto &[partition, next] : m_positions) {
        std::int64_t last = -1;
        for (const broker::Message &message : batch) {
            if (message.partition() == partition.partition && message.topic() == partition.topic)
                last = message.offset();
        }
        if (last >= 0)
            advances.push_back(
                {partition.topic, partition.partition, next, last + 1, m_stored->epoch(partition)});
    }
    return advances;
}

Result<void> LoadStage::sendRejected(broker::Message &message, const warehouse::LoadOutcome &outcome)
{
    const std::string input(message.topic());
    DeadLetter letter;
    letter.topic = input;
    letter.partition = message.partition();
    letter.offset = message.offset();
    letter.task = m_member;
    letter.stage = "LOAD";
    letter.step = "warehouse";
    letter.code = outcome.code;
    letter.message = outcome.message;
    // A copy: the record may have to be written once more.
    broker::Headers headers;
    for (const auto &[name, value] : message.headers())
        headers.add(name, value);
    addDeadLetterHeaders(headers, letter);
    const std::string topic = deadLetterTopic(input);
    broker::ProduceRequest request;
    request.topic = topic;
    request.partition = message.partition();
    if (message.hasKey())
        request.key = message.key();
    if (message.hasValue())
        request.value = message.value();
    request.timestampMs = message.timestampMs();
    return m_sender->send(request, headers);
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
        if (!commitsFirst())
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

Result<void> LoadStage::commitToKafka(bool wait, const TopicPartition *only)
{
    auto offsets = uncommitted(only);
    if (offsets.empty())
        return {};
    if (m_stored) {
        for (broker::CommitOffset &offset : offsets)
            offset.metadata = m_stored->commitMetadata(offset.partition);
    }
    if (auto done = wait ? m_consumer->commit(offsets) : m_consumer->commitAsync(offsets); !done)
        return done;
    noteCommitted(offsets);
    return {};
}

Result<void> LoadStage::settle()
{
    // Nothing is ever in hand between two batches; only Kafka's copy of the offsets may be behind.
    return commitToKafka(true);
}

void LoadStage::relay()
{
    m_lastRelayUs = monotonicUs();
    if (m_member != m_shared.controls.relayMember.load(std::memory_order_relaxed)
        || m_shared.controls.databaseClosed.load(std::memory_order_relaxed))
        return;
    if (const auto published = relayOutbox(*m_database, *m_sender, m_shared.clock, kSettleMs))
        m_published.fetch_add(*published, std::memory_order_relaxed);
    else
        reportError(published.error());
}

/// False: asked to stop meanwhile.
bool LoadStage::backOff(int &backOffMs, const std::stop_token &stop)
{
    flushEvents();
    const std::int64_t untilUs = monotonicUs()
        + (backOffMs / 2 + m_jitter.below(static_cast<std::uint32_t>(backOffMs / 2 + 1))) * 1000;
    while (monotonicUs() < untilUs) {
        if (stop.stop_requested() || crashRequested())
            return false;
        if (m_consumer) {
            m_consumer->wait(10);
            m_consumer->serve();
        } else {
            std::this_thread::sleep_for(std::chrono::milliseconds(10));
        }
    }
    backOffMs = std::min(backOffMs * 2, kLastBackOffMs);
    return true;
}

void LoadStage::answer(const Credit &credit, CreditReport &report)
{
    if (credit.action == Action::Commit) {
        if (auto committed = commitToKafka(true, &credit.partition); !committed)
            report.error = committed.error();
    } else if (broker::Message *message = takeHeld(credit, report);
               message != nullptr && credit.action == Action::Work) {
        bool crashed = false;
        auto written = writeOnce(std::span(message, 1), &crashed);
        if (written) {
            releaseHeld(credit.partition);
        } else {
            m_writer->rollback();
            report.error = written.error();
        }
    }
    if (const auto position = m_positions.find(credit.partition); position != m_positions.end())
        report.position = position->second;
}

} // namespace pk::pipeline
