#include "flow/sprites.h"

#include "flow/palette.h"
#include "flow/primitives.h"

#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>

namespace pk::gui {

namespace {

constexpr int operations = operationCount;
constexpr int columns = operations + SpriteAtlas::tailLength + SpriteAtlas::directions;
constexpr double tokenRadius = 5.6;
constexpr double haloRadius = 9;

} // namespace

void SpriteAtlas::rebuild(const std::vector<Ramp> &ramps, double scale, const QColor &outline)
{
    if (ramps == m_ramps && scale == m_scale && outline == m_outline)
        return;
    m_ramps = ramps;
    m_scale = scale;
    m_outline = outline;
    m_cell = static_cast<int>(std::ceil(2 * haloRadius * scale)) | 1; // odd: a middle pixel
    const int rows = std::max(1, static_cast<int>(ramps.size()) * colourSteps);
    m_pixmap = QPixmap(columns * m_cell, rows * m_cell);
    m_pixmap.fill(Qt::transparent);
    QPainter painter(&m_pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    for (std::size_t ramp = 0; ramp < ramps.size(); ++ramp)
        for (int step = 0; step < colourSteps; ++step)
            paintRow(painter, static_cast<int>(ramp) * colourSteps + step,
                     mix(QColor(ramps[ramp].first), QColor(ramps[ramp].second),
                         static_cast<double>(step) / (colourSteps - 1)));
}

void SpriteAtlas::paintRow(QPainter &painter, int row, const QColor &colour) const
{
    const auto centre = [&](int column) { return QPointF((column + 0.5) * m_cell, (row + 0.5) * m_cell); };
    int column = 0;
    for (int i = 0; i < operations; ++i, ++column) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(withAlpha(colour, 0.26));
        painter.drawEllipse(centre(column), haloRadius * m_scale - 0.5, haloRadius * m_scale - 0.5);
        painter.setPen(
            QPen(m_outline, 3 * m_scale, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin)); // half is covered
        painter.setBrush(colour);
        const QPainterPath shape =
            operationPath(centre(column), tokenRadius * m_scale, static_cast<Operation>(i));
        painter.drawPath(shape);
        painter.setPen(Qt::NoPen);
        painter.drawPath(shape);
    }
    for (int i = 0; i < tailLength; ++i, ++column) {
        const double left = 1 - static_cast<double>(i) / tailLength;
        painter.setPen(Qt::NoPen);
        painter.setBrush(withAlpha(colour, 0.3 * left));
        const double radius = (0.9 + tokenRadius * 0.42 * left) * m_scale;
        painter.drawEllipse(centre(column), radius, radius);
    }
    for (int i = 0; i < directions; ++i, ++column) {
        painter.save();
        painter.translate(centre(column));
        painter.rotate(360.0 * i / directions);
        painter.setPen(QPen(colour, 1.7 * m_scale, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        painter.setBrush(Qt::NoBrush);
        const double side = 2.6 * m_scale;
        painter.drawPolyline(QPolygonF{{-side * 0.6, -side}, {side * 0.6, 0}, {-side * 0.6, side}});
        painter.restore();
    }
}

QRect SpriteAtlas::at(std::size_t ramp, int step, int column) const
{
    return {column * m_cell, (static_cast<int>(ramp) * colourSteps + step) * m_cell, m_cell, m_cell};
}

QRect SpriteAtlas::token(std::size_t ramp, int step, Operation operation) const
{
    return at(ramp, step, static_cast<int>(operation));
}

QRect SpriteAtlas::tail(std::size_t ramp, int step, int piece) const
{
    const int margin = m_cell / 4; // a tail piece is small: copy only what is painted
    return at(ramp, step, operations + piece).adjusted(margin, margin, -margin, -margin);
}

QRect SpriteAtlas::chevron(std::size_t ramp, int step, int direction) const
{
    const int margin = m_cell / 4;
    return at(ramp, step, operations + tailLength + direction).adjusted(margin, margin, -margin, -margin);
}

} // namespace pk::gui
