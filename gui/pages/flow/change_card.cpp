#include "pages/flow/change_card.h"

#include "bridge/failure_text.h"
#include "bridge/flow_id.h"
#include "bridge/text.h"
#include "pages/flow/change_list.h"
#include "views/format.h"
#include "views/pill.h"
#include "views/text_label.h"
#include "views/themed.h"

#include <QCoreApplication>
#include <QEvent>
#include <QScrollArea>
#include <QVBoxLayout>

#include <algorithm>

namespace pk::gui {

namespace {

constexpr int kChangeEveryMs = 1'000;
constexpr int kAboveRows = 4;
constexpr std::size_t kResultsKept = 1'000;

bool wasWorked(const Hop &hop)
{
    return flow_id::fromOf(hop.edge) == flow_id::transform;
}

/// Ends with a whole row: none is cut by the lower edge.
class RowsArea final : public QScrollArea
{
public:
    using QScrollArea::QScrollArea;

protected:
    void resizeEvent(QResizeEvent *event) override
    {
        QScrollArea::resizeEvent(event);
        const int left = std::max(0, contentsRect().height() - px(kAboveRows)) % ChangeList::rowHeight();
        if (left != viewportMargins().bottom())
            setViewportMargins(0, 0, 0, left);
    }
};

/// Why before and after cannot stand side by side; empty when they can.
QString absence(const RecordChange &change)
{
    const bool result = change.result != Presence::There;
    switch (result ? change.result : change.raw) {
    case Presence::There:
        return change.rawAt.offset >= 0
            ? QString()
            : QCoreApplication::translate("flow_page",
                                          "The message does not name the raw one that it came from.");
    case Presence::Evicted:
        return result
            ? QCoreApplication::translate("flow_page", "Retention has taken the result from its log.")
            : QCoreApplication::translate("flow_page", "Retention has taken the raw message from its log.");
    case Presence::NotYet:
        return QCoreApplication::translate("flow_page", "The message cannot be seen in its log yet.");
    case Presence::NoRecord:
        return QCoreApplication::translate("flow_page",
                                           "There is no record: the offset is a transaction's marker.");
    case Presence::Uncommitted:
        return QCoreApplication::translate(
                   "flow_page",
                   "It waits for the end of a transaction that is open in its partition from offset %1 on.")
            .arg(change.openFrom);
    case Presence::Unreadable:
    case Presence::OtherCluster:
        break;
    }
    return QCoreApplication::translate("flow_page", "The broker does not answer; it is asked again.");
}

} // namespace

ChangeCard::ChangeCard(RecordLookup &lookup, QWidget *parent)
    : Card(parent)
    , m_lookup(lookup)
    , m_area(new RowsArea(this))
    , m_changes(new ChangeList)
    , m_remark(new TextLabel(TextRole::Small, Token::Muted, this))
    , m_added(new Pill(TealAccent, {}, this))
    , m_changed(new Pill(AmberAccent, {}, this))
    , m_removed(new Pill(RoseAccent, {}, this))
{
    setIcon(QStringLiteral("transform"), VioletAccent);
    setCompact(true);
    for (Pill *pill : {m_added, m_changed, m_removed}) {
        pill->setSmall(true);
        addAction(pill);
    }
    m_remark->setWordWrap(true);
    m_area->setObjectName(QStringLiteral("changes"));
    m_area->setFrameShape(QFrame::NoFrame);
    m_area->setWidgetResizable(true);
    m_area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto *content = new QWidget;
    auto *column = new QVBoxLayout(content);
    column->addWidget(m_remark);
    column->addWidget(m_changes);
    column->addStretch(1);
    m_area->setWidget(content);
    m_area->viewport()->setAutoFillBackground(false);
    content->setAutoFillBackground(false);
    body()->addWidget(m_area);
    onTheme(this, [this, column] {
        body()->setContentsMargins(px(1), 0, px(1), px(6));
        column->setContentsMargins(0, px(kAboveRows), 0, 0);
        m_remark->setContentsMargins(px(16), px(8), px(16), px(8));
    });
    m_askPause.setSingleShot(true);
    m_askPause.setInterval(kChangeEveryMs);
    connect(&m_askPause, &QTimer::timeout, this, &ChangeCard::ask);
    connect(&lookup, &RecordLookup::changeRead, this, &ChangeCard::take);
    retranslate();
}

void ChangeCard::follow(const std::vector<Hop> &hops)
{
    for (const Hop &hop : hops) {
        if (!wasWorked(hop))
            continue;
        m_latest = Position{hop.topic.toStdString(), hop.partition, hop.offset};
        m_results.emplace_back(hop.correlationId, *m_latest);
    }
    while (m_results.size() > kResultsKept)
        m_results.pop_front();
    ask();
}

void ChangeCard::choose(const std::optional<Hop> &record)
{
    if (m_chosen == record)
        return;
    m_chosen = record;
    m_askPause.stop(); // a person does not wait
    fill();
    ask();
}

void ChangeCard::clear()
{
    m_results.clear();
    m_latest.reset();
    m_chosen.reset();
    m_change.reset();
    m_asked = false; // of the cluster before: that is not answered any more
    fill();
}

/// Where the transform wrote what came of it; none: not yet, or too long ago.
std::optional<Position> ChangeCard::resultOf(const Hop &record) const
{
    const auto found =
        std::find_if(m_results.rbegin(), m_results.rend(), [&](const std::pair<QString, Position> &result) {
            return result.first == record.correlationId;
        });
    return found == m_results.rend() ? std::nullopt : std::optional(found->second);
}

/// Hidden, nothing is read.
void ChangeCard::ask()
{
    if (!isVisible() || m_asked || m_askPause.isActive())
        return;
    const std::optional<Position> wanted = m_chosen ? resultOf(*m_chosen) : m_latest;
    if (!wanted || (m_change && m_change->at == *wanted && m_change->isFinal()))
        return;
    m_asked = true;
    m_lookup.readChange(*wanted);
}

void ChangeCard::take(const std::shared_ptr<const RecordChange> &change)
{
    m_asked = false;
    m_change = change;
    if (m_chosen && change->isFinal())
        ask(); // it may have been chosen meanwhile
    else
        m_askPause.start();
    fill();
}

void ChangeCard::fill()
{
    const bool other = m_chosen && (!m_change || resultOf(*m_chosen) != m_change->at);
    if (!m_change || other) {
        setSubtitle({});
        return showNothing(
            other ? QCoreApplication::translate("flow_page", "The transform has not processed this record.")
                  : QCoreApplication::translate(
                      "flow_page", "The first record that the transform has processed appears here."));
    }
    const Position &at = m_change->rawAt.offset >= 0 ? m_change->rawAt : m_change->at;
    setSubtitle(placeText(at.partition, at.offset));
    setToolTip(QStringLiteral("%1 %2").arg(toQString(at.topic), placeText(at.partition, at.offset)));
    if (m_change->aside)
        return showNothing(putAsideText(m_change->aside->step, m_change->aside->code));
    if (const QString why = absence(*m_change); !why.isEmpty())
        return showNothing(why);
    std::vector<ValueChange> changes = m_change->changes;
    if (changes.empty())
        return showNothing(QCoreApplication::translate("flow_page", "The transform changed nothing in it."));
    const auto show = [&](Pill *pill, const QString &sign, auto is) {
        const auto count = std::count_if(changes.begin(), changes.end(), is);
        pill->setText(sign + QString::number(count));
        pill->setVisible(count > 0);
    };
    show(m_added, QStringLiteral("+"), [](const ValueChange &c) { return c.before.isEmpty(); });
    show(m_removed, QStringLiteral("\u2212"), [](const ValueChange &c) { return c.after.isEmpty(); });
    show(m_changed, QStringLiteral("~"),
         [](const ValueChange &c) { return !c.before.isEmpty() && !c.after.isEmpty(); });
    // What was there and is another now tells more than what was added.
    std::stable_partition(changes.begin(), changes.end(),
                          [](const ValueChange &c) { return !c.before.isEmpty(); });
    m_changes->setChanges(std::move(changes));
    m_changes->show();
    m_remark->hide();
}

void ChangeCard::showNothing(const QString &why)
{
    for (Pill *pill : {m_added, m_changed, m_removed})
        pill->hide();
    m_changes->hide();
    m_remark->setText(why);
    m_remark->show();
}

void ChangeCard::retranslate()
{
    setTitle(QCoreApplication::translate("flow_page", "Before → after"));
    m_changes->setAccessibleName(QCoreApplication::translate("flow_page", "What the transform changed"));
    m_area->setAccessibleName(m_changes->accessibleName());
    fill();
}

void ChangeCard::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    Card::changeEvent(event);
}

void ChangeCard::showEvent(QShowEvent *event)
{
    Card::showEvent(event);
    ask();
}

} // namespace pk::gui
