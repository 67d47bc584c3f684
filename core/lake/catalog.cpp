#include "lake/catalog.h"

#include "base/file_schema.h"
#include "base/hash.h"
#include "base/sql.h"
#include "base/whole_file.h"
#include "warehouse/warehouse.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

namespace pk::lake {

namespace {

constexpr std::string_view kSchema = R"(
    CREATE TABLE IF NOT EXISTS lake_files(
        id INTEGER PRIMARY KEY, path TEXT NOT NULL UNIQUE, dataset TEXT NOT NULL, date TEXT NOT NULL,
        cluster TEXT NOT NULL, topic TEXT NOT NULL, "partition" INTEGER NOT NULL, first_offset INTEGER NOT NULL,
        last_offset INTEGER NOT NULL, row_count INTEGER NOT NULL, bytes INTEGER NOT NULL,
        epoch INTEGER NOT NULL DEFAULT 0);
    CREATE TABLE IF NOT EXISTS lake_refusals(
        cluster TEXT NOT NULL, topic TEXT NOT NULL, "partition" INTEGER NOT NULL, epoch INTEGER NOT NULL,
        at_offset INTEGER NOT NULL, PRIMARY KEY(cluster, topic, "partition", epoch, at_offset)) WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS lake_logs(
        cluster TEXT NOT NULL, topic TEXT NOT NULL, "partition" INTEGER NOT NULL, epoch INTEGER NOT NULL,
        last_offset INTEGER NOT NULL, last_sha256 TEXT NOT NULL,
        PRIMARY KEY(cluster, topic, "partition")) WITHOUT ROWID;
)";

constexpr std::string_view kIndex = "CREATE INDEX IF NOT EXISTS lake_files_log ON lake_files(cluster, topic, "
                                    "\"partition\", epoch, last_offset)";

/// A catalog of before there were epochs knows one log of each partition.
constexpr std::string_view kRefusalsFromBefore = R"(
    INSERT INTO lake_refusals SELECT cluster, topic, "partition", 0, at_offset FROM lake_refused;
    DROP TABLE lake_refused;
    DROP INDEX IF EXISTS lake_files_partition;
)";

QString text(std::string_view s)
{
    return QString::fromUtf8(s.data(), static_cast<qsizetype>(s.size()));
}

/// Brings a catalog of before there were epochs up to date, and adds what stands on that.
Result<void> completeTables(Database &catalog)
{
    const auto epochs =
        queryInteger(catalog, "SELECT count(*) FROM pragma_table_info('lake_files') WHERE name = 'epoch'");
    const auto before =
        queryInteger(catalog, "SELECT count(*) FROM sqlite_master WHERE name = 'lake_refused'");
    if (!epochs || !before)
        return epochs ? before.error() : epochs.error();
    auto done = *epochs > 0
        ? Result<void>()
        : catalog.exec("ALTER TABLE lake_files ADD COLUMN epoch INTEGER NOT NULL DEFAULT 0");
    if (done && *before > 0)
        done = catalog.exec(kRefusalsFromBefore);
    if (done)
        done = catalog.exec(kIndex);
    return done ? warehouse::createOffsetTables(catalog) : done;
}

Result<void> makeTables(Database &catalog, const QString &path)
{
    const FileSchema schema{
        "lake_files",
        kSchema,
        0,
        QCoreApplication::translate("lake",
                                    "The catalog of the lakehouse is a database of something else. It "
                                    "was left as it is; choose another folder."),
        {}};
    return makeSchema(catalog, schema, path, completeTables);
}

Result<void> appendFiles(Database &catalog, Dataset dataset, QJsonObject &datasets)
{
    QJsonArray files;
    qint64 rows = 0;
    const auto read = forEachRow(
        catalog,
        "SELECT path, date, cluster, topic, \"partition\", first_offset, last_offset, "
        "row_count, bytes, epoch FROM lake_files WHERE dataset = ? ORDER BY id",
        {toString(dataset)}, [&](const Statement &row) {
            rows += row.integer(7);
            files.append(QJsonObject{{QStringLiteral("path"), text(row.text(0))},
                                     {QStringLiteral("date"), text(row.text(1))},
                                     {QStringLiteral("cluster"), text(row.text(2))},
                                     {QStringLiteral("topic"), text(row.text(3))},
                                     {QStringLiteral("epoch"), static_cast<qint64>(row.integer(9))},
                                     {QStringLiteral("partition"), static_cast<qint64>(row.integer(4))},
                                     {QStringLiteral("first_offset"), static_cast<qint64>(row.integer(5))},
                                     {QStringLiteral("last_offset"), static_cast<qint64>(row.integer(6))},
                                     {QStringLiteral("rows"), static_cast<qint64>(row.integer(7))},
                                     {QStringLiteral("bytes"), static_cast<qint64>(row.integer(8))}});
        });
    if (!read)
        return read.error();
    datasets.insert(text(toString(dataset)),
                    QJsonObject{{QStringLiteral("rows"), rows}, {QStringLiteral("files"), files}});
    return {};
}

