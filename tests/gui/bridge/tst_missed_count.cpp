// What polling has missed, for the window: counted from the campus's own database.

#include "bridge/missed_count.h"
#include "kampus/kampus_database.h"
#include "resources.h"
#include "sources/position_store.h"

#include <QTemporaryDir>
#include <QTest>

using namespace pk;
using namespace pk::gui;

class TestMissedCount : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void missedChanges_areCountedForTheRunThatPolls()
    {
        initResources();
        QTemporaryDir folder;
        RunInfo run;
        run.source.kind = SourceChoice::Kind::Polling;
        run.campusDatabase = folder.filePath(QStringLiteral("kampus.db"));
        run.bridgeStore = folder.filePath(QStringLiteral("bridge.db"));
        auto campus = kampus::openDatabase(run.campusDatabase, 1'000);
        QVERIFY(campus.ok());
        const auto insert = [&campus](const std::string &id) {
            return (*campus)->exec(
                "INSERT INTO orders (id, order_id, customer_id, channel, ordered_at, updated_at) "
                "VALUES ("
                + id + ", 'ORD-" + id
                + "', 'MHS-1', 'web', '2025-01-06 08:00:00', "
                  "'2025-01-06 08:00:00.000')");
        };
        QVERIFY(insert("1") && insert("2"));
        QVERIFY((*campus)->exec("UPDATE orders SET version = 2, status = 'PAID' WHERE id = 1"));
        QVERIFY((*campus)->exec("DELETE FROM orders WHERE id = 2"));

        QVERIFY(
            sources::PositionStore::open(folder.filePath(QStringLiteral("positions.db")), "another").ok());

        MissedCount missed;
        QVERIFY(!missed.count());
        missed.ask(run);
        QTRY_VERIFY_WITH_TIMEOUT(missed.count(), 20'000);
        QVERIFY(missed.count()->exact);
        QCOMPARE(missed.count()->changes, 4);
        QCOMPARE(missed.count()->deletes, 1);
        QCOMPARE(missed.count()->told, 0);
        QCOMPARE(missed.count()->waiting, 1);

        run.source.pollById = true; // another way of polling, which nothing is known of yet
        run.recorded = true;
        missed.ask(run);
        QVERIFY(!missed.count());
    }
};

PK_TEST(TestMissedCount)
#include "tst_missed_count.moc"
