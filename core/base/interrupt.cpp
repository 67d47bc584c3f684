#include "base/interrupt.h"

#include "base/clock.h"

#include <algorithm>
#include <atomic>
#include <cassert>
#include <cerrno>
#include <cstdint>
#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

namespace pk {

namespace {

constexpr int kInterruptedExitCode = 130;

// What a signal handler may touch: lock-free atomics, and a descriptor that is set before the handler is
// installed.
std::atomic<int> signalsSeen{0};
std::atomic<int> eventFd{-1};
static_assert(std::atomic<int>::is_always_lock_free);

extern "C" void onStopSignal(int)
{
    if (signalsSeen.fetch_add(1) > 0)
        _exit(kInterruptedExitCode);
    const int savedErrno = errno;
    const std::uint64_t one = 1;
    (void)!write(eventFd.load(), &one, sizeof one);
    errno = savedErrno;
}

} // namespace

Interrupt::Interrupt()
{
    assert(eventFd.load() < 0);
    signalsSeen = 0;
    eventFd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    struct sigaction stop = {};
    stop.sa_handler = &onStopSignal;
    sigemptyset(&stop.sa_mask);
    stop.sa_flags = SA_RESTART;
    sigaction(SIGINT, &stop, &m_oldInt);
    sigaction(SIGTERM, &stop, &m_oldTerm);
    sigaction(SIGHUP, nullptr, &m_oldHangUp);
    if (m_oldHangUp.sa_handler != SIG_IGN)
        sigaction(SIGHUP, &stop, nullptr);
    struct sigaction ignore = {};
    ignore.sa_handler = SIG_IGN;
    sigaction(SIGPIPE, &ignore, &m_oldPipe);
}

Interrupt::~Interrupt()
{
    sigaction(SIGINT, &m_oldInt, nullptr);
    sigaction(SIGTERM, &m_oldTerm, nullptr);
    sigaction(SIGHUP, &m_oldHangUp, nullptr);
    sigaction(SIGPIPE, &m_oldPipe, nullptr);
    close(eventFd.exchange(-1));
}

bool Interrupt::requested() const
{
    return signalsSeen.load() > 0;
}
int Interrupt::fd() const
{
    return eventFd.load();
}

bool Interrupt::waitFor(int timeoutMs) const
{
    const std::int64_t deadlineUs = monotonicUs() + timeoutMs * std::int64_t{1000};
    pollfd entry{eventFd.load(), POLLIN, 0};
    while (!requested()) {
        const std::int64_t leftMs = std::max<std::int64_t>(0, (deadlineUs - monotonicUs() + 999) / 1000);
        const int ready = poll(&entry, 1, timeoutMs < 0 ? -1 : static_cast<int>(leftMs));
        if (ready == 0 || (ready < 0 && errno != EINTR))
            break;
    }
    return requested();
}

} // namespace pk
