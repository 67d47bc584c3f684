#pragma once

// An embedded cluster as if it were a real Kafka whose topics have settings, which lie in memory here; other
// requests of an administrator are answered as the test says.

#include "broker/embedded_backend.h"
#include "places/places.h"
#include "support/silent_cluster.h"

#include <map>
#include <mutex>
#include <optional>
#include <string>

namespace pk::test {

/// What outlives the cluster: the test reads and writes it from its own thread.
class SettableTopics
{
public:
    std::optional<std::string> own(const std::string &topic, const std::string &name)
    {
        const std::lock_guard lock(m_mutex);
        const auto &settings = m_own[topic];
        const auto found = settings.find(name);
        return found != settings.end() ? std::optional(found->second) : std::nullopt;
    }
    void set(const std::string &topic, const std::string &name, const std::optional<std::string> &value)
    {
        const std::lock_guard lock(m_mutex);
        if (value)
            m_own[topic][name] = *value;
        else
            m_own[topic].erase(name);
    }
    std::vector<broker::TopicSetting> all(const std::string &topic)
    {
        std::map<std::string, broker::TopicSetting> all;
        for (const auto &[name, value] :
             std::map<std::string, std::string>{{"cleanup.policy", "delete"},
                                                {"compression.type", "producer"},
                                                {"flush.ms", "9223372036854775807"},
                                                {"max.message.bytes", "1048588"},
                                                {"min.insync.replicas", "1"},
                                                {"retention.bytes", "-1"},
                                                {"retention.ms", "604800000"},
                                                {"segment.bytes", "1073741824"},
                                                {"segment.ms", "604800000"}})
            all[name] = {name, value, false};
        const std::lock_guard lock(m_mutex);
        ++m_reads;
        for (const auto &[name, value] : m_own[topic])
            all[name] = {name, value, true};
        std::vector<broker::TopicSetting> settings;
        for (auto &[name, setting] : all)
            settings.push_back(std::move(setting));
        return settings;
    }
    int reads()
    {
        const std::lock_guard lock(m_mutex);
        return m_reads;
    }
    /// The next change, and the next question, are answered with it.
    void refuseNext(const Error &error)
    {
        const std::lock_guard lock(m_mutex);
        m_refusal = error;
    }
    std::optional<Error> takeRefusal()
    {
        const std::lock_guard lock(m_mutex);
        return std::exchange(m_refusal, {});
    }
    void setDeleted(const std::string &topic)
    {
        const std::lock_guard lock(m_mutex);
        m_deleted = topic;
    }
    std::string deleted()
    {
        const std::lock_guard lock(m_mutex);
        return m_deleted;
    }

private:
    std::mutex m_mutex;
    std::map<std::string, std::map<std::string, std::string>> m_own; // this and all below guarded by m_mutex
    std::optional<Error> m_refusal;
    std::string m_deleted;
    int m_reads = 0;
};

class SettableCluster final : public SilentCluster
{
public:
    SettableCluster(std::unique_ptr<broker::ClusterBackend> cluster, std::shared_ptr<SettableTopics> topics)
        : m_cluster(std::move(cluster))
        , m_topics(std::move(topics))
    {
    }
    broker::ClusterInfo info() const override
    {
        broker::ClusterInfo info = m_cluster->info();
        info.embedded = false;
        return info;
    }
    bool supports(broker::Feature feature) const override { return feature == broker::Feature::TopicAdmin; }
    Result<std::vector<broker::BrokerInfo>> brokers() override { return m_cluster->brokers(); }
    Result<std::vector<broker::TopicInfo>> topics() override { return m_cluster->topics(); }
    Result<void> createTopic(const broker::TopicSpec &spec) override
    {
        if (auto refused = m_topics->takeRefusal())
            return *refused;
        for (const auto &[name, value] : spec.settings)
            m_topics->set(spec.name, name, value);
        return m_cluster->createTopic(spec);
    }
    Result<void> deleteTopic(const std::string &topic) override
    {
        if (auto refused = m_topics->takeRefusal())
            return *refused;
        m_topics->setDeleted(topic);
        return {};
    }
    Result<void> addPartitions(const std::string &, int) override
    {
        return m_topics->takeRefusal().value_or(Error{});
    }
    Result<std::vector<broker::TopicSetting>> topicSettings(const std::string &topic) override
    {
        if (auto refused = m_topics->takeRefusal())
            return *refused;
        return m_topics->all(topic);
    }
    Result<void> changeTopicSetting(const std::string &topic, const std::string &name,
                                    const std::optional<std::string> &value) override
    {
        if (auto refused = m_topics->takeRefusal())
            return *refused;
        m_topics->set(topic, name, value);
        return {};
    }
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
    std::unique_ptr<broker::ClusterBackend> m_cluster;
    std::shared_ptr<SettableTopics> m_topics;
};

inline Result<std::unique_ptr<broker::ClusterBackend>>
settableCluster(const std::shared_ptr<SettableTopics> &topics)
{
    broker::BrokerProcess::Options options;
    options.program = programPath();
    options.restart = false;
    auto cluster = broker::startEmbeddedCluster(std::move(options));
    if (!cluster)
        return cluster.error();
    return std::unique_ptr<broker::ClusterBackend>(
        std::make_unique<SettableCluster>(std::move(*cluster), topics));
}

} // namespace pk::test
