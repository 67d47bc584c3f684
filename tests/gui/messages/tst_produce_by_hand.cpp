// Messages written by hand, with real mouse and key events; what has arrived is asked of kcat and of the
// warehouse.

#include "messages_desk.h"
#include "pages/messages/message_detail.h"
#include "pages/messages/message_list.h"
#include "pages/messages/produce_sheet.h"
#include "views/command_box.h"
#include "views/error_banner.h"
#include "views/pill.h"

#include <QComboBox>
#include <QPlainTextEdit>
#include <QProcess>
#include <QPushButton>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QTabBar>

using namespace pk;
using namespace pk::gui;
using namespace pk::test;

namespace {

/// What a shell answers to a command of the page.
QString typed(const QString &command)
{
    QProcess shell;
    shell.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    shell.start(QStringLiteral("sh"), {QStringLiteral("-c"), command});
    shell.closeWriteChannel();
    const bool ended =
        QTest::qWaitFor([&] { return shell.state() == QProcess::NotRunning; }, pk::test::kPatienceMs);
    return ended && shell.exitCode() == 0 ? QString::fromUtf8(shell.readAllStandardOutput())
                                          : QStringLiteral("failed");
}

QString commandIn(const QWidget *widget)
{
    const auto *box = widget->findChild<CommandBox *>();
    return box != nullptr ? box->command() : QString();
}

} // namespace

