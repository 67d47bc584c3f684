#include "pipeline/job.h"

#include <QCoreApplication>

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>

namespace pk::pipeline {

namespace {

constexpr std::chrono::milliseconds kTick{20};
constexpr std::int64_t kProgressUs = 200'000;
constexpr std::int64_t kOrderlyEndUs = 4'500'000; // of the five seconds that Ctrl-C may take

struct Done
{
    std::mutex mutex;
    std::condition_variable changed;
    bool is = false; // guarded by mutex
};

class Watching
{
public:
    Watching(Job &job, const RunHooks &hooks)
        : m_job(job)
        , m_hooks(hooks)
    {
    }

    /// False: it has taken too long since the interrupt.
    bool look()
    {
        say();
        const std::int64_t nowUs = monotonicUs();
        if (m_hooks.progress && m_job.watch().hasBegun() && nowUs - m_reportedUs > kProgressUs) {
            m_reportedUs = nowUs;
            m_hooks.progress(m_job.watch().progress());
        }
        if (m_interruptedUs == 0 && m_hooks.interrupted && m_hooks.interrupted()) {
            m_interruptedUs = nowUs;
            m_job.interrupt();
        }
        return m_interruptedUs == 0 || nowUs - m_interruptedUs < kOrderlyEndUs;
    }
    void say()
    {
        for (const QString &line : m_job.watch().look()) {
            if (m_hooks.condition)
                m_hooks.condition(line);
        }
    }

private:
    Job &m_job;
    const RunHooks &m_hooks;
    std::int64_t m_interruptedUs = 0;
    std::int64_t m_reportedUs = 0;
};

} // namespace

bool runJob(const std::shared_ptr<Job> &job, const RunHooks &hooks)
{
    const auto done = std::make_shared<Done>();
    std::thread thread([job, done] {
        job->perform();
        const std::lock_guard lock(done->mutex);
        done->is = true;
        done->changed.notify_one();
    });
    Watching watching(*job, hooks);
    std::unique_lock lock(done->mutex);
    while (!done->changed.wait_for(lock, kTick, [&] { return done->is; })) {
        lock.unlock();
        if (!watching.look()) {
            thread.detach();
            return false;
        }
        lock.lock();
    }
    lock.unlock();
    thread.join();
    watching.say();
    return true;
}

Error endedWithoutAnswers()
{
    return {ErrorCode::Cancelled,
            QCoreApplication::translate("pipeline",
                                        "The broker or the database did not answer in time, so the end came "
                                        "without the last acknowledgements. What is in the warehouse is "
                                        "whole."),
            {}};
}

} // namespace pk::pipeline
