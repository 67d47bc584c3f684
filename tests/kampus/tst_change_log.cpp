#include "kampus_testing.h"

#include <QTemporaryDir>

using namespace pk;
using namespace pk::kampus;

/// Order, transactions and the position.
class TestChangeLog : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_path;
    std::unique_ptr<Database> m_db;

    void insertStudent(Database &db, int nim)
    {
        const auto done =
            db.exec("INSERT INTO students VALUES ('" + std::to_string(nim) + "','A','B','C',1)");
        QVERIFY2(done, why(done));
    }

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_path = m_folder->filePath(QStringLiteral("kampus.sqlite"));
        m_db = openKampus(m_path);
    }
    void cleanup() { m_db.reset(); }

    void rowsOfOneTransaction_haveOneNumber_andTheLastCommits()
    {
        ChangeLog log(*m_db);
        QVERIFY(m_db->exec("BEGIN; INSERT INTO students VALUES ('1','A','B','C',1); "
                           "INSERT INTO students VALUES ('2','A','B','C',1); COMMIT"));
        QCOMPARE(summaryOf(allOf(log)), lines({"insert students 1", "insert students 1 commit"}));
        insertStudent(*m_db, 3);
        QCOMPARE(summaryOf(allOf(log)), lines({"insert students 1 commit"}));
    }

    void openTransaction_isNotHandedOut()
    {
        const auto other = openSqlite(m_path, OpenMode::ReadWrite, 50);
        QVERIFY(other);
        ChangeLog log(**other);
        QVERIFY(log.next(1)); // schema seen
        insertStudent(*m_db, 1);
        QVERIFY(m_db->begin());
        insertStudent(*m_db, 2);
        const auto nothing = log.next(10); // locked: not even the first can be closed, but it is no error
        QVERIFY2(nothing, why(nothing));
        QVERIFY(nothing->empty());
        QVERIFY(m_db->commit());
        QCOMPARE(allOf(log).size(), 2U);
    }

    void anotherProgramsTransactions_areSeparateWhileSomebodyReads()
    {
        const auto reader = openSqlite(m_path);
        ChangeLog log(**reader);
        QStringList all;
        std::int64_t last = 0;
        for (int i = 0; i < 3; ++i) {
            insertStudent(*m_db, i);
            const auto entries = allOf(log);
            QCOMPARE(entries.size(), 1U);
            QVERIFY(entries[0].xid > last);
            QVERIFY(entries[0].lastOfTransaction);
            last = entries[0].xid;
        }
    }

    /// A page may end in the middle of a transaction.
    void pages_giveTheSameAsOneRead_data()
    {
        QTest::addColumn<int>("page");
        QTest::newRow("one") << 1;
        QTest::newRow("three") << 3;
        QTest::newRow("many") << 64;
    }
    void pages_giveTheSameAsOneRead()
    {
        QFETCH(int, page);
        work(*m_db, marked(3), 60);
        const auto whole = ChangeLog(*m_db).next(100'000);
        QVERIFY2(whole, why(whole));
        ChangeLog paged(*m_db);
        const auto pages = allOf(paged, static_cast<std::size_t>(page));
        QCOMPARE(summaryOf(pages), summaryOf(*whole));
        for (std::size_t i = 0; i < pages.size(); ++i)
            QCOMPARE(pages[i].offsetInTransaction, whole->at(i).offsetInTransaction);
        QVERIFY(std::any_of(pages.begin(), pages.end(),
                            [](const LogEntry &entry) { return entry.offsetInTransaction == 2; }));
    }

    void position_isKeptInTheDatabase()
    {
        work(*m_db, marked(1), 20);
        const auto whole = ChangeLog(*m_db).next(100'000);
        QCOMPARE(*ChangeLog(*m_db).unpublished(), static_cast<std::int64_t>(whole->size()));
        {
            ChangeLog log(*m_db);
            const auto first = log.next(5);
            QVERIFY(log.passTo(first->back().seq));
            QCOMPARE(*log.unpublished(), static_cast<std::int64_t>(whole->size()) - 5);
        }
        m_db = openKampus(m_path);
        ChangeLog again(*m_db);
        const auto rest = again.next(100'000);
        QVERIFY2(rest, why(rest));
        QCOMPARE(rest->size(), whole->size() - 5);
        QCOMPARE(rest->front().seq, whole->at(5).seq);
    }

    void secondPublisher_isFenced()
    {
        work(*m_db, marked(1), 5);
        ChangeLog one(*m_db);
        ChangeLog two(*m_db);
        const auto entries = one.next(3);
        QVERIFY(two.next(3));
        QVERIFY(two.passTo(entries->back().seq));
        const auto fenced = one.passTo(entries->front().seq);
        QVERIFY(!fenced);
        QCOMPARE(fenced.error().code, ErrorCode::Fenced);
        const auto rest = two.next(1);
        QCOMPARE(rest->front().seq, entries->back().seq + 1); // nothing moved
    }

    void publishedLongAgo_isDeleted()
    {
        QVERIFY(
            m_db->exec("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 12000) "
                       "INSERT INTO cdc_log (xid, table_name, type, at, after_json) "
                       "SELECT i, 'students', 'insert', 0, '{}' FROM n; UPDATE cdc_state SET xid = 12001"));
        ChangeLog log(*m_db);
        QCOMPARE(allOf(log, 500).size(), 12'000U);
        QCOMPARE(SqlRunner(*m_db).number("SELECT COUNT(*) FROM cdc_log"), ChangeLog::kKeptLines);
    }

    void bootstrapRequest_isTakenOnce()
    {
        ChangeLog log(*m_db);
        QVERIFY(!log.requestBootstrap("tidak_ada"));
        QVERIFY(log.requestBootstrap("students"));
        const auto request = log.pendingBootstrap();
        QVERIFY(request && *request);
        QCOMPARE((*request)->table, "students");
        QVERIFY(log.endBootstrap((*request)->id, 7));
        QVERIFY(!*log.pendingBootstrap());
    }
};

PK_TEST(TestChangeLog)
#include "tst_change_log.moc"
