#pragma once

// Paints a row of the JSON tree: key and value in the colours of their kinds.
//
// Thread: GUI thread.

#include <QStyledItemDelegate>

namespace pk::gui {

class JsonDelegate final : public QStyledItemDelegate
{
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    /// The part of values that is marked.
    void setMatch(const QString &match) { m_match = match; }

    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;

private:
    QString m_match;
};

} // namespace pk::gui
