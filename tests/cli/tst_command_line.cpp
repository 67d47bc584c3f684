#include "cli/command_line.h"
#include "cli/exit_codes.h"
#include "cli/topic_list.h"

#include <QtTest>

using namespace pk;
using namespace pk::cli;

/// Options, their values and what is said about wrong ones.
class TestCommandLine : public QObject
{
    Q_OBJECT

private:
    static void declare(CommandLine &line)
    {
        line.addPositional(QStringLiteral("STAGE"), QStringLiteral("The stage."));
        line.addOption(
            {QStringLiteral("seed"), QStringLiteral("The seed."), QStringLiteral("N"), QStringLiteral("1")});
        line.addOption({QStringLiteral("env"), QStringLiteral("Where."), QStringLiteral("NAME")});
        line.addOption({QStringLiteral("progress"), QStringLiteral("Shows progress.")});
    }

private Q_SLOTS:
    void rightOptions_areRead()
    {
        CommandLine line(QStringLiteral("run"), QStringLiteral("Runs."));
        declare(line);
        QVERIFY(!line.parse({QStringLiteral("run"), QStringLiteral("--env=local"), QStringLiteral("load"),
                             QStringLiteral("--progress"), QStringLiteral("--seed"), QStringLiteral("7")}));
        QCOMPARE(*line.integer(QStringLiteral("seed"), 0, 10), 7);
        QCOMPARE(*line.choice(QStringLiteral("env"), {QStringLiteral("embedded"), QStringLiteral("local")}),
                 QStringLiteral("local"));
        QVERIFY(line.isSet(QStringLiteral("progress")));
        QCOMPARE(line.positional(), QStringList{QStringLiteral("load")});
        QVERIFY(line.knows(QStringLiteral("seed")) && !line.knows(QStringLiteral("speed")));
    }

    void missingOption_hasItsDefault()
    {
        CommandLine line(QStringLiteral("run"), QStringLiteral("Runs."));
        declare(line);
        QVERIFY(!line.parse({QStringLiteral("run")}));
        QVERIFY(!line.isSet(QStringLiteral("seed")));
        QCOMPARE(*line.integer(QStringLiteral("seed"), 0, 10), 1);
    }

