#include "flow/shadow.h"

#include <QImage>
#include <QPainter>
#include <QPixmapCache>

#include <algorithm>
#include <array>
#include <cmath>

namespace pk::gui {

namespace {

constexpr double fullReach = 20;
constexpr double fullDrop = 5; ///< the light comes from above

/// A square whose corners are the shadow's corners; `corner` device pixels each, and one pixel between them.
QPixmap cornerPixmap(int corner, double radius, double reach, bool dark)
{
    const int side = 2 * corner + 1;
    QImage image(side, side, QImage::Format_ARGB32_Premultiplied);
    const QColor colour = dark ? QColor(2, 5, 14) : QColor(30, 50, 90);
    const double peak = dark ? 0.5 : 0.17;
    const double inner = corner - reach - radius; // from the middle to where the rounding begins
    for (int y = 0; y < side; ++y) {
        auto *line = reinterpret_cast<QRgb *>(image.scanLine(y));
        for (int x = 0; x < side; ++x) {
            const double dx = std::max(0.0, std::abs(x - corner) - inner);
            const double dy = std::max(0.0, std::abs(y - corner) - inner);
            const double outside = std::hypot(dx, dy) - radius;
            const double near = std::clamp(1 - outside / reach, 0.0, 1.0);
            line[x] = qPremultiply(qRgba(colour.red(), colour.green(), colour.blue(),
                                         static_cast<int>(std::lround(255 * peak * near * near * near))));
        }
    }
    return QPixmap::fromImage(image);
}

} // namespace

double shadowReach(double unit)
{
    return (fullReach + fullDrop + 1) * unit;
}

void drawShadow(QPainter &painter, const PaintContext &context, const QRectF &card, double radius,
                double elevation)
{
    const bool dark = context.theme.scheme() == Scheme::Dark;
    const double device = context.devicePixels;
    const double reach = context.px(fullReach) * elevation;
    const int corner = static_cast<int>(std::ceil((reach + radius) * device)) + 1;
    const QString key = QStringLiteral("pk-shadow-%1-%2-%3-%4")
                            .arg(corner)
                            .arg(radius * device)
                            .arg(reach * device)
                            .arg(dark);
    QPixmap pixmap;
    if (!QPixmapCache::find(key, &pixmap)) {
        pixmap = cornerPixmap(corner, radius * device, reach * device, dark);
        QPixmapCache::insert(key, pixmap);
    }

    const QRectF outer =
        card.translated(0, context.px(fullDrop) * elevation).adjusted(-reach, -reach, reach, reach);
    const double part = corner / device;
    std::array<double, 4> x{outer.left(), outer.left() + part, outer.right() - part, outer.right()};
    std::array<double, 4> y{outer.top(), outer.top() + part, outer.bottom() - part, outer.bottom()};
    const QTransform toDevice = painter.deviceTransform(); // whole device pixels: no seams between the parts
    for (double &value : x)
        value = (std::round(value * toDevice.m11() + toDevice.dx()) - toDevice.dx()) / toDevice.m11();
    for (double &value : y)
        value = (std::round(value * toDevice.m22() + toDevice.dy()) - toDevice.dy()) / toDevice.m22();
    const std::array<int, 4> from{0, corner, corner + 1, 2 * corner + 1};
    painter.save();
    painter.setRenderHint(QPainter::SmoothPixmapTransform, false);
    for (std::size_t row = 0; row < 3; ++row)
        for (std::size_t column = 0; column < 3; ++column)
            if (row != 1 || column != 1) // the card covers the middle
                painter.drawPixmap(QRectF(QPointF(x[column], y[row]), QPointF(x[column + 1], y[row + 1])),
                                   pixmap,
                                   QRectF(from[column], from[row], from[column + 1] - from[column],
                                          from[row + 1] - from[row]));
    painter.restore();
}

} // namespace pk::gui
