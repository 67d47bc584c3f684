#include "pipeline/storing_stage.h"

#include "base/hash.h"
#include "broker/kept_range.h"
#include "broker/record_at.h"
#include "pipeline/back_off.h"
#include "pipeline/dead_letter.h"
#include "pipeline/partition_counts.h"

#include <QCoreApplication>

#include <algorithm>
#include <utility>

namespace pk::pipeline {

static constexpr int kAsideMs = 30'000;
static constexpr int kProbeMs = 10'000;
static constexpr int kClosedWaitMs = 5;
static constexpr std::int64_t kLookUs = 1'000'000; // without records

StoringStage::StoringStage(Shared shared, StageKind kind, int member, Place place)
    : ReadingStage(std::move(shared), kind, member)
    , m_place(place)
{
}

Stage::SessionEnd StoringStage::session(const std::stop_token &stop)
{
    const auto opened = openRetrying(stop);
    if (opened && !*opened)
        return crashRequested() ? SessionEnd::Crashed : SessionEnd::Done;
    auto ready = opened ? openOwnSender() : Result<void>(opened.error());
    if (ready)
        ready = openConsumer();
    if (!ready) {
        setFailure(ready.error());
        if (m_consumer)
            closeConsumer(SessionEnd::Failed);
        m_sender.reset();
        closeDatabase();
        return SessionEnd::Failed;
    }
    setStatus(StageStatus::Running);
    SessionEnd end = loop(stop);
    if (end == SessionEnd::Done)
        end = checkFile();
    if (end == SessionEnd::Crashed || m_fileGone) {
        m_sender->purge();
        m_positions.clear();
    } else {
        settleAndReport();
        sendTheRest();
    }
    closeConsumer(end);
    m_sender.reset();
    closeDatabase();
    return end;
}

Stage::SessionEnd StoringStage::loop(const std::stop_token &stop)
{
    const Taking taking = this->taking();
    std::vector<broker::Message> batch;
    while (!stop.stop_requested()) {
        bool free = false;
        if (const auto end = beginTurn(free))
            return *end;
        if (!free) {
            askDatabase();
            continue;
        }
        if (const SessionEnd end = beforeTaking(); end != SessionEnd::Done)
            return end;
        if (mayTake())
            takeBatch(credit(taking.most), broker::kServeEveryMs, taking.gatherMs, batch);
        else
            m_consumer->wait(kClosedWaitMs);
        if (const SessionEnd end = workOwned(batch, stop); end != SessionEnd::Done)
            return end;
        if (commitAgain())
            commitSoon();
        afterTurn();
        flushEvents();
    }
    return crashRequested() ? SessionEnd::Crashed : SessionEnd::Done;
}

Result<void> StoringStage::openOwnSender()
{
    return openSender(lingerMs(), deliveryHandler());
}

std::optional<std::vector<std::int64_t>>
StoringStage::startOffsets(std::span<const broker::CommitOffset> known,
                           std::span<const broker::Consumer::Watermarks> marks)
{
    if (!m_stored)
        return ReadingStage::startOffsets(known, marks);
    StoredOffsets::Probe probe;
    if (!m_shared.cluster.embedded) // that one is another cluster with each of its logs
        probe = [this](std::span<const Position> positions) { return valuesAt(positions); };
    const auto starts = m_stored->begin(known, marks, probe);
    if (!starts) {
        reportNoStart(starts.error());
        return std::nullopt;
    }
    std::vector<std::int64_t> offsets;
    std::vector<broker::CommitOffset> followed;
    for (std::size_t i = 0; i < starts->size(); ++i) {
        const StoredOffsets::Start &start = (*starts)[i];
        const TopicPartition &partition = known[i].partition;
        tellStart(known[i], marks[i], start);
        offsets.push_back(start.offset);
        if (start.followed)
            followed.push_back({partition, start.offset, commitMetadata(partition)});
    }
    return makeOwn(followed) ? std::optional(offsets) : std::nullopt;
}

Result<std::vector<std::optional<std::string>>> StoringStage::valuesAt(std::span<const Position> positions)
{
    auto values = broker::valuesAt(m_shared.cluster, positions, broker::Isolation::ReadUncommitted, kProbeMs);
    m_brokerAnswers = values.ok();
    return values;
}

void StoringStage::reportNoStart(const Error &error)
{
    if (std::exchange(m_brokerAnswers, true))
        reportError(error, condition::database);
    else
        brokerFailed(error);
}

void StoringStage::tellStart(const broker::CommitOffset &known, const broker::Consumer::Watermarks &marks,
                             const StoredOffsets::Start &start)
{
    if (start.outside) {
        Error error = broker::requireKept(known.partition, known.offset, marks).error();
        error.message.prepend(QCoreApplication::translate("pipeline",
                                                          "The offset that somebody has committed for the "
                                                          "group is not followed; the stored one counts.")
                              + QLatin1Char(' '));
        reportError(error);
    }
    if (!start.cause.empty())
        reportReset(known.partition, start.before, start.offset, start.cause);
    if (start.deleted > 0)
        reportDeleted(known.partition, start.deleted);
    if (start.never)
        reportBeginning(known.partition, marks.begin);
}

bool StoringStage::crashes(CrashPoint point, std::size_t records)
{
    // Whoever asks for a crash hits the stage wherever it is, between write and commit, too.
    bool crash = crashRequested();
    for (std::size_t i = 0; i < records && m_shared.crashes.concerns(point); ++i)
        crash = m_shared.crashes.hit(point) || crash;
    return crash;
}

void StoringStage::noteBatch(std::int64_t records)
{
    journal::Event e = event(journal::EventKind::BatchCommit);
    e.group = m_group;
    e.count = records;
    m_events.push_back(std::move(e));
}

std::string StoringStage::commitMetadata(const TopicPartition &partition) const
{
    return m_stored ? m_stored->commitMetadata(partition) : ReadingStage::commitMetadata(partition);
}

Result<std::vector<warehouse::OffsetAdvance>> StoringStage::advances(std::span<broker::Message> batch) const
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
                                            "reading begins anew at the stored offset."),
                QString::fromStdString(Position{partition.topic, partition.partition, first}.toString())};
        advances.push_back(
            {partition.topic, partition.partition, next, last + 1, m_stored->epoch(partition)});
    }
    return advances;
}

