#include "bridge/action_text.h"

#include <QTest>

using namespace pk;
using namespace pk::gui;

namespace {

CommandTarget aTarget()
{
    CommandTarget target{QStringLiteral("127.0.0.1:9092"), QStringLiteral("/home/a b/warehouse.db"), true};
    target.campusDatabase = QStringLiteral("kampus.db");
    return target;
}

QString linesOf(const CommandTexts &texts)
{
    QStringList lines;
    for (const CommandText &text : texts)
        lines << text.command;
    return lines.join(QLatin1Char('\n'));
}

} // namespace

class TestActionText : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void hold_isASignalToAProcessOfItsOwn()
    {
        QCOMPARE(linesOf(holdText(QStringLiteral("load-1"), true)), QStringLiteral("kill -STOP $PID_LOAD_1"));
        QCOMPARE(linesOf(holdText(QStringLiteral("load-1"), false)),
                 QStringLiteral("kill -CONT $PID_LOAD_1"));
        QVERIFY(holdText(QStringLiteral("load-1"), true).front().where == Where::OwnProcessOnly);
    }

    /// A shell reads <load-0> as a file; an unset variable makes kill refuse.
    void processId_isNothingThatAShellMisreads()
    {
        QCOMPARE(linesOf(crashMemberText({}, QStringLiteral("load-0"))),
                 QStringLiteral("kill -KILL $PID_LOAD_0"));
        QCOMPARE(linesOf(stopMemberText({}, QStringLiteral("transform-1"))),
                 QStringLiteral("kill -TERM $PID_TRANSFORM_1"));
        QCOMPARE(linesOf(brokerText({}, 2, false)), QStringLiteral("kill -KILL $PID_BROKER_2"));
    }

    void burst_isAsManyRecordsOfTheSource_butNotTheSameOnes()
    {
        SourceChoice source;
        source.kind = SourceChoice::Kind::Generator;
        source.datasets = extract::GeneratedDatasets::Both;
        source.seed = 7;
        QCOMPARE(linesOf(burstText(aTarget(), source, 1'000)),
                 QStringLiteral("pelatihan-kafka worker source --bootstrap 127.0.0.1:9092 --dataset both "
                                "--seed 8 --orders 1000 --rate max"));
        source.kind = SourceChoice::Kind::Campus;
        QCOMPARE(
            linesOf(burstText(aTarget(), source, 1'000)),
            QStringLiteral("pelatihan-kafka kampus --database kampus.db --transactions 1000 --rate max"));
    }

    void replay_beginsAtTheFirstRow()
    {
        SourceChoice source;
        source.kind = SourceChoice::Kind::Polling;
        const QString again = linesOf(replayText(aTarget(), source, 4));
        QVERIFY2(again.startsWith(linesOf(sourceText(aTarget(), source, 4)) + QLatin1String(" --positions ")),
                 qPrintable(again));
        source.kind = SourceChoice::Kind::Campus;
        const CommandTexts tables = replayText(aTarget(), source, 4);
        QCOMPARE(linesOf(tables),
                 QStringLiteral("maxwell-bootstrap --database kampus --table orders\n"
                                "maxwell-bootstrap --database kampus --table order_items"));
        QVERIFY(tables.back().where == Where::RealKafkaOnly && !tables.back().note.isEmpty());
        source.database = QStringLiteral("mysql://kampus@127.0.0.1:3306/akademik");
        QVERIFY(linesOf(replayText(aTarget(), source, 4))
                    .contains(QStringLiteral("--database akademik --table orders")));
    }

    void endOfAllFaults_isTheEndOfEach()
    {
        RunInfo run;
        run.loaderGroup = "kampus-loader";
        run.transformGroup = "kampus-transform";
        run.state = RunState::Running;
        pipeline::MemberStatus held;
        held.name = "load-0";
        held.stage = StageKind::Load;
        held.status = pipeline::StageStatus::Running;
        pipeline::MemberStatus transform = held;
        transform.name = "transform-0";
        transform.stage = StageKind::Transform;
        run.members = {held, transform};
        QVERIFY(endFaultsText(aTarget(), run).empty());
        run.loadDelayMs = 400;
        run.databaseLocked = true;
        run.burstLeft = 1;
        run.brokersDown = {2};
        run.members.front().onHold = true;
        QCOMPARE(linesOf(endFaultsText(aTarget(), run)),
                 QStringLiteral("kill $PID_CPULIMIT\nROLLBACK;\nkill -INT $PID_SOURCE\nkafka-server-start.sh "
                                "-daemon config/server.properties\nkill -CONT $PID_LOAD_0"));
        run = {};
        run.state = RunState::Running;
        run.loaderGroup = "kampus-loader";
        run.members = {held, transform};
        run.members.front().status = pipeline::StageStatus::Stopped;
        QCOMPARE(endFaultsText(aTarget(), run),
                 addMemberText(aTarget(), StageKind::Load, QStringLiteral("kampus-loader")));
    }

    void environment_isHowOneLikeItBegins_data()
    {
        using Kind = environment::EnvironmentChoice::Kind;
        QTest::addColumn<int>("kind");
        QTest::addColumn<QString>("lines");
        QTest::newRow("embedded") << int(Kind::Embedded) << QStringLiteral("pelatihan-kafka broker");
        QTest::newRow("local")
            << int(Kind::Local)
            << QStringLiteral(
                   "pelatihan-kafka env up local --nodes 3\npelatihan-kafka run --env local --nodes 3");
        QTest::newRow("compose") << int(Kind::Compose)
                                 << QStringLiteral(
                                        "pelatihan-kafka env up compose\npelatihan-kafka run --env compose");
        QTest::newRow("profile") << int(Kind::Profile)
                                 << QStringLiteral("pelatihan-kafka run --env 'our kampus'");
    }
    void environment_isHowOneLikeItBegins()
    {
        QFETCH(int, kind);
        QFETCH(QString, lines);
        const environment::EnvironmentChoice choice{static_cast<environment::EnvironmentChoice::Kind>(kind),
                                                    3, QStringLiteral("our kampus")};
        QCOMPARE(linesOf(environmentText(choice)), lines);
    }

    void warehouse_isAnAddressOrAFile()
    {
        QCOMPARE(linesOf(warehouseText(QStringLiteral("mysql://pk@db:3306/campus"))),
                 QStringLiteral("pelatihan-kafka run --warehouse mysql://pk@db:3306/campus"));
        QCOMPARE(linesOf(warehouseText(QStringLiteral("/a b/w.db"))),
                 QStringLiteral("pelatihan-kafka run --warehouse 'sqlite:/a b/w.db'"));
    }

    void whatOnlyThisWindowCanDo_isASentenceWithoutACommand()
    {
        const CommandText text = steppingText().front();
        QVERIFY(text.command.isEmpty() && text.where == Where::OnlyHere);
        QVERIFY(noteOf(text).startsWith(QStringLiteral("Only this window can do that")));
    }
};

PK_TEST(TestActionText)
#include "tst_action_text.moc"
