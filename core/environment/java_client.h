#pragma once

// What librdkafka's settings for SASL and TLS are called by the Kafka client that is written in Java.
//
// Thread: free functions. Source: Kafka's documentation, "Configuration", and KIP-651 for PEM.

#include "base/result.h"

#include <QString>

#include <string>
#include <utility>
#include <vector>

namespace pk::environment {

/// Some values are secrets: they belong into no file. Errors: NotFound for a certificate's file that cannot
/// be read.
Result<std::vector<std::pair<QString, QString>>>
javaSecurity(const std::vector<std::pair<std::string, std::string>> &librdkafka);

} // namespace pk::environment
