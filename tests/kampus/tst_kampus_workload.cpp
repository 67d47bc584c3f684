#include "kampus_testing.h"

#include <QTemporaryDir>

#include <set>

using namespace pk;
using namespace pk::kampus;

/// What the workload leaves in the tables and in the change log.
class TestKampusWorkload : public QObject
{
    Q_OBJECT

    static constexpr const char *kTables[] = {"students", "orders", "order_items", "activities"};

    static std::map<std::string, Contents> everything(Database &db)
    {
        std::map<std::string, Contents> all;
        for (const char *table : kTables)
            all[table] = contentsOf(db, table);
        return all;
    }

private Q_SLOTS:
    void seed_decidesTheRows()
    {
        const auto one = openKampus();
        const auto two = openKampus();
        const auto other = openKampus();
        work(*one, marked(7), 200);
        work(*two, marked(7), 200);
        work(*other, marked(8), 200);
        QVERIFY(everything(*one) == everything(*two));
        QVERIFY(everything(*one) != everything(*other));
    }

    void stoppingInBetween_changesNothing()
    {
        const auto whole = openKampus();
        work(*whole, marked(7), 120);
        const auto parts = openKampus();
        work(*parts, marked(7), 50);
        work(*parts, marked(7), 70);
        QVERIFY(everything(*whole) == everything(*parts));
    }

    void log_foldedIsTheTables_data()
    {
        QTest::addColumn<int>("seed");
        for (const int seed : {1, 2, 3, 41, 1001})
            QTest::addRow("%d", seed) << seed;
    }
    /// The property that everything behind the log stands on.
    void log_foldedIsTheTables()
    {
        QFETCH(int, seed);
        const auto db = openKampus();
        work(*db, marked(static_cast<std::uint64_t>(seed)), 600);
        ChangeLog log(*db);
        QStringList misfits;
        const auto tables = folded(*db, allOf(log, 50), misfits);
        QCOMPARE(misfits, QStringList());
        for (const char *table : kTables)
            QVERIFY2(tables.at(table) == contentsOf(*db, table), table);
    }

    /// With the header's items_version and item_count a reader knows when it has all items, however late
    /// they come.
    void orders_alwaysHaveTheirItems()
    {
        const auto db = openKampus();
        work(*db, marked(5), 1500);
        SqlRunner sql(*db);
        QVERIFY(sql.number("SELECT COUNT(*) FROM orders") > 200);
        QCOMPARE(sql.number(
                     "SELECT COUNT(*) FROM orders o WHERE item_count <> (SELECT COUNT(*) FROM order_items i "
                     "WHERE i.order_id = o.id AND i.version = o.items_version)"),
                 0);
        QCOMPARE(
            sql.number("SELECT COUNT(*) FROM order_items i LEFT JOIN orders o ON o.id = i.order_id "
                       "WHERE o.id IS NULL OR i.version <> o.items_version OR o.items_version > o.version"),
            0);
        QVERIFY(sql.number("SELECT COUNT(*) FROM orders WHERE items_version > 1") > 0);
        QVERIFY(!sql.failed());
    }

    /// They may lie in one warehouse with those of the generator, which begin at ORD-00000001.
    void ordersAndActivities_areNumberedInASeriesOfTheirOwn()
    {
        const auto db = openKampus();
        work(*db, marked(5), 300);
        SqlRunner sql(*db);
        QVERIFY(sql.number("SELECT COUNT(*) FROM orders") > 20);
        QCOMPARE(
            sql.number(
                "SELECT COUNT(*) FROM orders WHERE order_id < 'ORD-10000001' OR order_id > 'ORD-10001000'"),
            0);
        QCOMPARE(sql.number("SELECT COUNT(*) FROM activities WHERE activity_id < 'ACT-10000001' OR "
                            "activity_id > 'ACT-10001000'"),
                 0);
        QVERIFY(!sql.failed());
    }

