#pragma once

// An embedded cluster with topics and messages of a test's own, for what reads topics.

#include "bridge/topic_reader.h"
#include "broker/embedded_backend.h"
#include "broker/producer.h"
#include "places/places.h"

#include <memory>
#include <string>

namespace pk::test {

class TopicBed
{
public:
    /// Empty, or why there is no cluster.
    QString start()
    {
        broker::BrokerProcess::Options options;
        options.program = programPath();
        options.restart = false;
        auto started = broker::startEmbeddedCluster(std::move(options));
        if (!started)
            return started.error().toString();
        m_backend = std::move(*started);
        auto producer = broker::Producer::create(broker::producerConfig(m_backend->info(), "test", 5), {});
        if (!producer)
            return producer.error().toString();
        m_producer = std::move(*producer);
        return {};
    }

    broker::ClusterBackend &backend() { return *m_backend; }
    broker::Producer &producer() { return *m_producer; }

    /// Empty when it cannot be made.
    std::string newTopic(int partitions)
    {
        const std::string name = "topic-" + std::to_string(++m_topics);
        return m_backend->createTopic({name, partitions, 0}) ? name : std::string();
    }
    gui::ReadRequest requestFor(const std::string &topic, int partitions) const
    {
        gui::ReadRequest request;
        request.cluster = m_backend->info();
        request.topic = topic;
        for (int p = 0; p < partitions; ++p)
            request.partitions.push_back(p);
        return request;
    }
    /// Waits for room in the producer's queue, and with `flush` until it is acknowledged. False: it was not.
    bool send(const std::string &topic, int partition, const std::string &key, const std::string &value,
              std::int64_t timestampMs, bool flush = true)
    {
        broker::Headers headers;
        headers.add("kind", "test");
        const broker::ProduceRequest request{topic, partition, key, value, timestampMs, 0};
        while (!m_producer->produce(request, headers))
            m_producer->poll(10);
        return !flush || m_producer->flush(60'000).ok();
    }

private:
    std::unique_ptr<broker::ClusterBackend> m_backend;
    std::unique_ptr<broker::Producer> m_producer;
    int m_topics = 0;
};

} // namespace pk::test
