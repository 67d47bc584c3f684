// From one environment to another, where the other one is a second embedded cluster that stands for any.

#include "../../broker/broker_testing.h"
#include "broker/embedded_backend.h"
#include "controller_fixture.h"
#include "domain/pipeline_names.h"

#include <condition_variable>
#include <mutex>

using namespace pk;
using namespace pk::test;
using environment::EnvironmentChoice;
using environment::Opening;
using Backend = std::unique_ptr<broker::ClusterBackend>;
using Kind = SwitchEnd::Kind;

namespace {

const EnvironmentChoice kLocal{EnvironmentChoice::Kind::Local, 1, {}};
const EnvironmentChoice kProfile{EnvironmentChoice::Kind::Profile, 1, QStringLiteral("kampus")};

Result<Backend> startCluster()
{
    return broker::startEmbeddedCluster(
        {.program = programPath(), .restart = false, .died = {}, .restarted = {}});
}

bool writeOne(const broker::ClusterInfo &to, const TopicPartition &partition)
{
    broker::TestProducer producer(broker::producerConfig(to, "another", 0));
    return producer.ok() && !producer.send({partition.topic, partition.partition, {}, "{}", 0, 0}).error;
}

/// A cluster that goes on while windows come and go, with all the topics.
class Lasting
{
public:
    explicit Lasting(int rawPartitions = 3)
    {
        auto started = startCluster();
        if (!started)
            return;
        m_backend = std::move(*started);
        std::vector<std::string> topics{std::string(kWarehouseEventsTopic)};
        for (const Dataset dataset : {Dataset::Orders, Dataset::Activities}) {
            for (std::string &topic : topicsOf(dataset))
                topics.push_back(std::move(topic));
            for (std::string &topic : cdcTopicsOf(dataset)) {
                topics.push_back(deadLetterTopic(topic));
                topics.push_back(std::move(topic));
            }
        }
        for (const std::string &topic : topics) {
            const int partitions = topic == rawTopic(Dataset::Orders) ? rawPartitions : 3;
            m_ok = bool(m_backend->createTopic({.name = topic, .partitions = partitions})) && m_ok;
        }
    }
    bool ok() const { return m_backend && m_ok; }
    broker::ClusterInfo info() const { return m_backend->info(); }
    Result<Backend> connect() const { return broker::connectCluster(m_backend->info().bootstrap); }

private:
    Backend m_backend;
    bool m_ok = true;
};

/// Waits as whoever starts Kafka would: until it is there, or nobody wants it any more.
Result<Backend> waitForever(const EnvironmentChoice &, const Opening &opening)
{
    opening.told(environment::OpeningStage::Waiting, QStringLiteral("Starting node 2 of 3 …"));
    while (!opening.interrupted())
        std::this_thread::yield();
    return Error{ErrorCode::Cancelled, {}, {}};
}

environment::WantedSecret ofTheUser()
{
    return {environment::WantedSecret::Kind::Kafka, QStringLiteral("kampus"), QStringLiteral("t07"), {}};
}

/// Asks as whoever opens a profile would, and says what it was given.
Result<Backend> askFirst(const Opening &opening, QString &given)
{
    const auto typed = opening.ask(ofTheUser());
    if (!typed)
        return Error{ErrorCode::Permission, QStringLiteral("The password is not known."), {}};
    given = *typed;
    return startCluster();
}

struct Ends
{
    explicit Ends(const Bed &bed)
        : spy(bed.controller.get(), &Controller::switchEnded)
    {
    }
    SwitchEnd last() { return spy.last()[0].value<SwitchEnd>(); }
    QSignalSpy spy;
};

} // namespace

