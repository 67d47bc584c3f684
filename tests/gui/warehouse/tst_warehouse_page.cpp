// The page over a running pipeline: what it shows is what the database and the topics hold.

#include "../support/order_json.h"
#include "controller_fixture.h"
#include "pages/warehouse/row_path_panel.h"
#include "pages/warehouse/rows_footer.h"
#include "pages/warehouse/rows_model.h"
#include "pages/warehouse/spine.h"
#include "pages/warehouse/warehouse_page.h"
#include "theme/install.h"
#include "theme/theme.h"
#include "views/error_banner.h"
#include "views/text_label.h"
#include "warehouse_fixture.h"

#include <QApplication>
#include <QHeaderView>
#include <QLineEdit>
#include <QListView>
#include <QScrollArea>
#include <QScrollBar>
#include <QTableView>
#include <QWindow>

using namespace pk;
using namespace pk::test;

class TestWarehousePage : public QObject
{
    Q_OBJECT

    std::unique_ptr<Bed> m_bed;
    std::unique_ptr<WarehousePage> m_page;
    QTableView *m_rows = nullptr;

    RowsModel *model() const { return qobject_cast<RowsModel *>(m_rows->model()); }
    /// Empty where the page has no such row (yet).
    QString cell(int row, const char *name) const
    {
        if (row >= model()->rowCount())
            return {};
        for (std::size_t i = 0; i < model()->table().columns.size(); ++i) {
            if (model()->table().columns[i].name == QLatin1String(name))
                return model()->row(row).cells[i].toString();
        }
        return {};
    }
    int rowOf(const QString &key) const
    {
        for (int row = 0; row < model()->rowCount(); ++row) {
            if (cell(row, "order_id") == key)
                return row;
        }
        return -1;
    }
    void click(int row)
    {
        const QModelIndex index = model()->index(row, 2);
        m_rows->scrollTo(index);
        QTest::mouseClick(m_rows->viewport(), Qt::LeftButton, {}, m_rows->visualRect(index).center());
    }

private Q_SLOTS:
    void initTestCase()
    {
        installTheme(*qApp);
        m_bed = std::make_unique<Bed>([](SessionOptions &o) {
            o.ratePerSecond = 40;
            o.source.dirtyPercent = 20;
        });
        m_bed->controller->start();
        m_page = std::make_unique<WarehousePage>(*m_bed->controller);
        m_page->resize(1536, 816);
        m_page->show();
        m_rows = m_page->findChild<QTableView *>(QStringLiteral("rows"));
        QTRY_VERIFY(m_bed->loaded() > 150);
    }
    void cleanupTestCase()
    {
        if (!m_bed->finished)
            VERIFY_CLEAN_END(*m_bed);
        m_page.reset();
        m_bed.reset();
    }

    void rowsThatAreWritten_appearByThemselvesAndAreMarked()
    {
        m_bed->controller->setRate(10); // of the newest rows not all are new, however seldom it looks
        QTRY_VERIFY(model()->rowCount() == 100);
        QTRY_VERIFY(model()->hasMarks());
        bool inserted = false;
        bool updated = false;
        QTRY_VERIFY2(([&] {
                         for (int row = 0; row < model()->rowCount(); ++row) {
                             const int mark = model()->index(row, 1).data(RowsModel::MarkRole).toInt();
                             inserted = inserted || mark == static_cast<int>(RowsModel::RowMark::New);
                             for (int column = 1; column < model()->columnCount(); ++column)
                                 updated = updated
                                     || model()->index(row, column).data(RowsModel::ChangedRole).toBool();
                         }
                         return inserted && updated;
                     }()),
                     inserted ? "no updated cell" : "no new row");
        m_bed->controller->setRate(40);
    }

    void focusedTable_staysAtItsTopWhileRowsComeAndGo()
    {
        m_page->activateWindow();
        m_rows->setFocus(Qt::PopupFocusReason); // as after a menu
        QTRY_VERIFY(m_rows->hasFocus());
        const QString top = cell(0, "order_id");
        QTRY_VERIFY(rowOf(top) < 0);
        QCOMPARE(m_rows->verticalScrollBar()->value(), 0);
        QVERIFY(!m_rows->selectionModel()->hasSelection());
        QVERIFY(!m_page->findChild<RowPathPanel *>()->path()); // nobody has chosen one
    }

