// The Writer: what becomes of a message, and that a transaction is kept whole or not at all.

#include "fixtures.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QtTest>

using namespace pk;
using namespace pk::warehouse;

using Strings = std::vector<std::string>;
using Actions = std::vector<Action>;

namespace {

const TopicPartition kPartition{"enriched_orders", 0};

OffsetAdvance advanceTo(std::int64_t expected, std::int64_t next, std::int64_t epoch = 0)
{
    return {kPartition.topic, kPartition.partition, expected, next, epoch};
}

/// What a loader does with one batch; the error of whatever failed, after a rollback.
Result<void> loadWithOffsets(Writer &writer, std::span<const LoadRecord> records,
                             const OffsetAdvance &advance)
{
    auto done = writer.begin(test::kNow);
    if (done) {
        auto applied = writer.apply(records);
        done = applied ? writer.advance({&advance, 1}) : Result<void>(applied.error());
    }
    if (done)
        done = writer.commit();
    if (!done)
        writer.rollback();
    return done;
}

std::int64_t rowsIn(Database &db, const char *table)
{
    return tableCounts(db)->at(table);
}

} // namespace

class TestWarehouseWriter : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void apply_ofASecondEvent_isDecidedByItsOrder_data();
    void apply_ofASecondEvent_isDecidedByItsOrder();
    void apply_sameKeyInsideABatch_behavesLikeOneAfterTheOther();
    void apply_update_replacesTheItemsAsASet();
    void apply_anyNumberOfRecords_loadsThemAll();
    void apply_inNaiveModes_insertsEveryMessage();
    void apply_ofAnActivity_keepsTheNewestStudentAndItsActivity();
    void apply_withImages_auditsBeforeAndAfter();
    void apply_withoutImages_keepsNone();
    void crash_inTheMiddle_leavesNothing();
    void rollback_thenTheSameAgain_loadsOnce();
    void advance_whenOvertaken_isFencedAndKeepsNothing_data();
    void advance_whenOvertaken_isFencedAndKeepsNothing();
    void reset_letsTheSameMessagesBeLoadedAgainUnderANewEpoch();
    void locked_isBusyAndNothingIsLost();
    void full_keepsNothingAndGoesOn();
    void commit_afterAnError_isRefused();
    void outbox_tellsOncePerTransactionAndDataset();
    void outbox_ofTheSameMessages_isTheSameEvent();
    void outbox_off_orWithoutRows_writesNone();
};

void TestWarehouseWriter::apply_ofASecondEvent_isDecidedByItsOrder_data()
{
    QTest::addColumn<int>("version");
    QTest::addColumn<int>("minute");
    QTest::addColumn<qint64>("rawOffset");
    QTest::addColumn<QString>("event");
    QTest::addColumn<QByteArray>("action");
    // The stored event: version 5, minute 30, raw offset 100, event id "m".
    QTest::newRow("same event") << 5 << 30 << qint64{100} << "m" << QByteArray("unchanged");
    QTest::newRow("same event sent again") << 5 << 30 << qint64{900} << "m" << QByteArray("unchanged");
    QTest::newRow("higher version") << 6 << 10 << qint64{10} << "a" << QByteArray("update");
    QTest::newRow("lower version") << 4 << 50 << qint64{900} << "z" << QByteArray("superseded");
    QTest::newRow("later") << 5 << 31 << qint64{10} << "a" << QByteArray("update");
    QTest::newRow("earlier") << 5 << 29 << qint64{900} << "z" << QByteArray("superseded");
    QTest::newRow("higher offset") << 5 << 30 << qint64{101} << "a" << QByteArray("update");
    QTest::newRow("lower offset") << 5 << 30 << qint64{99} << "z" << QByteArray("superseded");
    QTest::newRow("unknown origin") << 5 << 30 << qint64{-1} << "z" << QByteArray("superseded");
    QTest::newRow("tie, higher event id") << 5 << 30 << qint64{100} << "n" << QByteArray("update");
    QTest::newRow("tie, lower event id") << 5 << 30 << qint64{100} << "l" << QByteArray("superseded");
}

