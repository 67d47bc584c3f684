// What is shown of the warehouse's tables is what direct SQL says, page by page.

#include "bridge/row_path.h"
#include "bridge/warehouse_query.h"
#include "bridge/warehouse_reader.h"
#include "warehouse_fixture.h"
#include "warehouse_watch.h"

#include <QSignalSpy>
#include <QTest>

using namespace pk;
using namespace pk::gui;
using namespace pk::test;

class TestWarehouseReader : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tables_haveColumnsKeysAndCounts()
    {
        LoadedWarehouse warehouse;
        for (int i = 1; i <= 5; ++i)
            QVERIFY(warehouse.load(i));
        Watch watch(warehouse.path());
        QTRY_VERIFY2(!watch.tables.isEmpty(),
                     watch.failures.isEmpty() ? "nothing" : qPrintable(watch.failures[0][0].toString()));
        const auto info = [&](const char *name) {
            for (const TableInfo &table : watch.reader.tables()) {
                if (table.name == QLatin1String(name))
                    return table;
            }
            return TableInfo();
        };
        QCOMPARE(info("fact_orders").rows, 5);
        QCOMPARE(info("fact_orders").key, std::vector<QString>{QStringLiteral("rowid")});
        QCOMPARE(info("fact_order_items").key,
                 (std::vector<QString>{QStringLiteral("load_id"), QStringLiteral("line")}));
        QVERIFY(info("v_iku_program").view);
        QVERIFY(info("fact_orders").column(QStringLiteral("total_e4")) > 0);
    }

    void otherPath_whatWasAskedOfTheOneBefore_isAnsweredNoMore()
    {
        LoadedWarehouse first;
        LoadedWarehouse second;
        QVERIFY(first.load(1) && second.load(1'000));
        Watch watch(first.path());
        PageRequest request;
        request.table = QStringLiteral("fact_orders");
        for (int round = 1; round <= 40; ++round) {
            const bool toSecond = round % 2 == 1;
            QTRY_VERIFY(!watch.reader.tables().empty());
            QVERIFY(watch.show(request));
            watch.reader.show(request);
            QVERIFY((toSecond ? first : second).load(round + (toSecond ? 1 : 1'000))); // it answers meanwhile
            watch.reader.setPath((toSecond ? second : first).path());
            watch.page = {};
            QTRY_VERIFY(!watch.page.rows.empty());
            QVERIFY(!watch.reader.tables().empty()); // not before the tables of the other one
            for (const QString &order : watch.column(QStringLiteral("order_id")))
                QCOMPARE(order >= QStringLiteral("ORD-00001000"), toSecond);
        }
    }

    void pages_forwardsAndBackwards_areTheRowsOfTheSortedTable_data()
    {
        QTest::addColumn<QString>("table");
        QTest::addColumn<QString>("sort");
        QTest::addColumn<bool>("descending");
        for (const bool descending : {false, true}) {
            for (const char *sort : {"", "status", "total_e4", "customer_city", "loaded_at", "order_id"})
                QTest::addRow("orders by %s%s", sort, descending ? " down" : "")
                    << QStringLiteral("fact_orders") << QString::fromLatin1(sort) << descending;
            QTest::addRow("items%s", descending ? " down" : "")
                << QStringLiteral("fact_order_items") << QStringLiteral("name") << descending;
        }
    }
    void pages_forwardsAndBackwards_areTheRowsOfTheSortedTable()
    {
        QFETCH(QString, table);
        QFETCH(QString, sort);
        QFETCH(bool, descending);
        LoadedWarehouse warehouse;
        for (int i = 1; i <= 23; ++i)
            QVERIFY(warehouse.load((i * 7) % 23 + 1, 1, i % 3 == 0 ? "PAID" : "NEW"));
        // Equal values and NULLs are where a page could begin in the wrong place.
        QVERIFY(warehouse.database()
                    .exec("UPDATE fact_orders SET customer_city = NULL WHERE load_id % 2 = 0")
                    .ok());
        Watch watch(warehouse.path());
        QTRY_VERIFY(!watch.tables.isEmpty());
        const QString key =
            table == QLatin1String("fact_orders") ? QStringLiteral("load_id") : QStringLiteral("load_id");
        const QString direction = descending ? QStringLiteral("DESC") : QStringLiteral("ASC");
        QString order = key + QLatin1Char(' ') + direction;
        if (!sort.isEmpty())
            order.prepend(sort + QLatin1Char(' ') + direction + QStringLiteral(", "));
        const QStringList expected = warehouse.texts(
            QStringLiteral("SELECT order_id FROM %1 ORDER BY %2").arg(table, order).toStdString());
        QCOMPARE(expected.size(), 23);

        PageRequest request;
        request.table = table;
        request.sortColumn = sort;
        request.descending = descending;
        request.limit = 5;
        QStringList seen;
        QVERIFY(watch.show(request));
        QCOMPARE(watch.matching, 23);
        for (;;) {
            seen << watch.column(QStringLiteral("order_id"));
            if (!watch.page.more)
                break;
            request.anchor = watch.anchor(PageAnchor::Kind::After);
            QVERIFY(watch.show(request));
        }
        QCOMPARE(seen, expected);
        request.anchor = watch.anchor(PageAnchor::Kind::Before);
        QVERIFY(watch.show(request));
        QCOMPARE(watch.column(QStringLiteral("order_id")), expected.mid(15, 5));
        request.anchor = {PageAnchor::Kind::Last, {}, {}, 0};
        QVERIFY(watch.show(request));
        QCOMPARE(watch.column(QStringLiteral("order_id")), expected.mid(18));
    }

    void page_besideARow_staysWhereItIsWhileRowsAreAdded()
    {
        LoadedWarehouse warehouse;
        for (int i = 1; i <= 12; ++i)
            QVERIFY(warehouse.load(i));
        Watch watch(warehouse.path());
        QTRY_VERIFY(!watch.tables.isEmpty());
        PageRequest request;
        request.table = QStringLiteral("fact_orders");
        request.limit = 5;
        QVERIFY(watch.show(request));
        request.anchor = watch.anchor(PageAnchor::Kind::After);
        QVERIFY(watch.show(request));
        const QStringList before = watch.column(QStringLiteral("order_id"));
        const int pages = watch.pages;
        QVERIFY(warehouse.load(99));
        QTRY_VERIFY(watch.pages > pages); // by itself, because something was written
        QCOMPARE(watch.column(QStringLiteral("order_id")), before);
        QTRY_COMPARE(watch.matching, 13);
    }

    void filter_findsWhatDirectSqlFinds_data()
    {
        QTest::addColumn<QString>("column");
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("where");
        QTest::newRow("any column") << QString() << QStringLiteral("nama 1")
                                    << QStringLiteral("customer_name LIKE '%nama 1%'");
        QTest::newRow("one column") << QStringLiteral("status") << QStringLiteral("new")
                                    << QStringLiteral("status = 'NEW'");
        QTest::newRow("not elsewhere")
            << QStringLiteral("channel") << QStringLiteral("nama") << QStringLiteral("0");
        QTest::newRow("an amount as it is shown")
            << QStringLiteral("total_e4") << QStringLiteral("36000") << QStringLiteral("1");
        QTest::newRow("signs of LIKE") << QString() << QStringLiteral("%_") << QStringLiteral("0");
        QTest::newRow("a quotation mark")
            << QString() << QStringLiteral("' OR 1=1 --") << QStringLiteral("0");
    }
    void filter_findsWhatDirectSqlFinds()
    {
        QFETCH(QString, column);
        QFETCH(QString, text);
        QFETCH(QString, where);
        LoadedWarehouse warehouse;
        for (int i = 1; i <= 21; ++i)
            QVERIFY(warehouse.load(i, 1, i % 3 == 0 ? "PAID" : "NEW"));
        Watch watch(warehouse.path());
        QTRY_VERIFY(!watch.tables.isEmpty());
        PageRequest request;
        request.table = QStringLiteral("fact_orders");
        request.descending = false;
        request.filter = {column, text};
        QVERIFY(watch.show(request));
        const QStringList expected =
            warehouse.texts(QStringLiteral("SELECT order_id FROM fact_orders WHERE %1 ORDER BY load_id")
                                .arg(where)
                                .toStdString());
        QCOMPARE(watch.column(QStringLiteral("order_id")), expected);
        QCOMPARE(watch.matching, expected.size());
    }

    void changes_tellKeyAndChangedColumnsOfWhatWasWrittenSince()
    {
        LoadedWarehouse warehouse;
        QVERIFY(warehouse.load(1, 1, "NEW"));
        Watch watch(warehouse.path());
        QTRY_VERIFY(!watch.tables.isEmpty());
        QVERIFY(watch.changes.empty()); // what was there before is no news
        QVERIFY(warehouse.load(1, 2, "PAID"));
        QVERIFY(warehouse.load(2));
        QVERIFY(warehouse.load(1, 1, "NEW")); // older than the row: changes nothing
        QTRY_COMPARE(watch.changes.size(), std::size_t{2});
        QCOMPARE(watch.changes[0].table, QStringLiteral("fact_orders"));
        QCOMPARE(watch.changes[0].key, QStringLiteral("ORD-00000001"));
        QVERIFY(!watch.changes[0].inserted);
        const std::vector<QString> &columns = watch.changes[0].changedColumns;
        QVERIFY(std::find(columns.begin(), columns.end(), QStringLiteral("status")) != columns.end());
        QVERIFY(std::find(columns.begin(), columns.end(), QStringLiteral("customer_name")) == columns.end());
        QVERIFY(watch.changes[1].inserted);
        PageRequest request;
        request.table = QStringLiteral("fact_orders");
        request.onlyChanged = true;
        QVERIFY(watch.show(request));
        QCOMPARE(watch.page.rows.size(), std::size_t{2});
    }

    void missingFile_isSaidAndTriedAgainUntilItIsThere()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("later.db"));
        Watch watch(path);
        QTRY_VERIFY(!watch.failures.isEmpty());
        QVERIFY(watch.failures[0][1].toBool());
        QVERIFY(!watch.failures[0][0].toString().isEmpty());
        QVERIFY(warehouse::openWarehouse(path, Semantics::EffectivelyOnce).ok());
        QTRY_VERIFY(!watch.tables.isEmpty());
    }

    void damagedFile_isSaidInWords()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("broken.db"));
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(QByteArray(8192, 'x'));
        file.close();
        Watch watch(path);
        QTRY_VERIFY(!watch.failures.isEmpty());
        QVERIFY2(watch.failures[0][0].toString().contains(QStringLiteral("damaged")),
                 qPrintable(watch.failures[0][0].toString()));
        QVERIFY(watch.tables.isEmpty());
    }

    void inactive_nothingIsRead()
    {
        LoadedWarehouse warehouse;
        QVERIFY(warehouse.load(1));
        Watch watch(warehouse.path());
        QTRY_VERIFY(!watch.tables.isEmpty());
        watch.reader.setActive(false);
        QVERIFY(
            comesToRest([&] { return watch.tables.count(); }, 1'500)); // a look under way may still arrive
        const auto looks = watch.tables.count();
        QVERIFY(warehouse.load(2));
        QTest::qWait(900);
        QCOMPARE(watch.tables.count(), looks);
        watch.reader.setActive(true);
        QTRY_VERIFY(watch.tables.count() > looks);
        QTRY_VERIFY(!watch.changes.empty());
        QVERIFY(!watch.justNow); // but while nobody looked
        watch.changes.clear();
        QVERIFY(warehouse.load(3));
        QTRY_VERIFY(!watch.changes.empty());
        QVERIFY(watch.justNow);
    }

    void deepPageOfALargeTable_costsLikeTheFirst()
    {
        LoadedWarehouse warehouse;
        for (int i = 1; i <= 9; ++i)
            QVERIFY(warehouse.load(i));
        Watch watch(warehouse.path());
        QTRY_VERIFY(!watch.tables.isEmpty());
        PageRequest request;
        request.table = QStringLiteral("fact_orders");
        request.descending = false;
        request.anchor = {PageAnchor::Kind::After, {}, {QVariant::fromValue<qlonglong>(6)}, 0};
        QVERIFY(watch.show(request));
        QCOMPARE(watch.column(QStringLiteral("order_id")).front(), QStringLiteral("ORD-00000007"));
        // What SQLite does for it: it goes to the place at once, and sorts nothing.
        const auto tables = watch.reader.tables();
        const auto table = std::find_if(tables.begin(), tables.end(),
                                        [&](const TableInfo &t) { return t.name == request.table; });
        QVERIFY(table != tables.end());
        BoundSql page = pageSql(*table, request);
        page.sql.insert(0, "EXPLAIN QUERY PLAN ");
        std::vector<std::string> texts;
        const auto plan = prepareBound(warehouse.database(), page, texts);
        QVERIFY(plan);
        QStringList said;
        while (*(*plan)->step())
            said << cellValue(**plan, 3, 1'000).toString();
        const QString steps = said.join(u'\n');
        QVERIFY2(steps.contains(QLatin1String("SEARCH fact_orders"))
                     && steps.contains(QLatin1String("rowid>?")),
                 qPrintable(steps));
        QVERIFY2(!steps.contains(QLatin1String("SCAN")) && !steps.contains(QLatin1String("TEMP B-TREE")),
                 qPrintable(steps));
    }

    void rowPath_saysWhenTheChangeCame()
    {
        LoadedWarehouse warehouse;
        QVERIFY(warehouse.load(7));
        QVERIFY(warehouse.database()
                    .exec("UPDATE fact_orders SET cdc_position = 'producer.kampus.orders/2/35'")
                    .ok());
        auto opened = journal::Journal::open();
        QVERIFY(opened.ok());
        const std::shared_ptr<journal::Journal> journal = std::move(*opened);
        journal::Event acked;
        acked.kind = journal::EventKind::Acked;
        acked.topic = "producer.kampus.orders";
        acked.partition = 2;
        acked.first = 30;
        acked.last = 39;
        acked.wallUs = 1'763'600'000'000'000;
        journal->append(journal->writer("source"), std::move(acked));
        Watch watch(warehouse.path());
        QTRY_VERIFY(!watch.tables.isEmpty());
        const auto &tables = watch.reader.tables();
        const auto orders = std::find_if(tables.begin(), tables.end(), [](const TableInfo &table) {
            return table.name == QLatin1String("fact_orders");
        });
        QVERIFY(orders != tables.end());
        RowPathReader reader;
        reader.setPath(warehouse.path());
        std::optional<RowPath> path;
        connect(&reader, &RowPathReader::pathRead, this, [&](const RowPath &p) { path = p; });
        reader.read(*orders, {QVariant::fromValue<qlonglong>(1)}, journal);
        QTRY_VERIFY(path);
        QCOMPARE(path->changeUs, 1'763'600'000'000'000);
    }

    void rowPath_namesTheRecordAndAllThatWasDoneToItsKey()
    {
        LoadedWarehouse warehouse;
        QVERIFY(warehouse.load(7, 1, "NEW"));
        QVERIFY(warehouse.load(8));
        QVERIFY(warehouse.load(7, 2, "PAID"));
        Watch watch(warehouse.path());
        QTRY_VERIFY(!watch.tables.isEmpty());
        RowPathReader reader;
        reader.setPath(warehouse.path());
        std::optional<RowPath> path;
        connect(&reader, &RowPathReader::pathRead, this, [&](const RowPath &p) { path = p; });
        const auto table = [&](const char *name) {
            const auto &all = watch.reader.tables();
            return *std::find_if(all.begin(), all.end(),
                                 [&](const TableInfo &t) { return t.name == QLatin1String(name); });
        };
        reader.read(table("fact_orders"), {QVariant::fromValue<qlonglong>(1)}, nullptr);
        QTRY_VERIFY(path);
        QCOMPARE(path->title, QStringLiteral("ORD-00000007"));
        QCOMPARE(path->enriched, (Position{"enriched_orders", 0, 2}));
        QCOMPARE(path->raw, (Position{"raw_orders", 1, 1002}));
        QCOMPARE(path->correlationId, QStringLiteral("corr-2"));
        QCOMPARE(path->auditTotal, 2);
        QCOMPARE(path->audit[0].action, std::string("insert"));
        QCOMPARE(path->audit[1].action, std::string("update"));
        const std::vector<ColumnChange> changes = columnChanges(path->audit[1]);
        QVERIFY(std::any_of(changes.begin(), changes.end(), [](const ColumnChange &change) {
            return change.column == QLatin1String("status")
                && change.before.toString() == QLatin1String("NEW")
                && change.after.toString() == QLatin1String("PAID");
        }));
        // A line of the order leads to the same record.
        path.reset();
        reader.read(table("fact_order_items"),
                    {QVariant::fromValue<qlonglong>(1), QVariant::fromValue<qlonglong>(1)}, nullptr);
        QTRY_VERIFY(path);
        QVERIFY(path->hasRecord);
        QCOMPARE(path->enriched, (Position{"enriched_orders", 0, 2}));
    }

    void rowPathOfTheAudit_namesTheChange_orSaysThatTheRowDoesNotKnow()
    {
        LoadedWarehouse warehouse;
        QVERIFY(warehouse.load(7, 1, "NEW"));
        QVERIFY(warehouse.load(7, 2, "PAID"));
        QVERIFY(warehouse.database()
                    .exec("UPDATE fact_orders SET cdc_position = 'producer.kampus.orders/2/35'")
                    .ok());
        Watch watch(warehouse.path());
        QTRY_VERIFY(!watch.tables.isEmpty());
        const auto &tables = watch.reader.tables();
        const auto audit = std::find_if(tables.begin(), tables.end(), [](const TableInfo &table) {
            return table.name == QLatin1String("etl_audit");
        });
        QVERIFY(audit != tables.end());
        RowPathReader reader;
        reader.setPath(warehouse.path());
        std::optional<RowPath> path;
        connect(&reader, &RowPathReader::pathRead, this, [&](const RowPath &p) { path = p; });
        reader.read(*audit, {QVariant::fromValue<qlonglong>(2)}, nullptr);
        QTRY_VERIFY(path);
        QVERIFY(path->originKnown);
        QCOMPARE(path->cdcPosition, QStringLiteral("producer.kampus.orders/2/35"));
        path.reset();
        reader.read(*audit, {QVariant::fromValue<qlonglong>(1)},
                    nullptr); // a newer record has written the row
        QTRY_VERIFY(path);
        QVERIFY(!path->originKnown);
        QVERIFY(path->cdcPosition.isEmpty());
    }

    /// The journal tells of each repeated event, also where the one that wrote the row was not followed.
    void rowPath_hasNoTimesOfAnEventThatLeftTheRowAsItWas()
    {
        LoadedWarehouse warehouse;
        QVERIFY(warehouse.load(7, 1, "NEW"));
        auto opened = journal::Journal::open();
        QVERIFY(opened.ok());
        const std::shared_ptr<journal::Journal> journal = std::move(*opened);
        const auto stored = [&](const char *action, std::int64_t wallUs) {
            journal::Event event;
            event.kind = journal::EventKind::Record;
            event.hop = journal::Hop::Stored;
            event.correlationId = "corr-0";
            event.text = action;
            event.wallUs = wallUs;
            journal->append(journal->writer("load-0"), event);
        };
        Watch watch(warehouse.path());
        QTRY_VERIFY(!watch.tables.isEmpty());
        const auto &tables = watch.reader.tables();
        const auto table = std::find_if(tables.begin(), tables.end(), [](const TableInfo &t) {
            return t.name == QLatin1String("fact_orders");
        });
        RowPathReader reader;
        reader.setPath(warehouse.path());
        std::optional<RowPath> path;
        connect(&reader, &RowPathReader::pathRead, this, [&](const RowPath &p) { path = p; });
        const auto read = [&] {
            path.reset();
            reader.read(*table, {QVariant::fromValue<qlonglong>(1)}, journal);
        };
        stored("unchanged", 2'000);
        read();
        QTRY_VERIFY(path);
        QCOMPARE(path->correlationId, QStringLiteral("corr-0"));
        QVERIFY(path->hopUs.empty());
        stored("insert", 3'000);
        stored("unchanged", 4'000);
        read();
        QTRY_VERIFY(path);
        QCOMPARE(path->hopUs.at(journal::Hop::Stored), 3'000);
    }
};

PK_WINDOW_TEST(TestWarehouseReader)
#include "tst_warehouse_reader.moc"
