#include "pages/groups/reported_groups.h"

#include "bridge/text.h"

#include <QCoreApplication>
#include <QStringList>

namespace pk::gui {

namespace {

constexpr qsizetype kNamed = 3;

QString lineOf(const broker::GroupInfo &group)
{
    return QCoreApplication::translate("groups", "%1: %2, members: %3")
        .arg(toQString(group.id), toQString(group.state))
        .arg(group.members.size());
}

} // namespace

QString groupsNote(const RunInfo &run)
{
    if (run.cluster.embedded || run.cluster.bootstrap.empty())
        return QCoreApplication::translate(
            "groups",
            "This list is the application's own record. The embedded broker cannot list or describe groups, "
            "so groups of other programs do not show.");
    if (!run.report)
        return {};
    QStringList ours;
    QStringList others;
    for (const broker::GroupInfo &group : run.report->groups) {
        const bool own =
            group.id == run.transformGroup || group.id == run.loaderGroup || group.id == run.bridgeGroup;
        (own ? ours : others) << lineOf(group);
    }
    QStringList lines;
    if (!ours.isEmpty())
        lines << QCoreApplication::translate("groups", "Kafka reports:") << ours;
    if (!others.isEmpty()) {
        lines << QCoreApplication::translate("groups", "and of other programs:") << others.mid(0, kNamed);
        if (others.size() > kNamed)
            lines << QCoreApplication::translate("groups", "… and %1 more").arg(others.size() - kNamed);
    }
    return lines.join(QLatin1Char('\n'));
}

} // namespace pk::gui