    void rowsThatAreLookedAt_standStillUntilTheNewestAreWanted()
    {
        auto *newer = m_page->findChild<QWidget *>(QStringLiteral("newerRows"));
        QVERIFY(!newer->isVisible());
        click(2);
        const QModelIndexList chosen = m_rows->selectionModel()->selectedRows(1);
        QCOMPARE(chosen.size(), 1);
        QCOMPARE(chosen.front().row(), 2);
        const QString key = cell(2, "order_id");
        auto *panel = m_page->findChild<RowPathPanel *>();
        QTRY_VERIFY(panel->path() && panel->path()->title == key);
        const std::int64_t before = m_bed->number("SELECT count(*) FROM fact_orders");
        QTRY_VERIFY(m_bed->number("SELECT count(*) FROM fact_orders") > before + 40);
        QTRY_VERIFY(newer->isVisible());
        QCOMPARE(cell(2, "order_id"), key);
        QCOMPARE(m_rows->selectionModel()->selectedRows().front().row(), 2);

        QTest::mouseClick(m_page->findChild<QAbstractButton *>(QStringLiteral("toNewestRows")),
                          Qt::LeftButton);
        QTRY_VERIFY(rowOf(key) < 0 || rowOf(key) > 20);
        QVERIFY(!newer->isVisible());
        QVERIFY(!panel->path());
        QVERIFY(!m_rows->selectionModel()->hasSelection());
    }

