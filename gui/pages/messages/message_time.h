#pragma once

// How the times of messages are written, which may be of today or of another century: in this machine's time
// zone, and no longer than is needed to tell them apart.

#include <QString>

#include <cstdint>

namespace pk::gui {

/// A time that nobody gave (a negative one) is not of another day.
bool isToday(std::int64_t timestampMs);
/// In a list: "10:42:07.918" of today, "1996-07-04 10:42" of another day.
QString rowTime(std::int64_t timestampMs);
/// On an axis: "10:42:07" where all of it is of today, "1996-07-04 10:42" of another day or of several, and
/// "1996-07-04" where it spans months.
QString axisTime(std::int64_t timestampMs, std::int64_t fromMs, std::int64_t toMs);

} // namespace pk::gui
