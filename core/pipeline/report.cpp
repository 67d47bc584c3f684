#include "pipeline/report.h"

#include "base/process_usage.h"
#include "broker/client_config.h"
#include "domain/lag.h"
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
    const auto partitions = partitionsOf(topic, input.pipeline.partitionsOf(topic));
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
            {QStringLiteral("lag"), static_cast<qint64>(consumerLag(marks->begin, marks->end, known))}});
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
    QJsonObject groups{{text(options.transformGroup), transform}, {text(options.loaderGroup), loader}};
    const auto add = [&](const std::string &group, const std::vector<std::string> &names) -> Result<void> {
        QJsonObject topics;
        for (const std::string &topic : names) {
            const auto partitions = groupTopic(input, group, topic);
            if (!partitions)
                return partitions.error();
            topics.insert(text(topic), *partitions);
        }
        groups.insert(text(group), topics);
        return {};
    };
    std::vector<std::string> enriched;
    for (const Dataset dataset : options.datasets)
        enriched.emplace_back(enrichedTopic(dataset));
    Result<void> added;
    if (input.pipeline.bridge() != nullptr)
        added = add(options.bridgeGroup, changeTopicsOf(options));
    if (added && input.pipeline.replica() != nullptr)
        added = add(options.replicaGroup, changeTopicsOf(options));
    if (added && input.pipeline.lake() != nullptr)
        added = add(options.lakeGroup, enriched);
    return added ? Result<QJsonObject>(groups) : added.error();
}

QJsonObject movesObject(const std::map<std::string, GroupMoves> &groups)
{
    QJsonObject object;
    for (const auto &[group, moves] : groups) {
        object.insert(text(group),
                      QJsonObject{{QStringLiteral("assigned"), static_cast<qint64>(moves.assigned)},
                                  {QStringLiteral("revoked"), static_cast<qint64>(moves.revoked)},
                                  {QStringLiteral("lost"), static_cast<qint64>(moves.lost)}});
    }
    return object;
}

