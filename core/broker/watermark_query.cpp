#include "broker/watermark_query.h"

#include "broker/kafka_error.h"
#include "broker/partition_list.h"

#include <QCoreApplication>

namespace pk::broker {

namespace {

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

} // namespace

/// Not rd_kafka_query_watermark_offsets(): when its broker goes away at the wrong moment, that never returns.
Result<Consumer::Watermarks> queryWatermarks(rd_kafka_t *client, const TopicPartition &partition,
                                             int timeoutMs)
{
    Consumer::Watermarks marks;
    rd_kafka_resp_err_t code =
        endOfLog(client, partition, RD_KAFKA_OFFSET_BEGINNING, timeoutMs, &marks.begin);
    if (code == RD_KAFKA_RESP_ERR_NO_ERROR)
        code = endOfLog(client, partition, RD_KAFKA_OFFSET_END, timeoutMs, &marks.end);
    if (code != RD_KAFKA_RESP_ERR_NO_ERROR) {
        return kafkaError(code, QCoreApplication::translate("broker", "The log's ends could not be read"),
                          QString::fromStdString(partition.toString()));
    }
    return marks;
}

} // namespace pk::broker
