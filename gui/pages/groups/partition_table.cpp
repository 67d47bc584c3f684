#include "pages/groups/partition_table.h"

#include "bridge/text.h"
#include "pages/groups/partition_model.h"
#include "theme/painting.h"
#include "views/icon_button.h"
#include "views/pill.h"
#include "views/table_setup.h"
#include "views/themed.h"

#include <QCoreApplication>
#include <QEvent>
#include <QHeaderView>
#include <QStyledItemDelegate>
#include <QTableView>
#include <QVBoxLayout>

#include <array>

namespace pk::gui {

namespace {

constexpr int partitionRowBase = 28;
constexpr int headBase = 34;
constexpr int insetBase = 6; // with a cell's own 10, texts stand under the card's title
constexpr int noSpeedsBase = 870; // below, the speeds give way
constexpr int longBarBase = 360;
constexpr int withLegendBase = 560;

/// Widths at interface scale 1; the bar takes what is left.
int widthOf(int column)
{
    constexpr std::array<int, PartitionModel::ColumnCount> widths{62, 128, 92, 88, 0, 74, 90, 142};
    return widths[static_cast<std::size_t>(column)];
}

QFont fontOf(const QModelIndex &index, bool total)
{
    const int column = index.column();
    QFont font = Theme::instance().font(
        column == PartitionModel::Member || (total && column == PartitionModel::Partition) ? TextRole::Small
                                                                                           : TextRole::Mono);
    if (total || column == PartitionModel::Lag || column == PartitionModel::Partition)
        font.setWeight(total ? QFont::DemiBold : QFont::Medium);
    return font;
}

QColor inkOf(const QModelIndex &index, bool total)
{
    const auto delay = static_cast<Delay>(index.data(PartitionModel::DelayRole).toInt());
    switch (index.column()) {
    case PartitionModel::Lag:
        return total || delay < Delay::Long ? color(Token::Text) : color(accentOf(delay).text);
    case PartitionModel::Member:
        return color(index.data(PartitionModel::OwnerRole).toString().isEmpty() ? Token::Muted : Token::Text);
    case PartitionModel::LogEnd:
    case PartitionModel::Behind:
    case PartitionModel::Rates:
        return color(total ? Token::Text : Token::Muted);
    default:
        return color(Token::Text);
    }
}

class PartitionDelegate final : public QStyledItemDelegate
{
public:
    PartitionDelegate(const PartitionModel &model, QObject *parent)
        : QStyledItemDelegate(parent)
        , m_model(model)
    {
    }

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        QStyleOptionViewItem frame = option;
        initStyleOption(&frame, index);
        frame.text.clear();
        option.widget->style()->drawControl(QStyle::CE_ItemViewItem, &frame, painter, option.widget);
        const bool total = index.data(PartitionModel::TotalRole).toBool();
        if (!total)
            painter->fillRect(QRect(option.rect.left(), option.rect.bottom() - hairline() + 1,
                                    option.rect.width(), hairline()),
                              mixed(color(Token::Surface), color(Token::Border), 0.6));
        QRect cell = option.rect.adjusted(px(10), 0, -px(10), 0);
        if (index.column() == PartitionModel::Bar) {
            if (!total)
                paintBar(*painter, cell, index);
            return;
        }
        if (index.column() == PartitionModel::Member && !total)
            cell.setLeft(cell.left() + paintBadge(*painter, cell, index));
        painter->setFont(fontOf(index, total));
        painter->setPen(inkOf(index, total));
        const auto align = Qt::Alignment(index.data(Qt::TextAlignmentRole).toInt());
        painter->drawText(
            cell, int(align) | Qt::TextSingleLine,
            painter->fontMetrics().elidedText(index.data().toString(), Qt::ElideRight, cell.width()));
        if (index.column() == PartitionModel::Partition && !total)
            paintTopic(*painter, cell, index);
    }

private:
    static void paintBar(QPainter &painter, const QRect &cell, const QModelIndex &index)
    {
        const auto delay = static_cast<Delay>(index.data(PartitionModel::DelayRole).toInt());
        const int height = px(8);
        const QRectF track(cell.left(), cell.center().y() - height / 2, cell.width(), height);
        drawBox(painter, track, height / 2.0, color(Token::Surface2));
        const double share = index.data(PartitionModel::ShareRole).toDouble();
        if (share <= 0)
            return;
        const double width = std::max<double>(px(4), track.width() * share);
        drawBox(painter, QRectF(track.left(), track.top(), width, height), std::min(width, height * 1.0) / 2,
                color(accentOf(delay).solid));
    }

