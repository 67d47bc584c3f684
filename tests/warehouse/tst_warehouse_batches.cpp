// However messages are cut into batches, the warehouse and the actions are the same; and in whatever order
// they arrive, the business data are the same.

#include "base/pcg32.h"
#include "fixtures.h"

#include <QtTest>

#include <algorithm>

using namespace pk;
using namespace pk::warehouse;

using Strings = std::vector<std::string>;

namespace {

/// Random messages of few keys: new, newer, late and repeated ones, some of them broken.
void addRandom(test::Messages &orders, test::Messages &activities, Pcg32 &random, int count)
{
    for (int i = 0; i < count; ++i) {
        const auto number = static_cast<int>(random.below(25));
        const auto version = static_cast<int>(random.below(6));
        // One event in three is told apart by its time alone.
        const auto minute = static_cast<int>(random.below(3)) * 20;
        const std::string event =
            std::to_string(number) + "-" + std::to_string(version) + "-" + std::to_string(minute);
        if (random.below(20) == 0)
            orders.add("{\"order_id\":");
        else
            orders.add(test::orderJson({.number = number,
                                        .version = version,
                                        .minute = minute,
                                        .eventId = "o" + event,
                                        .status = event,
                                        .items = version}));
        activities.add(test::activityJson({.number = number,
                                           .version = version,
                                           .minute = minute,
                                           .eventId = "a" + event,
                                           .nim = "23" + std::to_string(number % 5),
                                           .name = event}));
    }
}

/// Both datasets in turns, with source offsets as if each had its partition.
std::vector<LoadRecord> interleaved(const test::Messages &orders, const test::Messages &activities)
{
    std::vector<LoadRecord> all;
    for (std::size_t i = 0; i < orders.size(); ++i) {
        all.push_back(orders.span(i, 1)[0]);
        all.push_back(activities.span(i, 1)[0]);
    }
    return all;
}

std::vector<Action> loadInBatches(test::Warehouse &w, std::span<const LoadRecord> records, Pcg32 *random)
{
    std::vector<Action> actions;
    for (std::size_t at = 0; at < records.size();) {
        const std::size_t size = random != nullptr ? 1 + random->below(120) : 1;
        const auto batch = records.subspan(at, std::min(size, records.size() - at));
        const auto done = w.load(batch);
        actions.insert(actions.end(), done.begin(), done.end());
        at += batch.size();
    }
    return actions;
}

constexpr const char *kTables[] = {
    "SELECT order_id, version, event_id, status, item_count, occurred_at, correlation_id, raw_offset, "
    "src_offset "
    "FROM fact_orders ORDER BY order_id, src_offset",
    "SELECT i.order_id, i.line, i.version, o.src_offset FROM fact_order_items AS i JOIN fact_orders AS o "
    "ON o.load_id = i.load_id AND o.order_id = i.order_id ORDER BY 1, 2, 4",
    "SELECT count(*) FROM fact_order_items",
    "SELECT activity_id, version, event_id, nim, correlation_id, raw_offset, src_offset FROM fact_activities "
    "ORDER BY activity_id, src_offset",
    "SELECT * FROM dim_students",
    "SELECT src_topic, src_offset, epoch, entity, entity_key, version, action, payload_sha256, before_json, "
    "after_json FROM etl_audit ORDER BY src_topic, src_offset",
};

} // namespace

class TestWarehouseBatches : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void batchesOfAnySize_endLikeOneByOne_data();
    void batchesOfAnySize_endLikeOneByOne();
    void anyOrderOfArrival_endsInTheSameBusinessData();
    void hugeRecords_inOneBatch_areMoreThanOneStatementTakes();
};

void TestWarehouseBatches::batchesOfAnySize_endLikeOneByOne_data()
{
    QTest::addColumn<int>("seed");
    QTest::addColumn<bool>("naive");
    QTest::addColumn<bool>("images");
    for (int seed = 1; seed <= 12; ++seed)
        QTest::addRow("seed %d", seed) << seed << (seed % 4 == 0) << (seed % 2 == 0);
}

void TestWarehouseBatches::batchesOfAnySize_endLikeOneByOne()
{
    QFETCH(int, seed);
    QFETCH(bool, naive);
    QFETCH(bool, images);
    Pcg32 random(static_cast<std::uint64_t>(seed));
    test::Messages orders;
    test::Messages activities(Dataset::Activities);
    addRandom(orders, activities, random, 300);
    const std::vector<LoadRecord> all = interleaved(orders, activities);

    const Semantics semantics = naive ? Semantics::AtLeastOnce : Semantics::EffectivelyOnce;
    test::Warehouse single(semantics, images);
    test::Warehouse batched(semantics, images);
    QCOMPARE(loadInBatches(batched, all, &random), loadInBatches(single, all, nullptr));
    for (const char *sql : kTables)
        QCOMPARE(batched.rows(sql), single.rows(sql));
    QCOMPARE(batched.sum(), single.sum());
}

void TestWarehouseBatches::anyOrderOfArrival_endsInTheSameBusinessData()
{
    Pcg32 random(77);
    test::Messages orders;
    test::Messages activities(Dataset::Activities);
    addRandom(orders, activities, random, 300);
    std::vector<LoadRecord> all = interleaved(orders, activities);
    test::Warehouse first;
    loadInBatches(first, all, &random);
    for (int round = 0; round < 5; ++round) {
        for (std::size_t i = all.size(); i > 1; --i)
            std::swap(all[i - 1], all[random.below(static_cast<std::uint32_t>(i))]);
        test::Warehouse shuffled;
        loadInBatches(shuffled, all, &random);
        QCOMPARE(shuffled.sum(), first.sum());
    }
}

void TestWarehouseBatches::hugeRecords_inOneBatch_areMoreThanOneStatementTakes()
{
    test::Messages m;
    const std::string status(700'000, 'x');
    for (int i = 0; i < 40; ++i)
        m.add(test::orderJson({.number = i, .status = i < 32 ? status : "paid"}));
    test::Warehouse w(Semantics::EffectivelyOnce, true); // with images, so that the audit is as large again
    w.load(m);
    QCOMPARE(w.rows("SELECT count(*), max(length(status)) FROM fact_orders"), (Strings{"40|700000"}));
    QCOMPARE(w.rows("SELECT count(*) FROM etl_audit WHERE length(after_json) > 700000"), (Strings{"32"}));
}

PK_TEST(TestWarehouseBatches)
#include "tst_warehouse_batches.moc"
