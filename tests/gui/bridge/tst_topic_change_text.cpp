// Settings and changes of topics in words and as command lines.

#include "bridge/command_text.h"
#include "bridge/topic_setting_text.h"

#include <QLocale>
#include <QTest>

using namespace pk;
using namespace pk::gui;

Q_DECLARE_METATYPE(pk::gui::RunInfo)

class TestTopicChangeText : public QObject
{
    Q_OBJECT

private:
    using Kind = TopicChange::Kind;

    static QString commandOf(const TopicChange &change)
    {
        CommandTarget target;
        target.bootstrap = QStringLiteral("kafka:9092");
        target.embedded = false;
        target.prefix = QStringLiteral("sari.");
        return topicChangeText(target, change).front().command;
    }
    static RunInfo realRun()
    {
        RunInfo run;
        run.cluster.embedded = false;
        return run;
    }

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }

    void value_isToldForPeople_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("value");
        QTest::addColumn<QString>("told");
        const auto row = [](const char *name, const char *value, const char *told) {
            QTest::addRow("%s=%s", name, value)
                << QString::fromUtf8(name) << QString::fromUtf8(value) << QString::fromUtf8(told);
        };
        row("retention.ms", "604800000", "7 days (604800000)");
        row("retention.ms", "86400000", "1 day (86400000)");
        row("retention.ms", "5400000", "1.5 hours (5400000)");
        row("retention.ms", "100000", "≈ 1.7 minutes (100000)");
        row("retention.ms", "250", "250 milliseconds (250)");
        row("retention.ms", "-1", "for ever (-1)");
        row("flush.ms", "9223372036854775807", "never (9223372036854775807)");
        row("retention.bytes", "-1", "no limit (-1)");
        row("segment.bytes", "1073741824", "1 GiB (1073741824)");
        row("max.message.bytes", "1048588", "≈ 1 MiB (1048588)");
        row("min.insync.replicas", "2", "2");
        row("cleanup.policy", "compact", "compact");
    }
    void value_isToldForPeople()
    {
        QFETCH(QString, name);
        QFETCH(QString, value);
        QFETCH(QString, told);
        QCOMPARE(valueWithMeaning(name.toStdString(), value.toStdString()), told);
    }

    void value_thatKafkaWouldNotTake_isSaidSo_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("value");
        QTest::addColumn<bool>("taken");
        const auto row = [](const char *name, const char *value, bool taken) {
            QTest::addRow("%s=%s", name, value)
                << QString::fromUtf8(name) << QString::fromUtf8(value) << taken;
        };
        row("retention.ms", "60000", true);
        row("retention.ms", "-1", true);
        row("retention.ms", "-2", false);
        row("retention.ms", "7 days", false);
        row("retention.ms", "", false);
        row("segment.bytes", "-1", false);
        row("min.insync.replicas", "0", false);
        row("min.insync.replicas", "2", true);
        row("cleanup.policy", "compact,delete", true);
        row("cleanup.policy", "delete,compact", true);
        row("cleanup.policy", "keep", false);
        row("compression.type", "zstd", true);
        row("follower.replication.throttled.replicas", "anything", true);
    }
    void value_thatKafkaWouldNotTake_isSaidSo()
    {
        QFETCH(QString, name);
        QFETCH(QString, value);
        QFETCH(bool, taken);
        QCOMPARE(problemOfValue(name.toStdString(), value.toStdString()).isEmpty(), taken);
    }

    void suggestedValues_areTaken()
    {
        for (const std::string &name : taughtSettings()) {
            QVERIFY2(!meaningOfSetting(name).isEmpty(), name.c_str());
            QVERIFY2(!suggestedValues(name).isEmpty(), name.c_str());
            for (const QString &value : suggestedValues(name))
                QCOMPARE(problemOfValue(name, value.toStdString()), QString());
        }
    }

    void command_isThatOfKafkasTools_withTheNameOnTheCluster_data()
    {
        QTest::addColumn<TopicChange>("change");
        QTest::addColumn<QString>("command");
        const QString topics = QStringLiteral("kafka-topics.sh --bootstrap-server kafka:9092 ");
        const QString configs = QStringLiteral("kafka-configs.sh --bootstrap-server kafka:9092 --alter "
                                               "--entity-type topics --entity-name sari.notes ");
        QTest::newRow("make") << TopicChange{.kind = Kind::Make,
                                             .topic = "notes",
                                             .partitions = 4,
                                             .replication = 2,
                                             .settings = {{"retention.ms", "-1"},
                                                          {"cleanup.policy", "compact,delete"}}}
                              << topics
                + QStringLiteral("--create --topic sari.notes --partitions 4 --replication-factor 2 --config "
                                 "retention.ms=-1 --config cleanup.policy=compact,delete");
        QTest::newRow("set") << TopicChange{.topic = "notes", .setting = "retention.ms", .value = "60000"}
                             << configs + QStringLiteral("--add-config retention.ms=60000");
        QTest::newRow("a list") << TopicChange{.topic = "notes",
                                               .setting = "cleanup.policy",
                                               .value = "compact,delete"}
                                << configs + QStringLiteral("--add-config 'cleanup.policy=[compact,delete]'");
        QTest::newRow("default") << TopicChange{.topic = "notes", .setting = "retention.ms"}
                                 << configs + QStringLiteral("--delete-config retention.ms");
        QTest::newRow("partitions") << TopicChange{.kind = Kind::AddPartitions,
                                                   .topic = "notes",
                                                   .partitions = 6}
                                    << topics + QStringLiteral("--alter --topic sari.notes --partitions 6");
        QTest::newRow("delete") << TopicChange{.kind = Kind::Delete, .topic = "notes"}
                                << topics + QStringLiteral("--delete --topic sari.notes");
    }
    void command_isThatOfKafkasTools_withTheNameOnTheCluster()
    {
        QFETCH(TopicChange, change);
        QFETCH(QString, command);
        QCOMPARE(commandOf(change), command);
    }

    void otherCommands_haveTheNameOnTheCluster_too()
    {
        CommandTarget target;
        target.bootstrap = QStringLiteral("kafka:9092");
        target.prefix = QStringLiteral("sari.");
        CommandTexts texts = describeTopicText(target, QStringLiteral("raw_orders"));
        for (const CommandTexts &more :
             {consumeText(target, QStringLiteral("raw_orders"), 0, 1),
              produceText(target, {.topic = "raw_orders", .key = {}, .headers = {}, .value = "1"}),
              resetText(target, QStringLiteral("kampus-loader"), {.partitions = {{"raw_orders", 0}}})})
            texts.insert(texts.end(), more.begin(), more.end());
        for (const CommandText &text : texts)
            QVERIFY2(text.command.contains(QStringLiteral(" sari.raw_orders")), qPrintable(text.command));
        for (const CommandText &text : describeGroupText(target, QStringLiteral("kampus-loader")))
            QVERIFY2(text.command.contains(QStringLiteral(" sari.kampus-loader")), qPrintable(text.command));
    }

    void whatIsNotDoneHere_saysWhy_data()
    {
        QTest::addColumn<RunInfo>("run");
        QTest::addColumn<TopicChange>("change");
        QTest::addColumn<QString>("beginsWith"); // empty: it may be asked for
        RunInfo embedded;
        embedded.cluster.embedded = true;
        RunInfo recorded;
        recorded.recorded = true;
        RunInfo reading = realRun();
        reading.source.kind = SourceChoice::Kind::Topic;
        reading.source.topic = QStringLiteral("notes");
        const TopicChange make{.kind = Kind::Make, .topic = "notes", .partitions = 3};
        const TopicChange set{.topic = "notes", .setting = "retention.ms", .value = "1"};
        const TopicChange end{.kind = Kind::Delete, .topic = "notes"};
        const auto named = [&make](const char *name) {
            TopicChange change = make;
            change.topic = name;
            return change;
        };
        const QString wrongName = QStringLiteral("Kafka takes 1 to 249 letters");
        QTest::newRow("embedded, make") << embedded << make << QString();
        QTest::newRow("embedded, set")
            << embedded << set << QStringLiteral("The embedded broker keeps 5 MiB");
        QTest::newRow("embedded, delete") << embedded << end << QStringLiteral("The embedded broker keeps");
        QTest::newRow("recorded") << recorded << set << QStringLiteral("A recorded session");
        QTest::newRow("set") << realRun() << set << QString();
        QTest::newRow("delete") << realRun() << end << QString();
        QTest::newRow("delete what is read") << reading << end << QStringLiteral("The run that goes on here");
        QTest::newRow("delete of the pipeline")
            << realRun() << TopicChange{.kind = Kind::Delete, .topic = "producer.kampus.orders.dlq"}
            << QStringLiteral("The run that goes on here");
        QTest::newRow("name with a space") << realRun() << named("my notes") << wrongName;
        QTest::newRow("no name") << realRun() << named("") << wrongName;
        QTest::newRow("dots") << realRun() << named("..") << wrongName;
        QTest::newRow("Kafka's own") << realRun() << named("__notes") << QStringLiteral("Names that begin");
        RunInfo prefixed = realRun();
        prefixed.cluster.prefix = std::string(240, 'p');
        QTest::newRow("too long with its prefix") << prefixed << named("ten_letters") << wrongName;
    }
    void whatIsNotDoneHere_saysWhy()
    {
        QFETCH(RunInfo, run);
        QFETCH(TopicChange, change);
        QFETCH(QString, beginsWith);
        const QString why = whyNot(run, change);
        QCOMPARE(why.isEmpty(), beginsWith.isEmpty());
        QVERIFY2(why.startsWith(beginsWith), qPrintable(why));
    }
};

PK_TEST(TestTopicChangeText)
#include "tst_topic_change_text.moc"
