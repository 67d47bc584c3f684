// The inspector by mouse and keyboard, beside a real pipeline: it shows what kcat and SQL show, and its links
// go where they say.

#include "../support/order_json.h"
#include "base/hash.h"
#include "code_text.h"
#include "inspector_bed.h"
#include "pages/inspector/code_view.h"
#include "pages/inspector/json_diff.h"
#include "pages/inspector/key_math.h"
#include "pages/inspector/link_rows.h"
#include "pages/inspector/record_path.h"
#include "pages/inspector/step_bar.h"
#include "theme/install.h"
#include "views/error_banner.h"
#include "views/icon_button.h"

#include <QApplication>
#include <QClipboard>
#include <QDateTime>
#include <QPushButton>

using namespace pk;
using namespace pk::test;

class TestInspector : public QObject
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

    void record_showsKeyStepsPathAndRow()
    {
        openStored();
        const auto story = record()->story();
        const auto *math = m_panel->findChild<KeyMath *>();
        QCOMPARE(math->lines().back().second, QString::number(murmur2Partition(story->message->key, 3)));
        QCOMPARE(math->lines().back().second.toInt(), m_bed->stored.partition);
        QVERIFY(lineWith(*m_panel, QStringLiteral("raw_orders P0 @")));
        QVERIFY(lineWith(*m_panel, QStringLiteral("warehouse row ") + toQString(story->row->key)));
        QVERIFY(lineWith(*m_panel, QStringLiteral("offset committed kampus-loader")));
        const auto *code = m_panel->findChild<CodeView *>();
        QVERIFY(textOf(code->rows()).contains(QLatin1String("+  \"processed_at\"")));
    }

    void record_saysItsTimestamp_toTheMillisecond()
    {
        openStored();
        const auto message = record()->story()->message;
        const QString moment = QDateTime::fromMSecsSinceEpoch(message->timestampMs)
                                   .toString(QStringLiteral("yyyy-MM-dd HH:mm:ss.zzz"));
        const auto labels = record()->findChildren<QLabel *>();
        QVERIFY(std::any_of(labels.begin(), labels.end(), [&](const QLabel *label) {
            return label->isVisible() && label->text() == moment;
        }));
    }

    void stepBar_showsWhatEachStepChanged()
    {
        openStored();
        auto *bar = m_panel->findChild<StepBar *>();
        auto *code = m_panel->findChild<CodeView *>();
        const int last = bar->current();
        bar->setFocus();
        QTest::keyClick(bar, Qt::Key_Left);
        QCOMPARE(bar->current(), last - 1);
        QVERIFY(textOf(code->rows()).contains(QLatin1String("+  \"order_total\"")));
        QVERIFY(!textOf(code->rows()).contains(QLatin1String("processed_at")));
        QTest::mouseClick(bar, Qt::LeftButton, {}, QPoint(bar->width() - 5, 5));
        QCOMPARE(bar->current(), last);
    }

    void foldedPart_opensByClickAndByKey()
    {
        openStored();
        auto *code = m_panel->findChild<CodeView *>();
        const auto rows = code->rows();
        const auto folded =
            std::find_if(rows.begin(), rows.end(), [](const CodeRow &row) { return !row.fold.isEmpty(); });
        QVERIFY(folded != rows.end());
        const int at = static_cast<int>(folded - rows.begin());
        QTest::mouseClick(code, Qt::LeftButton, {}, QPoint(80, at * 18 + 9));
        QVERIFY(code->rows().size() > rows.size());
        code->setFocus();
        QTest::keyClick(code, Qt::Key_Space); // the line that was clicked
        QCOMPARE(code->rows().size(), rows.size());
    }

    void links_openInThePanelWithAWayBack()
    {
        openStored();
        click(QStringLiteral("enriched_orders"));
        QCOMPARE(m_panel->current().kind, Link::Kind::Record);
        QCOMPARE(m_panel->current().name, QStringLiteral("enriched_orders"));
        QTRY_VERIFY(record()->story());
        QCOMPARE(toQString(record()->story()->rawAt.topic), QStringLiteral("raw_orders"));
        click(QStringLiteral("transform"));
        QCOMPARE(m_panel->current().kind, Link::Kind::Member);
        auto *back = m_panel->findChild<IconButton *>(QStringLiteral("back"));
        auto *forward = m_panel->findChild<IconButton *>(QStringLiteral("forward"));
        QTest::mouseClick(back, Qt::LeftButton);
        QCOMPARE(m_panel->current().name, QStringLiteral("enriched_orders"));
        QTest::mouseClick(back, Qt::LeftButton);
        QVERIFY(m_panel->current() == m_bed->stored);
        QVERIFY(!back->isEnabled());
        QTest::mouseClick(forward, Qt::LeftButton);
        QCOMPARE(m_panel->current().name, QStringLiteral("enriched_orders"));
        QTest::keyClick(m_panel.get(), Qt::Key_Left, Qt::AltModifier);
        QVERIFY(m_panel->current() == m_bed->stored);
    }

    void everyThing_leadsFurther_data()
    {
        QTest::addColumn<QString>("from");
        QTest::addColumn<QString>("line");
        QTest::addColumn<QString>("to");
        QTest::newRow("partition to record") << QStringLiteral("partition") << QStringLiteral("ORD-")
                                             << QStringLiteral("record:raw_orders/1/");
        QTest::newRow("partition to group")
            << QStringLiteral("partition") << QStringLiteral("kampus-transform")
            << QStringLiteral("group:kampus-transform");
        QTest::newRow("topic to partition")
            << QStringLiteral("topic") << QStringLiteral("P2") << QStringLiteral("partition:raw_orders/2");
        QTest::newRow("topic to source")
            << QStringLiteral("topic") << QStringLiteral("The source") << QStringLiteral("stage:source");
        QTest::newRow("source to topic")
            << QStringLiteral("source") << QStringLiteral("raw_orders") << QStringLiteral("topic:raw_orders");
        QTest::newRow("transform to member") << QStringLiteral("transform") << QStringLiteral("transform-0")
                                             << QStringLiteral("member:kampus-transform/transform-0");
        QTest::newRow("transform to dead letters")
            << QStringLiteral("transform") << QStringLiteral("unit table")
            << QStringLiteral("topic:raw_orders.dlq");
        QTest::newRow("warehouse to table") << QStringLiteral("warehouse") << QStringLiteral("fact_orders")
                                            << QStringLiteral("table:fact_orders");
        QTest::newRow("group to member") << QStringLiteral("group") << QStringLiteral("load-0")
                                         << QStringLiteral("member:kampus-loader/load-0");
        QTest::newRow("member to partition")
            << QStringLiteral("member") << QStringLiteral("enriched_orders P1")
            << QStringLiteral("partition:enriched_orders/1");
        QTest::newRow("table to row")
            << QStringLiteral("table") << QStringLiteral("ORD-") << QStringLiteral("row:fact_orders/ORD-");
        QTest::newRow("row to record")
            << QStringLiteral("row") << QStringLiteral("raw_orders") << QStringLiteral("record:raw_orders/");
        QTest::newRow("record to the one it became")
            << QStringLiteral("record") << QStringLiteral("inserted v")
            << QStringLiteral("record:enriched_orders/");
    }
    void everyThing_leadsFurther()
    {
        QFETCH(QString, from);
        QFETCH(QString, line);
        QFETCH(QString, to);
        for (const auto &[name, link] : m_bed->links()) {
            if (name == from)
                m_panel->open(link);
        }
        QTRY_VERIFY(lineWith(*m_panel, line));
        click(line);
        QVERIFY2(toString(m_panel->current()).startsWith(to), qPrintable(toString(m_panel->current())));
    }

    /// Beside the lines: in the head, and in the sections' titles.
    void everyName_leadsToItsThing_data()
    {
        QTest::addColumn<QString>("from");
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("to");
        const QString place = QStringLiteral("P0 @ %1").arg(m_bed->stored.offset);
        const QString table = QStringLiteral("fact_orders");
        const RunInfo &run = m_bed->run();
        QTest::newRow("record to topic")
            << QStringLiteral("record") << QStringLiteral("raw_orders") << QStringLiteral("topic:raw_orders");
        QTest::newRow("record to partition")
            << QStringLiteral("record") << place << QStringLiteral("partition:raw_orders/0");
        QTest::newRow("key to partition")
            << QStringLiteral("record") << QStringLiteral("P0") << QStringLiteral("partition:raw_orders/0");
        QTest::newRow("record to table")
            << QStringLiteral("record") << table << QStringLiteral("table:fact_orders");
        QTest::newRow("row to table")
            << QStringLiteral("row") << table << QStringLiteral("table:fact_orders");
        QTest::newRow("table to warehouse")
            << QStringLiteral("table") << QStringLiteral("warehouse") << QStringLiteral("stage:warehouse");
        QTest::newRow("transform to group") << QStringLiteral("transform") << toQString(run.transformGroup)
                                            << QStringLiteral("group:kampus-transform");
        QTest::newRow("bridge to group") << QStringLiteral("bridge") << toQString(run.bridgeGroup)
                                         << QStringLiteral("group:kampus-bridge");
        QTest::newRow("member to group") << QStringLiteral("member") << toQString(run.loaderGroup)
                                         << QStringLiteral("group:kampus-loader");
    }
    void everyName_leadsToItsThing()
    {
        QFETCH(QString, from);
        QFETCH(QString, name);
        QFETCH(QString, to);
        for (const auto &[thing, link] : m_bed->links()) {
            if (thing == from)
                m_panel->open(link);
        }
        QTRY_VERIFY(nameOf(*m_panel, name));
        QTest::mouseClick(nameOf(*m_panel, name), Qt::LeftButton);
        QCOMPARE(toString(m_panel->current()), to);
    }

    void rowOfALaterRecord_leadsToThatRecord()
    {
        QSignalSpy produced(m_bed->controller.get(), &Controller::produced);
        HandMade message;
        message.topic = "raw_orders";
        message.key = "ORD-90000013";
        const auto produce = [&](const char *id, int version) {
            message.headers = {{"correlation_id", id}};
            message.value = orderJson(*message.key, id, version);
            m_bed->controller->produceRecord(message);
        };
        const auto place = [&produced](int i) {
            return Link::record(produced[i][0].toString(), produced[i][1].toInt(),
                                produced[i][2].toLongLong());
        };
        produce("018c-v1", 1);
        QTRY_COMPARE(produced.count(), 1);
        produce("018c-v2", 2);
        QTRY_COMPARE(produced.count(), 2);
        const QString sentence = QStringLiteral("The row is now as another record left it");
        m_panel->open(place(1));
        QTRY_VERIFY(record()->story() && record()->story()->isComplete());
        QVERIFY(!lineWith(*m_panel, sentence));
        m_panel->open(place(0));
        QTRY_VERIFY(lineWith(*m_panel, sentence));
        takePicture(*m_panel, QStringLiteral("left-by-another"));
        click(sentence);
        QCOMPARE(toString(m_panel->current()), toString(place(1)));
    }

    void deadLetter_saysWhyInPlainWords()
    {
        m_panel->open(m_bed->poison);
        QTRY_VERIFY(record()->story() && record()->story()->aside);
        QTRY_VERIFY([this] {
            const auto banners = m_panel->findChildren<ErrorBanner *>();
            return std::any_of(banners.begin(), banners.end(), [](const ErrorBanner *banner) {
                return banner->isVisible()
                    && banner->sentence().startsWith(QLatin1String("The unit is not in the unit table"));
            });
        }());
        QVERIFY(lineWith(*m_panel, QStringLiteral("raw_orders.dlq")));
        QVERIFY(!lineWith(*m_panel, QStringLiteral("warehouse row")));
        click(QStringLiteral("raw_orders.dlq"));
        QTRY_VERIFY(record()->story());
        QCOMPARE(toQString(record()->story()->rawAt.topic), QStringLiteral("raw_orders"));
    }

    void actions_leadOutAndProduceAgain()
    {
        openStored();
        QSignalSpy out(m_panel.get(), &InspectorPanel::linkActivated);
        QTest::mouseClick(button("page"), Qt::LeftButton);
        QCOMPARE(out.count(), 1);
        QVERIFY(out[0][0].value<Link>() == m_bed->stored);
        const std::string value = record()->story()->message->value;
        QTest::mouseClick(button("again"), Qt::LeftButton);
        QTRY_VERIFY(!(m_panel->current() == m_bed->stored));
        QTRY_VERIFY(record()->story() && record()->story()->message);
        QCOMPARE(record()->story()->message->value, value);
        QVERIFY(m_panel->current().offset > m_bed->stored.offset);
        // The same event again: the warehouse notices, and the first record's story stays its own.
        QTRY_VERIFY(record()->story()->isComplete());
        QCOMPARE(record()->story()->audit.size(), std::size_t(1));
        QVERIFY(record()->story()->audit.front().action != "insert");
        m_panel->back();
        QTRY_VERIFY(record()->story() && record()->story()->isComplete());
        QCOMPARE(record()->story()->audit.size(), std::size_t(1));
        QCOMPARE(record()->story()->audit.front().action, std::string("insert"));
    }

    void recordUnderWay_isFollowedUntilItIsStored()
    {
        m_bed->controller->pause();
        QTRY_VERIFY(m_bed->controller->state() == RunState::Paused);
        QSignalSpy produced(m_bed->controller.get(), &Controller::produced);
        HandMade message;
        message.topic = "raw_orders";
        message.key = "ORD-00000009";
        message.value = "{}";
        m_bed->controller->produceRecord(message);
        QTRY_COMPARE(produced.count(), 1);
        m_panel->open(
            Link::record(produced[0][0].toString(), produced[0][1].toInt(), produced[0][2].toLongLong()));
        QTRY_VERIFY(record()->story() && record()->story()->message);
        QTRY_VERIFY(button("step"));
        takePicture(*m_panel, QStringLiteral("held"));
        QVERIFY(!record()->story()->isAside());
        QTRY_VERIFY(sectionNamed(QStringLiteral("Will be refused by")));
        m_bed->controller->play();
        QTRY_VERIFY(record()->story()->isComplete());
        QVERIFY(record()->story()->isAside());
        QTRY_VERIFY(!button("step"));
        QTRY_VERIFY(sectionNamed(QStringLiteral("Refused by")));
    }

    /// The button moves the record that is shown, not one that the seed would pick.
    void heldRecord_isSteppedItself_untilItsEnd()
    {
        m_bed->controller->pause();
        QTRY_VERIFY(m_bed->controller->state() == RunState::Paused);
        QSignalSpy produced(m_bed->controller.get(), &Controller::produced);
        HandMade message;
        message.topic = "raw_orders";
        message.key = "ORD-00000011";
        message.headers = {{"correlation_id", "018c-stepped"}};
        message.value = "{}";
        m_bed->controller->produceRecord(message);
        QTRY_COMPARE(produced.count(), 1);
        const int partition = produced[0][1].toInt();
        m_panel->open(Link::record(produced[0][0].toString(), partition, produced[0][2].toLongLong()));
        QTRY_VERIFY(button("step") && button("step")->isEnabled());
        QSignalSpy stepped(m_bed->controller.get(), &Controller::recordStepped);
        QSignalSpy hops(m_bed->controller.get(), &Controller::stepped);
        for (int hop = 1; hop <= 3; ++hop) { // taken, to the dead letters, committed
            QTRY_VERIFY(button("step") && button("step")->isEnabled());
            QTest::mouseClick(button("step"), Qt::LeftButton);
            QTRY_COMPARE(stepped.count(), hop);
            QVERIFY(stepped.last()[1].toBool());
            const auto done = hops.last()[0].value<StepDone>();
            QVERIFY(done.stage == StageKind::Transform);
            QCOMPARE(done.at.offset, produced[0][2].toLongLong() + (hop == 3 ? 1 : 0));
        }
        QTRY_VERIFY(record()->story()->isComplete());
        QVERIFY(record()->story()->isAside());
        QTRY_VERIFY(button("step") && !button("step")->isEnabled());
        QVERIFY(button("step")->text().contains(QStringLiteral("At its end")));
        QVERIFY(!button("finish"));
        QTRY_VERIFY(button("page")->x() < button("again")->x()); // each stays in its place
        takePicture(*m_panel, QStringLiteral("at-its-end"));
        m_bed->controller->play();
        QTRY_VERIFY(!button("step"));
    }

    void heldRecord_isBroughtToItsRowAtOnce()
    {
        m_bed->controller->pause();
        QTRY_VERIFY(m_bed->controller->state() == RunState::Paused);
        QSignalSpy produced(m_bed->controller.get(), &Controller::produced);
        HandMade message;
        message.topic = "raw_orders";
        message.key = "ORD-00000012";
        message.value =
            R"({"event_id":"018c-f","event_type":"order.created","order_id":"ORD-00000012","version":1,)"
            R"("customer":{"id":"MHS-1","name":"b","email":"b@kampus.ac.id","city":"Malang"},)"
            R"("status":"PAID","channel":"koperasi","currency":"IDR","ordered_at":"2025-01-06",)"
            R"("items":[{"line":1,"sku":"ATK-017","name":"Buku","qty":"2","unit":"lusin","price":"Rp 52.083"}]})";
        m_bed->controller->produceRecord(message);
        QTRY_COMPARE(produced.count(), 1);
        m_panel->open(
            Link::record(produced[0][0].toString(), produced[0][1].toInt(), produced[0][2].toLongLong()));
        QTRY_VERIFY(button("finish") && button("finish")->isEnabled());
        takePicture(*m_panel, QStringLiteral("held-itself"));
        QTest::mouseClick(button("finish"), Qt::LeftButton);
        QTRY_VERIFY(record()->story()->isComplete());
        QVERIFY(record()->story()->row && record()->story()->row->key == "ORD-00000012");
        m_bed->controller->play();
    }

    void transformSteps_tellWhatTheyDid()
    {
        m_panel->open(Link::of(Link::Kind::Stage, QStringLiteral("transform")));
        QTRY_VERIFY(lineWith(*m_panel, QStringLiteral("changed")));
        // The bed has sent a record with a unit that nobody knows.
        QTRY_VERIFY(lineWith(*m_panel, QStringLiteral("normalise_unit"))
                    && lineWith(*m_panel, QStringLiteral("normalise_unit"))
                           ->text()
                           .contains(QStringLiteral("refused")));
        takePicture(*m_panel, QStringLiteral("steps"));
    }

    void hiddenPanel_asksNothing()
    {
        openStored();
        m_panel->hide();
        m_panel->open(Link::partitionOf(QStringLiteral("raw_orders"), 0));
        QVERIFY(m_bed->waitForFreshSnapshot());
        const auto *rows = m_panel->findChild<LinkRows *>();
        QVERIFY(rows && !rows->isVisible());
        m_panel->show();
        QTRY_VERIFY(lineWith(*m_panel, QStringLiteral("ORD-")));
    }

    void escape_closes()
    {
        QSignalSpy closed(m_panel.get(), &InspectorPanel::closeRequested);
        QTest::keyClick(m_panel.get(), Qt::Key_Escape);
        QTest::mouseClick(m_panel->findChild<IconButton *>(QStringLiteral("close")), Qt::LeftButton);
        QCOMPARE(closed.count(), 2);
    }

    void brokersDown_areSaidAndTriedAgain()
    {
        for (int broker = 1; broker <= 3; ++broker)
            m_bed->controller->brokerDown(broker);
        QTRY_COMPARE(m_bed->run().brokersDown.size(), std::size_t(3));
        m_panel->open(m_bed->stored);
        QTRY_VERIFY(record()->story());
        QVERIFY(record()->story()->brokerError);
        takePicture(*m_panel, QStringLiteral("brokers-down"));
        QVERIFY(lineWith(*m_panel, QStringLiteral("warehouse row")));
        m_bed->controller->endFaults();
        QTRY_VERIFY(!record()->story()->brokerError && record()->story()->message);
    }

    void cleanupTestCase() { m_bed.reset(); }

private:
    RecordView *record() const { return m_panel->findChild<RecordView *>(); }
    QPushButton *button(const char *name) const
    {
        return m_panel->findChild<QPushButton *>(QLatin1String(name));
    }
    bool sectionNamed(const QString &title) const
    {
        const auto buttons = m_panel->findChildren<QAbstractButton *>();
        return std::any_of(buttons.begin(), buttons.end(), [&](const QAbstractButton *button) {
            return button->isVisible() && button->text() == title;
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

PK_WINDOW_TEST(TestInspector)
#include "tst_inspector.moc"
