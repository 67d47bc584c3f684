#include "views/mono_text.h"

#include <QGlyphRun>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace pk::gui {

MonoText::MonoText(const QFont &font)
    : m_font(font)
    , m_metrics(font)
    , m_raw(QRawFont::fromFont(font))
    , m_advance(m_metrics.horizontalAdvance(QLatin1Char('0')))
{
}

qsizetype MonoText::charactersIn(double width) const
{
    return static_cast<qsizetype>(std::floor((width + 0.5) / m_advance));
}

QString MonoText::elided(const QString &text, double width, Qt::TextElideMode where) const
{
    const qsizetype room = charactersIn(width);
    if (text.size() <= room && !glyphsOf(text).isEmpty())
        return text;
    // Of a long text only what may be seen is looked at.
    const qsizetype most = std::min(text.size(), 2 * room + 2);
    const QString part = where == Qt::ElideLeft ? text.right(most) : text.left(most);
    if (part.isEmpty() || glyphsOf(part).isEmpty())
        return m_metrics.elidedText(part, where, width);
    const qsizetype kept = std::max<qsizetype>(room - 1, 0);
    const QChar ellipsis(0x2026);
    return where == Qt::ElideLeft ? ellipsis + text.right(kept) : text.left(kept) + ellipsis;
}

double MonoText::widthOf(const QString &text) const
{
    return glyphsOf(text).isEmpty() ? m_metrics.horizontalAdvance(text)
                                    : m_advance * static_cast<double>(text.size());
}

void MonoText::draw(QPainter &painter, const QRectF &rect, Qt::Alignment align, const QString &text) const
{
    if (text.isEmpty())
        return;
    painter.setFont(m_font);
    const QList<quint32> glyphs = glyphsOf(text);
    if (glyphs.isEmpty()) {
        const Qt::Alignment side = align & Qt::AlignHorizontal_Mask;
        painter.drawText(rect, static_cast<int>(side | Qt::AlignVCenter) | Qt::TextSingleLine, text);
        return;
    }
    QList<QPointF> places(glyphs.size());
    for (qsizetype i = 0; i < places.size(); ++i)
        places[i] = QPointF(m_advance * static_cast<double>(i), 0);
    QGlyphRun run;
    run.setRawFont(m_raw);
    run.setGlyphIndexes(glyphs);
    run.setPositions(places);
    const double width = m_advance * static_cast<double>(glyphs.size());
    const double left = (align & Qt::AlignRight) != 0 ? rect.right() - width
        : (align & Qt::AlignHCenter) != 0             ? rect.center().x() - width / 2
                                                      : rect.left();
    const double top = rect.top() + (rect.height() - m_metrics.height()) / 2;
    painter.drawGlyphRun(QPointF(left, std::round(top + m_metrics.ascent())), run);
}

QList<quint32> MonoText::glyphsOf(const QString &text) const
{
    const bool single = std::none_of(text.begin(), text.end(), [](QChar c) {
        return c.isSurrogate() || c.isMark() || c.direction() == QChar::DirR || c.direction() == QChar::DirAL;
    });
    if (!single)
        return {};
    QList<quint32> glyphs = m_raw.glyphIndexesForString(text);
    const bool all = glyphs.size() == text.size() && !glyphs.contains(quint32{0});
    return all ? glyphs : QList<quint32>();
}

} // namespace pk::gui
