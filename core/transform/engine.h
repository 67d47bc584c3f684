#pragma once

// The transform engine: named steps over one mutable JSON document, as a configuration orders them.
//
// Thread: an Engine is used by one thread; each member of the transform has its own. Configurations are
// immutable and shared. Errors: a record that cannot be transformed is an Outcome, never an Error; only a
// configuration can be an Error.

#include "base/result.h"
#include "domain/pipeline_names.h"
#include "transform/config.h"
#include "transform/lookup.h"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace pk::transform {

struct Input
{
    std::string_view value;
    bool hasValue = true; ///< false: a tombstone
    std::string_view key;
    std::string_view topic;
    std::int32_t partition = -1;
    std::int64_t offset = -1;
    std::int64_t timestampMs = 0; ///< the record's CreateTime
    std::int64_t nowMs = 0; ///< the injected clock, for add_metadata
    std::string_view headerEventId; ///< the record's event_id header; see event_id.h
};

enum class Outcome {
    Enriched, ///< `value` goes to the enriched topic under `key`
    Filtered, ///< the original goes to <input>.filtered
    DeadLetter, ///< permanent: the original goes to <input>.dlq
    Retry, ///< transient (a lookup is down): the same record again, later
};

struct Failure
{
    std::string_view step; ///< name of the step, static
    std::size_t stepIndex = 0; ///< its place in the configuration
    std::string_view code; ///< stable and static, e.g. "pk.transform.UnknownUnit"
    std::string message; ///< English, with the offending value; a person's text is made from the code
};

struct Output
{
    Outcome outcome = Outcome::Enriched;
    std::string_view key; ///< valid until the next call
    std::string_view value; ///< valid until the next call
    std::string_view eventId; ///< the document's, the header's, or derived; valid until the next call
    Failure failure; ///< for every outcome but Enriched
};

/// What one step did to one record.
struct TraceStep
{
    std::string name;
    std::size_t index = 0;
    std::string before; ///< JSON, empty before the parse step
    std::string after; ///< JSON, empty when the step failed
    std::int64_t durationNs = 0;
};

struct Trace
{
    std::vector<TraceStep> steps;
    Outcome outcome = Outcome::Enriched;
    Failure failure;
    std::string value;
};

/// What one step has done so far. Tries that will be repeated do not count.
struct StepCount
{
    std::int64_t records = 0; ///< that came to it
    std::int64_t changed = 0; ///< of these, those in which it changed something
    std::int64_t ended = 0; ///< of these, those that went no further: refused, or filtered out
};

class Engine
{
public:
    /// `lookups` answers the lookup steps; without one the tables of the configuration do.
    explicit Engine(std::shared_ptr<const Config> config, std::shared_ptr<LookupProvider> lookups = nullptr);
    ~Engine();
    Engine(Engine &&) noexcept;
    Engine &operator=(Engine &&) noexcept;

    /// Transforms one record. The Output is overwritten by the next call.
    const Output &transform(const Input &input);
    /// The same with the document before and after each step; slow, for one record a person looks at.
    Trace trace(const Input &input);
    const Config &config() const;
    /// By the step's place in the configuration. On the engine's thread.
    const std::vector<StepCount> &counts() const;

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace pk::transform
