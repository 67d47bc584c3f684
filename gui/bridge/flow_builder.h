#pragma once

// Makes the canvas' graph out of a snapshot, and its hops out of detail events. A new source or stage is an
// entry here; the painting does not change.
//
// Thread: free functions without state; texts are in the language of the moment.

#include "bridge/snapshot.h"
#include "flow/flow_model.h"
#include "journal/event.h"

#include <optional>

namespace pk::gui {

FlowGraph buildFlow(const Snapshot &snapshot);

/// Empty for events that move nothing.
std::optional<Hop> toHop(const journal::Event &event);

/// Ids of nodes and edges, as the graph and the hops name them.
namespace flow_id {
inline const QString source = QStringLiteral("source");
inline const QString transform = QStringLiteral("transform");
inline const QString warehouse = QStringLiteral("warehouse");
QString topic(std::string_view name); ///< "topic:raw_orders"
QString group(std::string_view name); ///< "group:kampus-loader"
/// "source>topic:raw_orders/0"; without partitions the nodes alone.
QString edge(const QString &from, int fromPartition, const QString &to, int toPartition);
} // namespace flow_id

} // namespace pk::gui
