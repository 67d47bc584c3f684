#include "views/link.h"

#include <QUrl>

#include <array>
#include <utility>

namespace pk::gui {

namespace {

constexpr std::array<std::pair<Link::Kind, const char *>, 8> kNames{{
    {Link::Kind::Record, "record"},
    {Link::Kind::Partition, "partition"},
    {Link::Kind::Topic, "topic"},
    {Link::Kind::Stage, "stage"},
    {Link::Kind::Group, "group"},
    {Link::Kind::Member, "member"},
    {Link::Kind::Table, "table"},
    {Link::Kind::Row, "row"},
}};

QString escaped(const QString &part)
{
    return QString::fromLatin1(QUrl::toPercentEncoding(part));
}

QString unescaped(const QString &part)
{
    return QUrl::fromPercentEncoding(part.toLatin1());
}

} // namespace

Link Link::record(const QString &topic, int partition, qint64 offset)
{
    return {Kind::Record, topic, partition, offset, {}};
}

Link Link::of(Kind kind, const QString &name, const QString &key)
{
    return {kind, name, -1, -1, key};
}

Link Link::partitionOf(const QString &topic, int partition)
{
    return {Kind::Partition, topic, partition, -1, {}};
}

QString toString(const Link &link)
{
    for (const auto &[kind, name] : kNames) {
        if (kind != link.kind)
            continue;
        QString text = QString::fromLatin1(name) + QLatin1Char(':') + escaped(link.name);
        if (link.partition >= 0)
            text += QLatin1Char('/') + QString::number(link.partition);
        if (link.offset >= 0)
            text += QLatin1Char('/') + QString::number(link.offset);
        if (!link.key.isEmpty())
            text += QLatin1Char('/') + escaped(link.key);
        return text;
    }
    return {};
}

Link linkFromString(const QString &text)
{
    const qsizetype colon = text.indexOf(QLatin1Char(':'));
    for (const auto &[kind, name] : kNames) {
        if (text.left(colon) != QLatin1String(name))
            continue;
        const QStringList parts = text.mid(colon + 1).split(QLatin1Char('/'));
        Link link = Link::of(kind, unescaped(parts[0]));
        if (kind == Link::Kind::Record && parts.size() == 3) {
            link.partition = parts[1].toInt();
            link.offset = parts[2].toLongLong();
        } else if (kind == Link::Kind::Partition && parts.size() == 2) {
            link.partition = parts[1].toInt();
        } else if ((kind == Link::Kind::Member || kind == Link::Kind::Row) && parts.size() == 2) {
            link.key = unescaped(parts[1]);
        } else if (parts.size() != 1) {
            return {};
        }
        return link;
    }
    return {};
}

} // namespace pk::gui
