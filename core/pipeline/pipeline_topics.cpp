// Pipeline: the topics that it makes, or needs to find.

#include "pipeline/pipeline.h"

#include <QCoreApplication>

#include <algorithm>
#include <set>

namespace pk::pipeline {

namespace {

/// What the stages that run here read and write.
std::set<std::string> neededTopics(const std::vector<Dataset> &datasets, const Pipeline::Parts &parts)
{
    std::set<std::string> needed;
    for (const Dataset dataset : datasets) {
        const std::string raw(rawTopic(dataset));
        const std::string enriched(enrichedTopic(dataset));
        if (parts.source || parts.transform || parts.bridge)
            needed.insert({raw, deadLetterTopic(raw)});
        if (parts.transform)
            needed.insert({filteredTopic(raw), enriched});
        if (parts.load || parts.lake)
            needed.insert({enriched, deadLetterTopic(enriched)});
        if (parts.follower) {
            const std::vector<std::string> all = topicsOf(dataset);
            needed.insert(all.begin(), all.end());
        }
    }
    if (parts.load)
        needed.emplace(kWarehouseEventsTopic);
    return needed;
}

/// Of a broker that another program has started: only with its topics can it be started again.
Error missingTopics(const std::vector<broker::TopicInfo> &existing, const std::vector<std::string> &missing,
                    int partitions)
{
    QStringList names;
    QStringList wanted;
    for (const broker::TopicInfo &topic : existing)
        wanted
            << QStringLiteral("%1:%2").arg(QString::fromStdString(topic.name)).arg(topic.partitions.size());
    for (const std::string &topic : missing) {
        names << QString::fromStdString(topic);
        wanted << QStringLiteral("%1:%2").arg(names.back()).arg(partitions);
    }
    return {ErrorCode::Unsupported,
            QCoreApplication::translate(
                "pipeline",
                "The embedded broker has not all topics that are needed here, and no other program can make "
                "them there: %1. Nothing was sent; start it with them: pelatihan-kafka broker --topics %2")
                .arg(names.join(QStringLiteral(", ")), wanted.join(u',')),
            {}};
}

} // namespace

/// Topics that are there keep the partitions that they have: their readers and the keys in them depend on it.
Result<void> Pipeline::createTopics(Parts parts)
{
    const auto existing = m_backend.topics();
    if (!existing)
        return existing.error();
    for (const broker::TopicInfo &topic : *existing) {
        if (!topic.partitions.empty())
            m_partitions.set(topic.name, static_cast<int>(topic.partitions.size()));
    }
    std::vector<std::string> topics{std::string(kWarehouseEventsTopic)};
    for (const Dataset dataset : m_options.datasets) {
        for (std::string &topic : topicsOf(dataset))
            topics.push_back(std::move(topic));
    }
    // The source's clock may be virtual and years behind: a retention of seven days would delete records at
    // its first look, whether anybody has read them or not.
    const std::vector<std::pair<std::string, std::string>> settings{{"retention.ms", "-1"},
                                                                    {"retention.bytes", "1073741824"}};
    const std::set<std::string> needed = neededTopics(m_options.datasets, parts);
    std::vector<std::string> missing;
    /// False: this broker is another program's, and nobody can make a topic there.
    const auto canBeHad = [&](const broker::TopicSpec &spec) -> Result<bool> {
        const auto made = createTopic(spec);
        if (!made && !(m_cluster.embedded && made.error().code == ErrorCode::Unsupported))
            return made.error();
        return made.ok();
    };
    for (const std::string &topic : topics) {
        const auto there = canBeHad({topic, m_options.partitions, 0, settings});
        if (!there)
            return there.error();
        if (*there)
            warnOfRetention(topic);
        else if (needed.contains(topic)) // the others are those of stages that run elsewhere, or never
            missing.push_back(topic);
    }
    std::vector<std::string> changes;
    for (const std::string &input : changeTopicsOf(m_options))
        changes.insert(changes.end(), {input, deadLetterTopic(input)});
    if (!parts.bridge && !parts.replica && !parts.changes)
        changes.clear();
    for (const std::string &topic : changes) {
        if (m_partitions.known().contains(topic)) // a Maxwell that came first has made it
            continue;
        const auto there = canBeHad({topic, m_options.partitions, 0, {}});
        if (!there)
            return there.error();
        if (!*there)
            missing.push_back(topic);
    }
    return missing.empty() ? Result<void>() : missingTopics(*existing, missing, m_options.partitions);
}

Result<void> Pipeline::readChangesFrom()
{
    std::vector<TopicPartition> partitions;
    for (const std::string &topic : changeTopicsOf(m_options)) {
        for (int p = 0; p < m_partitions.of(topic); ++p)
            partitions.push_back({topic, p});
    }
    const auto marks = m_backend.watermarksOf(partitions);
    if (!marks)
        return marks.error();
    for (std::size_t i = 0; i < partitions.size(); ++i)
        m_changesFrom[partitions[i]] = (*marks)[i].end;
    return {};
}

Result<void> Pipeline::createTopic(const broker::TopicSpec &spec)
{
    if (!m_options.exactPartitions && m_partitions.known().contains(spec.name))
        return {};
    auto made = m_backend.createTopic(spec);
    if (made)
        m_partitions.set(spec.name, spec.partitions);
    return made;
}

/// A topic that somebody else has made may keep records for a week, like Kafka's own default.
void Pipeline::warnOfRetention(const std::string &topic)
{
    if (!m_backend.supports(broker::Feature::TopicAdmin))
        return;
    const auto settings = m_backend.topicSettings(topic);
    if (!settings)
        return; // one may be allowed to use a topic and not to look at its settings
    const auto found =
        std::find_if(settings->begin(), settings->end(),
                     [](const broker::TopicSetting &setting) { return setting.name == "retention.ms"; });
    if (found == settings->end() || found->value == "-1")
        return;
    note(journal::EventKind::Error,
         QCoreApplication::translate(
             "pipeline",
             "The topic %1 was there already and deletes what is older than %2 hours. Sample orders may be "
             "dated "
             "further back, and Kafka may then delete them before anybody has read them. Keep them with: "
             "kafka-configs.sh --alter --topic %1 --add-config retention.ms=-1")
             .arg(QString::fromStdString(topic))
             .arg(QString::fromStdString(found->value).toLongLong() / 3'600'000)
             .toStdString());
}

} // namespace pk::pipeline
