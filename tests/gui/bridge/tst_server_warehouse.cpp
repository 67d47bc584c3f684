// The window's run on a warehouse of a real MariaDB, which this test starts: from the file to the server and
// back, what is read of it to be looked at, and its outages.

#include "../../mariadb/local_mariadb.h"
#include "bridge/record_rows.h"
#include "bridge/sql_console.h"
#include "bridge/warehouse_query.h"
#include "bridge/warehouse_reader.h"
#include "bridge/warehouse_schema.h"
#include "broker/embedded_backend.h"
#include "controller_fixture.h"
#include "environment/opening.h"
#include "environment/profile.h"

using namespace pk;
using namespace pk::test;

namespace {

constexpr int kStoreMs = 90'000; ///< a server writes to the disk, which may be busy
constexpr std::string_view kOrders = "SELECT count(*) FROM fact_orders";

std::int64_t numberIn(const QString &path, std::string_view sql)
{
    auto db = warehouse::openWarehouseForReading(path);
    if (!db)
        return -1;
    auto statement = (*db)->prepare(sql);
    const auto row = statement ? (*statement)->step() : Result<bool>(statement.error());
    return row && *row ? (*statement)->integer(0) : -1;
}

/// A page of a table, as the Warehouse page reads it.
struct Reading
{
    explicit Reading(const QString &path)
        : tables(&reader, &WarehouseReader::tablesRead)
        , failures(&reader, &WarehouseReader::unavailable)
        , changes(&reader, &WarehouseReader::rowsChanged)
    {
        QObject::connect(&reader, &WarehouseReader::pageRead, &reader, [this](const TablePage &read) {
            page = read;
            ++pages;
        });
        QObject::connect(&reader, &WarehouseReader::counted, &reader,
                         [this](const PageRequest &, qint64 n) { matching = n; });
        reader.setPath(path);
        reader.setActive(true);
    }
    bool show(const PageRequest &request)
    {
        const int before = pages;
        matching = -1;
        reader.show(request);
        return QTest::qWaitFor([&] { return (pages > before && matching >= 0) || !failures.isEmpty(); },
                               kPatienceMs)
            && failures.isEmpty();
    }
    TableInfo info(const QString &name) const
    {
        for (const TableInfo &table : reader.tables()) {
            if (table.name == name)
                return table;
        }
        return {};
    }
    QStringList keys() const
    {
        QStringList texts;
        for (const TableRow &row : page.rows)
            texts << row.key[0].toString();
        return texts;
    }
    QString why() const { return failures.isEmpty() ? QString() : failures[0][0].toString(); }

    WarehouseReader reader;
    QSignalSpy tables;
    QSignalSpy failures;
    QSignalSpy changes;
    TablePage page;
    int pages = 0;
    qint64 matching = -1;
};

} // namespace

