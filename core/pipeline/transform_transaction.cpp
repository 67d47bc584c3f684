// TransformStage: its Kafka transactions. Outputs, dead letters and the offsets of what they were made from
// become visible together, or not at all.

#include "pipeline/back_off.h"
#include "pipeline/transform_stage.h"

#include <QCoreApplication>

namespace pk::pipeline {

namespace {

constexpr int kAskMs = 5'000;
constexpr int kPrepareMs = 2'000; // a stop waits for it
constexpr std::int64_t kCommitUs = 25'000'000; // the broker's own patience is a little longer

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
    m_inTransaction = true;
    m_transactionUs = monotonicUs();
    m_beforeTransaction = {m_transformed, m_deadLettered, m_filtered};
    addTransactionEvent(journal::EventKind::TxnBegin);
    return {};
}

Result<void> TransformStage::commitTransaction()
{
    broker::Producer &producer = m_sender->producer();
    const auto offsets = uncommitted();
    if (offsets.empty() && m_sinceCommit > 0) // what it has written must not be seen without them
        return Error{ErrorCode::Unavailable,
                     QCoreApplication::translate(
                         "pipeline",
                         "The partitions were handed over before the transaction was committed. It is "
                         "aborted, and whoever has the partitions makes its records again."),
                     {},
                     true};
    const std::int64_t deadlineUs = monotonicUs() + kCommitUs;
    const auto insist = [&](auto call) {
        auto done = call();
        while (!done && done.error().retriable && monotonicUs() < deadlineUs && !crashRequested())
            done = call();
        return done;
    };
    // Not the consumer's own commit: the group takes them over with the transaction, and only from a member
    // of its present generation.
    auto done = offsets.empty()
        ? Result<void>()
        : insist([&] { return producer.sendOffsets(offsets, m_consumer->groupMetadata(), kAskMs); });
    if (done)
        done = insist([&] { return producer.commitTransaction(kAskMs); });
    if (!done)
        return done;
    m_inTransaction = false;
    addTransactionEvent(journal::EventKind::TxnCommit);
    noteSettled();
    for (const broker::CommitOffset &offset : offsets)
        noteCommitted(offset);
    return {};
}

Result<void> TransformStage::abortTransaction()
{
    if (!m_inTransaction)
        return {};
    m_inTransaction = false;
    // Should this fail, the next producer of the same id ends it.
    auto aborted = m_sender->producer().abortTransaction(kAskMs);
    addTransactionEvent(journal::EventKind::TxnAbort);
    m_transformed = m_beforeTransaction.transformed;
    m_deadLettered = m_beforeTransaction.deadLettered;
    m_filtered = m_beforeTransaction.filtered;
    m_sinceCommit = m_deadSinceCommit = 0;
    m_afterFlush.clear();
    m_sampled.clear();
    // The positions were those behind it. Until they are asked for anew nothing may be committed.
    m_positions.clear();
    publishPositions();
    return aborted;
}

Stage::SessionEnd TransformStage::giveUpTransaction(const Error &error)
{
    const bool ranOut = monotonicUs() - m_transactionUs > std::int64_t{broker::kTransactionTimeoutMs} * 1000;
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
    reportError(error, condition::broker);
    return SessionEnd::Rejoin;
}

void TransformStage::addTransactionEvent(journal::EventKind kind)
{
    journal::Event e = event(kind);
    e.group = m_group;
    m_events.push_back(std::move(e));
}

} // namespace pk::pipeline
