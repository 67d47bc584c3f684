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

    static constexpr int DeadlineMs = 14'000; ///< a moment before the window's own

private:
    void report();

    Controller &m_controller;
    QTimer m_progress;
    qint64 m_openAtStart = 0;
};

} // namespace pk::gui
