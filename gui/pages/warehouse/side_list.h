#pragma once

// The lists at the left of the page: headings, and names with an icon before and a figure or word after them.
//
// Thread: GUI thread.

#include "theme/theme.h"

#include <QAbstractListModel>
#include <QListView>
#include <QStyledItemDelegate>

#include <vector>

namespace pk::gui {

struct SideItem
{
    enum class Kind { Heading, Table, Column };

    Kind kind = Kind::Table;
    QString name;
    QString icon; ///< may be empty
    Token iconToken = Token::Muted;
    QString figure;
    bool lively = false; ///< written just now
    QString hint;

    bool operator==(const SideItem &) const = default;
};

class SideListModel final : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role { ItemRole = Qt::UserRole };

    using QAbstractListModel::QAbstractListModel;

    /// Items that stay are updated in place.
    void setItems(std::vector<SideItem> items);
    const SideItem &item(int row) const { return m_items[static_cast<std::size_t>(row)]; }
    int find(const QString &name) const; ///< a table's row; -1: there is none

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;

private:
    std::vector<SideItem> m_items;
};

class SideDelegate final : public QStyledItemDelegate
{
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
};

/// A list that shows such a model and follows the theme.
QListView *newSideList(SideListModel *model, QWidget *parent);

} // namespace pk::gui
