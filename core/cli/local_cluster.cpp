#include "cli/local_cluster.h"

#include "cli/output.h"
#include "cli/pipeline_arguments.h"
#include "environment/local_folders.h"

#include <QCoreApplication>

namespace pk::cli {

void addNodesOption(CommandLine &line)
{
    line.addOption({QStringLiteral("nodes"),
                    QCoreApplication::translate("cli",
                                                "How many nodes the local Kafka has. With three, one can "
                                                "fail and nothing is lost."),
                    QStringLiteral("1|3"), QStringLiteral("1")});
}

Result<int> readNodes(const CommandLine &line)
{
    QStringList sizes;
    for (const int size : environment::kLocalSizes)
        sizes << QString::number(size);
    const auto nodes = line.choice(QStringLiteral("nodes"), sizes);
    return nodes ? Result<int>(nodes->toInt()) : nodes.error();
}

Result<environment::LocalKafka::Options> localKafkaOptions(int nodes)
{
    auto program = environment::findKafka();
    if (!program)
        return program.error();
    environment::LocalKafka::Options options;
    options.program = std::move(*program);
    options.nodes = nodes;
    return options;
}

Result<std::unique_ptr<broker::ClusterBackend>> openLocalCluster(int nodes, std::function<bool()> interrupted,
                                                                 std::function<void(const Error &)> died)
{
    const auto data = dataFolder();
    if (!data)
        return data.error();
    if (const auto up = environment::runningCluster(environment::keptFolder(*data, nodes)); up && up->ready) {
        printError(QCoreApplication::translate("cli", "Using the local Kafka that is up at %1.")
                       .arg(QString::fromStdString(up->bootstrap)));
        return broker::connectCluster(up->bootstrap);
    }
    auto kafka = localKafkaOptions(nodes);
    if (!kafka)
        return kafka.error();
    printError(QCoreApplication::translate("cli", "Starting a local Kafka %1 of %n node(s) for this run …",
                                           nullptr, nodes)
                   .arg(kafka->program.version));
    kafka->folder = environment::throwAwayFolder(*data);
    kafka->interrupted = std::move(interrupted);
    kafka->died = [died = std::move(died)](const Error &error, int left) {
        printError(error.toString());
        if (left == 0)
            died(error);
    };
    return environment::startLocalCluster({std::move(*kafka), true});
}

} // namespace pk::cli
