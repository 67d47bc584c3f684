#include "pipeline/source_stage.h"

#include "base/hash.h"
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

constexpr int kPollMs = 40; // at ease; a new rate, a pause or a crash are seen that soon
constexpr int kEventFlushUs = 20'000;
constexpr std::int64_t kLookEvery = 16; // records, at full speed
constexpr int kKeepPositionUs = 50'000;
/// Until every member has its partitions, a source without a rate sends only so many: nobody reads them yet.
constexpr std::int64_t kLeadIn = 100;
/// Set in the tags of dead letters: they are no raw records.
constexpr std::uint64_t kRejectBit = 1ULL << 63U;
constexpr int kSettleMs = 30'000;
/// So often in a row the same record may be refused for good before the stage fails.
constexpr int kMostRefusals = 3;

} // namespace

SourceStage::SourceStage(Shared shared, SourceFactory factory, int number)
    : SourceMember(std::move(shared), number)
    , m_factory(std::move(factory))
{
}

Stage::SessionEnd SourceStage::session(const std::stop_token &stop)
{
    m_hitCrashPoint = false;
    auto sender = Sender::create(
        broker::producerConfig(m_shared.cluster, m_name, m_shared.controls.lingerMs()),
        [this](const broker::Delivery &d) { onDelivery(d); }, [this] { flushWhileWaiting(); },
        [this] { return crashRequested(); });
    if (!sender) {
        setFailure(sender.error());
        return SessionEnd::Failed;
    }
    // After a crash or a refusal the source begins again behind what is known to be in the log without a gap;
    // what was under way is sent once more, with the same event ids.
    const std::int64_t given = std::exchange(m_sequence, m_ackedPrefix);
    auto source = m_factory(m_sequence);
    if (!source && source.error().retriable) { // it is away, and this session has given nothing
        m_sequence = given;
        if (!waitsFor(condition::source))
            reportError(source.error(), condition::source);
        setStatus(StageStatus::Retrying);
        return SessionEnd::Rejoin;
    }
    if (!source) {
        setFailure(source.error());
        return SessionEnd::Failed;
    }
    m_sender = std::move(*sender);
    m_source = std::move(*source);
    if (!m_source->repeatable()) // it may give others now: numbers of before say nothing of them
        m_sequence = m_ackedPrefix = given;
    m_firstSequence = m_sequence;
    tellNotices();
    m_pace.restart();
    setStatus(StageStatus::Running);
    const SessionEnd end = runFreely(stop);
    m_sender.reset();
    m_source.reset();
    m_sampled.clear();
    return end;
}

Stage::SessionEnd SourceStage::runFreely(const std::stop_token &stop)
{
    while (!stop.stop_requested()) {
        if (crashRequested())
            break;
        if (m_gate.conducted()) {
            serveCredit();
            if (m_sender->refused())
                return afterRefusal();
            continue;
        }
        if (!keepPosition())
            return SessionEnd::Failed;
        const Turn turn = awaitTurn(stop);
        if (turn == Turn::Failed)
            return SessionEnd::Failed;
        if (turn == Turn::Later)
            continue;
        setIdle(false);
        const Emit emitted = emitOne();
        // Flat out, asking for reports and for the time costs as much as a hundredth of the record itself.
        const bool look = m_sequence % kLookEvery == 0 || emitted != Emit::Done
            || m_shared.controls.ratePerSecond.load(std::memory_order_relaxed) > 0;
        if (look)
            m_sender->poll();
        if (m_hitCrashPoint || emitted == Emit::Crashed) {
            dropUnsent();
            return SessionEnd::Crashed;
        }
        if (emitted == Emit::Failed)
            return SessionEnd::Failed;
        if (m_sender->refused())
            return afterRefusal();
        if (look && monotonicUs() - m_lastFlushUs > kEventFlushUs) {
            flushEvents();
            m_lastFlushUs = monotonicUs();
        }
        if (emitted == Emit::Exhausted)
            break;
    }
    for (;;) {
        if (crashRequested()) {
            dropUnsent();
            return SessionEnd::Crashed;
        }
        const auto settled = settle();
        if (m_hitCrashPoint)
            return SessionEnd::Crashed;
        if (settled)
            break;
        if (m_sender->refused())
            return afterRefusal();
        if (stop.stop_requested() || !settled.error().retriable) {
            setFailure(settled.error());
            return SessionEnd::Failed;
        }
        reportError(settled.error(), condition::broker); // it is away; the last records wait for it
        setStatus(StageStatus::Retrying);
    }
    if (!keepPosition(true))
        return SessionEnd::Failed;
    m_exhausted.store(true, std::memory_order_release);
    return SessionEnd::Done;
}

