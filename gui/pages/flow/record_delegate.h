#pragma once

// Paints the cells of the latest records. Each movement of the list paints all that is seen of it: texts are
// kept shaped and shortened, but for those in letters of one width, which need no shaping.
//
// Thread: GUI thread.

#include "views/mono_text.h"
#include "views/shaped_texts.h"

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
    int shaped() const { return m_body.shaped(); }

private:
    MonoText m_mono;
    mutable ShapedTexts m_body;
};

} // namespace pk::gui
