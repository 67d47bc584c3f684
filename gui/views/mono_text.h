#pragma once

// Lines of a monospaced font, drawn without shaping them: a table of records that changes several times a
// second has no text twice. What the font has no glyph for is drawn by Qt's own text layout. No ligatures:
// "->" in a record is two characters.
//
// Thread: GUI thread only.

#include <QFont>
#include <QFontMetricsF>
#include <QRawFont>
#include <QString>

class QPainter;

namespace pk::gui {

class MonoText
{
public:
    explicit MonoText(const QFont &font = {});

    const QFont &font() const { return m_font; }
    /// How many characters have room.
    qsizetype charactersIn(double width) const;
    QString elided(const QString &text, double width, Qt::TextElideMode where = Qt::ElideRight) const;
    double widthOf(const QString &text) const;
    /// One line in the middle of the height, with the painter's pen. It is not cut where it is too long.
    void draw(QPainter &painter, const QRectF &rect, Qt::Alignment align, const QString &text) const;

private:
    /// Of what each character is one glyph of the same width; empty when the font has not all of them.
    QList<quint32> glyphsOf(const QString &text) const;

    QFont m_font;
    QFontMetricsF m_metrics;
    QRawFont m_raw;
    double m_advance;
};

} // namespace pk::gui
