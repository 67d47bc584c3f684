// The database layer on a real MariaDB: values, counts, locks, and what is left when the server dies.

#include "local_mariadb.h"
#include "query_number.h"

#include <QtTest>

#include <array>
#include <latch>
#include <thread>

using namespace pk;
using test::number;

class TestMysqlDatabase : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();

    void values_comeBackAsTheyWent();
    void text_isNeverTakenForSql();
    void aTextThatDoesNotFit_isAnError_notACut();
    void changes_countTheRowsFound_evenWhenNothingBecomesDifferent();
    void guard_ofAnOvertakenLoader_changesNoRow();
    void begin_letsOneWriterInAtATime();
    void begin_holdsOnWhenATableIsMade();
    void lockOfAnotherProgram_isBusy();
    void deadlock_isBusy_andTheOtherGoesOn();
    void manyRows_areReadToTheEnd_orGivenUp();
    void queryThatIsKilledOnItsWay_isAnError_notTheEnd();
    void wrongPassword_unknownDatabase_noServer_sayWhatToDo();
    void unixSocket_works();
    void readOnly_refusesToWrite();
    void typedQueries_areRefused_ofAnAccountThatMayWrite();
    void connectionKilledInATransaction_losesIt_andTheNextBeginConnectsAgain();
    void queryLimit_holdsInTheNextConnection();
    void serverKilled_isUnavailable_andNothingOfTheOpenTransactionIsKept();
    void readAfterARestart_connectsByItself();
    void serverThatHangs_isUnavailableSoon_alsoInACommit();
    void commitWithoutAnAnswer_isUnknown();

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

void TestMysqlDatabase::initTestCase()
{
    if (const QString reason = test::LocalMariaDb::reasonToSkip(); !reason.isEmpty())
        QSKIP(qPrintable(reason));
    m_server = std::make_unique<test::LocalMariaDb>();
    const QString problem = m_server->start();
    QVERIFY2(problem.isEmpty(), qPrintable(problem));
}

void TestMysqlDatabase::init()
{
    const auto db = connect();
    VERIFY_OK(db->exec("DROP TABLE IF EXISTS t, u; CREATE TABLE t(id BIGINT PRIMARY KEY, n BIGINT); "
                       "CREATE TABLE u(id BIGINT PRIMARY KEY, a VARCHAR(20) COLLATE utf8mb4_nopad_bin, "
                       "b MEDIUMTEXT COLLATE utf8mb4_nopad_bin, c BLOB, d DOUBLE)"));
}

void TestMysqlDatabase::values_comeBackAsTheyWent()
{
    const auto db = connect();
    QVERIFY2(db->version().rfind("MariaDB 1", 0) == 0, db->version().c_str());
    const std::string text = std::string("Soto \xF0\x9F\x8D\x9C 'x' \"y\" \\ \n\t ?") + '\0' + "end ";
    auto insert = db->prepare("INSERT INTO u(id, a, b, c, d) VALUES (?, ?, ?, ?, 0.5), (?, ?, ?, ?, NULL)");
    VERIFY_OK(insert);
    (*insert)->bind(0, std::numeric_limits<std::int64_t>::max());
    (*insert)->bind(1, std::string_view("a "));
    (*insert)->bind(2, std::string_view(text));
    (*insert)->bindBlob(3, std::string_view("\0\xff'\\", 4));
    (*insert)->bind(4, std::numeric_limits<std::int64_t>::min());
    (*insert)->bind(5, std::string_view(""));
    (*insert)->bindNull(6);
    (*insert)->bindNull(7);
    VERIFY_OK((*insert)->step());
    QCOMPARE(db->changes(), 2);

    auto query = db->prepare("SELECT id, a, b, c, d FROM u ORDER BY id DESC");
    VERIFY_OK(query);
    Statement &row = **query;
    QVERIFY(*row.step());
    QCOMPARE(row.columnCount(), 5);
    QCOMPARE(row.columnName(1), std::string("a"));
    QCOMPARE(row.type(0), ValueType::Integer);
    QCOMPARE(row.integer(0), std::numeric_limits<std::int64_t>::max());
    QCOMPARE(row.text(1), std::string_view("a "));
    QCOMPARE(row.type(2), ValueType::Text);
    QCOMPARE(row.text(2), std::string_view(text));
    QCOMPARE(row.text(3), std::string_view("\0\xff'\\", 4));
    QCOMPARE(row.type(4), ValueType::Real);
    QCOMPARE(row.real(4), 0.5);
    QVERIFY(*row.step());
    QCOMPARE(row.integer(0), std::numeric_limits<std::int64_t>::min());
    QCOMPARE(row.type(1), ValueType::Text);
    QCOMPARE(row.text(1), std::string_view(""));
    QVERIFY(row.isNull(2) && row.isNull(3) && row.isNull(4));
    QVERIFY(!*row.step());
    // With the collation that a warehouse uses, keys are equal only byte by byte.
    QCOMPARE(number(*db, "SELECT count(*) FROM u WHERE a IN ('A ', 'a')"), 0);
}

