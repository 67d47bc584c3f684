#pragma once

// One interface for what differs between environments: topics, offsets from outside a group, faults.
//
// What a cluster cannot do truthfully is refused with Unsupported before anything is sent: on the embedded
// cluster some of these requests would abort the broker's process.
//
// Thread: all methods may be called from any thread.

#include "base/result.h"
#include "broker/client_config.h"
#include "broker/consumer.h"
#include "domain/position.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace pk::broker {

enum class Feature {
    Transactions,
    TopicAdmin, ///< delete topics, add partitions, read and change settings
    GroupAdmin, ///< list, describe and delete groups
    OffsetsForTimes,
    BrokerOutage, ///< take brokers down and up
    BrokerFaults, ///< move leaders, delays, pushed errors
};

/// Requests that can be made to fail, by Kafka's own numbers.
enum class RequestKind { Produce = 0, Fetch = 1, ListOffsets = 2, OffsetCommit = 8, OffsetFetch = 9 };

struct TopicSpec
{
    std::string name;
    int partitions = 3;
    int replication = 0; ///< 0: what ClusterAccess says
    /// Of a topic that is made, in Kafka's own names; the embedded cluster knows none.
    std::vector<std::pair<std::string, std::string>> settings = {};
};

/// One setting of a topic, in Kafka's own names and units ("retention.ms").
struct TopicSetting
{
    std::string name;
    std::string value;
    bool own = false; ///< set for this topic; otherwise the cluster's default holds
};

struct PartitionInfo
{
    int id = 0;
    int leader = -1;
    std::vector<int> replicas;
    std::vector<int> inSync;
};

struct TopicInfo
{
    std::string name;
    std::vector<PartitionInfo> partitions;
};

struct BrokerInfo
{
    int id = 0;
    std::string host;
    int port = 0;
};

struct GroupMember
{
    std::string id;
    std::string clientId;
    std::string host;
    std::vector<TopicPartition> partitions;
};

struct GroupInfo
{
    std::string id;
    std::string state;
    std::vector<GroupMember> members;
};

class ClusterBackend
{
public:
    virtual ~ClusterBackend() = default;

    virtual ClusterInfo info() const = 0;
    virtual bool supports(Feature feature) const = 0;

    virtual Result<std::vector<BrokerInfo>> brokers() = 0;
    /// Topics of the person and the pipeline; Kafka's and our own internal ones are left out.
    virtual Result<std::vector<TopicInfo>> topics() = 0;
    /// Succeeds when a topic of that name is there already with as many partitions; BadInput when with
    /// others. When it returns, the leaders of a topic that it made answer for it.
    virtual Result<void> createTopic(const TopicSpec &spec) = 0;
    virtual Result<void> deleteTopic(const std::string &name) = 0;
    /// When it returns, the leaders of the new ones answer for them.
    virtual Result<void> addPartitions(const std::string &topic, int total) = 0;
    /// All of them, sorted by name.
    virtual Result<std::vector<TopicSetting>> topicSettings(const std::string &topic) = 0;
    /// Sets one and leaves the others; without a value the cluster's default holds again.
    virtual Result<void> changeTopicSetting(const std::string &topic, const std::string &name,
                                            const std::optional<std::string> &value) = 0;

    /// In the order asked; an error when any of them is not known. Two requests a broker, however many they
    /// are.
    virtual Result<std::vector<Consumer::Watermarks>>
    watermarksOf(const std::vector<TopicPartition> &partitions) = 0;
    Result<Consumer::Watermarks> watermarks(const TopicPartition &partition)
    {
        const auto marks = watermarksOf({partition});
        return marks ? Result<Consumer::Watermarks>(marks->front()) : marks.error();
    }
    /// The first offset written at `timestampMs` or later, in the order asked; -1 where there is none.
    virtual Result<std::vector<CommitOffset>> offsetsForTime(const std::vector<TopicPartition> &partitions,
                                                             std::int64_t timestampMs) = 0;
    /// What `group` has committed, in the order asked; offset -1 where there is nothing.
    virtual Result<std::vector<CommitOffset>> committed(const std::string &group,
                                                        const std::vector<TopicPartition> &partitions) = 0;
    /// All groups with their state, without their members.
    virtual Result<std::vector<GroupInfo>> groups() = 0;
    virtual Result<GroupInfo> describeGroup(const std::string &group) = 0;
    virtual Result<void> deleteGroup(const std::string &group) = 0;

    virtual Result<void> setBrokerUp(int broker, bool up) = 0;
    virtual Result<void> moveLeader(const TopicPartition &partition, int broker) = 0;
    /// Delays every answer of a broker by this many milliseconds; 0 ends it.
    virtual Result<void> setRoundTrip(int broker, int ms) = 0;
    /// The next `count` requests of this kind are answered with this error of Kafka's protocol.
    virtual Result<void> failRequests(RequestKind kind, int kafkaError, int count) = 0;
    /// Kills the brokers that it has started, since nobody needs them any more and they may hang. It is their
    /// orderly end, of which nobody is told. Does nothing where somebody else has started them.
    virtual void endBrokers() { }
};

/// Any cluster through plain clients: a real Kafka, or somebody's embedded one.
/// Errors: Unavailable when no broker answers within `timeoutMs`.
Result<std::unique_ptr<ClusterBackend>> connectCluster(const ClusterAccess &access, int timeoutMs = 10'000);
inline Result<std::unique_ptr<ClusterBackend>> connectCluster(const std::string &bootstrap,
                                                              int timeoutMs = 10'000)
{
    return connectCluster(ClusterAccess{bootstrap}, timeoutMs);
}

/// The topic whose name carries the UUID of an embedded cluster's incarnation, so that every client can learn
/// it.
inline constexpr std::string_view kIncarnationTopicPrefix = "__pk_incarnation.";

} // namespace pk::broker
