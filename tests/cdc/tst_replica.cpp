#include "base/pcg32.h"
#include "cdc/campus_history.h"
#include "cdc/replica.h"
#include "warehouse/dialect.h"
#include "warehouse/fixtures.h"

#include <QTest>

#include <algorithm>

// With PK_TEST_MYSQL (see warehouse/fixtures.h) on a server.

using namespace pk;
using namespace pk::cdc;
using namespace pk::test;

namespace {

struct Sent
{
    std::string key;
    std::string value;
    std::int32_t partition = 0;
    std::int64_t offset = -1; ///< -1: the next one of its partition
    std::int64_t epoch = 0;
};

std::string keyOf(const std::string &table, const std::string &columns)
{
    return R"({"database":"kampus","table":")" + table + "\"," + columns + "}";
}

/// A message about the row of one key, `columns` beside its id.
Sent change(const std::string &type, std::int64_t id, std::int64_t xid, const std::string &columns,
            const std::string &old = {}, std::int32_t partition = 0)
{
    const std::string number = std::to_string(id);
    const std::string data = "\"id\":" + number + (columns.empty() ? "" : "," + columns);
    return {keyOf("orders", "\"pk.id\":" + number),
            maxwell("orders", type, xid, true, data, old.empty() ? "" : ",\"old\":{" + old + "}"), partition};
}

class Bench
{
public:
    Bench() { replica.emplace(*m_warehouse.db, "cluster-1"); }

    std::vector<Judgement> give(std::vector<Sent> batch, Replica *by = nullptr)
    {
        std::vector<ReplicaRecord> records;
        for (Sent &sent : batch) {
            std::int64_t &next = m_next[sent.partition];
            if (sent.offset < 0)
                sent.offset = next;
            next = std::max(next, sent.offset + 1);
            records.push_back({{"producer.kampus.orders", sent.partition, sent.offset},
                               sent.key,
                               sent.value,
                               true,
                               sent.epoch});
            m_log.push_back(sent);
        }
        Replica &member = by != nullptr ? *by : *replica;
        auto prepared = member.prepare(records);
        if (prepared)
            prepared = m_warehouse.db->begin();
        auto judged = prepared ? member.apply() : Result<std::vector<Judgement>>(prepared.error());
        const auto committed = judged ? m_warehouse.db->commit() : Result<void>(judged.error());
        if (!committed)
            qFatal("%s", qPrintable(committed.error().toString()));
        return *judged;
    }
    Judgement give(const Sent &sent) { return give(std::vector<Sent>{sent}).front(); }
    /// Everything that was given so far, once more, from the beginning; so many at a time.
    void replay(std::size_t batch)
    {
        const std::vector<Sent> log = std::exchange(m_log, {});
        for (std::size_t i = 0; i < log.size(); i += batch)
            give({log.begin() + static_cast<std::ptrdiff_t>(i),
                  log.begin() + static_cast<std::ptrdiff_t>(std::min(i + batch, log.size()))});
    }
    std::vector<std::string> rows(const std::string &columns = "id, status",
                                  const std::string &table = "orders")
    {
        return m_warehouse.rows("SELECT " + columns + " FROM " + replicaTable(table) + " ORDER BY 1, 2");
    }
    std::vector<std::string> query(const std::string &sql) { return m_warehouse.rows(sql); }
    std::string typeOf(const std::string &column)
    {
        auto query = m_warehouse.db->prepare(warehouse::dialectOf(*m_warehouse.db).columnsSql());
        (*query)->bind(0, std::string_view("olap_orders"));
        while (*(*query)->step()) {
            if ((*query)->text(0) == column) {
                std::string type((*query)->text(1));
                std::transform(type.begin(), type.end(), type.begin(), ::toupper);
                return type;
            }
        }
        return "none";
    }
    Database *database() const { return m_warehouse.db.get(); }
    void exec(const std::string &sql)
    {
        if (const auto done = m_warehouse.db->exec(sql); !done)
            qFatal("%s", qPrintable(done.error().toString()));
    }

private:
    test::Warehouse m_warehouse;
    std::map<std::int32_t, std::int64_t> m_next;
    std::vector<Sent> m_log;

public:
    std::optional<Replica> replica;
};

