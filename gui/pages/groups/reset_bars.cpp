#include "pages/groups/reset_bars.h"

#include "pages/groups/reset_model.h"
#include "theme/painting.h"
#include "views/pill.h"
#include "views/table_setup.h"
#include "views/themed.h"

#include <QHeaderView>
#include <QKeyEvent>
#include <QStyledItemDelegate>

namespace pk::gui {

namespace {

constexpr int rowBase = 30;
constexpr int headBase = 34;

class ResetDelegate final : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const qint64 effect = index.data(ResetModel::EffectRole).toLongLong();
        if (effect > 0)
            painter->fillRect(option.rect, color(Token::RoseTint));
        if (index.column() == ResetModel::Partition) {
            QStyledItemDelegate::paint(painter, option, index);
            return;
        }
        QStyleOptionViewItem frame = option;
        initStyleOption(&frame, index);
        frame.text.clear();
        option.widget->style()->drawControl(QStyle::CE_ItemViewItem, &frame, painter, option.widget);
        const QRect cell = option.rect.adjusted(px(6), 0, -px(6), 0);
        if (index.column() == ResetModel::Bar) {
            paintBar(*painter, cell, index);
            return;
        }
        const bool figures = index.column() == ResetModel::Offsets;
        painter->setFont(Theme::instance().font(figures ? TextRole::MonoSmall : TextRole::Small));
        painter->setPen(color(effect > 0 && !figures ? Token::RoseText
                                  : effect < 0       ? Token::Text
                                                     : Token::Muted));
        painter->drawText(
            cell, int(Qt::AlignRight | Qt::AlignVCenter) | Qt::TextSingleLine,
            painter->fontMetrics().elidedText(index.data().toString(), Qt::ElideLeft, cell.width()));
    }

private:
    static void paintBar(QPainter &painter, const QRect &cell, const QModelIndex &index)
    {
        painter.save();
        painter.setRenderHint(QPainter::Antialiasing);
        const double room = cell.width() - 2 * px(4); // for the mark at either end
        const double middle = cell.left() + px(4) + room * index.data(ResetModel::CommittedRole).toDouble();
        const double height = px(8);
        const double top = cell.center().y() - height / 2;
        const auto bar = [&](double share, Token token, bool left) {
            if (share <= 0)
                return;
            const double width = std::max<double>(px(3), room * share);
            painter.fillRect(QRectF(left ? middle - width : middle, top, width, height), color(token));
        };
        bar(index.data(ResetModel::AgainRole).toDouble(), Token::Blue, true);
        bar(index.data(ResetModel::SkippedRole).toDouble(), Token::Rose, false);
        painter.fillRect(QRectF(middle - 0.8 * hairline(), top - px(3), 1.6 * hairline(), height + px(6)),
                         color(Token::Text));
        const double side = px(6);
        drawMark(painter, QRectF(middle - side / 2, top + height + px(1), side, side), Mark::Triangle,
                 color(Token::Text));
        painter.restore();
    }
};

} // namespace

ResetBars::ResetBars(ResetModel &model, QWidget *parent)
    : QTableView(parent)
{
    setModel(&model);
    setItemDelegate(new ResetDelegate(this));
    setUpTable(this, rowBase);
    horizontalHeader()->setStretchLastSection(false);
    horizontalHeader()->setSectionsClickable(false);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    connect(&model, &QAbstractItemModel::modelReset, this, &ResetBars::fit);
    connect(&model, &QAbstractItemModel::dataChanged, this, &ResetBars::fit);
    onTheme(this, [this] {
        setFont(Theme::instance().font(TextRole::Mono));
        fit();
    });
}

/// Of what stands in the column and its head, so that the bars get all that is left. `around`: beside a
/// cell's text.
int ResetBars::widest(int column, const QFont &font, int around) const
{
    const QString title = model()->headerData(column, Qt::Horizontal, Qt::DisplayRole).toString();
    int wide = px(26) + textWidth(Theme::instance().font(TextRole::Small), title);
    for (int row = 0; row < model()->rowCount(); ++row)
        wide = std::max(wide, around + textWidth(font, model()->index(row, column).data().toString()));
    return wide;
}

void ResetBars::fit()
{
    setFixedHeight(px(headBase) + model()->rowCount() * px(rowBase));
    const Theme &theme = Theme::instance();
    const int partition = widest(ResetModel::Partition, font(), px(64)); // with its box
    const int offsets = widest(ResetModel::Offsets, theme.font(TextRole::MonoSmall), px(14));
    const int effect = widest(ResetModel::Effect, theme.font(TextRole::Small), px(14));
    setColumnWidth(ResetModel::Partition, partition);
    setColumnWidth(ResetModel::Offsets, offsets);
    setColumnWidth(ResetModel::Effect, effect);
    setColumnWidth(ResetModel::Bar, std::max(px(40), width() - partition - offsets - effect));
}

void ResetBars::resizeEvent(QResizeEvent *event)
{
    QTableView::resizeEvent(event);
    fit();
}

void ResetBars::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Space && currentIndex().isValid()) { // the box, wherever in the row one is
        const QModelIndex box = currentIndex().siblingAtColumn(ResetModel::Partition);
        const bool checked = box.data(Qt::CheckStateRole).toInt() == Qt::Checked;
        model()->setData(box, int(checked ? Qt::Unchecked : Qt::Checked), Qt::CheckStateRole);
        return;
    }
    QTableView::keyPressEvent(event);
}

} // namespace pk::gui
