#include "cli/comparison.h"

#include "base/grouped.h"
#include "base/sql.h"
#include "environment/fidelity.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QLocale>
#include <QStringList>

#include <algorithm>
#include <map>
#include <tuple>

namespace pk::cli {

namespace {

/// FNV-1a, so that the parts cannot run into one another.
class Hash
{
public:
    Hash &add(std::string_view text)
    {
        for (const char c : text)
            mix(static_cast<unsigned char>(c));
        mix(0xffU); // no byte of UTF-8
        return *this;
    }
    std::uint64_t value() const { return m_value; }

private:
    void mix(unsigned byte) { m_value = (m_value ^ byte) * 0x100000001b3U; }

    std::uint64_t m_value = 0xcbf29ce484222325U;
};

/// How many places differ, and the first of them.
std::pair<std::int64_t, std::int64_t> differing(const std::vector<StoredRecord> &a,
                                                const std::vector<StoredRecord> &b)
{
    std::int64_t count = 0;
    std::int64_t first = -1;
    for (std::size_t i = 0; i < std::max(a.size(), b.size()); ++i) {
        if (i < a.size() && i < b.size() && a[i] == b[i])
            continue;
        ++count;
        first = first < 0 ? static_cast<std::int64_t>(i) : first;
    }
    return {count, first};
}

std::map<std::int32_t, std::vector<StoredRecord>> byPartition(const std::vector<StoredRecord> &records)
{
    std::map<std::int32_t, std::vector<StoredRecord>> partitions;
    for (const StoredRecord &record : records)
        partitions[record.partition].push_back(record);
    return partitions;
}

/// A value of a report by its path: "rows.fact_orders".
QJsonValue figure(const QJsonObject &report, const QString &path)
{
    QJsonValue value(report);
    for (const QString &name : path.split(u'.'))
        value = value.toObject().value(name);
    return value;
}

QString textOf(const QJsonValue &value)
{
    switch (value.type()) {
    case QJsonValue::Bool:
        return value.toBool() ? QCoreApplication::translate("cli", "yes")
                              : QCoreApplication::translate("cli", "no");
    case QJsonValue::Double: {
        const double number = value.toDouble();
        const auto whole = static_cast<qlonglong>(number);
        return number == static_cast<double>(whole) ? QLocale().toString(whole)
                                                    : QLocale().toString(number, 'f', 1);
    }
    case QJsonValue::Object: // of partition_moves
        return QCoreApplication::translate("cli", "%1 given, %2 given back, %3 lost")
            .arg(value[QStringLiteral("assigned")].toInteger())
            .arg(value[QStringLiteral("revoked")].toInteger())
            .arg(value[QStringLiteral("lost")].toInteger());
    default:
        return value.toString();
    }
}

struct Named
{
    const char *path;
    const char *what;
};

/// Decided by the seed: whatever differs here is a divergence.
constexpr Named kSame[] = {
    {"checksum", QT_TRANSLATE_NOOP("cli", "checksum of the warehouse")},
    {"acked", QT_TRANSLATE_NOOP("cli", "records acknowledged")},
    {"applied", QT_TRANSLATE_NOOP("cli", "applied")},
    {"superseded", QT_TRANSLATE_NOOP("cli", "superseded")},
    {"duplicate_events", QT_TRANSLATE_NOOP("cli", "duplicate events")},
    {"dead_lettered", QT_TRANSLATE_NOOP("cli", "dead letters")},
    {"filtered", QT_TRANSLATE_NOOP("cli", "filtered")},
    {"rows.fact_orders", QT_TRANSLATE_NOOP("cli", "rows in fact_orders")},
    {"rows.fact_order_items", QT_TRANSLATE_NOOP("cli", "rows in fact_order_items")},
    {"rows.fact_activities", QT_TRANSLATE_NOOP("cli", "rows in fact_activities")},
    {"rows.dim_students", QT_TRANSLATE_NOOP("cli", "rows in dim_students")},
};

/// Of the machine and of the broker.
constexpr Named kFree[] = {
    {"redelivered", QT_TRANSLATE_NOOP("cli", "redelivered and absorbed")},
    {"out_of_order", QT_TRANSLATE_NOOP("cli", "out of order")},
    {"startup_ms.broker", QT_TRANSLATE_NOOP("cli", "broker ready after (ms)")},
    {"startup_ms.first_ack", QT_TRANSLATE_NOOP("cli", "first record acknowledged after (ms)")},
    {"startup_ms.assignment", QT_TRANSLATE_NOOP("cli", "groups have their partitions after (ms)")},
    {"startup_ms.first_row", QT_TRANSLATE_NOOP("cli", "first row after (ms)")},
    {"throughput_per_s.end_to_end", QT_TRANSLATE_NOOP("cli", "records a second, end to end")},
    {"latency_ms.p50", QT_TRANSLATE_NOOP("cli", "produced to stored, p50 (ms)")},
    {"latency_ms.p99", QT_TRANSLATE_NOOP("cli", "produced to stored, p99 (ms)")},
    {"cpu_us_per_record", QT_TRANSLATE_NOOP("cli", "processor time a record (µs)")},
    {"duration_s", QT_TRANSLATE_NOOP("cli", "duration (s)")},
    {"journal_digest", QT_TRANSLATE_NOOP("cli", "digest of the journal")},
    {"versions.broker", QT_TRANSLATE_NOOP("cli", "broker")},
};

void addGroups(Comparison &comparison, const QJsonObject &first, const QJsonObject &second)
{
    const QString moves = QStringLiteral("partition_moves");
    const QJsonObject firsts = first.value(moves).toObject();
    const QJsonObject seconds = second.value(moves).toObject();
    QStringList groups = firsts.keys() + seconds.keys();
    groups.sort();
    groups.removeDuplicates();
    for (const QString &group : groups)
        comparison.figures.push_back({moves + u'.' + group,
                                      QCoreApplication::translate("cli", "partitions of %1").arg(group),
                                      firsts.value(group), seconds.value(group), false});
}

QString problemOf(const Comparison &comparison, const ComparedRun &first, const ComparedRun &second)
{
    for (const ComparedRun *run : {&first, &second}) {
        if (!run->report.value(QStringLiteral("verified")).toBool())
            return QCoreApplication::translate("cli", "The run in %1 is not verified: %2")
                .arg(run->environment, run->report.value(QStringLiteral("problem")).toString());
    }
    QStringList different;
    for (const ComparedFigure &figure : comparison.figures) {
        if (figure.mustBeSame && figure.differs())
            different << figure.what;
    }
    return different.isEmpty()
        ? QString()
        : QCoreApplication::translate("cli", "The runs diverge, where the seed decides: %1.")
              .arg(different.join(QStringLiteral(", ")));
}

} // namespace

Result<std::vector<StoredRecord>> readStored(Database &warehouse)
{
    std::vector<StoredRecord> records;
    const auto read =
        forEachRow(warehouse,
                   "SELECT src_topic, src_partition, entity, entity_key, version FROM etl_audit "
                   "WHERE action IN ('insert', 'update', 'superseded') ORDER BY id",
                   {}, [&](const Statement &row) {
                       Hash hash;
                       for (const int column : {0, 2, 3, 4})
                           hash.add(row.text(column));
                       records.push_back({static_cast<std::int32_t>(row.integer(1)), hash.value()});
                   });
    if (!read)
        return read.error();
    return records;
}

OrderDifference compareOrder(const std::vector<StoredRecord> &first, const std::vector<StoredRecord> &second)
{
    OrderDifference difference;
    difference.records = static_cast<std::int64_t>(std::max(first.size(), second.size()));
    std::tie(difference.elsewhere, difference.firstAt) = differing(first, second);
    auto firsts = byPartition(first);
    auto seconds = byPartition(second);
    for (const auto &[partition, records] : firsts)
        difference.insidePartitions += differing(records, seconds[partition]).first;
    for (const auto &[partition, records] : seconds) {
        if (!firsts.contains(partition))
            difference.insidePartitions += static_cast<std::int64_t>(records.size());
    }
    return difference;
}

Comparison compareRuns(const ComparedRun &first, const ComparedRun &second)
{
    Comparison comparison;
    comparison.order = compareOrder(first.stored, second.stored);
    const auto add = [&](const Named &named, bool mustBeSame) {
        const QString path = QString::fromUtf8(named.path);
        ComparedFigure compared{path, QCoreApplication::translate("cli", named.what),
                                figure(first.report, path), figure(second.report, path), mustBeSame};
        const bool without = compared.first.toInteger() == 0 && compared.second.toInteger() == 0
            && path.startsWith(QStringLiteral("rows.")); // tables of a dataset that did not run
        if (!without && !(compared.first.isUndefined() && compared.second.isUndefined()))
            comparison.figures.push_back(std::move(compared));
    };
    for (const Named &named : kSame)
        add(named, true);
    for (const Named &named : kFree)
        add(named, false);
    addGroups(comparison, first.report, second.report);
    comparison.problem = problemOf(comparison, first, second);
    return comparison;
}

QJsonObject comparisonReport(const Comparison &comparison, const ComparedRun &first,
                             const ComparedRun &second)
{
    QJsonArray same;
    QJsonArray differences;
    for (const ComparedFigure &figure : comparison.figures) {
        if (!figure.differs()) {
            same.append(figure.id);
            continue;
        }
        differences.append(QJsonObject{{QStringLiteral("figure"), figure.id},
                                       {first.environment, figure.first},
                                       {second.environment, figure.second},
                                       {QStringLiteral("divergence"), figure.mustBeSame}});
    }
    QJsonArray natures;
    const auto firstFacts = environment::fidelityOf(first.environment.toStdString());
    const auto secondFacts = environment::fidelityOf(second.environment.toStdString());
    const auto name = [](environment::Fidelity fidelity) {
        const std::string_view text = environment::toString(fidelity);
        return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
    };
    for (std::size_t i = 0; i < firstFacts.size(); ++i) {
        if (firstFacts[i].state != secondFacts[i].state)
            natures.append(
                QJsonObject{{QStringLiteral("what"), QString::fromStdString(std::string(firstFacts[i].id))},
                            {first.environment, name(firstFacts[i].state)},
                            {second.environment, name(secondFacts[i].state)}});
    }
    const OrderDifference &order = comparison.order;
    QJsonObject report{
        {QStringLiteral("compared"), QJsonArray{first.environment, second.environment}},
        {QStringLiteral("seed"), first.report.value(QStringLiteral("seed"))},
        {QStringLiteral("matches"), comparison.matches()},
        {QStringLiteral("checksum"), first.report.value(QStringLiteral("checksum"))},
        {QStringLiteral("same"), same},
        {QStringLiteral("differences"), differences},
        {QStringLiteral("order"),
         QJsonObject{{QStringLiteral("records"), static_cast<qint64>(order.records)},
                     {QStringLiteral("elsewhere"), static_cast<qint64>(order.elsewhere)},
                     {QStringLiteral("inside_partitions"), static_cast<qint64>(order.insidePartitions)},
                     {QStringLiteral("first_at"), static_cast<qint64>(order.firstAt)}}},
        {QStringLiteral("fidelity"), natures},
        {QStringLiteral("runs"),
         QJsonObject{{first.environment, first.report}, {second.environment, second.report}}},
    };
    if (!comparison.matches())
        report.insert(QStringLiteral("problem"), comparison.problem);
    return report;
}

QString comparisonTable(const Comparison &comparison, const ComparedRun &first, const ComparedRun &second)
{
    qsizetype whats = 0;
    qsizetype firsts = first.environment.size();
    qsizetype seconds = second.environment.size();
    for (const ComparedFigure &figure : comparison.figures) {
        whats = std::max(whats, figure.what.size());
        firsts = std::max(firsts, textOf(figure.first).size());
        seconds = std::max(seconds, textOf(figure.second).size());
    }
    const auto line = [&](const QString &what, const QString &one, const QString &other) {
        return what.leftJustified(whats) + QStringLiteral("  ") + one.leftJustified(firsts)
            + QStringLiteral("  ") + other.leftJustified(seconds);
    };
    QStringList lines{line({}, first.environment, second.environment)};
    for (const ComparedFigure &figure : comparison.figures) {
        const QString verdict = !figure.differs() ? QCoreApplication::translate("cli", "same")
            : figure.mustBeSame                   ? QCoreApplication::translate("cli", "DIVERGES")
                                                  : QCoreApplication::translate("cli", "differs");
        lines << line(figure.what, textOf(figure.first), textOf(figure.second)) + QStringLiteral("  ")
                + verdict;
    }
    const OrderDifference &order = comparison.order;
    lines << QCoreApplication::translate(
                 "cli",
                 "Order in the warehouse: of %1 records %2 were stored at another place, inside their "
                 "partitions %3.")
                 .arg(grouped(order.records), grouped(order.elsewhere), grouped(order.insidePartitions));
    return lines.join(u'\n');
}

} // namespace pk::cli