void TestWarehouseWriter::apply_ofASecondEvent_isDecidedByItsOrder()
{
    QFETCH(int, version);
    QFETCH(int, minute);
    QFETCH(qint64, rawOffset);
    QFETCH(QString, event);
    QFETCH(QByteArray, action);
    const Action expected = action == "update" ? Action::Update
        : action == "unchanged"                ? Action::Unchanged
                                               : Action::Superseded;
    test::Messages orders;
    orders.add(test::orderJson({.version = 5, .minute = 30, .eventId = "m", .status = "first"}), 100);
    orders.add(
        test::orderJson(
            {.version = version, .minute = minute, .eventId = event.toStdString(), .status = "second"}),
        rawOffset);
    test::Messages activities(Dataset::Activities);
    activities.add(test::activityJson({.version = 5, .minute = 30, .eventId = "m", .sks = "1"}), 100);
    activities.add(test::activityJson(
                       {.version = version, .minute = minute, .eventId = event.toStdString(), .sks = "2"}),
                   rawOffset);
    for (const bool oneBatch : {true, false}) {
        test::Warehouse w;
        for (test::Messages *m : {&orders, &activities}) {
            Actions actions = w.load(m->span(0, oneBatch ? 2 : 1));
            if (!oneBatch)
                actions.push_back(w.load(m->span(1, 1)).at(0));
            QCOMPARE(actions, (Actions{Action::Insert, expected}));
        }
        QCOMPARE(w.rows("SELECT status FROM fact_orders"),
                 (Strings{expected == Action::Update ? "second" : "first"}));
        QCOMPARE(w.rows("SELECT sks FROM fact_activities"),
                 (Strings{expected == Action::Update ? "2" : "1"}));
        QCOMPARE(w.rows("SELECT action, src_offset FROM etl_audit WHERE entity = 'order' ORDER BY id"),
                 (Strings{"insert|0", action.toStdString() + "|1"}));
    }
}

void TestWarehouseWriter::apply_sameKeyInsideABatch_behavesLikeOneAfterTheOther()
{
    test::Warehouse w;
    test::Messages m;
    m.add(test::orderJson({.version = 2, .status = "two"}));
    m.add(test::orderJson({.version = 1, .status = "one"}));
    m.add(test::orderJson({.version = 3, .status = "three", .items = 1}));
    m.add(test::orderJson({.version = 3, .status = "three", .items = 1}));
    m.add(test::orderJson({.version = 2, .status = "two"}));
    QCOMPARE(
        w.load(m),
        (Actions{Action::Insert, Action::Superseded, Action::Update, Action::Unchanged, Action::Superseded}));
    QCOMPARE(w.rows("SELECT version, status, src_offset FROM fact_orders"), (Strings{"3|three|2"}));
    QCOMPARE(w.rows("SELECT line, version FROM fact_order_items"), (Strings{"1|3"}));
    QCOMPARE(rowsIn(*w.db, "etl_audit"), 5);
}

void TestWarehouseWriter::apply_update_replacesTheItemsAsASet()
{
    test::Warehouse w;
    test::Messages m;
    m.add(test::orderJson({.number = 1, .version = 1, .items = 5}));
    m.add(test::orderJson({.number = 2, .version = 1, .items = 1}));
    m.add(test::orderJson({.number = 1, .version = 2, .items = 2}));
    m.add(test::orderJson({.number = 2, .version = 2, .items = 0}));
    w.load(m.span(0, 2));
    const auto loadIds = w.rows("SELECT order_id, load_id FROM fact_orders ORDER BY order_id");
    QCOMPARE(w.load(m.span(2, 2)), (Actions{Action::Update, Action::Update}));
    QCOMPARE(w.rows("SELECT order_id, line, version FROM fact_order_items"),
             (Strings{"ORD-00000001|1|2", "ORD-00000001|2|2"}));
    QCOMPARE(w.rows("SELECT order_id, load_id FROM fact_orders ORDER BY order_id"), loadIds);
}

