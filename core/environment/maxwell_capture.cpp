#include "environment/maxwell_capture.h"

#include "environment/maxwell.h"

#include <QCoreApplication>

namespace pk::environment {

namespace {

Result<MaxwellProgram> programFor(const MysqlAddress &source)
{
    if (source.host.isEmpty())
        return Error{ErrorCode::Unsupported,
                     QCoreApplication::translate("environment",
                                                 "Maxwell comes over the network alone: write the server's "
                                                 "host and port instead of a socket."),
                     source.socket};
    return findMaxwell();
}

} // namespace

Result<kampus::CaptureFactory> maxwellCapture(const MysqlAddress &source, const QString &password,
                                              const std::vector<Dataset> &datasets,
                                              const std::string &oneTopic, const QString &logFile)
{
    auto program = programFor(source);
    if (!program)
        return program.error();
    Maxwell::Options options;
    options.program = std::move(*program);
    options.source = source;
    options.password = password;
    options.logFile = logFile;
    for (const Dataset dataset : datasets) {
        for (const std::string &topic : cdcTopicsOf(dataset)) {
            const std::size_t table = topic.rfind('.') + 1;
            options.topic = QString::fromStdString(topic.substr(0, table)) + QStringLiteral("%{table}");
            options.tables << QString::fromStdString(topic.substr(table));
        }
    }
    options.oneTopic = !oneTopic.empty();
    if (options.oneTopic)
        options.topic = QString::fromStdString(oneTopic);
    return kampus::CaptureFactory(
        [options](const broker::ClusterInfo &cluster) -> Result<std::unique_ptr<kampus::CaptureProgram>> {
            if (auto fits = checkMaxwellCluster(cluster); !fits)
                return fits.error();
            Maxwell::Options here = options;
            here.cluster = cluster;
            auto maxwell = Maxwell::start(std::move(here));
            if (!maxwell)
                return maxwell.error();
            return std::unique_ptr<kampus::CaptureProgram>(std::move(*maxwell));
        });
}

Result<void> checkMaxwell(const MysqlAddress &source, const QString &password)
{
    const auto program = programFor(source);
    return program ? Maxwell::check(source, password) : program.error();
}

Result<void> checkMaxwellCluster(const broker::ClusterInfo &cluster)
{
    if (!cluster.embedded)
        return {};
    return Error{
        ErrorCode::Unsupported,
        QCoreApplication::translate(
            "environment", "The real Maxwell does not write to the embedded broker: it needs a real Kafka."),
        {}};
}

} // namespace pk::environment
