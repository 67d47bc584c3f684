#include "broker/client_backend.h"

#include "base/clock.h"
#include "broker/admin_refusal.h"
#include "broker/client_handle.h"
#include "broker/kafka_error.h"
#include "broker/partition_list.h"
#include "broker/registering_nodes.h"
#include "broker/watermark_query.h"

#include <QCoreApplication>

#include <algorithm>
#include <chrono>
#include <thread>
#include <utility>

namespace pk::broker {

namespace {

constexpr int kMostReplicas = 3;
/// Brokers that have just started, on a slow machine, take this long to lead a topic that they have accepted.
constexpr int kNewLeadersMs = 60'000;
constexpr int kCoordinatorLoadsMs = 50;

using NewTopic = std::unique_ptr<rd_kafka_NewTopic_t, Deleter<rd_kafka_NewTopic_destroy>>;
using DeleteTopic = std::unique_ptr<rd_kafka_DeleteTopic_t, Deleter<rd_kafka_DeleteTopic_destroy>>;
using NewPartitions = std::unique_ptr<rd_kafka_NewPartitions_t, Deleter<rd_kafka_NewPartitions_destroy>>;
using DeleteGroup = std::unique_ptr<rd_kafka_DeleteGroup_t, Deleter<rd_kafka_DeleteGroup_destroy>>;

Result<void> firstTopicError(const rd_kafka_topic_result_t **results, std::size_t count, const QString &what)
{
    for (std::size_t i = 0; i < count; ++i) {
        const rd_kafka_resp_err_t code = rd_kafka_topic_result_error(results[i]);
        if (code != RD_KAFKA_RESP_ERR_NO_ERROR && code != RD_KAFKA_RESP_ERR_TOPIC_ALREADY_EXISTS)
            return adminRefusal(code, what, rd_kafka_topic_result_error_string(results[i]));
    }
    return {};
}

void sleepMs(int ms)
{
    std::this_thread::sleep_for(std::chrono::milliseconds(ms));
}

} // namespace

Result<std::unique_ptr<ClusterBackend>> connectCluster(const ClusterAccess &access, int timeoutMs)
{
    auto backend = ClientBackend::connect(access, timeoutMs);
    if (!backend)
        return backend.error();
    return std::unique_ptr<ClusterBackend>(std::move(*backend));
}

Result<std::unique_ptr<ClientBackend>> ClientBackend::connect(const ClusterAccess &access, int timeoutMs)
{
    std::unique_ptr<ClientBackend> backend(new ClientBackend);
    backend->m_timeoutMs = timeoutMs;
    static_cast<ClusterAccess &>(backend->m_info) = access;
    // A consumer's client, which never joins its group.
    ClientConfig config = consumerConfig(backend->m_info, {.group = "pk-admin", .clientId = "pk-admin"});
    // The end of a log is where the next record goes, also behind a transaction that is still open.
    config.set("isolation.level", "read_uncommitted");
    auto client = createClient(RD_KAFKA_CONSUMER, config);
    if (!client)
        return client.error();
    backend->m_client = std::move(*client);

    const auto topics = backend->metadata(nullptr);
    if (!topics) {
        Error error = topics.error();
        error.message = QCoreApplication::translate(
            "broker", "No Kafka broker answers at this address. Check the address and that the broker runs.");
        error.code = ErrorCode::Unavailable;
        error.context = QString::fromStdString(access.bootstrap);
        return error;
    }
    char *id = rd_kafka_clusterid(backend->m_client.get(), timeoutMs);
    if (id != nullptr) {
        backend->m_info.id = id;
        rd_kafka_mem_free(backend->m_client.get(), id);
    }
    backend->m_info.embedded = backend->m_info.id.rfind("mockCluster", 0) == 0;
    if (backend->m_info.embedded) {
        for (const TopicInfo &topic : *topics) {
            if (topic.name.rfind(kIncarnationTopicPrefix, 0) == 0)
                backend->m_info.id = topic.name.substr(kIncarnationTopicPrefix.size());
        }
        backend->m_info.brokerVersion = std::string("librdkafka mock cluster ") + rd_kafka_version_str();
    } else {
        backend->m_info.brokerVersion = "Apache Kafka";
    }
    if (!access.prefix.empty())
        backend->m_info.id += '/' + access.prefix;
    return backend;
}

Result<std::vector<TopicInfo>> ClientBackend::metadata(std::vector<BrokerInfo> *brokers)
{
    const rd_kafka_metadata_t *raw = nullptr;
    const rd_kafka_resp_err_t code = rd_kafka_metadata(m_client.get(), 1, nullptr, &raw, m_timeoutMs);
    if (code != RD_KAFKA_RESP_ERR_NO_ERROR)
        return kafkaError(code,
                          QCoreApplication::translate("broker", "The cluster's topics could not be read"));
    const std::unique_ptr<const rd_kafka_metadata_t, Deleter<rd_kafka_metadata_destroy>> metadata(raw);
    if (brokers != nullptr) {
        for (int i = 0; i < metadata->broker_cnt; ++i)
            brokers->push_back(
                {metadata->brokers[i].id, metadata->brokers[i].host, metadata->brokers[i].port});
    }
    std::vector<TopicInfo> topics;
    for (int i = 0; i < metadata->topic_cnt; ++i) {
        const rd_kafka_metadata_topic_t &from = metadata->topics[i];
        TopicInfo topic{from.topic, {}};
        for (int p = 0; p < from.partition_cnt; ++p) {
            const rd_kafka_metadata_partition_t &part = from.partitions[p];
            topic.partitions.push_back({part.id,
                                        part.leader,
                                        {part.replicas, part.replicas + part.replica_cnt},
                                        {part.isrs, part.isrs + part.isr_cnt}});
        }
        std::sort(topic.partitions.begin(), topic.partitions.end(),
                  [](const auto &a, const auto &b) { return a.id < b.id; });
        topics.push_back(std::move(topic));
    }
    return topics;
}

Result<std::vector<BrokerInfo>> ClientBackend::brokers()
{
    std::vector<BrokerInfo> brokers;
    const auto topics = metadata(&brokers);
    if (!topics)
        return topics.error();
    return brokers;
}

Result<std::vector<TopicInfo>> ClientBackend::topics()
{
    auto all = metadata(nullptr);
    if (!all)
        return all.error();
    std::vector<TopicInfo> ours;
    for (TopicInfo &topic : *all) {
        if (!isOurs(m_info.prefix, topic.name))
            continue;
        topic.name = inside(m_info.prefix, topic.name);
        if (!topic.name.starts_with("__"))
            ours.push_back(std::move(topic));
    }
    return ours;
}

Error ClientBackend::unsupported(const QString &what) const
{
    return Error{ErrorCode::Unsupported,
                 QCoreApplication::translate(
                     "broker", "%1 needs a real Kafka: the embedded broker cannot do it. Nothing was sent.")
                     .arg(what),
                 {}};
}

Result<EventHandle> ClientBackend::waitFor(rd_kafka_queue_t *queue, const QString &what)
{
    EventHandle event(rd_kafka_queue_poll(queue, m_timeoutMs + 1000));
    if (!event)
        return kafkaError(RD_KAFKA_RESP_ERR__TIMED_OUT, what);
    if (const rd_kafka_resp_err_t code = rd_kafka_event_error(event.get());
        code != RD_KAFKA_RESP_ERR_NO_ERROR)
        return kafkaError(code, what);
    return event;
}

Result<int> ClientBackend::defaultReplication(const std::vector<BrokerInfo> &shown)
{
    const auto count = [this]() -> Result<int> {
        std::vector<BrokerInfo> brokers;
        const auto topics = metadata(&brokers);
        return topics ? Result<int>(static_cast<int>(brokers.size())) : topics.error();
    };
    const int there = static_cast<int>(shown.size());
    if (there == 0 || there >= kMostReplicas || std::exchange(m_nodesAwaited, true))
        return std::clamp(there, 1, kMostReplicas);
    const auto addresses = 1 + std::count(m_info.bootstrap.begin(), m_info.bootstrap.end(), ',');
    const int expected = std::max(static_cast<int>(addresses), clusterReplication(shown.front().id));
    const auto registered = countWhenNodesRegister(std::min(expected, kMostReplicas), count, sleepMs);
    return registered ? Result<int>(std::clamp(*registered, 1, kMostReplicas)) : registered;
}

Result<void> ClientBackend::createTopic(const TopicSpec &spec)
{
    const std::lock_guard lock(m_mutex);
    std::vector<BrokerInfo> brokers;
    const auto existing = metadata(&brokers);
    if (!existing)
        return existing.error();
    for (const TopicInfo &topic : *existing) {
        if (topic.name != outside(m_info.prefix, spec.name))
            continue;
        if (static_cast<int>(topic.partitions.size()) == spec.partitions)
            return {};
        return Error{ErrorCode::BadInput,
                     QCoreApplication::translate("broker",
                                                 "The topic exists with %1 partitions, not %2. It was left "
                                                 "as it is; choose the same number or another name.")
                         .arg(topic.partitions.size())
                         .arg(spec.partitions),
                     QString::fromStdString(spec.name)};
    }
    if (m_info.embedded)
        return Error{ErrorCode::Unsupported,
                     QCoreApplication::translate(
                         "broker",
                         "The embedded broker has no topic %1, and no other program can make one there. "
                         "Nothing was sent; start the broker with that topic and %2 partitions: add %1:%2 to "
                         "its --topics.")
                         .arg(QString::fromStdString(spec.name))
                         .arg(spec.partitions),
                     {}};
    const QString what = QCoreApplication::translate("broker", "The topic could not be created");
    const int given = spec.replication > 0 ? spec.replication : m_info.replication;
    const auto replication = given > 0 ? Result<int>(given) : defaultReplication(brokers);
    if (!replication)
        return replication.error();
    char text[512];
    const NewTopic topic(rd_kafka_NewTopic_new(outside(m_info.prefix, spec.name).c_str(), spec.partitions,
                                               *replication, text, sizeof text));
    if (!topic)
        return Error{ErrorCode::Usage, what + QStringLiteral(": ") + QString::fromUtf8(text), {}};
    const bool ownMinInSync =
        std::any_of(spec.settings.begin(), spec.settings.end(),
                    [](const auto &setting) { return setting.first == "min.insync.replicas"; });
    if (m_info.minInSync > 0 && !ownMinInSync)
        rd_kafka_NewTopic_set_config(topic.get(), "min.insync.replicas",
                                     std::to_string(m_info.minInSync).c_str());
    for (const auto &[name, value] : spec.settings)
        rd_kafka_NewTopic_set_config(topic.get(), name.c_str(), value.c_str());
    const auto make = [&]() -> TopicTry {
        const QueueHandle queue(rd_kafka_queue_new(m_client.get()));
        rd_kafka_NewTopic_t *topics[] = {topic.get()};
        rd_kafka_CreateTopics(m_client.get(), topics, 1, nullptr, queue.get());
        auto event = waitFor(queue.get(), what);
        if (!event)
            return {event.error()};
        std::size_t count = 0;
        const auto **results =
            rd_kafka_CreateTopics_result_topics(rd_kafka_event_CreateTopics_result(event->get()), &count);
        return {firstTopicError(results, count, what),
                count == 1
                    && rd_kafka_topic_result_error(results[0])
                        == RD_KAFKA_RESP_ERR_INVALID_REPLICATION_FACTOR};
    };
    if (auto made = makeWhenNodesRegister(make, sleepMs); !made)
        return made;
    // Its brokers learn of it a moment later. Until then whoever asks about it hears that there is no such
    // topic.
    return waitForLeaders(spec.name, spec.partitions);
}

Result<void> ClientBackend::waitForLeaders(const std::string &topic, int total)
{
    std::vector<TopicPartition> partitions;
    for (int p = 0; p < total; ++p)
        partitions.push_back({topic, p});
    const int patienceMs = std::max(m_timeoutMs, kNewLeadersMs);
    const auto known = queryWatermarks(m_client.get(), partitions, m_info.prefix, patienceMs, patienceMs);
    return known ? Result<void>() : known.error();
}

Result<void> ClientBackend::deleteTopic(const std::string &name)
{
    if (!supports(Feature::TopicAdmin))
        return unsupported(QCoreApplication::translate("broker", "Deleting a topic"));
    const QString what = QCoreApplication::translate("broker", "The topic could not be deleted");
    const DeleteTopic topic(rd_kafka_DeleteTopic_new(outside(m_info.prefix, name).c_str()));
    const QueueHandle queue(rd_kafka_queue_new(m_client.get()));
    rd_kafka_DeleteTopic_t *topics[] = {topic.get()};
    rd_kafka_DeleteTopics(m_client.get(), topics, 1, nullptr, queue.get());
    auto event = waitFor(queue.get(), what);
    if (!event)
        return event.error();
    std::size_t count = 0;
    const auto **results =
        rd_kafka_DeleteTopics_result_topics(rd_kafka_event_DeleteTopics_result(event->get()), &count);
    return firstTopicError(results, count, what);
}

Result<void> ClientBackend::addPartitions(const std::string &name, int total)
{
    if (!supports(Feature::TopicAdmin))
        return unsupported(QCoreApplication::translate("broker", "Adding partitions"));
    const QString what = QCoreApplication::translate("broker", "The partitions could not be added");
    char text[512];
    const NewPartitions partitions(rd_kafka_NewPartitions_new(
        outside(m_info.prefix, name).c_str(), static_cast<std::size_t>(total), text, sizeof text));
    if (!partitions)
        return Error{ErrorCode::Usage, what + QStringLiteral(": ") + QString::fromUtf8(text), {}};
    const QueueHandle queue(rd_kafka_queue_new(m_client.get()));
    rd_kafka_NewPartitions_t *list[] = {partitions.get()};
    rd_kafka_CreatePartitions(m_client.get(), list, 1, nullptr, queue.get());
    auto event = waitFor(queue.get(), what);
    if (!event)
        return event.error();
    std::size_t count = 0;
    const auto **results =
        rd_kafka_CreatePartitions_result_topics(rd_kafka_event_CreatePartitions_result(event->get()), &count);
    if (auto added = firstTopicError(results, count, what); !added)
        return added;
    return waitForLeaders(name, total);
}

Result<std::vector<Consumer::Watermarks>>
ClientBackend::watermarksOf(const std::vector<TopicPartition> &partitions)
{
    return queryWatermarks(m_client.get(), partitions, m_info.prefix, m_timeoutMs);
}

/// A broker that has just become a group's coordinator reads what was committed, and says so meanwhile.
Result<std::vector<CommitOffset>> ClientBackend::committed(const std::string &group,
                                                           const std::vector<TopicPartition> &partitions)
{
    const auto client = clientOf(group);
    if (!client)
        return client.error();
    const std::int64_t untilUs = monotonicUs() + std::int64_t{m_timeoutMs} * 1'000;
    const PartitionList list = makeList(partitions, m_info.prefix);
    rd_kafka_resp_err_t code = rd_kafka_committed(*client, list.get(), m_timeoutMs);
    while (code == RD_KAFKA_RESP_ERR_COORDINATOR_LOAD_IN_PROGRESS && monotonicUs() < untilUs) {
        sleepMs(kCoordinatorLoadsMs);
        code = rd_kafka_committed(*client, list.get(), m_timeoutMs);
    }
    if (code != RD_KAFKA_RESP_ERR_NO_ERROR)
        return kafkaError(
            code, QCoreApplication::translate("broker", "The group's committed offsets could not be read"),
            QString::fromStdString(group));
    std::vector<CommitOffset> offsets;
    forEach(list.get(), [&](const rd_kafka_topic_partition_t &entry) {
        offsets.push_back(toCommitOffset(entry, m_info.prefix));
    });
    return offsets;
}

Result<rd_kafka_t *> ClientBackend::clientOf(const std::string &group)
{
    const std::lock_guard lock(m_groupMutex);
    ClientHandle &client = m_groupClients[group];
    if (!client) {
        ClientConfig config = consumerConfig(m_info, {.group = group, .clientId = "pk-admin"});
        config.set("isolation.level", "read_uncommitted"); // do not wait for a transaction's offsets
        auto made = createClient(RD_KAFKA_CONSUMER, config);
        if (!made)
            return made.error();
        client = std::move(*made);
    }
    return client.get();
}

Result<GroupInfo> ClientBackend::describeGroup(const std::string &group)
{
    // On the embedded cluster this request would abort the broker's process.
    if (!supports(Feature::GroupAdmin))
        return unsupported(QCoreApplication::translate("broker", "Describing a consumer group from outside"));
    const QString what = QCoreApplication::translate("broker", "The consumer group could not be described");
    const std::string name = outside(m_info.prefix, group);
    const char *groups[] = {name.c_str()};
    const QueueHandle queue(rd_kafka_queue_new(m_client.get()));
    rd_kafka_DescribeConsumerGroups(m_client.get(), groups, 1, nullptr, queue.get());
    auto event = waitFor(queue.get(), what);
    if (!event)
        return event.error();
    std::size_t count = 0;
    const auto **results = rd_kafka_DescribeConsumerGroups_result_groups(
        rd_kafka_event_DescribeConsumerGroups_result(event->get()), &count);
    GroupInfo info{group, {}, {}};
    for (std::size_t i = 0; i < count; ++i) {
        if (const rd_kafka_error_t *error = rd_kafka_ConsumerGroupDescription_error(results[i]))
            return kafkaError(rd_kafka_error_code(error), what, QString::fromStdString(group));
        info.state = rd_kafka_consumer_group_state_name(rd_kafka_ConsumerGroupDescription_state(results[i]));
        for (std::size_t m = 0; m < rd_kafka_ConsumerGroupDescription_member_count(results[i]); ++m) {
            const auto *member = rd_kafka_ConsumerGroupDescription_member(results[i], m);
            info.members.push_back(
                {rd_kafka_MemberDescription_consumer_id(member), rd_kafka_MemberDescription_client_id(member),
                 rd_kafka_MemberDescription_host(member),
                 toPartitions(
                     rd_kafka_MemberAssignment_partitions(rd_kafka_MemberDescription_assignment(member)),
                     m_info.prefix)});
        }
    }
    return info;
}

Result<void> ClientBackend::deleteGroup(const std::string &group)
{
    if (!supports(Feature::GroupAdmin))
        return unsupported(QCoreApplication::translate("broker", "Deleting a consumer group"));
    const QString what = QCoreApplication::translate("broker", "The consumer group could not be deleted");
    const DeleteGroup request(rd_kafka_DeleteGroup_new(outside(m_info.prefix, group).c_str()));
    const QueueHandle queue(rd_kafka_queue_new(m_client.get()));
    rd_kafka_DeleteGroup_t *requests[] = {request.get()};
    rd_kafka_DeleteGroups(m_client.get(), requests, 1, nullptr, queue.get());
    auto event = waitFor(queue.get(), what);
    if (!event)
        return event.error();
    std::size_t count = 0;
    const auto **results =
        rd_kafka_DeleteGroups_result_groups(rd_kafka_event_DeleteGroups_result(event->get()), &count);
    for (std::size_t i = 0; i < count; ++i) {
        if (const rd_kafka_error_t *error = rd_kafka_group_result_error(results[i]))
            return kafkaError(rd_kafka_error_code(error), what, QString::fromStdString(group));
    }
    return {};
}

static Error faultsElsewhere()
{
    return Error{ErrorCode::Unsupported,
                 QCoreApplication::translate(
                     "broker", "Only the program that started a broker can disturb it. Nothing was sent."),
                 {}};
}

Result<void> ClientBackend::setBrokerUp(int, bool)
{
    return faultsElsewhere();
}
Result<void> ClientBackend::moveLeader(const TopicPartition &, int)
{
    return faultsElsewhere();
}
Result<void> ClientBackend::setRoundTrip(int, int)
{
    return faultsElsewhere();
}
Result<void> ClientBackend::failRequests(RequestKind, int, int)
{
    return faultsElsewhere();
}

} // namespace pk::broker
