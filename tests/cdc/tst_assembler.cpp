#include "campus_history.h"
#include "cdc/assembler.h"
#include "places/places.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <set>

using namespace pk;
using namespace pk::cdc;
using namespace pk::test;

namespace {

QJsonObject jsonOf(const RawEvent &event)
{
    return QJsonDocument::fromJson(QByteArray::fromStdString(event.value)).object();
}

QString headerOf(const RawEvent &event, std::string_view name)
{
    return QString::fromStdString(std::string(event.headers.find(name).value_or("")));
}

/// A store, and all that was told so far.
class Bridge
{
public:
    Bridge()
    {
        auto opened = openStore(m_folder.filePath(QStringLiteral("bridge.db")));
        if (opened)
            m_store = std::move(*opened);
        m_assembler.emplace(*m_store);
    }

    Judgement give(const RowEvent &event)
    {
        (void)m_store->begin();
        const auto judged =
            m_assembler->apply({{event.topic, event.partition, event.offset}, event.value, true, 1});
        if (!judged)
            qFatal("%s", qPrintable(judged.error().toString()));
        (void)m_store->commit();
        const auto pending = pendingEvents(*m_store, 100);
        for (const PendingEvent &each : *pending)
            told.push_back(each.event);
        if (!pending->empty())
            (void)removePending(*m_store, pending->back().id);
        return *judged;
    }
    Judgement give(const std::string &table, const std::string &value)
    {
        return give({"producer.kampus." + table, 0, m_offset++, value});
    }
    std::int64_t waiting()
    {
        return *waitingHeads(*m_store, Dataset::Orders) + *waitingHeads(*m_store, Dataset::Activities);
    }
    Database &store() { return *m_store; }

    std::vector<RawEvent> told;

private:
    QTemporaryDir m_folder;
    std::unique_ptr<Database> m_store;
    std::optional<Assembler> m_assembler;
    std::int64_t m_offset = 0;
};

/// Reads the logs in an order that the seed decides. Now and then a log is read from an earlier place once
/// more.
void readInterleaved(Bridge &bridge, const std::vector<std::vector<RowEvent>> &logs, std::uint64_t seed,
                     bool again)
{
    Pcg32 random(seed, 9);
    std::vector<std::size_t> next(logs.size());
    for (;;) {
        std::vector<std::size_t> left;
        for (std::size_t log = 0; log < logs.size(); ++log) {
            if (next[log] < logs[log].size())
                left.push_back(log);
        }
        if (left.empty())
            return;
        const std::size_t log = left[random.below(static_cast<std::uint32_t>(left.size()))];
        const std::uint32_t run = 1 + random.below(20);
        for (std::uint32_t i = 0; i < run && next[log] < logs[log].size(); ++i)
            bridge.give(logs[log][next[log]++]);
        if (again && random.below(8) == 0)
            next[log] -= std::min<std::size_t>(next[log], random.below(40));
    }
}

std::vector<std::string> sortedValues(const std::vector<RawEvent> &events)
{
    std::vector<std::string> values;
    for (const RawEvent &event : events)
        values.push_back(event.value);
    std::sort(values.begin(), values.end());
    return values;
}

/// What Maxwell 1.22.6 wrote for tests/kampus/golden/statements.sql, a log for each partition of each topic.
std::vector<std::vector<RowEvent>> recordedLogs(const QString &partitionBy)
{
    QFile file(sourcePath("tests/kampus/golden/maxwell.jsonl"));
    if (!file.open(QIODevice::ReadOnly))
        qFatal("no golden file");
    std::map<std::pair<QString, int>, std::vector<RowEvent>> logs;
    while (!file.atEnd()) {
        const QJsonObject record = QJsonDocument::fromJson(file.readLine()).object();
        const QString table = record[QStringLiteral("table")].toString();
        const int partition = record[QStringLiteral("partition")].toInt();
        if (record[QStringLiteral("partition_by")].toString() != partitionBy)
            continue;
        std::vector<RowEvent> &log = logs[{table, partition}];
        log.push_back({"producer.kampus." + table.toStdString(), partition, std::ssize(log),
                       record[QStringLiteral("value")].toString().toStdString()});
    }
    std::vector<std::vector<RowEvent>> all;
    for (auto &[topic, log] : logs)
        all.push_back(std::move(log));
    return all;
}

QStringList quantities(const QJsonObject &order)
{
    QStringList texts;
    for (const QJsonValue &item : order[QStringLiteral("items")].toArray())
        texts << item.toObject()[QStringLiteral("qty")].toString();
    return texts;
}

} // namespace