/// The least and greatest offset of each log that the lake has.
Result<QJsonArray> offsetsOf(Database &catalog)
{
    QJsonArray offsets;
    const auto read = forEachRow(
        catalog,
        "SELECT cluster, topic, \"partition\", epoch, min(first_offset), max(last_offset) "
        "FROM lake_files GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4",
        {}, [&](const Statement &row) {
            offsets.append(QJsonObject{{QStringLiteral("cluster"), text(row.text(0))},
                                       {QStringLiteral("topic"), text(row.text(1))},
                                       {QStringLiteral("partition"), static_cast<qint64>(row.integer(2))},
                                       {QStringLiteral("epoch"), static_cast<qint64>(row.integer(3))},
                                       {QStringLiteral("min_offset"), static_cast<qint64>(row.integer(4))},
                                       {QStringLiteral("max_offset"), static_cast<qint64>(row.integer(5))}});
        });
    if (!read)
        return read.error();
    return offsets;
}

} // namespace

Result<std::unique_ptr<Database>> openCatalog(const QString &folder)
{
    if (!QDir().mkpath(folder))
        return Error{
            ErrorCode::Permission,
            QCoreApplication::translate("lake",
                                        "The folder of the lakehouse cannot be made. Check its rights, or "
                                        "choose another one."),
            folder};
    const QString path = QDir(folder).filePath(QStringLiteral("catalog.sqlite"));
    auto catalog = openSqlite(path);
    if (!catalog)
        return catalog;
    if (auto made = makeTables(**catalog, path); !made)
        return std::move(made).error();
    return catalog;
}

std::string clusterTag(const std::string &cluster)
{
    return toHex(sha256(cluster)).substr(0, 8);
}

Result<Log> logOf(Database &catalog, const std::string &cluster, const TopicPartition &partition)
{
    // A catalog of before there were epochs says how far, but not which record lay there.
    auto query = catalog.prepare("SELECT epoch, last_offset, last_sha256 FROM lake_logs "
                                 "WHERE cluster = ?1 AND topic = ?2 AND \"partition\" = ?3 UNION ALL "
                                 "SELECT 0, max(last_offset), '' FROM lake_files "
                                 "WHERE cluster = ?1 AND topic = ?2 AND \"partition\" = ?3 GROUP BY topic "
                                 "ORDER BY 1 DESC, 3 DESC LIMIT 1");
    if (!query)
        return query.error();
    Statement &row = **query;
    bindAll(
        row,
        {std::string_view(cluster), std::string_view(partition.topic), std::int64_t{partition.partition}});
    const auto there = row.step();
    if (!there)
        return there.error();
    Log log;
    if (*there)
        log = {row.integer(0), row.integer(1), std::string(row.text(2))};
    row.reset();
    return log;
}

Result<std::int64_t> beginLog(Database &catalog, const std::string &cluster, const TopicPartition &partition)
{
    const auto before = logOf(catalog, cluster, partition);
    if (!before)
        return before.error();
    const std::int64_t epoch = before->epoch + 1;
    auto begun = execute(catalog, "INSERT OR REPLACE INTO lake_logs VALUES (?, ?, ?, ?, -1, '')",
                         {std::string_view(cluster), std::string_view(partition.topic),
                          std::int64_t{partition.partition}, epoch});
    return begun ? Result<std::int64_t>(epoch) : begun.error();
}

