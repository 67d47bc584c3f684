// What the loader accepts, and with which code it refuses the rest.

#include "base/pcg32.h"
#include "fixtures.h"
#include "warehouse/activity_parser.h"
#include "warehouse/order_parser.h"

#include <QtTest>

#include <array>

using namespace pk;
using namespace pk::warehouse;

using Strings = std::vector<std::string>;

class TestWarehouseParsers : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void order_isStoredExactly();
    void order_withOnlyItsKey_leavesTheRestNull();
    void order_foreignForms_areUnderstood();
    void activity_isStoredExactly();
    void unicode_isStoredAsItCame();
    void refusal_hasACode_data();
    void refusal_hasACode();
    void refusal_ofOneItem_leavesTheItemsOfOthers();
    void depthAndSize_areLimited();
    void mutatedPayloads_neverBreakTheBatch();
};

void TestWarehouseParsers::order_isStoredExactly()
{
    test::Warehouse w;
    test::Messages m;
    m.add(R"({"event_id":"e-1","event_type":"order.created","order_id":"ORD-1","version":3,
        "occurred_at":"2025-11-20T03:42:07.918Z","customer":{"id":"C1","name":"Budi","email":"b@k.id","city":"Malang"},
        "items":[{"line":2,"sku":"B","name":"Pulpen","qty":0.125,"unit":"kg","unit_price":82.50,"discount":0.05,"line_total":9.80},
                 {"line":1,"sku":"A","name":"Buku","qty":24,"unit":"pcs","unit_price":4340.25,"line_total":104166}],
        "currency":"IDR","status":"paid","channel":"koperasi","ordered_at":"2025-11-20T03:41:00Z",
        "order_total":900719925474099.1234,"item_count":2,"unknown":{"deep":[1,{"x":[]}]},"processed_at":"2025-11-20T03:42:08Z"})",
          77);
    m.records()[0].cdcPosition = "binlog.000002:345";
    QCOMPARE(w.load(m), (std::vector<Action>{Action::Insert}));
    QCOMPARE(
        w.rows("SELECT * FROM fact_orders"),
        (Strings{"1|ORD-1|3|e-1|paid|C1|Budi|b@k.id|Malang|koperasi|IDR|9007199254740991234|2|1763610060000|"
                 "1763610127918|018c0000-0000-7000-8000-000000000000|raw_orders|0|77|enriched_orders|0|0|"
                 "binlog.000002:345|1763610000000"}));
    QCOMPARE(w.rows("SELECT * FROM fact_order_items"),
             (Strings{"1|ORD-1|1|3|A|Buku|24000|pcs|43402500|0|1041660000",
                      "1|ORD-1|2|3|B|Pulpen|125|kg|825000|500|98000"}));
    QCOMPARE(
        w.rows("SELECT cluster, group_id, src_topic, src_partition, src_offset, epoch, raw_topic, "
               "raw_partition, "
               "raw_offset, entity, entity_key, version, action, before_json, after_json, batch_id, at "
               "FROM etl_audit"),
        (Strings{"cluster-1|kampus-loader|enriched_orders|0|0|0|raw_orders|0|77|order|ORD-1|3|insert|\\N|\\N|"
                 "enriched_orders/0/0@0|1763610000000"}));
}

void TestWarehouseParsers::order_withOnlyItsKey_leavesTheRestNull()
{
    test::Warehouse w;
    test::Messages m;
    m.add(R"({"order_id":"X"})", -1);
    m.records()[0].correlationId = {};
    QCOMPARE(w.load(m), (std::vector<Action>{Action::Insert}));
    const auto rows =
        w.rows("SELECT order_id, version, substr(event_id, 1, 7), status, customer_id, total_e4, "
               "item_count, ordered_at, occurred_at, correlation_id, raw_topic, raw_offset FROM fact_orders");
    QCOMPARE(rows, (Strings{"X|0|sha256:|\\N|\\N|\\N|\\N|\\N|\\N|\\N|\\N|\\N"}));
    // Without an event id the content tells that it is the same event.
    m.records()[0].source.offset = 1;
    QCOMPARE(w.load(m), (std::vector<Action>{Action::Unchanged}));
}

void TestWarehouseParsers::order_foreignForms_areUnderstood()
{
    test::Warehouse w;
    test::Messages m;
    m.add(R"({"order_id":1001,"version":"2","order_total":"1250000.50","customer":null,"status":null,
        "occurred_at":"2025-11-20T10:42:07.918+07:00","items":[{"qty":"2","unit_price":"1e3"},{},{"line":9}]})");
    QCOMPARE(w.load(m), (std::vector<Action>{Action::Insert}));
    QCOMPARE(w.rows("SELECT order_id, version, total_e4, customer_id, occurred_at FROM fact_orders"),
             (Strings{"1001|2|12500005000|\\N|1763610127918"}));
    QCOMPARE(w.rows("SELECT line, qty_e3, unit_price_e4, discount_e4 FROM fact_order_items"),
             (Strings{"1|2000|10000000|0", "2|\\N|\\N|0", "9|\\N|\\N|0"}));
}

