#pragma once

// The orderly end of the pipeline, for the window that closes.
//
// Thread: GUI thread. Ownership: the controller outlives it.

#include "app/shutdown.h"
#include "bridge/controller.h"

namespace pk::gui {

class LiveShutdown final : public Shutdown
{
    Q_OBJECT

public:
    explicit LiveShutdown(Controller &controller, QObject *parent = nullptr);

    bool isIdle() const override;
    void requestShutdown() override;
    /// What did not end in order, for the terminal; empty when everything did, or nobody asked.
    const QString &givenUp() const { return m_givenUp; }

    static constexpr int DeadlineMs = 14'000; ///< a moment before the window's own

private:
    void report();

    Controller &m_controller;
    QTimer m_progress;
    qint64 m_openAtStart = 0;
    QString m_givenUp;
};

} // namespace pk::gui
