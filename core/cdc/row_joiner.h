#pragma once

// Takes the row events of Maxwell, one by one, and tells the events of the raw topics that they come to.
//
// Thread: belongs to one thread, like the store.

#include "base/result.h"
#include "cdc/row_reader.h"
#include "domain/position.h"

#include <string_view>

namespace pk::cdc {

/// One record of a topic of Maxwell's. The views must stay valid during the call.
struct RowRecord
{
    PositionView position;
    std::string_view value;
    bool hasValue = true;
    std::int64_t timestampMs = 0;
};

enum class Verdict {
    Taken, ///< it has moved something on
    Old, ///< known already, or overtaken by something newer
    Ignored, ///< of another table, or no row: the begin and end of a bootstrap, a change of the schema
    Refused, ///< for the dead letters
};

struct Judgement
{
    Verdict verdict = Verdict::Taken;
    Unreadable why; ///< of a refused record
};

namespace code {
inline constexpr std::string_view noRowEvent = "pk.cdc.NotARowEvent";
inline constexpr std::string_view keyReused = "pk.cdc.KeyReused";
inline constexpr std::string_view tooLarge = "pk.cdc.TooLarge";
} // namespace code

/// Of an event; the transform takes none that is larger.
inline constexpr std::size_t kMaxEventBytes = 1'000'000;

class RowJoiner
{
public:
    virtual ~RowJoiner() = default;
    /// REQUIRES: a transaction is open. With an error it must be rolled back.
    virtual Result<Judgement> apply(const RowRecord &record) = 0;
};

inline Judgement refused(std::string_view failureCode, std::string message)
{
    return {Verdict::Refused, {std::string(failureCode), std::move(message)}};
}

/// What a change of a row is called in the raw topics.
std::string_view eventTypeOf(Table table, transform::MaxwellRow::Kind kind);
inline constexpr std::string_view kCreated = "order.created";
inline constexpr std::string_view kCancelled = "order.cancelled";
/// Why a deleted activity goes to the dead letters.
Judgement activityDeleted();
/// An event that no topic takes.
Unreadable tooLargeOf(const Head &head, std::size_t bytes);

} // namespace pk::cdc
