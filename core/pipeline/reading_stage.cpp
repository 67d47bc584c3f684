#include "pipeline/reading_stage.h"

#include "domain/headers.h"
#include "pipeline/controls.h"

#include <QCoreApplication>

#include <algorithm>
#include <chrono>
#include <thread>
#include <utility>

namespace pk::pipeline {

namespace {

constexpr int kTakeTimeoutMs = 10'000;
constexpr int kAskTimeoutMs = 10'000;
constexpr std::int64_t kCommitAgainUs = 200'000;
/// What is left of a record's size after the broker has refused larger ones again and again.
constexpr std::int64_t kLeastRecordBytes = 262'144;
/// Flat out a small prefetch stalls librdkafka 2.0.2; memory is bounded by the retention guard.
constexpr int kPrefetchKb = 32'768;

std::vector<std::string> inputTopics(StageKind kind, const PipelineOptions &options)
{
    std::vector<std::string> topics;
    for (const Dataset dataset : options.datasets)
        topics.emplace_back(kind == StageKind::Transform ? rawTopic(dataset) : enrichedTopic(dataset));
    return topics;
}

} // namespace

ReadingStage::ReadingStage(Shared shared, StageKind kind, int member)
    : Stage(std::move(shared), kind, member)
    , m_members(kind == StageKind::Transform ? m_shared.options.transformMembers
                                             : m_shared.options.loadMembers)
    , m_group(kind == StageKind::Transform ? m_shared.options.transformGroup : m_shared.options.loaderGroup)
    , m_topics(inputTopics(kind, m_shared.options))
    , m_maxRecordBytes(broker::kMaxMessageBytes)
{
}

Result<void> ReadingStage::openSender(int lingerMs, broker::Producer::DeliveryHandler handler)
{
    auto sender = Sender::create(
        broker::producerConfig(m_shared.cluster, m_name, lingerMs), std::move(handler),
        [this] {
            if (m_consumer && !m_busy)
                m_consumer->serve();
        },
        [this] { return crashRequested(); });
    if (!sender)
        return sender.error();
    m_sender = std::move(*sender);
    return {};
}

Result<void> ReadingStage::openConsumer()
{
    broker::ConsumerSettings settings;
    settings.group = m_group;
    settings.clientId = m_name;
    // Every start offset is named; a stage that retention overtakes must not be moved on silently.
    settings.startAtEarliest = false;
    settings.prefetchKb = kPrefetchKb;
    settings.maxPollIntervalMs = m_shared.options.maxPollIntervalMs;
    settings.fetchWaitMs = m_shared.options.fetchWaitMs;
    broker::ConsumerListener listener;
    listener.assigned = [this](std::vector<broker::StartOffset> &starts) { onAssigned(starts); };
    listener.revoked = [this](const std::vector<TopicPartition> &partitions, bool lost) {
        onRevoked(partitions, lost);
    };
    listener.failed = [this](const Error &error) {
        m_rejoin = m_rejoin || error.fatal || error.code == ErrorCode::OutOfRange;
        reportError(error);
    };
    listener.committed = [this](const broker::CommitOffset &offset, const std::optional<Error> &error) {
        if (error)
            commitFailed(*error);
        else
            noteCommitted(offset);
    };
    auto consumer =
        broker::Consumer::create(broker::consumerConfig(m_shared.cluster, settings), std::move(listener));
    if (!consumer)
        return consumer.error();
    m_consumer = std::move(*consumer);
    m_rejoin = m_expelled = false;
    m_commitAgainUs = 0;
    addGroupEvent(journal::EventKind::Joined);
    flushEvents();
    if (!m_shared.options.staticAssignment)
        return m_consumer->subscribe(m_topics);
    std::vector<broker::StartOffset> mine;
    for (const std::string &topic : m_topics) {
        for (int p = m_member; p < m_shared.options.partitions; p += m_members)
            mine.push_back({{topic, p}, broker::kCommitted});
    }
    return m_consumer->assign(std::move(mine));
}

void ReadingStage::closeConsumer(SessionEnd end)
{
    m_held.clear();
    if (end == SessionEnd::Crashed || crashRequested())
        m_consumer->abandon();
    else
        m_consumer->close();
    m_consumer.reset();
    m_positions.clear();
    m_committed.clear();
    publishPositions();
    if (end != SessionEnd::Crashed) // a crashed member says nothing: the group expels it by time-out
        addGroupEvent(journal::EventKind::Left);
    flushEvents();
}

void ReadingStage::addGroupEvent(journal::EventKind kind, const TopicPartition &partition,
                                 std::int64_t offset)
{
    journal::Event e = event(kind);
    e.group = m_group;
    e.topic = partition.topic;
    e.partition = partition.partition;
    e.first = offset;
    m_events.push_back(std::move(e));
}

Result<void> ReadingStage::startPositions(std::vector<broker::StartOffset> &starts)
{
    std::vector<TopicPartition> partitions;
    for (const broker::StartOffset &start : starts)
        partitions.push_back(start.partition);
    const auto committed = m_consumer->committed(partitions, kAskTimeoutMs);
    if (!committed)
        return committed.error();
    const auto all = m_consumer->watermarksOf(partitions, kAskTimeoutMs);
    if (!all)
        return all.error();
    starts.clear();
    for (auto marks = all->begin(); const broker::CommitOffset &known : *committed) {
        addGroupEvent(journal::EventKind::LogStart, known.partition, marks->begin);
        m_committed[known.partition] = known.offset >= 0 ? known.offset : marks->begin;
        const auto start = startOffset(known, *marks++);
        if (!start)
            return start.error();
        if (start->has_value())
            starts.push_back({known.partition, **start});
    }
    return {};
}

/// Where the group has committed; a group that has never read misses none of what retention took.
Result<std::optional<std::int64_t>> ReadingStage::startOffset(const broker::CommitOffset &known,
                                                              const broker::Consumer::Watermarks &marks)
{
    if (known.offset > marks.end) {
        reportError(
            {ErrorCode::NotFound,
             QCoreApplication::translate("pipeline",
                                         "The group has committed further than this partition reaches: the "
                                         "topic was made anew. It is read from its beginning."),
             QString::fromStdString(known.partition.toString())});
        return std::optional(marks.begin);
    }
    if (known.offset >= 0 && known.offset < marks.begin)
        reportDeleted(known.partition, marks.begin - known.offset);
    return std::optional(std::max(known.offset, marks.begin));
}

void ReadingStage::onAssigned(std::vector<broker::StartOffset> &starts)
{
    if (std::exchange(m_expelled, false))
        addGroupEvent(journal::EventKind::Joined);
    if (const auto found = startPositions(starts); !found) {
        reportError(found.error());
        starts.clear();
        m_rejoin = true;
        return;
    }
    for (const broker::StartOffset &start : starts) {
        m_positions[start.partition] = start.offset;
        addGroupEvent(journal::EventKind::Assigned, start.partition);
    }
    // A crash between the work and its commit leaves the group behind where the work begins. Without another
    // record to work nobody would ever commit that.
    if (!uncommitted().empty())
        m_commitAgainUs = monotonicUs();
    publishPositions();
    m_joined.store(true, std::memory_order_release);
    m_shared.memberChanged();
    flushEvents();
}

void ReadingStage::onRevoked(const std::vector<TopicPartition> &partitions, bool lost)
{
    ++m_assignments;
    if (!lost)
        settleAndReport();
    m_held.clear();
    for (const TopicPartition &partition : partitions)
        addGroupEvent(lost ? journal::EventKind::Lost : journal::EventKind::Revoked, partition);
    if (lost) {
        addGroupEvent(journal::EventKind::Expelled);
        m_expelled = true;
    }
    m_positions.clear();
    m_committed.clear();
    publishPositions();
    flushEvents();
}

bool ReadingStage::serve()
{
    m_consumer->serve();
    if (!m_gate.conducted()) {
        // A conducted hop may have left its commit to a later one that is not asked for any more.
        if (std::exchange(m_wasConducted, false))
            settleAndReport();
        return true;
    }
    m_wasConducted = true;
    if (!m_gate.settled()) {
        settleAndReport();
        publishPositions();
        flushEvents(); // a pause may be long: what was committed is to be seen in it
        m_gate.setSettled(true);
    }
    if (const auto credit = m_gate.next(broker::kServeEveryMs)) {
        CreditReport report;
        answer(*credit, report);
        publishPositions();
        flushEvents();
        m_gate.report(std::move(report));
    }
    return false;
}

void ReadingStage::settleAndReport()
{
    if (m_settling)
        return;
    m_settling = true;
    if (const auto settled = settle(); !settled)
        reportError(settled.error());
    m_settling = false;
}

void ReadingStage::takeBatch(std::size_t max, int waitMs, int gatherMs, std::vector<broker::Message> &batch)
{
    if (max == 0) {
        m_consumer->wait(waitMs);
        return;
    }
    for (auto &[partition, message] : m_held) // left over from the conducted regime
        batch.push_back(std::move(message));
    m_held.clear();
    const std::int64_t untilUs = monotonicUs() + std::int64_t{gatherMs} * 1000;
    for (;;) {
        m_consumer->takeAny(max - batch.size(), batch);
        if (batch.size() >= max || (!batch.empty() && monotonicUs() >= untilUs))
            return;
        m_consumer->wait(batch.empty() ? waitMs : 10);
        if (batch.empty())
            return;
        const std::int64_t assignments = m_assignments;
        m_consumer->serve();
        if (m_assignments != assignments) {
            batch.clear();
            return;
        }
    }
}

std::size_t ReadingStage::credit(std::size_t max) const
{
    if (onHold())
        return 0;
    return m_shared.controls.delayOf(m_kind) > 0 ? 1 : max;
}

void ReadingStage::dawdle(const std::stop_token &stop)
{
    const std::int64_t beganUs = monotonicUs();
    while (!stop.stop_requested() && !m_gate.conducted() && !crashRequested()
           && monotonicUs() - beganUs < std::int64_t{m_shared.controls.delayOf(m_kind)} * 1000) {
        m_consumer->serve();
        std::this_thread::sleep_for(std::chrono::milliseconds(2));
    }
}

bool ReadingStage::waitServing(int ms, const std::stop_token &stop)
{
    flushEvents();
    const std::int64_t untilUs = monotonicUs() + std::int64_t{ms} * 1000;
    while (monotonicUs() < untilUs) {
        if (stop.stop_requested() || crashRequested())
            return false;
        if (m_consumer) {
            m_consumer->wait(10);
            m_consumer->serve();
        } else {
            std::this_thread::sleep_for(std::chrono::milliseconds(10));
        }
        if (m_sender)
            m_sender->poll();
    }
    return true;
}

void ReadingStage::answer(const Credit &credit, CreditReport &report)
{
    if (credit.action == Action::Rejoin) {
        m_rejoin = true; // what was fetched is of the positions before
        return;
    }
    if (!m_positions.contains(credit.partition)) {
        report.error = Error{
            ErrorCode::Unavailable,
            QCoreApplication::translate(
                "pipeline", "This member no longer owns the partition: the group has rebalanced. Try again."),
            QString::fromStdString(credit.partition.toString()), true};
        return;
    }
    if (credit.action == Action::Reset) {
        resetTo(credit, report);
    } else if (credit.action == Action::Commit) {
        const auto done =
            commitOffsets({{credit.partition, credit.offset, commitMetadata(credit.partition)}});
        if (!done)
            report.error = done.error();
    } else if (takeHeld(credit, report) && credit.action == Action::Work) {
        workCredit(credit, report);
    }
    if (const auto position = m_positions.find(credit.partition); position != m_positions.end())
        report.position = position->second;
}

/// Works the held record. It leaves m_held meanwhile, which a rebalance empties.
void ReadingStage::workCredit(const Credit &credit, CreditReport &report)
{
    auto held = m_held.extract(credit.partition);
    const std::int64_t assignments = m_assignments;
    if (const auto worked = workHeld(held.mapped(), report); !worked) {
        report.error = worked.error();
        if (m_assignments == assignments)
            m_held.insert(std::move(held));
    } else if (m_assignments == assignments) {
        m_positions[credit.partition] = credit.offset + 1;
    }
}

void ReadingStage::resetTo(const Credit &credit, CreditReport &report)
{
    // Without the metadata of the loader's own commits: it then knows that somebody has moved it on purpose.
    if (auto done = commitOffsets({{credit.partition, credit.offset, {}}}); !done) {
        report.error = done.error();
        return;
    }
    m_events.back().text = "reset";
    m_held.erase(credit.partition);
    m_positions[credit.partition] = credit.offset;
}

void ReadingStage::noteTaken(const broker::Message &message)
{
    addToRange(journal::EventKind::Taken, message.position(), m_group);
    const std::string_view correlation = message.header(header::correlationId).value_or(std::string_view());
    if (isSampled(correlation)) {
        addRecord(m_kind == StageKind::Transform ? journal::Hop::Taken : journal::Hop::LoadTaken,
                  message.position(), message.key(), correlation);
    }
}

bool ReadingStage::takeHeld(const Credit &credit, CreditReport &report)
{
    if (m_held.contains(credit.partition))
        return true;
    if (const std::int64_t position = m_positions.at(credit.partition); position != credit.offset) {
        report.error = Error{ErrorCode::Unavailable,
                             QCoreApplication::translate(
                                 "pipeline",
                                 "This member stands at another offset of the partition: the group has "
                                 "rebalanced or was reset. Step again."),
                             QString::fromStdString(credit.partition.toString()), true};
        return false;
    }
    const std::int64_t deadlineUs = monotonicUs() + std::int64_t{kTakeTimeoutMs} * 1000;
    std::vector<broker::Message> taken;
    while (monotonicUs() < deadlineUs && m_positions.contains(credit.partition) && !stopRequested()
           && !crashRequested()) {
        if (m_consumer->take(credit.partition, 1, taken) == 1) {
            noteTaken(taken.front());
            m_held.emplace(credit.partition, std::move(taken.front()));
            return true;
        }
        m_consumer->wait(10);
        m_consumer->serve();
    }
    report.error = Error{ErrorCode::Timeout,
                         QCoreApplication::translate(
                             "pipeline", "The record did not arrive in ten seconds. Is its broker down?"),
                         QString::fromStdString(credit.partition.toString()), true};
    return false;
}

bool ReadingStage::owns(const PositionView &position) const
{
    // The map has a handful of entries.
    return std::any_of(m_positions.begin(), m_positions.end(), [&](const auto &entry) {
        return entry.first.partition == position.partition && entry.first.topic == position.topic;
    });
}

void ReadingStage::advancePast(const PositionView &position)
{
    for (auto &[partition, next] : m_positions) {
        if (partition.partition == position.partition && partition.topic == position.topic) {
            next = position.offset + 1;
            return;
        }
    }
}

void ReadingStage::reportDeleted(const TopicPartition &partition, std::int64_t records)
{
    reportError(
        {ErrorCode::NotFound,
         QCoreApplication::translate("pipeline",
                                     "%n record(s) were deleted by retention before the group had read "
                                     "them. Reading goes on at the first kept one.",
                                     nullptr, static_cast<int>(records)),
         QString::fromStdString(partition.toString())});
}

void ReadingStage::publishPositions()
{
    m_gate.publish(m_positions);
}

std::vector<broker::CommitOffset> ReadingStage::uncommitted() const
{
    std::vector<broker::CommitOffset> offsets;
    for (const auto &[partition, next] : m_positions) {
        if (const auto known = m_committed.find(partition);
            known == m_committed.end() || known->second != next)
            offsets.push_back({partition, next, commitMetadata(partition)});
    }
    return offsets;
}

Result<void> ReadingStage::commitPositions()
{
    m_commitAgainUs = 0;
    const auto offsets = uncommitted();
    return offsets.empty() ? Result<void>() : commitOffsets(offsets);
}

void ReadingStage::commitPositionsAsync()
{
    m_commitAgainUs = 0;
    const auto offsets = uncommitted();
    if (offsets.empty())
        return;
    if (const auto sent = m_consumer->commitAsync(offsets); !sent)
        commitFailed(sent.error());
}

Result<void> ReadingStage::commitOffsets(const std::vector<broker::CommitOffset> &offsets)
{
    if (auto done = m_consumer->commit(offsets); !done) {
        commitFailed(done.error());
        return done;
    }
    for (const broker::CommitOffset &offset : offsets)
        noteCommitted(offset);
    return {};
}

void ReadingStage::commitFailed(const Error &error)
{
    reportError(error);
    m_commitAgainUs = monotonicUs() + kCommitAgainUs;
}

void ReadingStage::noteCommitted(const broker::CommitOffset &offset)
{
    m_committed[offset.partition] = offset.offset;
    addGroupEvent(journal::EventKind::Committed, offset.partition, offset.offset);
}

void ReadingStage::lowerRecordLimit()
{
    m_maxRecordBytes = std::max(kLeastRecordBytes, m_maxRecordBytes / 2);
}

} // namespace pk::pipeline
