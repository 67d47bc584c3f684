// The window on Compose: its campus works in Compose's database, whose changes Compose's own Maxwell
// publishes. Without containers here: a Kafka, a MariaDB and a Maxwell of this test's stand at the places of
// .env.

#include "../../mariadb/local_mariadb.h"
#include "base/sql.h"
#include "bridge/campus_source.h"
#include "bridge/run_trouble.h"
#include "controller_fixture.h"
#include "environment/child_program.h"
#include "environment/kafka_program.h"
#include "environment/maxwell.h"
#include "environment/opening.h"
#include "environment/shared_files.h"
#include "kampus/kampus_database.h"
#include "own_maxwells.h"

using namespace pk;
using namespace pk::test;
using environment::EnvironmentChoice;

namespace {

constexpr int kComposeMs = 150'000; ///< Kafka, MariaDB and Maxwell start, on a machine that may be busy
const QString kMaxwellPassword = QStringLiteral("maxwell");

/// What compose.yaml runs, as far as it can be had here.
class Containers
{
public:
    QString start()
    {
        if (const QString trouble = m_server.start(
                {QStringLiteral("--server-id=1"), QStringLiteral("--log-bin=binlog"),
                 QStringLiteral("--binlog-format=ROW"), QStringLiteral("--binlog-row-image=FULL"),
                 QStringLiteral("--binlog-annotate-row-events=OFF"), QStringLiteral("--old-mode="),
                 QStringLiteral("--character-set-server=utf8mb4")});
            !trouble.isEmpty())
            return trouble;
        qputenv("PK_ADVERTISED_HOST", m_server.address().host.toUtf8());
        qputenv("PK_SOURCE_PORT", QByteArray::number(m_server.address().port));
        qputenv("PK_SOURCE_PASSWORD", LocalMariaDb::kPassword);
        const MysqlAddress root{QStringLiteral("root"),   {}, 0, m_server.socket(),
                                QStringLiteral("kampus"), {}};
        const auto made = openMysql(root, {});
        if (!made)
            return made.error().toString();
        const auto schema = kampus::schemaSql(kampus::Dialect::MySql);
        for (const std::string &sql : {schema.ok() ? *schema : std::string(), rights().toStdString()}) {
            if (const auto done = (*made)->exec(sql); !done)
                return done.error().toString();
        }
        return {};
    }
    void startMaxwell(const std::string &bootstrap)
    {
        const auto program = environment::findMaxwell();
        QVERIFY(program.ok());
        auto child = environment::ChildProgram::start(
            {program->java, QStringLiteral("-Xmx160m"), QStringLiteral("-XX:+UseSerialGC"),
             QStringLiteral("-XX:TieredStopAtLevel=1"), QStringLiteral("-cp"),
             program->jars + QStringLiteral("/*"), QStringLiteral("com.zendesk.maxwell.Maxwell"),
             QStringLiteral("--host=127.0.0.1"), QStringLiteral("--port=%1").arg(m_server.address().port),
             QStringLiteral("--user=maxwell"), QStringLiteral("--password=") + kMaxwellPassword,
             QStringLiteral("--jdbc_options=useSSL=false"), QStringLiteral("--producer=kafka"),
             QStringLiteral("--kafka.bootstrap.servers=") + QString::fromStdString(bootstrap),
             QStringLiteral("--kafka_topic=producer.%{database}.%{table}"),
             QStringLiteral("--producer_partition_by=primary_key"),
             QStringLiteral("--ignore_producer_error=false"), QStringLiteral("--output_binlog_position=true"),
             QStringLiteral("--filter=exclude: *.*, include: kampus.*, exclude: kampus.shop_progress")},
            m_folder.filePath(QStringLiteral("maxwell.log")), {QStringLiteral("LC_ALL=C.UTF-8")});
        QVERIFY2(child.ok(), "Maxwell does not start");
        m_maxwell = std::move(*child);
    }
    void endMaxwell() { m_maxwell.reset(); }
    LocalMariaDb &server() { return m_server; }

private:
    /// What the file of compose/ grants, and of the test's own account only what Compose's has.
    static QString rights()
    {
        QFile file(environment::findSharedFile(QStringLiteral("compose/mysql/maxwell.sh")));
        if (!file.open(QIODevice::ReadOnly))
            return QStringLiteral("no such file");
        QString sql = QString::fromUtf8(file.readAll()).section(QStringLiteral("SQL\n"), 1, 1);
        sql.replace(QStringLiteral("$PK_MAXWELL_PASSWORD"), kMaxwellPassword);
        return QStringLiteral("REVOKE ALL PRIVILEGES ON *.* FROM kampus@'%';"
                              "GRANT ALL ON kampus.* TO kampus@'%';")
            + sql;
    }

