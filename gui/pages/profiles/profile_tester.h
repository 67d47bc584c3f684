#pragma once

// Runs the test of a profile away from the GUI thread, and tells of each step as it is taken.
//
// Thread: GUI thread; the signals come on it. Ownership: one that is destroyed asks its test to stop and
// hears no more.

#include "environment/profile_test.h"

#include <QObject>

#include <atomic>
#include <memory>

namespace pk::gui {

class ProfileTester : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;
    ~ProfileTester() override;

    /// `password` comes before what the environment and the keychain know; empty: there is none. An earlier
    /// test stops.
    void start(const environment::Profile &profile, const QString &password);
    void stop();
    bool isRunning() const { return m_run != nullptr; }

Q_SIGNALS:
    void stepTaken(const pk::environment::ProfileStep &step);
    /// `problem`: why it could not begin; empty when it came to its end.
    void finished(bool allPassed, const QString &problem);

private:
    using Run = std::atomic<bool>; ///< true: somebody has asked it to stop

    std::shared_ptr<Run> m_run;
};

} // namespace pk::gui
