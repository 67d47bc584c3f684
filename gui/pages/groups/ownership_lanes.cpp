#include "pages/groups/ownership_lanes.h"

#include "bridge/text.h"
#include "theme/painting.h"
#include "views/pill.h"
#include "views/themed.h"

#include <QCoreApplication>
#include <QDateTime>

namespace pk::gui {

namespace {

/// A bar is much larger than the tile of its member: in the dark its full colour would outshine the chart.
MemberColors barColors(const std::string &member, StageKind stage)
{
    MemberColors colors = memberColors(member, stage);
    if (Theme::instance().scheme() == Scheme::Dark && colors.fill == color(accentOf(stage).solid))
        colors.fill = mixed(color(Token::Surface), colors.fill, 0.6);
    return colors;
}

QString readerText(const OwnerSpan &span)
{
    return span.isElsewhere() ? QCoreApplication::translate("groups", "another program")
                              : toQString(span.member);
}

void paintSpan(QPainter &painter, const QRectF &bar, const OwnerSpan &span, StageKind stage)
{
    const MemberColors colors = span.isElsewhere() ? MemberColors{color(Token::Border), color(Token::Text)}
                                                   : barColors(span.member, stage);
    drawBox(painter, bar, px(3), colors.fill);
    const QRectF inside = bar.adjusted(px(8), 0, -px(4), 0);
    const QString name = readerText(span);
    if (inside.width() < textWidth(painter.font(), name))
        return; // the beginning of a name says nothing
    painter.setPen(colors.text);
    painter.drawText(inside, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine, name);
}

QFont barFont()
{
    QFont font = Theme::instance().font(TextRole::Caption);
    font.setWeight(QFont::DemiBold);
    return font;
}

} // namespace

int Lanes::laneAt(double y) const
{
    const int lane = static_cast<int>((y - top) / pitch);
    return y >= top && lane < static_cast<int>(partitions.size()) ? lane : -1;
}

void paintLanes(QPainter &painter, const Lanes &lanes, const GroupCourse &course, const TimeAxis &axis)
{
    for (std::size_t i = 0; i < lanes.partitions.size(); ++i) {
        const QRectF lane = lanes.lane(i, axis);
        painter.setFont(Theme::instance().font(TextRole::MonoSmall));
        painter.setPen(color(Token::Muted));
        painter.drawText(
            QRectF(lanes.labelLeft, lane.top(), axis.left - lanes.labelLeft - px(8), lane.height()),
            Qt::AlignRight | Qt::AlignVCenter, partitionText(lanes.partitions[i], false));
        drawBox(painter, lane, px(3), color(Token::Surface2));
        const auto found = course.partitions.find(lanes.partitions[i]);
        if (found == course.partitions.end())
            continue;
        painter.setFont(barFont());
        for (const OwnerSpan &span : found->second.owners) {
            const std::int64_t endUs = span.toUs == 0 ? axis.toUs : span.toUs;
            if (!axis.overlaps(span.fromUs, endUs))
                continue;
            const double left = axis.clampedX(span.fromUs);
            QRectF bar(left, lane.top(), std::max(1.0, axis.clampedX(endUs) - left), lane.height());
            const double side = px(9);
            if (span.crashed) // at the right edge its mark takes the end of the bar
                bar.setRight(std::max(left + 1, std::min(bar.right(), lane.right() - side - px(6))));
            paintSpan(painter, bar, span, lanes.stage);
            if (span.crashed) {
                drawMark(painter, QRectF(bar.right() + px(3), lane.center().y() - side / 2, side, side),
                         Mark::Triangle, color(Token::Rose));
            }
        }
    }
}

QString laneText(const Lanes &lanes, int lane, const GroupCourse &course, std::int64_t us)
{
    const auto found = course.partitions.find(lanes.partitions[static_cast<std::size_t>(lane)]);
    if (found == course.partitions.end() || found->second.owners.empty())
        return {};
    const QString partition =
        QStringLiteral("%1 · P%2").arg(toQString(found->first.topic)).arg(found->first.partition);
    const OwnerSpan *before = nullptr;
    for (const OwnerSpan &span : found->second.owners) {
        if (span.fromUs > us)
            break;
        before = &span;
    }
    if (before == nullptr)
        return {};
    const auto clock = [](std::int64_t at) {
        return QDateTime::fromMSecsSinceEpoch(at / 1000).toString(QStringLiteral("HH:mm:ss"));
    };
    if (before->toUs == 0 || before->toUs > us) {
        return QCoreApplication::translate("groups", "%1: read by %2 since %3")
            .arg(partition, readerText(*before), clock(before->fromUs));
    }
    return before->crashed
        ? QCoreApplication::translate("groups",
                                      "%1: nobody reads. %2 crashed at %3; the group waits for it until "
                                      "session.timeout.ms is over.")
              .arg(partition, toQString(before->member), clock(before->toUs))
        : QCoreApplication::translate("groups", "%1: nobody reads while the group shares its partitions out")
              .arg(partition);
}

} // namespace pk::gui
