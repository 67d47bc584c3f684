#include "bridge/topic_change.h"

#include "bridge/text.h"
#include "broker/topic_name.h"
#include "broker/topic_prefix.h"
#include "domain/pipeline_names.h"

#include <QCoreApplication>

#include <algorithm>

namespace pk::gui {

std::vector<std::string> topicsOfEveryRun()
{
    std::vector<std::string> topics{std::string(kWarehouseEventsTopic)};
    for (const Dataset dataset : {Dataset::Orders, Dataset::Activities}) {
        for (std::string &topic : topicsOf(dataset))
            topics.push_back(std::move(topic));
        for (std::string &topic : cdcTopicsOf(dataset)) {
            topics.push_back(deadLetterTopic(topic));
            topics.push_back(std::move(topic));
        }
    }
    return topics;
}

bool isOfEveryRun(const std::string &topic)
{
    const std::vector<std::string> topics = topicsOfEveryRun();
    return std::find(topics.begin(), topics.end(), topic) != topics.end();
}

bool isOfTheRun(const RunInfo &run, const std::string &topic)
{
    return isOfEveryRun(topic)
        || (run.source.kind == SourceChoice::Kind::Topic && run.source.topic == toQString(topic));
}

QString noSettingsHere()
{
    return QCoreApplication::translate(
        "bridge",
        "The embedded broker keeps 5 MiB of each partition and knows no settings: there is nothing to read "
        "or "
        "to change here, and a topic keeps its partitions. Choose the local Kafka as the environment to try "
        "them.");
}

QString problemOfName(const RunInfo &run, const std::string &topic)
{
    if (!broker::isTopicName(broker::outside(run.cluster.prefix, topic)) || topic.empty()) {
        return QCoreApplication::translate(
            "bridge", "Kafka takes 1 to 249 letters, digits, dots, dashes and underscores as a name.");
    }
    if (topic.starts_with("__"))
        return QCoreApplication::translate(
            "bridge", "Names that begin with two underscores are those of Kafka's own topics.");
    return {};
}

QString whyNot(const RunInfo &run, const TopicChange &change)
{
    using Kind = TopicChange::Kind;
    if (run.recorded)
        return QCoreApplication::translate("bridge",
                                           "A recorded session is shown: there is no cluster to change.");
    if (change.kind == Kind::Make)
        return problemOfName(run, change.topic);
    if (run.cluster.embedded)
        return noSettingsHere();
    if (change.kind == Kind::Delete && isOfTheRun(run, change.topic)) {
        return QCoreApplication::translate("bridge",
                                           "The run that goes on here reads or writes %1, and what lies in "
                                           "it is in its books: without "
                                           "the topic it could not go on. A short retention.ms empties the "
                                           "topic and leaves it there; "
                                           "with the command below it can be deleted while no run uses it.")
            .arg(toQString(change.topic));
    }
    return {};
}

} // namespace pk::gui
