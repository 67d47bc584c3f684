#include "cli/maxwell_capture.h"

#include "cli/pipeline_arguments.h"
#include "environment/maxwell.h"
#include "kampus/kampus_database.h"

namespace pk::cli {

namespace {

class MaxwellCapture final : public pipeline::ChangeCapture
{
public:
    explicit MaxwellCapture(std::unique_ptr<environment::Maxwell> maxwell)
        : m_maxwell(std::move(maxwell))
    {
    }
    Result<bool> ready() override { return m_maxwell->ready(); }
    Result<bool> caughtUp() override { return m_maxwell->caughtUp(); }

private:
    std::unique_ptr<environment::Maxwell> m_maxwell;
};

} // namespace

Result<pipeline::CaptureFactory> maxwellCapture(const QString &database, const std::vector<Dataset> &datasets)
{
    const auto address = parseMysqlAddress(database, QString::fromLatin1(kampus::kPasswordVariable));
    if (!address)
        return address.error();
    auto program = environment::findMaxwell();
    if (!program)
        return program.error();
    const auto data = dataFolder();
    if (!data)
        return data.error();
    environment::Maxwell::Options options;
    options.program = std::move(*program);
    options.source = *address;
    options.password = passwordOf(*address);
    options.logFile = *data + QStringLiteral("/maxwell.log");
    std::string prefix;
    for (const Dataset dataset : datasets) {
        for (const std::string &topic : cdcTopicsOf(dataset)) {
            const std::size_t table = topic.rfind('.') + 1;
            prefix = topic.substr(0, table);
            options.tables << QString::fromStdString(topic.substr(table));
        }
    }
    return pipeline::CaptureFactory(
        [options,
         prefix](const broker::ClusterInfo &cluster) -> Result<std::unique_ptr<pipeline::ChangeCapture>> {
            environment::Maxwell::Options here = options;
            here.bootstrap = QString::fromStdString(cluster.bootstrap);
            here.topicPrefix = QString::fromStdString(prefix);
            auto maxwell = environment::Maxwell::start(std::move(here));
            if (!maxwell)
                return maxwell.error();
            return std::unique_ptr<pipeline::ChangeCapture>(
                std::make_unique<MaxwellCapture>(std::move(*maxwell)));
        });
}

} // namespace pk::cli