class TestServerWarehouse : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        qunsetenv(warehouse::kPasswordVariable);
        if (const QString reason = LocalMariaDb::reasonToSkip(); !reason.isEmpty())
            QSKIP(qPrintable(reason));
        m_server = std::make_unique<LocalMariaDb>();
        const QString trouble = m_server->start();
        QVERIFY2(trouble.isEmpty(), qPrintable(trouble));
        typePassword(m_server->address(), QString::fromLatin1(LocalMariaDb::kPassword));
    }

    void wrongPassword_isRefused_andNothingHasChanged()
    {
        Bed bed;
        bed.controller->start();
        QTRY_VERIFY_WITH_TIMEOUT(bed.loaded() >= 1, kStoreMs);
        const QString file = bed.run().warehousePath;
        MysqlAddress other = m_server->address(QStringLiteral("another"));
        typePassword(other, QStringLiteral("wrong"));
        bed.controller->setWarehouse(pathOf(other));
        QTRY_COMPARE(bed.failures.size(), 1);
        QVERIFY2(!bed.failures[0].contains(QStringLiteral("wrong\"")), qPrintable(bed.failures[0]));
        QCOMPARE(bed.run().incarnation, 1);
        QCOMPARE(bed.run().warehousePath, file);
        const std::int64_t loaded = bed.loaded();
        QTRY_VERIFY(bed.loaded() > loaded);
        VERIFY_CLEAN_END(bed);
    }

    void runGoesOnThere_isRead_andGoesBack()
    {
        Bed bed([](SessionOptions &options) { options.ratePerSecond = 40; });
        QSignalSpy changed(bed.controller.get(), &Controller::warehouseChanged);
        bed.controller->start();
        QTRY_VERIFY(bed.loaded() >= 10);
        const QString server = pathOf(m_server->address());
        bed.controller->setWarehouse(server);
        QTRY_VERIFY2_WITH_TIMEOUT(changed.count() == 1, qPrintable(bed.failures.join(u'\n')), kStoreMs);
        QTRY_COMPARE(bed.run().warehousePath, server);
        QTRY_VERIFY_WITH_TIMEOUT(numberIn(server, kOrders) >= 25,
                                 kStoreMs); // also what the topics held before
        readIt(server);
        if (QTest::currentTestFailed())
            return;
        bed.controller->setWarehouse({});
        QTRY_VERIFY2_WITH_TIMEOUT(changed.count() == 2, qPrintable(bed.failures.join(u'\n')), kStoreMs);
        // The file gets what came meanwhile: in the end both hold the same orders, each once.
        QTRY_VERIFY_WITH_TIMEOUT(bed.number(kOrders) >= numberIn(server, kOrders), kStoreMs);
        QCOMPARE(bed.number("SELECT count(*) - count(DISTINCT order_id) FROM fact_orders"), 0);
        QVERIFY2(bed.failures.isEmpty(), qPrintable(bed.failures.join(u'\n')));
        VERIFY_CLEAN_END(bed);
    }

    /// The run that goes on in that warehouse uses the right one.
    void wrongPasswordOfAProfile_isSaid_andNotRemembered()
    {
        using environment::WantedSecret;
        const QTemporaryDir folder;
        environment::Profile profile;
        profile.name = QStringLiteral("lab");
        profile.bootstrap = {QStringLiteral("127.0.0.1:1")}; // no Kafka
        profile.warehouse = pathOf(m_server->address());
        QVERIFY(environment::ProfileStore(folder.path()).save(profile));
        environment::Opening asked;
        asked.dataFolder = folder.path();
        const auto opened = [&](const char *password) {
            asked.ask = [password](const WantedSecret &) {
                return std::optional(QString::fromLatin1(password));
            };
            return environment::openEnvironment(
                {environment::EnvironmentChoice::Kind::Profile, 1, profile.name}, asked);
        };
        typePassword(m_server->address(), {});
        QCOMPARE(opened("wrong").error().code, ErrorCode::Permission);
        QCOMPARE(passwordOf(m_server->address()), QString());
        QCOMPARE(opened(LocalMariaDb::kPassword).error().code, ErrorCode::Unavailable);
        QCOMPARE(passwordOf(m_server->address()), QString::fromLatin1(LocalMariaDb::kPassword));
        QCOMPARE(opened("not asked for").error().code, ErrorCode::Unavailable);
    }

    /// Another embedded cluster stands for the profile's.
    void serverOfAProfile_isLoadedInto_whileItsClusterIsUsed()
    {
        const environment::EnvironmentChoice lab{environment::EnvironmentChoice::Kind::Profile, 1,
                                                 QStringLiteral("lab")};
        const QString server = pathOf(m_server->address());
        const std::int64_t before = numberIn(server, kOrders);
        Bed bed([&](SessionOptions &options) {
            options.profilesFolder = options.dataFolder;
            environment::Profile profile;
            profile.name = lab.profile;
            profile.bootstrap = {QStringLiteral("127.0.0.1:9092")};
            profile.warehouse = server;
            QVERIFY(environment::ProfileStore(options.profilesFolder).save(profile));
            options.open = [](const auto &, const auto &) {
                return broker::startEmbeddedCluster(
                    {.program = programPath(), .restart = false, .died = {}, .restarted = {}});
            };
        });
        QSignalSpy ends(bed.controller.get(), &Controller::switchEnded);
        bed.controller->start();
        QTRY_VERIFY(bed.loaded() >= 1);
        const QString file = bed.run().warehousePath;
        bed.controller->switchEnvironment(lab);
        QTRY_COMPARE_WITH_TIMEOUT(ends.count(), 1, kStoreMs);
        QTRY_COMPARE(bed.run().warehousePath, server);
        QTRY_VERIFY_WITH_TIMEOUT(numberIn(server, kOrders) >= before + 3, kStoreMs);
        bed.controller->switchEnvironment({});
        QTRY_COMPARE_WITH_TIMEOUT(ends.count(), 2, kStoreMs);
        QTRY_COMPARE(bed.run().warehousePath, file);
        QVERIFY2(bed.failures.isEmpty(), qPrintable(bed.failures.join(u'\n')));
        VERIFY_CLEAN_END(bed);
    }

    void locked_writersWait_andGoOnAfterwards()
    {
        Bed bed = onServer();
        bed.controller->start();
        QTRY_VERIFY_WITH_TIMEOUT(bed.loaded() >= 1, kStoreMs);
        bed.controller->databaseOutage(Session::Outage::Locked, true);
        QTRY_VERIFY(bed.run().databaseLocked);
        const std::int64_t acked = bed.acked();
        QTRY_VERIFY(bed.acked() >= acked + 8);
        QVERIFY(bed.acked() - bed.loaded() >= 6); // nothing has got there since
        bed.controller->databaseOutage(Session::Outage::Locked, false);
        QTRY_VERIFY_WITH_TIMEOUT(bed.loaded() >= acked, kStoreMs);
        VERIFY_CLEAN_END(bed);
    }

    void serverKilled_isWaitedFor_andNothingIsLost()
    {
        Bed bed = onServer();
        bed.controller->start();
        QTRY_VERIFY_WITH_TIMEOUT(bed.loaded() >= 1, kStoreMs);
        m_server->kill();
        const std::int64_t acked = bed.acked();
        QTRY_VERIFY(bed.acked() >= acked + 8);
        const QString trouble = m_server->restart();
        QVERIFY2(trouble.isEmpty(), qPrintable(trouble));
        QTRY_VERIFY_WITH_TIMEOUT(bed.loaded() >= acked + 4, kStoreMs);
        VERIFY_CLEAN_END(bed);
    }