/// Tells the source what is acknowledged. False: it cannot keep its position, so going on would double.
bool SourceStage::keepPosition(bool now)
{
    const std::int64_t nowUs = monotonicUs();
    if (!now && nowUs - m_keptUs < kKeepPositionUs)
        return true;
    m_keptUs = nowUs;
    const auto kept = m_source->settled(m_ackedPrefix - m_firstSequence);
    if (kept)
        return true;
    if (kept.error().retriable && !now) { // the file is held by somebody: the next time will do
        reportError(kept.error());
        return true;
    }
    setFailure(kept.error());
    return false;
}

/// The broker has refused a record: the session ends once it is known which of the others arrived, and the
/// next one sends what is missing.
Stage::SessionEnd SourceStage::afterRefusal()
{
    const Error error = *m_sender->refused();
    (void)settle();
    if (!keepPosition(true))
        return SessionEnd::Failed;
    dropUnsent();
    m_refusals = m_ackedPrefix == m_refusedPrefix ? m_refusals + 1 : 1;
    m_refusedPrefix = m_ackedPrefix;
    if (!error.retriable && m_refusals >= kMostRefusals) {
        setFailure(error);
        return SessionEnd::Failed;
    }
    reportError(error, isSilence(error) || error.fatal ? condition::broker : std::string_view());
    return SessionEnd::Rejoin;
}

void SourceStage::dropUnsent()
{
    m_sender->purge();
    for (const Dataset dataset : m_shared.options.datasets)
        m_shared.guard.recount(rawTopic(dataset));
}

/// Whether the next record may go by the rate.
bool SourceStage::isDue()
{
    if (m_shared.controls.takeBurst()) {
        m_pace.restart();
        return true;
    }
    const std::int64_t rate = m_shared.controls.ratePerSecond.load(std::memory_order_relaxed);
    if (rate == 0)
        return true; // without asking for the time: that is dear at full speed
    const std::int64_t waitUs = m_pace.waitUs(rate, monotonicUs());
    if (waitUs > 0) {
        // A millisecond at least: what became due meanwhile goes at once, while asking again and again for
        // less would take a whole core.
        m_sender->poll(static_cast<int>(std::clamp<std::int64_t>(waitUs / 1000, 1, kPollMs)));
        flushEvents();
        return false;
    }
    m_pace.noteDone();
    return true;
}

void SourceStage::tellNotices()
{
    while (const auto notice = m_source->takeNotice())
        reportError(*notice);
}

/// Whether the source has something. Trouble that passes is said once and waited for.
SourceStage::Turn SourceStage::awaitSource()
{
    const auto ready = m_source->ready();
    tellNotices();
    if (!ready && !ready.error().retriable) {
        setFailure(ready.error());
        return Turn::Failed;
    }
    if (!ready) {
        if (!waitsFor(condition::source))
            reportError(ready.error(), condition::source);
        setStatus(StageStatus::Retrying);
    } else if (waitsFor(condition::source)) {
        recovered(condition::source);
        setStatus(StageStatus::Running);
    }
    return ready && *ready ? Turn::Now : Turn::Later;
}