void TestMysqlDatabase::text_isNeverTakenForSql()
{
    const auto db = connect();
    auto insert = db->prepare("INSERT INTO u(id, b) VALUES (1, ?)");
    for (const char *text :
         {"'); DROP TABLE t; --", "\\'); DROP TABLE t; --", "\\", "''", "\xbf'; DROP TABLE t; --"}) {
        VERIFY_OK(db->exec("DELETE FROM u"));
        (*insert)->bind(0, std::string_view(text));
        VERIFY_OK((*insert)->step());
        QCOMPARE(number(*db, "SELECT count(*) FROM u"), 1);
    }
    QCOMPARE(number(*db, "SELECT count(*) FROM t"), 0); // it is still there
}

void TestMysqlDatabase::aTextThatDoesNotFit_isAnError_notACut()
{
    const auto db = connect();
    const auto done = db->exec("INSERT INTO u(id, a) VALUES (1, '123456789012345678901')");
    QVERIFY(!done.ok());
    QCOMPARE(done.error().code, ErrorCode::Database);
    QVERIFY(!done.error().retriable);
    QCOMPARE(number(*db, "SELECT count(*) FROM u"), 0);
}

void TestMysqlDatabase::changes_countTheRowsFound_evenWhenNothingBecomesDifferent()
{
    const auto db = connect();
    VERIFY_OK(db->exec("INSERT INTO t VALUES (1, 5), (2, 5)"));
    VERIFY_OK(db->exec("UPDATE t SET n = 5 WHERE n = 5"));
    QCOMPARE(db->changes(), 2);
    VERIFY_OK(db->exec("UPDATE t SET n = 6 WHERE n = 7"));
    QCOMPARE(db->changes(), 0);
    VERIFY_OK(db->exec("DELETE FROM t WHERE id = 1"));
    QCOMPARE(db->changes(), 1);
}

void TestMysqlDatabase::guard_ofAnOvertakenLoader_changesNoRow()
{
    const auto zombie = connect();
    const auto newer = connect();
    VERIFY_OK(zombie->exec("INSERT INTO t VALUES (1, 100)"));
    QCOMPARE(number(*zombie, "SELECT n FROM t"), 100); // what it remembers
    VERIFY_OK(newer->begin());
    VERIFY_OK(newer->exec("UPDATE t SET n = 200 WHERE id = 1 AND n = 100"));
    QCOMPARE(newer->changes(), 1);
    VERIFY_OK(newer->commit());
    VERIFY_OK(zombie->begin());
    VERIFY_OK(zombie->exec("UPDATE t SET n = 200 WHERE id = 1 AND n = 100"));
    QCOMPARE(zombie->changes(), 0);
    zombie->rollback();
    QCOMPARE(number(*newer, "SELECT n FROM t"), 200);
}

void TestMysqlDatabase::begin_letsOneWriterInAtATime()
{
    const auto first = connect();
    const auto second = connect();
    VERIFY_OK(first->begin());
    const auto refused = second->begin();
    QVERIFY(!refused.ok());
    QCOMPARE(refused.error().code, ErrorCode::Busy);
    QVERIFY(refused.error().retriable);
    second->rollback(); // safe
    VERIFY_OK(first->commit());
    VERIFY_OK(second->begin());
    second->rollback();
    VERIFY_OK(first->begin()); // a rollback gives the lock back, too
    first->rollback();
}

