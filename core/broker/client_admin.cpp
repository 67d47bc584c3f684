// ClientBackend: questions and settings that only a real Kafka has answers to.

#include "broker/client_backend.h"

#include "broker/admin_refusal.h"
#include "broker/kafka_error.h"
#include "broker/partition_list.h"

#include <QCoreApplication>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <thread>

namespace pk::broker {

namespace {

constexpr int kSeenAttempts = 100;
constexpr std::chrono::milliseconds kSeenPause{20};

using ConfigResource = std::unique_ptr<rd_kafka_ConfigResource_t, Deleter<rd_kafka_ConfigResource_destroy>>;

ConfigResource topicResource(const std::string &topic)
{
    return ConfigResource(rd_kafka_ConfigResource_new(RD_KAFKA_RESOURCE_TOPIC, topic.c_str()));
}

Result<void> errorOf(const rd_kafka_ConfigResource_t **resources, std::size_t count, const QString &what)
{
    for (std::size_t i = 0; i < count; ++i) {
        if (const auto code = rd_kafka_ConfigResource_error(resources[i]); code != RD_KAFKA_RESP_ERR_NO_ERROR)
            return adminRefusal(code, what, rd_kafka_ConfigResource_error_string(resources[i]));
    }
    return {};
}

} // namespace

Result<std::vector<TopicSetting>> ClientBackend::topicSettings(const std::string &topic)
{
    if (!supports(Feature::TopicAdmin))
        return unsupported(QCoreApplication::translate("broker", "Reading a topic's settings"));
    const ConfigResource resource = topicResource(outside(m_info.prefix, topic));
    return settingsOf(resource.get(),
                      QCoreApplication::translate("broker", "The topic's settings could not be read"));
}

int ClientBackend::clusterReplication(int broker)
{
    const ConfigResource resource(
        rd_kafka_ConfigResource_new(RD_KAFKA_RESOURCE_BROKER, std::to_string(broker).c_str()));
    const auto settings = settingsOf(resource.get(), {});
    if (!settings)
        return 0;
    const auto found = std::find_if(settings->begin(), settings->end(), [](const TopicSetting &setting) {
        return setting.name == "default.replication.factor";
    });
    return found != settings->end() ? std::atoi(found->value.c_str()) : 0;
}

Result<std::vector<TopicSetting>> ClientBackend::settingsOf(rd_kafka_ConfigResource_t *resource,
                                                            const QString &what)
{
    const QueueHandle queue(rd_kafka_queue_new(m_client.get()));
    rd_kafka_ConfigResource_t *resources[] = {resource};
    rd_kafka_DescribeConfigs(m_client.get(), resources, 1, nullptr, queue.get());
    auto event = waitFor(queue.get(), what);
    if (!event)
        return event.error();
    std::size_t count = 0;
    const auto **results = rd_kafka_DescribeConfigs_result_resources(
        rd_kafka_event_DescribeConfigs_result(event->get()), &count);
    if (auto failed = errorOf(results, count, what); !failed)
        return failed.error();
    std::vector<TopicSetting> settings;
    for (std::size_t i = 0; i < count; ++i) {
        std::size_t entries = 0;
        const auto **configs = rd_kafka_ConfigResource_configs(results[i], &entries);
        for (std::size_t c = 0; c < entries; ++c) {
            const char *value = rd_kafka_ConfigEntry_value(configs[c]);
            settings.push_back(
                {rd_kafka_ConfigEntry_name(configs[c]), value != nullptr ? value : "",
                 rd_kafka_ConfigEntry_source(configs[c]) == RD_KAFKA_CONFIG_SOURCE_DYNAMIC_TOPIC_CONFIG});
        }
    }
    std::sort(settings.begin(), settings.end(), [](const auto &a, const auto &b) { return a.name < b.name; });
    return settings;
}

Result<void> ClientBackend::changeTopicSetting(const std::string &topic, const std::string &name,
                                               const std::optional<std::string> &value)
{
    if (!supports(Feature::TopicAdmin))
        return unsupported(QCoreApplication::translate("broker", "Changing a topic's settings"));
    // The request replaces all of a topic's own settings, so the others are sent along.
    const std::lock_guard lock(m_mutex);
    const auto present = topicSettings(topic);
    if (!present)
        return present.error();
    const QString what = QCoreApplication::translate("broker", "The topic's setting could not be changed");
    const ConfigResource resource = topicResource(outside(m_info.prefix, topic));
    for (const TopicSetting &setting : *present) {
        if (setting.own && setting.name != name)
            rd_kafka_ConfigResource_set_config(resource.get(), setting.name.c_str(), setting.value.c_str());
    }
    if (value)
        rd_kafka_ConfigResource_set_config(resource.get(), name.c_str(), value->c_str());
    const QueueHandle queue(rd_kafka_queue_new(m_client.get()));
    rd_kafka_ConfigResource_t *resources[] = {resource.get()};
    rd_kafka_AlterConfigs(m_client.get(), resources, 1, nullptr, queue.get());
    auto event = waitFor(queue.get(), what);
    if (!event)
        return event.error();
    std::size_t count = 0;
    const auto **results =
        rd_kafka_AlterConfigs_result_resources(rd_kafka_event_AlterConfigs_result(event->get()), &count);
    if (auto altered = errorOf(results, count, what); !altered)
        return altered;
    // Brokers learn of it a moment later. Until then the next change would be made of the settings before.
    for (int i = 0; i < kSeenAttempts; ++i) {
        const auto seen = topicSettings(topic);
        if (!seen)
            return seen.error();
        const bool done = std::all_of(seen->begin(), seen->end(), [&](const TopicSetting &setting) {
            return setting.name != name || (value ? setting.own && setting.value == *value : !setting.own);
        });
        if (done)
            break;
        std::this_thread::sleep_for(kSeenPause);
    }
    return {};
}

Result<std::vector<CommitOffset>> ClientBackend::offsetsForTime(const std::vector<TopicPartition> &partitions,
                                                                std::int64_t timestampMs)
{
    if (!supports(Feature::OffsetsForTimes))
        return unsupported(QCoreApplication::translate("broker", "Looking up offsets by time"));
    const QString what = QCoreApplication::translate("broker", "The offsets of this time could not be read");
    const PartitionList list = makeList(partitions, m_info.prefix);
    for (int i = 0; i < list->cnt; ++i)
        list->elems[i].offset = timestampMs;
    if (const auto code = rd_kafka_offsets_for_times(m_client.get(), list.get(), m_timeoutMs);
        code != RD_KAFKA_RESP_ERR_NO_ERROR)
        return kafkaError(code, what);
    std::vector<CommitOffset> offsets;
    for (int i = 0; i < list->cnt; ++i) {
        if (const auto code = list->elems[i].err; code != RD_KAFKA_RESP_ERR_NO_ERROR)
            return kafkaError(code, what, QString::fromUtf8(list->elems[i].topic));
        offsets.push_back({partitionOf(list->elems[i], m_info.prefix),
                           std::max<std::int64_t>(-1, list->elems[i].offset),
                           {}});
    }
    return offsets;
}

Result<std::vector<GroupInfo>> ClientBackend::groups()
{
    if (!supports(Feature::GroupAdmin))
        return unsupported(QCoreApplication::translate("broker", "Listing the consumer groups"));
    const QString what = QCoreApplication::translate("broker", "The consumer groups could not be listed");
    const QueueHandle queue(rd_kafka_queue_new(m_client.get()));
    rd_kafka_ListConsumerGroups(m_client.get(), nullptr, queue.get());
    auto event = waitFor(queue.get(), what);
    if (!event)
        return event.error();
    const auto *result = rd_kafka_event_ListConsumerGroups_result(event->get());
    std::size_t count = 0;
    if (const auto **errors = rd_kafka_ListConsumerGroups_result_errors(result, &count); count > 0)
        return kafkaError(rd_kafka_error_code(errors[0]), what);
    const auto **listed = rd_kafka_ListConsumerGroups_result_valid(result, &count);
    std::vector<GroupInfo> groups;
    for (std::size_t i = 0; i < count; ++i) {
        const std::string_view id = rd_kafka_ConsumerGroupListing_group_id(listed[i]);
        if (!isOurs(m_info.prefix, id))
            continue;
        groups.push_back({std::string(inside(m_info.prefix, id)),
                          rd_kafka_consumer_group_state_name(rd_kafka_ConsumerGroupListing_state(listed[i])),
                          {}});
    }
    std::sort(groups.begin(), groups.end(), [](const auto &a, const auto &b) { return a.id < b.id; });
    return groups;
}

} // namespace pk::broker
