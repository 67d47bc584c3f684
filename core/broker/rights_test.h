#pragma once

// The last step of testConnection(): does for once what the pipeline does all the time. Private to
// core/broker.
//
// Thread: a free function that blocks its caller.

#include "broker/connection_test.h"

namespace pk::broker {

/// REQUIRES: the cluster answers.
StepOutcome testRights(const ConnectionTest &test);

} // namespace pk::broker