void TestMysqlDatabase::begin_holdsOnWhenATableIsMade()
{
    const auto first = connect();
    const auto second = connect();
    VERIFY_OK(first->begin());
    VERIFY_OK(first->exec("CREATE TABLE IF NOT EXISTS w(id BIGINT); DROP TABLE w")); // commits by itself
    QVERIFY(!second->begin().ok());
    VERIFY_OK(first->commit());
    VERIFY_OK(second->begin());
    second->rollback();
}

void TestMysqlDatabase::lockOfAnotherProgram_isBusy()
{
    const auto db = connect();
    const auto other = connect();
    VERIFY_OK(db->exec("INSERT INTO t VALUES (1, 1)"));
    VERIFY_OK(other->exec("START TRANSACTION; UPDATE t SET n = 2 WHERE id = 1"));
    VERIFY_OK(db->exec("SET SESSION innodb_lock_wait_timeout = 1"));
    VERIFY_OK(db->begin());
    const auto refused = db->exec("UPDATE t SET n = 3 WHERE id = 1");
    QVERIFY(!refused.ok());
    QCOMPARE(refused.error().code, ErrorCode::Busy);
    QVERIFY(refused.error().retriable);
    db->rollback();
    VERIFY_OK(other->exec("ROLLBACK"));
    VERIFY_OK(db->begin());
    VERIFY_OK(db->exec("UPDATE t SET n = 3 WHERE id = 1"));
    VERIFY_OK(db->commit());
}

void TestMysqlDatabase::deadlock_isBusy_andTheOtherGoesOn()
{
    const auto db = connect();
    VERIFY_OK(db->exec("INSERT INTO t VALUES (1, 0), (2, 0)"));
    std::array<std::optional<Error>, 2> errors;
    std::latch bothHoldARow(2);
    const auto crossOver = [&](int i) { // a connection belongs to the thread that opened it
        const auto mine = connect();
        auto done =
            mine->exec("START TRANSACTION; UPDATE t SET n = n + 1 WHERE id = " + std::to_string(i + 1));
        bothHoldARow.arrive_and_wait();
        if (done)
            done = mine->exec("UPDATE t SET n = n + 1 WHERE id = " + std::to_string(2 - i));
        if (done)
            done = mine->exec("COMMIT");
        if (!done)
            errors[static_cast<std::size_t>(i)] = done.error();
    };
    std::thread other(crossOver, 1);
    crossOver(0);
    other.join();
    QCOMPARE(errors[0].has_value() + errors[1].has_value(), 1);
    const Error &error = errors[0] ? *errors[0] : *errors[1];
    QCOMPARE(error.code, ErrorCode::Busy);
    QVERIFY(error.retriable);
    QCOMPARE(number(*db, "SELECT sum(n) FROM t"), 2);
}

