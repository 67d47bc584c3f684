// The warehouse as a file: opening, migrating, offsets, checksum, audit scan, switching semantics, outbox.

#include "fixtures.h"
#include "warehouse/schema.h"

#include <QFile>
#include <QtTest>

#include <array>

using namespace pk;
using namespace pk::warehouse;

using Strings = std::vector<std::string>;

namespace {

const TopicPartition kPlace{"enriched_orders", 1};

/// A file with a little of everything, closed.
void makeWarehouse(const QString &path)
{
    auto db = openWarehouse(path, Semantics::EffectivelyOnce);
    WriterOptions options;
    options.cluster = test::kCluster;
    auto writer = Writer::create(**db, options);
    test::Messages m;
    for (int i = 0; i < 500; ++i)
        m.add(test::orderJson({.number = i}));
    QVERIFY((*writer)->begin(test::kNow).ok());
    QVERIFY((*writer)->apply(m.span(0, m.size())).ok());
    QVERIFY((*writer)->commit().ok());
}

} // namespace

class TestWarehouseFile : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    QString path(const char *name) const { return m_folder.filePath(QLatin1String(name)); }

private Q_SLOTS:
    void open_createsTheSchemaOnce();
    void open_withOtherSemantics_isRefusedOnceThereAreRows();
    void open_ofAnotherProgramsDatabase_isRefused();
    void open_ofANewerSchema_isRefusedAndUnchanged();
    void open_ofADamagedFile_isCorrupt_data();
    void open_ofADamagedFile_isCorrupt();
    void open_whileLocked_isBusy();
    void openForReading_writesNothing();
    void migrate_runsTheMissingStepsInOrder();
    void migrate_aFailingStep_leavesTheOldVersion();
    void open_ofTheFirstSchema_takesAnotherGroupOfTheSameCluster();
    void offsets_areInitialisedOnceAndReset();
    void tableCounts_coverEveryTable();
    void checksum_isOfTheBusinessColumnsAlone();
    void checksum_tellsRowsApart();
    void scanAudit_isOrderedByKeyAndOfOneGroupInOneCluster();
    void switchSemantics_withDoubles_listsThemAndTheSqlRemovesThem();
    void switchSemantics_versionsOfAKey_areNoDoubles();
    void switchSemantics_toNaiveAndBack();
    void outbox_isPendingUntilPublished();
};

void TestWarehouseFile::open_createsTheSchemaOnce()
{
    for (int round = 0; round < 2; ++round) {
        auto db = openWarehouse(path("new.db"), Semantics::EffectivelyOnce);
        QVERIFY2(db.ok(), db ? "" : qPrintable(db.error().toString()));
        QCOMPARE(test::rowsOf(**db, "SELECT schema_version, semantics FROM etl_meta"),
                 (Strings{"2|effectively-once"}));
        QCOMPARE(
            test::rowsOf(**db,
                         "SELECT name FROM sqlite_master WHERE type IN ('table', 'view') ORDER BY name"),
            (Strings{"dim_students", "etl_audit", "etl_meta", "etl_offsets", "etl_outbox", "fact_activities",
                     "fact_order_items", "fact_orders", "v_iku_activity", "v_iku_program", "v_iku_student"}));
    }
}

void TestWarehouseFile::open_withOtherSemantics_isRefusedOnceThereAreRows()
{
    // Nothing loaded yet: the semantics may still be chosen.
    QVERIFY(openWarehouse(path("s.db"), Semantics::AtLeastOnce).ok());
    QVERIFY(openWarehouse(path("s.db"), Semantics::EffectivelyOnce).ok());
    makeWarehouse(path("s.db"));
    for (const Semantics other : {Semantics::AtLeastOnce, Semantics::AtMostOnce, Semantics::Transactions}) {
        const auto db = openWarehouse(path("s.db"), other);
        QVERIFY(!db.ok());
        QCOMPARE(db.error().code, ErrorCode::BadInput);
        QVERIFY(db.error().message.contains(QLatin1String("effectively-once")));
    }
    QVERIFY(openWarehouse(path("s.db"), Semantics::EffectivelyOnce).ok());
}

