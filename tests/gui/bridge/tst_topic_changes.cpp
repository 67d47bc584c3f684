// Topics made and changed through the session: on the embedded broker, and on a cluster whose topics have
// settings.

#include "controller_fixture.h"
#include "support/settable_cluster.h"

using namespace pk;
using namespace pk::test;
using environment::EnvironmentChoice;
using environment::Opening;

class TestTopicChanges : public QObject
{
    Q_OBJECT

private:
    using Kind = TopicChange::Kind;

    static std::function<void(SessionOptions &)> on(const std::shared_ptr<SettableTopics> &topics)
    {
        return [topics](SessionOptions &options) {
            options.environment = {EnvironmentChoice::Kind::Local, 1, {}};
            options.open = [topics](const EnvironmentChoice &, const Opening &) {
                return settableCluster(topics);
            };
        };
    }
    static int partitionsOf(const Bed &bed, const std::string &topic)
    {
        const auto &known = bed.run().topicPartitions;
        const auto found = known ? known->find(topic) : decltype(known->end())();
        return known && found != known->end() ? found->second : 0;
    }

private Q_SLOTS:
    void topic_isMadeOnTheEmbeddedBroker_andItsMessagesAreTaken()
    {
        Bed bed;
        QSignalSpy changed(bed.controller.get(), &Controller::topicChanged);
        QSignalSpy issued(bed.controller.get(), &Controller::commandIssued);
        QSignalSpy produced(bed.controller.get(), &Controller::produced);
        bed.controller->start();
        QTRY_VERIFY(bed.loaded() >= 1);
        const TopicChange wanted{.kind = Kind::Make, .topic = "notes", .partitions = 5};
        bed.controller->changeTopic(wanted);
        QTRY_COMPARE(changed.count(), 1);
        QVERIFY(changed[0][0].value<TopicChange>() == wanted);
        QVERIFY(issued.back()[0].value<CommandTexts>().front().command.endsWith(
            QStringLiteral("--create --topic notes --partitions 5")));
        QTRY_COMPARE(partitionsOf(bed, "notes"), 5);
        HandMade message;
        message.topic = "notes";
        message.partition = 4;
        message.value = "hello";
        bed.controller->produceRecord(message);
        QTRY_COMPARE(produced.count(), 1);
        QCOMPARE(bed.failures, QStringList());

        bed.controller->changeTopic(wanted);
        QTRY_COMPARE(bed.failures.size(), 1);
        QVERIFY2(bed.failures[0].contains(QStringLiteral("There is a topic notes already")),
                 qPrintable(bed.failures[0]));
        TopicChange more = wanted;
        more.kind = Kind::AddPartitions;
        more.partitions = 6;
        bed.controller->changeTopic(more);
        QTRY_COMPARE(bed.failures.size(), 2);
        QVERIFY2(bed.failures[1].contains(QStringLiteral("The embedded broker keeps 5 MiB")),
                 qPrintable(bed.failures[1]));
        VERIFY_CLEAN_END(bed);
    }

