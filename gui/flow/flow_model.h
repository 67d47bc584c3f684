#pragma once

// What the flow canvas shows, as data: nodes, topics with lanes, groups with members, edges, and what moves.
// The bridge fills it from the journal's state; the canvas only draws it. New sources and stages are new
// entries, not new painting code.
//
// Thread: value types; the GUI thread's.

#include <QString>

#include <cstdint>
#include <vector>

namespace pk::gui {

enum class NodeKind { Source, Cdc, Topic, Transform, Group, Warehouse };
enum class NodeStatus { Starting, Running, Paused, Retrying, Crashed, Restarting, Failed, Stopped };
enum class Operation { Insert, Update, Delete, DeadLetter };
enum class Role { Source, Raw, Transform, Enriched, Consumer, DeadLetter }; ///< gives the colour

struct Lane
{
    int partition = 0;
    std::int64_t logStart = 0;
    std::int64_t logEnd = 0;
    std::int64_t committed = -1; ///< of the group that reads the topic; -1: none yet
    std::int64_t position = 0; ///< next to be taken
    int leader = -1;
};

struct Member
{
    QString id;
    NodeStatus status = NodeStatus::Running;
    std::vector<int> partitions;
    double ratePerS = 0;
    std::vector<float> history; ///< of the rate, newest last
};

/// One line in a node: a label and a figure.
struct Fact
{
    QString label;
    QString value;
    bool critical = false;
};

struct Node
{
    QString id; ///< stable: "source", "topic:raw_orders", "transform", "group:kampus-loader", "warehouse"
    NodeKind kind = NodeKind::Source;
    Role role = Role::Source;
    QString title;
    QString subtitle;
    QString icon; ///< name in the theme's set
    NodeStatus status = NodeStatus::Running;
    QString reason; ///< why it is not running, in plain words
    double ratePerS = 0;
    QString rateUnit; ///< "msg/s", "rows/s"
    std::vector<float> history;
    std::vector<Fact> facts;
    std::vector<Lane> lanes; ///< topics
    std::vector<Member> members; ///< transform and groups
    bool compact = false; ///< a topic shown without its lanes (dead letters)
    int column = 0; ///< of the layout, from the left
    int row = 0; ///< within the column, from the top
};

struct Edge
{
    QString id;
    QString from; ///< node ids
    QString to;
    int fromPartition = -1; ///< -1: the node itself
    int toPartition = -1;
    Role role = Role::Raw;
    double ratePerS = 0;
    bool backPressure = false; ///< a gate or guard holds the records back
};

struct FlowGraph
{
    std::vector<Node> nodes;
    std::vector<Edge> edges;
};

/// A record that has moved, as the journal said: it travels along the edge once and then is gone.
struct Hop
{
    QString edge;
    QString correlationId;
    QString key;
    QString topic;
    int partition = -1;
    std::int64_t offset = -1;
    Operation operation = Operation::Insert;
};

} // namespace pk::gui
