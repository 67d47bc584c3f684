#pragma once

// Where local clusters live in the data folder, and what is known of those that run.
//
//   local-1, local-3   kept from one start to the next; one cluster of that many nodes
//   local-run-…        of one run, thrown away with it
//   window-kafka       holds a local-1 and a local-3 of the window's own
//
// Each holds running.json while its cluster is up, written by the process that keeps it. The file is believed
// only while the folder's lock is held and that very process lives, so what a crash has left behind deceives
// nobody.
//
// Thread: free functions.

#include "environment/local_kafka.h"

#include <algorithm>
#include <optional>

namespace pk::environment {

/// The sizes of cluster that are offered.
inline constexpr int kLocalSizes[] = {1, 3};

QString keptFolder(const QString &dataFolder, int nodes);
/// To be given to keptFolder() in the data folder's place for the clusters that the window starts.
QString windowFolder(const QString &dataFolder);
/// What the nodes of the cluster in this folder write, of those that have written anything; sorted.
QStringList nodeLogs(const QString &clusterFolder);
/// Of the end of a log, which is read no further back than that takes: at most 256 bytes a line.
QStringList lastLines(const QString &log, int lines);
/// A new one; what crashed runs have left behind is removed.
QString throwAwayFolder(const QString &dataFolder);

struct RunningCluster
{
    qint64 keeper = 0; ///< the process that keeps it; 0: it is only just starting, or ending
    bool ready = false;
    std::string bootstrap; ///< once it is ready
    std::vector<qint64> nodes; ///< process ids; 0: that one has ended
    QString since; ///< local time

    int ended() const { return static_cast<int>(std::count(nodes.begin(), nodes.end(), 0)); }
};

/// Empty when no cluster runs in the folder.
std::optional<RunningCluster> runningCluster(const QString &folder);
Result<void> noteRunning(const QString &folder, const RunningCluster &cluster);
void forgetRunning(const QString &folder);

/// Nodes are children of the keeper, so that it alone can start those again that have ended.
Result<void> askForNodes(const QString &folder);
/// Asked for, and not tried yet.
bool areNodesAskedFor(const QString &folder);
/// By the keeper: whether they all run now is in its note.
void nodesWereTried(const QString &folder);

/// Asks the keeper to end the cluster in order and waits; kills what has not ended by then. False: none ran.
bool endCluster(const QString &folder, int timeoutMs = 30'000);

} // namespace pk::environment
