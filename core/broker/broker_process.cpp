#include "broker/broker_process.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QProcess>
#include <QThread>
#include <QTimer>

#include <future>
#include <map>
#include <mutex>

namespace pk::broker {

namespace {

constexpr int kStartTimeoutMs = 10'000;
constexpr int kStopTimeoutMs = 2'000;
constexpr int kRetryMs = 1'000;

using Answer = std::promise<Result<void>>;

} // namespace

/// Lives on the supervisor's thread. Only address and pid are shared, under the mutex.
class BrokerProcess::Private
{
public:
    explicit Private(Options o)
        : options(std::move(o))
    {
    }

    void launch()
    {
        ready = false;
        process = std::make_unique<QProcess>();
        QObject::connect(process.get(), &QProcess::readyReadStandardOutput, process.get(),
                         [this] { readLines(); });
        QObject::connect(process.get(), &QProcess::finished, process.get(),
                         [this](int code, QProcess::ExitStatus status) { onFinished(code, status); });
        QObject::connect(
            process.get(), &QProcess::errorOccurred, process.get(), [this](QProcess::ProcessError error) {
                if (error == QProcess::FailedToStart)
                    onGone({ErrorCode::NotFound,
                            QCoreApplication::translate(
                                "broker", "The program of the embedded broker cannot be started: %1.")
                                .arg(process->errorString()),
                            options.program});
            });
        process->setProcessChannelMode(QProcess::SeparateChannels);
        process->start(options.program,
                       {QStringLiteral("broker"), QStringLiteral("--control"), QStringLiteral("stdio"),
                        QStringLiteral("--brokers"), QString::number(options.brokers)});
        if (started) // the first one is waited for by start()
            QTimer::singleShot(options.restartTimeoutMs, process.get(), [this] {
                if (!ready)
                    process->kill(); // its end is seen as any other
            });
    }

    void readLines()
    {
        while (process->canReadLine()) {
            const QJsonObject line = QJsonDocument::fromJson(process->readLine()).object();
            if (line.value(QStringLiteral("event")).toString() == QStringLiteral("ready")) {
                onReady({line.value(QStringLiteral("bootstrap")).toString().toStdString(),
                         line.value(QStringLiteral("cluster")).toString().toStdString(),
                         line.value(QStringLiteral("brokers")).toInt()});
                continue;
            }
            const auto waiting = answers.find(line.value(QStringLiteral("id")).toInt());
            if (waiting == answers.end())
                continue;
            if (line.value(QStringLiteral("ok")).toBool())
                waiting->second->set_value({});
            else
                waiting->second->set_value(
                    Error{ErrorCode::Broker, line.value(QStringLiteral("error")).toString(), {}});
            answers.erase(waiting);
        }
    }

    void onReady(BrokerAddress fresh)
    {
        const bool first = !started;
        {
            const std::lock_guard lock(mutex);
            address = fresh;
            pid = process->processId();
        }
        if (!first && options.usable && !options.usable(fresh)) {
            process->kill();
            return;
        }
        ready = true;
        started = true;
        settle({});
        if (!first && options.restarted)
            options.restarted(fresh);
    }

    void onFinished(int code, QProcess::ExitStatus status)
    {
        const QString lastWords = QString::fromUtf8(process->readAllStandardError()).trimmed().right(300);
        QString what = status == QProcess::CrashExit
            ? QCoreApplication::translate(
                "broker", "The embedded broker has crashed. Its messages are gone; the warehouse is kept.")
            : QCoreApplication::translate(
                  "broker",
                  "The embedded broker has ended with code %1. Its messages are gone; the warehouse is kept.")
                  .arg(code);
        if (started && options.restart)
            what += QLatin1Char(' ') + QCoreApplication::translate("broker", "A fresh one is started.");
        onGone({ErrorCode::Unavailable, what, lastWords});
    }

