#pragma once

// Ctrl+C and `kill`, for programs without a window: the first SIGINT, SIGTERM or SIGHUP asks for an orderly
// stop, the second ends the process at once with code 130. A SIGHUP that the parent has us ignore (nohup)
// stays ignored. Broken pipes become write errors instead of a silent death.
//
// Thread: make one in main(), before other threads; the questions may be asked from any thread.
// Ownership: one at a time, since signal handlers belong to the process. The destructor puts the old ones
// back.

#include <csignal>

namespace pk {

class Interrupt
{
public:
    Interrupt();
    ~Interrupt();
    Interrupt(const Interrupt &) = delete;
    Interrupt &operator=(const Interrupt &) = delete;

    bool requested() const;
    /// Becomes readable at the first signal and stays so: for poll(). Do not read from it or close it.
    int fd() const;
    /// Waits for the first signal, at most `timeoutMs` (-1: without end). True when it has come.
    bool waitFor(int timeoutMs) const;

private:
    struct sigaction m_oldInt = {};
    struct sigaction m_oldTerm = {};
    struct sigaction m_oldHangUp = {};
    struct sigaction m_oldPipe = {};
};

} // namespace pk
