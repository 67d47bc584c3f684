#include "pipeline/conductor.h"

#include "broker/kept_range.h"

#include <QCoreApplication>

#include <algorithm>
#include <utility>

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

bool anyRetrying(const Pipeline &pipeline)
{
    const auto members = pipeline.members();
    return std::any_of(members.begin(), members.end(),
                       [](const MemberStatus &member) { return member.status == StageStatus::Retrying; });
}

/// Which partitions were not reset, and why.
Error failedReset(const std::vector<Error> &failures, bool others)
{
    QStringList reasons;
    for (const Error &failure : failures)
        reasons << failure.message;
    Error error = failures.front();
    error.message =
        (others ? QCoreApplication::translate("pipeline",
                                              "Not every offset was reset; the group goes on, and what has "
                                              "failed may be tried again. %1")
                : QCoreApplication::translate("pipeline",
                                              "No offset was reset; the group goes on where it was. %1"))
            .arg(reasons.join(QLatin1Char(' ')));
    error.context.clear();
    return error;
}

template <typename Visit> void forEachGate(Pipeline &pipeline, Visit visit)
{
    const auto visitRunning = [&visit](Stage &stage) {
        if (stage.runs())
            visit(stage.gate());
    };
    if (pipeline.source() != nullptr)
        visitRunning(*pipeline.source());
    if (pipeline.bridge() != nullptr)
        visitRunning(*pipeline.bridge());
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

void Conductor::begin()
{
    m_pipeline.setConducted(true);
}

bool Conductor::isAtRest() const
{
    // A member whose database is away cannot join before it is back, and can be paused all the same.
    bool settled = m_pipeline.times().assignedUs.load() != 0 || anyRetrying(m_pipeline);
    forEachGate(m_pipeline, [&](const Gate &gate) { settled = settled && gate.settled(); });
    return settled;
}

Result<void> Conductor::conduct(int timeoutMs, const std::function<bool()> &givenUp)
{
    begin();
    const std::int64_t deadlineUs = monotonicUs() + std::int64_t{timeoutMs} * 1000;
    for (bool settled = false; !settled;) {
        settled = isAtRest();
        if (m_pipeline.interrupted() || (givenUp && givenUp())) {
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
    return readPositions();
}

Result<void> Conductor::readPositions()
{
    bool idle = true;
    forEachGate(m_pipeline, [&idle](Gate &gate) { idle = gate.waitIdle(kHopTimeoutMs) && idle; });
    if (!idle) {
        return Error{
            ErrorCode::Timeout,
            QCoreApplication::translate("pipeline",
                                        "A member still waits for an answer of the broker or the database. "
                                        "Nothing was lost; step again."),
            {},
            true};
    }
    if (m_pipeline.bridge() != nullptr) {
        for (const std::string &topic : changeTopicsOf(m_pipeline.options())) {
            if (auto read = readLanes(m_changes, topic, m_pipeline.options().bridgeGroup); !read)
                return read;
        }
    }
    for (const Dataset dataset : m_pipeline.options().datasets) {
        if (auto read = readLanes(m_raw, rawTopic(dataset), m_pipeline.options().transformGroup); !read)
            return read;
        if (auto read = readLanes(m_enriched, enrichedTopic(dataset), m_pipeline.options().loaderGroup);
            !read)
            return read;
    }
    const auto learnPosition = [](Lanes &lanes, const Gate &gate) {
        for (const auto &[partition, position] : gate.positions())
            lanes[partition].position = position;
    };
    const auto learnPositions = [&](Lanes &lanes, const auto &members) {
        for (const auto &member : members)
            learnPosition(lanes, member->gate());
    };
    if (m_pipeline.bridge() != nullptr)
        learnPosition(m_changes, m_pipeline.bridge()->gate());
    learnPositions(m_raw, m_pipeline.transforms());
    learnPositions(m_enriched, m_pipeline.loads());
    m_stale = false;
    return {};
}

/// A partition that nobody had comes back as soon as somebody has it.
void Conductor::reclaim(StageKind stage)
{
    for (auto &[partition, lane] : lanesOf(stage)) {
        if (lane.unowned && ownerNow(stage, partition) != nullptr) {
            lane.unowned = false;
            m_stale = true;
        }
    }
}

Result<void> Conductor::refresh()
{
    reclaim(StageKind::Bridge);
    reclaim(StageKind::Transform);
    reclaim(StageKind::Load);
    if (const SourceMember *source = m_pipeline.source(); source != nullptr && !source->isStepped()) {
        if (auto read = readEnds(m_changes); !read)
            return read;
    }
    return m_stale ? readPositions() : Result<void>();
}

/// What another program has written meanwhile.
Result<void> Conductor::readEnds(Lanes &lanes)
{
    std::vector<TopicPartition> partitions;
    for (const auto &[partition, lane] : lanes)
        partitions.push_back(partition);
    const auto marks = m_backend.watermarksOf(partitions);
    if (!marks)
        return marks.error();
    for (std::size_t i = 0; i < partitions.size(); ++i)
        lanes[partitions[i]].logEnd = std::max(lanes[partitions[i]].logEnd, (*marks)[i].end);
    return {};
}

Result<void> Conductor::readLanes(Lanes &lanes, std::string_view topic, const std::string &group)
{
    std::vector<TopicPartition> partitions;
    const int count = m_pipeline.partitionsOf(topic);
    for (int p = 0; p < count; ++p)
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
        Lane &lane = lanes[partitions[p]];
        lane = {marks->end, next, next, false, lane.unowned};
    }
    return {};
}

void Conductor::release()
{
    m_pipeline.setConducted(false);
    // Nobody tells which of these are worked now.
    m_transactions.clear();
    m_results.clear();
}

/// The next hop of the record at the lane's position. At most once means: committed before it is worked.
Credit Conductor::forward(const TopicPartition &partition, const Lane &lane) const
{
    if (!lane.held)
        return {Action::Take, partition, lane.position};
    if (commitsFirst() && lane.committed <= lane.position)
        return {Action::Commit, partition, lane.position + 1};
    return {Action::Work, partition, lane.position};
}

void Conductor::addEnabled(std::vector<Choice> &choices, StageKind stage, const Lanes &lanes) const
{
    for (const auto &[partition, lane] : lanes) {
        if (lane.unowned)
            continue;
        if (lane.committed < lane.position && !lane.held)
            choices.push_back({stage, {Action::Commit, partition, lane.position}});
        if (lane.position < lane.logEnd)
            choices.push_back({stage, forward(partition, lane)});
    }
}

bool Conductor::mayGenerate() const
{
    const SourceMember *source = m_pipeline.source();
    return m_generates && source != nullptr && source->runs() && source->isStepped() && !source->exhausted();
}

/// In the order stage, topic, partition, offset: the same facts always give the same list.
std::vector<Conductor::Choice> Conductor::enabled() const
{
    std::vector<Choice> choices;
    if (mayGenerate())
        choices.push_back({StageKind::Source, {Action::Generate, {}, -1}});
    addEnabled(choices, StageKind::Bridge, m_changes);
    addEnabled(choices, StageKind::Transform, m_raw);
    addEnabled(choices, StageKind::Load, m_enriched);
    return choices;
}

Result<Conductor::Step> Conductor::stepHop(Policy policy)
{
    for (bool again = false;;) {
        auto step = hop(policy);
        if (isElsewhere(step) && !std::exchange(again, true))
            continue;
        if (!step || !step->report.onlyMarkers)
            return step;
    }
}

Result<Conductor::Step> Conductor::hop(Policy policy)
{
    if (auto known = refresh(); !known)
        return known.error();
    if (policy == Policy::FollowRecord)
        return stepOldest();
    const std::vector<Choice> choices = enabled();
    if (choices.empty())
        return Step{};
    const Pcg32 before = m_random;
    auto step = perform(choices[m_random.below(static_cast<std::uint32_t>(choices.size()))]);
    if (!step && step.error().retriable)
        m_random = before; // the choice that did not happen is made again: the order stays the seed's
    return step;
}

Result<Conductor::Step> Conductor::stepToCommit()
{
    for (;;) {
        auto step = stepHop();
        if (!step || !step->done || step->credit.action == Action::Commit)
            return step;
    }
}

Result<void> Conductor::reset(StageKind stage, const std::map<TopicPartition, std::int64_t> &offsets)
{
    for (const auto &[partition, offset] : offsets) {
        const auto marks = m_backend.watermarks(partition);
        if (!marks)
            return marks.error();
        if (auto kept = broker::requireKept(partition, offset, *marks); !kept)
            return kept;
    }
    std::vector<Error> failures;
    for (const auto &[partition, offset] : offsets) {
        if (const auto done = perform({stage, {Action::Reset, partition, offset}}); !done) {
            failures.push_back(done.error());
            failures.back().message.prepend(QString::fromStdString(partition.toString())
                                            + QStringLiteral(": "));
        }
    }
    if (failures.size() == offsets.size() && !failures.empty())
        return failedReset(failures, false);
    // Not before all are committed: the first member that leaves takes the partitions from the others.
    const auto rejoinOne = [](const auto &member) {
        if (member->runs())
            (void)member->gate().request({Action::Rejoin, {}, -1}, kHopTimeoutMs);
    };
    const auto rejoin = [&](const auto &members) {
        for (const auto &member : members)
            rejoinOne(member);
    };
    if (stage == StageKind::Bridge)
        rejoinOne(m_pipeline.bridge());
    else if (stage == StageKind::Transform)
        rejoin(m_pipeline.transforms());
    else
        rejoin(m_pipeline.loads());
    return failures.empty() ? Result<void>() : failedReset(failures, true);
}

Gate *Conductor::ownerNow(StageKind stage, const TopicPartition &partition) const
{
    Gate *owner = nullptr;
    const auto ask = [&](const auto &members) {
        for (const auto &member : members)
            owner = member->gate().owns(partition) ? &member->gate() : owner;
    };
    if (stage == StageKind::Transform)
        ask(m_pipeline.transforms());
    else if (stage == StageKind::Load)
        ask(m_pipeline.loads());
    else if (stage == StageKind::Bridge)
        owner = m_pipeline.bridge() != nullptr && m_pipeline.bridge()->gate().owns(partition)
            ? &m_pipeline.bridge()->gate()
            : nullptr;
    else
        owner = &m_pipeline.source()->gate();
    return owner;
}

/// Otherwise there is nothing to wait for: who joins later is found before the next step.
bool Conductor::anybodyRuns(StageKind stage) const
{
    const auto any = [](const auto &members) {
        return std::any_of(members.begin(), members.end(), [](const auto &member) { return member->runs(); });
    };
    if (stage == StageKind::Transform)
        return any(m_pipeline.transforms());
    if (stage == StageKind::Load)
        return any(m_pipeline.loads());
    return stage != StageKind::Bridge || (m_pipeline.bridge() != nullptr && m_pipeline.bridge()->runs());
}

Gate *Conductor::owner(StageKind stage, const TopicPartition &partition, int timeoutMs) const
{
    const std::int64_t deadlineUs = monotonicUs() + std::int64_t{timeoutMs} * 1000;
    for (;;) {
        Gate *gate = ownerNow(stage, partition);
        if (gate != nullptr || !anybodyRuns(stage) || monotonicUs() >= deadlineUs || m_pipeline.interrupted())
            return gate;
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
}

Result<Conductor::Step> Conductor::perform(const Choice &choice)
{
    Gate *gate = owner(choice.stage, choice.credit.partition, kOwnerTimeoutMs);
    if (gate == nullptr) {
        for (auto &[partition, lane] : lanesOf(choice.stage)) {
            if (partition == choice.credit.partition || !anybodyRuns(choice.stage))
                lane.unowned = true;
        }
        return nobodyOwns(choice.stage, choice.credit.partition);
    }
    journal::Event e;
    e.kind = journal::EventKind::Step;
    e.topic = choice.credit.partition.topic;
    e.partition = choice.credit.partition.partition;
    e.first = choice.credit.offset;
    e.text = describe(choice.stage, choice.credit);
    m_journal.append(m_writer, std::move(e));
    Step step{true, choice.stage, choice.credit, gate->request(choice.credit, kHopTimeoutMs)};
    if (step.report.error) {
        m_stale = true;
        return *step.report.error;
    }
    learn(step);
    if (step.credit.action == Action::Commit) {
        const TopicPartition &at = step.credit.partition;
        step.nothingCame = m_results.count({at.topic, at.partition, step.credit.offset - 1}) == 0;
        step.resultWaits = takeResults(at, step.credit.offset);
    }
    return step;
}

bool Conductor::takeResults(const TopicPartition &partition, std::int64_t end)
{
    const auto first = m_results.lower_bound({partition.topic, partition.partition, 0});
    const auto behind = m_results.lower_bound({partition.topic, partition.partition, end});
    const auto last = m_results.find({partition.topic, partition.partition, end - 1});
    const bool waits = last != m_results.end() && m_arrived.find(last->second) != m_arrived.end();
    m_results.erase(first, behind);
    return waits;
}

void Conductor::learn(const Step &step)
{
    if (step.stage == StageKind::Source)
        ++m_published;
    const Position worked{step.credit.partition.topic, step.credit.partition.partition, step.credit.offset};
    for (const Position &output : step.report.outputs) {
        const TopicPartition partition{output.topic, output.partition};
        for (Lanes *lanes : {&m_changes, &m_raw, &m_enriched}) {
            const auto lane = lanes->find(partition);
            if (lane == lanes->end())
                continue;
            lane->second.logEnd = std::max(lane->second.logEnd, output.offset + 1);
            m_arrived[output] = ++m_arrivals;
            if (step.credit.action == Action::Work)
                m_results[worked] = output;
            if (lanes == &m_changes)
                m_transactions[output] = m_published;
            if (m_followed && m_followed->stage == step.stage && m_followed->at == worked)
                m_followed->output = output;
        }
    }
    const bool isFollowed = m_followed && m_followed->stage == step.stage && m_followed->at == worked;
    if (isFollowed && !step.report.outputs.empty())
        m_followed->aside = !m_followed->output;
    if (step.stage == StageKind::Source)
        return;
    Lanes &lanes = lanesOf(step.stage);
    Lane &lane = lanes[step.credit.partition];
    switch (step.credit.action) {
    case Action::Take:
        lane.held = !step.report.onlyMarkers;
        if (step.report.committed)
            lane.committed = step.report.position;
        lane.position = step.report.position; // transaction markers are stepped over without a hop
        break;
    case Action::Work:
        lane.held = false;
        lane.position = step.report.position;
        if (step.report.committed)
            lane.committed = lane.position;
        m_stale = lane.position < 0; // given up in the same moment
        m_arrived.erase(worked);
        m_transactions.erase(worked);
        if (step.report.committed)
            m_results.erase(worked);
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
