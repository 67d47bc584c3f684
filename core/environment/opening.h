#pragma once

// The way to a cluster that somebody chose: it is found or started, with what it is doing meanwhile, and can
// be given up on the way. The embedded broker is not among them: it needs nothing and belongs to core/broker.
//
// A profile's warehouse is not opened here, but its password is found, or asked for.
//
// Thread: openEnvironment() and openLocal() block their caller for up to minutes; the hooks are called on its
// thread, `died` on one of the cluster's.
// Errors: one plain sentence with what mends it: Unavailable (no Java, no jars, a node that ended, nobody
// answers), Permission (a password), NotFound (no such profile), Cancelled.

#include "environment/environment_choice.h"
#include "environment/local_backend.h"
#include "environment/profile_secrets.h"

#include <functional>
#include <memory>

namespace pk::environment {

enum class OpeningStage {
    Found, ///< one that is up is taken
    Starting, ///< its nodes are being started
    Waiting, ///< what it waits for now; may be told many times
};

struct Opening
{
    QString dataFolder; ///< of the profiles and of the clusters that `env up` keeps
    /// Where a new local cluster lives and keeps its messages for the next time; empty: a folder that goes
    /// with it.
    QString ownFolder;
    bool useKept = true; ///< a local one that is up already
    int stopTimeoutMs = 20'000; ///< for the orderly end of a local one that was started here
    AskForSecret ask; ///< for passwords that are nowhere; may be empty
    std::function<bool()> interrupted; ///< asked all the while; may be empty
    std::function<void(OpeningStage, const QString &sentence)> told; ///< may be empty
    std::function<void(const NodeDeath &)> died; ///< of a local one that was started here; may be empty
};

/// The local Kafka that `env up` keeps, else one that ends with the backend.
Result<std::unique_ptr<broker::ClusterBackend>> openLocal(int nodes, Opening opening);

/// REQUIRES: not the embedded one.
Result<std::unique_ptr<broker::ClusterBackend>> openEnvironment(const EnvironmentChoice &choice,
                                                                const Opening &opening);

} // namespace pk::environment
