#include "base/interrupt.h"
#include "cli/command_line.h"
#include "cli/exit_codes.h"
#include "cli/local_cluster.h"
#include "cli/output.h"
#include "cli/pipeline_arguments.h"
#include "cli/subcommands.h"
#include "environment/fidelity.h"
#include "environment/local_folders.h"
#include "environment/profile.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QDir>
#include <QFile>

#include <atomic>
#include <chrono>
#include <csignal>
#include <fcntl.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

namespace pk::cli {

namespace {

using environment::RunningCluster;

constexpr std::chrono::milliseconds kTick{50};
constexpr int kKeeperTickMs = 200;

QString keeperLog(const QString &folder)
{
    return QDir(folder).filePath(QStringLiteral("keeper.log"));
}

QString nodesText(int nodes)
{
    return QCoreApplication::translate("cli", "local Kafka, %n node(s)", nullptr, nodes);
}

/// The address alone on standard output, for scripts; the rest is for people.
void sayUp(const QString &folder, int nodes, const RunningCluster &cluster)
{
    const QString bootstrap = QString::fromStdString(cluster.bootstrap);
    printOut(bootstrap);
    printError(QCoreApplication::translate("cli", "Up: %1. Folder: %2").arg(nodesText(nodes), folder));
    printError(QCoreApplication::translate("cli",
                                           "Send orders through it:  pelatihan-kafka run --env local "
                                           "--nodes %1")
                   .arg(nodes));
    printError(QCoreApplication::translate("cli", "Look into it:            kcat -b %1 -L").arg(bootstrap));
    printError(QCoreApplication::translate("cli",
                                           "End it:                  pelatihan-kafka env down local "
                                           "--nodes %1")
                   .arg(nodes));
}

std::vector<qint64> processesOf(const environment::LocalKafka &kafka)
{
    std::vector<qint64> processes;
    for (const auto &node : kafka.nodes())
        processes.push_back(node.pid);
    return processes;
}

void startEndedNodes(environment::LocalKafka &kafka)
{
    for (const auto &node : kafka.nodes()) {
        if (node.pid > 0)
            continue;
        if (auto started = kafka.startNode(node.plan.id); !started)
            printError(started.error().toString());
    }
}

/// Starts what somebody asks for, and keeps the note of the nodes true.
void lookAfter(environment::LocalKafka &kafka, const QString &folder, RunningCluster &noted)
{
    const bool asked = environment::areNodesAskedFor(folder);
    if (asked)
        startEndedNodes(kafka);
    if (auto processes = processesOf(kafka); processes != noted.nodes) {
        noted.nodes = std::move(processes);
        (void)environment::noteRunning(folder, noted);
    }
    if (asked)
        environment::nodesWereTried(folder);
}

/// Keeps a cluster until somebody asks for its end or its last node has ended.
int keep(const QString &folder, int nodes)
{
    const Interrupt interrupt;
    std::atomic<bool> dead{false};
    auto options = localKafkaOptions(nodes);
    if (!options)
        return fail(options.error());
    options->folder = folder;
    options->interrupted = [&] { return interrupt.requested(); };
    options->died = [&dead](const environment::NodeDeath &death) {
        printError(death.error.toString());
        dead = death.left == 0;
    };
    RunningCluster running;
    running.keeper = QCoreApplication::applicationPid();
    running.since = QDateTime::currentDateTime().toString(QStringLiteral("yyyy-MM-dd HH:mm:ss"));
    options->locked = [&] { (void)environment::noteRunning(folder, running); };
    const auto kafka = environment::LocalKafka::start(std::move(*options));
    if (!kafka)
        return fail(kafka.error());
    running.ready = true;
    running.bootstrap = (*kafka)->bootstrap();
    running.nodes = processesOf(**kafka);
    environment::nodesWereTried(folder); // of an earlier keeper
    if (auto noted = environment::noteRunning(folder, running); !noted)
        return fail(noted.error());
    sayUp(folder, nodes, running);
    while (!interrupt.waitFor(kKeeperTickMs) && !dead)
        lookAfter(**kafka, folder, running);
    environment::forgetRunning(folder);
    (*kafka)->stop();
    printError(QCoreApplication::translate("cli", "Ended: %1. Its messages are kept in %2.")
                   .arg(nodesText(nodes), folder));
    return dead ? NoEnvironment : Done;
}

/// Starts this program once more, in a session of its own, to keep the cluster. Its process id.
pid_t startKeeper(const QString &folder, int nodes)
{
    const QByteArray program = QFile::encodeName(QCoreApplication::applicationFilePath());
    const QByteArray log = QFile::encodeName(keeperLog(folder));
    const QByteArray size = QByteArray::number(nodes);
    const char *arguments[] = {program.constData(), "env",          "up",   "local", "--nodes",
                               size.constData(),    "--foreground", nullptr};
    const pid_t child = fork();
    if (child != 0)
        return child;
    // Only what is async-signal-safe from here on.
    setsid();
    const int null = open("/dev/null", O_RDONLY);
    const int out = open(log.constData(), O_WRONLY | O_CREAT | O_TRUNC, 0644);
    if (null < 0 || out < 0)
        _exit(NoEnvironment);
    dup2(null, STDIN_FILENO);
    dup2(out, STDOUT_FILENO);
    dup2(out, STDERR_FILENO);
    execv(program.constData(), const_cast<char *const *>(arguments));
    _exit(NoEnvironment);
}

QString readAll(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()).trimmed() : QString();
}

int failStillEnded(int ended, int nodes)
{
    return fail(
        {ErrorCode::Unavailable,
         QCoreApplication::translate(
             "cli",
             "%1 of %2 nodes run. See what the others say: pelatihan-kafka env logs local --nodes %2. "
             "To begin anew: pelatihan-kafka env down local --nodes %2, then up.")
             .arg(nodes - ended)
             .arg(nodes),
         {}});
}

/// Has the keeper start the nodes that have ended. Nothing where the keeper ends meanwhile.
std::optional<int> complete(const QString &folder, int nodes)
{
    if (auto asked = environment::askForNodes(folder); !asked)
        return fail(asked.error());
    const Interrupt interrupt;
    auto running = environment::runningCluster(folder);
    while (running && running->ready && environment::areNodesAskedFor(folder)) {
        if (interrupt.requested())
            return Interrupted;
        std::this_thread::sleep_for(kTick);
        running = environment::runningCluster(folder);
    }
    running = environment::runningCluster(folder); // as noted when they had been tried
    if (!running || !running->ready)
        return std::nullopt;
    if (running->ended() > 0)
        return failStillEnded(running->ended(), nodes);
    sayUp(folder, nodes, *running);
    return Done;
}

int up(const QString &folder, int nodes)
{
    if (const auto running = environment::runningCluster(folder); running && running->ready) {
        if (running->ended() == 0) {
            sayUp(folder, nodes, *running);
            return Done;
        }
        printError(QCoreApplication::translate("cli", "%n node(s) have ended and are started again …",
                                               nullptr, running->ended()));
        if (const auto code = complete(folder, nodes))
            return *code;
    }
    const auto possible = localKafkaOptions(nodes);
    if (!possible)
        return fail(possible.error());
    printError(QCoreApplication::translate("cli", "Starting: %1, Kafka %2 …")
                   .arg(nodesText(nodes), possible->program.version));
    QDir().mkpath(folder);
    const Interrupt interrupt;
    const pid_t keeper = startKeeper(folder, nodes);
    if (keeper < 0)
        return fail({ErrorCode::Unavailable,
                     QCoreApplication::translate("cli", "No further process could be started."),
                     {}});
    for (;;) {
        int status = 0;
        if (waitpid(keeper, &status, WNOHANG) == keeper) {
            printError(readAll(keeperLog(folder)));
            const int code = WIFEXITED(status) ? WEXITSTATUS(status) : static_cast<int>(NoEnvironment);
            return code == Done ? static_cast<int>(Interrupted) : code;
        }
        if (const auto running = environment::runningCluster(folder); running && running->ready) {
            sayUp(folder, nodes, *running);
            return Done;
        }
        if (interrupt.requested())
            kill(keeper, SIGTERM); // and wait until it has ended
        std::this_thread::sleep_for(kTick);
    }
}

std::vector<int> sizesAsked(const CommandLine &line, int nodes)
{
    if (line.isSet(QStringLiteral("nodes")))
        return {nodes};
    return {std::begin(environment::kLocalSizes), std::end(environment::kLocalSizes)};
}

int down(const QString &data, const std::vector<int> &sizes)
{
    bool any = false;
    for (const int nodes : sizes) {
        const QString folder = environment::keptFolder(data, nodes);
        if (!environment::endCluster(folder))
            continue;
        any = true;
        printOut(QCoreApplication::translate("cli", "Ended: %1. Its messages are kept in %2.")
                     .arg(nodesText(nodes), folder));
    }
    if (!any)
        printOut(QCoreApplication::translate("cli", "No local Kafka was up."));
    return Done;
}

/// Says of one cluster whether it is up. A window's own is of interest only while it is.
bool sayStatus(const QString &folder, int nodes, bool ofWindow)
{
    const QString name = ofWindow
        ? QCoreApplication::translate("cli", "%1, of the window").arg(nodesText(nodes))
        : nodesText(nodes);
    const auto running = environment::runningCluster(folder);
    if (!running) {
        if (!ofWindow)
            printOut(QCoreApplication::translate("cli", "%1: not up").arg(name));
        return false;
    }
    if (!running->ready) {
        printOut(QCoreApplication::translate("cli", "%1: starting or ending").arg(name));
        return false;
    }
    const auto backend = broker::connectCluster(running->bootstrap, 3'000);
    const auto brokers =
        backend ? (*backend)->brokers() : Result<std::vector<broker::BrokerInfo>>(backend.error());
    if (!brokers) {
        printOut(QCoreApplication::translate("cli", "%1: runs at %2 but does not answer")
                     .arg(name, QString::fromStdString(running->bootstrap)));
        return false;
    }
    printOut(QCoreApplication::translate("cli", "%1: up since %2 at %3; %4 of %5 answer")
                 .arg(name, running->since, QString::fromStdString(running->bootstrap))
                 .arg(brokers->size())
                 .arg(nodes));
    return true;
}

int status(const QString &data, const std::vector<int> &sizes)
{
    bool any = false;
    for (const int nodes : sizes) {
        any = sayStatus(environment::keptFolder(data, nodes), nodes, false) || any;
        any = sayStatus(environment::keptFolder(environment::windowFolder(data), nodes), nodes, true) || any;
    }
    return any ? Done : NoEnvironment;
}

int logs(const QString &data, const std::vector<int> &sizes, qint64 lines)
{
    bool any = false;
    const QString ofWindow = environment::windowFolder(data);
    for (const QString &base : {data, ofWindow}) {
        for (const int nodes : sizes) {
            for (const QString &path : environment::nodeLogs(environment::keptFolder(base, nodes))) {
                any = true;
                const QStringList all = readAll(path).split(u'\n');
                printOut(QStringLiteral("==> ")
                         + (base == ofWindow
                                ? QCoreApplication::translate("cli", "%1, of the window").arg(path)
                                : path));
                printOut(all.mid(std::max<qsizetype>(0, all.size() - lines)).join(u'\n'));
            }
        }
    }
    if (!any)
        printOut(QCoreApplication::translate("cli", "No local Kafka has been started yet."));
    return Done;
}

/// What is real in an environment and what is not.
int show(const QString &name)
{
    const QStringList known{QStringLiteral("embedded"), QStringLiteral("local"), QStringLiteral("compose"),
                            QStringLiteral("custom")};
    if (!known.contains(name)) {
        const auto data = dataFolder();
        const auto profile =
            data ? environment::ProfileStore(*data).load(name) : Result<environment::Profile>(data.error());
        if (!profile)
            return fail(profile.error());
    }
    for (const environment::FidelityFact &fact : environment::fidelityOf(name.toStdString())) {
        printOut(QStringLiteral("%1 %2").arg(environment::wordFor(fact.state), -9).arg(fact.what));
        printOut(QStringLiteral("          %1").arg(fact.how));
    }
    return Done;
}

} // namespace

int runEnv(const QStringList &arguments)
{
    if (arguments.value(1) == QStringLiteral("profile"))
        return runProfile(arguments.mid(1));
    CommandLine line(QStringLiteral("env"),
                     QCoreApplication::translate(
                         "cli",
                         "A real Kafka on this machine, for the pipeline and for any other program. "
                         "up starts it and leaves it running, also when this terminal closes, until "
                         "down ends it; its messages are kept. It needs Java and Kafka's program "
                         "files: doctor says whether they are there. The exit code of status is 0 "
                         "when one is up, and 3 when not. show says of any environment, also of embedded, "
                         "custom or a profile, what is real there, what is emulated and what cannot be had. "
                         "env profile is for clusters of your own: see its --help."));
    line.addPositional(QStringLiteral("up|down|status|logs|show"),
                       QCoreApplication::translate("cli", "What to do."));
    line.addPositional(
        QStringLiteral("local|compose"),
        QCoreApplication::translate("cli",
                                    "The environment: a Kafka by itself, or all systems of the training "
                                    "as containers, which needs Docker."));
    addNodesOption(line);
    line.addOption({QStringLiteral("foreground"),
                    QCoreApplication::translate(
                        "cli", "With up: stay until Ctrl+C, and end the Kafka with this program."),
                    {}});
    line.addOption({QStringLiteral("lines"),
                    QCoreApplication::translate("cli", "With logs: how many of each node's last lines."),
                    QStringLiteral("N"), QStringLiteral("40")});
    if (const auto ended = line.parse(arguments))
        return *ended;
    const QStringList words = line.positional();
    if (words.size() == 2 && words[0] == QStringLiteral("show"))
        return show(words[1]);
    if (words.size() != 2 || (words[1] != QStringLiteral("local") && words[1] != QStringLiteral("compose")))
        return fail({ErrorCode::Usage,
                     QCoreApplication::translate(
                         "cli", "Say what to do with which environment, for example: env up local."),
                     {}});
    const auto nodes = readNodes(line);
    const auto lines = line.integer(QStringLiteral("lines"), 1, 1'000'000);
    const auto data = dataFolder();
    if (!nodes || !lines || !data)
        return fail(!nodes ? nodes.error() : !lines ? lines.error() : data.error());
    if (words[1] == QStringLiteral("compose"))
        return runCompose(words[0], *lines);
    const QString folder = environment::keptFolder(*data, *nodes);
    if (words[0] == QStringLiteral("up"))
        return line.isSet(QStringLiteral("foreground")) ? keep(folder, *nodes) : up(folder, *nodes);
    const std::vector<int> sizes = sizesAsked(line, *nodes);
    if (words[0] == QStringLiteral("down"))
        return down(*data, sizes);
    if (words[0] == QStringLiteral("status"))
        return status(*data, sizes);
    if (words[0] == QStringLiteral("logs"))
        return logs(*data, sizes, *lines);
    return fail({ErrorCode::Usage,
                 QCoreApplication::translate("cli", "\"%1\" is none of: %2.")
                     .arg(words[0], QStringLiteral("up, down, status, logs, show")),
                 {}});
}

} // namespace pk::cli
