#pragma once

// How the window asks the pipeline to stop in order (source, flush, drain, commit, close) before it closes.
// Nothing of it runs on the GUI thread.
//
// Thread: GUI thread.

#include <QObject>

namespace pk::gui {

class Shutdown : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    /// Nothing runs that would have to stop: the window may close at once.
    virtual bool isIdle() const = 0;

public Q_SLOTS:
    /// Begins to stop; asked again it changes nothing.
    virtual void requestShutdown() = 0;

Q_SIGNALS:
    /// `step` in the language of the window ("Waiting for 12 acknowledgements"), `share` of the whole, 0…1.
    void shutdownProgress(const QString &step, double share);
    /// `givenUp` is empty when everything stopped in order, else a sentence about what did not.
    void shutdownDone(const QString &givenUp);
};

} // namespace pk::gui
