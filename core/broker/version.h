#pragma once

// The version of the Kafka client library, for reports and `doctor`.

#include <string>

namespace pk::broker {

std::string libraryVersion();

} // namespace pk::broker
