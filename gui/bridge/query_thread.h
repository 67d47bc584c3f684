#pragma once

// A thread with a reading connection to a warehouse of its own, for those who look at it. Jobs have a kind: a
// newer job of a kind takes the place of one that has not begun, and stops one that runs, so that whoever
// types or scrolls fast waits for the newest answer only.
//
// The connection refuses everything but queries. It is opened when the first job needs it, and again after an
// error of the file (missing, locked, damaged).
//
// Thread: all methods from any thread, none waits but the destructor (a running statement is stopped first; a
// server's is waited for, ten seconds at most).
// Errors: handed to the job's `failed`, on this thread (that of cancel(), for a job that had not begun). A
// job that a newer one replaced ends without a word.

#include "base/database.h"

#include <QString>

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

namespace pk::gui {

class QueryThread
{
public:
    /// True when the job should end: for work that is not a statement.
    using Stopped = std::function<bool()>;

    struct Job
    {
        int kind = 0; ///< smaller kinds go first
        std::function<Result<void>(Database &, const Stopped &)> work;
        std::function<void(const Error &)> failed;
        std::chrono::milliseconds timeout{30'000};
    };

    explicit QueryThread(std::string name);
    ~QueryThread();

    /// An empty path: every job fails with NotFound.
    void setPath(const QString &path);
    void run(Job job);
    /// Drops the job of this kind that waits and stops the one that runs.
    void cancel(int kind);

private:
    enum class Ending { None, Replaced, Cancelled };

    void work(const std::stop_token &stop);
    Result<void> perform(const Job &job, const std::stop_token &stop);
    Result<void> connect(const QString &path);

    const std::string m_name;
    std::mutex m_mutex;
    std::condition_variable_any m_wake;
    std::vector<Job> m_waiting; // at most one of a kind; this and the next two guarded by m_mutex
    QString m_path;
    int m_running = -1; // kind
    std::atomic<Ending> m_ending{Ending::None}; // of the running job
    QString m_openPath; // of the thread, like the connection
    std::unique_ptr<Database> m_database;
    std::jthread m_thread;
};

} // namespace pk::gui
