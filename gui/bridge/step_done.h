#pragma once

// What a step of the conducted regime did, and what comes next for the same record.
//
// Thread: value type; the text is in the language of the moment.

#include "domain/position.h"
#include "pipeline/conductor.h"

#include <QMetaType>
#include <QString>

#include <optional>

namespace pk::gui {

struct StepDone
{
    bool anythingLeft = false; ///< false: no hop was possible, and the rest says nothing
    StageKind stage = StageKind::Source;
    pipeline::Action action = pipeline::Action::Generate;
    Position
        at; ///< the record worked; of a commit, the offset committed; of the source, where the record went
    std::optional<Position> output; ///< of the transform: where the record went
    bool resultWaits = false; ///< of a commit: the next stage has not worked what came of the record
    bool isHeld = false; ///< of the bridge's commit: it keeps the row until what belongs to it has come
    bool commitsFirst = false; ///< at most once: commit, then work

    bool operator==(const StepDone &) const = default;
};

StepDone toStepDone(const pipeline::Conductor::Step &step, bool commitsFirst = false);

/// "Transform took raw_orders-1 @ 42 → next for this record: the transform steps".
QString stepText(const StepDone &step);

} // namespace pk::gui

Q_DECLARE_METATYPE(pk::gui::StepDone)
