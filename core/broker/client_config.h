#pragma once

// The settings of a Kafka client, and the settings every client of this program starts from.
//
// Thread: a value type.

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace pk::broker {

/// How a cluster is reached, and what of it is ours.
struct ClusterAccess
{
    std::string bootstrap; ///< host:port,…
    std::vector<std::pair<std::string, std::string>> security =
        {}; ///< librdkafka's properties for SASL and TLS
    std::string prefix = {}; ///< see topic_prefix.h
    /// Of topics that are made; 0: as many as there are brokers, at most 3, and the cluster's own minimum.
    int replication = 0;
    int minInSync = 0;
};

/// A cluster as clients see it.
struct ClusterInfo : ClusterAccess
{
    /// Stable identity; of the embedded cluster the UUID of its incarnation. Behind a slash the prefix, since
    /// what is called the same under another one is something else.
    std::string id;
    bool embedded = false; ///< librdkafka's mock cluster, in this or another process
    std::string brokerVersion; ///< what is known of the broker's software
    std::vector<std::int64_t> processIds; ///< of brokers that this program has started
};

struct ClientConfig
{
    std::vector<std::pair<std::string, std::string>> properties; ///< librdkafka's names
    std::string prefix; ///< of all topics that the client is asked for; see topic_prefix.h

    /// Empty when it is not set.
    std::string value(std::string_view name) const;
    /// Replaces an earlier value of the same name.
    ClientConfig &set(std::string name, std::string value);
    ClientConfig &set(std::string name, std::int64_t value)
    {
        return set(std::move(name), std::to_string(value));
    }
};

/// The largest record that a producer of ours hands over, with key and headers: a raw value of 1 MiB must
/// fit.
inline constexpr std::int64_t kMaxMessageBytes = 2'097'152;

/// acks=all, idempotent, murmur2_random, lz4. `lingerMs` 5 for latency, 10–20 flat out.
ClientConfig producerConfig(const ClusterInfo &cluster, const std::string &clientId, int lingerMs);

/// How long the broker lets a transaction be open: readers of committed records wait behind one that a crash
/// has left, until its producer is back or this is over.
inline constexpr int kTransactionTimeoutMs = 30'000;
/// How long one is open at most: Kafka looks for those that have run out every ten seconds
/// (transaction.abort.timed.out.transaction.cleanup.interval.ms). Whoever waits for the end of a log must be
/// more patient.
inline constexpr int kOpenTransactionMs = kTransactionTimeoutMs + 10'000;

/// The same for transactions: the newest producer of this id fences the older ones.
ClientConfig transactionalConfig(const ClusterInfo &cluster, const std::string &clientId, int lingerMs,
                                 const std::string &transactionalId);

struct ConsumerSettings
{
    std::string group;
    std::string clientId;
    bool startAtEarliest = true; ///< false: auto.offset.reset=error, for a loader that knows its offsets
    /// Bound of the prefetch. 4096 suits watching; flat out the retention guard bounds memory, and a small
    /// bound stalls librdkafka 2.0.2.
    int prefetchKb = 4096;
    int maxPollIntervalMs = 300'000;
    int sessionTimeoutMs = 0; ///< 0: 3500 embedded, 6000 on real brokers
    /// The embedded broker holds an empty fetch for all of it: so late may a record come, and so often is it
    /// asked in vain.
    int fetchWaitMs = 20;
};
/// Auto commit and auto offset store off, range assignment, read_committed where there are transactions.
ClientConfig consumerConfig(const ClusterInfo &cluster, const ConsumerSettings &settings);

/// The version of librdkafka that the program runs with.
std::string clientLibraryVersion();

} // namespace pk::broker
