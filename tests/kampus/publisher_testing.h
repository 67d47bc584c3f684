#pragma once

// What the tests of the publisher share: publishing to the end, and reading what lies in a topic.

#include "../broker/broker_testing.h"
#include "kampus/change_publisher.h"
#include "kampus_testing.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace pk::kampus {

/// One event as it lies in a topic.
struct Event
{
    std::int32_t partition = -1;
    std::string key;
    std::string value;
    QJsonObject json;

    std::string type() const { return json[QStringLiteral("type")].toString().toStdString(); }
};

/// Steps until all is published.
inline void publishAll(ChangePublisher &publisher)
{
    for (int i = 0; i < 1000; ++i) {
        const auto done = publisher.step(1000);
        if (!done && !done.error().retriable)
            qFatal("%s", why(done).constData());
        if (done && *done == 0 && !publisher.waiting() && !publisher.unfinished())
            return;
    }
    qFatal("never done");
}

/// All events of a topic, partition by partition, in order.
inline std::vector<Event> eventsIn(broker::ClusterBackend &cluster, const std::string &topic)
{
    std::vector<Event> events;
    const auto topics = cluster.topics();
    const auto found = std::find_if(topics->begin(), topics->end(),
                                    [&](const broker::TopicInfo &info) { return info.name == topic; });
    if (found == topics->end())
        return events;
    for (const broker::PartitionInfo &partition : found->partitions) {
        const TopicPartition from{topic, partition.id};
        const auto marks = cluster.watermarks(from);
        if (!marks || marks->end == 0)
            continue;
        auto consumer = broker::Consumer::create(
            broker::consumerConfig(cluster.info(), {.group = "reader-" + topic, .clientId = "reader"}), {});
        if (auto assigned = (*consumer)->assign({{from, 0}}); !assigned)
            qFatal("%s", why(assigned).constData());
        for (const broker::Message &message :
             broker::takeFrom(**consumer, from, static_cast<std::size_t>(marks->end))) {
            Event event{message.partition(), std::string(message.key()), std::string(message.value()), {}};
            event.json = QJsonDocument::fromJson(QByteArray::fromStdString(event.value)).object();
            events.push_back(std::move(event));
        }
    }
    return events;
}

} // namespace pk::kampus
