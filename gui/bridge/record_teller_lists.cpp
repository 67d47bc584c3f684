// The part of RecordTeller that lists: the newest messages, a table's rows, one line of many messages.

#include "bridge/record_teller.h"

#include <set>

namespace pk::gui {

namespace {

constexpr int kMetadataMs = 2'000;
constexpr std::int64_t kMostAtOnce = 64;

} // namespace

/// Why an offset is not among the messages of a fetch that was answered.
Presence RecordTeller::absenceOf(std::int64_t offset, const FetchedMessages &fetched)
{
    if (offset < fetched.begin)
        return Presence::Evicted;
    if (offset >= fetched.end)
        return Presence::NotYet;
    if (offset < fetched.next)
        return Presence::NoRecord;
    return fetched.openFrom >= 0 && offset >= fetched.openFrom ? Presence::Uncommitted : Presence::Unreadable;
}

NewestMessages RecordTeller::newest(const StorySources &sources, const TopicPartition &partition, int count)
{
    follow(sources);
    NewestMessages newest;
    newest.partition = partition;
    auto fetch = fetcher(sources);
    auto fetched = fetch ? (*fetch)->newest(partition, count) : Result<FetchedMessages>(fetch.error());
    if (!fetched) {
        newest.error = fetched.error();
        return newest;
    }
    newest.begin = fetched->begin;
    newest.end = fetched->end;
    for (auto it = fetched->messages.rbegin(); it != fetched->messages.rend(); ++it)
        newest.messages.push_back(std::make_shared<const FullMessage>(std::move(*it)));
    if (!m_cluster) {
        const broker::ClusterInfo &info = sources.run.cluster;
        if (auto cluster = broker::connectCluster(info, kMetadataMs))
            m_cluster = std::move(*cluster);
    }
    const auto topics = m_cluster ? m_cluster->topics() : std::vector<broker::TopicInfo>();
    if (!topics)
        return newest;
    for (const broker::TopicInfo &topic : *topics) {
        if (topic.name != partition.topic)
            continue;
        for (const broker::PartitionInfo &info : topic.partitions) {
            if (info.id == partition.partition) {
                newest.replicas = info.replicas;
                newest.inSync = info.inSync;
            }
        }
    }
    return newest;
}

TableNews RecordTeller::table(const StorySources &sources, const std::string &name, int newest)
{
    TableNews news;
    news.summary.table = name;
    auto db = warehouse(sources);
    if (!db) {
        news.error = db.error();
        return news;
    }
    auto summary = readTable(**db, name, newest);
    if (summary) {
        news.summary = std::move(*summary);
        return news;
    }
    news.error = summary.error();
    m_warehouse.reset();
    return news;
}

ValueLines RecordTeller::valueLines(const StorySources &sources, const std::vector<Position> &positions)
{
    follow(sources);
    ValueLines values;
    values.incarnation = sources.run.incarnation;
    std::map<TopicPartition, std::set<std::int64_t>> wanted;
    for (const Position &position : positions) {
        wanted[{position.topic, position.partition}].insert(position.offset);
        values.lines[position].presence = Presence::Unreadable; // until it is known better
    }
    for (auto &[partition, offsets] : wanted) {
        while (!offsets.empty()) { // those that lie near one another come in one fetch
            const std::int64_t first = *offsets.begin();
            const auto beyond = offsets.lower_bound(first + kMostAtOnce);
            const std::int64_t last = *std::prev(beyond);
            auto fetch = fetcher(sources);
            auto fetched = fetch ? (*fetch)->range(partition, first, last - first + 1)
                                 : Result<FetchedMessages>(fetch.error());
            if (!fetched) // the others would wait for nothing, too
                return values;
            const auto line = [&](std::int64_t offset) -> ValueLine & {
                return values.lines[{partition.topic, partition.partition, offset}];
            };
            for (auto offset = offsets.begin(); offset != beyond; ++offset)
                line(*offset).presence = absenceOf(*offset, *fetched);
            for (const FullMessage &message : fetched->messages) {
                if (offsets.count(message.offset) == 0)
                    continue;
                line(message.offset) = {Presence::There, std::nullopt};
                if (message.hasValue)
                    line(message.offset).text = valueLine(message.value);
            }
            offsets.erase(offsets.begin(), beyond);
        }
    }
    return values;
}

} // namespace pk::gui
