// Where a record is now, in two words.

#include "bridge/needs_text.h"
#include "bridge/text.h"
#include "pages/inspector/record_path.h"
#include "pages/inspector/texts.h"

#include <QCoreApplication>

#include <algorithm>

namespace pk::gui {

namespace {

InspectorState storedState(const RecordStory &story)
{
    const auto effect = std::find_if(story.audit.rbegin(), story.audit.rend(), [](const AuditEntry &entry) {
        return entry.action == "insert" || entry.action == "update";
    });
    // Read again it changes nothing, and is no duplicate: its effect is there.
    const std::string &action = (effect != story.audit.rend() ? *effect : story.audit.back()).action;
    InspectorState state{GreenAccent,
                         QStringLiteral("warehouse"),
                         QCoreApplication::translate("inspector", "in the warehouse"),
                         {},
                         {}};
    if (action == "insert") {
        state.text = QCoreApplication::translate("inspector", "as a new row");
    } else if (action == "update") {
        state.text = QCoreApplication::translate("inspector", "as a newer version");
    } else if (action == "superseded") {
        state.accent = AmberAccent;
        state.word = QCoreApplication::translate("inspector", "superseded");
        state.text = QCoreApplication::translate("inspector", "a newer version was there");
    } else if (action == "unchanged") {
        state.accent = AmberAccent;
        state.word = QCoreApplication::translate("inspector", "duplicate event");
        state.text = QCoreApplication::translate("inspector", "it was there already");
    }
    return state;
}

InspectorState missingState(Presence presence)
{
    switch (presence) {
    case Presence::OtherCluster:
        return {AmberAccent,
                QStringLiteral("history"),
                QCoreApplication::translate("inspector", "earlier cluster"),
                QCoreApplication::translate("inspector", "its topics have ended"),
                {}};
    case Presence::NotYet:
        return {PlainAccent,
                QStringLiteral("clock"),
                QCoreApplication::translate("inspector", "not there yet"),
                QCoreApplication::translate("inspector", "the log ends before it"),
                {}};
    case Presence::NoRecord:
        return {PlainAccent,
                QStringLiteral("topic"),
                QCoreApplication::translate("inspector", "no record"),
                QCoreApplication::translate("inspector", "a transaction's marker"),
                {}};
    case Presence::Uncommitted:
        return {AmberAccent,
                QStringLiteral("clock"),
                QCoreApplication::translate("inspector", "not committed yet"),
                QCoreApplication::translate("inspector", "a transaction before it is still open"),
                {}};
    case Presence::Unreadable:
        return {RoseAccent,
                QStringLiteral("error"),
                QCoreApplication::translate("inspector", "not readable"),
                QCoreApplication::translate("inspector", "the broker does not answer"),
                {}};
    default:
        return {};
    }
}

/// Of a change event that there is no record of, and will not be.
InspectorState endInBridgeState(BridgeStanding standing)
{
    InspectorState state{PlainAccent,
                         QStringLiteral("link"),
                         QCoreApplication::translate("inspector", "read by the bridge"),
                         {},
                         {}};
    if (standing == BridgeStanding::PassedOver) {
        state.text = QCoreApplication::translate("inspector", "known before, or overtaken");
        state.help = QCoreApplication::translate(
            "inspector",
            "The bridge had this change already, or a newer one of the same row. It makes no record of it.");
    } else if (standing == BridgeStanding::NotFound) {
        state.text = QCoreApplication::translate("inspector", "its record is not found");
        state.help = notFoundText();
    } else {
        state.text = QCoreApplication::translate("inspector", "it makes no record of it");
    }
    return state;
}

/// Of a change event that no record was made of yet.
InspectorState changeState(const RecordStory &story)
{
    const ChangeStory &change = *story.change;
    if (change.standing == BridgeStanding::Ahead) // its table: the whole name leaves no room
        return {BlueAccent,
                QStringLiteral("topic"),
                toQString(story.asked.topic).section(QLatin1Char('.'), -1),
                QCoreApplication::translate("inspector", "waits for the bridge"),
                {}};
    if (change.endsInBridge())
        return endInBridgeState(change.standing);
    return {BlueAccent,
            QStringLiteral("link"),
            QCoreApplication::translate("inspector", "with the bridge"),
            needsText(change.needs),
            {}};
}

InspectorState placeState(const RecordStory &story)
{
    if (story.change && story.rawAt.offset < 0)
        return changeState(story);
    if (story.station(journal::Hop::LoadTaken))
        return {GreenAccent,
                QStringLiteral("members"),
                QCoreApplication::translate("inspector", "with the loader"),
                toQString(story.station(journal::Hop::LoadTaken)->member),
                {}};
    if (story.enrichedAt.offset >= 0)
        return {TealAccent,
                QStringLiteral("topic"),
                toQString(story.enrichedAt.topic),
                QCoreApplication::translate("inspector", "waits for the loader"),
                {}};
    if (story.station(journal::Hop::Taken))
        return {VioletAccent,
                QStringLiteral("transform"),
                QCoreApplication::translate("inspector", "in transform"),
                toQString(story.station(journal::Hop::Taken)->member),
                {}};
    return {BlueAccent,
            QStringLiteral("topic"),
            toQString(story.change ? story.rawAt.topic : story.asked.topic),
            QCoreApplication::translate("inspector", "waits for the transform"),
            {}};
}

} // namespace

InspectorState recordState(const RecordStory &story, const RunInfo &run)
{
    InspectorState state;
    if (roleOf(story.asked.topic) == TopicRole::Other && !story.change)
        return missingState(story.presence);
    if (story.presence == Presence::OtherCluster || story.presence == Presence::NoRecord) {
        state = missingState(story.presence);
    } else if (story.isAside()) {
        const bool filtered =
            story.station(journal::Hop::Filtered) || roleOf(story.asideAt.topic) == TopicRole::Filtered;
        state = {filtered ? PlainAccent : RoseAccent,
                 filtered ? QStringLiteral("filter") : QStringLiteral("dead-letter"),
                 filtered ? QCoreApplication::translate("inspector", "filtered")
                          : QCoreApplication::translate("inspector", "dead letter"),
                 story.aside
                     ? QCoreApplication::translate("inspector", "by %1").arg(toQString(story.aside->step))
                     : QString(),
                 {}};
    } else if (!story.audit.empty()) {
        state = storedState(story);
    } else if (story.stations.empty() && story.presence != Presence::There) {
        state = missingState(story.presence);
    } else if (story.isLaidAside()) {
        state = {PlainAccent,
                 QStringLiteral("topic"),
                 QCoreApplication::translate("inspector", "stays here"),
                 QCoreApplication::translate("inspector", "no stage reads this topic"),
                 {}};
    } else {
        state = placeState(story);
        if (run.state == RunState::Paused && !story.isComplete()) {
            state.right = QCoreApplication::translate("inspector", "held while paused");
            state.rightToken = Token::AmberText;
        }
    }
    if (story.presence == Presence::Evicted) {
        state.right = QCoreApplication::translate("inspector", "evicted from its topic");
        state.rightToken = Token::AmberText;
    }
    return state;
}

} // namespace pk::gui