Result<void> noteLast(Database &catalog, const std::string &cluster, const TopicPartition &partition,
                      const Log &log)
{
    return execute(catalog,
                   "INSERT INTO lake_logs VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET "
                   "last_offset = excluded.last_offset, last_sha256 = excluded.last_sha256 "
                   "WHERE excluded.epoch = epoch AND excluded.last_offset >= last_offset",
                   {std::string_view(cluster), std::string_view(partition.topic),
                    std::int64_t{partition.partition}, log.epoch, log.last,
                    std::string_view(log.lastSha256)});
}

Result<std::vector<Range>> rangesWithin(Database &catalog, const std::string &cluster,
                                        const TopicPartition &partition, std::int64_t epoch, Range within)
{
    std::vector<Range> ranges;
    const auto read = forEachRow(
        catalog,
        "SELECT max(first_offset, ?5), min(last_offset, ?6) FROM lake_files WHERE cluster = ?1 AND topic = "
        "?2 "
        "AND \"partition\" = ?3 AND epoch = ?4 AND last_offset >= ?5 AND first_offset <= ?6 UNION ALL "
        "SELECT at_offset, at_offset FROM lake_refusals WHERE cluster = ?1 AND topic = ?2 AND "
        "\"partition\" = ?3 AND epoch = ?4 AND at_offset BETWEEN ?5 AND ?6",
        {std::string_view(cluster), std::string_view(partition.topic), std::int64_t{partition.partition},
         epoch, within.first, within.second},
        [&](const Statement &row) { ranges.emplace_back(row.integer(0), row.integer(1)); });
    if (!read)
        return read.error();
    return ranges;
}

Result<Coverage> coverageOf(Database &catalog, const std::string &cluster, const TopicPartition &partition)
{
    const auto log = logOf(catalog, cluster, partition);
    if (!log)
        return log.error();
    auto query =
        catalog.prepare("SELECT min(least), max(most), sum(row_count), sum(refused) FROM ("
                        "SELECT min(first_offset) AS least, max(last_offset) AS most, sum(row_count) AS "
                        "row_count, 0 AS refused FROM lake_files "
                        "WHERE cluster = ?1 AND topic = ?2 AND \"partition\" = ?3 AND epoch = ?4 UNION ALL "
                        "SELECT min(at_offset), max(at_offset), 0, count(*) FROM lake_refusals "
                        "WHERE cluster = ?1 AND topic = ?2 AND \"partition\" = ?3 AND epoch = ?4)");
    if (!query)
        return query.error();
    Statement &row = **query;
    bindAll(row,
            {std::string_view(cluster), std::string_view(partition.topic), std::int64_t{partition.partition},
             log->epoch});
    const auto there = row.step();
    if (!there)
        return there.error();
    Coverage coverage;
    if (!*there || row.isNull(0))
        return coverage;
    coverage = {row.integer(0), row.integer(1) + 1, row.integer(2), row.integer(3)};
    return coverage;
}

Result<void> addFiles(Database &catalog, const std::string &cluster, std::span<const DataFile> files)
{
    for (const DataFile &file : files) {
        auto added =
            execute(catalog,
                    "INSERT INTO lake_files(path, dataset, date, cluster, topic, \"partition\", "
                    "first_offset, last_offset, "
                    "row_count, bytes, epoch) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    {std::string_view(file.path), toString(file.dataset), std::string_view(file.date),
                     std::string_view(cluster), std::string_view(file.topic), std::int64_t{file.partition},
                     file.first, file.last, file.rows, file.bytes, file.epoch});
        if (!added)
            return added;
    }
    return {};
}

Result<void> addRefused(Database &catalog, const std::string &cluster, const PositionView &position,
                        std::int64_t epoch)
{
    return execute(catalog, "INSERT INTO lake_refusals VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
                   {std::string_view(cluster), position.topic, std::int64_t{position.partition}, epoch,
                    position.offset});
}

