#include "broker/rights_test.h"

#include "base/clock.h"
#include "broker/cluster_backend.h"
#include "broker/handles.h"
#include "broker/producer.h"
#include "broker/topic_prefix.h"

#include <QCoreApplication>
#include <QUuid>

#include <algorithm>

namespace pk::broker {

namespace {

StepOutcome passed(const QString &sentence)
{
    return {ConnectionStep::Rights, StepOutcome::Kind::Passed, sentence};
}

StepOutcome failed(const QString &sentence)
{
    return {ConnectionStep::Rights, StepOutcome::Kind::Failed, sentence};
}

std::string propertyOf(const ClusterAccess &access, std::string_view name)
{
    for (const auto &[key, value] : access.security) {
        if (key == name)
            return value;
    }
    return {};
}

/// What is tried, in words, and Kafka's names for the right that it takes.
struct Act
{
    QString words;
    const char *operation;
    const char *resource;
};

class RightsTest
{
public:
    explicit RightsTest(const ConnectionTest &test)
        : m_test(test)
        , m_name("pk_test_" + QUuid::createUuid().toString(QUuid::Id128).left(12).toStdString())
    {
    }

    StepOutcome run()
    {
        auto cluster = connectCluster(m_test.access, m_test.timeoutMs);
        if (!cluster)
            return failed(cluster.error().toString());
        m_cluster = std::move(*cluster);
        if (auto made = make(); !made)
            return m_topicsAreThere
                ? passed(QCoreApplication::translate(
                             "broker",
                             "%1 may not make topics, but those of the pipeline are there. Writing and "
                             "reading was not tried.")
                             .arg(who()))
                : failed(made.error().message);
        const Result<void> worked = work();
        const QString left = tidyUp();
        if (!worked)
            return failed((worked.error().message + u' ' + left).trimmed());
        const QString done = left.isEmpty()
            ? QCoreApplication::translate(
                "broker", "A topic was made, one record written, read and committed, and the topic deleted.")
            : QCoreApplication::translate("broker",
                                          "A topic was made, one record written, read and committed.");
        return passed(QStringList{done, left, withoutTransactions()}.join(u' ').simplified());
    }

private:
    QString who() const
    {
        const std::string user = propertyOf(m_test.access, "sasl.username");
        return user.empty() ? QCoreApplication::translate("broker", "This client")
                            : QString::fromStdString(user);
    }

    /// The sentence for a refusal, with the command that whoever runs the cluster needs.
    Error refusal(const Act &act, const Error &error) const
    {
        if (error.code != ErrorCode::Permission)
            return {error.code, act.words + QStringLiteral(": ") + error.toString(), {}};
        const std::string user = propertyOf(m_test.access, "sasl.username");
        const QString principal =
            user.empty() ? QStringLiteral("User:…") : QStringLiteral("User:%1").arg(who());
        const QString prefix = QString::fromStdString(m_test.access.prefix);
        const QString names = prefix.isEmpty() ? QStringLiteral("'*'")
                                               : prefix + QStringLiteral(" --resource-pattern-type prefixed");
        return {ErrorCode::Permission,
                QCoreApplication::translate(
                    "broker",
                    "The login is right, but %1 has no right to: %2. Whoever runs the cluster "
                    "gives it with: kafka-acls.sh --bootstrap-server … --add --allow-principal "
                    "%3 --operation %4 --%5 %6")
                    .arg(who(), act.words, principal, QLatin1String(act.operation),
                         QLatin1String(act.resource), names),
                {}};
    }

    Result<void> make()
    {
        const Act act{QCoreApplication::translate("broker", "make a topic"), "Create", "topic"};
        auto made = m_cluster->createTopic({.name = m_name, .partitions = 1});
        if (made)
            return {};
        if (const auto present = m_cluster->topics(); present && !m_test.topics.empty())
            m_topicsAreThere =
                std::all_of(m_test.topics.begin(), m_test.topics.end(), [&](const std::string &name) {
                    return std::any_of(present->begin(), present->end(),
                                       [&](const TopicInfo &t) { return t.name == name; });
                });
        return refusal(act, made.error());
    }

