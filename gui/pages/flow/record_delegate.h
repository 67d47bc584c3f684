#pragma once

// Paints the cells of the latest records. Each movement of the list paints all that is seen of it, and most
// texts are those of before in another place: they are kept shaped and shortened, but for those in letters of
// one width, which need no shaping.
//
// Thread: GUI thread.

#include "views/mono_text.h"

#include <QCache>
#include <QFont>
#include <QStaticText>
#include <QStyledItemDelegate>

namespace pk::gui {

class RecordDelegate final : public QStyledItemDelegate
{
    Q_OBJECT

public:
    explicit RecordDelegate(QObject *parent = nullptr);

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    /// How often a text had to be shaped, so far.
    int shaped() const { return m_shaped; }

private:
    const QStaticText &shapedText(const QString &text, int width, Qt::TextElideMode elided) const;

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
    mutable QCache<Key, QStaticText> m_texts;
    mutable int m_shaped = 0;
    MonoText m_mono;
    QFont m_body;
};

} // namespace pk::gui
