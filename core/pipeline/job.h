#pragma once

// A pipeline's life from connecting to closing, which must end in time when somebody asks: closing a Kafka
// client waits for answers that are under way, and a broker that hangs gives none. So it has a thread of its
// own, and runJob() leaves it behind when it takes too long.
//
// Thread: perform() on its own thread; interrupt() and watch() from any.
// Ownership: shared by both threads, since perform() may outlive runJob().

#include "base/clock.h"
#include "pipeline/pipeline_watch.h"

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>

namespace pk::pipeline {

struct RunHooks
{
    std::function<bool()> interrupted; ///< true: stop in order, within five seconds
    std::function<void(const Progress &)> progress; ///< a few times a second
    std::function<void(const QString &)> condition; ///< a line when something goes wrong, and when it goes on
};

class Job
{
public:
    virtual ~Job() = default;
    virtual void perform() = 0;

    void interrupt()
    {
        std::int64_t never = 0;
        m_interruptedUs.compare_exchange_strong(never, monotonicUs(), std::memory_order_acq_rel);
    }
    bool interrupted() const { return interruptedUs() != 0; }
    std::int64_t interruptedUs() const { return m_interruptedUs.load(std::memory_order_acquire); }
    PipelineWatch &watch() { return m_watch; }

protected:
    Job() = default;

private:
    std::atomic<std::int64_t> m_interruptedUs{0}; ///< 0: nobody has asked
    PipelineWatch m_watch;
};

/// Performs the job; calls the hooks on the caller's thread meanwhile. False: it was interrupted and did not
/// end in time. It goes on in the background; the process should end by std::_Exit(), which waits for nobody.
bool runJob(const std::shared_ptr<Job> &job, const RunHooks &hooks);

/// For who could not end in order.
Error endedWithoutAnswers();

} // namespace pk::pipeline
