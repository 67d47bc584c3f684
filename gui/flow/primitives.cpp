#include "flow/primitives.h"

#include "flow/palette.h"
#include "flow/shadow.h"

#include <QLinearGradient>
#include <QPaintEngine>
#include <QPainterPath>

#include <algorithm>
#include <cmath>
#include <utility>

namespace pk::gui {

namespace {

QPainterPath trianglePath(QPointF c, double r)
{
    QPainterPath path(c + QPointF(0, -r));
    path.lineTo(c + QPointF(r * 1.05, r * 0.85));
    path.lineTo(c + QPointF(-r * 1.05, r * 0.85));
    path.closeSubpath();
    return path;
}

ShortenedTexts *shortenedTexts = nullptr; // of the GUI thread

QStringList brokenLines(const QFontMetricsF &metrics, const QString &text, double width)
{
    QStringList lines;
    QString line;
    for (const QString &word : text.split(QLatin1Char(' '), Qt::SkipEmptyParts)) {
        const QString longer = line.isEmpty() ? word : line + QLatin1Char(' ') + word;
        if (line.isEmpty() || metrics.horizontalAdvance(longer) <= width) {
            line = longer;
            continue;
        }
        lines << line;
        line = word;
    }
    if (!line.isEmpty())
        lines << line;
    return lines;
}

/// Top left of what is so large and stands so in the rectangle.
QPointF placeIn(const QRectF &rect, Qt::Alignment align, QSizeF size)
{
    const double spareX = rect.width() - size.width();
    const double spareY = rect.height() - size.height();
    return {rect.left()
                + (align & Qt::AlignRight         ? spareX
                       : align & Qt::AlignHCenter ? spareX / 2
                                                  : 0),
            rect.top()
                + (align & Qt::AlignBottom        ? spareY
                       : align & Qt::AlignVCenter ? spareY / 2
                                                  : 0)};
}

} // namespace

ShortenedTexts::ShortenedTexts()
    : m_outer(std::exchange(shortenedTexts, this))
{
}

ShortenedTexts::~ShortenedTexts()
{
    shortenedTexts = m_outer;
}

void noteShortened(const QString &text)
{
    if (shortenedTexts)
        shortenedTexts->m_texts << text;
}

void drawParagraph(QPainter &painter, const Face &face, const QColor &colour, const QRectF &rect,
                   Qt::Alignment align, const QString &text)
{
    const double height = face.metrics.lineSpacing();
    const auto most = static_cast<qsizetype>(std::max(1.0, (rect.height() + 1) / height));
    QStringList lines = brokenLines(face.metrics, text, rect.width());
    if (lines.size() > most) {
        noteShortened(text);
        lines[most - 1] =
            face.metrics.elidedText(lines.mid(most - 1).join(QLatin1Char(' ')), Qt::ElideRight, rect.width());
        lines.resize(most);
    }
    double y = rect.top();
    if (align & Qt::AlignVCenter)
        y += (rect.height() - static_cast<double>(lines.size()) * height) / 2;
    const Qt::Alignment across = align & Qt::AlignHorizontal_Mask;
    for (const QString &line : lines) {
        drawText(painter, face, colour, QRectF(rect.left(), y, rect.width(), height),
                 across | Qt::AlignVCenter, line);
        y += height;
    }
}

void drawText(QPainter &painter, const Face &face, const QColor &colour, const QRectF &rect,
              Qt::Alignment align, const QString &text, Qt::TextElideMode elide)
{
    if (text.isEmpty() || rect.width() <= 0)
        return;
    painter.setFont(face.font);
    painter.setPen(colour);
    const bool fits = face.widthOf(text) <= rect.width() + 0.5;
    if (!fits)
        noteShortened(text);
    const QString shown = fits ? text : face.metrics.elidedText(text, elide, rect.width());
    if (painter.paintEngine()->type() == QPaintEngine::Raster)
        painter.drawStaticText(placeIn(rect, align, face.shaped(shown).size()), face.shaped(shown));
    else // writers of SVG and PDF keep the text as one
        painter.drawText(rect, static_cast<int>(align) | Qt::TextSingleLine | Qt::TextDontClip, shown);
}

double drawFigure(QPainter &painter, const Face &face, const QColor &colour, QPointF baseline,
                  const QString &text)
{
    painter.setFont(face.font);
    painter.setPen(colour);
    const double digit = face.metrics.horizontalAdvance(QLatin1Char('0'));
    double x = baseline.x();
    for (const QChar character : text) {
        const double own = face.metrics.horizontalAdvance(character);
        const double advance = character.isDigit() ? digit : own;
        painter.drawText(QPointF(x + (advance - own) / 2, baseline.y()), QString(character));
        x += advance;
    }
    return x - baseline.x();
}

QPainterPath operationPath(QPointF c, double r, Operation operation)
{
    QPainterPath path;
    switch (operation) {
    case Operation::Insert:
        path.addEllipse(c, r, r);
        break;
    case Operation::Update:
        path.addRoundedRect(QRectF(c - QPointF(r, r) * 0.92, QSizeF(r, r) * 1.84), r * 0.4, r * 0.4);
        break;
    case Operation::Delete:
        path.moveTo(c + QPointF(0, -r * 1.25));
        path.lineTo(c + QPointF(r * 1.25, 0));
        path.lineTo(c + QPointF(0, r * 1.25));
        path.lineTo(c + QPointF(-r * 1.25, 0));
        path.closeSubpath();
        break;
    case Operation::DeadLetter:
        path = trianglePath(c, r * 1.15);
        break;
    case Operation::Absorbed: // hollow: nothing was written
        path.addEllipse(c, r, r);
        path.addEllipse(c, r * 0.5, r * 0.5);
        path.setFillRule(Qt::OddEvenFill);
        break;
    }
    return path;
}

void drawOperation(QPainter &painter, const QColor &colour, QPointF centre, double radius,
                   Operation operation)
{
    painter.setPen(Qt::NoPen);
    painter.setBrush(colour);
    painter.drawPath(operationPath(centre, radius, operation));
}

void drawStatus(QPainter &painter, const PaintContext &context, QPointF c, NodeStatus status)
{
    const QColor colour = context.colour(coloursOf(status).solid);
    const double r = context.px(4);
    painter.setPen(Qt::NoPen);
    painter.setBrush(flattened(context.colour(Token::Surface), colour, 0.28));
    painter.drawEllipse(c, r * 1.75, r * 1.75);
    painter.setBrush(colour);
    switch (status) {
    case NodeStatus::Running:
        painter.drawEllipse(c, r, r);
        break;
    case NodeStatus::Retrying:
        painter.drawPath(trianglePath(c, r * 1.1));
        break;
    case NodeStatus::Paused:
        painter.drawRect(QRectF(c.x() - r * 0.8, c.y() - r * 0.8, r * 0.6, r * 1.6));
        painter.drawRect(QRectF(c.x() + r * 0.2, c.y() - r * 0.8, r * 0.6, r * 1.6));
        break;
    case NodeStatus::Stopped:
        painter.drawRect(QRectF(c.x() - r * 0.8, c.y() - r * 0.8, r * 1.6, r * 1.6));
        break;
    case NodeStatus::Starting:
    case NodeStatus::Restarting:
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(colour, context.px(1.8)));
        painter.drawEllipse(c, r * 0.85, r * 0.85);
        break;
    case NodeStatus::Crashed:
    case NodeStatus::Failed:
        painter.setPen(QPen(colour, context.px(1.9), Qt::SolidLine, Qt::RoundCap));
        painter.drawLine(c + QPointF(-r, -r) * 0.75, c + QPointF(r, r) * 0.75);
        painter.drawLine(c + QPointF(-r, r) * 0.75, c + QPointF(r, -r) * 0.75);
        break;
    }
}

