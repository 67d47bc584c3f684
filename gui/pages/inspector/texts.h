#pragma once

// How the inspector writes times and places, beside what all pages share.
//
// Thread: free functions without state; GUI thread, for the language.

#include "bridge/record_story.h"
#include "theme/theme.h"
#include "views/format.h"

#include <QString>

namespace pk::gui {

/// "10:42:07.918", in the machine's time zone.
QString clockText(std::int64_t wallUs);
/// "P3 @ 48093".
QString placeText(const Position &position);
QString bytesText(std::size_t bytes);

QString iconOf(TopicRole role);

/// 12,345 of 1/10,000 as "1.2345", without needless zeros.
QString decimalText(std::string_view integer, int decimals);

} // namespace pk::gui
