#pragma once

// A program that runs beside this one until it is no longer wanted: its output goes to a file, and the kernel
// ends it when the thread that started it dies.
//
// Thread: one, that of start(). Ownership: the destructor ends it.
// Errors: Unavailable, Permission.

#include "base/result.h"

#include <QStringList>

#include <memory>

#include <sys/types.h>

namespace pk::environment {

class ChildProgram
{
public:
    /// `command`: the path of the program, then its arguments. The log is appended to. `environment`: lines
    /// NAME=value before those of this process; no other program reads them, as it could an argument or a
    /// file.
    static Result<std::unique_ptr<ChildProgram>> start(const QStringList &command, const QString &logFile,
                                                       const QStringList &environment = {});
    /// Asks it to end, waits at most five seconds, and ends it.
    ~ChildProgram();

    bool runs();

private:
    explicit ChildProgram(pid_t pid)
        : m_pid(pid)
    {
    }
    pid_t m_pid; ///< 0: it has ended, and was waited for
};

} // namespace pk::environment
