#include "pages/messages/message_table.h"

#include "views/table_setup.h"
#include "views/themed.h"

#include <QHeaderView>
#include <QKeyEvent>
#include <QScrollBar>

namespace pk::gui {

MessageTable::MessageTable(QWidget *parent)
    : WholeRows(parent)
    , m_delegate(m_model)
{
    setObjectName(QStringLiteral("messageTable"));
    setUpTable(this);
    setModel(&m_model);
    setItemDelegate(&m_delegate);
    setMouseTracking(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOn); // the columns do not move when rows come
    horizontalHeader()->setStretchLastSection(false);
    horizontalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    horizontalHeader()->setSectionsClickable(true);
    connect(horizontalHeader(), &QHeaderView::sectionClicked, this, [this](int section) {
        if (section == MessageModel::Time)
            Q_EMIT orderToggled();
    });
    onTheme(this, [this] { fitColumns(); });
}

void MessageTable::setReader(TopicReader *reader)
{
    m_selected.reset();
    m_model.setReader(reader);
}

void MessageTable::setNewestFirst(bool newestFirst)
{
    m_selected.reset();
    m_model.setNewestFirst(newestFirst);
    m_model.retranslate();
    scrollToTop();
}

void MessageTable::synchronize()
{
    const bool atTop = verticalScrollBar()->value() == 0;
    const std::optional<MessageRef> top = topRef();
    m_model.setHeld(m_model.isNewestFirst() && (m_selected || !atTop));
    m_model.update();
    if (m_model.hasDates() != m_dates)
        fitColumns();
    m_model.updatePayloads();
    if (m_selected) {
        const int row = m_model.rowOf(*m_selected);
        if (row >= 0 && row != currentIndex().row())
            setCurrentQuietly(row);
    }
    if (top && (!atTop || m_selected)) {
        if (const int row = m_model.rowOf(*top); row >= 0 && row != verticalScrollBar()->value())
            putOnTop(row);
    }
}

/// The scroll bar hears of new rows only at the next layout, and would stop at the old end.
void MessageTable::putOnTop(int row)
{
    if (row > verticalScrollBar()->maximum())
        updateGeometries();
    verticalScrollBar()->setValue(row);
}

void MessageTable::setCurrentQuietly(int row)
{
    m_quiet = true;
    setAutoScroll(false);
    selectionModel()->setCurrentIndex(m_model.index(row, 0),
                                      QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    setAutoScroll(true);
    m_quiet = false;
}

void MessageTable::toNewest()
{
    const bool left = m_selected.has_value();
    m_selected.reset();
    m_quiet = true;
    selectionModel()->clear();
    m_quiet = false;
    if (m_model.isNewestFirst())
        scrollToTop();
    else
        scrollToBottom();
    synchronize();
    if (left)
        Q_EMIT messageLeft();
}

bool MessageTable::select(const MessageRef &ref)
{
    const int row = m_model.rowOf(ref);
    if (row < 0)
        return false;
    setCurrentIndex(m_model.index(row, 0));
    scrollTo(m_model.index(row, 0), QAbstractItemView::PositionAtCenter);
    return true;
}

void MessageTable::showPlace(const MessageRef &ref)
{
    if (m_model.rowCount() == 0)
        return;
    putOnTop(m_model.rowNear(ref));
}

std::optional<MessageRef> MessageTable::topRef() const
{
    const int row = verticalScrollBar()->value();
    if (row >= m_model.rowCount())
        return {};
    const MessageRef ref = m_model.refAt(row);
    return ref.partition >= 0 ? std::optional(ref) : std::nullopt;
}

std::int64_t MessageTable::topTimeMs() const
{
    const auto ref = topRef();
    return ref ? ref->timestampMs : -1;
}

void MessageTable::currentChanged(const QModelIndex &current, const QModelIndex &previous)
{
    QTableView::currentChanged(current, previous);
    if (m_quiet || !current.isValid())
        return;
    const MessageRef ref = m_model.refAt(current.row());
    if (ref.partition < 0)
        return;
    m_selected = ref;
    Q_EMIT messageSelected(ref);
}

void MessageTable::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape && m_selected)
        toNewest();
    else
        QTableView::keyPressEvent(event);
}

void MessageTable::resizeEvent(QResizeEvent *event)
{
    QTableView::resizeEvent(event);
    fitColumns();
}

void MessageTable::fitColumns()
{
    const int room = viewport()->width();
    const bool narrow = room < px(700); // what a message is about comes before its size
    setColumnHidden(MessageModel::Headers, narrow);
    setColumnHidden(MessageModel::Size, narrow);
    m_dates = m_model.hasDates();
    const auto widthOf = [this](MessageModel::Column column) {
        switch (column) {
        case MessageModel::Time:
            return m_dates ? 140 : 108;
        case MessageModel::Partition:
            return 56;
        case MessageModel::Offset:
            return 72;
        case MessageModel::Key:
            return 134;
        case MessageModel::Headers:
            return 48;
        case MessageModel::Size:
            return 70;
        default:
            return 0;
        }
    };
    int rest = room;
    for (const auto column : {MessageModel::Time, MessageModel::Partition, MessageModel::Offset,
                              MessageModel::Key, MessageModel::Headers, MessageModel::Size}) {
        setColumnWidth(column, px(widthOf(column)));
        if (!isColumnHidden(column))
            rest -= px(widthOf(column));
    }
    setColumnWidth(MessageModel::Value, std::max(rest, px(80)));
}

} // namespace pk::gui
