#include "environment/opening.h"

#include "base/mysql_database.h"
#include "broker/connection_test.h"
#include "domain/pipeline_names.h"
#include "environment/compose.h"
#include "environment/folder_lock.h"
#include "environment/local_folders.h"

#include <QCoreApplication>
#include <QDateTime>

#include <algorithm>

namespace pk::environment {

namespace {

constexpr int kLockTickMs = 100;
constexpr int kLockMs = 30'000;

bool isInterrupted(const Opening &opening)
{
    return opening.interrupted && opening.interrupted();
}

void tell(const Opening &opening, OpeningStage stage, const QString &sentence)
{
    if (opening.told)
        opening.told(stage, sentence);
}

Error openingCancelled()
{
    return {ErrorCode::Cancelled,
            QCoreApplication::translate("environment", "Given up before it was there."),
            {}};
}

/// The cluster of a moment ago may still be ending in this folder.
Result<void> waitForFolder(const Opening &opening, const QString &folder)
{
    for (int waitedMs = 0; waitedMs < kLockMs; waitedMs += kLockTickMs) {
        if (FolderLock::waitFree(folder, kLockTickMs))
            return {};
        if (isInterrupted(opening))
            return openingCancelled();
        tell(opening, OpeningStage::Waiting,
             QCoreApplication::translate("environment", "The nodes of the last time are still ending …"));
    }
    return {}; // whoever starts there is told that it is busy
}

QString nodesSentence(int answering, int nodes)
{
    return nodes == 1
        ? QCoreApplication::translate("environment", "The node starts; it does not answer yet …")
        : QCoreApplication::translate("environment", "Starting node %1 of %2 …")
              .arg(std::min(answering + 1, nodes))
              .arg(nodes);
}

/// The step at which it failed has the sentence that helps.
Result<void> testSteps(const broker::ClusterAccess &access, const Opening &opening)
{
    broker::ConnectionTest test;
    test.access = access;
    test.topics = topicsOf(Dataset::Orders);
    test.topics.emplace_back(kWarehouseEventsTopic);
    test.interrupted = opening.interrupted;
    test.told = [&](const broker::StepOutcome &outcome) {
        tell(opening, OpeningStage::Waiting,
             QCoreApplication::translate("environment", "Connection test: %1").arg(toString(outcome.step)));
    };
    using Kind = broker::StepOutcome::Kind;
    const auto outcomes = broker::testConnection(test);
    if (isInterrupted(opening))
        return openingCancelled();
    const auto failed = std::find_if(outcomes.begin(), outcomes.end(),
                                     [](const auto &outcome) { return outcome.kind == Kind::Failed; });
    if (failed == outcomes.end())
        return {};
    const bool login = failed->step == broker::ConnectionStep::Login;
    return Error{login ? ErrorCode::Permission : ErrorCode::Unavailable, failed->sentence,
                 QString::fromStdString(access.bootstrap)};
}

Result<std::unique_ptr<broker::ClusterBackend>> connect(const broker::ClusterAccess &access,
                                                        const Opening &opening, const QString &help)
{
    tell(opening, OpeningStage::Starting,
         QCoreApplication::translate("environment", "Connecting to %1 …")
             .arg(QString::fromStdString(access.bootstrap)));
    if (auto tested = testSteps(access, opening); !tested) {
        Error error = tested.error();
        if (error.code != ErrorCode::Cancelled)
            error.message += u' ' + help;
        return error;
    }
    return broker::connectCluster(access);
}

Result<std::unique_ptr<broker::ClusterBackend>> openCompose(const Opening &opening)
{
    const auto file = findComposeFile();
    if (!file)
        return file.error();
    // Somebody else's engine may run them, so its absence here is no failure yet.
    const auto engine = findCompose(*file);
    return connect({composeBootstrap(*file)}, opening,
                   engine ? QCoreApplication::translate(
                       "environment", "Start the containers: pelatihan-kafka env up compose")
                          : engine.error().message);
}

/// Where the server refuses what is known here, another password is looked for. Once it has been let in with
/// it, this process knows it, whoever opens that warehouse then. Other troubles are said by who opens it.
Result<void> takeWarehousePassword(const Profile &profile, const Opening &opening)
{
    if (!isMysqlAddress(profile.warehouse))
        return {};
    const auto address = parseMysqlAddress(profile.warehouse, QStringLiteral("PK_WAREHOUSE_PASSWORD"));
    if (!address)
        return address.error();
    const auto known = openMysql(*address, passwordOf(*address));
    if (known || known.error().code != ErrorCode::Permission)
        return {};
    const auto password = findWarehouseSecret(profile, opening.ask);
    if (!password)
        return password.error();
    if (const auto opened = openMysql(*address, *password); !opened)
        return opened.error();
    typePassword(*address, *password);
    return {};
}

Result<std::unique_ptr<broker::ClusterBackend>> openProfile(const QString &name, const Opening &opening)
{
    auto profile = ProfileStore(opening.dataFolder).load(name);
    if (!profile)
        return profile.error();
    Profile cluster = *profile;
    cluster.warehouseSecret.clear();
    const auto secrets = findSecrets(cluster, opening.ask);
    if (!secrets)
        return secrets.error();
    if (auto taken = takeWarehousePassword(*profile, opening); !taken)
        return taken.error();
    return connect(accessOf(*profile, *secrets), opening,
                   QCoreApplication::translate(
                       "environment",
                       "The whole test: pelatihan-kafka env profile test %1. Another address or password: "
                       "in the settings, at Kafka clusters of your own.")
                       .arg(name));
}

} // namespace

Result<std::unique_ptr<broker::ClusterBackend>> openLocal(int nodes, Opening opening)
{
    const auto up = opening.useKept ? runningCluster(keptFolder(opening.dataFolder, nodes)) : std::nullopt;
    if (up && up->ready) {
        tell(opening, OpeningStage::Found,
             QCoreApplication::translate("environment", "Using the local Kafka that is up at %1.")
                 .arg(QString::fromStdString(up->bootstrap)));
        return broker::connectCluster(up->bootstrap);
    }
    auto program = findKafka();
    if (!program)
        return program.error();
    LocalCluster cluster;
    cluster.throwAway = opening.ownFolder.isEmpty();
    cluster.stopTimeoutMs = opening.stopTimeoutMs;
    cluster.kafka.folder =
        cluster.throwAway ? throwAwayFolder(opening.dataFolder) : keptFolder(opening.ownFolder, nodes);
    if (auto free = waitForFolder(opening, cluster.kafka.folder); !free)
        return free.error();
    tell(opening, OpeningStage::Starting,
         nodes == 1 ? QCoreApplication::translate("environment", "Starting a local Kafka %1 of one node …")
                          .arg(program->version)
                    : QCoreApplication::translate("environment", "Starting a local Kafka %1 of %2 nodes …")
                          .arg(program->version)
                          .arg(nodes));
    cluster.kafka.program = std::move(*program);
    cluster.kafka.nodes = nodes;
    cluster.kafka.interrupted = opening.interrupted;
    cluster.kafka.died = opening.died;
    cluster.kafka.answering = [&opening, nodes](int answering) {
        if (answering < nodes)
            tell(opening, OpeningStage::Waiting, nodesSentence(answering, nodes));
    };
    const QString folder = cluster.kafka.folder;
    const bool kept = !cluster.throwAway;
    auto backend = startLocalCluster(std::move(cluster));
    if (backend && kept) { // for `env status`; who cannot read it misses nothing else
        const broker::ClusterInfo info = (*backend)->info();
        RunningCluster running{QCoreApplication::applicationPid(), true, info.bootstrap, {}, {}};
        running.nodes.assign(info.processIds.begin(), info.processIds.end());
        running.since = QDateTime::currentDateTime().toString(QStringLiteral("yyyy-MM-dd HH:mm:ss"));
        (void)noteRunning(folder, running);
    }
    return backend;
}

Result<std::unique_ptr<broker::ClusterBackend>> openEnvironment(const EnvironmentChoice &choice,
                                                                const Opening &opening)
{
    switch (choice.kind) {
    case EnvironmentChoice::Kind::Local:
        return openLocal(choice.nodes, opening);
    case EnvironmentChoice::Kind::Compose:
        return openCompose(opening);
    case EnvironmentChoice::Kind::Profile:
        return openProfile(choice.profile, opening);
    case EnvironmentChoice::Kind::Embedded:
        break;
    }
    return Error{ErrorCode::Internal, QStringLiteral("the embedded broker is opened elsewhere"), {}};
}

} // namespace pk::environment
