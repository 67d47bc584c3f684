#include "flow/stage_painter.h"

#include "flow/figures.h"
#include "flow/palette.h"
#include "flow/primitives.h"

#include <QCoreApplication>

namespace pk::gui {

namespace {

struct Chip
{
    QRectF box;
    QString text;
};

/// The partitions that a member has, as far as its card has room.
std::vector<Chip> chipsOf(const PaintContext &context, const Member &member, const MemberBox &box)
{
    const double room = box.box.width() - context.px(box.compact ? 18 : 62);
    const double top = box.box.top()
        + (box.compact ? box.box.height() * 0.7 - context.px(9) : box.box.height() - context.px(25));
    const double left = box.box.left() + context.px(11);
    double x = left;
    std::vector<Chip> chips;
    for (const QString &text :
         partitionTexts(member, static_cast<std::size_t>(std::max(1.0, room / context.px(34))))) {
        const double width =
            std::min(context.faces.monoSmall.widthOf(text) + context.px(13), left + room - x);
        chips.push_back({QRectF(x, top, width, context.px(17)), text});
        x += width + context.px(5);
    }
    return chips;
}

void paintMemberStatics(QPainter &painter, const PaintContext &context, const Member &member,
                        const MemberBox &box)
{
    drawCard(painter, context, box.box, {context.colour(Token::Border), 12, 0.45});
    for (const Chip &chip : chipsOf(context, member, box)) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(context.colour(Token::TealTint));
        painter.drawRoundedRect(chip.box, context.px(5), context.px(5));
        drawText(painter, context.faces.monoSmall, context.colour(Token::TealText), chip.box, Qt::AlignCenter,
                 chip.text);
    }
}

void paintMemberFigures(QPainter &painter, const PaintContext &context, const Node &node,
                        const MemberBox &box)
{
    const Member &member = node.members[box.index];
    const bool running = member.status == NodeStatus::Running;
    const QString unit =
        node.rateUnit.isEmpty() ? QCoreApplication::translate("flow", "msg/s") : node.rateUnit;
    const double titleY = box.box.top() + (box.compact ? box.box.height() * 0.29 : context.px(17));
    QRectF title(box.box.left() + context.px(29), titleY - context.px(9), 0, context.px(18));
    title.setRight(box.box.right() - context.px(9));
    drawStatus(painter, context, {box.box.left() + context.px(16), titleY}, member.status);
    if (box.compact) { // the rate stands on the title's line
        const bool crashed = member.status == NodeStatus::Crashed;
        const Face &face = crashed ? context.faces.small : context.faces.mono;
        QString end = crashed ? statusText(member.status) : rateText(member.ratePerS);
        if (crashed
            && context.faces.strong.widthOf(member.id) + face.widthOf(end) + context.px(4) > title.width())
            end.clear(); // its mark says it, and the group below
        drawText(painter, face, context.colour(crashed ? coloursOf(member.status).text : Token::Muted), title,
                 Qt::AlignRight | Qt::AlignVCenter, end);
        title.adjust(0, 0, -face.widthOf(end) - context.px(4), 0);
    }
    drawText(painter, context.faces.strong, context.colour(Token::Text), title,
             Qt::AlignLeft | Qt::AlignVCenter, member.id);
    if (box.compact)
        return;
    const double baseline = box.box.top() + context.px(41);
    if (running) {
        const double width =
            drawFigure(painter, context.faces.mono, context.colour(Token::Text),
                       {box.box.left() + context.px(12), baseline}, rateText(member.ratePerS));
        painter.setFont(context.faces.small.font);
        painter.setPen(context.colour(Token::Muted));
        painter.drawText(QPointF(box.box.left() + context.px(17) + width, baseline), unit);
    } else {
        painter.setFont(context.faces.small.font);
        painter.setPen(context.colour(coloursOf(member.status).text));
        painter.drawText(QPointF(box.box.left() + context.px(12), baseline), statusText(member.status));
    }
    QRectF sparkline(box.box.right() - context.px(54), box.box.bottom() - context.px(25), context.px(43),
                     context.px(16));
    if (const std::vector<Chip> chips = chipsOf(context, member, box); !chips.empty())
        sparkline.setLeft(std::max(sparkline.left(), chips.back().box.right() + context.px(6)));
    drawSparkline(painter, context, sparkline, member.history, context.colour(coloursOf(node.role).solid));
}

} // namespace

void paintGroupStatics(QPainter &painter, const PaintContext &context, const NodeBox &box)
{
    const Node &node = context.graph.nodes[box.index];
    const QColor solid = context.colour(coloursOf(node.role).solid);
    const QColor canvas = context.colour(Token::Canvas);
    QPen border(flattened(canvas, solid, 0.55), context.px(1.3));
    border.setDashPattern({5, 4});
    painter.setPen(border);
    painter.setBrush(flattened(canvas, solid, 0.06));
    painter.drawRoundedRect(box.box.adjusted(0.5, 0.5, -0.5, -0.5), context.px(16), context.px(16));

    if (!box.icon.isEmpty())
        drawIcon(painter, context, node.icon, coloursOf(node.role).solid, box.icon);
    drawText(painter, context.faces.strong, context.colour(Token::Text), box.title,
             Qt::AlignLeft | Qt::AlignVCenter, node.title);
    const bool running = node.status == NodeStatus::Running;
    const bool alert = running && !node.alert.isEmpty();
    drawText(painter, context.faces.caption,
             context.colour(running && !alert ? Token::Muted : coloursOf(shownStatus(node)).text),
             box.subtitle, Qt::AlignLeft | Qt::AlignVCenter,
             alert         ? node.alert
                 : running ? node.subtitle
                           : statusText(node.status));

    for (const MemberBox &member : box.members)
        paintMemberStatics(painter, context, node.members[member.index], member);
    paintReason(painter, context, box);
    if (box.members.empty() && box.reason.isEmpty())
        drawParagraph(painter, context.faces.small, context.colour(Token::Muted),
                      box.box.adjusted(context.px(14), box.header.height(), -context.px(14), -context.px(8)),
                      Qt::AlignCenter, QCoreApplication::translate("flow", "No member has joined."));
}

void paintGroupFigures(QPainter &painter, const PaintContext &context, const NodeBox &box, const QRectF &part)
{
    const Node &node = context.graph.nodes[box.index];
    for (const MemberBox &member : box.members) {
        if (member.box.intersects(part))
            paintMemberFigures(painter, context, node, member);
    }
    paintMoreMembers(painter, context, box);
}

} // namespace pk::gui
