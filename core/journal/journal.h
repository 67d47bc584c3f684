#pragma once

// The journal: an append-only log of what happened, in one order for all writers. Memory holds the newest events;
// a session file, when one is attached, holds all.
//
// Thread: append() and read() may be called from any thread. Events of one writer must be appended by one thread
// at a time (they get gapless numbers in that order).
// Ownership: the journal outlives its writers.
// Errors: append() never fails. When the session file cannot be written, the journal goes on in memory, and
// spillError() says what happened and how many events the file lacks.

#include "base/clock.h"
#include "base/result.h"
#include "journal/event.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace pk::journal {

struct JournalOptions {
    std::size_t keepInMemory = 32'768; ///< events
    QString sessionFile; ///< empty: memory only
};

using WriterId = std::uint32_t;

class Journal {
public:
    static Result<std::unique_ptr<Journal>> open(JournalOptions options = {});
    ~Journal(); ///< flushes and closes the session file

    /// Registers who will write, e.g. "transform-0"; the same name always gives the same id.
    WriterId writer(std::string name);
    std::string writerName(WriterId id) const;

    /// Appends a batch in one critical section and empties `events` (its capacity is kept for the caller).
    void append(WriterId writer, std::vector<Event> &events);
    void append(WriterId writer, Event event);

    /// Sequence number of the newest event; 0 when there is none. Numbers begin at 1.
    std::uint64_t lastSeq() const;
    /// Sequence number of the oldest event in memory.
    std::uint64_t firstSeqInMemory() const;
    /// Events with a number above `afterSeq`, in order, at most `max`, from memory (older ones: SessionFile).
    std::vector<Event> read(std::uint64_t afterSeq, std::size_t max) const;

    /// Waits until all that was appended is in the session file.
    Result<void> flush();
    std::optional<Error> spillError() const;

private:
    Journal();
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace pk::journal
