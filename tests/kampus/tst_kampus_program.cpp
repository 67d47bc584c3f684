#include "publisher_testing.h"

#include <QProcess>
#include <QTemporaryDir>

#include <csignal>
#include <set>

using namespace pk;
using namespace pk::kampus;

/// The subcommand `kampus` as a script sees it, and as SIGKILL leaves it.
class TestKampusProgram : public QObject
{
    Q_OBJECT

    std::unique_ptr<broker::ClusterBackend> m_cluster;
    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_file;

    QStringList arguments(const QStringList &more) const
    {
        return QStringList{QStringLiteral("kampus"), QStringLiteral("--database"), m_file} + more;
    }
    QString bootstrap() const { return QString::fromStdString(m_cluster->info().bootstrap); }
    int run(const QStringList &more, QByteArray *said = nullptr) const
    {
        QProcess process;
        process.start(test::programPath(), arguments(more));
        if (!process.waitForFinished(120'000) || process.exitStatus() != QProcess::NormalExit)
            return -1;
        if (said != nullptr)
            *said = process.readAllStandardError();
        return process.exitCode();
    }
    std::int64_t number(const char *sql) const
    {
        const auto db = openSqlite(m_file);
        return SqlRunner(**db).number(sql);
    }
    /// What each line of the log must have become, without the moment: database, key and images are enough.
    std::multiset<std::string> expectedValues() const
    {
        const auto db = openSqlite(m_file);
        ChangeLog log(**db);
        SqlRunner(**db).run("UPDATE cdc_state SET published = 0");
        std::multiset<std::string> values;
        for (const LogEntry &entry : allOf(log)) {
            const auto shape = log.shape(entry.table);
            const RowChange change{
                entry.type,   entry.atSeconds, entry.xid, entry.lastOfTransaction, entry.offsetInTransaction,
                entry.before, entry.after};
            values.insert(maxwellEvent("kampus", **shape, change, PartitionBy::Database, "")->value);
        }
        return values;
    }
    std::multiset<std::string> publishedValues()
    {
        std::multiset<std::string> values;
        for (const char *table : {"students", "orders", "order_items", "activities"}) {
            for (const Event &event : eventsIn(*m_cluster, std::string("producer.kampus.") + table))
                values.insert(event.value);
        }
        return values;
    }

private Q_SLOTS:
    void init()
    {
        auto cluster = broker::startEmbeddedCluster(broker::embeddedOptions());
        QVERIFY2(cluster, broker::why(cluster));
        m_cluster = *std::move(cluster);
        for (const Dataset dataset : {Dataset::Orders, Dataset::Activities}) {
            for (const std::string &topic : cdcTopicsOf(dataset))
                QVERIFY(m_cluster->createTopic({.name = topic, .partitions = 3}));
        }
        m_folder = std::make_unique<QTemporaryDir>();
        m_file = m_folder->filePath(QStringLiteral("kampus.sqlite"));
    }

    void withoutABroker_theChangesStayInTheLog()
    {
        QCOMPARE(run({QStringLiteral("--transactions"), QStringLiteral("40")}), 0);
        QCOMPARE(number("SELECT transactions FROM shop_progress"), 40);
        QVERIFY(number("SELECT COUNT(*) FROM orders") > 0);
        QCOMPARE(number("SELECT published FROM cdc_state"), 0);
        QCOMPARE(run({QStringLiteral("--transactions"), QStringLiteral("0"), QStringLiteral("--bootstrap"),
                      bootstrap()}),
                 0);
        QVERIFY(publishedValues() == expectedValues());
    }

    void help_namesTheBrokersAddresses()
    {
        QProcess process;
        process.start(test::programPath(), {QStringLiteral("kampus"), QStringLiteral("--help")});
        QVERIFY(process.waitForFinished());
        QVERIFY(process.readAllStandardOutput().contains("--bootstrap HOST:PORT,\u2026"));
    }

    void wrongUsage_isSaidAndLeavesNothing()
    {
        QByteArray said;
        QCOMPARE(run({QStringLiteral("--follow")}, &said), 2);
        QVERIFY2(said.contains("--bootstrap"), said);
        QCOMPARE(run({QStringLiteral("--partition-by"), QStringLiteral("random")}), 2);
        QVERIFY(!QFile::exists(m_file));
    }

    void tableWhoseTopicCannotBeMade_isNamed()
    {
        QCOMPARE(run({QStringLiteral("--transactions"), QStringLiteral("0")}), 0);
        const auto db = openSqlite(m_file);
        QVERIFY((*db)->exec("CREATE TABLE gudang (id INTEGER PRIMARY KEY)"));
        QVERIFY(installCapture(**db));
        QVERIFY((*db)->exec("INSERT INTO gudang VALUES (1)"));
        QByteArray said;
        QCOMPARE(run({QStringLiteral("--transactions"), QStringLiteral("0"), QStringLiteral("--bootstrap"),
                      bootstrap()},
                     &said),
                 2);
        QVERIFY2(said.contains("producer.kampus.gudang"), said);
    }

    /// Whenever it is killed: what is committed arrives, at least once, and nothing else does.
    void killedAgainAndAgain_losesNothing()
    {
        const QStringList options{QStringLiteral("--transactions"), QStringLiteral("100000"),
                                  QStringLiteral("--rate"),         QStringLiteral("400"),
                                  QStringLiteral("--bootstrap"),    bootstrap()};
        QCOMPARE(run({QStringLiteral("--transactions"), QStringLiteral("0")}), 0); // the file is there
        std::int64_t seen = 0;
        for (int kill = 0; kill < 4; ++kill) {
            QProcess process;
            process.start(test::programPath(), arguments(options));
            QVERIFY(process.waitForStarted());
            const auto published = [&] {
                const auto db = openSqlite(m_file);
                return db ? SqlRunner(**db).number("SELECT published FROM cdc_state") : 0;
            };
            QVERIFY(broker::waitUntil([&] { return published() > seen + 200; }));
            ::kill(static_cast<pid_t>(process.processId()), SIGKILL);
            process.waitForFinished();
            seen = published();
        }
        QCOMPARE(run({QStringLiteral("--transactions"), QStringLiteral("0"), QStringLiteral("--bootstrap"),
                      bootstrap()}),
                 0);
        QVERIFY(number("SELECT COUNT(*) FROM cdc_log") < ChangeLog::kKeptLines); // all of it is there still
        const auto expected = expectedValues();
        const auto published = publishedValues();
        QVERIFY(std::includes(published.begin(), published.end(), expected.begin(), expected.end()));
        const std::set<std::string> different(published.begin(), published.end());
        QCOMPARE(different.size(), std::set<std::string>(expected.begin(), expected.end()).size());
    }

    void follow_publishesWhatOthersChange_untilItIsInterrupted()
    {
        QCOMPARE(run({QStringLiteral("--transactions"), QStringLiteral("0")}), 0);
        QProcess process;
        process.start(test::programPath(),
                      arguments({QStringLiteral("--transactions"), QStringLiteral("0"),
                                 QStringLiteral("--bootstrap"), bootstrap(), QStringLiteral("--follow")}));
        const auto db = openSqlite(m_file);
        QVERIFY((*db)->exec("INSERT INTO students VALUES ('1','Budi','TI','FTI',1)"));
        QVERIFY(broker::waitUntil([&] { return number("SELECT published FROM cdc_state") == 1; }));
        QVERIFY((*db)->exec("DELETE FROM students"));
        QVERIFY(broker::waitUntil([&] { return number("SELECT published FROM cdc_state") == 2; }));
        ::kill(static_cast<pid_t>(process.processId()), SIGTERM);
        QVERIFY(process.waitForFinished());
        QCOMPARE(process.exitCode(), 130);
        const auto events = eventsIn(*m_cluster, "producer.kampus.students");
        QCOMPARE(events.size(), 2U);
        QCOMPARE(events[1].type(), "delete");
        QVERIFY(events[0].json[QStringLiteral("commit")].toBool()); // two transactions, not one
    }

    void follow_saysEveryTroubleOnceAndThatItIsOver()
    {
        QCOMPARE(run({QStringLiteral("--transactions"), QStringLiteral("0")}), 0);
        QProcess process;
        process.start(test::programPath(),
                      arguments({QStringLiteral("--transactions"), QStringLiteral("100000"),
                                 QStringLiteral("--rate"), QStringLiteral("50"),
                                 QStringLiteral("--bootstrap"), bootstrap(), QStringLiteral("--follow")}));
        QVERIFY(broker::waitUntil([&] { return number("SELECT published FROM cdc_state") > 0; }));
        QByteArray said;
        const auto saidTimes = [&](const char *text, int times) {
            return broker::waitUntil([&] {
                process.waitForReadyRead(10);
                said += process.readAllStandardError();
                return said.count(text) == times;
            });
        };
        const auto db = openSqlite(m_file);
        QVERIFY((*db)->exec("INSERT INTO cdc_bootstrap (table_name) VALUES ('tidak_ada')"));
        QVERIFY2(saidTimes("tidak_ada", 1), said);
        for (int times = 1; times <= 2; ++times) {
            QVERIFY((*db)->begin());
            QVERIFY2(saidTimes("locked", times), said);
            (*db)->rollback();
            QVERIFY2(saidTimes("database: goes on", times), said);
        }
        ::kill(static_cast<pid_t>(process.processId()), SIGTERM);
        QVERIFY(process.waitForFinished());
        QCOMPARE(process.exitCode(), 130);
    }
};

PK_TEST(TestKampusProgram)
#include "tst_kampus_program.moc"
