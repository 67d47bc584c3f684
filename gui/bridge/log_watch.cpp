#include "bridge/log_watch.h"

#include "base/clock.h"
#include "base/stop_wait.h"
#include "bridge/log_origin.h"
#include "bridge/message_fetch.h"
#include "journal/state.h"

#include <algorithm>

namespace pk::gui {

namespace {

constexpr std::chrono::milliseconds kEvery{1'000};
constexpr int kGroupsEvery = 3; ///< looks
constexpr int kGoneAfter = 3; ///< looks; a broker that has just come back may not know all topics yet
constexpr int kStableEndsMs = 2'000;
constexpr std::int64_t kReadMost = 2'000; ///< messages of a partition at one look
/// As long as a producer may take to send again what it lost with its broker, and to be told that it arrived.
constexpr std::int64_t kPatienceUs = 15'000'000;
/// Who has written may go on: what comes within this time is not waited for again.
constexpr std::int64_t kStillThereUs = 60'000'000;

} // namespace

LogWatch::LogWatch(broker::ClusterBackend &backend, journal::Journal &journal,
                   std::vector<std::string> topics, const PastLogs &past, std::vector<GroupTopics> groups)
    : m_backend(backend)
    , m_journal(journal)
    , m_writer(journal.writer("log-watch"))
    , m_topics(std::move(topics))
    , m_commits(backend, journal, std::move(groups))
{
    for (const auto &[partition, marks] : past) {
        Log &log = m_logs[partition];
        log.begin = marks.begin;
        log.endBefore = marks.end;
        if (marks.end > 0)
            log.known.add(0, marks.end - 1);
    }
    m_thread = std::jthread([this](const std::stop_token &stop) { run(stop); });
}

LogWatch::~LogWatch()
{
    requestStop();
    m_thread.join();
}

void LogWatch::requestStop()
{
    m_givenUp = true;
    m_commits.requestStop();
    m_thread.request_stop();
}

template <typename Question> auto LogWatch::answerTo(Question question)
{
    if (silentSinceUs() == 0)
        m_silentSinceUs.store(monotonicUs(), std::memory_order_relaxed);
    auto answer = question();
    if (answer)
        m_silentSinceUs.store(0, std::memory_order_relaxed);
    return answer;
}

/// That it is not answered says nothing of the others.
template <typename Question> auto LogWatch::answerOfOne(Question question)
{
    const auto known = this->report();
    if (!known || known->brokers.size() < 2)
        return answerTo(question);
    auto answer = question();
    if (answer)
        m_silentSinceUs.store(0, std::memory_order_relaxed);
    return answer;
}

void LogWatch::run(const std::stop_token &stop)
{
    while (!stop.stop_requested()) {
        if (const auto topics = answerTo([this] { return m_backend.topics(); })) {
            for (const broker::TopicInfo &topic : *topics) {
                if (std::find(m_topics.begin(), m_topics.end(), topic.name) == m_topics.end())
                    continue;
                for (const broker::PartitionInfo &partition : topic.partitions)
                    noteLeader({topic.name, partition.id}, partition.leader);
            }
            readJournal();
            look(*topics);
            readReport(*topics);
        }
        waitForStop(stop, kEvery);
    }
}

void LogWatch::noteLeader(const TopicPartition &partition, int leader)
{
    Log &log = m_logs[partition];
    if (std::exchange(log.leader, leader) != leader)
        append(journal::EventKind::LeaderMoved, partition, leader, leader);
}

std::shared_ptr<const ClusterReport> LogWatch::report() const
{
    const std::lock_guard lock(m_reportMutex);
    return m_report;
}

void LogWatch::readReport(std::vector<broker::TopicInfo> topics)
{
    if (!m_backend.supports(broker::Feature::GroupAdmin))
        return;
    auto brokers = answerTo([this] { return m_backend.brokers(); });
    if (!brokers)
        return;
    const auto before = this->report();
    ClusterReport report = before ? *before : ClusterReport();
    report.topics = std::move(topics);
    report.brokers = std::move(*brokers);
    if (before)
        publish(report); // groups may be long in answering
    if (m_untilGroups > 0) {
        --m_untilGroups;
        return;
    }
    readGroups(report);
    publish(report);
}

/// Members change seldom, and each group is a question. Where one is not answered, all stay as they were told
/// last: the others would take as long.
void LogWatch::readGroups(ClusterReport &report)
{
    report.groupsAreOld = true;
    auto groups = answerOfOne([this] { return m_backend.groups(); });
    if (!groups)
        return;
    for (broker::GroupInfo &group : *groups) {
        auto described = answerOfOne([&] { return m_backend.describeGroup(group.id); });
        if (described)
            group = std::move(*described);
        else if (described.error().retriable)
            return;
    }
    m_untilGroups = kGroupsEvery;
    report.groups = std::move(*groups);
    report.groupsUs = wallUs();
    report.groupsAreOld = false;
}

void LogWatch::publish(const ClusterReport &report)
{
    auto published = std::make_shared<const ClusterReport>(report);
    const std::lock_guard lock(m_reportMutex);
    m_report = std::move(published);
}

/// What is known to be ours, or was found before; and where the journal says that the logs end.
void LogWatch::readJournal()
{
    (void)m_journal.forEach(m_seq, m_journal.lastSeq(), [this](std::span<const journal::Event> events) {
        for (const journal::Event &event : events) {
            m_seq = event.seq;
            const std::int64_t proven = journal::provenEnd(event);
            if (!journal::isRange(event.kind) && event.kind != journal::EventKind::LogStart && proven == 0)
                continue;
            const auto log = m_logs.find({event.topic, event.partition});
            if (log == m_logs.end())
                continue;
            if (proven > 0) {
                log->second.told = std::max(log->second.told, proven);
                continue;
            }
            const bool anew = event.kind == journal::EventKind::LogStart && event.text == journal::kNewLog;
            log->second.told = anew ? event.last + 1 : std::max(log->second.told, event.last + 1);
            if (event.kind == journal::EventKind::Acked || event.kind == journal::EventKind::Observed)
                log->second.known.add(event.first, event.last);
            if (event.kind == journal::EventKind::Acked) {
                log->second.recent.add(event.first, event.last);
                log->second.ours.add(event.first, event.last);
            }
        }
        return true;
    });
}

/// Nothing where there is no such partition; -1 where it has no leader.
static std::optional<int> leaderOf(const std::vector<broker::TopicInfo> &topics,
                                   const TopicPartition &partition)
{
    for (const broker::TopicInfo &topic : topics) {
        for (const broker::PartitionInfo &one : topic.partitions) {
            if (topic.name == partition.topic && one.id == partition.partition)
                return one.leader;
        }
    }
    return std::nullopt;
}

/// Asks for what is there: one topic that is gone would leave the others without an answer.
void LogWatch::look(const std::vector<broker::TopicInfo> &topics)
{
    std::vector<TopicPartition> partitions;
    for (auto &[partition, log] : m_logs) {
        const auto leader = leaderOf(topics, partition);
        log.missing = leader ? 0 : log.missing + 1;
        if (leader && *leader >= 0) // nobody else answers for it
            partitions.push_back(partition);
        else if (log.missing >= kGoneAfter && std::max(log.endBefore, log.told) > 0)
            beginAnew(partition, log, {}); // deleted: nothing is left that could be behind
    }
    const auto marks = answerOfOne([&] { return m_backend.watermarksOf(partitions); });
    if (!marks)
        return; // no broker answers at the moment
    for (std::size_t i = 0; i < partitions.size(); ++i)
        note(partitions[i], (*marks)[i]);
    for (auto &[partition, log] : m_logs)
        log.recent = {};
    lookForTransactions(partitions, *marks);
}

std::map<TopicPartition, std::int64_t> LogWatch::openTransactions() const
{
    const std::lock_guard lock(m_reportMutex);
    return m_open;
}

void LogWatch::lookForTransactions(const std::vector<TopicPartition> &partitions,
                                   const std::vector<broker::Consumer::Watermarks> &marks)
{
    if (!m_backend.supports(broker::Feature::Transactions))
        return;
    if (!m_stableEnds) {
        auto opened = broker::StableEnds::open(m_backend.info());
        if (!opened)
            return;
        m_stableEnds = std::move(*opened);
    }
    const auto ends = m_stableEnds->of(partitions, kStableEndsMs);
    if (!ends)
        return;
    std::map<TopicPartition, std::int64_t> open;
    for (std::size_t i = 0; i < partitions.size(); ++i) {
        Log &log = m_logs.at(partitions[i]);
        const std::int64_t end = (*ends)[i] < marks[i].end ? (*ends)[i] : -1;
        if (std::exchange(log.stableEnd, end) == end && end >= 0 && !log.ours.contains(end))
            open[partitions[i]] = end;
    }
    const std::lock_guard lock(m_reportMutex);
    m_open = std::move(open);
}

/// Only what was in the log a second ago is judged: delivery reports of our own records have arrived since.
void LogWatch::note(const TopicPartition &partition, const broker::Consumer::Watermarks &marks)
{
    Log &log = m_logs.at(partition);
    if (marks.end < log.endBefore || (log.anew && marks.end < log.told)) {
        beginAnew(partition, log, marks);
        return;
    }
    // No record tells of a transaction's marker, which has an offset, too.
    if (marks.begin > log.begin || log.endBefore > log.told) {
        log.begin = std::max(log.begin, marks.begin);
        log.told = std::max(log.told, marks.end);
        append(journal::EventKind::LogStart, partition, marks.begin, marks.end - 1);
    }
    std::int64_t next = log.begin;
    std::vector<journal::Interval> unknown;
    for (const journal::Interval &known : log.known.intervals()) {
        if (known.first > next && next < log.endBefore)
            unknown.push_back({next, std::min(known.first, log.endBefore) - 1});
        next = std::max(next, known.last + 1);
    }
    if (next < log.endBefore)
        unknown.push_back({next, log.endBefore - 1});
    if (unknown.empty())
        log.undecidedSinceUs = 0;
    else
        judgeUnknown(partition, log, unknown, marks.end);
    log.endBefore = marks.end;
}

/// No log becomes shorter: the topic was deleted and made anew since the last look. What has been
/// acknowledged since then, and lies in it, is of the new log.
void LogWatch::beginAnew(const TopicPartition &partition, Log &log, const broker::Consumer::Watermarks &marks)
{
    log.known = std::move(log.recent);
    log.known.cutFrom(marks.end);
    log.ours = log.known;
    log.undecidedSinceUs = 0;
    log.begin = marks.begin;
    log.endBefore = log.told = marks.end;
    log.anew = true;
    append(journal::EventKind::LogStart, partition, marks.begin, marks.end - 1, journal::kNewLog);
}

/// What of them is not ours becomes known as other clients'. When the messages cannot be read now, they are
/// at the next look.
void LogWatch::judgeUnknown(const TopicPartition &partition, Log &log,
                            const std::vector<journal::Interval> &ranges, std::int64_t end)
{
    const std::int64_t nowUs = monotonicUs();
    if (!m_fetch) { // kept: the markers of our own transactions lead here at every look
        auto opened = MessageFetch::open(m_backend.info(), m_givenUp);
        if (!opened)
            return;
        m_fetch = std::move(*opened);
    }
    const std::int64_t first = ranges.front().first;
    const auto read = m_fetch->range(partition, first, std::min(end - first, kReadMost));
    if (!read) {
        m_fetch.reset();
        return;
    }
    Origins origins = judge(read->messages, log.known, log.endBefore);
    for (const journal::Interval &range : origins.ours)
        log.known.add(range.first, range.last);
    std::int64_t next = first; // where there is no message, a transaction's marker stands
    for (const FullMessage &message : read->messages) {
        if (message.offset > next)
            log.known.add(next, message.offset - 1);
        next = message.offset + 1;
    }
    if (read->next > next)
        log.known.add(next, read->next - 1);
    if (origins.undecided.empty())
        log.undecidedSinceUs = 0;
    else if (log.undecidedSinceUs == 0)
        log.undecidedSinceUs = nowUs;
    const bool stillThere = log.foreignUs > 0 && nowUs - log.foreignUs < kStillThereUs;
    if (stillThere || (log.undecidedSinceUs > 0 && nowUs - log.undecidedSinceUs > kPatienceUs)) {
        origins.foreign.insert(origins.foreign.end(), origins.undecided.begin(), origins.undecided.end());
        log.undecidedSinceUs = 0;
    }
    if (origins.foreign.empty())
        return;
    log.foreignUs = nowUs;
    for (const journal::Interval &range : origins.foreign)
        append(journal::EventKind::Observed, partition, range.first, range.last);
    // More than was read, in one piece with another client's: the same one's.
    const std::int64_t readTo = origins.foreign.back().last;
    for (const journal::Interval &range : ranges) {
        if (readTo == read->messages.back().offset && range.first <= readTo && range.last > readTo)
            append(journal::EventKind::Observed, partition, readTo + 1, range.last);
    }
}

void LogWatch::append(journal::EventKind kind, const TopicPartition &partition, std::int64_t first,
                      std::int64_t last, std::string_view text)
{
    journal::Event e;
    e.kind = kind;
    e.topic = partition.topic;
    e.partition = partition.partition;
    e.first = first;
    e.last = last;
    e.count = last - first + 1;
    e.text = text;
    m_journal.append(m_writer, std::move(e));
}

} // namespace pk::gui
