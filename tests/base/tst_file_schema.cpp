// A part's own SQLite file: made once, kept over starts, and never made out of somebody else's.

#include "base/file_schema.h"
#include "base/sql.h"

#include <QTemporaryDir>
#include <QtTest>

using namespace pk;

namespace {

FileSchema schemaOf(std::int64_t version)
{
    return {"part_meta",
            "CREATE TABLE IF NOT EXISTS part_meta(schema_version INTEGER NOT NULL);"
            "CREATE TABLE IF NOT EXISTS part_rows(id INTEGER PRIMARY KEY);",
            version, QStringLiteral("foreign"), QStringLiteral("newer")};
}

std::int64_t countOf(Database &file, std::string_view sql)
{
    const auto count = queryInteger(file, sql);
    return count ? *count : -1;
}

} // namespace

class TestFileSchema : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    std::unique_ptr<Database> m_file;

private Q_SLOTS:
    void init()
    {
        auto opened = openSqlite(m_folder.filePath(QLatin1String(QTest::currentTestFunction())));
        QVERIFY(opened.ok());
        m_file = std::move(*opened);
    }

    void again_keepsWhatIsThereAndItsOneVersion()
    {
        QVERIFY(makeSchema(*m_file, schemaOf(2), {}).ok());
        QVERIFY(m_file->exec("INSERT INTO part_rows VALUES (7)").ok());
        QVERIFY(makeSchema(*m_file, schemaOf(2), {}).ok());
        QCOMPARE(countOf(*m_file, "SELECT id FROM part_rows"), 7);
        QCOMPARE(countOf(*m_file, "SELECT sum(schema_version) FROM part_meta"), 2);
    }

    void fileOfSomethingElse_isRefusedAndLeftAsItIs()
    {
        QVERIFY(m_file->exec("CREATE TABLE theirs(id INTEGER)").ok());
        const auto made = makeSchema(*m_file, schemaOf(1), QStringLiteral("/a/file"));
        QVERIFY(!made);
        QCOMPARE(made.error().code, ErrorCode::Corrupt);
        QCOMPARE(made.error().message, QStringLiteral("foreign"));
        QCOMPARE(countOf(*m_file, "SELECT count(*) FROM sqlite_master"), 1);
    }

    void newerFile_isRefusedAndKeepsItsVersion()
    {
        QVERIFY(makeSchema(*m_file, schemaOf(3), {}).ok());
        const auto made = makeSchema(*m_file, schemaOf(2), {});
        QVERIFY(!made);
        QCOMPARE(made.error().message, QStringLiteral("newer"));
        QCOMPARE(countOf(*m_file, "SELECT max(schema_version) FROM part_meta"), 3);
    }

    void tablesThatOthersHaveToo_areInTheSameTransaction()
    {
        const auto made = makeSchema(*m_file, schemaOf(1), {}, [](Database &file) {
            auto done = file.exec("CREATE TABLE shared(id INTEGER)");
            return done ? file.exec("no statement") : done;
        });
        QVERIFY(!made);
        QCOMPARE(countOf(*m_file, "SELECT count(*) FROM sqlite_master"), 0);
    }
};

PK_TEST(TestFileSchema)
#include "tst_file_schema.moc"
