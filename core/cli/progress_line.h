#pragma once

// One line on stderr that says how far a run is, written over itself when a person watches.
//
// Thread: one thread.

#include "pipeline/pipeline.h"

namespace pk::cli {

class ProgressLine
{
public:
    /// Shows when stderr is a terminal, or always with `force` (then a line each time).
    explicit ProgressLine(bool force);
    void show(const pipeline::Progress &progress);
    void end();

private:
    const bool m_terminal;
    const bool m_shown;
    bool m_open = false;
    std::int64_t m_lastUs = 0;
    pipeline::Progress m_last;
};

} // namespace pk::cli
