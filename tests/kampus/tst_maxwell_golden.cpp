#include "publisher_testing.h"

#include <QFile>
#include <QRegularExpression>

#include <set>

using namespace pk;
using namespace pk::kampus;

namespace {

/// What is compared of a record: everything but the time, and of the transaction's number only its rank.
struct Record
{
    int partition = -1;
    QString key;
    QString value;
};

QString textOf(const Record &record)
{
    return QStringLiteral("%1 | %2 | %3").arg(record.partition).arg(record.key, record.value);
}

const QRegularExpression kXid(QStringLiteral("\"xid\":(\\d+)"));

/// The same wherever it was written: ts, _uuid and xid are replaced.
void normalise(std::vector<Record *> records)
{
    static const QRegularExpression ts(QStringLiteral("\"ts\":\\d+"));
    static const QRegularExpression uuid(QStringLiteral("\"_uuid\":\"[0-9a-f-]+\""));
    std::set<qint64> xids;
    for (const Record *record : records) {
        if (const auto match = kXid.match(record->value); match.hasMatch())
            xids.insert(match.captured(1).toLongLong());
    }
    for (Record *record : records) {
        record->key.replace(uuid, QStringLiteral("\"_uuid\":*"));
        record->value.replace(ts, QStringLiteral("\"ts\":*"));
        if (const auto match = kXid.match(record->value); match.hasMatch()) {
            const auto rank = std::distance(xids.begin(), xids.find(match.captured(1).toLongLong()));
            record->value.replace(kXid, QStringLiteral("\"xid\":#%1").arg(rank));
        }
    }
}

using Topics = std::map<std::string, std::vector<Record>>; // by table

void normalise(Topics &topics)
{
    std::vector<Record *> all;
    for (auto &[table, records] : topics) {
        for (Record &record : records)
            all.push_back(&record);
    }
    normalise(all);
}

} // namespace

/// The emulation against what Maxwell 1.22.6 wrote for the same statements on MariaDB: golden/record.py.
class TestMaxwellGolden : public QObject
{
    Q_OBJECT

    std::unique_ptr<broker::ClusterBackend> m_cluster;

    static Topics recorded(const QString &partitionBy)
    {
        QFile file(test::sourcePath("tests/kampus/golden/maxwell.jsonl"));
        if (!file.open(QIODevice::ReadOnly))
            qFatal("no golden file");
        Topics topics;
        while (!file.atEnd()) {
            const QJsonObject line = QJsonDocument::fromJson(file.readLine()).object();
            if (line[QStringLiteral("partition_by")].toString() == partitionBy)
                topics[line[QStringLiteral("table")].toString().toStdString()].push_back(
                    {line[QStringLiteral("partition")].toInt(), line[QStringLiteral("key")].toString(),
                     line[QStringLiteral("value")].toString()});
        }
        normalise(topics);
        return topics;
    }

    /// Runs the statements, each transaction by itself, and publishes before and after each bootstrap.
    static void runStatements(Database &db, ChangePublisher &publisher)
    {
        QFile file(test::sourcePath("tests/kampus/golden/statements.sql"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QByteArray statement;
        bool inTransaction = false;
        while (!file.atEnd()) {
            const QByteArray line = file.readLine();
            if (line.startsWith("-- bootstrap ")) {
                publishAll(publisher);
                QVERIFY(publisher.log().requestBootstrap(line.mid(13).trimmed().toStdString()));
                publishAll(publisher);
            }
            if (line.startsWith("--"))
                continue;
            statement += line;
            if (!line.endsWith(";\n"))
                continue;
            const auto done = db.exec(statement.toStdString());
            QVERIFY2(done, statement + why(done));
            const QByteArray word = statement.trimmed();
            inTransaction = word == "BEGIN;" || (inTransaction && word != "COMMIT;" && word != "ROLLBACK;");
            if (!inTransaction)
                QVERIFY(closeTransaction(db));
            if (word.startsWith("CREATE")) // the publisher sees the new table and captures it
                publishAll(publisher);
            statement.clear();
        }
        publishAll(publisher);
    }

private Q_SLOTS:
    void initTestCase()
    {
        auto cluster = broker::startEmbeddedCluster(broker::embeddedOptions());
        QVERIFY2(cluster, broker::why(cluster));
        m_cluster = *std::move(cluster);
    }

    void sameStatements_giveTheSameRecords_data()
    {
        QTest::addColumn<QString>("partitionBy");
        QTest::newRow("database") << QStringLiteral("database");
        QTest::newRow("primary_key") << QStringLiteral("primary_key");
    }
    void sameStatements_giveTheSameRecords()
    {
        QFETCH(QString, partitionBy);
        const auto db = openKampus();
        ChangePublisher::Options options;
        options.topicPrefix = partitionBy.toStdString() + ".";
        options.partitionBy = *partitionByFromString(partitionBy.toStdString());
        ChangePublisher publisher(*db, *m_cluster, options);
        publishAll(publisher);
        runStatements(*db, publisher);

        const Topics wanted = recorded(partitionBy);
        QCOMPARE(wanted.size(), 6U);
        Topics written;
        for (const auto &[table, records] : wanted) {
            for (const Event &event : eventsIn(*m_cluster, publisher.topicOf(table)))
                written[table].push_back({event.partition, QString::fromStdString(event.key),
                                          QString::fromStdString(event.value)});
        }
        normalise(written);
        for (const auto &[table, records] : wanted) {
            const auto &ours = written[table];
            for (std::size_t i = 0; i < std::min(ours.size(), records.size()); ++i)
                QCOMPARE(textOf(ours[i]), textOf(records[i]));
            QCOMPARE(ours.size(), records.size());
        }
    }
};

PK_TEST(TestMaxwellGolden)
#include "tst_maxwell_golden.moc"
