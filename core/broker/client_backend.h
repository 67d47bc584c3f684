#pragma once

// ClusterBackend over plain clients. Private to core/broker: EmbeddedBackend stands on it for what clients
// can do.

#include "broker/cluster_backend.h"
#include "broker/handles.h"

#include <map>
#include <mutex>

namespace pk::broker {

class ClientBackend final : public ClusterBackend
{
public:
    static Result<std::unique_ptr<ClientBackend>> connect(const ClusterAccess &access, int timeoutMs);

    ClusterInfo info() const override { return m_info; }
    bool supports(Feature feature) const override
    {
        return !m_info.embedded && feature != Feature::BrokerOutage && feature != Feature::BrokerFaults;
    }
    Result<std::vector<BrokerInfo>> brokers() override;
    Result<std::vector<TopicInfo>> topics() override;
    Result<void> createTopic(const TopicSpec &spec) override;
    Result<void> deleteTopic(const std::string &name) override;
    Result<void> addPartitions(const std::string &topic, int total) override;
    Result<std::vector<Consumer::Watermarks>>
    watermarksOf(const std::vector<TopicPartition> &partitions) override;
    Result<std::vector<TopicSetting>> topicSettings(const std::string &topic) override;
    Result<void> changeTopicSetting(const std::string &topic, const std::string &name,
                                    const std::optional<std::string> &value) override;
    Result<std::vector<CommitOffset>> offsetsForTime(const std::vector<TopicPartition> &partitions,
                                                     std::int64_t timestampMs) override;
    Result<std::vector<CommitOffset>> committed(const std::string &group,
                                                const std::vector<TopicPartition> &partitions) override;
    Result<std::vector<GroupInfo>> groups() override;
    Result<GroupInfo> describeGroup(const std::string &group) override;
    Result<void> deleteGroup(const std::string &group) override;
    Result<void> setBrokerUp(int broker, bool up) override;
    Result<void> moveLeader(const TopicPartition &partition, int broker) override;
    Result<void> setRoundTrip(int broker, int ms) override;
    Result<void> failRequests(RequestKind kind, int kafkaError, int count) override;

private:
    ClientBackend() = default;
    /// All topics as the cluster calls them, internal ones too.
    Result<std::vector<TopicInfo>> metadata(std::vector<BrokerInfo> *brokers);
    Result<EventHandle> waitFor(rd_kafka_queue_t *queue, const QString &what);
    /// A consumer of the group that never joins it, to ask what was committed: the Admin question for that
    /// aborts the process when its coordinator goes (librdkafka's issue 4605). It is kept, and may be asked
    /// by several threads.
    Result<rd_kafka_t *> clientOf(const std::string &group);
    Error unsupported(const QString &what) const;
    /// Until each of the topic's partitions is answered for: brokers learn of new ones a moment later.
    Result<void> waitForLeaders(const std::string &topic, int total);
    /// Of a topic of which nobody says it: as many as there are brokers, at most three. `shown`: those that
    /// the cluster has named. More are waited for where its addresses or its own setting speak of more.
    Result<int> defaultReplication(const std::vector<BrokerInfo> &shown);
    /// All settings of a topic or a broker, sorted by name.
    Result<std::vector<TopicSetting>> settingsOf(rd_kafka_ConfigResource_t *resource, const QString &what);
    /// What the cluster itself gives a topic; 0 where one may not ask.
    int clusterReplication(int broker);

    ClusterInfo m_info;
    int m_timeoutMs = 10'000;
    ClientHandle m_client;
    std::mutex m_groupMutex;
    std::map<std::string, ClientHandle> m_groupClients; // guarded by m_groupMutex
    std::mutex m_mutex; // createTopic(): look and make in one
    bool m_nodesAwaited = false; // guarded by m_mutex; nobody waits twice for nodes that do not come
};

} // namespace pk::broker