    void onGone(const Error &error)
    {
        {
            const std::lock_guard lock(mutex);
            pid = 0;
        }
        for (auto &[id, answer] : answers)
            answer->set_value(error);
        answers.clear();
        settle(error);
        if (stopping || !started)
            return;
        if (options.died)
            options.died(error);
        // One that never got ready would not do so at once.
        if (options.restart)
            QTimer::singleShot(ready ? 0 : kRetryMs, context.get(), [this] { launch(); });
    }

    /// Ends the wait of start(); later calls do nothing.
    void settle(Result<void> result)
    {
        if (!firstStart)
            return;
        firstStart->set_value(std::move(result));
        firstStart.reset();
    }

    void send(QJsonObject command, std::shared_ptr<Answer> answer)
    {
        if (!process || process->state() != QProcess::Running) {
            answer->set_value(
                Error{ErrorCode::Unavailable,
                      QCoreApplication::translate("broker", "The embedded broker is not running."),
                      {}});
            return;
        }
        command.insert(QStringLiteral("id"), ++lastId);
        answers.emplace(lastId, std::move(answer));
        process->write(QJsonDocument(command).toJson(QJsonDocument::Compact) + '\n');
    }

    void end()
    {
        stopping = true;
        if (!process)
            return;
        // It has nothing to save, and librdkafka needs up to a second to take a cluster down in order.
        process->kill();
        process->waitForFinished(kStopTimeoutMs);
        process.reset();
    }

    Options options;
    QThread thread;
    std::unique_ptr<QObject> context; // lives on `thread`: what is posted to it runs there
    std::unique_ptr<QProcess> process; // of `thread`
    std::map<int, std::shared_ptr<Answer>> answers; // of `thread`
    std::shared_ptr<Answer> firstStart; // of `thread` once it runs
    int lastId = 0;
    bool ready = false; // the present child has said so
    bool started = false; // some child has been ready
    bool stopping = false;
    mutable std::mutex mutex;
    BrokerAddress address; // guarded by mutex
    qint64 pid = 0; // guarded by mutex
};

BrokerProcess::BrokerProcess() = default;

Result<std::unique_ptr<BrokerProcess>> BrokerProcess::start(Options options)
{
    std::unique_ptr<BrokerProcess> self(new BrokerProcess);
    self->d = std::make_unique<Private>(std::move(options));
    Private *d = self->d.get();
    auto ready = std::make_shared<Answer>();
    auto future = ready->get_future();
    d->firstStart = std::move(ready);
    d->context = std::make_unique<QObject>();
    d->context->moveToThread(&d->thread);
    d->thread.start();
    QMetaObject::invokeMethod(d->context.get(), [d] { d->launch(); });
    if (future.wait_for(std::chrono::milliseconds(kStartTimeoutMs)) != std::future_status::ready)
        return Error{
            ErrorCode::Timeout,
            QCoreApplication::translate("broker", "The embedded broker did not get ready in ten seconds."),
            d->options.program};
    if (auto result = future.get(); !result)
        return result.error();
    return self;
}

BrokerProcess::~BrokerProcess()
{
    if (!d)
        return;
    end();
    d->thread.quit();
    d->thread.wait();
}

void BrokerProcess::end()
{
    QMetaObject::invokeMethod(
        d->context.get(), [this] { d->end(); }, Qt::BlockingQueuedConnection);
}

BrokerAddress BrokerProcess::address() const
{
    const std::lock_guard lock(d->mutex);
    return d->address;
}

qint64 BrokerProcess::processId() const
{
    const std::lock_guard lock(d->mutex);
    return d->pid;
}

Result<void> BrokerProcess::call(QJsonObject command, int timeoutMs)
{
    auto answer = std::make_shared<Answer>();
    auto future = answer->get_future();
    QMetaObject::invokeMethod(d->context.get(), [this, command = std::move(command), answer]() mutable {
        d->send(std::move(command), std::move(answer));
    });
    if (future.wait_for(std::chrono::milliseconds(timeoutMs)) != std::future_status::ready)
        return Error{ErrorCode::Timeout,
                     QCoreApplication::translate("broker", "The embedded broker did not answer in time."),
                     {}};
    return future.get();
}

} // namespace pk::broker
