// What a person types, on a real MariaDB with an account that may only read: it reads, and nothing else comes
// of it, whatever it is.

#include "base/mysql_console.h"
#include "local_mariadb.h"

#include <QtTest>

#include <thread>

using namespace pk;

namespace {

#define VERIFY_OF_CONSOLE(expression)                                                                        \
    do {                                                                                                     \
        const auto &result = (expression);                                                                   \
        QVERIFY2(result.ok(), result.ok() ? "" : qPrintable(result.error().toString()));                     \
    } while (false)

constexpr const char *kReader = "mahasiswa";
constexpr const char *kEndless =
    "SELECT count(*) FROM seq_1_to_1000000 a, seq_1_to_1000000 b WHERE a.seq + b.seq = 0";

/// Steps to the end, or at most `rows` times; how many there were.
Result<int> rowsOf(Database &console, std::string_view sql, int rows = std::numeric_limits<int>::max())
{
    auto statement = console.prepareOnly(sql);
    if (!statement)
        return statement.error();
    for (int read = 0;; ++read) {
        const auto row = read < rows ? (*statement)->step() : Result<bool>(false);
        if (!row)
            return row.error();
        if (!*row)
            return read;
    }
}

QString said(const Result<int> &result)
{
    return result ? QStringLiteral("%1 rows").arg(*result) : result.error().toString();
}

} // namespace

class TestMysqlConsole : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanup();

    void queries_areAnswered();
    void numbers_comeWithAllTheirDigits();
    void namesOfColumns_areThereWithoutARow();
    void writing_failsAndChangesNothing_data();
    void writing_failsAndChangesNothing();
    void oneStatement_canLeaveTheReadOnlySession_andStillNotWrite();
    void sessions_rememberNothing();
    void accountThatMayDoMore_isRefused_data();
    void accountThatMayDoMore_isRefused();
    void whatEverybodyMayDo_isTheAccountsToo();
    void wrongPassword_isTheAccountsFault();
    void rows_areNoMoreThanTheLimit();
    void rowsThatNobodyWants_areGivenUp();
    void longQuery_isEndedByTheServer_data();
    void longQuery_isEndedByTheServer();
    void queryThatShallStop_isKilled_data();
    void queryThatShallStop_isKilled();
    void queryThatEndsOnItsWay_isAnError_notTheEnd();
    void locksThatAreTaken_stopNoWriter();

private:
    MysqlAddress account(const char *user = kReader) const
    {
        MysqlAddress address = m_server->address();
        address.user = QString::fromLatin1(user);
        address.passwordVariable = QStringLiteral("PK_WAREHOUSE_RO_PASSWORD");
        return address;
    }
    std::unique_ptr<Database> console(const ConsoleLimits &limits = {}, const char *user = kReader) const
    {
        return mysqlConsole(account(user), QStringLiteral("baca"), limits);
    }
    std::int64_t number(std::string_view sql) const
    {
        auto query = m_owner->prepare(sql);
        const auto row = query ? (*query)->step() : Result<bool>(query.error());
        return row && *row ? (*query)->integer(0) : -1;
    }

    std::unique_ptr<test::LocalMariaDb> m_server;
    std::unique_ptr<Database> m_owner;
};

