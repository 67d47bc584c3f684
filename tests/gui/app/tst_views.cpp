#include "theme/app_style.h"
#include "theme/install.h"
#include "views/card.h"
#include "views/empty_state.h"
#include "views/error_banner.h"
#include "views/format.h"
#include "views/icon_button.h"
#include "views/key_value_rows.h"
#include "views/pill.h"
#include "views/search_field.h"
#include "views/segmented_control.h"
#include "views/sheet.h"
#include "views/sparkline.h"
#include "views/stat_tile.h"
#include "views/table_setup.h"
#include "views/text_label.h"
#include "views/themed.h"
#include "views/whole_rows.h"
#include "views/wrap_row.h"

#include <QApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QSpinBox>
#include <QStandardItemModel>
#include <QTableWidget>
#include <QTest>

using namespace pk;
using namespace pk::gui;

class TestViews : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        installTheme(*qApp);
        Theme::instance().setReducedMotion(true);
    }
    void cleanup()
    {
        Theme::instance().setScale(1);
        Theme::instance().setReducedMotion(true);
    }

    void grouped_count_isWrittenAsTheLanguageDoes_data()
    {
        QTest::addColumn<quint64>("count");
        QTest::addColumn<QString>("english");
        QTest::addColumn<QString>("indonesian");
        const auto row = [](const char *name, quint64 count, const char *english, const char *indonesian) {
            QTest::newRow(name) << count << QString::fromLatin1(english) << QString::fromLatin1(indonesian);
        };
        row("none", 0, "0", "0");
        row("three digits", 999, "999", "999");
        row("four digits", 1204, "1,204", "1.204");
        row("millions", 1183866000, "1,183,866,000", "1.183.866.000");
    }
    void grouped_count_isWrittenAsTheLanguageDoes()
    {
        QFETCH(quint64, count);
        QLocale::setDefault(QLocale(QLocale::Indonesian));
        QTEST(grouped(count), "indonesian");
        QLocale::setDefault(QLocale(QLocale::English));
        QTEST(grouped(count), "english");
    }

    void banner_floats_andNothingBelowItMoves()
    {
        QWidget page;
        auto *column = new QVBoxLayout(&page);
        auto *button = new QPushButton(QStringLiteral("Send"), &page);
        column->addWidget(button);
        auto *banner = new ErrorBanner(&page);
        banner->setFloating(12);
        page.resize(400, 300);
        show(page);
        const QRect before = button->geometry();
        banner->show(ErrorBanner::Severity::Information,
                     QStringLiteral("Written: raw_orders, P1, offset 7."));
        banner->setAction(QStringLiteral("Show it"));
        QCOMPARE(button->geometry(), before);
        QVERIFY(page.rect().contains(banner->geometry()));
        page.resize(300, 200);
        QTRY_VERIFY(page.rect().contains(banner->geometry()));
        QCOMPARE(banner->geometry().bottom(), page.rect().bottom() - 12);
    }

    void segmentedControl_arrowKeys_moveTheChoice()
    {
        SegmentedControl control;
        control.setOptions({{QStringLiteral("a"), QStringLiteral("A"), {}},
                            {QStringLiteral("b"), QStringLiteral("B"), {}},
                            {QStringLiteral("c"), QStringLiteral("C"), {}}});
        show(control);
        QSignalSpy chosen(&control, &SegmentedControl::chosen);
        control.findChild<QAbstractButton *>(QStringLiteral("a"))->setFocus();
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Right);
        QCOMPARE(control.current(), QStringLiteral("b"));
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Right);
        QCOMPARE(control.current(), QStringLiteral("c"));
        QCOMPARE(chosen.count(), 2);
        QTest::mouseClick(control.findChild<QAbstractButton *>(QStringLiteral("a")), Qt::LeftButton);
        QCOMPARE(chosen.last().first().toString(), QStringLiteral("a"));
    }
    void segmentedControl_setCurrent_isSilentAndSurvivesNewTexts()
    {
        SegmentedControl control;
        const auto options = [](const QString &prefix) {
            return std::vector<SegmentedControl::Option>{
                {QStringLiteral("a"), prefix + QStringLiteral("A"), {}},
                {QStringLiteral("b"), prefix + QStringLiteral("B"), {}}};
        };
        control.setOptions(options({}));
        QSignalSpy chosen(&control, &SegmentedControl::chosen);
        control.setCurrent(QStringLiteral("b"));
        control.setOptions(options(QStringLiteral("x")));
        QCOMPARE(control.current(), QStringLiteral("b"));
        QVERIFY(control.findChild<QAbstractButton *>(QStringLiteral("b"))->isChecked());
        QCOMPARE(chosen.count(), 0);
    }

    void searchField_escape_emptiesIt()
    {
        SearchField field(QStringLiteral("Filter"));
        show(field);
        QTest::keyClicks(&field, QStringLiteral("ORD-1"));
        QCOMPARE(field.text(), QStringLiteral("ORD-1"));
        QTest::keyClick(&field, Qt::Key_Escape);
        QVERIFY(field.text().isEmpty());
        QCOMPARE(field.accessibleName(), QStringLiteral("Filter"));
    }

    void wrapRow_goesOnInTheNextLineWhereTheWidthEnds()
    {
        QWidget box;
        auto *row = new WrapRow(&box);
        row->setContentsMargins(0, 0, 0, 0);
        row->setSpacing(8);
        std::vector<QWidget *> parts;
        for (int i = 0; i < 4; ++i) {
            parts.push_back(new QWidget);
            parts.back()->setFixedSize(100, 30);
            row->addWidget(parts.back());
        }
        parts[1]->hide();
        box.resize(210, 80);
        show(box);
        QCOMPARE(row->heightForWidth(210), 30 + 8 + 30);
        QCOMPARE(row->heightForWidth(316), 30);
        QCOMPARE(parts[0]->pos(), QPoint(0, 0));
        QCOMPARE(parts[2]->pos(), QPoint(108, 0));
        QCOMPARE(parts[3]->pos(), QPoint(0, 38));
        QCOMPARE(row->minimumSize().width(), 100);
    }

    void iconButton_hasNameTipAndShortcut()
    {
        IconButton button(QStringLiteral("play"), QStringLiteral("Play"));
        button.setShortcut(Qt::Key_F5);
        button.setLabel(QStringLiteral("Jalankan"));
        QCOMPARE(button.text(), QStringLiteral("Jalankan"));
        QCOMPARE(button.toolTip(), QStringLiteral("Jalankan (F5)"));
        QCOMPARE(button.shortcut(), QKeySequence(Qt::Key_F5));
    }
    void iconButton_states_lookDifferent()
    {
        QWidget window;
        IconButton button(QStringLiteral("play"), QStringLiteral("Play"), &window);
        auto *other = new QPushButton(&window);
        other->move(100, 100);
        show(window);
        button.resize(button.sizeHint());
        other->setFocus(Qt::TabFocusReason);
        const QImage plain = button.grab().toImage();
        button.setDown(true);
        QVERIFY(button.grab().toImage() != plain);
        button.setDown(false);
        button.setEnabled(false);
        QVERIFY(button.grab().toImage() != plain);
        button.setEnabled(true);
        QTest::keyClick(other, Qt::Key_Tab); // the ring is for the keyboard
        QVERIFY(button.hasFocus());
        QVERIFY(button.grab().toImage() != plain);
    }

    void pill_text_isNameAndWidth()
    {
        Pill pill(GreenAccent, QStringLiteral("up"));
        const int narrow = pill.sizeHint().width();
        pill.setText(QStringLiteral("recovering"));
        QVERIFY(pill.sizeHint().width() > narrow);
        QCOMPARE(pill.sizeHint().height(), 22);
        QCOMPARE(pill.accessibleName(), QStringLiteral("recovering"));
        Theme::instance().setScale(2);
        QCOMPARE(pill.sizeHint().height(), 44);
    }
    void pill_marks_haveDifferentShapes()
    {
        std::vector<QImage> seen;
        for (const Mark mark : {Mark::Dot, Mark::Square, Mark::Diamond, Mark::Triangle}) {
            Pill pill(GreenAccent, QStringLiteral("x"));
            pill.setMark(mark);
            pill.resize(pill.sizeHint());
            const QImage image = pill.grab().toImage();
            QVERIFY(std::find(seen.begin(), seen.end(), image) == seen.end());
            seen.push_back(image);
        }
    }

    void textLabel_elided_showsWhatFitsAndNoLess()
    {
        TextLabel label(TextRole::Title);
        label.setElided(true);
        for (const double scale : {1.0, 1.25, 1.5, 2.0}) {
            Theme::instance().setScale(scale);
            for (const char *text : {"Pengaturan", "Data", "raw_orders", "enriched_activities"}) {
                label.setText(QLatin1String(text));
                QCOMPARE(
                    label.fontMetrics().elidedText(label.text(), Qt::ElideRight, label.sizeHint().width()),
                    label.text());
            }
        }
        QVERIFY(label.minimumSizeHint().width() < label.sizeHint().width());
    }

    void keyValueRows_link_isActivatedByMouseAndKey()
    {
        KeyValueRows rows;
        rows.setRows({{QStringLiteral("topic"), QStringLiteral("raw_orders"), Token::Text,
                       QStringLiteral("topic:raw_orders")},
                      {QStringLiteral("source"), QStringLiteral("generator"), Token::Text, {}}});
        show(rows);
        QSignalSpy links(&rows, &KeyValueRows::linkActivated);
        const QList<QAbstractButton *> values = rows.findChildren<QAbstractButton *>();
        QCOMPARE(values.size(), 2);
        QTest::mouseClick(values[0], Qt::LeftButton);
        values[0]->setFocus();
        QTest::keyClick(values[0], Qt::Key_Space);
        QTest::mouseClick(values[1], Qt::LeftButton);
        QCOMPARE(links.count(), 2);
        QCOMPARE(links.first().first().toString(), QStringLiteral("topic:raw_orders"));
    }
    void keyValueRows_update_keepsTheWidgets()
    {
        KeyValueRows rows;
        rows.setRows({{QStringLiteral("lag"), QStringLiteral("1"), Token::Text, {}}});
        QAbstractButton *before = rows.findChild<QAbstractButton *>();
        rows.setRows({{QStringLiteral("lag"), QStringLiteral("2"), Token::Text, {}}});
        QCOMPARE(rows.findChild<QAbstractButton *>(), before);
        QCOMPARE(before->text(), QStringLiteral("2"));
        rows.setRows({});
        QVERIFY(!rows.findChild<QAbstractButton *>());
    }

    void sheet_opensAtTheRightEdgeAndClosesByEscape()
    {
        QWidget window;
        window.resize(900, 600);
        auto *below = new QPushButton(QStringLiteral("below"), &window);
        show(window);
        below->setFocus();
        Sheet sheet(&window);
        sheet.setHeader(QStringLiteral("server"), GreenAccent, QStringLiteral("Broker"));
        sheet.setContent(new TextLabel(TextRole::Body));
        QSignalSpy closed(&sheet, &Sheet::closed);
        sheet.open();
        QVERIFY(sheet.isVisible());
        QCOMPARE(sheet.geometry().right(), window.width() - 1);
        QCOMPARE(sheet.height(), window.height());
        window.resize(1000, 500);
        QCOMPARE(sheet.geometry().right(), window.width() - 1);
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Escape);
        QVERIFY(!sheet.isVisible());
        QCOMPARE(closed.count(), 1);
        QVERIFY(below->hasFocus());
    }
    void sheet_withMotion_arrives()
    {
        Theme::instance().setReducedMotion(false);
        QWidget window;
        window.resize(900, 600);
        show(window);
        Sheet sheet(&window);
        sheet.open();
        QTRY_COMPARE(sheet.geometry().right(), window.width() - 1);
        sheet.close();
        QTRY_VERIFY(!sheet.isVisible());
    }
    /// Whatever a sheet is for, one finds its buttons at the same places.
    void sheet_footer_hasTheOneThatClosesAtTheLeftAndTheConfirmingOneAtTheRight()
    {
        QWidget window;
        window.resize(1000, 500);
        window.show();
        Sheet sheet(&window);
        auto *dismiss = sheet.findChild<QPushButton *>(QStringLiteral("dismissSheet"));
        sheet.open();
        QVERIFY(!dismiss->isVisible()); // nothing to confirm
        auto *test = new QPushButton(QStringLiteral("Test"), &sheet);
        auto *save = new QPushButton(QStringLiteral("Save"), &sheet);
        auto *remove = new QPushButton(QStringLiteral("Remove"), &sheet);
        sheet.addToFooter(test, Sheet::FooterButton::Beside);
        sheet.addToFooter(save, Sheet::FooterButton::Confirms);
        sheet.addToFooter(remove, Sheet::FooterButton::Removes);
        QTRY_VERIFY(dismiss->isVisible()
                    && save->geometry().right() > save->parentWidget()->width() - px(24));
        QVERIFY(dismiss->x() < remove->x() && remove->x() < test->x() && test->x() < save->x());
        QVERIFY(test->x() > remove->geometry().right() + px(40));
        QCOMPARE(save->width(), save->sizeHint().width());
        QVERIFY(isSolid(save) && !isSolid(dismiss) && !isSolid(test));
        QCOMPARE(dismiss->text(), QStringLiteral("Cancel"));
        sheet.setDismissal(Sheet::Dismissal::Close);
        QCOMPARE(dismiss->text(), QStringLiteral("Close"));
        QTest::mouseClick(dismiss, Qt::LeftButton);
        QVERIFY(!sheet.isOpen());
    }
    void sheet_inNarrowParent_isNotWider()
    {
        QWidget window;
        window.resize(300, 400);
        show(window);
        Sheet sheet(&window);
        sheet.open();
        QCOMPARE(sheet.width(), window.width());
    }

    void errorBanner_saysWhatAndOffersTheAction()
    {
        QWidget window;
        QHBoxLayout layout(&window);
        auto *banner = new ErrorBanner(&window);
        layout.addWidget(banner);
        QVERIFY(banner->isHidden());
        banner->show(ErrorBanner::Severity::Warning, QStringLiteral("The broker is gone."));
        banner->setAction(QStringLiteral("Replay"));
        banner->setClosable(true);
        show(window);
        QSignalSpy action(banner, &ErrorBanner::actionRequested);
        QTest::mouseClick(banner->findChild<QPushButton *>(), Qt::LeftButton);
        QCOMPARE(action.count(), 1);
        QCOMPARE(banner->accessibleName(), QStringLiteral("The broker is gone."));
        QTest::mouseClick(banner->findChild<IconButton *>(), Qt::LeftButton);
        QVERIFY(banner->isHidden());
    }
    void emptyState_action_isReported()
    {
        EmptyState state(QStringLiteral("dead-letter"));
        state.setTexts(QStringLiteral("No dead letters"),
                       QStringLiteral("All records could be transformed."));
        state.setAction(QStringLiteral("Send one"));
        show(state);
        QSignalSpy action(&state, &EmptyState::actionRequested);
        QTest::mouseClick(state.findChild<QPushButton *>(), Qt::LeftButton);
        QCOMPARE(action.count(), 1);
    }
    void statTile_nameHoldsFigureAndMeaning()
    {
        StatTile tile;
        tile.setCaption(QStringLiteral("in"));
        tile.setFigure(QStringLiteral("312"), QStringLiteral("msg/s"));
        QCOMPARE(tile.accessibleName(), QStringLiteral("in: 312 msg/s"));
    }
    void sparkline_anyValues_isDrawn()
    {
        for (const std::vector<float> &values : {std::vector<float>{}, std::vector<float>{1},
                                                 std::vector<float>{0, 0}, std::vector<float>{1, 5, 2}}) {
            Sparkline line;
            line.resize(80, 24);
            const QImage before = line.grab().toImage();
            line.setValues(values);
            QCOMPARE(line.grab().toImage() == before, values.empty());
        }
    }
    void card_titleIsItsName()
    {
        Card card;
        card.setTitle(QStringLiteral("raw_orders"));
        card.setIcon(QStringLiteral("topic"), BlueAccent, true);
        QCOMPARE(card.accessibleName(), QStringLiteral("raw_orders"));
    }
    void table_followsTheScale()
    {
        QTableWidget table(2, 2);
        setUpTable(&table);
        QCOMPARE(table.verticalHeader()->defaultSectionSize(), 28);
        Theme::instance().setScale(1.5);
        QCOMPARE(table.verticalHeader()->defaultSectionSize(), 42);
        QCOMPARE(table.horizontalHeader()->height(), 51);
    }
    void hoveredTable_shadesTheWholeRow()
    {
        QTableWidget table(3, 2);
        setUpTable(&table);
        table.resize(400, 200);
        show(table);
        const auto ground = [&table](int row) {
            const QRect cell = table.visualRect(table.model()->index(row, 1));
            return table.viewport()->grab().toImage().pixelColor(cell.center());
        };
        const QRect first = table.visualRect(table.model()->index(1, 0));
        QTest::mouseMove(table.viewport(), first.center());
        QTRY_COMPARE(ground(1), Theme::instance().color(Token::Surface2));
        QCOMPARE(ground(0), Theme::instance().color(Token::Surface));
        QTest::mouseMove(table.viewport(), first.center() + QPoint(0, first.height()));
        QTRY_COMPARE(ground(2), Theme::instance().color(Token::Surface2));
        QCOMPARE(ground(1), Theme::instance().color(Token::Surface));
    }

    void wholeRows_theRowAtTheLowerEdgeIsNotCut_andComesWhenOneScrolls()
    {
        QStandardItemModel model(40, 1);
        for (int row = 0; row < model.rowCount(); ++row)
            model.setItem(row, 0, new QStandardItem(QStringLiteral("MMMMMMMM")));
        WholeRows<QTableView> table;
        table.setModel(&model);
        setUpTable(&table);
        table.resize(300, 40 + 28 * 5);
        show(table);
        const int height = table.viewport()->height();
        const int cut = table.rowAt(height - 1);
        const int top = table.rowViewportPosition(cut);
        QVERIFY(top > 0 && top + table.rowHeight(cut) > height);
        const auto isEmptyBelow = [&](int y) {
            const QImage picture = table.viewport()->grab().toImage();
            for (int x = 0; x < picture.width(); ++x)
                if (picture.pixelColor(x, y) != picture.pixelColor(picture.width() - 1, picture.height() - 1))
                    return false;
            return true;
        };
        QVERIFY(isEmptyBelow(top + (height - top) / 2));
        QVERIFY(!table.indexAt({20, height - 1}).isValid()); // what is not seen is not clicked
        QVERIFY(table.indexAt({20, top - 2}).isValid());
        table.verticalScrollBar()->setValue(1);
        QCOMPARE(table.indexAt({20, top - 2}).row(), cut);
        QVERIFY(!isEmptyBelow(top - table.rowHeight(cut) / 2));
        table.verticalScrollBar()->setValue(table.verticalScrollBar()->maximum());
        QCOMPARE(table.indexAt(table.visualRect(model.index(39, 0)).center()).row(), 39);
    }

    void card_narrow_theSecondTextGivesWayBeforeTheTitle()
    {
        Card card;
        card.setTitle(QStringLiteral("Lag and rebalances"));
        card.setSubtitle(QStringLiteral("while nobody reads a partition, its lag rises"));
        auto *button = new QPushButton(QStringLiteral("Chart"), &card);
        card.addAction(button);
        card.resize(600, 100);
        show(card);
        const auto labels = card.findChildren<TextLabel *>();
        TextLabel *title = labels.at(0);
        TextLabel *subtitle = labels.at(1);
        QVERIFY(title->isVisible() && subtitle->isVisible());
        card.resize(title->sizeHint().width() + button->sizeHint().width() + 70, 100);
        QTRY_VERIFY(!subtitle->isVisible());
        QTRY_VERIFY(title->width() >= title->sizeHint().width());
        card.resize(600, 100);
        QTRY_VERIFY(subtitle->isVisible());
    }

    void spinBox_showsItsLargestValue()
    {
        QSpinBox spin;
        spin.setMaximum(99999);
        spin.setValue(99999);
        show(spin);
        auto *edit = spin.findChild<QLineEdit *>();
        QVERIFY(edit->fontMetrics().horizontalAdvance(spin.text()) + 1 <= edit->width());
        QVERIFY(spin.height() >= 32);
    }

private:
    static void show(QWidget &widget)
    {
        widget.show();
        QApplication::setActiveWindow(&widget);
        QVERIFY(QTest::qWaitForWindowActive(&widget));
    }
};

PK_WINDOW_TEST(TestViews)
#include "tst_views.moc"
