#pragma once

// Paints the cells of a table of the warehouse: marks of new and updated rows, outlined changed cells, states
// as pills, figures in the fixed-width font.
//
// Thread: GUI thread.

#include <QStyledItemDelegate>

namespace pk::gui {

class RowDelegate final : public QStyledItemDelegate
{
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
};

} // namespace pk::gui
