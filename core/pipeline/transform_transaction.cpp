// TransformStage: its Kafka transactions. Outputs, dead letters and the offsets of what they were made from
// become visible together, or not at all.

#include "broker/committed_record.h"
#include "pipeline/back_off.h"
#include "pipeline/transform_stage.h"

#include <QCoreApplication>

#include <algorithm>
#include <utility>

namespace pk::pipeline {

namespace {

constexpr int kAskMs = 5'000;
constexpr int kPrepareMs = 2'000; // a stop waits for it

Error notSaid()
{
    return {ErrorCode::Unavailable,
            QCoreApplication::translate("pipeline",
                                        "The broker has not said whether it has committed the transaction. "
                                        "It is asked again, and until then nothing of it is counted."),
            {},
            true};
}

} // namespace

std::string TransformStage::transactionalId() const
{
    return m_group + "-" + std::to_string(m_shared.options.slot + m_member);
}

Result<bool> TransformStage::openTransactions(const std::stop_token &stop)
{
    BackOff backOff(static_cast<std::uint64_t>(monotonicUs()));
    for (;;) {
        const auto ready = m_sender->producer().initTransactions(kPrepareMs);
        if (ready) {
            setStatus(StageStatus::Running);
            recovered(condition::broker);
            return true;
        }
        if (!ready.error().retriable)
            return ready.error();
        if (status() != StageStatus::Retrying)
            reportError(ready.error(), condition::broker);
        setStatus(StageStatus::Retrying);
        if (!waitServing(backOff.nextMs(), stop))
            return false;
    }
}

Result<void> TransformStage::beginTransaction()
{
    if (auto begun = m_sender->producer().beginTransaction(); !begun)
        return begun;
    m_transaction.emplace();
    m_transaction->begunUs = uptimeUs();
    m_transaction->counts = {m_transformed, m_deadLettered, m_filtered};
    addTransactionEvent(journal::EventKind::TxnBegin);
    return {};
}

Result<void> TransformStage::commitTransaction()
{
    broker::Producer &producer = m_sender->producer();
    const auto offsets = uncommitted();
    if (offsets.empty()) // what it has written must not be seen without them
        return Error{ErrorCode::Unavailable,
                     QCoreApplication::translate(
                         "pipeline",
                         "The partitions were handed over before the transaction was committed. It is "
                         "aborted, and whoever has the partitions makes its records again."),
                     {},
                     true};
    const std::int64_t deadlineUs = monotonicUs() + std::int64_t{m_shared.options.transactionCommitMs} * 1000;
    const int askMs = std::min(kAskMs, m_shared.options.transactionCommitMs);
    const auto insist = [&](auto call) {
        auto done = call();
        while (!done && done.error().retriable && monotonicUs() < deadlineUs && !crashRequested())
            done = call();
        return done;
    };
    // Not the consumer's own commit: the group takes them over with the transaction, and only from a member
    // of its present generation.
    auto done = insist([&] { return producer.sendOffsets(offsets, m_consumer->groupMetadata(), askMs); });
    if (!done)
        return done;
    m_transaction->commitAsked = true;
    m_transaction->offsets = offsets;
    done = insist([&] { return producer.commitTransaction(askMs); });
    if (!done)
        return done;
    m_transaction.reset();
    addTransactionEvent(journal::EventKind::TxnCommit);
    noteSettled();
    for (const broker::CommitOffset &offset : offsets)
        noteCommitted(offset);
    return {};
}

std::optional<TransformStage::Transaction> TransformStage::leaveTransaction()
{
    if (!m_transaction)
        return std::nullopt;
    Transaction left = *std::exchange(m_transaction, std::nullopt);
    const Counts before = left.counts;
    left.counts = {m_transformed - before.transformed, m_deadLettered - before.deadLettered,
                   m_filtered - before.filtered};
    m_transformed = before.transformed;
    m_deadLettered = before.deadLettered;
    m_filtered = before.filtered;
    m_sinceCommit = m_deadSinceCommit = 0;
    left.setAside = std::exchange(m_afterFlush, {});
    m_sampled.clear();
    // The positions were those behind it. Until they are asked for anew nothing may be committed.
    m_positions.clear();
    publishPositions();
    return left;
}

Result<void> TransformStage::abortTransaction()
{
    auto left = leaveTransaction();
    if (!left)
        return {};
    auto aborted = m_sender->producer().abortTransaction(kAskMs);
    const bool fenced = !aborted && aborted.error().code == ErrorCode::Fenced;
    if (aborted || (fenced && !left->commitAsked)) { // a newer producer of the same id has ended it
        addTransactionEvent(journal::EventKind::TxnAbort);
        return aborted;
    }
    // The next producer of the same id ends it. A commit that was asked for may have been carried out.
    if (left->commitAsked)
        addTransactionEvent(journal::EventKind::TxnUnknown);
    m_unresolved = std::move(left);
    return aborted;
}

Stage::SessionEnd TransformStage::giveUpTransaction(const Error &error, Failed what)
{
    // The broker counts by its wall clock, which goes on while this machine sleeps.
    const bool ranOut = m_transaction
        && uptimeUs() - m_transaction->begunUs > std::int64_t{broker::kTransactionTimeoutMs} * 1000;
    const std::optional<Error> first = m_sender->refused(); // the abort drops what is still under way
    const auto aborted = abortTransaction();
    // The abort may be the first to hear of it.
    const bool fenced =
        error.code == ErrorCode::Fenced || (!aborted && aborted.error().code == ErrorCode::Fenced);
    if (fenced && !ranOut) {
        setFailure(
            {ErrorCode::Fenced,
             QCoreApplication::translate(
                 "pipeline",
                 "Another transform has taken over this one's transactional id, so this one ends. What "
                 "it had not committed is worked by the other. Give each worker a --slot of its own."),
             QString::fromStdString(transactionalId())});
        return SessionEnd::Failed;
    }
    Error said = error;
    if (m_unresolved && m_unresolved->commitAsked)
        said.message.prepend(notSaid().message + QLatin1Char(' '));
    // A producer whose transaction has to be aborted refuses what comes after the record that is at fault.
    if (what == Failed::Records && !first && error.code == ErrorCode::Broker)
        what = Failed::Commit;
    if (what == Failed::Records)
        return afterRefusal(first && !m_unresolved ? *first : said);
    brokerFailed(said);
    return SessionEnd::Rejoin;
}

bool TransformStage::resolveTransaction(const std::stop_token &stop)
{
    if (!m_unresolved)
        return true;
    bool committed = false;
    bool said = false;
    BackOff backOff(static_cast<std::uint64_t>(monotonicUs()));
    while (m_unresolved->commitAsked && m_unresolved->output) {
        const auto seen = broker::isCommittedRecord(m_shared.cluster, *m_unresolved->output, kAskMs);
        if (seen) {
            committed = *seen;
            recovered(condition::broker);
            break;
        }
        if (!std::exchange(said, true))
            reportError(seen.error(), condition::broker);
        if (!seen.error().retriable) { // it will never be known
            m_unresolved.reset();
            return true;
        }
        refuseCredits(notSaid());
        const bool goesOn = waitServing(backOff.nextMs(), stop, Conducted::Serves);
        refuseCredits({});
        if (!goesOn)
            return false;
    }
    noteResolved(committed);
    return true;
}

void TransformStage::noteResolved(bool committed)
{
    Transaction ended = *std::exchange(m_unresolved, std::nullopt);
    addTransactionEvent(committed ? journal::EventKind::TxnCommit : journal::EventKind::TxnAbort);
    if (committed) {
        m_transformed += ended.counts.transformed;
        m_deadLettered += ended.counts.deadLettered;
        m_filtered += ended.counts.filtered;
        m_afterFlush = std::move(ended.setAside);
        noteSettled();
        // Whoever has the partitions by now may have gone on: then it has said so itself.
        std::vector<TopicPartition> partitions;
        for (const broker::CommitOffset &offset : ended.offsets)
            partitions.push_back(offset.partition);
        if (const auto known = m_consumer->committed(partitions, kAskMs)) {
            for (std::size_t i = 0; i < known->size(); ++i) {
                if ((*known)[i].offset == ended.offsets[i].offset)
                    noteCommitted(ended.offsets[i]);
            }
        }
    }
    flushEvents();
}

void TransformStage::addTransactionEvent(journal::EventKind kind)
{
    journal::Event e = event(kind);
    e.group = m_group;
    m_events.push_back(std::move(e));
}

} // namespace pk::pipeline