    int paintBadge(QPainter &painter, const QRect &cell, const QModelIndex &index) const
    {
        const QString owner = index.data(PartitionModel::OwnerRole).toString();
        const int side = px(16);
        const QRect badge(cell.left(), cell.center().y() - side / 2 + 1, side, side);
        if (index.data(PartitionModel::OwnerGoneRole).toBool()) {
            drawMark(painter, badge.adjusted(px(3), px(3), -px(3), -px(3)), Mark::Triangle,
                     color(Token::Rose));
            return side + px(6);
        }
        if (owner.isEmpty())
            return 0;
        const std::string name = owner.toStdString();
        const MemberColors colors = memberColors(name, m_model.stage());
        drawBox(painter, badge, px(4), colors.fill);
        painter.setFont(Theme::instance().font(TextRole::MonoSmall));
        painter.setPen(colors.text);
        painter.drawText(badge, Qt::AlignCenter, QString::number(std::max(0, memberNumber(name))));
        return side + px(6);
    }

    static void paintTopic(QPainter &painter, const QRect &cell, const QModelIndex &index)
    {
        const QString topic = index.data(PartitionModel::TopicRole).toString();
        if (topic.isEmpty())
            return;
        const QRect rest =
            cell.adjusted(painter.fontMetrics().horizontalAdvance(index.data().toString()) + px(8), 0, 0, 0);
        painter.setFont(Theme::instance().font(TextRole::Small));
        painter.setPen(color(Token::Muted));
        painter.drawText(rest, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
                         painter.fontMetrics().elidedText(topic, Qt::ElideMiddle, rest.width()));
    }

    const PartitionModel &m_model;
};

} // namespace

/// What the colours of the bars mean.
class PartitionTable::Legend final : public QWidget
{
public:
    explicit Legend(QWidget *parent)
        : QWidget(parent)
    {
        setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
        onTheme(this, [this] { updateGeometry(); });
    }

    void retranslate()
    {
        m_texts = {QCoreApplication::translate("groups", "< %1 s").arg(kRisingLagS),
                   QCoreApplication::translate("groups", "≥ %1 s").arg(kRisingLagS),
                   QCoreApplication::translate("groups", "≥ %1 s").arg(kCriticalLagS)};
        setToolTip(QCoreApplication::translate(
            "groups", "The colour of a bar: how long the oldest of the waiting records has been waiting."));
        setAccessibleName(toolTip());
        updateGeometry();
        update();
    }

    QSize sizeHint() const override
    {
        int width = 0;
        for (const QString &text : m_texts)
            width += px(14) + textWidth(font(), text) + px(16);
        return QSize(width, px(20));
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        painter.setFont(Theme::instance().font(TextRole::Small));
        int x = 0;
        for (std::size_t i = 0; i < m_texts.size(); ++i) {
            const auto delay = static_cast<Delay>(static_cast<int>(Delay::Short) + static_cast<int>(i));
            const int side = px(8);
            drawBox(painter, QRect(x, (height() - side) / 2, side, side), px(2),
                    color(accentOf(delay).solid));
            x += px(14);
            const int width = textWidth(painter.font(), m_texts[i]);
            painter.setPen(color(Token::Muted));
            painter.drawText(QRect(x, 0, width + px(4), height()), Qt::AlignLeft | Qt::AlignVCenter,
                             m_texts[i]);
            x += width + px(16);
        }
    }

private:
    std::array<QString, 3> m_texts;
};

