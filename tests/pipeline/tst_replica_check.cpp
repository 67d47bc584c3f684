#include "cdc/replica.h"
#include "kampus/kampus_database.h"
#include "pipeline/replica_check.h"
#include "places/places.h"
#include "resources.h"
#include "warehouse/fixtures.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

// What the real Maxwell wrote for some statements, applied to replicas, against a database in which the same
// statements were done.

using namespace pk;
using namespace pk::pipeline;
using namespace pk::test;

namespace {

struct Recorded
{
    std::string topic;
    std::int32_t partition = 0;
    std::int64_t offset = 0;
    std::string key;
    std::string value;
};

QByteArray golden(const QString &name)
{
    QFile file(sourcePath("tests/kampus/golden/") + name);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// The log of each partition, one behind the other.
std::vector<Recorded> recorded(const QString &partitionBy, bool lastPartitionFirst)
{
    std::map<std::pair<std::string, std::int32_t>, std::vector<Recorded>> logs;
    for (const QByteArray &line : golden(QStringLiteral("maxwell.jsonl")).split('\n')) {
        const QJsonObject json = QJsonDocument::fromJson(line).object();
        if (json[QStringLiteral("partition_by")].toString() != partitionBy)
            continue;
        const std::string topic = "producer.kampus." + json[QStringLiteral("table")].toString().toStdString();
        const int partition = json[QStringLiteral("partition")].toInt();
        auto &log = logs[{topic, lastPartitionFirst ? -partition : partition}];
        log.push_back({topic, partition, std::ssize(log),
                       json[QStringLiteral("key")].toString().toStdString(),
                       json[QStringLiteral("value")].toString().toStdString()});
    }
    std::vector<Recorded> all;
    for (const auto &[partition, log] : logs)
        all.insert(all.end(), log.begin(), log.end());
    return all;
}

} // namespace

class TestReplicaCheck : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        initResources();
        const QString path = m_folder.filePath(QStringLiteral("kampus.sqlite"));
        auto opened = openSqlite(path);
        QVERIFY(opened);
        m_source = std::move(*opened);
        QVERIFY(kampus::createSqliteKampus(*m_source));
        const auto done = m_source->exec(golden(QStringLiteral("statements.sql")).toStdString());
        QVERIFY2(done.ok(), done ? "" : qPrintable(done.error().toString()));
    }

    void whatMaxwellWrote_becomesTheTablesOfTheSource_data()
    {
        QTest::addColumn<QString>("partitionBy");
        QTest::addColumn<bool>("lastFirst");
        QTest::addRow("one partition") << "database" << false;
        QTest::addRow("by primary key") << "primary_key" << false;
        QTest::addRow("by primary key, the other way round") << "primary_key" << true;
    }
    void whatMaxwellWrote_becomesTheTablesOfTheSource()
    {
        QFETCH(const QString, partitionBy);
        QFETCH(const bool, lastFirst);
        const std::vector<Recorded> log = recorded(partitionBy, lastFirst);
        QVERIFY(log.size() > 30);
        test::Warehouse warehouse;
        cdc::Replica replica(*warehouse.db, "cluster");
        std::vector<cdc::ReplicaRecord> records;
        for (const Recorded &each : log)
            records.push_back({{each.topic, each.partition, each.offset}, each.key, each.value, true});
        QVERIFY(replica.prepare(records));
        QVERIFY(warehouse.db->begin());
        const auto judged = replica.apply();
        QVERIFY2(judged.ok(), judged ? "" : qPrintable(judged.error().toString()));
        QVERIFY(warehouse.db->commit());
        for (std::size_t i = 0; i < log.size(); ++i)
            QCOMPARE((*judged)[i].verdict == cdc::Verdict::Refused,
                     log[i].topic == "producer.kampus.catatan");
        for (const char *table : {"orders", "order_items", "students", "activities", "jenis"}) {
            const auto check = checkReplica(*m_source, *warehouse.db, table);
            QVERIFY2(check.ok(), table);
            QVERIFY(check->rows > 0);
            QString examples;
            for (const std::string &key : check->examples)
                examples += QString::fromStdString(key) + QLatin1Char(' ');
            QVERIFY2(check->same(), qPrintable(QLatin1String(table) + QStringLiteral(": ") + examples));
        }
    }

    void differences_areFoundAndCounted()
    {
        test::Warehouse warehouse;
        QVERIFY(warehouse.db->exec(
            R"(CREATE TABLE olap_students(nim VARCHAR(20) PRIMARY KEY, name TEXT, program TEXT,
            faculty TEXT, active INTEGER))"));
        auto check = checkReplica(*m_source, *warehouse.db, "students");
        QVERIFY(check.ok());
        const std::int64_t students = check->missing;
        QVERIFY(students > 0);
        QVERIFY(warehouse.db->exec(
            "INSERT INTO olap_students VALUES ('231045', 'budi', 'Teknik Informatika', 'FTI', 1), "
            "('999999', 'x', 'y', 'z', 1)"));
        check = checkReplica(*m_source, *warehouse.db, "students");
        QVERIFY(check.ok());
        QCOMPARE(check->rows, 2);
        QCOMPARE(check->missing, students - 1);
        QCOMPARE(check->extra, 1);
        QCOMPARE(check->different, 1);
        QVERIFY(!check->same());
        QVERIFY(warehouse.db->exec("DROP TABLE olap_students"));
        QCOMPARE(checkReplica(*m_source, *warehouse.db, "students")->rows, 0);
    }

private:
    QTemporaryDir m_folder;
    std::unique_ptr<Database> m_source;
};

PK_TEST(TestReplicaCheck)
#include "tst_replica_check.moc"
