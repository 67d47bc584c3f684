#include "broker/watermark_query.h"

#include "base/clock.h"
#include "broker/kafka_error.h"
#include "broker/partition_list.h"

#include <QCoreApplication>

#include <algorithm>
#include <chrono>
#include <thread>

namespace pk::broker {

namespace {

/// One question waits no longer: it may have gone to a broker that led the partition once and is down now.
constexpr int kTryMs = 2'000;
constexpr int kBetweenTriesMs = 50;

/// `which` is one of Kafka's two special timestamps, by which ListOffsets names the ends of a log.
rd_kafka_resp_err_t endOfLog(rd_kafka_t *client, const TopicPartition &partition, std::int64_t which,
                             int timeoutMs, std::int64_t *offset)
{
    const PartitionList list = makeList(std::span<const TopicPartition>(&partition, 1));
    list->elems[0].offset = which;
    const rd_kafka_resp_err_t code = rd_kafka_offsets_for_times(client, list.get(), timeoutMs);
    *offset = list->elems[0].offset;
    return code != RD_KAFKA_RESP_ERR_NO_ERROR ? code : list->elems[0].err;
}

bool mayPassWithAnotherLeader(rd_kafka_resp_err_t code)
{
    switch (code) {
    case RD_KAFKA_RESP_ERR_NOT_LEADER_FOR_PARTITION:
    case RD_KAFKA_RESP_ERR_LEADER_NOT_AVAILABLE:
    case RD_KAFKA_RESP_ERR_REPLICA_NOT_AVAILABLE:
    case RD_KAFKA_RESP_ERR_FENCED_LEADER_EPOCH:
    case RD_KAFKA_RESP_ERR_UNKNOWN_LEADER_EPOCH:
    case RD_KAFKA_RESP_ERR__TRANSPORT:
    case RD_KAFKA_RESP_ERR__TIMED_OUT:
    case RD_KAFKA_RESP_ERR__TIMED_OUT_QUEUE:
    case RD_KAFKA_RESP_ERR__WAIT_CACHE:
        return true;
    default:
        return false;
    }
}

/// Asks for the leaders anew: a client that only asks questions would keep those it once learnt.
void refreshLeaders(rd_kafka_t *client, const std::string &topic, int timeoutMs)
{
    const TopicHandle handle(rd_kafka_topic_new(client, topic.c_str(), nullptr));
    const rd_kafka_metadata_t *metadata = nullptr;
    if (rd_kafka_metadata(client, 0, handle.get(), &metadata, timeoutMs) == RD_KAFKA_RESP_ERR_NO_ERROR)
        rd_kafka_metadata_destroy(metadata);
}

} // namespace

/// Not rd_kafka_query_watermark_offsets(): when its broker goes away at the wrong moment, that never returns.
Result<Consumer::Watermarks> queryWatermarks(rd_kafka_t *client, const TopicPartition &partition,
                                             int timeoutMs)
{
    const std::int64_t deadlineUs = monotonicUs() + std::int64_t{timeoutMs} * 1000;
    const auto leftMs = [deadlineUs] {
        return static_cast<int>(
            std::clamp<std::int64_t>((deadlineUs - monotonicUs()) / 1000, 1, std::int64_t{kTryMs}));
    };
    for (;;) {
        Consumer::Watermarks marks;
        rd_kafka_resp_err_t code =
            endOfLog(client, partition, RD_KAFKA_OFFSET_BEGINNING, leftMs(), &marks.begin);
        if (code == RD_KAFKA_RESP_ERR_NO_ERROR)
            code = endOfLog(client, partition, RD_KAFKA_OFFSET_END, leftMs(), &marks.end);
        if (code == RD_KAFKA_RESP_ERR_NO_ERROR)
            return marks;
        if (!mayPassWithAnotherLeader(code) || monotonicUs() >= deadlineUs) {
            return kafkaError(code, QCoreApplication::translate("broker", "The log's ends could not be read"),
                              QString::fromStdString(partition.toString()));
        }
        refreshLeaders(client, partition.topic, leftMs());
        std::this_thread::sleep_for(std::chrono::milliseconds(std::min(kBetweenTriesMs, leftMs())));
    }
}

} // namespace pk::broker
