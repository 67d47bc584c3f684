#include "environment/local_backend.h"

#include "environment/group_gate.h"

#include <QCoreApplication>
#include <QDir>

#include <atomic>

namespace pk::environment {

namespace {

using broker::Feature;

/// For questions about groups that are on their way to a broker which is to go.
constexpr std::chrono::milliseconds kLastAnswers{3'000};

class LocalBackend final : public broker::ClusterBackend
{
public:
    Result<void> start(LocalCluster options)
    {
        m_throwAway = options.throwAway;
        m_stopTimeoutMs = options.stopTimeoutMs;
        m_folder = options.kafka.folder;
        m_version = "Apache Kafka " + options.kafka.program.version.toStdString();
        const auto died = options.kafka.died;
        options.kafka.died = [this, died](const NodeDeath &death) {
            m_failed = true;
            m_groupGate.close(death.node);
            if (died)
                died(death);
        };
        auto kafka = LocalKafka::start(std::move(options.kafka));
        if (!kafka) {
            m_failed = kafka.error().code != ErrorCode::Cancelled;
            return kafka.error();
        }
        m_kafka = std::move(*kafka);
        auto clients = broker::connectCluster(m_kafka->bootstrap());
        if (!clients)
            return clients.error();
        m_clients = std::move(*clients);
        return {};
    }

    ~LocalBackend() override
    {
        m_clients.reset();
        if (m_kafka && !m_throwAway)
            m_kafka->stop(m_stopTimeoutMs);
        m_kafka.reset();
        throwAway();
    }

    broker::ClusterInfo info() const override
    {
        broker::ClusterInfo info = m_clients->info();
        info.brokerVersion = m_version;
        for (const LocalKafka::Node &node : m_kafka->nodes()) {
            if (node.pid > 0)
                info.processIds.push_back(node.pid);
        }
        return info;
    }
    bool supports(Feature feature) const override
    {
        return feature == Feature::BrokerOutage || m_clients->supports(feature);
    }

    Result<std::vector<broker::BrokerInfo>> brokers() override { return m_clients->brokers(); }
    Result<std::vector<broker::TopicInfo>> topics() override { return m_clients->topics(); }
    Result<void> createTopic(const broker::TopicSpec &spec) override { return m_clients->createTopic(spec); }
    Result<void> deleteTopic(const std::string &name) override { return m_clients->deleteTopic(name); }
    Result<void> addPartitions(const std::string &topic, int total) override
    {
        return m_clients->addPartitions(topic, total);
    }
    Result<std::vector<broker::TopicSetting>> topicSettings(const std::string &topic) override
    {
        return m_clients->topicSettings(topic);
    }
    Result<void> changeTopicSetting(const std::string &topic, const std::string &name,
                                    const std::optional<std::string> &value) override
    {
        return m_clients->changeTopicSetting(topic, name, value);
    }
    Result<std::vector<broker::Consumer::Watermarks>>
    watermarksOf(const std::vector<TopicPartition> &partitions) override
    {
        return m_clients->watermarksOf(partitions);
    }
    Result<std::vector<broker::CommitOffset>> offsetsForTime(const std::vector<TopicPartition> &partitions,
                                                             std::int64_t timestampMs) override
    {
        return m_clients->offsetsForTime(partitions, timestampMs);
    }
    Result<std::vector<broker::CommitOffset>>
    committed(const std::string &group, const std::vector<TopicPartition> &partitions) override
    {
        return m_clients->committed(group, partitions);
    }
    Result<std::vector<broker::GroupInfo>> groups() override
    {
        return m_groupGate.ask([this] { return m_clients->groups(); });
    }
    Result<broker::GroupInfo> describeGroup(const std::string &group) override
    {
        return m_groupGate.ask([&] { return m_clients->describeGroup(group); });
    }
    Result<void> deleteGroup(const std::string &group) override
    {
        return m_groupGate.ask([&] { return m_clients->deleteGroup(group); });
    }

    Result<void> setBrokerUp(int broker, bool up) override
    {
        if (!up)
            m_groupGate.close(broker, kLastAnswers);
        auto done = up ? m_kafka->startNode(broker) : m_kafka->killNode(broker);
        if (done.ok() == up)
            m_groupGate.open(broker);
        return done;
    }
    Result<void> moveLeader(const TopicPartition &partition, int broker) override
    {
        return m_clients->moveLeader(partition, broker);
    }
    Result<void> setRoundTrip(int broker, int ms) override { return m_clients->setRoundTrip(broker, ms); }
    Result<void> failRequests(broker::RequestKind kind, int kafkaError, int count) override
    {
        return m_clients->failRequests(kind, kafkaError, count);
    }
    void endBrokers() override
    {
        m_kafka->kill();
        throwAway(); // whoever ends them so may not have the time for the destructor
    }

private:
    /// REQUIRES: the nodes have ended. What is left of one that failed may tell why.
    void throwAway() const
    {
        if (m_throwAway && !m_failed)
            QDir(m_folder).removeRecursively();
    }

    bool m_throwAway = false;
    int m_stopTimeoutMs = 0;
    QString m_folder;
    std::string m_version;
    std::atomic<bool> m_failed{false}; // outlives the nodes, which tell of their end
    GroupGate m_groupGate; // outlives the nodes, too
    std::unique_ptr<LocalKafka> m_kafka;
    std::unique_ptr<broker::ClusterBackend> m_clients; // ends first
};

} // namespace

Result<std::unique_ptr<broker::ClusterBackend>> startLocalCluster(LocalCluster options)
{
    auto backend = std::make_unique<LocalBackend>();
    if (auto started = backend->start(std::move(options)); !started)
        return started.error();
    return std::unique_ptr<broker::ClusterBackend>(std::move(backend));
}

} // namespace pk::environment