void TestWarehouseWriter::apply_anyNumberOfRecords_loadsThemAll()
{
    for (const int count : {0, 1, 7, 8, 9, 31, 32, 33, 41, 1000}) {
        test::Warehouse w;
        test::Messages m;
        for (int i = 0; i < count; ++i)
            m.add(test::orderJson({.number = i, .version = 1, .items = i % 4}));
        QCOMPARE(w.load(m), Actions(static_cast<std::size_t>(count), Action::Insert));
        QCOMPARE(rowsIn(*w.db, "fact_orders"), count);
        QCOMPARE(rowsIn(*w.db, "etl_audit"), count);
        QCOMPARE(w.rows("SELECT count(*) FROM fact_orders AS o WHERE item_count <> (SELECT count(*) FROM "
                        "fact_order_items AS i WHERE i.load_id = o.load_id AND i.order_id = o.order_id)"),
                 (Strings{"0"}));
        test::Messages again;
        for (int i = 0; i < count; ++i)
            again.add(test::orderJson({.number = i, .version = 2, .items = 1}));
        for (LoadRecord &record : again.records())
            record.source.partition = 1;
        QCOMPARE(w.load(again), Actions(static_cast<std::size_t>(count), Action::Update));
        QCOMPARE(rowsIn(*w.db, "fact_order_items"), count);
    }
}

void TestWarehouseWriter::apply_inNaiveModes_insertsEveryMessage()
{
    for (const Semantics semantics : {Semantics::AtMostOnce, Semantics::AtLeastOnce}) {
        test::Warehouse w(semantics);
        test::Messages m;
        m.add(test::orderJson({.version = 2}))
            .add(test::orderJson({.version = 2}))
            .add(test::orderJson({.version = 1}));
        QCOMPARE(w.load(m), (Actions{Action::Insert, Action::Insert, Action::Insert}));
        QCOMPARE(w.load(m), (Actions{Action::Insert, Action::Insert, Action::Insert})); // delivered again
        QCOMPARE(rowsIn(*w.db, "fact_orders"), 6);
        QCOMPARE(rowsIn(*w.db, "fact_order_items"), 12);
        QCOMPARE(rowsIn(*w.db, "etl_audit"), 6);
        QCOMPARE(rowsIn(*w.db, "etl_offsets"), 0);
        test::Messages activities(Dataset::Activities);
        activities.add(test::activityJson({})).add(test::activityJson({}));
        QCOMPARE(w.load(activities), (Actions{Action::Insert, Action::Insert}));
        QCOMPARE(rowsIn(*w.db, "fact_activities"), 2);
        QCOMPARE(rowsIn(*w.db, "dim_students"), 1);
    }
}

void TestWarehouseWriter::apply_ofAnActivity_keepsTheNewestStudentAndItsActivity()
{
    test::Warehouse w;
    test::Messages m(Dataset::Activities);
    m.add(test::activityJson({.number = 1, .version = 2, .minute = 10, .name = "Early"}));
    m.add(test::activityJson({.number = 2, .version = 1, .minute = 20, .name = "Later"}));
    m.add(test::activityJson({.number = 3, .version = 9, .minute = 15, .name = "Between"}));
    m.add(test::activityJson({.number = 1, .version = 1, .minute = 30, .name = "Superseded but latest"}));
    m.add(test::activityJson({.number = 4, .version = 1, .minute = 25, .name = "Too late"}));
    const std::string student = "SELECT name, active FROM dim_students";
    w.load(m.span(0, 1));
    QVERIFY(w.db->exec("UPDATE dim_students SET active = 0").ok());
    w.load(m.span(1, 2));
    QCOMPARE(w.rows(student), (Strings{"Later|0"}));
    QCOMPARE(w.load(m.span(3, 2)), (Actions{Action::Superseded, Action::Insert}));
    QCOMPARE(w.rows(student), (Strings{"Superseded but latest|0"}));
}

