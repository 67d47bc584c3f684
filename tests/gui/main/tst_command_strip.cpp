// The card with the command line of an action: its texts are whole, from its first opening on.

#include "bridge/action_text.h"
#include "main/command_hint.h"
#include "main/command_strip.h"
#include "theme/install.h"
#include "views/command_box.h"

#include <QAbstractButton>
#include <QApplication>
#include <QLabel>
#include <QScrollArea>
#include <QScrollBar>
#include <QTest>

using namespace pk::gui;

namespace {

CommandTexts commandsOf(int count)
{
    CommandTexts texts;
    for (int i = 0; i < count; ++i)
        texts.push_back(
            {QStringLiteral("pelatihan-kafka worker source --bootstrap 127.0.0.1:39679 --source rest "
                            "--dataset orders --url http://127.0.0.1:18642 --rate 4"),
             Where::HereToo,
             {}});
    return texts;
}

} // namespace

class TestCommandStrip : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { installTheme(*qApp); }

    void withoutACommand_onlyTheSentenceStands()
    {
        QWidget host;
        host.resize(1040, 700);
        CommandStrip strip(&host);
        host.show();
        QVERIFY(QTest::qWaitForWindowExposed(&host));
        strip.setCommands(steppingText());
        QCOMPARE(strip.hint()->text(), label(Where::OnlyHere));
        strip.hint()->click();
        const auto *box = strip.findChild<CommandBox *>();
        QVERIFY(box->isVisible());
        for (const QAbstractButton *button : box->findChildren<QAbstractButton *>())
            QVERIFY(!button->isVisible()); // nothing to copy
        int texts = 0;
        for (const QLabel *text : box->findChildren<QLabel *>())
            texts += text->isVisible() ? 1 : 0;
        QCOMPARE(texts, 1);
        QVERIFY(box->height() >= box->heightForWidth(box->width()));
    }

    void opened_everyCommandIsWhole_data()
    {
        QTest::addColumn<int>("commands");
        QTest::addColumn<QSize>("size");
        QTest::newRow("one") << 1 << QSize(1040, 700);
        QTest::newRow("two") << 2 << QSize(1040, 700);
        QTest::newRow("narrow") << 2 << QSize(420, 700);
    }
    void opened_everyCommandIsWhole()
    {
        QFETCH(int, commands);
        QFETCH(QSize, size);
        QWidget host;
        host.resize(size);
        CommandStrip strip(&host);
        host.show();
        QVERIFY(QTest::qWaitForWindowExposed(&host));
        strip.setCommands(commandsOf(commands));
        QCoreApplication::processEvents(); // laid out while it is hidden, and narrow
        const auto *area = strip.findChild<QScrollArea *>();
        int first = 0;
        for (int opening = 0; opening < 3; ++opening) {
            strip.hint()->click();
            QVERIFY(strip.isVisible());
            QCoreApplication::processEvents();
            QCOMPARE(strip.findChildren<CommandBox *>().size(), commands);
            for (const CommandBox *box : strip.findChildren<CommandBox *>()) {
                const int end = box->mapTo(area->viewport(), box->rect().bottomLeft()).y();
                QVERIFY2(end < area->viewport()->height(),
                         qPrintable(QStringLiteral("opening %1: %2 of %3")
                                        .arg(opening)
                                        .arg(end)
                                        .arg(area->viewport()->height())));
                QVERIFY(box->height() >= box->heightForWidth(box->width()));
            }
            QCOMPARE(area->verticalScrollBar()->maximum(), 0);
            QVERIFY(host.rect().contains(strip.geometry()));
            if (opening == 0)
                first = strip.height();
            QCOMPARE(strip.height(), first);
            strip.hint()->click();
            QVERIFY(!strip.isVisible());
        }
    }
};

PK_WINDOW_TEST(TestCommandStrip)
#include "tst_command_strip.moc"
