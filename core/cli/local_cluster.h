#pragma once

// The local Kafka for the subcommands: the one that `env up` keeps, or one of its own.
//
// Thread: the functions block their caller.

#include "cli/command_line.h"
#include "environment/local_backend.h"

namespace pk::cli {

/// --nodes 1|3.
void addNodesOption(CommandLine &line);
Result<int> readNodes(const CommandLine &line);

/// Java, jars and the data folder; a folder of a cluster is still to be chosen.
Result<environment::LocalKafka::Options> localKafkaOptions(int nodes);

enum class LocalUse {
    KeptOrNew, ///< the one that is up, where one is
    New, ///< whatever is up: its topics are empty
};

/// For `run`: connects to the cluster of that size that is up, or starts one that ends with the backend.
/// `died` hears when no node is left.
Result<std::unique_ptr<broker::ClusterBackend>> openLocalCluster(int nodes, LocalUse use,
                                                                 std::function<bool()> interrupted,
                                                                 std::function<void(const Error &)> died);

} // namespace pk::cli
