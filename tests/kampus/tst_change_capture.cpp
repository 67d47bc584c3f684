#include "kampus_testing.h"

using namespace pk;
using namespace pk::kampus;

/// The triggers: whatever SQL somebody types, the log tells it as MySQL's binlog would.
class TestChangeCapture : public QObject
{
    Q_OBJECT

    std::unique_ptr<Database> m_db;

    /// Statements as trainees type them, each a transaction of its own unless it says BEGIN.
    void type(const char *sql)
    {
        if (auto done = m_db->exec(sql); !done)
            QFAIL(why(done));
        QVERIFY(closeTransaction(*m_db));
    }
    std::vector<LogEntry> logged()
    {
        ChangeLog log(*m_db);
        return allOf(log);
    }

private Q_SLOTS:
    void init() { m_db = openKampus(); }

    void everyChangedRow_isLoggedWithBothImages()
    {
        type("INSERT INTO students VALUES ('1','Budi','TI','FTI',1)");
        type("UPDATE students SET active = 0 WHERE nim = '1'");
        type("DELETE FROM students");
        const auto log = logged();
        QCOMPARE(log.size(), 3U);
        const std::string first = R"({"nim":"1","name":"Budi","program":"TI","faculty":"FTI","active":1})";
        const std::string second = R"({"nim":"1","name":"Budi","program":"TI","faculty":"FTI","active":0})";
        QCOMPARE(log[0].before, "");
        QCOMPARE(log[0].after, first);
        QCOMPARE(log[1].before, first);
        QCOMPARE(log[1].after, second);
        QCOMPARE(log[2].before, second);
        QCOMPARE(log[2].after, "");
    }

    void rowThatStaysAsItWas_isNotLogged()
    {
        type("INSERT INTO students VALUES ('1','Budi','TI','FTI',1), ('2','Ani','TI','FTI',0)");
        type("UPDATE students SET active = 1");
        QCOMPARE(summaryOf(logged()),
                 lines({"insert students 1", "insert students 1 commit", "update students 2 commit"}));
    }

    void rollback_leavesNothing()
    {
        type("BEGIN; INSERT INTO students VALUES ('1','Budi','TI','FTI',1); ROLLBACK");
        QVERIFY(m_db->exec("INSERT INTO students VALUES ('2','A','B','C',1), (NULL,'A','B','C',1)").ok()
                == false);
        QVERIFY(logged().empty());
    }

    void insertOrReplace_tellsWhatItTookAway()
    {
        type("INSERT INTO students VALUES ('1','Budi','TI','FTI',1)");
        type("INSERT OR REPLACE INTO students VALUES ('1','Budi S.','TI','FTI',1)");
        QCOMPARE(summaryOf(logged()),
                 lines({"insert students 1 commit", "delete students 2", "insert students 2 commit"}));
    }

    void replaceByAnotherUniqueColumn_tellsWhatItTookAway()
    {
        type("INSERT INTO students VALUES ('1','Budi','TI','FTI',1)");
        type("INSERT INTO activities (id, activity_id, nim, kind, term, recorded_at, updated_at) "
             "VALUES (5,'ACT-1','1','magang','t','r','u'), (6,'ACT-2','1','magang','t','r','u')");
        type("REPLACE INTO activities (id, activity_id, nim, kind, term, recorded_at, updated_at) "
             "VALUES (5,'ACT-2','1','lomba','t','r','u')"); // takes two rows away
        type("UPDATE OR REPLACE activities SET id = 9");
        QStringList misfits;
        const auto log = logged();
        const auto tables = folded(*m_db, log, misfits);
        QCOMPARE(misfits, QStringList());
        QCOMPARE(tables.at("activities"), contentsOf(*m_db, "activities"));
        QCOMPARE(tables.at("activities").size(), 1U);
    }

    void replaceWithRecursiveTriggers_isNotToldTwice()
    {
        type("PRAGMA recursive_triggers = ON");
        insertOrReplace_tellsWhatItTookAway();
    }

    void upsertAndIgnore_areWhatTheyTurnOutToBe()
    {
        type("INSERT INTO students VALUES ('1','Budi','TI','FTI',1)");
        type("INSERT OR IGNORE INTO students VALUES ('1','Ani','TI','FTI',1)");
        type("INSERT INTO students VALUES ('1','Ani','TI','FTI',1) "
             "ON CONFLICT (nim) DO UPDATE SET name = excluded.name");
        type("INSERT INTO students VALUES ('2','Eka','TI','FTI',1)");
        QCOMPARE(summaryOf(logged()),
                 lines({"insert students 1 commit", "update students 2 commit", "insert students 3 commit"}));
    }

    void changedPrimaryKey_isOneUpdate()
    {
        type("INSERT INTO students VALUES ('1','Budi','TI','FTI',1)");
        type("UPDATE students SET nim = '2'");
        const auto log = logged();
        QCOMPARE(log.back().type, "update");
        QVERIFY(log.back().before.find(R"("nim":"1")") != std::string::npos);
        QVERIFY(log.back().after.find(R"("nim":"2")") != std::string::npos);
    }

    void valuesThatJsonCannotHold_doNotBreakTheStatement()
    {
        type("INSERT INTO orders (order_id, customer_id, channel, total, note, ordered_at, updated_at) "
             "VALUES ('ORD-1', 'MHS-1', x'ff41', 9e999, 'a \"b\"\n😀', '', '')");
        const auto log = logged();
        QCOMPARE(log.size(), 1U);
        const auto image = parseImage(log[0].after);
        QVERIFY2(image, why(image));
        const std::map<std::string, std::string> row(image->begin(), image->end());
        QCOMPARE(row.at("total"), "null");
        QCOMPARE(row.at("channel"),
                 "\"\xef\xbf\xbd"
                 "A\"");
        QCOMPARE(unescaped(row.at("note")), "a \"b\"\n😀");
    }

