#include "pages/messages/topic_list.h"

#include "bridge/topic_stage.h"
#include "flow/palette.h"
#include "theme/painting.h"
#include "views/format.h"
#include "views/icon_button.h"
#include "views/pill.h"
#include "views/sparkline.h"
#include "views/themed.h"
#include "views/whole_rows.h"

#include <QApplication>
#include <QCoreApplication>
#include <QEvent>
#include <QListView>
#include <QPainter>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

namespace pk::gui {

namespace {

class TopicDelegate final : public QStyledItemDelegate
{
public:
    TopicDelegate(const TopicModel &model, QObject *parent)
        : QStyledItemDelegate(parent)
        , m_model(model)
    {
    }

    QSize sizeHint(const QStyleOptionViewItem &, const QModelIndex &index) const override
    {
        return QSize(px(120), px(m_model.topicAt(index.row()) ? 46 : 30));
    }

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const QRect rect = option.rect.adjusted(px(14), 0, -px(14), 0);
        painter->save();
        const TopicEntry *topic = m_model.topicAt(index.row());
        if (!topic) {
            painter->setFont(Theme::instance().font(TextRole::Caption));
            painter->setPen(color(Token::Muted));
            painter->drawText(rect.adjusted(0, px(6), 0, 0), Qt::AlignLeft | Qt::AlignVCenter,
                              index.data().toString());
        } else {
            QStyleOptionViewItem background = option;
            background.index = index;
            const QStyle *style = option.widget ? option.widget->style() : QApplication::style();
            style->drawPrimitive(QStyle::PE_PanelItemViewItem, &background, painter, option.widget);
            paintTopic(*painter, rect, *topic);
        }
        painter->restore();
    }

private:
    static void paintTopic(QPainter &painter, const QRect &rect, const TopicEntry &topic)
    {
        const bool dead = topic.section == TopicEntry::Section::DeadLetters;
        const bool side = dead || topic.section == TopicEntry::Section::Filtered;
        const bool empty = topic.written == 0;
        const Accent accent = side && empty ? PlainAccent : accentOf(stageOf(topic.name.toStdString()));
        const int upper = rect.top() + px(6);
        const int lower = rect.top() + px(24);
        const int line = px(18);
        drawMark(painter, QRectF(rect.left(), upper + px(5), px(8), px(8)),
                 dead ? Mark::Triangle : Mark::Square, color(accent.solid));
        const int left = rect.left() + px(16);

        int right = rect.right() + 1;
        if (side && !empty) {
            const QString count = grouped(topic.written);
            painter.setFont(Theme::instance().font(TextRole::Caption));
            const int wide = textWidth(painter.font(), count) + px(14);
            const QRect pill(right - wide, upper, wide, px(18));
            drawBox(painter, pill, px(9), color(accent.tint));
            painter.setPen(color(accent.text));
            painter.drawText(pill, Qt::AlignCenter, count);
            right -= wide + px(6);
        }
        painter.setFont(Theme::instance().font(TextRole::Strong));
        painter.setPen(color(Token::Text));
        painter.drawText(QRect(left, upper, right - left, line), Qt::AlignLeft | Qt::AlignVCenter,
                         painter.fontMetrics().elidedText(topic.name, Qt::ElideLeft, right - left));

        const bool busy = !side && topic.ratePerS >= TopicEntry::kBusyPerS;
        const bool course = busy && topic.history.size() > 1;
        const int chart = course ? px(52) : 0;
        QRect below(left, lower, rect.right() + 1 - left - chart - (course ? px(8) : 0), line);
        if (busy) {
            const QString rate = perSecondText(topic.ratePerS);
            painter.setFont(Theme::instance().font(TextRole::Mono));
            painter.setPen(color(Token::Text));
            painter.drawText(below, Qt::AlignRight | Qt::AlignVCenter, rate);
            below.setRight(below.right() - textWidth(painter.font(), rate) - px(6));
        }
        painter.setFont(Theme::instance().font(TextRole::Small));
        painter.setPen(color(Token::Muted));
        painter.drawText(below, Qt::AlignLeft | Qt::AlignVCenter,
                         painter.fontMetrics().elidedText(busy ? messagesText(topic) : describeTopic(topic),
                                                          Qt::ElideRight, below.width()));
        if (course)
            drawSparkline(painter, QRectF(rect.right() + 1 - chart, lower + px(2), chart, px(14)),
                          topic.history, color(accent.solid));
    }

    const TopicModel &m_model;
};

} // namespace

TopicList::TopicList(QWidget *parent)
    : Card(parent)
    , m_view(new WholeRows<QListView>(this))
    , m_new(new IconButton(QStringLiteral("plus"), QString(), this))
{
    m_new->setObjectName(QStringLiteral("newTopic"));
    addAction(m_new);
    connect(m_new, &IconButton::clicked, this, &TopicList::newTopicWanted);
    setObjectName(QStringLiteral("topics"));
    m_view->setObjectName(QStringLiteral("topicView"));
    m_view->setModel(&m_model);
    m_view->setItemDelegate(new TopicDelegate(m_model, m_view));
    m_view->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_view->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_view->setMouseTracking(true);
    body()->addWidget(m_view);
    onTheme(this, [this] {
        body()->setContentsMargins(hairline(), px(2), hairline(), px(8));
        m_view->doItemsLayout();
    });
    connect(m_view->selectionModel(), &QItemSelectionModel::currentChanged, this,
            [this](const QModelIndex &current) {
                const TopicEntry *topic = m_model.topicAt(current.row());
                if (m_isFilling || !topic || topic->name == m_current)
                    return;
                m_current = topic->name;
                Q_EMIT topicChosen(m_current);
            });
    retranslate();
}

void TopicList::setTopics(const std::vector<TopicEntry> &topics)
{
    m_isFilling = true; // the view goes on to a neighbour of what leaves: nobody has chosen that
    m_model.setTopics(topics);
    m_isFilling = false;
    if (topics.size() != m_count) {
        m_count = topics.size();
        retranslate();
    }
    setCurrent(m_current);
}

void TopicList::setCurrent(const QString &topic)
{
    m_current = topic;
    const int row = m_model.rowOf(topic);
    if (row < 0 || row == m_view->currentIndex().row())
        return;
    m_view->setCurrentIndex(m_model.index(row));
    if (row > 0 && !m_model.topicAt(row - 1))
        m_view->scrollTo(m_model.index(row - 1)); // its heading: a list of no height yet would begin below it
}

void TopicList::retranslate()
{
    setTitle(QCoreApplication::translate("messages", "Topics"));
    m_new->setLabel(QCoreApplication::translate("messages", "New topic…"));
    setSubtitle(m_count > 0 ? QString::number(m_count) : QString());
    m_view->setAccessibleName(QCoreApplication::translate("messages", "Topics"));
    m_model.retranslate();
}

void TopicList::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    Card::changeEvent(event);
}

} // namespace pk::gui
