#pragma once

// Ids of nodes and edges, as the canvas' graph and its hops name them.
//
// Thread: free functions.

#include <QString>

#include <string_view>

namespace pk::gui::flow_id {

inline const QString source = QStringLiteral("source");
inline const QString campus = QStringLiteral("campus"); ///< its database
inline const QString bridge = QStringLiteral("bridge");
inline const QString transform = QStringLiteral("transform");
inline const QString warehouse = QStringLiteral("warehouse");
QString topic(std::string_view name); ///< "topic:raw_orders"
QString group(std::string_view name); ///< "group:kampus-loader"
/// "source>topic:raw_orders/0"; without partitions the nodes alone.
QString edge(const QString &from, int fromPartition, const QString &to, int toPartition);

// And taken apart again. Empty: it is none.
QString topicOf(const QString &node); ///< "raw_orders" of "topic:raw_orders"
QString groupOf(const QString &node);
QString fromOf(const QString &edge); ///< the node, without its partition
QString toOf(const QString &edge);

} // namespace pk::gui::flow_id
