#pragma once

// What the flow canvas shows, as data: nodes, topics with lanes, groups with members, edges, and what moves.
// The bridge fills it from the journal's state; the canvas only draws it. New sources and stages are new
// entries, not new painting code.
//
// Thread: value types; the GUI thread's.

#include <QString>

#include <cstdint>
#include <optional>
#include <vector>

namespace pk::gui {

enum class NodeKind { Source, Cdc, Topic, Transform, Group, Warehouse };
enum class NodeStatus { Starting, Running, Paused, Retrying, Crashed, Restarting, Failed, Stopped };
/// Absorbed: the warehouse had it already, or something newer, so the row stays as it is.
enum class Operation { Insert, Update, Delete, DeadLetter, Absorbed };
inline constexpr int operationCount = 5;
/// Gives the colour. Plain: of no stage.
enum class Role { Source, Raw, Transform, Enriched, Consumer, DeadLetter, Plain };

/// Of a lane whose leader is down; -1: it is not known.
inline constexpr int kNoLeader = -2;

/// How late a group is in a partition.
enum class LagLevel { Normal, Rising, Critical };
inline constexpr int kRisingLagS = 2;
inline constexpr int kCriticalLagS = 10;
/// By how long the oldest record that is not committed has waited.
constexpr LagLevel lagLevel(double behindS)
{
    return behindS >= kCriticalLagS ? LagLevel::Critical
        : behindS >= kRisingLagS    ? LagLevel::Rising
                                    : LagLevel::Normal;
}

struct Lane
{
    int partition = 0;
    std::int64_t logStart = 0;
    std::int64_t logEnd = 0;
    std::int64_t committed = -1; ///< of the group that reads the topic; -1: none yet
    std::int64_t position = 0; ///< next to be taken
    int leader = -1;
    int replicas = 0; ///< 0: nobody reports them
    int inSync = 0;
    bool leaderMoved = false; ///< since a broker went down that is still down
    double ratePerS = 0; ///< of what arrives
    LagLevel level = LagLevel::Normal; ///< of the group that reads the topic

    bool operator==(const Lane &) const = default;
};

struct Member
{
    QString id;
    NodeStatus status = NodeStatus::Running;
    struct Share
    {
        QString topic;
        std::vector<int> partitions;

        bool operator==(const Share &) const = default;
    };
    std::vector<int> partitions; ///< of every topic that it reads
    std::vector<Share> shares; ///< instead of `partitions`, where they differ from topic to topic
    double ratePerS = 0;
    std::vector<float> history; ///< of the rate, newest last

    bool operator==(const Member &) const = default;
};

/// One line in a node: a label and a figure. Without a label it is a note; with an operation it is the
/// count of these, and its shape stands before the label.
struct Fact
{
    QString label;
    QString value;
    bool critical = false;
    std::optional<Operation> operation = {};

    bool operator==(const Fact &) const = default;
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
    QString reason; ///< why it is not running, in plain words; beside an alert, more of it
    QString alert; ///< what is wrong with it though it runs, in a few words
    double ratePerS = 0;
    QString rateUnit; ///< "msg/s", "rows/s"
    QString figure; ///< shown large instead of the rate: "1.84 M"
    QString figureUnit;
    std::vector<float> history;
    std::vector<Fact> facts;
    std::vector<Lane> lanes; ///< topics
    std::vector<Member> members; ///< transform and groups
    bool compact = false; ///< a topic shown without its lanes (dead letters)
    std::int64_t kept = 0; ///< messages that a topic's logs hold
    bool keptAreOffsets = false; ///< not all of them are known: `kept` counts offsets
    int column = 0; ///< of the layout, from the left
    int row = 0; ///< within the column, from the top

    bool operator==(const Node &) const = default;
};

/// One way that records take: one per partition between a topic and what writes or reads it.
struct Edge
{
    QString id;
    QString from; ///< node ids
    QString to;
    int fromPartition = -1; ///< -1: the node itself
    int toPartition = -1; ///< at a group: the member that has this partition
    Role role = Role::Raw; ///< DeadLetter colours the edge; otherwise its ends do
    double ratePerS = 0; ///< of the records that passed here, not of what the source makes
    bool backPressure = false; ///< a gate or guard holds the records back
    bool byGuard = false; ///< with backPressure: the embedded broker's, which Kafka has not
    std::int64_t buffered = 0; ///< records that wait here until the next stage takes them

    bool operator==(const Edge &) const = default;
};

struct FlowGraph
{
    std::vector<Node> nodes;
    std::vector<Edge> edges;
    /// Hops are told of one record in so many; what the rates count is all of them.
    std::int64_t detailedOneIn = 1;

    const Node *node(const QString &id) const;
    const Edge *edge(const QString &id) const;
};

/// What stands before the last word of a topic's title ("producer.kampus."), and that word, or "orders.dlq";
/// they are two lines, so that a narrow card holds them.
QString topicQualifier(const Node &node);
QString topicName(const Node &node);
/// Whether it has something to say about why it does not run, or about its alert.
bool hasReason(const Node &node);
/// Which status's colours it has: of one that runs with something wrong, those of what is wrong.
NodeStatus shownStatus(const Node &node);
/// Whether both graphs are laid out alike: the same nodes, lanes, members and edges at the same places.
bool sameLayout(const FlowGraph &a, const FlowGraph &b);
/// Whether what does not count (title, status, reason, alert, labels) is the same; figures may differ.
bool sameStatics(const Node &a, const Node &b);

/// Records that the reading group has not committed.
std::int64_t lag(const Lane &lane);
/// Who leads tells how far the log goes: it is not known where nobody does.
bool isLagKnown(const Lane &lane);
bool isLagKnown(const Node &node);
/// Of its lanes.
LagLevel worstLevel(const Node &node);

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
    std::int64_t wallUs = 0; ///< when it happened, microseconds since 1970

    bool operator==(const Hop &) const = default;
};

} // namespace pk::gui
