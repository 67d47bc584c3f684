#include "journal/state.h"

namespace pk::journal {

namespace {

std::string number(std::int64_t value)
{
    return std::to_string(value);
}

/// "0-99,105" or nothing.
std::string toText(const IntervalSet &set)
{
    std::string text;
    for (const auto &[first, last] : set.intervals()) {
        text += text.empty() ? "" : ",";
        text += first == last ? number(first) : number(first) + "-" + number(last);
    }
    return text;
}

std::string_view toText(Ownership ownership)
{
    return ownership == Ownership::Assigned ? "assigned"
        : ownership == Ownership::Revoked   ? "revoked"
                                            : "lost";
}

std::string_view toText(Membership membership)
{
    return membership == Membership::Joined ? "joined" : membership == Membership::Left ? "left" : "expelled";
}

/// Lines of "what: value", leaving out what is empty.
class Lines
{
public:
    void add(std::string_view what, std::string_view value)
    {
        if (!value.empty())
            m_text.append(what).append(": ").append(value).append("\n");
    }
    std::string take() { return std::move(m_text); }

private:
    std::string m_text;
};

void dumpPartition(Lines &lines, const std::string &name, const PartitionState &p)
{
    lines.add(name + " log", number(p.logStart) + ".." + number(p.logEnd));
    if (p.leader.known())
        lines.add(name + " leader", number(p.leader.value));
    lines.add(name + " acked", toText(p.acked));
    lines.add(name + " observed", toText(p.observed));
    lines.add(name + " applied", toText(p.applied));
    lines.add(name + " superseded", toText(p.superseded));
    lines.add(name + " duplicate", toText(p.duplicate));
    lines.add(name + " dead_lettered", toText(p.deadLettered));
    lines.add(name + " filtered", toText(p.filtered));
}

void dumpGroup(Lines &lines, const std::string &name, const GroupState &group)
{
    for (const auto &[member, membership] : group.members)
        lines.add(name + " member " + member, toText(membership.value));
    for (const auto &[key, consumer] : group.partitions) {
        const std::string where = name + " " + key.toString();
        lines.add(where + " taken", toText(consumer.taken));
        if (consumer.position.known())
            lines.add(where + " position", number(consumer.position.value));
        if (consumer.committed.known()) {
            const CommittedOffset &committed = consumer.committed.value;
            lines.add(where + " committed",
                      number(committed.offset) + (committed.by.empty() ? "" : " by " + committed.by));
        }
        for (const auto &[member, ownership] : consumer.members)
            lines.add(where + " member " + member, toText(ownership.value));
    }
}

} // namespace

std::string State::dump() const
{
    Lines lines;
    for (const auto &[key, state] : m_partitions)
        dumpPartition(lines, key.toString(), state);
    for (const auto &[name, group] : m_groups)
        dumpGroup(lines, "group " + name, group);
    for (const auto &[id, up] : m_brokers)
        lines.add("broker " + number(id), up.value ? "up" : "down");
    for (const auto &[key, stage] : m_stages) {
        lines.add("stage " + key.first + " of writer " + number(key.second),
                  std::string(stage.status.value.first == StageStatus::Crashed ? "crashed" : "running")
                      + " after " + stage.status.value.second + ", crashes " + number(stage.crashes)
                      + ", restarts " + number(stage.restarts));
    }
    for (const auto &[key, closed] : m_guards)
        lines.add("guard of writer " + number(key.first) + " " + key.second,
                  closed.value ? "closed" : "open");
    for (const auto &[name, on] : m_faults)
        lines.add("fault " + name, on.value ? "active" : "over");
    for (const auto &[group, counts] : m_batches) {
        lines.add("batches " + group,
                  number(counts.commits) + " commits of " + number(counts.messages) + " messages, "
                      + number(counts.rollbacks) + " rollbacks");
    }
    for (const auto &[reason, messages] : m_reasons)
        lines.add("dead letters " + reason, number(messages));
    for (const auto &[key, value] : m_config)
        lines.add("config " + key, value.value);
    for (const auto &[stamp, error] : m_errors)
        lines.add(lasts(stamp, error) ? "error that lasts" : "error", error.text);
    if (m_sampled.known())
        lines.add("sampled", "1:" + number(m_sampled.value));
    for (std::size_t kind = 0; kind < m_counts.size(); ++kind) {
        if (m_counts[kind] > 0)
            lines.add("count " + std::string(toString(static_cast<EventKind>(kind))), number(m_counts[kind]));
    }
    if (missingEvents() > 0)
        lines.add("missing events", number(missingEvents()));
    if (m_impossible > 0)
        lines.add("impossible events", number(m_impossible));
    return lines.take();
}

} // namespace pk::journal
