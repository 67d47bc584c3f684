#include "flow/figures.h"

#include <QCoreApplication>
#include <QLocale>
#include <QStringList>

#include <algorithm>

namespace pk::gui {

namespace {

constexpr char16_t thinSpace = 0x2009;

QString decimals(double value)
{
    return QLocale().toString(value, 'f', value < 100 ? 1 : 0);
}

QString ranges(const std::vector<int> &partitions)
{
    QStringList parts;
    for (std::size_t i = 0; i < partitions.size();) {
        std::size_t last = i;
        while (last + 1 < partitions.size() && partitions[last + 1] == partitions[last] + 1)
            ++last;
        parts << (last == i ? QStringLiteral("P%1").arg(partitions[i])
                            : QStringLiteral("P%1–P%2").arg(partitions[i]).arg(partitions[last]));
        i = last + 1;
    }
    return parts.join(QLatin1Char(' '));
}

} // namespace

QString countText(std::int64_t count)
{
    return grouped(count);
}

QString shortCountText(std::int64_t count)
{
    if (count < 1'000)
        return QString::number(count);
    const bool thousands = count < 1'000'000;
    const std::int64_t tenths = count / (thousands ? 100 : 100'000); // cut: a lag is never called greater
    const QString figure = tenths < 100 ? QLocale().toString(static_cast<double>(tenths) / 10, 'f', 1)
                                        : QString::number(tenths / 10);
    return figure + QLatin1Char(thousands ? 'k' : 'M');
}

QString rateText(double perS)
{
    if (perS >= 1e6)
        return decimals(perS / 1e6) + QChar(thinSpace) + QLatin1Char('M');
    if (perS >= 1e4)
        return decimals(perS / 1e3) + QChar(thinSpace) + QLatin1Char('k');
    if (perS > 0 && perS < 10 && perS != static_cast<int>(perS))
        return QLocale().toString(perS, 'f', 1);
    return countText(static_cast<std::int64_t>(perS + 0.5));
}

QString shortRateFigure(double perS)
{
    return perS >= 1e6 ? decimals(perS / 1e6) + QLatin1Char('M')
        : perS >= 1e3  ? decimals(perS / 1e3) + QLatin1Char('k')
                       : QString::number(static_cast<int>(perS + 0.5));
}

QString shortRateText(double perS)
{
    return QCoreApplication::translate("flow", "%1/s").arg(shortRateFigure(perS));
}

QString offsetText(std::int64_t offset)
{
    return QString::number(offset);
}

QStringList partitionTexts(const std::vector<int> &partitions, std::size_t most)
{
    if (partitions.size() > most)
        return {ranges(partitions)};
    QStringList texts;
    for (const int partition : partitions)
        texts << QStringLiteral("P%1").arg(partition);
    return texts;
}

QStringList partitionTexts(const Member &member, std::size_t most)
{
    if (member.shares.empty())
        return partitionTexts(member.partitions, most);
    QStringList texts;
    for (const Member::Share &share : member.shares)
        texts << ranges(share.partitions);
    return texts;
}

QString statusText(NodeStatus status)
{
    switch (status) {
    case NodeStatus::Starting:
        return QCoreApplication::translate("flow", "starting");
    case NodeStatus::Running:
        return QCoreApplication::translate("flow", "running");
    case NodeStatus::Paused:
        return QCoreApplication::translate("flow", "paused");
    case NodeStatus::Retrying:
        return QCoreApplication::translate("flow", "retrying");
    case NodeStatus::Crashed:
        return QCoreApplication::translate("flow", "crashed");
    case NodeStatus::Restarting:
        return QCoreApplication::translate("flow", "restarting");
    case NodeStatus::Failed:
        return QCoreApplication::translate("flow", "failed");
    case NodeStatus::Stopped:
        break;
    }
    return QCoreApplication::translate("flow", "stopped");
}

QString operationText(Operation operation)
{
    switch (operation) {
    case Operation::Insert:
        return QCoreApplication::translate("flow", "insert");
    case Operation::Update:
        return QCoreApplication::translate("flow", "update");
    case Operation::Delete:
        return QCoreApplication::translate("flow", "delete");
    case Operation::Absorbed:
        return QCoreApplication::translate("flow", "absorbed (row unchanged)");
    case Operation::DeadLetter:
        break;
    }
    return QCoreApplication::translate("flow", "dead letter");
}

} // namespace pk::gui
