#pragma once

// A producer as a stage uses it: sending waits while the local queue is full, and settle() waits for the
// delivery reports, while something else (the consumer's liveness) is served in between.
//
// Thread: belongs to its stage's thread; the delivery handler runs inside send(), poll() and settle().

#include "broker/producer.h"

#include <functional>
#include <memory>
#include <optional>

namespace pk::pipeline {

class Sender
{
public:
    /// `handler` is told of the records that arrived. `serve` is called at least every 20 ms while waiting.
    /// Once `givenUp` says so, nothing waits any longer.
    static Result<Sender> create(const broker::ClientConfig &config,
                                 broker::Producer::DeliveryHandler handler, std::function<void()> serve = {},
                                 std::function<bool()> givenUp = {});

    /// Errors: any but a full queue, for example a record larger than the broker takes. A producer that has
    /// failed for good, as an idempotent one does when a leader has lost count of it, refuses the record;
    /// only when a newer producer has shut it out, that is an error.
    Result<void> send(const broker::ProduceRequest &request, broker::Headers &headers);
    void poll() { m_producer->poll(0); }
    void poll(int timeoutMs) { m_producer->poll(timeoutMs); }
    /// Waits for all delivery reports, at most `timeoutMs`. An error too when a record was refused since the
    /// last call: then it is not known which of them are in the log.
    Result<void> settle(int timeoutMs);
    /// The first refusal since this sender was made. It never clears: what came after the refused record may
    /// have arrived before it does, so whoever sends it again does so with a sender of its own.
    const std::optional<Error> &refused() const { return *m_refused; }
    void purge() { m_producer->purge(); }
    broker::Producer &producer() { return *m_producer; }

private:
    std::unique_ptr<std::optional<Error>>
        m_refused; // shared with the delivery handler; outlives the producer
    std::unique_ptr<broker::Producer> m_producer;
    std::function<void()> m_serve;
    std::function<bool()> m_givenUp;
};

} // namespace pk::pipeline
