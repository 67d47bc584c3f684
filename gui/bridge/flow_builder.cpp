#include "bridge/flow_builder.h"

#include "bridge/text.h"
#include "domain/pipeline_names.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QLocale>

#include <algorithm>

namespace pk::gui {

namespace {

bool endsWith(std::string_view text, std::string_view end)
{
    return text.size() >= end.size() && text.substr(text.size() - end.size()) == end;
}

/// Counts are grouped with a thin space.
QString grouped(std::int64_t number)
{
    QString text = QString::number(number);
    for (qsizetype at = text.size() - 3; at > (number < 0 ? 1 : 0); at -= 3)
        text.insert(at, QChar(0x2009));
    return text;
}

NodeStatus toNodeStatus(pipeline::StageStatus status)
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
        return NodeStatus::Restarting;
    case pipeline::StageStatus::Failed:
        return NodeStatus::Failed;
    case pipeline::StageStatus::Stopped:
        return NodeStatus::Stopped;
    }
    return NodeStatus::Running;
}

/// Builds one graph; keeps what its parts share.
class Builder
{
public:
    explicit Builder(const Snapshot &snapshot)
        : m_snapshot(snapshot)
        , m_run(snapshot.run)
        , m_paused(m_run.state == RunState::Paused || m_run.state == RunState::Pausing)
        , m_loader(flow_id::group(m_run.loaderGroup))
    {
    }

    FlowGraph build()
    {
        m_graph.nodes.push_back(sourceNode());
        m_graph.nodes.push_back(stageNode(StageKind::Transform));
        m_graph.nodes.push_back(stageNode(StageKind::Load));
        m_graph.nodes.push_back(warehouseNode());
        int row = 0;
        for (const Dataset dataset : {Dataset::Orders, Dataset::Activities}) {
            if (isShown(dataset))
                addDataset(dataset, row++);
        }
        addEdge(m_loader, -1, flow_id::warehouse, -1, Role::Consumer).ratePerS =
            m_snapshot.rate(rate_of::rows) + m_snapshot.rate(rate_of::absorbed);
        return std::move(m_graph);
    }

private:
    bool isUsed(const std::string &topic) const
    {
        const auto first = m_snapshot.state.partitions().lower_bound({topic, 0});
        for (auto it = first; it != m_snapshot.state.partitions().end() && it->first.topic == topic; ++it) {
            if (it->second.logEnd > 0)
                return true;
        }
        return false;
    }
    bool isShown(Dataset dataset) const
    {
        const auto of = m_run.source.datasets;
        const bool chosen = of == extract::GeneratedDatasets::Both
            || (of == extract::GeneratedDatasets::Orders) == (dataset == Dataset::Orders);
        return chosen || isUsed(std::string(rawTopic(dataset)));
    }

    void addDataset(Dataset dataset, int row)
    {
        const std::string raw(rawTopic(dataset));
        const std::string enriched(enrichedTopic(dataset));
        addTopic(raw, m_run.transformGroup, Role::Raw, 1, row, false);
        addTopic(enriched, m_run.loaderGroup, Role::Enriched, 3, row, false);
        for (int p = 0; p < m_run.partitions; ++p) {
            addWrittenLane(flow_id::source, raw, p, Role::Source);
            addReadLane(raw, p, m_run.transformGroup, flow_id::transform, Role::Raw);
            addWrittenLane(flow_id::transform, enriched, p, Role::Transform);
            addReadLane(enriched, p, m_run.loaderGroup, m_loader, Role::Enriched);
        }
        const auto aside = [&](const std::string &topic, const QString &from) {
            if (!isUsed(topic))
                return;
            addTopic(topic, {}, Role::DeadLetter, 3, ++m_asideRow, true);
            Edge &edge = addEdge(from, -1, flow_id::topic(topic), -1, Role::DeadLetter);
            for (int p = 0; p < m_run.partitions; ++p)
                edge.ratePerS += m_snapshot.rate(rate_of::acked({topic, p}));
        };
        aside(deadLetterTopic(raw), flow_id::transform);
        aside(filteredTopic(raw), flow_id::transform);
        aside(deadLetterTopic(enriched), m_loader);
    }

