#pragma once

// Whether a profile works, step by step: those of broker/connection_test.h, then its warehouse.
//
// Thread: a free function that blocks its caller; `told` is called on its thread.

#include "broker/connection_test.h"
#include "environment/profile_secrets.h"

namespace pk::environment {

struct ProfileStep
{
    QString name; ///< translated: name, port, TLS …
    broker::StepOutcome::Kind kind = broker::StepOutcome::Kind::NotTried;
    QString sentence;
};

/// Each step once, in order, also through `told`. The warehouse is tried whatever became of the cluster.
std::vector<ProfileStep> testProfile(const Profile &profile, const ProfileSecrets &secrets,
                                     const std::function<void(const ProfileStep &)> &told = {},
                                     std::function<bool()> interrupted = {});

/// No step has failed, and none was left out because of another.
bool allPassed(const std::vector<ProfileStep> &steps);

} // namespace pk::environment
