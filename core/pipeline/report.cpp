#include "pipeline/report.h"

#include "base/process_usage.h"
#include "broker/client_config.h"
#include "warehouse/warehouse.h"

#include <QCoreApplication>
#include <QJsonArray>

#include <algorithm>

namespace pk::pipeline {

namespace {

QString text(std::string_view s)
{
    return QString::fromUtf8(s.data(), static_cast<qsizetype>(s.size()));
}

/// Integer records a second over a span of microseconds.
qint64 perSecond(std::int64_t count, std::int64_t fromUs, std::int64_t toUs)
{
    return toUs > fromUs && fromUs > 0 ? count * 1'000'000 / (toUs - fromUs) : 0;
}

qint64 millis(std::int64_t fromUs, std::int64_t toUs)
{
    return toUs > 0 ? (toUs - fromUs) / 1000 : -1;
}

std::vector<TopicPartition> partitionsOf(const std::string &topic, int count)
{
    std::vector<TopicPartition> partitions;
    for (int p = 0; p < count; ++p)
        partitions.push_back({topic, p});
    return partitions;
}

Result<QJsonObject> topicsObject(const ReportInput &input)
{
    QJsonObject topics;
    const auto infos = input.backend.topics();
    if (!infos)
        return infos.error();
    for (const broker::TopicInfo &topic : *infos) {
        QJsonArray partitions;
        for (const broker::PartitionInfo &partition : topic.partitions) {
            const auto marks = input.backend.watermarks({topic.name, partition.id});
            if (!marks)
                return marks.error();
            partitions.append(QJsonObject{{QStringLiteral("partition"), partition.id},
                                          {QStringLiteral("begin"), static_cast<qint64>(marks->begin)},
                                          {QStringLiteral("end"), static_cast<qint64>(marks->end)}});
        }
        topics.insert(text(topic.name), partitions);
    }
    return topics;
}

Result<QJsonArray> groupTopic(const ReportInput &input, const std::string &group, const std::string &topic)
{
    QJsonArray rows;
    const auto partitions = partitionsOf(topic, input.pipeline.options().partitions);
    const auto committed = input.backend.committed(group, partitions);
    if (!committed)
        return committed.error();
    for (std::size_t p = 0; p < partitions.size(); ++p) {
        const auto marks = input.backend.watermarks(partitions[p]);
        if (!marks)
            return marks.error();
        const std::int64_t known = (*committed)[p].offset;
        rows.append(QJsonObject{
            {QStringLiteral("partition"), partitions[p].partition},
            {QStringLiteral("committed"), static_cast<qint64>(known)},
            {QStringLiteral("log_end"), static_cast<qint64>(marks->end)},
            {QStringLiteral("lag"), static_cast<qint64>(marks->end - std::max(known, marks->begin))}});
    }
    return rows;
}

Result<QJsonObject> groupsObject(const ReportInput &input)
{
    const PipelineOptions &options = input.pipeline.options();
    QJsonObject transform;
    QJsonObject loader;
    for (const Dataset dataset : options.datasets) {
        const auto raw = groupTopic(input, options.transformGroup, std::string(rawTopic(dataset)));
        const auto enriched = groupTopic(input, options.loaderGroup, std::string(enrichedTopic(dataset)));
        if (!raw || !enriched)
            return raw ? enriched.error() : raw.error();
        transform.insert(text(rawTopic(dataset)), *raw);
        loader.insert(text(enrichedTopic(dataset)), *enriched);
    }
    return QJsonObject{{text(options.transformGroup), transform}, {text(options.loaderGroup), loader}};
}

QJsonObject throughput(const ReportInput &input)
{
    const StartTimes &times = input.pipeline.times();
    const Progress &progress = input.outcome.progress;
    // What was stored before all members had their partitions is left out of the figure, with its time.
    const std::int64_t stored = progress.loaded - times.rowsBeforeAssigned;
    return {{QStringLiteral("produce"), perSecond(progress.acked, times.firstAckUs, times.lastAckUs)},
            {QStringLiteral("transform"),
             perSecond(progress.transformed + progress.deadLettered + progress.filtered, times.assignedUs,
                       times.lastEnrichedUs)},
            {QStringLiteral("load"), perSecond(stored, times.firstRowUs, times.lastRowUs)},
            {QStringLiteral("end_to_end"), perSecond(stored, times.assignedUs, times.lastRowUs)}};
}

Result<QJsonObject> rowsObject(Database &database)
{
    const auto tables = warehouse::tableCounts(database);
    if (!tables)
        return tables.error();
    QJsonObject rows;
    for (const auto &[table, count] : *tables)
        rows.insert(text(table), static_cast<qint64>(count));
    return rows;
}

Result<QString> checksumText(Database &database)
{
    const auto checksum = warehouse::checksum(database);
    if (!checksum)
        return checksum.error();
    return text(*checksum);
}

QJsonObject ledgerObject(const Ledger &ledger, std::int64_t cpuUs)
{
    QJsonObject object{
        {QStringLiteral("acked"), static_cast<qint64>(ledger.acked)},
        {QStringLiteral("applied"), static_cast<qint64>(ledger.applied)},
        {QStringLiteral("superseded"), static_cast<qint64>(ledger.superseded)},
        {QStringLiteral("duplicate_events"), static_cast<qint64>(ledger.duplicateEvents)},
        {QStringLiteral("dead_lettered"), static_cast<qint64>(ledger.deadLettered)},
        {QStringLiteral("filtered"), static_cast<qint64>(ledger.filtered)},
        {QStringLiteral("lost"), static_cast<qint64>(ledger.lost)},
        {QStringLiteral("redelivered"), static_cast<qint64>(ledger.redelivered)},
        {QStringLiteral("foreign"), static_cast<qint64>(ledger.foreign)},
        {QStringLiteral("unknown_origin"), static_cast<qint64>(ledger.unknownOrigin)},
        {QStringLiteral("duplicates"), static_cast<qint64>(ledger.duplicates)},
        {QStringLiteral("out_of_order"), static_cast<qint64>(ledger.outOfOrder)},
        {QStringLiteral("cpu_us_per_record"),
         ledger.acked > 0 ? static_cast<double>(cpuUs) / static_cast<double>(ledger.acked) : 0.0},
    };
    if (ledger.lost > 0) {
        QJsonArray lost;
        for (const Position &position : ledger.lostPositions)
            lost.append(text(position.toString()));
        object.insert(QStringLiteral("lost_positions"), lost);
    }
    return object;
}

} // namespace

QJsonObject makeShortReport(const RunRequest &request, const RunOutcome &outcome, std::int64_t begunUs,
                            const QJsonArray &errors)
{
    const Progress &progress = outcome.progress;
    QJsonObject report{
        {QStringLiteral("environment"), text(request.environment)},
        {QStringLiteral("seed"), static_cast<qint64>(request.pipeline.seed)},
        {QStringLiteral("source"), text(request.sourceName)},
        {QStringLiteral("semantics"), text(toString(request.pipeline.semantics))},
        {QStringLiteral("produced"), static_cast<qint64>(progress.produced)},
        {QStringLiteral("acked"), static_cast<qint64>(progress.acked)},
        {QStringLiteral("source_rejected"), static_cast<qint64>(progress.rejected)},
        {QStringLiteral("transformed"), static_cast<qint64>(progress.transformed)},
        {QStringLiteral("loaded"), static_cast<qint64>(progress.loaded)},
        {QStringLiteral("follow_up_events"), static_cast<qint64>(progress.followUps)},
        {QStringLiteral("verified"), outcome.verified},
        {QStringLiteral("interrupted"), outcome.interrupted},
        {QStringLiteral("warehouse"), request.pipeline.warehousePath},
        {QStringLiteral("duration_s"), static_cast<double>(monotonicUs() - begunUs) / 1e6},
        {QStringLiteral("peak_rss_mb"), static_cast<qint64>(processUsage().peakRssMb)},
        {QStringLiteral("errors"), errors},
    };
    if (!outcome.problem.isEmpty())
        report.insert(QStringLiteral("problem"), outcome.problem);
    if (outcome.stopped)
        report.insert(QStringLiteral("error"), outcome.stopped->toString());
    return report;
}

QJsonObject makeReport(const ReportInput &input)
{
    QJsonArray errors = input.errors;
    QJsonObject asked;
    const auto ask = [&](const QString &name, const auto &answer) {
        if (answer)
            asked.insert(name, *answer);
        else
            errors.append(QJsonObject{{QStringLiteral("member"), QStringLiteral("report")},
                                      {QStringLiteral("error"), answer.error().toString()},
                                      {QStringLiteral("times"), 1}});
    };
    ask(QStringLiteral("topics"), topicsObject(input));
    ask(QStringLiteral("groups"), groupsObject(input));
    ask(QStringLiteral("rows"), rowsObject(input.warehouse));
    ask(QStringLiteral("checksum"), checksumText(input.warehouse));

    const StartTimes &times = input.pipeline.times();
    QJsonObject report = makeShortReport(input.request, input.outcome, times.begunUs, errors);
    const auto insert = [&report](const QJsonObject &more) {
        for (auto it = more.begin(); it != more.end(); ++it)
            report.insert(it.key(), it.value());
    };
    insert(asked);
    if (input.outcome.ledger)
        insert(ledgerObject(*input.outcome.ledger, input.cpuUs));
    insert({{QStringLiteral("throughput_per_s"), throughput(input)},
            {QStringLiteral("startup_ms"),
             QJsonObject{{QStringLiteral("broker"), millis(times.begunUs, times.brokerUs)},
                         {QStringLiteral("first_ack"), millis(times.begunUs, times.firstAckUs)},
                         {QStringLiteral("assignment"), millis(times.begunUs, times.assignedUs)},
                         {QStringLiteral("first_row"), millis(times.begunUs, times.firstRowUs)}}},
            {QStringLiteral("versions"),
             QJsonObject{{QStringLiteral("librdkafka"), text(broker::clientLibraryVersion())},
                         {QStringLiteral("broker"), text(input.pipeline.cluster().brokerVersion)},
                         {QStringLiteral("qt"), QString::fromLatin1(qVersion())},
                         {QStringLiteral("database"), text(input.warehouse.version())}}}});
    if (input.latency.count > 0) {
        report.insert(QStringLiteral("latency_ms"),
                      QJsonObject{{QStringLiteral("p50"), input.latency.p50Ms},
                                  {QStringLiteral("p95"), input.latency.p95Ms},
                                  {QStringLiteral("p99"), input.latency.p99Ms},
                                  {QStringLiteral("samples"), static_cast<qint64>(input.latency.count)}});
    }
    if (const std::int64_t brokersMb = processUsage(input.pipeline.cluster().processIds).peakRssMb;
        brokersMb > 0)
        report.insert(QStringLiteral("broker_peak_rss_mb"), static_cast<qint64>(brokersMb));
    if (!input.journalDigest.empty())
        report.insert(QStringLiteral("journal_digest"), text(input.journalDigest));
    return report;
}

} // namespace pk::pipeline
