#include "pages/flow/recent_records.h"

#include "pages/flow/recent_records_model.h"
#include "views/format.h"
#include "views/pill.h"
#include "views/table_setup.h"
#include "views/themed.h"

#include <QCoreApplication>
#include <QEvent>
#include <QHeaderView>
#include <QPainter>
#include <QStyledItemDelegate>
#include <QTableView>
#include <QVBoxLayout>

namespace pk::gui {

/// The operation's shape before the words, as in the diagram.
class RecentRecords::OperationDelegate final : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        QStyleOptionViewItem shifted = option;
        QStyledItemDelegate::paint(painter, blank(option), {});
        shifted.rect.adjust(px(20), 0, 0, 0);
        QStyledItemDelegate::paint(painter, shifted, index);
        const auto operation = static_cast<Operation>(index.data(RecentRecordsModel::OperationRole).toInt());
        const QRectF mark(option.rect.left() + px(10), option.rect.center().y() - px(4), px(9), px(9));
        drawMark(*painter, mark, markOf(operation),
                 color(operation == Operation::DeadLetter ? Token::Rose : Token::Muted));
    }

private:
    /// The cell's ground without text.
    static QStyleOptionViewItem blank(const QStyleOptionViewItem &option)
    {
        QStyleOptionViewItem ground = option;
        ground.rect.setWidth(px(24));
        return ground;
    }

    static Mark markOf(Operation operation)
    {
        switch (operation) {
        case Operation::Insert:
            return Mark::Dot;
        case Operation::Update:
            return Mark::Square;
        case Operation::Delete:
            return Mark::Diamond;
        case Operation::Absorbed:
            return Mark::None;
        case Operation::DeadLetter:
            break;
        }
        return Mark::Triangle;
    }
};

RecentRecords::RecentRecords(QWidget *parent)
    : Card(parent)
    , m_model(new RecentRecordsModel(this))
    , m_table(new QTableView(this))
    , m_newer(new Chip({}, this))
{
    setIcon(QStringLiteral("messages"));
    setCompact(true);
    addAction(m_newer);
    m_table->setModel(m_model);
    m_table->setObjectName(QStringLiteral("recentRecords"));
    m_table->setItemDelegateForColumn(RecentRecordsModel::What, new OperationDelegate(m_table));
    setUpTable(m_table);
    body()->addWidget(m_table);
    onTheme(this, [this] {
        body()->setContentsMargins(px(2), 0, px(2), px(6));
        fitColumns();
    });
    connect(m_newer, &Chip::clicked, this, &RecentRecords::release);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            [this](const QModelIndex &current) {
                if (!current.isValid())
                    return;
                m_model->setHeld(true);
                showHeld();
                const Hop &hop = m_model->hop(current.row());
                Q_EMIT linkActivated(Link::record(hop.topic, hop.partition, hop.offset));
            });
    retranslate();
}

void RecentRecords::add(const std::vector<Hop> &hops)
{
    m_model->add(hops);
    if (m_model->isHeld())
        showHeld();
}

void RecentRecords::release()
{
    if (!m_model->isHeld())
        return;
    m_table->setCurrentIndex({});
    m_model->setHeld(false);
    m_table->scrollToTop();
    showHeld();
}

void RecentRecords::showHeld()
{
    m_newer->setVisible(m_model->isHeld());
    m_newer->setText(QCoreApplication::translate("flow_page", "Held"));
    m_newer->setFigure(QStringLiteral("+") + grouped(static_cast<std::uint64_t>(m_model->waiting())));
    m_newer->setToolTip(QCoreApplication::translate(
        "flow_page", "The list is held while a record is selected. Click to go on with the newest."));
}

void RecentRecords::retranslate()
{
    setTitle(QCoreApplication::translate("flow_page", "Latest records"));
    setSubtitle(QCoreApplication::translate("flow_page", "newest first"));
    m_table->setAccessibleName(QCoreApplication::translate("flow_page", "Latest records"));
    m_model->retranslate();
    showHeld();
}

void RecentRecords::fitColumns()
{
    const int widths[] = {px(112), px(204), px(150), px(54), px(92)};
    for (int column = 0; column < RecentRecordsModel::Key; ++column)
        m_table->setColumnWidth(column, widths[column]);
}

void RecentRecords::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    Card::changeEvent(event);
}

} // namespace pk::gui
