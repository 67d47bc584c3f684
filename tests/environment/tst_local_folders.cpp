// Which local cluster runs in a folder, and which folders nobody needs any more.

#include "base/process_usage.h"
#include "environment/folder_lock.h"
#include "environment/local_folders.h"

#include <QCoreApplication>
#include <QDir>
#include <QProcess>
#include <QTemporaryDir>
#include <QtTest>

using namespace pk;
using namespace pk::environment;

class TestLocalFolders : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_data;

    QString make(const QString &path)
    {
        const QString folder = m_data.filePath(path);
        QDir().mkpath(folder);
        return folder;
    }

private Q_SLOTS:
    void noteOfTheKeeperThatLives_isBelieved_whileTheFolderIsLocked()
    {
        const QString folder = make(QStringLiteral("local-1"));
        {
            const auto lock = FolderLock::take(folder);
            QVERIFY(lock);
            QVERIFY(noteRunning(folder, {QCoreApplication::applicationPid(), true, "127.0.0.1:9", {7}, {}}));
            const auto running = runningCluster(folder);
            QVERIFY(running && running->ready);
            QCOMPARE(running->bootstrap, std::string("127.0.0.1:9"));
            QCOMPARE(running->nodes, std::vector<qint64>{7});
        }
        QVERIFY(!runningCluster(folder));
    }

    void noteThatACrashHasLeft_isNotBelieved_thoughTheNextOneHasTheLock()
    {
        const QString folder = make(QStringLiteral("local-3"));
        QProcess keeper;
        keeper.start(QStringLiteral("cat"), {});
        QVERIFY(keeper.waitForStarted());
        QVERIFY(processStart(keeper.processId()) > 0);
        QVERIFY(noteRunning(folder, {keeper.processId(), true, "127.0.0.1:9", {7}, {}}));
        keeper.kill();
        QVERIFY(keeper.waitForFinished());
        const auto lock = FolderLock::take(folder); // and has not written its own note yet
        QVERIFY(lock);
        const auto running = runningCluster(folder);
        QVERIFY(running);
        QVERIFY(!running->ready);
        QCOMPARE(running->keeper, 0);
        QVERIFY(running->nodes.empty());
    }

    void nodesThatHaveEnded_areSeenInTheNote_andAskedForUntilTheyWereTried()
    {
        const QString folder = make(QStringLiteral("local-5"));
        const auto lock = FolderLock::take(folder);
        QVERIFY(
            noteRunning(folder, {QCoreApplication::applicationPid(), true, "127.0.0.1:9", {7, 0, 9}, {}}));
        QCOMPARE(runningCluster(folder)->ended(), 1);
        QVERIFY(!areNodesAskedFor(folder));
        QVERIFY(askForNodes(folder));
        QVERIFY(areNodesAskedFor(folder));
        nodesWereTried(folder);
        QVERIFY(!areNodesAskedFor(folder));
    }

    void noteWithoutALock_isNoCluster_andNobodyIsEnded()
    {
        const QString folder = keptFolder(m_data.path(), 7);
        QVERIFY(noteRunning(folder, {QCoreApplication::applicationPid(), true, "127.0.0.1:1", {}, {}}));
        QVERIFY(!runningCluster(folder));
        QVERIFY(!endCluster(folder)); // and this process, whose id stands there, is still alive
    }

    void lastLinesOfALog_areTheWholeOnes_andNoMoreThanAskedFor()
    {
        QFile log(m_data.filePath(QStringLiteral("node.log")));
        QVERIFY(lastLines(log.fileName(), 3).isEmpty());
        QVERIFY(log.open(QIODevice::WriteOnly));
        log.write("first\nsecond\n");
        QVERIFY(log.flush());
        QCOMPARE(lastLines(log.fileName(), 3),
                 (QStringList{QStringLiteral("first"), QStringLiteral("second")}));
        QCOMPARE(lastLines(log.fileName(), 1), QStringList{QStringLiteral("second")});
        log.write(QByteArray(2'000, 'x') + "\nlast\n");
        QVERIFY(log.flush());
        QCOMPARE(lastLines(log.fileName(), 3), QStringList{QStringLiteral("last")});
    }

    void foldersOfCrashedRuns_areRemoved_thoseInUseOrJustMadeStay()
    {
        const QString beginning = make(QStringLiteral("local-run-begins"));
        const QString crashed = make(QStringLiteral("local-run-crashed"));
        const QString busy = make(QStringLiteral("local-run-busy"));
        make(QStringLiteral("local-run-crashed/node-1/data"));
        make(QStringLiteral("local-run-busy/node-1/data"));
        const auto lock = FolderLock::take(busy);
        QVERIFY(lock);
        QVERIFY(throwAwayFolder(m_data.path()) != throwAwayFolder(m_data.path()));
        QVERIFY(QDir(beginning).exists());
        QVERIFY(QDir(busy).exists());
        QVERIFY(!QDir(crashed).exists());
    }
};

PK_TEST(TestLocalFolders)
#include "tst_local_folders.moc"
