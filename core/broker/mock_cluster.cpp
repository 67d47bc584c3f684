#include "broker/mock_cluster.h"

#include "broker/client_handle.h"
#include "broker/cluster_backend.h"
#include "broker/kafka_error.h"
#include "broker/topic_name.h"

#include <QCoreApplication>
#include <QUuid>

#include <librdkafka/rdkafka_mock.h>

#include <algorithm>
#include <arpa/inet.h>
#include <map>
#include <set>
#include <stop_token>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>

namespace pk::broker {

namespace {

using MockHandle = std::unique_ptr<rd_kafka_mock_cluster_t, Deleter<rd_kafka_mock_cluster_destroy>>;

/// While it lives, connects to a port of the cluster again and again: control calls of an idle cluster lose
/// their wake-up and would take one or two seconds.
class Nudge
{
public:
    explicit Nudge(std::uint16_t port)
        : m_thread([port](const std::stop_token &stop) {
            sockaddr_in address{};
            address.sin_family = AF_INET;
            address.sin_port = htons(port);
            address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
            while (!stop.stop_requested()) {
                const int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
                (void)connect(fd, reinterpret_cast<const sockaddr *>(&address), sizeof address);
                close(fd);
                std::this_thread::sleep_for(std::chrono::milliseconds(1));
            }
        })
    {
    }

private:
    std::jthread m_thread;
};

constexpr int kMetadataTimeoutMs = 1000;

std::uint16_t portOf(const std::string &bootstrap)
{
    const std::string first = bootstrap.substr(0, bootstrap.find(','));
    return static_cast<std::uint16_t>(std::stoi(first.substr(first.rfind(':') + 1)));
}

} // namespace

class MockCluster::Private
{
public:
    Result<void> checked(rd_kafka_resp_err_t code, const QString &what, const QString &context) const
    {
        if (code != RD_KAFKA_RESP_ERR_NO_ERROR)
            return kafkaError(code, what, context);
        return {};
    }
    bool isBroker(int id) const { return id >= 1 && id <= brokers; }
    /// The first broker that is up, beginning with `from`; `from` itself when all are down.
    int upFrom(int from) const
    {
        for (int step = 0; step < brokers; ++step) {
            const int candidate = (from - 1 + step) % brokers + 1;
            if (!down.contains(candidate))
                return candidate;
        }
        return from;
    }
    /// The mock cluster leaves leaderships and coordinators with a broker that is down, so a failover is made
    /// by hand.
    void moveDutiesOfTheDead(const std::vector<std::string> &groups, int heir)
    {
        for (auto &[partition, leader] : leaders) {
            if (!down.contains(leader))
                continue;
            displaced.emplace(partition, leader); // from one heir to the next, the first one stays the home
            rd_kafka_mock_partition_set_leader(cluster.get(), partition.topic.c_str(), partition.partition,
                                               heir);
            leader = heir;
        }
        for (const std::string &group : groups) {
            // Where a coordinator is at first is not known: then it is moved to be sure.
            const auto known = coordinators.find(group);
            if (known != coordinators.end() && !down.contains(known->second))
                continue;
            rd_kafka_mock_coordinator_set(cluster.get(), "group", group.c_str(), heir);
            coordinators[group] = heir;
        }
    }
    /// What a broker led before it went down comes back to it, as auto.leader.rebalance.enable does it.
    void bringLeadersHome(int broker)
    {
        for (auto it = displaced.begin(); it != displaced.end();) {
            const auto &[partition, home] = *it;
            if (home != broker) {
                ++it;
                continue;
            }
            rd_kafka_mock_partition_set_leader(cluster.get(), partition.topic.c_str(), partition.partition,
                                               broker);
            leaders[partition] = broker;
            it = displaced.erase(it);
        }
    }
    /// Asks the cluster itself: topics that clients have made by writing to them are in no list of ours.
    void learnLeaders()
    {
        if (!asked) {
            rd_kafka_brokers_add(client.get(), bootstrap.c_str());
            asked = true;
        }
        const rd_kafka_metadata_t *raw = nullptr;
        if (rd_kafka_metadata(client.get(), 1, nullptr, &raw, kMetadataTimeoutMs)
            != RD_KAFKA_RESP_ERR_NO_ERROR)
            return; // what is known already must do
        const std::unique_ptr<const rd_kafka_metadata_t, Deleter<rd_kafka_metadata_destroy>> metadata(raw);
        for (int t = 0; t < metadata->topic_cnt; ++t) {
            const rd_kafka_metadata_topic_t &topic = metadata->topics[t];
            for (int p = 0; p < topic.partition_cnt; ++p)
                leaders[{topic.topic, topic.partitions[p].id}] = topic.partitions[p].leader;
        }
    }

