#include "../mariadb/local_mariadb.h"
#include "kampus_testing.h"
#include "places/places.h"

using namespace pk;
using namespace pk::kampus;

/// The campus's database on a real MariaDB, where Maxwell would read what the workload does.
class TestKampusMariaDb : public QObject
{
    Q_OBJECT

    test::LocalMariaDb m_server;

    QString place(const QString &database) const
    {
        const MysqlAddress address = m_server.address();
        return QStringLiteral("mysql://%1@%2/%3").arg(address.user, address.server(), database);
    }
    /// An empty database with the campus's tables.
    std::unique_ptr<Database> open(const QString &name) const
    {
        auto server = openMysql(m_server.address(), QString::fromLatin1(test::LocalMariaDb::kPassword));
        if (!server
            || !(*server)->exec("DROP DATABASE IF EXISTS " + name.toStdString() + "; CREATE DATABASE "
                                + name.toStdString() + " CHARACTER SET utf8mb4"))
            return nullptr;
        auto db = openDatabase(place(name), 0);
        if (!db)
            qWarning("%s", why(db).constData());
        return db ? std::move(*db) : nullptr;
    }
    static KampusWorkload::Options unmarked(std::uint64_t seed)
    {
        KampusWorkload::Options options;
        options.seed = seed;
        return options;
    }
    using Rows = std::vector<std::vector<std::string>>;
    static std::map<std::string, Rows> everything(Database &db)
    {
        std::map<std::string, Rows> all;
        SqlRunner sql(db);
        for (const char *table : {"students", "orders", "order_items", "activities", "shop_progress"})
            all[table] = sql.rows(std::string("SELECT * FROM ") + table + " ORDER BY 1");
        return all;
    }
    int run(const QStringList &arguments, QByteArray &said) const
    {
        QProcess process;
        process.start(test::programPath(), QStringList{QStringLiteral("kampus")} + arguments);
        if (!process.waitForFinished(60'000) || process.exitStatus() != QProcess::NormalExit)
            return -1;
        said = process.readAllStandardError();
        return process.exitCode();
    }

private Q_SLOTS:
    void initTestCase()
    {
        initResources();
        if (const QString why = test::LocalMariaDb::reasonToSkip(); !why.isEmpty())
            QSKIP(qPrintable(why));
        qputenv("PK_KAMPUS_PASSWORD", test::LocalMariaDb::kPassword);
        const QString failed = m_server.start();
        QVERIFY2(failed.isEmpty(), qPrintable(failed));
    }

    void seed_decidesTheRows_inOneRunOrInTwo()
    {
        const auto whole = open(QStringLiteral("satu"));
        const auto parts = open(QStringLiteral("dua"));
        QVERIFY(whole && parts);
        work(*whole, unmarked(7), 300);
        work(*parts, unmarked(7), 120);
        work(*parts, unmarked(7), 180);
        const auto rows = everything(*whole);
        QVERIFY(rows.at("orders").size() > 50);
        QVERIFY(rows.at("activities").size() > 10);
        QVERIFY(rows == everything(*parts));
    }

    void orders_haveTheItemsThatTheirVersionCounts()
    {
        const auto db = open(QStringLiteral("tiga"));
        QVERIFY(db);
        work(*db, unmarked(5), 500);
        SqlRunner sql(*db);
        QVERIFY(sql.number("SELECT COUNT(*) FROM orders WHERE items_version > 1") > 0);
        QCOMPARE(sql.number("SELECT COUNT(*) FROM orders o WHERE item_count <> (SELECT COUNT(*) FROM "
                            "order_items i WHERE i.order_id = o.id AND i.version = o.items_version)"),
                 0);
        QCOMPARE(sql.number("SELECT transactions FROM shop_progress"), 500);
        QVERIFY(!sql.failed());
    }

    void serverThatWentAway_isWaitedFor()
    {
        const auto db = open(QStringLiteral("empat"));
        QVERIFY(db);
        KampusWorkload workload(*db, shippedCampus(), unmarked(1));
        QVERIFY(workload.next());
        m_server.kill();
        const auto away = workload.next();
        QVERIFY(!away);
        QVERIFY(away.error().retriable);
        const QString failed = m_server.restart();
        QVERIFY2(failed.isEmpty(), qPrintable(failed));
        QVERIFY(QTest::qWaitFor([&] { return workload.next().ok(); })); // once it has gone well
        QVERIFY(workload.next());
        QCOMPARE(SqlRunner(*db).number("SELECT transactions FROM shop_progress"), 3);
    }

    void program_worksThere_andLeavesPublishingToMaxwell()
    {
        const auto db = open(QStringLiteral("lima"));
        QVERIFY(db);
        const QStringList database{QStringLiteral("--database"), place(QStringLiteral("lima"))};
        QByteArray said;
        const int code =
            run(database + QStringList{QStringLiteral("--transactions"), QStringLiteral("40")}, said);
        QVERIFY2(code == 0, said);
        QCOMPARE(SqlRunner(*db).number("SELECT transactions FROM shop_progress"), 40);
        const QStringList publish{QStringLiteral("--bootstrap"), QStringLiteral("127.0.0.1:1")};
        QCOMPARE(run(database + publish, said), 2);
        QVERIFY2(said.contains("Maxwell"), said);
    }
};

PK_TEST(TestKampusMariaDb)
#include "tst_kampus_mariadb.moc"
