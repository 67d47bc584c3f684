#include "pipeline/reading_stage.h"

#include "domain/change_event.h"
#include "domain/headers.h"
#include "pipeline/controls.h"
#include "pipeline/partition_counts.h"

#include <QCoreApplication>

#include <algorithm>
#include <chrono>
#include <thread>
#include <utility>

namespace pk::pipeline {

namespace {

constexpr std::int64_t kCommitAgainUs = 200'000;
constexpr int kCountTimeoutMs = 10'000;
constexpr int kMostRefusals = 3;
constexpr std::int64_t kRefusalsUs = 60'000'000; ///< further apart they are not of one cause
/// What is left of a record's size after the broker has refused larger ones again and again.
constexpr std::int64_t kLeastRecordBytes = 262'144;
/// Flat out a small prefetch stalls librdkafka 2.0.2; memory is bounded by the retention guard.
constexpr int kPrefetchKb = 32'768;

std::vector<std::string> inputTopics(StageKind kind, const PipelineOptions &options)
{
    if (kind == StageKind::Bridge || kind == StageKind::Replica)
        return changeTopicsOf(options);
    std::vector<std::string> topics;
    for (const Dataset dataset : options.datasets)
        topics.emplace_back(kind == StageKind::Transform ? rawTopic(dataset) : enrichedTopic(dataset));
    return topics;
}

int membersOf(StageKind kind, const PipelineOptions &options)
{
    return kind == StageKind::Transform ? options.transformMembers
        : kind == StageKind::Load       ? options.loadMembers
                                        : 1;
}

const std::string &groupOf(StageKind kind, const PipelineOptions &options)
{
    switch (kind) {
    case StageKind::Transform:
        return options.transformGroup;
    case StageKind::Load:
        return options.loaderGroup;
    case StageKind::Replica:
        return options.replicaGroup;
    case StageKind::Lake:
        return options.lakeGroup;
    default:
        return options.bridgeGroup;
    }
}

} // namespace

ReadingStage::ReadingStage(Shared shared, StageKind kind, int member)
    : Stage(std::move(shared), kind, member)
    , m_members(membersOf(kind, m_shared.options))
    , m_group(groupOf(kind, m_shared.options))
    , m_topics(inputTopics(kind, m_shared.options))
    , m_maxRecordBytes(broker::kMaxMessageBytes)
{
}

Result<void> ReadingStage::openSender(int lingerMs, broker::Producer::DeliveryHandler handler,
                                      const std::string &transactionalId)
{
    auto sender = Sender::create(
        transactionalId.empty()
            ? broker::producerConfig(m_shared.cluster, m_name, lingerMs)
            : broker::transactionalConfig(m_shared.cluster, m_name, lingerMs, transactionalId),
        std::move(handler),
        [this] {
            if (m_consumer && !m_busy)
                m_consumer->serve();
            flushWhileWaiting(); // what has arrived is ours, however long the rest takes
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
        if (error.code == ErrorCode::OutOfRange)
            reportError(error);
        else
            brokerFailed(error);
    };
    listener.outOfRange = [this](const TopicPartition &partition) { onOutOfRange(partition); };
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
    m_joined.store(false, std::memory_order_release);
    m_commitAgainUs = 0;
    addGroupEvent(journal::EventKind::Joined);
    flushEvents();
    if (!m_shared.options.staticAssignment)
        return m_consumer->subscribe(m_topics);
    return assignMine();
}

/// Without a group nobody gives partitions out. How many a topic has is the cluster's to say: others than we
/// may have made it.
Result<void> ReadingStage::assignMine()
{
    const auto counts = m_consumer->partitionCounts(kCountTimeoutMs);
    if (!counts) {
        brokerFailed(counts.error());
        m_rejoin = true; // the next session asks again
        return {};
    }
    std::vector<broker::StartOffset> mine;
    for (const std::string &topic : m_topics) {
        const auto there = counts->find(topic);
        const int count = there != counts->end() ? there->second : m_shared.partitions.of(topic);
        for (int p = m_member; p < count; p += m_members)
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
    if (end == SessionEnd::Crashed)
        setStatus(
            StageStatus::Crashed); // told before it is no member any more: a running one would seem to join
    m_joined.store(false, std::memory_order_release);
    m_positions.clear();
    m_committed.clear();
    publishPositions();
    if (end != SessionEnd::Crashed) // a crashed member says nothing: the group expels it by time-out
        addGroupEvent(journal::EventKind::Left);
    flushEvents();
}

/// It takes no leave: the group's time-out has the last word.
void ReadingStage::goneForGood()
{
    addGroupEvent(journal::EventKind::Expelled);
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

/// Offsets that hold transaction markers are nobody's work: without this the group would for ever lag behind.
void ReadingStage::skipMarkers()
{
    bool moved = false;
    for (auto &[partition, next] : m_positions) {
        const std::int64_t past = m_consumer->pastMarkers(partition, next);
        moved = moved || past > next;
        next = past;
    }
    if (!moved)
        return;
    publishPositions();
    if (m_commitAgainUs == 0)
        m_commitAgainUs = monotonicUs();
}

void ReadingStage::settleAndReport()
{
    if (m_settling || !m_consumer)
        return;
    m_settling = true;
    const auto settled = settle();
    if (!settled && m_sender && m_sender->refused() && !isSilence(settled.error()))
        reportError(settled.error());
    else if (!settled)
        brokerFailed(settled.error());
    m_settling = false;
}

std::optional<Stage::SessionEnd> ReadingStage::beginTurn(bool &free)
{
    m_sender->poll();
    if (crashRequested())
        return SessionEnd::Crashed;
    free = serve();
    return m_rejoin ? std::optional(SessionEnd::Rejoin) : std::nullopt;
}

void ReadingStage::takeBatch(std::size_t max, int waitMs, int gatherMs, std::vector<broker::Message> &batch)
{
    if (max == 0) {
        m_consumer->wait(waitMs);
        return;
    }
    if (takeKept(max, batch))
        return;
    const std::int64_t untilUs = monotonicUs() + std::int64_t{gatherMs} * 1000;
    for (;;) {
        const auto before = static_cast<std::ptrdiff_t>(batch.size());
        m_consumer->takeAny(max - batch.size(), batch);
        std::for_each(batch.begin() + before, batch.end(), [this](broker::Message &m) { identify(m); });
        if (batch.size() >= max
            || (!batch.empty() && (monotonicUs() >= untilUs || m_shared.controls.isEnding())))
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
    // What it has just done is known before the next record comes, and so is what is answered meanwhile.
    while (!stop.stop_requested() && !m_gate.conducted() && !crashRequested()
           && monotonicUs() - beganUs < std::int64_t{m_shared.controls.delayOf(m_kind)} * 1000) {
        m_consumer->serve();
        m_sender->poll();
        flushEvents();
        std::this_thread::sleep_for(std::chrono::milliseconds(2));
    }
}

bool ReadingStage::waitServing(int ms, const std::stop_token &stop, Conducted conducted)
{
    flushEvents();
    const std::int64_t untilUs = monotonicUs() + std::int64_t{ms} * 1000;
    while (monotonicUs() < untilUs) {
        if (stop.stop_requested() || crashRequested())
            return false;
        if (!m_consumer) {
            if (serve())
                std::this_thread::sleep_for(std::chrono::milliseconds(10));
        } else if (m_gate.conducted()) {
            if (conducted == Conducted::WaitsNoLonger)
                return true;
            serve();
        } else {
            m_consumer->wait(10);
            m_consumer->serve();
        }
        if (m_sender)
            m_sender->poll();
        flushWhileWaiting();
    }
    return true;
}

std::string ReadingStage::placeOf(const broker::Message &message)
{
    return Position{std::string(message.topic()), message.partition(), message.offset()}.toString();
}

void ReadingStage::noteTaken(const broker::Message &message)
{
    addToRange(journal::EventKind::Taken, message.position(), m_group);
    std::string place;
    std::string_view correlation = message.header(header::correlationId).value_or(std::string_view());
    if (m_kind == StageKind::Bridge) { // change events have no other name, see CampusStage
        place = placeOf(message);
        correlation = place;
    }
    if (isSampled(correlation)) {
        const auto type = message.header(header::eventType);
        addRecord(m_kind == StageKind::Transform ? journal::Hop::Taken : journal::Hop::LoadTaken,
                  message.position(), message.key(), correlation,
                  type ? *type : changeTypeOf(message.value())); // change events have no headers
    }
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
    brokerFailed(error);
    m_commitAgainUs = monotonicUs() + kCommitAgainUs;
}

void ReadingStage::brokerFailed(const Error &error)
{
    reportError(error, condition::broker);
    m_askAgainUs = monotonicUs() + kAskAgainUs;
}

Stage::SessionEnd ReadingStage::afterRefusal(const Error &error)
{
    if (isSilence(error) || error.fatal) { // a producer fails for good over what an outage has done
        brokerFailed(error);
        return SessionEnd::Rejoin;
    }
    const bool smallerNext = error.code == ErrorCode::TooLarge && m_maxRecordBytes > kLeastRecordBytes;
    if (error.code == ErrorCode::Cancelled || smallerNext) {
        reportError(error);
        return SessionEnd::Rejoin;
    }
    const std::int64_t nowUs = monotonicUs();
    if (nowUs - m_refusedUs > kRefusalsUs) {
        m_refusedUs = nowUs;
        m_refusals = 0;
    }
    if (++m_refusals < kMostRefusals) {
        reportError(error);
        return SessionEnd::Rejoin;
    }
    m_refusals = 0;
    setFailure(error);
    return SessionEnd::Failed;
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