    Edge &addEdge(const QString &from, int fromPartition, const QString &to, int toPartition, Role role)
    {
        Edge edge;
        edge.id = flow_id::edge(from, fromPartition, to, toPartition);
        edge.from = from;
        edge.to = to;
        edge.fromPartition = fromPartition;
        edge.toPartition = toPartition;
        edge.role = role;
        return m_graph.edges.emplace_back(std::move(edge));
    }

    /// Into a partition: what was acknowledged there; held while the retention guard of this topic is closed.
    void addWrittenLane(const QString &from, const std::string &topic, int partition, Role role)
    {
        Edge &edge = addEdge(from, -1, flow_id::topic(topic), partition, role);
        edge.ratePerS = m_snapshot.rate(rate_of::acked({topic, partition}));
        edge.backPressure = m_snapshot.state.guardClosed(topic);
    }

    /// Out of a partition: what its reader took; held while the reader takes nothing though records wait.
    void addReadLane(const std::string &topic, int partition, const std::string &group, const QString &to,
                     Role role)
    {
        const TopicPartition at{topic, partition};
        Edge &edge = addEdge(flow_id::topic(topic), partition, to, -1, role);
        edge.ratePerS = m_snapshot.rate(rate_of::taken(group, at));
        const Lane waiting = lane(at, group);
        edge.buffered =
            std::max<std::int64_t>(0, waiting.logEnd - std::max(waiting.position, waiting.logStart));
        edge.backPressure = edge.buffered > 0 && !m_paused && takesNothing(m_snapshot.state.owner(group, at));
    }

    bool takesNothing(const std::string &member) const
    {
        return std::any_of(m_run.members.begin(), m_run.members.end(),
                           [&](const pipeline::MemberStatus &status) {
                               return status.name == member
                                   && (status.onHold || status.status == pipeline::StageStatus::Retrying);
                           });
    }