/// Later: callbacks were served meanwhile.
SourceStage::Turn SourceStage::awaitTurn(const std::stop_token &stop)
{
    const std::int64_t rate = m_shared.controls.ratePerSecond.load(std::memory_order_relaxed);
    const bool open = std::all_of(m_shared.options.datasets.begin(), m_shared.options.datasets.end(),
                                  [this](Dataset d) { return m_shared.guard.mayProduce(rawTopic(d)); });
    const bool early =
        rate == 0 && m_sequence >= kLeadIn && m_shared.times.assignedUs.load(std::memory_order_relaxed) == 0;
    const Turn source = !open || early || onHold() ? Turn::Later : awaitSource();
    if (source == Turn::Later) {
        m_sender->poll(5);
        flushEvents();
    }
    if (source != Turn::Now)
        return source;
    return isDue() && !stop.stop_requested() ? Turn::Now : Turn::Later;
}

SourceStage::Emit SourceStage::emitOne()
{
    m_record.clear();
    const auto more = m_source->next(m_record);
    if (!more) {
        setFailure(more.error());
        return Emit::Failed;
    }
    if (!*more)
        return Emit::Exhausted;
    if (m_ackedSequences.test(m_sequence)) { // it arrived in the session before
        ++m_sequence;
        return Emit::Done;
    }
    if (m_shared.crashes.hit(CrashPoint::SourceRead))
        return Emit::Crashed;
    const auto &datasets = m_shared.options.datasets;
    if (std::find(datasets.begin(), datasets.end(), m_record.dataset) == datasets.end()) {
        setFailure({ErrorCode::BadInput,
                    QCoreApplication::translate(
                        "pipeline",
                        "The source gives records of a dataset that does not run here, and nobody would read "
                        "them. Choose the dataset that the source has."),
                    QString::fromLatin1(rawTopic(m_record.dataset))});
        return Emit::Failed;
    }
    m_shared.clock.advanceTo(m_record.timestampMs);
    if (const auto sent = m_record.reject ? produceReject() : produceRecord(); !sent) {
        if (sent.error().code == ErrorCode::Cancelled)
            return Emit::Crashed;
        setFailure(sent.error());
        return Emit::Failed;
    }
    return Emit::Done;
}

Result<void> SourceStage::produceRecord()
{
    broker::Headers headers;
    for (std::size_t i = 0; i < m_record.headers.size(); ++i)
        headers.add(m_record.headers.name(i), m_record.headers.value(i));
    broker::ProduceRequest request;
    request.topic = rawTopic(m_record.dataset);
    request.value = m_record.value;
    request.timestampMs = m_record.timestampMs;
    request.tag = static_cast<std::uint64_t>(m_sequence);
    if (m_record.hasKey) {
        request.key = m_record.key;
        // What the library's murmur2_random would choose; computed here, the guard can count by partition.
        request.partition = murmur2Partition(m_record.key, m_shared.partitions.of(request.topic));
    } else {
        request.partition = static_cast<std::int32_t>(m_sequence % m_shared.partitions.of(request.topic));
    }
    const std::string_view correlationId =
        m_record.headers.find(header::correlationId).value_or(std::string_view());
    if (isSampled(correlationId)) {
        const std::string_view type = m_record.headers.find(header::eventType).value_or(std::string_view());
        m_sampled[request.tag] = {std::string(correlationId), m_record.key, std::string(type)};
        addRecord(journal::Hop::Produced, {request.topic, request.partition, -1}, m_record.key, correlationId,
                  type);
    }
    const std::size_t bytes = m_record.value.size() + m_record.key.size();
    if (auto sent = m_sender->send(request, headers); !sent)
        return sent;
    m_shared.guard.note(request.topic, request.partition, bytes);
    ++m_sequence;
    m_produced.fetch_add(1, std::memory_order_relaxed);
    return {};
}

