#include "pages/warehouse/side_list.h"

#include "theme/painting.h"
#include "views/pill.h"
#include "views/themed.h"
#include "views/whole_rows.h"

#include <QApplication>

#include <algorithm>

namespace pk::gui {

void SideListModel::setItems(std::vector<SideItem> items)
{
    const bool same =
        std::equal(items.begin(), items.end(), m_items.begin(), m_items.end(),
                   [](const SideItem &a, const SideItem &b) { return a.kind == b.kind && a.name == b.name; });
    if (!same) {
        beginResetModel();
        m_items = std::move(items);
        endResetModel();
        return;
    }
    for (std::size_t i = 0; i < items.size(); ++i) {
        if (items[i] == m_items[i])
            continue;
        m_items[i] = std::move(items[i]);
        const QModelIndex changed = index(static_cast<int>(i));
        Q_EMIT dataChanged(changed, changed);
    }
}

int SideListModel::find(const QString &name) const
{
    const auto found = std::find_if(m_items.begin(), m_items.end(), [&](const SideItem &item) {
        return item.kind != SideItem::Kind::Heading && item.name == name;
    });
    return found == m_items.end() ? -1 : static_cast<int>(found - m_items.begin());
}

int SideListModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_items.size());
}

QVariant SideListModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const SideItem &shown = item(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return shown.name;
    case Qt::AccessibleTextRole:
        return shown.figure.isEmpty() ? shown.name : shown.name + QStringLiteral(", ") + shown.figure;
    case Qt::ToolTipRole:
        return shown.hint;
    case ItemRole:
        return index.row();
    default:
        return {};
    }
}

Qt::ItemFlags SideListModel::flags(const QModelIndex &index) const
{
    if (!index.isValid() || item(index.row()).kind == SideItem::Kind::Heading)
        return Qt::NoItemFlags;
    return Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemNeverHasChildren;
}

void SideDelegate::paint(QPainter *painter, const QStyleOptionViewItem &given, const QModelIndex &index) const
{
    const auto *model = qobject_cast<const SideListModel *>(index.model());
    if (model == nullptr)
        return;
    const SideItem &item = model->item(index.row());
    const Theme &theme = Theme::instance();
    QStyleOptionViewItem option = given;
    option.index = index;
    if (item.kind == SideItem::Kind::Column)
        option.state.setFlag(QStyle::State_MouseOver, false);
    const bool selected = option.state.testFlag(QStyle::State_Selected);
    if (item.kind != SideItem::Kind::Heading) {
        const QStyle *style = option.widget ? option.widget->style() : QApplication::style();
        style->drawPrimitive(QStyle::PE_PanelItemViewItem, &option, painter, option.widget);
    }
    painter->save();
    QRect rest = option.rect.adjusted(px(14), 0, -px(14), 0);
    if (item.kind == SideItem::Kind::Heading) {
        painter->setFont(theme.font(TextRole::Caption));
        painter->setPen(color(Token::Muted));
        painter->drawText(rest.adjusted(0, px(6), 0, 0), Qt::AlignVCenter | Qt::AlignLeft,
                          painter->fontMetrics().elidedText(item.name, Qt::ElideRight, rest.width()));
        painter->restore();
        return;
    }
    const bool table = item.kind == SideItem::Kind::Table;
    if (!item.icon.isEmpty()) {
        const int side = px(table ? 16 : 13);
        const QRect place(rest.left(), rest.center().y() + 1 - side / 2, side, side);
        theme.icon(item.icon, selected ? Token::Blue : item.iconToken).paint(painter, place);
    }
    rest.setLeft(rest.left() + px(table ? 24 : 18));
    painter->setFont(theme.font(table ? TextRole::Mono : TextRole::MonoSmall));
    const int figureWidth = textWidth(painter->font(), item.figure);
    painter->setPen(color(selected ? Token::Text : Token::Muted));
    painter->drawText(rest, Qt::AlignVCenter | Qt::AlignRight, item.figure);
    rest.setRight(rest.right() - figureWidth - px(4));
    if (item.lively) {
        const int side = px(6);
        drawMark(*painter, QRectF(rest.right() - side, rest.center().y() + 1 - side / 2.0, side, side),
                 Mark::Dot, color(Token::Green));
        rest.setRight(rest.right() - side - px(4));
    }
    painter->setFont(theme.font(table ? TextRole::Strong : TextRole::MonoSmall));
    painter->setPen(color(Token::Text));
    painter->drawText(rest, Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine,
                      painter->fontMetrics().elidedText(item.name, Qt::ElideRight, rest.width()));
    if (option.state.testFlag(QStyle::State_HasFocus)
        && option.state.testFlag(QStyle::State_KeyboardFocusChange))
        drawFocusRing(*painter, option.rect.adjusted(px(2), 1, -px(2), -1), px(6));
    painter->restore();
}

QSize SideDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &index) const
{
    const auto *model = qobject_cast<const SideListModel *>(index.model());
    const auto kind = model ? model->item(index.row()).kind : SideItem::Kind::Table;
    return QSize(px(120),
                 px(kind == SideItem::Kind::Column        ? 22
                        : kind == SideItem::Kind::Heading ? 30
                                                          : 28));
}

QListView *newSideList(SideListModel *model, QWidget *parent)
{
    auto *list = new WholeRows<QListView>(parent);
    list->setModel(model);
    list->setItemDelegate(new SideDelegate(list));
    list->setMouseTracking(true);
    list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    onTheme(list, [list] { list->doItemsLayout(); });
    return list;
}

} // namespace pk::gui