    void settings_areReadAndChanged_andRefusalsKeepThem()
    {
        const auto topics = std::make_shared<SettableTopics>();
        Bed bed(on(topics));
        QSignalSpy changed(bed.controller.get(), &Controller::topicChanged);
        QSignalSpy read(bed.controller.get(), &Controller::topicSettingsRead);
        bed.controller->start();
        QTRY_VERIFY(bed.loaded() >= 1);
        TopicChange change{.topic = "raw_orders", .setting = "retention.ms", .value = "60000"};
        bed.controller->changeTopic(change);
        QTRY_COMPARE(changed.count(), 1);
        QCOMPARE(topics->own("raw_orders", "retention.ms"), std::optional<std::string>("60000"));
        bed.controller->readTopicSettings(QStringLiteral("raw_orders"));
        QTRY_COMPARE(read.count(), 1);
        const auto settings = read[0][0].value<TopicSettings>();
        QCOMPARE(settings.problem, QString());
        QVERIFY(std::any_of(settings.settings.begin(), settings.settings.end(), [](const auto &setting) {
            return setting.name == "retention.ms" && setting.value == "60000" && setting.own;
        }));

        topics->refuseNext({ErrorCode::Broker, QStringLiteral("A rule forbids it."), {}});
        change.value = std::nullopt;
        bed.controller->changeTopic(change);
        QTRY_COMPARE(bed.failures, QStringList(QStringLiteral("Change a topic: A rule forbids it.")));
        QCOMPARE(topics->own("raw_orders", "retention.ms"), std::optional<std::string>("60000"));
        topics->refuseNext({ErrorCode::Permission, QStringLiteral("No right to it."), {}});
        bed.controller->readTopicSettings(QStringLiteral("raw_orders"));
        QTRY_COMPARE(read.count(), 2);
        QCOMPARE(read[1][0].value<TopicSettings>().problem, QStringLiteral("No right to it."));
        QCOMPARE(changed.count(), 1);
        VERIFY_CLEAN_END(bed);
    }

    /// The run has ended for it by then.
    void partitionsThatAreRefused_leaveARunThatGoesOn()
    {
        const auto topics = std::make_shared<SettableTopics>();
        Bed bed(on(topics));
        bed.controller->start();
        QTRY_VERIFY(bed.loaded() >= 3);
        const TopicChange change{.kind = Kind::AddPartitions, .topic = "raw_orders", .partitions = 6};
        topics->refuseNext({ErrorCode::Broker, QStringLiteral("A rule forbids it."), {}});
        bed.controller->changeTopic(change);
        QTRY_COMPARE(bed.failures, QStringList(QStringLiteral("Change a topic: A rule forbids it.")));
        QTRY_COMPARE(bed.run().incarnation, 2);
        QTRY_VERIFY(bed.controller->state() == RunState::Running && bed.loaded() >= 3);
        QCOMPARE(partitionsOf(bed, "raw_orders"), 3);

        // What can be known before ends no run.
        TopicChange fewer = change;
        fewer.partitions = 3;
        bed.controller->changeTopic(fewer);
        QTRY_COMPARE(bed.failures.size(), 2);
        QVERIFY2(bed.failures[1].contains(QStringLiteral("The topic has 3 partitions")),
                 qPrintable(bed.failures[1]));
        bed.controller->changeTopic({.kind = Kind::Delete, .topic = "raw_orders"});
        QTRY_COMPARE(bed.failures.size(), 3);
        QVERIFY(topics->deleted().empty());
        QCOMPARE(bed.run().incarnation, 2);
        VERIFY_CLEAN_END(bed);
    }

    void topicOfOnesOwn_isDeleted_withoutARunsEnd()
    {
        const auto topics = std::make_shared<SettableTopics>();
        Bed bed(on(topics));
        QSignalSpy changed(bed.controller.get(), &Controller::topicChanged);
        bed.controller->start();
        QTRY_VERIFY(bed.loaded() >= 1);
        bed.controller->changeTopic({.kind = Kind::Make,
                                     .topic = "notes",
                                     .partitions = 1,
                                     .settings = {{"cleanup.policy", "compact"}}});
        QTRY_COMPARE(changed.count(), 1);
        QCOMPARE(topics->own("notes", "cleanup.policy"), std::optional<std::string>("compact"));
        QTRY_COMPARE(partitionsOf(bed, "notes"), 1);
        bed.controller->changeTopic({.kind = Kind::Delete, .topic = "notes"});
        QTRY_COMPARE(changed.count(), 2);
        QCOMPARE(topics->deleted(), std::string("notes"));
        QTRY_COMPARE(partitionsOf(bed, "notes"), 0);
        QCOMPARE(bed.run().incarnation, 1);
        QCOMPARE(bed.failures, QStringList());
        VERIFY_CLEAN_END(bed);
    }
};

PK_TEST(TestTopicChanges)
#include "tst_topic_changes.moc"