    QTemporaryDir m_folder;
    LocalMariaDb m_server;
    std::unique_ptr<environment::ChildProgram> m_maxwell;
};

} // namespace

class TestComposeSource : public QObject
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
        const QString trouble = m_containers.start();
        QVERIFY2(trouble.isEmpty(), qPrintable(trouble));
    }
    void cleanupTestCase()
    {
        for (const char *name : {"PK_ADVERTISED_HOST", "PK_SOURCE_PORT", "PK_SOURCE_PASSWORD"})
            qunsetenv(name);
    }

    void campus_isComposesOwn_andItsMaxwellsEndIsSaid()
    {
        Bed bed([this](SessionOptions &options) {
            options.environment = {EnvironmentChoice::Kind::Compose, 1, {}};
            options.profilesFolder = options.dataFolder + QStringLiteral("/profiles");
            options.source = firstSource();
            options.ratePerSecond = 20;
            options.open = [this](const EnvironmentChoice &, const environment::Opening &opening) {
                auto kafka = environment::openLocal(1, opening);
                if (kafka)
                    m_bootstrap = (*kafka)->info().bootstrap;
                return kafka;
            };
        });
        bed.controller->start();

        // Nobody captures yet: it is said, and the campus waits.
        QTRY_VERIFY2_WITH_TIMEOUT(trouble(bed).contains(QStringLiteral("does not answer")),
                                  qPrintable(bed.failures.join(u'\n')), kComposeMs);
        QCOMPARE(inServer("SELECT count(*) FROM orders"), std::int64_t{0});
        m_containers.startMaxwell(m_bootstrap);
        QTRY_VERIFY2_WITH_TIMEOUT(bed.number(kFromBinlog) >= 20, qPrintable(trouble(bed)), kComposeMs);
        QTRY_COMPARE_WITH_TIMEOUT(bed.run().progress.capture, std::optional(kampus::CaptureState::Running),
                                  kComposeMs);
        QTRY_COMPARE_WITH_TIMEOUT(trouble(bed), QString(), kComposeMs);
        QVERIFY(isContainer(bed.run()));
        QVERIFY(bed.run().source.database.contains(m_containers.server().address().server()));
        QCOMPARE(maxwells().size(), 1); // that of the test
        QVERIFY(!QFile::exists(bed.folder.filePath(QStringLiteral("kampus.db")))); // no emulation

        m_containers.endMaxwell();
        QTRY_VERIFY_WITH_TIMEOUT(trouble(bed).contains(QStringLiteral("does not answer")), kComposeMs);
        QVERIFY(maxwells().isEmpty()); // nobody else's business
        m_containers.startMaxwell(m_bootstrap);
        QTRY_VERIFY2_WITH_TIMEOUT(trouble(bed).isEmpty(), qPrintable(trouble(bed)), kComposeMs);
        const std::int64_t there = bed.number(kFromBinlog);
        QTRY_VERIFY_WITH_TIMEOUT(bed.number(kFromBinlog) > there + 10, kComposeMs);
        QCOMPARE(bed.number(kFromBinlog), bed.number("SELECT count(*) FROM fact_orders"));

        QVERIFY2(bed.failures.isEmpty(), qPrintable(bed.failures.join(u'\n')));
        for (const auto &[reason, count] : bed.controller->snapshot()->state.deadLetterReasons())
            QVERIFY2(!reason.starts_with("pk.cdc."), reason.c_str());
        VERIFY_CLEAN_END(bed);
    }

private:
    static constexpr std::string_view kFromBinlog =
        "SELECT count(*) FROM fact_orders WHERE cdc_position LIKE 'binlog.%:%'";

    std::int64_t inServer(std::string_view sql)
    {
        const auto db =
            openMysql(m_containers.server().address(), QString::fromLatin1(LocalMariaDb::kPassword));
        const auto number = db ? queryInteger(**db, sql) : Result<std::int64_t>(db.error());
        return number ? *number : -1;
    }
    static QString trouble(const Bed &bed)
    {
        const SnapshotPtr now = bed.controller->snapshot();
        if (!now)
            return {};
        return lastingError(*now, StageKind::Source, pipeline::condition::source)
            + lastingError(*now, StageKind::Source, pipeline::condition::database);
    }

    Containers m_containers;
    std::string m_bootstrap; ///< of the Kafka
};

PK_TEST(TestComposeSource)
#include "tst_compose_source.moc"