void TestWarehouseWriter::apply_withImages_auditsBeforeAndAfter()
{
    test::Warehouse w(Semantics::EffectivelyOnce, true);
    test::Messages m;
    m.add(test::orderJson({.version = 1, .status = "new", .items = 1}));
    m.add(test::orderJson({.version = 2, .status = "paid"}));
    m.add(test::orderJson({.version = 2, .status = "paid"}));
    m.add(test::orderJson({.version = 3, .status = "sent"}));
    w.load(m.span(0, 1));
    w.load(m.span(1, 3));
    const auto rows = w.rows("SELECT before_json, after_json FROM etl_audit ORDER BY id");
    const auto images = w.rows("SELECT coalesce(before_json, '-') FROM etl_audit ORDER BY id");
    const auto after = w.rows("SELECT coalesce(after_json, '-') FROM etl_audit ORDER BY id");
    QCOMPARE(rows.size(), std::size_t{4});
    QCOMPARE(images.at(0), std::string("-"));
    QCOMPARE(images.at(1), after.at(0)); // read from the table
    QCOMPARE(images.at(2), std::string("-")); // unchanged
    QCOMPARE(after.at(2), std::string("-"));
    QCOMPARE(images.at(3), after.at(1)); // of the same batch
    const QJsonObject last = QJsonDocument::fromJson(QByteArray::fromStdString(after.at(3))).object();
    QCOMPARE(last.value(QLatin1String("status")).toString(), QStringLiteral("sent"));
    QCOMPARE(last.value(QLatin1String("items")).toArray().size(), 2);
    QCOMPARE(last.value(QLatin1String("total_e4")).toInteger(), 2'083'320'000);

    test::Messages activities(Dataset::Activities);
    activities.add(test::activityJson({.version = 1})).add(test::activityJson({.version = 2}));
    w.load(activities.span(0, 1));
    w.load(activities.span(1, 1));
    const std::string ofActivities = " FROM etl_audit WHERE entity = 'activity' ORDER BY id";
    QCOMPARE(w.rows("SELECT before_json" + ofActivities).at(1),
             w.rows("SELECT after_json" + ofActivities).at(0));
}

void TestWarehouseWriter::apply_withoutImages_keepsNone()
{
    test::Warehouse w;
    test::Messages m;
    m.add(test::orderJson({.version = 1})).add(test::orderJson({.version = 2}));
    w.load(m.span(0, 1));
    w.load(m.span(1, 1));
    QCOMPARE(w.rows("SELECT count(before_json) + count(after_json) FROM etl_audit"), (Strings{"0"}));
    w.writer->setBeforeImages(true);
    test::Messages more(Dataset::Orders, 1);
    more.add(test::orderJson({.version = 3}));
    w.load(more);
    QCOMPARE(w.rows("SELECT count(before_json) + count(after_json) FROM etl_audit"), (Strings{"2"}));
}

void TestWarehouseWriter::crash_inTheMiddle_leavesNothing()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("w.db"));
    test::Messages m;
    for (int i = 0; i < 100; ++i)
        m.add(test::orderJson({.number = i}));
    WriterOptions options;
    options.cluster = test::kCluster;
    for (const bool withOffsets : {false, true}) {
        auto db = openWarehouse(path, Semantics::EffectivelyOnce);
        QVERIFY(db.ok());
        QVERIFY(initOffset(**db, test::kCluster, "kampus-loader", kPartition, 0, "m", test::kNow).ok());
        auto writer = Writer::create(**db, options);
        QVERIFY((*writer)->begin(test::kNow).ok());
        QVERIFY((*writer)->apply(m.span(0, 100)).ok());
        const OffsetAdvance advance = advanceTo(0, 100);
        if (withOffsets)
            QVERIFY((*writer)->advance({&advance, 1}).ok());
    } // both are destroyed here, without commit
    auto db = openWarehouse(path, Semantics::EffectivelyOnce);
    for (const char *table : {"fact_orders", "fact_order_items", "etl_audit", "etl_outbox"})
        QCOMPARE(rowsIn(**db, table), 0);
    QCOMPARE((*storedOffset(**db, test::kCluster, "kampus-loader", kPartition))->next, 0);
}

