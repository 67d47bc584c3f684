#pragma once

// librdkafka's mock cluster, which is the embedded broker. It must run in a process of its own: a client that
// joins a group with another first assignment strategy aborts it.
//
// Thread: one thread; the cluster has its own behind it.

#include "base/result.h"
#include "domain/position.h"

#include <memory>
#include <string>
#include <vector>

namespace pk::broker {

class MockCluster
{
public:
    static Result<std::unique_ptr<MockCluster>> start(int brokers);
    ~MockCluster();

    const std::string &bootstrap() const; ///< host:port,… on loopback, random ports
    const std::string &incarnation() const; ///< UUID of this cluster's life
    int brokerCount() const;

    /// Leaders are spread over the brokers in turn.
    Result<void> createTopic(const std::string &name, int partitions);
    Result<void> setLeader(const TopicPartition &partition, int broker);
    /// Down: its leaderships and the coordinators of `groups` move to the next broker that is up, then it
    /// goes. Up: the leaderships come back to it, unless setLeader() has given them to another one.
    Result<void> setBrokerUp(int broker, bool up, const std::vector<std::string> &groups);
    Result<void> setRoundTrip(int broker, int ms);
    /// The next `count` requests of Kafka's number `request` are answered with its error `error`.
    Result<void> failRequests(int request, int error, int count);

private:
    MockCluster();
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace pk::broker
