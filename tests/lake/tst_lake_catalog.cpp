// What the lakehouse's catalog says is there: files that no transaction has named go, whatever else lies in
// the folder stays; what is covered is what was worked in the log that the partition has now.

#include "base/sql.h"
#include "lake/catalog.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace pk;
using namespace pk::lake;

namespace {

const std::string kCluster = "cluster";
const TopicPartition kPartition{"enriched_orders", 0};

QString nameOf(std::int64_t first, std::int64_t last, const QString &epoch = QStringLiteral("-e0"))
{
    return QStringLiteral("%1%2-p000-%3-%4.parquet")
        .arg(QString::fromStdString(clusterTag(kCluster)), epoch)
        .arg(first, 20, 10, QLatin1Char('0'))
        .arg(last, 20, 10, QLatin1Char('0'));
}

QString pathOf(const QString &name)
{
    return QStringLiteral("orders/date=2025-11-20/") + name;
}

DataFile fileOf(std::int64_t first, std::int64_t last, std::int64_t rows, std::int64_t epoch = 0)
{
    DataFile file;
    file.path = pathOf(nameOf(first, last, QStringLiteral("-e%1").arg(epoch))).toStdString();
    file.date = "2025-11-20";
    file.topic = kPartition.topic;
    file.partition = kPartition.partition;
    file.epoch = epoch;
    file.first = first;
    file.last = last;
    file.rows = rows;
    return file;
}

/// As the program made it before a partition could have had several logs.
constexpr std::string_view kBefore = R"(
    CREATE TABLE lake_files(
        id INTEGER PRIMARY KEY, path TEXT NOT NULL UNIQUE, dataset TEXT NOT NULL, date TEXT NOT NULL,
        cluster TEXT NOT NULL, topic TEXT NOT NULL, "partition" INTEGER NOT NULL, first_offset INTEGER NOT NULL,
        last_offset INTEGER NOT NULL, row_count INTEGER NOT NULL, bytes INTEGER NOT NULL);
    CREATE INDEX lake_files_partition ON lake_files(cluster, topic, "partition", last_offset);
    CREATE TABLE lake_refused(
        cluster TEXT NOT NULL, topic TEXT NOT NULL, "partition" INTEGER NOT NULL, at_offset INTEGER NOT NULL,
        PRIMARY KEY(cluster, topic, "partition", at_offset)) WITHOUT ROWID;
    INSERT INTO lake_files VALUES(1, 'orders/date=2025-11-20/a.parquet', 'orders', '2025-11-20', 'cluster',
        'enriched_orders', 0, 0, 99, 99, 1000);
    INSERT INTO lake_refused VALUES('cluster', 'enriched_orders', 0, 100);
)";

} // namespace

