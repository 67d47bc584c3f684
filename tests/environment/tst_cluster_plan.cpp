// How a local cluster is planned, and how a folder tells that somebody uses it.

#include "environment/cluster_plan.h"
#include "environment/folder_lock.h"

#include <QDir>
#include <QTcpServer>
#include <QTemporaryDir>
#include <QTest>

#include <set>
#include <sys/wait.h>
#include <unistd.h>

using namespace pk;
using namespace pk::environment;

class TestClusterPlan : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void threeNodes_haveSixPortsOfTheirOwn()
    {
        QTemporaryDir folder;
        const auto plan = planCluster(folder.path(), 3);
        QVERIFY(plan);
        std::set<int> ports;
        for (const NodePlan &node : plan->nodes) {
            ports.insert(node.port);
            ports.insert(node.controllerPort);
        }
        QCOMPARE(ports.size(), std::size_t{6});
        QVERIFY(!ports.contains(0));
        QCOMPARE(plan->clusterId.size(), 22);
    }

    void clusterIds_neverLookLikeAnOption()
    {
        for (int i = 0; i < 2'000; ++i) // one in 64 would
            QVERIFY(!newClusterId().startsWith(u'-'));
    }

    void replication_followsTheNumberOfNodes()
    {
        QTemporaryDir one;
        QTemporaryDir three;
        const auto single = planCluster(one.path(), 1);
        const auto triple = planCluster(three.path(), 3);
        QVERIFY(single && triple);
        const QString alone = serverProperties(*single, single->nodes[0]);
        const QString third = serverProperties(*triple, triple->nodes[2]);
        QVERIFY(alone.contains(QStringLiteral("default.replication.factor=1\nmin.insync.replicas=1\n")));
        QVERIFY(third.contains(QStringLiteral("default.replication.factor=3\nmin.insync.replicas=2\n")));
        QVERIFY(third.contains(QStringLiteral("node.id=3\n")));
        for (const NodePlan &node : triple->nodes)
            QVERIFY(third.contains(QStringLiteral("%1@127.0.0.1:%2").arg(node.id).arg(node.controllerPort)));
    }

    void planAgain_keepsIdentityAndAddresses()
    {
        QTemporaryDir folder;
        const auto first = planCluster(folder.path(), 1);
        const auto second = planCluster(folder.path(), 1);
        QVERIFY(first && second);
        QCOMPARE(second->clusterId, first->clusterId);
        QCOMPARE(second->bootstrap(), first->bootstrap());
    }

    void aPortThatIsTaken_isReplaced()
    {
        QTemporaryDir folder;
        const auto first = planCluster(folder.path(), 1);
        QVERIFY(first);
        QTcpServer stranger;
        QVERIFY(stranger.listen(QHostAddress::LocalHost, static_cast<quint16>(first->nodes[0].port)));
        const auto second = planCluster(folder.path(), 1);
        QVERIFY(second);
        QVERIFY(second->nodes[0].port != first->nodes[0].port);
        QCOMPARE(second->nodes[0].controllerPort, first->nodes[0].controllerPort);
    }

    void anotherSize_isRefusedAndNothingChanges()
    {
        QTemporaryDir folder;
        const auto first = planCluster(folder.path(), 1);
        const auto other = planCluster(folder.path(), 3);
        QVERIFY(!other);
        QCOMPARE(other.error().code, ErrorCode::BadInput);
        QCOMPARE(planCluster(folder.path(), 1)->clusterId, first->clusterId);
    }

    void aDamagedPlan_isMadeAnew()
    {
        QTemporaryDir folder;
        QFile file(folder.filePath(QStringLiteral("cluster.json")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("{\"cluster_id\": ");
        file.close();
        QVERIFY(planCluster(folder.path(), 1));
    }

    void lastWords_preferTheError()
    {
        QTemporaryDir folder;
        QFile log(folder.filePath(QStringLiteral("node.log")));
        QVERIFY(log.open(QIODevice::WriteOnly));
        log.write("INFO begins\n2026 [main] ERROR kafka.Kafka$ - no space left\nINFO ends\n");
        log.close();
        QVERIFY(lastWords(log.fileName()).contains(QStringLiteral("no space left")));
    }

    /// As Kafka writes it when a port is taken.
    void lastWords_areNotWhatIsStillUnderWayAtTheEnd()
    {
        QTemporaryDir folder;
        QFile log(folder.filePath(QStringLiteral("node.log")));
        QVERIFY(log.open(QIODevice::WriteOnly));
        log.write("Caused by: java.net.BindException: Address already in use\n");
        for (int i = 0; i < 300; ++i)
            log.write("2026 [shutdown] INFO kafka.SocketServer - Shutting down and more of the same kind\n");
        log.write("2026 [controller] INFO kafka.Controller - unable to start because of "
                  "RejectedExecutionException\n");
        log.close();
        QVERIFY2(lastWords(log.fileName()).contains(QStringLiteral("Address already in use")),
                 qPrintable(lastWords(log.fileName())));
    }

    void lock_isHeldByOneUntilItEnds()
    {
        QTemporaryDir folder;
        QVERIFY(!FolderLock::isHeld(folder.path()));
        {
            const auto lock = FolderLock::take(folder.path());
            QVERIFY(lock);
            QVERIFY(FolderLock::isHeld(folder.path()));
            const auto second = FolderLock::take(folder.path());
            QVERIFY(!second);
            QCOMPARE(second.error().code, ErrorCode::Busy);
        }
        QVERIFY(!FolderLock::isHeld(folder.path()));
    }

    void lock_livesAsLongAsAChildThatHasIt()
    {
        QTemporaryDir folder;
        int pipeEnds[2];
        QCOMPARE(pipe(pipeEnds), 0);
        auto lock = std::make_optional(FolderLock::take(folder.path()));
        QVERIFY(lock->ok());
        const pid_t child = fork();
        if (child == 0) { // ends when the other side of the pipe does
            close(pipeEnds[1]);
            char byte = 0;
            _exit(read(pipeEnds[0], &byte, 1) == 0 ? 0 : 1);
        }
        close(pipeEnds[0]);
        lock.reset();
        QVERIFY(FolderLock::isHeld(folder.path()));
        close(pipeEnds[1]);
        waitpid(child, nullptr, 0);
        QVERIFY(!FolderLock::isHeld(folder.path()));
    }
};

PK_TEST(TestClusterPlan)
#include "tst_cluster_plan.moc"
