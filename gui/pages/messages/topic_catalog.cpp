#include "pages/messages/topic_catalog.h"

#include "bridge/record_count.h"
#include "bridge/record_story.h"
#include "bridge/text.h"
#include "bridge/topic_change.h"
#include "domain/pipeline_names.h"

#include <algorithm>
#include <map>
#include <set>

namespace pk::gui {

namespace {

TopicEntry::Section sectionOf(const std::string &topic, const std::set<std::string> &pipeline)
{
    const TopicRole role = roleOf(topic);
    if (role == TopicRole::DeadLetters) // those of the change topics, too
        return TopicEntry::Section::DeadLetters;
    if (role == TopicRole::Filtered)
        return TopicEntry::Section::Filtered;
    if (isChangeTopic(topic))
        return TopicEntry::Section::Cdc;
    return pipeline.count(topic) > 0 ? TopicEntry::Section::Pipeline : TopicEntry::Section::Others;
}

/// What is there beside the topics that every run knows, with its partitions: as the cluster lists it, or, of
/// one that cannot be asked, as it was at the start and has been made since.
std::map<std::string, int> otherTopics(const RunInfo &run)
{
    std::map<std::string, int> others;
    if (run.recorded)
        return others;
    if (run.report) {
        for (const broker::TopicInfo &topic : run.report->topics)
            others[topic.name] = static_cast<int>(topic.partitions.size());
    } else if (run.topicPartitions) {
        others.insert(run.topicPartitions->begin(), run.topicPartitions->end());
    }
    for (const std::string &known : topicsOfEveryRun())
        others.erase(known);
    return others;
}

} // namespace

std::vector<TopicEntry> topicCatalog(const Snapshot &snapshot)
{
    std::vector<std::string> names; // in the order of the flow
    std::set<std::string> pipeline;
    for (const Dataset dataset : {Dataset::Orders, Dataset::Activities}) {
        const std::string raw(rawTopic(dataset));
        const std::string enriched(enrichedTopic(dataset));
        for (const std::string &topic :
             {raw, enriched, deadLetterTopic(raw), filteredTopic(raw), deadLetterTopic(enriched)}) {
            pipeline.insert(topic);
            names.push_back(topic);
        }
    }
    const std::string followUp(kWarehouseEventsTopic);
    pipeline.insert(followUp);
    names.push_back(followUp);
    std::map<std::string, TopicEntry> entries;
    for (const std::string &name : names)
        entries[name].partitions = snapshot.partitionsOf(name);
    const std::map<std::string, int> others = otherTopics(snapshot.run);
    std::map<std::string, int> partitions; // also the empty ones of a topic that shows by another one
    std::map<std::string, std::pair<RecordCount, RecordCount>> counts; // written, and kept of it
    for (const auto &[partition, log] : snapshot.state.partitions()) {
        int &count = partitions[partition.topic];
        count = std::max(count, partition.partition + 1);
        // They are made for whoever chooses the campus database later, too.
        if (isChangeTopic(partition.topic) && log.logEnd == 0
            && (roleOf(partition.topic) == TopicRole::DeadLetters
                || snapshot.run.source.kind != SourceChoice::Kind::Campus))
            continue;
        const bool isGone = snapshot.run.report && !others.contains(partition.topic)
            && pipeline.count(partition.topic) == 0 && !isChangeTopic(partition.topic);
        if (isGone)
            continue; // deleted
        const auto [at, isNew] = entries.try_emplace(partition.topic);
        if (isNew)
            names.push_back(partition.topic);
        at->second.begin[partition.partition] = log.logStart;
        at->second.end[partition.partition] = log.logEnd;
        counts[partition.topic].first += recordsIn(snapshot, partition, 0, log.logEnd);
        counts[partition.topic].second += recordsIn(snapshot, partition, log.logStart, log.logEnd);
    }
    for (const auto &[name, count] : others) {
        const auto [at, isNew] = entries.try_emplace(name);
        partitions[name] = std::max(partitions[name], count);
        if (isNew) {
            at->second.isCounted = false;
            names.push_back(name);
        }
    }
    std::vector<TopicEntry> catalog;
    for (const std::string &name : names) {
        TopicEntry entry = std::move(entries[name]);
        entry.name = toQString(name);
        entry.section = sectionOf(name, pipeline);
        entry.partitions = std::max(entry.partitions, partitions[name]);
        const auto &[written, kept] = counts[name];
        entry.areOffsets = !written.exact || !kept.exact;
        entry.written = entry.areOffsets ? written.offsets : written.messages;
        entry.kept = entry.areOffsets ? kept.offsets : kept.messages;
        if (const auto rate = snapshot.rates.find(name); rate != snapshot.rates.end()) {
            entry.ratePerS = rate->second.perSecond;
            entry.history = rate->second.history;
        }
        catalog.push_back(std::move(entry));
    }
    std::stable_sort(catalog.begin(), catalog.end(),
                     [](const TopicEntry &a, const TopicEntry &b) { return a.section < b.section; });
    return catalog;
}

} // namespace pk::gui
