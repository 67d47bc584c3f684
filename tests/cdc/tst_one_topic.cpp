#include "cdc/told.h"
#include "one_topic_log.h"

#include <QTest>

#include <set>

using namespace pk;
using namespace pk::cdc;
using namespace pk::test;

class TestOneTopic : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void orderWithoutVersionAndCount_isToldWhenItsTransactionIsComplete()
    {
        Log bridge;
        bridge.give(
            {{"orders", "insert", order(1, "PAID"), 7}, {"order_items", "insert", item(1, 1, 1, "2"), 7}});
        QVERIFY(bridge.told.empty());
        QCOMPARE(bridge.waiting(), 1);
        bridge.give({"order_items", "insert", item(2, 1, 2, "5"), 7, true});
        QCOMPARE(bridge.story(), QStringList{QStringLiteral("created ORD-1 v1 PAID 2,5")});
        QCOMPARE(bridge.waiting(), 0);
        QCOMPARE(textOfHeader(bridge.told[0], header::cdcXid), QStringLiteral("7"));
        QCOMPARE(textOfHeader(bridge.told[0], header::cdcPosition), QStringLiteral("producer.toko/0/2"));
    }

    void everyTransaction_tellsTheOrderAsItIsThen()
    {
        Log bridge;
        bridge.give({{"orders", "insert", order(1, "PENDING"), 7},
                     {"order_items", "insert", item(1, 1, 1, "2"), 7, true},
                     {"order_items", "insert", item(2, 1, 2, "9"), 8, true}, // the order's row is not touched
                     {"orders", "update", order(1, "PAID"), 9, true, columns({{"status", "PENDING"}})},
                     {"order_items", "delete", item(1, 1, 1, "2"), 10, true}});
        QCOMPARE(bridge.story(),
                 (QStringList{QStringLiteral("created ORD-1 v1 PENDING 2"),
                              QStringLiteral("updated ORD-1 v2 PENDING 2,9"),
                              QStringLiteral("updated ORD-1 v3 PAID 2,9"),
                              QStringLiteral("updated ORD-1 v4 PAID 9")}));
    }

    void transactionOfSeveralOrders_tellsEachOnce()
    {
        Log bridge;
        bridge.give({{"orders", "insert", order(1, "PAID"), 7},
                     {"orders", "insert", order(2, "PAID"), 7},
                     {"order_items", "insert", item(1, 1, 1, "2"), 7},
                     {"order_items", "insert", item(2, 2, 1, "3"), 7},
                     {"order_items", "update", item(2, 1, 2, "3"), 8, true,
                      columns({{"order_id", "2"}, {"line", "1"}})}});
        QCOMPARE(bridge.story(),
                 (QStringList{
                     QStringLiteral("created ORD-1 v1 PAID 2"), QStringLiteral("created ORD-2 v1 PAID 3"),
                     QStringLiteral("updated ORD-1 v2 PAID 2,3"), QStringLiteral("updated ORD-2 v2 PAID")}));
    }

    void deletedOrder_isCancelledWithTheItemsItHad_andItsNameCountsOn()
    {
        Log bridge;
        bridge.give({{"orders", "insert", order(1, "PAID"), 7},
                     {"order_items", "insert", item(1, 1, 1, "2"), 7, true},
                     {"order_items", "delete", item(1, 1, 1, "2"), 8},
                     {"orders", "delete", order(1, "PAID"), 8, true},
                     {"orders", "insert", order(5, "PAID", "ORD-1"), 9, true}});
        QCOMPARE(bridge.story(),
                 (QStringList{QStringLiteral("created ORD-1 v1 PAID 2"),
                              QStringLiteral("cancelled ORD-1 v2 CANCELLED 2"),
                              QStringLiteral("created ORD-1 v3 PAID")}));
    }

    void anotherName_endsTheOneBefore()
    {
        Log bridge;
        bridge.give(
            {{"orders", "insert", order(1, "PAID"), 7},
             {"order_items", "insert", item(1, 1, 1, "2"), 7, true},
             {"orders", "update", order(1, "PAID", "ORD-9"), 8, true, columns({{"order_id", "ORD-1"}})}});
        QCOMPARE(bridge.story(),
                 (QStringList{QStringLiteral("created ORD-1 v1 PAID 2"),
                              QStringLiteral("cancelled ORD-1 v2 CANCELLED 2"),
                              QStringLiteral("updated ORD-9 v1763608000 PAID 2")}));
    }

    void anotherPrimaryKey_isTheSameOrder()
    {
        Log bridge;
        bridge.give({{"orders", "insert", order(1, "PAID"), 7},
                     {"order_items", "insert", item(1, 1, 1, "2"), 7, true},
                     {"orders", "update", order(4, "PAID", "ORD-1"), 8, false, columns({{"id", "1"}})},
                     {"order_items", "update", item(1, 4, 1, "2"), 8, true, columns({{"order_id", "1"}})}});
        QCOMPARE(bridge.story(),
                 (QStringList{QStringLiteral("created ORD-1 v1 PAID 2"),
                              QStringLiteral("updated ORD-1 v2 PAID 2")}));
    }

    void rowsFromBeforeTheLog_areHeldUntilTheirItemsAreBootstrapped()
    {
        Log bridge;
        bridge.give({"orders", "update", order(1, "PAID"), 7, true, columns({{"status", "PENDING"}})});
        QVERIFY(bridge.told.empty()); // its items are not known
        QCOMPARE(bridge.waiting(), 1);
        bridge.give({{"orders", "bootstrap-start", ""},
                     {"orders", "bootstrap-insert", order(1, "PAID")},
                     {"orders", "bootstrap-insert", order(2, "DONE")},
                     {"orders", "bootstrap-complete", ""}});
        QVERIFY(bridge.told.empty());
        bridge.give({{"order_items", "bootstrap-start", ""},
                     {"order_items", "bootstrap-insert", item(1, 1, 1, "2")},
                     {"order_items", "bootstrap-insert", item(2, 2, 1, "3")},
                     {"order_items", "bootstrap-insert", item(3, 2, 2, "4")},
                     {"order_items", "bootstrap-complete", ""}});
        QCOMPARE(bridge.story(),
                 (QStringList{QStringLiteral("updated ORD-1 v1763608000 PAID 2"),
                              QStringLiteral("created ORD-2 v1763608000 DONE 3,4")}));
        bridge.give({{"orders", "bootstrap-insert", order(2, "DONE")}, // known like this
                     {"orders", "bootstrap-insert", order(3, "DONE")},
                     {"orders", "bootstrap-complete", ""}});
        QCOMPARE(bridge.told.size(), 3U); // its items would be known by now: it has none
        QCOMPARE(bridge.waiting(), 0);
    }

    void bootstrapInTheMiddleOfATransaction_doesNotEndIt()
    {
        Log bridge;
        bridge.give({{"orders", "insert", order(1, "PAID"), 7},
                     {"order_items", "bootstrap-insert", item(9, 9, 1, "1")},
                     {"order_items", "insert", item(1, 1, 1, "2"), 7, true}});
        QCOMPARE(bridge.story(), QStringList{QStringLiteral("created ORD-1 v1 PAID 2")});
    }

    void activity_waitsForItsStudent_whoseChangeTellsItsLast()
    {
        Log bridge;
        bridge.give(
            {{"activities", "insert", activity(1), 7, true}, {"activities", "insert", activity(2), 8, true}});
        QCOMPARE(bridge.waiting(), 2);
        bridge.give({{"students", "insert", student("Sari"), 9, true},
                     {"students", "update", student("Sari Dewi"), 10, true, columns({{"name", "Sari"}})}});
        QCOMPARE(bridge.story(),
                 (QStringList{QStringLiteral("recorded 231045 v1 ACT-1 Sari"),
                              QStringLiteral("recorded 231045 v1 ACT-2 Sari"),
                              QStringLiteral("recorded 231045 v2 ACT-2 Sari Dewi")}));
        QCOMPARE(bridge.give({"activities", "delete", activity(1), 11, true}).verdict, Verdict::Refused);
    }

    void otherDatasetsAndTables_endTheTransactionAllTheSame()
    {
        Log bridge({Dataset::Orders});
        bridge.give({{"orders", "insert", order(1, "PAID"), 7},
                     {"order_items", "insert", item(1, 1, 1, "2"), 7},
                     {"activities", "insert", activity(1), 7},
                     {"shop_progress", "update", columns({{"id", "1"}}), 7, true}});
        QCOMPARE(bridge.story(), QStringList{QStringLiteral("created ORD-1 v1 PAID 2")});
    }

    void transactionWithoutItsLastRow_isToldWithTheNext()
    {
        Log bridge;
        bridge.give(
            {{"orders", "insert", order(1, "PAID"), 7}, {"orders", "insert", order(2, "PAID"), 8, true}});
        QCOMPARE(
            bridge.story(),
            (QStringList{QStringLiteral("created ORD-1 v1 PAID"), QStringLiteral("created ORD-2 v1 PAID")}));
        QCOMPARE(textOfHeader(bridge.told[0], header::cdcXid), QStringLiteral("7"));
    }

    void rowsThatMaxwellSendsAgain_areKnownByTheirPlaceInTheBinlog()
    {
        const std::vector<Row> rows{
            {"orders", "insert", order(1, "PENDING"), 7, false, {}, "binlog.000009:400", 0},
            {"order_items", "insert", item(1, 1, 1, "2"), 7, true, {}, "binlog.000009:400", 1},
            {"orders", "update", order(1, "PAID"), 8, true, columns({{"status", "PENDING"}}),
             "binlog.000010:150", 0}};
        Log bridge;
        bridge.give(rows);
        bridge.startAgain();
        for (const Row &row : rows)
            QCOMPARE(bridge.give(row).verdict, Verdict::Old);
        QCOMPARE(bridge.told.size(), 2U);
        // A binlog that was begun anew, later.
        bridge.give({"orders", "update", order(1, "DONE"), 2, true, columns({{"status", "PAID"}}),
                     "binlog.000001:4", 0, kSecond + 60});
        QCOMPARE(bridge.story().last(), QStringLiteral("updated ORD-1 v3 DONE 2"));
    }

    void sameChangeAgain_withoutItsPlace_hasTheSameId()
    {
        const Row row{"orders", "update", order(1, "PAID"), 8, true};
        Log bridge;
        bridge.give({"orders", "insert", order(1, "PENDING"), 7, true});
        bridge.give(row);
        bridge.give(row);
        QCOMPARE(bridge.told.size(), 3U);
        QCOMPARE(textOfHeader(bridge.told[2], header::eventId),
                 textOfHeader(bridge.told[1], header::eventId));
        QVERIFY(textOfHeader(bridge.told[1], header::eventId)
                != textOfHeader(bridge.told[0], header::eventId));
    }

    void rowsOfASecondPartition_goAside()
    {
        Log bridge;
        bridge.give(Row{"orders", "insert", order(1, "PAID"), 7, true});
        bridge.startAgain();
        const Judgement judged = bridge.give(Row{"orders", "insert", order(2, "PAID"), 8, true}, 1);
        QCOMPARE(judged.verdict, Verdict::Refused);
        QCOMPARE(judged.why.code, std::string(code::severalPartitions));
        QCOMPARE(bridge.told.size(), 1U);
    }

    void itemThatCannotBeRead_holdsItsOrderBackUntilItComesReadable()
    {
        Log bridge;
        bridge.give({"orders", "insert", order(1, "PAID"), 7, false, {}, "binlog.000001:40", 0});
        const Row item2{"order_items",     "insert", columns({{"id", "2"}, {"order_id", "1"}}), 7, true, {},
                        "binlog.000001:40"};
        bridge.give({"order_items", "insert", item(1, 1, 1, "2"), 7, false, {}, "binlog.000001:40", 1});
        QCOMPARE(bridge.give(item2).verdict, Verdict::Refused);
        QVERIFY(bridge.told.empty());
        QCOMPARE(bridge.waiting(), 1);
        bridge.give({"orders", "insert", order(9, "PAID"), 8, true, {}, "binlog.000001:90"});
        Row repaired = item2; // out of the dead letters
        repaired.data = item(2, 1, 2, "5");
        QCOMPARE(bridge.give(repaired).verdict, Verdict::Taken);
        QCOMPARE(bridge.story(),
                 (QStringList{QStringLiteral("created ORD-9 v1 PAID"),
                              QStringLiteral("created ORD-1 v1 PAID 2,5")}));
        QCOMPARE(bridge.waiting(), 0);
    }

    /// Maxwell's asynchronous bootstrap leaves out what changes the table meanwhile, and sends it afterwards.
    void ordersThatAreMadeDuringABootstrapOfTheItems_areToldWhole()
    {
        Log bridge;
        bridge.give({{"order_items", "bootstrap-start", ""},
                     {"order_items", "bootstrap-insert", item(1, 1, 1, "2")},
                     {"orders", "insert", order(2, "PAID"), 100, false, {}, "binlog.000001:100", 0},
                     {"orders", "update", order(1, "PAID"), 101, true, {}, "binlog.000001:150"}});
        QVERIFY(bridge.told.empty());
        bridge.give(Row{"order_items", "bootstrap-complete", ""});
        QCOMPARE(bridge.story(), QStringList{QStringLiteral("updated ORD-1 v1763608000 PAID 2")});
        bridge.give({"order_items", "insert", item(2, 2, 1, "7"), 100, true, {}, "binlog.000001:100"});
        QCOMPARE(bridge.story().last(), QStringLiteral("created ORD-2 v1 PAID 7"));
        QCOMPARE(bridge.waiting(), 0);
    }

    void endOfABootstrap_doesNotTellHalfATransaction()
    {
        Log bridge;
        bridge.give({{"orders", "insert", order(1, "PAID"), 7},
                     {"order_items", "insert", item(1, 1, 1, "2"), 7},
                     {"students", "bootstrap-complete", ""},
                     {"orders", "bootstrap-complete", ""}});
        QVERIFY(bridge.told.empty());
        bridge.give({"order_items", "insert", item(2, 1, 2, "5"), 7, true});
        QCOMPARE(bridge.story(), QStringList{QStringLiteral("created ORD-1 v1 PAID 2,5")});
    }

    void itemsWithoutAPrimaryKeyOfThatName_areToldApartByOrderAndLine()
    {
        const auto line = [](int number, const std::string &qty) {
            return columns({{"order_id", "1"}, {"line", std::to_string(number)}, {"sku", "A"}, {"qty", qty}});
        };
        Log bridge;
        bridge.give({{"orders", "insert", order(1, "PAID"), 7},
                     {"order_items", "insert", line(1, "2"), 7},
                     {"order_items", "insert", line(2, "5"), 7, true},
                     {"order_items", "update", line(3, "5"), 8, true, columns({{"line", "2"}})}});
        QCOMPARE(bridge.story(),
                 (QStringList{QStringLiteral("created ORD-1 v1 PAID 2,5"),
                              QStringLiteral("updated ORD-1 v2 PAID 2,5")}));
    }

    void rowThatIsReplaced_isThereAtTheEnd()
    {
        Log bridge;
        bridge.give({{"orders", "insert", order(1, "PAID"), 7, true},
                     {"orders", "update", order(1, "PACKED"), 8},
                     {"orders", "delete", order(1, "PACKED"), 8},
                     {"orders", "insert", order(1, "DONE"), 8, true}});
        QCOMPARE(bridge.story(),
                 (QStringList{QStringLiteral("created ORD-1 v1 PAID"),
                              QStringLiteral("cancelled ORD-1 v2 CANCELLED"),
                              QStringLiteral("created ORD-1 v3 DONE")}));
    }

    void sameTransactionNumberLater_isAnotherEvent()
    {
        Log bridge;
        bridge.give({{"orders", "insert", order(1, "PAID"), 7},
                     {"order_items", "insert", item(1, 1, 1, "2"), 7, true},
                     {"order_items", "update", item(1, 1, 1, "5"), 9, true}});
        Row after{"order_items", "update", item(1, 1, 1, "2"), 9, true}; // of a server that was started again
        after.second += 5'000;
        bridge.give(after);
        after.data = item(1, 1, 1, "5");
        after.xid = 10;
        bridge.give(after);
        std::set<QString> ids;
        for (const RawEvent &event : bridge.told)
            ids.insert(textOfHeader(event, header::eventId));
        QCOMPARE(ids.size(), 4U);
    }

    void anotherDatabaseInTheTopic_goesAside_alsoAfterAStart()
    {
        Log bridge;
        bridge.give(Row{"orders", "insert", order(1, "PAID"), 7, true});
        bridge.startAgain();
        Row other{"orders", "insert", order(1, "DONE"), 8, true};
        other.database = "latihan";
        const Judgement judged = bridge.give(other);
        QCOMPARE(judged.verdict, Verdict::Refused);
        QCOMPARE(judged.why.code, std::string(code::anotherDatabase));
        other.table = "shop_progress";
        QCOMPARE(bridge.give(other).verdict, Verdict::Ignored);
        QCOMPARE(bridge.told.size(), 1U);
    }

    void rowsWithoutATransaction_goAside()
    {
        Log bridge;
        const Judgement judged = bridge.give(Row{"orders", "insert", order(1, "PAID")});
        QCOMPARE(judged.verdict, Verdict::Refused);
        QCOMPARE(judged.why.code, std::string(code::noTransaction));
    }

    void rowsThatTheDatabaseRemovesOrMovesAlong_followTheirOrder()
    {
        Log bridge;
        bridge.give({{"orders", "insert", order(1, "PAID"), 7},
                     {"order_items", "insert", item(1, 1, 1, "2"), 7, true},
                     {"orders", "update", order(4, "PAID", "ORD-1"), 8, true, columns({{"id", "1"}})},
                     {"orders", "delete", order(4, "PAID", "ORD-1"), 9, true},
                     {"orders", "insert", order(4, "PAID", "ORD-4"), 10, true}});
        QCOMPARE(
            bridge.story(),
            (QStringList{QStringLiteral("created ORD-1 v1 PAID 2"), QStringLiteral("updated ORD-1 v2 PAID 2"),
                         QStringLiteral("cancelled ORD-1 v3 CANCELLED 2"),
                         QStringLiteral("created ORD-4 v1 PAID")}));
    }

    void untoldRows_areFoundByComparingWithTheDatabase()
    {
        auto campus = openSqlite(QStringLiteral(":memory:"));
        QVERIFY((*campus)->exec("CREATE TABLE orders(id INTEGER PRIMARY KEY, order_id TEXT, status TEXT);"
                                "CREATE TABLE order_items(id INTEGER PRIMARY KEY, order_id INTEGER);"
                                "INSERT INTO orders VALUES (1, 'ORD-1', 'PAID'), (2, 'ORD-2', 'PAID');"
                                "INSERT INTO order_items VALUES (1, 1);"));
        Log bridge;
        bridge.give({{"orders", "insert", order(1, "PAID"), 7},
                     {"order_items", "insert", item(1, 1, 1, "2"), 7, true},
                     {"orders", "insert", order(2, "PAID"), 8, true}});
        const auto untold = [&] { return *untoldRowsOfOneTopic(**campus, *bridge.store, Dataset::Orders); };
        QCOMPARE(untold(), 0);
        QVERIFY((*campus)->exec("UPDATE orders SET status = 'DONE' WHERE id = 1"));
        QVERIFY(untold() > 0);
        bridge.give({"orders", "update", order(1, "DONE"), 9, true});
        QCOMPARE(untold(), 0);
        QVERIFY((*campus)->exec("INSERT INTO order_items VALUES (2, 2)"));
        QVERIFY(untold() > 0);
        QVERIFY((*campus)->exec("DELETE FROM order_items WHERE id = 2; DELETE FROM orders WHERE id = 2"));
        QVERIFY(untold() > 0);
        bridge.give({"orders", "delete", order(2, "PAID"), 10});
        QVERIFY(untold() > 0); // its end is not told yet
        bridge.give({"shop_progress", "update", columns({{"id", "1"}}), 10, true});
        QCOMPARE(untold(), 0);
    }
};

PK_TEST(TestOneTopic)
#include "tst_one_topic.moc"