private:
    static QString pathOf(const MysqlAddress &address)
    {
        return QStringLiteral("mysql://%1@%2/%3").arg(address.user, address.server(), address.database);
    }
    /// One that begins there.
    Bed onServer() const
    {
        return Bed([this](SessionOptions &options) {
            options.warehousePath = pathOf(m_server->address());
            options.ratePerSecond = 12;
        });
    }
    static void readIt(const QString &server)
    {
        Reading reading(server);
        QTRY_VERIFY2(!reading.tables.isEmpty(), qPrintable(reading.why()));
        const TableInfo orders = reading.info(QStringLiteral("fact_orders"));
        QCOMPARE(orders.key, std::vector<QString>{QStringLiteral("load_id")});
        QVERIFY(orders.rows >= 25 && orders.onServer);
        QVERIFY(reading.info(QStringLiteral("v_iku_program")).view);
        QCOMPARE(orders.columns[static_cast<std::size_t>(orders.column(QStringLiteral("total_e4")))].type,
                 QStringLiteral("integer"));
        // Sorted, page by page, forwards: the same rows as in one page.
        PageRequest all;
        all.table = QStringLiteral("fact_orders");
        all.sortColumn = QStringLiteral("total_e4");
        all.limit = 1'000;
        QVERIFY2(reading.show(all), qPrintable(reading.why()));
        const QStringList whole = reading.keys();
        PageRequest part = all;
        part.limit = 7;
        QVERIFY2(reading.show(part), qPrintable(reading.why()));
        QCOMPARE(reading.page.rows.size(), 7);
        QVERIFY(reading.page.more);
        const QString next = whole.value(whole.indexOf(reading.keys().last()) + 1);
        const int sorted = orders.column(all.sortColumn);
        QVERIFY(!next.isEmpty());
        part.anchor = {PageAnchor::Kind::After,
                       reading.page.rows.back().cells[static_cast<std::size_t>(sorted)],
                       reading.page.rows.back().key, 0};
        part.limit = 1;
        QVERIFY2(reading.show(part), qPrintable(reading.why()));
        QVERIFY(!reading.keys().isEmpty());
        // Any case, as in a file.
        PageRequest filtered = all;
        filtered.filter = {QStringLiteral("order_id"), QStringLiteral("ord-")};
        QVERIFY2(reading.show(filtered), qPrintable(reading.why()));
        QVERIFY(reading.matching >= 25);
        filtered.filter = {{}, QStringLiteral("surely nowhere")};
        QVERIFY2(reading.show(filtered), qPrintable(reading.why()));
        QCOMPARE(reading.matching, 0);
        PageRequest lately = all;
        lately.onlyChanged = true;
        QVERIFY2(reading.show(lately), qPrintable(reading.why()));
        QVERIFY(!reading.page.rows.empty());
        PageRequest items = all;
        items.table = QStringLiteral("fact_order_items");
        items.sortColumn.clear();
        QVERIFY2(reading.show(items), qPrintable(reading.why()));
        QVERIFY(!reading.page.rows.empty() && !reading.page.rows[0].currency.isEmpty());
        PageRequest view = all;
        view.table = QStringLiteral("v_iku_student");
        view.sortColumn.clear();
        QVERIFY2(reading.show(view), qPrintable(reading.why()));
        QTRY_VERIFY(!reading.changes.isEmpty()); // it follows what is loaded
        // What the inspector asks.
        auto db = warehouse::openWarehouseForReading(server);
        QVERIFY(db.ok());
        const auto table = readTable(**db, "fact_orders", 5);
        QVERIFY2(table.ok() && table->rows >= 25 && !table->newest.empty(),
                 table ? "empty" : qPrintable(table.error().toString()));
        const auto row = readRow(**db, "fact_orders", table->newest.front().key);
        QVERIFY(row.ok() && row->has_value());
    }

    std::unique_ptr<LocalMariaDb> m_server;
};

PK_TEST(TestServerWarehouse)
#include "tst_server_warehouse.moc"
