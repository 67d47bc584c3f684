#pragma once

// Topics that are deleted and made anew, as a real Kafka shows it: clusters of one name, each with empty
// logs.

#include "broker/embedded_backend.h"
#include "places/places.h"
#include "support/silent_cluster.h"

namespace pk::test {

/// An embedded cluster under the name of another one, as if it were a real Kafka: with the next one of these,
/// its topics are there once more and empty.
class Renamed final : public SilentCluster
{
public:
    explicit Renamed(std::shared_ptr<broker::ClusterBackend> cluster)
        : m_cluster(std::move(cluster))
    {
    }
    broker::ClusterInfo info() const override
    {
        broker::ClusterInfo info = m_cluster->info();
        info.id = "C";
        info.embedded = false;
        return info;
    }
    bool supports(broker::Feature feature) const override { return m_cluster->supports(feature); }
    Result<std::vector<broker::BrokerInfo>> brokers() override { return m_cluster->brokers(); }
    Result<std::vector<broker::TopicInfo>> topics() override { return m_cluster->topics(); }
    Result<void> createTopic(const broker::TopicSpec &spec) override { return m_cluster->createTopic(spec); }
    Result<std::vector<broker::Consumer::Watermarks>>
    watermarksOf(const std::vector<TopicPartition> &partitions) override
    {
        return m_cluster->watermarksOf(partitions);
    }
    Result<std::vector<broker::CommitOffset>>
    committed(const std::string &group, const std::vector<TopicPartition> &partitions) override
    {
        return m_cluster->committed(group, partitions);
    }

private:
    std::shared_ptr<broker::ClusterBackend> m_cluster;
};

inline std::unique_ptr<broker::ClusterBackend> freshLogs()
{
    broker::BrokerProcess::Options options;
    options.program = programPath();
    options.restart = false;
    auto cluster = broker::startEmbeddedCluster(std::move(options));
    return cluster ? std::make_unique<Renamed>(std::move(*cluster)) : nullptr;
}

} // namespace pk::test
