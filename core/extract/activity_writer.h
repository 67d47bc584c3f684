#pragma once

// Writes an activity as a raw JSON message of raw_activities, clean or with dirt.
//
// Thread: free functions; `out` is the caller's.

#include "extract/activity_stream.h"
#include "extract/dirt.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace pk::extract {

/// Corrections too are recordings: the same activity with a higher version.
inline constexpr std::string_view kActivityEventType = "activity.recorded";

/// The academic year begins in August, its second term in February: "2025/2026-1".
void appendTerm(std::string &out, std::int64_t utcMs);

/// Replaces `out` by the message.
void writeActivity(std::string &out, const Activity &activity, std::string_view eventId,
                   std::int64_t occurredMs, const Dirt &dirt);

} // namespace pk::extract