    void addTopic(const std::string &name, const std::string &group, Role role, int column, int row,
                  bool compact)
    {
        Node node;
        node.id = flow_id::topic(name);
        node.kind = NodeKind::Topic;
        node.role = role;
        node.title = toQString(name);
        node.icon = compact ? QStringLiteral("dead-letter") : QStringLiteral("topic");
        node.rateUnit = QCoreApplication::translate("bridge", "msg/s");
        node.compact = compact;
        node.column = column;
        node.row = row;
        setRate(node, name);
        std::int64_t messages = 0;
        for (int p = 0; p < m_run.partitions; ++p) {
            node.lanes.push_back(lane({name, p}, group));
            messages += node.lanes.back().logEnd - node.lanes.back().logStart;
        }
        node.subtitle = m_run.partitions == 1
            ? QCoreApplication::translate("bridge", "1 partition")
            : QCoreApplication::translate("bridge", "%1 partitions").arg(m_run.partitions);
        node.facts.push_back({QCoreApplication::translate("bridge", "Messages kept"), grouped(messages)});
        if (!group.empty()) {
            std::int64_t lag = 0;
            for (int p = 0; p < m_run.partitions; ++p)
                lag += m_snapshot.state.lag(group, {name, p});
            node.facts.push_back({QCoreApplication::translate("bridge", "Lag"), grouped(lag), lag > 1'000});
        }
        m_graph.nodes.push_back(std::move(node));
    }

    Lane lane(const TopicPartition &partition, const std::string &group) const
    {
        Lane lane;
        lane.partition = partition.partition;
        lane.ratePerS = m_snapshot.rate(partition.toString());
        const journal::State &state = m_snapshot.state;
        if (const auto log = state.partitions().find(partition); log != state.partitions().end()) {
            lane.logStart = log->second.logStart;
            lane.logEnd = log->second.logEnd;
            lane.leader = log->second.leader.value;
        }
        const auto found = state.groups().find(group);
        if (found == state.groups().end())
            return lane;
        if (const auto consumer = found->second.partitions.find(partition);
            consumer != found->second.partitions.end()) {
            lane.committed = consumer->second.committed.value.offset;
            lane.position = std::max<std::int64_t>(consumer->second.position.value, 0);
        }
        return lane;
    }

    void setRate(Node &node, const std::string &meter) const
    {
        if (const auto found = m_snapshot.rates.find(meter); found != m_snapshot.rates.end()) {
            node.ratePerS = found->second.perSecond;
            node.history = found->second.history;
        }
    }

    Node sourceNode() const
    {
        Node node;
        node.id = flow_id::source;
        node.kind = NodeKind::Source;
        node.role = Role::Source;
        node.rateUnit = QCoreApplication::translate("bridge", "msg/s");
        setRate(node, "source");
        const bool csv = m_run.source.kind == SourceChoice::Kind::Csv;
        node.icon = csv ? QStringLiteral("file") : QStringLiteral("bolt");
        node.title = csv ? QCoreApplication::translate("bridge", "CSV file")
                         : QCoreApplication::translate("bridge", "Generator");
        node.subtitle = csv ? QFileInfo(m_run.source.file).fileName()
                            : QCoreApplication::translate("bridge", "seed %1")
                                  .arg(static_cast<qulonglong>(m_run.source.seed));
        for (const pipeline::MemberStatus &member : m_run.members) {
            if (member.stage == StageKind::Source)
                setStatus(node, member);
        }
        if (csv && node.status == NodeStatus::Stopped)
            node.reason = QCoreApplication::translate("bridge", "The file has been read to its end.");
        node.facts.push_back(
            {QCoreApplication::translate("bridge", "Rate"),
             m_run.ratePerSecond > 0
                 ? QCoreApplication::translate("bridge", "%1/s").arg(grouped(m_run.ratePerSecond))
                 : QCoreApplication::translate("bridge", "maximum")});
        node.facts.push_back({QCoreApplication::translate("bridge", "Acked"), grouped(m_run.progress.acked)});
        if (isSourceHeldBack())
            node.reason = QCoreApplication::translate(
                "bridge", "Held back: readers are behind, and the embedded broker keeps 5 MiB a partition.");
        return node;
    }

    /// By the guard of a topic that it writes to.
    bool isSourceHeldBack() const
    {
        return m_snapshot.state.guardClosed(rawTopic(Dataset::Orders))
            || m_snapshot.state.guardClosed(rawTopic(Dataset::Activities));
    }

    /// A failure that was got over is told no more.
    void setStatus(Node &node, const pipeline::MemberStatus &member) const
    {
        node.status = memberStatus(member);
        if (member.failure && node.status != NodeStatus::Running && node.status != NodeStatus::Paused)
            node.reason = member.failure->message;
    }

    NodeStatus memberStatus(const pipeline::MemberStatus &member) const
    {
        const NodeStatus status = toNodeStatus(member.status);
        if (status != NodeStatus::Running)
            return status;
        if (!member.joined)
            return NodeStatus::Starting;
        return m_paused || member.onHold ? NodeStatus::Paused : status;
    }

    Node stageNode(StageKind stage) const
    {
        const bool transform = stage == StageKind::Transform;
        const std::string &group = transform ? m_run.transformGroup : m_run.loaderGroup;
        Node node;
        node.id = transform ? flow_id::transform : m_loader;
        node.kind = transform ? NodeKind::Transform : NodeKind::Group;
        node.role = transform ? Role::Transform : Role::Consumer;
        node.icon = transform ? QStringLiteral("transform") : QStringLiteral("members");
        node.title = transform ? QCoreApplication::translate("bridge", "Transform") : toQString(group);
        node.subtitle =
            transform ? toQString(group) : QCoreApplication::translate("bridge", "consumer group");
        node.rateUnit = QCoreApplication::translate("bridge", "msg/s");
        node.column = transform ? 2 : 4;
        setRate(node, std::string(toString(stage)));
        bool joining = false;
        int retrying = 0;
        int running = 0;
        for (const pipeline::MemberStatus &member : m_run.members) {
            if (member.stage != stage || member.status == pipeline::StageStatus::Stopped)
                continue;
            node.members.push_back(memberOf(member, group));
            const NodeStatus status = node.members.back().status;
            joining = joining || (!member.joined && status == NodeStatus::Starting);
            retrying += status == NodeStatus::Retrying ? 1 : 0;
            running += status == NodeStatus::Running ? 1 : 0;
            if (status == NodeStatus::Failed)
                setStatus(node, member);
        }
        if (node.status != NodeStatus::Failed)
            setGroupStatus(node, joining, retrying, running);
        node.facts.push_back(
            {QCoreApplication::translate("bridge", "Lag"), grouped(m_snapshot.state.lag(group)), false});
        const int delay = transform ? m_run.transformDelayMs : m_run.loadDelayMs;
        if (delay > 0)
            node.facts.push_back({QCoreApplication::translate("bridge", "Delay"),
                                  QCoreApplication::translate("bridge", "+%1 ms").arg(delay), true});
        return node;
    }

    void setGroupStatus(Node &node, bool joining, int retrying, int running) const
    {
        if (m_run.state == RunState::Failed) {
            node.status = NodeStatus::Failed;
            node.reason = m_run.reason;
        } else if (node.members.empty() && isStarting()) {
            node.status = NodeStatus::Starting;
            node.reason = QCoreApplication::translate("bridge", "The broker starts.");
        } else if (node.members.empty()) {
            node.status = NodeStatus::Stopped;
            node.reason =
                QCoreApplication::translate("bridge", "No members: nobody reads, and the lag grows.");
        } else if (retrying > 0) {
            node.status = NodeStatus::Retrying;
            node.reason = m_run.databaseLocked || m_run.databaseClosed
                ? QCoreApplication::translate(
                    "bridge", "The warehouse does not answer. The records wait and are tried again.")
                : QCoreApplication::translate("bridge", "A record is tried again.");
        } else if (joining) {
            node.status = NodeStatus::Starting;
            node.reason = QCoreApplication::translate("bridge", "JoinGroup, waiting for members (3 s)");
        } else if (m_paused) {
            node.status = NodeStatus::Paused;
        } else if (running == 0) {
            node.status = node.members.front().status;
        }
    }

    bool isStarting() const
    {
        return m_run.state == RunState::Starting || m_run.state == RunState::Restarting;
    }

    Member memberOf(const pipeline::MemberStatus &status, const std::string &group) const
    {
        Member member;
        member.id = toQString(status.name);
        member.status = memberStatus(status);
        if (const auto found = m_snapshot.rates.find(status.name); found != m_snapshot.rates.end()) {
            member.ratePerS = found->second.perSecond;
            member.history = found->second.history;
        }
        // By partition number: with two datasets the range strategy gives a member the same ones of both
        // topics.
        const auto state = m_snapshot.state.groups().find(group);
        if (state == m_snapshot.state.groups().end())
            return member;
        for (const auto &[partition, consumer] : state->second.partitions) {
            if (m_snapshot.state.owner(group, partition) == status.name
                && std::find(member.partitions.begin(), member.partitions.end(), partition.partition)
                    == member.partitions.end())
                member.partitions.push_back(partition.partition);
        }
        std::sort(member.partitions.begin(), member.partitions.end());
        return member;
    }

    Node warehouseNode() const
    {
        Node node;
        node.id = flow_id::warehouse;
        node.kind = NodeKind::Warehouse;
        node.role = Role::Consumer;
        node.title = QCoreApplication::translate("bridge", "Warehouse");
        node.subtitle = QFileInfo(m_run.warehousePath).fileName();
        node.icon = QStringLiteral("warehouse");
        node.rateUnit = QCoreApplication::translate("bridge", "rows/s");
        node.column = 4;
        node.row = 1;
        setRate(node, rate_of::rows);
        if (m_run.databaseLocked) {
            node.status = NodeStatus::Failed;
            node.reason = QCoreApplication::translate(
                "bridge", "Locked by another connection: readers go on, writers wait.");
        } else if (m_run.databaseClosed) {
            node.status = NodeStatus::Failed;
            node.reason = QCoreApplication::translate("bridge", "Closed: no loader gets to it.");
        }
        std::int64_t upserts = 0;
        std::int64_t absorbed = 0;
        for (const auto &[partition, log] : m_snapshot.state.partitions()) {
            upserts += log.applied.count();
            absorbed += log.superseded.count() + log.duplicate.count();
        }
        node.facts.push_back({QCoreApplication::translate("bridge", "Upserts"), grouped(upserts)});
        node.facts.push_back({QCoreApplication::translate("bridge", "Absorbed"), grouped(absorbed)});
        return node;
    }

    const Snapshot &m_snapshot;
    const RunInfo &m_run;
    const bool m_paused;
    const QString m_loader;
    int m_asideRow = 1;
    FlowGraph m_graph;
};

} // namespace

QString flow_id::topic(std::string_view name)
{
    return QStringLiteral("topic:") + toQString(name);
}

QString flow_id::group(std::string_view name)
{
    return QStringLiteral("group:") + toQString(name);
}

QString flow_id::edge(const QString &from, int fromPartition, const QString &to, int toPartition)
{
    const auto end = [](const QString &node, int partition) {
        return partition < 0 ? node : node + QLatin1Char('/') + QString::number(partition);
    };
    return end(from, fromPartition) + QLatin1Char('>') + end(to, toPartition);
}

FlowGraph buildFlow(const Snapshot &snapshot)
{
    return Builder(snapshot).build();
}

std::optional<Hop> toHop(const journal::Event &event)
{
    if (event.kind != journal::EventKind::Record)
        return std::nullopt;
    const QString topic = flow_id::topic(event.topic);
    const QString loader = flow_id::group(kLoaderGroup);
    Hop hop;
    switch (event.hop) {
    case journal::Hop::Acked:
        hop.edge = flow_id::edge(flow_id::source, -1, topic, event.partition);
        break;
    case journal::Hop::Taken:
        hop.edge = flow_id::edge(topic, event.partition, flow_id::transform, -1);
        break;
    case journal::Hop::Enriched:
        hop.edge = flow_id::edge(flow_id::transform, -1, topic, event.partition);
        break;
    case journal::Hop::DeadLettered:
        // The loader names the record it refused, the transform the dead letter.
        hop.edge = endsWith(event.topic, ".dlq")
            ? flow_id::edge(flow_id::transform, -1, topic, -1)
            : flow_id::edge(loader, -1, flow_id::topic(deadLetterTopic(event.topic)), -1);
        hop.operation = Operation::DeadLetter;
        break;
    case journal::Hop::Filtered:
        hop.edge = flow_id::edge(flow_id::transform, -1, topic, -1);
        break;
    case journal::Hop::LoadTaken:
        hop.edge = flow_id::edge(topic, event.partition, loader, -1);
        break;
    case journal::Hop::Stored:
        hop.edge = flow_id::edge(loader, -1, flow_id::warehouse, -1);
        hop.operation = event.text == "insert" ? Operation::Insert
            : event.text == "update"           ? Operation::Update
                                               : Operation::Absorbed; // unchanged or superseded
        break;
    default:
        return std::nullopt;
    }
    hop.correlationId = toQString(event.correlationId);
    hop.key = toQString(event.key);
    hop.topic = toQString(event.topic);
    hop.partition = event.partition;
    hop.offset = event.first;
    hop.wallUs = event.wallUs;
    return hop;
}

} // namespace pk::gui
