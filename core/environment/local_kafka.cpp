#include "environment/local_kafka.h"

#include "base/clock.h"
#include "broker/cluster_backend.h"
#include "environment/folder_lock.h"

#include <QCoreApplication>
#include <QFile>
#include <QProcess>
#include <QThread>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <mutex>
#include <optional>
#include <set>
#include <sys/prctl.h>
#include <thread>
#include <unistd.h>

namespace pk::environment {

namespace {

constexpr int kFormatTimeoutMs = 180'000; // three at once on a busy machine
constexpr int kEndTimeoutMs = 60'000;
constexpr int kFormatSliceMs = 100; // an interrupt is seen that soon
constexpr int kAskMs = 2'000;
constexpr int kAttempts = 3; // somebody may take a port between the plan and the start
constexpr std::chrono::milliseconds kNodeTick{50};

/// Runs in the child, between fork() and exec(): only what is async-signal-safe.
void bindToParent(pid_t parent, const FolderLock &lock)
{
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != parent)
        _exit(1); // it died before the line above
    setpgid(0, 0); // Ctrl+C is for the program that still flushes and commits
    lock.handToChild();
}

Error cancelled()
{
    return {ErrorCode::Cancelled,
            QCoreApplication::translate("environment", "The start was interrupted; the nodes have ended."),
            {}};
}

} // namespace

class LocalKafka::Private
{
public:
    Private(Options o, FolderLock l)
        : options(std::move(o))
        , lock(std::move(l))
    {
    }

    struct Child
    {
        NodePlan plan;
        std::unique_ptr<QProcess> process; // of `thread`
        bool expected = true; // to run: guarded by mutex
        qint64 pid = 0; // guarded by mutex
    };

    /// Runs it on the thread of the processes and waits.
    template <typename Work> auto onThread(Work work)
    {
        decltype(work()) result{};
        QMetaObject::invokeMethod(
            context.get(), [&] { result = work(); }, Qt::BlockingQueuedConnection);
        return result;
    }

    std::unique_ptr<QProcess> makeProcess(const QString &log, const QStringList &arguments,
                                          QIODevice::OpenMode mode)
    {
        auto process = std::make_unique<QProcess>();
        process->setProcessChannelMode(QProcess::MergedChannels);
        process->setStandardOutputFile(log, mode);
        process->setStandardInputFile(QProcess::nullDevice());
        process->setChildProcessModifier([this, parent = getpid()] { bindToParent(parent, lock); });
        process->setProgram(options.program.java);
        process->setArguments(options.program.javaArguments(options.heapMb) + arguments);
        return process;
    }

    /// Gives the data folders of new nodes their identity, side by side.
    Result<void> format()
    {
        std::vector<std::pair<const NodePlan *, std::unique_ptr<QProcess>>> formatting;
        for (const auto &child : children) {
            const NodePlan &plan = child->plan;
            if (QFile::exists(plan.data() + QStringLiteral("/meta.properties")))
                continue;
            auto process =
                makeProcess(plan.log(),
                            {QStringLiteral("kafka.tools.StorageTool"), QStringLiteral("format"),
                             QStringLiteral("-t"), clusterId, QStringLiteral("-c"), plan.properties()},
                            QIODevice::Truncate);
            process->start();
            formatting.emplace_back(&plan, std::move(process));
        }
        const auto endAll = [&formatting] {
            for (auto &[plan, process] : formatting) {
                process->kill();
                process->waitForFinished(kAskMs);
            }
        };
        const std::int64_t deadlineUs = monotonicUs() + std::int64_t{kFormatTimeoutMs} * 1000;
        for (auto &[plan, process] : formatting) {
            while (!process->waitForFinished(kFormatSliceMs) && process->state() != QProcess::NotRunning) {
                const bool late = monotonicUs() > deadlineUs;
                if (!late && !isInterrupted())
                    continue;
                endAll();
                return late ? notPrepared(
                           *plan,
                           QCoreApplication::translate("environment", "it takes longer than %1 seconds")
                               .arg(kFormatTimeoutMs / 1000))
                            : cancelled();
            }
            if (process->exitStatus() == QProcess::NormalExit && process->exitCode() == 0
                && process->error() != QProcess::FailedToStart)
                continue;
            const QString why =
                process->error() == QProcess::FailedToStart ? process->errorString() : lastWords(plan->log());
            endAll();
            return notPrepared(*plan, why);
        }
        return {};
    }
    static Error notPrepared(const NodePlan &plan, const QString &why)
    {
        return {ErrorCode::Unavailable,
                QCoreApplication::translate("environment",
                                            "The data folder of node %1 could not be prepared: "
                                            "%2")
                    .arg(plan.id)
                    .arg(why),
                plan.log()};
    }

