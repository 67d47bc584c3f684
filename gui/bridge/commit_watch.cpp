#include "bridge/commit_watch.h"

#include "base/stop_wait.h"

#include <algorithm>

namespace pk::gui {

namespace {

using journal::Event;
using journal::EventKind;

constexpr std::chrono::milliseconds kEvery{1'000};

bool reads(const GroupTopics &group, const std::string &topic)
{
    return std::find(group.topics.begin(), group.topics.end(), topic) != group.topics.end();
}

} // namespace

CommitWatch::CommitWatch(broker::ClusterBackend &backend, journal::Journal &journal,
                         std::vector<GroupTopics> groups)
    : m_backend(backend)
    , m_journal(journal)
    , m_writer(journal.writer("commit-watch"))
    , m_groups(std::move(groups))
{
    for (const GroupTopics &group : m_groups)
        m_told[group.group];
    m_thread = std::jthread([this](const std::stop_token &stop) { run(stop); });
}

void CommitWatch::run(const std::stop_token &stop)
{
    while (!stop.stop_requested()) {
        readJournal();
        for (const GroupTopics &group : m_groups) {
            if (!stop.stop_requested())
                look(group);
        }
        waitForStop(stop, kEvery);
    }
}

void CommitWatch::readJournal()
{
    (void)m_journal.forEach(m_seq, m_journal.lastSeq(), [this](std::span<const Event> events) {
        for (const Event &event : events)
            read(event);
        m_seq = events.back().seq;
        return true;
    });
}

void CommitWatch::read(const Event &event)
{
    if (journal::isRange(event.kind) || event.kind == EventKind::LogStart) {
        readLogEnd(event);
        return;
    }
    const auto group = m_told.find(event.group);
    if (group == m_told.end())
        return;
    switch (event.kind) {
    case EventKind::Committed: {
        Told &told = group->second[{event.topic, event.partition}];
        told.offset = event.first;
        ++told.commits;
        told.found = event.text == kFoundCommit;
        told.differed = false;
        break;
    }
    case EventKind::Assigned: {
        Told &told = group->second[{event.topic, event.partition}];
        told.holders.insert(event.member);
        told.found = false;
        break;
    }
    case EventKind::Revoked:
    case EventKind::Lost:
        group->second[{event.topic, event.partition}].holders.erase(event.member);
        break;
    case EventKind::Left:
    case EventKind::Expelled:
        for (auto &[partition, told] : group->second)
            told.holders.erase(event.member);
        break;
    default:
        break;
    }
}

void CommitWatch::readLogEnd(const Event &event)
{
    const TopicPartition partition{event.topic, event.partition};
    std::int64_t &end = m_ends[partition];
    if (event.kind != EventKind::LogStart || event.text != journal::kNewLog) {
        end = std::max(end, event.last + 1);
        return;
    }
    end = event.last + 1;
    for (auto &[name, group] : m_told) {
        const auto found = group.find(partition);
        if (found == group.end() || found->second.offset <= end)
            continue;
        found->second.offset = -1; // as journal::State takes it
        found->second.anew = true;
    }
}

void CommitWatch::look(const GroupTopics &group)
{
    std::vector<TopicPartition> partitions;
    for (const auto &[partition, end] : m_ends) {
        if (end > 0 && reads(group, partition.topic))
            partitions.push_back(partition);
    }
    if (partitions.empty())
        return;
    auto &told = m_told[group.group];
    std::vector<std::uint64_t> commits;
    for (const TopicPartition &partition : partitions)
        commits.push_back(told[partition].commits);
    const auto answers = m_backend.committed(group.group, partitions);
    if (!answers || answers->size() != partitions.size())
        return; // no coordinator answers at the moment
    readJournal();
    for (std::size_t i = 0; i < partitions.size(); ++i) {
        Told &of = told[partitions[i]];
        if (of.commits == commits[i]) // otherwise the answer may be older
            judge(group.group, (*answers)[i], of);
    }
}

void CommitWatch::judge(const std::string &group, const broker::CommitOffset &answer, Told &told)
{
    const std::int64_t offset = std::max<std::int64_t>(answer.offset, -1);
    if (told.anew && offset > m_ends[answer.partition])
        return;
    told.anew = false;
    const bool differed = std::exchange(told.differed, offset != told.offset);
    const bool atOnce = offset >= 0 && (told.found || told.holders.empty());
    if (!told.differed || (!differed && !atOnce))
        return;
    Event e;
    e.kind = EventKind::Committed;
    e.group = group;
    e.topic = answer.partition.topic;
    e.partition = answer.partition.partition;
    e.first = offset;
    e.text = kFoundCommit;
    m_journal.append(m_writer, std::move(e));
}

} // namespace pk::gui
