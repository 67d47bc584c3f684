// What is shown for a message by hand, typed into a shell: it writes that very message, which kcat reads
// back.

#include "bridge/command_text.h"
#include "broker/embedded_backend.h"
#include "places/places.h"
#include "support/patience.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QStandardPaths>
#include <QTest>

using namespace pk;
using namespace pk::gui;

Q_DECLARE_METATYPE(pk::gui::HandMade)

namespace {

HandMade handMade(std::optional<std::string> key, std::optional<std::string> value)
{
    HandMade message;
    message.topic = "raw_orders";
    message.key = std::move(key);
    message.value = std::move(value);
    return message;
}

QByteArray outputOf(const QString &command)
{
    QProcess shell;
    shell.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    shell.start(QStringLiteral("sh"), {QStringLiteral("-c"), command});
    shell.closeWriteChannel();
    return shell.waitForFinished(test::kPatienceMs) && shell.exitCode() == 0 ? shell.readAllStandardOutput()
                                                                             : QByteArray("failed");
}

QJsonValue jsonOf(const std::optional<std::string> &text)
{
    return text ? QJsonValue(QString::fromStdString(*text)) : QJsonValue();
}

} // namespace

class TestProduceText : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        if (QStandardPaths::findExecutable(QStringLiteral("kcat")).isEmpty())
            QSKIP("kcat is not installed");
        broker::BrokerProcess::Options options;
        options.program = test::programPath();
        options.restart = false;
        auto cluster = broker::startEmbeddedCluster(std::move(options));
        QVERIFY(cluster);
        m_cluster = std::move(*cluster);
        QVERIFY(m_cluster->createTopic({"raw_orders", 3, 1}));
        m_target.bootstrap = QString::fromStdString(m_cluster->info().bootstrap);
    }

    void typed_writesThatVeryMessage_data()
    {
        QTest::addColumn<HandMade>("message");
        const auto row = [](const char *name, const HandMade &message) { QTest::newRow(name) << message; };
        row("plain", handMade("ORD-1", "{}"));
        row("lines", handMade("ORD-1", "{\n  \"a\": 1\n}\n\n"));
        row("what shells and printf take for theirs",
            handMade("it's $HOME `id`", "100% %s \\n \\\\ \\x01 \"Ma'ruf\" $HOME\n'"));
        row("delimiters", handMade("a:b|c=d#e", "x:y|z"));
        row("no key", handMade({}, "value"));
        row("an empty key", handMade("", "value"));
        row("an empty value", handMade("a:b", ""));
        row("neither", handMade("", ""));
        row("tombstone", handMade("ORD-1", {}));
        row("tombstone of a key with delimiters", handMade("a:b|c=d#e<1>", {}));
        row("tombstone of a key with lines", handMade("a\nb%s", {}));
        row("tombstone without a key", handMade({}, {}));
        HandMade headers = handMade("ORD:1", "a\nb");
        headers.headers = {{"event_type", "made"}, {"x", "a=b, it's; 100%"}, {"empty", ""}};
        row("headers", headers);
        headers.value.reset();
        row("headers of a tombstone", headers);
        HandMade placed = handMade("ORD-1", "a");
        placed.partition = 2;
        row("partition", placed);
        placed.partition = 1;
        placed.value.reset();
        row("partition of a tombstone", placed);
    }
    void typed_writesThatVeryMessage()
    {
        QFETCH(HandMade, message);
        const CommandText text = produceText(m_target, message).front();
        QVERIFY(text.where == Where::HereToo);
        const std::vector<qint64> before = ends();
        QCOMPARE(outputOf(text.command), QByteArray());
        const std::vector<qint64> after = ends();
        int written = 0;
        int partition = -1;
        for (int p = 0; p < 3; ++p) {
            written += static_cast<int>(after[p] - before[p]);
            if (after[p] > before[p])
                partition = p;
        }
        QCOMPARE(written, 1);
        if (message.partition >= 0)
            QCOMPARE(partition, message.partition);
        const QJsonObject read =
            QJsonDocument::fromJson(
                outputOf(QStringLiteral("kcat -q -b %1 -C -t raw_orders -p %2 -o %3 -c 1 -J")
                             .arg(m_target.bootstrap)
                             .arg(partition)
                             .arg(before[partition])))
                .object();
        QCOMPARE(read[QLatin1String("key")], jsonOf(message.key));
        QCOMPARE(read[QLatin1String("payload")], jsonOf(message.value));
        QJsonArray headers;
        for (const auto &[name, value] : message.headers) {
            headers.append(QString::fromStdString(name));
            headers.append(QString::fromStdString(value));
        }
        QCOMPARE(read[QLatin1String("headers")].toArray(), headers);
    }

    void consoleProducer_isToldHeadersAndTheMarksThatAreNotInThem()
    {
        HandMade message = handMade("a|b", "v|w");
        message.headers = {{"x:y", "1,2"}, {"z", "|"}};
        const CommandTexts texts = produceText(m_target, message);
        QCOMPARE(texts.size(), std::size_t(2));
        QVERIFY(texts[1].where == Where::RealKafkaOnly);
        QCOMPARE(texts[1].command,
                 QStringLiteral("printf '%s\\n' 'x:y=1,2;z=|#a|b:v|w' | kafka-console-producer.sh "
                                "--bootstrap-server %1 --topic raw_orders --property parse.headers=true "
                                "--property 'headers.delimiter=#' --property 'headers.separator=;' "
                                "--property headers.key.separator== --property parse.key=true "
                                "--property key.separator=:")
                     .arg(m_target.bootstrap));
        const CommandText tombstone = produceText(m_target, handMade("NULL", {})).back();
        QVERIFY2(tombstone.command.contains(QStringLiteral("printf '%s\\n' 'NULL|<1>' ")),
                 qPrintable(tombstone.command));
        QVERIFY(tombstone.command.endsWith(QStringLiteral(" --property 'null.marker=<1>'")));
    }

    void whatAClientCannotWrite_isLeftOut_andTheOtherSaysWhy_data()
    {
        QTest::addColumn<HandMade>("message");
        QTest::addColumn<QString>("left"); ///< the program of the only line
        QTest::addColumn<QString>("why");
        const QString kcat = QStringLiteral("| kcat ");
        const QString java = QStringLiteral("| kafka-console-producer.sh ");
        HandMade message = handMade("a", "b");
        message.partition = 0;
        QTest::newRow("partition") << message << kcat
                                   << QStringLiteral(
                                          "kafka-console-producer.sh cannot write to a chosen partition.");
        QTest::newRow("lines") << handMade("a", "b\nc") << kcat
                               << QStringLiteral(
                                      "kafka-console-producer.sh cannot write what has more than one line: "
                                      "each line is a message to it.");
        QTest::newRow("empty value") << handMade({}, "") << java
                                     << QStringLiteral("kcat writes no empty value without a key.");
        message = handMade("", {});
        QTest::newRow("empty key") << message << java
                                   << QStringLiteral("kcat writes no tombstone with an empty key.");
        message.partition = 0;
        QTest::newRow("neither") << message << QString()
                                 << QStringLiteral("kcat writes no tombstone with an empty key.");
    }
    void whatAClientCannotWrite_isLeftOut_andTheOtherSaysWhy()
    {
        QFETCH(HandMade, message);
        QFETCH(QString, left);
        QFETCH(QString, why);
        const CommandTexts texts = produceText(m_target, message);
        QCOMPARE(texts.size(), std::size_t(1));
        QVERIFY2(texts[0].command.contains(left), qPrintable(texts[0].command));
        QCOMPARE(texts[0].command.isEmpty(), texts[0].where == Where::OnlyHere);
        QVERIFY2(texts[0].note.contains(why), qPrintable(texts[0].note));
    }

private:
    std::vector<qint64> ends() const
    {
        std::vector<qint64> ends;
        const auto marks = m_cluster->watermarksOf({{"raw_orders", 0}, {"raw_orders", 1}, {"raw_orders", 2}});
        for (int p = 0; p < 3; ++p)
            ends.push_back(marks ? (*marks)[static_cast<std::size_t>(p)].end : -1);
        return ends;
    }

    std::unique_ptr<broker::ClusterBackend> m_cluster;
    CommandTarget m_target;
};

PK_TEST(TestProduceText)
#include "tst_produce_text.moc"