class TestProduceByHand : public MessagesDesk
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { startPipeline(); }
    void cleanupTestCase() { endPipeline(); }
    void init() { openPage(); }
    void cleanup() { m_page.reset(); }

    void produceByHand_isFoundByKcatAndBecomesARow()
    {
        if (QStandardPaths::findExecutable(QStringLiteral("kcat")).isEmpty())
            QSKIP("kcat is not installed");
        QSignalSpy produced(m_bed->controller.get(), &Controller::produced);
        QTest::mouseClick(button("produce"), Qt::LeftButton);
        auto *sheet = m_page->findChild<ProduceSheet *>();
        QVERIFY(sheet->isOpen());
        auto *key = field("produceKey");
        key->clear();
        QTest::keyClicks(key, QStringLiteral("ORD-M0000042"));
        auto *value = m_page->findChild<QPlainTextEdit *>(QStringLiteral("produceValue"));
        QString text = value->toPlainText();
        text.replace(QRegularExpression(QStringLiteral("ORD-M[0-9]+")), QStringLiteral("ORD-M0000042"));
        value->setPlainText(text);
        QTest::mouseClick(button("produceNow"), Qt::LeftButton);
        auto *answer = m_page->findChild<ErrorBanner *>(QStringLiteral("produceAnswer"));
        QTRY_VERIFY(answer->isVisible());
        QCOMPARE(produced.count(), 1);
        const int partition = produced[0][1].toInt();
        const qint64 offset = produced[0][2].toLongLong();
        QCOMPARE(answer->sentence(),
                 QStringLiteral("Written: raw_orders, partition %1, offset %2.").arg(partition).arg(offset));

        QTest::mouseClick(answer->findChild<QPushButton *>(), Qt::LeftButton);
        QTRY_VERIFY(m_table->selected());
        QCOMPARE(m_table->selected()->partition, partition);
        QCOMPARE(m_table->selected()->offset, offset);
        auto *detail = m_page->findChild<MessageDetail *>();
        QTRY_VERIFY(detail->message());
        QCOMPARE(detail->message()->value, text.toStdString());

        // An outside client finds the same bytes at the same place, with the line that the page shows.
        const QString read = typed(commandIn(detail));
        const QString begin = QStringLiteral("raw_orders/%1/%2 ORD-M0000042 ").arg(partition).arg(offset);
        QVERIFY2(read.startsWith(begin), qPrintable(read));
        QVERIFY2(read.endsWith(QLatin1Char(' ') + text + QLatin1Char('\n')), qPrintable(read));
        QTRY_COMPARE(m_bed->number("SELECT raw_offset FROM fact_orders WHERE order_id = 'ORD-M0000042'"),
                     offset);
    }

    /// Somebody copies it and types it in a shell instead of pressing the button.
    void theLineThatTheSheetShows_writesTheMessageOfItsForm()
    {
        if (QStandardPaths::findExecutable(QStringLiteral("kcat")).isEmpty())
            QSKIP("kcat is not installed");
        QTest::mouseClick(button("produce"), Qt::LeftButton);
        auto *sheet = m_page->findChild<ProduceSheet *>();
        field("produceKey")->setText(QStringLiteral("ORD-M0000043"));
        auto *value = m_page->findChild<QPlainTextEdit *>(QStringLiteral("produceValue"));
        QString text = value->toPlainText();
        QVERIFY(text.count(QLatin1Char('\n')) > 3);
        text.replace(QRegularExpression(QStringLiteral("ORD-M[0-9]+")), QStringLiteral("ORD-M0000043"));
        text.replace(QStringLiteral("budi S."), QStringLiteral("Ma'ruf 100% %s \\\\ $HOME"));
        QVERIFY(text.contains(QStringLiteral("Ma'ruf")));
        value->setPlainText(text);
        QCOMPARE(typed(commandIn(sheet)), QString());
        QTRY_COMPARE(m_bed->number("SELECT count(*) FROM fact_orders WHERE order_id = 'ORD-M0000043'"), 1);
        const auto at =
            m_bed->number("SELECT raw_partition FROM fact_orders WHERE order_id = 'ORD-M0000043'");
        const auto offset =
            m_bed->number("SELECT raw_offset FROM fact_orders WHERE order_id = 'ORD-M0000043'");
        QCOMPARE(typed(QStringLiteral("kcat -q -b %1 -C -t raw_orders -p %2 -o %3 -c 1")
                           .arg(m_bed->controller->commandTarget().bootstrap)
                           .arg(at)
                           .arg(offset)),
                 text + QLatin1Char('\n'));
        sheet->close();
    }

    void produceTwice_areTwoEvents_unlessTheIdWasWrittenByHand()
    {
        QSignalSpy produced(m_bed->controller.get(), &Controller::produced);
        QTest::mouseClick(button("produce"), Qt::LeftButton);
        auto *value = m_page->findChild<QPlainTextEdit *>(QStringLiteral("produceValue"));
        const auto idIn = [value] {
            static const QRegularExpression id(QStringLiteral("\"event_id\": \"([^\"]*)\""));
            return id.match(value->toPlainText()).captured(1);
        };
        const QString first = idIn();
        const QString key = field("produceKey")->text();
        (void)m_page->grab(); // laid out
        QCoreApplication::processEvents();
        const QRect form = value->geometry();
        QTest::mouseClick(button("produceNow"), Qt::LeftButton);
        QTRY_COMPARE(produced.count(), 1);
        QVERIFY(!idIn().isEmpty() && idIn() != first);
        QVERIFY(field("produceKey")->text() != key);
        QVERIFY(m_page->findChild<ErrorBanner *>(QStringLiteral("produceAnswer"))->isVisible());
        QCOMPARE(value->geometry(), form); // nothing moves away from the pointer

        QString own = value->toPlainText();
        own.replace(idIn(), QStringLiteral("by-hand"));
        value->setPlainText(own);
        QTRY_VERIFY(button("produceNow")->isEnabled());
        QTest::mouseClick(button("produceNow"), Qt::LeftButton);
        QTRY_COMPARE(produced.count(), 2);
        QCOMPARE(idIn(), QStringLiteral("by-hand"));
    }

    void headerWithoutAName_saysSoAtItsField_andTheAnswerBeforeGoes()
    {
        QTest::mouseClick(button("produce"), Qt::LeftButton);
        QTest::mouseClick(button("produceNow"), Qt::LeftButton);
        auto *answer = m_page->findChild<ErrorBanner *>(QStringLiteral("produceAnswer"));
        QTRY_VERIFY(answer->isVisible());
        auto *headers = m_page->findChild<QPlainTextEdit *>(QStringLiteral("produceHeaders"));
        headers->appendPlainText(QStringLiteral("no name"));
        QVERIFY(!answer->isVisible());
        QVERIFY(!button("produceNow")->isEnabled());
        const QString wanted = QStringLiteral("Write each header on a line of its own, as name=value.");
        QCOMPARE(button("produceNow")->toolTip(), wanted);
        const auto labels = m_page->findChildren<QLabel *>();
        QVERIFY(std::any_of(labels.begin(), labels.end(), [&](const QLabel *label) {
            return label->isVisible() && label->text() == wanted && label->y() < headers->y();
        }));
        headers->clear();
        QVERIFY(button("produceNow")->isEnabled() && button("produceNow")->toolTip().isEmpty());
        QTest::mouseClick(button("produce"), Qt::LeftButton);
    }

    void produceBrokenJson_becomesADeadLetter()
    {
        QTest::mouseClick(button("produce"), Qt::LeftButton);
        auto *choice = m_page->findChild<QComboBox *>(QStringLiteral("template"));
        choice->setFocus();
        for (int i = 0; i < 4; ++i)
            QTest::keyClick(choice, Qt::Key_Down);
        QCOMPARE(choice->currentText(), QStringLiteral("JSON that ends too early"));
        QVERIFY(m_page->findChild<QLabel *>(QStringLiteral("produceCheck"))
                    ->text()
                    .startsWith(QStringLiteral("The value is no valid JSON.")));
        QTest::mouseClick(button("produceNow"), Qt::LeftButton);
        auto *answer = m_page->findChild<ErrorBanner *>(QStringLiteral("produceAnswer"));
        QTRY_VERIFY(answer->isVisible());
        QTest::mouseClick(answer->findChild<QPushButton *>(), Qt::LeftButton);
        QTRY_COMPARE(m_page->findChild<Pill *>(QStringLiteral("detailOutcome"))->text(),
                     QStringLiteral("dead letter"));
        QTest::mouseClick(m_page->findChild<QTabBar *>(QStringLiteral("detailTabs")), Qt::LeftButton, {},
                          m_page->findChild<QTabBar *>(QStringLiteral("detailTabs"))->tabRect(0).center());
        m_page->open(Link::of(Link::Kind::Topic, QStringLiteral("raw_orders.dlq")));
        QTRY_COMPARE(m_table->messages().rowCount(), 1);
        // Why it lies here stands above it, and no value of a header is cut off.
        clickRow(0);
        auto *detail = m_page->findChild<MessageDetail *>();
        QTRY_VERIFY(detail->message());
        auto *reason = m_page->findChild<ErrorBanner *>(QStringLiteral("detailReason"));
        QTRY_VERIFY(reason->isVisible());
        QCOMPARE(reason->sentence(), QStringLiteral("The value is no valid JSON."));
        auto *tabs = m_page->findChild<QTabBar *>(QStringLiteral("detailTabs"));
        QTest::mouseClick(tabs, Qt::LeftButton, {}, tabs->tabRect(3).center());
        auto *headers = m_page->findChild<QWidget *>(QStringLiteral("headerRows"));
        QTRY_VERIFY(headers->isVisible());
        const auto values = headers->findChildren<QAbstractButton *>();
        const auto longest = std::max_element(values.begin(), values.end(), [](const auto *a, const auto *b) {
            return a->text().size() < b->text().size();
        });
        QVERIFY(longest != values.end() && (*longest)->text().size() > 60);
        QTRY_VERIFY((*longest)->height() >= (*longest)->heightForWidth((*longest)->width()));
        QVERIFY((*longest)->height() > 2 * QFontMetrics((*longest)->font()).height());

        // Sent again it goes where it was taken from, and nothing of its error goes with it.
        QTest::mouseClick(button("reproduce"), Qt::LeftButton);
        QCOMPARE(m_page->findChild<QComboBox *>(QStringLiteral("produceTopic"))->currentText(),
                 QStringLiteral("raw_orders"));
        auto *written = m_page->findChild<QPlainTextEdit *>(QStringLiteral("produceHeaders"));
        QVERIFY(!written->toPlainText().contains(QLatin1String("__connect.errors")));
        QVERIFY(!written->toPlainText().contains(QLatin1String("raw_position")));
        QVERIFY(written->toPlainText().contains(QLatin1String("pk_redrive_of=raw_orders.dlq/")));
    }

    void producedOnTheEmbeddedBroker_isNotSaidToBeReplicated()
    {
        QTest::mouseClick(button("produce"), Qt::LeftButton);
        const auto labels = m_page->findChild<ProduceSheet *>()->findChildren<QLabel *>();
        const auto says = [&labels](const char *words) {
            return std::any_of(labels.begin(), labels.end(), [words](const QLabel *label) {
                return label->text().contains(QLatin1String(words));
            });
        };
        QVERIFY(says("does not replicate"));
        QVERIFY(!says("all replicas"));
    }

    /// Nobody reads the dead letters: what is produced while they are looked at is for the topic of its
    /// template.
    void produceFromTheDeadLetters_isForTheTopicThatIsRead()
    {
        m_page->open(Link::of(Link::Kind::Topic, QStringLiteral("raw_orders.dlq")));
        QTRY_COMPARE(m_page->findChild<MessageList *>()->topic(), QStringLiteral("raw_orders.dlq"));
        QTest::mouseClick(button("produce"), Qt::LeftButton);
        auto *topic = m_page->findChild<QComboBox *>(QStringLiteral("produceTopic"));
        QCOMPARE(topic->currentText(), QStringLiteral("raw_orders"));
        auto *explanation = m_page->findChild<QLabel *>(QStringLiteral("produceExplanation"));
        QVERIFY(explanation->text().contains(QLatin1String("becomes a row")));
        topic->setCurrentText(QStringLiteral("raw_orders.dlq"));
        QVERIFY(explanation->text().startsWith(QLatin1String("No stage reads this topic")));
    }

    void produceAgain_copiesKeyValueAndHeaders()
    {
        clickRow(0);
        auto *detail = m_page->findChild<MessageDetail *>();
        QTRY_VERIFY(detail->message());
        QTest::mouseClick(button("reproduce"), Qt::LeftButton);
        QCOMPARE(field("produceKey")->text().toStdString(), detail->message()->key);
        QCOMPARE(
            m_page->findChild<QPlainTextEdit *>(QStringLiteral("produceValue"))->toPlainText().toStdString(),
            detail->message()->value);
        auto *headers = m_page->findChild<QPlainTextEdit *>(QStringLiteral("produceHeaders"));
        const double fourLines = 4 * QFontMetricsF(headers->font()).lineSpacing();
        QVERIFY(headers->viewport()->height() >= fourLines + 2 * headers->document()->documentMargin());
        QCOMPARE(headers->toPlainText().split(QLatin1Char('\n')).size(),
                 static_cast<int>(detail->message()->headers.size()));
        headers->setPlainText(QStringLiteral("nonsense"));
        QVERIFY(!button("produceNow")->isEnabled());
    }
};

PK_WINDOW_TEST(TestProduceByHand)
#include "tst_produce_by_hand.moc"
