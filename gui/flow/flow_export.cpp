#include "flow/flow_export.h"

#include "flow/legend_painter.h"
#include "flow/scene_painter.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QPageSize>
#include <QPainter>
#include <QPdfWriter>
#include <QSvgGenerator>

#include <algorithm>

namespace pk::gui {

namespace {

constexpr int pdfDotsPerInch = 96; ///< so that a pixel of the size is a dot

void paintPicture(QPainter &painter, const FlowPicture &picture, QSizeF size, PaintQuality quality,
                  double devicePixels)
{
    const Theme &theme = picture.theme;
    const Faces faces(theme);
    const auto [fitted, look, legend] = layOutWithLegend(picture.graph, size, theme, faces, size.width());
    const FlowLayout &layout = fitted.layout;
    const double fit = fitted.scale;
    const QSizeF room(size.width(), size.height() - legend);
    const PaintContext context{picture.graph, layout,  picture.traffic,   theme,
                               faces,         quality, devicePixels * fit};

    painter.setRenderHints(QPainter::Antialiasing | QPainter::SmoothPixmapTransform);
    paintBackground(painter, theme, QRectF(QPointF(), size), quality);
    paintLegend(painter, theme, faces, QRectF(0, room.height(), size.width(), legend), look);
    painter.save();
    painter.translate((room.width() - layout.size.width() * fit) / 2,
                      (room.height() - layout.size.height() * fit) / 2);
    painter.scale(fit, fit);
    const QRectF everything(QPointF(), layout.size);
    paintStatics(painter, context, everything);
    paintFigures(painter, context, everything);
    paintTokens(painter, context, picture.nowMs);
    painter.restore();
}

} // namespace

QImage renderPng(const FlowPicture &picture, QSize size, double scale)
{
    QImage image(size * scale, QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);
    QPainter painter(&image);
    painter.scale(scale, scale);
    paintPicture(painter, picture, size, PaintQuality::Full, scale);
    return image;
}

QByteArray renderSvg(const FlowPicture &picture, QSize size)
{
    QBuffer buffer;
    QSvgGenerator generator;
    generator.setOutputDevice(&buffer);
    generator.setSize(size);
    generator.setViewBox(QRect(QPoint(), size));
    generator.setTitle(QCoreApplication::translate("flow", "Data flow"));
    QPainter painter(&generator);
    paintPicture(painter, picture, size, PaintQuality::Vector, 1);
    painter.end();
    return buffer.data();
}

QByteArray renderPdf(const FlowPicture &picture, QSize size)
{
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    QPdfWriter writer(&buffer);
    writer.setTitle(QCoreApplication::translate("flow", "Data flow"));
    writer.setResolution(pdfDotsPerInch);
    writer.setPageSize(QPageSize(QSizeF(size) / pdfDotsPerInch, QPageSize::Inch, {}, QPageSize::ExactMatch));
    writer.setPageMargins({});
    QPainter painter(&writer);
    paintPicture(painter, picture, size, PaintQuality::Vector, 1);
    painter.end();
    return buffer.data();
}

} // namespace pk::gui
