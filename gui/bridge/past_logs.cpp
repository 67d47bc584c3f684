#include "bridge/past_logs.h"

#include <algorithm>

namespace pk::gui {

namespace {

journal::Event event(journal::EventKind kind, const TopicPartition &partition, std::int64_t offset)
{
    journal::Event e;
    e.kind = kind;
    e.topic = partition.topic;
    e.partition = partition.partition;
    e.first = offset;
    return e;
}

} // namespace

Result<PastLogs> readPastLogs(broker::ClusterBackend &backend, const std::vector<std::string> &topics)
{
    const auto there = backend.topics();
    if (!there)
        return there.error();
    std::vector<TopicPartition> partitions;
    for (const broker::TopicInfo &topic : *there) {
        if (std::find(topics.begin(), topics.end(), topic.name) == topics.end())
            continue;
        for (const broker::PartitionInfo &partition : topic.partitions)
            partitions.push_back({topic.name, partition.id});
    }
    if (partitions.empty())
        return PastLogs();
    const auto marks = backend.watermarksOf(partitions);
    if (!marks)
        return marks.error();
    PastLogs past;
    for (std::size_t i = 0; i < partitions.size(); ++i)
        past[partitions[i]] = (*marks)[i];
    return past;
}

Result<void> notePastLogs(const PastLogs &past, broker::ClusterBackend &backend, journal::Journal &journal,
                          const std::vector<GroupTopics> &groups)
{
    const journal::WriterId writer = journal.writer("past-logs");
    std::vector<journal::Event> events;
    for (const auto &[partition, marks] : past) {
        events.push_back(event(journal::EventKind::LogStart, partition, marks.begin));
        events.back().last = marks.end - 1;
    }
    for (const auto &[group, topics] : groups) {
        std::vector<TopicPartition> read;
        for (const auto &[partition, marks] : past) {
            if (std::find(topics.begin(), topics.end(), partition.topic) != topics.end())
                read.push_back(partition);
        }
        if (read.empty())
            continue;
        const auto committed = backend.committed(group, read);
        if (!committed)
            return committed.error();
        for (const broker::CommitOffset &commit : *committed) {
            if (commit.offset < 0)
                continue;
            events.push_back(event(journal::EventKind::Committed, commit.partition, commit.offset));
            events.back().group = group;
        }
    }
    if (!events.empty())
        journal.append(writer, events);
    return {};
}

} // namespace pk::gui
