#include "pipeline/campus_stage.h"

#include "pipeline/back_off.h"

#include <QCoreApplication>

#include <algorithm>

namespace pk::pipeline {

namespace {

constexpr int kCampusStepMs = 50;
constexpr int kCampusLookMs = 40; // how soon is seen what others write into the database
constexpr int kCampusEndMs = 500;
constexpr std::int64_t kCampusCreditUs = 10'000'000; // so long a conducted transaction may take
constexpr std::int64_t kCapturedTold = 20; // records of a partition between two looks
constexpr int kCampusTries = 50; // some transactions are given up, and nothing comes of them

} // namespace

CampusStage::CampusStage(Shared shared, broker::ClusterBackend &backend, CampusOptions campus, int number)
    : SourceMember(std::move(shared), number)
    , m_backend(backend)
    , m_campus(std::move(campus))
{
}

SourceCounts CampusStage::counts() const
{
    SourceCounts counts;
    counts.published = published();
    counts.transactions = transactions();
    counts.unpublished = m_unpublished.load(std::memory_order_relaxed);
    counts.inserts = m_inserts.load(std::memory_order_relaxed);
    counts.updates = m_updates.load(std::memory_order_relaxed);
    counts.deletes = m_deletes.load(std::memory_order_relaxed);
    counts.capture = m_captureState.load(std::memory_order_relaxed);
    return counts;
}

Stage::SessionEnd CampusStage::session(const std::stop_token &stop)
{
    const auto opened = open(stop);
    SessionEnd end = SessionEnd::Done;
    if (opened && *opened)
        end = loop(stop);
    else if (crashRequested())
        end = SessionEnd::Crashed;
    else if (!opened) {
        setFailure(opened.error());
        end = SessionEnd::Failed;
    }
    m_work.reset();
    noteTold();
    flushEvents();
    return end;
}

/// False: asked to end while the database could not be opened yet.
Result<bool> CampusStage::open(const std::stop_token &stop)
{
    BackOff backOff(static_cast<std::uint64_t>(monotonicUs()));
    while (!stop.stop_requested() && !crashRequested()) {
        auto work = CampusWork::open(
            m_shared, m_campus, m_backend,
            {[this](const Error &error) { reportError(error); },
             [this](const kampus::ChangePublisher::Acknowledged &change) { onAcknowledged(change); },
             [this](const TopicPartition &partition, std::int64_t first, std::int64_t last) {
                 onCaptured(partition, first, last);
             }});
        if (work) {
            m_work = std::move(*work);
            noteHealth();
            return true;
        }
        if (!work.error().retriable)
            return work.error();
        report(work.error(), condition::database);
        rest(backOff.nextMs(), stop);
    }
    return false;
}

Stage::SessionEnd CampusStage::loop(const std::stop_token &stop)
{
    std::optional<BackOff> backOff;
    while (!stop.stop_requested() && !crashRequested()) {
        const bool held = isHeld();
        m_gate.setSettled(m_gate.conducted() && !m_work->waiting());
        if (held && !m_work->waiting() && isStepped()) {
            if (m_gate.conducted())
                serveCredit(stop);
            else
                rest(kCampusLookMs, stop);
            continue;
        }
        const auto moved = turn();
        countUnpublished();
        m_captureState.store(m_work->captureState(), std::memory_order_relaxed);
        noteTold();
        flushEvents();
        if (!moved) {
            if (!moved.error().retriable) {
                setFailure(moved.error());
                return SessionEnd::Failed;
            }
            report(moved.error(),
                   m_work->failedAtBroker()        ? condition::broker
                       : m_work->failedAtCapture() ? condition::source
                                                   : condition::database);
            if (!backOff)
                backOff.emplace(static_cast<std::uint64_t>(monotonicUs()));
            rest(backOff->nextMs(), stop);
            continue;
        }
        backOff.reset();
        noteHealth();
        if (*moved || m_work->waiting())
            continue;
        if (left() <= 0 && m_work->allPublished()) {
            m_exhausted.store(true, std::memory_order_release);
            return SessionEnd::Done;
        }
        rest(m_work->restMs(held ? 0 : left(), monotonicUs(), kCampusLookMs), stop);
    }
    if (crashRequested())
        return SessionEnd::Crashed;
    if (m_work->waiting()) { // what has arrived need not be sent again
        if (const auto published = m_work->publish(kCampusEndMs, left()))
            m_published.fetch_add(*published, std::memory_order_relaxed);
    }
    return SessionEnd::Done;
}

/// Then nothing new happens at the campus and nothing more is handed over; what is under way is waited for.
bool CampusStage::isHeld() const
{
    return onHold() || m_gate.conducted();
}

/// Whether something was done.
Result<bool> CampusStage::turn()
{
    const auto worked = m_work->work(isHeld() ? 0 : left(), monotonicUs());
    if (!worked)
        return worked.error();
    m_transactions.fetch_add(*worked, std::memory_order_relaxed);
    const auto published = m_work->publish(kCampusStepMs, left());
    if (!published)
        return published.error();
    m_published.fetch_add(*published, std::memory_order_relaxed);
    return *worked > 0 || *published > 0;
}

void CampusStage::serveCredit(const std::stop_token &stop)
{
    const auto credit = m_gate.next(kCampusLookMs);
    if (!credit)
        return;
    m_outputs.clear();
    CreditReport report;
    report.exhausted = left() <= 0 && m_work->allPublished();
    if (report.exhausted) {
        m_exhausted.store(true, std::memory_order_release);
    } else {
        if (const auto done = doTransaction(stop); !done)
            report.error = done.error();
    }
    noteTold();
    countUnpublished();
    report.outputs = m_outputs;
    flushEvents();
    m_gate.report(std::move(report));
}

/// Until the broker has acknowledged a change: the next one that waits in the campus's log, or else a new
/// one.
Result<void> CampusStage::doTransaction(const std::stop_token &stop)
{
    const std::int64_t untilUs = monotonicUs() + kCampusCreditUs;
    for (int tries = 0; tries < kCampusTries && m_told.empty(); ++tries) {
        const auto behind = m_work->isBehind();
        if (!behind)
            return behind.error();
        if (!*behind) {
            if (left() <= 0)
                break;
            const auto worked = m_work->workOnce();
            if (!worked)
                return worked.error();
            m_transactions.fetch_add(*worked ? 1 : 0, std::memory_order_relaxed);
        }
        for (bool more = true; more;) {
            const auto published = m_work->publishOne(kCampusStepMs);
            if (!published)
                return published.error();
            m_published.fetch_add(*published, std::memory_order_relaxed);
            more = m_work->waiting() || m_work->insideTransaction();
            if (more && (monotonicUs() > untilUs || stop.stop_requested() || crashRequested()))
                return Error{
                    ErrorCode::Timeout,
                    QCoreApplication::translate("pipeline",
                                                "The campus's changes are not acknowledged yet. They "
                                                "are kept in its log and sent again; step again."),
                    {},
                    true};
        }
    }
    return {};
}

void CampusStage::onAcknowledged(const kampus::ChangePublisher::Acknowledged &change)
{
    StartTimes::once(m_shared.times.firstAckUs);
    if (change.position.offset < 0) // see broker::Delivery::isPlaced()
        return;
    if (m_gate.conducted())
        m_told.push_back(
            {{std::string(change.position.topic), change.position.partition, change.position.offset},
             std::string(change.key),
             std::string(change.type)});
    else
        noteAcknowledged(change.position, change.key, change.type);
    std::atomic<std::int64_t> &kind = change.type == "update" ? m_updates
        : change.type == "delete"                             ? m_deletes
                                                              : m_inserts;
    kind.fetch_add(1, std::memory_order_relaxed);
}

/// Of its records the topics alone know more; a few show in the picture that they came.
void CampusStage::onCaptured(const TopicPartition &partition, std::int64_t first, std::int64_t last)
{
    StartTimes::once(m_shared.times.firstAckUs);
    for (std::int64_t offset = first; offset <= last; ++offset)
        addToRange(journal::EventKind::Acked, {partition.topic, partition.partition, offset}, {});
    for (std::int64_t offset = std::max(first, last - kCapturedTold + 1); offset <= last; ++offset) {
        if (const std::string place = Position{partition.topic, partition.partition, offset}.toString();
            isSampled(place))
            addRecord(journal::Hop::Acked, {partition.topic, partition.partition, offset}, {}, place, {});
    }
}

void CampusStage::noteAcknowledged(const PositionView &at, std::string_view key, std::string_view type)
{
    addToRange(journal::EventKind::Acked, at, {});
    if (const std::string place = Position{std::string(at.topic), at.partition, at.offset}.toString();
        isSampled(place))
        addRecord(journal::Hop::Acked, at, key, place, type);
}

/// The answers of several partitions come as they like; what is told of them keeps an order of its own.
void CampusStage::noteTold()
{
    std::sort(m_told.begin(), m_told.end(), [](const Told &a, const Told &b) { return a.at < b.at; });
    for (const Told &told : m_told) {
        noteAcknowledged({told.at.topic, told.at.partition, told.at.offset}, told.key, told.type);
        m_outputs.push_back(told.at);
    }
    m_told.clear();
}

/// Said once, however often it is tried.
void CampusStage::report(const Error &error, std::string_view condition)
{
    if (!waitsFor(condition))
        reportError(error, condition);
    setStatus(StageStatus::Retrying);
}

/// After a turn without an error. Of the broker only an answer tells that it is there, and of a capture that
/// it captures again.
void CampusStage::noteHealth()
{
    const bool captures =
        m_work->captureState().value_or(kampus::CaptureState::Running) == kampus::CaptureState::Running;
    recovered(condition::database);
    if (captures)
        recovered(condition::source);
    if (!m_work->waiting())
        recovered(condition::broker);
    if (!waitsFor(condition::broker) && !waitsFor(condition::source))
        setStatus(captures ? StageStatus::Running : StageStatus::Starting);
}

/// For whoever watches: where it cannot be counted, the count before stays.
void CampusStage::countUnpublished()
{
    if (const auto changes = m_work->unpublished())
        m_unpublished.store(*changes, std::memory_order_relaxed);
}

} // namespace pk::pipeline
