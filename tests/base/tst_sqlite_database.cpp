// The SQLite connection: what it stores, and how clearly it says what is wrong with a file.

#include "base/database.h"

#include <QFile>
#include <QTemporaryDir>
#include <QtTest>

#include <unistd.h>

using namespace pk;

namespace {

/// Tests may run as root, who may do everything: gives that up for the time of a scope.
class OrdinaryUser
{
public:
    OrdinaryUser()
        : m_root(geteuid() == 0)
    {
        m_dropped = !m_root || setresuid(nobody, nobody, 0) == 0;
    }
    ~OrdinaryUser() { m_dropped = m_root && setresuid(0, 0, 0) == 0; }

private:
    static constexpr uid_t nobody = 65534;
    bool m_root;
    bool m_dropped;
};

} // namespace

class TestSqliteDatabase : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    QString path(const char *name) const { return m_folder.filePath(QLatin1String(name)); }

private Q_SLOTS:
    void initTestCase()
    {
        // Others may look in, so that only the rights that a test sets are in the way.
        QVERIFY(QFile::setPermissions(m_folder.path(), QFileDevice::Permissions(0x7777)));
    }
    void statement_roundTripsNullIntegersTextAndBlobs();
    void statement_isReusableAfterAnError();
    void begin_whileAnotherHoldsTheLock_isBusyAndRetriable();
    void statement_whileAnotherHoldsTheLock_namesTheFile();
    void open_aFileThatIsNoDatabase_isCorruptAndLeavesItAlone();
    void open_inAMissingFolder_isNotFound();
    void openReadOnly_withoutAFile_isNotFoundAndCreatesNone();
    void open_aReadOnlyFile_isPermission();
    void open_inAReadOnlyFolder_isPermission();
    void open_aNameLikeAUri_isAnOrdinaryFile();
    void readOnly_writingIsPermission();
    void write_pastTheSizeLimit_isFullAndTheDatabaseGoesOn();
    void destroyedWithoutCommit_keepsNothing();
    void destroyed_whileAnotherReads_leavesAllInTheFileItself();
    void onlyQueries_everythingElseIsRefusedAndChangesNothing_data();
    void onlyQueries_everythingElseIsRefusedAndChangesNothing();
    void onlyQueries_mayAskForRowsAndSchema_data();
    void onlyQueries_mayAskForRowsAndSchema();
    void prepareOnly_takesOneStatementAndSaysWhereTheNextBegins();
    void errorPosition_isWhereTheTextIsWrong();
    void stopCondition_endsAStatementThatNeverEnds();
};

void TestSqliteDatabase::onlyQueries_everythingElseIsRefusedAndChangesNothing_data()
{
    QTest::addColumn<QString>("sql");
    for (const char *sql : {"INSERT INTO t VALUES (9)",
                            "UPDATE t SET a = 9",
                            "DELETE FROM t",
                            "DROP TABLE t",
                            "CREATE TABLE u(a)",
                            "CREATE TEMP TABLE u(a)",
                            "CREATE VIEW w AS SELECT 1",
                            "ALTER TABLE t RENAME TO u",
                            "REINDEX",
                            "ANALYZE",
                            "VACUUM",
                            "VACUUM INTO '/tmp/pk-stolen.db'",
                            "ATTACH DATABASE ':memory:' AS m",
                            "DETACH DATABASE main",
                            "PRAGMA journal_mode = DELETE",
                            "PRAGMA query_only = 0",
                            "PRAGMA writable_schema = 1",
                            "PRAGMA user_version = 7",
                            "PRAGMA user_version",
                            "BEGIN",
                            "BEGIN IMMEDIATE",
                            "COMMIT",
                            "SAVEPOINT s",
                            "WITH x AS (SELECT 9 AS a) INSERT INTO t SELECT a FROM x",
                            "REPLACE INTO t VALUES (9)",
                            "UPDATE sqlite_master SET sql = ''",
                            "SELECT load_extension('x')",
                            "CREATE TRIGGER r AFTER INSERT ON t BEGIN DELETE FROM t; END",
                            "CREATE VIRTUAL TABLE f USING fts5(a)",
                            "/* SELECT */ DELETE FROM t -- SELECT"})
        QTest::newRow(sql) << QString::fromLatin1(sql);
}

