#pragma once

// What the warehouse's writer takes, out of the messages of an enriched topic.
//
// Thread: a free function. The records' views end with the messages.

#include "broker/message.h"
#include "warehouse/writer.h"

#include <span>
#include <vector>

namespace pk::pipeline {

std::vector<warehouse::LoadRecord> toLoadRecords(std::span<const broker::Message> batch);

} // namespace pk::pipeline
