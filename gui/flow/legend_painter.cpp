#include "flow/legend_painter.h"

#include "flow/figures.h"
#include "flow/palette.h"
#include "flow/primitives.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>
#include <functional>
#include <utility>

namespace pk::gui {

namespace {

struct Item
{
    QString text;
    double markWidth = 10; ///< of the 4-px scale
    std::function<void(QPainter &, QPointF, double)> mark; ///< its left middle, the unit
};

void drawCell(QPainter &painter, QPointF at, double unit, const QColor &fill,
              const QColor &border = Qt::transparent)
{
    const QRectF cell(at.x(), at.y() - 7 * unit, 9 * unit, 14 * unit);
    painter.setBrush(fill);
    painter.setPen(border.alpha() == 0 ? QPen(Qt::NoPen) : QPen(border, 1.4 * unit));
    painter.drawRoundedRect(border.alpha() == 0 ? cell : cell.adjusted(0.7, 0.7, -0.7, -0.7), 2.5 * unit,
                            2.5 * unit);
}

Item operationItem(const Theme &theme, Operation operation)
{
    const QColor colour = theme.color(operation == Operation::DeadLetter ? Token::Rose : Token::Muted);
    return {operationText(operation), 10, [=](QPainter &painter, QPointF at, double unit) {
                drawOperation(painter, colour, at + QPointF(4.5 * unit, 0), 4.2 * unit, operation);
            }};
}

Item cellItem(const QString &text, const QColor &fill, const QColor &border = Qt::transparent)
{
    return {text, 9,
            [=](QPainter &painter, QPointF at, double unit) { drawCell(painter, at, unit, fill, border); }};
}

std::vector<Item> items(const Theme &theme)
{
    const QColor text = theme.color(Token::Text);
    const QColor canvas = theme.color(Token::Canvas);
    const QColor blue = theme.color(Token::Blue);
    const QColor teal = theme.color(Token::Teal);
    const Item committed{QCoreApplication::translate("flow", "committed offset"), 8,
                         [=](QPainter &painter, QPointF at, double unit) {
                             const double x = at.x() + 4 * unit;
                             painter.setPen(QPen(text, 1.6 * unit));
                             painter.drawLine(QPointF(x, at.y() - 7 * unit), QPointF(x, at.y() + 5 * unit));
                             painter.setPen(Qt::NoPen);
                             painter.setBrush(text);
                             painter.drawPolygon(QPolygonF{{x, at.y() + 2.5 * unit},
                                                           {x + 3.6 * unit, at.y() + 7 * unit},
                                                           {x - 3.6 * unit, at.y() + 7 * unit}});
                         }};
    const Item waiting{QCoreApplication::translate("flow", "waiting"), 20,
                       [=](QPainter &painter, QPointF at, double unit) {
                           drawCell(painter, at, unit, blue);
                           drawCell(painter, at + QPointF(11 * unit, 0), unit, teal);
                       }};
    return {
        operationItem(theme, Operation::Insert),
        operationItem(theme, Operation::Update),
        operationItem(theme, Operation::Delete),
        operationItem(theme, Operation::Absorbed),
        operationItem(theme, Operation::DeadLetter),
        committed,
        cellItem(QCoreApplication::translate("flow", "consumed"),
                 mix(canvas, theme.color(Token::Consumed), 0.9)),
        cellItem(QCoreApplication::translate("flow", "taken, not committed"), flattened(canvas, blue, 0.22),
                 blue),
        waiting,
        cellItem(QCoreApplication::translate("flow", "≥ %1 s").arg(kRisingLagS), theme.color(Token::Amber)),
        cellItem(QCoreApplication::translate("flow", "≥ %1 s").arg(kCriticalLagS), theme.color(Token::Rose))};
}

double itemWidth(const Faces &faces, const Item &item, double unit)
{
    return (item.markWidth + 7) * unit + faces.small.widthOf(item.text);
}

/// Items that share a row, and the row's width.
struct Row
{
    std::size_t first = 0;
    std::size_t count = 0;
    double width = 0;
};

std::vector<Row> rows(const std::vector<Item> &all, const Faces &faces, double unit, double available)
{
    const double gap = 20 * unit;
    std::vector<Row> result(1);
    for (std::size_t i = 0; i < all.size(); ++i) {
        const double width = itemWidth(faces, all[i], unit);
        if (result.back().count > 0 && result.back().width + gap + width > available)
            result.push_back({i, 0, 0});
        Row &row = result.back();
        row.width += (row.count > 0 ? gap : 0) + width;
        ++row.count;
    }
    return result;
}

/// Without what explains itself, as far as the rows are too many: of the colours of lag none is left out.
std::vector<Item> itemsFor(bool sampled, const Theme &theme, const Faces &faces, double unit,
                           double available, std::size_t mostRows)
{
    std::vector<Item> all = items(theme);
    if (sampled) {
        all.insert(all.begin(),
                   {QCoreApplication::translate("flow", "1:n = one dot for n messages"), 10,
                    [blue = theme.color(Token::Blue)](QPainter &painter, QPointF at, double u) {
                        drawOperation(painter, blue, at + QPointF(4.5 * u, 0), 4.2 * u, Operation::Insert);
                    }});
    }
    for (const QString &text :
         {QCoreApplication::translate("flow", "consumed"), operationText(Operation::Absorbed),
          QCoreApplication::translate("flow", "taken, not committed"), operationText(Operation::Delete),
          operationText(Operation::Update), operationText(Operation::Insert)}) {
        if (rows(all, faces, unit, available).size() <= mostRows)
            break;
        std::erase_if(all, [&](const Item &item) { return item.text == text; });
    }
    return all;
}

constexpr double sideMargins = 32;
constexpr double rowHeight = 20;
constexpr double oneRowBelow = 0.8; ///< of the diagram's scale: it needs the height
constexpr double rowsMargin = 16;

} // namespace

double legendHeight(const Theme &theme, const Faces &faces, double width, const LegendLook &look)
{
    const double unit = theme.scale();
    const auto needed = rows(items(theme), faces, unit, width / look.scale - sideMargins * unit).size();
    const auto count = static_cast<double>(look.oneRow ? 1 : needed);
    return (rowsMargin + rowHeight * count) * unit * look.scale;
}

LayoutWithLegend layOutWithLegend(const FlowGraph &graph, QSizeF available, const Theme &theme,
                                  const Faces &faces, double legendWidth, const ScrollPositions &scroll)
{
    const auto fittedAbove = [&](double legend) {
        const QSizeF room(available.width(), std::max(1.0, available.height() - legend));
        return layOutToFit(graph, room, theme.scale(), scroll);
    };
    LayoutWithLegend result;
    result.legendHeight = legendHeight(theme, faces, legendWidth);
    result.fitted = fittedAbove(result.legendHeight);
    if (result.fitted.readable >= 1)
        return result;
    result.look.scale = result.fitted.readable;
    result.look.oneRow = result.fitted.readable < oneRowBelow;
    result.legendHeight = legendHeight(theme, faces, legendWidth, result.look);
    result.fitted = fittedAbove(result.legendHeight); // larger, if anything
    return result;
}

void paintLegend(QPainter &painter, const Theme &theme, const Faces &faces, const QRectF &strip,
                 const LegendLook &look)
{
    const double unit = theme.scale();
    const QRectF room(QPointF(), strip.size() / look.scale);
    const double available = room.width() - sideMargins * unit;
    // Beside a drawer there is less width for the same height: what has no line of its own is left out whole.
    const auto most = static_cast<std::size_t>(
        std::max(1.0, (room.height() - rowsMargin * unit) / (rowHeight * unit) + 0.01));
    const std::vector<Item> all = itemsFor(look.sampled, theme, faces, unit, available, most);
    std::vector<Row> lines = rows(all, faces, unit, available);
    lines.resize(std::min(lines.size(), most));
    painter.save();
    painter.translate(strip.topLeft());
    painter.scale(look.scale, look.scale);
    double y = 14 * unit;
    for (const Row &row : lines) {
        double x = room.center().x() - row.width / 2;
        for (std::size_t i = row.first; i < row.first + row.count; ++i) {
            all[i].mark(painter, {x, y}, unit);
            const double width = itemWidth(faces, all[i], unit);
            const double left = x + (all[i].markWidth + 7) * unit;
            drawText(painter, faces.small, theme.color(Token::Muted),
                     QRectF(left, y - 10 * unit, x + width - left + 1, 20 * unit),
                     Qt::AlignLeft | Qt::AlignVCenter, all[i].text);
            x += width + 20 * unit;
        }
        y += rowHeight * unit;
    }
    painter.restore();
}

} // namespace pk::gui
