// Nodes of a real Kafka are killed under the window's session.

#include "base/clock.h"
#include "bridge/run_trouble.h"
#include "controller_fixture.h"
#include "environment/kafka_program.h"
#include "main/live_transport.h"

#include <csignal>

using namespace pk;
using namespace pk::test;
using environment::EnvironmentChoice;

namespace {

const EnvironmentChoice kOneNode{EnvironmentChoice::Kind::Local, 1, {}};
constexpr int kStartMs = 90'000;

} // namespace

class TestLocalOutages : public QObject
{
    Q_OBJECT

private:
    static void prepare(SessionOptions &options)
    {
        options.staticAssignment = false; // its groups are Kafka's
        options.profilesFolder = options.dataFolder + QStringLiteral("/profiles");
    }

private Q_SLOTS:
    void initTestCase()
    {
        if (const auto kafka = environment::findKafka(); !kafka)
            QSKIP(qUtf8Printable(kafka.error().message));
    }

    void aNodeThatIsKilled_isSaid_comesBack_andNothingIsLost()
    {
        Bed bed([](SessionOptions &options) {
            prepare(options);
            options.environment = kOneNode;
        });
        const LiveTransport transport(*bed.controller);
        QSignalSpy failed(&transport, &Transport::failed);
        QSignalSpy recovered(&transport, &Transport::recovered);
        bed.controller->start();
        QTRY_VERIFY_WITH_TIMEOUT(bed.loaded() >= 5, kStartMs);
        kill(static_cast<pid_t>(bed.run().cluster.processIds.front()), SIGKILL);
        QTRY_VERIFY(bed.run().brokersDown == std::vector<int>{1});
        QTRY_COMPARE(bed.failures.size(), 1);
        QVERIFY2(bed.failures.front().contains(QStringLiteral("Node 1")), qPrintable(bed.failures.front()));
        QVERIFY2(bed.failures.front().contains(QStringLiteral("was killed. What it has")),
                 qPrintable(bed.failures.front()));
        QVERIFY(!transport.environment().healthy);
        QCOMPARE(transport.environment().name, QStringLiteral("No broker runs"));
        // How it comes back stays said, whoever else finds out that nobody answers.
        QTRY_VERIFY(isBrokerSilent(bed.run(), monotonicUs()));
        QVERIFY(bed.waitForFreshSnapshot());
        QCOMPARE(failed.count(), 1);
        QVERIFY(!failed.first().at(1).toString().isEmpty());
        for (const auto &each : recovered)
            QVERIFY2(each.at(1) != failed.first().at(1), qPrintable(each.at(0).value<Saying>().text()));
        bed.controller->brokerUp(1);
        QTRY_VERIFY_WITH_TIMEOUT(bed.run().brokersDown.empty(), kStartMs);
        QTRY_VERIFY(transport.environment().healthy);
        QVERIFY(std::any_of(recovered.begin(), recovered.end(),
                            [&](const auto &each) { return each.at(1) == failed.first().at(1); }));
        const std::int64_t loaded = bed.loaded();
        QTRY_VERIFY_WITH_TIMEOUT(bed.loaded() >= loaded + 5, 60'000);
        VERIFY_CLEAN_END(bed);
        QVERIFY2(bed.ledger.contains(QStringLiteral("0 lost")), qPrintable(bed.ledger));
    }

    void ofThreeNodesOneIsKilled_theOthersLead_andItCatchesUp()
    {
        Bed bed([](SessionOptions &options) {
            prepare(options);
            options.environment.kind = EnvironmentChoice::Kind::Local;
            options.environment.nodes = 3;
        });
        bed.controller->start();
        QTRY_VERIFY_WITH_TIMEOUT(bed.loaded() >= 5, kStartMs);
        QCOMPARE(bed.run().brokersHere, 3);
        const auto log = [&](int partition) {
            const auto &report = bed.run().report;
            const auto *found = report ? report->partition({"raw_orders", partition}) : nullptr;
            return found != nullptr ? *found : broker::PartitionInfo();
        };
        const auto inSync = [&](std::size_t replicas) {
            for (int p = 0; p < 3; ++p) {
                if (log(p).inSync.size() != replicas || log(p).leader < 0)
                    return false;
            }
            return true;
        };
        QTRY_VERIFY(inSync(3));
        const int victim = log(0).leader;
        bed.controller->brokerDown(victim);
        QTRY_VERIFY(bed.run().brokersDown == std::vector<int>{victim});
        QTRY_VERIFY_WITH_TIMEOUT(inSync(2) && log(0).leader != victim, 60'000);
        const std::int64_t loaded = bed.loaded();
        QTRY_VERIFY_WITH_TIMEOUT(bed.loaded() >= loaded + 5, 60'000); // two are enough
        bed.controller->brokerUp(victim);
        QTRY_VERIFY_WITH_TIMEOUT(bed.run().brokersDown.empty() && inSync(3), kStartMs);
        for (const auto &[partition, held] : bed.controller->snapshot()->state.partitions())
            QCOMPARE(held.acked.ended, std::int64_t{0}); // another leader, but the same log
        VERIFY_CLEAN_END(bed);
        QVERIFY2(bed.ledger.contains(QStringLiteral("0 lost")), qPrintable(bed.ledger));
    }

    void ofThreeNodesTwoAreKilled_theOneLeftIsCounted_andWhatNobodyLeadsIsNotKnown()
    {
        Bed bed([](SessionOptions &options) {
            prepare(options);
            options.environment.kind = EnvironmentChoice::Kind::Local;
            options.environment.nodes = 3;
        });
        const LiveTransport transport(*bed.controller);
        bed.controller->start();
        QTRY_VERIFY_WITH_TIMEOUT(bed.loaded() >= 5, kStartMs);
        QTRY_VERIFY(bed.run().report && !bed.run().report->groups.empty());
        bed.controller->brokerDown(2);
        QTRY_COMPARE(transport.environment().name, QStringLiteral("2 of 3 brokers run"));
        bed.controller->brokerDown(3);
        QTRY_COMPARE(transport.environment().name, QStringLiteral("1 of 3 brokers run"));
        QCOMPARE(transport.status().activity, QStringLiteral("Waiting for a broker"));
        QCOMPARE(transport.status().regime, Regime::None);
        QTRY_VERIFY(!knownLag(*bed.controller->snapshot(), bed.run().transformGroup));
        QTRY_VERIFY(bed.run().report->groupsAreOld && !bed.run().report->groups.empty());
        for (int looks = 0; looks < 5; ++looks) // one answers all the time
            QVERIFY(bed.waitForFreshSnapshot() && !isBrokerSilent(bed.run(), monotonicUs()));
        bed.controller->endFaults();
        QTRY_VERIFY_WITH_TIMEOUT(transport.environment().healthy, kStartMs);
        QTRY_VERIFY_WITH_TIMEOUT(!bed.run().report->groupsAreOld, kStartMs);
        QTRY_VERIFY_WITH_TIMEOUT(knownLag(*bed.controller->snapshot(), bed.run().transformGroup), kStartMs);
        const std::int64_t loaded = bed.loaded();
        QTRY_VERIFY_WITH_TIMEOUT(bed.loaded() >= loaded + 5, 60'000);
        VERIFY_CLEAN_END(bed); // also where a record was sent again and acknowledged without its offset
        QVERIFY2(bed.ledger.contains(QStringLiteral("0 lost; 0 doubled")), qPrintable(bed.ledger));
    }

    void closedWithoutItsNode_itEnds_andSaysWhatIsKept()
    {
        Bed bed([](SessionOptions &options) {
            prepare(options);
            options.environment = kOneNode;
        });
        bed.controller->start();
        QTRY_VERIFY_WITH_TIMEOUT(bed.loaded() >= 1, kStartMs);
        kill(static_cast<pid_t>(bed.run().cluster.processIds.front()), SIGKILL);
        QTRY_VERIFY(bed.run().brokersDown == std::vector<int>{1});
        bed.controller->shutdown(20'000);
        QTRY_VERIFY_WITH_TIMEOUT(bed.finished, 21'000);
        QVERIFY2(bed.lastWords.contains(QStringLiteral("kept in the topics")), qPrintable(bed.lastWords));
    }
};

PK_TEST(TestLocalOutages)
#include "tst_local_outages.moc"
