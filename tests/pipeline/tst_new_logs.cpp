#include "cdc/campus_history.h"
#include "pipeline_fixture.h"
#include "support/renamed_cluster.h"

// Topics of change events that were deleted and made anew: who keeps offsets in a database and leaves no
// audit there knows the new log by the record that it worked last.

using namespace pk;
using namespace pk::test;

namespace {

const TopicPartition kOrders{"producer.kampus.orders", 0};

} // namespace

class TestNewLogs : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void topicsMadeAnew_areReadFromTheirBeginning_data()
    {
        QTest::addColumn<bool>("replica");
        QTest::newRow("replica") << true;
        QTest::newRow("bridge") << false;
    }
    void topicsMadeAnew_areReadFromTheirBeginning()
    {
        QFETCH(bool, replica);
        Bench bench(freshLogs());
        QVERIFY(bench.ready());
        pipeline::PipelineOptions options = bench.options();
        options.bridgePath = bench.folder.filePath(QStringLiteral("bridge.db"));
        const std::string group = replica ? options.replicaGroup : options.bridgeGroup;
        Pipeline::Parts parts{false, false, false, false, !replica, replica};
        parts.changes = true;
        /// Orders of these numbers, and how many of their records were worked.
        const auto work = [&](int firstId, int lastId) -> std::int64_t {
            for (int id = firstId; id <= lastId; ++id) {
                const std::string key =
                    R"({"database":"kampus","table":"orders","pk.id":)" + std::to_string(id) + "}";
                if (!bench.produce(kOrders, key,
                                   maxwell("orders", "insert", id, true, orderRow(id, 1, 1, 0, "PAID"))))
                    return -1;
            }
            const auto pipeline = bench.make(options);
            if (!pipeline->start(parts))
                return -2;
            const auto worked = [&] {
                return replica ? pipeline->replica()->stored() : pipeline->bridge()->bridged();
            };
            (void)QTest::qWaitFor([&] { return worked() > lastId - firstId; }, kPatienceMs);
            pipeline->stop();
            return worked();
        };
        const auto makeTopics = [&bench] {
            const auto topics = cdcTopicsOf(Dataset::Orders);
            return std::all_of(topics.begin(), topics.end(), [&bench](const std::string &topic) {
                return bench.backend->createTopic({topic, 2, 0, {}}).ok();
            });
        };
        QVERIFY(makeTopics());
        QCOMPARE(work(1, 3), 3);
        QCOMPARE(work(4, 4), 1); // the same log
        QCOMPARE(bench.events(journal::EventKind::Reset).size(), 0U);

        bench.backend = freshLogs();
        QVERIFY(bench.backend);
        QVERIFY(makeTopics());
        // The group's commits are there: somebody was quicker, or the stage was running all the while.
        commit(*bench.backend, group);
        QCOMPARE(work(11, 16), 6);
        const auto resets = bench.events(journal::EventKind::Reset);
        QCOMPARE(resets.size(), 1U);
        QCOMPARE(resets.front().text, std::string("new_log"));
        if (replica)
            QCOMPARE(bench.number("SELECT count(*) FROM olap_orders"), 10);
    }

private:
    static void commit(const broker::ClusterBackend &cluster, const std::string &group)
    {
        auto consumer = broker::Consumer::create(
            broker::consumerConfig(cluster.info(), {.group = group, .clientId = "stage"}), {});
        VERIFY_OK(consumer);
        const std::vector<broker::CommitOffset> offsets{
            {kOrders, 4, StoredOffsets::metadataWithoutEpoch("C")}};
        VERIFY_OK((*consumer)->commit(offsets));
    }
};

PK_TEST(TestNewLogs)
#include "tst_new_logs.moc"