void TestWarehouseParsers::activity_isStoredExactly()
{
    test::Warehouse w;
    test::Messages m(Dataset::Activities);
    m.add(R"({"event_id":"e-9","activity_id":"ACT-7","version":1,"occurred_at":"2025-11-20T03:42:07.918Z",
        "nim":"231045","name":"Siti","program":"Informatika","faculty":"FTI",
        "activity":{"kind":"lomba","title":"Lomba robot","sks":null,"level":"nasional","rank":"juara 1"},
        "term":"2025/2026-1","recorded_at":"2025-11-20T03:41:00Z","weight":0.6,"regulation":"358/M/KEP/2025"})",
          5);
    QCOMPARE(w.load(m), (std::vector<Action>{Action::Insert}));
    QCOMPARE(
        w.rows("SELECT * FROM fact_activities"),
        (Strings{
            "1|ACT-7|1|e-9|231045|lomba|Lomba robot|\\N|nasional|juara 1|2025/2026-1|6000|358/M/KEP/2025|"
            "1763610060000|1763610127918|018c0000-0000-7000-8000-000000000000|raw_activities|0|5|"
            "enriched_activities|0|0|\\N|1763610000000"}));
    QCOMPARE(w.rows("SELECT nim, name, program, faculty, active FROM dim_students"),
             (Strings{"231045|Siti|Informatika|FTI|1"}));
}

void TestWarehouseParsers::unicode_isStoredAsItCame()
{
    test::Warehouse w;
    test::Messages m;
    m.add("{\"order_id\":\"Ünïcödé-\u2603\",\"status\":\"😀 \\uD83D\\uDE00 "
          "\\u00e9\",\"currency\":\"\\\"\\\\\\/\\n\"}");
    QCOMPARE(w.load(m), (std::vector<Action>{Action::Insert}));
    QCOMPARE(w.rows("SELECT order_id, status, currency FROM fact_orders"),
             (Strings{"Ünïcödé-\u2603|😀 😀 é|\"\\/\n"}));
    QVERIFY(w.rows("SELECT value FROM etl_outbox").at(0).find("Ünïcödé-\u2603") != std::string::npos);
}

void TestWarehouseParsers::refusal_hasACode_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QByteArray>("code");
    const auto row = [](const char *name, QByteArray json, const char *code) {
        QTest::addRow("%s", name) << json << QByteArray("pk.load.").append(code);
    };
    row("empty", "", "InvalidJson");
    row("cut off", R"({"order_id":"A")", "InvalidJson");
    row("two values", R"({"order_id":"A"} {})", "InvalidJson");
    row("zero byte after it", QByteArray("{\"order_id\":\"A\"}\0x", 18), "InvalidJson");
    row("invalid UTF-8", "{\"order_id\":\"A\xff\"}", "InvalidJson");
    row("overlong UTF-8", "{\"order_id\":\"A\xc0\xaf\"}", "InvalidJson");
    row("lone surrogate", R"({"order_id":"\ud800"})", "InvalidJson");
    row("number", "12", "NotAnObject");
    row("array", R"([{"order_id":"A"}])", "NotAnObject");
    row("null", "null", "NotAnObject");
    row("no key", R"({"status":"paid"})", "MissingField");
    row("empty key", R"({"order_id":""})", "MissingField");
    row("null key", R"({"order_id":null})", "MissingField");
    row("key is an object", R"({"order_id":{"a":1}})", "BadType");
    row("key is true", R"({"order_id":true})", "BadType");
    row("key too long", "{\"order_id\":\"" + QByteArray(256, 'x') + "\"}", "KeyTooLong");
    row("key twice", R"({"order_id":"A","order_id":"B"})", "DuplicateKey");
    row("field of an item twice", R"({"order_id":"A","items":[{"qty":1,"qty":2}]})", "DuplicateKey");
    row("version is no integer", R"({"order_id":"A","version":1.5})", "BadNumber");
    row("amount is text", R"({"order_id":"A","order_total":"Rp 5"})", "BadNumber");
    row("amount does not fit", R"({"order_id":"A","order_total":1e16})", "BadNumber");
    row("amount is false", R"({"order_id":"A","order_total":false})", "BadNumber");
    row("time", R"({"order_id":"A","occurred_at":"yesterday"})", "BadTime");
    row("time is a number", R"({"order_id":"A","ordered_at":1763610127918})", "BadTime");
    row("items is a text", R"({"order_id":"A","items":"none"})", "BadType");
    row("items is an object", R"({"order_id":"A","items":{}})", "BadType");
    row("item is a number", R"({"order_id":"A","items":[1]})", "BadType");
    row("line twice", R"({"order_id":"A","items":[{"line":1},{"line":2},{"line":1}]})", "DuplicateLine");
}

