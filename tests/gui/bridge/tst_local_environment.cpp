// The window's session on a real Kafka of one node, which it starts and ends itself.

#include "controller_fixture.h"
#include "domain/pipeline_names.h"
#include "environment/folder_lock.h"
#include "environment/kafka_program.h"
#include "environment/local_folders.h"

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
        goTo(bed, {});
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
