#include "bridge/flow_id.h"

#include "bridge/text.h"

namespace pk::gui {

static constexpr QLatin1String kTopicPrefix("topic:");
static constexpr QLatin1String kGroupPrefix("group:");

static QString behind(QLatin1String prefix, const QString &id)
{
    return id.startsWith(prefix) ? id.mid(prefix.size()) : QString();
}

QString flow_id::topic(std::string_view name)
{
    return kTopicPrefix + toQString(name);
}

QString flow_id::group(std::string_view name)
{
    return kGroupPrefix + toQString(name);
}

QString flow_id::topicOf(const QString &node)
{
    return behind(kTopicPrefix, node);
}

QString flow_id::groupOf(const QString &node)
{
    return behind(kGroupPrefix, node);
}

QString flow_id::fromOf(const QString &edge)
{
    return edge.section(QLatin1Char('>'), 0, 0).section(QLatin1Char('/'), 0, 0);
}

QString flow_id::toOf(const QString &edge)
{
    return edge.section(QLatin1Char('>'), 1, 1).section(QLatin1Char('/'), 0, 0);
}

QString flow_id::edge(const QString &from, int fromPartition, const QString &to, int toPartition)
{
    const auto end = [](const QString &node, int partition) {
        return partition < 0 ? node : node + QLatin1Char('/') + QString::number(partition);
    };
    return end(from, fromPartition) + QLatin1Char('>') + end(to, toPartition);
}

} // namespace pk::gui
