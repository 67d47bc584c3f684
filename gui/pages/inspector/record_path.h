#pragma once

// A record's story in the words of the panel: the stations on their rail, and where it is now.
//
// Thread: free functions; GUI thread, for the language.

#include "bridge/record_story.h"
#include "bridge/snapshot.h"
#include "pages/inspector/inspector_view.h"
#include "pages/inspector/link_rows.h"

namespace pk::gui {

/// Why the record that the bridge may have made of a change event is not there.
QString notFoundText();
std::vector<LinkRows::Row> pathRows(const RecordStory &story, const RunInfo &run);
/// "27 ms so far"; empty when no two moments are known.
QString pathNote(const RecordStory &story);
InspectorState recordState(const RecordStory &story, const RunInfo &run);

} // namespace pk::gui
