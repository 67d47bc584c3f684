#include "bridge/step_done.h"

#include "bridge/record_story.h"
#include "bridge/text.h"
#include "cdc/row_reader.h"

#include <QCoreApplication>

namespace pk::gui {

namespace {

using pipeline::Action;

QString placeOf(const Position &at)
{
    return QStringLiteral("%1 P%2 @ %3").arg(toQString(at.topic)).arg(at.partition).arg(at.offset);
}

QString transformText(const StepDone &step)
{
    const QString at = placeOf(step.at);
    switch (step.action) {
    case Action::Take:
        return QCoreApplication::translate("bridge", "Transform took %1").arg(at);
    case Action::Work:
        if (!step.output)
            return QCoreApplication::translate("bridge", "Transform processed %1").arg(at);
        return roleOf(step.output->topic) == TopicRole::Enriched
            ? QCoreApplication::translate("bridge", "Transform turned %1 into %2")
                  .arg(at, placeOf(*step.output))
            : QCoreApplication::translate("bridge", "Transform put %1 aside as %2")
                  .arg(at, placeOf(*step.output));
    default:
        return QCoreApplication::translate("bridge", "Transform committed %1").arg(at);
    }
}

QString loadText(const StepDone &step)
{
    const QString at = placeOf(step.at);
    switch (step.action) {
    case Action::Take:
        return QCoreApplication::translate("bridge", "Loader took %1").arg(at);
    case Action::Work:
        return QCoreApplication::translate("bridge", "Loader stored %1 in the warehouse").arg(at);
    default:
        return QCoreApplication::translate("bridge", "Loader committed %1").arg(at);
    }
}

QString bridgeText(const StepDone &step)
{
    const QString at = placeOf(step.at);
    switch (step.action) {
    case Action::Take:
        return QCoreApplication::translate("bridge", "Bridge took %1").arg(at);
    case Action::Work:
        return step.output
            ? QCoreApplication::translate("bridge", "Bridge made %2 of %1 and what it had kept")
                  .arg(at, placeOf(*step.output))
            : QCoreApplication::translate("bridge", "Bridge keeps %1: other rows are missing").arg(at);
    default:
        return QCoreApplication::translate("bridge", "Bridge committed %1").arg(at);
    }
}

/// What the record waits for after this step.
QString nextText(const StepDone &step)
{
    const bool bridge = step.stage == StageKind::Bridge;
    const bool transform = step.stage == StageKind::Transform;
    const bool last = step.action == (step.commitsFirst ? Action::Work : Action::Commit);
    if (step.stage == StageKind::Source)
        return roleOf(step.at.topic) == TopicRole::Raw
            ? QCoreApplication::translate("bridge", "Transform takes it")
            : QCoreApplication::translate("bridge", "the bridge takes it");
    if (last && !step.resultWaits)
        return {};
    if (last)
        return bridge ? QCoreApplication::translate("bridge", "the transform takes what came of it")
                      : QCoreApplication::translate("bridge", "the loader takes what came of it");
    const bool worksNext = step.action == (step.commitsFirst ? Action::Commit : Action::Take);
    if (!worksNext)
        return QCoreApplication::translate("bridge", "commit");
    return transform ? QCoreApplication::translate("bridge", "the transform steps")
        : bridge     ? QCoreApplication::translate("bridge", "the rows are joined")
                     : QCoreApplication::translate("bridge", "the database transaction");
}

/// What the bridge joins a row of this topic with; empty: nothing that would come.
QString awaitedText(const std::string &topic)
{
    switch (cdc::tableNamed(std::string_view(topic).substr(topic.rfind('.') + 1))) {
    case cdc::Table::OrderItems:
        return QCoreApplication::translate("bridge", "waits for its order or other items");
    case cdc::Table::Orders:
        return QCoreApplication::translate("bridge", "waits for its items");
    case cdc::Table::Activities:
        return QCoreApplication::translate("bridge", "waits for its student");
    case cdc::Table::Students:
    case cdc::Table::Other:
        break;
    }
    return {};
}

} // namespace

StepDone toStepDone(const pipeline::Conductor::Step &step, bool commitsFirst)
{
    StepDone done;
    done.anythingLeft = step.done;
    done.stage = step.stage;
    done.action = step.credit.action;
    done.commitsFirst = commitsFirst;
    done.at = {step.credit.partition.topic, step.credit.partition.partition, step.credit.offset};
    done.resultWaits = step.resultWaits;
    done.isHeld = step.stage == StageKind::Bridge && step.credit.action == Action::Commit && !commitsFirst
        && step.nothingCame;
    if (commitsFirst && step.credit.action == Action::Work && !step.report.outputs.empty())
        done.resultWaits = !step.report.outputs.front().topic.ends_with(kDeadLetterSuffix);
    if (!step.report.outputs.empty())
        (step.stage == StageKind::Source ? done.at : done.output.emplace()) = step.report.outputs.front();
    return done;
}

QString stepText(const StepDone &step)
{
    if (!step.anythingLeft)
        return QCoreApplication::translate("bridge", "Nothing is left to do: every record has arrived.");
    const QString did = step.stage == StageKind::Source
        ? QCoreApplication::translate("bridge", "The source produced %1").arg(placeOf(step.at))
        : step.stage == StageKind::Transform ? transformText(step)
        : step.stage == StageKind::Bridge    ? bridgeText(step)
                                             : loadText(step);
    const QString next = nextText(step);
    if (const QString awaited = step.isHeld ? awaitedText(step.at.topic) : QString(); !awaited.isEmpty())
        return QCoreApplication::translate("bridge", "%1 · held by the bridge: %2").arg(did, awaited);
    if (next.isEmpty() && step.stage != StageKind::Load)
        return did; // it is further on already, was put aside, or is kept for other rows
    return next.isEmpty()
        ? QCoreApplication::translate("bridge", "%1 · the record has arrived").arg(did)
        : QCoreApplication::translate("bridge", "%1 → next for this record: %2").arg(did, next);
}

} // namespace pk::gui
