#pragma once

// What every source is: something that is asked for one record after the other. A source knows nothing of
// Kafka; the source stage produces what it gives.
//
// Thread: owned and called by one thread, the source stage's.
// Errors: Result errors end the run (file gone, device error). A bad line or row is not an error but a record
// with `reject` set, which the stage sends to the dead letters and counts.

#include "base/result.h"
#include "domain/headers.h"
#include "domain/pipeline_names.h"

#include <cstdint>
#include <optional>
#include <string>

namespace pk::extract {

/// Why a piece of input could not become a record.
struct Reject
{
    std::string origin; ///< file name or address
    std::int64_t line = 0; ///< 1-based, 0 when it has none
    std::string reason; ///< English, one sentence
    std::string code; ///< stable, for example "csv.column_count"
};

/// One record to produce. Sources fill the same object again and again, so its buffers keep their capacity.
struct SourceRecord
{
    Dataset dataset = Dataset::Orders;
    std::string key;
    bool hasKey = true;
    std::string value;
    HeaderList headers;
    std::int64_t timestampMs = 0; ///< the record's own time, Kafka's CreateTime
    std::optional<Reject> reject; ///< then `value` holds the original bytes

    void clear()
    {
        dataset = Dataset::Orders;
        key.clear();
        hasKey = true;
        value.clear();
        headers.clear();
        timestampMs = 0;
        reject.reset();
    }
};

class Source
{
public:
    virtual ~Source() = default;
    /// Whether next() answers at once, be it with the end. False: nothing has come yet, ask again in a
    /// moment. Takes no longer than one query. With a retriable error nothing is lost, and it is asked again.
    virtual Result<bool> ready() { return true; }
    /// Fills `record`. False: the source is at its end and gives no more. REQUIRES: ready().
    virtual Result<bool> next(SourceRecord &record) = 0;
    /// The first `count` records that this object gave are acknowledged by the broker: whoever keeps a
    /// position stores it now. Called again and again, and once more at the end.
    virtual Result<void> settled(std::int64_t /*count*/) { return {}; }
    /// What has happened that a person should know although the source goes on, each once. Asked when it was
    /// made and after each ready().
    virtual std::optional<Error> takeNotice() { return std::nullopt; }
    /// Made anew, it gives the same records again from the first on. One that keeps a position goes on behind
    /// what was settled instead.
    virtual bool repeatable() const { return true; }
    /// The value of the `source` header: generator|csv|api|mysql-poll|topic|maxwell.
    virtual std::string_view name() const = 0;
};

} // namespace pk::extract
