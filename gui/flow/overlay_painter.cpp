#include "flow/overlay_painter.h"

#include "flow/figures.h"
#include "flow/palette.h"
#include "flow/primitives.h"

#include <QCoreApplication>
#include <QLinearGradient>

#include <algorithm>
#include <array>
#include <cmath>

namespace pk::gui {

namespace {

struct AnnotationTexts
{
    QString title;
    std::array<std::pair<QString, QString>, 2> rows;
};

AnnotationTexts textsOf(const Hop &hop)
{
    return {QCoreApplication::translate("flow", "Message · %1").arg(operationText(hop.operation)),
            {{{QCoreApplication::translate("flow", "key"), hop.key.isEmpty() ? QStringLiteral("–") : hop.key},
              {QCoreApplication::translate("flow", "from"),
               QStringLiteral("%1 P%2 @ %3").arg(hop.topic).arg(hop.partition).arg(hop.offset)}}}};
}

double labelWidth(const PaintContext &context, const AnnotationTexts &texts)
{
    double width = 0;
    for (const auto &[label, value] : texts.rows)
        width = std::max(width, context.faces.small.widthOf(label));
    return width + context.px(8);
}

double coveredArea(const PaintContext &context, const QRectF &place)
{
    double area = 0;
    for (const NodeBox &box : context.layout.nodes) {
        const QRectF both = box.box.intersected(place);
        area += both.width() * both.height();
    }
    return area;
}

} // namespace

void paintRing(QPainter &painter, const PaintContext &context, const QRectF &rect, const FlowTarget &target,
               const QColor &colour)
{
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(colour, context.px(2)));
    if (target.kind == FlowTarget::Kind::Token || target.kind == FlowTarget::Kind::Edge) {
        painter.drawEllipse(rect);
        return;
    }
    const double out = context.px(target.kind == FlowTarget::Kind::Node ? 4 : 2);
    const double radius = context.px(target.kind == FlowTarget::Kind::Node         ? 17
                                         : target.kind == FlowTarget::Kind::Member ? 13
                                                                                   : 10);
    const QRectF around = rect.adjusted(-out, -out, out, out);
    const double most = std::min(radius, around.width() / 3); // of a cell
    painter.drawRoundedRect(around, most, most);
}

QRectF annotationRect(const PaintContext &context, const Hop &hop, QPointF at, const QRectF &bounds)
{
    const AnnotationTexts texts = textsOf(hop);
    double width = context.faces.strong.widthOf(texts.title) + context.px(20);
    for (const auto &[label, value] : texts.rows)
        width = std::max(width, labelWidth(context, texts) + context.faces.mono.widthOf(value));
    const QSizeF size(width + context.px(32), context.px(80));
    QRectF best;
    double least = 1e18;
    const auto consider = [&](double x, double y) {
        QRectF place(at + QPointF(x, y), size);
        place.moveLeft(std::clamp(place.left(), bounds.left() + 8,
                                  std::max(bounds.left() + 8, bounds.right() - size.width() - 8)));
        place.moveTop(std::clamp(place.top(), bounds.top() + 8,
                                 std::max(bounds.top() + 8, bounds.bottom() - size.height() - 8)));
        const double cost =
            coveredArea(context, place) + (place.contains(at) ? 1e9 : 0) + context.px(20) * std::abs(y);
        if (cost < least) {
            least = cost;
            best = place;
        }
    };
    const double beside = context.px(30);
    for (double away = context.px(40); away <= context.px(240); away += context.px(50))
        for (const double x : {beside / 2, -size.width() - beside}) {
            consider(x, away);
            consider(x, -size.height() - away);
        }
    return best;
}

