#pragma once

// A snapshot of a small run, made of events, and the graph that is built of it.

#include "bridge/flow_builder.h"

namespace pk::test {

using namespace pk::gui;

/// A snapshot of two members that read one dataset, made of events.
class Scene
{
public:
    Scene()
    {
        run.state = RunState::Running;
        run.partitions = 2;
        run.transformGroup = kTransformGroup;
        run.loaderGroup = kLoaderGroup;
        run.ratePerSecond = 4;
        member(StageKind::Source, "source-0", pipeline::StageStatus::Running, true);
        member(StageKind::Transform, "transform-0", pipeline::StageStatus::Running, true);
        member(StageKind::Load, "load-0", pipeline::StageStatus::Running, true);
    }

    void range(journal::EventKind kind, const char *topic, int partition, std::int64_t first,
               std::int64_t last, std::string_view group = {})
    {
        journal::Event e;
        e.kind = kind;
        e.topic = topic;
        e.partition = partition;
        e.first = first;
        e.last = last;
        e.count = last - first + 1;
        e.group = group;
        add(std::move(e));
    }
    void condition(journal::EventKind kind, const char *memberName, const char *name, const char *text)
    {
        journal::Event e;
        e.kind = kind;
        e.member = memberName;
        e.key = name;
        e.text = text;
        add(std::move(e));
    }
    void owns(std::string_view group, const char *memberName, const char *topic, int partition)
    {
        journal::Event e;
        e.kind = journal::EventKind::Assigned;
        e.group = group;
        e.member = memberName;
        e.topic = topic;
        e.partition = partition;
        add(std::move(e));
    }
    void add(journal::Event e)
    {
        e.writerSeq = ++m_seq;
        e.wallUs = static_cast<std::int64_t>(m_seq);
        m_state.apply(std::span(&e, 1));
    }
    void member(StageKind stage, const char *name, pipeline::StageStatus status, bool joined)
    {
        const std::string group(stage == StageKind::Transform  ? kTransformGroup
                                    : stage == StageKind::Load ? kLoaderGroup
                                                               : std::string_view());
        run.members.push_back({stage, name, status, joined, false, 0, {}, group});
    }
    FlowGraph graph() const { return buildFlow(snapshot()); }
    Snapshot snapshot() const
    {
        Snapshot snapshot;
        snapshot.state = m_state;
        snapshot.run = run;
        snapshot.rates = rates;
        snapshot.courses = courses;
        snapshot.wallUs = wallUs;
        return snapshot;
    }

    const journal::State &state() const { return m_state; }

    RunInfo run;
    std::map<std::string, Rate> rates;
    std::shared_ptr<const GroupCourses> courses;
    std::int64_t wallUs = 0;

private:
    journal::State m_state;
    std::uint64_t m_seq = 0;
};

inline const Node *find(const FlowGraph &graph, const QString &id)
{
    for (const Node &node : graph.nodes) {
        if (node.id == id)
            return &node;
    }
    return nullptr;
}

} // namespace pk::test
