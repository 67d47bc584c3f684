#include "broker/version.h"

#include <librdkafka/rdkafka.h>

namespace pk::broker {

std::string libraryVersion() { return rd_kafka_version_str(); }

} // namespace pk::broker
