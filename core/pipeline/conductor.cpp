#include "pipeline/conductor.h"

#include <QCoreApplication>

#include <algorithm>

namespace pk::pipeline {

namespace {

constexpr int kHopTimeoutMs = 15'000; // a member waits ten seconds for a record before it reports
constexpr int kOwnerTimeoutMs = 10'000;

std::string describe(StageKind stage, const Credit &credit)
{
    static constexpr std::string_view names[] = {"generate", "take", "work", "commit", "reset", "rejoin"};
    std::string text(toString(stage));
    text.append(" ").append(names[static_cast<std::size_t>(credit.action)]);
    return text;
}

template <typename Visit> void forEachGate(Pipeline &pipeline, Visit visit)
{
    const auto visitRunning = [&visit](Stage &stage) {
        if (stage.runs())
            visit(stage.gate());
    };
    if (pipeline.source() != nullptr)
        visitRunning(*pipeline.source());
    for (const auto &transform : pipeline.transforms())
        visitRunning(*transform);
    for (const auto &load : pipeline.loads())
        visitRunning(*load);
}

} // namespace

Conductor::Conductor(Pipeline &pipeline, broker::ClusterBackend &backend, journal::Journal &journal,
                     std::uint64_t seed)
    : m_pipeline(pipeline)
    , m_backend(backend)
    , m_journal(journal)
    , m_writer(journal.writer("conductor"))
    , m_random(seed, 77)
{
}

Result<void> Conductor::conduct(int timeoutMs)
{
    m_pipeline.setConducted(true);
    const std::int64_t deadlineUs = monotonicUs() + std::int64_t{timeoutMs} * 1000;
    for (bool settled = false; !settled;) {
        settled = m_pipeline.times().assignedUs.load() != 0;
        forEachGate(m_pipeline, [&](const Gate &gate) { settled = settled && gate.settled(); });
        if (auto failure = m_pipeline.failure())
            return *failure;
        if (m_pipeline.interrupted()) {
            return Error{
                ErrorCode::Cancelled,
                QCoreApplication::translate("pipeline", "Stepping has not begun: the pipeline is stopping."),
                {}};
        }
        if (!settled && monotonicUs() > deadlineUs) {
            return Error{ErrorCode::Timeout,
                         QCoreApplication::translate("pipeline",
                                                     "Not every stage has come to rest in time, so stepping "
                                                     "cannot begin. The pipeline is as it was; try again."),
                         {},
                         true};
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(2));
    }
    for (const Dataset dataset : m_pipeline.options().datasets) {
        if (auto read = readLanes(m_raw, rawTopic(dataset), m_pipeline.options().transformGroup); !read)
            return read;
        if (auto read = readLanes(m_enriched, enrichedTopic(dataset), m_pipeline.options().loaderGroup);
            !read)
            return read;
    }
    const auto learnPositions = [](Lanes &lanes, const auto &members) {
        for (const auto &member : members) {
            for (const auto &[partition, position] : member->gate().positions())
                lanes[partition].position = position;
        }
    };
    learnPositions(m_raw, m_pipeline.transforms());
    learnPositions(m_enriched, m_pipeline.loads());
    return {};
}

Result<void> Conductor::readLanes(Lanes &lanes, std::string_view topic, const std::string &group)
{
    std::vector<TopicPartition> partitions;
    for (int p = 0; p < m_pipeline.options().partitions; ++p)
        partitions.push_back({std::string(topic), p});
    const auto committed = m_backend.committed(group, partitions);
    if (!committed)
        return committed.error();
    for (std::size_t p = 0; p < partitions.size(); ++p) {
        const auto marks = m_backend.watermarks(partitions[p]);
        if (!marks)
            return marks.error();
        // A member that is still joining begins where the group has committed.
        const std::int64_t next = std::max((*committed)[p].offset, marks->begin);
        lanes[partitions[p]] = {marks->end, next, next, false};
    }
    return {};
}

void Conductor::release()
{
    m_pipeline.setConducted(false);
}

void Conductor::addEnabled(std::vector<Choice> &choices, StageKind stage, const Lanes &lanes)
{
    for (const auto &[partition, lane] : lanes) {
        if (lane.committed < lane.position && !lane.held)
            choices.push_back({stage, {Action::Commit, partition, lane.position}});
        if (lane.position < lane.logEnd)
            choices.push_back({stage, {lane.held ? Action::Work : Action::Take, partition, lane.position}});
    }
}

/// In the order stage, topic, partition, offset: the same facts always give the same list.
std::vector<Conductor::Choice> Conductor::enabled() const
{
    std::vector<Choice> choices;
    const SourceStage *source = m_pipeline.source();
    if (source != nullptr && source->runs() && !source->exhausted())
        choices.push_back({StageKind::Source, {Action::Generate, {}, -1}});
    addEnabled(choices, StageKind::Transform, m_raw);
    addEnabled(choices, StageKind::Load, m_enriched);
    return choices;
}

Result<Conductor::Step> Conductor::stepHop(Policy policy)
{
    const std::vector<Choice> choices = enabled();
    if (choices.empty())
        return Step{};
    const std::size_t index = policy == Policy::Seeded
        ? m_random.below(static_cast<std::uint32_t>(choices.size()))
        : choices.size() - 1;
    return perform(choices[index]);
}

Result<Conductor::Step> Conductor::stepToCommit()
{
    for (;;) {
        auto step = stepHop();
        if (!step || !step->done || step->credit.action == Action::Commit)
            return step;
    }
}

Result<Conductor::Step> Conductor::stepRecord()
{
    for (;;) {
        // The latest stage first: what is furthest on its way is the oldest.
        auto step = stepHop(Policy::OldestFirst);
        if (!step || !step->done)
            return step;
        const bool stored = step->stage == StageKind::Load && step->credit.action == Action::Commit;
        const bool aside = step->stage == StageKind::Transform && step->credit.action == Action::Work
            && std::none_of(step->report.outputs.begin(), step->report.outputs.end(),
                            [this](const Position &p) {
                                return m_enriched.contains({p.topic, p.partition});
                            });
        if (stored || aside)
            return step;
    }
}

Result<void> Conductor::reset(StageKind stage, const std::map<TopicPartition, std::int64_t> &offsets)
{
    for (const auto &[partition, offset] : offsets) {
        if (const auto done = perform({stage, {Action::Reset, partition, offset}}); !done)
            return done.error();
    }
    // Not before all are committed: the first member that leaves takes the partitions from the others.
    const auto rejoin = [](const auto &members) {
        for (const auto &member : members) {
            if (member->runs())
                (void)member->gate().request({Action::Rejoin, {}, -1}, kHopTimeoutMs);
        }
    };
    if (stage == StageKind::Transform)
        rejoin(m_pipeline.transforms());
    else
        rejoin(m_pipeline.loads());
    return {};
}

Gate *Conductor::owner(StageKind stage, const TopicPartition &partition, int timeoutMs) const
{
    if (stage == StageKind::Source)
        return &m_pipeline.source()->gate();
    const std::int64_t deadlineUs = monotonicUs() + std::int64_t{timeoutMs} * 1000;
    do {
        for (const auto &member : m_pipeline.transforms()) {
            if (stage == StageKind::Transform && member->gate().owns(partition))
                return &member->gate();
        }
        for (const auto &member : m_pipeline.loads()) {
            if (stage == StageKind::Load && member->gate().owns(partition))
                return &member->gate();
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
    } while (monotonicUs() < deadlineUs && !m_pipeline.interrupted());
    return nullptr;
}

Result<Conductor::Step> Conductor::perform(const Choice &choice)
{
    Gate *gate = owner(choice.stage, choice.credit.partition, kOwnerTimeoutMs);
    if (gate == nullptr) {
        return Error{ErrorCode::Unavailable,
                     QCoreApplication::translate("pipeline",
                                                 "No member owns this partition: the group is rebalancing or "
                                                 "has no members. Nothing was lost; step again."),
                     QString::fromStdString(choice.credit.partition.toString()), true};
    }
    journal::Event e;
    e.kind = journal::EventKind::Step;
    e.topic = choice.credit.partition.topic;
    e.partition = choice.credit.partition.partition;
    e.first = choice.credit.offset;
    e.text = describe(choice.stage, choice.credit);
    m_journal.append(m_writer, std::move(e));
    Step step{true, choice.stage, choice.credit, gate->request(choice.credit, kHopTimeoutMs)};
    if (step.report.error)
        return *step.report.error;
    learn(step);
    return step;
}

void Conductor::learn(const Step &step)
{
    for (const Position &output : step.report.outputs) {
        const TopicPartition partition{output.topic, output.partition};
        for (Lanes *lanes : {&m_raw, &m_enriched}) {
            if (const auto lane = lanes->find(partition); lane != lanes->end())
                lane->second.logEnd = std::max(lane->second.logEnd, output.offset + 1);
        }
    }
    if (step.stage == StageKind::Source)
        return;
    Lanes &lanes = lanesOf(step.stage);
    Lane &lane = lanes[step.credit.partition];
    switch (step.credit.action) {
    case Action::Take:
        lane.held = true;
        break;
    case Action::Work:
        lane.held = false;
        lane.position = step.report.position;
        break;
    case Action::Commit:
        lane.committed = step.credit.offset;
        break;
    case Action::Generate:
    case Action::Reset:
    case Action::Rejoin:
        break;
    }
}

} // namespace pk::pipeline