bool StoringStage::givenUpSince(std::int64_t assignments) const
{
    // What was committed before it is written is nobody else's.
    return m_assignments != assignments && (m_stored || !commitsFirst());
}

Stage::SessionEnd StoringStage::workOwned(std::vector<broker::Message> &batch, const std::stop_token &stop)
{
    std::erase_if(batch, [this](const broker::Message &m) { return !owns(m.position()); });
    if (batch.empty())
        return monotonicUs() - m_lookedUs < kLookUs ? SessionEnd::Done : checkFile();
    setIdle(false);
    const SessionEnd end = work(batch, stop);
    batch.clear();
    publishPositions();
    setIdle(hasNothingLeft());
    if (end == SessionEnd::Done)
        dawdle(stop);
    return end;
}

Stage::SessionEnd StoringStage::writeRetrying(std::vector<broker::Message> &batch,
                                              const std::stop_token &stop)
{
    BackOff backOff(static_cast<std::uint64_t>(monotonicUs()));
    const std::int64_t assignments = m_assignments;
    m_setAside.clear();
    for (;;) {
        const auto written = writeOnce(batch);
        if (std::exchange(m_crashedInside, false))
            return SessionEnd::Crashed;
        if (written) {
            setStatus(StageStatus::Running);
            return SessionEnd::Done;
        }
        m_events.push_back(event(journal::EventKind::BatchRollback));
        m_events.back().group = m_group;
        if (std::exchange(m_asideFailed, false))
            return crashRequested() ? SessionEnd::Crashed : afterRefusal(written.error());
        if (m_rejoin) {
            reportError(written.error());
            return crashRequested() ? SessionEnd::Crashed : SessionEnd::Rejoin;
        }
        if (givenUpSince(assignments))
            return SessionEnd::Rejoin;
        if (!written.error().retriable) {
            setFailure(written.error());
            return SessionEnd::Failed;
        }
        if (status() != StageStatus::Retrying)
            reportError(written.error(), condition::database);
        setStatus(StageStatus::Retrying);
        if (m_commitUnknown && commitsFirst() && !m_stored) { // a second try could store it twice
            setStatus(StageStatus::Running);
            return SessionEnd::Done;
        }
        if (!waitServing(backOff.nextMs(), stop)) // rolled back: the next start reads these records again
            return crashRequested() ? SessionEnd::Crashed : SessionEnd::Done;
        if (givenUpSince(assignments))
            return SessionEnd::Rejoin;
        if (m_gate.conducted()) {
            keep(batch);
            return SessionEnd::Done;
        }
    }
}

Result<void> StoringStage::writeHeld(broker::Message &message)
{
    m_setAside.clear();
    auto written = writeOnce(std::span(&message, 1));
    m_asideFailed = false;
    if (std::exchange(m_crashedInside, false))
        crashNow();
    return written;
}

/// One database transaction, or nothing of it.
Result<void> StoringStage::writeOnce(std::span<broker::Message> batch)
{
    const std::int64_t assignments = m_assignments;
    for (;;) {
        const auto refused = transact(batch);
        if (!refused) {
            m_rejoin = m_rejoin || refused.error().code == ErrorCode::Fenced;
            return refused.error();
        }
        recovered(condition::database);
        if (refused->empty())
            return {};
        if (auto safe = setAside(batch, *refused); !safe) {
            // Which of them have arrived is not known: the producer is of no further use.
            m_rejoin = m_asideFailed = true;
            if (safe.error().code == ErrorCode::TooLarge)
                lowerRecordLimit();
            return safe;
        }
        if (givenUpSince(assignments))
            return Error{ErrorCode::Unavailable,
                         QCoreApplication::translate("pipeline",
                                                     "The group has rebalanced while dead letters were sent. "
                                                     "Nothing was written; whoever has the partition now "
                                                     "works its records."),
                         QString::fromStdString(m_group), true};
    }
}