    void bytesInABinaryColumn_areKept()
    {
        type("CREATE TABLE foto (id INTEGER PRIMARY KEY, isi BLOB)");
        ChangeLog log(*m_db);
        QVERIFY(log.next(1)); // sees the new table
        type("INSERT INTO foto VALUES (1, x'00ff10'), (2, NULL)");
        const auto entries = log.next(10);
        QVERIFY2(entries, why(entries));
        QCOMPARE(entries->at(0).after, R"({"id":1,"isi":"00FF10"})");
        QCOMPARE(entries->at(1).after, R"({"id":2,"isi":null})");
    }

    void columnAddedLater_isInTheNextImages()
    {
        ChangeLog log(*m_db);
        QVERIFY(log.next(1));
        type("ALTER TABLE students ADD COLUMN angkatan INTEGER");
        QVERIFY(log.next(1));
        type("INSERT INTO students VALUES ('1','Budi','TI','FTI',1,2023)");
        const auto entries = log.next(10);
        QVERIFY2(entries, why(entries));
        QVERIFY(entries->at(0).after.ends_with(R"("angkatan":2023})"));
        const auto shape = log.shape("students");
        QCOMPARE((*shape)->columns.back().name, "angkatan");
    }

    void renamedTable_isLoggedOnceUnderItsNewName()
    {
        type("CREATE TABLE ruang (kode TEXT PRIMARY KEY)");
        ChangeLog log(*m_db);
        QVERIFY(log.next(1));
        type("ALTER TABLE ruang RENAME TO kelas");
        QVERIFY(log.next(1));
        type("INSERT INTO kelas VALUES ('A1')");
        const auto entries = log.next(10);
        QVERIFY2(entries, why(entries));
        QCOMPARE(summaryOf(*entries), lines({"insert kelas 1 commit"}));
    }

    void columnsAreReadAsDeclared()
    {
        const auto shape = readShape(*m_db, "orders");
        QVERIFY2(shape, why(shape));
        QCOMPARE(shape->primaryKey, std::vector<std::string>({"id"}));
        QCOMPARE(shape->uniques, (std::vector<std::vector<std::string>>{{"id"}, {"order_id"}}));
        const auto column = [&](std::string_view name) {
            return *std::find_if(shape->columns.begin(), shape->columns.end(),
                                 [&](const Column &c) { return c.name == name; });
        };
        QCOMPARE(column("total").kind, ColumnKind::Decimal);
        QCOMPARE(column("total").scale, 2);
        QCOMPARE(column("updated_at").kind, ColumnKind::DateTime);
        QCOMPARE(column("updated_at").scale, 3);
        QCOMPARE(column("ordered_at").scale, 0);
        QCOMPARE(column("note").kind, ColumnKind::Plain);
        QVERIFY(!readShape(*m_db, "tidak_ada"));
        const auto tables = userTables(*m_db);
        QCOMPARE(*tables, std::vector<std::string>({"activities", "order_items", "orders", "students"}));
    }

    void wideTable_isFollowedWithAllItsColumns()
    {
        constexpr int columns = static_cast<int>(kMostColumns);
        std::string declared = "k INTEGER PRIMARY KEY";
        for (int i = 1; i < columns; ++i)
            declared += ", c" + std::to_string(i) + " TEXT";
        QVERIFY(m_db->exec("CREATE TABLE lebar (" + declared + ")"));
        QVERIFY(installCapture(*m_db)->empty());
        QVERIFY(m_db->exec(
            "INSERT INTO lebar (k, c1, c49, c50, c51, c499) VALUES (1, '{}', '}', '{', 'é,\"', 'x')"));
        QVERIFY(m_db->exec("UPDATE lebar SET c250 = '}}' WHERE k = 1"));
        QVERIFY(m_db->exec("UPDATE lebar SET c250 = '}}' WHERE k = 1")); // changes nothing
        QVERIFY(m_db->exec("INSERT OR REPLACE INTO lebar (k, c499) VALUES (1, 'y')"));
        ChangeLog changes(*m_db);
        const auto log = allOf(changes);
        QStringList types;
        for (const LogEntry &entry : log)
            types << QString::fromStdString(entry.type);
        QCOMPARE(types, lines({"insert", "update", "delete", "insert"}));
        const auto image = parseImage(log[1].after);
        QVERIFY(image);
        QCOMPARE(image->size(), kMostColumns);
        QCOMPARE(image->at(0).first, std::string("k"));
        QCOMPARE(image->at(250).second, std::string("\"}}\""));
        QCOMPARE(image->at(51).first, std::string("c51"));
        QStringList misfits;
        const auto tables = folded(*m_db, log, misfits);
        QCOMPARE(misfits, QStringList());
        QCOMPARE(tables.at("lebar"), contentsOf(*m_db, "lebar"));
    }

    void installingAgain_changesNothing()
    {
        const auto version = [this] { return SqlRunner(*m_db).number("PRAGMA schema_version"); };
        const std::int64_t before = version();
        QVERIFY(installCapture(*m_db));
        QCOMPARE(version(), before);
    }
};

PK_TEST(TestChangeCapture)
#include "tst_change_capture.moc"
