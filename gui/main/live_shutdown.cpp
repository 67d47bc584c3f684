#include "main/live_shutdown.h"

#include "bridge/run_trouble.h"
#include "views/format.h"

#include <QCoreApplication>

#include <algorithm>

namespace pk::gui {

namespace {

constexpr int kProgressMs = 200;

/// Acknowledged records that no stage has brought to an end yet.
qint64 openRecords(const SnapshotPtr &snapshot)
{
    if (!snapshot)
        return 0;
    const pipeline::Progress &done = snapshot->run.progress;
    return std::max<qint64>(0, done.acked - done.loaded - done.deadLettered - done.filtered);
}

} // namespace

LiveShutdown::LiveShutdown(Controller &controller, QObject *parent)
    : Shutdown(parent)
    , m_controller(controller)
    , m_progress(this)
{
    m_progress.setInterval(kProgressMs);
    connect(&m_progress, &QTimer::timeout, this, &LiveShutdown::report);
    connect(&controller, &Controller::shutdownFinished, this, [this](bool clean, const QString &text) {
        m_progress.stop();
        m_givenUp = clean ? QString() : text;
        Q_EMIT shutdownDone(clean ? QString() : text);
    });
}

bool LiveShutdown::isIdle() const
{
    return m_controller.state() == RunState::Stopped || m_controller.state() == RunState::Failed;
}

void LiveShutdown::requestShutdown()
{
    m_openAtStart = openRecords(m_controller.snapshot());
    m_controller.shutdown(DeadlineMs);
    m_progress.start();
    report();
}

void LiveShutdown::report()
{
    const SnapshotPtr snapshot = m_controller.snapshot();
    const qint64 open = openRecords(snapshot);
    const double share = m_openAtStart > 0
        ? 1.0 - static_cast<double>(std::min(open, m_openAtStart)) / static_cast<double>(m_openAtStart)
        : 0.5;
    QString step = open > 0
        ? QCoreApplication::translate("main",
                                      "The source has stopped. Records on their way to the warehouse: %1.")
              .arg(grouped(open))
        : QCoreApplication::translate("main",
                                      "Everything has arrived. Commits are finished and the members leave "
                                      "their groups.");
    if (const QString why = snapshot ? warehouseTrouble(*snapshot) : QString(); open > 0 && !why.isEmpty())
        step += QLatin1Char(' ') + why;
    Q_EMIT shutdownProgress(step, share);
}

} // namespace pk::gui
