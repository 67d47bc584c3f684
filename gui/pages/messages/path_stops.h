#pragma once

// The way of one record as stops in the order that it comes by them: the source, or the campus database with
// the change event and the bridge; the raw topic, the transform, where it was written after it; and the row
// that it became or the topic where it was put aside.
//
// Thread: GUI thread, for the language.

#include "bridge/record_story.h"
#include "theme/theme.h"
#include "views/link.h"
#include "views/pill.h"

#include <vector>

namespace pk::gui {

struct PathStop
{
    QString title; ///< a stage, a topic or a table
    QString place; ///< in it; of one that is still ahead, that it is waited for
    QString after; ///< the time since the stop before: "+6 ms"; empty: not known
    Token token = Token::Blue;
    Mark mark = Mark::Dot;
    bool reached = true;
    bool shown = false; ///< the message that is looked at
    Link link = {}; ///< none: it cannot be opened, or is shown already
};

/// Empty for a record of a topic that the pipeline does not know.
std::vector<PathStop> pathStops(const RecordStory &story);

} // namespace pk::gui
