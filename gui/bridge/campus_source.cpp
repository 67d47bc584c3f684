#include "bridge/campus_source.h"

#include "base/mysql_database.h"
#include "cdc/store.h"
#include "cdc/told.h"
#include "environment/compose.h"
#include "environment/maxwell_capture.h"
#include "extract/number_series.h"
#include "kampus/change_log.h"
#include "kampus/kampus_database.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <algorithm>
#include <limits>
#include <utility>

namespace pk::gui {

namespace {

/// Nothing holds the campus back while it is only read, and its file keeps everything.
constexpr std::int64_t kMostWorkload = 1'000;
constexpr std::int64_t kNoEnd = std::numeric_limits<std::int64_t>::max();
constexpr int kBusyMs = 1'000;
const SystemClock kNow;
const char kChangesOf[] = "database"; ///< the part of a cluster's entry among the positions

std::uint32_t perMillion(int percent)
{
    return static_cast<std::uint32_t>(percent) * 10'000;
}

Result<MysqlAddress> addressOf(const SourceChoice &choice)
{
    return parseMysqlAddress(choice.database, QString::fromLatin1(passwordVariableOf(choice.kind)));
}

/// What the topics of a cluster hold is kept beside the positions of sources.
Result<std::unique_ptr<sources::PositionStore>> entryOf(const SourcePlaces &places)
{
    return sources::PositionStore::open(places.positions(), "changes " + places.cluster->info().id);
}

} // namespace

std::int64_t workloadRate(std::int64_t ratePerSecond)
{
    return ratePerSecond > 0 ? std::min(ratePerSecond, kMostWorkload) : kMostWorkload;
}

Result<std::shared_ptr<kampus::WorkloadThread>> startWorkload(const SourceChoice &choice,
                                                              const SourcePlaces &places)
{
    kampus::WorkloadThread::Options work;
    work.database = places.campusDatabase();
    work.transactions = kNoEnd;
    work.perSecond = workloadRate(places.ratePerSecond);
    work.persistent = true;
    work.workload.seed = choice.seed;
    work.workload.dirtyPerMillion = perMillion(choice.dirtyPercent);
    work.workload.orders = brings(choice, Dataset::Orders);
    work.workload.activities = brings(choice, Dataset::Activities);
    work.workload.clock = &kNow;
    auto workload = kampus::WorkloadThread::start(std::move(work));
    if (!workload)
        return workload.error();
    return std::shared_ptr<kampus::WorkloadThread>(std::move(*workload));
}

/// Changes that were published to a broker which is gone, and that the bridge has not read, are in no log any
/// more: where the campus has rows that were never told, its tables are published whole once more. The bridge
/// knows what it has told already.
static Result<void> publishLostAgain(const SourcePlaces &places)
{
    auto campus = kampus::openDatabase(places.campusDatabase(), kBusyMs);
    auto store = cdc::openStore(places.bridgeStore({}));
    if (!campus || !store)
        return campus ? store.error() : campus.error();
    kampus::ChangeLog log(**campus);
    for (const Dataset dataset : {Dataset::Orders, Dataset::Activities}) {
        const auto unknown = cdc::unknownRows(**campus, **store, dataset);
        if (!unknown)
            return unknown.error();
        if (*unknown == 0)
            continue;
        for (const std::string &topic : cdcTopicsOf(dataset)) {
            if (auto asked = log.requestBootstrap(topic.substr(topic.rfind('.') + 1)); !asked)
                return asked;
        }
    }
    return {};
}

/// Compose's Maxwell works on between two runs: what it has published meanwhile is read where the bridge was.
static Result<void> captureOutside(const SourceChoice &choice, const SourcePlaces &places,
                                   pipeline::CampusOptions &campus)
{
    const auto address = addressOf(choice);
    const auto before = changesOf(places);
    if (!address || !before)
        return address ? before.error() : address.error();
    campus.numbersFrom = extract::kServerCampusNumbers;
    campus.isNew = places.tellAgain || *before != choice.database;
    campus.capture = environment::containerCapture(*address, passwordOf(*address),
                                                   {Dataset::Orders, Dataset::Activities}, campus.isNew);
    return {};
}

SourceChoice sourceIn(const environment::EnvironmentChoice &environment, SourceChoice choice)
{
    if (std::exchange(choice.ofCompose, false))
        choice.database.clear();
    if (environment.kind != environment::EnvironmentChoice::Kind::Compose
        || choice.kind != SourceChoice::Kind::Campus || !choice.database.isEmpty())
        return choice;
    choice.database = environment::useComposeSource();
    choice.ofCompose = true;
    return choice;
}

Result<PreparedSource> prepareCampus(const SourceChoice &choice, const SourcePlaces &places)
{
    PreparedSource prepared;
    pipeline::CampusOptions &campus = prepared.campus.emplace();
    campus.database = places.databaseOf(choice);
    campus.isNew = isMaxwell(choice) || !QFileInfo::exists(campus.database);
    campus.transactions = kNoEnd;
    campus.dirtyPerMillion = perMillion(choice.dirtyPercent);
    campus.orders = brings(choice, Dataset::Orders);
    campus.activities = brings(choice, Dataset::Activities);
    campus.clock = &kNow;
    if (choice.ofCompose) {
        if (auto outside = captureOutside(choice, places, campus); !outside)
            return outside.error();
        return prepared;
    }
    if (!isMaxwell(choice)) {
        if (places.emptyTopics && !campus.isNew) {
            if (auto asked = publishLostAgain(places); !asked)
                return asked.error();
        }
        return prepared;
    }
    campus.numbersFrom = extract::kServerCampusNumbers;
    if (const QString why = whyNoMaxwell(places.environment, places.cluster->info()); !why.isEmpty())
        return Error{ErrorCode::Unsupported, why, {}};
    const auto address = addressOf(choice);
    if (!address)
        return address.error();
    auto capture =
        environment::maxwellCapture(*address, passwordOf(*address), {Dataset::Orders, Dataset::Activities},
                                    {}, QDir(places.folder).filePath(QStringLiteral("maxwell.log")));
    if (!capture)
        return capture.error();
    campus.capture = std::move(*capture);
    return prepared;
}

sources::PollingOptions pollingOptions(const SourceChoice &choice, const SourcePlaces &places)
{
    sources::PollingOptions options;
    options.database = places.databaseOf(choice);
    options.datasets = datasetsOf(choice);
    options.order = choice.pollById ? sources::RowOrder::ById : sources::RowOrder::ByTime;
    options.positions = places.positions();
    options.target = kTarget;
    return options;
}

Result<PreparedSource> preparePolling(const SourceChoice &choice, const SourcePlaces &places)
{
    PreparedSource prepared;
    if (choice.database.isEmpty()) {
        auto workload = startWorkload(choice, places);
        if (!workload)
            return workload.error();
        prepared.workload = std::move(*workload);
    } else if (const auto address = addressOf(choice); !address) {
        return address.error();
    }
    prepared.factory =
        [options = pollingOptions(choice, places)](std::int64_t) -> Result<std::unique_ptr<extract::Source>> {
        auto source = sources::PollingSource::create(options);
        if (!source)
            return source.error();
        return std::unique_ptr<extract::Source>(std::move(*source));
    };
    return prepared;
}

const char *passwordVariableOf(SourceChoice::Kind kind)
{
    return kind == SourceChoice::Kind::Campus ? kampus::kPasswordVariable : sources::kPasswordVariable;
}

QString placeOfServer(const QString &address)
{
    const auto parsed = parseMysqlAddress(address, {});
    return parsed ? parsed->server() + QLatin1Char('/') + parsed->database : address;
}

QString whyNoMaxwell(const environment::EnvironmentChoice &environment, const broker::ClusterInfo &cluster)
{
    if (environment.kind == environment::EnvironmentChoice::Kind::Compose)
        return QCoreApplication::translate(
            "bridge",
            "Compose has a campus database and a Maxwell of its own, which writes to the same topics: of "
            "another database they would hold rows with the same keys.");
    const auto fits = environment::checkMaxwellCluster(cluster);
    return fits ? QString() : fits.error().message;
}

Result<void> checkServer(const SourceChoice &choice, const QString &password)
{
    const auto address = addressOf(choice);
    if (!address)
        return address.error();
    if (isMaxwell(choice))
        return environment::checkMaxwell(*address, password);
    const auto opened = sources::openCampus(choice.database, password);
    return opened ? Result<void>() : opened.error();
}

Result<QString> changesOf(const SourcePlaces &places)
{
    if (places.cluster->info().embedded) // which begins empty, and has no Maxwell
        return QString();
    const auto entry = entryOf(places);
    if (!entry)
        return entry.error();
    const auto found = (*entry)->positions().find(kChangesOf);
    return found != (*entry)->positions().end() ? QString::fromStdString(found->second) : QString();
}

Result<void> takeChangeTopics(const SourcePlaces &places, const QString &server)
{
    auto entry = entryOf(places);
    if (!entry)
        return entry.error();
    // A bridge that has read these topics before would go on there, among the other's changes.
    const QString bridge = places.bridgeStore(server);
    for (const char *part : {"", "-wal", "-shm"})
        QFile::remove(bridge + QLatin1String(part));
    if (auto stored = (*entry)->store({{kChangesOf, server.toStdString()}}, {}); !stored || !server.isEmpty())
        return stored; // Maxwell does the rest by itself
    auto database = kampus::openDatabase(places.campusDatabase(), kBusyMs);
    if (!database)
        return database.error();
    kampus::ChangeLog log(**database);
    for (const Dataset dataset : {Dataset::Orders, Dataset::Activities}) {
        for (const std::string &topic : cdcTopicsOf(dataset)) {
            if (auto asked = log.requestBootstrap(topic.substr(topic.rfind('.') + 1)); !asked)
                return asked;
        }
    }
    return {};
}

} // namespace pk::gui
