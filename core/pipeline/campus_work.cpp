#include "pipeline/campus_work.h"

#include "kampus/change_capture.h"
#include "kampus/kampus_database.h"
#include "pipeline/controls.h"
#include "pipeline/retention_guard.h"

#include <algorithm>
#include <utility>

namespace pk::pipeline {

namespace {

constexpr std::int64_t kCampusBatch = 50; // transactions between two looks at the log
constexpr std::int64_t kCaptureLookUs = 250'000;
constexpr int kCampusBusyMs = 250; // a stop is not heard while the database waits for a lock

} // namespace

Result<std::unique_ptr<CampusWork>> CampusWork::open(const Shared &shared, const CampusOptions &wanted,
                                                     broker::ClusterBackend &backend, Told told)
{
    std::unique_ptr<CampusWork> work(new CampusWork(shared, backend));
    auto campus = extract::Campus::shipped();
    if (!campus)
        return campus.error();
    work->m_campus = std::move(*campus);
    auto database = kampus::openDatabase(wanted.database, kCampusBusyMs);
    if (!database)
        return database.error();
    work->m_database = std::move(*database);
    kampus::KampusWorkload::Options workload;
    workload.seed = shared.options.seed;
    workload.dirtyPerMillion = wanted.dirtyPerMillion;
    workload.orders = wanted.orders;
    workload.activities = wanted.activities;
    workload.numbersFrom = wanted.numbersFrom;
    workload.clock = wanted.clock;
    if (!wanted.capture)
        workload.mark = kampus::closeTransaction;
    work->m_workload =
        std::make_unique<kampus::KampusWorkload>(*work->m_database, *work->m_campus, std::move(workload));
    if (auto started = work->startPublishing(wanted, std::move(told)); !started)
        return started.error();
    return work;
}

Result<void> CampusWork::startPublishing(const CampusOptions &wanted, Told told)
{
    const PipelineOptions &options = m_shared.options;
    if (wanted.capture) {
        const std::vector<std::string> watched = changeTopicsOf(options);
        const auto topics = m_backend.topics();
        if (!topics)
            return topics.error();
        for (const broker::TopicInfo &topic : *topics) {
            if (std::find(watched.begin(), watched.end(), topic.name) == watched.end())
                continue;
            for (const broker::PartitionInfo &partition : topic.partitions)
                m_watched.push_back({topic.name, partition.id});
        }
        auto capture = wanted.capture(m_shared.cluster);
        if (!capture)
            return capture.error();
        m_capture = std::move(*capture);
        m_captured = std::move(told.captured);
        return {};
    }
    kampus::ChangePublisher::Options publisher;
    publisher.partitions = options.partitions;
    publisher.oneTopic = options.changesTopic;
    publisher.partitionBy = options.changesTopic.empty()
        ? kampus::PartitionBy::PrimaryKey // by database all would lie in one partition
        : kampus::PartitionBy::Database;
    RetentionGuard &guard = m_shared.guard;
    publisher.mayPublish = [&guard](const std::string &topic) { return guard.mayProduce(topic); };
    publisher.handedOver = [&guard](const std::string &topic, std::int32_t partition, std::size_t bytes) {
        guard.note(topic, partition, bytes);
    };
    publisher.dropped = [&guard](const std::string &topic) { guard.recount(topic); };
    publisher.leftOut = told.refused;
    publisher.refused = std::move(told.refused);
    publisher.acknowledged = std::move(told.acknowledged);
    m_publisher = std::make_unique<kampus::ChangePublisher>(*m_database, m_backend, std::move(publisher));
    return {};
}

/// The log of the database has no limit of its own: where it cannot be published, the campus waits, too.
bool CampusWork::topicsOpen() const
{
    const std::vector<std::string> topics = changeTopicsOf(m_shared.options);
    return std::all_of(topics.begin(), topics.end(),
                       [this](const std::string &topic) { return m_shared.guard.mayProduce(topic); });
}

Result<std::int64_t> CampusWork::work(std::int64_t most, std::int64_t nowUs)
{
    m_failedAtBroker = m_failedAtCapture = false;
    std::int64_t done = 0;
    for (most = mayWork() ? std::min(most, kCampusBatch) : 0; done < most; ++done) {
        const bool extra = m_shared.controls.takeBurst();
        const std::int64_t rate = m_shared.controls.ratePerSecond.load(std::memory_order_relaxed);
        if (!extra && m_pace.waitUs(rate, nowUs) > 0)
            break;
        if (const auto transaction = m_workload->next(); !transaction) {
            if (done == 0)
                return transaction.error();
            break; // what was done counts; if the trouble lasts, the next turn has it
        }
        if (!extra)
            m_pace.noteDone();
    }
    return done;
}

Result<bool> CampusWork::workOnce()
{
    m_failedAtBroker = false;
    if (!mayWork())
        return false;
    const auto done = m_workload->next();
    return done ? Result<bool>(true) : done.error();
}

Result<std::int64_t> CampusWork::publish(int timeoutMs, std::int64_t left)
{
    if (m_capture)
        return askCapture(left);
    const auto published = m_publisher->step(timeoutMs);
    m_failedAtBroker = m_publisher->failedAtBroker();
    if (!published)
        return published.error();
    return static_cast<std::int64_t>(*published);
}

Result<std::int64_t> CampusWork::publishOne(int timeoutMs)
{
    const auto published = m_publisher->stepTransaction(timeoutMs);
    m_failedAtBroker = m_publisher->failedAtBroker();
    if (!published)
        return published.error();
    return static_cast<std::int64_t>(*published);
}

/// Another program publishes; what has come of it is seen from the topics' ends.
Result<std::int64_t> CampusWork::askCapture(std::int64_t left)
{
    const std::int64_t nowUs = monotonicUs();
    if (nowUs - m_askedUs < kCaptureLookUs)
        return 0;
    m_askedUs = nowUs;
    const auto is = m_captureReady && left == 0 ? m_capture->caughtUp() : m_capture->ready();
    m_failedAtCapture = !is;
    m_captureState = is ? m_capture->state() : kampus::CaptureState::Starting;
    if (!is)
        return is.error();
    m_allCaptured = *is && m_captureReady && left == 0;
    m_captureReady = m_captureReady || *is;
    const auto marks = m_backend.watermarksOf(m_watched);
    m_failedAtBroker = !marks;
    if (!marks)
        return marks.error();
    std::int64_t published = 0;
    for (std::size_t i = 0; i < m_watched.size(); ++i) {
        const std::int64_t end = (*marks)[i].end;
        const auto [known, first] = m_ends.try_emplace(m_watched[i], end);
        const std::int64_t before = std::exchange(known->second, end);
        if (end <= before) // a shorter log is another one
            continue;
        published += end - before;
        if (m_captured)
            m_captured(m_watched[i], before, end - 1);
    }
    return published;
}

std::optional<std::int64_t> CampusWork::unpublished() const
{
    if (!m_publisher)
        return {};
    const auto lines = m_publisher->log().unpublished();
    return lines ? std::optional(*lines) : std::nullopt;
}

int CampusWork::restMs(std::int64_t most, std::int64_t nowUs, int mostMs)
{
    if (most == 0 || !mayWork())
        return mostMs;
    const std::int64_t rate = m_shared.controls.ratePerSecond.load(std::memory_order_relaxed);
    return static_cast<int>(std::clamp<std::int64_t>(m_pace.waitUs(rate, nowUs) / 1000, 1, mostMs));
}

} // namespace pk::pipeline
