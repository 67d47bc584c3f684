#include "pages/groups/history_card.h"

#include "bridge/text.h"
#include "pages/groups/change_model.h"
#include "pages/groups/lag_timeline.h"
#include "theme/painting.h"
#include "views/segmented_control.h"
#include "views/table_setup.h"
#include "views/themed.h"
#include "views/whole_rows.h"

#include <QCoreApplication>
#include <QEvent>
#include <QHeaderView>
#include <QStackedWidget>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>

namespace pk::gui {

namespace {

const QString asChart = QStringLiteral("chart");
const QString asList = QStringLiteral("list");
const QString shortSpan = QStringLiteral("2");
const QString longSpan = QStringLiteral("10");

} // namespace

HistoryCard::HistoryCard(QWidget *parent)
    : Card(parent)
    , m_model(new ChangeModel(this))
    , m_timeline(new LagTimeline(this))
    , m_changes(new WholeRows<QTableView>(this))
    , m_stack(new QStackedWidget(this))
    , m_view(new SegmentedControl(this))
    , m_span(new SegmentedControl(this))
{
    setCompact(true);
    setHeaderLine(false);
    addAction(m_view);
    addAction(m_span);
    setUpTable(m_changes);
    m_changes->setModel(m_model);
    m_changes->setSelectionMode(QAbstractItemView::SingleSelection);
    m_stack->addWidget(m_timeline);
    auto *changes = new QWidget(m_stack);
    auto *inset = new QVBoxLayout(changes);
    inset->addWidget(m_changes);
    m_stack->addWidget(changes);
    body()->addWidget(m_stack, 1);
    connect(m_view, &SegmentedControl::chosen, this, [this](const QString &id) {
        m_stack->setCurrentIndex(id == asList ? 1 : 0);
        m_span->setVisible(id != asList);
    });
    connect(m_span, &SegmentedControl::chosen, this,
            [this](const QString &id) { m_timeline->setSpan(id.toLongLong() * 60'000'000); });
    const auto fit = [this] { fitColumns(); };
    connect(m_model, &QAbstractItemModel::rowsInserted, this, fit);
    connect(m_model, &QAbstractItemModel::modelReset, this, fit);
    onTheme(this, [this, inset] {
        m_whatWidth = 0;
        body()->setContentsMargins(hairline(), 0, hairline(), px(6));
        inset->setContentsMargins(px(5), 0, px(5), 0); // its texts stand under the title
        fitColumns();
    });
    retranslate();
}

void HistoryCard::setGroup(const GroupFacts &group, const SnapshotPtr &snapshot)
{
    m_model->setCourse(toQString(group.name), courseOf(*snapshot, group.name));
    m_timeline->setGroup(group, snapshot);
}

void HistoryCard::setLow(bool low)
{
    m_timeline->setLow(low);
    m_stack->updateGeometry(); // the hidden timeline does not ask for it
}

int HistoryCard::heightWhen(bool low) const
{
    const int changes = m_stack->widget(1)->minimumSizeHint().height();
    return frameHeight() + std::max(m_timeline->heightWhen(low), changes);
}

void HistoryCard::fitColumns()
{
    m_changes->setFont(Theme::instance().font(TextRole::Small));
    m_changes->setColumnWidth(ChangeModel::Time, px(120));
    m_changes->setColumnWidth(ChangeModel::Member, px(110));
    // The last column has what the third one does not need.
    const QAbstractItemView &changes = *m_changes; // a table hides it
    m_whatWidth = std::max(m_whatWidth, changes.sizeHintForColumn(ChangeModel::What));
    const int half = (width() - px(120 + 110)) / 2;
    m_changes->setColumnWidth(ChangeModel::What, std::max(px(120), std::min(m_whatWidth, half)));
}

void HistoryCard::resizeEvent(QResizeEvent *event)
{
    Card::resizeEvent(event);
    fitColumns();
}

void HistoryCard::retranslate()
{
    m_whatWidth = 0;
    setTitle(QCoreApplication::translate("groups", "Lag and rebalances"));
    setSubtitle(QCoreApplication::translate("groups", "while nobody reads a partition, its lag rises"));
    m_view->setOptions({{asChart, QCoreApplication::translate("groups", "Chart"), {}},
                        {asList, QCoreApplication::translate("groups", "Events"), {}}});
    m_span->setOptions({{shortSpan, QCoreApplication::translate("groups", "2 min"), {}},
                        {longSpan, QCoreApplication::translate("groups", "10 min"), {}}});
    m_view->setAccessibleName(QCoreApplication::translate("groups", "How the past is shown"));
    m_span->setAccessibleName(QCoreApplication::translate("groups", "How much of the past is shown"));
    m_changes->setAccessibleName(QCoreApplication::translate("groups", "What happened to the members"));
}

void HistoryCard::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    Card::changeEvent(event);
}

} // namespace pk::gui
