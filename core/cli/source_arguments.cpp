#include "cli/source_arguments.h"

#include "base/grouped.h"
#include "base/mysql_database.h"
#include "broker/cluster_backend.h"
#include "cli/pipeline_arguments.h"
#include "cli/profile_choice.h"
#include "sources/rest_source.h"
#include "sources/topic_source.h"

#include <QCoreApplication>

#include <algorithm>
#include <iterator>

namespace pk::cli {

namespace {

constexpr qint64 kMaxTransactions = 100'000'000;

/// Records of one cluster's topics say nothing of another's, so positions belong to the cluster.
Result<std::string> targetOf(const broker::ClusterAccess &access)
{
    if (access.bootstrap.empty())
        return std::string("run");
    const auto cluster = broker::connectCluster(access);
    return cluster ? Result<std::string>((*cluster)->info().id) : cluster.error();
}

/// The stage makes its source on its own thread, and again after a crash.
template <typename SourceType, typename Options>
pipeline::SourceFactory factoryOf(std::shared_ptr<Options> options, const broker::ClusterAccess &access)
{
    return [options = std::move(options), access](std::int64_t) -> Result<std::unique_ptr<extract::Source>> {
        if (options->target.empty()) { // once is enough, and the broker may be away later
            auto target = targetOf(access);
            if (!target)
                return target.error();
            options->target = std::move(*target);
        }
        auto source = SourceType::create(*options);
        if (!source)
            return source.error();
        return std::unique_ptr<extract::Source>(std::move(*source));
    };
}

Result<QString> positionsFile(const CommandLine &line, const SourcePlace &place,
                              const pipeline::PipelineOptions &options)
{
    QString path = line.value(QStringLiteral("positions"));
    if (path.isEmpty() && place.isRun && !isMysqlAddress(options.warehousePath))
        path = options.warehousePath + QStringLiteral(".positions");
    if (path.isEmpty()) {
        const auto folder = dataFolder();
        if (!folder)
            return folder;
        path = *folder + QStringLiteral("/positions.db");
    }
    const auto usable = sources::PositionStore::check(path);
    return usable ? Result<QString>(path) : usable.error();
}

sources::SourceEnd endOf(const SourcePlace &place)
{
    sources::SourceEnd end;
    if (place.isRun)
        end.idleMs = 0;
    else if (place.untilIdleSeconds > 0)
        end.idleMs = place.untilIdleSeconds * 1000;
    return end;
}

/// A campus of the command's own, which works as --orders, --rate, --seed and --dirty say.
Result<std::shared_ptr<kampus::WorkloadThread>> startCampus(const CommandLine &line, const QString &database,
                                                            pipeline::PipelineOptions &options)
{
    const auto transactions = line.integer(QStringLiteral("orders"), 1, kMaxTransactions);
    const auto dirty = line.integer(QStringLiteral("dirty"), 0, 100);
    if (!transactions || !dirty)
        return transactions ? dirty.error() : transactions.error();
    kampus::WorkloadThread::Options work;
    work.database = database;
    work.transactions = *transactions;
    work.perSecond = std::exchange(options.ratePerSecond, 0); // the campus's pace, not the records'
    work.workload.seed = options.seed;
    work.workload.dirtyPerMillion = static_cast<std::uint32_t>(*dirty * 10'000);
    auto campus = kampus::WorkloadThread::start(std::move(work));
    if (!campus)
        return campus.error();
    return std::shared_ptr<kampus::WorkloadThread>(std::move(*campus));
}

Result<LastingSource> readPolling(const CommandLine &line, const SourcePlace &place, const QString &positions,
                                  pipeline::PipelineOptions &options)
{
    const auto order =
        line.choice(QStringLiteral("poll"), {QStringLiteral("timestamp"), QStringLiteral("incrementing")});
    const auto everyMs = line.integer(QStringLiteral("poll-ms"), 10, 3'600'000);
    if (!order || !everyMs)
        return order ? everyMs.error() : order.error();
    const auto polling = std::make_shared<sources::PollingOptions>();
    polling->datasets = options.datasets;
    polling->order =
        *order == QStringLiteral("timestamp") ? sources::RowOrder::ByTime : sources::RowOrder::ById;
    polling->everyMs = *everyMs;
    polling->positions = positions;
    polling->end = endOf(place);
    polling->database = line.value(QStringLiteral("input"));
    LastingSource source;
    if (polling->database.isEmpty()) {
        if (!place.isRun)
            return line.wrongValue(
                QStringLiteral("input"),
                QCoreApplication::translate("cli",
                                            "--source polling needs the campus database: add --input FILE or "
                                            "--input mysql://USER@HOST:PORT/DB."));
        if (isMysqlAddress(options.warehousePath))
            return line.wrongValue(
                QStringLiteral("input"),
                QCoreApplication::translate(
                    "cli",
                    "With a warehouse on a server there is no place beside it for a campus "
                    "database: name one with --input FILE."));
        polling->database = options.warehousePath + QStringLiteral(".kampus");
        auto campus = startCampus(line, polling->database, options);
        if (!campus)
            return campus.error();
        source.campus = std::move(*campus);
        polling->end.moreComes = [campus = source.campus] { return !campus->ended(); };
    } else {
        for (const QString &option : {QStringLiteral("orders"), QStringLiteral("dirty")}) {
            if (line.isSet(option))
                return line.wrongValue(
                    option,
                    QCoreApplication::translate(
                        "cli",
                        "A database that is named with --input is read as it is, nothing is "
                        "done in it. Leave one of the two out."));
        }
        // Opened once here, so that what cannot be read ends the command before anything is started.
        if (const auto probe = sources::openCampus(polling->database); !probe)
            return isMysqlAddress(polling->database) && probe.error().code == ErrorCode::Usage
                ? line.wrongValue(QStringLiteral("input"), probe.error().message)
                : probe.error();
    }
    source.polling = polling;
    source.factory = factoryOf<sources::PollingSource>(polling, place.access);
    return source;
}

Result<LastingSource> readRest(const CommandLine &line, const SourcePlace &place, const QString &positions,
                               pipeline::PipelineOptions &options)
{
    const bool twice = line.isSet(QStringLiteral("url")) && line.isSet(QStringLiteral("input"));
    if (twice)
        return line.wrongValue(
            QStringLiteral("input"),
            QCoreApplication::translate("cli", "--url has named the API already. Leave one of the two out."));
    const QString option =
        line.isSet(QStringLiteral("input")) ? QStringLiteral("input") : QStringLiteral("url");
    const QString address = line.value(option);
    const QUrl url(address, QUrl::StrictMode);
    const bool web = url.scheme() == QStringLiteral("http") || url.scheme() == QStringLiteral("https");
    if (!url.isValid() || !web || url.host().isEmpty())
        return line.wrongValue(
            option,
            address.isEmpty() ? QCoreApplication::translate(
                "cli", "--source rest needs the API's address: add --url http://HOST:PORT.")
                              : QCoreApplication::translate(
                                    "cli", "\"%1\" is no address of an API. Write http://HOST:PORT.")
                                    .arg(address));
    const auto paging = line.choice(
        QStringLiteral("paging"), {QStringLiteral("link"), QStringLiteral("page"), QStringLiteral("cursor")});
    const auto pageSize = line.integer(QStringLiteral("page-size"), 1, 500);
    const auto everyMs = line.integer(QStringLiteral("poll-ms"), 10, 3'600'000);
    if (!paging)
        return paging.error();
    if (!pageSize || !everyMs)
        return pageSize ? everyMs.error() : pageSize.error();
    const auto rest = std::make_shared<sources::RestOptions>();
    rest->url = url;
    rest->datasets = options.datasets;
    rest->paging = *paging == QStringLiteral("link") ? sources::Paging::Link
        : *paging == QStringLiteral("page")          ? sources::Paging::Page
                                                     : sources::Paging::Cursor;
    rest->pageSize = static_cast<int>(*pageSize);
    rest->everyMs = *everyMs;
    rest->positions = positions;
    rest->end = endOf(place);
    return LastingSource{factoryOf<sources::RestSource>(rest, place.access), {}, {}};
}

Result<LastingSource> readTopic(const CommandLine &line, const SourcePlace &place, const QString &positions,
                                pipeline::PipelineOptions &options)
{
    const auto topic = std::make_shared<sources::TopicOptions>();
    topic->topic = line.value(QStringLiteral("topic")).toStdString();
    topic->access = place.access;
    if (auto sound = checkServers(line, QStringLiteral("from-bootstrap")); !sound)
        return sound.error();
    if (line.isSet(QStringLiteral("from-bootstrap")))
        topic->access = {line.value(QStringLiteral("from-bootstrap")).toStdString()};
    if (topic->topic.empty())
        return line.wrongValue(QStringLiteral("topic"),
                               QCoreApplication::translate(
                                   "cli", "--source topic needs the name of a topic: add --topic NAME."));
    if (topic->access.bootstrap.empty())
        return line.wrongValue(
            QStringLiteral("from-bootstrap"),
            QCoreApplication::translate(
                "cli",
                "The broker of this run is new and has nothing to read: add --bootstrap or "
                "--from-bootstrap with the address of the one that has the topic."));
    if (options.datasets.size() > 1)
        return line.wrongValue(QStringLiteral("dataset"),
                               QCoreApplication::translate(
                                   "cli", "A topic is read as one kind of records: orders or activities."));
    if (topic->topic == rawTopic(options.datasets.front())
        && topic->access.bootstrap == place.access.bootstrap)
        return line.wrongValue(
            QStringLiteral("topic"),
            QCoreApplication::translate(
                "cli", "This is the topic that the records are written to: it would never end."));
    topic->dataset = options.datasets.front();
    topic->positions = positions;
    topic->end = endOf(place);
    return LastingSource{factoryOf<sources::TopicSource>(topic, place.access), {}, {}};
}

/// Whoever adds a source adds a line here; one without a reader is made by readPipelineOptions().
struct SourceKind
{
    const char *name; ///< in reports, and in the header of its records
    const char *otherName; ///< that --source takes, too; may be null
    const char *options; ///< that it understands, and not every other one; separated by spaces
    const char *optionsInRun; ///< beside those
    bool runAlone; ///< no worker has it
    /// Of one that keeps a position.
    Result<LastingSource> (*read)(const CommandLine &line, const SourcePlace &place, const QString &positions,
                                  pipeline::PipelineOptions &options);
};
constexpr SourceKind kSources[] = {
    {"generator", nullptr, "orders dirty", "", false, nullptr},
    {"csv", nullptr, "input mapping", "", false, nullptr},
    {"maxwell", nullptr, "orders dirty input store one-topic", "", true, nullptr},
    {"mysql-poll", "polling", "positions input poll poll-ms", "orders dirty", false, &readPolling},
    {"api", "rest", "positions input url paging page-size poll-ms", "", false, &readRest},
    {"topic", nullptr, "positions topic from-bootstrap", "", false, &readTopic},
};

const SourceKind *findSource(const QString &name)
{
    const auto found =
        std::find_if(std::begin(kSources), std::end(kSources), [&name](const SourceKind &kind) {
            return name == QLatin1String(kind.name)
                || (kind.otherName != nullptr && name == QLatin1String(kind.otherName));
        });
    return found != std::end(kSources) ? found : nullptr;
}

QStringList words(const char *text)
{
    return QString::fromLatin1(text).split(QLatin1Char(' '), Qt::SkipEmptyParts);
}

} // namespace

QStringList sourceNames(bool isRun)
{
    QStringList names;
    for (const SourceKind &kind : kSources) {
        if (!isRun && kind.runAlone)
            continue;
        names << QLatin1String(kind.name);
        if (kind.otherName != nullptr)
            names << QLatin1String(kind.otherName);
    }
    return names;
}

QString sourceKindOf(const QString &name)
{
    const SourceKind *kind = findSource(name);
    return kind != nullptr ? QString::fromLatin1(kind->name) : name;
}

bool isLastingSource(const QString &name)
{
    const SourceKind *kind = findSource(name);
    return kind != nullptr && kind->read != nullptr;
}

QStringList optionsOfSource(const QString &name, bool isRun)
{
    const SourceKind *kind = findSource(name);
    if (kind == nullptr)
        return {};
    return words(kind->options) + (isRun ? words(kind->optionsInRun) : QStringList());
}

void addLastingSourceOptions(CommandLine &line, bool isRun)
{
    line.addValue(
        "poll",
        QCoreApplication::translate("cli",
                                    "With polling, the column that tells what is new: timestamp (updated_at: "
                                    "new and changed rows) or "
                                    "incrementing (id: new rows alone)."),
        "timestamp|incrementing", "timestamp");
    line.addValue("poll-ms",
                  QCoreApplication::translate(
                      "cli", "With polling and rest, milliseconds between two looks that found nothing."),
                  "N", "1000");
    line.addValue("url",
                  QCoreApplication::translate(
                      "cli",
                      "With rest, the API's address, to which /orders and /activities are added. A "
                      "token for it is read from PK_API_TOKEN. --input means the same."),
                  "http://HOST:PORT");
    line.addValue("paging",
                  QCoreApplication::translate(
                      "cli",
                      "With rest, how the API names its next page: in the Link header, by a number, or "
                      "by next_cursor."),
                  "link|page|cursor", "cursor");
    line.addValue("page-size", QCoreApplication::translate("cli", "With rest, how many objects a page has."),
                  "N", "100");
    line.addValue("topic",
                  QCoreApplication::translate("cli", "With topic, the topic that another program writes."),
                  "NAME");
    line.addValue("from-bootstrap",
                  QCoreApplication::translate(
                      "cli",
                      "With topic, addresses of the broker that has it; without them the one that the "
                      "records go to."),
                  "HOST:PORT,…");
    line.addValue("positions",
                  isRun ? QCoreApplication::translate(
                      "cli",
                      "Where polling, rest and topic keep how far they have come; without it a "
                      "file beside the warehouse.")
                        : QCoreApplication::translate(
                            "cli",
                            "Where polling, rest and topic keep how far they have come; without it "
                            "positions.db in the data folder."),
                  "FILE");
}

Result<LastingSource> readLastingSource(const CommandLine &line, const SourcePlace &place,
                                        pipeline::PipelineOptions &options)
{
    const auto positions = positionsFile(line, place, options);
    if (!positions)
        return positions.error();
    return findSource(line.value(QStringLiteral("source")))->read(line, place, *positions, options);
}

QString missedSentence(const sources::Missed &missed)
{
    QString sentence =
        QCoreApplication::translate(
            "cli",
            "Polling told %1 of %2 changes. Missed: %3 deletes (%4 rows were never seen at all), %5 states "
            "that were "
            "overwritten before it looked, %6 rows whose present state it has passed by. Still to come: %7.")
            .arg(grouped(missed.told), grouped(missed.changes), grouped(missed.deletes),
                 grouped(missed.neverSeen), grouped(missed.versions), grouped(missed.stale),
                 grouped(missed.waiting));
    if (!missed.exact)
        sentence += u' '
            + QCoreApplication::translate(
                        "cli",
                        "Counted by versions, since this database keeps no change log: at least so "
                        "many.");
    return sentence;
}

} // namespace pk::cli
