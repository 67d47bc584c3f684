#include "pages/messages/elsewhere_text.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>

namespace pk::gui {

namespace {

constexpr std::size_t kMostNamed = 3;

QString rangeText(const TopicReader::Elsewhere &partition)
{
    const QString name = QStringLiteral("P%1").arg(partition.partition);
    return partition.end > partition.begin
        ? QStringLiteral("%1: %2…%3").arg(name).arg(partition.begin).arg(partition.end - 1)
        : QCoreApplication::translate("messages", "%1: nothing").arg(name);
}

} // namespace

QString elsewhereText(qint64 asked, const std::vector<TopicReader::Elsewhere> &partitions)
{
    QStringList ranges;
    for (std::size_t i = 0; i < std::min(partitions.size(), kMostNamed); ++i)
        ranges << rangeText(partitions[i]);
    if (partitions.size() > kMostNamed)
        ranges << QStringLiteral("…");
    QStringList sentences{
        QCoreApplication::translate("messages", "Offset %1 is not in the log, which keeps %2.")
            .arg(asked)
            .arg(ranges.join(QStringLiteral(", ")))};
    const auto any = [&partitions](auto is) { return std::any_of(partitions.begin(), partitions.end(), is); };
    if (any([asked](const auto &p) { return asked < p.begin; })) {
        sentences << QCoreApplication::translate("messages",
                                                 "What was before has been taken by retention: shown instead "
                                                 "is the log from its oldest message on.");
    }
    if (any([asked](const auto &p) { return asked > p.end; })) {
        sentences
            << QCoreApplication::translate(
                   "messages",
                   "It has not been written yet: shown instead are the newest %1 messages and those that "
                   "come.")
                   .arg(ReadFrom::kNewestInstead);
    }
    return sentences.join(QLatin1Char(' '));
}

} // namespace pk::gui
