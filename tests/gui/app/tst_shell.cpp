#include "app/popover.h"
#include "app/rate_slider.h"
#include "shell_bed.h"
#include "views/command_box.h"
#include "views/error_banner.h"
#include "views/icon_button.h"
#include "views/pill.h"

#include <QComboBox>
#include <QLineEdit>
#include <QPushButton>
#include <QSet>
#include <QSignalSpy>
#include <QSlider>

#include <cmath>

using namespace pk::gui;

class TestShell : public ShellTest
{
    Q_OBJECT

private Q_SLOTS:
    void start_showsTheFirstPage_andMakesOnlyThat()
    {
        show();
        QCOMPARE(m_window->currentPage(), QStringLiteral("flow"));
        QCOMPARE(m_made, QStringList{QStringLiteral("flow")});
        m_window->showPage(QStringLiteral("no-such-page"));
        QCOMPARE(m_window->currentPage(), QStringLiteral("flow"));
    }
    void start_again_opensTheLastPage()
    {
        show();
        m_window->showPage(QStringLiteral("groups"));
        newWindow();
        show();
        QCOMPARE(m_window->currentPage(), QStringLiteral("groups"));
    }
    void geometry_isRestored()
    {
        show();
        m_window->setGeometry(40, 30, 960, 700);
        m_window->close();
        newWindow();
        QCOMPARE(m_window->size(), QSize(960, 700));
    }