    void wrongOptions_endWithUsage_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::newRow("unknown") << QStringList{QStringLiteral("--speed")};
        QTest::newRow("unknown with value") << QStringList{QStringLiteral("--speed=3")};
        QTest::newRow("short unknown") << QStringList{QStringLiteral("-x")};
        QTest::newRow("no value") << QStringList{QStringLiteral("--seed")};
        QTest::newRow("value of a switch") << QStringList{QStringLiteral("--progress=yes")};
        QTest::newRow("one word too many")
            << QStringList{QStringLiteral("load"), QStringLiteral("transform")};
    }
    void wrongOptions_endWithUsage()
    {
        QFETCH(QStringList, arguments);
        CommandLine line(QStringLiteral("run"), QStringLiteral("Runs."));
        declare(line);
        const auto ended = line.parse(QStringList{QStringLiteral("run")} + arguments);
        QVERIFY(ended.has_value());
        QCOMPARE(*ended, int{UsageError});
    }

    void wrongNumbers_areExplained_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("said");
        QTest::newRow("word") << QStringLiteral("many") << QStringLiteral("\"many\" is not a whole number");
        QTest::newRow("fraction") << QStringLiteral("1.5") << QStringLiteral("\"1.5\" is not a whole number");
        QTest::newRow("empty") << QString() << QStringLiteral("\"\" is not a whole number");
        QTest::newRow("suffix") << QStringLiteral("7x") << QStringLiteral("\"7x\" is not a whole number");
        QTest::newRow("beyond 64 bits")
            << QStringLiteral("99999999999999999999") << QStringLiteral("not a whole number");
        QTest::newRow("too small") << QStringLiteral("-1") << QStringLiteral("-1 is outside of 0 to 10");
        QTest::newRow("too big") << QStringLiteral("11") << QStringLiteral("11 is outside of 0 to 10");
    }
    void wrongNumbers_areExplained()
    {
        QFETCH(QString, text);
        QFETCH(QString, said);
        CommandLine line(QStringLiteral("run"), QStringLiteral("Runs."));
        declare(line);
        QVERIFY(!line.parse({QStringLiteral("run"), QStringLiteral("--seed=") + text}));
        const auto number = line.integer(QStringLiteral("seed"), 0, 10);
        QVERIFY(!number);
        QCOMPARE(number.error().code, ErrorCode::Usage);
        QVERIFY2(number.error().message.contains(said), qPrintable(number.error().message));
        QVERIFY(number.error().message.contains(QStringLiteral("--seed")));
        QVERIFY(number.error().message.contains(QStringLiteral("pelatihan-kafka run --help")));
    }

    void help_namesEverything()
    {
        CommandLine line(QStringLiteral("run"), QStringLiteral("Runs it all."));
        declare(line);
        QCOMPARE(line.helpText(),
                 QStringLiteral("Usage: pelatihan-kafka run [options] STAGE\n\n"
                                "Runs it all.\n\n"
                                "  STAGE       The stage.\n"
                                "  --help, -h  Shows this help.\n"
                                "  --seed N    The seed. Default: 1.\n"
                                "  --env NAME  Where.\n"
                                "  --progress  Shows progress."));
    }

    void longDescriptions_areWrappedIntoTheirColumn()
    {
        CommandLine line(QStringLiteral("run"), QStringLiteral("Runs."));
        line.addOption(
            {QStringLiteral("long"), QStringLiteral("word ").repeated(60).trimmed(), QStringLiteral("N")});
        const QStringList lines = line.helpText().split(u'\n');
        QVERIFY(lines.size() > 6);
        for (const QString &text : lines)
            QVERIFY(text.size() <= 100);
        QCOMPARE(lines.last().indexOf(QStringLiteral("word")), lines[4].indexOf(QStringLiteral("Shows")));
    }

    void longNames_standAlone()
    {
        CommandLine line(QStringLiteral("run"), QStringLiteral("Runs."));
        line.addOption({QStringLiteral("one"), QStringLiteral("First."), QString(60, u'x')});
        line.addOption({QStringLiteral("two"), QStringLiteral("Second."), QStringLiteral("N")});
        const QStringList lines = line.helpText().split(u'\n');
        QVERIFY(lines[5].endsWith(u'x'));
        QCOMPARE(lines[6], QString(14, u' ') + QStringLiteral("First."));
        QCOMPARE(lines[7], QStringLiteral("  --two N     Second."));
    }

    void topicList_isRead()
    {
        const auto topics = parseTopicList(QStringLiteral("raw_orders:6, a.b-c ,x:1"));
        QVERIFY(topics.ok());
        QVERIFY(*topics == (std::vector<TopicOption>{{"raw_orders", 6}, {"a.b-c", 3}, {"x", 1}}));
        QVERIFY(*parseTopicList(toString(pipelineTopics())) == pipelineTopics());
        QCOMPARE(pipelineTopics().size(), 19U);
    }

    void wrongTopicLists_areExplained_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("said");
        QTest::newRow("empty") << QString() << QStringLiteral("name");
        QTest::newRow("empty entry") << QStringLiteral("a,,b") << QStringLiteral("name");
        QTest::newRow("slash") << QStringLiteral("a/b") << QStringLiteral("\"a/b\"");
        QTest::newRow("dots") << QStringLiteral("..") << QStringLiteral("\"..\"");
        QTest::newRow("internal") << QStringLiteral("__mine") << QStringLiteral("\"__mine\"");
        QTest::newRow("too long") << QString(250, u'a') << QStringLiteral("name");
        QTest::newRow("no number") << QStringLiteral("a:") << QStringLiteral("1 to 100");
        QTest::newRow("word") << QStringLiteral("a:three") << QStringLiteral("1 to 100");
        QTest::newRow("none") << QStringLiteral("a:0") << QStringLiteral("1 to 100");
        QTest::newRow("too many") << QStringLiteral("a:101") << QStringLiteral("1 to 100");
        QTest::newRow("two colons") << QStringLiteral("a:1:2") << QStringLiteral("1 to 100");
        QTest::newRow("twice") << QStringLiteral("a:1,b,a:2") << QStringLiteral("twice");
    }
    void wrongTopicLists_areExplained()
    {
        QFETCH(QString, text);
        QFETCH(QString, said);
        const auto topics = parseTopicList(text);
        QVERIFY(!topics);
        QCOMPARE(topics.error().code, ErrorCode::Usage);
        QVERIFY2(topics.error().message.contains(said), qPrintable(topics.error().message));
    }
};

PK_TEST(TestCommandLine)
#include "tst_command_line.moc"
