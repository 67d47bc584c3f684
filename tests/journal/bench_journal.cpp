// Prints what an event costs: appending in batches of 100, in memory and with a session file, reading the
// file again, and folding the state.

#include "base/clock.h"
#include "journal/event_codec.h"
#include "journal/journal.h"
#include "journal/session_file.h"
#include "journal/state_history.h"

#include <QFileInfo>
#include <QTemporaryDir>

#include <algorithm>
#include <cstdio>

using namespace pk;
using namespace pk::journal;

namespace {

constexpr std::size_t kEvents = 1'000'000;
constexpr std::size_t kBatch = 100;
constexpr int kRounds = 5;

/// What a fast run writes: ranges, commits, and every third event a sampled record with its ids.
Event sampleEvent(std::size_t i)
{
    Event event;
    event.topic = i % 2 == 0 ? "raw_orders" : "enriched_orders";
    event.partition = static_cast<std::int32_t>(i % 3);
    event.first = static_cast<std::int64_t>(i);
    event.last = event.first;
    event.virtUs = static_cast<std::int64_t>(i);
    switch (i % 6) {
    case 0:
        event.kind = EventKind::Acked;
        break;
    case 1:
        event.kind = EventKind::Applied;
        break;
    case 2:
        event.kind = EventKind::Taken;
        event.group = "kampus-transform";
        break;
    case 3:
        event.kind = EventKind::Committed;
        event.group = "kampus-loader";
        break;
    default:
        event.kind = EventKind::Record;
        event.hop = i % 6 == 4 ? Hop::Acked : Hop::Stored;
        event.key = "ORD-00010482";
        event.correlationId = "018c5f2e-9a3b-7c4d-8e5f-" + std::to_string(100'000'000'000 + i / 2);
        break;
    }
    return event;
}

/// Best of some rounds, in nanoseconds per event: the machine's other work only makes it slower.
template <typename F> double best(F round)
{
    double ns = 1e9;
    for (int i = 0; i < kRounds; ++i)
        ns = std::min(ns, static_cast<double>(round()) * 1000.0 / static_cast<double>(kEvents));
    return ns;
}

/// Microseconds spent in append() and the final flush; making the events does not count.
std::int64_t appendAll(Journal &journal, const std::vector<Event> &events)
{
    const WriterId writer = journal.writer("bench");
    std::vector<Event> batch;
    batch.reserve(kBatch);
    std::int64_t spent = 0;
    for (std::size_t i = 0; i < events.size(); i += kBatch) {
        batch.assign(events.begin() + static_cast<std::ptrdiff_t>(i),
                     events.begin() + static_cast<std::ptrdiff_t>(i + kBatch));
        const std::int64_t begin = monotonicUs();
        journal.append(writer, batch);
        spent += monotonicUs() - begin;
    }
    const std::int64_t begin = monotonicUs();
    if (!journal.flush())
        std::fputs("the session file could not be written\n", stderr);
    return spent + monotonicUs() - begin;
}

} // namespace

int main()
{
    std::vector<Event> events;
    events.reserve(kEvents);
    for (std::size_t i = 0; i < kEvents; ++i)
        events.push_back(sampleEvent(i));

    std::printf("sizeof(Event) %zu bytes\n", sizeof(Event));
    std::printf("append, memory only   %7.1f ns/event\n", best([&] {
                    auto journal = *Journal::open();
                    return appendAll(*journal, events);
                }));

    QTemporaryDir dir;
    QString path;
    int number = 0;
    const double withFile = best([&] {
        JournalOptions options;
        options.sessionFile = path = dir.filePath(QString::number(++number));
        auto journal = *Journal::open(options);
        return appendAll(*journal, events);
    });
    std::printf("append, session file  %7.1f ns/event, %.1f bytes/event\n", withFile,
                static_cast<double>(QFileInfo(path).size()) / static_cast<double>(kEvents));

    std::printf("encode                %7.1f ns/event\n", best([&] {
                    const std::int64_t begin = monotonicUs();
                    EventEncoder encoder;
                    for (std::size_t i = 0; i < kEvents; ++i) {
                        encoder.add(events[i]);
                        if (encoder.size() == SessionFile::kChunkEvents)
                            encoder.finish();
                    }
                    return monotonicUs() - begin;
                }));
    std::printf("read session file     %7.1f ns/event\n", best([&] {
                    const std::int64_t begin = monotonicUs();
                    const auto file = *SessionFile::open(path);
                    std::size_t count = 0;
                    const auto done = file->forEach([&count](std::span<const Event> part) {
                        count += part.size();
                        return true;
                    });
                    if (!done || count != kEvents)
                        std::fputs("the session file could not be read\n", stderr);
                    return monotonicUs() - begin;
                }));
    const auto journal = *SessionFile::open(path);
    const std::vector<Event> stored = *journal->read(0, kEvents);
    std::printf("fold                  %7.1f ns/event\n", best([&] {
                    const std::int64_t begin = monotonicUs();
                    State state;
                    for (std::size_t i = 0; i < kEvents; i += kBatch)
                        state.apply(std::span(stored).subspan(i, kBatch));
                    return monotonicUs() - begin;
                }));
    StateHistory history(*journal);
    if (!history.update())
        std::fputs("the session file could not be read\n", stderr);
    const std::int64_t begin = monotonicUs();
    constexpr int kQueries = 50;
    for (int i = 0; i < kQueries; ++i) {
        if (!history.stateAt(kEvents - 1 - static_cast<std::size_t>(i) * 19'937))
            std::fputs("a past state could not be had\n", stderr);
    }
    std::printf("past state of 1M      %7.1f ms, %zu snapshots\n",
                static_cast<double>(monotonicUs() - begin) / 1000.0 / kQueries, history.snapshotCount());
    return 0;
}
