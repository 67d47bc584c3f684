#include "pages/inspector/inspector_panel.h"

#include "bridge/controller.h"
#include "bridge/record_lookup.h"
#include "pages/inspector/group_view.h"
#include "pages/inspector/inspector_head.h"
#include "pages/inspector/partition_view.h"
#include "pages/inspector/record_view.h"
#include "pages/inspector/row_view.h"
#include "pages/inspector/stage_view.h"
#include "pages/inspector/table_view.h"
#include "pages/inspector/topic_view.h"
#include "theme/painting.h"
#include "views/empty_state.h"
#include "views/themed.h"
#include "views/tip.h"

#include <QCoreApplication>
#include <QEvent>
#include <QKeyEvent>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace pk::gui {

namespace {

constexpr int kWidth = 420;
constexpr std::size_t kRemembered = 50;

/// Lays everything out at once, from the inside: otherwise each level takes a turn of the event loop, and the
/// view is seen squeezed into the height of the one before.
void settle(const QWidget *panel)
{
    const auto inside = panel->findChildren<QWidget *>();
    for (auto it = inside.rbegin(); it != inside.rend(); ++it) {
        if ((*it)->layout())
            (*it)->layout()->activate();
    }
    panel->layout()->activate();
}

} // namespace

InspectorPanel::InspectorPanel(Controller &controller, QWidget *parent)
    : QWidget(parent)
    , m_controller(controller)
    , m_lookup(new RecordLookup(controller, this))
    , m_head(new InspectorHeadBar(this))
    , m_strip(new InspectorStateStrip(this))
    , m_body(new QStackedWidget(this))
    , m_empty(new EmptyState(QStringLiteral("search"), this))
    , m_footer(new QWidget(this))
    , m_firstRow(new QHBoxLayout)
    , m_secondRow(new QHBoxLayout)
    , m_ownRow(new QHBoxLayout)
{
    m_body->addWidget(m_empty);
    m_strip->hide();
    m_footer->hide();

    auto *footer = new QVBoxLayout(m_footer);
    footer->addLayout(m_firstRow);
    footer->addLayout(m_secondRow);
    footer->addLayout(m_ownRow);
    auto *column = new QVBoxLayout(this);
    column->addWidget(m_head);
    column->addWidget(m_strip);
    column->addWidget(m_body, 1);
    column->addWidget(m_footer);
    column->setSpacing(0);
    onTheme(this, [this, column, footer] {
        column->setContentsMargins(hairline(), 0, 0, 0);
        footer->setContentsMargins(inspectorMargin(), px(10), inspectorMargin(), px(10));
        footer->setSpacing(px(8));
        m_firstRow->setSpacing(px(8));
        m_secondRow->setSpacing(px(8));
        setMinimumWidth(px(320));
        updateGeometry();
        // Rows that were written for another scale are written anew.
        if (isVisible())
            refresh();
    });
    connect(m_head, &InspectorHeadBar::backRequested, this, &InspectorPanel::back);
    connect(m_head, &InspectorHeadBar::forwardRequested, this, &InspectorPanel::forward);
    connect(m_head, &InspectorHeadBar::linkActivated, this, &InspectorPanel::open);
    connect(m_head, &InspectorHeadBar::closeRequested, this, &InspectorPanel::closeRequested);
    connect(&controller, &Controller::snapshotTaken, this, [this] {
        if (isVisible())
            refresh();
    });
    m_head->setHistory(false, false);
    retranslate();
}

QSize InspectorPanel::sizeHint() const
{
    return QSize(px(kWidth), px(640));
}

InspectorPanel::Page InspectorPanel::viewOf(Link::Kind kind)
{
    if (kind == Link::Kind::Member)
        kind = Link::Kind::Group;
    if (const auto found = m_views.find(kind); found != m_views.end())
        return found->second;
    InspectorView *view = nullptr;
    switch (kind) {
    case Link::Kind::Record:
        view = new RecordView(m_controller, *m_lookup, this);
        break;
    case Link::Kind::Partition:
        view = new PartitionView(m_controller, *m_lookup, this);
        break;
    case Link::Kind::Topic:
        view = new TopicView(m_controller, *m_lookup, this);
        break;
    case Link::Kind::Stage:
        view = new StageView(m_controller, *m_lookup, this);
        break;
    case Link::Kind::Group:
        view = new GroupView(m_controller, *m_lookup, this);
        break;
    case Link::Kind::Table:
        view = new TableView(m_controller, *m_lookup, this);
        break;
    case Link::Kind::Row:
        view = new RowView(m_controller, *m_lookup, this);
        break;
    case Link::Kind::Member:
    case Link::Kind::None:
        break;
    }
    connect(view, &InspectorView::headChanged, this, [this, view] {
        if (view == m_view)
            showHead();
    });
    connect(view, &InspectorView::linkActivated, this, &InspectorPanel::open);
    connect(view, &InspectorView::pageRequested, this, &InspectorPanel::linkActivated);
    auto *scroll = new QScrollArea(m_body);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setWidget(view);
    scroll->viewport()->setAutoFillBackground(false);
    view->setAutoFillBackground(false);
    m_body->addWidget(scroll);
    m_views[kind] = {view, scroll};
    return m_views[kind];
}

