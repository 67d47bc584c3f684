#pragma once

// The small things that all cards are made of: text that fits, shapes of operations and states, pills,
// sparklines.
//
// Thread: GUI thread only.

#include "flow/paint_context.h"

#include <QPainter>
#include <QStringList>

namespace pk::gui {

/// While it lives, every text that had to be shortened is noted: tests ask that none is.
class ShortenedTexts
{
public:
    ShortenedTexts();
    ~ShortenedTexts();
    const QStringList &texts() const { return m_texts; }

private:
    friend void noteShortened(const QString &text);
    QStringList m_texts;
    ShortenedTexts *m_outer;
};

/// Text in a rectangle on one line; what does not fit gives way to an ellipsis, at its end or where `elide`
/// says.
void drawText(QPainter &painter, const Face &face, const QColor &colour, const QRectF &rect,
              Qt::Alignment align, const QString &text, Qt::TextElideMode elide = Qt::ElideRight);
/// Text broken between words, from the top or middle of a rectangle; when its lines do not fit, the last of
/// them ends in an ellipsis.
void drawParagraph(QPainter &painter, const Face &face, const QColor &colour, const QRectF &rect,
                   Qt::Alignment align, const QString &text);
/// Digits all as wide as "0", so that counters do not tremble. Returns the width.
double drawFigure(QPainter &painter, const Face &face, const QColor &colour, QPointF baseline,
                  const QString &text);

/// ● insert, ■ update, ◆ delete, ▲ dead letter, filled with one colour.
void drawOperation(QPainter &painter, const QColor &colour, QPointF centre, double radius,
                   Operation operation);
QPainterPath operationPath(QPointF centre, double radius, Operation operation);
void drawStatus(QPainter &painter, const PaintContext &context, QPointF centre, NodeStatus status);

struct PillColours
{
    QColor fill;
    QColor text;
    QColor border = Qt::transparent;
};
void drawPill(QPainter &painter, const PaintContext &context, const QRectF &rect, const Face &face,
              const PillColours &colours, const QString &text);

struct CardStyle
{
    QColor border;
    double radius = 14;
    double elevation = 1; ///< 0: no shadow
};
void drawCard(QPainter &painter, const PaintContext &context, const QRectF &rect, const CardStyle &style);

void drawIcon(QPainter &painter, const PaintContext &context, const QString &name, Token colour,
              const QRectF &rect);
void drawIconTile(QPainter &painter, const PaintContext &context, const QString &name, Role role,
                  const QRectF &rect);
void drawSparkline(QPainter &painter, const PaintContext &context, const QRectF &rect,
                   const std::vector<float> &history, const QColor &colour);

/// Of parts with a dot between them, as many from the end as have room.
QString endThatFits(const Face &face, QString parts, double width);

} // namespace pk::gui
