// What a session shows of itself while it begins, and what comes of a beginning that fails.

#include "../support/child_process.h"
#include "bridge/session.h"
#include "places/places.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

using namespace pk;
using namespace pk::gui;

class TestSessionStart : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    /// The embedded broker makes a topic that it is asked for, with four partitions: a page that asked before
    /// the pipeline had made its own would make the start fail.
    void clusterIsShown_whenItsTopicsAreThere()
    {
        const QTemporaryDir folder;
        SessionOptions options;
        options.brokerProgram = test::programPath();
        options.dataFolder = folder.path();
        options.staticAssignment = true;
        Session session(options);
        std::atomic<int> shown{0};
        std::atomic<int> tooEarly{0};
        {
            const std::jthread reader([&](const std::stop_token &stop) {
                while (!stop.stop_requested()) {
                    const RunInfo run = session.board().run();
                    if (run.cluster.bootstrap.empty())
                        continue;
                    ++shown;
                    if (!run.topicPartitions || !run.topicPartitions->contains(rawTopic(Dataset::Orders)))
                        ++tooEarly;
                }
            });
            session.start();
            QTRY_VERIFY(shown > 0);
        }
        QVERIFY(session.board().run().state == RunState::Running);
        QCOMPARE(tooEarly.load(), 0);
        QVERIFY(session.board().run().topicPartitions->contains(cdcTopicsOf(Dataset::Orders).front()));
    }

    void pipelineThatFailedOnAFreshBroker_isTriedAgainOnTheNextOne()
    {
        const QTemporaryDir folder;
        SessionOptions options;
        options.brokerProgram = test::programPath();
        options.dataFolder = folder.path();
        options.staticAssignment = true;
        Session session(options);
        const auto state = [&session] { return session.board().run().state; };
        session.start();
        QVERIFY(state() == RunState::Running);
        const QString warehouse = folder.filePath(QStringLiteral("warehouse.db"));
        const QString away = folder.filePath(QStringLiteral("away.db"));
        QVERIFY(QFile::rename(warehouse, away) && QDir().mkdir(warehouse)); // nobody can make another
        ::kill(static_cast<pid_t>(test::brokerPid()), SIGKILL);
        QTRY_VERIFY(state() == RunState::Failed);
        QVERIFY(QDir().rmdir(warehouse) && QFile::rename(away, warehouse));
        ::kill(static_cast<pid_t>(test::brokerPid()), SIGKILL);
        QTRY_VERIFY(state() == RunState::Running);
        QCOMPARE(session.board().run().incarnation, 2);
    }
};

PK_TEST(TestSessionStart)
#include "tst_session_start.moc"
