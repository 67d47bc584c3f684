#pragma once

// Lines of one font, shortened to a width and kept shaped: a table that moves paints all that is seen of it,
// and most texts are those of before in another place.
//
// Thread: GUI thread only.

#include <QCache>
#include <QFont>
#include <QStaticText>

class QPainter;

namespace pk::gui {

class ShapedTexts
{
public:
    /// So many texts are kept, the latest.
    explicit ShapedTexts(int most);

    void setFont(const QFont &font);
    const QFont &font() const { return m_font; }
    /// One line in the middle of the height, with the painter's pen, shortened to the width.
    void draw(QPainter &painter, const QRectF &rect, Qt::Alignment align, const QString &text,
              Qt::TextElideMode elided = Qt::ElideRight);
    /// As shortened to the width.
    double widthOf(const QString &text, int width, Qt::TextElideMode elided = Qt::ElideRight);
    /// How often a text had to be shaped, so far.
    int shaped() const { return m_shaped; }

private:
    struct Key
    {
        QString text;
        int width = 0;
        Qt::TextElideMode elided = Qt::ElideRight;

        bool operator==(const Key &) const = default;
        friend size_t qHash(const Key &key, size_t seed)
        {
            return qHashMulti(seed, key.text, key.width, key.elided);
        }
    };

    const QStaticText &of(const QString &text, int width, Qt::TextElideMode elided);

    QFont m_font;
    QCache<Key, QStaticText> m_texts;
    int m_shaped = 0;
};

} // namespace pk::gui