    bool isInterrupted() const { return options.interrupted && options.interrupted(); }

    bool launch(Child &child)
    {
        const QString older = child.plan.log() + QStringLiteral(".1");
        QFile::remove(older);
        QFile::rename(child.plan.log(), older);
        child.process = makeProcess(
            child.plan.log(), {QStringLiteral("kafka.Kafka"), child.plan.properties()}, QIODevice::Truncate);
        QObject::connect(child.process.get(), &QProcess::finished, context.get(),
                         [this, &child] { onFinished(child); });
        QObject::connect(child.process.get(), &QProcess::errorOccurred, context.get(),
                         [this, &child](QProcess::ProcessError error) {
                             if (error == QProcess::FailedToStart)
                                 onFinished(child);
                         });
        {
            const std::lock_guard guard(mutex);
            child.expected = true;
        }
        child.process->start();
        const std::lock_guard guard(mutex);
        child.pid = child.process->processId();
        return true;
    }

    void onFinished(Child &child)
    {
        int left = 0;
        {
            const std::lock_guard guard(mutex);
            child.pid = 0;
            if (!child.expected || stopping)
                return;
            child.expected = false;
            for (const auto &other : children)
                left += other->pid > 0 ? 1 : 0;
            death = deathOf(child);
        }
        if (ready && options.died)
            options.died({child.plan.id, *death, left});
    }

    static Error deathOf(const Child &child)
    {
        const bool killed = child.process->exitStatus() == QProcess::CrashExit;
        const QString what = child.process->error() == QProcess::FailedToStart ? child.process->errorString()
            : killed ? QCoreApplication::translate("environment", "it was killed")
                     : lastWords(child.plan.log());
        const bool isSentence = what.endsWith(QLatin1Char('.'));
        return {ErrorCode::Unavailable,
                QCoreApplication::translate("environment", "Node %1 of the local Kafka has ended: %2")
                        .arg(child.plan.id)
                        .arg(what)
                    + (isSentence ? QString() : QStringLiteral(".")),
                child.plan.log()};
    }

    Child *find(int id) const
    {
        const auto found = std::find_if(children.begin(), children.end(),
                                        [id](const auto &child) { return child->plan.id == id; });
        return found != children.end() ? found->get() : nullptr;
    }

    std::optional<Error> deathSeen() const
    {
        const std::lock_guard guard(mutex);
        return death;
    }

    /// Asks the cluster until it lists all of these nodes.
    Result<void> waitListed(const std::set<int> &ids)
    {
        const std::int64_t deadlineUs = monotonicUs() + std::int64_t{options.startTimeoutMs} * 1000;
        std::unique_ptr<broker::ClusterBackend> client;
        tellAnswering(0);
        for (;;) {
            if (auto dead = deathSeen())
                return *dead;
            if (isInterrupted())
                return cancelled();
            if (monotonicUs() > deadlineUs)
                return Error{
                    ErrorCode::Timeout,
                    QCoreApplication::translate(
                        "environment", "The local Kafka did not answer in time. Its logs are in the folder."),
                    options.folder};
            if (!client) {
                if (auto connected = broker::connectCluster(bootstrap, kAskMs))
                    client = std::move(*connected);
            }
            if (client) {
                std::set<int> missing = ids;
                if (const auto listed = client->brokers()) {
                    for (const broker::BrokerInfo &broker : *listed)
                        missing.erase(broker.id);
                    if (missing.empty())
                        return {};
                    tellAnswering(static_cast<int>(ids.size() - missing.size()));
                }
            }
            std::this_thread::sleep_for(kNodeTick);
        }
    }

    /// While it starts.
    void tellAnswering(int nodes)
    {
        if (!ready && options.answering && std::exchange(told, nodes) != nodes)
            options.answering(nodes);
    }

    void killAll()
    {
        {
            const std::lock_guard guard(mutex);
            stopping = true;
        }
        for (const auto &child : children) {
            if (child->process)
                child->process->kill();
        }
        for (const auto &child : children) {
            if (child->process)
                child->process->waitForFinished(kEndTimeoutMs);
        }
    }