void TestWarehouseFile::open_ofAnotherProgramsDatabase_isRefused()
{
    QVERIFY((*openSqlite(path("books.db")))->exec("CREATE TABLE books(title)").ok());
    for (const auto &opened : {openWarehouse(path("books.db"), Semantics::EffectivelyOnce),
                               openWarehouseForReading(path("books.db"))}) {
        QVERIFY(!opened.ok());
        QCOMPARE(opened.error().code, ErrorCode::Corrupt);
        QVERIFY(opened.error().context.contains(QLatin1String("books.db")));
    }
    QCOMPARE(test::rowsOf(**openSqlite(path("books.db")), "SELECT name FROM sqlite_master"),
             (Strings{"books"}));
}

void TestWarehouseFile::open_ofANewerSchema_isRefusedAndUnchanged()
{
    makeWarehouse(path("newer.db"));
    QVERIFY((*openSqlite(path("newer.db")))->exec("UPDATE etl_meta SET schema_version = 3").ok());
    for (const auto &opened : {openWarehouse(path("newer.db"), Semantics::EffectivelyOnce),
                               openWarehouseForReading(path("newer.db"))}) {
        QVERIFY(!opened.ok());
        QCOMPARE(opened.error().code, ErrorCode::Corrupt);
        QVERIFY(opened.error().message.contains(QLatin1String("newer")));
    }
    QCOMPARE(test::rowsOf(**openSqlite(path("newer.db")), "SELECT schema_version FROM etl_meta"),
             (Strings{"3"}));
}

void TestWarehouseFile::open_ofADamagedFile_isCorrupt_data()
{
    QTest::addColumn<qint64>("at");
    QTest::addColumn<int>("size");
    QTest::newRow("header") << qint64{0} << 100;
    QTest::newRow("schema page") << qint64{100} << 3'000;
    QTest::newRow("all of it") << qint64{0} << 20'000;
}

void TestWarehouseFile::open_ofADamagedFile_isCorrupt()
{
    QFETCH(qint64, at);
    QFETCH(int, size);
    const QString name = path("damaged.db");
    QFile::remove(name);
    makeWarehouse(name);
    QFile file(name);
    QVERIFY(file.open(QIODevice::ReadWrite));
    QVERIFY(file.seek(at));
    file.write(QByteArray(size, '\xa5'));
    file.close();
    const auto db = openWarehouse(name, Semantics::EffectivelyOnce);
    QVERIFY(!db.ok());
    QCOMPARE(db.error().code, ErrorCode::Corrupt);
    QVERIFY(!db.error().retriable);
    QVERIFY(db.error().context.contains(QLatin1String("damaged.db")));
}

void TestWarehouseFile::open_whileLocked_isBusy()
{
    auto other = openSqlite(path("locked.db"), OpenMode::ReadWrite, 0);
    QVERIFY((*other)->begin().ok());
    auto db = openSqlite(path("locked.db"), OpenMode::ReadWrite, 0);
    QVERIFY(db.ok());
    const auto migrated = migrate(**db, migrations(), Semantics::EffectivelyOnce, test::kNow);
    QVERIFY(!migrated.ok());
    QCOMPARE(migrated.error().code, ErrorCode::Busy);
    QVERIFY(migrated.error().retriable);
    (*other)->rollback();
    QVERIFY(migrate(**db, migrations(), Semantics::EffectivelyOnce, test::kNow).ok());
}

