#include "environment/kafka_program.h"

#include "environment/shared_files.h"

#include <QCoreApplication>
#include <QDir>
#include <QProcess>
#include <QRegularExpression>
#include <QStandardPaths>

namespace pk::environment {

namespace {

constexpr int kLeastJava = 17;
constexpr int kAnswerMs = 60'000; // a busy machine takes its time, and that is no lack of Java

/// 17 of `openjdk version "17.0.13"`; 0 when it is no Java.
int javaVersion(const QString &program)
{
    QProcess process;
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start(program, {QStringLiteral("-version")});
    if (!process.waitForFinished(kAnswerMs))
        return 0;
    static const QRegularExpression version(QStringLiteral("version \"(\\d+)"));
    return version.match(QString::fromUtf8(process.readAll())).captured(1).toInt();
}

} // namespace

QStringList KafkaProgram::javaArguments(int heapMb) const
{
    return {
        QStringLiteral("-Xms32m"),
        QStringLiteral("-Xmx%1m").arg(heapMb),
        // One thread for the garbage and the quick compiler alone: half of the memory, up in half of the
        // time.
        QStringLiteral("-XX:+UseSerialGC"),
        QStringLiteral("-XX:TieredStopAtLevel=1"),
        QStringLiteral("-XX:-UsePerfData"),
        QStringLiteral("-XX:+ExitOnOutOfMemoryError"),
        QStringLiteral("-Djava.awt.headless=true"),
        QStringLiteral("-Dorg.slf4j.simpleLogger.showDateTime=true"),
        QStringLiteral("-Dorg.slf4j.simpleLogger.dateTimeFormat=yyyy-MM-dd HH:mm:ss.SSS"),
        QStringLiteral("-cp"),
        jars + QStringLiteral("/*"),
    };
}

QString kafkaJarsFolder()
{
    return jarsFolder("PK_KAFKA_JARS", QStringLiteral("kafka"),
                      [](const QString &jars) { return findKafkaJars(jars).ok(); });
}

Result<QString> findJava()
{
    QStringList candidates;
    if (const QString home = qEnvironmentVariable("JAVA_HOME"); !home.isEmpty())
        candidates << QDir(home).filePath(QStringLiteral("bin/java"));
    candidates << QStandardPaths::findExecutable(QStringLiteral("java"));
    int newest = 0;
    for (const QString &candidate : candidates) {
        if (candidate.isEmpty())
            continue;
        const int version = javaVersion(candidate);
        if (version >= kLeastJava)
            return candidate;
        newest = std::max(newest, version);
    }
    if (newest > 0)
        return Error{ErrorCode::Unavailable,
                     QCoreApplication::translate("environment",
                                                 "Kafka needs Java %1 or newer, and only %2 is here. "
                                                 "Install it with: apt install default-jre-headless")
                         .arg(kLeastJava)
                         .arg(newest),
                     {}};
    return Error{ErrorCode::Unavailable,
                 QCoreApplication::translate("environment",
                                             "A Kafka on this machine needs Java, and there is none. "
                                             "Install it with: apt install default-jre-headless"),
                 {}};
}

Result<QString> findKafkaJars(const QString &folder)
{
    // The script puts its list there when all the jars are.
    const QDir jars(folder);
    const QStringList broker = jars.entryList({QStringLiteral("kafka_*-*.jar")}, QDir::Files);
    if (broker.isEmpty() || !jars.exists(QStringLiteral("pom.xml")))
        return Error{ErrorCode::Unavailable,
                     QCoreApplication::translate("environment",
                                                 "Kafka's program files are not here yet. Fetch them once, "
                                                 "about 55 MB, with: %1")
                         .arg(scriptCommand(QStringLiteral("compose/fetch-kafka.sh"))),
                     folder};
    return broker.first().section(u'-', 1).chopped(4);
}

Result<KafkaProgram> findKafka()
{
    const auto java = findJava();
    if (!java)
        return java.error();
    const QString folder = kafkaJarsFolder();
    const auto version = findKafkaJars(folder);
    if (!version)
        return version.error();
    return KafkaProgram{*java, folder, *version};
}

} // namespace pk::environment
