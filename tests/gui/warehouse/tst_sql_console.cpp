// The console by keys: it answers queries, and nothing that is typed can change the warehouse.

#include "bridge/background_end.h"
#include "pages/warehouse/console_card.h"
#include "pages/warehouse/sql_editor.h"
#include "theme/install.h"
#include "views/command_box.h"
#include "views/error_banner.h"
#include "views/icon_button.h"
#include "views/text_label.h"
#include "warehouse_fixture.h"

#include <QApplication>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>

using namespace pk;
using namespace pk::gui;
using namespace pk::test;

namespace {

constexpr const char *endless =
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n";

class Bench
{
public:
    explicit Bench(SqlLimits limits = {})
        : console(limits)
        , card(
              console,
              [this] {
                  return CommandTarget{{}, warehouse.path(), true};
              },
              nullptr)
        , editor(card.findChild<SqlEditor *>())
        , results(&console, &SqlConsole::finished)
        , failures(&console, &SqlConsole::failed)
    {
        for (int i = 1; i <= 12; ++i)
            loaded = warehouse.load(i) && loaded;
        console.setPath(warehouse.path());
        TableInfo orders;
        orders.name = QStringLiteral("fact_orders");
        orders.columns = {{QStringLiteral("order_id"), {}, true}, {QStringLiteral("status"), {}, false}};
        TableInfo audit;
        audit.name = QStringLiteral("etl_audit");
        audit.columns = {{QStringLiteral("action"), {}, false}};
        card.setTables({orders, audit});
        card.resize(900, 420);
        card.show();
        editor->setFocus();
    }

    void type(const char *sql)
    {
        QTest::keyClick(editor, Qt::Key_A, Qt::ControlModifier);
        QTest::keyClick(editor, Qt::Key_Delete);
        for (const char *c = sql; *c != 0; ++c) {
            QTest::keyClick(editor, *c);
            if (QWidget *popup = QApplication::activePopupWidget())
                popup->hide(); // what is offered is not taken here
        }
        QTest::keyClick(editor, Qt::Key_Return, Qt::ControlModifier);
    }
    /// In one of the card's sentences.
    bool says(const char *text) const
    {
        const auto labels = card.findChildren<TextLabel *>();
        return std::any_of(labels.begin(), labels.end(), [text](const TextLabel *label) {
            return label->isVisible() && label->text().contains(QLatin1String(text));
        });
    }
    bool saysForHowLongItRuns() const
    {
        return says("running for") && !says("running for 0.0") && !says("running for 0,0");
    }
    SqlFailure failure() const
    {
        return failures.isEmpty() ? SqlFailure() : failures.back()[0].value<SqlFailure>();
    }
    SqlResult result() const
    {
        return results.isEmpty() ? SqlResult() : results.back()[0].value<SqlResult>();
    }

    LoadedWarehouse warehouse;
    bool loaded = true;
    SqlConsole console;
    ConsoleCard card;
    SqlEditor *editor;
    QSignalSpy results;
    QSignalSpy failures;
};

} // namespace

