#pragma once

// How a local cluster is laid out: its nodes with their ports, folders and settings. Each node is broker and
// controller in one (KRaft).
//
//   <folder>/cluster.json         what is planned here; kept, so that addresses stay from one start to the
//   next <folder>/node-1/server.properties, data/, node.log (node.log.1 of the start before)
//
// Thread: free functions over values.
// Errors: BadInput for a folder that holds another cluster, Permission.

#include "base/result.h"

#include <string>
#include <vector>

namespace pk::environment {

struct NodePlan
{
    int id = 1;
    int port = 0; ///< of 127.0.0.1, for clients
    int controllerPort = 0; ///< of 127.0.0.1, among the nodes
    QString folder;

    QString log() const { return folder + QStringLiteral("/node.log"); }
    QString data() const { return folder + QStringLiteral("/data"); }
    QString properties() const { return folder + QStringLiteral("/server.properties"); }
};

struct ClusterPlan
{
    QString clusterId; ///< Kafka's own form: 16 bytes in base64url
    std::vector<NodePlan> nodes;

    std::string bootstrap() const;
    int replication() const { return nodes.size() < 3 ? 1 : 3; }
};

/// In Kafka's own form, and never with a hyphen first, which its tools would take for an option.
QString newClusterId();

/// The plan that the folder holds, else a new one. Ports that somebody else has taken meanwhile are replaced,
/// and all of them with `freshPorts`. Writes the plan and the settings of the nodes.
Result<ClusterPlan> planCluster(const QString &folder, int nodes, bool freshPorts = false);

/// Kafka's settings of one node, in the form of a .properties file.
QString serverProperties(const ClusterPlan &plan, const NodePlan &node);

/// The last line of a node's log that speaks of an error, else its last line.
QString lastWords(const QString &log);

} // namespace pk::environment
