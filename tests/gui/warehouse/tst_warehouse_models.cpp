// What the page's models show, and that they change as a model must.

#include "bridge/step_changes.h"
#include "pages/warehouse/result_model.h"
#include "pages/warehouse/row_path_panel.h"
#include "pages/warehouse/rows_model.h"
#include "pages/warehouse/side_list.h"
#include "pages/warehouse/spine.h"
#include "pages/warehouse/sql_history.h"
#include "theme/install.h"
#include "views/format.h"

#include <QAbstractButton>
#include <QAbstractItemModelTester>
#include <QApplication>
#include <QLabel>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace pk::gui;

namespace {

TableInfo orders()
{
    TableInfo table;
    table.name = QStringLiteral("fact_orders");
    table.columns = {{QStringLiteral("load_id"), QStringLiteral("integer"), true},
                     {QStringLiteral("order_id"), QStringLiteral("text"), false},
                     {QStringLiteral("status"), QStringLiteral("text"), false},
                     {QStringLiteral("total_e4"), QStringLiteral("integer"), false},
                     {QStringLiteral("src_partition"), QStringLiteral("integer"), false},
                     {QStringLiteral("src_offset"), QStringLiteral("integer"), false},
                     {QStringLiteral("weight_e4"), QStringLiteral("integer"), false}};
    table.key = {QStringLiteral("rowid")};
    return table;
}

TableRow order(qlonglong id, const char *status = "NEW", qlonglong totalE4 = 12'480'000'000)
{
    const auto number = [](qlonglong n) { return QVariant::fromValue<qlonglong>(n); };
    return {{number(id)},
            {number(id), QStringLiteral("ORD-%1").arg(id), QString::fromLatin1(status), number(totalE4),
             number(3), number(48'000 + id), number(6'000)},
            QStringLiteral("IDR")};
}

TablePage page(std::vector<TableRow> rows, const QString &table = QStringLiteral("fact_orders"))
{
    TablePage result;
    result.request.table = table;
    result.rows = std::move(rows);
    return result;
}

RowsModel::RowMark markOf(const RowsModel &model, int row)
{
    return static_cast<RowsModel::RowMark>(model.index(row, 1).data(RowsModel::MarkRole).toInt());
}

QStringList changedOf(const RowsModel &model, int row)
{
    QStringList names;
    for (int column = 1; column < model.columnCount(); ++column) {
        if (model.index(row, column).data(RowsModel::ChangedRole).toBool())
            names << model.column(column).name;
    }
    return names;
}

RowChange change(const char *key, bool inserted, std::vector<QString> columns = {})
{
    return {1,
            QStringLiteral("fact_orders"),
            QStringLiteral("order_id"),
            QString::fromLatin1(key),
            inserted,
            std::move(columns)};
}

} // namespace

class TestWarehouseModels : public QObject
{
    Q_OBJECT