    int brokers = 0;
    bool asked = false; // the client has become a client of its own cluster
    std::string bootstrap;
    std::string incarnation;
    std::map<TopicPartition, int> leaders;
    std::map<TopicPartition, int> displaced; // whose home is a broker that is down, with that home
    std::map<std::string, int> coordinators; // of groups whose coordinator was moved
    std::set<int> down;
    ClientHandle client; // the mock cluster lives on this client
    MockHandle cluster;
};

MockCluster::MockCluster()
    : d(std::make_unique<Private>())
{
}

MockCluster::~MockCluster()
{
    if (!d->cluster)
        return;
    const Nudge nudge(portOf(d->bootstrap)); // the end loses its wake-up too
    d->cluster.reset();
}

Result<std::unique_ptr<MockCluster>> MockCluster::start(int brokers)
{
    std::unique_ptr<MockCluster> mock(new MockCluster);
    auto client =
        createClient(RD_KAFKA_PRODUCER, ClientConfig().set("client.id", "pk-embedded").set("log_level", 0));
    if (!client)
        return client.error();
    mock->d->client = std::move(*client);
    mock->d->cluster.reset(rd_kafka_mock_cluster_new(mock->d->client.get(), brokers));
    if (!mock->d->cluster) {
        return Error{
            ErrorCode::Unavailable,
            QCoreApplication::translate(
                "broker",
                "The embedded broker could not open its ports on 127.0.0.1. Another start may succeed."),
            {}};
    }
    mock->d->brokers = brokers;
    mock->d->bootstrap = rd_kafka_mock_cluster_bootstraps(mock->d->cluster.get());
    mock->d->incarnation = QUuid::createUuid().toString(QUuid::WithoutBraces).toStdString();
    if (auto made = mock->createTopic(std::string(kIncarnationTopicPrefix) + mock->d->incarnation, 1); !made)
        return made.error();
    return mock;
}

const std::string &MockCluster::bootstrap() const
{
    return d->bootstrap;
}
const std::string &MockCluster::incarnation() const
{
    return d->incarnation;
}
int MockCluster::brokerCount() const
{
    return d->brokers;
}

Result<void> MockCluster::createTopic(const std::string &name, int partitions)
{
    const QString context = QString::fromStdString(name);
    if (!isTopicName(name)) { // the mock cluster would take any
        return Error{ErrorCode::BadInput,
                     QCoreApplication::translate("broker",
                                                 "Kafka allows a topic's name 1 to 249 letters, digits, "
                                                 "dots, dashes and underscores. No topic was made."),
                     context};
    }
    if (partitions < 1)
        return Error{
            ErrorCode::BadInput,
            QCoreApplication::translate("broker", "A topic has at least one partition. No topic was made."),
            context};
    const Nudge nudge(portOf(d->bootstrap));
    const rd_kafka_resp_err_t code =
        rd_kafka_mock_topic_create(d->cluster.get(), name.c_str(), partitions, std::min(3, d->brokers));
    if (code != RD_KAFKA_RESP_ERR_NO_ERROR)
        return kafkaError(code, QCoreApplication::translate("broker", "The topic could not be created"),
                          context);
    for (int p = 0; p < partitions; ++p) {
        const int home = p % d->brokers + 1;
        const int leader = d->upFrom(home);
        const rd_kafka_resp_err_t moved =
            rd_kafka_mock_partition_set_leader(d->cluster.get(), name.c_str(), p, leader);
        if (moved != RD_KAFKA_RESP_ERR_NO_ERROR)
            return kafkaError(
                moved, QCoreApplication::translate("broker", "The topic's leaders could not be placed"),
                context);
        d->leaders[{name, p}] = leader;
        if (d->down.contains(home))
            d->displaced[{name, p}] = home;
    }
    return {};
}

Result<void> MockCluster::setLeader(const TopicPartition &partition, int broker)
{
    const QString what = QCoreApplication::translate("broker", "The leader could not be moved");
    const QString context = QString::fromStdString(partition.toString());
    if (!d->leaders.contains(partition))
        d->learnLeaders();
    // The library would fall over a broker or a partition that does not exist.
    if (!d->isBroker(broker) || !d->leaders.contains(partition))
        return kafkaError(RD_KAFKA_RESP_ERR__UNKNOWN_PARTITION, what, context);
    const Nudge nudge(portOf(d->bootstrap));
    const rd_kafka_resp_err_t code = rd_kafka_mock_partition_set_leader(
        d->cluster.get(), partition.topic.c_str(), partition.partition, broker);
    if (code == RD_KAFKA_RESP_ERR_NO_ERROR) {
        d->leaders[partition] = broker;
        d->displaced.erase(partition); // whoever moved it wants it there
    }
    return d->checked(code, what, context);
}

Result<void> MockCluster::setBrokerUp(int broker, bool up, const std::vector<std::string> &groups)
{
    const QString what = up ? QCoreApplication::translate("broker", "The broker could not be started")
                            : QCoreApplication::translate("broker", "The broker could not be stopped");
    const QString context = QString::number(broker);
    if (!d->isBroker(broker))
        return kafkaError(RD_KAFKA_RESP_ERR__UNKNOWN_BROKER, what, context);
    if (!up)
        d->learnLeaders();
    const Nudge nudge(portOf(d->bootstrap));
    if (up) {
        d->down.erase(broker);
        if (auto started = d->checked(rd_kafka_mock_broker_set_up(d->cluster.get(), broker), what, context);
            !started)
            return started;
        d->moveDutiesOfTheDead(groups, broker); // after all were down; otherwise there is nothing to move
        d->bringLeadersHome(broker);
        return {};
    }
    d->down.insert(broker);
    if (const int heir = d->upFrom(broker); heir != broker)
        d->moveDutiesOfTheDead(groups, heir);
    return d->checked(rd_kafka_mock_broker_set_down(d->cluster.get(), broker), what, context);
}

Result<void> MockCluster::setRoundTrip(int broker, int ms)
{
    const QString what = QCoreApplication::translate("broker", "The broker's delay could not be set");
    if (!d->isBroker(broker))
        return kafkaError(RD_KAFKA_RESP_ERR__UNKNOWN_BROKER, what, QString::number(broker));
    const Nudge nudge(portOf(d->bootstrap));
    return d->checked(rd_kafka_mock_broker_set_rtt(d->cluster.get(), broker, ms), what,
                      QString::number(broker));
}

Result<void> MockCluster::failRequests(int request, int error, int count)
{
    constexpr int most = 10'000;
    if (request < 0 || error <= 0 || count < 1 || count > most) {
        return kafkaError(
            RD_KAFKA_RESP_ERR__INVALID_ARG,
            QCoreApplication::translate("broker", "The broker's errors to come could not be set"));
    }
    const std::vector<rd_kafka_resp_err_t> errors(static_cast<std::size_t>(count),
                                                  static_cast<rd_kafka_resp_err_t>(error));
    rd_kafka_mock_push_request_errors_array(d->cluster.get(), static_cast<std::int16_t>(request),
                                            errors.size(), errors.data());
    return {};
}

} // namespace pk::broker