void drawPill(QPainter &painter, const PaintContext &context, const QRectF &rect, const Face &face,
              const PillColours &colours, const QString &text)
{
    painter.setPen(colours.border.alpha() == 0 ? QPen(Qt::NoPen) : QPen(colours.border, context.px(1.2)));
    painter.setBrush(colours.fill);
    painter.drawRoundedRect(rect, rect.height() / 2, rect.height() / 2);
    drawText(painter, face, colours.text, rect, Qt::AlignCenter, text);
}

void drawCard(QPainter &painter, const PaintContext &context, const QRectF &rect, const CardStyle &style)
{
    if (context.quality == PaintQuality::Full && style.elevation > 0)
        drawShadow(painter, context, rect, context.px(style.radius), style.elevation);
    const QColor surface = context.colour(Token::Surface);
    if (context.quality == PaintQuality::Full && context.theme.scheme() == Scheme::Dark) {
        QLinearGradient fill(rect.topLeft(), rect.bottomLeft());
        fill.setColorAt(0, mix(surface, context.colour(Token::Text), 0.055));
        fill.setColorAt(std::min(1.0, context.px(130) / rect.height()), surface);
        painter.setBrush(fill);
    } else {
        painter.setBrush(surface);
    }
    painter.setPen(QPen(style.border, std::max(1.0, context.px(1))));
    const double radius = context.px(style.radius);
    painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius);
}

