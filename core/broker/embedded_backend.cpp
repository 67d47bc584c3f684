#include "broker/embedded_backend.h"

#include "broker/client_backend.h"

#include <QCoreApplication>
#include <QJsonArray>

#include <set>

namespace pk::broker {

namespace {

/// Commands go to the process, questions through clients.
class EmbeddedBackend final : public ClusterBackend
{
public:
    Result<void> start(BrokerProcess::Options options)
    {
        const auto died = options.died;
        options.died = [this, died](const Error &error) {
            setClients(
                nullptr); // whoever asks from now on is told at once instead of waiting for dead addresses
            if (died)
                died(error);
        };
        options.usable = [this](const BrokerAddress &address) { return connect(address).ok(); };
        auto process = BrokerProcess::start(std::move(options));
        if (!process)
            return process.error();
        m_process = std::move(*process);
        return connect(m_process->address());
    }

    ClusterInfo info() const override
    {
        const std::lock_guard lock(m_mutex);
        ClusterInfo info = m_info;
        if (const std::int64_t process = m_process ? m_process->processId() : 0; process > 0)
            info.processIds = {process};
        return info;
    }
    bool supports(Feature feature) const override
    {
        return feature == Feature::BrokerOutage || feature == Feature::BrokerFaults;
    }
    Result<std::vector<BrokerInfo>> brokers() override
    {
        return ask([](ClientBackend &clients) { return clients.brokers(); });
    }
    Result<std::vector<TopicInfo>> topics() override
    {
        return ask([](ClientBackend &clients) { return clients.topics(); });
    }
    Result<void> createTopic(const TopicSpec &spec) override
    {
        const auto created = ask([&](ClientBackend &clients) { return clients.createTopic(spec); });
        if (created || created.error().code != ErrorCode::Unsupported)
            return created; // it is there already, or with other partitions
        return m_process->call({{QStringLiteral("do"), QStringLiteral("topic.create")},
                                {QStringLiteral("name"), QString::fromStdString(spec.name)},
                                {QStringLiteral("partitions"), spec.partitions}});
    }
    Result<void> deleteTopic(const std::string &name) override
    {
        return ask([&](ClientBackend &clients) { return clients.deleteTopic(name); });
    }
    Result<void> addPartitions(const std::string &topic, int total) override
    {
        return ask([&](ClientBackend &clients) { return clients.addPartitions(topic, total); });
    }
    Result<std::vector<TopicSetting>> topicSettings(const std::string &topic) override
    {
        return ask([&](ClientBackend &clients) { return clients.topicSettings(topic); });
    }
    Result<void> changeTopicSetting(const std::string &topic, const std::string &name,
                                    const std::optional<std::string> &value) override
    {
        return ask([&](ClientBackend &clients) { return clients.changeTopicSetting(topic, name, value); });
    }
    Result<std::vector<Consumer::Watermarks>>
    watermarksOf(const std::vector<TopicPartition> &partitions) override
    {
        return ask([&](ClientBackend &clients) { return clients.watermarksOf(partitions); });
    }
    Result<std::vector<CommitOffset>> offsetsForTime(const std::vector<TopicPartition> &partitions,
                                                     std::int64_t timestampMs) override
    {
        return ask([&](ClientBackend &clients) { return clients.offsetsForTime(partitions, timestampMs); });
    }
    Result<std::vector<CommitOffset>> committed(const std::string &group,
                                                const std::vector<TopicPartition> &partitions) override
    {
        {
            const std::lock_guard lock(m_mutex);
            m_groups.insert(group);
        }
        return ask([&](ClientBackend &clients) { return clients.committed(group, partitions); });
    }
    Result<std::vector<GroupInfo>> groups() override
    {
        return ask([](ClientBackend &clients) { return clients.groups(); });
    }
    Result<GroupInfo> describeGroup(const std::string &group) override
    {
        return ask([&](ClientBackend &clients) { return clients.describeGroup(group); });
    }
    Result<void> deleteGroup(const std::string &group) override
    {
        return ask([&](ClientBackend &clients) { return clients.deleteGroup(group); });
    }

    Result<void> setBrokerUp(int broker, bool up) override
    {
        QJsonArray groups;
        {
            const std::lock_guard lock(m_mutex);
            for (const std::string &group : m_groups)
                groups.append(QString::fromStdString(group));
        }
        return m_process->call({{QStringLiteral("do"), up ? QStringLiteral("up") : QStringLiteral("down")},
                                {QStringLiteral("broker"), broker},
                                {QStringLiteral("groups"), groups}});
    }
    Result<void> moveLeader(const TopicPartition &p, int broker) override
    {
        return m_process->call({{QStringLiteral("do"), QStringLiteral("leader")},
                                {QStringLiteral("topic"), QString::fromStdString(p.topic)},
                                {QStringLiteral("partition"), p.partition},
                                {QStringLiteral("broker"), broker}});
    }
    Result<void> setRoundTrip(int broker, int ms) override
    {
        return m_process->call({{QStringLiteral("do"), QStringLiteral("rtt")},
                                {QStringLiteral("broker"), broker},
                                {QStringLiteral("ms"), ms}});
    }
    Result<void> failRequests(RequestKind kind, int kafkaError, int count) override
    {
        return m_process->call({{QStringLiteral("do"), QStringLiteral("errors")},
                                {QStringLiteral("request"), static_cast<int>(kind)},
                                {QStringLiteral("error"), kafkaError},
                                {QStringLiteral("count"), count}});
    }
    void endBrokers() override { m_process->end(); }

private:
    Result<void> connect(const BrokerAddress &address)
    {
        auto clients = ClientBackend::connect({address.bootstrap}, 10'000);
        if (!clients)
            return clients.error();
        setClients(std::move(*clients));
        return {};
    }
    void setClients(std::shared_ptr<ClientBackend> clients)
    {
        const std::lock_guard lock(m_mutex);
        if (clients)
            m_info = clients->info();
        m_clients.swap(clients); // the old ones end outside of the lock
    }
    /// Puts a question to the clients of the present incarnation.
    template <typename Question>
    auto ask(Question question) -> decltype(question(std::declval<ClientBackend &>()))
    {
        std::shared_ptr<ClientBackend> clients;
        {
            const std::lock_guard lock(m_mutex);
            clients = m_clients;
        }
        if (!clients) {
            return Error{ErrorCode::Unavailable,
                         QCoreApplication::translate("broker", "The embedded broker is not running."),
                         {},
                         true};
        }
        return question(*clients);
    }

    mutable std::mutex m_mutex;
    ClusterInfo m_info; // guarded by m_mutex; of the present or last incarnation
    std::shared_ptr<ClientBackend> m_clients; // guarded by m_mutex; none while the broker is gone
    std::set<std::string> m_groups{"kampus-transform",
                                   "kampus-loader"}; // guarded by m_mutex; whose coordinators move
    std::unique_ptr<BrokerProcess> m_process; // ends first: its thread calls connect()
};

} // namespace

Result<std::unique_ptr<ClusterBackend>> startEmbeddedCluster(BrokerProcess::Options options)
{
    auto backend = std::make_unique<EmbeddedBackend>();
    if (auto started = backend->start(std::move(options)); !started)
        return started.error();
    return std::unique_ptr<ClusterBackend>(std::move(backend));
}

} // namespace pk::broker
