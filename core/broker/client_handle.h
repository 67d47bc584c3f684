#pragma once

// Making a librdkafka client from a ClientConfig. Private to core/broker.

#include "base/result.h"
#include "broker/client_config.h"
#include "broker/handles.h"

#include <functional>

namespace pk::broker {

/// `prepare` sets callbacks and the opaque on the configuration before the client is made.
/// Errors: Usage, with librdkafka's words, when a property is wrong.
Result<ClientHandle> createClient(rd_kafka_type_t type, const ClientConfig &config,
                                  const std::function<void(rd_kafka_conf_t *)> &prepare = {});

} // namespace pk::broker
