#pragma once

// The event stream of an invented campus: orders of its shop and activities of its students, seeded, dirty at
// set rates. The same seed gives the same bytes on every machine and in every thread.
//
// Ids: event_id and correlation_id are UUIDv7 of the virtual time. Every event has its own correlation_id, so
// that a lineage is that of one record; the events of one order share its key. A deliberate duplicate repeats
// key, value and headers byte for byte. The trace id of `traceparent` is the correlation_id. Continuation: a
// generator that starts at sequence number N draws other events than one that starts at 1, so a reopened
// window does not repeat its morning. Thread: see Source. Errors: create() reports options out of range and a
// vocabulary that cannot be used; next() never fails.

#include "extract/activity_stream.h"
#include "extract/campus.h"
#include "extract/generator_options.h"
#include "extract/held_back.h"
#include "extract/order_stream.h"
#include "extract/source.h"

#include <cstdint>
#include <memory>
#include <string>

namespace pk::extract {

class Generator final : public Source
{
public:
    /// Without a campus the shipped one is loaded.
    static Result<std::unique_ptr<Generator>> create(const GeneratorOptions &options,
                                                     std::shared_ptr<const Campus> campus = nullptr);

    Result<bool> next(SourceRecord &record) override;
    std::string_view name() const override { return "generator"; }

    /// Moves the virtual clock forward, never back: a window follows the wall clock with it.
    void advanceTo(std::int64_t ms);
    std::int64_t nowMs() const { return m_nowMs; }
    /// `firstSequence` for a generator that continues after this one.
    std::int64_t nextSequence() const;

private:
    Generator(const GeneratorOptions &options, std::shared_ptr<const Campus> campus);
    void makeEvent(SourceRecord &record);
    std::string newUuid();
    void addHeaders(SourceRecord &record, std::string_view eventId, std::string_view eventType);
    const DirtRates &rates(Dataset dataset) const
    {
        return dataset == Dataset::Orders ? m_options.orderDirt : m_options.activityDirt;
    }

    GeneratorOptions m_options;
    std::shared_ptr<const Campus> m_campus;
    // One sequence of random numbers for each concern: a changed dirt rate changes no order and no id.
    Pcg32 m_flowRandom; ///< which dataset, how much time passes
    Pcg32 m_idRandom;
    Pcg32 m_dirtRandom;
    OrderStream m_orders;
    ActivityStream m_activities;
    HeldBack m_heldBack;
    std::int64_t m_nowMs;
    std::int64_t m_generated = 0;
    std::string m_traceparent; ///< kept for its capacity
};

} // namespace pk::extract
