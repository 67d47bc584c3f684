#include "broker/client_config.h"

#include "broker/topic_prefix.h"

#include <librdkafka/rdkafka.h>

#include <algorithm>

namespace pk::broker {

ClientConfig &ClientConfig::set(std::string name, std::string value)
{
    const auto found =
        std::find_if(properties.begin(), properties.end(), [&](const auto &p) { return p.first == name; });
    if (found != properties.end())
        found->second = std::move(value);
    else
        properties.emplace_back(std::move(name), std::move(value));
    return *this;
}

std::string ClientConfig::value(std::string_view name) const
{
    const auto found =
        std::find_if(properties.begin(), properties.end(), [name](const auto &p) { return p.first == name; });
    return found != properties.end() ? found->second : std::string();
}

static ClientConfig commonConfig(const ClusterInfo &cluster, const std::string &clientId)
{
    ClientConfig config;
    config.prefix = cluster.prefix;
    config.set("bootstrap.servers", cluster.bootstrap).set("client.id", clientId);
    config.set("socket.nagle.disable", "true").set("reconnect.backoff.max.ms", 1000);
    // Otherwise the library writes its own lines on stderr; errors reach us through callbacks.
    config.set("log_level", 0).set("log.connection.close", "false");
    for (const auto &[name, value] : cluster.security)
        config.set(name, value);
    return config;
}

ClientConfig producerConfig(const ClusterInfo &cluster, const std::string &clientId, int lingerMs)
{
    ClientConfig config = commonConfig(cluster, clientId);
    config.set("partitioner", "murmur2_random").set("acks", "all").set("enable.idempotence", "true");
    // With five requests in flight the mock cluster loses acknowledged messages under faults.
    config.set("max.in.flight.requests.per.connection", cluster.embedded ? 1 : 5);
    config.set("compression.type", "lz4").set("linger.ms", lingerMs);
    config.set("queue.buffering.max.kbytes", 16'384).set("queue.buffering.max.messages", 100'000);
    config.set("message.max.bytes", kMaxMessageBytes);
    return config;
}

ClientConfig transactionalConfig(const ClusterInfo &cluster, const std::string &clientId, int lingerMs,
                                 const std::string &transactionalId)
{
    ClientConfig config = producerConfig(cluster, clientId, lingerMs);
    config.set("transactional.id", outside(cluster.prefix, transactionalId));
    config.set("transaction.timeout.ms", kTransactionTimeoutMs);
    return config;
}

ClientConfig consumerConfig(const ClusterInfo &cluster, const ConsumerSettings &settings)
{
    ClientConfig config = commonConfig(cluster, settings.clientId);
    config.set("group.id", outside(cluster.prefix, settings.group));
    config.set("enable.auto.commit", "false").set("enable.auto.offset.store", "false");
    config.set("auto.offset.reset", settings.startAtEarliest ? "earliest" : "error");
    config.set("partition.assignment.strategy", "range");
    // The embedded broker never assigns at 3000 ms or less; real ones want 6000 or more.
    const int sessionMs = settings.sessionTimeoutMs > 0 ? settings.sessionTimeoutMs
        : cluster.embedded                              ? 3500
                                                        : 6000;
    config.set("session.timeout.ms", sessionMs).set("heartbeat.interval.ms", sessionMs / 7);
    config.set("max.poll.interval.ms", std::max(settings.maxPollIntervalMs, sessionMs));
    // So soon a member hears of a topic that is made, or made anew, after it has joined: by default it would
    // stand there for five minutes, assigned to nothing of it.
    config.set("topic.metadata.refresh.interval.ms", 10'000);
    config.set("fetch.wait.max.ms", settings.fetchWaitMs)
        .set("queued.max.messages.kbytes", settings.prefetchKb);
    // How a reader learns that only transaction markers follow.
    config.set("enable.partition.eof", cluster.embedded ? "false" : "true");
    // The mock cluster knows no transactions.
    config.set("isolation.level", cluster.embedded ? "read_uncommitted" : "read_committed");
    return config;
}

std::string clientLibraryVersion()
{
    return rd_kafka_version_str();
}

} // namespace pk::broker