    /// The way and the audit beside it are those of the row as it is, and not as it was when it was chosen.
    void chosenRowThatIsRewritten_isReadAgain()
    {
        click(2);
        const QString key = cell(2, "order_id");
        auto *panel = m_page->findChild<RowPathPanel *>();
        QTRY_VERIFY(panel->path() && panel->path()->title == key);
        const auto scrolled = [panel] { return panel->findChild<QScrollArea *>()->verticalScrollBar(); };
        QTRY_VERIFY(scrolled()->maximum() > 40);
        scrolled()->setValue(40);
        HandMade message;
        message.topic = "raw_orders";
        message.key = key.toStdString();
        message.value = orderJson(*message.key, "018c-rewrite", 1'000);
        m_bed->controller->produceRecord(message);
        QTRY_VERIFY(panel->path() && panel->path()->writer() && panel->path()->writer()->version == 1000);
        QCOMPARE(panel->path()->title, key);
        QCOMPARE(panel->path()->enriched, panel->path()->writer()->source);
        QCOMPARE(scrolled()->value(), 40);
        QTest::keyClick(m_rows, Qt::Key_Escape);
        QTRY_VERIFY(!panel->path());
    }

    void rowsFurtherDown_standStillUntilThePageIsAtItsTopAgain()
    {
        m_rows->verticalScrollBar()->setValue(8);
        const QString key = cell(9, "order_id");
        auto *newer = m_page->findChild<QWidget *>(QStringLiteral("newerRows"));
        QTRY_VERIFY(newer->isVisible());
        QCOMPARE(cell(9, "order_id"), key);
        m_rows->verticalScrollBar()->setValue(0);
        QTRY_VERIFY(!newer->isVisible());
        QVERIFY(rowOf(key) != 9);
    }

    void tableChosenWithTheMouse_isFittedToItsRowsAndKeepsWhatItIsOrderedBy()
    {
        m_page->resize(1366 - 64, 816);
        auto *tables = m_page->findChild<QListView *>(QStringLiteral("tables"));
        const auto choose = [&](const char *name) {
            const QModelIndexList found = tables->model()->match(
                tables->model()->index(0, 0), Qt::DisplayRole, QLatin1String(name), 1, Qt::MatchExactly);
            QCOMPARE(found.size(), 1);
            // Through the window: the button is down while the table changes.
            const QPoint at = tables->viewport()->mapTo(m_page.get(), tables->visualRect(found[0]).center());
            QTest::mouseClick(m_page->windowHandle(), Qt::LeftButton, {}, at);
            QTRY_COMPARE(model()->table().name, QLatin1String(name));
            QTRY_VERIFY(model()->rowCount() > 20);
        };
        choose("fact_order_items");
        choose("fact_orders");
        QTRY_COMPARE(model()->rowCount(), 100);
        QTRY_COMPARE(m_rows->horizontalScrollBar()->maximum(), 0);
        for (int column = 1; column < model()->columnCount(); ++column) {
            if (model()->column(column).name == QLatin1String("loaded_at"))
                QVERIFY(!m_rows->isColumnHidden(column));
            if (model()->column(column).name == QLatin1String("item_count"))
                QVERIFY(m_rows->isColumnHidden(column));
        }
        m_page->resize(1536, 816);
    }

    void columnsAndFooter_fitWithoutScrolling()
    {
        QTRY_VERIFY(model()->rowCount() == 100);
        const auto shows = [this](const char *name) {
            for (int column = 1; column < model()->columnCount(); ++column) {
                if (model()->column(column).name == QLatin1String(name))
                    return !m_rows->isColumnHidden(column);
            }
            return false;
        };
        const auto isWhole = [](const TextLabel *label) {
            return !label->isVisible() || label->sizeHint().width() <= label->width();
        };
        const auto labels = m_page->findChild<RowsFooter *>()->findChildren<TextLabel *>();
        for (const int window : {1366, 1440, 1600, 1920}) {
            m_page->resize(window - 64, 816);
            QTRY_COMPARE(m_rows->horizontalScrollBar()->maximum(), 0);
            QTRY_VERIFY2(std::all_of(labels.begin(), labels.end(), isWhole),
                         qPrintable(QString::number(window)));
            QVERIFY(shows("order_id") && shows("total_e4") && shows("status"));
            QCOMPARE(shows("channel"), window >= 1600);
        }
        m_page->resize(1536, 816);
    }

    void grownWindow_showsAllColumnsAndNoNameCut()
    {
        QTRY_VERIFY(model()->rowCount() == 100);
        m_page->resize(1280 - 64, 816);
        QTRY_VERIFY(m_rows->isColumnHidden(3)); // item_count has no room here
        m_page->resize(1920 - 64, 816); // at once, as a window is when it is maximized
        for (int column = 1; column < model()->columnCount(); ++column)
            QTRY_COMPARE(!m_rows->isColumnHidden(column), model()->column(column).shown);
        for (int row = 0; row < 40; ++row) {
            const QModelIndex name = model()->index(row, 2);
            QVERIFY(m_rows->itemDelegate()->sizeHint({}, name).width() <= m_rows->columnWidth(2));
        }
        m_page->resize(1536, 816);
    }

    void amounts_haveTheirCurrency_alsoThoseOfItems()
    {
        const auto text = [this](int row, const char *name) {
            for (int column = 1; column < model()->columnCount(); ++column) {
                if (model()->column(column).name == QLatin1String(name))
                    return model()->index(row, column).data().toString();
            }
            return QString();
        };
        const auto sign = [](const QString &currency) {
            return currency == QLatin1String("IDR") ? QStringLiteral("Rp") : currency;
        };
        for (int row = 0; row < 20; ++row)
            QVERIFY2(text(row, "total_e4").startsWith(sign(cell(row, "currency")) + QChar(QChar::Nbsp)),
                     qPrintable(text(row, "total_e4")));
        m_page->open(Link::of(Link::Kind::Table, QStringLiteral("fact_order_items")));
        QTRY_VERIFY(model()->table().name == QLatin1String("fact_order_items") && model()->rowCount() > 20);
        for (int row = 0; row < 20; ++row) {
            QVERIFY(!model()->row(row).currency.isEmpty());
            QVERIFY(text(row, "line_total_e4").startsWith(sign(model()->row(row).currency)));
        }
        m_page->open(Link::of(Link::Kind::Table, QStringLiteral("fact_orders")));
        QTRY_VERIFY(model()->table().name == QLatin1String("fact_orders") && model()->rowCount() == 100);
    }

    void chosenRow_showsTheRecordThatWroteIt()
    {
        m_bed->controller->pause();
        QTRY_VERIFY(m_bed->controller->state() == RunState::Paused);
        QVERIFY(comesToRest([this] { return cell(3, "order_id"); }, 700)); // the last rows have been read
        const QString key = cell(3, "order_id");
        click(3);
        auto *panel = m_page->findChild<RowPathPanel *>();
        QTRY_VERIFY(panel->path() && panel->path()->title == key);
        const std::string where = " FROM fact_orders WHERE order_id = '" + key.toStdString() + "'";
        const RowPath &path = *panel->path();
        QCOMPARE(path.enriched.partition, m_bed->number("SELECT src_partition" + where));
        QCOMPARE(path.enriched.offset, m_bed->number("SELECT src_offset" + where));
        QCOMPARE(path.raw.offset, m_bed->number("SELECT raw_offset" + where));
        QCOMPARE(
            path.auditTotal,
            m_bed->number("SELECT count(*) FROM etl_audit WHERE entity_key = '" + key.toStdString() + "'"));
        QVERIFY(path.hopUs.contains(journal::Hop::Produced));
        QVERIFY(path.hopUs.contains(journal::Hop::Stored));
        QTRY_VERIFY(panel->totalMs() >= 0);
        const auto hop = [&path](journal::Hop which) { return path.hopUs.find(which)->second; };
        const double ms = double(hop(journal::Hop::Enriched) - hop(journal::Hop::Taken)) / 1'000.0;
        // The bar tells the transform's own time, as its station does, and the waiting beside it.
        const QString times = panel->findChild<DurationBar *>()->accessibleName();
        QVERIFY2(times.contains(QStringLiteral("transform %1 ms").arg(qRound(ms)))
                     && times.contains(QStringLiteral("waiting")),
                 qPrintable(times));

        QSignalSpy links(m_page.get(), &WarehousePage::linkActivated);
        const QString place = QStringLiteral("P%1 @ %2").arg(path.raw.partition).arg(path.raw.offset);
        for (QAbstractButton *button : panel->findChildren<QAbstractButton *>()) {
            if (button->text() == place && links.isEmpty())
                QTest::mouseClick(button, Qt::LeftButton);
        }
        QCOMPARE(links.count(), 1);
        QVERIFY(links[0][0].value<Link>()
                == Link::record(QStringLiteral("raw_orders"), path.raw.partition, path.raw.offset));
        // The steps come from the raw message itself, which takes a moment.
        QTRY_VERIFY(panel->findChildren<SpineRow *>().size() > 6);
    }

    void typedFilter_leavesTheRowsThatSqlFinds()
    {
        const QString key = cell(0, "order_id");
        auto *filter = m_page->findChild<QLineEdit *>(QStringLiteral("filter"));
        filter->setFocus();
        QTest::keyClicks(filter, key);
        QTRY_COMPARE(model()->rowCount(), 1);
        QCOMPARE(cell(0, "order_id"), key);
        QTest::keyClick(filter, Qt::Key_Escape);
        QTRY_COMPARE(model()->rowCount(), 100);
    }

    void clickedTitle_sortsAndAClickOnItAgainTurnsItAround()
    {
        const auto top = [this] { return cell(0, "order_id").toStdString(); };
        auto *header = m_rows->horizontalHeader();
        const auto clickTitle = [&] {
            QTest::mouseClick(header->viewport(), Qt::LeftButton, {},
                              QPoint(header->sectionViewportPosition(1) + 20, header->height() / 2));
        };
        clickTitle();
        QTRY_COMPARE(top(), std::string("ORD-00000001"));
        clickTitle();
        const std::int64_t last =
            m_bed->number("SELECT CAST(substr(max(order_id), 5) AS INTEGER) FROM fact_orders");
        QTRY_COMPARE(QString::fromStdString(top()).mid(4).toLongLong(), last);
    }

    void nextPage_showsTheRowsThatFollow()
    {
        const QString last = cell(99, "order_id");
        QTest::mouseClick(m_page->findChild<QAbstractButton *>(QStringLiteral("nextPage")), Qt::LeftButton);
        QTRY_VERIFY(model()->rowCount() > 0 && cell(0, "order_id") < last);
        QTest::mouseClick(m_page->findChild<QAbstractButton *>(QStringLiteral("firstPage")), Qt::LeftButton);
        QTRY_COMPARE(cell(99, "order_id"), last);
    }

    void tablesByKeys_areShown()
    {
        auto *tables = m_page->findChild<QListView *>(QStringLiteral("tables"));
        tables->setFocus();
        for (int i = 0; i < 12 && model()->table().name != QLatin1String("etl_offsets"); ++i)
            QTest::keyClick(tables, Qt::Key_Down);
        QTRY_COMPARE(model()->table().name, QStringLiteral("etl_offsets"));
        QTRY_COMPARE(model()->rowCount(), int(m_bed->number("SELECT count(*) FROM etl_offsets")));
    }

    void openedLink_showsTheRowItNames()
    {
        m_page->open(
            Link::of(Link::Kind::Row, QStringLiteral("fact_orders"), QStringLiteral("ORD-00000003")));
        QTRY_COMPARE(model()->table().name, QStringLiteral("fact_orders"));
        QTRY_COMPARE(model()->rowCount(), 1);
        auto *panel = m_page->findChild<RowPathPanel *>();
        QTRY_VERIFY(panel->path() && panel->path()->title == QLatin1String("ORD-00000003"));
    }

    void lockedDatabase_isSaidUntilItIsFree()
    {
        auto *banner = m_page->findChild<ErrorBanner *>({}, Qt::FindDirectChildrenOnly);
        QVERIFY(banner->isHidden());
        m_bed->controller->databaseOutage(Session::Outage::Locked, true);
        QTRY_VERIFY(banner->isVisible());
        QVERIFY(!banner->sentence().isEmpty());
        m_bed->controller->databaseOutage(Session::Outage::Locked, false);
        QTRY_VERIFY(banner->isHidden());
    }

    void themeAndLanguageChange_keepWhatIsShown()
    {
        Theme::instance().setScheme(Scheme::Light);
        Theme::instance().setScale(1.5);
        QCoreApplication::processEvents();
        QCOMPARE(model()->rowCount(), 1);
        Theme::instance().setScale(1);
        Theme::instance().setScheme(Scheme::Dark);
    }

    void otherWarehouse_showsItsOwnRows_andNothingOfTheOneBefore()
    {
        LoadedWarehouse other;
        for (int number = 900'001; number <= 900'120; ++number)
            QVERIFY(other.load(number));
        m_bed->controller->pause(); // what is chosen stays on its page
        QTRY_VERIFY(m_bed->controller->state() == RunState::Paused);
        m_page->open(Link::of(Link::Kind::Table, QStringLiteral("fact_orders")));
        QTRY_COMPARE(model()->rowCount(), 100);
        click(3);
        auto *panel = m_page->findChild<RowPathPanel *>();
        QTRY_VERIFY(panel->path());

        m_bed->controller->setWarehouse(other.path());
        QTRY_COMPARE_WITH_TIMEOUT(m_bed->run().warehousePath, other.path(), 40'000);
        QTRY_VERIFY(rowOf(QStringLiteral("ORD-00900120")) >= 0);
        QCOMPARE(model()->table().rows, 120);
        for (int row = 0; row < model()->rowCount(); ++row) {
            const QString same =
                QStringLiteral("SELECT count(*) FROM fact_orders WHERE load_id = %1 AND order_id = '%2'")
                    .arg(cell(row, "load_id"), cell(row, "order_id"));
            QCOMPARE(other.number(same.toStdString()), 1);
        }
        QVERIFY(!panel->path());
        QVERIFY(!m_rows->selectionModel()->hasSelection());
        VERIFY_CLEAN_END(*m_bed); // before that file goes
    }
};

PK_WINDOW_TEST(TestWarehousePage)
#include "tst_warehouse_page.moc"
