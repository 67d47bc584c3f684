#pragma once

// Whether a cluster can be worked with, step by step, so that whoever is told of a failure knows where to
// look: the name, the port, TLS, the login, the addresses that the cluster gives out, the rights.
//
// The last step really makes a topic with a name of its own, writes one record, reads it and commits; topic
// and group are deleted again.
//
// Thread: a free function that blocks its caller, for half a minute at worst; `told` is called on its thread.

#include "base/result.h"
#include "broker/client_config.h"

#include <functional>
#include <vector>

namespace pk::broker {

enum class ConnectionStep {
    Name, ///< the host names have addresses
    Port, ///< something listens there
    Tls, ///< both sides trust each other's certificates
    Login, ///< SASL
    Brokers, ///< the addresses at which the cluster wants to be reached can be reached
    Rights, ///< topics can be made, written and read, offsets be committed
};

struct StepOutcome
{
    enum class Kind { Passed, Failed, NotNeeded, NotTried };
    ConnectionStep step = ConnectionStep::Name;
    Kind kind = Kind::NotTried;
    QString sentence; ///< what was found; of a failure also what to do about it
};

QString toString(ConnectionStep step);

struct ConnectionTest
{
    ClusterAccess access;
    std::vector<std::string>
        topics; ///< those that will be needed; that they may not be made is no failure when they are there
    int timeoutMs = 8'000; ///< of each question
    std::function<void(const StepOutcome &)> told; ///< each step once, in order; may be empty
    std::function<bool()> interrupted; ///< asked between questions; may be empty
};

/// All steps, in order. After the first one that failed none is tried.
std::vector<StepOutcome> testConnection(const ConnectionTest &test);

} // namespace pk::broker