using Lines = std::vector<std::string>;

QStringList list(std::initializer_list<const char *> texts)
{
    QStringList list;
    for (const char *text : texts)
        list << QString::fromUtf8(text);
    return list;
}

} // namespace

class TestReplica : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void insertUpdateDelete_areFollowed()
    {
        Bench bench;
        QCOMPARE(bench.give(change("insert", 1, 10, R"("status":"PENDING","total":1250000.50)")).verdict,
                 Verdict::Taken);
        bench.give(change("insert", 2, 11, R"("status":"PENDING","total":null)"));
        bench.give(change("update", 1, 12, R"("status":"PAID","total":1250000.50)", R"("status":"PENDING")"));
        QCOMPARE(bench.rows(), (Lines{"1|PAID", "2|PENDING"}));
        QCOMPARE(
            bench.query("SELECT count(*) FROM olap_orders WHERE total > 1250000.4 AND total < 1250000.6"),
            Lines{"1"});
        bench.give(change("delete", 1, 13, R"("status":"PAID","total":1250000.50)"));
        QCOMPARE(bench.rows(), Lines{"2|PENDING"});
    }

    void oneBatch_endsAsItsLastRecords()
    {
        Bench bench;
        bench.give({change("insert", 1, 10, R"("status":"A")"), change("update", 1, 11, R"("status":"B")"),
                    change("insert", 2, 12, R"("status":"A")"), change("delete", 2, 13, R"("status":"A")"),
                    change("insert", 3, 14, R"("status":"A")"), change("delete", 3, 15, R"("status":"A")"),
                    change("insert", 3, 16, R"("status":"C")")});
        QCOMPARE(bench.rows(), (Lines{"1|B", "3|C"}));
    }

    void bootstrap_isApplied_andItsFrameIsNoRow()
    {
        Bench bench;
        Sent begin = change("bootstrap-start", 1, 0, "");
        begin.key = keyOf("orders", "\"pk.id\":null");
        const auto judged = bench.give({begin, change("bootstrap-insert", 1, 0, R"("status":"A")"),
                                        change("bootstrap-insert", 2, 0, R"("status":"B")")});
        QCOMPARE(judged[0].verdict, Verdict::Ignored);
        QCOMPARE(judged[1].verdict, Verdict::Taken);
        Sent complete = change("bootstrap-complete", 1, 0, "");
        complete.key = keyOf("orders", R"("_uuid":"x")");
        QCOMPARE(bench.give(complete).verdict, Verdict::Ignored);
        QCOMPARE(bench.rows(), (Lines{"1|A", "2|B"}));
    }

    void primaryKeyChange_movesTheRow_whereverTheFormerOnesRecordsLie()
    {
        Bench bench;
        bench.give(change("insert", 1, 10, R"("status":"A")"));
        bench.give(change("update", 7, 11, R"("status":"A")", R"("id":1)", 1));
        QCOMPARE(bench.rows(), Lines{"7|A"});
        // The other partition comes late: what it says of the former key is older than its end.
        bench.give(change("update", 8, 21, R"("status":"B")", R"("id":2)", 1));
        QCOMPARE(bench.give(change("insert", 2, 20, R"("status":"A")")).verdict, Verdict::Old);
        QCOMPARE(bench.rows(), (Lines{"7|A", "8|B"}));
        // The key is used again.
        QCOMPARE(bench.give(change("insert", 2, 22, R"("status":"new")")).verdict, Verdict::Taken);
        QCOMPARE(bench.rows(), (Lines{"2|new", "7|A", "8|B"}));
    }

    void anotherColumn_isNullable_andNullInOlderRows()
    {
        Bench bench;
        bench.give(change("insert", 1, 10, R"("status":"A")"));
        bench.give({change("insert", 2, 11, R"("status":"A","voucher":"HEMAT")"),
                    change("insert", 3, 12, R"("status":"A","voucher":null)")});
        QCOMPARE(bench.rows("id, voucher"), (Lines{"1|\\N", "2|HEMAT", "3|\\N"}));
        bench.give(change("update", 1, 13, R"("status":"B","voucher":"X","points":4)"));
        QCOMPARE(bench.rows("id, voucher, points"), (Lines{"1|X|4", "2|HEMAT|\\N", "3|\\N|\\N"}));
    }

    void columnTypes_followTheValues_data()
    {
        QTest::addColumn<QStringList>("values");
        QTest::addColumn<QString>("type");
        QTest::addColumn<QStringList>("found");
        QTest::addRow("numbers") << list({"1", "2"}) << "INT" << list({"1", "2"});
        QTest::addRow("null first, then decimals")
            << list({"null", "82.50"}) << "DECIMAL(38,2)" << list({"\\N", "82.5"});
        QTest::addRow("more decimals") << list({"1.5", "0.125"}) << "DECIMAL(38,3)" << list({"1.5", "0.125"});
        QTest::addRow("null first, then text")
            << list({"null", "\"0012\""}) << "TEXT" << list({"\\N", "0012"});
        QTest::addRow("numbers, then text") << list({"12", "\"012\""}) << "TEXT" << list({"12", "012"});
        QTest::addRow("an exponent") << list({"1.5", "2.5E9"}) << "" << list({"1.5", "2.5e+09"});
        QTest::addRow("a set") << list({R"(["a","b"])", "null"}) << "TEXT" << list({R"(["a","b"])", "\\N"});
        QTest::addRow("beyond 64 bits")
            << list({"1", "18446744073709551615"}) << "DECIMAL(38,0)" << list({"1"});
        QTest::addRow("true") << list({"true", "false"}) << "INT" << list({"1", "0"});
    }
    void columnTypes_followTheValues()
    {
        QFETCH(const QStringList, values);
        QFETCH(const QString, type);
        QFETCH(const QStringList, found);
        Bench bench;
        for (int i = 0; i < values.size(); ++i)
            bench.give(change("insert", i + 1, 10 + i, "\"x\":" + values[i].toStdString()));
        QVERIFY2(bench.typeOf("x").find(type.toStdString()) != std::string::npos, bench.typeOf("x").c_str());
        const Lines rows = bench.rows("id, x");
        for (int i = 0; i < found.size(); ++i) {
            const QString row =
                QString::fromStdString(rows[static_cast<std::size_t>(i)]).section(QLatin1Char('|'), 1);
            bool numbers = false;
            const double wanted = found[i].toDouble(&numbers); // a DECIMAL shows all of its decimals
            const bool same =
                type == QStringLiteral("TEXT") || !numbers ? row == found[i] : row.toDouble() == wanted;
            QVERIFY2(same, qPrintable(row));
        }
    }

    void keyOfTwoColumns_asObjectOrArray()
    {
        Bench bench;
        const std::string asObject = keyOf("jenis", "\"pk.ruang\":\"A \\\"1\\\"\",\"pk.nomor\":7");
        const std::string asArray = "[\"kampus\",\"jenis\",[{\"ruang\":\"A \\\"1\\\"\"},{\"nomor\":7}]]";
        const std::string row = "\"Ruang\":\"A \\\"1\\\"\",\"nomor\":7,\"x\":";
        bench.give({asObject, maxwell("jenis", "insert", 1, true, row + "1")});
        bench.give({asArray, maxwell("jenis", "update", 2, true, row + "2")});
        QCOMPARE(bench.rows("\"Ruang\", nomor, x", "jenis"), Lines{"A \"1\"|7|2"});
        bench.give({asObject, maxwell("jenis", "delete", 3, true, row + "2")});
        QCOMPARE(bench.rows("\"Ruang\", nomor", "jenis"), Lines());
    }

    void whatCannotBeApplied_isRefusedWithItsReason_data()
    {
        QTest::addColumn<QString>("key");
        QTest::addColumn<QString>("value");
        QTest::addColumn<QString>("code");
        const QString key = QString::fromStdString(keyOf("orders", "\"pk.id\":1"));
        const auto value = [](const std::string &data, const std::string &table = "orders") {
            return QString::fromStdString(maxwell(table, "insert", 1, true, data));
        };
        QTest::addRow("no JSON") << key << "nonsense"
                                 << "pk.transform.InvalidJson";
        QTest::addRow("another's") << key << R"({"a":1})"
                                   << "pk.cdc.NotARowEvent";
        QTest::addRow("no key") << QString::fromStdString(keyOf("orders", R"("_uuid":"x")"))
                                << value("\"id\":1") << "pk.cdc.NoPrimaryKey";
        QTest::addRow("no JSON in the key") << "ORD-1" << value("\"id\":1") << "pk.cdc.NoPrimaryKey";
        QTest::addRow("key not in the row") << key << value("\"a\":1") << "pk.cdc.NoPrimaryKey";
        QTest::addRow("a long name") << key << value("\"id\":1", std::string(60, 'x')) << "pk.cdc.BadName";
        QTest::addRow("another primary key")
            << QString::fromStdString(keyOf("orders", "\"pk.id\":1,\"pk.shop\":2"))
            << value("\"id\":1,\"shop\":2,\"status\":\"A\"") << "pk.cdc.OtherPrimaryKey";
    }
    void whatCannotBeApplied_isRefusedWithItsReason()
    {
        QFETCH(const QString, key);
        QFETCH(const QString, value);
        QFETCH(const QString, code);
        Bench bench;
        bench.give(change("insert", 5, 1, R"("status":"A")"));
        const auto judged =
            bench.give({{key.toStdString(), value.toStdString()}, change("insert", 6, 2, R"("status":"A")")});
        QCOMPARE(judged[0].verdict, Verdict::Refused);
        QCOMPARE(QString::fromStdString(judged[0].why.code), code);
        QVERIFY(!judged[0].why.message.empty());
        QCOMPARE(judged[1].verdict, Verdict::Taken);
        QCOMPARE(bench.rows(), (Lines{"5|A", "6|A"}));
    }

    /// Keys that change and come again over two partitions, in batches of several sizes, read again from the
    /// beginning, with the table there or dropped.
    void replay_endsAtTheSameTable()
    {
        Bench bench;
        std::map<std::int64_t, std::string> expected;
        Pcg32 random(5, 1);
        for (std::int64_t xid = 1; xid <= 600; ++xid) {
            const std::int64_t id = random.below(20);
            const auto partition = static_cast<std::int32_t>(id % 2);
            const std::string status = "s" + std::to_string(xid);
            const std::string columns = "\"status\":\"" + status + "\""
                + (xid > 300 ? ",\"more\":" + std::to_string(xid) + ".5" : "");
            if (!expected.contains(id)) {
                bench.give(change("insert", id, xid, columns, {}, partition));
                expected[id] = status;
            } else if (const std::int64_t other = random.below(20);
                       random.below(4) == 0 && !expected.contains(other)) {
                bench.give(change("update", other, xid, columns, "\"id\":" + std::to_string(id),
                                  static_cast<std::int32_t>(other % 2)));
                expected.erase(id);
                expected[other] = status;
            } else if (random.below(3) == 0) {
                bench.give(change("delete", id, xid, columns, {}, partition));
                expected.erase(id);
            } else {
                bench.give(change("update", id, xid, columns, {}, partition));
                expected[id] = status;
            }
        }
        Lines lines;
        for (const auto &[id, status] : expected)
            lines.push_back(std::to_string(id) + "|" + status);
        std::sort(lines.begin(), lines.end(),
                  [](const auto &a, const auto &b) { return std::stoi(a) < std::stoi(b); });
        QCOMPARE(bench.rows(), lines);
        const Lines whole = bench.rows("id, status, more");
        for (const std::size_t batch : {1U, 7U, 1'000U}) {
            bench.replay(batch);
            QCOMPARE(bench.rows("id, status, more"), whole);
            bench.exec("DROP TABLE olap_orders");
            bench.replica.emplace(*bench.database(), "cluster-1");
            bench.replay(batch);
            QCOMPARE(bench.rows("id, status, more"), whole);
        }
    }

    void topicMadeAnew_isFollowedThoughItsOffsetsBeginAgain()
    {
        Bench bench;
        Sent first = change("insert", 1, 10, R"("status":"A")");
        first.offset = 500;
        bench.give(first);
        Sent later = change("update", 1, 3, R"("status":"B")");
        later.value = maxwell("orders", "update", 3, true, R"("id":1,"status":"B")", {}, 1'763'609'000);
        later.offset = 2;
        QCOMPARE(bench.give(later).verdict, Verdict::Taken);
        QCOMPARE(bench.rows(), Lines{"1|B"});
    }

    void topicMadeAnew_itsFirstChangesMayBeOfTheSameSecond()
    {
        Bench bench;
        Sent first = change("insert", 1, 10, R"("status":"A")");
        first.offset = 500;
        bench.give(first);
        Sent later = change("update", 1, 11, R"("status":"B")");
        later.offset = 2;
        later.epoch = 1;
        QCOMPARE(bench.give(later).verdict, Verdict::Taken);
        Sent old = change("update", 1, 9, R"("status":"Z")"); // somebody sends it once more
        old.offset = 3;
        old.epoch = 2;
        QCOMPARE(bench.give(old).verdict, Verdict::Old);
        QCOMPARE(bench.rows(), Lines{"1|B"});
    }

    void warehouseOfBeforeThereWereEpochs_isBroughtUpToDate()
    {
        Bench bench;
        bench.give(change("insert", 1, 10, R"("status":"A")"));
        bench.exec("ALTER TABLE olap_rows DROP COLUMN epoch");
        bench.replica.emplace(*bench.database(), "cluster-1");
        QCOMPARE(bench.give(change("update", 1, 11, R"("status":"B")")).verdict, Verdict::Taken);
        QCOMPARE(bench.rows(), Lines{"1|B"});
        QCOMPARE(bench.query("SELECT epoch FROM olap_rows"), Lines{"0"});
    }

    void anotherCluster_itsOffsetsSayNothing()
    {
        Bench bench;
        Sent first = change("insert", 1, 10, R"("status":"A")");
        first.offset = 500;
        bench.give(first);
        Replica elsewhere(*bench.database(), "cluster-2");
        Sent later = change("update", 1, 11, R"("status":"B")"); // in the same second
        later.offset = 2;
        QCOMPARE(bench.give({later}, &elsewhere).front().verdict, Verdict::Taken);
        QCOMPARE(bench.rows(), Lines{"1|B"});
    }

    void twoMembers_findTheColumnThatTheOtherHasMade()
    {
        Bench bench;
        bench.give(change("insert", 1, 10, R"("status":"A")"));
        Replica other(*bench.database(), "cluster-1");
        bench.give({change("insert", 2, 11, R"("status":"A","voucher":1)")}, &other);
        bench.give(change("insert", 3, 12, R"("status":"A","voucher":2.5)"));
        QCOMPARE(bench.rows("id, voucher > 1"), (Lines{"1|\\N", "2|0", "3|1"}));
    }
};

PK_TEST(TestReplica)
#include "tst_replica.moc"
