#include "broker_testing.h"
#include "places/places.h"

#include <QDataStream>
#include <QFile>
#include <QProcess>
#include <QTcpSocket>
#include <QTemporaryDir>

#include <csignal>
#include <mutex>
#include <sys/stat.h>

using namespace pk;
using namespace pk::broker;

namespace {

/// Neither gone nor a zombie that nobody has collected.
bool isAlive(qint64 pid)
{
    QFile stat(QStringLiteral("/proc/%1/stat").arg(pid));
    if (!stat.open(QIODevice::ReadOnly))
        return false;
    const QByteArray text = stat.readAll();
    return !text.mid(text.lastIndexOf(')')).startsWith(") Z");
}

/// A Produce request (version 7) whose record set is null, as no client would send it.
void sendMalformedProduce(const std::string &bootstrap, const QByteArray &topic)
{
    QByteArray request;
    QDataStream out(&request, QIODevice::WriteOnly); // big-endian, as Kafka's protocol
    out << qint16(0) << qint16(7) << qint32(1) << qint16(-1); // Produce, version, correlation, no client id
    out << qint16(-1) << qint16(-1) << qint32(1000); // no transaction, acks=all, time-out
    out << qint32(1) << qint16(topic.size());
    out.writeRawData(topic.constData(), static_cast<int>(topic.size()));
    out << qint32(1) << qint32(0) << qint32(-1); // partition 0 with null records

    const QString first = QString::fromStdString(bootstrap).section(u',', 0, 0); // partition 0's leader
    QTcpSocket socket;
    socket.connectToHost(first.section(u':', 0, 0), static_cast<quint16>(first.section(u':', 1).toUInt()));
    QVERIFY(socket.waitForConnected(20'000));
    QByteArray frame;
    QDataStream(&frame, QIODevice::WriteOnly) << qint32(request.size());
    socket.write(frame + request);
    socket.waitForBytesWritten(20'000);
    socket.waitForDisconnected(3000);
}

/// What the supervisor has told so far, from its thread.
struct Watch
{
    std::mutex mutex;
    std::vector<Error> deaths; // guarded by mutex
    std::vector<BrokerAddress> restarts; // guarded by mutex

    void attach(BrokerProcess::Options &options)
    {
        options.died = [this](const Error &error) {
            const std::lock_guard lock(mutex);
            deaths.push_back(error);
        };
        options.restarted = [this](const BrokerAddress &address) {
            const std::lock_guard lock(mutex);
            restarts.push_back(address);
        };
    }
    std::size_t deathCount()
    {
        const std::lock_guard lock(mutex);
        return deaths.size();
    }
    std::size_t restartCount()
    {
        const std::lock_guard lock(mutex);
        return restarts.size();
    }
};

} // namespace

/// The child process that is the embedded broker: its deaths, its restarts, and that it never outlives its
/// parent.
class TestBrokerProcess : public QObject
{
    Q_OBJECT

private:
    /// Creates a topic there and brings one record through.
    void verifyUsable(ClusterBackend &cluster)
    {
        const auto created = cluster.createTopic({.name = "usable", .partitions = 1});
        QVERIFY2(created, why(created));
        TestProducer producer(producerConfig(cluster.info(), "test", 0));
        QVERIFY(producer.ok());
        QVERIFY(!producer.send({"usable", 0, "k", "v", 0, 0}).error);
        auto consumer =
            Consumer::create(consumerConfig(cluster.info(), {.group = "usable", .clientId = "usable"}), {});
        QVERIFY2(consumer, why(consumer));
        QVERIFY((*consumer)->assign({{{"usable", 0}, kBeginning}}));
        QCOMPARE(takeFrom(**consumer, {"usable", 0}, 1).size(), 1U);
    }
    Result<std::unique_ptr<Consumer>> member(const ClusterInfo &cluster, const char *strategy)
    {
        ClientConfig config = consumerConfig(cluster, {.group = "mixed", .clientId = strategy});
        config.set("partition.assignment.strategy", strategy);
        auto consumer = Consumer::create(config, {});
        if (consumer) {
            if (auto subscribed = (*consumer)->subscribe({"usable"}); !subscribed)
                return subscribed.error();
        }
        return consumer;
    }

private Q_SLOTS:
    void missingProgram_isNotFound()
    {
        BrokerProcess::Options options = embeddedOptions();
        options.program = QStringLiteral("/nowhere/pelatihan-kafka");
        const auto process = BrokerProcess::start(options);
        QVERIFY(!process);
        QCOMPARE(process.error().code, ErrorCode::NotFound);
        QCOMPARE(process.error().context, options.program);
    }

    void programThatIsNoBroker_isUnavailable()
    {
        BrokerProcess::Options options = embeddedOptions();
        options.program = QStringLiteral("/bin/false");
        Watch watch;
        watch.attach(options);
        const auto process = BrokerProcess::start(options);
        QVERIFY(!process);
        QCOMPARE(process.error().code, ErrorCode::Unavailable);
        QCOMPARE(watch.deathCount(), 0U);
    }

    void unknownCommand_isAnswered()
    {
        const auto process = BrokerProcess::start(embeddedOptions());
        QVERIFY2(process, why(process));
        QCOMPARE((*process)->address().brokers, 3);
        const auto answer = (*process)->call({{QStringLiteral("do"), QStringLiteral("dance")}});
        QVERIFY(!answer);
        QVERIFY(answer.error().message.contains(QStringLiteral("dance")));
        QVERIFY((*process)->call({{QStringLiteral("do"), QStringLiteral("rtt")},
                                  {QStringLiteral("broker"), 1},
                                  {QStringLiteral("ms"), 0}}));
    }

    void destructor_endsTheChildAtOnce()
    {
        bool atOnce = false; // a busy machine holds some up, but not all
        for (int i = 0; i < 3 && !atOnce; ++i) {
            Watch watch;
            BrokerProcess::Options options = embeddedOptions();
            watch.attach(options);
            auto process = BrokerProcess::start(std::move(options));
            QVERIFY2(process, why(process));
            const qint64 pid = (*process)->processId();
            QVERIFY(isAlive(pid));
            const std::int64_t startUs = monotonicUs();
            process->reset();
            atOnce = monotonicUs() - startUs < 500'000;
            QVERIFY(!isAlive(pid));
            QCOMPARE(watch.deathCount(), 0U);
        }
        QVERIFY(atOnce);
    }

    void kill_bringsAFreshIncarnation()
    {
        Watch watch;
        BrokerProcess::Options options = embeddedOptions();
        watch.attach(options);
        const auto process = BrokerProcess::start(std::move(options));
        QVERIFY2(process, why(process));
        const BrokerAddress before = (*process)->address();
        const qint64 oldPid = (*process)->processId();
        kill(static_cast<pid_t>(oldPid), SIGKILL);
        QVERIFY(waitUntil([&] { return watch.restartCount() == 1; }));
        QCOMPARE(watch.deathCount(), 1U);
        QCOMPARE(watch.deaths[0].code, ErrorCode::Unavailable);
        QVERIFY(watch.deaths[0].message.endsWith(QLatin1Char('.')));
        const BrokerAddress after = (*process)->address();
        QCOMPARE(after.incarnation, watch.restarts[0].incarnation);
        QVERIFY(after.incarnation != before.incarnation);
        QVERIFY((*process)->processId() != oldPid && isAlive((*process)->processId()));
        const auto stranger = connectCluster(after.bootstrap);
        QVERIFY2(stranger, why(stranger));
        QCOMPARE((*stranger)->info().id, after.incarnation);
    }

    void freshBrokerThatIsOfNoUse_isFollowedByAnother_data()
    {
        QTest::addColumn<QString>("fresh"); // what the second child does, before it waits for its end
        QTest::newRow("never ready") << QStringLiteral(":");
        QTest::newRow("does not answer") << QStringLiteral(
            R"(echo '{"event":"ready","bootstrap":"127.0.0.1:1","cluster":"deaf","brokers":3}')");
    }
    void freshBrokerThatIsOfNoUse_isFollowedByAnother()
    {
        QFETCH(QString, fresh);
        QTemporaryDir folder;
        QFile script(folder.filePath(QStringLiteral("broker")));
        QVERIFY(script.open(QIODevice::WriteOnly));
        script.write(QStringLiteral("#!/bin/sh\n"
                                    "echo >>'%1/starts'\n"
                                    "[ $(wc -l <'%1/starts') != 2 ] && exec '%2' \"$@\"\n"
                                    "%3\n"
                                    "exec cat >'%1/heard'\n")
                         .arg(folder.path(), pk::test::programPath(), fresh)
                         .toUtf8());
        script.setPermissions(QFile::ReadOwner | QFile::ExeOwner);
        script.close();
        Watch watch;
        BrokerProcess::Options options = embeddedOptions();
        options.program = script.fileName();
        options.restartTimeoutMs = 2'000; // where the third needs longer, there is a fourth
        watch.attach(options);
        const auto cluster = startEmbeddedCluster(std::move(options));
        QVERIFY2(cluster, why(cluster));
        const std::string before = (*cluster)->info().id;
        kill(static_cast<pid_t>((*cluster)->info().processIds.front()), SIGKILL);
        QVERIFY(waitUntil([&] { return watch.restartCount() == 1; }));
        QVERIFY(watch.deathCount() >= 2); // of the useless one, too
        QVERIFY((*cluster)->info().id != before);
        verifyUsable(**cluster);
    }

    void commandsDuringAnOutage_areUnavailable()
    {
        Watch watch;
        BrokerProcess::Options options = embeddedOptions();
        options.restart = false;
        watch.attach(options);
        const auto process = BrokerProcess::start(options);
        QVERIFY2(process, why(process));
        kill(static_cast<pid_t>((*process)->processId()), SIGKILL);
        QVERIFY(waitUntil([&] { return watch.deathCount() == 1; }));
        const auto refused = (*process)->call({{QStringLiteral("do"), QStringLiteral("rtt")}});
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, ErrorCode::Unavailable);
        QCOMPARE((*process)->processId(), 0);
        QVERIFY(!watch.deaths[0].message.contains(QStringLiteral("fresh")));
    }

    void malformedProduce_takesTheBrokerButNotUs()
    {
        Watch watch;
        BrokerProcess::Options options = embeddedOptions();
        options.restart = false;
        watch.attach(options);
        const auto cluster = startEmbeddedCluster(std::move(options));
        QVERIFY2(cluster, why(cluster));
        verifyUsable(**cluster);
        const std::string id = (*cluster)->info().id;
        sendMalformedProduce((*cluster)->info().bootstrap, "usable");
        const std::int64_t sentUs = monotonicUs();
        QVERIFY(waitUntil(
            [&] {
                return watch.deathCount() == 1
                    || (monotonicUs() - sentUs > 3'000'000 && (*cluster)->topics().ok());
            },
            20'000));
        if (watch.deathCount() == 0)
            QSKIP("this librdkafka's mock cluster survives a produce without records");
        QCOMPARE(watch.deaths[0].code, ErrorCode::Unavailable);
        const std::int64_t startUs = monotonicUs();
        const std::vector<Error> refusals{(*cluster)->topics().error(),
                                          (*cluster)->createTopic({.name = "usable"}).error(),
                                          (*cluster)->watermarks({"usable", 0}).error(),
                                          (*cluster)->committed("group", {{"usable", 0}}).error(),
                                          (*cluster)->setBrokerUp(1, false).error()};
        for (const Error &refusal : refusals)
            QCOMPARE(refusal.code, ErrorCode::Unavailable);
        QVERIFY(monotonicUs() - startUs < 10'000'000); // nobody waited for dead addresses: ten seconds each
        QCOMPARE((*cluster)->info().id, id);
    }

    void foreignStrategy_abortsTheBrokerAndAFreshOneServes()
    {
        Watch watch;
        BrokerProcess::Options options = embeddedOptions();
        watch.attach(options);
        const auto cluster = startEmbeddedCluster(std::move(options));
        QVERIFY2(cluster, why(cluster));
        verifyUsable(**cluster);
        const std::string before = (*cluster)->info().id;
        {
            const auto ours = member((*cluster)->info(), "range");
            QVERIFY2(ours, why(ours));
            const auto theirs = member((*cluster)->info(), "cooperative-sticky");
            QVERIFY2(theirs, why(theirs));
            const bool died = waitUntil(
                [&] {
                    (*ours)->serve();
                    (*theirs)->serve();
                    return watch.restartCount() > 0;
                },
                20'000);
            (*ours)->abandon();
            (*theirs)->abandon();
            if (!died)
                QSKIP("this librdkafka's mock cluster survives a group with mixed strategies");
        }
        QCOMPARE(watch.deaths[0].code, ErrorCode::Unavailable);
        QVERIFY(watch.deaths[0].message.contains(QStringLiteral("crashed")));
        QVERIFY((*cluster)->info().id != before);
        verifyUsable(**cluster);
    }

    void endOfStandardInput_endsTheBroker()
    {
        QProcess child;
        child.start(pk::test::programPath(),
                    {QStringLiteral("broker"), QStringLiteral("--control"), QStringLiteral("stdio")});
        QVERIFY(child.waitForReadyRead(20'000));
        QVERIFY(child.readLine().startsWith("{\"bootstrap\""));
        child.closeWriteChannel();
        QVERIFY(child.waitForFinished(20'000));
        QCOMPARE(child.exitStatus(), QProcess::NormalExit);
        QCOMPARE(child.exitCode(), 0);
    }

    /// Ctrl+C and a time-out's signal reach parent and broker at once; the parent may still need it to flush
    /// and commit.
    void interrupt_isTheParentsAffair()
    {
        QProcess child;
        child.start(pk::test::programPath(),
                    {QStringLiteral("broker"), QStringLiteral("--control"), QStringLiteral("stdio")});
        QVERIFY(child.waitForReadyRead(20'000));
        child.readAll();
        for (const int signal : {SIGINT, SIGTERM, SIGHUP})
            kill(static_cast<pid_t>(child.processId()), signal);
        child.write("{\"id\":7,\"do\":\"topic.create\",\"name\":\"t\",\"partitions\":1}\n");
        QVERIFY(child.waitForReadyRead(20'000));
        QCOMPARE(child.readLine(), QByteArray("{\"id\":7,\"ok\":true}\n"));
        child.closeWriteChannel();
        QVERIFY(child.waitForFinished(20'000));
        QCOMPARE(child.exitCode(), 0);
    }

    void parentThatIsKilled_leavesNoOrphan()
    {
        // A shell is the parent. The broker's standard input is a named pipe that it holds open itself, so
        // that the end of standard input cannot be what ends the broker.
        QTemporaryDir folder;
        const QString pipe = folder.filePath(QStringLiteral("pipe"));
        QCOMPARE(mkfifo(qPrintable(pipe), 0600), 0);
        QProcess shell;
        shell.start(QStringLiteral("/bin/sh"),
                    {QStringLiteral("-c"),
                     QStringLiteral("\"$0\" broker --control stdio <>\"$1\" & echo $!; wait"),
                     pk::test::programPath(), pipe});
        QByteArray output;
        QVERIFY(waitUntil([&] {
            shell.waitForReadyRead(100);
            output += shell.readAllStandardOutput();
            return output.contains("ready");
        }));
        const qint64 broker = output.left(output.indexOf('\n')).toLongLong();
        QVERIFY(isAlive(broker));
        shell.kill();
        QVERIFY(waitUntil([&] { return !isAlive(broker); }, 20'000));
        QTRY_COMPARE(shell.state(), QProcess::NotRunning);
    }
};

PK_TEST(TestBrokerProcess)
#include "tst_broker_process.moc"
