#include "broker/watermark_query.h"

#include "broker/kafka_error.h"

#include <QCoreApplication>

namespace pk::broker {

Result<Consumer::Watermarks> queryWatermarks(rd_kafka_t *client, const TopicPartition &partition,
                                             int timeoutMs)
{
    Consumer::Watermarks marks;
    const rd_kafka_resp_err_t code = rd_kafka_query_watermark_offsets(
        client, partition.topic.c_str(), partition.partition, &marks.begin, &marks.end, timeoutMs);
    if (code != RD_KAFKA_RESP_ERR_NO_ERROR) {
        return kafkaError(code, QCoreApplication::translate("broker", "The log's ends could not be read"),
                          QString::fromStdString(partition.toString()));
    }
    return marks;
}

} // namespace pk::broker
