#include "flow/stage_painter.h"

#include "flow/figures.h"
#include "flow/palette.h"
#include "flow/primitives.h"

#include <algorithm>
#include <iterator>

#include <QCoreApplication>
#include <QStringList>

namespace pk::gui {

namespace {

bool isTroubled(NodeStatus status)
{
    return status == NodeStatus::Crashed || status == NodeStatus::Failed || status == NodeStatus::Retrying;
}

/// Second line of a header: what it is, or why it does not run.
void paintSubtitle(QPainter &painter, const PaintContext &context, const Node &node, const QRectF &line)
{
    const bool alert = node.status == NodeStatus::Running && !node.alert.isEmpty();
    if (node.status == NodeStatus::Running && !alert) {
        const QString fits = endThatFits(context.faces.small, node.subtitle, line.width());
        drawText(painter, context.faces.small, context.colour(Token::Muted), line,
                 Qt::AlignLeft | Qt::AlignVCenter, fits.isEmpty() ? node.subtitle : fits);
        return;
    }
    const NodeStatus status = shownStatus(node);
    drawStatus(painter, context, {line.left() + context.px(7), line.center().y()}, status);
    drawText(painter, context.faces.small, context.colour(coloursOf(status).text),
             line.adjusted(context.px(19), 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter,
             alert ? node.alert : statusText(node.status));
}

void paintFigure(QPainter &painter, const PaintContext &context, const Node &node, const QRectF &row)
{
    const QString figure = node.figure.isEmpty() ? rateText(node.ratePerS) : node.figure;
    const QString unit = node.figure.isEmpty() ? node.rateUnit : node.figureUnit;
    const double baseline = row.center().y() + context.faces.figure.metrics.capHeight() / 2;
    const double width = drawFigure(painter, context.faces.figure, context.colour(Token::Text),
                                    {row.left(), baseline}, figure);
    const double left = row.left() + width + context.px(6);
    const double height = context.faces.small.metrics.height();
    drawText(painter, context.faces.small, context.colour(Token::Muted),
             QRectF(left, baseline - context.faces.small.metrics.ascent(), row.right() - left, height),
             Qt::AlignLeft | Qt::AlignVCenter, unit);
}

void paintFact(QPainter &painter, const PaintContext &context, const Node &node, const Fact &fact,
               const QRectF &rect)
{
    const QColor value = context.colour(fact.critical ? Token::RoseText : Token::Text);
    if (fact.label.isEmpty()) {
        drawText(painter, node.kind == NodeKind::Warehouse ? context.faces.caption : context.faces.monoSmall,
                 fact.critical ? value : context.colour(Token::Subtle),
                 rect.adjusted(0, 0, context.px(10), 0), Qt::AlignLeft | Qt::AlignVCenter, fact.value);
        return;
    }
    const double width = context.faces.mono.widthOf(fact.value);
    if (fact.operation)
        drawOperation(painter, context.colour(coloursOf(node.role).solid),
                      {rect.left() + context.px(5), rect.center().y()}, context.px(4.6), *fact.operation);
    drawText(painter, context.faces.small, context.colour(Token::Muted),
             rect.adjusted(fact.operation ? context.px(14) : 0, 0, -width - context.px(6), 0),
             Qt::AlignLeft | Qt::AlignVCenter, fact.label);
    drawText(painter, context.faces.mono, value, rect, Qt::AlignRight | Qt::AlignVCenter, fact.value);
}

void paintMemberRow(QPainter &painter, const PaintContext &context, const Member &member, const QRectF &rect)
{
    drawStatus(painter, context, {rect.left() + context.px(7), rect.center().y()}, member.status);
    const QString partitions =
        partitionTexts(member, 2).join(member.shares.empty() ? QLatin1String(" ") : QLatin1String(" · "));
    const double width = context.faces.monoSmall.widthOf(partitions);
    drawText(painter, context.faces.small, context.colour(Token::Text),
             rect.adjusted(context.px(18), 0, -width - context.px(4), 0), Qt::AlignLeft | Qt::AlignVCenter,
             member.id);
    drawText(painter, context.faces.monoSmall, context.colour(Token::Muted), rect,
             Qt::AlignRight | Qt::AlignVCenter, partitions);
}

} // namespace

/// The reason a stage does not run takes the sparkline's place: a line of zeros says less.
void paintReason(QPainter &painter, const PaintContext &context, const NodeBox &box)
{
    const Node &node = context.graph.nodes[box.index];
    if (!box.reason.isEmpty())
        drawParagraph(
            painter, context.faces.small,
            context.colour(isTroubled(shownStatus(node)) ? coloursOf(shownStatus(node)).text : Token::Muted),
            box.reason, Qt::AlignLeft | Qt::AlignVCenter, node.reason);
}

void paintMoreMembers(QPainter &painter, const PaintContext &context, const NodeBox &box)
{
    if (box.hidden > 0)
        drawText(painter, context.faces.small, context.colour(Token::Muted), box.more, Qt::AlignCenter,
                 QCoreApplication::translate("flow", "+%1 more members").arg(box.hidden));
}

void paintStageStatics(QPainter &painter, const PaintContext &context, const NodeBox &box)
{
    const Node &node = context.graph.nodes[box.index];
    const QColor border = isTroubled(node.status) ? context.colour(coloursOf(node.status).solid)
                                                  : context.colour(Token::Border);
    drawCard(painter, context, box.box, {border});
    drawIconTile(painter, context, node.icon, node.role, box.icon);
    drawText(painter, context.faces.title, context.colour(Token::Text), box.title,
             Qt::AlignLeft | Qt::AlignVCenter, node.title);
    paintSubtitle(painter, context, node, box.subtitle);
}

void paintStageFigures(QPainter &painter, const PaintContext &context, const NodeBox &box, const QRectF &part)
{
    const Node &node = context.graph.nodes[box.index];
    if (!box.figure.isEmpty())
        paintFigure(painter, context, node, box.figure);
    paintReason(painter, context, box);
    const double over = context.px(6); // its point
    if (box.sparkline.adjusted(-over, -over, over, over).intersects(part))
        drawSparkline(painter, context, box.sparkline, node.history,
                      context.colour(coloursOf(node.role).solid));
    for (std::size_t i = 0; i < box.facts.size(); ++i)
        paintFact(painter, context, node, node.facts[i], box.facts[i]);
    for (const MemberBox &member : box.members)
        paintMemberRow(painter, context, node.members[member.index], member.box);
    paintMoreMembers(painter, context, box);
}

} // namespace pk::gui
