#include "bridge/command_text.h"

#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <functional>

using namespace pk;
using namespace pk::gui;

namespace {

const CommandTarget kTarget{QStringLiteral("127.0.0.1:9092"), QStringLiteral("/home/a b/warehouse.db"), true};

} // namespace

Q_DECLARE_METATYPE(pk::gui::SourceChoice)

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

    void closingADatabase_stopsItsServer_whereItHasOne()
    {
        CommandTarget onServer = kTarget;
        onServer.warehousePath = QStringLiteral("mysql://kampus@db.example:3306/warehouse");
        QVERIFY(outageText(onServer, Session::Outage::Closed, true)
                    .front()
                    .command.startsWith(QStringLiteral("systemctl stop")));
        const CommandText file = outageText(kTarget, Session::Outage::Closed, true).front();
        QVERIFY2(file.command.isEmpty(), qPrintable(file.command));
        QVERIFY(!noteOf(file).isEmpty());
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

    /// Kafka's tool takes different offsets from a file alone.
    void resetToOffsetsOfTheirOwn_writesTheFileThatNamesThem()
    {
        ResetSpec spec;
        spec.to = ResetSpec::To::Each;
        spec.partitions = {{"raw_orders", 0}, {"raw_orders", 2}, {"raw_activities", 1}};
        spec.offsets = {{{"raw_orders", 0}, 7}, {{"raw_orders", 1}, 8}, {{"raw_orders", 2}, 9}};
        const CommandTexts texts = resetText(kTarget, QStringLiteral("kampus-transform"), spec);
        QCOMPARE(texts[1].command,
                 QStringLiteral("printf '%s\\n' raw_orders,0,7 raw_orders,2,9 > offsets.csv && "
                                "kafka-consumer-groups.sh --bootstrap-server 127.0.0.1:9092 --group "
                                "kampus-transform --reset-offsets --from-file offsets.csv --execute"));
    }

    void produce_namesItsTopicInItsNote()
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

    void consume_oneMessage_namesPartitionAndOffset()
    {
        const CommandTexts texts = consumeText(kTarget, QStringLiteral("raw_orders"), 2, 41);
        QVERIFY(texts[0].command.contains(QStringLiteral("-t raw_orders -p 2 -o 41 -c 1")));
        QVERIFY(texts[0].command.contains(QStringLiteral("'%t/%p/%o %k %h %s\\n'")));
        QVERIFY(texts[1].command.contains(QStringLiteral("--partition 2 --offset 41 --max-messages 1")));
    }

    void source_isTheCommandOfTheSourceAlone_data()
    {
        using Kind = SourceChoice::Kind;
        QTest::addColumn<SourceChoice>("choice");
        QTest::addColumn<QStringList>("commands");
        const auto row = [](const char *name, Kind kind, const QStringList &commands,
                            const std::function<void(SourceChoice &)> &change = {}) {
            SourceChoice choice;
            choice.kind = kind;
            if (change)
                change(choice);
            QTest::newRow(name) << choice << commands;
        };
        const QString worker = QStringLiteral("pelatihan-kafka worker source --bootstrap 127.0.0.1:9092 ");
        const QString work =
            QStringLiteral("pelatihan-kafka kampus --database '/home/a b/kampus.db' --rate 4");
        row("campus", Kind::Campus, {work, work + QStringLiteral(" --follow --bootstrap 127.0.0.1:9092")});
        row("polling", Kind::Polling,
            {worker
             + QStringLiteral("--source polling --dataset orders --poll timestamp --input "
                              "'/home/a b/kampus.db' --rate 4")});
        row("polling by id", Kind::Polling,
            {worker
             + QStringLiteral("--source polling --dataset both --poll incrementing --input "
                              "'/home/a b/kampus.db' --rate 4")},
            [](SourceChoice &choice) {
                choice.pollById = true;
                choice.datasets = extract::GeneratedDatasets::Both;
            });
        row("its own API", Kind::Rest,
            {worker
             + QStringLiteral("--source rest --dataset orders --paging cursor --url http://127.0.0.1:18642 "
                              "--rate 4")});
        row("an API", Kind::Rest,
            {worker
             + QStringLiteral("--source rest --dataset orders --paging link --url 'http://a.id/x?y' --rate "
                              "4")},
            [](SourceChoice &choice) {
                choice.url = QStringLiteral("http://a.id/x?y");
                choice.paging = SourceChoice::Paging::Link;
            });
        row("topic", Kind::Topic,
            {worker + QStringLiteral("--source topic --dataset activities --topic outside --rate 4")},
            [](SourceChoice &choice) {
                choice.topic = QStringLiteral("outside");
                choice.datasets = extract::GeneratedDatasets::Activities;
            });
        row("CSV", Kind::Csv,
            {worker + QStringLiteral("--source csv --input '/home/a b/o.csv' --mapping m.json --rate 4")},
            [](SourceChoice &choice) {
                choice.file = QStringLiteral("/home/a b/o.csv");
                choice.mapping = QStringLiteral("m.json");
            });
        row("generator", Kind::Generator,
            {worker + QStringLiteral("--dataset orders --seed 7 --orders 0 --rate 4")},
            [](SourceChoice &choice) { choice.seed = 7; });
    }
    /// "here too" holds: it is typed as it stands, and no stage of this window gets a rival.
    void source_isTheCommandOfTheSourceAlone()
    {
        QFETCH(SourceChoice, choice);
        QFETCH(QStringList, commands);
        CommandTarget target = kTarget;
        target.campusDatabase = QStringLiteral("/home/a b/kampus.db");
        target.campusApi = QStringLiteral("http://127.0.0.1:18642");
        const CommandTexts texts = sourceText(target, choice, 4);
        QStringList told;
        for (const CommandText &text : texts)
            told << text.command;
        QCOMPARE(told, commands);
        QVERIFY(texts.front().where == Where::HereToo);
        // A second capture would publish the changes of the window's database once more.
        for (const CommandText &text : texts) {
            const bool captures = text.command.contains(QStringLiteral("kampus --"))
                && text.command.contains(QStringLiteral("--bootstrap"));
            QCOMPARE(text.where == Where::RealKafkaOnly, captures);
        }
        QVERIFY(sourceText(target, choice, 0).front().command.endsWith(QStringLiteral("--rate max")));
    }

    /// As the members here: they read both datasets, and promise what was chosen.
    void addMember_isAMemberLikeThoseHere()
    {
        CommandTarget target = kTarget;
        const auto commandOf = [&](StageKind stage, const char *group) {
            return addMemberText(target, stage, QLatin1String(group)).front().command;
        };
        QCOMPARE(
            commandOf(StageKind::Load, "kampus-loader"),
            QStringLiteral("pelatihan-kafka worker load --bootstrap 127.0.0.1:9092 --group kampus-loader "
                           "--dataset both --warehouse 'sqlite:/home/a b/warehouse.db'"));
        target.semantics = Semantics::AtLeastOnce;
        QCOMPARE(commandOf(StageKind::Transform, "kampus-transform"),
                 QStringLiteral("pelatihan-kafka worker transform --bootstrap 127.0.0.1:9092 --group "
                                "kampus-transform --dataset both --semantics at-least-once"));
        target.semantics = Semantics::Transactions; // two with one transactional id shut each other out
        QVERIFY(commandOf(StageKind::Transform, "kampus-transform").endsWith(QStringLiteral(" --slot 100")));
        QVERIFY(!commandOf(StageKind::Load, "kampus-loader").contains(QStringLiteral("--slot")));
        target.profile = QStringLiteral("our kampus"); // with its prefix and its rights
        QVERIFY(commandOf(StageKind::Load, "kampus-loader")
                    .startsWith(QStringLiteral("pelatihan-kafka worker load --env 'our kampus' --group ")));
    }

    /// The console cannot write; what it shows cannot either.
    void sql_cannotWrite()
    {
        const QTemporaryDir folder;
        CommandTarget target = kTarget;
        target.warehousePath = folder.filePath(QStringLiteral("it's.db"));
        const auto run = [&](const QString &command) {
            QProcess shell;
            shell.start(QStringLiteral("sh"), {QStringLiteral("-c"), command});
            shell.closeWriteChannel();
            return shell.waitForFinished() && shell.exitCode() == 0 ? QString::fromUtf8(shell.readAll())
                                                                    : QStringLiteral("failed");
        };
        if (run(QStringLiteral("sqlite3 -version")) == QLatin1String("failed"))
            QSKIP("sqlite3 is not installed");
        QCOMPARE(run(QStringLiteral("sqlite3 ") + shellQuoted(target.warehousePath)
                     + QStringLiteral(" 'create table t (a); insert into t values (7)'")),
                 QString());
        const auto typed = [&](const char *sql) {
            return run(sqlText(target, QLatin1String(sql)).front().command);
        };
        QCOMPARE(typed("delete from t"), QStringLiteral("failed"));
        QCOMPARE(typed("select a from t"), QStringLiteral("7\n"));
        target.warehousePath = QStringLiteral("mysql://pk@127.0.0.1:3306/campus");
        QVERIFY(
            sqlText(target, QStringLiteral("delete from t"))
                .front()
                .command.contains(QStringLiteral("--init-command='SET SESSION TRANSACTION READ ONLY' -e ")));
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
