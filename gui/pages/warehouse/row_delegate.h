#pragma once

// Paints the cells of a table of the warehouse: marks of new and updated rows, outlined changed cells, states
// as pills, figures in the fixed-width font.
//
// Thread: GUI thread.

#include "pages/warehouse/table_columns.h"
#include "views/mono_text.h"
#include "views/shaped_texts.h"

#include <QStyledItemDelegate>

namespace pk::gui {

class RowDelegate final : public QStyledItemDelegate
{
    Q_OBJECT

public:
    explicit RowDelegate(QObject *parent = nullptr);

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    void paintStatus(QPainter &painter, const QRect &cell, const QString &text, bool changed,
                     const QColor &surface) const;
    void paintText(QPainter &painter, const QRect &cell, CellKind kind, Qt::Alignment align,
                   const QString &text) const;
    /// Of what `paintText` shows of it where the room is so wide.
    double shownWidth(CellKind kind, const QString &text, int width) const;

    MonoText m_mono;
    mutable ShapedTexts m_body;
    mutable ShapedTexts m_status;
};

} // namespace pk::gui
