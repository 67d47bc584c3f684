#include "bridge/flow_builder.h"

#include "bridge/flow_parts.h"
#include "bridge/flow_source.h"
#include "bridge/run_trouble.h"
#include "bridge/semantics_text.h"
#include "bridge/text.h"
#include "bridge/topic_stage.h"

#include <QCoreApplication>

namespace pk::gui {

namespace {

/// Builds one graph; keeps what its parts share.
class Builder
{
public:
    explicit Builder(const Snapshot &snapshot)
        : m_parts(snapshot)
        , m_snapshot(snapshot)
        , m_run(snapshot.run)
        , m_loader(flow_id::group(m_run.loaderGroup))
    {
    }

    FlowGraph build()
    {
        m_parts.graph.detailedOneIn = m_snapshot.state.sampledOneIn();
        m_place = addSource(m_parts);
        m_parts.graph.nodes.push_back(stageNode(StageKind::Transform));
        m_parts.graph.nodes.push_back(stageNode(StageKind::Load));
        m_parts.graph.nodes.push_back(warehouseNode());
        int row = 0;
        for (const Dataset dataset : {Dataset::Orders, Dataset::Activities}) {
            if (isShown(m_parts, dataset))
                addDataset(dataset, row++);
        }
        m_parts.addEdge(m_loader, -1, flow_id::warehouse, -1, Role::Consumer).ratePerS =
            m_snapshot.rate(rate_of::rows) + m_snapshot.rate(rate_of::absorbed);
        return std::move(m_parts.graph);
    }

private:
    void addDataset(Dataset dataset, int row)
    {
        const std::string raw(rawTopic(dataset));
        const std::string enriched(enrichedTopic(dataset));
        m_parts.addTopic(raw, m_run.transformGroup, stageOf(raw), m_place.column, m_place.row + row, false);
        m_parts.addTopic(enriched, m_run.loaderGroup, stageOf(enriched), m_place.column + 2, row, false);
        for (int p = 0; p < m_snapshot.partitionsOf(raw); ++p) {
            m_parts.addWrittenLane(m_place.writer, raw, p, m_place.role);
            m_parts.addReadLane(raw, p, m_run.transformGroup, flow_id::transform, Role::Raw);
        }
        for (int p = 0; p < m_snapshot.partitionsOf(enriched); ++p) {
            m_parts.addWrittenLane(flow_id::transform, enriched, p, Role::Transform);
            m_parts.addReadLane(enriched, p, m_run.loaderGroup, m_loader, Role::Enriched);
        }
        const auto aside = [&](const std::string &topic, const QString &from) {
            m_parts.addAside(topic, from, m_place.column + 2, ++m_asideRow);
        };
        aside(deadLetterTopic(raw), flow_id::transform);
        aside(filteredTopic(raw), flow_id::transform);
        aside(deadLetterTopic(enriched), m_loader);
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
        node.column = m_place.column + (transform ? 1 : 3);
        m_parts.setRate(node, std::string(toString(stage)));
        m_parts.addMembers(node, stage, group);
        if (const QString steps = transform ? stepFigure() : QString(); !steps.isEmpty())
            node.facts.push_back({QCoreApplication::translate("bridge", "Steps"), steps, false});
        node.facts.push_back({QCoreApplication::translate("bridge", "Lag"), lagFigure(lagOf(stage)), false});
        const int delay = transform ? m_run.transformDelayMs : m_run.loadDelayMs;
        if (delay > 0)
            node.facts.push_back({QCoreApplication::translate("bridge", "Delay"),
                                  QCoreApplication::translate("bridge", "+%1 ms").arg(delay), true});
        return node;
    }

    /// Of each dataset that is shown, once where they have as many.
    QString stepFigure() const
    {
        QStringList counts;
        for (const Dataset dataset : {Dataset::Orders, Dataset::Activities}) {
            const auto config = m_run.transforms.find(dataset);
            if (config != m_run.transforms.end() && isShown(m_parts, dataset))
                counts << QString::number(config->second->stepNames().size());
        }
        counts.removeDuplicates();
        return counts.join(QStringLiteral(" · "));
    }

    /// The same as what its topics say, also before the group has its partitions.
    std::optional<std::int64_t> lagOf(StageKind stage) const
    {
        std::int64_t sum = 0;
        for (const Dataset dataset : {Dataset::Orders, Dataset::Activities}) {
            const bool transform = stage == StageKind::Transform;
            const std::string topic(transform ? rawTopic(dataset) : enrichedTopic(dataset));
            const auto lag = m_parts.lagOf(topic, transform ? m_run.transformGroup : m_run.loaderGroup);
            if (!lag)
                return std::nullopt;
            sum += *lag;
        }
        return sum;
    }

    Node warehouseNode() const
    {
        Node node;
        node.id = flow_id::warehouse;
        node.kind = NodeKind::Warehouse;
        node.role = Role::Consumer;
        node.title = QCoreApplication::translate("bridge", "Warehouse");
        // Otherwise than it usually is, that is the thing to know of it.
        const bool naive = isNaive(m_run.semantics);
        node.subtitle = naive ? nameOf(m_run.semantics) : warehouseName(m_run.warehousePath);
        node.icon = QStringLiteral("warehouse");
        node.rateUnit = QCoreApplication::translate("bridge", "rows/s");
        node.column = m_place.column + 3;
        node.row = 1;
        m_parts.setRate(node, rate_of::rows);
        node.reason = warehouseTrouble(m_snapshot);
        if (!node.reason.isEmpty())
            node.status = NodeStatus::Failed;
        std::int64_t upserts = 0;
        std::int64_t absorbed = 0;
        for (const auto &[partition, log] : m_snapshot.state.partitions()) {
            upserts += log.applied.total();
            absorbed += log.superseded.total() + log.duplicate.total();
        }
        node.facts.push_back({naive ? QCoreApplication::translate("bridge", "Inserts")
                                    : QCoreApplication::translate("bridge", "Upserts"),
                              grouped(upserts)});
        node.facts.push_back({QCoreApplication::translate("bridge", "Absorbed"), grouped(absorbed)});
        return node;
    }

    FlowParts m_parts;
    const Snapshot &m_snapshot;
    const RunInfo &m_run;
    const QString m_loader;
    SourcePlace m_place;
    int m_asideRow = 1;
};

} // namespace

FlowGraph buildFlow(const Snapshot &snapshot)
{
    return Builder(snapshot).build();
}

} // namespace pk::gui
