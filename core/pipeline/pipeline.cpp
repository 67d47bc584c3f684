#include "pipeline/pipeline.h"

#include <QCoreApplication>

#include <algorithm>

namespace pk::pipeline {

Pipeline::Pipeline(PipelineOptions options, broker::ClusterBackend &backend, journal::Journal &journal,
                   VirtualClock &clock, CrashPlan &crashes, std::int64_t begunUs)
    : m_options(std::move(options))
    , m_backend(backend)
    , m_cluster(backend.info())
    , m_journal(journal)
    , m_clock(clock)
    , m_crashes(crashes)
    , m_writer(journal.writer("pipeline"))
    , m_conducted(m_options.conducted)
    , m_guard(journal)
{
    m_controls.ratePerSecond = m_options.ratePerSecond;
    m_controls.sampleEvery = m_options.sampleEvery;
    m_times.begunUs = begunUs;
}

Pipeline::~Pipeline()
{
    stop();
}

Result<void> Pipeline::createTopics()
{
    std::vector<std::string> topics{std::string(kWarehouseEventsTopic)};
    for (const Dataset dataset : m_options.datasets) {
        for (std::string &topic : topicsOf(dataset))
            topics.push_back(std::move(topic));
    }
    // The source's clock may be virtual and years behind: a retention of seven days would delete records at
    // its first look, whether anybody has read them or not.
    const std::vector<std::pair<std::string, std::string>> settings{{"retention.ms", "-1"},
                                                                    {"retention.bytes", "1073741824"}};
    for (const std::string &topic : topics) {
        const auto made = m_backend.createTopic({topic, m_options.partitions, 0, settings});
        if (!made)
            return made.error();
    }
    return {};
}

/// Whom the guard has to wait for in a topic that `group` reads.
std::vector<std::string> Pipeline::readersOf(const std::string &group) const
{
    std::vector<std::string> readers = m_options.outputReaders;
    if (readers.empty())
        readers.push_back(group);
    if (m_follower && group == m_options.loaderGroup)
        readers.push_back(m_follower->group());
    return readers;
}

Result<void> Pipeline::start(Parts parts)
{
    if (m_options.semantics == Semantics::Transactions && !m_backend.supports(broker::Feature::Transactions))
        return Error{ErrorCode::Unsupported,
                     QCoreApplication::translate(
                         "pipeline",
                         "Transactions need a real Kafka: the embedded broker shows records of aborted "
                         "transactions to everybody. Use --env local, or --semantics effectively-once, whose "
                         "effect in the warehouse is the same."),
                     {}};
    if (auto made = createTopics(); !made)
        return made;
    StartTimes::once(m_times.brokerUs);
    noteSettings();
    if (parts.follower) {
        m_follower = std::make_unique<Follower>(m_options, m_cluster);
        if (auto started = m_follower->start(); !started)
            return started;
    }
    if (m_cluster.embedded) {
        for (const Dataset dataset : m_options.datasets) {
            if (parts.source)
                m_guard.watch(std::string(rawTopic(dataset)), m_options.partitions,
                              readersOf(m_options.transformGroup));
            if (parts.transform)
                m_guard.watch(std::string(enrichedTopic(dataset)), m_options.partitions,
                              readersOf(m_options.loaderGroup));
        }
        m_guard.start(m_backend);
    }
    for (int i = 0; parts.load && i < m_options.loadMembers; ++i)
        m_loads.push_back(std::make_unique<LoadStage>(shared(), i));
    for (int i = 0; parts.transform && i < m_options.transformMembers; ++i)
        m_transforms.push_back(std::make_unique<TransformStage>(shared(), i));
    if (parts.source)
        m_source = std::make_unique<SourceStage>(shared(), m_options.source);
    for (const auto &load : m_loads)
        load->start();
    for (const auto &transform : m_transforms)
        transform->start();
    if (m_source)
        m_source->start();
    noteAssignments(); // there may be no members to wait for
    return {};
}

/// Called by every member that has joined or ended, on its own thread.
void Pipeline::noteAssignments()
{
    const auto joined = [](const auto &stage) {
        const StageStatus status = stage->status();
        return stage->joined() || status == StageStatus::Stopped || status == StageStatus::Failed;
    };
    const std::lock_guard lock(m_stagesMutex);
    if (m_times.assignedUs.load() != 0)
        return;
    if (!std::all_of(m_loads.begin(), m_loads.end(), joined)
        || !std::all_of(m_transforms.begin(), m_transforms.end(), joined))
        return;
    std::int64_t loaded = 0;
    for (const auto &load : m_loads)
        loaded += load->loaded();
    m_times.rowsBeforeAssigned.store(loaded);
    m_times.assignedWallUs.store(wallUs());
    StartTimes::once(m_times.assignedUs);
}

/// Whether the group has committed all of the topic.
Result<bool> Pipeline::caughtUp(const std::string &group, std::string_view topic)
{
    std::vector<TopicPartition> partitions;
    for (int p = 0; p < m_options.partitions; ++p)
        partitions.push_back({std::string(topic), p});
    return caughtUp(group, partitions);
}

Result<bool> Pipeline::caughtUp(const std::string &group, const std::vector<TopicPartition> &partitions)
{
    if (partitions.empty())
        return true;
    const auto committed = m_backend.committed(group, partitions);
    if (!committed)
        return committed.error();
    for (std::size_t p = 0; p < partitions.size(); ++p) {
        const auto marks = m_backend.watermarks(partitions[p]);
        if (!marks)
            return marks.error();
        if (marks->end > marks->begin && (*committed)[p].offset < marks->end)
            return false;
    }
    return true;
}

Result<bool> Pipeline::drained()
{
    if (m_source && m_source->runs())
        return false;
    const auto idle = [](const auto &stage) { return stage->idle(); };
    for (const Dataset dataset : m_options.datasets) {
        const auto raw = caughtUp(m_options.transformGroup, rawTopic(dataset));
        if (!raw || !*raw)
            return raw;
        if (!std::all_of(m_transforms.begin(), m_transforms.end(), idle))
            return false;
        const auto enriched = caughtUp(m_options.loaderGroup, enrichedTopic(dataset));
        if (!enriched || !*enriched)
            return enriched;
    }
    return std::all_of(m_loads.begin(), m_loads.end(), idle);
}

Result<bool> Pipeline::membersCaughtUp()
{
    const auto caughtUpMembers = [this](const auto &members, const std::string &group) -> Result<bool> {
        for (const auto &member : members) {
            std::vector<TopicPartition> owned;
            for (const auto &[partition, position] : member->gate().positions())
                owned.push_back(partition);
            const auto is = caughtUp(group, owned);
            if (!is || !*is || !member->idle())
                return is ? Result<bool>(false) : is;
        }
        return true;
    };
    const auto transforms = caughtUpMembers(m_transforms, m_options.transformGroup);
    return transforms && *transforms ? caughtUpMembers(m_loads, m_options.loaderGroup) : transforms;
}

void Pipeline::stopSource()
{
    if (!m_source)
        return;
    m_source->stop();
    m_source->join();
}

void Pipeline::stop()
{
    interrupt();
    stopSource();
    for (const auto &transform : m_transforms)
        transform->stop();
    for (const auto &transform : m_transforms)
        transform->join();
    // The relay of the outbox goes last: the others write to it until their end.
    const auto relay = static_cast<std::size_t>(m_controls.relayMember.load());
    for (std::size_t i = 0; i < m_loads.size(); ++i) {
        if (i != relay)
            m_loads[i]->stop();
    }
    for (std::size_t i = 0; i < m_loads.size(); ++i) {
        if (i != relay)
            m_loads[i]->join();
    }
    if (relay < m_loads.size()) {
        m_loads[relay]->stop();
        m_loads[relay]->join();
    }
    m_guard.stop();
}

Result<void> Pipeline::finishFollower(int timeoutMs)
{
    return m_follower ? m_follower->finish(m_backend, timeoutMs) : Result<void>();
}

std::map<Dataset, std::vector<transform::StepCount>> Pipeline::stepCounts() const
{
    std::map<Dataset, std::vector<transform::StepCount>> sums;
    const std::lock_guard lock(m_stagesMutex);
    for (const auto &member : m_transforms) {
        for (const auto &[dataset, config] : m_options.transforms) {
            const std::vector<transform::StepCount> counts = member->stepCounts(dataset);
            std::vector<transform::StepCount> &sum = sums[dataset];
            sum.resize(counts.size());
            for (std::size_t i = 0; i < counts.size(); ++i) {
                sum[i].records += counts[i].records;
                sum[i].changed += counts[i].changed;
                sum[i].ended += counts[i].ended;
            }
        }
    }
    return sums;
}

Progress Pipeline::progress() const
{
    Progress p;
    const std::lock_guard lock(m_stagesMutex);
    const auto addSource = [&p](const SourceStage &source) {
        p.produced += source.produced();
        p.acked += source.ackedCount();
        p.rejected += source.rejected();
    };
    for (const auto &past : m_pastSources)
        addSource(*past);
    if (m_source)
        addSource(*m_source);
    for (const auto &transform : m_transforms) {
        p.transformed += transform->transformed();
        p.deadLettered += transform->deadLettered();
        p.filtered += transform->filtered();
    }
    for (const auto &load : m_loads) {
        p.loaded += load->loaded();
        p.deadLettered += load->rejected();
        p.followUps += load->published();
    }
    return p;
}

std::optional<Error> Pipeline::failure() const
{
    if (m_source && m_source->status() == StageStatus::Failed)
        return m_source->failure();
    for (const auto &transform : m_transforms) {
        if (transform->status() == StageStatus::Failed)
            return transform->failure();
    }
    for (const auto &load : m_loads) {
        if (load->status() == StageStatus::Failed)
            return load->failure();
    }
    return std::nullopt;
}

} // namespace pk::pipeline
