// The broker's process dies behind the open window.

#include "../support/child_process.h"
#include "bridge/run_trouble.h"
#include "flow/flow_canvas.h"
#include "pages/flow/flow_page.h"
#include "views/error_banner.h"
#include "workbench_fixture.h"

#include <QPushButton>

#include <csignal>

using namespace pk;
using namespace pk::gui;
using pk::test::Desk;
using pk::test::number;

namespace {

/// Whether a widget was shown since, though it may be hidden again already.
class Shown : public QObject
{
public:
    explicit Shown(QWidget &widget) { widget.installEventFilter(this); }
    bool happened() const { return m_happened; }

protected:
    bool eventFilter(QObject *, QEvent *event) override
    {
        m_happened = m_happened || event->type() == QEvent::Show;
        return false;
    }

private:
    bool m_happened = false;
};

} // namespace

class TestWindowBroker : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void broker_killed_windowLives_saysSo_andGoesOn()
    {
        Desk desk;
        desk.open();
        QTRY_VERIFY(desk.loaded() >= 1);
        const qint64 pid = pk::test::brokerPid();
        QVERIFY(pid > 0);
        auto *banner = desk.window().findChild<FlowPage *>()->findChild<ErrorBanner *>();
        auto *note = desk.child<ErrorBanner>("note");
        Shown shown(*banner);
        // What stood there is of the broker before.
        note->show(ErrorBanner::Severity::Warning, QStringLiteral("earlier"), QStringLiteral("earlier"));
        QStringList notes;
        connect(&desk.controller(), &Controller::brokerDied, note,
                [&] { notes << (note->isVisible() ? note->sentence() : QString()); });
        ::kill(static_cast<pid_t>(pid), SIGKILL);
        QTRY_VERIFY(shown.happened());
        QVERIFY(banner->sentence().contains(QStringLiteral("warehouse is kept")));
        QCOMPARE(notes.size(), 1);
        QVERIFY2(notes.first().contains(QStringLiteral("is being started")), qPrintable(notes.first()));
        QTRY_COMPARE(desk.controller().state(), RunState::Running);
        QVERIFY(!banner->isVisible());
        QTRY_VERIFY(note->sentence().contains(QStringLiteral("A fresh one runs"))); // all are counted
        QTRY_VERIFY(desk.loaded() >= 1);
    }

    /// Its topics are filled again on request, and nobody wonders where the fault has gone.
    void broker_killed_noteNamesTheEndedFault_andSendsTheRowsAgain()
    {
        Desk desk([](SessionOptions &options) { options.source.kind = SourceChoice::Kind::Campus; });
        desk.open();
        desk.controller().setRate(40);
        QTRY_VERIFY(desk.loaded() >= 60);
        desk.controller().setRate(1);
        desk.controller().setDelay(StageKind::Load, 10);
        QTRY_VERIFY(desk.controller().snapshot()->run.loadDelayMs > 0);
        ::kill(static_cast<pid_t>(pk::test::brokerPid()), SIGKILL);
        auto *note = desk.child<ErrorBanner>("note");
        QTRY_VERIFY(note->sentence().contains(QStringLiteral("A fresh one runs")));
        QVERIFY2(note->detail().contains(QStringLiteral("ended with it: Slow consumer.")),
                 qPrintable(note->detail()));
        auto *again = note->findChild<QPushButton *>();
        const auto setBrokersUp = [&](bool up) {
            for (int broker = 1; broker <= 3; ++broker)
                up ? desk.controller().brokerUp(broker) : desk.controller().brokerDown(broker);
        };
        setBrokersUp(false);
        QTRY_VERIFY(areBrokersDown(desk.controller().snapshot()->run));
        QTest::mouseClick(again, Qt::LeftButton);
        QTRY_COMPARE(desk.failures.size(), 1);
        QVERIFY(again->isVisible()); // what was refused is still offered
        setBrokersUp(true);
        QTRY_VERIFY(!areBrokersDown(desk.controller().snapshot()->run));
        desk.bench->settings().setLanguage(QStringLiteral("id"));
        QTRY_VERIFY(note->sentence().contains(QStringLiteral("Proses broker")));
        QVERIFY(again->isVisible());
        desk.bench->settings().setLanguage(QStringLiteral("en"));
        QTRY_VERIFY(note->sentence().contains(QStringLiteral("A fresh one runs")));
        const int incarnation = desk.controller().snapshot()->run.incarnation;
        QTest::mouseClick(again, Qt::LeftButton);
        QTRY_VERIFY(desk.controller().snapshot()->run.incarnation > incarnation);
        QTRY_VERIFY(desk.controller().snapshot()->run.progress.acked >= 60); // at one a second by themselves
        QVERIFY(!note->isVisible());
        QCOMPARE(desk.failures.size(), 1);
    }

    /// The offer says what becomes of rows that are stored already, which depends on them.
    void otherSemantics_afterABrokersDeath_withdrawTheOffer()
    {
        Desk desk([](SessionOptions &options) { options.source.kind = SourceChoice::Kind::Campus; });
        desk.open();
        QTRY_VERIFY(desk.loaded() >= 1);
        ::kill(static_cast<pid_t>(pk::test::brokerPid()), SIGKILL);
        auto *note = desk.child<ErrorBanner>("note");
        auto *again = note->findChild<QPushButton *>();
        QTRY_VERIFY(again->isVisible());
        QTRY_COMPARE(desk.controller().state(), RunState::Running);
        desk.controller().setSemantics(Semantics::AtMostOnce);
        QTRY_VERIFY(!note->isVisible());
        QCOMPARE(desk.failures, QStringList());
    }

    /// It keeps nothing, so nothing is offered.
    void broker_killed_underAGenerator_offersNothing()
    {
        Desk desk;
        desk.open();
        QTRY_VERIFY(desk.loaded() >= 1);
        ::kill(static_cast<pid_t>(pk::test::brokerPid()), SIGKILL);
        auto *note = desk.child<ErrorBanner>("note");
        QTRY_VERIFY(note->sentence().contains(QStringLiteral("A fresh one runs")));
        QVERIFY(!note->findChild<QPushButton *>()->isVisible());
    }

    /// Its topics are gone, and with them where the records were going.
    void broker_killed_whatMovedInItsTopicsIsForgotten()
    {
        Desk desk;
        desk.open();
        auto *canvas = desk.child<FlowCanvas>("canvas");
        canvas->setManualClock(); // nothing arrives by itself
        QTRY_VERIFY(canvas->traffic().pool().size() >= 20);
        const int incarnation = desk.controller().snapshot()->run.incarnation;
        std::size_t moving = canvas->traffic().pool().size();
        connect(&desk.controller(), &Controller::snapshotTaken, canvas, [&](const SnapshotPtr &snapshot) {
            if (snapshot->run.incarnation != incarnation)
                moving = std::min(moving, canvas->traffic().pool().size());
        });
        const qint64 pid = pk::test::brokerPid();
        QVERIFY(pid > 0);
        ::kill(static_cast<pid_t>(pid), SIGKILL);
        QTRY_VERIFY(desk.controller().snapshot()->run.incarnation != incarnation);
        QTRY_VERIFY(moving < 10);
    }
};

PK_WINDOW_TEST(TestWindowBroker)
#include "tst_window_broker.moc"