void TestWarehouseParsers::refusal_hasACode()
{
    QFETCH(QByteArray, json);
    QFETCH(QByteArray, code);
    for (const Semantics semantics : {Semantics::EffectivelyOnce, Semantics::AtLeastOnce}) {
        test::Warehouse w(semantics);
        test::Messages m;
        m.add(test::orderJson({.number = 1})).add(json.toStdString()).add(test::orderJson({.number = 2}));
        QCOMPARE(w.load(m), (std::vector<Action>{Action::Insert, Action::Rejected, Action::Insert}));
        QCOMPARE(w.codes.at(1), code.toStdString());
        QCOMPARE(tableCounts(*w.db)->at("fact_orders"), 2);
        QCOMPARE(tableCounts(*w.db)->at("etl_audit"), 2);
    }
}

void TestWarehouseParsers::refusal_ofOneItem_leavesTheItemsOfOthers()
{
    test::Warehouse w;
    test::Messages m;
    m.add(R"({"order_id":"A","items":[{"sku":"a"}]})");
    m.add(R"({"order_id":"B","items":[{"sku":"b"},{"sku":"b2","qty":"x"}]})");
    m.add(R"({"order_id":"C","items":[{"sku":"c"}]})");
    m.add("", 3);
    m.records()[3].hasValue = false;
    w.load(m);
    QCOMPARE(w.codes, (Strings{"", "pk.load.BadNumber", "", "pk.load.NoValue"}));
    QCOMPARE(w.rows("SELECT order_id, sku FROM fact_order_items"), (Strings{"A|a", "C|c"}));
}

void TestWarehouseParsers::depthAndSize_areLimited()
{
    const auto nested = [](int levels) {
        return "{\"order_id\":\"A\",\"x\":" + std::string(static_cast<std::size_t>(levels - 1), '[')
            + std::string(static_cast<std::size_t>(levels - 1), ']') + "}";
    };
    test::Warehouse w;
    test::Messages m;
    m.add(nested(64)).add(nested(65)).add(std::string(1024 * 1024, '['));
    m.add("{\"order_id\":\"B\",\"status\":\"" + std::string(1024 * 1024, 'x') + "\"}");
    w.load(m);
    QCOMPARE(w.codes, (Strings{"", "pk.load.TooDeep", "pk.load.NotAnObject", "pk.load.TooLarge"}));
}

/// Whatever bytes arrive, the batch goes on and every message has one outcome.
void TestWarehouseParsers::mutatedPayloads_neverBreakTheBatch()
{
    Pcg32 random(20'251'120);
    constexpr std::array<std::string_view, 12> pieces = {
        "\"", "{", "}", "[", "]", ",", ":", "null", "1e400", "\\u0000", "\xf0\x9f", "-0.00005"};
    const auto mutate = [&](std::string json) {
        for (std::uint32_t edits = 1 + random.below(4); edits > 0 && !json.empty(); --edits) {
            const std::size_t at = random.below(static_cast<std::uint32_t>(json.size()));
            switch (random.below(5)) {
            case 0:
                json[at] = static_cast<char>(random.below(256));
                break;
            case 1:
                json.erase(at, 1 + random.below(30));
                break;
            case 2:
                json.insert(at, pieces[random.below(pieces.size())]);
                break;
            case 3:
                json.insert(at, json.substr(random.below(static_cast<std::uint32_t>(json.size())), 40));
                break;
            default:
                json.resize(at + 1);
                break;
            }
        }
        return json;
    };
    test::Warehouse w(Semantics::EffectivelyOnce, true);
    std::size_t accepted = 0;
    std::size_t done = 0;
    for (int batch = 0; batch < 40; ++batch) {
        test::Messages orders;
        test::Messages activities(Dataset::Activities);
        for (int i = 0; i < 250; ++i) {
            const auto number = static_cast<int>(random.below(300));
            const auto version = static_cast<int>(random.below(5));
            orders.add(mutate(test::orderJson({.number = number, .version = version})));
            activities.add(mutate(test::activityJson({.number = number, .version = version})));
        }
        for (test::Messages *m : {&orders, &activities}) {
            for (LoadRecord &record : m->records())
                record.source.offset = static_cast<std::int64_t>(done++);
            for (std::size_t i = 0; const Action action : w.load(*m)) {
                QCOMPARE(action == Action::Rejected, !w.codes[i++].empty());
                accepted += action != Action::Rejected ? 1 : 0;
            }
        }
    }
    QCOMPARE(done, std::size_t{20'000});
    QVERIFY(accepted > 1'000 && accepted < 19'000);
    QCOMPARE(static_cast<std::size_t>(tableCounts(*w.db)->at("etl_audit")), accepted);
    QCOMPARE(w.rows("PRAGMA integrity_check"), (Strings{"ok"}));
    QCOMPARE(
        w.rows(
            "SELECT count(*) FROM fact_order_items AS i LEFT JOIN fact_orders AS o ON o.load_id = i.load_id "
            "WHERE o.order_id IS NOT i.order_id"),
        (Strings{"0"}));
}

PK_TEST(TestWarehouseParsers)
#include "tst_warehouse_parsers.moc"
