// Topics of a real Kafka, changed as the window does it while its pipeline runs, and looked at with Kafka's
// own tool.

#include "controller_fixture.h"
#include "environment/kafka_program.h"

#include <QProcess>

using namespace pk;
using namespace pk::test;
using environment::EnvironmentChoice;

class TestTopicsOnKafka : public QObject
{
    Q_OBJECT

private:
    using Kind = TopicChange::Kind;
    static constexpr int kStartMs = 90'000;

    std::unique_ptr<Bed> m_bed;

    /// What `kafka-topics.sh --describe` says of it; also why it says nothing.
    QString describedByKafkasTool(const char *topic) const
    {
        const auto kafka = environment::findKafka();
        QProcess tool;
        tool.setProcessChannelMode(QProcess::MergedChannels);
        tool.start(kafka->java,
                   kafka->javaArguments(128)
                       << QStringLiteral("org.apache.kafka.tools.TopicCommand")
                       << QStringLiteral("--bootstrap-server")
                       << QString::fromStdString(m_bed->run().cluster.bootstrap)
                       << QStringLiteral("--describe") << QStringLiteral("--topic") << QLatin1String(topic));
        return tool.waitForFinished(kPatienceMs) ? QString::fromUtf8(tool.readAllStandardOutput())
                                                 : tool.errorString();
    }
    std::int64_t logEnd(const char *topic, int partition) const
    {
        const auto &logs = m_bed->controller->snapshot()->state.partitions();
        const auto found = logs.find({topic, partition});
        return found != logs.end() ? found->second.logEnd : 0;
    }
    TopicSettings settingsOf(const char *topic)
    {
        QSignalSpy read(m_bed->controller.get(), &Controller::topicSettingsRead);
        m_bed->controller->readTopicSettings(QLatin1String(topic));
        if (!QTest::qWaitFor([&] { return read.count() > 0; }, kPatienceMs))
            return {};
        return read[0][0].value<TopicSettings>();
    }
    static std::optional<std::string> own(const TopicSettings &settings, const char *name)
    {
        for (const broker::TopicSetting &setting : settings.settings) {
            if (setting.own && setting.name == name)
                return setting.value;
        }
        return std::nullopt;
    }
    /// Empty, or why it was not done.
    QString change(const TopicChange &wanted, QString *howTheRunBeforeEnded = nullptr)
    {
        QSignalSpy changed(m_bed->controller.get(), &Controller::topicChanged);
        QSignalSpy failed(m_bed->controller.get(), &Controller::commandFailed);
        m_bed->controller->changeTopic(wanted);
        if (!QTest::qWaitFor([&] { return changed.count() + failed.count() > 0; }, kPatienceMs))
            return QStringLiteral("no answer");
        if (failed.count() > 0)
            return failed[0][1].toString();
        if (howTheRunBeforeEnded != nullptr)
            *howTheRunBeforeEnded = changed[0][1].toString();
        return {};
    }

private Q_SLOTS:
    void initTestCase()
    {
        if (const auto kafka = environment::findKafka(); !kafka)
            QSKIP(qUtf8Printable(kafka.error().message));
        m_bed = std::make_unique<Bed>([](SessionOptions &options) {
            options.staticAssignment = false; // its groups are Kafka's
            options.profilesFolder = options.dataFolder + QStringLiteral("/profiles");
            options.environment = {EnvironmentChoice::Kind::Local, 1, {}};
            options.ratePerSecond = 50;
        });
        m_bed->controller->start();
        QTRY_VERIFY_WITH_TIMEOUT(m_bed->loaded() >= 20, kStartMs);
    }
    void cleanupTestCase()
    {
        if (!m_bed)
            return;
        VERIFY_CLEAN_END(*m_bed);
        QVERIFY2(m_bed->ledger.contains(QStringLiteral("0 lost")), qPrintable(m_bed->ledger));
        m_bed.reset();
    }

    void retention_isChanged_andPutBack()
    {
        QCOMPARE(own(settingsOf("raw_orders"), "retention.ms"), std::optional<std::string>("-1"));
        TopicChange hour{.topic = "raw_orders", .setting = "retention.ms", .value = "3600000"};
        QCOMPARE(change(hour), QString());
        QCOMPARE(own(settingsOf("raw_orders"), "retention.ms"), std::optional<std::string>("3600000"));
        QString described = describedByKafkasTool("raw_orders");
        QVERIFY2(described.contains(QStringLiteral("retention.ms=3600000")), qPrintable(described));
        QVERIFY2(described.contains(QStringLiteral("retention.bytes=1073741824")), qPrintable(described));
        hour.value = std::nullopt;
        QCOMPARE(change(hour), QString());
        QVERIFY(!own(settingsOf("raw_orders"), "retention.ms"));
        described = describedByKafkasTool("raw_orders");
        QVERIFY2(!described.contains(QStringLiteral("retention.ms=")), qPrintable(described));
        hour.value = "-1";
        QCOMPARE(change(hour), QString());
    }

