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
    , m_partitions(m_options.partitions)
    , m_guard(journal)
{
    m_controls.ratePerSecond = m_options.ratePerSecond;
    m_controls.sampleEvery = m_options.sampleEvery;
    m_times.begunUs = begunUs;
}

Pipeline::~Pipeline()
{
    stop();
    if (m_follower)
        m_follower->stop(); // it asks where the loaders stand
}

int Pipeline::partitionsOf(std::string_view name) const
{
    const auto topics = m_backend.topics();
    const auto all = topics ? *topics : std::vector<broker::TopicInfo>();
    const auto found = std::find_if(all.begin(), all.end(),
                                    [&name](const broker::TopicInfo &topic) { return topic.name == name; });
    return found != all.end() ? static_cast<int>(found->partitions.size()) : m_partitions.of(name);
}

/// Whom the guard has to wait for in a topic that `group` reads.
std::vector<std::string> Pipeline::readersOf(const std::string &group, bool lake) const
{
    std::vector<std::string> readers = m_options.outputReaders;
    if (readers.empty())
        readers.push_back(group);
    if (m_follower && group == m_options.loaderGroup)
        readers.push_back(m_follower->group());
    if (lake && group == m_options.loaderGroup)
        readers.push_back(m_options.lakeGroup);
    return readers;
}

Result<void> Pipeline::makeTopics(Parts parts)
{
    if (m_options.semantics == Semantics::Transactions && !m_backend.supports(broker::Feature::Transactions))
        return Error{ErrorCode::Unsupported,
                     QCoreApplication::translate(
                         "pipeline",
                         "Transactions need a real Kafka: the embedded broker shows records of aborted "
                         "transactions to everybody. Use --env local, or --semantics effectively-once, whose "
                         "effect in the warehouse is the same."),
                     {}};
    if (m_topicsMade)
        return {};
    auto made = createTopics(parts);
    m_topicsMade = made.ok();
    return made;
}

Result<void> Pipeline::start(Parts parts)
{
    if (auto made = makeTopics(parts); !made)
        return made;
    StartTimes::once(m_times.brokerUs);
    if (m_options.campus && m_options.campus->isNew) {
        if (auto read = readChangesFrom(); !read)
            return read;
    }
    noteSettings();
    if (parts.follower) {
        m_follower = std::make_unique<Follower>(
            m_options, m_partitions, m_cluster, [this] { return loaded(); },
            [this](const std::vector<TopicPartition> &partitions) {
                return m_backend.committed(m_options.loaderGroup, partitions);
            });
        if (auto started = m_follower->start(); !started)
            return started;
    }
    if (m_cluster.embedded) {
        for (const Dataset dataset : m_options.datasets) {
            if (parts.source || parts.bridge)
                m_guard.watch(std::string(rawTopic(dataset)), m_partitions.of(rawTopic(dataset)),
                              readersOf(m_options.transformGroup));
            if (parts.transform)
                m_guard.watch(std::string(enrichedTopic(dataset)), m_partitions.of(enrichedTopic(dataset)),
                              readersOf(m_options.loaderGroup, parts.lake));
        }
        if (parts.bridge || parts.changes) {
            std::vector<std::string> readers{m_options.bridgeGroup};
            if (parts.replica)
                readers.push_back(m_options.replicaGroup);
            for (const std::string &topic : changeTopicsOf(m_options))
                m_guard.watch(topic, m_partitions.of(topic), readers);
        }
        m_guard.start(m_backend);
    }
    makeStages(parts);
    for (const auto &load : m_loads)
        load->start();
    for (const auto &transform : m_transforms)
        transform->start();
    for (SinkStage *sink : sinks())
        sink->start();
    if (m_bridge)
        m_bridge->start();
    if (m_source)
        m_source->start();
    noteAssignments(); // there may be no members to wait for
    return {};
}

/// Who watches the pipeline may look at its members already.
void Pipeline::makeStages(const Parts &parts)
{
    const std::lock_guard lock(m_stagesMutex);
    for (int i = 0; parts.load && i < m_options.loadMembers; ++i)
        m_loads.push_back(std::make_unique<LoadStage>(shared(), i));
    for (int i = 0; parts.transform && i < m_options.transformMembers; ++i)
        m_transforms.push_back(std::make_unique<TransformStage>(shared(), i));
    if (parts.replica)
        m_replica = std::make_unique<ReplicaStage>(shared(), 0);
    if (parts.lake)
        m_lake = std::make_unique<LakeStage>(shared(), 0);
    if (parts.bridge)
        m_bridge = std::make_unique<BridgeStage>(shared(), 0);
    if (parts.source)
        m_source = makeSource(shared(), m_backend);
}

/// Called by every member that has joined or ended, on its own thread.
void Pipeline::noteAssignments()
{
    const auto joined = [](const auto &stage) {
        const StageStatus status = stage->status();
        return stage->joined() || status == StageStatus::Stopped || status == StageStatus::Failed;
    };
    const std::lock_guard lock(m_stagesMutex);
    chooseRelay();
    if (m_times.assignedUs.load() != 0)
        return;
    if (!std::all_of(m_loads.begin(), m_loads.end(), joined)
        || !std::all_of(m_transforms.begin(), m_transforms.end(), joined) || (m_bridge && !joined(m_bridge)))
        return;
    if (const auto ends = sinks(); !std::all_of(ends.begin(), ends.end(), joined))
        return;
    m_times.ackedBeforeAssigned.store(m_source ? m_source->counts().acked : 0);
    m_times.assignedWallUs.store(wallUs());
    StartTimes::once(m_times.assignedUs);
}

