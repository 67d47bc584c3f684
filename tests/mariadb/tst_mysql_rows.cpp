// Many rows at once on a real MariaDB, by its bulk protocol.

#include "local_mariadb.h"
#include "query_number.h"

#include <QtTest>

#include <limits>

using namespace pk;
using test::number;

class TestMysqlRows : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();

    void rows_arriveAsTheyWent();
    void rows_areManyTimesAsManyAsAPacketHolds();
    void rows_thatAreRefused_leaveTheSinkUsable();
    void rows_afterTheConnectionWasLost_goOverTheNewOne();

private:
    std::unique_ptr<Database> connect(OpenMode mode = OpenMode::ReadWrite)
    {
        auto db = openMysql(m_server->address(), QString::fromLatin1(test::LocalMariaDb::kPassword), mode);
        if (!db)
            qFatal("%s", qPrintable(db.error().toString()));
        return std::move(*db);
    }

    std::unique_ptr<test::LocalMariaDb> m_server;
};

void TestMysqlRows::initTestCase()
{
    if (const QString reason = test::LocalMariaDb::reasonToSkip(); !reason.isEmpty())
        QSKIP(qPrintable(reason));
    m_server = std::make_unique<test::LocalMariaDb>();
    const QString problem = m_server->start();
    QVERIFY2(problem.isEmpty(), qPrintable(problem));
}

void TestMysqlRows::init()
{
    const auto db = connect();
    VERIFY_OK(db->exec("DROP TABLE IF EXISTS t, u; CREATE TABLE t(id BIGINT PRIMARY KEY, n BIGINT); "
                       "CREATE TABLE u(id BIGINT PRIMARY KEY, a VARCHAR(20) COLLATE utf8mb4_nopad_bin, "
                       "b MEDIUMTEXT COLLATE utf8mb4_nopad_bin, c BLOB, d DOUBLE)"));
}

void TestMysqlRows::rows_arriveAsTheyWent()
{
    const auto db = connect();
    const auto sink = db->rowSink("INSERT INTO u(id, a, b, d) VALUES (?, ?, ?, ?) ON DUPLICATE KEY UPDATE "
                                  "a = VALUES(a), b = VALUES(b)",
                                  4);
    if (!sink)
        QSKIP("Qt's driver was built with another client library than MariaDB's");
    const std::string text = std::string("Soto \xF0\x9F\x8D\x9C 'x' \"y\" \\ \n ?") + '\0' + "end ";
    const auto row = [&](std::int64_t id, std::string_view a, auto bindB) {
        sink->integer(id);
        sink->text(a);
        bindB();
        sink->null();
        return sink->endRow();
    };
    VERIFY_OK(row(std::numeric_limits<std::int64_t>::min(), "", [&] { sink->null(); }));
    VERIFY_OK(row(1, "first", [&] { sink->integer(-42); }));
    VERIFY_OK(row(1, "a ", [&] { sink->text(text); }));
    VERIFY_OK(row(2, "b", [&] { sink->integer(7); }));
    VERIFY_OK(sink->flush());
    VERIFY_OK(
        row(3, "c", [&] { sink->integer(8); })); // the statement's second run, its column of another type
    VERIFY_OK(sink->flush());
    VERIFY_OK(sink->flush()); // nothing is left

    auto query = db->prepare("SELECT id, a, b, d FROM u ORDER BY id");
    VERIFY_OK(query);
    Statement &read = **query;
    QVERIFY(*read.step());
    QCOMPARE(read.integer(0), std::numeric_limits<std::int64_t>::min());
    QCOMPARE(read.type(1), ValueType::Text);
    QCOMPARE(read.text(1), std::string_view(""));
    QVERIFY(read.isNull(2) && read.isNull(3));
    QVERIFY(*read.step());
    QCOMPARE(read.text(1), std::string_view("a "));
    QCOMPARE(read.text(2), std::string_view(text));
    QVERIFY(*read.step());
    QCOMPARE(read.text(2), std::string_view("7"));
    QVERIFY(*read.step());
    QCOMPARE(read.text(2), std::string_view("8"));
    QVERIFY(!*read.step());
}

void TestMysqlRows::rows_areManyTimesAsManyAsAPacketHolds()
{
    const auto db = connect();
    const auto sink = db->rowSink("INSERT INTO u(id, b) VALUES (?, ?)", 2);
    if (!sink)
        QSKIP("Qt's driver was built with another client library than MariaDB's");
    const std::string text(1'000'000, 'x');
    constexpr int rows = 40; // the server takes 16 MB at once
    VERIFY_OK(db->begin());
    for (int i = 0; i < rows; ++i) {
        sink->integer(i);
        sink->text(text);
        VERIFY_OK(sink->endRow());
    }
    VERIFY_OK(sink->flush());
    VERIFY_OK(db->commit());
    QCOMPARE(number(*db, "SELECT sum(length(b)) FROM u"), rows * std::int64_t{1'000'000});
}

void TestMysqlRows::rows_thatAreRefused_leaveTheSinkUsable()
{
    const auto db = connect();
    const auto sink = db->rowSink("INSERT INTO t VALUES (?, ?)", 2);
    if (!sink)
        QSKIP("Qt's driver was built with another client library than MariaDB's");
    const auto pour = [&](std::int64_t from, std::int64_t to) -> Result<void> {
        for (std::int64_t id = from; id <= to; ++id) {
            sink->integer(id);
            sink->integer(id);
            if (auto ended = sink->endRow(); !ended)
                return ended;
        }
        return sink->flush();
    };
    VERIFY_OK(pour(5, 5));
    VERIFY_OK(db->begin());
    const auto refused = pour(1, 9); // 5 is there
    QVERIFY(!refused.ok());
    QVERIFY2(refused.error().toString().contains(QStringLiteral("Duplicate")),
             qPrintable(refused.error().toString()));
    db->rollback();
    QCOMPARE(number(*db, "SELECT count(*) FROM t"), 1);
    VERIFY_OK(db->begin());
    VERIFY_OK(pour(6, 9));
    VERIFY_OK(db->commit());
    QCOMPARE(number(*db, "SELECT sum(id) FROM t"), 35);
    VERIFY_OK(db->exec("DROP TABLE t"));
    QVERIFY(!pour(1, 1).ok());
}

void TestMysqlRows::rows_afterTheConnectionWasLost_goOverTheNewOne()
{
    const auto db = connect();
    const auto killer = connect();
    const auto sink = db->rowSink("INSERT INTO t VALUES (?, 1)", 1);
    if (!sink)
        QSKIP("Qt's driver was built with another client library than MariaDB's");
    sink->integer(1);
    VERIFY_OK(sink->flush());
    const auto id = number(*db, "SELECT connection_id()");
    VERIFY_OK(db->begin());
    VERIFY_OK(killer->exec("KILL CONNECTION " + std::to_string(id)));
    for (const std::int64_t lost : {2, 3}) { // not over a new connection in the middle of a transaction
        sink->integer(lost);
        const auto poured = sink->flush();
        QVERIFY(!poured.ok());
        QCOMPARE(poured.error().code, ErrorCode::Unavailable);
        QVERIFY(poured.error().retriable);
    }
    db->rollback();
    VERIFY_OK(db->begin());
    sink->integer(4);
    VERIFY_OK(sink->flush());
    VERIFY_OK(db->commit());
    QCOMPARE(number(*db, "SELECT sum(id) FROM t"), 5);
}

PK_TEST(TestMysqlRows)
#include "tst_mysql_rows.moc"
