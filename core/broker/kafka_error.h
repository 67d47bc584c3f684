#pragma once

// librdkafka's answers as Error values. Private to core/broker.

#include "base/result.h"
#include "broker/handles.h"

namespace pk::broker {

/// `what` is the translated sentence of what was tried, "The offsets could not be committed"; Kafka's own
/// words follow it.
Error kafkaError(rd_kafka_resp_err_t code, const QString &what, const QString &context = {});

} // namespace pk::broker