PartitionTable::PartitionTable(PartitionModel &model, QWidget *parent)
    : Card(parent)
    , m_model(model)
    , m_view(new QTableView(this))
    , m_legend(new Legend(this))
    , m_openTopic(new IconButton(QStringLiteral("external"), {}, this))
{
    setCompact(true);
    setHeaderLine(false);
    addAction(m_legend);
    addAction(m_openTopic);
    m_openTopic->setSmall(true);
    connect(m_openTopic, &IconButton::clicked, this, [this] { Q_EMIT topicActivated(currentTopic()); });
    m_view->setModel(&model);
    m_view->setItemDelegate(new PartitionDelegate(model, m_view));
    setUpTable(m_view, partitionRowBase);
    m_view->horizontalHeader()->setStretchLastSection(false);
    m_view->horizontalHeader()->setSectionsClickable(false);
    m_view->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_view->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    body()->addWidget(m_view);
    connect(m_view, &QTableView::activated, this, [this](const QModelIndex &index) {
        const PartitionFacts *facts = m_model.partition(index.row());
        if (facts == nullptr)
            return;
        if (index.column() == PartitionModel::Member && !facts->owner.empty())
            Q_EMIT memberActivated(toQString(facts->owner));
        else
            Q_EMIT partitionActivated(toQString(facts->id.topic), facts->id.partition);
    });
    connect(&model, &QAbstractItemModel::rowsInserted, this, &PartitionTable::fitHeight);
    connect(&model, &QAbstractItemModel::rowsRemoved, this, &PartitionTable::fitHeight);
    onTheme(this, [this] {
        body()->setContentsMargins(px(insetBase), 0, px(insetBase), px(8));
        fitHeight();
        fitColumns();
    });
    retranslate();
}

void PartitionTable::setTopics(const std::vector<std::string> &topics)
{
    if (topics == m_topics)
        return;
    m_topics = topics;
    m_openTopic->setVisible(!topics.empty());
    fitColumns();
}

/// The topic of the row that one is in, else the first.
QString PartitionTable::currentTopic() const
{
    if (const PartitionFacts *facts = m_model.partition(m_view->currentIndex().row()))
        return toQString(facts->id.topic);
    return m_topics.empty() ? QString() : toQString(m_topics.front());
}

void PartitionTable::select(const TopicPartition &partition)
{
    const int row = m_model.rowOf(partition);
    if (row >= 0)
        m_view->setCurrentIndex(m_model.index(row, 0));
}

void PartitionTable::fitHeight()
{
    m_view->setFixedHeight(px(headBase) + m_model.rowCount() * px(partitionRowBase));
    fitColumns();
}

void PartitionTable::fitColumns()
{
    const int room = width() - 2 * px(insetBase);
    const bool narrow = room < px(noSpeedsBase);
    m_view->setColumnHidden(PartitionModel::Rates, narrow);
    m_legend->setVisible(room >= px(withLegendBase));
    const bool topics =
        m_model.rowCount() > 0 && !m_model.index(0, 0).data(PartitionModel::TopicRole).toString().isEmpty();
    int rest = room;
    for (int column = 0; column < PartitionModel::ColumnCount; ++column) {
        if (column == PartitionModel::Bar || m_view->isColumnHidden(column))
            continue;
        int width = px(widthOf(column));
        if (column == PartitionModel::Partition)
            width = px(topics ? (narrow ? 140 : 190) : 70);
        m_view->setColumnWidth(column, width);
        rest -= width;
    }
    // On a wide page the bar does not take everything.
    const int each = std::max(0, (rest - px(longBarBase)) / (PartitionModel::ColumnCount - 1));
    for (int column = PartitionModel::Member; column < PartitionModel::ColumnCount; ++column) {
        if (column == PartitionModel::Bar || m_view->isColumnHidden(column))
            continue;
        m_view->setColumnWidth(column, m_view->columnWidth(column) + each);
        rest -= each;
    }
    m_view->setColumnWidth(PartitionModel::Bar, std::max(px(60), rest));
}

void PartitionTable::resizeEvent(QResizeEvent *event)
{
    Card::resizeEvent(event);
    fitColumns();
}

void PartitionTable::retranslate()
{
    setTitle(QCoreApplication::translate("groups", "Partitions"));
    setSubtitle(QCoreApplication::translate("groups", "lag = log end − committed"));
    m_legend->retranslate();
    m_openTopic->setLabel(QCoreApplication::translate("groups", "Open the topic"));
    m_view->setAccessibleName(QCoreApplication::translate("groups", "Partitions of the group"));
}

void PartitionTable::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    Card::changeEvent(event);
}

} // namespace pk::gui