Link InspectorPanel::current() const
{
    return m_at < m_history.size() ? m_history[m_at] : Link();
}

void InspectorPanel::open(const Link &link)
{
    if (link.kind == Link::Kind::None || link == current())
        return;
    if (!m_history.empty())
        m_history.resize(m_at + 1);
    m_history.push_back(link);
    if (m_history.size() > kRemembered)
        m_history.erase(m_history.begin());
    m_at = m_history.size() - 1;
    display(link);
}

void InspectorPanel::back()
{
    if (m_at > 0)
        display(m_history[--m_at]);
}

void InspectorPanel::forward()
{
    if (m_at + 1 < m_history.size())
        display(m_history[++m_at]);
}

void InspectorPanel::display(const Link &link)
{
    const auto [view, scroll] = viewOf(link.kind);
    m_view = view;
    m_body->setCurrentWidget(scroll);
    scroll->verticalScrollBar()->setValue(0);
    view->open(link);
    m_head->setHistory(m_at > 0, m_at + 1 < m_history.size());
    showHead();
    settle(this);
    QCoreApplication::sendPostedEvents(scroll->viewport(), QEvent::LayoutRequest);
}

void InspectorPanel::refresh()
{
    const SnapshotPtr snapshot = m_controller.snapshot();
    const int incarnation = snapshot ? snapshot->run.incarnation : m_incarnation;
    if (std::exchange(m_incarnation, incarnation) != incarnation && m_history.size() > 1) {
        // Positions of the earlier cluster name other records now.
        m_history = {current()};
        m_at = 0;
        m_head->setHistory(false, false);
    }
    if (m_view)
        m_view->refresh();
}

void InspectorPanel::showHead()
{
    m_head->setHead(m_view->head());
    m_strip->setState(m_view->state());
    setAccessibleName(m_view->head().title);
    showActions();
}

void InspectorPanel::showActions()
{
    const std::vector<InspectorAction> &actions = m_view->actions();
    while (m_buttons.size() > actions.size()) {
        delete m_buttons.back();
        m_buttons.pop_back();
    }
    while (m_buttons.size() < actions.size()) {
        auto *button = new QPushButton(m_footer);
        connect(button, &QPushButton::clicked, this, [this, button] { m_view->act(button->objectName()); });
        m_buttons.push_back(button);
    }
    for (std::size_t i = 0; i < actions.size(); ++i) {
        const InspectorAction &action = actions[i];
        QPushButton *button = m_buttons[i];
        button->setObjectName(action.id);
        button->setText(action.text);
        button->setToolTip(brokenTip(action.help));
        button->setAccessibleDescription(action.help);
        button->setEnabled(action.enabled);
        button->setIcon(Theme::instance().icon(
            action.icon, action.kind == ButtonKind::Tonal ? Token::BlueText : Token::Text));
        setButtonKind(button, action.kind);
    }
    arrangeButtons();
    m_footer->setVisible(!actions.empty());
}

/// The last two have a row of their own, or each of them has.
void InspectorPanel::arrangeButtons()
{
    const int count = static_cast<int>(m_buttons.size());
    const int first = std::max(0, count - 2);
    const int own = count > 0 && m_view->actions().back().wide ? 1 : 0;
    if (m_firstRow->count() == first && m_secondRow->count() == count - first - own)
        return;
    for (QPushButton *button : m_buttons) {
        for (QHBoxLayout *row : {m_firstRow, m_secondRow, m_ownRow})
            row->removeWidget(button);
    }
    for (int i = 0; i < count; ++i) {
        QHBoxLayout *row = i < first ? m_firstRow : i < count - own ? m_secondRow : m_ownRow;
        row->addWidget(m_buttons[static_cast<std::size_t>(i)], 1);
    }
}

void InspectorPanel::retranslate()
{
    m_empty->setTexts(
        QCoreApplication::translate("inspector", "Nothing is selected"),
        QCoreApplication::translate("inspector",
                                    "Click a record, a partition, a stage or a group to see it up close."));
    if (!m_view)
        m_head->setHead({QStringLiteral("search"),
                         PlainAccent,
                         QCoreApplication::translate("inspector", "Inspector"),
                         {},
                         {}});
    m_head->retranslate();
}

void InspectorPanel::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    refresh();
}

void InspectorPanel::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() != QEvent::LanguageChange)
        return;
    retranslate();
    if (isVisible())
        refresh();
}

void InspectorPanel::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::Back))
        back();
    else if (event->matches(QKeySequence::Forward))
        forward();
    else if (event->key() == Qt::Key_Escape)
        Q_EMIT closeRequested();
    else
        QWidget::keyPressEvent(event);
}

void InspectorPanel::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), color(Token::Surface));
    painter.fillRect(QRect(0, 0, hairline(), height()), color(Token::Border));
    painter.fillRect(QRect(0, m_body->geometry().top(), width(), hairline()), color(Token::Border));
    if (m_footer->isVisible())
        painter.fillRect(QRect(0, m_footer->geometry().top(), width(), hairline()), color(Token::Border));
}

} // namespace pk::gui
