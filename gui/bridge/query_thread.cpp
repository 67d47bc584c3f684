#include "bridge/query_thread.h"

#include "base/database_errors.h"
#include "base/thread_name.h"
#include "bridge/background_end.h"
#include "bridge/warehouse_schema.h"

#include <QCoreApplication>

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <mutex>
#include <thread>
#include <vector>

namespace pk::gui {

namespace {

/// After these the connection is of no further use, or the file behind it may be another one.
bool endsConnection(ErrorCode code)
{
    switch (code) {
    case ErrorCode::Corrupt:
    case ErrorCode::NotFound:
    case ErrorCode::Unavailable:
    case ErrorCode::Busy:
        return true;
    default:
        return false;
    }
}

} // namespace

class QueryThread::Worker
{
public:
    Worker(std::string name, QObject *receiver, Open open)
        : m_name(std::move(name))
        , m_open(open ? std::move(open) : openToLook)
        , m_receiver(receiver)
        , m_thread([this](const std::stop_token &stop) { work(stop); })
    {
    }

    void setPath(const QString &path)
    {
        const std::lock_guard lock(m_mutex);
        m_path = path;
    }
    void run(Job job);
    void cancel(int kind);
    /// Nothing is delivered any more; a running statement is stopped where the database can do that.
    void end()
    {
        const std::lock_guard lock(m_mutex);
        m_receiver = nullptr;
        m_thread.request_stop();
    }

private:
    enum class Ending { None, Replaced, Cancelled };

    void work(const std::stop_token &stop);
    Result<Answer> perform(const Job &job, const std::stop_token &stop);
    Result<void> connect(const QString &path);
    void deliver(Answer answer);

    const std::string m_name;
    const Open m_open;
    std::mutex m_mutex;
    std::condition_variable_any m_wake;
    QObject *m_receiver; // this and the next three guarded by m_mutex
    std::vector<Job> m_waiting; // at most one of a kind
    QString m_path;
    int m_running = -1; // kind
    std::atomic<Ending> m_ending{Ending::None}; // of the running job
    QString m_openPath; // of the thread, like the connection
    std::unique_ptr<Database> m_database;
    std::jthread m_thread; // last: it uses the rest
};

QueryThread::QueryThread(std::string name, QObject *receiver, Open open)
    : m_worker(std::make_shared<Worker>(std::move(name), receiver, std::move(open)))
{
}

QueryThread::~QueryThread()
{
    m_worker->end();
    endInBackground(std::move(m_worker)); // a server that is gone may keep the thread for seconds
}

void QueryThread::setPath(const QString &path)
{
    m_worker->setPath(path);
}

void QueryThread::run(Job job)
{
    m_worker->run(std::move(job));
}

void QueryThread::cancel(int kind)
{
    m_worker->cancel(kind);
}

void QueryThread::Worker::run(Job job)
{
    {
        const std::lock_guard lock(m_mutex);
        if (m_running == job.kind)
            m_ending = Ending::Replaced;
        const auto place = std::lower_bound(m_waiting.begin(), m_waiting.end(), job.kind,
                                            [](const Job &j, int kind) { return j.kind < kind; });
        if (place != m_waiting.end() && place->kind == job.kind)
            *place = std::move(job);
        else
            m_waiting.insert(place, std::move(job));
    }
    m_wake.notify_one();
}

void QueryThread::Worker::cancel(int kind)
{
    std::function<void(const Error &)> dropped;
    {
        const std::lock_guard lock(m_mutex);
        if (m_running == kind)
            m_ending = Ending::Cancelled;
        const auto job =
            std::find_if(m_waiting.begin(), m_waiting.end(), [kind](const Job &j) { return j.kind == kind; });
        if (job != m_waiting.end()) {
            dropped = std::move(job->failed);
            m_waiting.erase(job);
        }
    }
    if (dropped)
        deliver([failed = std::move(dropped)] {
            failed({ErrorCode::Cancelled, databaseMessage(ErrorCode::Cancelled, {}), {}});
        });
}

void QueryThread::Worker::deliver(Answer answer)
{
    const std::lock_guard lock(m_mutex);
    if (m_receiver)
        QMetaObject::invokeMethod(m_receiver, std::move(answer), Qt::QueuedConnection);
}

void QueryThread::Worker::work(const std::stop_token &stop)
{
    setThreadName(m_name);
    for (;;) {
        Job job;
        {
            std::unique_lock lock(m_mutex);
            m_running = -1;
            if (!m_wake.wait(lock, stop, [this] { return !m_waiting.empty(); }))
                break;
            job = std::move(m_waiting.front());
            m_waiting.erase(m_waiting.begin());
            m_running = job.kind;
            m_ending = Ending::None;
        }
        Result<Answer> done = perform(job, stop);
        if (!done && endsConnection(done.error().code))
            m_database.reset();
        if (m_ending == Ending::Replaced || stop.stop_requested())
            continue;
        if (done) {
            deliver(std::move(*done));
            continue;
        }
        deliver([failed = std::move(job.failed), error = done.error()] { failed(error); });
    }
    m_database.reset();
}

Result<QueryThread::Answer> QueryThread::Worker::perform(const Job &job, const std::stop_token &stop)
{
    QString path;
    {
        const std::lock_guard lock(m_mutex);
        path = m_path;
    }
    if (auto connected = connect(path); !connected)
        return connected.error();
    const auto deadline = std::chrono::steady_clock::now() + job.timeout;
    bool late = false;
    const Stopped stopped = [&] {
        late = late || std::chrono::steady_clock::now() >= deadline;
        return late || m_ending != Ending::None || stop.stop_requested();
    };
    m_database->setStopCondition(stopped);
    Result<Answer> done = job.work(*m_database, stopped);
    m_database->setStopCondition({});
    if (!done && done.error().code == ErrorCode::Cancelled && late) {
        return Error{
            ErrorCode::Timeout,
            QCoreApplication::translate("bridge", "The query took longer than %1 seconds and was stopped.")
                .arg(static_cast<double>(job.timeout.count()) / 1000.0),
            {}};
    }
    return done;
}

Result<void> QueryThread::Worker::connect(const QString &path)
{
    if (m_database && path == m_openPath)
        return {};
    m_database.reset();
    auto database = m_open(path);
    if (!database)
        return database.error();
    m_database = std::move(*database);
    m_openPath = path;
    return {};
}

} // namespace pk::gui
