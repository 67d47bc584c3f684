#pragma once

// One unique_ptr per C type of librdkafka. Private to core/broker: the only folder that knows the library.
//
// Ownership: destroy in the order messages, lists and queues, then the client: one message or list left over
// makes rd_kafka_destroy() wait forever.

#include <librdkafka/rdkafka.h>

#include <memory>

namespace pk::broker {

template <auto destroy> struct Deleter
{
    template <typename T> void operator()(T *handle) const { destroy(handle); }
};

/// Waits for the client's end, but not for ever: what does not end is left to itself, and a warning says so.
/// REQUIRES: nobody is told anything by it any more.
void destroyClient(rd_kafka_t *client, int flags);

struct ClientDeleter
{
    void operator()(rd_kafka_t *client) const { destroyClient(client, 0); }
};

using ClientHandle = std::unique_ptr<rd_kafka_t, ClientDeleter>;
using ConfHandle = std::unique_ptr<rd_kafka_conf_t, Deleter<rd_kafka_conf_destroy>>;
using TopicHandle = std::unique_ptr<rd_kafka_topic_t, Deleter<rd_kafka_topic_destroy>>;
using QueueHandle = std::unique_ptr<rd_kafka_queue_t, Deleter<rd_kafka_queue_destroy>>;
using EventHandle = std::unique_ptr<rd_kafka_event_t, Deleter<rd_kafka_event_destroy>>;
using PartitionList =
    std::unique_ptr<rd_kafka_topic_partition_list_t, Deleter<rd_kafka_topic_partition_list_destroy>>;
using MessageHandle = std::unique_ptr<rd_kafka_message_t, Deleter<rd_kafka_message_destroy>>;

} // namespace pk::broker
