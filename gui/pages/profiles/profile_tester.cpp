#include "pages/profiles/profile_tester.h"

#include "bridge/background_end.h"

#include <QCoreApplication>
#include <QPointer>

namespace pk::gui {

namespace {

/// On the GUI thread, when there is still somebody to hear it.
template <typename Function> void tell(const QPointer<ProfileTester> &listener, Function function)
{
    QMetaObject::invokeMethod(
        QCoreApplication::instance(),
        [listener, function] {
            if (listener)
                function(*listener);
        },
        Qt::QueuedConnection);
}

} // namespace

ProfileTester::~ProfileTester()
{
    stop();
}

void ProfileTester::stop()
{
    if (m_run)
        *m_run = true;
    m_run.reset();
}

void ProfileTester::start(const environment::Profile &profile, const QString &password)
{
    stop();
    m_run = std::make_shared<Run>(false);
    workInBackground([listener = QPointer(this), run = m_run, profile, password] {
        const auto end = [&](bool passed, const QString &problem) {
            tell(listener, [run, passed, problem](ProfileTester &tester) {
                if (tester.m_run != run)
                    return;
                tester.m_run.reset();
                Q_EMIT tester.finished(passed, problem);
            });
        };
        auto secrets = environment::findSecrets(profile, [&](const environment::WantedSecret &wanted) {
            // What stands in the form is that of the user, and of nothing else.
            return password.isEmpty() || wanted.kind != environment::WantedSecret::Kind::Kafka
                ? std::nullopt
                : std::optional<QString>(password);
        });
        if (!secrets)
            return end(false, secrets.error().message);
        if (!password.isEmpty())
            secrets->kafka = password;
        const auto steps = environment::testProfile(
            profile, *secrets,
            [&](const environment::ProfileStep &step) {
                tell(listener, [run, step](ProfileTester &tester) {
                    if (tester.m_run == run)
                        Q_EMIT tester.stepTaken(step);
                });
            },
            [run] { return run->load(); });
        end(environment::allPassed(steps), {});
    });
}

} // namespace pk::gui
