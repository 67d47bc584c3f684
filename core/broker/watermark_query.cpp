#include "broker/watermark_query.h"

#include "broker/kafka_error.h"

#include <QCoreApplication>

namespace pk::broker {

Result<Consumer::Watermarks> queryWatermarks(rd_kafka_t *client, const TopicPartition &partition,
                                             int timeoutMs)
{
    // Now and then librdkafka 2.0.2 cannot read the mock cluster's answer to a ListOffsets request; the next
    // answer to the same question is fine.
    constexpr int tries = 5;
    Consumer::Watermarks marks;
    rd_kafka_resp_err_t code = RD_KAFKA_RESP_ERR__BAD_MSG;
    for (int i = 0; i < tries && code == RD_KAFKA_RESP_ERR__BAD_MSG; ++i) {
        code = rd_kafka_query_watermark_offsets(client, partition.topic.c_str(), partition.partition,
                                                &marks.begin, &marks.end, timeoutMs);
    }
    if (code != RD_KAFKA_RESP_ERR_NO_ERROR) {
        return kafkaError(code, QCoreApplication::translate("broker", "The log's ends could not be read"),
                          QString::fromStdString(partition.toString()));
    }
    return marks;
}

} // namespace pk::broker