void TestMysqlDatabase::manyRows_areReadToTheEnd_orGivenUp()
{
    const auto db = connect();
    auto query = db->prepare("SELECT seq FROM seq_1_to_200000");
    std::int64_t rows = 0;
    for (;;) {
        const auto there = (*query)->step();
        VERIFY_OK(there);
        if (!*there)
            break;
        ++rows;
    }
    QCOMPARE(rows, 200'000);
    // Given up in the middle, it does not stand in the way of the next.
    QVERIFY(*(*query)->step());
    (*query)->reset();
    QCOMPARE(number(*db, "SELECT 7"), 7);
}

void TestMysqlDatabase::queryThatIsKilledOnItsWay_isAnError_notTheEnd()
{
    const auto db = connect();
    const std::string id = std::to_string(number(*db, "SELECT connection_id()"));
    auto query = db->prepare("SELECT seq, sleep(0.01) FROM seq_1_to_100000");
    std::thread killer([&] {
        const auto other = connect();
        while (number(*other,
                      "SELECT count(*) FROM information_schema.processlist WHERE time_ms > 100 AND info LIKE "
                      "'SELECT seq%' AND id = "
                          + id)
               != 1)
            std::this_thread::yield();
        if (const auto killed = other->exec("KILL QUERY " + id); !killed)
            qWarning("%s", qPrintable(killed.error().toString()));
    });
    auto there = (*query)->step();
    while (there && *there)
        there = (*query)->step();
    killer.join();
    QVERIFY2(!there.ok(), "the rows ended as if these had been all");
    QVERIFY(there.error().retriable);
    QCOMPARE(number(*db, "SELECT 7"), 7);
}

void TestMysqlDatabase::wrongPassword_unknownDatabase_noServer_sayWhatToDo()
{
    const QString password = QString::fromLatin1(test::LocalMariaDb::kPassword);
    qputenv("PK_WAREHOUSE_PASSWORD", "wrong");
    const auto wrong = openMysql(m_server->address(), QStringLiteral("wrong"));
    qunsetenv("PK_WAREHOUSE_PASSWORD");
    QVERIFY(!wrong.ok());
    QCOMPARE(wrong.error().code, ErrorCode::Permission);
    QVERIFY(!wrong.error().retriable);
    QVERIFY(wrong.error().message.contains(QStringLiteral("PK_WAREHOUSE_PASSWORD")));
    const auto refused = openMysql(m_server->address(), QStringLiteral("wrong"));
    QVERIFY(!refused.ok());
    QVERIFY(refused.error().message.contains(QStringLiteral("typed"))); // in no variable
    QVERIFY(!refused.error().message.contains(QStringLiteral("PK_WAREHOUSE_PASSWORD")));

    const auto unknown = openMysql(m_server->address(QStringLiteral("gudang")), password);
    QVERIFY(!unknown.ok());
    QCOMPARE(unknown.error().code, ErrorCode::NotFound);
    QVERIFY(unknown.error().message.contains(QStringLiteral("CREATE DATABASE `gudang`")));

    MysqlAddress nobody = m_server->address();
    nobody.port = 1;
    const auto none = openMysql(nobody, password);
    QVERIFY(!none.ok());
    QCOMPARE(none.error().code, ErrorCode::Unavailable);
    QVERIFY(none.error().retriable);
    QVERIFY(none.error().message.contains(QStringLiteral("127.0.0.1:1")));
}

void TestMysqlDatabase::unixSocket_works()
{
    MysqlAddress address = m_server->address();
    address.host.clear();
    address.socket = m_server->socket();
    const auto db = openMysql(address, QString::fromLatin1(test::LocalMariaDb::kPassword));
    VERIFY_OK(db);
    QCOMPARE(number(**db, "SELECT 7"), 7);
}

void TestMysqlDatabase::serverThatHangs_isUnavailableSoon_alsoInACommit()
{
    const auto opened = openMysql(m_server->address(), QString::fromLatin1(test::LocalMariaDb::kPassword),
                                  OpenMode::ReadWrite, Patience::Short);
    VERIFY_OK(opened);
    Database *db = opened->get();
    VERIFY_OK(db->begin());
    VERIFY_OK(db->exec("INSERT INTO t VALUES (1, 1)"));
    m_server->hang();
    QElapsedTimer waited;
    waited.start();
    const auto committed = db->commit();
    QVERIFY(!committed.ok());
    QCOMPARE(committed.error().code, ErrorCode::Unavailable);
    QVERIFY(db->commitUnknown());
    QVERIFY2(waited.elapsed() < 40'000, qPrintable(QString::number(waited.elapsed())));
    db->rollback(); // asks nobody
    QVERIFY(waited.elapsed() < 40'000);
    m_server->kill();
    QCOMPARE(m_server->restart(), QString());
}

void TestMysqlDatabase::readOnly_refusesToWrite()
{
    const auto db = connect(OpenMode::ReadOnly);
    const auto refused = db->exec("INSERT INTO t VALUES (1, 1)");
    QVERIFY(!refused.ok());
    QCOMPARE(refused.error().code, ErrorCode::Permission);
}

void TestMysqlDatabase::typedQueries_areRefused_ofAnAccountThatMayWrite()
{
    const auto db = connect();
    QCOMPARE(db->prepareOnly("SELECT 1").error().code, ErrorCode::Unsupported);
    db->allowOnlyQueries();
    const auto typed = db->prepareOnly("SELECT 1");
    QCOMPARE(typed.error().code, ErrorCode::Unsupported);
    QVERIFY2(typed.error().message.contains(QStringLiteral("ALL PRIVILEGES")),
             qPrintable(typed.error().message));
    QVERIFY(!db->prepare("SELECT 1").ok());
}

void TestMysqlDatabase::connectionKilledInATransaction_losesIt_andTheNextBeginConnectsAgain()
{
    const auto db = connect();
    const auto killer = connect();
    const auto id = number(*db, "SELECT connection_id()");
    VERIFY_OK(db->begin());
    VERIFY_OK(db->exec("INSERT INTO t VALUES (1, 1)"));
    VERIFY_OK(killer->exec("KILL CONNECTION " + std::to_string(id)));
    const auto lost = db->exec("INSERT INTO t VALUES (2, 2)");
    QVERIFY(!lost.ok());
    QCOMPARE(lost.error().code, ErrorCode::Unavailable);
    QVERIFY(lost.error().retriable);
    // Half a transaction must not go on over a new connection.
    QVERIFY(!db->exec("INSERT INTO t VALUES (3, 3)").ok());
    db->rollback();
    VERIFY_OK(db->begin());
    VERIFY_OK(db->exec("INSERT INTO t VALUES (4, 4)"));
    VERIFY_OK(db->commit());
    QCOMPARE(number(*db, "SELECT sum(id) FROM t"), 4);
}

void TestMysqlDatabase::queryLimit_holdsInTheNextConnection()
{
    const auto db = connect(OpenMode::ReadOnly);
    VERIFY_OK(db->limitQueries(std::chrono::milliseconds(50)));
    const auto killer = connect();
    const auto id = number(*db, "SELECT connection_id()");
    VERIFY_OK(killer->exec("KILL CONNECTION " + std::to_string(id)));
    QTRY_VERIFY(number(*db, "SELECT connection_id()") != id);
    QCOMPARE(number(*db, "SELECT cast(@@max_statement_time * 1000 AS INTEGER)"), 50);
}

void TestMysqlDatabase::serverKilled_isUnavailable_andNothingOfTheOpenTransactionIsKept()
{
    const auto db = connect();
    auto insert = db->prepare("INSERT INTO t VALUES (?, 0)");
    VERIFY_OK(db->begin());
    (*insert)->bind(0, std::int64_t{1});
    VERIFY_OK((*insert)->step());
    m_server->kill();
    (*insert)->bind(0, std::int64_t{2});
    const auto lost = (*insert)->step();
    QVERIFY(!lost.ok());
    QCOMPARE(lost.error().code, ErrorCode::Unavailable);
    db->rollback();
    const auto away = db->begin();
    QVERIFY(!away.ok());
    QCOMPARE(away.error().code, ErrorCode::Unavailable);
    QVERIFY(away.error().retriable);

    const QString problem = m_server->restart();
    QVERIFY2(problem.isEmpty(), qPrintable(problem));
    VERIFY_OK(db->begin());
    (*insert)->bind(0, std::int64_t{3});
    VERIFY_OK((*insert)->step()); // a statement outlives its connection
    VERIFY_OK(db->commit());
    QCOMPARE(number(*db, "SELECT count(*) FROM t"), 1);
    QCOMPARE(number(*db, "SELECT id FROM t"), 3);
}

void TestMysqlDatabase::readAfterARestart_connectsByItself()
{
    const auto db = connect();
    VERIFY_OK(db->exec("INSERT INTO t VALUES (1, 9)"));
    m_server->kill();
    const QString problem = m_server->restart();
    QVERIFY2(problem.isEmpty(), qPrintable(problem));
    QCOMPARE(number(*db, "SELECT n FROM t"), 9);
    // The settings of the session came along.
    QCOMPARE(number(*db, R"(SELECT "n" FROM t WHERE concat('\', 'x') = '\' || 'x')"), 9);
}

void TestMysqlDatabase::commitWithoutAnAnswer_isUnknown()
{
    const auto db = connect();
    VERIFY_OK(db->begin());
    VERIFY_OK(db->exec("INSERT INTO t VALUES (1, 1)"));
    m_server->kill();
    QVERIFY(!db->commit().ok());
    QVERIFY(db->commitUnknown());
    db->rollback();
    const QString problem = m_server->restart();
    QVERIFY2(problem.isEmpty(), qPrintable(problem));
    VERIFY_OK(db->begin());
    QVERIFY(!db->commitUnknown());
    db->rollback();
}

PK_TEST(TestMysqlDatabase)
#include "tst_mysql_database.moc"