    Result<void> work()
    {
        if (auto written = write(); !written)
            return refusal({QCoreApplication::translate("broker", "write to a topic"), "Write", "topic"},
                           written.error());
        return read();
    }

    Result<void> write()
    {
        std::optional<Error> failure;
        auto producer = Producer::create(producerConfig(m_cluster->info(), "pk-test", 0),
                                         [&](const Delivery &delivery) { failure = delivery.error; });
        if (!producer)
            return producer.error();
        Headers none;
        if (auto handed = (*producer)->produce({m_name, 0, "test", "test", 0, 0}, none); !handed)
            return handed;
        const auto flushed = (*producer)->flush(m_test.timeoutMs);
        if (const auto fatal =
                (*producer)->fatalError()) // the right to write is also that to write idempotently
            return *fatal;
        return failure ? Result<void>(*failure) : flushed;
    }

    Result<void> read()
    {
        std::optional<Error> failure;
        ConsumerListener listener;
        listener.failed = [&](const Error &error) {
            if (!failure || failure->code != ErrorCode::Permission)
                failure = error;
        };
        auto consumer = Consumer::create(
            consumerConfig(m_cluster->info(), {.group = m_name, .clientId = "pk-test"}), listener);
        if (!consumer)
            return consumer.error();
        const TopicPartition partition{m_name, 0};
        if (auto assigned = (*consumer)->assign({{partition, 0}}); !assigned)
            return assigned;
        std::vector<Message> messages;
        const std::int64_t deadlineUs = monotonicUs() + std::int64_t{m_test.timeoutMs} * 1000;
        while (messages.empty() && monotonicUs() < deadlineUs
               && (!isRefused(failure) || isOfGroup(*failure))) {
            (*consumer)->serve();
            if ((*consumer)->take(partition, 1, messages) == 0)
                (*consumer)->wait(kServeEveryMs);
        }
        const bool came = !messages.empty();
        messages.clear(); // before their consumer
        if (!came)
            return refusal({QCoreApplication::translate("broker", "read from a topic"), "Read", "topic"},
                           failure.value_or(Error{
                               ErrorCode::Timeout,
                               QCoreApplication::translate("broker", "The record did not come in time."),
                               {}}));
        const CommitOffset offset{partition, 1, {}};
        const auto committed = (*consumer)->commit(std::span(&offset, 1));
        if (committed)
            return {};
        (*consumer)->serve(); // what the coordinator said may still wait
        return refusal(
            {QCoreApplication::translate("broker", "commit offsets of a consumer group"), "Read", "group"},
            isRefused(failure) ? *failure : committed.error());
    }

    static bool isRefused(const std::optional<Error> &error)
    {
        return error && error->code == ErrorCode::Permission;
    }

    /// The client looks for its group's coordinator from the start, also while it reads without the group.
    static bool isOfGroup(const Error &error)
    {
        return error.message.contains(
            QString::fromUtf8(rd_kafka_err2str(RD_KAFKA_RESP_ERR_GROUP_AUTHORIZATION_FAILED)));
    }

    /// What is left behind; empty: nothing.
    QString tidyUp()
    {
        (void)m_cluster->deleteGroup(m_name); // it may not have come to be
        if (m_cluster->deleteTopic(m_name))
            return {};
        return QCoreApplication::translate("broker", "The topic may not be deleted, so %1 is left behind.")
            .arg(QString::fromStdString(outside(m_test.access.prefix, m_name)));
    }

    /// Not allowed, which is no failure: most runs need none.
    QString withoutTransactions() const
    {
        auto producer = Producer::create(transactionalConfig(m_cluster->info(), "pk-test", 0, "pk-test"), {});
        if (producer && (*producer)->initTransactions(m_test.timeoutMs))
            return {};
        return QCoreApplication::translate(
            "broker", "Transactions are not allowed: --semantics transactions will be refused.");
    }

    const ConnectionTest &m_test;
    const std::string m_name; ///< of the topic and the group
    std::unique_ptr<ClusterBackend> m_cluster;
    bool m_topicsAreThere = false;
};

} // namespace

StepOutcome testRights(const ConnectionTest &test)
{
    return RightsTest(test).run();
}

} // namespace pk::broker
