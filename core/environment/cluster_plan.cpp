#include "environment/cluster_plan.h"

#include "base/whole_file.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QUuid>

#include <algorithm>
#include <arpa/inet.h>
#include <cerrno>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

namespace pk::environment {

namespace {

constexpr qint64 kTailBytes = 65'536; // a node's end fills a quarter of it behind the reason

/// Sockets that are bound and not listening: while they live, nobody else is given their ports.
class Ports
{
public:
    Ports() = default;
    Ports(const Ports &) = delete;
    Ports &operator=(const Ports &) = delete;
    ~Ports()
    {
        for (const int fd : m_sockets)
            close(fd);
    }
    /// `wanted` when it is free, else one that is; 0 when there is none.
    int take(int wanted)
    {
        for (const int port : {wanted, 0}) {
            const int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
            m_sockets.push_back(fd);
            const int yes = 1; // what closed a moment ago is free
            setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
            sockaddr_in address = {};
            address.sin_family = AF_INET;
            address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
            address.sin_port = htons(static_cast<std::uint16_t>(port));
            socklen_t size = sizeof address;
            auto *generic = reinterpret_cast<sockaddr *>(&address);
            if (bind(fd, generic, size) == 0 && getsockname(fd, generic, &size) == 0)
                return ntohs(address.sin_port);
        }
        return 0;
    }

private:
    std::vector<int> m_sockets;
};

QString planFile(const QString &folder)
{
    return QDir(folder).filePath(QStringLiteral("cluster.json"));
}

Result<void> writeFile(const QString &path, const QByteArray &text)
{
    if (auto written = writeWholeFile(path, text); !written)
        return Error{written.error().code,
                     QCoreApplication::translate("environment", "The folder cannot be written: %1.")
                         .arg(written.error().message),
                     path};
    return {};
}

/// Empty where nothing was planned or nobody can read it any more.
ClusterPlan readPlan(const QString &folder)
{
    QFile file(planFile(folder));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    const QJsonObject json = QJsonDocument::fromJson(file.readAll()).object();
    ClusterPlan plan{json.value(QStringLiteral("cluster_id")).toString(), {}};
    for (const QJsonValue &entry : json.value(QStringLiteral("nodes")).toArray()) {
        NodePlan node;
        node.id = entry[QStringLiteral("id")].toInt();
        node.port = entry[QStringLiteral("port")].toInt();
        node.controllerPort = entry[QStringLiteral("controller_port")].toInt();
        plan.nodes.push_back(node);
    }
    return plan.clusterId.isEmpty() ? ClusterPlan() : plan;
}

Result<void> writePlan(const QString &folder, const ClusterPlan &plan)
{
    QJsonArray nodes;
    for (const NodePlan &node : plan.nodes) {
        if (!QDir().mkpath(node.folder))
            return Error{ErrorCode::Permission,
                         QCoreApplication::translate("environment", "The folder cannot be made."),
                         node.folder};
        if (auto written = writeFile(node.properties(), serverProperties(plan, node).toUtf8()); !written)
            return written;
        nodes.append(QJsonObject{{QStringLiteral("id"), node.id},
                                 {QStringLiteral("port"), node.port},
                                 {QStringLiteral("controller_port"), node.controllerPort}});
    }
    return writeFile(planFile(folder),
                     QJsonDocument(QJsonObject{{QStringLiteral("cluster_id"), plan.clusterId},
                                               {QStringLiteral("nodes"), nodes}})
                         .toJson());
}

} // namespace

QString newClusterId()
{
    for (;;) {
        const QByteArray id = QUuid::createUuid().toRfc4122().toBase64(QByteArray::Base64UrlEncoding
                                                                       | QByteArray::OmitTrailingEquals);
        if (!id.startsWith('-'))
            return QString::fromLatin1(id);
    }
}

std::string ClusterPlan::bootstrap() const
{
    std::string addresses;
    for (const NodePlan &node : nodes)
        addresses.append(addresses.empty() ? "" : ",").append("127.0.0.1:").append(std::to_string(node.port));
    return addresses;
}

Result<ClusterPlan> planCluster(const QString &folder, int nodes, bool freshPorts)
{
    ClusterPlan plan = readPlan(folder);
    if (plan.nodes.empty()) {
        plan.clusterId = newClusterId();
        for (int id = 1; id <= nodes; ++id)
            plan.nodes.push_back({id, 0, 0, {}});
    } else if (static_cast<int>(plan.nodes.size()) != nodes) {
        return Error{ErrorCode::BadInput,
                     QCoreApplication::translate("environment",
                                                 "A local Kafka of %1 node(s) lives in this folder, not of "
                                                 "%2. It was left as it is.")
                         .arg(plan.nodes.size())
                         .arg(nodes),
                     folder};
    }
    Ports ports;
    for (NodePlan &node : plan.nodes) {
        node.folder = QDir(folder).filePath(QStringLiteral("node-%1").arg(node.id));
        node.port = ports.take(freshPorts ? 0 : node.port);
        node.controllerPort = ports.take(freshPorts ? 0 : node.controllerPort);
        if (node.port == 0 || node.controllerPort == 0)
            return Error{ErrorCode::Unavailable,
                         QCoreApplication::translate("environment", "No port of this machine is free."),
                         {}};
    }
    if (auto written = writePlan(folder, plan); !written)
        return written.error();
    return plan;
}

QString serverProperties(const ClusterPlan &plan, const NodePlan &node)
{
    QStringList voters;
    for (const NodePlan &n : plan.nodes)
        voters << QStringLiteral("%1@127.0.0.1:%2").arg(n.id).arg(n.controllerPort);
    const int replication = plan.replication();
    const int inSync = std::max(1, replication - 1);
    // A .properties file takes a backslash for the beginning of an escape.
    const QString data = node.data().replace(u'\\', QStringLiteral("\\\\"));
    const std::pair<const char *, QString> settings[] = {
        {"process.roles", QStringLiteral("broker,controller")},
        {"node.id", QString::number(node.id)},
        {"controller.quorum.voters", voters.join(u',')},
        {"listeners",
         QStringLiteral("PLAINTEXT://127.0.0.1:%1,CONTROLLER://127.0.0.1:%2")
             .arg(node.port)
             .arg(node.controllerPort)},
        {"advertised.listeners", QStringLiteral("PLAINTEXT://127.0.0.1:%1").arg(node.port)},
        {"listener.security.protocol.map", QStringLiteral("PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT")},
        {"inter.broker.listener.name", QStringLiteral("PLAINTEXT")},
        {"controller.listener.names", QStringLiteral("CONTROLLER")},
        {"log.dirs", data},
        {"num.partitions", QStringLiteral("3")},
        {"default.replication.factor", QString::number(replication)},
        {"min.insync.replicas", QString::number(inSync)},
        {"offsets.topic.replication.factor", QString::number(replication)},
        {"transaction.state.log.replication.factor", QString::number(replication)},
        {"transaction.state.log.min.isr", QString::number(inSync)},
        {"share.coordinator.state.topic.replication.factor", QString::number(replication)},
        {"share.coordinator.state.topic.min.isr", QString::number(inSync)},
        // Fifty partitions each are for clusters of another size.
        {"offsets.topic.num.partitions", QStringLiteral("6")},
        {"transaction.state.log.num.partitions", QStringLiteral("6")},
        {"share.coordinator.state.topic.num.partitions", QStringLiteral("3")},
        {"group.initial.rebalance.delay.ms", QStringLiteral("0")},
        // The topics are kept from one lesson to the next, so where the groups stand in them must be, too.
        {"offsets.retention.minutes", QStringLiteral("525600")},
        // A node that is killed is noticed after six seconds instead of nine.
        {"broker.session.timeout.ms", QStringLiteral("6000")},
        // A raw record of 1 MiB with its headers must fit.
        {"message.max.bytes", QStringLiteral("2200000")},
        // For a weak laptop: the cleaner's buffer alone would take half of the heap.
        {"log.cleaner.dedupe.buffer.size", QStringLiteral("8388608")},
        {"num.network.threads", QStringLiteral("2")},
        {"num.io.threads", QStringLiteral("3")},
        {"background.threads", QStringLiteral("2")},
    };
    QString text;
    for (const auto &[name, value] : settings)
        text += QStringLiteral("%1=%2\n").arg(QLatin1String(name), value);
    return text;
}

static bool speaksOfAnError(const QString &line)
{
    // What still runs while the node ends tells of exceptions, too, and of nothing wrong.
    return line.contains(QStringLiteral(" ERROR "))
        || (line.contains(QStringLiteral("Exception")) && !line.contains(QStringLiteral(" INFO ")));
}

QString lastWords(const QString &log)
{
    QFile file(log);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    file.seek(std::max<qint64>(0, file.size() - kTailBytes));
    const QStringList lines = QString::fromUtf8(file.readAll()).split(u'\n', Qt::SkipEmptyParts);
    for (auto line = lines.rbegin(); line != lines.rend(); ++line) {
        if (speaksOfAnError(*line))
            return line->trimmed().left(300);
    }
    return lines.isEmpty() ? QString() : lines.last().trimmed().left(300);
}

} // namespace pk::environment
