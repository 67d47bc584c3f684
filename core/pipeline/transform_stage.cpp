#include "pipeline/transform_stage.h"

#include "base/hash.h"
#include "domain/ids.h"
#include "pipeline/back_off.h"
#include "pipeline/controls.h"
#include "pipeline/crash_plan.h"
#include "pipeline/dead_letter.h"
#include "pipeline/partition_counts.h"
#include "pipeline/retention_guard.h"

#include <QCoreApplication>

#include <algorithm>
#include <utility>

namespace pk::pipeline {

namespace {

constexpr int kReportsMs = 10;
constexpr std::size_t kTransformBatch = 500;
constexpr int kTransformSettleMs = 30'000;

} // namespace

TransformStage::TransformStage(Shared shared, int member)
    : ReadingStage(std::move(shared), StageKind::Transform, member)
{
    for (const auto &[dataset, config] : m_shared.options.transforms) {
        m_engines.emplace(dataset, transform::Engine(config, m_shared.options.lookups));
        m_stepCounts.emplace(dataset, std::vector<SharedCount>(config->stepNames().size()));
    }
}

/// Once a batch: the counters of the engine are its own.
void TransformStage::publishStepCounts()
{
    for (const auto &[dataset, engine] : m_engines) {
        std::vector<SharedCount> &shared = m_stepCounts.at(dataset);
        for (std::size_t i = 0; i < shared.size(); ++i) {
            const transform::StepCount &count = engine.counts()[i];
            shared[i].records.store(count.records, std::memory_order_relaxed);
            shared[i].changed.store(count.changed, std::memory_order_relaxed);
            shared[i].ended.store(count.ended, std::memory_order_relaxed);
        }
    }
}

std::vector<transform::StepCount> TransformStage::stepCounts(Dataset dataset) const
{
    std::vector<transform::StepCount> counts;
    if (const auto found = m_stepCounts.find(dataset); found != m_stepCounts.end()) {
        for (const SharedCount &count : found->second)
            counts.push_back({count.records.load(std::memory_order_relaxed),
                              count.changed.load(std::memory_order_relaxed),
                              count.ended.load(std::memory_order_relaxed)});
    }
    return counts;
}

Stage::SessionEnd TransformStage::session(const std::stop_token &stop)
{
    m_sampled.clear();
    m_afterFlush.clear();
    m_sinceCommit = m_deadSinceCommit = 0;
    m_gaveUp.reset();
    auto opened = openSender(
        m_shared.controls.lingerMs(), [this](const broker::Delivery &d) { onDelivery(d); },
        transactional() ? transactionalId() : std::string());
    // Before the consumer asks where to begin: what an earlier life has left open is ended by it.
    const auto prepared = opened && transactional() ? openTransactions(stop) : Result<bool>(true);
    if (prepared && !*prepared)
        return crashRequested() ? SessionEnd::Crashed : SessionEnd::Done;
    if (!prepared)
        opened = prepared.error();
    if (opened)
        opened = openConsumer();
    if (!opened) {
        setFailure(opened.error());
        return SessionEnd::Failed;
    }
    setStatus(StageStatus::Running);
    m_lastCommitUs = monotonicUs();
    const SessionEnd end = resolveTransaction(stop) ? loop(stop)
        : crashRequested()                          ? SessionEnd::Crashed
                                                    : SessionEnd::Done;
    if (end == SessionEnd::Crashed) {
        m_sender->purge();
        if (m_transaction)
            m_unresolved = leaveTransaction();
    } else {
        if (end == SessionEnd::Done)
            settleAndReport();
        (void)abortTransaction(); // one that could not be committed
    }
    closeConsumer(end);
    m_sender.reset();
    return end;
}

Stage::SessionEnd TransformStage::loop(const std::stop_token &stop)
{
    const auto outputsOpen = [this] {
        return std::all_of(m_shared.options.datasets.begin(), m_shared.options.datasets.end(),
                           [this](Dataset d) { return m_shared.guard.mayProduce(enrichedTopic(d)); });
    };
    const bool gather = commitsFirst() || m_shared.options.commitEvery < 500;
    const std::size_t max = commitsFirst()
        ? static_cast<std::size_t>(m_shared.options.commitEvery)
        : std::min<std::size_t>(kTransformBatch, static_cast<std::size_t>(m_shared.options.commitEvery));
    std::vector<broker::Message> batch;
    while (!stop.stop_requested()) {
        bool free = false;
        if (const auto end = beginTurn(free))
            return *end == SessionEnd::Rejoin ? m_gaveUp.value_or(*end) : *end;
        if (!free)
            continue;
        if (const std::size_t most = credit(max); most > 0 && outputsOpen()) {
            // While records of ours are under way there are delivery reports to see, and a commit to come.
            const int waitMs = m_sinceCommit > 0 ? kReportsMs : broker::kServeEveryMs;
            takeBatch(most, waitMs, gather ? m_shared.options.commitMs : 0, batch);
        } else {
            m_consumer->wait(5);
        }
        if (!batch.empty()) {
            setIdle(false);
            const SessionEnd end = work(batch, stop);
            publishStepCounts();
            batch.clear();
            if (end != SessionEnd::Done)
                return end;
            dawdle(stop);
        }
        if (const SessionEnd end = commitIfDue(); end != SessionEnd::Done)
            return end;
        setIdle(m_sinceCommit == 0);
        flushEvents();
    }
    return crashRequested() ? SessionEnd::Crashed : SessionEnd::Done;
}

/// Done: the session goes on.
Stage::SessionEnd TransformStage::commitIfDue()
{
    const bool due = commitAgain() || m_sinceCommit >= m_shared.options.commitEvery
        || (m_sinceCommit > 0
            && monotonicUs() - m_lastCommitUs
                >= std::int64_t{m_shared.controls.commitMs(m_shared.options.commitMs)} * 1000);
    if (!due || !mayCommit() || commitsFirst())
        return SessionEnd::Done;
    if (auto flushed = flush(); !flushed) {
        // What was not acknowledged is read again from the last commit.
        return transactional() ? giveUpTransaction(flushed.error(), Failed::Records)
                               : afterRefusal(flushed.error());
    }
    if (crashBeforeCommit())
        return SessionEnd::Crashed;
    const auto committed = commit(); // one that fails is due again
    return !committed && m_transaction ? giveUpTransaction(committed.error(), Failed::Commit)
                                       : SessionEnd::Done;
}

Stage::SessionEnd TransformStage::work(std::vector<broker::Message> &batch, const std::stop_token &stop)
{
    for (const broker::Message &message : batch) {
        noteTaken(message);
        if (m_shared.crashes.hit(CrashPoint::TransformTaken))
            return SessionEnd::Crashed;
    }
    const std::int64_t assignments = m_assignments;
    if (commitsFirst()) {
        if (!commitBefore(batch))
            return SessionEnd::Rejoin;
        for (std::size_t i = 0; i < batch.size(); ++i) {
            if (m_shared.crashes.hit(CrashPoint::TransformCommittedBeforeProduce))
                return SessionEnd::Crashed;
        }
    }
    for (std::size_t i = 0; i < batch.size(); ++i) {
        broker::Message &message = batch[i];
        // What is committed before the work is ours for good. Anything else is read again by whoever has the
        // partition after a rebalance, perhaps by this member itself.
        if (m_assignments != assignments && !commitsFirst())
            return SessionEnd::Done;
        m_busy = transactional(); // no rebalance between an output and the position behind its input
        const auto handled = handle(message, stop);
        m_busy = false;
        if (!handled) {
            if (handled.error().code == ErrorCode::Cancelled)
                return SessionEnd::Done;
            if (transactional())
                return giveUpTransaction(handled.error(), Failed::Records);
            setFailure(handled.error());
            return SessionEnd::Failed;
        }
        if (!*handled) {
            // The regime may have changed back since: they are kept all the same, for the queue is past them.
            if (m_assignments == assignments && !m_rejoin) {
                batch.erase(batch.begin(), batch.begin() + static_cast<std::ptrdiff_t>(i));
                keep(batch);
            }
            return SessionEnd::Done;
        }
        if (transactional() && m_shared.crashes.isDue(CrashPoint::TransformTxnOpen))
            (void)flush(); // it leaves records of an open transaction in the log, for all to see
        if (transactional() && m_shared.crashes.hit(CrashPoint::TransformTxnOpen))
            return SessionEnd::Crashed;
        if (m_assignments == assignments)
            advancePast(message.position());
        ++m_sinceCommit;
    }
    if (commitsFirst()) {
        if (const auto flushed = flush(); !flushed)
            return afterRefusal(flushed.error());
        m_sinceCommit = m_deadSinceCommit = 0;
    }
    return SessionEnd::Done;
}

Result<void> TransformStage::commitBefore(const std::vector<broker::Message> &batch)
{
    std::map<TopicPartition, std::int64_t> next;
    for (const broker::Message &message : batch)
        next[{std::string(message.topic()), message.partition()}] = message.offset() + 1;
    std::vector<broker::CommitOffset> offsets;
    for (const auto &[partition, offset] : next)
        offsets.push_back({partition, offset, commitMetadata(partition)});
    return commitOffsets(offsets);
}

Result<bool> TransformStage::handle(broker::Message &message, const std::stop_token &stop)
{
    const Dataset dataset =
        message.topic() == rawTopic(Dataset::Activities) ? Dataset::Activities : Dataset::Orders;
    transform::Input input;
    input.value = message.value();
    input.hasValue = message.hasValue();
    input.key = message.key();
    input.topic = message.topic();
    input.partition = message.partition();
    input.offset = message.offset();
    input.timestampMs = message.timestampMs();
    input.nowMs = m_shared.clock.nowMs();
    input.headerEventId = message.header(header::eventId).value_or(std::string_view());
    const transform::Output *output = transformRetrying(m_engines.at(dataset), input, stop);
    if (output == nullptr)
        return false;
    const auto sent = output->outcome == transform::Outcome::Enriched
        ? sendEnriched(message, dataset, *output)
        : sendAside(message, message.detachHeaders(), output->outcome == transform::Outcome::Filtered,
                    output->failure, output->eventId);
    return sent ? Result<bool>(true) : sent.error();
}

/// Transient errors are tried again in place, with back-off and jitter, while the group membership is kept
/// alive.
const transform::Output *TransformStage::transformRetrying(transform::Engine &engine,
                                                           const transform::Input &input,
                                                           const std::stop_token &stop)
{
    std::optional<BackOff> backOff; // hardly any record needs one
    const std::int64_t assignments = m_assignments;
    for (;;) {
        const transform::Output &output = engine.transform(input);
        if (output.outcome != transform::Outcome::Retry) {
            setStatus(StageStatus::Running);
            recovered(condition::lookup);
            return &output;
        }
        if (status() != StageStatus::Retrying) {
            setStatus(StageStatus::Retrying);
            if (m_transaction)
                settleAndReport(); // it would run out while this record waits
            if (m_rejoin)
                return nullptr;
            reportError({ErrorCode::Unavailable, QString::fromStdString(output.failure.message),
                         QString::fromStdString(
                             Position{std::string(input.topic), input.partition, input.offset}.toString()),
                         true},
                        condition::lookup);
        }
        if (!backOff)
            backOff.emplace(static_cast<std::uint64_t>(monotonicUs()));
        if (!waitServing(backOff->nextMs(), stop) || (m_assignments != assignments && !commitsFirst())
            || m_gate.conducted())
            return nullptr;
    }
}

Result<void> TransformStage::sendEnriched(broker::Message &message, Dataset dataset,
                                          const transform::Output &output)
{
    const std::string topic(enrichedTopic(dataset));
    const std::string_view correlation = message.header(header::correlationId).value_or(std::string_view());
    const std::string correlationId(isSampled(correlation) ? correlation : std::string_view());
    broker::Headers headers = message.detachHeaders();
    headers.add(header::rawPosition,
                Position{std::string(message.topic()), message.partition(), message.offset()}.toString());
    broker::ProduceRequest request;
    request.topic = topic;
    request.partition = murmur2Partition(output.key, m_shared.partitions.of(topic));
    request.key = output.key;
    request.value = output.value;
    request.timestampMs = message.timestampMs();
    const auto bytes = static_cast<std::int64_t>(output.value.size() + output.key.size());
    auto sent = bytes < m_maxRecordBytes ? send(request, headers, correlationId, journal::Hop::Enriched)
                                         : Result<void>(Error{ErrorCode::TooLarge, {}, {}});
    if (!sent && sent.error().code == ErrorCode::TooLarge) {
        transform::Failure failure;
        failure.step = "produce";
        failure.code = "pk.transform.TooLarge";
        failure.message = "The enriched record is larger than the topic takes.";
        return sendAside(message, std::move(headers), false, failure, output.eventId);
    }
    if (!sent)
        return sent;
    m_shared.guard.note(topic, request.partition, output.value.size() + output.key.size());
    m_transformed.fetch_add(1, std::memory_order_relaxed);
    return {};
}

/// To the dead letters or the filtered topic: the record as it was, with the reason in headers. A dead letter
/// is named there, too, since it comes back from another place, which would name it anew.
Result<void> TransformStage::sendAside(broker::Message &message, broker::Headers headers, bool filtered,
                                       const transform::Failure &failure, std::string_view eventId)
{
    if (!filtered && isId(eventId) && !isId(headers.find(header::eventId).value_or(std::string_view())))
        headers.add(header::eventId, eventId);
    const PositionView position = message.position();
    const std::string input(position.topic);
    const std::string topic = filtered ? filteredTopic(input) : deadLetterTopic(input);
    const std::string_view correlation = headers.find(header::correlationId).value_or(std::string_view());
    const bool told = filtered ? isSampled(correlation) : isTold(correlation);
    const std::string correlationId(told ? correlation : std::string_view());
    DeadLetter letter;
    letter.topic = input;
    letter.partition = position.partition;
    letter.offset = position.offset;
    letter.task = m_member;
    letter.stage = "TRANSFORMATION";
    letter.step = failure.step;
    letter.code = failure.code;
    letter.message = failure.message;
    const broker::ProduceRequest request =
        asideRequest(message, {topic, m_shared.partitions.of(topic), m_maxRecordBytes}, letter, headers);
    headers.remove(header::rawPosition);
    headers.add(header::rawPosition, Position{input, position.partition, position.offset}.toString());
    const journal::Hop hop = filtered ? journal::Hop::Filtered : journal::Hop::DeadLettered;
    if (auto sent = send(request, headers, correlationId, hop); !sent)
        return sent;
    journal::Event e = event(filtered ? journal::EventKind::Filtered : journal::EventKind::DeadLettered);
    e.topic = input;
    e.partition = position.partition;
    e.first = e.last = position.offset;
    e.count = 1;
    e.group = m_group;
    e.text = failure.code;
    m_afterFlush.push_back(std::move(e));
    (filtered ? m_filtered : m_deadLettered).fetch_add(1, std::memory_order_relaxed);
    m_deadSinceCommit += filtered ? 0 : 1;
    return {};
}

Result<void> TransformStage::send(const broker::ProduceRequest &request, broker::Headers &headers,
                                  std::string_view correlationId, journal::Hop hop)
{
    if (transactional() && !m_transaction) {
        if (auto begun = beginTransaction(); !begun)
            return begun;
    }
    broker::ProduceRequest tagged = request;
    if (!correlationId.empty()) {
        tagged.tag = m_nextTag++;
        Output &output = m_sampled[tagged.tag];
        output = {hop, std::string(request.key.value_or(std::string_view())), std::string(correlationId), {}};
        if (hop == journal::Hop::Enriched)
            output.eventType = headers.find(header::eventType).value_or(std::string_view());
    }
    return m_sender->send(tagged, headers);
}

void TransformStage::onDelivery(const broker::Delivery &delivery)
{
    const PositionView position{delivery.topic, delivery.partition, delivery.offset};
    m_shared.times.lastEnrichedUs.store(monotonicUs(), std::memory_order_relaxed);
    addToRange(journal::EventKind::Acked, position, {});
    if (m_transaction && !m_transaction->output && delivery.isPlaced())
        m_transaction->output = Position{std::string(delivery.topic), delivery.partition, delivery.offset};
    if (m_gate.conducted() && delivery.isPlaced())
        m_outputs.push_back({std::string(delivery.topic), delivery.partition, delivery.offset});
    if (delivery.tag == 0)
        return;
    if (const auto sampled = m_sampled.find(delivery.tag); sampled != m_sampled.end()) {
        const Output &output = sampled->second;
        if (delivery.isPlaced())
            addRecord(output.hop, position, output.key, output.correlationId, output.eventType);
        m_sampled.erase(sampled);
    }
}

Result<void> TransformStage::flush()
{
    if (auto settled = m_sender->settle(kTransformSettleMs); !settled) {
        if (settled.error().code == ErrorCode::TooLarge)
            lowerRecordLimit();
        return settled;
    }
    if (!transactional()) // there it is true only once the transaction is committed
        noteSettled();
    return {};
}

/// What became of the records that were set aside holds from here on.
void TransformStage::noteSettled()
{
    for (journal::Event &e : m_afterFlush) {
        const PositionView position{e.topic, e.partition, e.first};
        addToRange(e.kind, position, e.group, e.text);
    }
    m_afterFlush.clear();
}

Result<void> TransformStage::commit()
{
    m_lastCommitUs = monotonicUs();
    m_commitAgainUs = 0;
    if (auto committed = m_transaction ? commitTransaction() : commitPositions(); !committed)
        return committed;
    m_sinceCommit = m_deadSinceCommit = 0;
    return {};
}

Result<void> TransformStage::settle()
{
    const bool busy =
        std::exchange(m_busy, m_busy || m_transaction.has_value()); // its offsets are those of now
    auto settled = flush();
    const Failed what = settled ? Failed::Commit : Failed::Records;
    if (settled && !commitsFirst())
        settled = commit();
    m_busy = busy;
    if (!settled && m_transaction) { // who comes next must find nothing of it
        m_gaveUp = giveUpTransaction(settled.error(), what);
        m_rejoin = true;
    }
    return settled;
}

bool TransformStage::crashBeforeCommit()
{
    bool crash = crashRequested();
    for (std::int64_t i = 0; i < m_sinceCommit; ++i)
        crash = m_shared.crashes.hit(CrashPoint::TransformProduced) || crash;
    for (std::int64_t i = 0; i < m_deadSinceCommit; ++i)
        crash = m_shared.crashes.hit(CrashPoint::TransformDlqProduced) || crash;
    return crash;
}

Result<void> TransformStage::workHeld(broker::Message &message, CreditReport &report)
{
    m_outputs.clear();
    m_busy = transactional(); // no rebalance before output and position are committed
    const auto handled = handle(message, {});
    publishStepCounts();
    if (handled && !*handled) {
        m_busy = false;
        return Error{
            ErrorCode::Unavailable,
            QCoreApplication::translate("pipeline",
                                        "What the record asks for cannot be reached. The record waits, and "
                                        "nothing was sent; step again."),
            QString::fromStdString(
                Position{std::string(message.topic()), message.partition(), message.offset()}.toString()),
            true};
    }
    auto worked = handled ? flush() : Result<void>(handled.error());
    Failed what = Failed::Records;
    if (worked && transactional()) {
        what = Failed::Commit;
        advancePast(message.position()); // one record, one transaction
        worked = commit();
        report.committed = worked.ok();
    }
    m_busy = false;
    if (!worked) {
        m_rejoin = true; // it is not known what has arrived
        if (m_transaction)
            m_gaveUp = giveUpTransaction(worked.error(), what);
        else if (!isSilence(worked.error())) // of that the conductor tells
            m_gaveUp = afterRefusal(worked.error());
        return worked;
    }
    report.outputs = m_outputs;
    return {};
}

} // namespace pk::pipeline
