#include "bridge/flow_parts.h"

#include "base/clock.h"
#include "bridge/flow_replication.h"
#include "bridge/record_count.h"
#include "bridge/run_trouble.h"
#include "bridge/text.h"
#include "bridge/topic_stage.h"

#include <QCoreApplication>

#include <algorithm>
#include <limits>

namespace pk::gui {

/// Samples of a speed, one a second: what a person sends there now and then does not come and go.
constexpr std::ptrdiff_t kFlowsOnFor = 10;

static NodeStatus toNodeStatus(pipeline::StageStatus status)
{
    switch (status) {
    case pipeline::StageStatus::Idle:
    case pipeline::StageStatus::Starting:
        return NodeStatus::Starting;
    case pipeline::StageStatus::Running:
        return NodeStatus::Running;
    case pipeline::StageStatus::Retrying:
        return NodeStatus::Retrying;
    case pipeline::StageStatus::Crashed:
        return NodeStatus::Crashed;
    case pipeline::StageStatus::Failed:
        return NodeStatus::Failed;
    case pipeline::StageStatus::Stopped:
        return NodeStatus::Stopped;
    }
    return NodeStatus::Running;
}

FlowParts::FlowParts(const Snapshot &theSnapshot)
    : snapshot(theSnapshot)
    , run(theSnapshot.run)
    , paused(run.state == RunState::Paused || run.state == RunState::Pausing)
    , brokerAway(isBrokerAway(run, monotonicUs()))
{
}

bool FlowParts::isUsed(const std::string &topic) const
{
    const auto first = snapshot.state.partitions().lower_bound({topic, 0});
    for (auto it = first; it != snapshot.state.partitions().end() && it->first.topic == topic; ++it) {
        if (it->second.logEnd > 0)
            return true;
    }
    return false;
}

bool FlowParts::holdsMessages(const std::string &topic) const
{
    const auto first = snapshot.state.partitions().lower_bound({topic, 0});
    for (auto it = first; it != snapshot.state.partitions().end() && it->first.topic == topic; ++it) {
        if (it->second.logEnd > it->second.logStart)
            return true;
    }
    return false;
}

bool FlowParts::flows(const std::string &topic, const std::string &group) const
{
    const auto first = snapshot.state.partitions().lower_bound({topic, 0});
    for (auto it = first; it != snapshot.state.partitions().end() && it->first.topic == topic; ++it) {
        const journal::PartitionState &log = it->second;
        if (snapshot.state.lag(group, it->first) > 0
            || (run.recorded && (log.acked.total() > 0 || log.observed.total() > 0)))
            return true;
    }
    const auto rate = snapshot.rates.find(topic);
    if (rate == snapshot.rates.end())
        return false;
    const std::vector<float> &past = rate->second.history;
    return std::any_of(past.end() - std::min(std::ssize(past), kFlowsOnFor), past.end(),
                       [](float perSecond) { return perSecond > 0; });
}

Edge &FlowParts::addEdge(const QString &from, int fromPartition, const QString &to, int toPartition,
                         Role role)
{
    Edge edge;
    edge.id = flow_id::edge(from, fromPartition, to, toPartition);
    edge.from = from;
    edge.to = to;
    edge.fromPartition = fromPartition;
    edge.toPartition = toPartition;
    edge.role = role;
    return graph.edges.emplace_back(std::move(edge));
}

/// Into a partition: what was acknowledged there; held while the retention guard of this topic is closed.
void FlowParts::addWrittenLane(const QString &from, const std::string &topic, int partition, Role role)
{
    Edge &edge = addEdge(from, -1, flow_id::topic(topic), partition, role);
    edge.ratePerS = snapshot.rate(rate_of::acked({topic, partition}));
    edge.byGuard = snapshot.isHeldByGuard(topic);
    edge.backPressure = edge.byGuard;
}

/// Out of a partition: what its reader took; held while the reader takes nothing though records wait.
void FlowParts::addReadLane(const std::string &topic, int partition, const std::string &group,
                            const QString &to, Role role)
{
    const TopicPartition at{topic, partition};
    Edge &edge = addEdge(flow_id::topic(topic), partition, to, -1, role);
    edge.ratePerS = snapshot.rate(rate_of::taken(group, at));
    const Lane waiting = lane(at, group);
    edge.buffered =
        recordsIn(snapshot, at, std::max(waiting.position, waiting.logStart), waiting.logEnd).figure();
    edge.backPressure = edge.buffered > 0 && !paused && takesNothing(snapshot.state.owner(group, at));
}

bool FlowParts::takesNothing(const std::string &member) const
{
    return std::any_of(run.members.begin(), run.members.end(), [&](const pipeline::MemberStatus &status) {
        return status.name == member && (status.onHold || status.status == pipeline::StageStatus::Retrying);
    });
}

void FlowParts::addTopic(const std::string &name, const std::string &group, Role role, int column, int row,
                         bool compact)
{
    Node node;
    node.id = flow_id::topic(name);
    node.kind = NodeKind::Topic;
    node.role = role;
    node.title = toQString(name);
    node.icon = !compact           ? QStringLiteral("topic")
        : role == Role::DeadLetter ? QStringLiteral("dead-letter")
                                   : QStringLiteral("filter");
    node.rateUnit = QCoreApplication::translate("bridge", "msg/s");
    node.compact = compact;
    node.column = column;
    node.row = row;
    setRate(node, name);
    RecordCount kept;
    LagLevel worst = LagLevel::Normal;
    const int partitions = snapshot.partitionsOf(name);
    for (int p = 0; p < partitions; ++p) {
        const Lane &added = node.lanes.emplace_back(lane({name, p}, group));
        kept += recordsIn(snapshot, {name, p}, added.logStart, added.logEnd);
        worst = std::max(worst, added.level);
    }
    node.kept = kept.figure();
    node.keptAreOffsets = !kept.exact;
    node.subtitle = partitions == 1 ? QCoreApplication::translate("bridge", "1 partition")
                                    : QCoreApplication::translate("bridge", "%1 partitions").arg(partitions);
    node.alert = brokersDown();
    addReplication(node, name, run);
    node.facts.push_back({keptLabel(kept), grouped(kept.figure())});
    if (!group.empty()) {
        node.facts.push_back({QCoreApplication::translate("bridge", "Lag"), lagFigure(lagOf(name, group)),
                              worst == LagLevel::Critical});
    }
    graph.nodes.push_back(std::move(node));
}

Lane FlowParts::lane(const TopicPartition &partition, const std::string &group) const
{
    Lane lane;
    lane.partition = partition.partition;
    lane.ratePerS = snapshot.rate(partition.toString());
    const journal::State &state = snapshot.state;
    if (const auto log = state.partitions().find(partition); log != state.partitions().end()) {
        lane.logStart = log->second.logStart;
        lane.logEnd = log->second.logEnd;
        lane.leader = leaderOf(snapshot, partition);
        lane.leaderMoved = log->second.leader.stamp > firstOutage();
    }
    if (const GroupCourse *course = snapshot.course(group); course && state.lag(group, partition) > 0) {
        if (const auto past = course->partitions.find(partition); past != course->partitions.end())
            lane.level = lagLevel(behindSeconds(past->second.samples, snapshot.wallUs).value_or(0));
    }
    const auto found = state.groups().find(group);
    if (found == state.groups().end())
        return lane;
    if (const auto consumer = found->second.partitions.find(partition);
        consumer != found->second.partitions.end()) {
        lane.committed = consumer->second.committed.value.offset;
        // A member in another program has gone on where none here tells what it takes.
        lane.position = std::max({consumer->second.position.value, lane.committed, std::int64_t{0}});
    }
    return lane;
}

std::optional<std::int64_t> FlowParts::lagOf(const std::string &topic, const std::string &group) const
{
    std::int64_t sum = 0;
    for (int p = 0; p < snapshot.partitionsOf(topic); ++p) {
        const auto lag = knownLag(snapshot, group, {topic, p});
        if (!lag)
            return std::nullopt;
        sum += *lag;
    }
    return sum;
}

QString FlowParts::brokersDown() const
{
    QStringList ids;
    for (const int broker : run.brokersDown)
        ids << QString::number(broker);
    ids.sort();
    return ids.isEmpty() ? QString()
        : ids.size() == 1
        ? QCoreApplication::translate("bridge", "broker %1 down").arg(ids.front())
        : QCoreApplication::translate("bridge", "down: B%1").arg(ids.join(QStringLiteral(", B")));
}

/// Of the brokers that are still down; later than everything when none is.
journal::Stamp FlowParts::firstOutage() const
{
    journal::Stamp first{std::numeric_limits<std::int64_t>::max(), 0, 0};
    for (const int broker : run.brokersDown) {
        const auto found = snapshot.state.brokersUp().find(broker);
        if (found != snapshot.state.brokersUp().end())
            first = std::min(first, found->second.stamp);
    }
    return first;
}

void FlowParts::setRate(Node &node, const std::string &meter) const
{
    if (const auto found = snapshot.rates.find(meter); found != snapshot.rates.end()) {
        node.ratePerS = found->second.perSecond;
        node.history = found->second.history;
    }
}

/// A failure that was got over is told no more.
void FlowParts::setStatus(Node &node, const pipeline::MemberStatus &member) const
{
    node.status = memberStatus(member);
    if (member.failure && node.status != NodeStatus::Running && node.status != NodeStatus::Paused)
        node.reason = member.failure->message;
}

NodeStatus FlowParts::memberStatus(const pipeline::MemberStatus &member) const
{
    NodeStatus status = toNodeStatus(member.status);
    if (status == NodeStatus::Running && !member.joined)
        status = NodeStatus::Starting;
    const GroupCourse *course = snapshot.course(member.group);
    if (status == NodeStatus::Starting && course != nullptr && lastCrash(*course, member.name) != nullptr)
        return NodeStatus::Restarting;
    if (status != NodeStatus::Running)
        return status;
    return paused || member.onHold ? NodeStatus::Paused : status;
}

void FlowParts::addMembers(Node &node, StageKind stage, const std::string &group) const
{
    bool joining = false;
    int retrying = 0;
    int running = 0;
    for (const pipeline::MemberStatus &member : run.members) {
        if (member.stage != stage || member.status == pipeline::StageStatus::Stopped)
            continue;
        node.members.push_back(memberOf(member, group));
        const NodeStatus status = node.members.back().status;
        joining = joining
            || (!member.joined && (status == NodeStatus::Starting || status == NodeStatus::Restarting));
        retrying += status == NodeStatus::Retrying ? 1 : 0;
        running += status == NodeStatus::Running ? 1 : 0;
        if (status == NodeStatus::Failed)
            setStatus(node, member);
    }
    if (node.status != NodeStatus::Failed)
        setGroupStatus(node, stage, group, joining, retrying, running);
    const int delay = stage == StageKind::Load ? run.loadDelayMs
        : stage == StageKind::Transform        ? run.transformDelayMs
                                               : 0;
    if (delay > 0)
        node.alert = QCoreApplication::translate("bridge", "+%1 ms a record").arg(delay);
    addCrashes(node, stage);
}

/// Who has crashed, and when they start again. It is the whole stage that has while there is nobody else.
void FlowParts::addCrashes(Node &node, StageKind stage) const
{
    QStringList names;
    bool others = false;
    std::int64_t leftUs = 0;
    for (const pipeline::MemberStatus &member : run.members) {
        if (member.stage != stage || member.status == pipeline::StageStatus::Stopped)
            continue;
        if (member.status != pipeline::StageStatus::Crashed) {
            others = true;
            continue;
        }
        names << toQString(member.name);
        const GroupCourse *course = snapshot.course(member.group);
        if (const MemberChange *crash = course != nullptr ? lastCrash(*course, member.name) : nullptr)
            leftUs =
                std::max(leftUs, crash->us + run.restartAfterCrashMs * std::int64_t{1000} - snapshot.wallUs);
    }
    if (names.isEmpty() || node.status == NodeStatus::Failed || node.status == NodeStatus::Retrying)
        return;
    const QString who = names.join(QStringLiteral(", "));
    const std::int64_t leftS = (leftUs + 999'999) / 1'000'000;
    node.reason = leftS > 0 && run.restartAfterCrashMs > 0
        ? QCoreApplication::translate("bridge", "%1: crashed, starts again in %2 s.").arg(who).arg(leftS)
        : QCoreApplication::translate("bridge", "%1: crashed, starts again by itself.").arg(who);
    if (!others)
        node.status = NodeStatus::Crashed;
    else
        node.alert = QCoreApplication::translate("bridge", "%1 crashed").arg(who);
}

/// That keeps the group from reading on; empty: none does.
QString FlowParts::openTransaction(const std::string &group) const
{
    for (const auto &[partition, offset] : run.openTransactions) {
        const auto found = snapshot.state.groups().find(group);
        if (found != snapshot.state.groups().end() && found->second.partitions.count(partition) > 0
            && snapshot.state.lag(group, partition) > 0)
            return QCoreApplication::translate(
                       "bridge", "Waits for an open transaction of another producer: %1 P%2, offset %3.")
                .arg(toQString(partition.topic))
                .arg(partition.partition)
                .arg(offset);
    }
    return {};
}

void FlowParts::setGroupStatus(Node &node, StageKind stage, const std::string &group, bool joining,
                               int retrying, int running) const
{
    if (run.state == RunState::Failed) {
        node.status = NodeStatus::Failed;
        node.reason = run.reason;
    } else if (node.members.empty() && isStarting()) {
        node.status = NodeStatus::Starting;
        node.reason = QCoreApplication::translate("bridge", "The broker starts.");
    } else if (node.members.empty() && snapshot.isReadElsewhere(group)) {
        node.status = NodeStatus::Stopped;
        node.reason = QCoreApplication::translate("bridge", "No members here: another program reads.");
    } else if (node.members.empty()) {
        node.status = NodeStatus::Stopped;
        node.reason = QCoreApplication::translate("bridge", "No members: nobody reads, and the lag grows.");
    } else if (node.kind == NodeKind::Group && !warehouseTrouble(snapshot).isEmpty()) {
        node.status = NodeStatus::Retrying;
        node.reason = QCoreApplication::translate(
            "bridge", "The warehouse takes nothing. The records wait and are tried again.");
    } else if (waitsForBroker(stage)) {
        node.status = NodeStatus::Retrying;
        node.reason =
            silenceText() + QLatin1Char(' ') + QCoreApplication::translate("bridge", "What arrived is kept.");
    } else if (retrying > 0) {
        const QString why = lastingError(snapshot, stage, pipeline::condition::lookup);
        node.status = NodeStatus::Retrying;
        node.reason = why.isEmpty() ? QCoreApplication::translate("bridge", "A record is tried again.") : why;
    } else if (joining) {
        node.status = NodeStatus::Starting;
        node.reason = joiningText(snapshot, group);
    } else if (paused) {
        node.status = NodeStatus::Paused;
    } else if (const QString open = openTransaction(group); !open.isEmpty()) {
        node.status = NodeStatus::Retrying;
        node.reason = open;
    } else if (running == 0) {
        node.status = node.members.front().status;
    } else {
        tellGuard(node, stage);
    }
}

void FlowParts::tellGuard(Node &node, StageKind stage) const
{
    if (!isHeldByGuard(snapshot, stage))
        return;
    node.alert = QCoreApplication::translate("bridge", "held back");
    node.reason = QCoreApplication::translate(
        "bridge", "Not by Kafka: the embedded broker keeps only 5 MiB a partition.");
}

QString FlowParts::silenceText() const
{
    return brokerAway ? QCoreApplication::translate("bridge", "No broker answers.")
                      : QCoreApplication::translate("bridge", "A broker does not answer.");
}

bool FlowParts::waitsForBroker(StageKind stage) const
{
    return brokerAway || !lastingError(snapshot, stage, pipeline::condition::broker).isEmpty();
}

bool FlowParts::isStarting() const
{
    return run.state == RunState::Starting || run.state == RunState::Restarting;
}

Member FlowParts::memberOf(const pipeline::MemberStatus &status, const std::string &group) const
{
    Member member;
    member.id = toQString(status.name);
    member.status = memberStatus(status);
    if (const auto found = snapshot.rates.find(status.name); found != snapshot.rates.end()) {
        member.ratePerS = found->second.perSecond;
        member.history = found->second.history;
    }
    const auto state = snapshot.state.groups().find(group);
    if (state == snapshot.state.groups().end())
        return member;
    const auto &partitions = state->second.partitions;
    const bool anyUsed = std::any_of(partitions.begin(), partitions.end(),
                                     [this](const auto &entry) { return isUsed(entry.first.topic); });
    std::vector<Member::Share> shares; // of the topics that hold something, as on the Groups page
    for (const auto &[partition, consumer] : partitions) {
        if (snapshot.state.owner(group, partition) != status.name
            || snapshot.isReadElsewhere(group, partition) || (anyUsed && !isUsed(partition.topic)))
            continue;
        const QString topic = toQString(partition.topic);
        if (shares.empty() || shares.back().topic != topic)
            shares.push_back({topic, {}});
        shares.back().partitions.push_back(partition.partition);
    }
    if (shares.empty())
        return member;
    // The range strategy gives a member the same ones of every topic, unless another one reads not all of
    // them.
    const bool same = std::all_of(shares.begin(), shares.end(), [&](const Member::Share &share) {
        return share.partitions == shares.front().partitions;
    });
    if (same)
        member.partitions = shares.front().partitions;
    else
        member.shares = std::move(shares);
    return member;
}

void FlowParts::addAside(const std::string &topic, const QString &from, int column, int row)
{
    if (!holdsMessages(topic))
        return;
    addTopic(topic, {}, stageOf(topic), column, row, true);
    Edge &edge = addEdge(from, -1, flow_id::topic(topic), -1, stageOf(topic));
    for (int p = 0; p < snapshot.partitionsOf(topic); ++p)
        edge.ratePerS += snapshot.rate(rate_of::acked({topic, p}));
}

} // namespace pk::gui