/// Whether the group has committed all of the topic.
Result<bool> Pipeline::caughtUp(const std::string &group, std::string_view topic)
{
    std::vector<TopicPartition> partitions;
    for (int p = 0; p < m_partitions.of(topic); ++p)
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
    if (sourceRuns())
        return false;
    const auto idle = [](const auto &stage) { return stage->idle(); };
    if (const auto bridged = bridgeCaughtUp(); !bridged || !*bridged)
        return bridged;
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
    const auto stored = sinksCaughtUp();
    return stored ? Result<bool>(*stored && std::all_of(m_loads.begin(), m_loads.end(), idle)) : stored;
}

/// Whether the bridge, if there is one, has worked and told all change events.
Result<bool> Pipeline::bridgeCaughtUp()
{
    return memberCaughtUp(m_bridge, m_options.bridgeGroup);
}

/// The same of the replicas and the lakehouse.
Result<bool> Pipeline::sinksCaughtUp()
{
    const auto replicas = memberCaughtUp(m_replica, m_options.replicaGroup);
    return replicas && *replicas ? memberCaughtUp(m_lake, m_options.lakeGroup) : replicas;
}

template <typename Member>
Result<bool> Pipeline::memberCaughtUp(const Member &member, const std::string &group)
{
    if (!member)
        return true;
    std::vector<TopicPartition> owned;
    for (const auto &[partition, position] : member->gate().positions())
        owned.push_back(partition);
    const auto is = caughtUp(group, owned);
    return is ? Result<bool>(*is && !owned.empty() && member->idle()) : is;
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
    if (const auto bridged = bridgeCaughtUp(); !bridged || !*bridged)
        return bridged;
    const auto transforms = caughtUpMembers(m_transforms, m_options.transformGroup);
    if (!transforms || !*transforms)
        return transforms;
    const auto loads = caughtUpMembers(m_loads, m_options.loaderGroup);
    return loads && *loads ? sinksCaughtUp() : loads;
}

std::map<TopicPartition, std::int64_t> Pipeline::loaded() const
{
    std::map<TopicPartition, std::int64_t> positions;
    const std::lock_guard lock(m_stagesMutex);
    for (const auto &load : m_loads)
        positions.merge(load->gate().positions());
    return positions;
}

bool Pipeline::sourceRuns() const
{
    return m_source && m_source->runs();
}

void Pipeline::askSourceToStop()
{
    if (m_source)
        m_source->stop();
}

void Pipeline::stopSource()
{
    askSourceToStop();
    if (m_source)
        m_source->join();
}

void Pipeline::stop()
{
    hurry();
    interrupt();
    stopSource();
    if (m_bridge) {
        m_bridge->stop();
        m_bridge->join();
    }
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
    for (SinkStage *sink : sinks())
        sink->stop();
    for (SinkStage *sink : sinks())
        sink->join();
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
    const auto addSource = [&p](const SourceMember &source) {
        const SourceCounts counts = source.counts();
        p.produced += counts.produced;
        p.acked += counts.acked;
        p.rejected += counts.rejected;
        p.published += counts.published;
        p.transactions += counts.transactions;
        p.inserts += counts.inserts;
        p.updates += counts.updates;
        p.deletes += counts.deletes;
    };
    for (const auto &past : m_pastSources)
        addSource(*past);
    if (m_source) {
        addSource(*m_source);
        p.ackedOfSource = m_source->counts().acked;
        p.capture = m_source->counts().capture;
        p.unpublished = m_source->counts().unpublished;
    }
    if (m_bridge) {
        p.produced += m_bridge->ackedCount();
        p.bridged += m_bridge->bridged();
        p.waitingOrders += m_bridge->waiting(Dataset::Orders);
        p.waitingActivities += m_bridge->waiting(Dataset::Activities);
        p.waitingItems += m_bridge->waitingItems();
        p.acked += m_bridge->ackedCount();
        p.deadLettered += m_bridge->refused();
        p.missed += m_bridge->missed();
    }
    for (const auto &transform : m_transforms) {
        p.transformed += transform->transformed();
        p.deadLettered += transform->deadLettered();
        p.filtered += transform->filtered();
        p.missed += transform->missed();
    }
    for (const auto &load : m_loads) {
        p.loaded += load->loaded();
        p.deadLettered += load->rejected();
        p.followUps += load->published();
        p.missed += load->missed();
    }
    if (m_replica)
        p.replicated += m_replica->stored() - m_replica->refused();
    if (m_lake) {
        p.laked += m_lake->rows();
        p.recognised += m_lake->stored() - m_lake->refused() - p.laked;
    }
    for (const SinkStage *sink : sinks()) {
        p.deadLettered += sink->refused();
        p.missed += sink->missed();
    }
    return p;
}

} // namespace pk::pipeline
