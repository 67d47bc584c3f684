#pragma once

// Whose records are they that nobody of ours has had acknowledged? A producer that lost its broker in the
// middle of a request sends again, and the broker may have written the first copy all the same; a stage that
// crashed leaves what was under way. Such copies are ours: an acknowledged record of the same origin stands
// near them.
//
// Thread: pure functions.

#include "bridge/message_cache.h"
#include "journal/interval_set.h"

#include <optional>
#include <string>
#include <vector>

namespace pk::gui {

/// What two copies of one record of ours have in common; none: it was not made by this program.
std::optional<std::string> originOf(const FullMessage &message);

struct Origins
{
    std::vector<journal::Interval> ours;
    std::vector<journal::Interval> undecided; ///< made by this program, but its other copy is not there (yet)
    std::vector<journal::Interval> foreign;
};

/// Judges the messages that are not `known`; from `before` on the delivery reports may be under way.
Origins judge(const std::vector<FullMessage> &messages, const journal::IntervalSet &known,
              std::int64_t before);

} // namespace pk::gui
