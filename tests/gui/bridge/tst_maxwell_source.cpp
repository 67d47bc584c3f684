// The window's session on a real Kafka with a campus database in MariaDB, whose changes the real Maxwell
// publishes: from the window's own database there and back, with the ends of Maxwell and of the server.

#include "../../mariadb/local_mariadb.h"
#include "base/sql.h"
#include "bridge/run_trouble.h"
#include "bridge/step_done.h"
#include "controller_fixture.h"
#include "environment/kafka_program.h"
#include "environment/maxwell.h"
#include "own_maxwells.h"

#include <csignal>

using namespace pk;
using namespace pk::test;
using environment::EnvironmentChoice;

namespace {

constexpr int kLongMs = 150'000; ///< Kafka, MariaDB and Maxwell start, on a machine that may be busy

} // namespace

class TestMaxwellSource : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        if (const auto kafka = environment::findKafka(); !kafka)
            QSKIP(qUtf8Printable(kafka.error().message));
        if (const auto maxwell = environment::findMaxwell(); !maxwell)
            QSKIP(qUtf8Printable(maxwell.error().message));
        if (const QString reason = LocalMariaDb::reasonToSkip(); !reason.isEmpty())
            QSKIP(qPrintable(reason));
        m_server = std::make_unique<LocalMariaDb>();
        const QString trouble = m_server->start(
            {QStringLiteral("--server-id=1"), QStringLiteral("--log-bin=binlog"),
             QStringLiteral("--binlog-format=ROW"), QStringLiteral("--binlog-row-image=FULL"),
             QStringLiteral("--binlog-annotate-row-events=OFF"), QStringLiteral("--old-mode="),
             QStringLiteral("--character-set-server=utf8mb4")});
        QVERIFY2(trouble.isEmpty(), qPrintable(trouble));
        typePassword(m_server->address(), QString::fromLatin1(LocalMariaDb::kPassword));
    }

    void ownDatabase_maxwell_itsEnds_andBack()
    {
        Bed bed([](SessionOptions &options) {
            options.environment = {EnvironmentChoice::Kind::Local, 1, {}};
            options.profilesFolder = options.dataFolder + QStringLiteral("/profiles");
            options.staticAssignment = false;
            options.source = firstSource();
            options.ratePerSecond = 20;
        });
        const QString warehouse = bed.folder.filePath(QStringLiteral("warehouse.db"));
        bed.controller->start();
        QTRY_VERIFY2_WITH_TIMEOUT(bed.loaded() >= 10, qPrintable(bed.failures.join(u'\n')), kLongMs);
        const std::int64_t own = bed.number(kOrders);

        bed.controller->setSource(onServer());
        QTRY_VERIFY2_WITH_TIMEOUT(isMaxwell(bed.run().source), qPrintable(bed.failures.join(u'\n')), kLongMs);
        QTRY_VERIFY2_WITH_TIMEOUT(bed.number(kFromBinlog) >= 20, qPrintable(trouble(bed)), kLongMs);
        QCOMPARE(bed.run().progress.capture, std::optional(kampus::CaptureState::Running));
        QVERIFY(bed.number(kOrders) >= own + 20); // none of the other database's was overwritten
        QVERIFY(bed.run().progress.published > 0);
        QCOMPARE(bed.run().campusDatabase, onServer().database);

        // Maxwell dies: it is said, and it goes on.
        QCOMPARE(maxwells().size(), 1);
        kill(maxwells().first(), SIGKILL);
        QTRY_VERIFY_WITH_TIMEOUT(trouble(bed).contains(QStringLiteral("started again")), kLongMs);
        QTRY_VERIFY_WITH_TIMEOUT(trouble(bed).isEmpty(), kLongMs);
        std::int64_t there = bed.number(kFromBinlog);
        QTRY_VERIFY_WITH_TIMEOUT(bed.number(kFromBinlog) > there + 10, kLongMs);

        // The server dies.
        m_server->kill();
        QTRY_VERIFY_WITH_TIMEOUT(!trouble(bed).isEmpty(), kLongMs);
        QVERIFY2(m_server->restart().isEmpty(), "MariaDB does not start again");
        QTRY_VERIFY2_WITH_TIMEOUT(trouble(bed).isEmpty(), qPrintable(trouble(bed)), kLongMs);
        there = bed.number(kFromBinlog);
        QTRY_VERIFY_WITH_TIMEOUT(bed.number(kFromBinlog) > there + 10, kLongMs);

        pauseAndStep(bed);
        if (QTest::currentTestFailed())
            return;

        // Back: the own database tells its rows first, and nothing is mixed up.
        bed.controller->setSource(firstSource());
        QTRY_VERIFY2_WITH_TIMEOUT(bed.run().source.database.isEmpty(), qPrintable(bed.failures.join(u'\n')),
                                  kLongMs);
        QVERIFY(maxwells().isEmpty());
        const std::int64_t before = bed.number(kOfOwn);
        QTRY_VERIFY_WITH_TIMEOUT(bed.number(kOfOwn) > before + 10, kLongMs);
        QVERIFY2(bed.failures.isEmpty(), qPrintable(bed.failures.join(u'\n')));
        for (const auto &[reason, count] : bed.controller->snapshot()->state.deadLetterReasons())
            QVERIFY2(!reason.starts_with("pk.cdc."), reason.c_str());
        VERIFY_CLEAN_END(bed);
        const auto server = openMysql(m_server->address(), QString::fromLatin1(LocalMariaDb::kPassword));
        const auto file = openSqlite(bed.folder.filePath(QStringLiteral("kampus.db")), OpenMode::ReadOnly);
        QVERIFY(server.ok() && file.ok());
        checkRows(**server, warehouse, "> 'ORD-30000000'");
        checkRows(**file, warehouse, "< 'ORD-30000000'");
    }

    void polledServer_isReadAsItIs()
    {
        SourceChoice polled = onServer();
        polled.kind = SourceChoice::Kind::Polling;
        const std::int64_t done = inServer("SELECT transactions FROM shop_progress");
        QVERIFY(done > 0);
        Bed bed([&](SessionOptions &options) {
            options.source = polled;
            options.ratePerSecond = 0;
        });
        bed.controller->start();
        const std::int64_t orders = inServer("SELECT count(*) FROM orders WHERE item_count > 0");
        QTRY_VERIFY_WITH_TIMEOUT(bed.acked() >= orders, kLongMs);
        QCOMPARE(inServer("SELECT transactions FROM shop_progress"), done);
        VERIFY_CLEAN_END(bed);
        QVERIFY(bed.number(kOrders) > orders * 8 / 10); // the rest was typed too untidily
        QVERIFY2(bed.failures.isEmpty(), qPrintable(bed.failures.join(u'\n')));
    }