void TestWarehouseWriter::rollback_thenTheSameAgain_loadsOnce()
{
    test::Warehouse w;
    test::Warehouse undisturbed;
    test::Messages m;
    for (int i = 0; i < 100; ++i)
        m.add(test::orderJson({.number = i % 30, .version = i}));
    for (int attempt = 0; attempt < 3; ++attempt) {
        QVERIFY(w.writer->begin(test::kNow).ok());
        QVERIFY(w.writer->apply(m.span(0, 60)).ok());
        w.writer->rollback();
    }
    QCOMPARE(w.load(m), undisturbed.load(m));
    // Without the ids, of which MySQL uses up some in vain.
    for (const char *sql :
         {"SELECT * FROM fact_orders", "SELECT * FROM fact_order_items",
          "SELECT src_offset, epoch, entity_key, version, action, batch_id, at FROM etl_audit ORDER BY id",
          "SELECT event_id, value, published_at FROM etl_outbox"})
        QCOMPARE(w.rows(sql), undisturbed.rows(sql));
}

void TestWarehouseWriter::advance_whenOvertaken_isFencedAndKeepsNothing_data()
{
    QTest::addColumn<qint64>("expected");
    QTest::addColumn<qint64>("epoch");
    QTest::addColumn<qint64>("next");
    QTest::newRow("somebody has advanced") << qint64{0} << qint64{0} << qint64{99};
    QTest::newRow("somebody is behind") << qint64{9} << qint64{0} << qint64{99};
    QTest::newRow("another epoch") << qint64{5} << qint64{1} << qint64{99};
    QTest::newRow("not forward") << qint64{5} << qint64{0} << qint64{5};
    QTest::newRow("backward") << qint64{5} << qint64{0} << qint64{3};
}

void TestWarehouseWriter::advance_whenOvertaken_isFencedAndKeepsNothing()
{
    QFETCH(qint64, expected);
    QFETCH(qint64, epoch);
    QFETCH(qint64, next);
    test::Warehouse w;
    QVERIFY(initOffset(*w.db, test::kCluster, "kampus-loader", kPartition, 5, "m", test::kNow).ok());
    test::Messages m;
    m.add(test::orderJson({}));
    QVERIFY(w.writer->begin(test::kNow).ok());
    QVERIFY(w.writer->apply(m.span(0, 1)).ok());
    const OffsetAdvance advance = advanceTo(expected, next, epoch);
    const auto advanced = w.writer->advance({&advance, 1});
    QVERIFY(!advanced.ok());
    QCOMPARE(advanced.error().code, ErrorCode::Fenced);
    QVERIFY(!advanced.error().retriable);
    QVERIFY(!w.writer->commit().ok());
    w.writer->rollback();
    QCOMPARE(rowsIn(*w.db, "fact_orders"), 0);
    QCOMPARE((*storedOffset(*w.db, test::kCluster, "kampus-loader", kPartition))->next, 5);

    QVERIFY(loadWithOffsets(*w.writer, m.span(0, 1), advanceTo(5, 6)).ok());
    const auto stored = *storedOffset(*w.db, test::kCluster, "kampus-loader", kPartition);
    QCOMPARE(stored->next, 6);
    QCOMPARE(stored->owner, std::string("member-1"));
}

