#include "pages/groups/group_list.h"

#include "flow/figures.h"
#include "pages/groups/group_list_model.h"
#include "theme/painting.h"
#include "views/pill.h"
#include "views/text_label.h"
#include "views/themed.h"
#include "views/whole_rows.h"

#include <QCoreApplication>
#include <QEvent>
#include <QHBoxLayout>
#include <QListView>
#include <QStyledItemDelegate>

namespace pk::gui {

namespace {

constexpr int rowBase = 50;

void drawPhase(QPainter &painter, const QRectF &place, GroupPhase phase)
{
    switch (phase) {
    case GroupPhase::Stable:
        drawMark(painter, place, Mark::Dot, color(Token::Green));
        break;
    case GroupPhase::Joining:
    case GroupPhase::Rebalancing:
    case GroupPhase::Unanswered:
        drawMark(painter, place, Mark::Triangle, color(Token::Amber));
        break;
    case GroupPhase::Empty:
        painter.save();
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(QPen(color(Token::Subtle), 1.5 * hairline()));
        painter.setBrush(Qt::NoBrush);
        painter.drawEllipse(place.adjusted(1, 1, -1, -1));
        painter.restore();
        break;
    }
}

class GroupDelegate final : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    QSize sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const override
    {
        return QSize(px(120), px(rowBase));
    }

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        QStyleOptionViewItem frame = option;
        initStyleOption(&frame, index);
        frame.text.clear();
        option.widget->style()->drawControl(QStyle::CE_ItemViewItem, &frame, painter, option.widget);

        const Theme &theme = Theme::instance();
        const QRect row = option.rect.adjusted(px(16), 0, -px(14), 0);
        const int lagWidth = paintLag(*painter, row, index);
        painter->setFont(theme.font(TextRole::Strong));
        painter->setPen(color(Token::Text));
        const QRect name = row.adjusted(0, px(7), -lagWidth - px(8), -row.height() / 2);
        painter->drawText(
            name, Qt::AlignLeft | Qt::AlignVCenter,
            painter->fontMetrics().elidedText(index.data().toString(), Qt::ElideRight, name.width()));
        const QRect second = row.adjusted(0, row.height() / 2, 0, -px(7));
        const double side = px(8);
        drawPhase(*painter, QRectF(second.left(), second.center().y() - side / 2 + 0.5, side, side),
                  static_cast<GroupPhase>(index.data(GroupListModel::PhaseRole).toInt()));
        painter->setFont(theme.font(TextRole::Small));
        painter->setPen(color(Token::Muted));
        const QRect state = second.adjusted(px(14), 0, 0, 0);
        painter->drawText(state, Qt::AlignLeft | Qt::AlignVCenter,
                          painter->fontMetrics().elidedText(index.data(GroupListModel::StateRole).toString(),
                                                            Qt::ElideRight, state.width()));
    }

private:
    /// A late group's lag stands in a pill. Returns the width.
    static int paintLag(QPainter &painter, const QRect &row, const QModelIndex &index)
    {
        const auto delay = static_cast<Delay>(index.data(GroupListModel::DelayRole).toInt());
        const QString text = index.data(GroupListModel::LagTextRole).toString();
        const QFont font = Theme::instance().font(TextRole::Mono);
        const int width = textWidth(font, text);
        QRect place(row.right() - width + 1, row.top() + px(7), width, row.height() / 2 - px(7));
        painter.setFont(font);
        if (delay == Delay::Long || delay == Delay::Critical) {
            const int padding = px(7);
            const int height = px(18);
            QRect pill(place.right() - width - 2 * padding + 1, place.center().y() - height / 2,
                       width + 2 * padding, height);
            drawBox(painter, pill, height / 2.0, color(accentOf(delay).tint));
            painter.setPen(color(accentOf(delay).text));
            painter.drawText(pill, Qt::AlignCenter, text);
            return pill.width();
        }
        painter.setPen(color(Token::Muted));
        painter.drawText(place, Qt::AlignRight | Qt::AlignVCenter, text);
        return width;
    }
};

} // namespace

GroupList::GroupList(GroupListModel &model, QWidget *parent)
    : Card(parent)
    , m_model(model)
    , m_view(new WholeRows<QListView>(this))
    , m_nameTitle(new TextLabel(TextRole::Small, Token::Muted, this))
    , m_lagTitle(new TextLabel(TextRole::Small, Token::Muted, this))
    , m_note(new TextLabel(TextRole::Small, Token::Muted, this))
{
    m_view->setModel(&model);
    m_view->setItemDelegate(new GroupDelegate(m_view));
    m_view->setUniformItemSizes(true);
    m_view->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_note->setWordWrap(true);
    m_nameTitle->setElided(true);
    auto *titles = new QHBoxLayout;
    titles->addWidget(m_nameTitle, 1);
    titles->addWidget(m_lagTitle);
    auto *note = new QHBoxLayout;
    note->addWidget(m_note);
    body()->addLayout(titles);
    body()->addWidget(m_view, 1);
    body()->addLayout(note);
    connect(m_view->selectionModel(), &QItemSelectionModel::currentChanged, this,
            [this](const QModelIndex &now) {
                if (now.isValid())
                    Q_EMIT chosen(now.data().toString());
            });
    connect(&model, &QAbstractItemModel::rowsInserted, this, &GroupList::retranslate);
    connect(&model, &QAbstractItemModel::rowsRemoved, this, &GroupList::retranslate);
    onTheme(this, [this, titles, note] {
        body()->setContentsMargins(hairline(), 0, hairline(), 0);
        body()->setSpacing(0);
        titles->setContentsMargins(px(16), px(8), px(14), px(6));
        note->setContentsMargins(px(16), px(12), px(16), px(14));
        m_view->doItemsLayout();
    });
    retranslate();
}

void GroupList::setCurrent(const QString &group)
{
    const int row = m_model.rowOf(group);
    if (row < 0 || m_view->currentIndex().row() == row)
        return;
    const QSignalBlocker blocker(this);
    m_view->setCurrentIndex(m_model.index(row));
}

void GroupList::setNote(const QString &note)
{
    m_note->setText(note);
    m_note->setVisible(!note.isEmpty());
}

void GroupList::retranslate()
{
    setTitle(QCoreApplication::translate("groups", "Consumer groups"));
    setSubtitle(QString::number(m_model.rowCount()));
    m_nameTitle->setText(QCoreApplication::translate("groups", "Name and state"));
    m_lagTitle->setText(QCoreApplication::translate("groups", "lag"));
    m_view->setAccessibleName(QCoreApplication::translate("groups", "Consumer groups"));
}

void GroupList::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    Card::changeEvent(event);
}

} // namespace pk::gui
