#pragma once

// The journal: an append-only log of what happened, in one order for all writers. Memory holds the newest
// events; a session file, when one is attached, holds all. The file is written behind the appenders' back, in
// chunks; a chunk that does not fill up is written after a short while, so that a killed process loses about
// a second.
//
// Thread: append() and read() may be called from any thread. Events of one writer must be appended by one
// thread at a time (they get gapless numbers in that order). Ownership: the journal outlives its writers.
// Errors: append() never fails, and waits only while the file is tens of thousands of events behind. When the
// session file cannot be written, the journal goes on in memory, and spillError() says what happened and how
// many events the file lacks; such a file is not marked as complete.

#include "base/clock.h"
#include "base/result.h"
#include "journal/event.h"
#include "journal/event_source.h"

#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace pk::journal {

struct JournalOptions
{
    std::size_t keepInMemory = 32'768; ///< events
    QString sessionFile; ///< empty: memory only
    std::map<std::string, std::string> sessionInfo; ///< for the file's header: seed, environment and the like
    std::chrono::milliseconds idleWrite{500}; ///< how long a chunk waits to become full
    bool off = false; ///< append() drops everything: to measure what the journal costs
};

using WriterId = std::uint32_t;

class Journal final : public EventSource
{
public:
    /// BadInput when there is a file of that name already; otherwise the errors of the database.
    static Result<std::unique_ptr<Journal>> open(JournalOptions options = {});
    ~Journal() override; ///< flushes and closes the session file; what failed then, flush() would have told

    /// Registers who will write, e.g. "transform-0"; the same name always gives the same id.
    WriterId writer(std::string name);
    bool isOff() const;

    /// Appends a batch in one critical section and empties `events` (its capacity is kept for the caller).
    /// Events without a wall time get one that is later than that of every batch before.
    void append(WriterId writer, std::vector<Event> &events);
    void append(WriterId writer, Event event);

    /// Sequence number of the newest event; 0 when there is none. Numbers begin at 1.
    std::uint64_t lastSeq() const override;
    /// Sequence number of the oldest event in memory.
    std::uint64_t firstSeqInMemory() const;
    /// Events with a number above `afterSeq`, in order, at most `max`, from memory (older ones: SessionFile).
    std::vector<Event> read(std::uint64_t afterSeq, std::size_t max) const;

    /// Seen as a source, the journal holds what the session file holds, too.
    std::uint64_t firstSeq() const override;
    Result<void> forEach(std::uint64_t afterSeq, std::uint64_t upToSeq, const Visitor &visit) const override;
    using EventSource::forEach;

    /// Waits until all that was appended is in the session file, or the file has failed.
    Result<void> flush();
    std::optional<Error> spillError() const;
    /// Events that the session file should hold and does not, because it could not be written.
    std::uint64_t missingInFile() const;

private:
    Journal();
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace pk::journal
