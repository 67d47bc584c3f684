#pragma once

// How much of a processor a thread gets beside others, and how exactly it wakes up.
//
// Source: setpriority(2), "C library/kernel differences": on Linux the nice value belongs to a thread, and
// those that it starts, as well as its child processes, inherit it. sched(7), SCHED_BATCH: a thread that
// wakes up does not push aside the one that runs; inherited likewise.
// prctl(2), PR_SET_TIMERSLACK; of a thread and, once more, inherited.

#include <sched.h>
#include <sys/prctl.h>
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

/// What the calling thread, and all that it starts from now on, waits for may come so much later. librdkafka
/// cuts what it waits for its next timer to whole milliseconds and asks again and again for the rest; where
/// waits end later than that, it does not.
inline void letTimersBeLate(unsigned long byNs)
{
    prctl(PR_SET_TIMERSLACK, byNs, 0, 0, 0);
}

} // namespace pk
