#include "cli/subcommands.h"

#include "base/interrupt.h"
#include "broker/control_protocol.h"
#include "broker/mock_cluster.h"
#include "cli/announced_file.h"
#include "cli/command_line.h"
#include "cli/exit_codes.h"
#include "cli/output.h"
#include "cli/topic_list.h"

#include <QCoreApplication>

#include <csignal>
#include <optional>
#include <sys/prctl.h>
#include <unistd.h>

namespace pk::cli {

namespace {

void addOptions(CommandLine &line)
{
    line.addOption(
        {QStringLiteral("topics"),
         QCoreApplication::translate("cli",
                                     "Topics to create, with their partitions: shop:3,payments:1. Without "
                                     "this option those of the pipeline (%1), which workers need; with "
                                     "--control none.")
             .arg(toString(pipelineTopics()).replace(u',', QStringLiteral(", "))),
         QStringLiteral("LIST")});
    line.addOption({QStringLiteral("brokers"),
                    QCoreApplication::translate("cli", "How many brokers the cluster has, 1 to 9."),
                    QStringLiteral("N"), QStringLiteral("3")});
    line.addOption({QStringLiteral("bootstrap-file"),
                    QCoreApplication::translate("cli",
                                                "Writes the addresses into this file once the cluster is "
                                                "ready: the first line is the bootstrap list. "
                                                "The file is removed when the broker ends."),
                    QStringLiteral("FILE")});
    line.addOption({QStringLiteral("control"),
                    QCoreApplication::translate(
                        "cli",
                        "Takes commands as JSON lines on standard input, answers on standard output, "
                        "and ends when standard "
                        "input ends. This is how the window and the run subcommand keep their broker."),
                    QStringLiteral("stdio")});
}

void printForPeople(const broker::MockCluster &cluster, const std::vector<TopicOption> &topics)
{
    const QString bootstrap = QString::fromStdString(cluster.bootstrap());
    printOut(QCoreApplication::translate("cli",
                                         "The embedded cluster runs with %1 brokers. It is librdkafka's mock "
                                         "cluster, reachable from this machine only.")
                 .arg(cluster.brokerCount()));
    printOut(QCoreApplication::translate("cli", "  Addresses: %1").arg(bootstrap));
    printOut(QCoreApplication::translate("cli", "  Topics:    %1").arg(toString(topics)));
    const QString topic = QString::fromStdString(topics.front().name);
    printOut(QCoreApplication::translate("cli", "Try it from another terminal:"));
    printOut(QStringLiteral("  echo 'ORD-1:{\"order_id\":\"ORD-1\"}' | kcat -P -b %1 -t %2 -K: -X "
                            "topic.partitioner=murmur2_random")
                 .arg(bootstrap, topic));
    printOut(QStringLiteral("  kcat -C -q -b %1 -t %2 -o beginning -e -f '%t/%p/%o %k %s\\n'")
                 .arg(bootstrap, topic));
    printOut(QCoreApplication::translate("cli", "Ctrl+C ends it; its messages end with it."));
}

/// The parent decides when this broker ends. Ctrl+C reaches the whole foreground group, as do the SIGTERM of
/// a time-out and the SIGHUP of a terminal that is closed, and must not take the broker away from a parent
/// that still flushes and commits.
void bindToParent()
{
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    for (const int signal : {SIGINT, SIGTERM, SIGHUP})
        std::signal(signal, SIG_IGN);
}

// What the handler below may touch: bytes that are made before it is installed.
QByteArray lastWords;
bool endsByItself = false;

extern "C" void onAbort(int)
{
    (void)!write(STDERR_FILENO, lastWords.constData(), static_cast<std::size_t>(lastWords.size()));
    if (endsByItself)
        _exit(NoEnvironment);
} // else abort() goes on: the parent sees a crash

/// librdkafka's mock cluster ends the process where a client asks for what it does not know.
void explainAborts(bool controlled)
{
    lastWords =
        QCoreApplication::translate(
            "cli",
            "The embedded cluster has crashed, probably over what a client asked of it, and its "
            "messages are gone. It does not know everything: in one consumer group, for instance, "
            "all members need the same partition.assignment.strategy (range or roundrobin), and one that "
            "hangs or dies while it joins may end it, too.")
            .toUtf8()
        + '\n';
    endsByItself = !controlled;
    std::signal(SIGABRT, &onAbort);
}

} // namespace

int runBroker(const QStringList &arguments)
{
    CommandLine line(
        QStringLiteral("broker"),
        QCoreApplication::translate("cli",
                                    "Runs the embedded Kafka cluster, librdkafka's mock cluster, until it is "
                                    "interrupted. It listens on random ports "
                                    "of 127.0.0.1; kcat and clients based on librdkafka can use it, Kafka's "
                                    "own Java tools cannot. Messages "
                                    "are kept in memory, at most 5 MiB a partition, and end with it."));
    addOptions(line);
    if (const auto ended = line.parse(arguments))
        return *ended;
    const auto brokers = line.integer(QStringLiteral("brokers"), 1, 9);
    if (!brokers)
        return fail(brokers.error());
    const bool controlled = line.isSet(QStringLiteral("control"));
    if (controlled) {
        if (const auto channel = line.choice(QStringLiteral("control"), {QStringLiteral("stdio")}); !channel)
            return fail(channel.error());
    }
    std::vector<TopicOption> topics;
    if (line.isSet(QStringLiteral("topics"))) {
        auto parsed = parseTopicList(line.value(QStringLiteral("topics")));
        if (!parsed)
            return fail(line.wrongValue(QStringLiteral("topics"), parsed.error().message));
        topics = std::move(*parsed);
    } else if (!controlled) {
        topics = pipelineTopics();
    }

    auto addresses = AnnouncedFile::forOption(line, QStringLiteral("bootstrap-file"));
    if (!addresses)
        return fail(addresses.error());

    const Interrupt interrupt;
    explainAborts(controlled);
    if (controlled)
        bindToParent();
    auto cluster = broker::MockCluster::start(static_cast<int>(*brokers));
    if (!cluster)
        return fail(cluster.error());
    for (const TopicOption &topic : topics) {
        if (auto created = (*cluster)->createTopic(topic.name, topic.partitions); !created)
            return fail(created.error());
    }
    std::optional<AnnouncedFile> announced(std::move(*addresses));
    const QString known =
        QString::fromStdString((*cluster)->bootstrap() + '\n' + (*cluster)->incarnation() + '\n');
    if (auto written = announced->write(known.toUtf8()); !written)
        return fail(written.error());
    if (controlled) {
        broker::serveControl(**cluster, STDIN_FILENO, STDOUT_FILENO, interrupt.fd());
    } else {
        printForPeople(**cluster, topics);
        interrupt.waitFor(-1);
        printOut(QCoreApplication::translate("cli", "The embedded cluster has ended."));
    }
    announced.reset();
    // Nothing of it is to be kept, and taking the mock cluster down can wait for ever for its own thread.
    leave(interrupt.requested() ? Interrupted : Done);
}

} // namespace pk::cli