    void rail_click_showsThePage()
    {
        show();
        QTest::mouseClick(child<QAbstractButton>("messages"), Qt::LeftButton);
        QCOMPARE(m_window->currentPage(), QStringLiteral("messages"));
        QVERIFY(m_window->page(QStringLiteral("messages"))->isVisible());
        QVERIFY(m_window->windowTitle().startsWith(QStringLiteral("messages en")));
    }
    void rail_keys_goThroughAllPagesAndAround()
    {
        show();
        child<QAbstractButton>("flow")->setFocus();
        QStringList seen;
        for (int i = 0; i < 4; ++i) {
            QTest::keyClick(QApplication::focusWidget(), Qt::Key_Down);
            seen << m_window->currentPage();
        }
        QCOMPARE(seen,
                 (QStringList{QStringLiteral("messages"), QStringLiteral("groups"),
                              QStringLiteral("settings"), QStringLiteral("flow")}));
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Up);
        QCOMPARE(m_window->currentPage(), QStringLiteral("settings"));
        QTest::keyClick(m_window.get(), Qt::Key_2, Qt::ControlModifier);
        QTRY_COMPARE(m_window->currentPage(), QStringLiteral("messages"));
        QTest::keyClick(m_window.get(), Qt::Key_Comma, Qt::ControlModifier);
        QTRY_COMPARE(m_window->currentPage(), QStringLiteral("settings"));
    }
    void rail_lowWindow_keepsEveryTileInReach()
    {
        for (int i = 0; i < 6; ++i)
            m_window->addPage(pageNamed(QStringLiteral("extra%1").arg(i)));
        m_settings->setScale(QStringLiteral("2"));
        m_window->resize(1280, 800);
        show();
        QList<QRect> places;
        for (const char *id : {"flow", "messages", "groups", "extra0", "extra5", "settings"}) {
            const auto *tile = child<QAbstractButton>(id);
            QVERIFY(tile->parentWidget()->rect().contains(tile->geometry()));
            for (const QRect &other : places)
                QVERIFY(!other.intersects(tile->geometry()));
            places << tile->geometry();
        }
    }

    void transport_buttons_ask()
    {
        show();
        QVERIFY(!child<QWidget>("stepHop")->isEnabled());
        QTest::mouseClick(child<QWidget>("playPause"), Qt::LeftButton);
        QTest::mouseClick(child<QWidget>("stepHop"), Qt::LeftButton);
        QTest::mouseClick(child<QWidget>("stepRecord"), Qt::LeftButton);
        QTest::mouseClick(child<QWidget>("stepToCommit"), Qt::LeftButton);
        QTest::mouseClick(child<QWidget>("playPause"), Qt::LeftButton);
        QCOMPARE(
            m_transport->asked,
            (QStringList{QStringLiteral("pause"), QStringLiteral("stepHop"), QStringLiteral("stepRecord"),
                         QStringLiteral("stepToCommit"), QStringLiteral("play")}));
        QCOMPARE(child<IconButton>("playPause")->text(), QStringLiteral("Pause"));
    }
    /// A button that is pressed by its shortcut tells so a moment later.
    void transport_shortcuts_workOnEveryPage()
    {
        show();
        m_window->showPage(QStringLiteral("groups"));
        const std::pair<Qt::Key, QString> keys[] = {{Qt::Key_F5, QStringLiteral("pause")},
                                                    {Qt::Key_F10, QStringLiteral("stepHop")},
                                                    {Qt::Key_F8, QStringLiteral("stepRecord")},
                                                    {Qt::Key_F9, QStringLiteral("stepToCommit")}};
        for (const auto &[key, asked] : keys) {
            QTest::keyClick(m_window.get(), key);
            QTRY_COMPARE(m_transport->asked.value(m_transport->asked.size() - 1), asked);
        }
        QCOMPARE(m_transport->asked.size(), 4);
    }
    /// As presenters' clickers send it.
    void clicker_next_isTheNextRecordWhileStepsAreConducted()
    {
        show();
        m_window->showPage(QStringLiteral("flow"));
        QWidget *page = m_window->page(QStringLiteral("flow"));
        page->setFocusPolicy(Qt::StrongFocus);
        page->setFocus();
        for (const Qt::Key key :
             {Qt::Key_PageDown, Qt::Key_PageUp, Qt::Key_Period, Qt::Key_B, Qt::Key_Escape})
            QTest::keyClick(page, key);
        QCOMPARE(m_transport->asked, QStringList()); // it runs by itself
        m_transport->runState = TransportState::Paused;
        Q_EMIT m_transport->changed();
        QTest::keyClick(page, Qt::Key_PageUp);
        QTest::keyClick(page, Qt::Key_PageDown);
        QCOMPARE(m_transport->asked, QStringList{QStringLiteral("stepRecord")});
        m_window->showPage(QStringLiteral("groups"));
        QTest::keyClick(m_window.get(), Qt::Key_PageDown);
        QCOMPARE(m_transport->asked.size(), 1); // there it scrolls
    }
    /// It has been in the menu of a narrower window, where it was not seen while the scale changed.
    void rate_backInTheBar_isWrittenAsLargeAsTheRest()
    {
        show();
        m_window->resize(1920, 1080);
        m_window->resize(1280, 800);
        m_settings->setScale(QStringLiteral("2"));
        QCoreApplication::processEvents();
        auto *slider = m_window->findChild<RateSlider *>();
        QVERIFY(!slider->isVisible());
        m_window->resize(1920, 1080);
        QTRY_VERIFY(slider->isVisible());
        for (const TextLabel *label : slider->findChildren<TextLabel *>())
            QCOMPARE(label->font().pixelSize(), Theme::instance().font(TextRole::Small).pixelSize());
    }
    void focusedButtonThatIsDisabled_leavesTheFocusToNobody()
    {
        show();
        QWidget *button = child<QWidget>("playPause");
        button->setFocus();
        QCOMPARE(QApplication::focusWidget(), button);
        button->setEnabled(false);
        QVERIFY(QApplication::focusWidget() != child<QWidget>("flow"));
    }

    void transport_whileStopping_asksNothing()
    {
        m_transport->runState = TransportState::Stopping;
        Q_EMIT m_transport->changed();
        show();
        QTest::keyClick(m_window.get(), Qt::Key_F5);
        QVERIFY(m_transport->asked.isEmpty());
    }
    void rate_slider_isLogarithmicAndEndsAtMax()
    {
        QCOMPARE(rateOfStop(0), 1.0);
        QVERIFY(std::isinf(rateOfStop(lastStop())));
        for (int stop = 0; stop <= lastStop(); ++stop)
            QCOMPARE(stopOfRate(rateOfStop(stop)), stop);
        for (int stop = 1; stop < lastStop(); ++stop)
            QVERIFY(rateOfStop(stop) > rateOfStop(stop - 1) && rateOfStop(stop) <= 2 * rateOfStop(stop - 1));
    }
    void rate_keys_askForIt()
    {
        m_window->resize(1600, 900);
        show();
        auto *slider = m_window->findChild<RateSlider *>()->slider();
        QCOMPARE(slider->value(), stopOfRate(4));
        slider->setFocus();
        QTest::keyClick(slider, Qt::Key_Right);
        QCOMPARE(m_transport->wantedRate, 5.0);
        QTest::keyClick(slider, Qt::Key_End);
        QVERIFY(std::isinf(m_transport->wantedRate));
    }
    void rate_fromOutside_isShownAndNotAskedAgain()
    {
        show();
        m_transport->wantedRate = 300;
        Q_EMIT m_transport->changed();
        QCOMPARE(m_window->findChild<RateSlider *>()->rate(), 300.0);
        QVERIFY(m_transport->asked.isEmpty());
    }
    void source_choice_asksAndKeepsTheUnavailableOut()
    {
        m_window->resize(1600, 900);
        show();
        auto *box = child<QComboBox>("source");
        box->setFocus();
        QTest::keyClick(box, Qt::Key_Down);
        QCOMPARE(m_transport->chosenSource, QStringLiteral("csv"));
        QTest::keyClick(box, Qt::Key_Down);
        QCOMPARE(m_transport->chosenSource, QStringLiteral("csv"));
        QCOMPARE(box->itemData(2, Qt::ToolTipRole).toString(), QStringLiteral("Needs MySQL."));
    }
    void topBar_narrow_movesTheRestIntoAPopover()
    {
        m_settings->setScale(QStringLiteral("2"));
        m_window->resize(1280, 800);
        show();
        QVERIFY(!child<QComboBox>("source")->isVisible());
        QTest::mouseClick(child<QWidget>("more"), Qt::LeftButton);
        QTRY_VERIFY(child<QComboBox>("source")->isVisible());
        QVERIFY(m_window->findChild<RateSlider *>()->isVisible());
        QTest::keyClick(m_window->findChild<Popover *>(), Qt::Key_Escape);
        m_window->resize(2600, 900);
        QTRY_VERIFY(child<QComboBox>("source")->isVisible());
        QVERIFY(!child<QWidget>("more")->isVisible());
    }

    void topBar_anyWidthAndScale_neverShortensThePagesName()
    {
        show();
        m_window->showPage(QStringLiteral("messages"));
        for (const char *scale : {"1", "1.5", "2"}) {
            m_settings->setScale(QLatin1String(scale));
            for (int width = std::max(1'000, Theme::instance().px(600)); width <= 1'920; width += 20) {
                m_window->resize(width, 900);
                QCoreApplication::processEvents();
                for (const TextLabel *label : m_window->findChildren<TextLabel *>()) {
                    if (label->isVisible() && label->text() == QLatin1String("messages en"))
                        QVERIFY2(label->width() >= label->sizeHint().width(),
                                 qPrintable(QStringLiteral("%1 at %2").arg(width).arg(QLatin1String(scale))));
                }
            }
        }
    }

    void belowTheBadge_isTheWayToTheFidelitySheet()
    {
        show();
        askWhatIsReal();
        Sheet *sheet = openSheet();
        QVERIFY(sheet);
        QCOMPARE(sheet->accessibleName(), QStringLiteral("Embedded broker"));
        QVERIFY(sheet->findChildren<Pill *>().size() >= 8);
        QVERIFY(!sheet->findChild<CommandBox *>(QStringLiteral("brokerLogs"))); // it writes nothing down
        m_transport->healthy = false;
        m_transport->nodeLogs = QStringList{QStringLiteral("/data/local-1/node-1/node.log")};
        m_transport->logCommand = QStringLiteral("tail -n 40 -F /data/local-1/node-1/node.log");
        Q_EMIT m_transport->changed();
        QCOMPARE(sheet->accessibleName(), QStringLiteral("Broker is gone"));
        auto *log = sheet->findChild<CommandBox *>(QStringLiteral("brokerLogs"));
        QVERIFY(log && log->isVisible());
        QCOMPARE(log->command(), m_transport->logCommand);
        Q_EMIT m_transport->changed(); // of something else: what is read there is not made anew
        QVERIFY(sheet->findChild<CommandBox *>(QStringLiteral("brokerLogs")) == log);
        askWhatIsReal();
        QVERIFY(!openSheet());
    }
    void anotherPage_closesTheFidelitySheet()
    {
        show();
        askWhatIsReal();
        QVERIFY(openSheet());
        m_window->showPage(m_window->currentPage());
        QVERIFY(openSheet());
        QTest::mouseClick(child<QAbstractButton>("messages"), Qt::LeftButton);
        QVERIFY(!openSheet());
    }
    void status_error_isShownListedAndCleared()
    {
        show();
        QVERIFY(!child<QWidget>("errors")->isVisible());
        Q_EMIT m_transport->failed(QStringLiteral("The disk is full."));
        Q_EMIT m_transport->failed(QStringLiteral("The broker is gone."));
        QCOMPARE(child<PillButton>("errors")->text(), QStringLiteral("2"));
        QTest::mouseClick(child<QWidget>("errors"), Qt::LeftButton);
        QVERIFY(openSheet());
        QTest::mouseClick(child<QWidget>("clearErrors"), Qt::LeftButton);
        QVERIFY(!openSheet());
        QVERIFY(!child<QWidget>("errors")->isVisible());
    }
    void status_errorThatIsOver_isNoLongerShownButListed()
    {
        show();
        auto *news = child<QLabel>("news");
        Q_EMIT m_transport->failed(QStringLiteral("The broker is gone."), QStringLiteral("broker"));
        QCOMPARE(news->palette().color(QPalette::WindowText), Theme::instance().color(Token::RoseText));
        Q_EMIT m_transport->recovered(QStringLiteral("The broker runs again."), QStringLiteral("broker"));
        QCOMPARE(news->text(), QStringLiteral("The broker runs again."));
        QCOMPARE(news->palette().color(QPalette::WindowText), Theme::instance().color(Token::Muted));
        QCOMPARE(child<PillButton>("errors")->text(), QStringLiteral("1"));
        QVERIFY(child<PillButton>("errors")->accent() == PlainAccent); // that something is over is no error
        Q_EMIT m_transport->failed(QStringLiteral("The disk is full."));
        QVERIFY(child<PillButton>("errors")->accent() == RoseAccent);
        QCOMPARE(news->text(), QStringLiteral("The disk is full."));
        QCOMPARE(news->palette().color(QPalette::WindowText), Theme::instance().color(Token::RoseText));
    }
    void status_news_followTheLanguage()
    {
        show();
        auto *news = child<QLabel>("news");
        const auto settings = [] { return QCoreApplication::translate("app", "Settings"); }; // any text
        Q_EMIT m_transport->failed(settings, QStringLiteral("broker"));
        QTest::mouseClick(child<QWidget>("errors"), Qt::LeftButton);
        const auto listed = [this] { return openSheet()->findChild<ErrorBanner *>()->sentence(); };
        QCOMPARE(news->text(), QStringLiteral("Settings"));
        QCOMPARE(listed(), QStringLiteral("Settings"));
        m_settings->setLanguage(QStringLiteral("id"));
        QTRY_COMPARE(news->text(), QStringLiteral("Pengaturan"));
        QTRY_COMPARE(listed(), QStringLiteral("Pengaturan"));
        // What cannot be said in the other language goes from the line; it stays in the list.
        Q_EMIT m_transport->failed(QStringLiteral("Cakram penuh."));
        QCOMPARE(news->text(), QStringLiteral("Cakram penuh."));
        m_settings->setLanguage(QStringLiteral("en"));
        QTRY_COMPARE(news->text(), QStringLiteral("Settings"));
        QTRY_COMPARE(listed(), QStringLiteral("Cakram penuh."));
    }
    void status_regime_isSaid_data()
    {
        QTest::addColumn<Regime>("regime");
        QTest::addColumn<QString>("text");
        QTest::newRow("conducted") << Regime::Conducted
                                   << QStringLiteral("Langkah terkendali \u00b7 urutan = seed 7");
        QTest::newRow("free") << Regime::Free
                              << QStringLiteral(
                                     "Berjalan bebas \u00b7 isi sama, urutan antar-partition bebas");
        QTest::newRow("foreign") << Regime::ForeignClients
                                 << QStringLiteral("Ada klien lain: urutan tidak dijamin");
    }
    void status_regime_isSaid()
    {
        QFETCH(Regime, regime);
        QFETCH(QString, text);
        m_settings->setLanguage(QStringLiteral("id"));
        show();
        m_transport->runStatus.regime = regime;
        Q_EMIT m_transport->statusChanged();
        QCOMPARE(m_window->findChild<Pill *>()->text(), text);
    }

    void speed_isChosenInItsMenu_byKeys()
    {
        show();
        auto *speed = child<QAbstractButton>("speed");
        QTest::mouseClick(speed, Qt::LeftButton);
        QVERIFY(!speed->isChecked()); // nothing is chosen yet
        QTRY_VERIFY(QApplication::activePopupWidget());
        QWidget *menu = QApplication::activePopupWidget();
        for (int i = 0; i < 3; ++i)
            QTest::keyClick(menu, Qt::Key_Down);
        QTest::keyClick(menu, Qt::Key_Return);
        QCOMPARE(m_transport->asked, QStringList{QStringLiteral("setSpeed")});
        QCOMPARE(m_transport->wantedSpeed, 1.0);
        QVERIFY(speed->isChecked());
    }

    void status_nothingLeftOutInDrawing_isNotSaid()
    {
        show();
        const auto said = [&] { return visibleTexts().filter(QStringLiteral("not drawn")); };
        QCOMPARE(said(), QStringList());
        m_transport->runStatus.droppedInDrawing = 12;
        Q_EMIT m_transport->statusChanged();
        QTRY_COMPARE(said(), QStringList{QStringLiteral("12 not drawn")});
    }

    void language_flip_whileShown_reachesEverything()
    {
        show();
        askWhatIsReal();
        m_settings->setLanguage(QStringLiteral("id"));
        QTRY_COMPARE(child<IconButton>("playPause")->text(), QStringLiteral("Jeda"));
        QCOMPARE(child<QAbstractButton>("settings")->text(), QStringLiteral("Pengaturan"));
        QVERIFY(child<QAbstractButton>("settings")->toolTip().contains(QStringLiteral("Pengaturan")));
        QVERIFY(openSheet()->findChild<Pill *>()->text() == QStringLiteral("nyata"));
        QApplication::setActiveWindow(m_window.get());
        QTest::keyClick(m_window.get(), Qt::Key_F5); // a new text must not take the shortcut away
        QTRY_COMPARE(m_transport->asked, QStringList{QStringLiteral("pause")});
        QTest::keyClick(m_window.get(), Qt::Key_3, Qt::ControlModifier);
        QTRY_COMPARE(m_window->currentPage(), QStringLiteral("groups"));
    }
    void theme_andScale_flipWhileShown()
    {
        show();
        const QImage dark = m_window->grab().toImage();
        QTest::mouseClick(child<QWidget>("scheme"), Qt::LeftButton);
        QCOMPARE(m_settings->scheme(), QStringLiteral("light"));
        const QImage light = m_window->grab().toImage();
        QCOMPARE(light.pixelColor(light.width() - 2, 2), Theme::color(Token::Window, Scheme::Light));
        QVERIFY(light != dark);
        m_settings->setScale(QStringLiteral("1.5"));
        QCoreApplication::processEvents();
        QCOMPARE(child<QAbstractButton>("flow")->width(), 63);
        m_settings->setScale(QStringLiteral("1"));
        m_settings->setScheme(QStringLiteral("dark"));
        QTRY_COMPARE(m_window->grab().toImage(), dark);
    }

    void keyboard_tab_reachesEveryControl()
    {
        m_transport->runState = TransportState::Paused; // all steps can be taken
        Q_EMIT m_transport->failed(QStringLiteral("The disk is full."));
        m_window->resize(1600, 900);
        show();
        m_window->showPage(QStringLiteral("settings"));
        QSet<QWidget *> reached;
        for (int i = 0; i < 80; ++i) {
            QTest::keyClick(QApplication::focusWidget() ? QApplication::focusWidget() : m_window.get(),
                            Qt::Key_Tab);
            if (QApplication::focusWidget())
                reached << QApplication::focusWidget();
        }
        for (QWidget *control : m_window->findChildren<QWidget *>()) {
            const auto *button = qobject_cast<QAbstractButton *>(control);
            const bool other = qobject_cast<QComboBox *>(control) || qobject_cast<QSlider *>(control)
                || qobject_cast<QLineEdit *>(control);
            if (!control->isVisible() || !control->isEnabled() || (!button && !other))
                continue;
            if (button && button->group() && !button->isChecked())
                continue; // the arrow keys lead there from the checked one
            QVERIFY2(reached.contains(control),
                     qPrintable(QLatin1String(control->metaObject()->className()) + QLatin1Char(' ')
                                + control->objectName() + QLatin1Char(' ')
                                + (button ? button->text() : QString())));
            QVERIFY2(!control->accessibleName().isEmpty() || (button && !button->text().isEmpty()),
                     control->metaObject()->className());
        }
    }

    void close_idle_closesAtOnce()
    {
        show();
        QVERIFY(m_window->close());
        QCOMPARE(m_shutdown->requests, 0);
    }
    void close_running_stopsInOrderFirst()
    {
        m_shutdown->idle = false;
        show();
        QVERIFY(!m_window->close());
        QVERIFY(!m_window->close()); // an impatient person
        QCOMPARE(m_shutdown->requests, 1);
        Q_EMIT m_shutdown->shutdownProgress(QStringLiteral("Waiting for 12 acknowledgements"), 0.4);
        QTest::keyClick(m_window.get(), Qt::Key_F5); // nothing is begun any more
        QVERIFY(m_transport->asked.isEmpty());
        QVERIFY(m_window->isVisible());
        Q_EMIT m_shutdown->shutdownDone({});
        QVERIFY(!m_window->isVisible());
    }
    void close_deadline_saysWhatWasGivenUp()
    {
        m_shutdown->idle = false;
        m_window->setShutdownDeadline(20);
        show();
        m_window->close();
        Q_EMIT m_shutdown->shutdownProgress(QStringLiteral("Waiting for 12 acknowledgements"), 0.4);
        QTRY_VERIFY(child<QPushButton>("closeNow")->isVisible());
        QVERIFY(visibleTexts().contains(
            QStringLiteral("This did not end in time and was given up: Waiting for 12 acknowledgements")));
        QTest::mouseClick(child<QPushButton>("closeNow"), Qt::LeftButton);
        QVERIFY(!m_window->isVisible());
    }
    void close_notAllStopped_isSaid()
    {
        m_shutdown->idle = false;
        show();
        m_window->close();
        Q_EMIT m_shutdown->shutdownDone(QStringLiteral("The loader did not answer."));
        QVERIFY(m_window->isVisible());
        QVERIFY(visibleTexts().contains(QStringLiteral("The loader did not answer.")));
    }
};

PK_WINDOW_TEST(TestShell)
#include "tst_shell.moc"