    qint64 m_now = 1'000'000;

private Q_SLOTS:
    void pathOfACapturedRow_beginsWithItsChange_linkAndTime()
    {
        installTheme(*qApp);
        RowPath path;
        path.title = QStringLiteral("ORD-10000076");
        path.hasRecord = true;
        path.cdcPosition = QStringLiteral("producer.kampus.orders/2/35293");
        path.changeUs = 1'763'600'000'123'000;
        path.raw = {"raw_orders", 1, 4};
        path.enriched = {"enriched_orders", 1, 5};
        AuditEntry written;
        written.cluster = "here";
        written.action = "insert";
        written.source = path.enriched;
        path.audit.push_back(written);
        RowPathPanel panel;
        Link opened;
        connect(&panel, &RowPathPanel::linkActivated, this, [&opened](const Link &link) { opened = link; });
        const auto placeButton = [&panel]() -> QAbstractButton * {
            for (QAbstractButton *button : panel.findChildren<QAbstractButton *>()) {
                if (button->text() == QLatin1String("P2 @ 35293"))
                    return button;
            }
            return nullptr;
        };
        panel.showPath(path, "here");
        QVERIFY(placeButton());
        placeButton()->click();
        QVERIFY(opened == Link::record(QStringLiteral("producer.kampus.orders"), 2, 35'293));
        const auto labels = panel.findChildren<QLabel *>();
        QVERIFY(std::any_of(labels.begin(), labels.end(), [&](const QLabel *label) {
            return label->text() == timeText(path.changeUs / 1'000);
        }));
        panel.showPath(path, "another"); // where its topics are not
        QVERIFY(!placeButton());
    }

    void durationBar_isAsLongAsTheTimes_andTheShortestIsStillSeen()
    {
        installTheme(*qApp);
        DurationBar bar;
        bar.setParts({{QStringLiteral("waiting"), 17, BlueAccent},
                      {QStringLiteral("transform"), 0, VioletAccent},
                      {QStringLiteral("load"), 1'751, GreenAccent}});
        bar.resize(340, bar.heightForWidth(340));
        const std::vector<double> widths = bar.widths();
        QVERIFY(widths[0] < 5);
        QCOMPARE(widths[1], 2.0);
        QCOMPARE(widths[0] + widths[1] + widths[2], 340.0 - 2 * 3); // between them
        QVERIFY(bar.heightForWidth(140) > bar.heightForWidth(340)); // the words go into more lines
        bar.setParts({{QStringLiteral("waiting"), 1, BlueAccent}, {QStringLiteral("load"), 3, GreenAccent}});
        QCOMPARE(bar.widths()[1], 3 * bar.widths()[0]);
        bar.setParts({{QStringLiteral("waiting"), 0, BlueAccent}, {QStringLiteral("load"), 0, GreenAccent}});
        QCOMPARE(bar.widths(), (std::vector<double>{2, 2}));
    }

    void cells_readAsAPersonWritesThem()
    {
        QLocale::setDefault(QLocale(QLocale::Indonesian));
        RowsModel model([this] { return m_now; });
        model.setTable(orders());
        model.setPage(page({order(1)}));
        QCOMPARE(model.index(0, 1).data().toString(), QStringLiteral("ORD-1"));
        for (int column = 1; column < model.columnCount(); ++column) {
            const QString name = model.column(column).name;
            const QString text = model.index(0, column).data().toString();
            if (name == QLatin1String("total_e4")) // money
                QCOMPARE(text, QStringLiteral("Rp_1.248.000").replace(QLatin1Char('_'), QChar(QChar::Nbsp)));
            if (name == QLatin1String("weight_e4")) // a figure
                QCOMPARE(text, QStringLiteral("0,6"));
            if (name == QLatin1String("src_offset"))
                QCOMPARE(text, QStringLiteral("P3 @ 48001"));
            QVERIFY(name != QLatin1String("src_partition")); // it stands beside its offset
        }
    }

    void columns_haveOneNameEverywhere()
    {
        RowsModel model([this] { return m_now; });
        model.setTable(orders());
        for (int column = 1; column < model.columnCount(); ++column)
            QCOMPARE(columnTitle(model.column(column).name), model.column(column).title);
        QCOMPARE(columnTitle(QStringLiteral("total_e4")), QStringLiteral("total"));
        QCOMPARE(columnTitle(QStringLiteral("src_offset")), QStringLiteral("enriched"));
    }

    void heldPage_changesInPlaceAndTellsHowManyRowsAreOutside()
    {
        RowsModel model([this] { return m_now; });
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setTable(orders());
        model.setPage(page({order(3), order(2), order(1)}));
        QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);
        QSignalSpy removed(&model, &QAbstractItemModel::rowsRemoved);
        QSignalSpy moved(&model, &QAbstractItemModel::rowsMoved);
        model.note({change("ORD-2", false), change("ORD-4", true)});
        QCOMPARE(model.refresh(page({order(2, "PAID"), order(5), order(4), order(3)})).rows, 2);
        QCOMPARE(inserted.count() + removed.count() + moved.count(), 0);
        QCOMPARE(model.rowCount(), 3);
        QCOMPARE(model.index(1, 1).data().toString(), QStringLiteral("ORD-2"));
        QCOMPARE(markOf(model, 1), RowsModel::RowMark::Updated);
        QCOMPARE(changedOf(model, 1), QStringList{QStringLiteral("status")});
        model.setPage(page({order(2, "PAID"), order(5), order(4), order(3)})); // let go
        QCOMPARE(model.rowCount(), 4);
        QCOMPARE(markOf(model, 2), RowsModel::RowMark::New);
    }

    /// By what was written last: a row that is updated goes to the top, and is none of the newer ones.
    void heldPage_saysWhenThereMayBeMoreNewerRowsThanItRead()
    {
        const auto written = [](qlonglong id, qlonglong at) {
            TableRow row = order(id);
            row.cells[3] = QVariant::fromValue<qlonglong>(at); // stands for the time
            return row;
        };
        const auto read = [](std::vector<TableRow> rows, bool more) {
            TablePage result = page(std::move(rows));
            result.request.sortColumn = QStringLiteral("total_e4");
            result.request.limit = 3;
            result.more = more;
            return result;
        };
        using Newer = RowsModel::Newer;
        RowsModel model([this] { return m_now; });
        model.setTable(orders());
        model.setPage(read({written(3, 30), written(2, 20), written(1, 10)}, true));
        // It reaches a row that has kept its place: all that are newer were read.
        QCOMPARE(model.refresh(read({written(5, 50), written(4, 40), written(3, 30)}, true)),
                 (Newer{2, false}));
        // Two were updated and went up; what came up from below is none that is newer.
        QCOMPARE(model.refresh(read({written(1, 60), written(5, 50), written(3, 30)}, true)),
                 (Newer{1, false}));
        QCOMPARE(model.refresh(read({written(3, 30), written(2, 20), written(0, 5)}, true)),
                 (Newer{0, false}));
        // None has kept its place on what was read, so there may be more: with the updated one they are
        // three.
        QCOMPARE(model.refresh(read({written(1, 90), written(7, 80), written(6, 70)}, true)),
                 (Newer{2, true}));
        // The page further down knows nothing of what is newer.
        TablePage later = read({written(2, 20), written(1, 10)}, false);
        later.request.anchor.kind = PageAnchor::Kind::After;
        model.setPage(later);
        later.rows = {written(0, 5)};
        QCOMPARE(model.refresh(later), Newer());
        // Oldest first, what is new comes at the end.
        TablePage oldest = read({written(1, 10), written(2, 20)}, false);
        oldest.request.descending = false;
        model.setPage(oldest);
        oldest.rows.push_back(written(3, 30));
        oldest.more = true;
        QCOMPARE(model.refresh(oldest), (Newer{1, true}));
    }

    void money_isGroupedAsTheLanguageDoes()
    {
        const auto money = [](qint64 e4, const char *currency) {
            return moneyText(e4, QString::fromLatin1(currency)).replace(QChar(QChar::Nbsp), QLatin1Char(' '));
        };
        QLocale::setDefault(QLocale(QLocale::Indonesian));
        QCOMPARE(money(12'500'000'000, "IDR"), QStringLiteral("Rp 1.250.000"));
        QCOMPARE(money(125'000, "USD"), QStringLiteral("USD 12,50"));
        QLocale::setDefault(QLocale(QLocale::English));
        QCOMPARE(money(12'500'000'000, "IDR"), QStringLiteral("Rp 1,250,000"));
        QCOMPARE(money(125'000, "USD"), QStringLiteral("USD 12.50"));
        QCOMPARE(money(10'001, "USD"), QStringLiteral("USD 1.0001"));
        QCOMPARE(money(-10'000'000, "IDR"), QChar(0x2212) + QStringLiteral("Rp 1,000"));
        QCOMPARE(money(12'500'000'000, ""), QStringLiteral("1,250,000"));
    }

    void newPage_isToldInFewSignals()
    {
        RowsModel model([this] { return m_now; });
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        std::vector<TableRow> before;
        std::vector<TableRow> after;
        for (qlonglong id = 100; id > 0; --id)
            before.push_back(order(id));
        for (qlonglong id = 150; id > 50; --id) // 50 come, 50 go, of those that stay ten are changed
            after.push_back(order(id, id > 60 && id <= 70 ? "PAID" : "NEW"));
        model.setTable(orders());
        model.setPage(page(before));
        QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);
        QSignalSpy removed(&model, &QAbstractItemModel::rowsRemoved);
        QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
        model.note({change("ORD-150", true), change("ORD-61", false)});
        model.setPage(page(after));
        QCOMPARE(inserted.count(), 1);
        QCOMPARE(removed.count(), 1);
        QCOMPARE(changed.count(), 1);
        QCOMPARE(model.index(0, 1).data().toString(), QStringLiteral("ORD-150"));
        QCOMPARE(model.index(89, 1).data().toString(), QStringLiteral("ORD-61"));
        QCOMPARE(markOf(model, 89), RowsModel::RowMark::Updated);
    }

    void newPage_keepsRowsThatStay()
    {
        RowsModel model([this] { return m_now; });
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
        QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);
        QSignalSpy removed(&model, &QAbstractItemModel::rowsRemoved);
        model.setTable(orders());
        model.setPage(page({order(3), order(2), order(1)}));
        const auto before = resets.count();
        const QPersistentModelIndex kept = model.index(1, 1);
        model.setPage(page({order(5), order(4), order(2), order(3)}));
        QCOMPARE(resets.count(), before);
        QCOMPARE(model.rowCount(), 4);
        QCOMPARE(kept.row(), 2); // the row that was second is third now
        QVERIFY(inserted.count() > 0 && removed.count() > 0);
        QStringList keys;
        for (int row = 0; row < 4; ++row)
            keys << model.index(row, 1).data().toString();
        QCOMPARE(keys,
                 (QStringList{QStringLiteral("ORD-5"), QStringLiteral("ORD-4"), QStringLiteral("ORD-2"),
                              QStringLiteral("ORD-3")}));
        QCOMPARE(model.find({QVariant::fromValue<qlonglong>(3)}), 3);
        model.setPage(page({}));
        QCOMPARE(model.rowCount(), 0);
    }

    void insertsAndUpdates_areMarkedWithTheirChangedCells()
    {
        RowsModel model([this] { return m_now; });
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setTable(orders());
        model.setPage(page({order(2), order(1)}));
        QCOMPARE(markOf(model, 0), RowsModel::RowMark::None);
        model.note({change("ORD-3", true), change("ORD-1", false, {QStringLiteral("status")})});
        model.setPage(page({order(3), order(2), order(1, "PAID")}));
        QCOMPARE(markOf(model, 0), RowsModel::RowMark::New);
        QCOMPARE(markOf(model, 1), RowsModel::RowMark::None);
        QCOMPARE(markOf(model, 2), RowsModel::RowMark::Updated);
        QCOMPARE(changedOf(model, 2), QStringList{QStringLiteral("status")});
        QCOMPARE(changedOf(model, 0), QStringList());
        QCOMPARE(model.markedRows(), 2);
    }

    void updateWithoutAnImage_isComparedWithWhatWasShown()
    {
        RowsModel model([this] { return m_now; });
        model.setTable(orders());
        model.setPage(page({order(1)}));
        model.note({change("ORD-1", false)});
        model.setPage(page({order(1, "NEW", 50'000)}));
        QCOMPARE(changedOf(model, 0), QStringList{QStringLiteral("total_e4")});
    }

    void marks_goAfterTwoSecondsButStayWhilePaused()
    {
        RowsModel model([this] { return m_now; });
        model.setTable(orders());
        model.note({change("ORD-1", true)});
        model.setPage(page({order(1)}));
        m_now += RowsModel::MarkMs + 1;
        model.expireMarks(true);
        QCOMPARE(markOf(model, 0), RowsModel::RowMark::New);
        model.note({change("ORD-2", true)});
        model.setPage(page({order(2), order(1)}));
        model.expireMarks(true); // the newest write is another one now
        QCOMPARE(markOf(model, 0), RowsModel::RowMark::New);
        QCOMPARE(markOf(model, 1), RowsModel::RowMark::None);
        m_now += RowsModel::MarkMs + 1;
        QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
        model.expireMarks(false);
        QCOMPARE(markOf(model, 0), RowsModel::RowMark::None);
        QCOMPARE(changed.count(), 1);
        QVERIFY(!model.hasMarks());
    }

    void tablesWithoutAudit_areMarkedBySight()
    {
        TableInfo offsets;
        offsets.name = QStringLiteral("etl_offsets");
        offsets.columns = {{QStringLiteral("topic"), QStringLiteral("text"), true},
                           {QStringLiteral("next_offset"), QStringLiteral("integer"), false}};
        offsets.key = {QStringLiteral("topic")};
        const auto row = [](qlonglong next) {
            return TableRow{{QStringLiteral("enriched_orders")},
                            {QStringLiteral("enriched_orders"), QVariant::fromValue<qlonglong>(next)}};
        };
        RowsModel model([this] { return m_now; });
        model.setTable(offsets);
        model.setPage(page({row(10)}, offsets.name));
        QCOMPARE(markOf(model, 0), RowsModel::RowMark::None);
        model.setPage(page({row(11)}, offsets.name));
        QCOMPARE(markOf(model, 0), RowsModel::RowMark::Updated);
        QCOMPARE(changedOf(model, 0), QStringList{QStringLiteral("next_offset")});
        m_now += RowsModel::MarkMs + 1;
        model.expireMarks(false);
        model.lookAway();
        model.setPage(page({row(14)}, offsets.name)); // who knows when
        QCOMPARE(markOf(model, 0), RowsModel::RowMark::None);
        model.setPage(page({row(15)}, offsets.name));
        QCOMPARE(markOf(model, 0), RowsModel::RowMark::Updated);
    }

    void stepChanges_tellPathsAndTheTextsThatStoodThere()
    {
        const auto changes = changesBetween(R"({"a":{"n":"  budi "},"items":[{"q":"2"},{"q":1.50}],"old":1})",
                                            R"({"a":{"n":"budi"},"items":[{"q":24},{"q":1.50}],"new":true})");
        QStringList lines;
        for (const ValueChange &change : changes)
            lines << change.path + QLatin1Char('|') + change.before + QLatin1Char('|') + change.after;
        QCOMPARE(
            lines,
            (QStringList{QStringLiteral("a.n|\"  budi \"|\"budi\""), QStringLiteral("items[0].q|\"2\"|24"),
                         QStringLiteral("new||true"), QStringLiteral("old|1|")}));
    }

    void sideList_updatesFiguresInPlace()
    {
        SideListModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
        QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
        const auto items = [](const char *count) {
            return std::vector<SideItem>{
                {SideItem::Kind::Heading, QStringLiteral("Facts"), {}, Token::Muted, {}, false, {}},
                {SideItem::Kind::Table,
                 QStringLiteral("fact_orders"),
                 {},
                 Token::Muted,
                 QString::fromLatin1(count),
                 false,
                 {}}};
        };
        model.setItems(items("1"));
        QCOMPARE(resets.count(), 1);
        model.setItems(items("2"));
        QCOMPARE(resets.count(), 1);
        QCOMPARE(changed.count(), 1);
        QVERIFY(!model.index(0).flags().testFlag(Qt::ItemIsSelectable));
        QCOMPARE(model.find(QStringLiteral("fact_orders")), 1);
    }

    void history_keepsTheNewestOfEachTextAndOutlivesTheProgram()
    {
        const QTemporaryDir folder;
        QSettings settings(folder.filePath(QStringLiteral("window.ini")), QSettings::IniFormat);
        SqlHistory history(&settings);
        QAbstractItemModelTester tester(&history, QAbstractItemModelTester::FailureReportingMode::QtTest);
        const auto entry = [](const QString &sql) {
            return SqlHistory::Entry{sql, QTime(10, 42), SqlHistory::Entry::Outcome::Done, 3, false, 38, {}};
        };
        history.add(entry(QStringLiteral("SELECT 1")));
        history.add(entry(QStringLiteral("SELECT 2")));
        history.add(entry(QStringLiteral("SELECT 1")));
        QCOMPARE(history.rowCount(), 2);
        QCOMPARE(history.entry(0).sql, QStringLiteral("SELECT 1"));
        for (int i = 0; i < SqlHistory::MostEntries + 5; ++i)
            history.add(entry(QStringLiteral("SELECT 1%1").arg(i)));
        QCOMPARE(history.rowCount(), SqlHistory::MostEntries);
        SqlHistory later(&settings);
        QCOMPARE(later.rowCount(), SqlHistory::MostEntries);
        QCOMPARE(later.entry(0).sql, history.entry(0).sql);
        QVERIFY(later.entry(0).outcome == SqlHistory::Entry::Outcome::Earlier);
        SqlHistory unkept(nullptr);
        unkept.add(entry(QStringLiteral("SELECT 7")));
        QCOMPARE(unkept.rowCount(), 1);
    }

    void result_showsNumbersAtTheRightAndNullAsSuch()
    {
        ResultModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        SqlResult result;
        result.columns = {QStringLiteral("action"), QStringLiteral("n")};
        result.rows = {{QStringLiteral("insert"), QVariant::fromValue<qlonglong>(3)}, {QVariant(), 2.5}};
        model.setResult(result);
        QCOMPARE(model.index(1, 0).data().toString(), QStringLiteral("NULL"));
        QCOMPARE(model.index(1, 1).data().toString(), QStringLiteral("2.5"));
        const auto alignment = [&](int column) {
            return model.index(0, column).data(Qt::TextAlignmentRole).value<Qt::Alignment>();
        };
        QVERIFY(alignment(1).testFlag(Qt::AlignRight));
        QVERIFY(alignment(0).testFlag(Qt::AlignLeft));
    }
};

PK_WINDOW_TEST(TestWarehouseModels)
#include "tst_warehouse_models.moc"