QJsonObject throughput(const ReportInput &input)
{
    const StartTimes &times = input.pipeline.times();
    const Progress &progress = input.outcome.progress;
    // The wait for a group's first join is no work, and what piled up meanwhile is none of the records that
    // went all the way since. A run that was produced before that has nothing but its whole time.
    const std::int64_t since = progress.acked - times.ackedBeforeAssigned;
    const bool mostlySince = since > progress.acked / 2;
    const std::int64_t wholeWay = mostlySince ? since : progress.acked;
    const std::int64_t fromUs =
        mostlySince ? std::max(times.assignedUs.load(), times.firstAckUs.load()) : times.firstAckUs.load();
    return {{QStringLiteral("produce"), perSecond(progress.acked, times.firstAckUs, times.lastAckUs)},
            {QStringLiteral("transform"),
             perSecond(progress.transformed + progress.deadLettered + progress.filtered, times.assignedUs,
                       times.lastEnrichedUs)},
            {QStringLiteral("load"), perSecond(progress.loaded, times.firstRowUs, times.lastRowUs)},
            {QStringLiteral("end_to_end"), perSecond(wholeWay, fromUs, times.lastRowUs)}};
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

/// The slowest of a hundred is a p99; of fewer samples it would be the slowest one under another name.
QJsonObject latencyObject(const journal::LatencySummary &latency)
{
    const auto known = [&latency](std::int64_t samples, double ms) {
        return latency.count >= samples ? QJsonValue(ms) : QJsonValue();
    };
    return {{QStringLiteral("p50"), known(1, latency.p50Ms)},
            {QStringLiteral("p95"), known(20, latency.p95Ms)},
            {QStringLiteral("p99"), known(100, latency.p99Ms)},
            {QStringLiteral("samples"), static_cast<qint64>(latency.count)}};
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
        {QStringLiteral("waiting"), static_cast<qint64>(ledger.waiting)},
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

QJsonObject replicaObject(const RunOutcome &outcome)
{
    QJsonObject tables;
    for (const ReplicaCheck &check : outcome.replicas)
        tables.insert(text("olap_" + check.table),
                      QJsonObject{{QStringLiteral("rows"), static_cast<qint64>(check.rows)},
                                  {QStringLiteral("missing"), static_cast<qint64>(check.missing)},
                                  {QStringLiteral("extra"), static_cast<qint64>(check.extra)},
                                  {QStringLiteral("different"), static_cast<qint64>(check.different)},
                                  {QStringLiteral("same_as_source"), check.same()}});
    return {{QStringLiteral("changes_applied"), static_cast<qint64>(outcome.progress.replicated)},
            {QStringLiteral("tables"), tables}};
}

QJsonObject lakeObject(const ReportInput &input)
{
    QJsonObject datasets;
    for (const auto &[dataset, summary] : input.outcome.lake->datasets)
        datasets.insert(text(toString(dataset)),
                        QJsonObject{{QStringLiteral("rows"), static_cast<qint64>(summary.rows)},
                                    {QStringLiteral("files"), static_cast<qint64>(summary.files)},
                                    {QStringLiteral("bytes"), static_cast<qint64>(summary.bytes)}});
    return {{QStringLiteral("folder"), input.request.pipeline.lakePath},
            {QStringLiteral("records_stored"), static_cast<qint64>(input.outcome.progress.laked)},
            {QStringLiteral("missing"), static_cast<qint64>(input.outcome.lake->missing)},
            {QStringLiteral("doubled"), static_cast<qint64>(input.outcome.lake->doubled)},
            {QStringLiteral("bad_files"), static_cast<qint64>(input.outcome.lake->badFiles)},
            {QStringLiteral("datasets"), datasets}};
}

QJsonObject errorObject(const QString &member, const Error &error)
{
    return {{QStringLiteral("member"), member},
            {QStringLiteral("error"), error.toString()},
            {QStringLiteral("times"), 1}};
}

} // namespace

QJsonObject makeShortReport(const RunRequest &request, const RunOutcome &outcome, std::int64_t begunUs,
                            const QJsonArray &errors, const QJsonArray &resets)
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
        {QStringLiteral("changes_published"), static_cast<qint64>(progress.published)},
        {QStringLiteral("changes_bridged"), static_cast<qint64>(progress.bridged)},
        {QStringLiteral("verified"), outcome.verified},
        {QStringLiteral("interrupted"), outcome.interrupted},
        {QStringLiteral("warehouse"), request.pipeline.warehousePath},
        {QStringLiteral("duration_s"), static_cast<double>(monotonicUs() - begunUs) / 1e6},
        {QStringLiteral("peak_rss_mb"), static_cast<qint64>(processUsage().peakRssMb)},
        {QStringLiteral("errors"), errors},
        {QStringLiteral("offset_resets"), resets},
    };
    if (!outcome.problem.isEmpty())
        report.insert(QStringLiteral("problem"), outcome.problem);
    if (!outcome.waiting.records.empty()) {
        QJsonObject topics;
        for (const auto &[topic, count] : outcome.waiting.records)
            topics.insert(text(topic), static_cast<qint64>(count));
        report.insert(QStringLiteral("waiting_in"), topics);
    }
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
            errors.append(errorObject(QStringLiteral("report"), answer.error()));
    };
    ask(QStringLiteral("topics"), topicsObject(input));
    ask(QStringLiteral("groups"), groupsObject(input));
    ask(QStringLiteral("rows"), rowsObject(input.warehouse));
    ask(QStringLiteral("checksum"), checksumText(input.warehouse));

    const StartTimes &times = input.pipeline.times();
    QJsonObject report = makeShortReport(input.request, input.outcome, times.begunUs, errors, input.resets);
    const auto insert = [&report](const QJsonObject &more) {
        for (auto it = more.begin(); it != more.end(); ++it)
            report.insert(it.key(), it.value());
    };
    insert(asked);
    if (input.outcome.ledger)
        insert(ledgerObject(*input.outcome.ledger, input.cpuUs));
    insert({{QStringLiteral("throughput_per_s"), throughput(input)},
            {QStringLiteral("partition_moves"), movesObject(input.moves)},
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
    if (input.request.olap)
        report.insert(QStringLiteral("replica"), replicaObject(input.outcome));
    if (input.outcome.lake)
        report.insert(QStringLiteral("lake"), lakeObject(input));
    report.insert(QStringLiteral("latency_ms"), latencyObject(input.latency));
    if (const std::int64_t brokersMb = processUsage(input.pipeline.cluster().processIds).peakRssMb;
        brokersMb > 0)
        report.insert(QStringLiteral("broker_peak_rss_mb"), static_cast<qint64>(brokersMb));
    if (input.request.crash)
        report.insert(QStringLiteral("crashed"), !input.outcome.crashMissed);
    if (!input.journalDigest.empty())
        report.insert(QStringLiteral("journal_digest"), text(input.journalDigest));
    return report;
}

void addSession(const RunRequest &request, RunOutcome &outcome, std::uint64_t missingEvents)
{
    outcome.report.insert(
        QStringLiteral("session"),
        QJsonObject{{QStringLiteral("file"), request.sessionFile},
                    {QStringLiteral("missing_events"), static_cast<qint64>(missingEvents)}});
    if (!outcome.sessionFailure)
        return;
    QJsonArray errors = outcome.report[QStringLiteral("errors")].toArray();
    errors.append(errorObject(QStringLiteral("journal"), *outcome.sessionFailure));
    outcome.report.insert(QStringLiteral("errors"), errors);
}

} // namespace pk::pipeline
