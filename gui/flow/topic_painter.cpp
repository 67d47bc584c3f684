#include "flow/topic_painter.h"

#include "flow/edge_painter.h"
#include "flow/figures.h"
#include "flow/palette.h"
#include "flow/primitives.h"

#include <QCoreApplication>
#include <QLinearGradient>
#include <QPainterPath>

#include <algorithm>
#include <numeric>

namespace pk::gui {

namespace {

std::int64_t totalLag(const Node &node)
{
    return std::accumulate(node.lanes.begin(), node.lanes.end(), std::int64_t{0},
                           [](std::int64_t sum, const Lane &lane) { return sum + lag(lane); });
}

QColor laneColour(const PaintContext &context, Role role)
{
    const QColor plain = mix(context.colour(Token::Surface), context.colour(Token::Surface2),
                             context.theme.scheme() == Scheme::Dark ? 0.72 : 1.0);
    return flattened(plain, context.colour(coloursOf(role).solid), 0.018);
}

void paintRail(QPainter &painter, const PaintContext &context, const LaneBox &lane, Role role)
{
    const QColor solid = context.colour(coloursOf(role).solid);
    const QColor under = laneColour(context, role);
    const QPointF from(lane.box.left(), lane.railY);
    const QPointF to(lane.cells.right(), lane.railY);
    QPen pen(flattened(under, solid, 0.42), context.px(1.6));
    if (context.quality == PaintQuality::Full) {
        QLinearGradient fade(from, to);
        fade.setColorAt(0, flattened(under, solid, 0.2));
        fade.setColorAt(1, flattened(under, solid, 0.6));
        pen.setBrush(fade);
    }
    painter.setPen(pen);
    painter.drawLine(from, to);
}

double cellGap(const LaneBox &box)
{
    return box.cellPitch * 3 / 13;
}

double cellRadius(const PaintContext &context, const LaneBox &lane)
{
    return std::min(context.px(3), lane.cells.height() / 3);
}

/// All cells as consumed ones, which most are most of the time: only the others are painted with the figures.
void paintConsumedCells(QPainter &painter, const PaintContext &context, const LaneBox &lane, Role role)
{
    const QColor under = laneColour(context, role);
    const QColor consumed = context.colour(Token::Consumed);
    const double radius = cellRadius(context, lane);
    painter.setPen(Qt::NoPen);
    for (int i = 0; i < lane.cellCount; ++i) {
        painter.setBrush(flattened(under, consumed, 0.45 + 0.4 * i / lane.cellCount));
        painter.drawRoundedRect(cellRect(lane, i), radius, radius);
    }
}

void paintLaneStatics(QPainter &painter, const PaintContext &context, const LaneBox &lane, Role role)
{
    painter.setPen(Qt::NoPen);
    painter.setBrush(laneColour(context, role));
    const double radius = std::min(context.px(9), lane.box.height() / 3);
    painter.drawRoundedRect(lane.box, radius, radius);
    paintRail(painter, context, lane, role);
    paintConsumedCells(painter, context, lane, role);
}

/// The partition's name; of one whose leader went down or whose replicas are behind, with who leads it now
/// and how many are in sync, where there is a line for it. Returns where what stands on that line ends.
double paintLaneName(QPainter &painter, const PaintContext &context, const LaneBox &box, const Lane &lane)
{
    // In a low lane below the tokens on the rail, and above those of the next lane.
    const double middle = std::max(box.cells.center().y(),
                                   std::min(box.railY + context.px(13.5), box.box.bottom() - context.px(5)));
    const QRectF name(box.box.left() + context.px(8), middle - context.px(8), context.px(26), context.px(16));
    const bool behind = lane.inSync < lane.replicas;
    const bool headless = lane.leader == kNoLeader;
    const QColor colour =
        context.colour(lane.leaderMoved || behind || headless ? Token::AmberText : Token::Muted);
    drawText(painter, context.faces.mono, colour, name, Qt::AlignLeft | Qt::AlignVCenter,
             QStringLiteral("P%1").arg(lane.partition));
    if ((!lane.leaderMoved && !behind && !headless) || box.density != LaneDensity::Full)
        return box.box.left();
    QString text = headless ? QCoreApplication::translate("flow", "no leader")
                            : QCoreApplication::translate("flow", "leader %1").arg(lane.leader);
    if (behind)
        text = QCoreApplication::translate("flow", "%1 · ISR %2/%3")
                   .arg(text)
                   .arg(lane.inSync)
                   .arg(lane.replicas);
    const double width = context.faces.caption.widthOf(text) + context.px(12);
    const QRectF pill(name.left() - context.px(2), box.cells.bottom() + context.px(3), width, context.px(16));
    drawPill(painter, context, pill, context.faces.caption, {context.colour(Token::AmberTint), colour}, text);
    return pill.right();
}

/// Where more waits than the lane has cells, a torn strip at the left says how much is not shown. Returns the
/// number of cells it takes.
int paintTorn(QPainter &painter, const PaintContext &context, const LaneBox &box, const Lane &lane, Role role,
              LagLevel level)
{
    const std::int64_t waiting = lag(lane);
    if (waiting <= box.cellCount)
        return 0;
    const QFontMetricsF &metrics = context.faces.monoSmall.metrics;
    const auto widthOf = [&](int cells) { return cells * box.cellPitch - cellGap(box); };
    int cells = 1;
    QString text;
    for (int more = 2; more <= box.cellCount - 2 && text.isEmpty(); ++more) {
        const std::int64_t hidden = waiting - (box.cellCount - more);
        const QString figure = QStringLiteral("+")
            + (hidden < 1'000 ? QString::number(hidden) : rateText(static_cast<double>(hidden)));
        if (metrics.horizontalAdvance(figure) + context.px(10) <= widthOf(more)) {
            cells = more;
            text = figure;
        }
    }
    const RoleColours colours = coloursOf(level, role);
    const QRectF strip(box.cells.topLeft(), QSizeF(widthOf(cells), box.cells.height()));
    const double tooth = context.px(3);
    QPolygonF outline{strip.topLeft()};
    constexpr int teeth = 6;
    for (int i = 0; i <= teeth; ++i)
        outline << QPointF(strip.right() - (i % 2 == 0 ? 0 : tooth),
                           strip.top() + strip.height() * i / teeth);
    outline << strip.bottomLeft();
    painter.setPen(Qt::NoPen);
    painter.fillRect(strip, laneColour(context, role));
    painter.setBrush(flattened(laneColour(context, role), context.colour(colours.solid), 0.26));
    painter.drawPolygon(outline);
    drawText(painter, context.faces.monoSmall, context.colour(colours.text),
             strip.adjusted(context.px(3), 0, -tooth, 0), Qt::AlignCenter, text);
    return cells;
}

/// So many cells at the left, where nothing is or no more: outlines. As one filled path, which costs a fifth
/// of what a stroke around each does; of a new topic that is most of a lane.
void paintGone(QPainter &painter, const PaintContext &context, const LaneBox &lane, int count, Role role)
{
    if (count <= 0)
        return;
    const QColor under = laneColour(context, role);
    const double radius = cellRadius(context, lane);
    QPainterPath outlines;
    for (int i = 0; i < count; ++i) {
        const QRectF cell = cellRect(lane, i);
        outlines.addRoundedRect(cell, radius, radius);
        outlines.addRoundedRect(cell.adjusted(1, 1, -1, -1), radius - 1, radius - 1);
    }
    painter.fillRect(cellRect(lane, 0).united(cellRect(lane, count - 1)), under);
    painter.fillPath(outlines, flattened(under, context.colour(Token::Consumed), 0.55));
}

/// The newest cells that are not consumed: waiting ones in colour and brighter the newer, taken ones hollow
/// until their offset is committed, evicted ones gone.
void paintCells(QPainter &painter, const PaintContext &context, const LaneBox &box, const Lane &lane,
                Role role, LagLevel level)
{
    const QColor under = laneColour(context, role);
    const QColor waiting = context.colour(coloursOf(level, role).solid);
    const double radius = cellRadius(context, box);
    const std::int64_t committed = std::max(lane.committed, lane.logStart);
    const std::int64_t first = lane.logEnd - box.cellCount;
    const auto lagCells =
        std::max<std::int64_t>(1, std::min<std::int64_t>(lane.logEnd - committed, box.cellCount));
    const auto gone = std::clamp<std::int64_t>(lane.logStart - first, 0, box.cellCount);
    paintGone(painter, context, box, static_cast<int>(gone), role);
    const int torn = paintTorn(painter, context, box, lane, role, level);
    for (int i = std::max(torn, static_cast<int>(gone)); i < box.cellCount; ++i) {
        const std::int64_t offset = first + i;
        const QRectF cell = cellRect(box, i);
        const double newness =
            static_cast<double>(offset - (lane.logEnd - lagCells) + 1) / static_cast<double>(lagCells);
        const double strength = 0.6 + 0.4 * newness;
        if (offset < committed)
            continue;
        if (offset < lane.position) {
            painter.fillRect(cell, under); // the consumed one below
            painter.setPen(QPen(flattened(under, waiting, strength), context.px(1.4)));
            painter.setBrush(flattened(under, waiting, 0.22));
            painter.drawRoundedRect(cell.adjusted(0.7, 0.7, -0.7, -0.7), radius, radius);
        } else {
            painter.setPen(Qt::NoPen);
            painter.setBrush(flattened(under, waiting, strength));
            painter.drawRoundedRect(cell, radius, radius);
        }
    }
}

/// Its offset stands left of the mark where that has room to the right of `nameEnd`, else right of both.
/// Returns where it ends.
double paintCommitted(QPainter &painter, const PaintContext &context, const LaneBox &box, const Lane &lane,
                      double nameEnd)
{
    const double x = offsetX(box, lane, lane.committed);
    const double top = box.cells.top() - context.px(2.5);
    const bool full = box.density == LaneDensity::Full;
    const double bottom = full ? box.cells.bottom() + context.px(3) : box.cells.bottom() + context.px(1);
    const QColor colour = context.colour(Token::Text);
    painter.setPen(QPen(colour, context.px(1.6)));
    painter.drawLine(QPointF(x, top), QPointF(x, bottom));
    if (!full)
        return x;
    const double side = context.px(3.6);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colour);
    painter.drawPolygon(
        QPolygonF{{x, bottom - side * 0.4}, {x + side, bottom + side}, {x - side, bottom + side}});

    const QString text = offsetText(lane.committed);
    const double width = context.faces.monoSmall.widthOf(text);
    const double gap = context.px(6);
    const bool roomAtLeft = x - gap - width >= nameEnd + context.px(2);
    const double left = roomAtLeft ? x - gap - width : std::max(x + gap, nameEnd + context.px(2));
    const QRectF place(left, box.cells.bottom() + context.px(1), width, context.px(15));
    drawText(painter, context.faces.monoSmall, context.colour(Token::Muted), place,
             Qt::AlignLeft | Qt::AlignVCenter, text);
    return place.right();
}

/// A bracket where the log begins now: what was before has been evicted.
void paintLogStart(QPainter &painter, const PaintContext &context, const LaneBox &box, const Lane &lane)
{
    const double x = offsetX(box, lane, lane.logStart);
    const double arm = context.px(3);
    const QRectF cells = box.cells.adjusted(0, -context.px(2), 0, context.px(2));
    painter.setPen(QPen(context.colour(Token::Subtle), context.px(1.4)));
    painter.drawPolyline(
        QPolygonF{{x + arm, cells.top()}, {x, cells.top()}, {x, cells.bottom()}, {x + arm, cells.bottom()}});
}

/// As wide as its figure needs: it grows into the room at its sides.
QRectF lanePill(const PaintContext &context, const LaneBox &box, double needed)
{
    const double grow = needed - box.pill.width();
    if (grow <= 0)
        return box.pill;
    const double right = std::min(grow / 2, box.box.right() - box.pill.right() - context.px(3));
    const double left = std::min(grow - right, box.pill.left() - box.cells.right() - context.px(1));
    return box.pill.adjusted(-left, 0, right, 0);
}

void paintLagPill(QPainter &painter, const PaintContext &context, const LaneBox &box, const QString &figure,
                  LagLevel level, Role role)
{
    const RoleColours colours = coloursOf(level, role);
    const bool normal = level == LagLevel::Normal;
    const QColor fill = normal ? flattened(laneColour(context, role), context.colour(Token::Consumed), 0.75)
                               : context.colour(colours.tint);
    const QColor text = context.colour(normal ? Token::Muted : colours.text);
    const double mark =
        level == LagLevel::Critical ? context.px(11) : 0; // its shape says it, not its colour alone
    const double width = context.faces.monoSmall.widthOf(figure) + mark;
    const QRectF pill = lanePill(context, box, width + context.px(8));
    drawPill(painter, context, pill, context.faces.monoSmall, {fill, text}, {});
    QRectF place = pill;
    place.setLeft(pill.center().x() - width / 2);
    if (mark > 0)
        drawOperation(painter, text, {place.left() + context.px(4), place.center().y()}, context.px(3.6),
                      Operation::DeadLetter);
    place.setLeft(place.left() + mark);
    drawText(painter, context.faces.monoSmall, text, place, Qt::AlignLeft | Qt::AlignVCenter, figure);
}

void paintLaneFigures(QPainter &painter, const PaintContext &context, const Node &node, const LaneBox &box)
{
    const Lane &lane = node.lanes[box.index];
    const QString behind = isLagKnown(lane) ? shortCountText(lag(lane)) : unknownText();
    const LagLevel level = lane.level;
    const double nameEnd = paintLaneName(painter, context, box, lane);
    paintCells(painter, context, box, lane, node.role, level);
    if (lane.logStart > 0)
        paintLogStart(painter, context, box, lane);
    const double taken = lane.committed >= 0 ? paintCommitted(painter, context, box, lane, nameEnd) : nameEnd;
    paintLagPill(painter, context, box, behind, level, node.role);
    const QString logEnd = offsetText(lane.logEnd);
    const double left = box.pill.right() - context.faces.monoSmall.widthOf(logEnd);
    // Without room it is left out: committed offset and lag tell it, too.
    if (box.density == LaneDensity::Full && left >= taken + context.px(5))
        drawText(painter, context.faces.monoSmall, context.colour(Token::Subtle),
                 QRectF(left, box.cells.bottom() + context.px(1), box.pill.right() - left, context.px(15)),
                 Qt::AlignRight | Qt::AlignVCenter, logEnd);
}

/// What passes at the card, where there is no room beside it: at the right end of a line, as far as `text` at
/// its left leaves room. False: it leaves none.
bool paintPassing(QPainter &painter, const PaintContext &context, const QStringList &passing, Role role,
                  const QRectF &line, const Face &face, const QString &text)
{
    const double taken = text.isEmpty() ? 0 : face.widthOf(text) + context.px(6);
    for (const QString &each : passing) {
        if (taken + context.faces.monoSmall.widthOf(each) > line.width())
            continue;
        drawText(painter, context.faces.monoSmall, context.colour(coloursOf(role).text), line,
                 (text.isEmpty() ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter, each);
        return true;
    }
    return false;
}

void paintCompactFigures(QPainter &painter, const PaintContext &context, const Node &node, const NodeBox &box)
{
    const std::int64_t count = node.kept;
    const RoleColours colours = coloursOf(node.role);
    const QString unit = node.keptAreOffsets ? QCoreApplication::translate("flow", "offsets")
        : count == 1                         ? QCoreApplication::translate("flow", "message")
                                             : QCoreApplication::translate("flow", "messages");
    QRectF line = box.subtitle;
    double x = line.left();
    if (count > 0 && node.role == Role::DeadLetter) {
        drawOperation(painter, context.colour(colours.solid), {x + context.px(4), line.center().y()},
                      context.px(3.8), Operation::DeadLetter);
        x += context.px(14);
    }
    const QColor figure = context.colour(count > 0 ? colours.text : Token::Muted);
    const QString text = countText(count);
    drawText(painter, context.faces.mono, figure, QRectF(x, line.top(), line.right() - x, line.height()),
             Qt::AlignLeft | Qt::AlignVCenter, text);
    x += context.faces.mono.widthOf(text) + context.px(6);
    drawText(painter, context.faces.small, context.colour(Token::Muted),
             QRectF(x, line.top(), line.right() - x, line.height()), Qt::AlignLeft | Qt::AlignVCenter, unit);
    line.setLeft(x);
    paintPassing(painter, context, bundleTextsOnCard(context, box.index), node.role, line,
                 context.faces.small, unit);
}

/// Title with its qualifier and second line, as wide as the pill beside them leaves room; so they are drawn
/// with it.
void paintHeaderTexts(QPainter &painter, const PaintContext &context, const Node &node, const NodeBox &box,
                      const QRectF &pill)
{
    const double right = pill.left() - context.px(6);
    QRectF title = box.title;
    if (pill.top() < title.center().y())
        title.setRight(right);
    QRectF second = box.subtitle;
    second.setRight(right);
    QRectF qualifier = box.qualifier;
    if (pill.top() < qualifier.bottom())
        qualifier.setRight(right);
    const bool isRoutine =
        node.status == NodeStatus::Running && node.alert.isEmpty(); // the lanes tell it, too
    const bool oneLine = second.isEmpty(); // what is wrong stands above the title then
    if (oneLine && !isRoutine)
        second = qualifier;
    else
        drawText(painter, context.faces.small, context.colour(Token::Muted), qualifier,
                 Qt::AlignLeft | Qt::AlignVCenter, topicQualifier(node));
    drawText(painter, context.faces.title, context.colour(Token::Text), title,
             Qt::AlignLeft | Qt::AlignVCenter, topicName(node));
    QString line =
        endThatFits(context.faces.small, node.subtitle, second.width()); // the lanes tell the beginning, too
    QColor colour = context.colour(Token::Muted);
    if (node.status != NodeStatus::Running) {
        line = node.reason.isEmpty() ? statusText(node.status)
                                     : statusText(node.status) + QStringLiteral(" · ") + node.reason;
        colour = context.colour(coloursOf(node.status).text);
    } else if (!node.alert.isEmpty()) {
        line = node.alert;
        colour = context.colour(Token::AmberText);
    }
    const QStringList passing = bundleTextsOnCard(context, box.index);
    const QString above = oneLine && !isRoutine ? line : topicQualifier(node);
    const bool isSaidAbove = passing.isEmpty()
        || paintPassing(painter, context, passing, node.role, qualifier, context.faces.small, above)
        || paintPassing(painter, context, passing, node.role, title, context.faces.title, topicName(node));
    if (oneLine && isRoutine)
        return;
    const bool isSaid = isSaidAbove || oneLine
        || paintPassing(painter, context, passing, node.role, second, context.faces.small, line);
    if (isSaid || !isRoutine
        || !paintPassing(painter, context, passing, node.role, second, context.faces.small, {}))
        drawText(painter, context.faces.small, colour, second, Qt::AlignLeft | Qt::AlignVCenter, line);
}

QString lagText(const Node &node)
{
    const std::int64_t total = totalLag(node);
    return QCoreApplication::translate("flow", "lag %1")
        .arg(!isLagKnown(node)    ? unknownText()
                 : total < 100000 ? countText(total)
                                  : rateText(static_cast<double>(total)));
}

} // namespace

/// Beside both lines; below the title on all cards when on one of them the title leaves it no room.
QRectF lagPillRect(const PaintContext &context, const NodeBox &box)
{
    const auto widthOf = [&](const Node &node) {
        return context.faces.strong.widthOf(lagText(node)) + context.px(20);
    };
    const bool below =
        std::any_of(context.layout.nodes.begin(), context.layout.nodes.end(), [&](const NodeBox &each) {
            const Node &node = context.graph.nodes[each.index];
            return node.kind == NodeKind::Topic && !node.compact
                && context.faces.title.widthOf(topicName(node)) + context.px(6) + widthOf(node)
                > each.title.width();
        });
    const double width = widthOf(context.graph.nodes[box.index]);
    const double height = context.px(below ? 18 : 22);
    const double middle = below ? box.subtitle.center().y() : box.subtitle.top() - context.px(1);
    return {box.title.right() - width, middle - height / 2, width, height};
}

QRectF cellRect(const LaneBox &box, int cell)
{
    return {box.cells.left() + cell * box.cellPitch, box.cells.top(), box.cellPitch - cellGap(box),
            box.cells.height()};
}

double offsetX(const LaneBox &box, const Lane &lane, std::int64_t offset)
{
    const std::int64_t first = lane.logEnd - box.cellCount;
    const auto cell = static_cast<double>(std::clamp<std::int64_t>(offset - first, 0, box.cellCount));
    return box.cells.left() + cell * box.cellPitch - cellGap(box) / 2;
}

std::int64_t offsetAt(const LaneBox &box, const Lane &lane, double x)
{
    if (x < box.cells.left() || x >= box.cells.right())
        return -1;
    const std::int64_t offset =
        lane.logEnd - box.cellCount + static_cast<int>((x - box.cells.left()) / box.cellPitch);
    return offset >= lane.logStart && offset < lane.logEnd ? offset : -1;
}

void paintTopicStatics(QPainter &painter, const PaintContext &context, const NodeBox &box)
{
    const Node &node = context.graph.nodes[box.index];
    drawCard(painter, context, box.box, {context.colour(Token::Border)});
    drawIconTile(painter, context, node.icon, node.role, box.icon);
    if (node.compact) {
        const Faces &faces = context.faces;
        const Face *face = &faces.strong;
        for (const Face *smaller : {&faces.small, &faces.caption}) {
            if (face->widthOf(topicName(node)) > box.title.width())
                face = smaller;
        }
        drawText(painter, faces.small, context.colour(Token::Muted), box.qualifier,
                 Qt::AlignLeft | Qt::AlignVCenter, topicQualifier(node));
        drawText(painter, *face, context.colour(Token::Text), box.title, Qt::AlignLeft | Qt::AlignVCenter,
                 topicName(node), Qt::ElideLeft); // its end says what it is
        return;
    }
    for (const LaneBox &lane : box.lanes)
        paintLaneStatics(painter, context, lane, node.role);
}

void paintTopicFigures(QPainter &painter, const PaintContext &context, const NodeBox &box, const QRectF &part)
{
    const Node &node = context.graph.nodes[box.index];
    if (node.compact) {
        paintCompactFigures(painter, context, node, box);
        return;
    }
    const QRectF pill = lagPillRect(context, box);
    const RoleColours colours = coloursOf(worstLevel(node), node.role);
    if (box.lanes.empty() || part.top() < std::max(box.lanes.front().box.top(), pill.bottom())) {
        drawPill(painter, context, pill, context.faces.strong,
                 {context.colour(colours.tint), context.colour(colours.text)}, lagText(node));
        paintHeaderTexts(painter, context, node, box, pill);
    }
    const double over = context.px(6); // marks and texts of a lane that reach over its edge
    for (const LaneBox &lane : box.lanes) {
        if (lane.box.adjusted(-over, -over, over, over).intersects(part))
            paintLaneFigures(painter, context, node, lane);
    }
    if (box.hidden > 0)
        drawText(painter, context.faces.small, context.colour(Token::Muted), box.more, Qt::AlignCenter,
                 QCoreApplication::translate("flow", "+%1 more partitions").arg(box.hidden));
}

} // namespace pk::gui
