// A command as it is shown: over several lines, and still the one that is copied.

#include "theme/install.h"
#include "views/command_box.h"
#include "views/icon_button.h"

#include <QApplication>
#include <QClipboard>
#include <QLabel>
#include <QProcess>
#include <QTest>

#include <algorithm>

using namespace pk;
using namespace pk::gui;

namespace {

/// What the command writes, run by a shell.
QByteArray outputOf(const QString &command)
{
    QProcess shell;
    shell.start(QStringLiteral("sh"), {QStringLiteral("-c"), command});
    (void)QTest::qWaitFor([&shell] { return shell.state() == QProcess::NotRunning; }, 10'000);
    return shell.readAllStandardOutput();
}

} // namespace

class TestCommandBox : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { installTheme(*qApp); }

    void commandBox_copy_putsTheCommandOnTheClipboard()
    {
        CommandBox box;
        box.setCommand(QStringLiteral("kcat -L -b 127.0.0.1:9092"));
        show(box);
        QTest::mouseClick(box.findChild<IconButton *>(), Qt::LeftButton);
        QCOMPARE(QGuiApplication::clipboard()->text(), box.command());
    }

    void longCommand_isBrokenBeforeItsOptions()
    {
        const QString command =
            QStringLiteral("kafka-consumer-groups.sh --bootstrap-server 127.0.0.1:9092 --group kampus-loader "
                           "--reset-offsets --to-offset 5 --execute | sort");
        QCOMPARE(brokenCommand(command, 60),
                 QStringLiteral("kafka-consumer-groups.sh --bootstrap-server 127.0.0.1:9092 \\\n"
                                "  --group kampus-loader --reset-offsets --to-offset 5 \\\n"
                                "  --execute | sort"));
        QCOMPARE(brokenCommand(command, 400), command);
        // Neither what stands in quotes nor a path is taken apart.
        QCOMPARE(brokenCommand(QStringLiteral("sqlite3 -readonly /a/very-long/path.db 'SELECT -1 - 2'"), 24),
                 QStringLiteral("sqlite3 -readonly \\\n  /a/very-long/path.db \\\n  'SELECT -1 - 2'"));
    }

    /// The SQL is one word for the shell, and begins a line.
    void sqlLongerThanALine_endsItsLinesBehindSpaces()
    {
        const QString sql = QStringLiteral("'SELECT order_id, status FROM fact_orders WHERE status = 1'");
        const QString broken =
            brokenCommand(QStringLiteral("sqlite3 -readonly /data/warehouse.sqlite ") + sql, 40);
        QCOMPARE(broken,
                 QStringLiteral("sqlite3 -readonly \\\n  /data/warehouse.sqlite \\\n"
                                "  'SELECT order_id, status FROM '\\\n"
                                "'fact_orders WHERE status = 1'"));
        QCOMPARE(
            outputOf(QString(broken).replace(QStringLiteral("sqlite3"), QStringLiteral("printf %s+ --"))),
            outputOf(QStringLiteral("printf %s+ -- -readonly /data/warehouse.sqlite ") + sql));
    }

    /// Nothing of it is out of sight, and the shell reads the same as from one line.
    void longWord_goesOnInTheNextLine_asTheSameWord()
    {
        const QString command =
            QStringLiteral("printf '%s+' '{\"name\":\"Ma'\\''ruf\",\"items\":[1,2,3,4,5]}' "
                           "--traceparent=00-01a226ec4c11787b8ade");
        const QString broken = brokenCommand(command, 24);
        const QStringList lines = broken.split(QLatin1Char('\n'));
        QVERIFY(lines.size() > 2);
        for (const QString &line : lines)
            QVERIFY2(line.size() <= 26, qPrintable(line));
        QCOMPARE(
            outputOf(broken),
            QByteArray("{\"name\":\"Ma'ruf\",\"items\":[1,2,3,4,5]}+--traceparent=00-01a226ec4c11787b8ade+"));
    }

    void valueOfSeveralLines_isReadByTheShellAsItIs()
    {
        const QString value = QStringLiteral("{\n  \"event_id\": \"01a22e18-0339-7c9b-a68f-d21e\",\n"
                                             "  \"items\": [\n    {\"name\": \"  Ma'ruf  \\\\ \"}\n  ]\n}");
        const QString quoted = QString(value).replace(QLatin1Char('\''), QStringLiteral("'\\''"));
        for (const int columns : {16, 24, 60, 200}) {
            const QString shown = brokenCommand(
                QStringLiteral("printf '%s' '%1' | cat - -- /dev/null -- /dev/null").arg(quoted), columns);
            QCOMPARE(QString::fromUtf8(outputOf(shown)), value);
            QVERIFY(shown.contains(QStringLiteral("\n  \"items\": [")));
        }
    }

    void commandBox_showsItBrokenAndCopiesItWhole()
    {
        CommandBox box;
        const QString command = QStringLiteral("kcat -C -b 127.0.0.1:40817 -t raw_orders -p 3 -o 48084 -c 1");
        box.setCommand(command);
        box.resize(260, 90);
        show(box);
        const auto labels = box.findChildren<QLabel *>();
        QTRY_VERIFY(std::any_of(labels.begin(), labels.end(), [](const QLabel *label) {
            return label->text().contains(QStringLiteral("\\\n  -"));
        }));
        QCOMPARE(box.command(), command);
    }

private:
    static void show(QWidget &widget)
    {
        widget.show();
        QVERIFY(QTest::qWaitForWindowExposed(&widget));
    }
};

PK_WINDOW_TEST(TestCommandBox)
#include "tst_command_box.moc"
