#include "pipeline/reading_stage.h"
#include "pipeline/stored_offsets.h"

#include <QCoreApplication>

#include <utility>

// The conducted regime of a reading stage: credits, and the records that are held for them.

namespace pk::pipeline {

static constexpr int kTakeTimeoutMs = 10'000;

bool ReadingStage::serve()
{
    if (m_consumer) {
        m_consumer->serve();
        skipMarkers();
        askBroker();
    }
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
    setIdle(m_held.empty());
    return false;
}

/// What is left over from the conducted regime. True: there was some, and nothing may overtake it.
bool ReadingStage::takeKept(std::size_t max, std::vector<broker::Message> &batch)
{
    if (m_held.empty())
        return false;
    for (auto held = m_held.begin(); held != m_held.end() && batch.size() < max;) {
        std::deque<broker::Message> &kept = held->second;
        for (; !kept.empty() && batch.size() < max; kept.pop_front())
            batch.push_back(std::move(kept.front()));
        held = kept.empty() ? m_held.erase(held) : std::next(held);
    }
    return true;
}

void ReadingStage::keep(std::vector<broker::Message> &batch)
{
    for (auto message = batch.rbegin(); message != batch.rend(); ++message) {
        if (!owns(message->position()))
            continue;
        const TopicPartition partition{std::string(message->topic()), message->partition()};
        m_positions[partition] = message->offset(); // at-most-once has moved it on already
        m_held[partition].push_front(std::move(*message));
    }
    batch.clear();
    setStatus(StageStatus::Running); // while it is paused it tries nothing again
    publishPositions();
}

void ReadingStage::answer(const Credit &credit, CreditReport &report)
{
    if (credit.action == Action::Rejoin) {
        m_rejoin = true; // what was fetched is of the positions before
        return;
    }
    if (m_refusal) {
        report.error = m_refusal;
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
    const auto held = m_held.find(credit.partition);
    broker::Message message = std::move(held->second.front());
    held->second.pop_front();
    if (held->second.empty())
        m_held.erase(held);
    const std::int64_t behind =
        message.offset() + 1; // not the credit's: offsets that no reader sees lie between
    const std::int64_t assignments = m_assignments;
    if (const auto worked = workHeld(message, report); !worked) {
        report.error = worked.error();
        if (m_assignments == assignments)
            m_held[credit.partition].push_front(std::move(message));
    } else if (m_assignments == assignments) {
        m_positions[credit.partition] = behind;
    }
}

void ReadingStage::resetTo(const Credit &credit, CreditReport &report)
{
    // Who stores offsets has to move them, too: without the metadata of its own commits it does.
    const std::string metadata = followsResets() ? std::string() : commitMetadata(credit.partition);
    if (auto done = commitOffsets({{credit.partition, credit.offset, metadata}}); !done) {
        report.error = done.error();
        return;
    }
    m_events.back().text = kResetCommit;
    m_held.erase(credit.partition);
    m_positions[credit.partition] = credit.offset;
}

/// Nobody would ever see a record there, and the group would lag behind for ever.
bool ReadingStage::passMarkers(const TopicPartition &partition, CreditReport &report)
{
    std::int64_t &position = m_positions.at(partition);
    const std::int64_t past = m_consumer->pastMarkers(partition, position);
    if (past == position)
        return false;
    position = past;
    report.onlyMarkers = true;
    report.committed = commitOffsets({{partition, past, commitMetadata(partition)}}).ok();
    return true;
}

bool ReadingStage::takeHeld(const Credit &credit, CreditReport &report)
{
    if (const std::int64_t position = m_positions.at(credit.partition);
        position != credit.offset && position != m_consumer->pastMarkers(credit.partition, credit.offset)) {
        report.error = Error{ErrorCode::OutOfRange, // Conductor knows it by that
                             QCoreApplication::translate(
                                 "pipeline",
                                 "This member stands at another offset of the partition: the group has "
                                 "rebalanced or was reset. Step again."),
                             QString::fromStdString(credit.partition.toString()), true};
        return false;
    }
    if (m_held.contains(credit.partition))
        return true;
    const std::int64_t deadlineUs = monotonicUs() + std::int64_t{kTakeTimeoutMs} * 1000;
    std::vector<broker::Message> taken;
    while (monotonicUs() < deadlineUs && m_positions.contains(credit.partition) && !stopRequested()
           && !crashRequested()) {
        if (m_consumer->take(credit.partition, 1, taken) == 1) {
            if (taken.front().offset() < credit.offset) { // the queue is of the positions before a reset
                m_rejoin = true;
                break;
            }
            identify(taken.front());
            noteTaken(taken.front());
            m_held[credit.partition].push_back(std::move(taken.front()));
            return true;
        }
        if (passMarkers(credit.partition, report))
            return false;
        m_consumer->wait(10);
        m_consumer->serve();
    }
    report.error = Error{ErrorCode::Timeout,
                         QCoreApplication::translate(
                             "pipeline", "The record did not arrive in ten seconds. Is its broker down?"),
                         QString::fromStdString(credit.partition.toString()), true};
    return false;
}

} // namespace pk::pipeline
