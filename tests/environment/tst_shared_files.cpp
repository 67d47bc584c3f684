#include "environment/kafka_program.h"
#include "environment/maxwell.h"
#include "environment/shared_files.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QtTest>

using namespace pk::environment;

/// Files that come with the program: of the user, of the computer, of the sources.
class TestSharedFiles : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;

    QString path(const char *relative) const { return m_folder.filePath(QLatin1String(relative)); }
    void touch(const char *relative)
    {
        QFile file(path(relative));
        QVERIFY(QDir().mkpath(QFileInfo(file).path()));
        QVERIFY(file.open(QIODevice::WriteOnly));
    }

private Q_SLOTS:
    void init()
    {
        QCoreApplication::setApplicationName(QStringLiteral("pelatihan-kafka"));
        qputenv("XDG_DATA_HOME", path("home").toUtf8());
        qputenv("XDG_DATA_DIRS", (path("one") + u':' + path("two")).toUtf8());
        qunsetenv("PK_KAFKA_JARS");
        qunsetenv("PK_MAXWELL_JARS");
    }
    void cleanup()
    {
        for (const char *folder : {"home", "one", "two"})
            QDir(path(folder)).removeRecursively();
    }

    void kafkaOfTheComputer_isFound_andTheUsersOwnComesFirst()
    {
        QCOMPARE(kafkaJarsFolder(), path("home/pelatihan-kafka/kafka")); // where the script would put it
        touch("two/pelatihan-kafka/kafka/kafka_2.13-4.2.0.jar");
        touch("two/pelatihan-kafka/kafka/pom.xml");
        QCOMPARE(kafkaJarsFolder(), path("two/pelatihan-kafka/kafka"));
        QCOMPARE(*findKafkaJars(kafkaJarsFolder()), QStringLiteral("4.2.0"));
        touch("home/pelatihan-kafka/kafka/kafka_2.13-9.9.9.jar"); // still being fetched
        QCOMPARE(kafkaJarsFolder(), path("two/pelatihan-kafka/kafka"));
        touch("home/pelatihan-kafka/kafka/pom.xml");
        QCOMPARE(kafkaJarsFolder(), path("home/pelatihan-kafka/kafka"));
        qputenv("PK_KAFKA_JARS", "/elsewhere");
        QCOMPARE(kafkaJarsFolder(), QStringLiteral("/elsewhere"));
    }

    void maxwellOfTheComputer_isFound()
    {
        QCOMPARE(maxwellJarsFolder(), path("home/pelatihan-kafka/maxwell"));
        touch("two/pelatihan-kafka/maxwell/maxwell-1.22.6.jar");
        touch("two/pelatihan-kafka/maxwell/pom.xml");
        QCOMPARE(maxwellJarsFolder(), path("two/pelatihan-kafka/maxwell"));
        QCOMPARE(*findMaxwellJars(maxwellJarsFolder()), QStringLiteral("1.22.6"));
    }

    void installedFile_isFoundWithItsWholePath()
    {
        const QString script = QStringLiteral("tidak/ada-di-sumber.sh");
        QCOMPARE(findSharedFile(script), QString());
        QCOMPARE(scriptCommand(script), script);
        touch("one/pelatihan-kafka/tidak/ada-di-sumber.sh");
        QCOMPARE(findSharedFile(script), path("one/pelatihan-kafka/tidak/ada-di-sumber.sh"));
        QCOMPARE(scriptCommand(script), path("one/pelatihan-kafka/tidak/ada-di-sumber.sh"));
    }

    void besideTheSources_theCommandIsTheOneOfTheReadme()
    {
        const QString script = QStringLiteral("compose/fetch-kafka.sh");
        touch("one/pelatihan-kafka/compose/fetch-kafka.sh");
        QVERIFY(findSharedFile(script).endsWith(u'/' + script));
        QVERIFY(!findSharedFile(script).startsWith(m_folder.path())); // this test lies in the build's folder
        QCOMPARE(scriptCommand(script), script);
    }
};

PK_TEST(TestSharedFiles)
#include "tst_shared_files.moc"
