#include "cli/local_cluster.h"

#include "cli/output.h"
#include "cli/pipeline_arguments.h"
#include "environment/local_folders.h"
#include "environment/opening.h"

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

Result<std::unique_ptr<broker::ClusterBackend>> openLocalCluster(int nodes, LocalUse use,
                                                                 std::function<bool()> interrupted,
                                                                 std::function<void(const Error &)> died)
{
    const auto data = dataFolder();
    if (!data)
        return data.error();
    environment::Opening opening;
    opening.dataFolder = *data;
    opening.useKept = use == LocalUse::KeptOrNew;
    opening.interrupted = std::move(interrupted);
    opening.told = [](environment::OpeningStage stage, const QString &sentence) {
        if (stage != environment::OpeningStage::Waiting)
            printError(sentence);
    };
    opening.died = [died = std::move(died)](const environment::NodeDeath &death) {
        printError(death.error.toString());
        if (death.left == 0)
            died(death.error);
    };
    return environment::openLocal(nodes, std::move(opening));
}

} // namespace pk::cli