void TestMysqlConsole::initTestCase()
{
    if (const QString reason = test::LocalMariaDb::reasonToSkip(); !reason.isEmpty())
        QSKIP(qPrintable(reason));
    m_server = std::make_unique<test::LocalMariaDb>();
    const QString trouble = m_server->start();
    QVERIFY2(trouble.isEmpty(), qPrintable(trouble));
    auto owner = openMysql(m_server->address(), QString::fromLatin1(test::LocalMariaDb::kPassword));
    VERIFY_OF_CONSOLE(owner);
    m_owner = std::move(*owner);
    // The account that prepares this may give nobody a right: the one of the installation does.
    MysqlAddress root = m_server->address();
    root.user = QStringLiteral("root");
    root.host.clear();
    root.socket = m_server->socket();
    auto admin = openMysql(root, {});
    VERIFY_OF_CONSOLE(admin);
    VERIFY_OF_CONSOLE((*admin)->exec(
        "CREATE TABLE t(id BIGINT PRIMARY KEY, n BIGINT, amount DECIMAL(20,4)); "
        "INSERT INTO t VALUES (1, 10, 2.5), (2, 20, NULL); CREATE VIEW v AS SELECT id FROM t; "
        "CREATE PROCEDURE p() INSERT INTO t VALUES (9, 9, 9); "
        "CREATE USER mahasiswa IDENTIFIED BY 'baca'; GRANT SELECT, SHOW VIEW ON kampus.* TO mahasiswa; "
        "CREATE ROLE penulis; GRANT INSERT ON kampus.* TO penulis"));
    // A database of everybody, as some installations have it, which SHOW GRANTS does not tell.
    VERIFY_OF_CONSOLE((*admin)->exec("CREATE DATABASE bebas; CREATE TABLE bebas.z(a INT); INSERT INTO "
                                     "mysql.db(Host, Db, User, Select_priv, "
                                     "Insert_priv) VALUES ('%', 'bebas', '', 'Y', 'Y'); FLUSH PRIVILEGES"));
    m_owner = std::move(*admin);
}

void TestMysqlConsole::cleanup()
{
    if (m_owner)
        QCOMPARE(number("SELECT sum(id * n) FROM t"), 50);
}

void TestMysqlConsole::queries_areAnswered()
{
    const auto db = console();
    for (const char *sql : {"SELECT id FROM t", "SELECT id FROM v;", "SHOW TABLES; -- all\n",
                            "WITH x AS (SELECT id FROM t) SELECT * FROM x", "SELECT '\\' || n FROM t"}) {
        const auto rows = rowsOf(*db, sql);
        QVERIFY2(rows && *rows == 2, sql);
    }
    for (const char *sql :
         {"EXPLAIN SELECT * FROM t", "DESCRIBE t", "SHOW CREATE VIEW v", "(SELECT 'it''s')"})
        QVERIFY2(rowsOf(*db, sql).ok(), sql);
    QCOMPARE(rowsOf(*db, "").error().code, ErrorCode::BadInput);
    QCOMPARE(rowsOf(*db, "SELECT nothing FROM t").error().code, ErrorCode::Database);
    QCOMPARE(db->errorText().substr(0, 24), std::string("Unknown column 'nothing'"));
    QVERIFY(!db->prepare("SELECT 1").ok() && !db->exec("SELECT 1").ok() && !db->begin().ok());
}

void TestMysqlConsole::numbers_comeWithAllTheirDigits()
{
    const auto db = console();
    auto statement = db->prepareOnly("SELECT sum(n) AS sum, amount, 1e3, 12345678901234567.25, NULL FROM t");
    VERIFY_OF_CONSOLE(statement);
    Statement &row = **statement;
    QVERIFY(*row.step());
    QCOMPARE(row.columnName(0), std::string("sum"));
    QCOMPARE(row.type(0), ValueType::Integer);
    QCOMPARE(row.integer(0), 30);
    QCOMPARE(row.type(1), ValueType::Real);
    QCOMPARE(row.real(1), 2.5);
    QCOMPARE(row.real(2), 1000.0);
    QCOMPARE(row.text(3), std::string_view("12345678901234567.25"));
    QVERIFY(row.isNull(4));
}

void TestMysqlConsole::namesOfColumns_areThereWithoutARow()
{
    const auto db = console();
    auto statement = db->prepareOnly("SELECT id, n FROM t WHERE id < 0");
    VERIFY_OF_CONSOLE(statement);
    QVERIFY(!*(*statement)->step());
    QCOMPARE((*statement)->columnCount(), 2);
    QCOMPARE((*statement)->columnName(1), std::string("n"));
}

