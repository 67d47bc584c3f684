#include "cli/progress_line.h"

#include "base/grouped.h"
#include "cli/output.h"

#include <QCoreApplication>

#include <cstdio>
#include <unistd.h>

namespace pk::cli {

ProgressLine::ProgressLine(bool force)
    : m_terminal(isatty(STDERR_FILENO) != 0)
    , m_shown(force || m_terminal)
{
}

void ProgressLine::show(const pipeline::Progress &p)
{
    const std::int64_t nowUs = monotonicUs();
    if (!m_shown || (!m_terminal && nowUs - m_lastUs < 1'000'000))
        return;
    const double seconds = static_cast<double>(nowUs - m_lastUs) / 1e6;
    const auto rate = [&](std::int64_t now, std::int64_t before) {
        return grouped(m_lastUs > 0 ? static_cast<std::int64_t>(static_cast<double>(now - before) / seconds)
                                    : 0);
    };
    const QString text =
        QCoreApplication::translate(
            "cli", "acknowledged %1 (%2/s) · transformed %3 (%4/s) · dead letters %5 · loaded %6 (%7/s)")
            .arg(grouped(p.acked), rate(p.acked, m_last.acked), grouped(p.transformed),
                 rate(p.transformed, m_last.transformed), grouped(p.deadLettered), grouped(p.loaded),
                 rate(p.loaded, m_last.loaded));
    m_last = p;
    m_lastUs = nowUs;
    if (!m_terminal) {
        printError(text);
        return;
    }
    std::fprintf(stderr, "\r\x1b[2K%s", text.toUtf8().constData());
    std::fflush(stderr);
    m_open = true;
}

void ProgressLine::end()
{
    if (m_open)
        std::fputc('\n', stderr);
    m_open = false;
}

} // namespace pk::cli
