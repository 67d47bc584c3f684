#pragma once

// Where the session says what runs, and the sampler reads it: a noticeboard between their threads.
//
// Thread: all methods from any thread; nobody holds it for longer than a copy takes.
// Ownership: pipeline and watch are taken down from the board before they are destroyed.

#include "bridge/log_watch.h"
#include "bridge/snapshot.h"
#include "journal/journal.h"

#include <functional>
#include <memory>
#include <mutex>

namespace pk::gui {

class RunBoard
{
public:
    void show(std::shared_ptr<const journal::Journal> journal, const pipeline::Pipeline *pipeline,
              const LogWatch *watch = nullptr);
    void change(const std::function<void(RunInfo &)> &edit);

    /// With the members, the progress and the broker's silence of this moment.
    RunInfo run() const;
    std::shared_ptr<const journal::Journal> journal() const;

private:
    mutable std::mutex m_mutex;
    std::shared_ptr<const journal::Journal> m_journal; // these four guarded by m_mutex
    const pipeline::Pipeline *m_pipeline = nullptr;
    const LogWatch *m_watch = nullptr;
    RunInfo m_run;
};

} // namespace pk::gui