void TestSqliteDatabase::onlyQueries_everythingElseIsRefusedAndChangesNothing()
{
    QFETCH(QString, sql);
    // Opened for writing, so that only the authorizer stands between the statement and the data.
    auto db = openSqlite(path("queries.db"));
    QVERIFY(db.ok());
    QVERIFY((*db)
                ->exec("DROP TABLE IF EXISTS t; CREATE TABLE t(a); CREATE INDEX i ON t(a); INSERT INTO t "
                       "VALUES (1), (2)")
                .ok());
    (*db)->allowOnlyQueries();
    const QByteArray text = sql.toUtf8();
    auto statement = (*db)->prepareOnly({text.constData(), std::size_t(text.size())});
    bool refused = !statement.ok();
    if (!refused)
        refused = !(*statement)->step().ok();
    QVERIFY(refused);
    auto other = openSqlite(path("queries.db"));
    auto count = (*other)->prepare("SELECT sum(a), (SELECT count(*) FROM sqlite_master) FROM t");
    QVERIFY(count.ok());
    QVERIFY(*(*count)->step());
    QCOMPARE((*count)->integer(0), 3);
    QCOMPARE((*count)->integer(1), 2);
    QVERIFY(!QFile::exists(QStringLiteral("/tmp/pk-stolen.db")));
}

void TestSqliteDatabase::onlyQueries_mayAskForRowsAndSchema_data()
{
    QTest::addColumn<QString>("sql");
    for (const char *sql :
         {"SELECT * FROM t", "SELECT count(*) FROM t WHERE a LIKE '1%'", "EXPLAIN QUERY PLAN SELECT * FROM t",
          "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5) SELECT sum(i) FROM n",
          "SELECT name FROM pragma_table_info('t')", "PRAGMA table_info(t)",
          "SELECT value FROM json_each('[1,2]')", "SELECT rank() OVER (ORDER BY a) FROM t", "VALUES (1)",
          "SELECT 1; -- nothing more\n  "})
        QTest::newRow(sql) << QString::fromLatin1(sql);
}

void TestSqliteDatabase::onlyQueries_mayAskForRowsAndSchema()
{
    QFETCH(QString, sql);
    auto db = openSqlite(path("asking.db"));
    QVERIFY(db.ok());
    QVERIFY((*db)->exec("DROP TABLE IF EXISTS t; CREATE TABLE t(a); INSERT INTO t VALUES (1), (2)").ok());
    (*db)->allowOnlyQueries();
    const QByteArray text = sql.toUtf8();
    auto statement = (*db)->prepareOnly({text.constData(), std::size_t(text.size())});
    QVERIFY2(statement.ok(), statement.ok() ? "" : qPrintable(statement.error().toString()));
    QVERIFY(*(*statement)->step());
}

void TestSqliteDatabase::prepareOnly_takesOneStatementAndSaysWhereTheNextBegins()
{
    auto db = openSqlite(path("only.db"));
    QVERIFY(db.ok());
    QCOMPARE((*db)->prepareOnly("  -- only words\n").error().code, ErrorCode::BadInput);
    QCOMPARE((*db)->prepareOnly("SELECT 1; SELECT 2").error().code, ErrorCode::BadInput);
    QCOMPARE((*db)->errorPosition(), std::optional<std::size_t>(9));
    QVERIFY((*db)->prepareOnly("SELECT 1;;").ok());
    // A second one that is no SQL at all is not passed over either.
    QCOMPARE((*db)->prepareOnly("SELECT 1; nonsense").error().code, ErrorCode::BadInput);
}

void TestSqliteDatabase::errorPosition_isWhereTheTextIsWrong()
{
    auto db = openSqlite(path("place.db"));
    QVERIFY(db.ok());
    QVERIFY(!(*db)->prepare("SELECT nothing FROM (SELECT 1 AS a)").ok());
    const auto position = (*db)->errorPosition();
    if (!position)
        QSKIP("This SQLite is older than 3.38 and does not tell positions.");
    QCOMPARE(*position, std::size_t{7});
    QVERIFY((*db)->prepare("SELECT 1").ok());
    QVERIFY(!(*db)->errorPosition());
}