class TestSqlConsole : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { installTheme(*qApp); }

    void typedQuery_showsItsRows()
    {
        Bench bench;
        QVERIFY(bench.loaded);
        bench.type("SELECT order_id, total_e4 FROM fact_orders ORDER BY order_id LIMIT 3");
        QTRY_COMPARE(bench.results.count(), 1);
        auto *view = bench.card.findChild<QTableView *>(QStringLiteral("sqlResult"));
        QVERIFY(view->isVisible());
        QCOMPARE(view->model()->rowCount(), 3);
        QCOMPARE(view->model()->index(0, 0).data().toString(), QStringLiteral("ORD-00000001"));
        QCOMPARE(view->model()->index(0, 1).data().toString(), QStringLiteral("360000000"));
    }

    void shortQuery_leavesTheRoomToItsResult()
    {
        Bench bench;
        bench.card.setNarrow(true);
        bench.card.resize(602, 306); // as on the page in a window of 1366x768
        bench.type("SELECT * FROM etl_audit");
        QTRY_COMPARE(bench.results.count(), 1);
        auto *view = bench.card.findChild<QTableView *>(QStringLiteral("sqlResult"));
        const auto wholeRows = [view] { return view->viewport()->height() / view->rowHeight(0); };
        QTRY_VERIFY2(wholeRows() >= 3, qPrintable(QString::number(wholeRows())));
        const int low = bench.editor->height();
        auto *command = bench.card.findChild<CommandBox *>();
        for (IconButton *button : bench.card.findChildren<IconButton *>()) {
            if (button->isCheckable())
                QTest::mouseClick(button, Qt::LeftButton);
        }
        QVERIFY(command->isVisible());
        QTRY_VERIFY2(wholeRows() >= 2, qPrintable(QString::number(wholeRows())));
        QVERIFY(!command->geometry().intersects(bench.editor->geometry()));

        bench.card.resize(602, 620);
        bench.editor->setFocus();
        for (int line = 0; line < 5; ++line)
            QTest::keyClick(bench.editor, Qt::Key_Return);
        QTRY_VERIFY2(bench.editor->height() > low + 40,
                     qPrintable(QStringLiteral("%1, was %2").arg(bench.editor->height()).arg(low)));
        QTRY_COMPARE(bench.editor->verticalScrollBar()->maximum(), 0);
    }

    void whatIsTypedToChangeSomething_failsAndChangesNothing_data()
    {
        QTest::addColumn<QString>("sql");
        for (const char *sql :
             {"INSERT INTO fact_orders(order_id) VALUES ('X')", "UPDATE fact_orders SET status = 'X'",
              "DELETE FROM fact_orders", "DROP TABLE fact_orders", "PRAGMA journal_mode = DELETE",
              "PRAGMA query_only = 0", "ATTACH DATABASE '/tmp/pk-attached.db' AS other", "VACUUM",
              "BEGIN IMMEDIATE", "SELECT 1; DELETE FROM fact_orders"})
            QTest::newRow(sql) << QString::fromLatin1(sql);
    }
    void whatIsTypedToChangeSomething_failsAndChangesNothing()
    {
        QFETCH(QString, sql);
        Bench bench;
        const auto before = warehouse::checksum(bench.warehouse.database());
        QVERIFY(before.ok());
        const std::int64_t schema = bench.warehouse.number("PRAGMA schema_version");
        bench.type(qPrintable(sql));
        QTRY_COMPARE(bench.failures.count(), 1);
        QVERIFY(bench.results.isEmpty());
        const bool two = sql.contains(QLatin1Char(';'));
        QVERIFY(bench.failure().kind == (two ? SqlFailure::Kind::Wrong : SqlFailure::Kind::Refused));
        auto *banner = bench.card.findChild<ErrorBanner *>();
        QVERIFY(banner->isVisible());
        QCOMPARE(banner->sentence(), bench.failure().message);
        QCOMPARE(*warehouse::checksum(bench.warehouse.database()), *before);
        QCOMPARE(bench.warehouse.number("PRAGMA schema_version"), schema);
        QCOMPARE(bench.warehouse.number("SELECT count(*) FROM fact_orders"), 12);
        QVERIFY(!QFile::exists(QStringLiteral("/tmp/pk-attached.db")));
        QVERIFY(bench.warehouse.load(99)); // and the loader can go on
    }

    void endlessQuery_isEndedByTheTimeout()
    {
        Bench bench({100, std::chrono::milliseconds(300)});
        bench.type(endless);
        QTRY_COMPARE(bench.failures.count(), 1);
        QVERIFY(bench.failure().kind == SqlFailure::Kind::TimedOut);
        bench.type("SELECT 1");
        QTRY_COMPARE(bench.results.count(), 1);
    }

    void runningQuery_isStoppedByItsButton()
    {
        Bench bench({100, std::chrono::seconds(60)});
        auto *run = bench.card.findChild<QPushButton *>(QStringLiteral("runSql"));
        const QString runs = run->text();
        bench.type(endless);
        QTRY_VERIFY(bench.console.isRunning());
        QVERIFY(run->text() != runs);
        // One sentence, which tells how long; none that asks to begin.
        QTRY_VERIFY(bench.saysForHowLongItRuns());
        QVERIFY(!bench.says("Press Ctrl+Enter"));
        QTest::mouseClick(run, Qt::LeftButton);
        QTRY_COMPARE(bench.failures.count(), 1);
        QVERIFY(bench.failure().kind == SqlFailure::Kind::Cancelled);
        QCOMPARE(run->text(), runs);
        QVERIFY(!bench.console.isRunning());
    }

    void otherWarehouse_endsWhatIsAskedOfTheFormer()
    {
        Bench bench({100, std::chrono::seconds(60)});
        bench.type(endless);
        QTRY_VERIFY(bench.saysForHowLongItRuns());
        LoadedWarehouse other;
        bench.console.setPath(other.path());
        QTRY_COMPARE(bench.failures.count(), 1);
        QVERIFY(bench.failure().kind == SqlFailure::Kind::Cancelled);
        QVERIFY(bench.results.isEmpty() && !bench.console.isRunning());
    }

    void destroyedWhileAQueryRuns_endsAtOnce()
    {
        auto bench = std::make_unique<Bench>(SqlLimits{100, std::chrono::seconds(60)});
        bench->type(endless);
        QTRY_VERIFY(bench->saysForHowLongItRuns());
        bench.reset();
        QVERIFY(waitForBackgroundEnds(10'000)); // and the query with it
    }

    void manyRows_endAtTheLimit()
    {
        Bench bench({10, std::chrono::seconds(5)});
        bench.type("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n");
        QTRY_COMPARE(bench.results.count(), 1);
        QCOMPARE(bench.result().rows.size(), std::size_t{10});
        QVERIFY(bench.result().truncated);
    }

    void mistakes_areToldInPlainWordsWithTheirPlace_data()
    {
        QTest::addColumn<QString>("sql");
        QTest::addColumn<QString>("words");
        QTest::addColumn<int>("position");
        QTest::newRow("table") << QStringLiteral("SELECT 1 FROM fact_ordres") << QStringLiteral("fact_orders")
                               << -1;
        QTest::newRow("column") << QStringLiteral("SELECT statsu FROM fact_orders")
                                << QStringLiteral("status") << 7;
        QTest::newRow("syntax") << QStringLiteral("SELECT 1 FORM x y")
                                << QStringLiteral("does not understand") << -2;
        QTest::newRow("end") << QStringLiteral("SELECT 1 FROM") << QStringLiteral("too early") << -2;
        QTest::newRow("nothing") << QStringLiteral("-- hm") << QStringLiteral("no statement") << -1;
    }
    void mistakes_areToldInPlainWordsWithTheirPlace()
    {
        QFETCH(QString, sql);
        QFETCH(QString, words);
        QFETCH(int, position);
        Bench bench;
        bench.type(qPrintable(sql));
        QTRY_COMPARE(bench.failures.count(), 1);
        QVERIFY2(bench.failure().message.contains(words), qPrintable(bench.failure().message));
        if (position >= 0 && bench.failure().position >= 0) {
            QCOMPARE(bench.failure().position, position);
            QCOMPARE(bench.editor->extraSelections().size(), 1);
        }
    }

    void completion_offersTablesAndTheirColumns()
    {
        Bench bench;
        QTest::keyClick(bench.editor, Qt::Key_A, Qt::ControlModifier);
        QTest::keyClick(bench.editor, Qt::Key_Delete);
        QTest::keyClicks(bench.editor, QStringLiteral("SELECT * FROM fact"));
        QVERIFY(bench.editor->offers().contains(QStringLiteral("fact_orders")));
        QTRY_VERIFY(QApplication::activePopupWidget() != nullptr);
        QTest::keyClick(QApplication::activePopupWidget(), Qt::Key_Return);
        QCOMPARE(bench.editor->toPlainText(), QStringLiteral("SELECT * FROM fact_orders"));
        QTest::keyClicks(bench.editor, QStringLiteral(" WHERE fact_orders.st"));
        QCOMPARE(bench.editor->offers(), QStringList{QStringLiteral("status")});
        if (QWidget *popup = QApplication::activePopupWidget())
            popup->hide();
    }

    /// It lies over other text of the same ground.
    void completion_hasABorder()
    {
        Bench bench;
        bench.editor->setFocus();
        QTest::keyClicks(bench.editor, QStringLiteral(" etl"));
        QTRY_VERIFY(QApplication::activePopupWidget() != nullptr);
        QWidget *popup = QApplication::activePopupWidget();
        const QImage picture = popup->grab().toImage();
        const QColor border = Theme::instance().color(Token::Border);
        const QPoint middle = picture.rect().center();
        QCOMPARE(picture.pixelColor(0, middle.y()), border);
        QCOMPARE(picture.pixelColor(middle.x(), 0), border);
        QCOMPARE(picture.pixelColor(middle.x(), picture.height() - 1), border);
        popup->hide();
    }

    void history_bringsATextBack()
    {
        Bench bench;
        bench.type("SELECT 41");
        QTRY_COMPARE(bench.results.count(), 1);
        bench.type("SELECT 42");
        QTRY_COMPARE(bench.results.count(), 2);
        auto *history = bench.card.findChild<QAbstractItemView *>(QStringLiteral("sqlHistory"));
        const QRect second = history->visualRect(history->model()->index(1, 0));
        QTest::mouseClick(history->viewport(), Qt::LeftButton, {}, second.center());
        QCOMPARE(bench.editor->toPlainText(), QStringLiteral("SELECT 41"));
    }

    void commandLine_isTheSameQuery()
    {
        Bench bench;
        bench.type("SELECT 1");
        auto *box = bench.card.findChild<CommandBox *>();
        for (IconButton *button : bench.card.findChildren<IconButton *>()) {
            if (button->iconName() == QLatin1String("terminal"))
                QTest::mouseClick(button, Qt::LeftButton);
        }
        QVERIFY(box->isVisible());
        QVERIFY2(box->command().startsWith(QStringLiteral("sqlite3 ")), qPrintable(box->command()));
        QVERIFY(box->command().contains(QStringLiteral("SELECT 1")));
    }
};

PK_WINDOW_TEST(TestSqlConsole)
#include "tst_sql_console.moc"
