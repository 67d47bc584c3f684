#pragma once

// A cluster of which nothing is to be had: a test's own one answers what that test asks, and no more.

#include "broker/cluster_backend.h"

namespace pk::test {

class SilentCluster : public broker::ClusterBackend
{
public:
    broker::ClusterInfo info() const override { return {}; }
    bool supports(broker::Feature) const override { return false; }
    Result<std::vector<broker::BrokerInfo>> brokers() override { return Error{}; }
    Result<std::vector<broker::TopicInfo>> topics() override { return Error{}; }
    Result<void> createTopic(const broker::TopicSpec &) override { return Error{}; }
    Result<void> deleteTopic(const std::string &) override { return Error{}; }
    Result<void> addPartitions(const std::string &, int) override { return Error{}; }
    Result<std::vector<broker::TopicSetting>> topicSettings(const std::string &) override { return Error{}; }
    Result<void> changeTopicSetting(const std::string &, const std::string &,
                                    const std::optional<std::string> &) override
    {
        return Error{};
    }
    Result<std::vector<broker::Consumer::Watermarks>>
    watermarksOf(const std::vector<TopicPartition> &) override
    {
        return Error{};
    }
    Result<std::vector<broker::CommitOffset>> offsetsForTime(const std::vector<TopicPartition> &,
                                                             std::int64_t) override
    {
        return Error{};
    }
    Result<std::vector<broker::CommitOffset>> committed(const std::string &,
                                                        const std::vector<TopicPartition> &) override
    {
        return Error{};
    }
    Result<std::vector<broker::GroupInfo>> groups() override { return Error{}; }
    Result<broker::GroupInfo> describeGroup(const std::string &) override { return Error{}; }
    Result<void> deleteGroup(const std::string &) override { return Error{}; }
    Result<void> setBrokerUp(int, bool) override { return Error{}; }
    Result<void> moveLeader(const TopicPartition &, int) override { return Error{}; }
    Result<void> setRoundTrip(int, int) override { return Error{}; }
    Result<void> failRequests(broker::RequestKind, int, int) override { return Error{}; }
};

} // namespace pk::test