    void anOrderAndItsItems_areOneTransaction()
    {
        const auto db = openKampus();
        work(*db, marked(5), 300);
        ChangeLog log(*db);
        std::map<std::int64_t, std::set<std::string>> tables;
        for (const LogEntry &entry : allOf(log))
            tables[entry.xid].insert(entry.table + " " + entry.type);
        for (const auto &[xid, what] : tables) {
            if (what.contains("orders insert"))
                QVERIFY2(what.contains("order_items insert"), std::to_string(xid).c_str());
            if (what.contains("orders delete"))
                QVERIFY2(what.contains("order_items delete"), std::to_string(xid).c_str());
            QVERIFY(!(what.contains("orders insert") && what.contains("activities insert")));
        }
    }

    void allThatAShopDoes_happens()
    {
        const auto db = openKampus();
        auto options = marked(1);
        options.dirtyPerMillion = 300'000;
        KampusWorkload workload(*db, shippedCampus(), options);
        std::set<ShopAction> seen;
        for (int i = 0; i < 800; ++i) {
            const auto action = workload.next();
            QVERIFY2(action, why(action));
            QVERIFY(!toString(*action).empty());
            seen.insert(*action);
        }
        QCOMPARE(seen.size(), 11U);
        QCOMPARE(workload.done(), 800);
        SqlRunner sql(*db);
        QVERIFY(sql.number("SELECT COUNT(*) FROM order_items WHERE price LIKE 'Rp %'") > 0);
        QVERIFY(sql.number("SELECT COUNT(*) FROM order_items WHERE unit IN ('lusin','kodi','gros','rim','g')")
                > 0);
        QVERIFY(sql.number("SELECT COUNT(*) FROM orders WHERE customer_name <> trim(customer_name)") > 0);
        QVERIFY(sql.number("SELECT COUNT(*) FROM orders WHERE total IS NOT NULL") > 0);
    }

    void givenUpTransaction_leavesNothingInTheLog()
    {
        const auto db = openKampus();
        KampusWorkload workload(*db, shippedCampus(), marked(1));
        ChangeLog log(*db);
        int givenUp = 0;
        for (int i = 0; i < 300; ++i) {
            const auto action = workload.next();
            const auto entries = allOf(log);
            QCOMPARE(entries.empty(), *action == ShopAction::GivenUp);
            givenUp += *action == ShopAction::GivenUp ? 1 : 0;
        }
        QVERIFY(givenUp > 0);
    }

    void withoutDirt_nothingIsMissingOrOdd()
    {
        const auto db = openKampus();
        auto options = marked(1);
        options.dirtyPerMillion = 0;
        work(*db, options, 400);
        SqlRunner sql(*db);
        QCOMPARE(sql.number(
                     "SELECT COUNT(*) FROM order_items WHERE qty IS NULL OR price IS NULL OR price LIKE 'R%'"
                     " OR qty LIKE '-%' OR unit NOT IN ('pcs','kg')"),
                 0);
        QCOMPARE(sql.number("SELECT COUNT(*) FROM orders WHERE customer_name <> trim(customer_name) "
                            "OR (status = 'PAID' AND total IS NULL)"),
                 0);
        // What the cash desk charged is the sum of its lines.
        QCOMPARE(sql.number("SELECT COUNT(*) FROM orders o WHERE status = 'PAID' AND abs(total - (SELECT "
                            "sum(price * qty) FROM order_items i WHERE i.order_id = o.id)) > 0.005"),
                 0);
    }

    void rowsThatSomebodyElseChanged_areLivedWith()
    {
        const auto db = openKampus();
        work(*db, marked(2), 100);
        QVERIFY(db->exec("UPDATE order_items SET sku = 'X-1', qty = 'banyak', unit = NULL; "
                         "UPDATE activities SET kind = 'lain'; DELETE FROM order_items WHERE line = 1; "
                         "UPDATE orders SET order_id = 'ORD-' || printf('%08d', id + 100)"));
        work(*db, marked(2), 300);
    }

    void clock_isTheOneGiven()
    {
        const auto db = openKampus();
        VirtualClock clock(1'763'610'127'918); // 2025-11-20T10:42:07.918+07:00
        auto options = marked(1);
        options.clock = &clock;
        work(*db, options, 10);
        const auto rows = SqlRunner(*db).rows("SELECT DISTINCT updated_at FROM orders");
        QCOMPARE(rows.size(), 1U);
        QCOMPARE(rows[0][0], "2025-11-20 10:42:07.918");
    }
};

PK_TEST(TestKampusWorkload)
#include "tst_kampus_workload.moc"
