#include "views/shaped_texts.h"

#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>

namespace pk::gui {

namespace {

/// To shorten a text, all of it is shaped: of a message of hundreds of characters that is most of what a row
/// costs. No letter is narrower than a third of an average one.
QString whatMayFit(const QString &text, const QFontMetricsF &metrics, int width, Qt::TextElideMode elided)
{
    const auto most = static_cast<qsizetype>(3 * width / std::max(1.0, metrics.averageCharWidth())) + 1;
    if (text.size() <= most)
        return text;
    return elided == Qt::ElideLeft ? text.right(most) : text.left(most);
}

} // namespace

ShapedTexts::ShapedTexts(int most)
    : m_texts(most)
{
}

void ShapedTexts::setFont(const QFont &font)
{
    m_font = font;
    m_texts.clear();
}

void ShapedTexts::draw(QPainter &painter, const QRectF &rect, Qt::Alignment align, const QString &text,
                       Qt::TextElideMode elided)
{
    const QStaticText &shaped = of(text, static_cast<int>(rect.width()), elided);
    painter.setFont(m_font);
    painter.drawStaticText(
        QPointF((align & Qt::AlignRight) != 0 ? rect.right() - shaped.size().width() : rect.left(),
                rect.top() + (rect.height() - shaped.size().height()) / 2),
        shaped);
}

double ShapedTexts::widthOf(const QString &text, int width, Qt::TextElideMode elided)
{
    return of(text, width, elided).size().width();
}

const QStaticText &ShapedTexts::of(const QString &text, int width, Qt::TextElideMode elided)
{
    Key key{text, width, elided};
    if (const QStaticText *known = m_texts.object(key))
        return *known;
    ++m_shaped;
    const QFontMetricsF metrics(m_font);
    auto *shaped =
        new QStaticText(metrics.elidedText(whatMayFit(text, metrics, width, elided), elided, width));
    shaped->setTextFormat(Qt::PlainText);
    shaped->prepare({}, m_font);
    m_texts.insert(key, shaped);
    return *shaped;
}

} // namespace pk::gui
