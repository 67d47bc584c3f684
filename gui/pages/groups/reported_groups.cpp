#include "pages/groups/reported_groups.h"

#include "bridge/text.h"

#include <QCoreApplication>
#include <QDateTime>
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

QString headOf(const RunInfo &run)
{
    const ClusterReport &report = *run.report;
    if (!areGroupsOld(run))
        return QCoreApplication::translate("groups", "Kafka reports:");
    const QString time =
        QDateTime::fromMSecsSinceEpoch(report.groupsUs / 1000).toString(QStringLiteral("HH:mm:ss"));
    return !run.brokersDown.empty()
        ? QCoreApplication::translate("groups", "A broker is down. Kafka reported at %1:").arg(time)
        : QCoreApplication::translate("groups", "No answer now. Kafka reported at %1:").arg(time);
}

} // namespace

bool areGroupsOld(const RunInfo &run)
{
    return run.report->groupsAreOld || !run.brokersDown.empty();
}

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
    if (!ours.isEmpty() || (areGroupsOld(run) && !others.isEmpty()))
        lines << headOf(run) << ours;
    if (!others.isEmpty()) {
        lines << QCoreApplication::translate("groups", "and of other programs:") << others.mid(0, kNamed);
        if (others.size() > kNamed)
            lines << QCoreApplication::translate("groups", "… and %1 more").arg(others.size() - kNamed);
    }
    return lines.join(QLatin1Char('\n'));
}

} // namespace pk::gui