    const Options options;
    const FolderLock lock;
    QString clusterId;
    std::string bootstrap;
    std::vector<std::unique_ptr<Child>> children; // the list is made once, before `ready`
    QThread thread;
    std::unique_ptr<QObject> context; // lives on `thread`
    std::atomic<bool> ready{false};
    int told = -1; // of the thread that starts: how many nodes were said to answer
    bool stopping = false; // guarded by mutex
    std::optional<Error> death; // guarded by mutex: of a node that nobody asked to end
    mutable std::mutex mutex;
};

LocalKafka::LocalKafka() = default;

Result<std::unique_ptr<LocalKafka>> LocalKafka::start(Options options)
{
    auto lock = FolderLock::take(options.folder);
    if (!lock)
        return lock.error();
    if (options.locked)
        options.locked();
    std::unique_ptr<LocalKafka> self(new LocalKafka);
    self->d = std::make_unique<Private>(std::move(options), std::move(*lock));
    Private *d = self->d.get();
    d->context = std::make_unique<QObject>();
    d->context->moveToThread(&d->thread);
    d->thread.start();
    for (int attempt = 1;; ++attempt) {
        const auto plan = planCluster(d->options.folder, d->options.nodes, attempt > 1);
        if (!plan)
            return plan.error();
        d->clusterId = plan->clusterId;
        d->bootstrap = plan->bootstrap();
        std::set<int> ids;
        const auto begun = d->onThread([&]() -> Result<void> {
            for (const NodePlan &node : plan->nodes) {
                d->children.push_back(std::make_unique<Private::Child>());
                d->children.back()->plan = node;
                ids.insert(node.id);
            }
            if (auto formatted = d->format(); !formatted)
                return formatted;
            for (const auto &child : d->children)
                d->launch(*child);
            return {};
        });
        const auto up = begun ? d->waitListed(ids) : begun;
        if (up) {
            d->ready = true;
            return self;
        }
        const bool portTaken = up.error().message.contains(QStringLiteral("Address already in use"));
        if (!portTaken || attempt == kAttempts)
            return up.error();
        d->onThread([d] {
            d->killAll();
            d->children.clear();
            const std::lock_guard guard(d->mutex);
            d->stopping = false;
            d->death.reset();
            return true;
        });
    }
}

LocalKafka::~LocalKafka()
{
    if (!d)
        return;
    d->onThread([this] {
        d->killAll();
        d->children.clear(); // processes end on their own thread
        return true;
    });
    d->thread.quit();
    d->thread.wait();
}

std::string LocalKafka::bootstrap() const
{
    return d->bootstrap;
}

std::vector<LocalKafka::Node> LocalKafka::nodes() const
{
    const std::lock_guard guard(d->mutex);
    std::vector<Node> nodes;
    for (const auto &child : d->children)
        nodes.push_back({child->plan, child->pid});
    return nodes;
}

static Error noSuchNode(int id)
{
    return {ErrorCode::Usage,
            QCoreApplication::translate("environment", "The local Kafka has no node %1.").arg(id),
            {}};
}

Result<void> LocalKafka::killNode(int id)
{
    Private::Child *child = d->find(id);
    if (child == nullptr)
        return noSuchNode(id);
    d->onThread([&] {
        {
            const std::lock_guard guard(d->mutex);
            child->expected = false;
        }
        child->process->kill();
        return child->process->waitForFinished(kEndTimeoutMs);
    });
    return {};
}

Result<void> LocalKafka::startNode(int id)
{
    Private::Child *child = d->find(id);
    if (child == nullptr)
        return noSuchNode(id);
    d->onThread([&] {
        if (child->process->state() != QProcess::NotRunning)
            return true;
        {
            const std::lock_guard guard(d->mutex);
            d->death.reset();
        }
        return d->launch(*child);
    });
    return d->waitListed({id});
}

void LocalKafka::stop(int timeoutMs)
{
    d->onThread([&] {
        {
            const std::lock_guard guard(d->mutex);
            d->stopping = true;
        }
        for (const auto &child : d->children)
            child->process->terminate();
        const std::int64_t deadlineUs = monotonicUs() + std::int64_t{timeoutMs} * 1000;
        for (const auto &child : d->children) {
            const std::int64_t leftMs = (deadlineUs - monotonicUs()) / 1000;
            child->process->waitForFinished(static_cast<int>(std::max<std::int64_t>(1, leftMs)));
        }
        return true;
    });
}

void LocalKafka::kill()
{
    d->onThread([this] {
        d->killAll();
        return true;
    });
}

} // namespace pk::environment
