#include "cli/subcommands.h"

#include "base/clock.h"
#include "base/database.h"
#include "broker/client_config.h"
#include "broker/consumer.h"
#include "broker/embedded_backend.h"
#include "broker/producer.h"
#include "cli/command_line.h"
#include "cli/exit_codes.h"
#include "cli/output.h"
#include "environment/kafka_program.h"
#include "environment/keychain.h"
#include "environment/maxwell.h"
#include "lake/parquet_writer.h"

#include <QCoreApplication>
#include <QDir>
#include <QLibraryInfo>
#include <QPluginLoader>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryFile>

#include <filesystem>

namespace pk::cli {

namespace {

constexpr std::int64_t kDeadlineMs = 10'000;
constexpr std::uintmax_t kMegabyte = 1'000'000;
constexpr qint64 kNeededMb = 200; ///< a warehouse and a session of a long training day

struct Finding
{
    QString name;
    bool good = false;
    bool needed = true; ///< by the embedded environment
    QString detail;
};

qint64 msSince(std::int64_t startUs)
{
    return (monotonicUs() - startUs + 999) / 1000;
}

Finding checkQt()
{
    return {QStringLiteral("Qt"), true, true, QString::fromLatin1(qVersion())};
}

Finding checkClientLibrary()
{
    return {QStringLiteral("librdkafka"), true, true, QString::fromStdString(broker::clientLibraryVersion())};
}

Finding checkSqlite()
{
    const auto database = openSqlite(QStringLiteral(":memory:"));
    return {QStringLiteral("SQLite"), database.ok(), true,
            database ? QString::fromStdString((*database)->version()).remove(QStringLiteral("SQLite "))
                     : database.error().toString()};
}

Result<qint64> produceOne(const broker::ClusterInfo &cluster, const TopicPartition &target)
{
    std::int64_t offset = -1;
    std::optional<Error> failure;
    auto producer = broker::Producer::create(broker::producerConfig(cluster, "pk-doctor", 0),
                                             [&](const broker::Delivery &d) {
                                                 offset = d.offset;
                                                 failure = d.error;
                                             });
    if (!producer)
        return producer.error();
    broker::Headers none;
    if (auto handed = (*producer)->produce({target.topic, target.partition, "doctor", "hello", 0, 0}, none);
        !handed)
        return handed.error();
    if (auto flushed = (*producer)->flush(kDeadlineMs); !flushed)
        return flushed.error();
    if (failure)
        return *failure;
    return offset;
}

Result<void> consumeOne(const broker::ClusterInfo &cluster, const TopicPartition &from, std::int64_t offset)
{
    std::optional<Error> failure;
    broker::ConsumerListener listener;
    listener.failed = [&](const Error &error) { failure = error; };
    auto consumer = broker::Consumer::create(
        broker::consumerConfig(cluster, {.group = "pk-doctor", .clientId = "pk-doctor"}), listener);
    if (!consumer)
        return consumer.error();
    if (auto assigned = (*consumer)->assign({{from, offset}}); !assigned)
        return assigned.error();
    std::vector<broker::Message> messages;
    const std::int64_t startUs = monotonicUs();
    while (messages.empty() && msSince(startUs) < kDeadlineMs) {
        (*consumer)->serve();
        if ((*consumer)->take(from, 1, messages) == 0)
            (*consumer)->wait(50);
    }
    if (!messages.empty())
        return {};
    return failure.value_or(
        Error{ErrorCode::Timeout,
              QCoreApplication::translate("cli", "The message did not come back in ten seconds."),
              {}});
}

Result<QString> tryEmbeddedBroker()
{
    const std::int64_t startUs = monotonicUs();
    auto cluster = broker::startEmbeddedCluster(
        {.program = QCoreApplication::applicationFilePath(), .restart = false, .died = {}, .restarted = {}});
    if (!cluster)
        return cluster.error();
    const qint64 startMs = msSince(startUs);
    const TopicPartition partition{"doctor", 0};
    if (auto created = (*cluster)->createTopic({.name = partition.topic, .partitions = 1}); !created)
        return created.error();
    const std::int64_t tripUs = monotonicUs();
    const auto offset = produceOne((*cluster)->info(), partition);
    if (!offset)
        return offset.error();
    if (auto came = consumeOne((*cluster)->info(), partition, *offset); !came)
        return came.error();
    return QCoreApplication::translate("cli",
                                       "3 brokers started in %1 ms; a message went there and back in %2 ms")
        .arg(startMs)
        .arg(msSince(tripUs));
}

Finding checkEmbeddedBroker()
{
    const auto tried = tryEmbeddedBroker();
    return {QCoreApplication::translate("cli", "Embedded broker"), tried.ok(), true,
            tried ? *tried : tried.error().toString()};
}

Finding checkDataFolder()
{
    const QString folder = QStandardPaths::writableLocation(QStandardPaths::AppDataLocation);
    Finding finding{QCoreApplication::translate("cli", "Data folder"), false, true, {}};
    QTemporaryFile probe(QDir(folder).filePath(QStringLiteral("doctor-XXXXXX")));
    if (!QDir().mkpath(folder) || !probe.open()) {
        finding.detail = QCoreApplication::translate(
                             "cli",
                             "%1 cannot be written. Give yourself the right to write there, or set "
                             "XDG_DATA_HOME to another folder.")
                             .arg(folder);
        return finding;
    }
    // Not by the list of mounts, as QStorageInfo does: in a container or chroot this folder's may not be in
    // it.
    std::error_code failed;
    const auto space = std::filesystem::space(folder.toStdString(), failed);
    const qint64 freeMb = failed ? 0 : static_cast<qint64>(space.available / kMegabyte);
    finding.good = freeMb >= kNeededMb;
    finding.detail = finding.good
        ? QCoreApplication::translate("cli", "%1 can be written, %2 MB are free").arg(folder).arg(freeMb)
        : QCoreApplication::translate("cli",
                                      "%1 has only %2 MB free; %3 MB are needed. Free some space, or set "
                                      "XDG_DATA_HOME to another folder.")
              .arg(folder)
              .arg(freeMb)
              .arg(kNeededMb);
    return finding;
}

/// The first line that a program prints about its version, without the remarks in brackets; empty when it is
/// not installed.
QString versionLine(const QString &program, const QString &option)
{
    const QString path = QStandardPaths::findExecutable(program);
    if (path.isEmpty())
        return {};
    QProcess process;
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start(path, {option});
    if (!process.waitForFinished(kDeadlineMs))
        return path;
    const QStringList lines = QString::fromUtf8(process.readAll()).split(u'\n', Qt::SkipEmptyParts);
    // Some programs introduce themselves first.
    for (const QString &text : lines) {
        if (text.contains(QStringLiteral("ersion")))
            return text.section(QStringLiteral(" ("), 0, 0).trimmed();
    }
    return path;
}

Finding checkKcat()
{
    const QString version = versionLine(QStringLiteral("kcat"), QStringLiteral("-V"));
    return {
        QStringLiteral("kcat"), !version.isEmpty(), false,
        version.isEmpty() ? QCoreApplication::translate(
            "cli", "not found; the exercises with a console client use it. Install it with: apt install kcat")
                          : version};
}

Finding checkJava()
{
    const auto java = environment::findJava();
    return {QStringLiteral("Java"), java.ok(), false,
            java ? versionLine(*java, QStringLiteral("-version")) : java.error().message};
}

Finding checkKafka()
{
    const QString folder = environment::kafkaJarsFolder();
    const auto version = environment::findKafkaJars(folder);
    return {QCoreApplication::translate("cli", "Local Kafka"), version.ok(), false,
            version ? QStringLiteral("%1, %2").arg(*version, folder) : version.error().message};
}

Finding checkMaxwell()
{
    const QString folder = environment::maxwellJarsFolder();
    const auto version = environment::findMaxwellJars(folder);
    return {QStringLiteral("Maxwell"), version.ok(), false,
            version ? QStringLiteral("%1, %2").arg(*version, folder) : version.error().message};
}

Finding checkMysqlDriver()
{
    QPluginLoader plugin(QLibraryInfo::path(QLibraryInfo::PluginsPath)
                         + QStringLiteral("/sqldrivers/libqsqlmysql.so"));
    const bool loads = plugin.load();
    return {QCoreApplication::translate("cli", "MySQL driver"), loads, false,
            loads ? QCoreApplication::translate("cli", "present")
                  : QCoreApplication::translate(
                      "cli",
                      "not found; a warehouse in MySQL or MariaDB needs it, and so does polling one. "
                      "Install it with: apt install libqt6sql6-mysql")};
}

Finding checkPyarrow()
{
    const QString python = lake::lakePython();
    const QString name = QStringLiteral("pyarrow");
    QProcess process;
    process.start(python,
                  {QStringLiteral("-c"), QStringLiteral("import pyarrow; print(pyarrow.__version__)")});
    if (process.waitForFinished(kDeadlineMs) && process.exitStatus() == QProcess::NormalExit
        && process.exitCode() == 0)
        return {name, true, false,
                QStringLiteral("%1, %2").arg(QString::fromUtf8(process.readAllStandardOutput()).trimmed(),
                                             python)};
    return {name, false, false,
            QCoreApplication::translate(
                "cli",
                "not found by %1; the lakehouse needs it. Install it with: python3 -m venv lake && "
                "lake/bin/pip install pyarrow (the package python3-venv has venv), and name that Python in "
                "PK_LAKE_PYTHON: lake/bin/python")
                .arg(python)};
}

/// Not needed by anybody: passwords can always be given by environment variables.
Finding checkKeychain()
{
    const auto state = environment::keychainState();
    return {QCoreApplication::translate("cli", "Keychain"), state.ok(), false,
            state ? *state : state.error().message};
}

void print(const Finding &finding)
{
    const QString mark = finding.good ? QCoreApplication::translate("cli", "ok")
        : finding.needed              ? QCoreApplication::translate("cli", "MISSING")
                                      : QCoreApplication::translate("cli", "optional");
    printOut(QStringLiteral("%1 %2 %3").arg(mark, -9).arg(finding.name, -16).arg(finding.detail));
}

} // namespace

int runDoctor(const QStringList &arguments)
{
    CommandLine line(QStringLiteral("doctor"),
                     QCoreApplication::translate("cli",
                                                 "Says what is installed, what is missing and the command "
                                                 "that installs it. It really starts the embedded "
                                                 "broker and sends one message through it. The exit code is "
                                                 "0 when all that the embedded environment needs "
                                                 "is there, and 3 when not."));
    if (const auto ended = line.parse(arguments))
        return *ended;
    bool complete = true;
    for (Finding (*check)() :
         {&checkQt, &checkClientLibrary, &checkSqlite, &checkEmbeddedBroker, &checkDataFolder, &checkKcat,
          &checkJava, &checkKafka, &checkMaxwell, &checkMysqlDriver, &checkPyarrow, &checkKeychain}) {
        const Finding finding = check();
        complete = complete && (finding.good || !finding.needed);
        print(finding);
    }
    printOut(complete ? QCoreApplication::translate("cli", "The embedded environment has all that it needs.")
                      : QCoreApplication::translate(
                          "cli", "The embedded environment cannot be had: see the lines marked MISSING."));
    return complete ? Done : NoEnvironment;
}

} // namespace pk::cli