void TestSqliteDatabase::stopCondition_endsAStatementThatNeverEnds()
{
    auto db = openSqlite(path("stop.db"));
    QVERIFY(db.ok());
    int asked = 0;
    (*db)->setStopCondition([&] { return ++asked == 3; });
    auto endless = (*db)->prepare(
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n");
    QVERIFY(endless.ok());
    const auto row = (*endless)->step();
    QVERIFY(!row.ok());
    QCOMPARE(row.error().code, ErrorCode::Cancelled);
    (*db)->setStopCondition({});
    auto next = (*db)->prepare("SELECT 1");
    QVERIFY(*(*next)->step());
}

void TestSqliteDatabase::statement_roundTripsNullIntegersTextAndBlobs()
{
    auto db = openSqlite(path("types.db"));
    QVERIFY(db.ok());
    QVERIFY((*db)->exec("CREATE TABLE t(a, b, c, d)").ok());
    auto insert = (*db)->prepare("INSERT INTO t VALUES (?, ?, ?, ?)");
    QVERIFY(insert.ok());
    const std::string text("m\0é😀", 8);
    (*insert)->bindNull(0);
    (*insert)->bind(1, std::numeric_limits<std::int64_t>::min());
    (*insert)->bind(2, std::string_view(text));
    (*insert)->bindBlob(3, std::string_view());
    QVERIFY((*insert)->step().ok());
    QCOMPARE((*db)->changes(), 1);

    auto select = (*db)->prepare("SELECT a, b, c AS see, d FROM t");
    QVERIFY(select.ok());
    QVERIFY(*(*select)->step());
    QCOMPARE((*select)->columnCount(), 4);
    QCOMPARE((*select)->columnName(2), std::string("see"));
    QVERIFY((*select)->isNull(0));
    QCOMPARE((*select)->integer(1), std::numeric_limits<std::int64_t>::min());
    QVERIFY((*select)->text(2) == text);
    QVERIFY(!(*select)->isNull(3));
    QVERIFY((*select)->text(3).empty());
    QVERIFY(!*(*select)->step());
}

void TestSqliteDatabase::statement_isReusableAfterAnError()
{
    auto db = openSqlite(path("reuse.db"));
    QVERIFY((*db)->exec("CREATE TABLE t(a UNIQUE)").ok());
    auto insert = (*db)->prepare("INSERT INTO t VALUES (?)");
    std::vector<bool> done;
    for (const std::int64_t value : {1, 1, 2}) {
        (*insert)->bind(0, value);
        done.push_back((*insert)->step().ok());
    }
    QCOMPARE(done, (std::vector<bool>{true, false, true}));
    auto count = (*db)->prepare("SELECT count(*) FROM t");
    QVERIFY(*(*count)->step());
    QCOMPARE((*count)->integer(0), 2);
}

/// The statement is right; what a person can do something about is the file.
void TestSqliteDatabase::statement_whileAnotherHoldsTheLock_namesTheFile()
{
    auto first = openSqlite(path("locked.db"));
    QVERIFY((*first)->exec("CREATE TABLE t(a UNIQUE)").ok());
    auto second = openSqlite(path("locked.db"), OpenMode::ReadWrite, 0);
    QVERIFY((*first)->begin().ok());
    auto insert = (*second)->prepare("INSERT INTO t VALUES (1)");
    const auto locked = (*insert)->step();
    QVERIFY(!locked.ok());
    QCOMPARE(locked.error().code, ErrorCode::Busy);
    QVERIFY2(locked.error().context.endsWith(QStringLiteral("locked.db")),
             qPrintable(locked.error().context));
    (*first)->rollback();
    QVERIFY((*insert)->step().ok());
    const auto doubled = (*insert)->step(); // here it is the statement
    QVERIFY(!doubled.ok());
    QVERIFY2(doubled.error().context.startsWith(QStringLiteral("INSERT")),
             qPrintable(doubled.error().context));
}

void TestSqliteDatabase::begin_whileAnotherHoldsTheLock_isBusyAndRetriable()
{
    auto first = openSqlite(path("busy.db"));
    auto second = openSqlite(path("busy.db"), OpenMode::ReadWrite, 0);
    QVERIFY(first.ok() && second.ok());
    QVERIFY((*first)->begin().ok());
    const auto begun = (*second)->begin();
    QVERIFY(!begun.ok());
    QCOMPARE(begun.error().code, ErrorCode::Busy);
    QVERIFY(begun.error().retriable);
    QVERIFY((*first)->commit().ok());
    QVERIFY((*second)->begin().ok());
    (*second)->rollback();
    (*second)->rollback(); // nothing is open any more
}

void TestSqliteDatabase::open_aFileThatIsNoDatabase_isCorruptAndLeavesItAlone()
{
    QFile file(path("letter.db"));
    QVERIFY(file.open(QIODevice::WriteOnly));
    const QByteArray letter = QByteArray("Dear warehouse, ").repeated(500);
    file.write(letter);
    file.close();
    const auto db = openSqlite(file.fileName());
    QVERIFY(!db.ok());
    QCOMPARE(db.error().code, ErrorCode::Corrupt);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), letter);
}

void TestSqliteDatabase::open_inAMissingFolder_isNotFound()
{
    const auto db = openSqlite(path("nowhere/at/all.db"));
    QVERIFY(!db.ok());
    QCOMPARE(db.error().code, ErrorCode::NotFound);
    QVERIFY(db.error().toString().contains(QLatin1String("nowhere")));
}