void paintAnnotation(QPainter &painter, const PaintContext &context, const Hop &hop, QPointF at,
                     const QRectF &card)
{
    const AnnotationTexts texts = textsOf(hop);
    const bool toTheRight = card.center().x() >= at.x();
    const QPointF side(toTheRight ? card.left() : card.right(), card.center().y());
    QPainterPath connector(at + QPointF(0, side.y() > at.y() ? context.px(12) : -context.px(12)));
    connector.quadTo(QPointF(at.x(), side.y()), side);
    QPen dotted(context.colour(Token::Muted), context.px(1.4));
    dotted.setDashPattern({2, 3});
    painter.setPen(dotted);
    painter.setBrush(Qt::NoBrush);
    painter.drawPath(connector);

    drawCard(painter, context, card, {context.colour(Token::Border), 12, 0.8});
    painter.setPen(QPen(context.colour(Token::Border), context.px(1)));
    painter.setBrush(mix(context.colour(Token::Surface), context.colour(Token::Surface2), 0.8));
    painter.drawRoundedRect(card.adjusted(0.5, 0.5, -0.5, -0.5), context.px(12), context.px(12));
    const QRectF inner = card.adjusted(context.px(16), context.px(10), -context.px(16), -context.px(8));
    const Token shape = hop.operation == Operation::DeadLetter ? Token::Rose : Token::Violet;
    drawOperation(painter, context.colour(shape),
                  {inner.left() + context.px(5), inner.top() + context.px(10)}, context.px(5), hop.operation);
    drawText(
        painter, context.faces.strong, context.colour(Token::Text),
        QRectF(inner.left() + context.px(18), inner.top(), inner.width() - context.px(18), context.px(20)),
        Qt::AlignLeft | Qt::AlignVCenter, texts.title);
    const double indent = labelWidth(context, texts);
    double y = inner.top() + context.px(22);
    for (const auto &[label, value] : texts.rows) {
        const QRectF row(inner.left(), y, inner.width(), context.px(19));
        drawText(painter, context.faces.small, context.colour(Token::Muted), row,
                 Qt::AlignLeft | Qt::AlignVCenter, label);
        drawText(painter, context.faces.mono, context.colour(Token::Text), row.adjusted(indent, 0, 1, 0),
                 Qt::AlignLeft | Qt::AlignVCenter, value);
        y += context.px(19);
    }
}

void paintFadingEdge(QPainter &painter, const PaintContext &context, const QRectF &place, Qt::Edge side)
{
    const bool left = side == Qt::LeftEdge;
    const QColor canvas = context.colour(Token::Canvas);
    QLinearGradient fade(left ? place.topLeft() : place.topRight(),
                         left ? place.topRight() : place.topLeft());
    fade.setColorAt(0, canvas);
    fade.setColorAt(0.35, withAlpha(canvas, 0.85));
    fade.setColorAt(1, withAlpha(canvas, 0));
    painter.fillRect(place, fade);
    // a mark that there is more
    const double arm = left ? context.px(5) : -context.px(5);
    const QPointF tip(left ? place.left() + context.px(9) : place.right() - context.px(9),
                      place.center().y());
    painter.setPen(
        QPen(context.colour(Token::Muted), context.px(2), Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.drawPolyline(QPolygonF{tip + QPointF(arm, -arm), tip, tip + QPointF(arm, arm)});
}

bool needsOverview(const FlowLayout &layout, const QRectF &visible)
{
    constexpr double seen = 0.7; // of a card, by which it is known
    return std::any_of(layout.nodes.begin(), layout.nodes.end(), [&](const NodeBox &node) {
        const QRectF part = node.box.intersected(visible);
        return part.width() * part.height() < seen * node.box.width() * node.box.height();
    });
}

QRectF overviewRect(const PaintContext &context, const QRectF &area, const ViewTransform &view)
{
    const double width = context.px(190);
    const QSizeF size(width,
                      width * context.layout.size.height() / std::max(1.0, context.layout.size.width()));
    const double margin = context.px(14);
    const double y = area.bottom() - size.height() - margin;
    const QRectF right(QPointF(area.right() - size.width() - margin, y), size);
    const QRectF left(QPointF(area.left() + margin, y), size);
    const auto covered = [&](const QRectF &place) {
        double sum = 0;
        for (const NodeBox &node : context.layout.nodes) {
            const QRectF part = view.toWidget(node.box).intersected(place);
            sum += part.isEmpty() ? 0 : part.width() * part.height();
        }
        return sum;
    };
    return covered(left) < covered(right) ? left : right;
}

void paintOverview(QPainter &painter, const PaintContext &context, const QRectF &place, const QRectF &visible)
{
    drawCard(painter, context, place, {context.colour(Token::Border), 10, 0.6});
    painter.save();
    painter.setClipRect(place.adjusted(2, 2, -2, -2));
    painter.translate(place.topLeft());
    const double scale = place.width() / std::max(1.0, context.layout.size.width());
    painter.scale(scale, scale);
    painter.setPen(Qt::NoPen);
    for (const NodeBox &box : context.layout.nodes) {
        painter.setBrush(context.colour(coloursOf(context.graph.nodes[box.index].role).solid));
        painter.setOpacity(0.55);
        painter.drawRoundedRect(box.box, 14, 14);
    }
    painter.setOpacity(1);
    painter.setBrush(withAlpha(context.colour(Token::Blue), 0.12));
    painter.setPen(QPen(context.colour(Token::Blue), 1.6 / scale));
    painter.drawRect(visible);
    painter.restore();
}

} // namespace pk::gui
