#pragma once

// What is said when an offset was asked for that the log does not hold.
//
// Thread: a free function without state; GUI thread, for the language.

#include "bridge/topic_reader.h"

#include <QString>

namespace pk::gui {

/// What the log of these partitions keeps, and what is shown instead. REQUIRES: there are some.
QString elsewhereText(qint64 asked, const std::vector<TopicReader::Elsewhere> &partitions);

} // namespace pk::gui
