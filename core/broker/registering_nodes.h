#pragma once

// A cluster that is just starting refuses a topic with more replicas than nodes have registered, though all
// of them will have a moment later. Nor does it show them: who goes by their number alone would make a topic
// with too few. Private to core/broker.
//
// Thread: that of the caller, which waits.

#include "base/result.h"

#include <functional>

namespace pk::broker {

/// How long nodes of a starting cluster are waited for, and how often they are asked for meanwhile.
inline constexpr int kNodesRegisterMs = 15'000;
inline constexpr int kNodesLookMs = 250;

struct TopicTry
{
    Result<void> made;
    bool wantsNodes = false; ///< it failed for want of nodes
};

/// Tries until it is made, fails for another reason, or kNodesRegisterMs are over; then the error says so.
Result<void> makeWhenNodesRegister(const std::function<TopicTry()> &make,
                                   const std::function<void(int ms)> &wait);

/// How many nodes there are: asks until so many as are expected have registered, or kNodesRegisterMs are
/// over.
Result<int> countWhenNodesRegister(int expected, const std::function<Result<int>()> &count,
                                   const std::function<void(int ms)> &wait);

} // namespace pk::broker
