#pragma once

// Why a cluster has not done what was asked of it with a topic, in plain words. Private to core/broker.
//
// Thread: a free function.

#include "base/result.h"
#include "broker/handles.h"

namespace pk::broker {

/// `what` is the translated sentence of what was tried; `brokersWords` are kept as they came, in the context.
Error adminRefusal(rd_kafka_resp_err_t code, const QString &what, const char *brokersWords);

} // namespace pk::broker