void drawIcon(QPainter &painter, const PaintContext &context, const QString &name, Token colour,
              const QRectF &rect)
{
    const QIcon icon = context.theme.icon(name, colour);
    if (icon.isNull())
        return;
    const double resolution =
        context.isVector() ? 4 : context.devicePixels; // a pixmap in a drawing that may be enlarged
    const int side = std::max(1, static_cast<int>(std::lround(rect.width() * resolution)));
    QPixmap pixmap = icon.pixmap(QSize(side, side), 1.0);
    painter.drawPixmap(rect, pixmap, QRectF(QPointF(), QSizeF(pixmap.size())));
}

void drawIconTile(QPainter &painter, const PaintContext &context, const QString &name, Role role,
                  const QRectF &rect)
{
    if (rect.isEmpty())
        return;
    const RoleColours colours = coloursOf(role);
    painter.setPen(Qt::NoPen);
    painter.setBrush(context.colour(colours.tint));
    painter.drawRoundedRect(rect, context.px(9), context.px(9));
    const double inset = rect.width() * 0.21;
    drawIcon(painter, context, name, colours.solid, rect.adjusted(inset, inset, -inset, -inset));
}

void drawSparkline(QPainter &painter, const PaintContext &context, const QRectF &rect,
                   const std::vector<float> &history, const QColor &colour)
{
    if (history.size() < 2 || rect.isEmpty())
        return;
    const double most =
        std::max(1e-6, static_cast<double>(*std::max_element(history.begin(), history.end())));
    QPolygonF line;
    for (std::size_t i = 0; i < history.size(); ++i)
        line << QPointF(rect.left()
                            + rect.width() * static_cast<double>(i) / static_cast<double>(history.size() - 1),
                        rect.bottom() - rect.height() * 0.9 * static_cast<double>(history[i]) / most);

    QPainterPath area;
    area.addPolygon(line);
    area.lineTo(rect.bottomRight());
    area.lineTo(rect.bottomLeft());
    area.closeSubpath();
    if (context.quality == PaintQuality::Full) {
        QLinearGradient fade(rect.topLeft(), rect.bottomLeft());
        fade.setColorAt(0, withAlpha(colour, 0.34));
        fade.setColorAt(1, withAlpha(colour, 0.0));
        painter.fillPath(area, fade);
    } else {
        painter.fillPath(area, flattened(context.colour(Token::Surface), colour, 0.13));
    }
    // Of a line so thin, round joins are not seen; they are most of what it costs.
    painter.setPen(QPen(colour, context.px(1.6), Qt::SolidLine, Qt::FlatCap, Qt::BevelJoin));
    painter.setBrush(Qt::NoBrush);
    painter.drawPolyline(line);
    painter.setPen(QPen(context.colour(Token::Surface), context.px(1.5)));
    painter.setBrush(colour);
    painter.drawEllipse(line.back(), context.px(3.4), context.px(3.4));
}

QString endThatFits(const Face &face, QString parts, double width)
{
    const QString separator = QStringLiteral(" · ");
    while (!parts.isEmpty() && face.widthOf(parts) > width) {
        const qsizetype next = parts.indexOf(separator);
        parts = next < 0 ? QString() : parts.mid(next + separator.size());
    }
    return parts;
}

} // namespace pk::gui