void TestWarehouseWriter::reset_letsTheSameMessagesBeLoadedAgainUnderANewEpoch()
{
    test::Warehouse w;
    QVERIFY(initOffset(*w.db, test::kCluster, "kampus-loader", kPartition, 0, "m", test::kNow).ok());
    test::Messages m;
    m.add(test::orderJson({.number = 1})).add(test::orderJson({.number = 2}));
    QVERIFY(loadWithOffsets(*w.writer, m.span(0, 2), advanceTo(0, 2)).ok());
    const auto epoch =
        resetOffset(*w.db, test::kCluster, "kampus-loader", kPartition, 0, "teacher", test::kNow);
    QVERIFY(epoch.ok());
    QCOMPARE(*epoch, 1);
    QVERIFY(!loadWithOffsets(*w.writer, m.span(0, 2), advanceTo(0, 2, 0)).ok()); // the loader of before
    QVERIFY(loadWithOffsets(*w.writer, m.span(0, 2), advanceTo(0, 2, 1)).ok());
    QCOMPARE(w.rows("SELECT action, src_offset, epoch, batch_id FROM etl_audit ORDER BY id"),
             (Strings{"insert|0|0|enriched_orders/0/0@0", "insert|1|0|enriched_orders/0/0@0",
                      "reset|\\N|1|reset by teacher", "unchanged|0|1|enriched_orders/0/0@1",
                      "unchanged|1|1|enriched_orders/0/0@1"}));
    QCOMPARE(rowsIn(*w.db, "fact_orders"), 2);
}

void TestWarehouseWriter::locked_isBusyAndNothingIsLost()
{
    if (!test::testServer().isEmpty())
        QSKIP("how SQLite does it");
    test::Warehouse w;
    QVERIFY(initOffset(*w.db, test::kCluster, "kampus-loader", kPartition, 0, "m", test::kNow).ok());
    QVERIFY(w.db->exec("PRAGMA busy_timeout = 0").ok());
    auto other = openSqlite(w.path());
    QVERIFY((*other)->begin().ok());
    test::Messages m;
    m.add(test::orderJson({}));
    const auto loaded = loadWithOffsets(*w.writer, m.span(0, 1), advanceTo(0, 1));
    QVERIFY(!loaded.ok());
    QCOMPARE(loaded.error().code, ErrorCode::Busy);
    QVERIFY(loaded.error().retriable);
    (*other)->rollback();
    QVERIFY(loadWithOffsets(*w.writer, m.span(0, 1), advanceTo(0, 1)).ok());
    QCOMPARE(rowsIn(*w.db, "fact_orders"), 1);
}

void TestWarehouseWriter::full_keepsNothingAndGoesOn()
{
    if (!test::testServer().isEmpty())
        QSKIP("how SQLite does it");
    test::Warehouse w;
    QVERIFY(initOffset(*w.db, test::kCluster, "kampus-loader", kPartition, 0, "m", test::kNow).ok());
    test::Messages m;
    for (int i = 0; i < 2000; ++i)
        m.add(test::orderJson({.number = i}));
    QVERIFY(w.db->exec("PRAGMA max_page_count = 60").ok());
    const auto loaded = loadWithOffsets(*w.writer, m.span(0, m.size()), advanceTo(0, 2000));
    QVERIFY(!loaded.ok());
    QCOMPARE(loaded.error().code, ErrorCode::Full);
    QVERIFY(loaded.error().retriable);
    QCOMPARE(rowsIn(*w.db, "fact_orders"), 0);
    QVERIFY(w.db->exec("PRAGMA max_page_count = 1000000").ok());
    QVERIFY(loadWithOffsets(*w.writer, m.span(0, m.size()), advanceTo(0, 2000)).ok());
    QCOMPARE(rowsIn(*w.db, "fact_orders"), 2000);
    QCOMPARE(w.rows("PRAGMA integrity_check"), (Strings{"ok"}));
}

