#pragma once

// Name and port of a broker without any Kafka: what the operating system says. Private to core/broker.
//
// Thread: free functions that block their caller.

#include "base/result.h"

#include <string>
#include <vector>

namespace pk::broker {

struct Endpoint
{
    std::string host;
    std::string port;

    QString toString() const { return QString::fromStdString(host + ':' + port); }
};

/// Those of a list "host:port,[::1]:port,host"; 9092 where none is named.
std::vector<Endpoint> endpointsOf(const std::string &bootstrap);
/// The addresses of a name as texts. Errors: NotFound.
Result<QStringList> addressesOf(const Endpoint &endpoint);
/// Opens and closes a connection. Errors: Unavailable, Timeout, NotFound.
Result<void> knockAt(const Endpoint &endpoint, int timeoutMs);

} // namespace pk::broker