void TestWarehouseFile::openForReading_writesNothing()
{
    const auto missing = openWarehouseForReading(path("missing.db"));
    QVERIFY(!missing.ok());
    QCOMPARE(missing.error().code, ErrorCode::NotFound);
    QVERIFY(!QFile::exists(path("missing.db")));

    makeWarehouse(path("read.db"));
    auto reader = openWarehouseForReading(path("read.db"));
    QVERIFY(reader.ok());
    QCOMPARE(tableCounts(**reader)->at("fact_orders"), 500);
    const auto deleted = (*reader)->exec("DELETE FROM fact_orders");
    QVERIFY(!deleted.ok());
    QCOMPARE(deleted.error().code, ErrorCode::Permission);
    WriterOptions options;
    auto writer = Writer::create(**reader, options);
    QVERIFY(writer.ok());
    test::Messages m;
    m.add(test::orderJson({.number = 1'000}));
    QVERIFY((*writer)->begin(test::kNow).ok());
    const auto applied = (*writer)->apply(m.span(0, 1));
    QVERIFY(!applied.ok());
    QCOMPARE(applied.error().code, ErrorCode::Permission);
    QVERIFY(!applied.error().retriable);
}

void TestWarehouseFile::migrate_runsTheMissingStepsInOrder()
{
    makeWarehouse(path("old.db"));
    static constexpr std::array<std::string_view, 1> second = {
        "ALTER TABLE fact_orders ADD COLUMN note {text}"};
    static constexpr std::array<std::string_view, 2> third = {"UPDATE fact_orders SET note = 'n' || order_id",
                                                              "CREATE TABLE extra(id {id})"};
    const std::array<Migration, 4> steps = {migrations()[0], migrations()[1], Migration{3, second},
                                            Migration{4, third}};
    auto db = openWarehouse(path("old.db"), Semantics::EffectivelyOnce);
    QVERIFY(migrate(**db, steps, Semantics::EffectivelyOnce, test::kNow).ok());
    QVERIFY(migrate(**db, steps, Semantics::EffectivelyOnce, test::kNow).ok()); // nothing is left to do
    QCOMPARE(test::rowsOf(**db, "SELECT schema_version, semantics FROM etl_meta"),
             (Strings{"4|effectively-once"}));
    QCOMPARE(test::rowsOf(**db, "SELECT count(*), min(note) FROM fact_orders"),
             (Strings{"500|nORD-00000000"}));
    // The program of before no longer opens it.
    const auto back = migrate(**db, migrations(), Semantics::EffectivelyOnce, test::kNow);
    QVERIFY(!back.ok());
    QCOMPARE(back.error().code, ErrorCode::Corrupt);
}

void TestWarehouseFile::migrate_aFailingStep_leavesTheOldVersion()
{
    makeWarehouse(path("half.db"));
    static constexpr std::array<std::string_view, 2> second = {
        "ALTER TABLE fact_orders ADD COLUMN note {text}", "CREATE TABLE fact_orders(again {text})"};
    const std::array<Migration, 3> steps = {migrations()[0], migrations()[1], Migration{3, second}};
    auto db = openWarehouse(path("half.db"), Semantics::EffectivelyOnce);
    QVERIFY(!migrate(**db, steps, Semantics::EffectivelyOnce, test::kNow).ok());
    QCOMPARE(test::rowsOf(**db, "SELECT schema_version FROM etl_meta"), (Strings{"2"}));
    QCOMPARE(test::rowsOf(**db, "SELECT count(*) FROM pragma_table_info('fact_orders') WHERE name = 'note'"),
             (Strings{"0"}));
}

void TestWarehouseFile::open_ofTheFirstSchema_takesAnotherGroupOfTheSameCluster()
{
    makeWarehouse(path("first.db"));
    {
        auto db = openWarehouse(path("first.db"), Semantics::EffectivelyOnce);
        QVERIFY((*db)->exec("DROP INDEX etl_audit_position").ok());
        QVERIFY((*db)
                    ->exec("CREATE UNIQUE INDEX etl_audit_position ON etl_audit(cluster, src_topic, "
                           "src_partition, src_offset, epoch)")
                    .ok());
        QVERIFY((*db)->exec("UPDATE etl_meta SET schema_version = 1").ok());
    }
    auto db = openWarehouse(path("first.db"), Semantics::EffectivelyOnce);
    QVERIFY2(db.ok(), db ? "" : qPrintable(db.error().toString()));
    const std::string again =
        "INSERT INTO etl_audit(cluster, group_id, src_topic, src_partition, src_offset, epoch, entity, "
        "entity_key, version, action, batch_id, at) SELECT cluster, 'other', src_topic, src_partition, "
        "src_offset, epoch, entity, entity_key, version, 'unchanged', batch_id, at FROM etl_audit WHERE "
        "group_id <> 'other'";
    QVERIFY((*db)->exec(again).ok());
    const auto twice = (*db)->exec(again); // within a group a message still has one row
    QVERIFY(!twice.ok());
}

void TestWarehouseFile::offsets_areInitialisedOnceAndReset()
{
    auto db = openWarehouse(path("offsets.db"), Semantics::EffectivelyOnce);
    const auto stored = [&](const std::string &cluster) { return *storedOffset(**db, cluster, "g", kPlace); };
    QVERIFY(!stored("c").has_value());
    QVERIFY(initOffset(**db, "c", "g", kPlace, 7, "m1", test::kNow).ok());
    QVERIFY(initOffset(**db, "c", "g", kPlace, 9, "m2", test::kNow).ok()); // it is there already
    QCOMPARE(stored("c")->next, 7);
    QCOMPARE(stored("c")->epoch, 0);
    QCOMPARE(stored("c")->owner, std::string("m1"));
    QVERIFY(!stored("another cluster").has_value());

    QCOMPARE(*resetOffset(**db, "c", "g", kPlace, 3, "teacher", test::kNow), 1);
    QCOMPARE(*resetOffset(**db, "c", "g", kPlace, 0, "teacher", test::kNow), 2);
    QCOMPARE(stored("c")->next, 0);
    QCOMPARE(stored("c")->epoch, 2);
    QCOMPARE(*resetOffset(**db, "another cluster", "g", kPlace, 5, "teacher", test::kNow), 1);
    QCOMPARE(
        test::rowsOf(**db,
                     "SELECT entity, entity_key, action, epoch, before_json, after_json FROM etl_audit"),
        (Strings{
            R"(offset|enriched_orders/1|reset|1|{"next_offset":7,"epoch":0}|{"next_offset":3,"epoch":1})",
            R"(offset|enriched_orders/1|reset|2|{"next_offset":3,"epoch":1}|{"next_offset":0,"epoch":2})",
            R"(offset|enriched_orders/1|reset|1|null|{"next_offset":5,"epoch":1})"}));
}

void TestWarehouseFile::tableCounts_coverEveryTable()
{
    test::Warehouse w;
    test::Messages m;
    m.add(test::orderJson({.number = 1, .items = 3})).add(test::orderJson({.number = 2, .items = 0}));
    w.load(m);
    const auto counts = tableCounts(*w.db);
    QVERIFY(counts.ok());
    Strings names;
    for (const auto &[name, rows] : *counts)
        names.push_back(name);
    QCOMPARE(names, w.rows("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"));
    QCOMPARE(counts->at("fact_orders"), 2);
    QCOMPARE(counts->at("fact_order_items"), 3);
    QCOMPARE(counts->at("etl_outbox"), 1);
}

void TestWarehouseFile::checksum_isOfTheBusinessColumnsAlone()
{
    test::Warehouse one;
    test::Warehouse other;
    QCOMPARE(one.sum(), std::string(32, '0'));
    test::Messages m;
    test::Messages elsewhere(Dataset::Orders, 2);
    for (int i = 0; i < 50; ++i) {
        m.add(test::orderJson({.number = i}), i);
        elsewhere.add(test::orderJson({.number = 49 - i, .eventId = "other-" + std::to_string(i)}), 1000 + i);
    }
    one.load(m);
    other.load(elsewhere.span(0, 20));
    other.load(elsewhere.span(20, 30));
    QCOMPARE(one.sum(), other.sum());
    QCOMPARE(one.sum().size(), std::size_t{32});
}

void TestWarehouseFile::checksum_tellsRowsApart()
{
    test::Warehouse w;
    test::Messages m;
    m.add(R"({"order_id":"A","status":"x\ty","items":[{"sku":"s"}]})");
    m.add(R"({"order_id":"B","status":"x","customer":{"id":"y"}})");
    w.load(m);
    test::Messages a(Dataset::Activities);
    a.add(test::activityJson({}));
    w.load(a);
    std::vector<std::string> sums = {w.sum()};
    for (const char *change :
         {"UPDATE fact_orders SET status = 'z' WHERE order_id = 'B'",
          "UPDATE fact_orders SET status = NULL WHERE order_id = 'B'",
          "UPDATE fact_orders SET status = '\\N' WHERE order_id = 'B'",
          "UPDATE fact_orders SET status = 'x\ty', customer_id = 'z' WHERE order_id = 'B'",
          "UPDATE fact_orders SET status = 'x', customer_id = 'y\tz' WHERE order_id = 'B'",
          "UPDATE fact_order_items SET qty_e3 = 1", "UPDATE fact_activities SET weight_e4 = weight_e4 + 1",
          "UPDATE dim_students SET active = 0", "DELETE FROM fact_orders WHERE order_id = 'A'"}) {
        QVERIFY(w.db->exec(change).ok());
        const std::string sum = w.sum();
        QVERIFY2(std::find(sums.begin(), sums.end(), sum) == sums.end(), change);
        sums.push_back(sum);
    }
    // A doubled row does not cancel out, nor do two of them.
    test::Warehouse naive(Semantics::AtLeastOnce);
    std::vector<std::string> copies;
    for (int i = 0; i < 4; ++i) {
        naive.load(m);
        copies.push_back(naive.sum());
    }
    std::sort(copies.begin(), copies.end());
    QVERIFY(std::adjacent_find(copies.begin(), copies.end()) == copies.end());
}

void TestWarehouseFile::scanAudit_isOrderedByKeyAndOfOneGroupInOneCluster()
{
    test::Warehouse w;
    test::Messages m;
    m.add(test::orderJson({.number = 3, .version = 1}), 10);
    m.add(test::orderJson({.number = 1, .version = 1}), -1);
    m.add(test::orderJson({.number = 3, .version = 2}), 12);
    w.load(m);
    test::Messages a(Dataset::Activities);
    a.add(test::activityJson({}));
    w.load(a);
    const std::string group(kLoaderGroup);
    QVERIFY(resetOffset(*w.db, test::kCluster, group, kPlace, 5, "t", test::kNow).ok());
    QVERIFY(resetOffset(*w.db, test::kCluster, "another", kPlace, 5, "t", test::kNow).ok());
    w.options.cluster = "another";
    w.newWriter();
    test::Messages foreign;
    foreign.add(test::orderJson({.number = 9}));
    w.load(foreign);

    Strings seen;
    QVERIFY(scanAudit(*w.db, test::kCluster, group, [&](const AuditRow &row) {
                seen.push_back(std::string(row.entity) + " " + std::string(row.entityKey) + " v"
                               + std::to_string(row.version) + " " + std::string(row.action) + " from "
                               + std::string(row.source.topic) + "/" + std::to_string(row.source.offset)
                               + " raw " + (row.raw.valid() ? std::to_string(row.raw.offset) : "?") + " "
                               + std::to_string(row.payloadSha256.size()));
            }).ok());
    QCOMPARE(seen,
             (Strings{"activity ACT-1 v1 insert from enriched_activities/0 raw 0 64",
                      "offset enriched_orders/1 v0 reset from enriched_orders/-1 raw ? 0",
                      "order ORD-00000001 v1 insert from enriched_orders/1 raw ? 64",
                      "order ORD-00000003 v1 insert from enriched_orders/0 raw 10 64",
                      "order ORD-00000003 v2 update from enriched_orders/2 raw 12 64"}));
    const auto plan = w.rows("EXPLAIN QUERY PLAN SELECT entity, entity_key, payload_sha256 FROM etl_audit "
                             "ORDER BY entity, entity_key, id");
    QCOMPARE(plan.size(), std::size_t{1}); // the index alone, no sort
}

void TestWarehouseFile::switchSemantics_withDoubles_listsThemAndTheSqlRemovesThem()
{
    test::Warehouse naive(Semantics::AtLeastOnce);
    test::Warehouse right;
    test::Messages m;
    test::Messages a(Dataset::Activities);
    for (int i = 0; i < 40; ++i) {
        m.add(test::orderJson({.number = i % 20, .version = (i * 7) % 9, .minute = i, .items = i % 4}));
        a.add(test::activityJson({.number = i % 30, .version = i, .minute = i}));
    }
    for (test::Messages *messages : {&m, &a}) {
        naive.load(*messages);
        naive.load(messages->span(30, 10)); // delivered again
        right.load(*messages);
    }
    const auto preview = previewSwitch(*naive.db, Semantics::EffectivelyOnce);
    QVERIFY(preview.ok());
    QCOMPARE(preview->doubledKeys, 10 + 10 + 20); // orders, activities, positions
    QCOMPARE(preview->doubles.size(), std::size_t{40});
    QCOMPARE(preview->doubles.front(), std::string("ORD-00000010"));
    QCOMPARE(preview->versionedKeys, 20 + 10);
    const auto refused = switchSemantics(*naive.db, Semantics::EffectivelyOnce);
    QVERIFY(!refused.ok());
    QCOMPARE(refused.error().code, ErrorCode::BadInput);
    QCOMPARE(naive.rows("SELECT semantics FROM etl_meta"), (Strings{"at-least-once"}));

    QVERIFY(naive.db->exec(preview->sql).ok());
    const auto clean = previewSwitch(*naive.db, Semantics::EffectivelyOnce);
    QCOMPARE(clean->doubledKeys, 0);
    QVERIFY(!clean->standsInTheWay());
    QVERIFY(switchSemantics(*naive.db, Semantics::EffectivelyOnce).ok());
    QCOMPARE(naive.sum(), right.sum());
    naive.writer.reset();
    naive.db.reset();
    QVERIFY(openWarehouse(naive.path(), Semantics::EffectivelyOnce).ok());
}

/// Each is an event of its own; effectively-once would have kept the last of them.
void TestWarehouseFile::switchSemantics_versionsOfAKey_areNoDoubles()
{
    test::Warehouse naive(Semantics::AtLeastOnce);
    test::Messages m;
    for (const int version : {1, 2})
        m.add(test::orderJson({.version = version, .minute = version}));
    naive.load(m);
    const auto preview = previewSwitch(*naive.db, Semantics::EffectivelyOnce);
    QVERIFY(preview.ok());
    QCOMPARE(preview->doubledKeys, 0);
    QVERIFY(preview->doubles.empty());
    QCOMPARE(preview->versionedKeys, 1);
    QVERIFY(preview->standsInTheWay());
    QVERIFY(!switchSemantics(*naive.db, Semantics::EffectivelyOnce).ok());
    QVERIFY(naive.db->exec(preview->sql).ok());
    QCOMPARE(naive.rows("SELECT version FROM fact_orders"), (Strings{"2"}));
    QVERIFY(switchSemantics(*naive.db, Semantics::EffectivelyOnce).ok());
}

void TestWarehouseFile::switchSemantics_toNaiveAndBack()
{
    test::Warehouse w;
    test::Messages m;
    m.add(test::orderJson({}));
    w.load(m);
    QCOMPARE(previewSwitch(*w.db, Semantics::AtMostOnce)->doubledKeys, 0);
    QVERIFY(switchSemantics(*w.db, Semantics::AtMostOnce).ok());
    w.options.semantics = Semantics::AtMostOnce;
    w.newWriter();
    w.load(m);
    QCOMPARE(tableCounts(*w.db)->at("fact_orders"), 2);
    QCOMPARE(previewSwitch(*w.db, Semantics::Transactions)->doubles,
             (Strings{"ORD-00000001", "enriched_orders/0/0"}));
    QVERIFY(!switchSemantics(*w.db, Semantics::Transactions).ok());
    QVERIFY(w.db->exec(previewSwitch(*w.db, Semantics::Transactions)->sql).ok());
    QVERIFY(switchSemantics(*w.db, Semantics::Transactions).ok());
    QCOMPARE(w.rows("SELECT semantics FROM etl_meta"), (Strings{"transactions"}));
}

void TestWarehouseFile::outbox_isPendingUntilPublished()
{
    test::Warehouse w;
    test::Messages m;
    for (int i = 0; i < 5; ++i)
        w.load(m.add(test::orderJson({.number = i})).span(static_cast<std::size_t>(i), 1));
    const auto first = pendingOutbox(*w.db, 2);
    QCOMPARE(first->size(), std::size_t{2});
    QCOMPARE(first->at(0).key, std::string("enriched_orders/0/0@0"));
    const std::array<std::int64_t, 2> ids = {first->at(0).id, first->at(1).id};
    QVERIFY(markPublished(*w.db, ids, test::kNow).ok());
    QVERIFY(markPublished(*w.db, {}, test::kNow).ok());
    const auto rest = pendingOutbox(*w.db, 10);
    QCOMPARE(rest->size(), std::size_t{3});
    QCOMPARE(rest->at(0).key, std::string("enriched_orders/0/2@0"));
    QCOMPARE(w.rows("SELECT count(published_at) FROM etl_outbox"), (Strings{"2"}));
}

PK_TEST(TestWarehouseFile)
#include "tst_warehouse_file.moc"
