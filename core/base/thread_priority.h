#pragma once

// How much of a busy processor a thread gets beside others.
//
// Source: setpriority(2), "C library/kernel differences": on Linux the nice value belongs to a thread, and
// those that it starts, as well as its child processes, inherit it. sched(7), SCHED_BATCH: a thread that
// wakes up does not push aside the one that runs; inherited likewise.

#include <sched.h>
#include <sys/resource.h>
#include <unistd.h>

namespace pk {

/// The calling thread, and all that it starts from now on, steps back behind all others of the machine when
/// processors are scarce, and waits for their turn's end where it has slept. 5 more give it a third of what
/// another gets. It cannot be taken back without privileges.
inline void stepBehindOtherThreads(int nicer)
{
    const auto self = static_cast<id_t>(gettid());
    setpriority(PRIO_PROCESS, self, getpriority(PRIO_PROCESS, self) + nicer);
    const sched_param none{};
    sched_setscheduler(0, SCHED_BATCH, &none);
}

} // namespace pk
