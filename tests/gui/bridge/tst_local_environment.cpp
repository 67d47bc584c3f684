// The window's session on a real Kafka of one node, which it starts and ends itself.

#include "bridge/command_text.h"
#include "bridge/text.h"
#include "controller_fixture.h"
#include "domain/pipeline_names.h"
#include "environment/folder_lock.h"
#include "environment/kafka_program.h"
#include "environment/local_folders.h"

#include <QProcess>
#include <QRegularExpression>

#include <csignal>

using namespace pk;
using namespace pk::test;
using environment::EnvironmentChoice;
using Kind = SwitchEnd::Kind;

namespace {

const EnvironmentChoice kLocal{EnvironmentChoice::Kind::Local, 1, {}};
constexpr int kStartMs = 90'000;

bool lives(std::int64_t pid)
{
    return kill(static_cast<pid_t>(pid), 0) == 0;
}

/// A member of a group of the window's in a process of its own, as the window's sheet of commands suggests
/// it.
class WorkerBeside
{
public:
    WorkerBeside(const Controller &controller, StageKind stage, std::string_view group)
    {
        QString command = addMemberText(controller.commandTarget(), stage, toQString(group)).front().command;
        command.replace(QStringLiteral("pelatihan-kafka "),
                        QStringLiteral("exec ") + shellQuoted(programPath()) + QLatin1Char(' '));
        m_process.setProcessChannelMode(QProcess::MergedChannels);
        m_process.start(QStringLiteral("sh"), {QStringLiteral("-c"), command});
    }
    bool lives() const { return m_process.state() != QProcess::NotRunning; }
    /// Asks it to end in order and waits. Empty, or what it said where that was not its end.
    QString stop()
    {
        m_process.terminate();
        const bool ended = m_process.waitForFinished(kPatienceMs);
        const bool inOrder = ended && m_process.exitStatus() == QProcess::NormalExit
            && m_process.exitCode() == kInterruptedCode;
        return inOrder ? QString() : QString::fromUtf8(m_process.readAll()) + m_process.errorString();
    }

private:
    static constexpr int kInterruptedCode = 130;

    QProcess m_process;
};

/// One partition of a group that a member in another process has.
struct ReadElsewhere
{
    std::string_view group;
    TopicPartition partition;
};

/// The first one, once the cluster reports a second member, and that it has what nobody here has.
std::optional<ReadElsewhere> readElsewhere(const Bed &bed, std::string_view group, const char *topic)
{
    const SnapshotPtr now = bed.controller->snapshot();
    const auto *reported = now->run.report ? now->run.report->group(group) : nullptr;
    if (reported == nullptr || reported->state != "Stable" || reported->members.size() != 2)
        return std::nullopt;
    for (int p = 0; p < now->run.partitions; ++p) {
        const TopicPartition partition{topic, p};
        if (now->isReadElsewhere(group, partition))
            return ReadElsewhere{group, partition};
    }
    return std::nullopt;
}

std::int64_t committedIn(const Bed &bed, const ReadElsewhere &place)
{
    const SnapshotPtr now = bed.controller->snapshot();
    const auto group = now->state.groups().find(std::string(place.group));
    if (group == now->state.groups().end())
        return -1;
    const auto partition = group->second.partitions.find(place.partition);
    return partition != group->second.partitions.end() ? partition->second.committed.value.offset : -1;
}

/// Of all partitions, where their logs end.
std::int64_t recordsIn(const Bed &bed, std::string_view topic)
{
    const SnapshotPtr now = bed.controller->snapshot();
    std::int64_t records = 0;
    for (const auto &[partition, log] : now->state.partitions())
        records += partition.topic == topic ? log.logEnd : 0;
    return records;
}

} // namespace