Result<void> SourceStage::produceReject()
{
    const std::string topic(rawTopic(m_record.dataset));
    broker::Headers headers;
    DeadLetter letter;
    letter.topic = topic;
    letter.stage = "EXTRACT";
    letter.step = m_record.reject->origin;
    letter.code = m_record.reject->code;
    letter.message = m_record.reject->reason;
    addDeadLetterHeaders(headers, letter);
    headers.add(header::source, m_source->name());
    headers.add(header::inputFile, m_record.reject->origin);
    headers.add(header::inputLine, std::to_string(m_record.reject->line));
    broker::ProduceRequest request;
    const std::string dlq = deadLetterTopic(topic);
    request.topic = dlq;
    // Of the sequence, not of chance: in the conducted regime the same seed gives the same offsets.
    request.partition = static_cast<std::int32_t>(m_sequence % m_shared.partitions.of(request.topic));
    request.value = m_record.value;
    request.timestampMs = m_record.timestampMs;
    request.tag = static_cast<std::uint64_t>(m_sequence) | kRejectBit;
    if (auto sent = m_sender->send(request, headers); !sent)
        return sent;
    ++m_sequence;
    return {};
}

void SourceStage::onDelivery(const broker::Delivery &delivery)
{
    if (!m_sender->refused())
        recovered(condition::broker);
    const PositionView position{delivery.topic, delivery.partition, delivery.offset};
    addToRange(journal::EventKind::Acked, position, {});
    if ((delivery.tag & kRejectBit) != 0) {
        noteAcked(static_cast<std::int64_t>(delivery.tag & ~kRejectBit));
        m_rejected.fetch_add(1, std::memory_order_relaxed);
        return;
    }
    StartTimes::once(m_shared.times.firstAckUs);
    m_shared.times.lastAckUs.store(monotonicUs(), std::memory_order_relaxed);
    m_acked.add(delivery);
    if (delivery.isPlaced())
        m_lastAcked = {std::string(delivery.topic), delivery.partition, delivery.offset};
    noteAcked(static_cast<std::int64_t>(delivery.tag));
    m_ackedCount.fetch_add(1, std::memory_order_relaxed);
    if (const auto sampled = m_sampled.find(delivery.tag); sampled != m_sampled.end()) {
        const Sampled &record = sampled->second;
        if (delivery.isPlaced())
            addRecord(journal::Hop::Acked, position, record.key, record.correlationId, record.eventType);
        m_sampled.erase(sampled);
    }
    if (m_shared.crashes.hit(CrashPoint::SourceAcked))
        m_hitCrashPoint = true;
}

void SourceStage::noteAcked(std::int64_t sequence)
{
    m_ackedSequences.set(sequence);
    while (m_ackedSequences.test(m_ackedPrefix))
        ++m_ackedPrefix;
}

/// Waits for all delivery reports.
Result<void> SourceStage::settle()
{
    auto settled = m_sender->settle(kSettleMs);
    flushEvents();
    setIdle(true);
    return settled;
}

void SourceStage::serveCredit()
{
    if (!m_gate.settled()) {
        if (const auto settled = settle(); !settled)
            reportError(settled.error(), condition::broker);
        m_gate.setSettled(true);
    }
    const auto credit = m_gate.next(kPollMs);
    m_sender->poll();
    if (!credit)
        return;
    CreditReport report;
    m_lastAcked = {};
    // Where nothing has come yet, there is nothing to step.
    const Turn turn = m_exhausted ? Turn::Later : awaitSource();
    const Emit emitted = turn == Turn::Now ? emitOne()
        : turn == Turn::Failed             ? Emit::Failed
                                           : Emit::Exhausted;
    report.exhausted = emitted == Emit::Exhausted;
    if (report.exhausted && turn == Turn::Now)
        m_exhausted.store(true, std::memory_order_release);
    if (emitted == Emit::Failed)
        report.error = failure();
    else if (const auto settled = settle(); !settled)
        report.error = settled.error();
    else if (!keepPosition(true))
        report.error = failure();
    else if (m_lastAcked.offset >= 0)
        report.outputs.push_back(m_lastAcked);
    flushEvents();
    m_gate.report(std::move(report));
}

} // namespace pk::pipeline
