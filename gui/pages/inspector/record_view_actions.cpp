#include "bridge/controller.h"
#include "bridge/reproduce.h"
#include "bridge/text.h"
#include "pages/inspector/record_view.h"

#include <QCoreApplication>

// What can be done with the record that is shown: step it, see it in its topic, send it once more.

namespace pk::gui {

void RecordView::offer()
{
    std::vector<InspectorAction> actions;
    const bool paused = snapshot() && snapshot()->run.state == RunState::Paused;
    if (paused && m_story && roleOf(m_position.topic) != TopicRole::Other && !isPast())
        offerSteps(actions);
    actions.push_back({QStringLiteral("page"),
                       QStringLiteral("messages"),
                       QCoreApplication::translate("inspector", "Show in Messages"),
                       {},
                       ButtonKind::Plain,
                       !isPast()});
    offerAgain(actions);
    setActions(std::move(actions));
}

/// A dead letter goes back to where it was taken from: among the dead letters nobody would read it.
void RecordView::offerAgain(std::vector<InspectorAction> &actions) const
{
    const FullMessage *message = m_story ? m_story->message.get() : nullptr;
    InspectorAction action{
        QStringLiteral("again"),
        QStringLiteral("send"),
        QCoreApplication::translate("inspector", "Produce again"),
        QCoreApplication::translate("inspector",
                                    "Sends the same key, headers and value once more, as a "
                                    "new record at a new offset of the same topic."),
        ButtonKind::Plain,
        message && !m_producing && !isPast()};
    if (const TopicRole role = roleOf(m_position.topic);
        message && (role == TopicRole::DeadLetters || role == TopicRole::Filtered)) {
        action.wide = true;
        action.text = QCoreApplication::translate("inspector", "Produce again to %1")
                          .arg(toQString(copyToSend(m_position, *message).topic));
        action.help = QCoreApplication::translate(
            "inspector",
            "Sends key, value and headers to the topic that the record was taken from, without the headers "
            "that tell of its error. As long as the rule is the same, it will be refused again.");
        if (isCut(*message)) {
            action.enabled = false;
            action.help = QCoreApplication::translate(
                "inspector", "The record was too large to be kept whole, so it has to come from its source.");
        }
    }
    actions.push_back(std::move(action));
}

/// Where no step is possible, the button says why.
void RecordView::offerSteps(std::vector<InspectorAction> &actions) const
{
    if (m_story->presence == Presence::NoRecord)
        return;
    const bool gone = m_story->presence == Presence::Evicted && m_story->enrichedAt.offset < 0;
    const bool arrived = m_story->isComplete() || m_arrived;
    if (arrived || gone) {
        actions.push_back(
            {QStringLiteral("step"), arrived ? QStringLiteral("check") : QStringLiteral("warning"),
             arrived ? QCoreApplication::translate("inspector", "At its end: no hop is left")
                     : QCoreApplication::translate("inspector", "Evicted: it cannot be stepped"),
             arrived ? QCoreApplication::translate("inspector",
                                                   "It lies in the warehouse or in the dead letters, and its "
                                                   "offset is committed.")
                     : QCoreApplication::translate("inspector",
                                                   "Retention took it before the transform came to it."),
             ButtonKind::Plain, false});
        return;
    }
    actions.push_back(
        {QStringLiteral("step"), QStringLiteral("step-hop"),
         QCoreApplication::translate("inspector", "Step this record"),
         QCoreApplication::translate(
             "inspector",
             "This very record goes one hop further; those before it in its partition go first."),
         ButtonKind::Tonal, !m_stepping});
    actions.push_back({QStringLiteral("finish"), QStringLiteral("step-record"),
                       QCoreApplication::translate("inspector", "To its end"),
                       QCoreApplication::translate(
                           "inspector", "All remaining hops, to its row or its dead letter and the commit."),
                       ButtonKind::Tonal, !m_stepping});
}

void RecordView::stepThat(bool toItsEnd)
{
    RecordPlaces record{m_position, {}};
    for (const Position *place : {&m_story->enrichedAt, &m_story->rawAt}) { // the furthest first
        if (place->offset >= 0)
            record.places.push_back(*place);
    }
    if (record.places.empty())
        record.places.push_back(m_position);
    m_stepping = true;
    offer();
    m_controller.stepThat(record, toItsEnd);
}

void RecordView::act(const QString &action)
{
    if (action == QLatin1String("step") || action == QLatin1String("finish"))
        stepThat(action == QLatin1String("finish"));
    else if (action == QLatin1String("page"))
        Q_EMIT pageRequested(
            Link::record(toQString(m_position.topic), m_position.partition, m_position.offset));
    else if (action == QLatin1String("again"))
        produceAgain();
}

void RecordView::produceAgain()
{
    if (!m_story || !m_story->message)
        return;
    m_producing = true;
    offer();
    m_controller.produceRecord(copyToSend(m_position, *m_story->message));
}

/// The copy is shown, and said to be one.
void RecordView::tellSent(const Position &from, const Position &to)
{
    Q_EMIT linkActivated(Link::record(toQString(to.topic), to.partition, to.offset));
    if (m_position != to)
        return;
    m_sentFrom = from;
    showTrouble();
}

} // namespace pk::gui
