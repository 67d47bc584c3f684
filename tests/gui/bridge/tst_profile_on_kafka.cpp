// The window's session on somebody else's Kafka, which asks who one is: SASL_SSL, and rights under a prefix
// alone.

#include "bridge/topic_reader.h"
#include "controller_fixture.h"
#include "domain/pipeline_names.h"
#include "environment/kafka_program.h"
#include "environment/profile.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>

using namespace pk;
using namespace pk::test;
using environment::EnvironmentChoice;

class TestProfileOnKafka : public QObject
{
    Q_OBJECT

private:
    static constexpr int kStartMs = 180'000; // Kafka's own tools grant the rights one after the other

    QProcess m_kafka; ///< ends with its input
    QJsonObject m_told; ///< its address, its authority's file, the user's password

    environment::Profile profile() const
    {
        environment::Profile profile;
        profile.name = QStringLiteral("kampus");
        profile.bootstrap = QStringList(m_told[QStringLiteral("sasl")].toString());
        profile.prefix = QStringLiteral("t07.");
        profile.security.protocol = QStringLiteral("SASL_SSL");
        profile.security.mechanism = QStringLiteral("PLAIN"); // SCRAM needs a newer librdkafka than some have
        profile.security.user = QStringLiteral("t07");
        profile.security.ca = m_told[QStringLiteral("ca")].toString();
        return profile;
    }
    /// How many records a person would see of it.
    static std::size_t read(const Bed &bed, const char *topic)
    {
        ReadRequest request;
        request.cluster = bed.run().cluster;
        request.topic = topic;
        request.partitions = {0, 1, 2};
        const auto reader = TopicReader::open(std::move(request));
        if (!reader)
            return 0;
        (void)QTest::qWaitFor([&] { return (*reader)->size() >= 5; }, kPatienceMs);
        return (*reader)->size();
    }

private Q_SLOTS:
    void initTestCase()
    {
        const auto kafka = environment::findKafka();
        if (!kafka)
            QSKIP(qUtf8Printable(kafka.error().message));
        QProcessEnvironment variables = QProcessEnvironment::systemEnvironment();
        variables.insert(QStringLiteral("PK_KAFKA_JARS"), kafka->jars);
        m_kafka.setProcessEnvironment(variables);
        m_kafka.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        m_kafka.start(QStringLiteral("python3"),
                      {QStringLiteral("-B"), sourcePath("tests/environment/secure_kafka.py")});
        QTRY_VERIFY_WITH_TIMEOUT(m_kafka.canReadLine() || m_kafka.state() == QProcess::NotRunning, kStartMs);
        m_told = QJsonDocument::fromJson(m_kafka.readLine()).object();
        if (m_told.contains(QStringLiteral("skip")))
            QSKIP(qUtf8Printable(m_told[QStringLiteral("skip")].toString()));
        QVERIFY(m_told.contains(QStringLiteral("sasl")));
    }
    void cleanupTestCase()
    {
        m_kafka.closeWriteChannel();
        QVERIFY(m_kafka.state() == QProcess::NotRunning || m_kafka.waitForFinished(kPatienceMs));
    }

    void aSwitchToAProfile_asksForThePassword_andWorksUnderThePrefixAlone()
    {
        Bed bed([](SessionOptions &options) {
            options.staticAssignment = false; // its groups are Kafka's
            options.profilesFolder = options.dataFolder + QStringLiteral("/profiles");
        });
        const auto saved =
            environment::ProfileStore(bed.folder.filePath(QStringLiteral("profiles"))).save(profile());
        QVERIFY2(saved, qPrintable(saved ? QString() : saved.error().toString()));
        bed.controller->start();
        QTRY_VERIFY(bed.loaded() >= 1);
        QSignalSpy wishes(bed.controller.get(), &Controller::secretWanted);
        QSignalSpy ends(bed.controller.get(), &Controller::switchEnded);
        bed.controller->switchEnvironment({EnvironmentChoice::Kind::Profile, 1, QStringLiteral("kampus")});
        QTRY_COMPARE(wishes.count(), 1);
        const auto wish = wishes[0][0].value<SecretWish>();
        QCOMPARE(wish.secret.owner, QStringLiteral("t07"));
        bed.controller->answerSecret(wish.question, m_told[QStringLiteral("password")].toString());
        QTRY_COMPARE(ends.count(), 1);
        const auto end = ends[0][0].value<SwitchEnd>();
        QVERIFY2(end.kind == SwitchEnd::Kind::Done, qPrintable(end.sentence));

        QTRY_VERIFY(!bed.run().cluster.embedded && bed.loaded() >= 10);
        QVERIFY(read(bed, "raw_orders") >= 5);
        // The user may see nothing but what begins with the prefix, and its groups are told without it.
        const auto member = [&](std::string_view id) {
            const auto &report = bed.run().report;
            const auto *group = report ? report->group(id) : nullptr;
            return group != nullptr && group->members.size() == 1 && group->members[0].partitions.size() == 6;
        };
        QTRY_VERIFY(member(kTransformGroup) && member(kLoaderGroup));
        const auto committed = [&] {
            const auto &groups = bed.controller->snapshot()->state.groups();
            const auto group = groups.find(std::string(kLoaderGroup));
            std::int64_t sum = 0;
            for (int p = 0; group != groups.end() && p < 3; ++p) {
                const auto found = group->second.partitions.find({"enriched_orders", p});
                sum += found != group->second.partitions.end() ? found->second.committed.value.offset : 0;
            }
            return sum;
        };
        QTRY_VERIFY(committed() >= 10);
        QTRY_VERIFY(bed.controller->snapshot()->state.lag(kLoaderGroup, {"enriched_orders", 0}) < 20);
        VERIFY_CLEAN_END(bed);
        QVERIFY2(bed.ledger.contains(QStringLiteral("0 lost")), qPrintable(bed.ledger));
        QCOMPARE(bed.failures, QStringList());
    }
};

PK_TEST(TestProfileOnKafka)
#include "tst_profile_on_kafka.moc"
