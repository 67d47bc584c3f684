#include "broker/control_protocol.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <cerrno>
#include <poll.h>
#include <unistd.h>

namespace pk::broker {

static QByteArray toLine(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact) + '\n';
}

QByteArray readyLine(const MockCluster &cluster)
{
    return toLine({{QStringLiteral("event"), QStringLiteral("ready")},
                   {QStringLiteral("bootstrap"), QString::fromStdString(cluster.bootstrap())},
                   {QStringLiteral("cluster"), QString::fromStdString(cluster.incarnation())},
                   {QStringLiteral("brokers"), cluster.brokerCount()}});
}

static Result<void> carryOut(MockCluster &cluster, const QJsonObject &request)
{
    const QString what = request.value(QStringLiteral("do")).toString();
    const auto text = [&](const char *name) {
        return request.value(QLatin1String(name)).toString().toStdString();
    };
    const auto number = [&](const char *name) { return request.value(QLatin1String(name)).toInt(-1); };
    if (what == QStringLiteral("topic.create"))
        return cluster.createTopic(text("name"), number("partitions"));
    if (what == QStringLiteral("leader"))
        return cluster.setLeader({text("topic"), number("partition")}, number("broker"));
    if (what == QStringLiteral("down") || what == QStringLiteral("up")) {
        std::vector<std::string> groups;
        for (const QJsonValue group : request.value(QStringLiteral("groups")).toArray())
            groups.push_back(group.toString().toStdString());
        return cluster.setBrokerUp(number("broker"), what == QStringLiteral("up"), groups);
    }
    if (what == QStringLiteral("rtt"))
        return cluster.setRoundTrip(number("broker"), number("ms"));
    if (what == QStringLiteral("errors"))
        return cluster.failRequests(number("request"), number("error"), number("count"));
    return Error{ErrorCode::Usage,
                 QCoreApplication::translate("broker", "The broker does not know the command %1.").arg(what),
                 {}};
}

QByteArray handleControlLine(MockCluster &cluster, const QByteArray &line)
{
    QJsonParseError parseError;
    const QJsonDocument document = QJsonDocument::fromJson(line, &parseError);
    QJsonObject answer{{QStringLiteral("id"), document.object().value(QStringLiteral("id"))}};
    if (!document.isObject()) {
        answer.insert(QStringLiteral("ok"), false);
        answer.insert(QStringLiteral("error"), parseError.errorString());
        return toLine(answer);
    }
    const Result<void> done = carryOut(cluster, document.object());
    answer.insert(QStringLiteral("ok"), done.ok());
    if (!done)
        answer.insert(QStringLiteral("error"), done.error().toString());
    return toLine(answer);
}

static bool writeAll(int fd, const QByteArray &bytes)
{
    for (qsizetype at = 0; at < bytes.size();) {
        const ssize_t written =
            write(fd, bytes.constData() + at, static_cast<std::size_t>(bytes.size() - at));
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0)
            return false;
        at += written;
    }
    return true;
}

/// False when it was the stop that came.
static bool waitForInput(int inputFd, int stopFd)
{
    pollfd entries[] = {{inputFd, POLLIN, 0}, {stopFd, POLLIN, 0}};
    while (poll(entries, 2, -1) < 0 && errno == EINTR) { }
    return entries[1].revents == 0;
}

void serveControl(MockCluster &cluster, int inputFd, int outputFd, int stopFd)
{
    if (!writeAll(outputFd, readyLine(cluster)))
        return;
    QByteArray pending;
    char buffer[4096];
    while (waitForInput(inputFd, stopFd)) {
        const ssize_t got = read(inputFd, buffer, sizeof buffer);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return;
        pending.append(buffer, got);
        for (qsizetype end = pending.indexOf('\n'); end >= 0; end = pending.indexOf('\n')) {
            const QByteArray line = pending.left(end);
            pending.remove(0, end + 1);
            if (!writeAll(outputFd, handleControlLine(cluster, line)))
                return;
        }
    }
}

} // namespace pk::broker
