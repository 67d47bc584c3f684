#include "bridge/run_board.h"

namespace pk::gui {

void RunBoard::show(std::shared_ptr<const journal::Journal> journal, const pipeline::Pipeline *pipeline,
                    const LogWatch *watch)
{
    const std::lock_guard lock(m_mutex);
    m_journal = std::move(journal);
    m_pipeline = pipeline;
    m_watch = watch;
}

void RunBoard::change(const std::function<void(RunInfo &)> &edit)
{
    const std::lock_guard lock(m_mutex);
    edit(m_run);
    ++m_run.revision;
}

RunInfo RunBoard::run() const
{
    const std::lock_guard lock(m_mutex);
    RunInfo run = m_run;
    if (m_pipeline != nullptr) {
        run.members = m_pipeline->members();
        run.progress = m_pipeline->progress();
        run.burstLeft = m_pipeline->burstLeft();
        run.stepCounts = m_pipeline->stepCounts();
        const pipeline::StartTimes &times = m_pipeline->times();
        const std::int64_t acked = times.firstAckUs.load(std::memory_order_relaxed);
        run.firstAckUs = acked > 0 ? acked - times.begunUs : 0;
    }
    if (m_watch != nullptr) {
        run.silentSinceUs = m_watch->silentSinceUs();
        run.report = m_watch->report();
        run.openTransactions = m_watch->openTransactions();
    }
    return run;
}

std::shared_ptr<const journal::Journal> RunBoard::journal() const
{
    const std::lock_guard lock(m_mutex);
    return m_journal;
}

} // namespace pk::gui
