#pragma once

// What the parts of the diagram's graph share while it is built: the snapshot, and how edges, topics, rates
// and states are made of it.
//
// Thread: a value of one call. Ownership: the snapshot outlives it.

#include "base/grouped.h"
#include "bridge/flow_id.h"
#include "bridge/snapshot.h"
#include "domain/pipeline_names.h"
#include "flow/flow_model.h"

namespace pk::gui {

struct FlowParts
{
    explicit FlowParts(const Snapshot &snapshot);

    /// Something was written to it, by whichever run.
    bool isUsed(const std::string &topic) const;
    bool holdsMessages(const std::string &topic) const;
    /// Something has come lately, or the group has something left to read there; in a recorded session,
    /// something ever came.
    bool flows(const std::string &topic, const std::string &group) const;
    /// In all of the topic's partitions; nothing where one of them has no leader.
    std::optional<std::int64_t> lagOf(const std::string &topic, const std::string &group) const;

    Edge &addEdge(const QString &from, int fromPartition, const QString &to, int toPartition, Role role);
    /// Into a partition: what was acknowledged there; held while the retention guard of this topic is closed.
    void addWrittenLane(const QString &from, const std::string &topic, int partition, Role role);
    /// Out of a partition: what its reader took; held while the reader takes nothing though records wait.
    void addReadLane(const std::string &topic, int partition, const std::string &group, const QString &to,
                     Role role);
    void addTopic(const std::string &name, const std::string &group, Role role, int column, int row,
                  bool compact);
    /// A topic of what was put aside, while it holds anything, whichever run has put it there.
    void addAside(const std::string &topic, const QString &from, int column, int row);

    void setRate(Node &node, const std::string &meter) const;
    /// A failure that was got over is told no more.
    void setStatus(Node &node, const pipeline::MemberStatus &member) const;
    /// The stage's members, and what they say of its state.
    void addMembers(Node &node, StageKind stage, const std::string &group) const;

    QString silenceText() const;
    bool waitsForBroker(StageKind stage) const;
    bool isStarting() const;

    const Snapshot &snapshot;
    const RunInfo &run;
    const bool paused;
    const bool brokerAway;
    FlowGraph graph;
    /// That the stage is held back by the guard of a topic that it writes to, if it is.
    void tellGuard(Node &node, StageKind stage) const;

private:
    Member memberOf(const pipeline::MemberStatus &status, const std::string &group) const;
    void setGroupStatus(Node &node, StageKind stage, const std::string &group, bool joining, int retrying,
                        int running) const;
    void addCrashes(Node &node, StageKind stage) const;
    QString openTransaction(const std::string &group) const;
    NodeStatus memberStatus(const pipeline::MemberStatus &member) const;
    bool takesNothing(const std::string &member) const;
    Lane lane(const TopicPartition &partition, const std::string &group) const;
    QString brokersDown() const;
    journal::Stamp firstOutage() const;
};

} // namespace pk::gui