void TestMysqlConsole::writing_failsAndChangesNothing_data()
{
    QTest::addColumn<QString>("sql");
    QTest::addColumn<ErrorCode>("code");
    const auto row = [](const char *sql, ErrorCode code = ErrorCode::Permission) {
        QTest::newRow(sql) << QString::fromLatin1(sql) << code;
    };
    row("INSERT INTO t VALUES (3, 3, 3)");
    row("UPDATE t SET n = 0");
    row("DELETE FROM t");
    row("REPLACE INTO t VALUES (1, 0, 0)");
    row("LOAD DATA LOCAL INFILE '/etc/hostname' INTO TABLE t", ErrorCode::Permission);
    row("DROP TABLE t");
    row("CREATE TABLE mine(id INT)");
    row("CREATE TEMPORARY TABLE mine(id INT)");
    row("ALTER TABLE t ADD COLUMN x INT");
    row("ANALYZE TABLE t");
    row("CREATE USER lain");
    row("GRANT ALL ON kampus.* TO mahasiswa");
    row("SET PASSWORD = PASSWORD('lain')");
    row("SET GLOBAL max_connections = 1");
    row("SET GLOBAL read_only = 1");
    row("SELECT * FROM t INTO OUTFILE '/tmp/pk-console-outfile'");
    row("CALL p()");
    row("SELECT * FROM t FOR UPDATE");
    row("LOCK TABLES t READ");
    row("FLUSH TABLES WITH READ LOCK");
    row("INSERT INTO bebas.z VALUES (1)"); // the account may; its session may not
    row("SELECT 1; DELETE FROM t", ErrorCode::Database);
    row("SELECT 1; SELECT 2", ErrorCode::Database);
    row("SET SESSION TRANSACTION READ WRITE", ErrorCode::BadInput); // harmless, and it says so
    row("USE kampus", ErrorCode::BadInput);
    row("BEGIN", ErrorCode::BadInput);
}

void TestMysqlConsole::writing_failsAndChangesNothing()
{
    QFETCH(QString, sql);
    QFETCH(ErrorCode, code);
    const auto db = console();
    const auto done = rowsOf(*db, sql.toStdString());
    QVERIFY2(!done && done.error().code == code, qPrintable(said(done)));
    QCOMPARE(number("SELECT count(*) FROM t"), 2);
    QCOMPARE(number("SELECT count(*) FROM bebas.z"), 0);
    QVERIFY(!QFile::exists(QStringLiteral("/tmp/pk-console-outfile")));
    VERIFY_OF_CONSOLE(rowsOf(*db, "SELECT 1"));
}

void TestMysqlConsole::oneStatement_canLeaveTheReadOnlySession_andStillNotWrite()
{
    const auto db = console();
    const auto done = rowsOf(*db, "BEGIN NOT ATOMIC SET SESSION TRANSACTION READ WRITE; DELETE FROM t; END");
    QVERIFY2(!done && done.error().code == ErrorCode::Permission, qPrintable(said(done)));
    QVERIFY(rowsOf(*db, "SET SESSION TRANSACTION READ WRITE").error().code == ErrorCode::BadInput);
    QCOMPARE(rowsOf(*db, "DELETE FROM t").error().code, ErrorCode::Permission);
}

void TestMysqlConsole::sessions_rememberNothing()
{
    const auto db = console();
    QCOMPARE(rowsOf(*db, "SET SESSION sql_mode = ''").error().code, ErrorCode::BadInput);
    // Were it still so, a backslash would hide the apostrophe, and the rest would be a statement of its own.
    const auto rows = rowsOf(*db, "SELECT '\\', ' ; SELECT 2; -- '");
    QVERIFY2(rows && *rows == 1, qPrintable(said(rows)));
    QCOMPARE(rowsOf(*db, "SET @a = 5").error().code, ErrorCode::BadInput);
    VERIFY_OF_CONSOLE(rowsOf(*db, "SELECT 1 FROM t WHERE @a IS NULL"));
    QCOMPARE(*rowsOf(*db, "SELECT 1 FROM t WHERE @a IS NULL"), 2);
}

