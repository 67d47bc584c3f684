// Sending a record once more from the inspector, and a group that nobody reads for: where the copy goes, what
// is said of it, and that its story is its own.

#include "bridge/run_trouble.h"
#include "domain/headers.h"
#include "inspector_bed.h"
#include "theme/install.h"
#include "views/error_banner.h"
#include "views/icon_button.h"

#include <QApplication>
#include <QPushButton>

using namespace pk;
using namespace pk::test;

class TestSendAgain : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        installTheme(*qApp);
        m_bed = std::make_unique<InspectorBed>([](SessionOptions &options) { options.ratePerSecond = 20; });
        QVERIFY(m_bed->start());
    }
    void init()
    {
        m_panel = std::make_unique<InspectorPanel>(*m_bed->controller);
        m_panel->resize(420, 2'400); // all of it, so that the mouse gets everywhere
        m_panel->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_panel.get()));
    }
    void cleanup() { m_panel.reset(); }

    /// Among the dead letters nobody would read it.
    void deadLetter_isSentBackToWhereItWasTakenFrom()
    {
        m_panel->open(m_bed->poison);
        QTRY_VERIFY(record()->story() && record()->story()->aside);
        click(QStringLiteral("raw_orders.dlq"));
        QTRY_VERIFY(record()->story() && record()->story()->message);
        const Link letter = m_panel->current();
        QCOMPARE(letter.name, QStringLiteral("raw_orders.dlq"));
        const FullMessage kept = *record()->story()->message;
        QTRY_COMPARE(button("again")->text(), QStringLiteral("Produce again to raw_orders"));
        takePicture(*m_panel, QStringLiteral("dead-letter"));
        QSignalSpy issued(m_bed->controller.get(), &Controller::commandIssued);
        QTest::mouseClick(button("again"), Qt::LeftButton);
        QTRY_COMPARE(m_panel->current().name, QStringLiteral("raw_orders"));
        QTRY_VERIFY(record()->story() && record()->story()->message);
        const FullMessage &sent = *record()->story()->message;
        QCOMPARE(sent.key, kept.key);
        QCOMPARE(sent.value, kept.value);
        for (const auto &[name, value] : sent.headers)
            QVERIFY2(!name.starts_with("__connect.errors") && name != header::rawPosition, name.c_str());
        QCOMPARE(std::string(headerOf(sent, header::correlationId)), std::string("018c-poison"));
        QCOMPARE(QString::fromStdString(std::string(headerOf(sent, header::redriveOf))),
                 QStringLiteral("raw_orders.dlq/%1/%2").arg(letter.partition).arg(letter.offset));
        QCOMPARE(std::string(headerOf(sent, header::redriveCount)), std::string("1"));
        QVERIFY(issued[0][0].value<CommandTexts>().front().command.contains(QLatin1String("-t raw_orders ")));
        // It says what it did, and what is shown is that one's own way.
        QVERIFY(says(QStringLiteral("Sent again: raw_orders, partition %1, offset %2.")
                         .arg(m_panel->current().partition)
                         .arg(m_panel->current().offset)));
        QVERIFY(lineWith(*m_panel, QStringLiteral("this window")));
        QTRY_VERIFY(record()->story()->isComplete()); // the rule is the same as before
        QCOMPARE(record()->story()->aside->input.offset, m_panel->current().offset);
        takePicture(*m_panel, QStringLiteral("sent-again"));
        QTest::mouseClick(m_panel->findChild<IconButton *>(QStringLiteral("back")), Qt::LeftButton);
        QVERIFY(m_panel->current() == letter);
        QVERIFY(!says(QStringLiteral("Sent again: ")));
    }

    /// The same correlation id does not make one record of two.
    void resultThatIsSentAgain_tellsItsOwnWayAlone()
    {
        openStored();
        click(QStringLiteral("enriched_orders"));
        QTRY_VERIFY(record()->story() && record()->story()->message);
        const Link first = m_panel->current();
        const auto before = record()->story()->stations;
        m_bed->controller->pause();
        QTRY_VERIFY(m_bed->controller->state() == RunState::Paused);
        QTest::mouseClick(button("again"), Qt::LeftButton);
        QTRY_VERIFY(!(m_panel->current() == first));
        QTRY_VERIFY(record()->story() && record()->story()->message);
        QTRY_VERIFY(lineWith(*m_panel, QStringLiteral("this window")));
        QVERIFY(record()->story()->audit.empty());
        QVERIFY(!record()->story()->row);
        QVERIFY(!record()->story()->station(journal::Hop::LoadTaken));
        QVERIFY(!lineWith(*m_panel, QStringLiteral("raw_orders P")));
        QVERIFY(!lineWith(*m_panel, QStringLiteral("transform")));
        takePicture(*m_panel, QStringLiteral("result-sent-again"));
        m_bed->controller->play();
        QTRY_VERIFY(record()->story()->isComplete());
        QCOMPARE(record()->story()->audit.size(), std::size_t(1));
        QVERIFY(record()->story()->audit.front().action != "insert");
        for (const Station &station : record()->story()->stations)
            QVERIFY2(station.at.topic == first.name.toStdString(), station.at.toString().c_str());
        // Nor did anything happen to the first one.
        m_panel->open(first);
        QTRY_VERIFY(record()->story() && record()->story()->isComplete());
        QVERIFY(record()->story()->stations == before);
        QCOMPARE(record()->story()->audit.front().action, std::string("insert"));
    }

    void groupWithoutMembers_offersToAddOne()
    {
        m_bed->controller->stopMember(QStringLiteral("load-0"));
        const Link group = Link::of(Link::Kind::Group, toQString(m_bed->run().loaderGroup));
        m_panel->open(group);
        QTRY_VERIFY(isWithoutMembers(m_bed->run(), StageKind::Load));
        QTRY_VERIFY(button("add") && button("add")->isEnabled());
        takePicture(*m_panel, QStringLiteral("no-members"));
        QTest::mouseClick(button("add"), Qt::LeftButton);
        QTRY_VERIFY(!isWithoutMembers(m_bed->run(), StageKind::Load));
        const std::int64_t loaded = m_bed->loaded();
        QTRY_VERIFY(m_bed->loaded() > loaded);
    }

    void produceAgain_thatFails_canBeTriedAgain()
    {
        openStored();
        for (int broker = 1; broker <= 3; ++broker)
            m_bed->controller->brokerDown(broker);
        QTRY_COMPARE(m_bed->run().brokersDown.size(), std::size_t(3));
        QSignalSpy failed(m_bed->controller.get(), &Controller::commandFailed);
        QTest::mouseClick(button("again"), Qt::LeftButton);
        QVERIFY(!button("again")->isEnabled());
        QTRY_COMPARE(failed.count(), 1);
        QVERIFY(failed[0][2].value<Command>() == Command::Produce);
        QTRY_VERIFY(button("again")->isEnabled());
        m_bed->controller->endFaults();
        QTRY_VERIFY(m_bed->run().brokersDown.empty());
        // What was said to have failed does not arrive after all, nor answer for the next one.
        QSignalSpy produced(m_bed->controller.get(), &Controller::produced);
        HandMade next;
        next.topic = "raw_orders";
        next.partition = 2;
        next.key = "next";
        next.value = "{}";
        m_bed->controller->produceRecord(next);
        QTRY_COMPARE(produced.count(), 1);
        QCOMPARE(produced[0][1].toInt(), 2);
    }

    void cleanupTestCase() { m_bed.reset(); }

private:
    RecordView *record() const { return m_panel->findChild<RecordView *>(); }
    QPushButton *button(const char *name) const
    {
        return m_panel->findChild<QPushButton *>(QLatin1String(name));
    }
    bool says(const QString &sentence) const
    {
        const auto banners = m_panel->findChildren<ErrorBanner *>();
        return std::any_of(banners.begin(), banners.end(), [&](const ErrorBanner *banner) {
            return banner->isVisible() && banner->sentence().startsWith(sentence);
        });
    }
    void openStored()
    {
        m_panel->open(m_bed->stored);
        QTRY_VERIFY(record() && record()->story());
        QVERIFY(record()->story()->trace);
        QCoreApplication::processEvents();
    }
    void click(const QString &text)
    {
        QAbstractButton *line = lineWith(*m_panel, text);
        QVERIFY2(line, qPrintable(text));
        QTest::mouseClick(line, Qt::LeftButton);
    }

    std::unique_ptr<InspectorBed> m_bed;
    std::unique_ptr<InspectorPanel> m_panel;
};

PK_WINDOW_TEST(TestSendAgain)
#include "tst_send_again.moc"
