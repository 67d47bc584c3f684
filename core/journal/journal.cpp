#include "journal/journal.h"

#include "journal/event_ring.h"
#include "journal/session_file.h"

#include <QCoreApplication>

#include <algorithm>
#include <cassert>
#include <condition_variable>
#include <mutex>
#include <stop_token>
#include <thread>

namespace pk::journal {

namespace {

/// So many events may wait for the file before append() waits, too.
constexpr std::uint64_t kMaxBacklog = 8 * SessionFile::kChunkEvents;
constexpr std::chrono::milliseconds kRetryPause{500};

} // namespace

class Journal::Private
{
public:
    struct Writer
    {
        std::string name;
        std::uint64_t lastNumber = 0;
    };

    Private(JournalOptions o, std::unique_ptr<SessionFile> f)
        : options(std::move(o))
        , file(std::move(f))
    {
    }

    void append(WriterId writer, std::span<Event> events);
    std::uint64_t firstInMemory() const; // with the lock held
    bool fileIsBehind() const { return fileWorks && ring.lastSeq() > spilledSeq; } // with the lock held
    bool chunkIsDue() const // with the lock held
    {
        return ring.lastSeq() - spilledSeq >= SessionFile::kChunkEvents || flushSeq > spilledSeq;
    }
    void spill(std::stop_token stop);
    void spillChunk(std::unique_lock<std::mutex> &lock, const std::stop_token &stop);
    void handleFailure(Error failure, std::unique_lock<std::mutex> &lock, const std::stop_token &stop);

    const JournalOptions options;
    const std::unique_ptr<SessionFile> file; // used by the spill thread alone, after it has started

    mutable std::mutex mutex; // guards all that follows
    std::condition_variable_any work; // the spill thread waits here
    std::condition_variable room; // append() and flush() wait here for the spill thread
    EventRing ring;
    std::vector<Writer> writers;
    std::size_t writersInFile = 0;
    std::int64_t lastWallUs = 0;
    bool fileWorks = false;
    std::uint64_t spilledSeq = 0; // the spill thread is done with all up to here
    std::uint64_t flushSeq = 0; // write up to here without waiting for a full chunk
    std::uint64_t missing = 0;
    std::optional<Error> error;