void TestSqliteDatabase::openReadOnly_withoutAFile_isNotFoundAndCreatesNone()
{
    const auto db = openSqlite(path("none.db"), OpenMode::ReadOnly);
    QVERIFY(!db.ok());
    QCOMPARE(db.error().code, ErrorCode::NotFound);
    QVERIFY(!QFile::exists(path("none.db")));
}

void TestSqliteDatabase::open_aReadOnlyFile_isPermission()
{
    QVERIFY(openSqlite(path("fixed.db")).ok());
    QVERIFY(QFile::setPermissions(path("fixed.db"), QFileDevice::ReadOwner | QFileDevice::ReadOther));
    const OrdinaryUser user;
    const auto db = openSqlite(path("fixed.db"));
    QVERIFY(!db.ok());
    QCOMPARE(db.error().code, ErrorCode::Permission);
}

void TestSqliteDatabase::open_inAReadOnlyFolder_isPermission()
{
    QVERIFY(QDir(m_folder.path()).mkdir(QStringLiteral("closed")));
    QVERIFY(QFile::setPermissions(path("closed"), QFileDevice::Permissions(0x5555)));
    const OrdinaryUser user;
    const auto db = openSqlite(path("closed/new.db"));
    QVERIFY(!db.ok());
    QCOMPARE(db.error().code, ErrorCode::Permission);
}

void TestSqliteDatabase::open_aNameLikeAUri_isAnOrdinaryFile()
{
    const QString before = QDir::currentPath();
    QVERIFY(QDir::setCurrent(m_folder.path()));
    const bool opened = openSqlite(QStringLiteral("file:a?mode=memory")).ok();
    QDir::setCurrent(before);
    QVERIFY(opened);
    QVERIFY(QFile::exists(path("file:a?mode=memory")));
}

void TestSqliteDatabase::readOnly_writingIsPermission()
{
    auto writable = openSqlite(path("both.db"));
    QVERIFY((*writable)->exec("CREATE TABLE t(a)").ok());
    auto reader = openSqlite(path("both.db"), OpenMode::ReadOnly);
    QVERIFY(reader.ok());
    const auto written = (*reader)->exec("INSERT INTO t VALUES (1)");
    QVERIFY(!written.ok());
    QCOMPARE(written.error().code, ErrorCode::Permission);
}

void TestSqliteDatabase::write_pastTheSizeLimit_isFullAndTheDatabaseGoesOn()
{
    auto db = openSqlite(path("full.db"));
    QVERIFY((*db)->exec("CREATE TABLE t(a); PRAGMA max_page_count = 20").ok());
    QVERIFY((*db)->begin().ok());
    const auto written = (*db)->exec("INSERT INTO t VALUES (zeroblob(1000000))");
    QVERIFY(!written.ok());
    QCOMPARE(written.error().code, ErrorCode::Full);
    QVERIFY(written.error().retriable);
    (*db)->rollback();
    QVERIFY((*db)->exec("INSERT INTO t VALUES (1)").ok());
}

void TestSqliteDatabase::destroyedWithoutCommit_keepsNothing()
{
    {
        auto db = openSqlite(path("crash.db"));
        QVERIFY((*db)->exec("CREATE TABLE t(a)").ok());
        QVERIFY((*db)->begin().ok());
        QVERIFY((*db)->exec("INSERT INTO t VALUES (1)").ok());
    }
    auto db = openSqlite(path("crash.db"));
    auto count = (*db)->prepare("SELECT count(*) FROM t");
    QVERIFY(*(*count)->step());
    QCOMPARE((*count)->integer(0), 0);
}

void TestSqliteDatabase::destroyed_whileAnotherReads_leavesAllInTheFileItself()
{
    auto writer = openSqlite(path("whole.db"));
    QVERIFY((*writer)->exec("CREATE TABLE t(a); INSERT INTO t VALUES (1)").ok());
    const auto reader = openSqlite(path("whole.db"), OpenMode::ReadOnly);
    auto count = (*reader)->prepare("SELECT count(*) FROM t");
    QVERIFY(*(*count)->step());
    (*count)->reset();
    *writer = nullptr;

    QVERIFY(QFile::copy(path("whole.db"), path("copy.db")));
    auto copy = openSqlite(path("copy.db"), OpenMode::ReadOnly);
    auto copied = (*copy)->prepare("SELECT count(*) FROM t");
    QVERIFY2(copied.ok(), "the table is only in the WAL");
    QVERIFY(*(*copied)->step());
    QCOMPARE((*copied)->integer(0), 1);
}

PK_TEST(TestSqliteDatabase)
#include "tst_sqlite_database.moc"
