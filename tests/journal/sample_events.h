#pragma once

// Events for the tests of the journal: single ones, and random streams of several writers that are the same
// for the same seed.

#include "base/pcg32.h"
#include "journal/event.h"

#include <cstdint>
#include <string>
#include <vector>

namespace pk::journal::samples {

inline Event range(EventKind kind, std::string topic, std::int32_t partition, std::int64_t first,
                   std::int64_t last, std::string group = {})
{
    Event event;
    event.kind = kind;
    event.topic = std::move(topic);
    event.partition = partition;
    event.first = first;
    event.last = last;
    event.count = last - first + 1;
    event.group = std::move(group);
    return event;
}

inline Event fact(EventKind kind, std::string text = {})
{
    Event event;
    event.kind = kind;
    event.text = std::move(text);
    return event;
}

inline Event record(Hop hop, std::string correlationId, std::int64_t wallUs = 0)
{
    Event event;
    event.kind = EventKind::Record;
    event.hop = hop;
    event.correlationId = std::move(correlationId);
    event.wallUs = wallUs;
    return event;
}

/// Gives the events the header that the journal would: one writer, numbers from `first`.
inline std::vector<Event> numbered(std::vector<Event> events, std::uint64_t first = 1)
{
    for (Event &event : events) {
        event.seq = first;
        event.writerSeq = first;
        if (event.wallUs == 0)
            event.wallUs = static_cast<std::int64_t>(first);
        ++first;
    }
    return events;
}

/// Any event of any kind, with plausible and with odd fields.
inline Event randomEvent(Pcg32 &random)
{
    Event event;
    do
        event.kind = static_cast<EventKind>(random.below(kEventKindCount));
    while (toString(event.kind).empty());
    event.topic = random.chance(800'000) ? "raw_orders" : random.chance(500'000) ? "enriched_orders" : "";
    event.partition = static_cast<std::int32_t>(random.below(4)) - 1;
    event.group = random.chance(500'000) ? "kampus-transform" : random.chance(500'000) ? "kampus-loader" : "";
    event.member = random.chance(500'000) ? "member-" + std::to_string(random.below(3)) : "";
    event.first = static_cast<std::int64_t>(random.below(300)) - 1;
    event.last = event.first + random.below(20);
    event.count = isRange(event.kind) ? event.last - event.first + 1 : random.below(3);
    event.text = random.chance(500'000) ? "transform.code-" + std::to_string(random.below(4)) : "";
    if (!isExact(event.kind)) {
        do
            event.hop = static_cast<Hop>(random.below(kHopCount));
        while (toString(event.hop).empty());
        event.key = "ORD-" + std::to_string(random.next());
        event.correlationId = "018c5f2e-0000-7000-8000-" + std::to_string(random.below(100));
    }
    if (event.kind == EventKind::Error || event.kind == EventKind::Recovered)
        event.key = event.partition > 0 ? "broker" : "database";
    event.virtUs = random.below(1'000);
    return event;
}

struct Batch
{
    std::uint32_t writer = 0;
    std::vector<Event> events;
};

/// Batches of several writers as they reach a journal: numbered per writer, with ascending wall times.
inline std::vector<Batch> randomBatches(std::uint64_t seed, std::size_t count, std::uint32_t writers = 3)
{
    Pcg32 random(seed);
    std::vector<std::uint64_t> lastNumber(writers);
    std::vector<Batch> batches;
    for (std::size_t i = 0; i < count; ++i) {
        Batch batch{random.below(writers), {}};
        const std::uint32_t size = 1 + random.below(8);
        for (std::uint32_t j = 0; j < size; ++j) {
            Event event = randomEvent(random);
            event.writer = batch.writer;
            event.writerSeq = ++lastNumber[batch.writer];
            event.wallUs = 1'000 + static_cast<std::int64_t>(i / 2); // sometimes the same for two batches
            batch.events.push_back(std::move(event));
        }
        batches.push_back(std::move(batch));
    }
    return batches;
}

/// A stream as it lies in a journal: with numbers for all.
inline std::vector<Event> randomStream(std::uint64_t seed, std::size_t batches)
{
    std::vector<Event> stream;
    for (Batch &batch : randomBatches(seed, batches)) {
        for (Event &event : batch.events) {
            event.seq = stream.size() + 1;
            stream.push_back(std::move(event));
        }
    }
    return stream;
}

template <typename T> void shuffle(std::vector<T> &items, Pcg32 &random)
{
    for (std::size_t i = items.size(); i > 1; --i)
        std::swap(items[i - 1], items[random.below(static_cast<std::uint32_t>(i))]);
}

} // namespace pk::journal::samples

Q_DECLARE_METATYPE(std::vector<pk::journal::Event>)
