#pragma once

// A thread with a reading connection to a warehouse of its own, for those who look at it. Jobs have a kind: a
// newer job of a kind takes the place of one that has not begun, and stops one that runs, so that whoever
// types or scrolls fast waits for the newest answer only.
//
// The connection only reads. It is opened when the first job needs it, and again after an error of the file
// (missing, locked, damaged).
//
// Thread: all methods from any thread; none waits, nor does the destructor. A job's work runs on the thread
// and may outlive this object, as long as a server does not answer: it must hold all that it uses. Its answer
// and its failure are called on the receiver's thread, and not after the end of this object.
// Ownership: the receiver outlives it; it is the receiver's member.
// Errors: handed to the job's `failed`. A job that a newer one replaced ends without a word.

#include "base/database.h"

#include <QString>

#include <chrono>
#include <functional>
#include <memory>

class QObject;

namespace pk::gui {

class QueryThread
{
public:
    /// True when the job should end: for work that is not a statement.
    using Stopped = std::function<bool()>;
    using Answer = std::function<void()>;
    /// Called on the thread.
    using Open = std::function<Result<std::unique_ptr<Database>>(const QString &path)>;

    struct Job
    {
        int kind = 0; ///< smaller kinds go first
        std::function<Result<Answer>(Database &, const Stopped &)> work;
        std::function<void(const Error &)> failed;
        std::chrono::milliseconds timeout{30'000};
    };

    /// Without `open` it is a connection for statements of our own.
    QueryThread(std::string name, QObject *receiver, Open open = {});
    ~QueryThread();

    /// An empty path: every job fails with NotFound.
    void setPath(const QString &path);
    void run(Job job);
    /// Drops the job of this kind that waits and stops the one that runs.
    void cancel(int kind);

private:
    class Worker;
    std::shared_ptr<Worker> m_worker;
};

} // namespace pk::gui
