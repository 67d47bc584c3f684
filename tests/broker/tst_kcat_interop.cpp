#include "places/places.h"

#include <QFile>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QtTest>

#include <csignal>

/// `pelatihan-kafka broker` as a person uses it: kcat, a client that is not ours, writes into it and reads
/// from it.
class TestKcatInterop : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    QProcess m_broker;
    QString m_bootstrap;
    QString m_kcat;

    QByteArray kcat(const QStringList &arguments, const QByteArray &input = {})
    {
        QProcess process;
        process.start(m_kcat,
                      QStringList{QStringLiteral("-q"), QStringLiteral("-b"), m_bootstrap} + arguments);
        process.write(input);
        process.closeWriteChannel();
        if (!process.waitForFinished(20'000) || process.exitCode() != 0)
            return "kcat failed: " + process.readAllStandardError();
        return process.readAllStandardOutput();
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_kcat = QStandardPaths::findExecutable(QStringLiteral("kcat"));
        if (m_kcat.isEmpty())
            QSKIP("kcat is not installed: apt install kcat");
        const QString file = m_folder.filePath(QStringLiteral("addresses"));
        m_broker.start(pk::test::programPath(),
                       {QStringLiteral("broker"), QStringLiteral("--topics"),
                        QStringLiteral("orders:3,plain:1"), QStringLiteral("--bootstrap-file"), file});
        QTRY_VERIFY(QFile::exists(file));
        QFile addresses(file);
        QVERIFY(addresses.open(QIODevice::ReadOnly));
        m_bootstrap = QString::fromUtf8(addresses.readLine()).trimmed();
        QCOMPARE(m_bootstrap.count(QStringLiteral("127.0.0.1:")), 3);
    }

    void topics_areThere()
    {
        const QByteArray listing = kcat({QStringLiteral("-L")});
        QVERIFY2(listing.contains("topic \"orders\" with 3 partitions"), listing);
        QVERIFY2(listing.contains("topic \"plain\" with 1 partitions"), listing);
    }

    void keysAndHeaders_comeBack()
    {
        const QByteArray produced =
            kcat({QStringLiteral("-P"), QStringLiteral("-t"), QStringLiteral("orders"), QStringLiteral("-K:"),
                  QStringLiteral("-H"), QStringLiteral("event_id=e-1"), QStringLiteral("-X"),
                  QStringLiteral("topic.partitioner=murmur2_random")},
                 "ORD-1:{\"a\":1}\nORD-2:{\"a\":2}\n1001:\xc3\xa9\n");
        QVERIFY2(produced.isEmpty(), produced);
        const QByteArray consumed =
            kcat({QStringLiteral("-C"), QStringLiteral("-t"), QStringLiteral("orders"), QStringLiteral("-o"),
                  QStringLiteral("beginning"), QStringLiteral("-e"), QStringLiteral("-f"),
                  QStringLiteral("%p %o %k %h %s\\n")});
        QList<QByteArray> lines = consumed.split('\n');
        lines.removeAll({});
        std::sort(lines.begin(), lines.end());
        QCOMPARE(lines,
                 (QList<QByteArray>{"0 0 1001 event_id=e-1 \xc3\xa9", "1 0 ORD-1 event_id=e-1 {\"a\":1}",
                                    "2 0 ORD-2 event_id=e-1 {\"a\":2}"}));
    }

    void tombstone_comesBackAsNull()
    {
        const QByteArray produced = kcat({QStringLiteral("-P"), QStringLiteral("-t"), QStringLiteral("plain"),
                                          QStringLiteral("-K:"), QStringLiteral("-Z")},
                                         "gone:\n");
        QVERIFY2(produced.isEmpty(), produced);
        const QByteArray consumed =
            kcat({QStringLiteral("-C"), QStringLiteral("-t"), QStringLiteral("plain"), QStringLiteral("-o"),
                  QStringLiteral("beginning"), QStringLiteral("-e"), QStringLiteral("-f"),
                  QStringLiteral("%k %S\\n")});
        QCOMPARE(consumed, QByteArray("gone -1\n"));
    }

    void interrupt_endsInOrderAndTakesTheFileAway()
    {
        if (m_broker.state() != QProcess::Running)
            QSKIP("kcat is not installed");
        kill(static_cast<pid_t>(m_broker.processId()), SIGINT);
        QVERIFY(m_broker.waitForFinished(20'000));
        QCOMPARE(m_broker.exitStatus(), QProcess::NormalExit);
        QCOMPARE(m_broker.exitCode(), 130);
        QVERIFY(!QFile::exists(m_folder.filePath(QStringLiteral("addresses"))));
        const QString said = QString::fromUtf8(m_broker.readAllStandardOutput());
        QVERIFY2(said.contains(m_bootstrap) && said.contains(QStringLiteral("kcat -P -b ") + m_bootstrap),
                 qPrintable(said));
    }
};

PK_TEST(TestKcatInterop)
#include "tst_kcat_interop.moc"