class TestLakeCatalog : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        QVERIFY(m_folder->isValid());
        m_before = QDir::currentPath();
        QVERIFY(QDir::setCurrent(m_folder->path()));
        auto opened = openCatalog(QStringLiteral("lake"));
        QVERIFY(opened.ok());
        m_catalog = std::move(*opened);
    }
    void cleanup()
    {
        m_catalog.reset();
        QDir::setCurrent(m_before);
    }

    void orphans_goAndNamedFilesStay_howeverTheFolderIsNamed_data()
    {
        QTest::addColumn<bool>("absolute");
        QTest::newRow("relative") << false;
        QTest::newRow("absolute") << true;
    }
    void orphans_goAndNamedFilesStay_howeverTheFolderIsNamed()
    {
        QFETCH(const bool, absolute);
        const QString named = put(pathOf(nameOf(0, 9)));
        const QString orphan = put(pathOf(nameOf(10, 19)));
        const QString olderOrphan = put(pathOf(nameOf(20, 29, {})));
        const QString half = put(QStringLiteral("_writing/orders-77-") + nameOf(0, 9));
        add({fileOf(0, 9, 10)});
        for (int start = 0; start < 2; ++start)
            QVERIFY(removeOrphans(
                *m_catalog, absolute ? QDir(QStringLiteral("lake")).absolutePath() : QStringLiteral("lake"),
                Dataset::Orders, kCluster, 0));
        QVERIFY(QFile::exists(named));
        QVERIFY(!QFile::exists(orphan));
        QVERIFY(!QFile::exists(olderOrphan));
        QVERIFY(!QFile::exists(half));
    }

    void filesThatAreNotThisPartitions_stay()
    {
        const QString tag = QString::fromStdString(clusterTag(kCluster));
        QStringList others{put(pathOf(QStringLiteral("notes.parquet"))),
                           put(pathOf(tag + QStringLiteral("-p000-copy.parquet"))),
                           put(pathOf(QStringLiteral("my-") + nameOf(0, 9))),
                           put(pathOf(nameOf(0, 9) + QStringLiteral(".bak"))),
                           put(pathOf(nameOf(0, 9).replace(QStringLiteral("p000"), QStringLiteral("p001")))),
                           put(pathOf(nameOf(0, 9).replace(tag, QStringLiteral("00000000")))),
                           put(QStringLiteral("orders/copies/") + nameOf(0, 9)),
                           put(QStringLiteral("activities/date=2025-11-20/") + nameOf(0, 9)),
                           put(QStringLiteral("_writing/activities-77-") + nameOf(0, 9))};
        QVERIFY(removeOrphans(*m_catalog, QStringLiteral("lake"), Dataset::Orders, kCluster, 0));
        for (const QString &other : others)
            QVERIFY2(QFile::exists(other), qPrintable(other));
    }

    void covered_isWhatLiesInAFileOrWasRefused_notWhatLiesBelow()
    {
        add({fileOf(0, 9, 10), fileOf(50, 59, 10)});
        QVERIFY(addRefused(*m_catalog, kCluster, {kPartition.topic, 0, 12}, 0));
        QCOMPARE(within({5, 55}), (std::vector<Range>{{5, 9}, {50, 55}, {12, 12}}));
        QVERIFY(within({13, 49}).empty());
    }

    void anotherLog_hasNothingOfTheFormer()
    {
        add({fileOf(0, 9, 10)});
        QVERIFY(noteLast(*m_catalog, kCluster, kPartition, {0, 9, "abc"}));
        QCOMPARE(beginLog(*m_catalog, kCluster, kPartition).value(), 1);
        QVERIFY(within({0, 9}).empty());
        const auto log = logOf(*m_catalog, kCluster, kPartition);
        QVERIFY(log.ok());
        QCOMPARE(log->last, -1);
        QCOMPARE(coverageOf(*m_catalog, kCluster, kPartition)->rows, 0);
        add({fileOf(0, 9, 10, 1)}); // beside the former one's
        QCOMPARE(coverageOf(*m_catalog, kCluster, kPartition)->rows, 10);
        QCOMPARE(summaryOf(*m_catalog, Dataset::Orders)->rows, 20);
    }

    void theLastRecord_isTheOneOfTheGreatestOffset()
    {
        QVERIFY(noteLast(*m_catalog, kCluster, kPartition, {0, 90, "later"}));
        QVERIFY(noteLast(*m_catalog, kCluster, kPartition, {0, 40, "set back"}));
        QCOMPARE(logOf(*m_catalog, kCluster, kPartition)->last, 90);
        QCOMPARE(logOf(*m_catalog, kCluster, kPartition)->lastSha256, std::string("later"));
    }

    void catalogOfBefore_keepsWhatItHasAsTheFirstLog()
    {
        QVERIFY(QDir().mkpath(QStringLiteral("older")));
        auto older = openSqlite(QStringLiteral("older/catalog.sqlite"));
        QVERIFY(older.ok());
        QVERIFY((*older)->exec(kBefore).ok());
        for (int start = 0; start < 2; ++start) {
            auto opened = openCatalog(QStringLiteral("older"));
            QVERIFY2(opened.ok(), opened ? "" : qPrintable(opened.error().toString()));
            m_catalog = std::move(*opened);
        }
        QCOMPARE(within({0, 200}), (std::vector<Range>{{0, 99}, {100, 100}}));
        const auto log = logOf(*m_catalog, kCluster, kPartition);
        QCOMPARE(log->last, 99);
        QVERIFY(log->lastSha256.empty());
        QCOMPARE(coverageOf(*m_catalog, kCluster, kPartition)->refused, 1);
    }

    void manifest_namesTheFilesOfTheCatalog()
    {
        QVERIFY(!manifestFiles(QStringLiteral("lake")));
        add({fileOf(0, 9, 10), fileOf(0, 4, 5, 1)});
        QVERIFY(publishManifest(*m_catalog, QStringLiteral("lake")));
        const auto named = manifestFiles(QStringLiteral("lake"));
        QVERIFY(named.ok());
        QCOMPARE(*named, *catalogFiles(*m_catalog));
        QCOMPARE(named->size(), std::size_t{2});
    }

private:
    QString put(const QString &path)
    {
        const QString place = QDir(QStringLiteral("lake")).absoluteFilePath(path);
        QDir().mkpath(QFileInfo(place).path());
        QFile file(place);
        if (!file.open(QIODevice::WriteOnly))
            qFatal("%s", qPrintable(place));
        file.write("PAR1");
        return place;
    }
    void add(const std::vector<DataFile> &files) { QVERIFY(addFiles(*m_catalog, kCluster, files)); }
    std::vector<Range> within(Range span)
    {
        const auto log = logOf(*m_catalog, kCluster, kPartition);
        return rangesWithin(*m_catalog, kCluster, kPartition, log->epoch, span).value();
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_before;
    std::unique_ptr<Database> m_catalog;
};

PK_TEST(TestLakeCatalog)
#include "tst_lake_catalog.moc"