class TestEnvironmentSwitch : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theRunEndsInOrder_andANewOneBeginsThere_andBack()
    {
        Bed bed([](SessionOptions &options) {
            options.open = [](const EnvironmentChoice &, const Opening &) { return startCluster(); };
        });
        Ends ends(bed);
        QSignalSpy issued(bed.controller.get(), &Controller::commandIssued);
        bed.controller->start();
        QTRY_VERIFY(bed.loaded() >= 3);
        bed.controller->switchEnvironment(kLocal);
        QTRY_COMPARE(ends.spy.count(), 1);
        QVERIFY2(ends.last().kind == Kind::Done, qPrintable(ends.last().sentence));
        QCOMPARE(issued.count(), 1);
        QCOMPARE(issued[0][0].value<CommandTexts>().front().command,
                 QStringLiteral("pelatihan-kafka env up local --nodes 1"));
        QVERIFY2(ends.last().sentence.contains(QStringLiteral("nothing was lost")),
                 qPrintable(ends.last().sentence));
        QVERIFY(bed.controller->environment() == kLocal);
        QTRY_VERIFY(bed.run().incarnation == 2 && bed.loaded() >= 1);
        QVERIFY(bed.run().environment == kLocal);
        QVERIFY(bed.controller->state() == RunState::Running);
        const std::int64_t orders = bed.number("SELECT count(*) FROM fact_orders");
        bed.controller->switchEnvironment({});
        QTRY_COMPARE(ends.spy.count(), 2);
        QVERIFY2(ends.last().kind == Kind::Done, qPrintable(ends.last().sentence));
        QTRY_VERIFY(bed.run().incarnation == 3 && bed.loaded() >= 1);
        QVERIFY(bed.number("SELECT count(*) FROM fact_orders") > orders); // one warehouse, no order twice
        VERIFY_CLEAN_END(bed);
    }

    void whatCannotBeReached_changesNothing()
    {
        Bed bed([](SessionOptions &options) {
            options.open = [](const EnvironmentChoice &, const Opening &) -> Result<Backend> {
                return Error{ErrorCode::Unavailable, QStringLiteral("There is no Java. Install it."), {}};
            };
        });
        Ends ends(bed);
        bed.controller->start();
        QTRY_VERIFY(bed.loaded() >= 1);
        bed.controller->switchEnvironment(kLocal);
        QTRY_COMPARE(ends.spy.count(), 1);
        QVERIFY(ends.last().kind == Kind::Failed);
        QCOMPARE(ends.last().sentence, QStringLiteral("There is no Java. Install it."));
        QVERIFY(!bed.controller->switching());
        QVERIFY(bed.controller->environment().isEmbedded());
        const std::int64_t loaded = bed.loaded();
        QTRY_VERIFY(bed.loaded() > loaded);
        QCOMPARE(bed.run().incarnation, 1);
        VERIFY_CLEAN_END(bed);
    }

    void givenUp_theRunHasNeverStopped()
    {
        Bed bed([](SessionOptions &options) { options.open = &waitForever; });
        Ends ends(bed);
        bed.controller->start();
        QTRY_VERIFY(bed.loaded() >= 1);
        bed.controller->switchEnvironment(kLocal);
        QTRY_VERIFY(bed.controller->switching()
                    && bed.controller->switching()->sentence == QStringLiteral("Starting node 2 of 3 …"));
        bed.controller->pause(); // it can still be asked for everything
        QTRY_VERIFY(bed.controller->state() == RunState::Paused);
        bed.controller->cancelSwitch();
        QTRY_COMPARE(ends.spy.count(), 1);
        QVERIFY(ends.last().kind == Kind::Cancelled);
        QVERIFY(bed.controller->state() == RunState::Paused);
        QCOMPARE(bed.run().incarnation, 1);
        VERIFY_CLEAN_END(bed);
    }

    void anotherWish_takesTheFirstOnesPlace()
    {
        Bed bed([](SessionOptions &options) {
            options.open = [](const EnvironmentChoice &choice, const Opening &opening) {
                return choice == kLocal ? waitForever(choice, opening) : startCluster();
            };
        });
        Ends ends(bed);
        bed.controller->start();
        QTRY_VERIFY(bed.loaded() >= 1);
        bed.controller->switchEnvironment(kLocal);
        bed.controller->switchEnvironment(kProfile);
        QTRY_COMPARE(ends.spy.count(), 1);
        QVERIFY2(ends.last().kind == Kind::Done, qPrintable(ends.last().sentence));
        QVERIFY(bed.controller->environment() == kProfile);
        VERIFY_CLEAN_END(bed);
    }

    void paused_itIsPausedThere()
    {
        Bed bed([](SessionOptions &options) {
            options.open = [](const EnvironmentChoice &, const Opening &) { return startCluster(); };
        });
        Ends ends(bed);
        bed.controller->start();
        QTRY_VERIFY(bed.loaded() >= 1);
        bed.controller->pause();
        QTRY_VERIFY(bed.controller->state() == RunState::Paused);
        bed.controller->switchEnvironment(kLocal);
        QTRY_COMPARE(ends.spy.count(), 1);
        QTRY_VERIFY(bed.controller->state() == RunState::Paused);
        QVERIFY2(ends.last().sentence.contains(QStringLiteral("nothing was lost")),
                 qPrintable(ends.last().sentence));
        VERIFY_CLEAN_END(bed);
    }

    void whatTheNewClusterRefuses_leadsBack()
    {
        const auto other = startCluster(); // no topics, and no client can make one there
        QVERIFY(other);
        Bed bed([&](SessionOptions &options) {
            options.open = [&](const EnvironmentChoice &, const Opening &) {
                return broker::connectCluster((*other)->info().bootstrap);
            };
        });
        Ends ends(bed);
        bed.controller->start();
        const auto log = [&](int partition) {
            return bed.controller->snapshot()->state.partitions().at({"raw_orders", partition});
        };
        QTRY_VERIFY(bed.loaded() >= 3);
        int busiest = 0;
        for (int p = 1; p < 3; ++p)
            busiest = log(p).logEnd > log(busiest).logEnd ? p : busiest;
        bed.controller->switchEnvironment(kProfile);
        QTRY_COMPARE(ends.spy.count(), 1);
        QVERIFY(ends.last().kind == Kind::Failed);
        QVERIFY2(ends.last().sentence.contains(QStringLiteral("--topics")), qPrintable(ends.last().sentence));
        QVERIFY(bed.controller->environment().isEmbedded());
        QTRY_VERIFY(bed.controller->state() == RunState::Running && bed.run().environment.isEmbedded()
                    && bed.loaded() >= 1);
        // What lay there before is no other client's. Once one is known that writes, whatever is not known as
        // ours becomes its own at the next look.
        for (int written = 1; written <= 3; ++written) {
            QVERIFY(writeOne(bed.run().cluster, {"raw_orders", busiest}));
            QTRY_VERIFY(log(busiest).observed.count() >= written);
            QCOMPARE(log(busiest).observed.count(), written);
        }
        VERIFY_CLEAN_END(bed);
    }

    void topicsThatAreThere_keepTheirPartitions()
    {
        const Lasting other(5); // raw_orders has more than its dead letters
        QVERIFY(other.ok());
        Bed bed([&](SessionOptions &options) {
            options.open = [&](const EnvironmentChoice &, const Opening &) { return other.connect(); };
        });
        Ends ends(bed);
        bed.controller->start();
        QTRY_VERIFY(bed.loaded() >= 1);
        bed.controller->switchEnvironment(kProfile);
        QTRY_COMPARE(ends.spy.count(), 1);
        QVERIFY2(ends.last().kind == Kind::Done, qPrintable(ends.last().sentence));
        QTRY_VERIFY(bed.run().incarnation == 2 && bed.loaded() >= 1);
        QCOMPARE(bed.controller->snapshot()->partitionsOf("raw_orders"), 5);
        QCOMPARE(bed.controller->snapshot()->partitionsOf("raw_orders.dlq"), 3);
        QVERIFY(writeOne(other.info(), {"raw_orders", 4})); // an order without anything in it
        QTRY_COMPARE(bed.run().progress.deadLettered, 1);
        QVERIFY(bed.statusOf("transform-0") == pipeline::StageStatus::Running);
        VERIFY_CLEAN_END(bed);
    }

    /// It is where it was, as far as a further try goes.
    void whereItCannotGoBackEither_itStaysInTheEnvironmentItHad()
    {
        Bed bed([](SessionOptions &options) {
            options.source.kind = SourceChoice::Kind::Csv;
            options.source.file = options.dataFolder + QStringLiteral("/orders.csv");
            options.open = [](const EnvironmentChoice &, const Opening &) { return startCluster(); };
        });
        const QString file = bed.controller->source().file;
        const QString sample = sourcePath("resources/samples/northwind_order_lines.csv");
        QVERIFY(QFile::copy(sample, file));
        Ends ends(bed);
        bed.controller->start();
        QTRY_VERIFY_WITH_TIMEOUT(bed.loaded() >= 1, 20'000);
        QVERIFY(QFile::remove(file));
        bed.controller->switchEnvironment(kProfile);
        QTRY_COMPARE_WITH_TIMEOUT(ends.spy.count(), 1, 30'000);
        QVERIFY(ends.last().kind == Kind::Failed);
        QVERIFY(bed.controller->state() == RunState::Failed);
        QVERIFY(bed.controller->environment().isEmbedded());
        QVERIFY(QFile::copy(sample, file));
        bed.controller->startAgain({});
        QTRY_VERIFY_WITH_TIMEOUT(bed.controller->state() == RunState::Running && bed.loaded() >= 1, 20'000);
        QVERIFY(bed.controller->environment().isEmbedded());
        QVERIFY(bed.run().environment.isEmbedded());
        VERIFY_CLEAN_END(bed);
    }

    /// After a run that ended in a failure, too.
    void startAgain_inAnotherFolder_makesItsWarehouse()
    {
        Bed bed([](SessionOptions &options) {
            options.environment = kLocal;
            options.source.kind = SourceChoice::Kind::Csv;
            options.source.file = options.dataFolder + QStringLiteral("/orders.csv");
            options.open = [](const EnvironmentChoice &, const Opening &) { return startCluster(); };
        });
        const QString file = bed.controller->source().file;
        const QString sample = sourcePath("resources/samples/northwind_order_lines.csv");
        QVERIFY(QFile::copy(sample, file));
        Ends ends(bed);
        bed.controller->start();
        QTRY_VERIFY(bed.loaded() >= 1);
        QVERIFY(QFile::remove(file));
        bed.controller->switchEnvironment(kProfile);
        QTRY_VERIFY(bed.controller->state() == RunState::Failed);
        QVERIFY(QFile::copy(sample, file));
        const QTemporaryDir other;
        bed.controller->startAgain(other.path());
        QTRY_VERIFY2(bed.controller->state() == RunState::Running && bed.loaded() >= 1,
                     qPrintable(bed.run().reason));
        QCOMPARE(bed.run().warehousePath, other.filePath(QStringLiteral("warehouse.db")));
        VERIFY_CLEAN_END(bed);
    }

    /// What lies in the topics already is no other client's, and no loss of this run.
    void aSecondRunOnTheSameCluster_hasBooksOfItsOwn()
    {
        const Lasting other;
        QVERIFY(other.ok());
        Bed bed([&](SessionOptions &options) {
            options.environment = kProfile;
            options.open = [&](const EnvironmentChoice &, const Opening &) { return other.connect(); };
        });
        Ends ends(bed);
        bed.controller->start();
        QTRY_VERIFY2(bed.loaded() >= 5, qPrintable(bed.run().reason));
        bed.controller->switchEnvironment({});
        QTRY_COMPARE(ends.spy.count(), 2);
        bed.controller->switchEnvironment(kProfile);
        QTRY_COMPARE(ends.spy.count(), 3);
        QVERIFY2(ends.last().kind == Kind::Done, qPrintable(ends.last().sentence));
        QTRY_VERIFY(bed.run().incarnation == 3 && bed.loaded() >= 3);
        QVERIFY(writeOne(other.info(),
                         {"raw_orders", 0})); // another client's: once it is seen, the rest was, too
        const auto observed = [&] {
            std::int64_t records = 0;
            for (int p = 0; p < 3; ++p)
                records +=
                    bed.controller->snapshot()->state.partitions().at({"raw_orders", p}).observed.count();
            return records;
        };
        QTRY_COMPARE(observed(), 1);
        const SnapshotPtr now = bed.controller->snapshot();
        std::int64_t ended = 0;
        for (int p = 0; p < 3; ++p)
            ended += now->state.partitions().at({"raw_orders", p}).logEnd;
        QVERIFY(ended >= bed.acked() + 5);
        QVERIFY(now->state.lag(now->run.transformGroup) <= bed.acked());
        VERIFY_CLEAN_END(bed);
        QVERIFY2(bed.ledger.contains(QStringLiteral("0 lost")), qPrintable(bed.ledger));
    }

    void start_whereItWasTheLastTime_saysWhyNot_andTheEmbeddedDoes()
    {
        Bed bed([](SessionOptions &options) {
            options.environment = kLocal;
            options.open = [](const EnvironmentChoice &, const Opening &) -> Result<Backend> {
                return Error{ErrorCode::Unavailable, QStringLiteral("There is no Java."), {}};
            };
        });
        QSignalSpy failed(bed.controller.get(), &Controller::startFailed);
        Ends ends(bed);
        bed.controller->start();
        QTRY_COMPARE(failed.count(), 1);
        QVERIFY(failed[0][0].value<StartStep>() == StartStep::Environment);
        QCOMPARE(failed[0][1].toString(), QStringLiteral("There is no Java."));
        bed.controller->startAgain({});
        QTRY_COMPARE(failed.count(), 2);
        bed.controller->switchEnvironment({});
        QTRY_VERIFY(bed.loaded() >= 1);
        QVERIFY(bed.controller->environment().isEmbedded());
        QVERIFY(bed.controller->state() == RunState::Running);
        VERIFY_CLEAN_END(bed);
    }

    void aPasswordThatIsNowhere_isAskedFor_whileTheRunGoesOn()
    {
        QString given;
        Bed bed([&](SessionOptions &options) {
            options.open = [&](const EnvironmentChoice &, const Opening &opening) {
                return askFirst(opening, given);
            };
        });
        Ends ends(bed);
        QSignalSpy wishes(bed.controller.get(), &Controller::secretWanted);
        bed.controller->start();
        QTRY_VERIFY(bed.loaded() >= 1);
        bed.controller->switchEnvironment(kProfile);
        QTRY_COMPARE(wishes.count(), 1);
        const auto wish = wishes[0][0].value<SecretWish>();
        QVERIFY(wish.to == kProfile);
        QCOMPARE(wish.secret.profile, QStringLiteral("kampus"));
        QCOMPARE(wish.secret.owner, QStringLiteral("t07"));
        const std::int64_t loaded = bed.loaded();
        QTRY_VERIFY(bed.loaded() > loaded);
        bed.controller->answerSecret(wish.question - 1, QStringLiteral("of an earlier question"));
        bed.controller->answerSecret(wish.question, QStringLiteral("rahasia"));
        QTRY_COMPARE(ends.spy.count(), 1);
        QVERIFY2(ends.last().kind == Kind::Done, qPrintable(ends.last().sentence));
        QCOMPARE(given, QStringLiteral("rahasia"));
        VERIFY_CLEAN_END(bed);
    }

    void aPasswordThatIsNotGiven_givesTheSwitchUp_andANewOneAsksAgain()
    {
        QString given;
        Bed bed([&](SessionOptions &options) {
            options.open = [&](const EnvironmentChoice &, const Opening &opening) {
                return askFirst(opening, given);
            };
        });
        Ends ends(bed);
        QSignalSpy wishes(bed.controller.get(), &Controller::secretWanted);
        bed.controller->start();
        QTRY_VERIFY(bed.loaded() >= 1);
        bed.controller->switchEnvironment(kProfile);
        QTRY_COMPARE(wishes.count(), 1);
        bed.controller->cancelSwitch();
        QTRY_COMPARE(ends.spy.count(), 1);
        QVERIFY2(ends.last().kind == Kind::Cancelled, qPrintable(ends.last().sentence));
        QVERIFY(bed.controller->environment().isEmbedded());
        QCOMPARE(bed.run().incarnation, 1);
        bed.controller->switchEnvironment(kProfile);
        QTRY_COMPARE(wishes.count(), 2);
        bed.controller->answerSecret(wishes[0][0].value<SecretWish>().question, QStringLiteral("late"));
        bed.controller->answerSecret(wishes[1][0].value<SecretWish>().question, QStringLiteral("rahasia"));
        QTRY_COMPARE(ends.spy.count(), 2);
        QVERIFY2(ends.last().kind == Kind::Done, qPrintable(ends.last().sentence));
        QCOMPARE(given, QStringLiteral("rahasia"));
        VERIFY_CLEAN_END(bed);
    }

    void closedWhileAPasswordIsWaitedFor_nothingHangs()
    {
        QString given;
        Bed bed([&](SessionOptions &options) {
            options.open = [&](const EnvironmentChoice &, const Opening &opening) {
                return askFirst(opening, given);
            };
        });
        QSignalSpy wishes(bed.controller.get(), &Controller::secretWanted);
        bed.controller->start();
        QTRY_VERIFY(bed.loaded() >= 1);
        bed.controller->switchEnvironment(kProfile);
        QTRY_COMPARE(wishes.count(), 1);
        VERIFY_CLEAN_END(bed);
        QVERIFY(given.isEmpty());
    }

    void closedInTheMiddle_nothingIsWaitedFor()
    {
        Bed bed([](SessionOptions &options) { options.open = &waitForever; });
        bed.controller->start();
        QTRY_VERIFY(bed.loaded() >= 1);
        bed.controller->switchEnvironment(kLocal);
        QTRY_VERIFY(bed.controller->switching().has_value());
        VERIFY_CLEAN_END(bed);
    }
};

PK_TEST(TestEnvironmentSwitch)
#include "tst_environment_switch.moc"
