#pragma once

// `--env NAME` of a subcommand where NAME is a profile, and --bootstrap otherwise.
//
// Thread: the main thread; a password may be asked for on the terminal.
// Errors: Usage, NotFound, Permission.

#include "broker/client_config.h"
#include "cli/command_line.h"
#include "environment/profile_secrets.h"

namespace pk::cli {

/// Whether what the option names, if it is set, is a list HOST:PORT,…: a client would try for long to reach
/// what is none.
Result<void> checkServers(const CommandLine &line, const QString &option);

/// The profile that --env names; none for the other environments and when it is not set. Checks --bootstrap.
Result<std::optional<environment::Profile>> readProfile(const CommandLine &line);

/// As readProfile(), for a subcommand that takes only `--env compose` besides: refuses the other
/// environments, and
/// --bootstrap beside either.
Result<std::optional<environment::Profile>> readProfileOrCompose(const CommandLine &line);

/// The way to the cluster of the profile, else to --bootstrap. Finds the passwords, asks for those that are
/// nowhere, and hands that of the warehouse to whoever opens it, in this process only. Call it last, when all
/// else is right.
Result<broker::ClusterAccess> accessTo(const CommandLine &line,
                                       const std::optional<environment::Profile> &profile);

/// Typed without an echo; nothing when there is no terminal or nothing was typed.
std::optional<QString> askForSecret(const QString &whose);
std::optional<QString> askForWanted(const environment::WantedSecret &secret);

} // namespace pk::cli