/// Empty: it is stored. Else nothing is, before these are in their dead letters.
Result<std::vector<StoringStage::Refusal>> StoringStage::transact(std::span<broker::Message> batch)
{
    m_commitUnknown = false;
    std::vector<warehouse::OffsetAdvance> moved;
    auto refused = applyBehindFence(batch, moved);
    if (!refused) {
        if (!m_crashedInside)
            rollback();
        return refused;
    }
    const auto isAside = [this](const Refusal &refusal) { return m_setAside.contains(refusal.index); };
    if (!std::all_of(refused->begin(), refused->end(), isAside)) {
        rollback();
        return refused;
    }
    if (auto there = lookForFile(); !there) {
        rollback();
        return there.error();
    }
    if (auto committed = commitTransaction(); !committed) {
        m_commitUnknown = m_database->commitUnknown();
        // The stored offsets know what became of it: reading begins anew where they say.
        m_rejoin = m_rejoin || (m_commitUnknown && m_stored);
        rollback();
        return committed.error();
    }
    for (const warehouse::OffsetAdvance &advanced : moved)
        m_stored->noteStored({advanced.topic, advanced.partition}, advanced.next);
    noteStored(batch, *refused);
    return std::vector<Refusal>();
}

Result<void> StoringStage::lookForFile()
{
    m_lookedUs = monotonicUs();
    auto there = m_file.inPlace();
    m_fileGone = !there;
    return there;
}

/// Failed, with the reason, where it is gone.
Stage::SessionEnd StoringStage::checkFile()
{
    const auto there = lookForFile();
    if (there)
        return SessionEnd::Done;
    setFailure(there.error());
    return SessionEnd::Failed;
}

Result<void> StoringStage::advance(const warehouse::OffsetAdvance &advance, std::span<broker::Message> batch)
{
    const std::string &cluster = m_shared.cluster.id;
    auto advanced =
        warehouse::advanceOffset(*m_database, cluster, m_group, m_name, advance, m_shared.clock.nowMs());
    if (!advanced || proof() != StoredOffsets::Proof::LastRecords)
        return advanced;
    const auto last = std::find_if(batch.rbegin(), batch.rend(), [&advance](const broker::Message &message) {
        return message.partition() == advance.partition && message.topic() == advance.topic;
    });
    return warehouse::noteLastRecord(*m_database, cluster, m_group, advance, toHex(sha256(last->value())));
}

/// A zombie must not get as far as the rows.
Result<std::vector<StoringStage::Refusal>>
StoringStage::applyBehindFence(std::span<broker::Message> batch, std::vector<warehouse::OffsetAdvance> &moved)
{
    if (auto begun = begin(); !begun)
        return begun.error();
    if (m_stored) {
        auto wanted = advances(batch);
        if (!wanted)
            return wanted.error();
        moved = std::move(*wanted);
    }
    for (const warehouse::OffsetAdvance &each : moved) {
        if (auto advanced = advance(each, batch); !advanced)
            return advanced.error();
    }
    return apply(batch);
}

Error StoringStage::crashInside()
{
    m_crashedInside = true;
    return {ErrorCode::Cancelled,
            QCoreApplication::translate("pipeline",
                                        "The stage has crashed inside its transaction, as it was asked to. "
                                        "Nothing of it was kept; it starts again by itself."),
            {},
            true};
}

/// Waits until the copies of these records are in their dead letters. Rebalances go on meanwhile.
Result<void> StoringStage::setAside(std::span<broker::Message> batch, std::span<const Refusal> refusals)
{
    for (const Refusal &refusal : refusals) {
        if (m_setAside.contains(refusal.index))
            continue;
        if (auto sent = sendAside(batch[refusal.index], refusal); !sent)
            return sent;
    }
    if (auto settled = m_sender->settle(kAsideMs); !settled)
        return settled;
    for (const Refusal &refusal : refusals)
        m_setAside.insert(refusal.index);
    return {};
}

Result<void> StoringStage::sendAside(const broker::Message &message, const Refusal &refusal)
{
    const std::string input(message.topic());
    DeadLetter letter;
    letter.topic = input;
    letter.partition = message.partition();
    letter.offset = message.offset();
    letter.task = m_member;
    letter.stage = m_place.stage;
    letter.step = m_place.step;
    letter.code = refusal.code;
    letter.message = refusal.message;
    broker::Headers headers; // a copy: the record is worked once more
    for (const auto &[name, value] : message.headers())
        headers.add(name, value);
    const std::string topic = deadLetterTopic(input);
    const auto request =
        asideRequest(message, {topic, m_shared.partitions.of(topic), m_maxRecordBytes}, letter, headers);
    return m_sender->send(request, headers);
}

} // namespace pk::pipeline