void TestMysqlConsole::accountThatMayDoMore_isRefused_data()
{
    QTest::addColumn<QString>("grant");
    QTest::addColumn<QString>("right");
    QTest::newRow("insert") << "GRANT INSERT ON kampus.t TO lebih"
                            << "INSERT";
    QTest::newRow("file") << "GRANT FILE ON *.* TO lebih"
                          << "FILE";
    QTest::newRow("execute") << "GRANT EXECUTE ON PROCEDURE kampus.p TO lebih"
                             << "EXECUTE";
    QTest::newRow("pass on") << "GRANT SELECT ON kampus.* TO lebih WITH GRANT OPTION"
                             << "GRANT OPTION";
    QTest::newRow("role") << "GRANT penulis TO lebih"
                          << "penulis";
    QTest::newRow("all") << "GRANT ALL ON kampus.* TO lebih"
                         << "ALL PRIVILEGES";
}

void TestMysqlConsole::accountThatMayDoMore_isRefused()
{
    QFETCH(QString, grant);
    QFETCH(QString, right);
    VERIFY_OF_CONSOLE(m_owner->exec("CREATE OR REPLACE USER lebih IDENTIFIED BY 'baca'; "
                                    "GRANT SELECT ON kampus.* TO lebih"));
    const auto db = console({}, "lebih");
    VERIFY_OF_CONSOLE(rowsOf(*db, "SELECT 1"));
    VERIFY_OF_CONSOLE(m_owner->exec(grant.toStdString()));
    const auto refused = rowsOf(*db, "SELECT 1"); // each statement is a new session
    QVERIFY2(!refused && refused.error().code == ErrorCode::Unsupported, qPrintable(said(refused)));
    QVERIFY2(refused.error().message.contains(right), qPrintable(refused.error().message));
}

void TestMysqlConsole::whatEverybodyMayDo_isTheAccountsToo()
{
    VERIFY_OF_CONSOLE(m_owner->exec("GRANT INSERT ON kampus.* TO PUBLIC"));
    const auto refused = rowsOf(*console(), "SELECT 1");
    VERIFY_OF_CONSOLE(m_owner->exec("REVOKE INSERT ON kampus.* FROM PUBLIC"));
    QVERIFY2(!refused && refused.error().message.contains(QStringLiteral("INSERT")),
             qPrintable(said(refused)));
}

void TestMysqlConsole::wrongPassword_isTheAccountsFault()
{
    qputenv("PK_WAREHOUSE_RO_PASSWORD", "salah");
    const auto refused = rowsOf(*mysqlConsole(account(), QStringLiteral("salah"), {}), "SELECT 1");
    qunsetenv("PK_WAREHOUSE_RO_PASSWORD");
    QVERIFY2(!refused && refused.error().code == ErrorCode::Unsupported, qPrintable(said(refused)));
    QVERIFY(refused.error().message.contains(QStringLiteral("PK_WAREHOUSE_RO_PASSWORD")));
    QCOMPARE(rowsOf(*console({}, "tidak_ada"), "SELECT 1").error().code, ErrorCode::Unsupported);
}

void TestMysqlConsole::rows_areNoMoreThanTheLimit()
{
    ConsoleLimits limits;
    limits.rows = 10;
    const auto db = console(limits);
    QCOMPARE(*rowsOf(*db, "SELECT seq FROM seq_1_to_1000000"), 11); // one more: there are more
    QCOMPARE(*rowsOf(*db, "SELECT seq FROM seq_1_to_10"), 10);
}

