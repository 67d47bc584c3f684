#include "bridge/command_text.h"

#include <QProcess>
#include <QTest>

using namespace pk;
using namespace pk::gui;

namespace {

const CommandTarget kTarget{QStringLiteral("127.0.0.1:9092"), QStringLiteral("/home/a b/warehouse.db"), true};

} // namespace

class TestCommandText : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void shellQuoted_isOneArgumentForTheShell_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("plain") << QStringLiteral("raw_orders");
        QTest::newRow("spaces") << QStringLiteral("a b  c");
        QTest::newRow("quotes") << QStringLiteral("it's \"so\"");
        QTest::newRow("dollar") << QStringLiteral("$HOME `id` \\");
        QTest::newRow("empty") << QString();
    }
    void shellQuoted_isOneArgumentForTheShell()
    {
        QFETCH(QString, text);
        QProcess shell;
        shell.start(QStringLiteral("sh"),
                    {QStringLiteral("-c"), QStringLiteral("printf '[%s]' ") + shellQuoted(text)});
        QVERIFY(shell.waitForFinished());
        QCOMPARE(QString::fromUtf8(shell.readAllStandardOutput()),
                 QLatin1Char('[') + text + QLatin1Char(']'));
    }

    void reset_isForRealKafkaAndNamesThePartitions()
    {
        ResetSpec spec;
        spec.to = ResetSpec::To::Shift;
        spec.value = -10;
        spec.partitions = {{"raw_orders", 0}, {"raw_orders", 2}};
        const CommandTexts texts = resetText(kTarget, QStringLiteral("kampus-transform"), spec);
        QCOMPARE(texts.size(), std::size_t(2));
        QCOMPARE(texts[0].command,
                 QStringLiteral(
                     "kafka-consumer-groups.sh --bootstrap-server 127.0.0.1:9092 --group "
                     "kampus-transform --reset-offsets --topic raw_orders:0,2 --shift-by -10 --dry-run"));
        QVERIFY(texts[0].where == Where::RealKafkaOnly);
        QVERIFY(texts[1].command.endsWith(QStringLiteral("--execute")));
    }

    void produce_keepsTheBytesOfKeyAndValue()
    {
        HandMade message;
        message.topic = "raw_orders";
        message.key = "ORD-1";
        message.value = "{\"name\":\"Ma'ruf\"}";
        const CommandTexts texts = produceText(kTarget, message);
        QVERIFY(texts[0].where == Where::HereToo);
        QVERIFY(texts[0].command.contains(QStringLiteral("kcat -b 127.0.0.1:9092 -P -t raw_orders")));
        QVERIFY(texts[0].command.contains(shellQuoted(QString::fromStdString(*message.value))));
        QVERIFY(texts[0].command.contains(QStringLiteral("partitioner=murmur2_random")));
        for (const CommandText &text : texts)
            QCOMPARE(text.note,
                     QStringLiteral("Writes to raw_orders.")); // the value may fill many lines before it
    }

    void produce_tombstone_hasNoValue()
    {
        HandMade message;
        message.topic = "raw_orders";
        message.key = "ORD-1";
        QVERIFY(produceText(kTarget, message).front().command.endsWith(QStringLiteral("-Z")));
    }

    void consume_oneMessage_namesPartitionAndOffset()
    {
        const CommandTexts texts = consumeText(kTarget, QStringLiteral("raw_orders"), 2, 41);
        QVERIFY(texts[0].command.contains(QStringLiteral("-t raw_orders -p 2 -o 41 -c 1")));
        QVERIFY(texts[0].command.contains(QStringLiteral("'%t/%p/%o %k %h %s\\n'")));
        QVERIFY(texts[1].command.contains(QStringLiteral("--partition 2 --offset 41 --max-messages 1")));
    }

    void paths_areQuoted()
    {
        QVERIFY(sqlText(kTarget, QStringLiteral("select 1"))
                    .front()
                    .command.contains(QStringLiteral("'/home/a b/warehouse.db'")));
    }
};

PK_TEST(TestCommandText)
#include "tst_command_text.moc"
