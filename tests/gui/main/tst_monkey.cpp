// A person who presses everything: clicks, keys, other languages, sizes and themes, all from a seed. The
// window must neither crash nor complain.

#include "base/pcg32.h"
#include "workbench_fixture.h"

#include <QAbstractButton>
#include <QComboBox>
#include <QContextMenuEvent>
#include <QMenu>
#include <QTimer>

using namespace pk;
using namespace pk::gui;
using pk::test::Desk;

namespace {

QStringList complaints;
QtMessageHandler before = nullptr;

/// What the platform without a display prints by itself.
bool isKnown(const QString &message)
{
    static const char *known[] = {"This plugin does not support", "QStandardPaths: XDG_RUNTIME_DIR not set",
                                  "QStandardPaths: wrong permissions on runtime directory",
                                  "propagateSizeHints"};
    return std::any_of(std::begin(known), std::end(known),
                       [&](const char *text) { return message.contains(QLatin1String(text)); });
}

void listen(QtMsgType type, const QMessageLogContext &context, const QString &message)
{
    if (type != QtDebugMsg && type != QtInfoMsg && !isKnown(message))
        complaints << message;
    before(type, context, message);
}

} // namespace

class TestMonkey : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void thousandActions_neitherCrashNorComplain()
    {
        before = qInstallMessageHandler(listen);
        Desk desk([](SessionOptions &options) {
            options.source = firstSource();
            options.ratePerSecond = 20;
        });
        desk.open();
        QTRY_VERIFY_WITH_TIMEOUT(desk.loaded() >= 3, 20'000);
        Pcg32 random(7);
        QTimer closer; // menus and dialogs run their own loops
        Pcg32 choice(8); // by the clock, so that what is done between does not hang on it
        connect(&closer, &QTimer::timeout, this, [&random = choice] {
            if (QWidget *popup = QApplication::activePopupWidget()) {
                if (random.below(3) == 0)
                    chooseIn(*popup, static_cast<int>(random.below(6)));
                else
                    popup->close();
            }
            if (QWidget *dialog = QApplication::activeModalWidget())
                dialog->close();
        });
        closer.start(40);
        for (int i = 0; i < 1'000; ++i)
            act(desk, random);
        closer.stop();
        QVERIFY(desk.controller().state() != RunState::Failed);
        desk.controller().endFaults();
        desk.window().setEnabled(true);
        desk.window().close();
        // What a busy machine does not end in time is given up, and stands there for a minute to be read.
        QTRY_VERIFY_WITH_TIMEOUT(!desk.window().isVisible(), 120'000);
        qInstallMessageHandler(before);
        QVERIFY2(complaints.isEmpty(), qPrintable(complaints.join(QLatin1Char('\n'))));
    }

private:
    static void chooseIn(QWidget &popup, int entry)
    {
        for (int i = 0; i <= entry; ++i)
            QTest::keyClick(&popup, Qt::Key_Down);
        QTest::keyClick(&popup, Qt::Key_Return);
    }
    static void act(Desk &desk, Pcg32 &random)
    {
        MainWindow &window = desk.window();
        const auto below = [&random](std::uint32_t bound) { return static_cast<int>(random.below(bound)); };
        switch (below(12)) {
        case 0: {
            static const Qt::Key keys[] = {Qt::Key_Tab,    Qt::Key_Backtab, Qt::Key_Return, Qt::Key_Space,
                                           Qt::Key_Left,   Qt::Key_Right,   Qt::Key_Up,     Qt::Key_Down,
                                           Qt::Key_Escape, Qt::Key_F10,     Qt::Key_F8,     Qt::Key_F9,
                                           Qt::Key_F5,     Qt::Key_Plus,    Qt::Key_Minus,  Qt::Key_0};
            QWidget *target = QApplication::focusWidget() ? QApplication::focusWidget() : &window;
            QTest::keyClick(target, keys[below(std::size(keys))]);
            break;
        }
        case 1:
            QTest::keyClicks(QApplication::focusWidget() ? QApplication::focusWidget() : &window,
                             QStringLiteral("select ' 1;"));
            break;
        case 2:
            if (below(6) == 0)
                desk.bench->settings().setLanguage(below(2) ? QStringLiteral("id") : QStringLiteral("en"));
            break;
        case 3:
            if (below(6) == 0)
                desk.bench->settings().setScheme(below(2) ? QStringLiteral("dark") : QStringLiteral("light"));
            break;
        case 4:
            if (below(12) == 0)
                desk.bench->settings().setScale(below(2) ? QStringLiteral("1") : QStringLiteral("1.5"));
            if (below(6) == 0)
                window.resize(below(4) == 0 ? window.minimumSize()
                                            : QSize(960 + below(900), 600 + below(480)));
            break;
        default: {
            const QPoint point(below(static_cast<std::uint32_t>(window.width())),
                               below(static_cast<std::uint32_t>(window.height())));
            QWidget *target = window.childAt(point);
            if (!target)
                break;
            if (below(10) == 0)
                QTest::mouseDClick(target, Qt::LeftButton, {}, target->mapFrom(&window, point));
            else if (below(10) == 0) {
                const QPoint at = target->mapFrom(&window, point);
                QTest::mouseClick(target, Qt::RightButton, {}, at);
                QContextMenuEvent event(QContextMenuEvent::Mouse, at, window.mapToGlobal(point));
                QCoreApplication::sendEvent(target, &event);
            } else
                QTest::mouseClick(target, Qt::LeftButton, {}, target->mapFrom(&window, point));
            break;
        }
        }
        QCoreApplication::processEvents();
    }
};

PK_WINDOW_TEST(TestMonkey)
#include "tst_monkey.moc"
