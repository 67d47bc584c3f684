// The window's SQL console on a real MariaDB: off without an account that may only read, and with one as on a
// file.

#include "../../mariadb/local_mariadb.h"
#include "bridge/sql_console.h"
#include "warehouse/console.h"
#include "warehouse/warehouse.h"

#include <QSignalSpy>
#include <QtTest>

using namespace pk;
using namespace pk::gui;

namespace {

/// A console on the server's warehouse, and what came of the last text.
struct Desk
{
    explicit Desk(const MysqlAddress &warehouse, SqlLimits limits = {})
        : console(limits)
        , opened(&console, &SqlConsole::opened)
        , closed(&console, &SqlConsole::closed)
        , results(&console, &SqlConsole::finished)
        , failures(&console, &SqlConsole::failed)
    {
        TableInfo orders;
        orders.name = QStringLiteral("fact_orders");
        orders.columns = {{QStringLiteral("order_id"), {}, true}, {QStringLiteral("status"), {}, false}};
        console.setTables({orders});
        console.setPath(
            QStringLiteral("mysql://%1@%2/%3").arg(warehouse.user, warehouse.server(), warehouse.database));
    }
    bool run(const QString &sql)
    {
        const auto answers = results.count() + failures.count();
        console.run(sql);
        return QTest::qWaitFor([&] { return results.count() + failures.count() > answers; }, 60'000);
    }
    SqlResult result() const
    {
        return results.isEmpty() ? SqlResult() : results.back()[0].value<SqlResult>();
    }
    SqlFailure failure() const
    {
        return failures.isEmpty() ? SqlFailure() : failures.back()[0].value<SqlFailure>();
    }

    SqlConsole console;
    QSignalSpy opened;
    QSignalSpy closed;
    QSignalSpy results;
    QSignalSpy failures;
};

} // namespace

class TestServerConsole : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        if (const QString reason = test::LocalMariaDb::reasonToSkip(); !reason.isEmpty())
            QSKIP(qPrintable(reason));
        m_server = std::make_unique<test::LocalMariaDb>();
        const QString trouble = m_server->start();
        QVERIFY2(trouble.isEmpty(), qPrintable(trouble));
        const QString password = QString::fromLatin1(test::LocalMariaDb::kPassword);
        typePassword(m_server->address(), password);
        const QString path = QStringLiteral("mysql://kampus@%1/kampus").arg(m_server->address().server());
        QVERIFY(warehouse::openWarehouse(path, Semantics::EffectivelyOnce).ok());
        MysqlAddress root = m_server->address();
        root.user = QStringLiteral("root");
        root.host.clear();
        root.socket = m_server->socket();
        auto admin = openMysql(root, {});
        QVERIFY(admin.ok());
        m_admin = std::move(*admin);
        QVERIFY(m_admin
                    ->exec("CREATE USER kampus_ro IDENTIFIED BY 'baca'; "
                           "GRANT SELECT ON kampus.* TO kampus_ro")
                    .ok());
    }
    void init()
    {
        qputenv(warehouse::kConsolePasswordVariable, "baca");
        qunsetenv(warehouse::kConsoleUserVariable);
    }

    void withoutAPassword_itIsOff_andSaysWhatToDo()
    {
        qunsetenv(warehouse::kConsolePasswordVariable);
        Desk desk(m_server->address());
        QTRY_COMPARE(desk.closed.count(), 1); // before anything is typed
        QVERIFY(desk.run(QStringLiteral("SELECT 1")));
        for (const SqlFailure &why : {desk.closed[0][0].value<SqlFailure>(), desk.failure()}) {
            QVERIFY(why.kind == SqlFailure::Kind::Unavailable);
            QVERIFY2(why.message.contains(QStringLiteral("PK_WAREHOUSE_RO_PASSWORD"))
                         && why.message.contains(QStringLiteral("kampus_ro")),
                     qPrintable(why.message));
            QCOMPARE(why.remedy,
                     QStringLiteral("CREATE USER 'kampus_ro'@'%' IDENTIFIED BY '…'; "
                                    "GRANT SELECT ON `kampus`.* TO 'kampus_ro'@'%';"));
        }
    }

    void accountThatMayWrite_isRefused_andAnotherOneProposed()
    {
        QVERIFY(m_admin->exec("GRANT UPDATE ON kampus.* TO kampus_ro").ok());
        Desk desk(m_server->address());
        QTRY_COMPARE(desk.closed.count(), 1);
        const auto why = desk.closed[0][0].value<SqlFailure>();
        QVERIFY2(why.message.contains(QStringLiteral("UPDATE")), qPrintable(why.message));
        QVERIFY2(why.remedy.startsWith(QStringLiteral("CREATE USER 'kampus_ro2'")), qPrintable(why.remedy));
        // Mended, it works without starting anew.
        QVERIFY(m_admin->exec("REVOKE UPDATE ON kampus.* FROM kampus_ro").ok());
        QVERIFY(desk.run(QStringLiteral("SELECT 1")));
        QCOMPARE(desk.results.count(), 1);
    }

    void proposedSql_makesAnAccountThatIsTaken()
    {
        qputenv(warehouse::kConsoleUserVariable, "kampus_ro2");
        Desk before(m_server->address());
        QTRY_COMPARE(before.closed.count(), 1);
        QString sql = before.closed[0][0].value<SqlFailure>().remedy;
        sql.replace(QStringLiteral("'kampus_ro'"), QStringLiteral("'kampus_ro2'"));
        QVERIFY(m_admin->exec(sql.replace(QStringLiteral("…"), QStringLiteral("baca")).toStdString()).ok());
        Desk desk(m_server->address());
        QTRY_COMPARE(desk.opened.count(), 1);
        QVERIFY(desk.closed.isEmpty());
    }

    void queries_areAnsweredAsOnAFile()
    {
        Desk desk(m_server->address(), {10, std::chrono::seconds(20)});
        QTRY_COMPARE(desk.opened.count(), 1);
        QVERIFY(desk.run(QStringLiteral("SELECT seq AS n, 'é' AS t, NULL FROM seq_1_to_50")));
        QVERIFY2(desk.results.count() == 1, qPrintable(desk.failure().message));
        const SqlResult result = desk.result();
        QCOMPARE(result.columns,
                 (QStringList{QStringLiteral("n"), QStringLiteral("t"), QStringLiteral("NULL")}));
        QCOMPARE(result.rows.size(), 10);
        QVERIFY(result.truncated);
        QCOMPARE(result.rows[1][0], QVariant::fromValue<qlonglong>(2));
        QCOMPARE(result.rows[1][1].toString(), QStringLiteral("é"));
        QVERIFY(result.rows[1][2].isNull());
        QVERIFY(desk.run(QStringLiteral("SELECT order_id FROM fact_orders WHERE 1 = 0")));
        QCOMPARE(desk.result().columns, QStringList(QStringLiteral("order_id")));
        QVERIFY(desk.result().rows.empty() && !desk.result().truncated);
    }

    void errors_areSaidInPlainWords_data()
    {
        QTest::addColumn<QString>("sql");
        QTest::addColumn<QString>("said");
        QTest::addColumn<QString>("marked"); // the text from there on
        const auto row = [](const char *sql, const char *said, const char *marked) {
            QTest::newRow(sql) << QString::fromLatin1(sql) << QString::fromLatin1(said)
                               << QString::fromLatin1(marked);
        };
        row("SELECT 1 FROM fact_order", "There is no table fact_order. Did you mean fact_orders?",
            "fact_order");
        row("SELECT 1, stauts FROM fact_orders", "Did you mean status?", "stauts FROM fact_orders");
        row("SELECT 1,\n selec FROM", "ends too early", "");
        row("SELECT 1\n FORM fact_orders LIMT 5", "at \"fact_orders LIMT 5\"", "fact_orders LIMT 5");
        row("SELECT 1; SELECT 2", "run one statement at a time", "SELECT 2");
        row("SELECT ?", "question mark", "");
        row("SELECT order_id FROM fact_orders a, fact_orders b", "Write the table before it",
            "order_id FROM fact_orders a, fact_orders b");
        row("  ", "Type a query first", "");
        row("UPDATE fact_orders SET status = 'X'", "the console only reads", "");
        row("SELECT * FROM mysql.user", "SELECT command denied", "");
        row("SET @a = 1", "gives no rows", "");
    }
    void errors_areSaidInPlainWords()
    {
        QFETCH(QString, sql);
        QFETCH(QString, said);
        QFETCH(QString, marked);
        Desk desk(m_server->address());
        QVERIFY(desk.run(sql));
        QCOMPARE(desk.failures.count(), 1);
        QVERIFY2(desk.failure().message.contains(said), qPrintable(desk.failure().message));
        QCOMPARE(desk.failure().position < 0 ? QString() : sql.mid(desk.failure().position), marked);
        QVERIFY(desk.failure().remedy.isEmpty());
    }

    void longQuery_isEnded_orStopped()
    {
        Desk desk(m_server->address(), {10, std::chrono::milliseconds(400)});
        QVERIFY(desk.run(QStringLiteral("SELECT sleep(600)")));
        QVERIFY(desk.failure().kind == SqlFailure::Kind::TimedOut);
        Desk patient(m_server->address(), {10, std::chrono::minutes(5)});
        QTRY_COMPARE(patient.opened.count(), 1);
        patient.console.run(QStringLiteral("SELECT sleep(600)"));
        QTRY_VERIFY(m_admin
                        ->prepare("SELECT id FROM information_schema.processlist WHERE info LIKE "
                                  "'%sleep(6%' AND user = 'kampus_ro'")
                        .value()
                        ->step()
                        .value());
        patient.console.cancel();
        QTRY_COMPARE(patient.failures.count(), 1);
        QVERIFY(patient.failure().kind == SqlFailure::Kind::Cancelled);
    }

private:
    std::unique_ptr<test::LocalMariaDb> m_server;
    std::unique_ptr<Database> m_admin;
};

PK_TEST(TestServerConsole)
#include "tst_server_console.moc"
