// How a session ends: in order, and with what became of every record.

#include "base/clock.h"
#include "bridge/incarnation.h"
#include "bridge/run_trouble.h"
#include "bridge/session.h"
#include "pipeline/verifier.h"
#include "pipeline/waiting.h"
#include "warehouse/warehouse.h"

#include <QCoreApplication>

#include <optional>
#include <thread>

namespace pk::gui {

static constexpr int kFollowerMs = 5'000;

void Session::stop(int drainMs)
{
    if (m_state == RunState::Stopped && m_options.recording.isEmpty())
        return;
    setState(RunState::Stopping);
    m_tellTimer.stop();
    cancelSwitch();
    m_opener.forget();
    RunEnd end;
    if (m_run)
        end = endRun(drainMs);
    m_opener.end();
    if (!end.answered)
        m_backend->endBrokers(); // they may hang, and closing a client waits for what it has asked
    m_aside = {};
    if (!m_environment.isEmbedded())
        m_backend.reset(); // its nodes end, which takes its time
    setState(RunState::Stopped);
    Q_EMIT stopped(end);
}

RunEnd Session::endRun(int drainMs, bool topicsStay)
{
    RunEnd end;
    const bool embedded = m_environment.isEmbedded();
    end.embedded = embedded && !topicsStay;
    end.semantics = m_options.semantics;
    if (!embedded && isBrokerAway(m_board.run(), monotonicUs())) {
        end.answered = end.drained = false;
        m_lock.reset();
        countMembers();
        setAside();
        return end;
    }
    endFaults(embedded); // a cluster of several nodes goes on without one
    end.drained = drain(drainMs);
    m_board.show(m_run->journal, m_run->pipeline.get());
    m_run->watch.reset();
    m_run->byHand.reset();
    countMembers();
    m_run->pipeline->stop();
    if (m_options.follower)
        closeBooks(end);
    m_board.show(m_run->journal, nullptr);
    (void)m_run->journal->flush();
    std::shared_ptr<Incarnation> ended; // outlives the lock
    {
        const std::lock_guard lock(m_interruptMutex);
        ended.swap(m_run);
    }
    return end;
}

bool Session::drain(int timeoutMs)
{
    m_run->pipeline->stopSource();
    m_run->conductor->release();
    const std::int64_t deadlineUs = monotonicUs() + std::int64_t{timeoutMs} * 1000;
    do {
        if (const auto drained = m_run->pipeline->drained(); drained && *drained)
            return true;
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
    } while (monotonicUs() < deadlineUs);
    return false;
}

namespace {

/// The raw records that rows of the warehouse say they came from.
Result<RawOffsets> storedOf(const QString &warehousePath, const RunInfo &run, std::int64_t auditBefore)
{
    auto warehouse = warehouse::openWarehouseForReading(warehousePath);
    if (!warehouse)
        return warehouse.error();
    RawOffsets stored;
    const auto read = warehouse::scanAudit(
        **warehouse, run.cluster.id, run.loaderGroup, [&](const warehouse::AuditRow &row) {
            if (row.id > auditBefore && row.raw.valid())
                stored[{std::string(row.raw.topic), row.raw.partition}].set(row.raw.offset);
        });
    return read ? Result<RawOffsets>(std::move(stored)) : read.error();
}

} // namespace

/// Called where the incarnation was taken apart: nobody stores anything of it any more.
void Session::tellLost(const Incarnation &ended, const RunInfo &run)
{
    const auto stored = storedOf(run.warehousePath, run, ended.before.auditId);
    journal::State state;
    (void)ended.journal->forEach(0, ended.journal->lastSeq(), [&](std::span<const journal::Event> events) {
        state.apply(events);
        return true;
    });
    const qint64 lost = stored ? unstoredRecords(state, run, *stored) : 0;
    const QString unknown = !stored ? stored.error().message
        : ended.leftUnread
        ? QCoreApplication::translate("bridge", "The run before it had left records in the topics, too.")
        : QString();
    QMetaObject::invokeMethod(this, [this, lost, unknown] { Q_EMIT recordsLost(lost, unknown); });
}

/// `leftWaits`: for the next run, which finds it in the topics.
Result<pipeline::Ledger> Session::closeLedger(bool leftWaits)
{
    if (auto finished = m_run->pipeline->finishFollower(kFollowerMs); !finished)
        return finished.error();
    std::optional<pipeline::Waiting> waiting;
    if (leftWaits) {
        auto found = pipeline::findWaiting(*m_run->pipeline, *m_backend);
        if (!found)
            return found.error();
        waiting = std::move(*found);
    }
    auto warehouse = warehouse::openWarehouseForReading(m_warehousePath);
    if (!warehouse)
        return warehouse.error();
    return pipeline::verify(*m_run->pipeline, *m_backend, **warehouse, m_run->before,
                            waiting ? &*waiting : nullptr);
}

void Session::closeBooks(RunEnd &end)
{
    const auto ledger = closeLedger(!end.embedded && !end.drained);
    if (!ledger) {
        end.ledger = ledger.error().message;
        return;
    }
    end.verified = ledger->holds() && m_run->pipeline->allAcked();
    end.problem = ledger->problem();
    end.lost = ledger->lost;
    end.doubled = ledger->duplicates;
    const QString books = ledger->waiting > 0
        ? QCoreApplication::translate(
            "bridge",
            "%1 acknowledged = %2 applied + %3 superseded + %4 duplicate events + %5 dead letters + %6 "
            "filtered + %7 lost + %9 waiting; %8 doubled.")
        : QCoreApplication::translate(
            "bridge",
            "%1 acknowledged = %2 applied + %3 superseded + %4 duplicate events + %5 dead "
            "letters + %6 filtered + %7 lost; %8 doubled.");
    end.ledger = books.arg(ledger->acked)
                     .arg(ledger->applied)
                     .arg(ledger->superseded)
                     .arg(ledger->duplicateEvents)
                     .arg(ledger->deadLettered)
                     .arg(ledger->filtered)
                     .arg(ledger->lost)
                     .arg(ledger->duplicates);
    if (ledger->waiting > 0)
        end.ledger = end.ledger.arg(ledger->waiting);
}

} // namespace pk::gui
