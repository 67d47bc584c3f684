#include "pages/flow/recent_records.h"

#include "bridge/text.h"
#include "pages/flow/recent_records_model.h"
#include "pages/flow/value_text.h"
#include "views/format.h"
#include "views/pill.h"
#include "views/table_setup.h"
#include "views/themed.h"

#include <QCoreApplication>
#include <QEvent>
#include <QHeaderView>
#include <QPainter>
#include <QScrollBar>
#include <QStyledItemDelegate>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace pk::gui {

namespace {

constexpr int kAskEveryMs = 150;
constexpr int kMsPerRow = 40;
constexpr int kLeastPauseMs = 200; ///< a table that is painted less often costs less
constexpr int kMostPauseMs = 1'000;

} // namespace

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
        if (operation == Operation::Absorbed) { // hollow, as in the diagram
            painter->setRenderHint(QPainter::Antialiasing);
            painter->setPen(QPen(color(Token::Muted), px(2)));
            painter->setBrush(Qt::NoBrush);
            painter->drawEllipse(mark.adjusted(px(1), px(1), -px(1), -px(1)));
            return;
        }
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

RecentRecords::RecentRecords(RecordLookup &lookup, QWidget *parent)
    : Card(parent)
    , m_lookup(lookup)
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
    m_readPause.setSingleShot(true);
    connect(&m_readPause, &QTimer::timeout, this, &RecentRecords::showPending);
    m_askPause.setSingleShot(true);
    m_askPause.setInterval(kAskEveryMs);
    connect(&m_askPause, &QTimer::timeout, this, &RecentRecords::askForValues);
    connect(m_table->verticalScrollBar(), &QScrollBar::valueChanged, this, &RecentRecords::askForValues);
    connect(&lookup, &RecordLookup::messagesRead, this,
            [this](const std::shared_ptr<const PlacedMessages> &read) { takeValues(*read); });
    retranslate();
}

/// Only what is seen is read, and never more than a few times a second: a tail of thousands costs no more.
void RecentRecords::askForValues()
{
    if (!isVisible() || !m_asked.empty() || m_askPause.isActive())
        return;
    const int first = std::max(0, m_table->rowAt(0));
    const int shown = m_table->viewport()->height() / std::max(1, m_table->rowHeight(0)) + 1;
    m_asked = m_model->unknownValues(first, first + shown);
    if (!m_asked.empty())
        m_lookup.readMessages(m_asked);
}

void RecentRecords::takeValues(const PlacedMessages &read)
{
    const std::vector<Position> asked = std::exchange(m_asked, {});
    m_askPause.start(); // what came in between is asked for then
    if (std::exchange(m_incarnation, read.incarnation) != read.incarnation)
        m_model->forgetValues();
    std::map<Position, QString> texts;
    for (const auto &[place, message] : read.messages)
        texts.emplace(place, valueText(*message));
    for (const Position &place : asked) {
        if (read.complete) // asked for again and again, it would not come back
            texts.emplace(place, QCoreApplication::translate("flow_page", "could not be read"));
    }
    m_model->setValues(texts);
}

std::optional<Hop> RecentRecords::selected() const
{
    const QModelIndex current = m_table->currentIndex();
    if (!current.isValid())
        return std::nullopt;
    return m_model->hop(current.row());
}

void RecentRecords::showEvent(QShowEvent *event)
{
    Card::showEvent(event);
    showPending();
    askForValues();
}

void RecentRecords::add(const std::vector<Hop> &hops)
{
    m_pending.insert(m_pending.end(), hops.begin(), hops.end());
    constexpr auto most = static_cast<std::ptrdiff_t>(RecentRecordsModel::Kept);
    if (std::ssize(m_pending) > most)
        m_pending.erase(m_pending.begin(), m_pending.end() - most);
    if (isVisible() && !m_readPause.isActive())
        showPending();
}

/// Rows that go by faster than anybody reads tell nothing: then the list moves once a second.
void RecentRecords::showPending()
{
    const std::vector<Hop> hops = std::exchange(m_pending, {});
    if (hops.empty())
        return;
    m_readPause.start(std::clamp(static_cast<int>(hops.size()) * kMsPerRow, kLeastPauseMs, kMostPauseMs));
    m_model->add(hops);
    if (m_model->isHeld())
        showHeld();
    askForValues();
}

void RecentRecords::clear()
{
    release();
    m_pending.clear();
    m_model->clear();
}

void RecentRecords::release()
{
    if (!m_model->isHeld())
        return;
    m_table->setCurrentIndex({});
    m_model->setHeld(false);
    m_table->scrollToTop();
    showHeld();
    Q_EMIT released();
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
    const int widths[] = {px(116), px(168), px(128), px(54), px(64), px(110)};
    for (int column = 0; column < RecentRecordsModel::Value; ++column)
        m_table->setColumnWidth(column, widths[column]);
}

void RecentRecords::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    Card::changeEvent(event);
}

} // namespace pk::gui
