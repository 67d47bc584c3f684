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
constexpr int kBetweenTriesMs = 20;

struct Refusal
{
    rd_kafka_resp_err_t code = RD_KAFKA_RESP_ERR_NO_ERROR;
    std::size_t partition = 0; ///< which of those that were asked for
};

/// `which` is one of Kafka's two special timestamps, by which ListOffsets names the ends of a log.
Refusal endOfLogs(rd_kafka_t *client, const std::vector<TopicPartition> &partitions,
                  const std::string &prefix, std::int64_t which, int timeoutMs,
                  std::vector<std::int64_t> &offsets)
{
    const PartitionList list = makeList(std::span<const TopicPartition>(partitions), prefix);
    for (int i = 0; i < list->cnt; ++i)
        list->elems[i].offset = which;
    if (const auto code = rd_kafka_offsets_for_times(client, list.get(), timeoutMs);
        code != RD_KAFKA_RESP_ERR_NO_ERROR)
        return {code};
    offsets.clear();
    for (const TopicPartition &partition : partitions) { // the library may have sorted them
        const auto *answer = rd_kafka_topic_partition_list_find(
            list.get(), outside(prefix, partition.topic).c_str(), partition.partition);
        if (answer->err != RD_KAFKA_RESP_ERR_NO_ERROR)
            return {answer->err, offsets.size()};
        offsets.push_back(answer->offset);
    }
    return {};
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

/// A topic that has just been made is known to its controller first, and to the other brokers a moment later.
bool mayBeNew(rd_kafka_resp_err_t code)
{
    return code == RD_KAFKA_RESP_ERR_UNKNOWN_TOPIC_OR_PART || code == RD_KAFKA_RESP_ERR__UNKNOWN_TOPIC
        || code == RD_KAFKA_RESP_ERR__UNKNOWN_PARTITION;
}

/// Asks for the leaders anew: a client that only asks questions would keep what it once learnt, also that
/// there is no such partition. Of all topics: asking about a single one that is not there may have it made.
void refreshLeaders(rd_kafka_t *client, int timeoutMs)
{
    const rd_kafka_metadata_t *metadata = nullptr;
    if (rd_kafka_metadata(client, 1, nullptr, &metadata, timeoutMs) == RD_KAFKA_RESP_ERR_NO_ERROR)
        rd_kafka_metadata_destroy(metadata);
}

} // namespace

/// Not rd_kafka_query_watermark_offsets(): when its broker goes away at the wrong moment, that never returns.
Result<std::vector<Consumer::Watermarks>> queryWatermarks(rd_kafka_t *client,
                                                          const std::vector<TopicPartition> &partitions,
                                                          const std::string &prefix, int timeoutMs, int newMs)
{
    const std::int64_t startUs = monotonicUs();
    const std::int64_t deadlineUs = startUs + std::int64_t{timeoutMs} * 1000;
    const std::int64_t newUntilUs = startUs + std::int64_t{std::min(timeoutMs, newMs)} * 1000;
    const auto leftMs = [deadlineUs] {
        return static_cast<int>(
            std::clamp<std::int64_t>((deadlineUs - monotonicUs()) / 1000, 1, std::int64_t{kTryMs}));
    };
    std::vector<std::int64_t> begins;
    std::vector<std::int64_t> ends;
    while (!partitions.empty()) {
        Refusal refusal = endOfLogs(client, partitions, prefix, RD_KAFKA_OFFSET_BEGINNING, leftMs(), begins);
        if (refusal.code == RD_KAFKA_RESP_ERR_NO_ERROR)
            refusal = endOfLogs(client, partitions, prefix, RD_KAFKA_OFFSET_END, leftMs(), ends);
        if (refusal.code == RD_KAFKA_RESP_ERR_NO_ERROR)
            break;
        const TopicPartition &refused = partitions[refusal.partition];
        const bool led = mayPassWithAnotherLeader(refusal.code);
        const bool again =
            led ? monotonicUs() < deadlineUs : mayBeNew(refusal.code) && monotonicUs() < newUntilUs;
        if (!again) {
            return kafkaError(refusal.code,
                              QCoreApplication::translate("broker", "The log's ends could not be read"),
                              QString::fromStdString(refused.toString()));
        }
        refreshLeaders(client, leftMs());
        std::this_thread::sleep_for(std::chrono::milliseconds(std::min(kBetweenTriesMs, leftMs())));
    }
    std::vector<Consumer::Watermarks> marks;
    for (std::size_t i = 0; i < partitions.size(); ++i)
        marks.push_back({begins[i], ends[i]});
    return marks;
}

} // namespace pk::broker
