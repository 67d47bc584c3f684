#pragma once

// Brings the records of several partitions together by time, each partition's own order kept. Keys made at
// the same time are neighbours in the warehouse's indexes, so writing them one after the other touches each
// page once.
//
// Thread: a free function.

#include "broker/message.h"

#include <vector>

namespace pk::pipeline {

void mergeByTime(std::vector<broker::Message> &batch);

} // namespace pk::pipeline
