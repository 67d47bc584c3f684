// What lies over the pages or stands in their place: errors, a start that failed, notes, sheets; and their
// keys. What the top bar says of the run.

#include "app/popover.h"
#include "app/rate_slider.h"
#include "app/status_line.h"
#include "app/transport_bar.h"
#include "shell_bed.h"
#include "theme/app_style.h"
#include "views/icon_button.h"
#include "views/pill.h"
#include "views/text_label.h"

#include <QComboBox>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QVBoxLayout>

#include <set>

using namespace pk::gui;

class TestShellStates : public ShellTest
{
    Q_OBJECT

private Q_SLOTS:
    void status_errors_haveTheirTimes_andSayWhatIsOver()
    {
        show();
        QDateTime now(QDate(2026, 3, 4), QTime(10, 42, 7));
        m_window->findChild<StatusLine *>()->setClock([&now] { return now; });
        Q_EMIT m_transport->failed(QStringLiteral("Offsets were not reset."));
        now = now.addSecs(5);
        Q_EMIT m_transport->failed(QStringLiteral("The broker is gone."), QStringLiteral("broker"));
        QTest::mouseClick(child<QWidget>("errors"), Qt::LeftButton);
        QVERIFY(visibleTexts().contains(QStringLiteral("10:42:07")));
        QVERIFY(visibleTexts().contains(QStringLiteral("10:42:12 \u00b7 not over yet")));
        now = now.addSecs(20);
        Q_EMIT m_transport->recovered(QStringLiteral("The broker runs again."), QStringLiteral("broker"));
        QVERIFY(visibleTexts().contains(
            QStringLiteral("10:42:12 \u00b7 over since 10:42:32"))); // while it is open
        QVERIFY(visibleTexts().contains(QStringLiteral("10:42:07")));
    }
    void startProblem_isAPage_withWhatToDo()
    {
        show();
        m_transport->runState = TransportState::Failed;
        m_transport->problem = StartProblem{StartProblem::Kind::Warehouse, QStringLiteral("It is damaged."),
                                            QStringLiteral("/data/warehouse.db")};
        Q_EMIT m_transport->changed();
        QVERIFY(visibleTexts().contains(QStringLiteral("It is damaged.")));
        QVERIFY(child<QPushButton>("otherFolder")->isVisible());
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return); // the default
        QCOMPARE(m_transport->asked, QStringList{QStringLiteral("startAgain ")});
        m_window->showPage(QStringLiteral("settings"));
        QVERIFY(!child<QPushButton>("startAgain")->isVisible());
        m_window->showPage(QStringLiteral("flow"));
        QVERIFY(child<QPushButton>("startAgain")->isVisible());
        m_transport->problem.reset();
        m_transport->runState = TransportState::Running;
        Q_EMIT m_transport->changed();
        QVERIFY(!child<QPushButton>("startAgain")->isVisible());
    }
    void note_liesOverThePagesFoot_whichStays_untilClosed()
    {
        show();
        const QRect page = m_window->content()->geometry();
        m_window->showNote(QStringLiteral("Another window is running."), QStringLiteral("/tmp/two"));
        QCOMPARE(m_window->content()->geometry(), page);
        QVERIFY(visibleTexts().contains(QStringLiteral("Another window is running.")));
        auto *note = child<QWidget>("note");
        QVERIFY(note->geometry().top() > page.height() / 2);
        m_window->showPage(QStringLiteral("messages")); // whose page is made only now
        QCOMPARE(m_window->content()->childAt(note->geometry().center())->window(), m_window.get());
        QVERIFY(note->isAncestorOf(m_window->content()->childAt(note->geometry().center()))
                || m_window->content()->childAt(note->geometry().center()) == note);
        for (auto *button : note->findChildren<IconButton *>())
            QTest::mouseClick(button, Qt::LeftButton);
        QVERIFY(!note->isVisible());
    }
    /// Whatever the room, between the shortest page's name and the longest.
    void barStaysAsItIs_fromPageToPage()
    {
        show();
        auto *buttons = m_window->findChild<TransportBar *>();
        for (int width = 860; width <= 1280; width += 12) {
            m_window->resize(width, 720);
            std::set<int> places;
            for (const QString &page : m_window->pageIds()) {
                m_window->showPage(page);
                QCoreApplication::sendPostedEvents();
                places.insert(buttons->mapTo(m_window.get(), QPoint()).x());
            }
            QVERIFY2(places.size() == 1, qPrintable(QString::number(width)));
        }
    }
    /// It is no longer about what the earlier one was about.
    void note_isNotHiddenForAnEarlierOnesSake()
    {
        show();
        const int earlier = m_window->showNote(QStringLiteral("Another window is running."), {});
        int done = 0;
        const int later = m_window->showNote(QStringLiteral("The broker has ended."), {},
                                             QStringLiteral("Again"), [&] { ++done; });
        QVERIFY(!m_window->isNoteShown(earlier));
        m_window->hideNote(earlier);
        QVERIFY(m_window->isNoteShown(later));
        QTest::mouseClick(child<QWidget>("note")->findChild<QPushButton *>(), Qt::LeftButton);
        QCOMPARE(done, 1);
        m_window->hideNote(later);
        QVERIFY(!m_window->isNoteShown(later));
    }
    /// One of the two is enough, and the line has little room.
    void note_takesItsSentenceOutOfTheLine()
    {
        show();
        Q_EMIT m_transport->failed(QStringLiteral("kampus: nobody answers."));
        QVERIFY(child<QLabel>("news")->isVisible());
        Q_EMIT m_transport->switchFailed(QStringLiteral("kampus"), QStringLiteral("Nobody answers."));
        QVERIFY(!child<QLabel>("news")->isVisible());
        QVERIFY(child<QWidget>("errors")->isVisible()); // it is in the list
    }
    void startThatWasGivenUp_isNoFailure()
    {
        show();
        m_transport->runState = TransportState::Failed;
        m_transport->problem = StartProblem{StartProblem::Kind::Cancelled,
                                            QStringLiteral("Given up."),
                                            {},
                                            QStringLiteral("Local Kafka, 3 nodes")};
        m_transport->runStatus.regime = Regime::None;
        Q_EMIT m_transport->changed();
        Q_EMIT m_transport->statusChanged();
        QVERIFY(visibleTexts().contains(QStringLiteral("Nothing runs now")));
        for (const QString &text : visibleTexts())
            QVERIFY2(!text.contains(QLatin1String("cannot be reached"))
                         && !text.contains(QLatin1String("Conducted")),
                     qPrintable(text));
        QVERIFY(child<QPushButton>("useEmbedded")->isVisible());
    }

    void escape_closesASheet_whereverTheFocusIs_andGivesItBack()
    {
        show();
        auto *tile = child<QAbstractButton>("messages");
        tile->setFocus();
        askWhatIsReal();
        QVERIFY(openSheet() && openSheet()->isAncestorOf(QApplication::focusWidget()));
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Escape);
        QVERIFY(!openSheet());
        QCOMPARE(QApplication::focusWidget(), tile);

        askWhatIsReal();
        auto *other = child<QAbstractButton>("groups");
        other->setFocus(); // somebody goes on beneath it
        QTest::keyClick(other, Qt::Key_Escape);
        QVERIFY(!openSheet());
        QCOMPARE(QApplication::focusWidget(), other);
        QSignalSpy unused(m_window.get(), &MainWindow::escapePressed);
        QTest::keyClick(other, Qt::Key_Escape);
        QCOMPARE(unused.count(), 1);
    }
    void enter_pressesTheButtonThatHasTheFocus()
    {
        show();
        child<QAbstractButton>("environment")->setFocus();
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
        QVERIFY(child<QWidget>("environments")->isVisible());
    }
    /// As on a laptop's display, in the longer language.
    void statusLine_withLittleRoom_keepsWhatHappensAndLosesTheRest()
    {
        show();
        m_settings->setLanguage(QStringLiteral("id"));
        m_transport->runStatus.regime = Regime::Conducted;
        m_transport->runStatus.droppedInDrawing = 1'022'265;
        m_transport->runStatus.activity = QStringLiteral(
            "Bridge mengambil producer.kampus.order_items P1 @ 1204 \u2192 berikutnya: transform "
            "mengambil raw_orders P2 @ 388 dan memprosesnya");
        auto *line = m_window->findChild<StatusLine *>();
        class Hint final : public QWidget
        {
        public:
            using QWidget::QWidget;
            QSize sizeHint() const override { return {420, 22}; }
            QSize minimumSizeHint() const override { return {90, 22}; }
        };
        auto *hint = new Hint(line);
        line->add(hint);
        hint->show();
        const auto label = [line](const char *begin) -> QLabel * {
            for (QLabel *one : line->findChildren<QLabel *>()) {
                if (one->text().startsWith(QLatin1String(begin)))
                    return one;
            }
            return nullptr;
        };
        for (const int width : {1920, 1366, 1000}) {
            m_window->resize(width, 768);
            Q_EMIT m_transport->statusChanged();
            QTRY_VERIFY(line->width() > width - 100);
            QLabel *activity = label("Bridge");
            QTRY_COMPARE(activity->width() >= activity->sizeHint().width(), width > 1000);
            int right = 0; // nothing is cut, or lies over another
            for (int i = 0; i < line->layout()->count(); ++i) {
                const QLayoutItem *item = line->layout()->itemAt(i);
                if (item->isEmpty())
                    continue;
                QVERIFY2(item->geometry().left() >= right, qPrintable(QString::number(width)));
                right = item->geometry().right();
            }
            QVERIFY(right < line->width());
            QCOMPARE(label("jurnal")->isVisible(), width > 1366);
            QCOMPARE(line->toolTip().contains(QStringLiteral("raw_orders P2")), width <= 1366);
        }
        delete hint;
        m_settings->setLanguage(QStringLiteral("en"));
    }

    void status_whatIsNoLongerSo_leavesTheLine()
    {
        show();
        auto *news = child<QLabel>("news");
        const auto pause = QStringLiteral("pause");
        Q_EMIT m_transport->failed(QStringLiteral("Pause: not all stopped in time."), {}, pause);
        Q_EMIT m_transport->settled(QStringLiteral("step"));
        QCOMPARE(news->text(), QStringLiteral("Pause: not all stopped in time."));
        Q_EMIT m_transport->settled(pause);
        QVERIFY(!news->isVisible());
        QCOMPARE(child<PillButton>("errors")->text(), QStringLiteral("1"));
        QVERIFY(child<PillButton>("errors")->accent() == PlainAccent);
        // What is said since then stays, and what lasts comes back.
        Q_EMIT m_transport->failed(QStringLiteral("The broker is gone."), QStringLiteral("broker"));
        Q_EMIT m_transport->settled(pause);
        QCOMPARE(news->text(), QStringLiteral("The broker is gone."));
        const auto reset = QStringLiteral("reset load-0");
        Q_EMIT m_transport->recovered(QStringLiteral("load-0 reads on."), {}, reset);
        Q_EMIT m_transport->settled(reset);
        QCOMPARE(news->text(), QStringLiteral("The broker is gone."));
    }

    void status_goodNews_leaveSoonerThanErrors_whichComeBackWhereTheyLast()
    {
        show();
        auto *news = child<QLabel>("news");
        auto *age = m_window->findChild<StatusLine *>()->findChild<QTimer *>();
        Q_EMIT m_transport->failed(QStringLiteral("The broker is gone."), QStringLiteral("broker"));
        QCOMPARE(age->interval(), StatusLine::AgeMs);
        Q_EMIT m_transport->recovered(QStringLiteral("load-0 reads on."), {}, QStringLiteral("reset load-0"));
        QCOMPARE(age->interval(), StatusLine::GoodNewsMs);
        age->start(0);
        QTRY_COMPARE(news->text(), QStringLiteral("The broker is gone."));
        Q_EMIT m_transport->recovered(QStringLiteral("The broker runs again."), QStringLiteral("broker"));
        age->start(0);
        QTRY_VERIFY(!news->isVisible());
    }

    void statusLine_newsAreReadBesideAHint()
    {
        show();
        m_window->resize(1280, 768);
        auto *line = m_window->findChild<StatusLine *>();
        class Hint final : public QWidget
        {
        public:
            using QWidget::QWidget;
            QSize sizeHint() const override { return {420, 22}; }
            QSize minimumSizeHint() const override { return {90, 22}; }
        };
        auto *hint = new Hint(line);
        line->add(hint);
        hint->show();
        auto *news = child<QLabel>("news");
        QTRY_COMPARE(hint->width(), 420);
        Q_EMIT m_transport->failed(QStringLiteral(
            "Berkas sesi tidak dapat ditulis: cakram penuh. Pipeline tetap berjalan; event menunggu."));
        QTRY_VERIFY(hint->width() < 420);
        QTRY_VERIFY2(news->width() >= news->sizeHint().width() || hint->width() == 90,
                     qPrintable(QString::number(news->width())));
        QVERIFY(news->width() > 400);
        delete hint;
    }

    void tab_goesFromTheBarThroughThePageToTheStatusLine()
    {
        Q_EMIT m_transport->failed(QStringLiteral("The disk is full."));
        m_window->resize(1600, 900);
        show();
        m_window->showPage(QStringLiteral("groups")); // a page that was made last
        auto *field = new QLineEdit(m_window->page(QStringLiteral("groups")));
        field->show();
        auto *last = child<QWidget>("scheme");
        last->setFocus();
        QTest::keyClick(last, Qt::Key_Tab);
        QCOMPARE(QApplication::focusWidget(), field);
        QTest::keyClick(field, Qt::Key_Tab);
        QCOMPARE(QApplication::focusWidget(), child<QWidget>("errors"));
        QTest::keyClick(child<QWidget>("errors"), Qt::Key_Tab);
        QCOMPARE(QApplication::focusWidget(), child<QWidget>("groups")); // the rail's
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Backtab);
        QCOMPARE(QApplication::focusWidget(), child<QWidget>("errors"));
    }
    void sheet_enterInAField_pressesTheConfirmingButton_andTabFollowsTheEyes()
    {
        show();
        Sheet sheet(m_window->content());
        auto *confirm = new QPushButton(QStringLiteral("Do it"), &sheet);
        sheet.addToFooter(confirm, Sheet::FooterButton::Confirms);
        auto *body = new QWidget;
        auto *column = new QVBoxLayout(body);
        auto *first = new QLineEdit(body);
        auto *second = new QLineEdit(body);
        column->addWidget(first);
        column->addWidget(second);
        sheet.setContent(body);
        QSignalSpy confirmed(confirm, &QPushButton::clicked);
        sheet.open();
        QCOMPARE(QApplication::focusWidget(), first);
        QTest::keyClick(first, Qt::Key_Return);
        QCOMPARE(confirmed.count(), 1);
        QTest::keyClick(first, Qt::Key_Tab);
        QCOMPARE(QApplication::focusWidget(), second);
        QTest::keyClick(second, Qt::Key_Tab);
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab); // past the one that closes
        QCOMPARE(QApplication::focusWidget(), confirm);
        confirm->setEnabled(false);
        QTest::keyClick(first, Qt::Key_Return);
        QCOMPARE(confirmed.count(), 1);
    }

    /// Some sources open a sheet, which has to be seen.
    void sourceChosenInThePopover_closesIt()
    {
        m_settings->setScale(QStringLiteral("2"));
        m_window->resize(1280, 800);
        show();
        auto *more = child<QWidget>("more");
        QEvent enter(QEvent::Enter);
        QCoreApplication::sendEvent(more, &enter);
        QTest::mouseClick(more, Qt::LeftButton);
        auto *box = child<QComboBox>("source");
        QTRY_VERIFY(box->isVisible());
        QVERIFY(!more->underMouse()); // the popover has the mouse
        QTest::keyClick(box, Qt::Key_Down);
        QCOMPARE(m_transport->chosenSource, QStringLiteral("csv"));
        QVERIFY(!m_window->findChild<Popover *>()->isVisible());
    }

    void rate_ofADatabase_countsTransactions()
    {
        show();
        const auto figure = [this] {
            QStringList texts;
            for (const TextLabel *label : m_window->findChild<RateSlider *>()->findChildren<TextLabel *>())
                texts << label->text();
            return texts.join(QLatin1Char(' '));
        };
        QVERIFY2(figure().contains(QStringLiteral("msg/s")), qPrintable(figure()));
        m_transport->rateOfTransactions = true;
        Q_EMIT m_transport->changed();
        QVERIFY2(figure().contains(QStringLiteral("tx/s")), qPrintable(figure()));
    }

    void step_whileItRuns_saysToPauseFirst()
    {
        show();
        m_transport->runState = TransportState::Running;
        Q_EMIT m_transport->changed();
        QVERIFY(child<QWidget>("stepHop")->toolTip().contains(QStringLiteral("Pause first")));
        m_transport->runState = TransportState::Paused;
        Q_EMIT m_transport->changed();
        QVERIFY(!child<QWidget>("stepHop")->toolTip().contains(QStringLiteral("Pause first")));
    }
};

PK_WINDOW_TEST(TestShellStates)
#include "tst_shell_states.moc"
