#include "kampus/workload_thread.h"

#include "base/stop_wait.h"
#include "base/thread_name.h"
#include "kampus/change_capture.h"
#include "kampus/kampus_database.h"

#include <algorithm>
#include <chrono>
#include <utility>

namespace pk::kampus {

namespace {

constexpr std::int64_t kBusyMs = 50;
constexpr std::int64_t kMostRestMs = 100; // a new rate is seen that soon
constexpr std::int64_t kAgainMs = 500;

void restFor(const std::stop_token &stop, std::int64_t ms)
{
    waitForStop(stop, std::chrono::milliseconds(ms));
}

} // namespace

Result<std::unique_ptr<WorkloadThread>> WorkloadThread::start(Options options)
{
    options.workload.mark = closeTransaction;
    auto campus = extract::Campus::shipped();
    if (!campus)
        return campus.error();
    auto database = openSqlite(options.database);
    if (!database)
        return database.error();
    if (auto made = createSqliteKampus(**database); !made)
        return made.error();
    std::unique_ptr<WorkloadThread> thread(new WorkloadThread(std::move(options)));
    thread->m_campus = *campus;
    thread->m_thread = std::jthread([self = thread.get()](const std::stop_token &stop) { self->work(stop); });
    return thread;
}

std::optional<Error> WorkloadThread::failure() const
{
    const std::lock_guard lock(m_mutex);
    return m_failure;
}

void WorkloadThread::setFailure(std::optional<Error> failure)
{
    const std::lock_guard lock(m_mutex);
    m_failure = std::move(failure);
}

void WorkloadThread::work(const std::stop_token &stop)
{
    setThreadName("campus");
    for (auto worked = workOn(stop); !worked; worked = workOn(stop)) {
        setFailure(worked.error());
        if (!m_options.persistent)
            break;
        restFor(stop, kAgainMs);
    }
    m_ended.store(true, std::memory_order_release);
}

Result<void> WorkloadThread::workOn(const std::stop_token &stop)
{
    auto database = openSqlite(m_options.database);
    if (!database)
        return database.error();
    KampusWorkload workload(**database, *m_campus, m_options.workload);
    std::int64_t perSecond = 0;
    std::int64_t beganUs = 0;
    std::int64_t doneBefore = 0; // when the rate was set
    bool works = false;
    while (!stop.stop_requested() && done() < m_options.transactions) {
        if (m_paused.load(std::memory_order_relaxed)) {
            perSecond = -1; // what was not done meanwhile is not made up for
            restFor(stop, kBusyMs);
            continue;
        }
        if (const auto wanted = m_perSecond.load(std::memory_order_relaxed); wanted != perSecond) {
            perSecond = wanted;
            beganUs = monotonicUs();
            doneBefore = done();
        }
        if (perSecond > 0) {
            const std::int64_t dueUs = beganUs + (done() - doneBefore) * 1'000'000 / perSecond;
            if (const std::int64_t waitMs = (dueUs - monotonicUs()) / 1000; waitMs > 0) {
                restFor(stop, std::min(waitMs, kMostRestMs));
                continue;
            }
        }
        const auto worked = workload.next();
        if (worked) {
            m_done.fetch_add(1, std::memory_order_relaxed);
            if (!std::exchange(works, true))
                setFailure({});
            continue;
        }
        if (!worked.error().retriable)
            return worked.error();
        restFor(stop, kBusyMs); // somebody else holds the database
    }
    return {};
}

} // namespace pk::kampus
