#include "cli/topic_list.h"

#include "domain/pipeline_names.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <algorithm>

namespace pk::cli {

static Result<TopicOption> parseTopic(const QString &entry)
{
    // Kafka's own rule for names; those with two underscores in front belong to Kafka and to this program.
    static const QRegularExpression validName(QStringLiteral("^(?!__)(?!\\.{1,2}$)[A-Za-z0-9._-]{1,249}$"));
    const QString name = entry.section(u':', 0, 0);
    if (!validName.match(name).hasMatch())
        return Error{ErrorCode::Usage,
                     QCoreApplication::translate("cli", "\"%1\" is not a name that Kafka allows for a topic.")
                         .arg(name),
                     {}};
    TopicOption topic{name.toStdString(), kDefaultPartitions};
    if (entry.contains(u':')) {
        topic.partitions = entry.section(u':', 1).toInt();
        if (topic.partitions < 1 || topic.partitions > kMaxPartitions) {
            return Error{ErrorCode::Usage,
                         QCoreApplication::translate(
                             "cli", "\"%1\": after the colon stands the number of partitions, 1 to %2.")
                             .arg(entry)
                             .arg(kMaxPartitions),
                         {}};
        }
    }
    return topic;
}

Result<std::vector<TopicOption>> parseTopicList(const QString &text)
{
    std::vector<TopicOption> topics;
    for (const QString &entry : text.split(u',')) {
        auto topic = parseTopic(entry.trimmed());
        if (!topic)
            return topic.error();
        const auto same = [&](const TopicOption &t) { return t.name == topic->name; };
        if (std::any_of(topics.begin(), topics.end(), same))
            return Error{ErrorCode::Usage,
                         QCoreApplication::translate("cli", "The topic %1 stands there twice.")
                             .arg(QString::fromStdString(topic->name)),
                         {}};
        topics.push_back(std::move(*topic));
    }
    return topics;
}

std::vector<TopicOption> pipelineTopics()
{
    std::vector<TopicOption> topics;
    for (const Dataset dataset : {Dataset::Orders, Dataset::Activities}) {
        for (std::string &name : topicsOf(dataset))
            topics.push_back({std::move(name), kDefaultPartitions});
        for (const std::string &name : cdcTopicsOf(dataset)) {
            topics.push_back({name, kDefaultPartitions});
            topics.push_back({deadLetterTopic(name), kDefaultPartitions});
        }
    }
    topics.push_back({std::string(kWarehouseEventsTopic), kDefaultPartitions});
    return topics;
}

QString toString(const std::vector<TopicOption> &topics)
{
    QStringList entries;
    for (const TopicOption &topic : topics)
        entries << QStringLiteral("%1:%2").arg(QString::fromStdString(topic.name)).arg(topic.partitions);
    return entries.join(u',');
}

} // namespace pk::cli
