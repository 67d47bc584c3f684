#include "pipeline/reading_stage.h"

#include "domain/headers.h"
#include "pipeline/controls.h"

#include <QCoreApplication>

#include <algorithm>
#include <chrono>
#include <thread>

namespace pk::pipeline {

namespace {

constexpr int kTakeTimeoutMs = 10'000;
/// Flat out a small prefetch stalls librdkafka 2.0.2; memory is bounded by the retention guard.
constexpr int kPrefetchKb = 32'768;

} // namespace

ReadingStage::ReadingStage(Shared shared, StageKind kind, int member, int members, std::string group,
                           std::vector<std::string> topics)
    : Stage(std::move(shared), kind, member)
    , m_members(members)
    , m_group(std::move(group))
    , m_topics(std::move(topics))
{
}

Result<void> ReadingStage::openConsumer(bool startAtEarliest)
{
    broker::ConsumerSettings settings;
    settings.group = m_group;
    settings.clientId = m_name;
    settings.startAtEarliest = startAtEarliest;
    settings.prefetchKb = kPrefetchKb;
    settings.maxPollIntervalMs = m_shared.options.maxPollIntervalMs;
    broker::ConsumerListener listener;
    listener.assigned = [this](std::vector<broker::StartOffset> &starts) { onAssigned(starts); };
    listener.revoked = [this](const std::vector<TopicPartition> &partitions, bool lost) {
        onRevoked(partitions, lost);
    };
    listener.failed = [this](const Error &error) {
        m_rejoin = m_rejoin || error.fatal;
        reportError(error);
    };
    auto consumer =
        broker::Consumer::create(broker::consumerConfig(m_shared.cluster, settings), std::move(listener));
    if (!consumer)
        return consumer.error();
    m_consumer = std::move(*consumer);
    m_rejoin = false;
    addMembership(journal::EventKind::Joined, nullptr);
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
        addMembership(journal::EventKind::Left, nullptr);
    flushEvents();
}

void ReadingStage::addMembership(journal::EventKind kind, const TopicPartition *partition)
{
    journal::Event e = event(kind);
    e.group = m_group;
    if (partition != nullptr) {
        e.topic = partition->topic;
        e.partition = partition->partition;
    }
    m_events.push_back(std::move(e));
}

void ReadingStage::onAssigned(std::vector<broker::StartOffset> &starts)
{
    if (const auto found = startPositions(starts); !found) {
        reportError(found.error());
        starts.clear();
        m_rejoin = true;
        return;
    }
    for (const broker::StartOffset &start : starts) {
        m_positions[start.partition] = start.offset;
        m_committed[start.partition] = start.offset;
        addMembership(journal::EventKind::Assigned, &start.partition);
    }
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
        addMembership(lost ? journal::EventKind::Lost : journal::EventKind::Revoked, &partition);
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
    if (const auto credit = m_gate.next(20)) {
        CreditReport report;
        if (credit->action == Action::Reset)
            resetTo(*credit, report);
        else if (credit->action == Action::Rejoin)
            m_rejoin = true; // what was fetched is of the positions before
        else
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

void ReadingStage::takeBatch(std::size_t max, int gatherMs, std::vector<broker::Message> &batch)
{
    if (max == 0) {
        m_consumer->wait(20);
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
        m_consumer->wait(10);
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

void ReadingStage::resetTo(const Credit &credit, CreditReport &report)
{
    const auto position = m_positions.find(credit.partition);
    if (position == m_positions.end()) {
        report.error =
            Error{ErrorCode::Unavailable,
                  QCoreApplication::translate(
                      "pipeline", "The group has rebalanced, so this offset was not reset. Try again."),
                  QString::fromStdString(credit.partition.toString()), true};
        return;
    }
    // Without the metadata of the loader's own commits: it then knows that somebody has moved it on purpose.
    const broker::CommitOffset offset{credit.partition, credit.offset, {}};
    if (auto done = m_consumer->commit(std::span(&offset, 1)); !done) {
        report.error = done.error();
        return;
    }
    noteCommitted({offset});
    m_events.back().text = "reset";
    m_held.erase(credit.partition);
    position->second = credit.offset;
    report.position = credit.offset;
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

broker::Message *ReadingStage::takeHeld(const Credit &credit, CreditReport &report)
{
    if (const auto held = m_held.find(credit.partition); held != m_held.end())
        return &held->second;
    const auto position = m_positions.find(credit.partition);
    if (position == m_positions.end() || position->second != credit.offset) {
        report.error =
            Error{ErrorCode::Unavailable,
                  QCoreApplication::translate(
                      "pipeline",
                      "This member no longer owns the partition: the group has rebalanced. Step again."),
                  QString::fromStdString(credit.partition.toString()), true};
        return nullptr;
    }
    const std::int64_t deadlineUs = monotonicUs() + std::int64_t{kTakeTimeoutMs} * 1000;
    std::vector<broker::Message> taken;
    while (monotonicUs() < deadlineUs && m_positions.contains(credit.partition) && !stopRequested()
           && !crashRequested()) {
        if (m_consumer->take(credit.partition, 1, taken) == 1) {
            noteTaken(taken.front());
            return &m_held.emplace(credit.partition, std::move(taken.front())).first->second;
        }
        m_consumer->wait(10);
        m_consumer->serve();
    }
    report.error = Error{ErrorCode::Timeout,
                         QCoreApplication::translate(
                             "pipeline", "The record did not arrive in ten seconds. Is its broker down?"),
                         QString::fromStdString(credit.partition.toString()), true};
    return nullptr;
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

void ReadingStage::reportDeleted(const TopicPartition &partition, std::int64_t records, bool hasRead)
{
    if (!hasRead || records <= 0)
        return;
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

std::vector<broker::CommitOffset> ReadingStage::uncommitted(const TopicPartition *only) const
{
    std::vector<broker::CommitOffset> offsets;
    for (const auto &[partition, next] : m_positions) {
        if (only != nullptr && partition != *only)
            continue;
        if (const auto known = m_committed.find(partition);
            known == m_committed.end() || known->second != next)
            offsets.push_back({partition, next, {}});
    }
    return offsets;
}

void ReadingStage::noteCommitted(const std::vector<broker::CommitOffset> &offsets)
{
    for (const broker::CommitOffset &offset : offsets) {
        m_committed[offset.partition] = offset.offset;
        journal::Event e = event(journal::EventKind::Committed);
        e.group = m_group;
        e.topic = offset.partition.topic;
        e.partition = offset.partition.partition;
        e.first = offset.offset;
        m_events.push_back(std::move(e));
    }
}

} // namespace pk::pipeline
