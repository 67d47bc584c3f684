// What opens below the environment's badge, with mouse and keyboard, on a pipeline that only writes down what
// it is asked.

#include "shell_bed.h"
#include "views/pill.h"

#include <QAbstractButton>
#include <QPushButton>

using namespace pk::gui;

class TestEnvironmentPicker : public ShellTest
{
    Q_OBJECT

private:
    void open()
    {
        show();
        QTest::mouseClick(child<QWidget>("environment"), Qt::LeftButton);
        QVERIFY(child<QWidget>("environments")->isVisible());
    }
    QAbstractButton *row(const char *id)
    {
        return child<QAbstractButton>((QByteArray("environment:") + id).constData());
    }

private Q_SLOTS:
    void badge_opensTheList_andAClickChooses()
    {
        open();
        QVERIFY(row("embedded")->isVisible());
        QCOMPARE(row("embedded")->accessibleDescription(), QStringLiteral("runs now"));
        QCOMPARE(row("local-3")->text(), QStringLiteral("Local Kafka, 3 nodes"));
        QTest::mouseClick(row("local-3"), Qt::LeftButton);
        QTest::mouseClick(row("profile:kampus"), Qt::LeftButton);
        QCOMPARE(m_transport->asked,
                 (QStringList{QStringLiteral("switchEnvironment local-3"),
                              QStringLiteral("switchEnvironment profile:kampus")}));
        QVERIFY(child<QWidget>("environments")->isVisible()); // it shows how far it is
    }
    void keyboard_goesThroughTheList_andChooses()
    {
        show();
        child<QAbstractButton>("environment")->setFocus();
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Space);
        QWidget *popover = child<QWidget>("environments");
        QVERIFY(popover->isVisible());
        QTRY_COMPARE(popover->focusWidget(), row("embedded"));
        QTest::keyClick(popover->focusWidget(), Qt::Key_Down);
        QCOMPARE(popover->focusWidget(), row("local-3"));
        QTest::keyClick(popover->focusWidget(), Qt::Key_Down);
        QTest::keyClick(popover->focusWidget(), Qt::Key_Up);
        QTest::keyClick(popover->focusWidget(), Qt::Key_Return);
        QCOMPARE(m_transport->asked, QStringList{QStringLiteral("switchEnvironment local-3")});
        QTest::keyClick(popover, Qt::Key_Escape);
        QVERIFY(!popover->isVisible());
    }
    void whileItChanges_theStepIsShown_andCanBeGivenUp()
    {
        open();
        auto *step = child<QLabel>("switchStep");
        auto *cancel = child<QPushButton>("cancelSwitch");
        QVERIFY(!step->isVisible() && !cancel->isVisible());
        m_transport->change = EnvironmentSwitch{QStringLiteral("Local Kafka, 3 nodes"),
                                                QStringLiteral("Starting node 2 of 3 …"), true};
        Q_EMIT m_transport->changed();
        QVERIFY(step->isVisible());
        QCOMPARE(step->text(), QStringLiteral("Starting node 2 of 3 …"));
        QCOMPARE(child<PillButton>("environment")->text(), QStringLiteral("Local Kafka, 3 nodes …"));
        QTest::mouseClick(cancel, Qt::LeftButton);
        QCOMPARE(m_transport->asked, QStringList{QStringLiteral("cancelSwitch")});
        m_transport->change->cancellable = false;
        Q_EMIT m_transport->changed();
        QVERIFY(!cancel->isEnabled()); // the run before is ending already
        m_transport->change.reset();
        m_transport->chosenEnvironment = QStringLiteral("local-3");
        Q_EMIT m_transport->changed();
        QVERIFY(!child<QWidget>("environments")->isVisible()); // what has come of it is to be seen below
        QTest::mouseClick(child<QWidget>("environment"), Qt::LeftButton);
        QVERIFY(!step->isVisible() && !cancel->isVisible());
        QCOMPARE(row("local-3")->accessibleDescription(), QStringLiteral("runs now"));
        QCOMPARE(row("embedded")->accessibleDescription(), QStringLiteral("needs nothing"));
    }
    void closed_itListsNothing()
    {
        show();
        for (const double rate : {5.0, 6.0, 7.0})
            m_transport->setRate(rate); // as the slider does with each of its steps
        m_settings->setLanguage(QStringLiteral("id"));
        m_settings->setLanguage(QStringLiteral("en"));
        QCoreApplication::processEvents();
        QCOMPARE(m_transport->listed, 0);
        QTest::mouseClick(child<QWidget>("environment"), Qt::LeftButton);
        QVERIFY(m_transport->listed > 0);
        QVERIFY(row("local-3")->isVisible());
        const int before = m_transport->listed;
        Q_EMIT m_transport->changed();
        QVERIFY(m_transport->listed > before);
    }
    void theListKeepsTheFocus_whileTheStepChanges()
    {
        open();
        QWidget *popover = child<QWidget>("environments");
        row("local-3")->setFocus();
        m_transport->change =
            EnvironmentSwitch{QStringLiteral("kampus"), QStringLiteral("Connecting …"), true};
        Q_EMIT m_transport->changed();
        QCOMPARE(popover->focusWidget(), row("local-3"));
    }
    void aSwitchThatFailed_isTold_withWhatMendsIt()
    {
        show();
        Q_EMIT m_transport->switchFailed(QStringLiteral("kampus"),
                                         QStringLiteral("Nobody answers at kafka.kampus.example:9092."));
        QVERIFY(visibleTexts().contains(QStringLiteral("kampus was not reached. Everything is as it was.")));
        QVERIFY(visibleTexts().contains(QStringLiteral("Nobody answers at kafka.kampus.example:9092.")));
    }
    void aRememberedOneThatIsAway_isSaid_andTheEmbeddedIsOneClick()
    {
        show();
        m_transport->runState = TransportState::Failed;
        m_transport->problem = StartProblem{StartProblem::Kind::Environment,
                                            QStringLiteral("There is no Java."),
                                            {},
                                            QStringLiteral("Local Kafka, 3 nodes")};
        Q_EMIT m_transport->changed();
        QVERIFY(visibleTexts().contains(QStringLiteral("There is no Java.")));
        QVERIFY(!child<QPushButton>("otherFolder")->isVisible());
        QTest::mouseClick(child<QPushButton>("useEmbedded"), Qt::LeftButton);
        QCOMPARE(m_transport->asked, QStringList{QStringLiteral("switchEnvironment embedded")});
        m_transport->problem = StartProblem{StartProblem::Kind::Broker, QStringLiteral("It died."), {}, {}};
        Q_EMIT m_transport->changed();
        QVERIFY(!child<QPushButton>("useEmbedded")->isVisible());
    }
    void language_flip_reachesTheList()
    {
        open();
        m_settings->setLanguage(QStringLiteral("id"));
        QTRY_COMPARE(row("embedded")->accessibleDescription(), QStringLiteral("sedang berjalan"));
        QCOMPARE(child<QPushButton>("cancelSwitch")->text(), QStringLiteral("Batalkan"));
    }
};

PK_WINDOW_TEST(TestEnvironmentPicker)
#include "tst_environment_picker.moc"