class TestAssembler : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void order_isToldWhenItsLastItemIsThere()
    {
        Bridge bridge;
        bridge.give("orders", maxwell("orders", "insert", 7, false, orderRow(10482, 1, 1, 2, "PAID")));
        bridge.give("order_items", maxwell("order_items", "insert", 7, false, itemRow(1, 10482, 1, 1, "2")));
        QVERIFY(bridge.told.empty());
        QCOMPARE(bridge.waiting(), 1);
        bridge.give("order_items", maxwell("order_items", "insert", 7, true, itemRow(2, 10482, 1, 2, "5")));
        QCOMPARE(bridge.told.size(), 1U);
        QCOMPARE(bridge.waiting(), 0);
        const RawEvent &event = bridge.told.front();
        QCOMPARE(event.key, std::string("ORD-10482"));
        const QString expected = QStringLiteral(
            R"({"event_id":"%1","event_type":"order.created","order_id":"ORD-10482","version":1,)"
            R"("occurred_at":"2025-11-20T10:42:07.911+07:00",)"
            R"("customer":{"id":"MHS-1","name":" budi","email":null,"city":"Malang"},)"
            R"("items":[{"line":1,"sku":"ATK-017","name":"Buku","qty":"2","unit":"lusin","price":"Rp 52.083"},)"
            R"({"line":2,"sku":"ATK-017","name":"Buku","qty":"5","unit":"lusin","price":"Rp 52.083"}],)"
            R"("currency":"IDR","status":"PAID","channel":"koperasi","ordered_at":"2025-11-20 10:41:00"})");
        QCOMPARE(QString::fromStdString(event.value), expected.arg(headerOf(event, header::eventId)));
        QCOMPARE(headerOf(event, header::source), QStringLiteral("maxwell"));
        QCOMPARE(headerOf(event, header::cdcXid), QStringLiteral("7"));
        QCOMPARE(headerOf(event, header::cdcPosition), QStringLiteral("producer.kampus.orders/0/0"));
        QCOMPARE(headerOf(event, header::correlationId).size(), 36);
        QVERIFY(headerOf(event, header::correlationId) != headerOf(event, header::eventId));
        QVERIFY(headerOf(event, header::traceparent).startsWith(QStringLiteral("00-")));
    }

    void positionOfTheBinlog_isKeptWhereMaxwellSendsIt()
    {
        Bridge bridge;
        bridge.give("orders",
                    maxwell("orders", "insert", 7, true, orderRow(1, 1, 1, 0, "PAID"),
                            ",\"position\":\"master.000006:800911\""));
        QCOMPARE(headerOf(bridge.told.at(0), header::cdcPosition), QStringLiteral("master.000006:800911"));
    }

    void newVersion_isNotToldWithTheItemsOfTheOneBefore()
    {
        Bridge bridge;
        bridge.give("orders", maxwell("orders", "insert", 7, false, orderRow(1, 1, 1, 1, "PAID")));
        bridge.give("order_items", maxwell("order_items", "insert", 7, true, itemRow(1, 1, 1, 1, "2")));
        bridge.give("orders", maxwell("orders", "update", 8, true, orderRow(1, 2, 2, 1, "PAID")));
        QCOMPARE(bridge.told.size(), 1U);
        bridge.give("order_items", maxwell("order_items", "update", 8, false, itemRow(1, 1, 2, 1, "9")));
        QCOMPARE(bridge.told.size(), 2U);
        QCOMPARE(quantities(jsonOf(bridge.told[0])), QStringList{QStringLiteral("2")});
        QCOMPARE(quantities(jsonOf(bridge.told[1])), QStringList{QStringLiteral("9")});
        QCOMPARE(headerOf(bridge.told[1], header::eventType), QStringLiteral("order.updated"));
    }

    void anyOrderOfArrival_tellsTheSameEvents_data()
    {
        QTest::addColumn<quint64>("seed");
        QTest::addColumn<bool>("itemsVersion");
        for (quint64 seed = 1; seed <= 6; ++seed)
            QTest::addRow("seed %llu", seed) << seed << true;
        QTest::addRow("orders without items_version") << quint64{7} << false;
    }
    void anyOrderOfArrival_tellsTheSameEvents()
    {
        QFETCH(const quint64, seed);
        QFETCH(const bool, itemsVersion);
        const CampusHistory history(seed, 150, itemsVersion);
        Bridge first;
        readInterleaved(first, history.logs(), seed, false);
        QCOMPARE(first.told.size(), history.versions());
        QCOMPARE(first.waiting(), 0);
        for (const bool again : {false, true}) {
            Bridge other;
            readInterleaved(other, history.logs(), seed + 1'000, again);
            QCOMPARE(sortedValues(other.told), sortedValues(first.told));
        }
        std::map<QString, QJsonObject> newest;
        std::set<std::pair<QString, int>> versions;
        for (const RawEvent &event : first.told) {
            const QJsonObject json = jsonOf(event);
            const int version = json[QStringLiteral("version")].toInt();
            const QString id = json[QStringLiteral("order_id")].toString();
            QVERIFY(versions.emplace(id, version).second);
            QJsonObject &known = newest[id];
            if (known.isEmpty() || known[QStringLiteral("version")].toInt() < version)
                known = json;
        }
        QCOMPARE(newest.size(), history.orders().size());
        for (const auto &[id, order] : history.orders()) {
            const QJsonObject &json = newest.at(QStringLiteral("ORD-%1").arg(id));
            QCOMPARE(json[QStringLiteral("version")].toInt(), order.version + (order.deleted ? 1 : 0));
            QCOMPARE(json[QStringLiteral("status")].toString(),
                     order.deleted ? QStringLiteral("CANCELLED") : QString::fromStdString(order.status));
            QStringList expected;
            for (const auto &[line, qty] : order.items)
                expected << QString::fromStdString(qty);
            QCOMPARE(quantities(json), expected);
        }
    }

    void orderWithoutItemsVersion_waitsForItemsOfItsOwnVersion()
    {
        Bridge bridge;
        bridge.give("orders", maxwell("orders", "insert", 7, false, orderRow(1, 1, 0, 1, "PAID")));
        bridge.give("order_items", maxwell("order_items", "insert", 7, true, itemRow(1, 1, 1, 1, "2")));
        bridge.give("orders", maxwell("orders", "update", 8, true, orderRow(1, 2, 0, 1, "PACKED")));
        QCOMPARE(bridge.told.size(), 1U);
        bridge.give("order_items", maxwell("order_items", "update", 8, false, itemRow(1, 1, 2, 1, "2")));
        QCOMPARE(bridge.told.size(), 2U);
        QCOMPARE(jsonOf(bridge.told[1])[QStringLiteral("status")].toString(), QStringLiteral("PACKED"));
    }

    void readingAllOnceMore_tellsNothing()
    {
        const CampusHistory history(5, 120);
        Bridge bridge;
        readInterleaved(bridge, history.logs(), 1, false);
        const std::size_t told = bridge.told.size();
        readInterleaved(bridge, history.logs(), 2, false);
        QCOMPARE(bridge.told.size(), told);
        QCOMPARE(bridge.waiting(), 0);
    }

    void itemsOfVersionsThatWereTold_areForgotten()
    {
        const CampusHistory history(6, 200);
        Bridge bridge;
        readInterleaved(bridge, history.logs(), 3, true);
        std::size_t needed = 0;
        for (const auto &[id, order] : history.orders())
            needed += order.deleted ? 0 : order.items.size();
        auto query = bridge.store().prepare("SELECT count(*) FROM cdc_parts");
        QVERIFY(*(*query)->step());
        QCOMPARE((*query)->integer(0), static_cast<std::int64_t>(needed));
    }

    void deletedOrder_isCancelledWithItsItemsAndANewerVersion()
    {
        Bridge bridge;
        bridge.give("orders", maxwell("orders", "insert", 7, false, orderRow(1, 4, 4, 1, "PAID")));
        bridge.give("orders", maxwell("orders", "delete", 8, true, orderRow(1, 4, 4, 1, "PAID")));
        QVERIFY(bridge.told.empty());
        bridge.give("order_items", maxwell("order_items", "insert", 7, true, itemRow(1, 1, 4, 1, "2")));
        bridge.give("order_items", maxwell("order_items", "delete", 8, false, itemRow(1, 1, 4, 1, "2")));
        QCOMPARE(bridge.told.size(), 2U);
        const QJsonObject end = jsonOf(bridge.told[1]);
        QCOMPARE(end[QStringLiteral("event_type")].toString(), QStringLiteral("order.cancelled"));
        QCOMPARE(end[QStringLiteral("status")].toString(), QStringLiteral("CANCELLED"));
        QCOMPARE(end[QStringLiteral("version")].toInt(), 5);
        QCOMPARE(quantities(end), QStringList{QStringLiteral("2")});
    }

    void keyOfADeletedOrder_goesAsideWhenItIsUsedAgain()
    {
        Bridge bridge;
        bridge.give("orders", maxwell("orders", "insert", 7, true, orderRow(1, 1, 1, 0, "PAID")));
        bridge.give("orders", maxwell("orders", "delete", 8, true, orderRow(1, 1, 1, 0, "PAID")));
        const Judgement judged =
            bridge.give("orders", maxwell("orders", "insert", 9, true, orderRow(1, 1, 1, 0, "NEW")));
        QCOMPARE(judged.verdict, Verdict::Refused);
        QCOMPARE(judged.why.code, std::string(cdc::code::keyReused));
        QCOMPARE(bridge.told.size(), 2U);
    }

    void bootstrap_tellsWhatIsNotKnown_andTwiceTheSame()
    {
        const std::string head =
            maxwell("orders", "bootstrap-insert", 0, false, orderRow(1, 3, 3, 1, "PAID"), {}, 1'763'700'000);
        const std::string item =
            maxwell("order_items", "bootstrap-insert", 0, false, itemRow(1, 1, 3, 1, "2"));
        Bridge bridge;
        QCOMPARE(bridge.give("orders", maxwell("orders", "bootstrap-start", 0, false, "")).verdict,
                 Verdict::Ignored);
        bridge.give("orders", head);
        bridge.give("order_items", item);
        QCOMPARE(bridge.told.size(), 1U);
        QCOMPARE(bridge.give("orders", head).verdict, Verdict::Old);
        QCOMPARE(bridge.give("order_items", item).verdict, Verdict::Old);
        QCOMPARE(bridge.told.size(), 1U);
        QCOMPARE(headerOf(bridge.told[0], header::cdcXid), QString());

        // Another bridge, another bootstrap of the same rows later: the warehouse must know the event again.
        Bridge other;
        other.give("order_items", item);
        other.give(
            "orders",
            maxwell("orders", "bootstrap-insert", 0, false, orderRow(1, 3, 3, 1, "PAID"), {}, 1'763'999'999));
        QCOMPARE(other.told.at(0).value, bridge.told[0].value);
    }

    void correctionByHandWithoutANewVersion_isToldOnce()
    {
        Bridge bridge;
        bridge.give("orders", maxwell("orders", "insert", 7, false, orderRow(1, 1, 1, 1, "PAID")));
        bridge.give("order_items", maxwell("order_items", "insert", 7, true, itemRow(1, 1, 1, 1, "2")));
        const std::string byHand = maxwell("orders", "update", 8, true, orderRow(1, 1, 1, 1, "PACKED"));
        bridge.give("orders", byHand);
        bridge.give("orders", byHand);
        bridge.give("orders", maxwell("orders", "insert", 7, false, orderRow(1, 1, 1, 1, "PAID")));
        QCOMPARE(bridge.told.size(), 2U);
        const std::string item = maxwell("order_items", "update", 9, true, itemRow(1, 1, 1, 1, "8"));
        bridge.give("order_items", item);
        bridge.give("order_items", item);
        QCOMPARE(bridge.told.size(), 3U);
        QCOMPARE(quantities(jsonOf(bridge.told[2])), QStringList{QStringLiteral("8")});
        QCOMPARE(jsonOf(bridge.told[2])[QStringLiteral("status")].toString(), QStringLiteral("PACKED"));
        std::set<QString> ids;
        for (const RawEvent &event : bridge.told)
            ids.insert(headerOf(event, header::eventId));
        QCOMPARE(ids.size(), 3U);
    }

    void orderWithAnotherName_endsUnderTheOldOne()
    {
        Bridge bridge;
        bridge.give("orders", maxwell("orders", "insert", 7, true, orderRow(1, 1, 1, 0, "PAID")));
        bridge.give("orders",
                    maxwell("orders", "update", 8, true, orderRow(1, 2, 1, 0, "PAID", "ORD-NEW"),
                            R"(,"old":{"version":1,"order_id":"ORD-1"})"));
        QCOMPARE(bridge.told.size(), 3U);
        QCOMPARE(bridge.told[1].key, std::string("ORD-1"));
        QCOMPARE(headerOf(bridge.told[1], header::eventType), QStringLiteral("order.cancelled"));
        QCOMPARE(bridge.told[2].key, std::string("ORD-NEW"));
        QCOMPARE(jsonOf(bridge.told[2])[QStringLiteral("status")].toString(), QStringLiteral("PAID"));
    }

    void orderWithAnotherPrimaryKey_goesOnUnderIt()
    {
        Bridge bridge;
        bridge.give("orders", maxwell("orders", "insert", 7, true, orderRow(1, 1, 1, 0, "PAID")));
        bridge.give("orders",
                    maxwell("orders", "update", 8, true, orderRow(9, 2, 1, 0, "PACKED", "ORD-1"),
                            R"(,"old":{"id":1,"version":1})"));
        QCOMPARE(bridge.told.size(), 2U);
        QCOMPARE(bridge.told[1].key, std::string("ORD-1"));
        QCOMPARE(headerOf(bridge.told[1], header::eventType), QStringLiteral("order.updated"));
        bridge.give("orders", maxwell("orders", "update", 9, true, orderRow(9, 3, 1, 0, "DONE", "ORD-1")));
        QCOMPARE(bridge.told.size(), 3U);
    }

    void activity_waitsForItsStudentAndTellsOfALaterChange()
    {
        const std::string activity =
            R"("id":5,"version":1,"activity_id":"ACT-5","nim":"231045","kind":"magang","title":"X","sks":"10","level":null,)"
            R"("rank":null,"term":"2025/2026-1","recorded_at":"2025-11-20 10:00:00","updated_at":"2025-11-20 10:00:01.000")";
        const std::string student =
            R"("nim":"231045","name":"Budi","program":"TI","faculty":"FT","active":1)";
        Bridge bridge;
        bridge.give("activities", maxwell("activities", "insert", 7, true, activity));
        QVERIFY(bridge.told.empty());
        bridge.give("students", maxwell("students", "insert", 6, true, student));
        QCOMPARE(bridge.told.size(), 1U);
        QCOMPARE(bridge.told[0].key, std::string("231045"));
        QCOMPARE(
            QString::fromStdString(bridge.told[0].value),
            QStringLiteral(
                R"({"event_id":"%1","event_type":"activity.recorded","activity_id":"ACT-5","version":1,)"
                R"("occurred_at":"2025-11-20T10:00:01.000+07:00","nim":"231045","name":"Budi","program":"TI",)"
                R"("faculty":"FT","activity":{"kind":"magang","title":"X","sks":"10","level":null,"rank":null},)"
                R"("term":"2025/2026-1","recorded_at":"2025-11-20 10:00:00"})")
                .arg(headerOf(bridge.told[0], header::eventId)));
        std::string renamed = student;
        renamed.replace(renamed.find("Budi"), 4, "Budi S");
        bridge.give("students", maxwell("students", "update", 9, true, renamed));
        bridge.give("students", maxwell("students", "insert", 6, true, student));
        QCOMPARE(bridge.told.size(), 2U);
        QCOMPARE(jsonOf(bridge.told[1])[QStringLiteral("name")].toString(), QStringLiteral("Budi S"));
        QVERIFY(jsonOf(bridge.told[1])[QStringLiteral("occurred_at")].toString()
                > jsonOf(bridge.told[0])[QStringLiteral("occurred_at")].toString());
        QCOMPARE(bridge.give("activities", maxwell("activities", "delete", 10, true, activity)).verdict,
                 Verdict::Refused);
    }

    void eventThatIsTooLarge_isRefusedAndHoldsNothingUp()
    {
        Bridge bridge;
        bridge.give("orders", maxwell("orders", "insert", 7, false, orderRow(1, 1, 1, 2, "PAID")));
        const std::string huge(600'000, 'x');
        bridge.give("order_items", maxwell("order_items", "insert", 7, false, itemRow(1, 1, 1, 1, huge)));
        const Judgement judged =
            bridge.give("order_items", maxwell("order_items", "insert", 7, true, itemRow(2, 1, 1, 2, huge)));
        QCOMPARE(judged.verdict, Verdict::Refused);
        QCOMPARE(judged.why.code, std::string(cdc::code::tooLarge));
        QVERIFY(bridge.told.empty());
        QCOMPARE(bridge.waiting(), 0);
    }

    void eventsOfTheRealMaxwell_areJoined_data()
    {
        QTest::addColumn<QString>("partitionBy");
        for (const char *by : {"database", "primary_key"})
            QTest::addRow("%s", by) << QString::fromLatin1(by);
    }
    void eventsOfTheRealMaxwell_areJoined()
    {
        QFETCH(const QString, partitionBy);
        const auto logs = recordedLogs(partitionBy);
        QVERIFY(logs.size() >= 4);
        for (quint64 seed = 1; seed <= 20; ++seed) {
            Bridge bridge;
            readInterleaved(bridge, logs, seed, false);
            const std::size_t told = bridge.told.size();
            readInterleaved(bridge, logs, seed + 100, false);
            QCOMPARE(bridge.told.size(), told);
            QCOMPARE(bridge.waiting(), 0);
            std::map<QString, QJsonObject> last;
            for (const RawEvent &event : bridge.told) {
                const QJsonObject json = jsonOf(event);
                const QString name = json[event.dataset == Dataset::Orders ? QStringLiteral("order_id")
                                                                           : QStringLiteral("activity_id")]
                                         .toString();
                if (last[name][QStringLiteral("version")].toInt() <= json[QStringLiteral("version")].toInt())
                    last[name] = json;
            }
            QCOMPARE(last.size(), 3U);
            const QJsonObject first = last.at(QStringLiteral("ORD-00000001"));
            QCOMPARE(first[QStringLiteral("version")].toInt(), 3);
            QCOMPARE(first[QStringLiteral("status")].toString(), QStringLiteral("PAID"));
            QCOMPARE(first[QStringLiteral("customer")].toObject()[QStringLiteral("city")].toString(),
                     QStringLiteral("Malang"));
            QCOMPARE(quantities(first), (QStringList{QStringLiteral("3"), QStringLiteral(" 3")}));
            const QJsonObject second = last.at(QStringLiteral("ORD-00000002"));
            QCOMPARE(second[QStringLiteral("version")].toInt(), 2);
            QCOMPARE(second[QStringLiteral("event_type")].toString(), QStringLiteral("order.cancelled"));
            QCOMPARE(second[QStringLiteral("customer")].toObject()[QStringLiteral("name")].toString(),
                     QStringLiteral("Dosen"));
            QCOMPARE(last.at(QStringLiteral("ACT-00000001"))[QStringLiteral("activity")]
                         .toObject()[QStringLiteral("level")]
                         .toString(),
                     QStringLiteral("nasional"));
        }
    }

    void rowsOfOtherTables_areIgnored_andGarbageIsRefused()
    {
        Bridge bridge;
        QCOMPARE(bridge.give("notes", maxwell("notes", "insert", 7, true, "\"id\":1")).verdict,
                 Verdict::Ignored);
        QCOMPARE(bridge.give("orders", "no JSON").verdict, Verdict::Refused);
        QCOMPARE(bridge.give("orders", "{\"order_id\":\"ORD-1\"}").why.code,
                 std::string(cdc::code::noRowEvent));
        const Judgement judged =
            bridge.give("orders", maxwell("orders", "insert", 7, true, R"("id":1,"order_id":"ORD-1")"));
        QCOMPARE(judged.verdict, Verdict::Refused);
        QVERIFY(judged.why.message.starts_with("The column orders.version is missing"));
        QVERIFY(judged.why.message.find("--one-topic") != std::string::npos); // what such a source needs
        const Judgement item = bridge.give(
            "order_items", maxwell("order_items", "insert", 7, true, R"("id":1,"order_id":1,"line":1)"));
        QVERIFY(item.why.message.starts_with("The column order_items.version is missing"));
        QVERIFY(item.why.message.find("--one-topic") != std::string::npos);
        QVERIFY(bridge.told.empty());
    }
};

PK_TEST(TestAssembler)
#include "tst_assembler.moc"