void TestWarehouseWriter::commit_afterAnError_isRefused()
{
    test::Warehouse w;
    test::Messages m;
    m.add(test::orderJson({}));
    QVERIFY(!w.writer->commit().ok()); // never begun
    QVERIFY(!w.writer->apply(m.span(0, 1)).ok());
    w.load(m);
    QVERIFY(w.writer->begin(test::kNow).ok());
    QVERIFY(!w.writer->begin(test::kNow).ok());
    QVERIFY(!w.writer->apply(m.span(0, 1)).ok()); // the same position in the same epoch: a bug of the caller
    QVERIFY(!w.writer->commit().ok());
    w.writer->rollback();
    QCOMPARE(rowsIn(*w.db, "etl_audit"), 1);
}

void TestWarehouseWriter::outbox_tellsOncePerTransactionAndDataset()
{
    test::Warehouse w;
    test::Messages m;
    m.add(test::orderJson({.number = 1})).add(test::orderJson({.number = 2, .version = 2}));
    m.add(test::orderJson({.number = 2, .version = 1})).add(test::orderJson({.number = 1})).add("nonsense");
    test::Messages activities(Dataset::Activities);
    activities.add(test::activityJson({.number = 7}));
    QVERIFY(w.writer->begin(test::kNow).ok());
    QVERIFY(w.writer->apply(m.span(0, 2)).ok());
    QVERIFY(w.writer->apply(m.span(2, 3)).ok());
    QVERIFY(w.writer->apply(activities.span(0, 1)).ok());
    QVERIFY(w.writer->commit().ok());
    const auto pending = pendingOutbox(*w.db, 10);
    QVERIFY(pending.ok());
    QCOMPARE(pending->size(), std::size_t{2});
    const OutboxEvent &orders = pending->at(0);
    QCOMPARE(orders.topic, std::string("warehouse_events"));
    QCOMPARE(
        QByteArray::fromStdString(orders.value),
        QByteArray("{\"event_id\":\"" + QByteArray::fromStdString(orders.eventId)
                   + "\",\"event_type\":\"warehouse.loaded\",\"batch_id\":\"enriched_orders/0/0@0\","
                     "\"dataset\":\"orders\",\"inserted\":2,\"updated\":0,\"unchanged\":1,\"superseded\":1,"
                     "\"keys\":[\"ORD-00000001\",\"ORD-00000002\"]}"));
    QVERIFY(pending->at(1).value.find("\"dataset\":\"activities\",\"inserted\":1") != std::string::npos);
}

void TestWarehouseWriter::outbox_ofTheSameMessages_isTheSameEvent()
{
    test::Messages m;
    for (int i = 0; i < 10; ++i)
        m.add(test::orderJson({.number = i}));
    test::Warehouse w(Semantics::AtLeastOnce);
    test::Warehouse elsewhere;
    w.load(m);
    w.load(m); // delivered again after a crash
    elsewhere.load(m);
    QCOMPARE(rowsIn(*w.db, "etl_outbox"), 1);
    QCOMPARE(w.rows("SELECT event_id FROM etl_outbox"), elsewhere.rows("SELECT event_id FROM etl_outbox"));
    elsewhere.options.cluster = "cluster-2";
    elsewhere.newWriter();
    elsewhere.load(m);
    QCOMPARE(rowsIn(*elsewhere.db, "etl_outbox"), 2);
}

void TestWarehouseWriter::outbox_off_orWithoutRows_writesNone()
{
    test::Warehouse w;
    test::Messages m;
    m.add("nonsense").add(test::orderJson({}));
    w.load(m.span(0, 1));
    w.options.outbox = false;
    w.newWriter();
    w.load(m.span(1, 1));
    QCOMPARE(rowsIn(*w.db, "etl_outbox"), 0);
    QCOMPARE(rowsIn(*w.db, "fact_orders"), 1);
}

PK_TEST(TestWarehouseWriter)
#include "tst_warehouse_writer.moc"
