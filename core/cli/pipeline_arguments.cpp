#include "cli/pipeline_arguments.h"

#include "base/mysql_database.h"
#include "base/placed_file.h"
#include "broker/topic_name.h"
#include "cli/campus_arguments.h"
#include "cli/run_files.h"
#include "cli/source_arguments.h"
#include "extract/csv_mapping.h"
#include "extract/csv_source.h"
#include "extract/generator.h"
#include "warehouse/warehouse.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QDir>
#include <QFileInfo>
#include <QStandardPaths>

#include <algorithm>
#include <bit>

namespace pk::cli {

namespace {

constexpr qint64 kMaxRecords = 1'000'000'000;

/// As fast as it goes, a run of so many records gives enough samples for a p99, which takes a hundred of
/// those that went all the way. Powers of two, as everywhere; a long run samples no more than without this.
std::int64_t sampleEveryOf(std::int64_t records)
{
    constexpr std::int64_t wanted = 300;
    constexpr std::int64_t sparsest = 128;
    const auto share = static_cast<std::uint64_t>(std::max<std::int64_t>(1, records / wanted));
    return records > 0 ? std::min(sparsest, static_cast<std::int64_t>(std::bit_floor(share))) : sparsest;
}

/// Generator or file, as a factory: after a crash the stage makes its source anew.
Result<pipeline::SourceFactory> generatorFactory(const CommandLine &line,
                                                 const std::vector<Dataset> &datasets)
{
    const auto count = line.integer(QStringLiteral("orders"), 0, kMaxRecords);
    const auto seed = line.integer(QStringLiteral("seed"), 0, std::numeric_limits<qint64>::max());
    const auto dirty = line.integer(QStringLiteral("dirty"), 0, 100);
    for (const auto *number : {&count, &seed, &dirty}) {
        if (!*number)
            return number->error();
    }
    extract::GeneratorOptions options;
    options.seed = static_cast<std::uint64_t>(*seed);
    options.count = *count;
    options.datasets = datasets.size() == 2   ? extract::GeneratedDatasets::Both
        : datasets.front() == Dataset::Orders ? extract::GeneratedDatasets::Orders
                                              : extract::GeneratedDatasets::Activities;
    options.setDirtyShare(static_cast<std::uint32_t>(*dirty * 10'000));
    return pipeline::SourceFactory([options](std::int64_t) -> Result<std::unique_ptr<extract::Source>> {
        auto generator = extract::Generator::create(options);
        if (!generator)
            return generator.error();
        return std::unique_ptr<extract::Source>(std::move(*generator));
    });
}

/// Records of a dataset that nobody runs would lie in Kafka, read by no one.
Result<void> checkDataset(const CommandLine &line, Dataset mapped, const std::vector<Dataset> &datasets)
{
    if (std::find(datasets.begin(), datasets.end(), mapped) != datasets.end())
        return {};
    return line.wrongValue(
        QStringLiteral("dataset"),
        mapped == Dataset::Orders
            ? QCoreApplication::translate("cli",
                                          "The mapping makes orders of this file. Write --dataset orders, or "
                                          "name another mapping with --mapping FILE.")
            : QCoreApplication::translate("cli",
                                          "The mapping makes activities of this file. Write --dataset "
                                          "activities, or name another mapping with --mapping FILE."));
}

Result<pipeline::SourceFactory> csvFactory(const CommandLine &line, const std::vector<Dataset> &datasets)
{
    const QString path = line.value(QStringLiteral("input"));
    if (path.isEmpty())
        return line.wrongValue(
            QStringLiteral("input"),
            QCoreApplication::translate("cli", "--source csv needs a file: add --input FILE."));
    std::shared_ptr<const extract::CsvMapping> mapping;
    if (line.isSet(QStringLiteral("mapping"))) {
        auto loaded = extract::CsvMapping::load(line.value(QStringLiteral("mapping")));
        if (!loaded)
            return loaded.error();
        mapping = *loaded;
    }
    // Opened once here, so that a file that cannot be read ends the command before anything is started.
    const auto probe = extract::CsvSource::create(path, mapping);
    if (!probe) {
        Error error = probe.error();
        if (error.code == ErrorCode::Usage)
            error.message += u' ' + QCoreApplication::translate("cli", "Name it with --mapping FILE.");
        return error;
    }
    if (auto fits = checkDataset(line, (*probe)->mapping().dataset, datasets); !fits)
        return fits.error();
    return pipeline::SourceFactory([path, mapping](std::int64_t) -> Result<std::unique_ptr<extract::Source>> {
        auto source = extract::CsvSource::create(path, mapping);
        if (!source)
            return source.error();
        return std::unique_ptr<extract::Source>(std::move(*source));
    });
}

/// A source made anew gives its first records again: they are passed over.
pipeline::SourceFactory skipping(pipeline::SourceFactory factory)
{
    return [factory = std::move(factory)](std::int64_t skip) -> Result<std::unique_ptr<extract::Source>> {
        auto source = factory(0);
        if (!source)
            return source;
        extract::SourceRecord record;
        for (std::int64_t i = 0; i < skip; ++i) {
            record.clear();
            if (const auto more = (*source)->next(record); !more)
                return more.error();
        }
        return source;
    };
}

bool isOwnTopic(const std::string &name)
{
    for (const Dataset dataset : {Dataset::Orders, Dataset::Activities}) {
        for (const std::vector<std::string> &own : {topicsOf(dataset), cdcTopicsOf(dataset)}) {
            if (std::find(own.begin(), own.end(), name) != own.end())
                return true;
        }
    }
    return name == kWarehouseEventsTopic;
}

/// An option of another source would be passed over without a word.
Result<void> refuseOptionsOfOthers(const CommandLine &line, const QString &source, bool isRun)
{
    const QStringList own = optionsOfSource(source, isRun);
    for (const QString &other : sourceNames(true)) {
        for (const QString &option : optionsOfSource(other, isRun)) {
            if (!own.contains(option) && line.knows(option) && line.isSet(option))
                return line.wrongValue(
                    option,
                    QCoreApplication::translate("cli",
                                                "--%1 means nothing with --source %2. Leave one of them out.")
                        .arg(option, source));
        }
    }
    return {};
}

Result<std::vector<Dataset>> readDatasets(const CommandLine &line)
{
    const auto dataset =
        line.choice(QStringLiteral("dataset"),
                    {QStringLiteral("orders"), QStringLiteral("activities"), QStringLiteral("both")});
    if (!dataset)
        return dataset.error();
    if (*dataset == QStringLiteral("both"))
        return std::vector<Dataset>{Dataset::Orders, Dataset::Activities};
    return std::vector<Dataset>{*dataset == QStringLiteral("orders") ? Dataset::Orders : Dataset::Activities};
}

Result<void> readTransforms(const CommandLine &line, pipeline::PipelineOptions &options)
{
    for (const Dataset dataset : options.datasets) {
        auto config = transform::Config::shipped(dataset);
        if (!config)
            return config.error();
        options.transforms[dataset] = *config;
    }
    if (!line.isSet(QStringLiteral("transform")))
        return {};
    auto config = transform::Config::load(line.value(QStringLiteral("transform")));
    if (!config)
        return config.error();
    if (!options.transforms.contains((*config)->dataset()))
        return line.wrongValue(QStringLiteral("transform"),
                               QCoreApplication::translate(
                                   "cli", "This transform is for another dataset than the one that runs."));
    options.transforms[(*config)->dataset()] = *config;
    return {};
}

/// In the data folder; another one for each call.
Result<QString> newFile(const QString &name)
{
    const auto folder = dataFolder();
    if (!folder)
        return folder.error();
    const QString stamp = QDateTime::currentDateTimeUtc().toString(QStringLiteral("yyyyMMdd-HHmmss-zzz"));
    return QStringLiteral("%1/%2-%3-%4.db").arg(*folder, name, stamp).arg(QCoreApplication::applicationPid());
}

Result<QString> readWarehouse(const CommandLine &line, const QString &otherwise)
{
    const QString value =
        line.isSet(QStringLiteral("warehouse")) ? line.value(QStringLiteral("warehouse")) : otherwise;
    if (value.startsWith(QStringLiteral("sqlite:"))) {
        const QString path = value.mid(7);
        if (!isInMemory(path))
            return path;
        return line.wrongValue(
            QStringLiteral("warehouse"),
            QCoreApplication::translate("cli",
                                        "\"%1\" names no file, and a warehouse in memory is gone with the "
                                        "program. Write sqlite:PATH.")
                .arg(value));
    }
    if (isMysqlAddress(value)) {
        const auto address = parseMysqlAddress(value, QString::fromLatin1(warehouse::kPasswordVariable));
        return address ? Result<QString>(value)
                       : line.wrongValue(QStringLiteral("warehouse"), address.error().message);
    }
    if (!value.isEmpty())
        return line.wrongValue(
            QStringLiteral("warehouse"),
            QCoreApplication::translate(
                "cli", "\"%1\" is no warehouse. Write sqlite:PATH or mysql://USER@HOST:PORT/DB.")
                .arg(value));
    return newFile(QStringLiteral("warehouse"));
}

} // namespace

void addDatasetOption(CommandLine &line)
{
    line.addOption({QStringLiteral("dataset"),
                    QCoreApplication::translate("cli", "Which data: orders, activities or both."),
                    QStringLiteral("orders|activities|both"), QStringLiteral("orders")});
}

void addSourceOptions(CommandLine &line, bool isRun)
{
    line.addOption({QStringLiteral("source"),
                    QCoreApplication::translate("cli", "Where the records come from."),
                    sourceNames(isRun).join(QLatin1Char('|')), QStringLiteral("generator")});
    line.addOption(
        {QStringLiteral("input"),
         isRun ? QCoreApplication::translate(
             "cli",
             "The CSV file; with maxwell and polling the campus's SQLite database, without it a new one "
             "beside the warehouse. Both also take mysql://USER@HOST:PORT/DB, with the password in "
             "PK_KAMPUS_PASSWORD for maxwell, which is then the real one, and in PK_SOURCE_PASSWORD for "
             "polling.")
               : QCoreApplication::translate(
                   "cli",
                   "The CSV file; with polling the campus's SQLite database, or "
                   "mysql://USER@HOST:PORT/DB with the password in PK_SOURCE_PASSWORD."),
         QStringLiteral("FILE")});
    line.addOption({QStringLiteral("mapping"),
                    QCoreApplication::translate("cli",
                                                "How the CSV file's columns become orders; without it a "
                                                "shipped mapping that fits the header is taken."),
                    QStringLiteral("FILE.json")});
    line.addOption(
        {QStringLiteral("orders"),
         isRun ? QCoreApplication::translate(
             "cli",
             "How many raw records the generator makes, deliberate duplicates included; 0 goes on "
             "until it is interrupted. With maxwell and polling: how many transactions the campus does.")
               : QCoreApplication::translate("cli",
                                             "How many raw records the generator makes, deliberate "
                                             "duplicates included; 0 goes on until it is interrupted."),
         QStringLiteral("N"), QStringLiteral("10000")});
    line.addOption({QStringLiteral("rate"), QCoreApplication::translate("cli", "Records a second, or max."),
                    QStringLiteral("N|max"), QStringLiteral("max")});
    line.addOption({QStringLiteral("seed"),
                    QCoreApplication::translate("cli", "The same seed gives the same records."),
                    QStringLiteral("N"), QStringLiteral("1")});
    line.addOption({QStringLiteral("dirty"),
                    QCoreApplication::translate("cli", "How many of a hundred records are dirty."),
                    QStringLiteral("PERCENT"), QStringLiteral("5")});
    addLastingSourceOptions(line, isRun);
}

void addTransformOptions(CommandLine &line)
{
    line.addOption(
        {QStringLiteral("transform"),
         QCoreApplication::translate("cli", "A transform configuration instead of the shipped one."),
         QStringLiteral("FILE.json")});
}

void addLoadOptions(CommandLine &line)
{
    line.addOption({QStringLiteral("warehouse"),
                    QCoreApplication::translate(
                        "cli",
                        "The warehouse; without it a new SQLite file in the data folder. The password of a "
                        "MySQL or MariaDB server is read from PK_WAREHOUSE_PASSWORD."),
                    QStringLiteral("sqlite:PATH|mysql://USER@HOST:PORT/DB")});
}

void addBridgeOptions(CommandLine &line)
{
    line.addOption(
        {QStringLiteral("store"),
         QCoreApplication::translate(
             "cli",
             "Where the bridge keeps rows that wait for others and how far it has read; without it "
             "bridge.db in the data folder."),
         QStringLiteral("FILE")});
    line.addOption(
        {QStringLiteral("one-topic"),
         QCoreApplication::translate(
             "cli",
             "Read the changes of all tables from this one topic, in the order in which they were committed. "
             "For a source whose orders have no columns version and item_count: with Maxwell "
             "kafka_topic=TOPIC and producer_partition_by=database."),
         QStringLiteral("TOPIC")});
}

void addLakeOption(CommandLine &line, const QString &withoutIt)
{
    line.addOption(
        {QStringLiteral("lake"),
         QCoreApplication::translate(
             "cli",
             "A folder for a lakehouse: enriched records as Parquet files by dataset and day, and a "
             "manifest.json that names them. It needs Python with pyarrow, by PK_LAKE_PYTHON or as "
             "python3.")
             + QLatin1Char(' ') + withoutIt,
         QStringLiteral("FOLDER")});
}

void addStageOptions(CommandLine &line)
{
    line.addOption({QStringLiteral("semantics"),
                    QCoreApplication::translate("cli", "What is promised when something dies."),
                    QStringLiteral("at-most-once|at-least-once|effectively-once|transactions"),
                    QStringLiteral("effectively-once")});
    line.addOption({QStringLiteral("partitions"),
                    QCoreApplication::translate("cli", "Partitions of each topic that is made."),
                    QStringLiteral("N"), QStringLiteral("3")});
    line.addOption({QStringLiteral("commit-every"),
                    QCoreApplication::translate("cli", "Records between two commits of a stage, at most."),
                    QStringLiteral("N"), QStringLiteral("2000")});
    line.addOption(
        {QStringLiteral("commit-ms"),
         QCoreApplication::translate("cli", "Milliseconds between two commits of a stage, at most."),
         QStringLiteral("N"), QStringLiteral("100")});
}

Result<QString> dataFolder()
{
    const QString folder = QStandardPaths::writableLocation(QStandardPaths::AppDataLocation);
    if (!QDir().mkpath(folder))
        return Error{
            ErrorCode::Permission,
            QCoreApplication::translate(
                "cli",
                "The data folder cannot be made. Check its rights, or name a warehouse with --warehouse."),
            folder};
    return folder;
}

/// Where the bridge's store and the campus's database are. In a run they lie beside its warehouse.
static Result<pipeline::PipelineOptions> placeBridge(const CommandLine &line,
                                                     pipeline::PipelineOptions options)
{
    if (!line.knows(QStringLiteral("store")))
        return options;
    QString beside = options.warehousePath;
    if (options.campus && isMysqlAddress(beside)) { // nothing lies beside a server
        auto place = newFile(QStringLiteral("run"));
        if (!place)
            return place.error();
        beside = std::move(*place);
    }
    if (options.campus && options.campus->database.isEmpty())
        options.campus->database = beside + QStringLiteral(".kampus");
    if (options.campus)
        options.campus->isNew = options.campus->capture || !QFileInfo::exists(options.campus->database);
    options.bridgePath = line.value(QStringLiteral("store"));
    if (options.bridgePath.isEmpty() && options.campus)
        options.bridgePath = beside + QStringLiteral(".bridge");
    if (options.bridgePath.isEmpty()) {
        const auto folder = dataFolder();
        if (!folder)
            return folder.error();
        options.bridgePath = *folder + QStringLiteral("/bridge.db");
    }
    return options;
}

Result<pipeline::PipelineOptions> readPipelineOptions(const CommandLine &line, const QString &warehouse)
{
    pipeline::PipelineOptions options;
    if (auto named = checkFileNames(line); !named)
        return named.error();
    const auto datasets = readDatasets(line);
    if (!datasets)
        return datasets.error();
    options.datasets = *datasets;
    const auto semantics = line.choice(QStringLiteral("semantics"),
                                       {QStringLiteral("at-most-once"), QStringLiteral("at-least-once"),
                                        QStringLiteral("effectively-once"), QStringLiteral("transactions")});
    if (!semantics)
        return semantics.error();
    options.semantics = *semanticsFromString(semantics->toStdString());
    const auto partitions = line.integer(QStringLiteral("partitions"), 1, 100);
    const auto commitEvery = line.integer(QStringLiteral("commit-every"), 1, 100'000);
    const auto commitMs = line.integer(QStringLiteral("commit-ms"), 1, 60'000);
    for (const auto *number : {&partitions, &commitEvery, &commitMs}) {
        if (!*number)
            return number->error();
    }
    options.partitions = static_cast<int>(*partitions);
    options.commitEvery = static_cast<int>(*commitEvery);
    options.commitMs = static_cast<int>(*commitMs);

    if (line.knows(QStringLiteral("one-topic")) && line.isSet(QStringLiteral("one-topic"))) {
        options.changesTopic = line.value(QStringLiteral("one-topic")).toStdString();
        if (!broker::isTopicName(options.changesTopic) || isOwnTopic(options.changesTopic))
            return line.wrongValue(
                QStringLiteral("one-topic"),
                QCoreApplication::translate("cli",
                                            "\"%1\" is no name for the topic of all change events: letters, "
                                            "digits, dots, dashes and underscores, and none of the "
                                            "pipeline's own topics.")
                    .arg(line.value(QStringLiteral("one-topic"))));
    }

    if (line.knows(QStringLiteral("source"))) {
        const bool isRun =
            line.knows(QStringLiteral("store")); // what is to bridge its changes runs here, too
        const auto source = line.choice(QStringLiteral("source"), sourceNames(isRun));
        if (!source)
            return source.error();
        const QString &name = *source;
        const bool csv = name == QStringLiteral("csv");
        const bool maxwell = name == QStringLiteral("maxwell");
        if (auto fit = refuseOptionsOfOthers(line, name, isRun); !fit)
            return fit.error();
        if (maxwell) {
            auto campus = readCampus(line, options.datasets, options.changesTopic);
            if (!campus)
                return campus.error();
            options.campus = std::move(*campus);
        } else if (!isLastingSource(name)) {
            auto factory =
                csv ? csvFactory(line, options.datasets) : generatorFactory(line, options.datasets);
            if (!factory)
                return factory.error();
            options.source = skipping(std::move(*factory));
        }
        options.seed = line.value(QStringLiteral("seed")).toULongLong();
        if (line.value(QStringLiteral("rate")) != QStringLiteral("max")) {
            const auto rate = line.integer(QStringLiteral("rate"), 1, 1'000'000);
            if (!rate)
                return rate.error();
            options.ratePerSecond = *rate;
            options.sampleEvery = *rate <= 2'000 ? 1 : 64;
        }
        if (optionsOfSource(name, isRun).contains(QStringLiteral("orders")))
            options.sampleEvery = std::min(options.sampleEvery,
                                           sampleEveryOf(line.value(QStringLiteral("orders")).toLongLong()));
    }
    if (line.knows(QStringLiteral("lake")) && !line.value(QStringLiteral("lake")).isEmpty())
        options.lakePath = QDir::cleanPath(QFileInfo(line.value(QStringLiteral("lake"))).absoluteFilePath());
    if (line.knows(QStringLiteral("transform"))) {
        if (auto read = readTransforms(line, options); !read)
            return read.error();
    }
    if (line.knows(QStringLiteral("warehouse"))) {
        auto path = readWarehouse(line, warehouse);
        if (!path)
            return path.error();
        options.warehousePath = *path;
    }
    return placeBridge(line, options);
}

} // namespace pk::cli