    std::jthread spiller; // last: stopped and joined before what it uses goes
};

Journal::Journal() = default;

Result<std::unique_ptr<Journal>> Journal::open(JournalOptions options)
{
    std::unique_ptr<SessionFile> file;
    if (!options.sessionFile.isEmpty()) {
        auto created = SessionFile::create(options.sessionFile, options.sessionInfo);
        if (!created)
            return created.error();
        file = *std::move(created);
    }
    std::unique_ptr<Journal> journal(new Journal);
    journal->d = std::make_unique<Private>(std::move(options), std::move(file));
    if (Private &p = *journal->d; p.file != nullptr) {
        p.fileWorks = true;
        p.spiller = std::jthread([&p](std::stop_token stop) { p.spill(stop); });
    }
    return journal;
}

Journal::~Journal() = default;

WriterId Journal::writer(std::string name)
{
    const std::lock_guard lock(d->mutex);
    for (std::size_t id = 0; id < d->writers.size(); ++id) {
        if (d->writers[id].name == name)
            return static_cast<WriterId>(id);
    }
    d->writers.push_back({std::move(name)});
    return static_cast<WriterId>(d->writers.size() - 1);
}

bool Journal::isOff() const
{
    return d->options.off;
}

void Journal::append(WriterId writer, std::vector<Event> &events)
{
    d->append(writer, events);
    events.clear();
}

void Journal::append(WriterId writer, Event event)
{
    d->append(writer, std::span(&event, 1));
}

void Journal::Private::append(WriterId id, std::span<Event> events)
{
    if (events.empty() || options.off)
        return;
    EventRing::Dropped dropped; // declared first: freed after the lock is
    std::unique_lock lock(mutex);
    room.wait(lock, [this] { return !fileWorks || ring.lastSeq() - spilledSeq < kMaxBacklog; });
    assert(id < writers.size());
    Writer &writer = writers[id];
    const std::uint64_t before = ring.lastSeq();
    lastWallUs = std::max(wallUs(), lastWallUs + 1);
    for (Event &event : events) {
        event.seq = ring.lastSeq() + 1;
        event.writer = id;
        event.writerSeq = ++writer.lastNumber;
        if (event.wallUs == 0)
            event.wallUs = lastWallUs;
        ring.push(std::move(event));
    }
    const std::uint64_t old = firstInMemory() - 1;
    ring.drop(fileWorks ? std::min(old, spilledSeq) : old, dropped);
    const bool wasIdle = before == spilledSeq;
    const bool becameFull = before - spilledSeq < SessionFile::kChunkEvents && chunkIsDue();
    const bool wake = fileWorks && (wasIdle || becameFull);
    lock.unlock();
    if (wake)
        work.notify_one();
}

std::uint64_t Journal::Private::firstInMemory() const
{
    return ring.lastSeq() - std::min<std::uint64_t>(ring.lastSeq(), options.keepInMemory) + 1;
}

void Journal::Private::spill(std::stop_token stop)
{
    std::unique_lock lock(mutex);
    while (!stop.stop_requested() || fileIsBehind()) {
        work.wait(lock, stop, [this] { return fileIsBehind(); });
        if (!fileIsBehind())
            continue;
        work.wait_for(lock, stop, options.idleWrite, [this] { return chunkIsDue(); });
        spillChunk(lock, stop);
    }
    const bool complete = fileWorks && missing == 0;
    lock.unlock();
    // If this fails, all events are nevertheless in the file and its write-ahead log.
    if (complete)
        static_cast<void>(file->close());
}

/// Writes up to one chunk, without the lock.
void Journal::Private::spillChunk(std::unique_lock<std::mutex> &lock, const std::stop_token &stop)
{
    std::vector<EventRing::Slice> slices = ring.slices(spilledSeq, spilledSeq + SessionFile::kChunkEvents);
    std::vector<std::pair<std::uint32_t, std::string>> names;
    for (std::size_t id = writersInFile; id < writers.size(); ++id)
        names.emplace_back(static_cast<std::uint32_t>(id), writers[id].name);
    lock.unlock();

    std::vector<std::span<const Event>> parts;
    for (const EventRing::Slice &slice : slices)
        parts.push_back(slice.events);
    const std::uint64_t last = parts.back().back().seq;
    auto written = file->append(parts, names);
    slices.clear();

    lock.lock();
    if (!written) {
        handleFailure(std::move(written).error(), lock, stop);
        return;
    }
    writersInFile += names.size();
    spilledSeq = last;
    if (missing == 0)
        error.reset(); // a second try has succeeded
    room.notify_all();
}

/// A file that is locked or a disk that is full gets more tries, as long as nobody has to wait for it.
/// Otherwise the file goes without the events that wait for it.
void Journal::Private::handleFailure(Error failure, std::unique_lock<std::mutex> &lock,
                                     const std::stop_token &stop)
{
    error = std::move(failure);
    const auto somebodyWaits = [this] {
        return flushSeq > spilledSeq || ring.lastSeq() - spilledSeq >= kMaxBacklog;
    };
    if (error->retriable && !stop.stop_requested() && !somebodyWaits()) {
        work.wait_for(lock, stop, kRetryPause, somebodyWaits);
        return;
    }
    fileWorks = error->retriable;
    missing += ring.lastSeq() - spilledSeq;
    spilledSeq = ring.lastSeq();
    room.notify_all();
}

std::uint64_t Journal::lastSeq() const
{
    const std::lock_guard lock(d->mutex);
    return d->ring.lastSeq();
}

std::uint64_t Journal::firstSeqInMemory() const
{
    const std::lock_guard lock(d->mutex);
    return d->firstInMemory();
}

std::uint64_t Journal::firstSeq() const
{
    return d->file != nullptr ? 1 : firstSeqInMemory();
}

std::vector<Event> Journal::read(std::uint64_t afterSeq, std::size_t max) const
{
    std::vector<EventRing::Slice> slices;
    {
        const std::lock_guard lock(d->mutex);
        const std::uint64_t after = std::max(afterSeq, d->firstInMemory() - 1);
        slices = d->ring.slices(after, after + std::min<std::uint64_t>(max, d->ring.lastSeq()));
    }
    std::vector<Event> events;
    for (const EventRing::Slice &slice : slices)
        events.insert(events.end(), slice.events.begin(), slice.events.end());
    return events;
}

Result<void> Journal::forEach(std::uint64_t afterSeq, std::uint64_t upToSeq, const Visitor &visit) const
{
    if (upToSeq <= afterSeq)
        return {};
    std::vector<EventRing::Slice> slices;
    std::uint64_t inMemoryFrom = 0;
    {
        const std::lock_guard lock(d->mutex);
        const std::uint64_t after =
            d->file != nullptr ? afterSeq : std::max(afterSeq, d->firstInMemory() - 1);
        slices = d->ring.slices(after, upToSeq);
        inMemoryFrom = slices.empty() ? d->ring.lastSeq() + 1 : slices.front().events.front().seq;
    }
    bool goOn = true;
    if (d->file != nullptr && afterSeq + 1 < inMemoryFrom) {
        auto file = SessionFile::open(d->options.sessionFile);
        // A file that has failed before is a known loss; the events in memory are there all the same.
        if (!file && !spillError())
            return file.error();
        auto done = !file
            ? Result<void>()
            : (*file)->forEach(afterSeq, std::min(upToSeq, inMemoryFrom - 1),
                               [&](std::span<const Event> events) { return goOn = visit(events); });
        if (!done)
            return done;
    }
    for (const EventRing::Slice &slice : slices) {
        if (!goOn)
            break;
        goOn = visit(slice.events);
    }
    return {};
}

Result<void> Journal::flush()
{
    {
        std::unique_lock lock(d->mutex);
        const std::uint64_t target = d->ring.lastSeq();
        d->flushSeq = std::max(d->flushSeq, target);
        d->work.notify_one();
        d->room.wait(lock, [&] { return !d->fileWorks || d->spilledSeq >= target; });
    }
    if (auto error = spillError())
        return *std::move(error);
    return {};
}

std::optional<Error> Journal::spillError() const
{
    const std::uint64_t lacking = missingInFile();
    const std::lock_guard lock(d->mutex);
    if (!d->error)
        return std::nullopt;
    Error error = *d->error;
    error.message = lacking == 0
        ? QCoreApplication::translate(
              "journal",
              "The session file cannot be written: %1 The pipeline goes on; its events "
              "wait in memory, and it is tried again.")
              .arg(error.message)
        : QCoreApplication::translate("journal",
                                      "The session file could not be written: %1 It lacks %2 events, and can "
                                      "be opened with those that "
                                      "it has. The pipeline and the warehouse are not affected.")
              .arg(error.message)
              .arg(lacking);
    error.context = d->options.sessionFile;
    return error;
}

std::uint64_t Journal::missingInFile() const
{
    const std::lock_guard lock(d->mutex);
    const bool gaveUp = d->file != nullptr && !d->fileWorks;
    return d->missing + (gaveUp ? d->ring.lastSeq() - d->spilledSeq : 0);
}

} // namespace pk::journal
