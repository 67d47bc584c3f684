// ReadingStage: partitions come and go. Where it begins in each, what it says of that, and what it does while
// a partition has no leader.

#include "base/hash.h"
#include "base/uuid7.h"
#include "domain/headers.h"
#include "domain/ids.h"
#include "pipeline/reading_stage.h"
#include "pipeline/stored_offsets.h"

#include <QCoreApplication>

#include <algorithm>

namespace pk::pipeline {

namespace {

constexpr int kAskTimeoutMs = 10'000;
constexpr int kQuickAnswerMs = 300; // of a broker that is there
constexpr std::int64_t kAskLeaderAgainUs = 1'000'000;

} // namespace

bool ReadingStage::startPositions(std::vector<broker::StartOffset> &starts)
{
    std::vector<TopicPartition> partitions;
    for (const broker::StartOffset &start : starts)
        partitions.push_back(start.partition);
    auto committed = m_consumer->committed(partitions, kAskTimeoutMs);
    if (!committed) {
        brokerFailed(committed.error());
        return false;
    }
    const auto marks = watermarksOfLed(*committed);
    if (!marks) {
        brokerFailed(marks.error());
        return false;
    }
    for (std::size_t i = 0; i < committed->size(); ++i) {
        const broker::CommitOffset &known = (*committed)[i];
        const std::int64_t begin = (*marks)[i].begin;
        addGroupEvent(journal::EventKind::LogStart, known.partition, begin);
        m_committed[known.partition] = known.offset >= 0 ? known.offset : begin;
    }
    const auto offsets = startOffsets(*committed, *marks);
    if (!offsets)
        return false;
    starts.clear();
    for (std::size_t i = 0; i < committed->size(); ++i)
        starts.push_back({(*committed)[i].partition, (*offsets)[i]});
    recovered(condition::database); // the stored offsets were found
    return true;
}

/// One partition without a leader must not keep the others from being read.
Result<std::vector<broker::Consumer::Watermarks>>
ReadingStage::watermarksOfLed(std::vector<broker::CommitOffset> &committed)
{
    std::vector<TopicPartition> partitions;
    for (const broker::CommitOffset &known : committed)
        partitions.push_back(known.partition);
    auto all = m_consumer->watermarksOf(partitions, kAskTimeoutMs);
    if (all || partitions.size() < 2)
        return all;
    std::vector<broker::Consumer::Watermarks> found;
    std::vector<broker::CommitOffset> led;
    std::vector<TopicPartition> leaderless;
    for (const broker::CommitOffset &known : committed) {
        const auto marks = m_consumer->watermarksOf({known.partition}, quickAnswerMs());
        if (marks) {
            found.push_back(marks->front());
            led.push_back(known);
        } else {
            leaderless.push_back(known.partition);
        }
    }
    if (led.empty())
        return all.error();
    committed = std::move(led);
    m_leaderless = std::move(leaderless);
    for (const TopicPartition &partition : m_leaderless)
        brokerFailed({ErrorCode::Unavailable,
                      QCoreApplication::translate("pipeline",
                                                  "Nobody leads this partition, so nobody can read it. It "
                                                  "waits until it has a leader; the others are read."),
                      QString::fromStdString(partition.toString()), true});
    return found;
}

/// Where the group has committed; a group that has never read misses none of what retention took, but that is
/// said.
std::optional<std::vector<std::int64_t>>
ReadingStage::startOffsets(std::span<const broker::CommitOffset> known,
                           std::span<const broker::Consumer::Watermarks> marks)
{
    std::vector<std::int64_t> offsets;
    std::vector<broker::CommitOffset> followed;
    for (std::size_t i = 0; i < known.size(); ++i) {
        const auto &[partition, committed, metadata] = known[i];
        const auto &[begin, end] = marks[i];
        offsets.push_back(committed > end ? begin : std::max(committed, begin));
        if (committed <= end && StoredOffsets::isForeign(known[i]))
            followed.push_back({partition, offsets.back(), commitMetadata(partition)});
    }
    if (!makeOwn(followed)) // it is tried again, and told then
        return std::nullopt;
    for (std::size_t i = 0; i < known.size(); ++i) {
        const auto &[partition, committed, metadata] = known[i];
        const auto &[begin, end] = marks[i];
        if (committed > end)
            reportReset(partition, committed, begin, reset_cause::newLog);
        else if (StoredOffsets::isForeign(known[i]))
            reportReset(partition, -1, committed, reset_cause::byCommit);
        if (committed >= 0 && committed < begin)
            reportDeleted(partition, begin - committed);
        if (committed < 0)
            reportBeginning(partition, begin);
    }
    return offsets;
}

/// From here on the group's commit is our own: the next member does not take it for a reset once more.
bool ReadingStage::makeOwn(const std::vector<broker::CommitOffset> &followed)
{
    return followed.empty() || commitOffsets(followed).ok();
}

std::string ReadingStage::commitMetadata(const TopicPartition & /*partition*/) const
{
    return StoredOffsets::metadataWithoutEpoch(m_shared.cluster.id);
}

void ReadingStage::onAssigned(std::vector<broker::StartOffset> &starts)
{
    m_leaderless.clear();
    if (std::exchange(m_expelled, false))
        addGroupEvent(journal::EventKind::Joined);
    if (!startPositions(starts)) {
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
    m_joined.store(m_leaderless.empty(), std::memory_order_release);
    m_shared.memberChanged();
    flushEvents();
}

void ReadingStage::onRevoked(const std::vector<TopicPartition> &partitions, bool lost)
{
    ++m_assignments;
    m_joined.store(false, std::memory_order_release);
    if (lost)
        dropWork();
    else
        settleAndReport();
    m_held.clear();
    m_leaderless.clear();
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

/// Where retention has overtaken the group, its position is worth a commit: the gap is counted from there. A
/// position past the end is one of a log that is gone, and must not become the group's in the new one.
void ReadingStage::onOutOfRange(const TopicPartition &partition)
{
    const auto found = m_positions.find(partition);
    if (found == m_positions.end())
        return;
    const auto marks = m_consumer->watermarksOf({partition}, quickAnswerMs());
    if (marks && found->second <= marks->front().end)
        return;
    m_positions.erase(found);
    m_held.erase(partition);
    publishPositions();
}

void ReadingStage::reportDeleted(const TopicPartition &partition, std::int64_t records)
{
    m_missed.fetch_add(records, std::memory_order_relaxed);
    reportError(
        {ErrorCode::NotFound,
         QCoreApplication::translate("pipeline",
                                     "%1 record(s) were deleted by retention before the group had read "
                                     "them. Reading goes on at the first kept one.")
             .arg(records),
         QString::fromStdString(partition.toString())});
}

void ReadingStage::reportBeginning(const TopicPartition &partition, std::int64_t begin)
{
    if (begin == 0 || !m_saidBeginning.insert(partition).second)
        return;
    reportError(
        {ErrorCode::NotFound,
         QCoreApplication::translate("pipeline",
                                     "The group reads for the first time, and the log begins at offset "
                                     "%1 only: what was in front of it had been deleted before. It is "
                                     "not counted as lost.")
             .arg(begin),
         QString::fromStdString(partition.toString())});
}

void ReadingStage::reportReset(const TopicPartition &partition, std::int64_t before, std::int64_t next,
                               std::string_view cause)
{
    addGroupEvent(journal::EventKind::Reset, partition, next);
    m_events.back().last = before;
    m_events.back().text = cause;
    if (cause == reset_cause::byCommit) // somebody wanted it: no error
        return;
    const QString what = cause == reset_cause::newLog
        ? QCoreApplication::translate(
            "pipeline",
            "The topic was deleted and made anew: the record that was read last is not in this log. The "
            "partition is read from its beginning. What is stored already is recognised; what the old "
            "topic held and nobody had read is gone.")
        : QCoreApplication::translate(
            "pipeline",
            "The group's commits are gone, and nothing shows that this is still the log that was read: "
            "the topic may have been made anew. The partition is read from its beginning, so that "
            "nothing is left out; what is stored already is recognised.");
    reportError({ErrorCode::NotFound, what, QString::fromStdString(partition.toString())});
}

/// Its place makes the id, and its time the order of ids: so it is the same whoever reads the record.
void ReadingStage::identify(broker::Message &message) const
{
    if (m_kind == StageKind::Bridge) // row events become records with ids of their own
        return;
    if (const auto given = message.header(header::correlationId); given && isId(*given))
        return;
    const PositionView at = message.position();
    const Sha256 digest = sha256(m_shared.cluster.id + '/'
                                 + Position{std::string(at.topic), at.partition, at.offset}.toString());
    std::uint64_t random = 0;
    for (int i = 0; i < 8; ++i)
        random = random << 8U | digest[static_cast<std::size_t>(i)];
    message.addHeader(
        header::correlationId,
        uuid7(std::max<std::int64_t>(0, message.timestampMs()), digest[8] << 8U | digest[9], random));
}

/// A leader's answer may stand behind that to a fetch, which is held back until there is something to fetch;
/// both ends of a log are two questions.
int ReadingStage::quickAnswerMs() const
{
    return kQuickAnswerMs + 2 * m_shared.options.fetchWaitMs;
}

void ReadingStage::askBroker()
{
    if (!waitsFor(condition::broker) || monotonicUs() < m_askAgainUs)
        return;
    if (!m_leaderless.empty()) {
        // All partitions are begun together: the session ends, and the next one is given them again.
        m_rejoin = m_rejoin || m_consumer->watermarksOf(m_leaderless, quickAnswerMs()).ok();
        m_askAgainUs = monotonicUs() + kAskLeaderAgainUs;
        return;
    }
    std::vector<TopicPartition> partitions;
    for (const auto &[partition, next] : m_positions)
        partitions.push_back(partition);
    // All that the member has to do with: the leaders of its partitions and the group's coordinator.
    bool answers = m_consumer->watermarksOf(partitions, quickAnswerMs()).ok();
    if (partitions.empty())
        partitions.push_back({m_topics.front(), 0});
    answers = answers && m_consumer->committed(partitions, quickAnswerMs()).ok();
    if (answers)
        recovered(condition::broker);
    m_askAgainUs = monotonicUs() + kAskLeaderAgainUs;
}

} // namespace pk::pipeline