Result<void> removeOrphans(Database &catalog, const QString &folder, Dataset dataset,
                           const std::string &cluster, std::int32_t partition)
{
    // What is called otherwise is not ours. Files of before there were epochs have none in their names.
    const QString name = QStringLiteral("%1(-e\\d+)?-p%2-\\d{20}-\\d{20}\\.parquet")
                             .arg(text(clusterTag(cluster)))
                             .arg(partition, 3, 10, QLatin1Char('0'));
    const QString of = text(toString(dataset));
    const auto named = [](const QString &pattern, const QString &file) {
        return QRegularExpression(QRegularExpression::anchoredPattern(pattern)).match(file).hasMatch();
    };
    // Half files of a writer that was killed lie aside.
    const QDir writing(QDir(folder).filePath(QStringLiteral("_writing")));
    for (const QString &file : writing.entryList(QDir::Files)) {
        if (named(of + QStringLiteral("-\\d+-") + name, file))
            QFile::remove(writing.filePath(file));
    }
    const QDir days(QDir(folder).filePath(of));
    for (const QString &day : days.entryList({QStringLiteral("date=*")}, QDir::Dirs)) {
        const QDir files(days.filePath(day));
        for (const QString &file : files.entryList(QDir::Files)) {
            if (!named(name, file))
                continue;
            // Put together as the writer does it: however the folder is named, the catalog's path is this.
            const std::string path = (of + u'/' + day + u'/' + file).toStdString();
            const auto counts = queryInteger(catalog, "SELECT count(*) FROM lake_files WHERE path = ?",
                                             {std::string_view(path)});
            if (!counts)
                return counts.error();
            if (*counts == 0)
                QFile::remove(files.filePath(file));
        }
    }
    return {};
}

Result<void> publishManifest(Database &catalog, const QString &folder)
{
    Transaction lock(catalog);
    if (auto begun = lock.begin(); !begun)
        return begun;
    QJsonObject datasets;
    for (const Dataset dataset : {Dataset::Orders, Dataset::Activities}) {
        if (auto appended = appendFiles(catalog, dataset, datasets); !appended)
            return appended;
    }
    const auto offsets = offsetsOf(catalog);
    if (!offsets)
        return offsets.error();
    const QJsonObject manifest{
        {QStringLiteral("version"), 1},
        {QStringLiteral("written_at"), QDateTime::currentDateTimeUtc().toString(Qt::ISODateWithMs)},
        {QStringLiteral("datasets"), datasets},
        {QStringLiteral("offsets"), *offsets}};
    const QString path = QDir(folder).filePath(QStringLiteral("manifest.json"));
    if (auto written = writeWholeFile(path, QJsonDocument(manifest).toJson()); !written)
        return Error{
            written.error().code,
            QCoreApplication::translate("lake",
                                        "The manifest of the lakehouse could not be written. The files are "
                                        "there and named in its catalog; it is tried again."),
            path + QStringLiteral(": ") + written.error().message, true};
    return {}; // the lock is given back; nothing was changed
}

Result<std::vector<NamedFile>> manifestFiles(const QString &folder)
{
    QFile file(QDir(folder).filePath(QStringLiteral("manifest.json")));
    QJsonObject manifest;
    if (file.open(QIODevice::ReadOnly))
        manifest = QJsonDocument::fromJson(file.readAll()).object();
    if (manifest.isEmpty())
        return Error{ErrorCode::NotFound,
                     QCoreApplication::translate("lake",
                                                 "The lakehouse has no manifest that can be read. Start "
                                                 "worker lake on its folder: it writes it anew."),
                     file.fileName()};
    std::vector<NamedFile> files;
    for (const QJsonValue &dataset : manifest[QStringLiteral("datasets")].toObject()) {
        for (const QJsonValue &each : dataset[QStringLiteral("files")].toArray())
            files.push_back({each[QStringLiteral("path")].toString().toStdString(),
                             static_cast<std::int64_t>(each[QStringLiteral("rows")].toDouble())});
    }
    return files;
}

Result<std::vector<NamedFile>> catalogFiles(Database &catalog)
{
    std::vector<NamedFile> files;
    const auto read =
        forEachRow(catalog, "SELECT path, row_count FROM lake_files", {}, [&](const Statement &row) {
            files.push_back({std::string(row.text(0)), row.integer(1)});
        });
    if (!read)
        return read.error();
    return files;
}

Result<Summary> summaryOf(Database &catalog, Dataset dataset)
{
    auto query = catalog.prepare("SELECT count(*), coalesce(sum(row_count), 0), coalesce(sum(bytes), 0) "
                                 "FROM lake_files WHERE dataset = ?");
    if (!query)
        return query.error();
    (*query)->bind(0, toString(dataset));
    const auto there = (*query)->step();
    if (!there)
        return there.error();
    return Summary{(*query)->integer(0), (*query)->integer(1), (*query)->integer(2)};
}

} // namespace pk::lake
