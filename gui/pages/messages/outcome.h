#pragma once

// What has become of a message, as the journal's state knows it.
//
// Thread: free functions without state.

#include "bridge/record_story.h"
#include "journal/state.h"
#include "theme/theme.h"
#include "views/pill.h"

#include <QString>

#include <string_view>

namespace pk::gui {

struct Outcome
{
    QString text; ///< empty: no stage takes this topic
    QString explanation;
    Accent accent = PlainAccent;
    Mark mark = Mark::None;
};

Outcome outcomeOf(const journal::State &state, const TopicPartition &partition, std::int64_t offset);
/// The furthest that the record of a story has come: of a raw one what became of the enriched one.
Outcome outcomeOf(const journal::State &state, const RecordStory &story);

/// The link behind a header that names a record ("raw_orders/0/42"); empty for others.
QString linkOfPosition(std::string_view headerName, std::string_view value);

} // namespace pk::gui