/// A text can ask for more rows than the limit: they do not come into memory, nor are they waited for.
void TestMysqlConsole::rowsThatNobodyWants_areGivenUp()
{
    ConsoleLimits limits;
    limits.time = std::chrono::minutes(5);
    const auto db = console(limits);
    QElapsedTimer waited;
    waited.start();
    const auto rows =
        rowsOf(*db, "SELECT seq, repeat('x', 100000) FROM seq_1_to_10000000 LIMIT 10000000", 10);
    QVERIFY2(rows && *rows == 10, qPrintable(said(rows)));
    QVERIFY2(waited.elapsed() < 30'000, qPrintable(QString::number(waited.elapsed()))); // of a terabyte
    VERIFY_OF_CONSOLE(rowsOf(*db, "SELECT 1"));
}

void TestMysqlConsole::longQuery_isEndedByTheServer_data()
{
    QTest::addColumn<QString>("query");
    QTest::newRow("counts") << QString::fromLatin1(kEndless);
    QTest::newRow("sleeps") << "SELECT sleep(600)";
    QTest::newRow("has its time set") << "SET STATEMENT max_statement_time = 0 FOR SELECT sleep(600)";
}

void TestMysqlConsole::longQuery_isEndedByTheServer()
{
    QFETCH(QString, query);
    ConsoleLimits limits;
    limits.time = std::chrono::milliseconds(300);
    const auto done = rowsOf(*console(limits), query.toStdString());
    QVERIFY2(!done && done.error().code == ErrorCode::Timeout, qPrintable(said(done)));
}

/// Also where the server would go on.
void TestMysqlConsole::queryThatShallStop_isKilled_data()
{
    QTest::addColumn<QString>("query");
    QTest::newRow("counts") << QString::fromLatin1(kEndless);
    QTest::newRow("sleeps") << "SELECT sleep(600)";
    QTest::newRow("rows come") << "SELECT seq, sleep(0.01) FROM seq_1_to_1000000 LIMIT 1000000";
}

void TestMysqlConsole::queryThatShallStop_isKilled()
{
    QFETCH(QString, query);
    ConsoleLimits limits;
    limits.time = std::chrono::minutes(5);
    const auto db = console(limits);
    QElapsedTimer running;
    running.start();
    db->setStopCondition([&] { return running.elapsed() > 300; });
    const auto done = rowsOf(*db, query.toStdString());
    QVERIFY2(!done && done.error().code == ErrorCode::Cancelled, qPrintable(said(done)));
    QVERIFY2(running.elapsed() < 30'000, qPrintable(QString::number(running.elapsed())));
}

void TestMysqlConsole::queryThatEndsOnItsWay_isAnError_notTheEnd()
{
    ConsoleLimits limits;
    limits.time = std::chrono::milliseconds(500);
    limits.rows = 1'000'000;
    const auto done =
        rowsOf(*console(limits), "SELECT seq, sleep(0.01), repeat('x', 60000) FROM seq_1_to_100000");
    QVERIFY2(!done && done.error().code == ErrorCode::Timeout, qPrintable(said(done)));
}

void TestMysqlConsole::locksThatAreTaken_stopNoWriter()
{
    const auto db = console();
    auto statement =
        db->prepareOnly("SELECT get_lock(concat('pelatihan-kafka ', md5(database())), 0) AS got");
    VERIFY_OF_CONSOLE(statement);
    QVERIFY(*(*statement)->step());
    QCOMPARE((*statement)->integer(0), 1);
    QVERIFY(!*(*statement)->step());
    VERIFY_OF_CONSOLE(m_owner->begin()); // waits no longer than a loader does
    m_owner->rollback();
    VERIFY_OF_CONSOLE(rowsOf(*db, "SELECT * FROM t LOCK IN SHARE MODE"));
    VERIFY_OF_CONSOLE(m_owner->begin());
    VERIFY_OF_CONSOLE(m_owner->exec("UPDATE t SET n = n"));
    m_owner->rollback();
}

PK_TEST(TestMysqlConsole)
#include "tst_mysql_console.moc"
