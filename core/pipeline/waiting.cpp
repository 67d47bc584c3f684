#include "pipeline/waiting.h"

#include "base/grouped.h"
#include "domain/lag.h"

#include <QStringList>

#include <algorithm>

namespace pk::pipeline {

namespace {

/// Two groups may read one topic: what either of them has not worked waits.
Result<void> addTopic(Waiting &waiting, const Pipeline &pipeline, broker::ClusterBackend &backend,
                      const std::string &group, const std::string &topic, bool isPosition)
{
    std::vector<TopicPartition> partitions;
    const int count = pipeline.partitionsOf(topic);
    for (int p = 0; p < count; ++p)
        partitions.push_back({topic, p});
    const auto committed = backend.committed(group, partitions);
    if (!committed)
        return committed.error();
    std::int64_t records = 0;
    for (std::size_t p = 0; p < partitions.size(); ++p) {
        const auto marks = backend.watermarks(partitions[p]);
        if (!marks)
            return marks.error();
        const std::int64_t known = (*committed)[p].offset;
        records += consumerLag(marks->begin, marks->end, known);
        if (isPosition)
            waiting.next[partitions[p]] = std::max(known, marks->begin);
    }
    if (records > 0)
        waiting.records[topic] = std::max(waiting.records[topic], records);
    return {};
}

} // namespace

QString Waiting::places() const
{
    QStringList places;
    for (const auto &[topic, count] : records)
        places << QStringLiteral("%1: %2").arg(QString::fromStdString(topic), grouped(count));
    return places.join(QStringLiteral(", "));
}

Result<Waiting> findWaiting(const Pipeline &pipeline, broker::ClusterBackend &backend)
{
    const PipelineOptions &options = pipeline.options();
    Waiting waiting;
    Result<void> added;
    const auto add = [&](const std::string &group, const std::string &topic, bool isPosition) {
        if (added)
            added = addTopic(waiting, pipeline, backend, group, topic, isPosition);
    };
    for (const std::string &topic : changeTopicsOf(options)) {
        if (pipeline.bridge() != nullptr)
            add(options.bridgeGroup, topic, false);
        if (pipeline.replica() != nullptr)
            add(options.replicaGroup, topic, false);
    }
    for (const Dataset dataset : options.datasets) {
        add(options.transformGroup, std::string(rawTopic(dataset)), true);
        add(options.loaderGroup, std::string(enrichedTopic(dataset)), true);
        if (pipeline.lake() != nullptr)
            add(options.lakeGroup, std::string(enrichedTopic(dataset)), false);
    }
    return added ? Result<Waiting>(std::move(waiting)) : added.error();
}

} // namespace pk::pipeline