private:
    static constexpr std::string_view kOrders = "SELECT count(*) FROM fact_orders";
    static constexpr std::string_view kFromBinlog =
        "SELECT count(*) FROM fact_orders WHERE cdc_position LIKE 'binlog.%:%'";
    static constexpr std::string_view kOfOwn =
        "SELECT count(*) FROM fact_orders WHERE order_id < 'ORD-30000000'";

    SourceChoice onServer() const
    {
        const MysqlAddress address = m_server->address();
        SourceChoice choice = firstSource();
        choice.datasets = extract::GeneratedDatasets::Orders;
        choice.database =
            QStringLiteral("mysql://%1@%2/%3").arg(address.user, address.server(), address.database);
        return choice;
    }
    std::int64_t inServer(std::string_view sql) const
    {
        const auto db = openMysql(m_server->address(), QString::fromLatin1(LocalMariaDb::kPassword));
        const auto number = db ? queryInteger(**db, sql) : Result<std::int64_t>(db.error());
        return number ? *number : -1;
    }
    static QString trouble(const Bed &bed)
    {
        const SnapshotPtr now = bed.controller->snapshot();
        return lastingError(*now, StageKind::Source, pipeline::condition::source)
            + lastingError(*now, StageKind::Source, pipeline::condition::database);
    }
    /// Steps until one of them satisfies.
    template <typename Enough> static void step(Bed &bed, const Enough &enough)
    {
        bool waits = false;
        bool done = false;
        QObject context;
        connect(bed.controller.get(), &Controller::commandFailed, &context,
                [&](const QString &, const QString &why) {
                    qInfo("%s", qPrintable(why));
                    waits = false;
                });
        connect(bed.controller.get(), &Controller::stepped, &context, [&](const StepDone &made) {
            waits = false;
            done = done || enough(made);
        });
        QTRY_VERIFY2_WITH_TIMEOUT(
            [&] {
                if (!done && !std::exchange(waits, true))
                    bed.controller->stepHop();
                return done;
            }(),
            qPrintable(bed.failures.join(u'\n')), kLongMs);
    }
    /// Nothing happens at the campus then; what Maxwell has published, also since, is stepped on.
    void pauseAndStep(Bed &bed)
    {
        bed.controller->pause();
        QTRY_VERIFY_WITH_TIMEOUT(bed.controller->state() == RunState::Paused, kLongMs);
        const std::int64_t done = inServer("SELECT transactions FROM shop_progress");
        step(bed, [](const StepDone &made) { return !made.anythingLeft; });
        if (QTest::currentTestFailed())
            return;
        const auto db = openMysql(m_server->address(), QString::fromLatin1(LocalMariaDb::kPassword));
        QVERIFY(db.ok());
        QVERIFY((*db)
                    ->exec("UPDATE orders SET customer_city = 'Padang', version = version + 1 WHERE status = "
                           "'PENDING' LIMIT 1")
                    .ok());
        step(bed, [](const StepDone &made) { return made.anythingLeft; });
        if (QTest::currentTestFailed())
            return;
        QCOMPARE(inServer("SELECT transactions FROM shop_progress"), done);
        bed.controller->play();
        QTRY_VERIFY_WITH_TIMEOUT(inServer("SELECT transactions FROM shop_progress") > done, kLongMs);
    }
    /// The orders of that database are in the warehouse as they are there; the rest was typed too untidily.
    static void checkRows(Database &campus, const QString &warehouse, std::string_view numbers)
    {
        std::map<std::string, std::int64_t> there;
        QVERIFY(forEachRow(campus, "SELECT order_id, version FROM orders", {}, [&](const Statement &row) {
                    there[std::string(row.text(0))] = row.integer(1);
                }).ok());
        const auto stored = warehouse::openWarehouseForReading(warehouse);
        QVERIFY(stored.ok());
        std::size_t same = 0;
        QVERIFY(forEachRow(**stored,
                           "SELECT order_id, version FROM fact_orders WHERE order_id " + std::string(numbers),
                           {},
                           [&](const Statement &row) {
                               const auto found = there.find(std::string(row.text(0)));
                               same += found != there.end() && found->second == row.integer(1) ? 1 : 0;
                           })
                    .ok());
        QVERIFY2(same > there.size() * 8 / 10,
                 qPrintable(QStringLiteral("%1 of %2").arg(same).arg(there.size())));
    }

    std::unique_ptr<LocalMariaDb> m_server;
};

PK_TEST(TestMaxwellSource)
#include "tst_maxwell_source.moc"
