// The list of the latest records: what it says of each, and which values it still has to ask for.

#include "bridge/controller.h"
#include "pages/flow/change_list.h"
#include "pages/flow/recent_records.h"
#include "pages/flow/recent_records_model.h"
#include "pages/flow/record_delegate.h"
#include "theme/theme.h"

#include <QAbstractItemModelTester>
#include <QScrollBar>
#include <QTableView>
#include <QTest>

using namespace pk;
using namespace pk::gui;

namespace {

/// With double quotes for single ones.
QByteArray json(const char *text)
{
    return QByteArray(text).replace('\'', '"');
}

Hop hop(const char *edge, const char *topic, std::int64_t offset, Operation operation = Operation::Insert)
{
    Hop hop;
    hop.edge = QLatin1String(edge);
    hop.topic = QLatin1String(topic);
    hop.partition = 0;
    hop.offset = offset;
    hop.operation = operation;
    hop.wallUs = offset;
    return hop;
}

} // namespace

class TestFlowRecords : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keyOfAChangeEvent_saysTableAndPrimaryKey()
    {
        RecentRecordsModel model;
        Hop change = hop("topic:producer.kampus.orders/0>bridge", "producer.kampus.orders", 1);
        change.key = QStringLiteral("{\"database\":\"kampus\",\"table\":\"orders\",\"pk.id\":758}");
        model.add({change});
        QCOMPARE(model.index(0, RecentRecordsModel::Key).data().toString(), QStringLiteral("orders id=758"));
        QCOMPARE(model.index(0, RecentRecordsModel::Key).data(Qt::ToolTipRole).toString(), change.key);
    }
    void valueLine_beginsWithWhatHappenedAndKeepsTheText_data()
    {
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<QString>("text");
        QTest::newRow("order") << json(
            "{'event_id':'018c','order_id':'ORD-1','version':2,'customer':{'name':'  budi S.'},"
            "'items':[{'qty':'2','price':'Rp 52.083'}],'currency':'IDR','status':'PAID'}")
                               << QString::fromUtf8(json(
                                      "status 'PAID' \u00b7 items [{'qty':'2','price':'Rp 52.083'}] \u00b7 "
                                      "customer {'name':'  budi S.'} \u00b7 currency 'IDR' \u00b7 "
                                      "event_id '018c' \u00b7 order_id 'ORD-1' \u00b7 version 2"));
        QTest::newRow("change event")
            << json("{'database':'kampus','table':'orders','type':'update','ts':1,'xid':7,'commit':true,"
                    "'data':{'id':3},'old':{'status':'NEW'}}")
            << QString::fromUtf8(
                   json("type 'update' \u00b7 old {'status':'NEW'} \u00b7 data {'id':3} \u00b7 database "
                        "'kampus' \u00b7 table 'orders' \u00b7 ts 1 \u00b7 xid 7 \u00b7 commit true"));
        QTest::newRow("numbers as written")
            << json("{'total':1250000.50}") << QStringLiteral("total 1250000.50");
        QTest::newRow("broken") << json("{'order_id':'ORD-1','ver")
                                << QString::fromUtf8(json("{'order_id':'ORD-1','ver"));
        QTest::newRow("no object") << QByteArray("[1,2]") << QStringLiteral("[1,2]");
    }
    void valueLine_beginsWithWhatHappenedAndKeepsTheText()
    {
        QFETCH(QByteArray, value);
        QTEST(valueLine(value.toStdString()), "text");
    }

    void value_thatIsNotShown_saysWhy_data()
    {
        QTest::addColumn<int>("presence");
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("askedAgain");
        const auto row = [](const char *name, Presence presence, const char *text, bool again) {
            QTest::newRow(name) << static_cast<int>(presence) << QString::fromLatin1(text) << again;
        };
        row("tombstone", Presence::There, "tombstone", false);
        row("evicted", Presence::Evicted, "evicted", false);
        row("late", Presence::NotYet, "yet", true);
        row("broker", Presence::Unreadable, "broker", true);
    }
    void value_thatIsNotShown_saysWhy()
    {
        QFETCH(int, presence);
        QFETCH(QString, text);
        QFETCH(bool, askedAgain);
        RecentRecordsModel model;
        model.add({hop("source>topic:raw_orders/0", "raw_orders", 1)});
        model.setValues({{{"raw_orders", 0, 1}, {static_cast<Presence>(presence), {}}}});
        const QString shown = model.index(0, RecentRecordsModel::Value).data().toString();
        QVERIFY2(shown.contains(text), qPrintable(shown));
        QVERIFY(model.unknownValues(0, 10).empty());
        QCOMPARE(model.unknownValues(0, 10, true).size(), std::size_t(askedAgain ? 1 : 0));
    }

    /// A message may hold thousands of values, and one of them a megabyte.
    void changes_areFewAndShort_howeverLargeTheMessage()
    {
        std::string large = "{\"text\":\"" + std::string(1'000'000, 'x') + '"';
        for (int i = 0; i < 5'000; ++i)
            large += ",\"f" + std::to_string(i) + "\":1";
        const std::vector<ValueChange> changes = changesBetween("{\"text\":\"y\"}", large + '}');
        QCOMPARE(changes.size(), std::size_t{5'001});
        QVERIFY(changes.front().after.size() < 1'000);
        QVERIFY(valueLine(large + '}').size() < 3'000);
        ChangeList list;
        list.setChanges(changes);
        QCOMPARE(list.changes().size(), ChangeList::Most);
        QVERIFY(list.accessibleDescription().endsWith(QStringLiteral("more")));
        QVERIFY(list.sizeHint().height() < 10'000);
    }

    /// Each movement of the list paints all of it, and only the new row costs anything.
    void newRow_onlyItsTextsAreShaped()
    {
        RecentRecordsModel model;
        QTableView table;
        auto *delegate = new RecordDelegate(&table);
        table.setModel(&model);
        table.setItemDelegate(delegate);
        table.resize(900, 400);
        for (int i = 0; i < 8; ++i)
            model.add({hop("source>topic:raw_orders/0", "raw_orders", 100 + i)});
        table.grab();
        const int before = delegate->shaped();
        QVERIFY(before > 0);
        model.add({hop("source>topic:raw_activities/0", "raw_activities", 200)});
        table.grab();
        QVERIFY(delegate->shaped() > before);
        QVERIFY(delegate->shaped() - before <= RecentRecordsModel::ColumnCount);
    }

    void unknownValues_eachPlaceOnce_untilItIsKnown()
    {
        RecentRecordsModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.add({hop("source>topic:raw_orders/0", "raw_orders", 1),
                   hop("topic:raw_orders/0>transform", "raw_orders", 1),
                   hop("transform>topic:enriched_orders/0", "enriched_orders", 1)});
        QCOMPARE(model.unknownValues(0, 10).size(), std::size_t(2));
        QCOMPARE(model.unknownValues(0, 0).size(), std::size_t(1)); // what is seen only
        model.setValues({{{"raw_orders", 0, 1}, {Presence::There, QStringLiteral("status \"PAID\"")}}});
        QCOMPARE(model.unknownValues(0, 10), (std::vector<Position>{{"enriched_orders", 0, 1}}));
        QCOMPARE(model.index(2, RecentRecordsModel::Value).data().toString(),
                 QStringLiteral("status \"PAID\""));
    }

    void valueThatIsBeingRead_isSaidSo_andThoseOfShownRowsAreKept()
    {
        RecentRecordsModel model;
        const auto value = [&model](int row) {
            return model.index(row, RecentRecordsModel::Value).data().toString();
        };
        model.add({hop("source>topic:raw_orders/0", "raw_orders", 1),
                   hop("source>topic:raw_orders/0", "raw_orders", -1)}); // without a place: nothing to read
        QCOMPARE(value(0), QStringLiteral("\u2026"));
        QCOMPARE(value(1), QString());
        QVERIFY(model.index(0, RecentRecordsModel::Value).data(Qt::ForegroundRole).value<QColor>()
                == Theme::instance().color(Token::Subtle));
        model.setValues({{{"raw_orders", 0, 1}, {Presence::There, QStringLiteral("one")}}});
        std::map<Position, ValueLine> others; // of rows that have gone
        for (std::int64_t offset = 100; offset < 5'000; ++offset)
            others[{"raw_orders", 0, offset}] = {Presence::There, QStringLiteral("gone")};
        model.setValues(others);
        QCOMPARE(value(0), QStringLiteral("one"));
    }

    void valuesOfRowsThatAreAboutToCome_areAskedForWithTheOthers()
    {
        RecentRecordsModel model;
        model.add({hop("source>topic:raw_orders/0", "raw_orders", 1)});
        const std::vector<Hop> coming{hop("source>topic:raw_orders/0", "raw_orders", 1),
                                      hop("source>topic:raw_orders/0", "raw_orders", 2)};
        QCOMPARE(model.unknownValues(0, 10, false, coming),
                 (std::vector<Position>{{"raw_orders", 0, 1}, {"raw_orders", 0, 2}}));
    }

    void change_isShortenedAroundWhatChanged_data()
    {
        QTest::addColumn<QString>("before");
        QTest::addColumn<QString>("after");
        QTest::addColumn<QString>("shortBefore");
        QTest::addColumn<QString>("shortAfter");
        const auto row = [](const char *name, const char *before, const char *after, const char *shortBefore,
                            const char *shortAfter) {
            QTest::newRow(name) << QString::fromUtf8(before) << QString::fromUtf8(after)
                                << QString::fromUtf8(shortBefore) << QString::fromUtf8(shortAfter);
        };
        row("in the middle", "2026-11-30T10:08:32.496+07:00", "2026-11-30T03:08:32.496+07:00",
            "\u20260T10:0\u2026", "\u20260T03:0\u2026");
        row("at the end", "\"150000\"", "\"150000.00\"", "\u202600\"", "\u202600.00\"");
        row("at the beginning", "NEW order", "PAID order", "NEW o\u2026", "PAID o\u2026");
        row("all of it", "abc", "defg", "abc", "defg");
        row("grown within equal ones", "aaaaaa", "aaaaaaaa", "\u2026aa", "\u2026aaaa");
    }
    void change_isShortenedAroundWhatChanged()
    {
        QFETCH(QString, before);
        QFETCH(QString, after);
        shortenAroundChange(before, after);
        QTEST(before, "shortBefore");
        QTEST(after, "shortAfter");
    }

    /// Keys of one table differ at their ends alone.
    void keysWithALongBeginning_lookDifferent()
    {
        RecentRecordsModel model;
        QTableView table;
        table.setModel(&model);
        table.setItemDelegate(new RecordDelegate(&table));
        table.resize(900, 200);
        table.setColumnWidth(RecentRecordsModel::Key, 110);
        for (const char *id : {"1", "2"}) {
            Hop change = hop("topic:producer.kampus.order_items/0>bridge", "producer.kampus.order_items", 1);
            change.key = QStringLiteral("{\"database\":\"kampus\",\"table\":\"order_items\",\"pk.id\":28%1}")
                             .arg(QLatin1String(id));
            model.add({change});
        }
        const auto picture = [&](int row) {
            return table.viewport()
                ->grab(table.visualRect(model.index(row, RecentRecordsModel::Key)))
                .toImage();
        };
        QVERIFY(picture(0) != picture(1));
    }

    /// It is shortened to its cell, however narrow its letters are.
    void veryLongTopic_fillsItsCell()
    {
        RecentRecordsModel model;
        QTableView table;
        table.setModel(&model);
        table.setItemDelegate(new RecordDelegate(&table));
        table.resize(900, 200);
        table.setColumnWidth(RecentRecordsModel::Topic, 150);
        const auto picture = [&](const QString &topic) {
            model.clear();
            model.add({hop("source>topic:raw_orders/0", topic.toUtf8().constData(), 1)});
            return table.viewport()
                ->grab(table.visualRect(model.index(0, RecentRecordsModel::Topic)))
                .toImage();
        };
        const QString shown = QFontMetricsF(Theme::instance().font(TextRole::Body))
                                  .elidedText(QString(5'000, QLatin1Char('l')), Qt::ElideLeft, 150 - 2 * 10);
        QVERIFY(shown.size() > 20);
        QCOMPARE(picture(QString(5'000, QLatin1Char('l'))), picture(shown));
    }

    /// The focus makes the first row the current one, and in the end that row is removed.
    void fullListWithTheFocus_staysAtTheNewest()
    {
        const Controller controller{SessionOptions()};
        RecordLookup lookup(controller);
        RecentRecords records(lookup);
        records.resize(900, 260);
        records.show();
        QVERIFY(QTest::qWaitForWindowExposed(&records));
        auto *table = records.findChild<QTableView *>();
        const auto come = [&](int first, int count) {
            std::vector<Hop> hops;
            for (int offset = first; offset < first + count; ++offset)
                hops.push_back(hop("source>topic:raw_orders/0", "raw_orders", offset));
            records.add(hops);
            records.hide(); // shown again, it has what came
            records.show();
        };
        come(0, 390);
        QTRY_COMPARE(table->model()->rowCount(), 390);
        table->setFocus(Qt::TabFocusReason);
        table->setCurrentIndex(table->model()->index(0, 0));
        for (int batch = 0; batch < 20; ++batch)
            come(390 + batch * 50, 50);
        QCOMPARE(table->model()->rowCount(), static_cast<int>(RecentRecordsModel::Kept));
        QCOMPARE(table->verticalScrollBar()->value(), 0);
        QVERIFY(!records.selected());
        QCOMPARE(table->model()->index(0, RecentRecordsModel::Offset).data().toInt(), 1'389);
    }

    void what_absorbedRecord_isNotCalledStored()
    {
        RecentRecordsModel model;
        model.add({hop("group:kampus-loader>warehouse", "enriched_orders", 1, Operation::Absorbed),
                   hop("group:kampus-loader>warehouse", "enriched_orders", 2, Operation::Update)});
        QVERIFY(
            model.index(0, RecentRecordsModel::What).data().toString().contains(QStringLiteral("stored")));
        QVERIFY(
            model.index(1, RecentRecordsModel::What).data().toString().contains(QStringLiteral("absorbed")));
    }
};

PK_WINDOW_TEST(TestFlowRecords)
#include "tst_flow_records.moc"
