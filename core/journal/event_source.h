#pragma once

// Anything that events can be read from in journal order: the running journal, or a session file. State
// history and queries work on either.
//
// Errors: forEach() fails only when nothing more can be read at all. Events that are gone (pushed out of
// memory, or in a damaged chunk) are left out; the numbers of those that come tell the gap.

#include "base/result.h"
#include "journal/event.h"

#include <cstdint>
#include <functional>
#include <span>

namespace pk::journal {

class EventSource
{
public:
    /// False ends the reading. The events are valid during the call only.
    using Visitor = std::function<bool(std::span<const Event>)>;

    virtual ~EventSource() = default;
    /// The oldest event that can still be read; one above lastSeq() when there is none.
    virtual std::uint64_t firstSeq() const = 0;
    /// The newest event; 0 when there is none.
    virtual std::uint64_t lastSeq() const = 0;
    /// Events with afterSeq < seq <= upToSeq, ascending, in pieces.
    virtual Result<void> forEach(std::uint64_t afterSeq, std::uint64_t upToSeq,
                                 const Visitor &visit) const = 0;

    Result<void> forEach(const Visitor &visit) const { return forEach(0, lastSeq(), visit); }
};

} // namespace pk::journal