    void partitionsOfATopicOfTheRun_areUsedByTheNextRun_andNothingIsLost()
    {
        const int before = m_bed->run().incarnation;
        QString ended;
        const TopicChange more{.kind = Kind::AddPartitions, .topic = "raw_orders", .partitions = 5};
        QCOMPARE(change(more, &ended), QString());
        QVERIFY2(ended.contains(QStringLiteral("nothing was lost")), qPrintable(ended));
        QTRY_COMPARE(m_bed->run().incarnation, before + 1);
        QTRY_COMPARE(m_bed->controller->snapshot()->partitionsOf("raw_orders"), 5);
        const QString described = describedByKafkasTool("raw_orders");
        QVERIFY2(described.contains(QStringLiteral("PartitionCount: 5")), qPrintable(described));
        // It is written, read and loaded there.
        QTRY_VERIFY(logEnd("raw_orders", 3) > 0 && logEnd("raw_orders", 4) > 0);
        QTRY_VERIFY(m_bed->number("SELECT count(*) FROM fact_orders WHERE raw_partition = 4") > 0);
        QVERIFY(change(more).contains(QStringLiteral("can only grow")));
        QCOMPARE(m_bed->run().incarnation, before + 1);
    }

    void topicOfOnesOwn_isMadeChangedAndDeleted_whileTheRunGoesOn()
    {
        const int before = m_bed->run().incarnation;
        QCOMPARE(change({.kind = Kind::Make,
                         .topic = "notes",
                         .partitions = 2,
                         .replication = 1,
                         .settings = {{"cleanup.policy", "compact"}}}),
                 QString());
        const auto reported = [this] {
            const auto &report = m_bed->run().report;
            return report && std::any_of(report->topics.begin(), report->topics.end(), [](const auto &topic) {
                       return topic.name == "notes";
                   });
        };
        QTRY_VERIFY(reported());
        QCOMPARE(change({.kind = Kind::AddPartitions, .topic = "notes", .partitions = 4}), QString());
        QCOMPARE(change({.topic = "notes", .setting = "cleanup.policy", .value = "compact,delete"}),
                 QString());
        const QString described = describedByKafkasTool("notes");
        QVERIFY2(described.contains(QStringLiteral("PartitionCount: 4")), qPrintable(described));
        QVERIFY2(described.contains(QStringLiteral("cleanup.policy=compact,delete")), qPrintable(described));
        QCOMPARE(change({.kind = Kind::Delete, .topic = "notes"}), QString());
        QTRY_VERIFY(!reported());
        QVERIFY(describedByKafkasTool("notes").contains(QStringLiteral("does not exist")));
        QCOMPARE(m_bed->run().incarnation, before);
    }

    void refusals_areInPlainWords_withKafkasBesides_data()
    {
        QTest::addColumn<TopicChange>("wanted");
        QTest::addColumn<QString>("said");
        QTest::newRow("replicas")
            << TopicChange{.kind = Kind::Make, .topic = "many", .partitions = 1, .replication = 3}
            << QStringLiteral("Each replica needs a broker of its own: 3 were asked for");
        QTest::newRow("a value, at once")
            << TopicChange{.kind = Kind::Make,
                           .topic = "odd",
                           .partitions = 1,
                           .replication = 1,
                           .settings = {{"retention.ms", "a while"}}}
            << QStringLiteral("Kafka does not take this setting, or not this value");
        QTest::newRow("a value") << TopicChange{.topic = "raw_orders",
                                                .setting = "segment.bytes",
                                                .value = "1"}
                                 << QStringLiteral("Kafka does not take this setting, or not this value");
        QTest::newRow("a name that is one already, to Kafka's metrics")
            << TopicChange{.kind = Kind::Make, .topic = "raw.orders", .partitions = 1, .replication = 1}
            << QStringLiteral("differs only in dots and underscores");
        QTest::newRow("no such topic") << TopicChange{.kind = Kind::Delete, .topic = "nowhere"}
                                       << QStringLiteral("the cluster has no such topic");
        QTest::newRow("of the run") << TopicChange{.kind = Kind::Delete, .topic = "raw_orders"}
                                    << QStringLiteral("The run that goes on here reads or writes raw_orders");
    }
    void refusals_areInPlainWords_withKafkasBesides()
    {
        QFETCH(TopicChange, wanted);
        QFETCH(QString, said);
        const QString why = change(wanted);
        QVERIFY2(why.contains(said), qPrintable(why));
        qInfo("%s", qPrintable(why));
    }
};

PK_TEST(TestTopicsOnKafka)
#include "tst_topics_on_kafka.moc"