class TestLocalEnvironment : public QObject
{
    Q_OBJECT

private:
    static void prepare(SessionOptions &options)
    {
        options.staticAssignment = false; // its groups are Kafka's
        options.profilesFolder = options.dataFolder + QStringLiteral("/profiles");
    }
    /// Goes there and waits until records are loaded.
    static void goTo(Bed &bed, const EnvironmentChoice &choice)
    {
        QSignalSpy ends(bed.controller.get(), &Controller::switchEnded);
        bed.controller->switchEnvironment(choice);
        QTRY_COMPARE_WITH_TIMEOUT(ends.count(), 1, kStartMs);
        const auto end = ends[0][0].value<SwitchEnd>();
        QVERIFY2(end.kind == Kind::Done, qPrintable(end.sentence));
        QVERIFY2(end.sentence.contains(QStringLiteral("nothing was lost")), qPrintable(end.sentence));
        QTRY_VERIFY_WITH_TIMEOUT(bed.run().environment == choice && bed.loaded() >= 5, 60'000);
    }

    /// What `kafka-consumer-groups.sh --describe` shows of the group's partitions of this topic.
    static std::map<int, std::int64_t> lagOfKafkasTool(const std::string &bootstrap, const char *group,
                                                       const char *topic)
    {
        const auto kafka = environment::findKafka();
        QProcess tool;
        tool.start(kafka->java,
                   kafka->javaArguments(128)
                       << QStringLiteral("org.apache.kafka.tools.consumer.group.ConsumerGroupCommand")
                       << QStringLiteral("--bootstrap-server") << QString::fromStdString(bootstrap)
                       << QStringLiteral("--describe") << QStringLiteral("--group") << QLatin1String(group));
        std::map<int, std::int64_t> lag;
        if (!tool.waitForFinished(kPatienceMs))
            return lag;
        const QRegularExpression row(QStringLiteral("^%1 +%2 +(\\d+) +\\d+ +\\d+ +(\\d+)")
                                         .arg(QLatin1String(group), QLatin1String(topic)),
                                     QRegularExpression::MultilineOption);
        auto found = row.globalMatch(QString::fromUtf8(tool.readAllStandardOutput()));
        while (found.hasNext()) {
            const QRegularExpressionMatch match = found.next();
            lag[match.captured(1).toInt()] = match.captured(2).toLongLong();
        }
        return lag;
    }
    /// What `env` says of the clusters in the window's data folder.
    static QString environmentSays(const Bed &bed, const QStringList &what)
    {
        QTemporaryDir data;
        QFile::link(bed.folder.path(), data.filePath(QStringLiteral("pelatihan-kafka")));
        QProcess program;
        QProcessEnvironment variables = QProcessEnvironment::systemEnvironment();
        variables.insert(QStringLiteral("XDG_DATA_HOME"), data.path());
        program.setProcessEnvironment(variables);
        program.start(programPath(), QStringList(QStringLiteral("env")) << what << QStringLiteral("local"));
        (void)program.waitForFinished(kPatienceMs);
        return QString::fromUtf8(program.readAllStandardOutput());
    }

private Q_SLOTS:
    void initTestCase()
    {
        if (const auto kafka = environment::findKafka(); !kafka)
            QSKIP(qUtf8Printable(kafka.error().message));
    }

    void embedded_local_embedded_local_allBooksClose()
    {
        Bed bed(&prepare);
        QStringList steps;
        QObject::connect(bed.controller.get(), &Controller::switchProgressed, bed.controller.get(),
                         [&](const SwitchProgress &progress) { steps << progress.sentence; });
        bed.controller->start();
        QTRY_VERIFY(bed.loaded() >= 3);
        goTo(bed, kLocal);
        QVERIFY2(steps.contains(QStringLiteral("The node starts; it does not answer yet …")),
                 qPrintable(steps.join(QLatin1Char('\n'))));
        QVERIFY(!bed.run().cluster.embedded);
        QCOMPARE(bed.run().brokersHere, 1);
        const auto nodes = bed.run().cluster.processIds;
        QCOMPARE(nodes.size(), std::size_t{1});
        // What the cluster itself reports.
        const auto reported = [&] {
            const auto &report = bed.run().report;
            const auto *group = report ? report->group(kTransformGroup) : nullptr;
            const auto *log = report ? report->partition({"raw_orders", 0}) : nullptr;
            return group != nullptr && group->state == "Stable" && group->members.size() == 1
                && log != nullptr && log->leader == 1 && log->inSync == std::vector<int>{1};
        };
        QTRY_VERIFY(reported());
        QCOMPARE(bed.run().nodeLogs.size(), 1);
        QVERIFY(QFile::exists(bed.run().nodeLogs.first()));
        const QString status = environmentSays(bed, {QStringLiteral("status")});
        QVERIFY2(status.contains(QStringLiteral("local Kafka, 1 node(s), of the window: up since"))
                     && status.contains(QStringLiteral("1 of 1 answer")),
                 qPrintable(status));
        const QString logs = environmentSays(bed, {QStringLiteral("logs")});
        QVERIFY2(logs.contains(QStringLiteral("/window-kafka/local-1/node-1/node.log, of the window\n")),
                 qPrintable(logs));
        goTo(bed, {});
        QVERIFY(bed.run().nodeLogs.isEmpty());
        QTRY_VERIFY(!lives(nodes.front()));
        QVERIFY(bed.run().report == nullptr);
        // Its topics are still there: they are nobody's loss, and no other client's.
        goTo(bed, kLocal);
        const SnapshotPtr now = bed.controller->snapshot();
        std::int64_t past = 0;
        for (int p = 0; p < 3; ++p)
            past += now->state.partitions().at({"raw_orders", p}).logEnd;
        QVERIFY2(past >= bed.acked() + 5, qPrintable(QString::number(past)));
        VERIFY_CLEAN_END(bed);
        QVERIFY2(bed.ledger.contains(QStringLiteral("0 lost")), qPrintable(bed.ledger));
        QVERIFY(!environment::FolderLock::isHeld(
            environment::keptFolder(bed.folder.filePath(QStringLiteral("window-kafka")), 1)));
    }

    /// While the loader stands still its lag grows slowly, so Kafka's tool is asked between two looks.
    void theLagThatIsShown_isTheOneOfKafkasOwnTool()
    {
        Bed bed([](SessionOptions &options) {
            prepare(options);
            options.ratePerSecond = 50;
        });
        bed.controller->start();
        QTRY_VERIFY(bed.loaded() >= 1);
        goTo(bed, kLocal);
        const auto hasCommitted = [&](int p) {
            auto groups = bed.controller->snapshot()->state.groups();
            const auto group = groups.find(std::string(kLoaderGroup));
            return group != groups.end()
                && group->second.partitions[{"enriched_orders", p}].committed.value.offset > 0;
        };
        QTRY_VERIFY(hasCommitted(0) && hasCommitted(1) && hasCommitted(2)); // else the tool knows of no lag
        bed.controller->databaseOutage(Session::Outage::Locked, true);
        const auto lag = [&] {
            std::map<int, std::int64_t> shown;
            for (int p = 0; p < 3; ++p)
                shown[p] = bed.controller->snapshot()->state.lag(kLoaderGroup, {"enriched_orders", p});
            return shown;
        };
        QTRY_VERIFY(std::ranges::all_of(lag(), [](const auto &of) { return of.second > 5; }));
        bed.controller->setRate(1);
        QVERIFY(bed.waitForFreshSnapshot());
        const auto before = lag();
        const auto told = lagOfKafkasTool(bed.run().cluster.bootstrap, "kampus-loader", "enriched_orders");
        QVERIFY(bed.waitForFreshSnapshot());
        const auto after = lag();
        QCOMPARE(told.size(), 3U);
        for (const auto &[partition, records] : told)
            QVERIFY2(before.at(partition) <= records && records <= after.at(partition),
                     qPrintable(QStringLiteral("partition %1: %2, then the tool %3, then %4")
                                    .arg(partition)
                                    .arg(before.at(partition))
                                    .arg(records)
                                    .arg(after.at(partition))));
        bed.controller->endFaults();
        VERIFY_CLEAN_END(bed);
    }

    void workersBeside_areReported_theirPartitionsGoOn_andAllBooksClose()
    {
        Bed bed([](SessionOptions &options) {
            prepare(options);
            options.environment = kLocal;
            options.ratePerSecond = 60;
        });
        bed.controller->start();
        QTRY_VERIFY_WITH_TIMEOUT(bed.loaded() >= 20, kStartMs);
        WorkerBeside transform(*bed.controller, StageKind::Transform, kTransformGroup);
        std::optional<ReadElsewhere> loaded;
        std::optional<ReadElsewhere> transformed;
        auto load = std::make_unique<WorkerBeside>(*bed.controller, StageKind::Load, kLoaderGroup);
        QTRY_VERIFY((loaded = readElsewhere(bed, kLoaderGroup, "enriched_orders")));
        // Who has the first partition sends the follow-up events. Ids of members are drawn, and so is that.
        for (int draw = 0; draw < 10 && loaded->partition.partition != 0; ++draw) {
            QCOMPARE(load->stop(), QString());
            QTRY_VERIFY(!bed.controller->snapshot()->isReadElsewhere(kLoaderGroup));
            load = std::make_unique<WorkerBeside>(*bed.controller, StageKind::Load, kLoaderGroup);
            QTRY_VERIFY((loaded = readElsewhere(bed, kLoaderGroup, "enriched_orders")));
        }
        QCOMPARE(loaded->partition.partition, 0);
        QTRY_VERIFY((transformed = readElsewhere(bed, kTransformGroup, "raw_orders")));
        for (const ReadElsewhere &place : {*loaded, *transformed}) {
            const std::int64_t before = committedIn(bed, place);
            QTRY_VERIFY(committedIn(bed, place) >= before + 40); // it goes on, and so does what is shown
            QTRY_VERIFY(bed.controller->snapshot()->state.lag(place.group, place.partition) < 60);
        }
        QVERIFY(load->lives() && transform.lives());

        // Each follow-up event is sent by one of the loaders, whichever process it is in.
        bed.controller->setRate(1);
        const auto unsent = [&bed] {
            return bed.number("SELECT count(*) FROM etl_outbox") - recordsIn(bed, kWarehouseEventsTopic);
        };
        QTRY_VERIFY(unsent() <= 0);
        QVERIFY(bed.waitForFreshSnapshot());
        QTRY_COMPARE(unsent(), 0);

        QCOMPARE(load->stop(), QString());
        QCOMPARE(transform.stop(), QString());
        QTRY_VERIFY(bed.run().report->group(kLoaderGroup)->members.size() == 1);
        QTRY_VERIFY(!bed.controller->snapshot()->isReadElsewhere(kLoaderGroup));
        QTRY_VERIFY(!bed.controller->snapshot()->isReadElsewhere(kTransformGroup));
        VERIFY_CLEAN_END(bed);
        QVERIFY2(bed.ledger.contains(QStringLiteral("0 lost; 0 doubled")), qPrintable(bed.ledger));
        QCOMPARE(bed.failures, QStringList());
    }

    void givenUpInTheMiddle_noProcessIsLeft()
    {
        Bed bed(&prepare);
        bed.controller->start();
        QTRY_VERIFY(bed.loaded() >= 1);
        const QString folder =
            environment::keptFolder(bed.folder.filePath(QStringLiteral("window-kafka")), 1);
        QSignalSpy ends(bed.controller.get(), &Controller::switchEnded);
        bed.controller->switchEnvironment(kLocal);
        QTRY_VERIFY(environment::FolderLock::isHeld(folder));
        bed.controller->cancelSwitch();
        QTRY_COMPARE(ends.count(), 1);
        QVERIFY(ends[0][0].value<SwitchEnd>().kind == Kind::Cancelled);
        QVERIFY(!environment::FolderLock::isHeld(folder)); // held as long as a node lives
        VERIFY_CLEAN_END(bed);
    }
};

PK_TEST(TestLocalEnvironment)
#include "tst_local_environment.moc"
