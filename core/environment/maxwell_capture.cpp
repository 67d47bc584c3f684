#include "environment/maxwell_capture.h"

#include "environment/maxwell.h"
#include "environment/maxwell_container.h"

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

QStringList tablesOf(const std::vector<Dataset> &datasets)
{
    QStringList tables;
    for (const Dataset dataset : datasets) {
        for (const std::string &topic : cdcTopicsOf(dataset))
            tables << QString::fromStdString(topic.substr(topic.rfind('.') + 1));
    }
    return tables;
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
    options.tables = tablesOf(datasets);
    options.oneTopic = !oneTopic.empty();
    options.topic = QString::fromStdString(oneTopic);
    if (!options.oneTopic) {
        const std::string topic = cdcTopicsOf(datasets.front()).front();
        options.topic =
            QString::fromStdString(topic.substr(0, topic.rfind('.') + 1)) + QStringLiteral("%{table}");
    }
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

kampus::CaptureFactory containerCapture(const MysqlAddress &source, const QString &password,
                                        const std::vector<Dataset> &datasets, bool tellsAll)
{
    const QStringList tables = tellsAll ? tablesOf(datasets) : QStringList();
    return [source, password,
            tables](const broker::ClusterInfo &) -> Result<std::unique_ptr<kampus::CaptureProgram>> {
        auto maxwell = MaxwellContainer::start(source, password, tables);
        if (!maxwell)
            return maxwell.error();
        return std::unique_ptr<kampus::CaptureProgram>(std::move(*maxwell));
    };
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
