#pragma once

// Writes enriched messages into the warehouse: batched upserts, one audit row per message, the next offsets
// and the follow-up event, all in one database transaction.
//
// Thread: belongs to the load stage's thread, like the Database it writes to.
// Errors: retriable ones (Busy, Unavailable) leave the transaction to be rolled back by the caller and tried
// again with the same records. Fenced: somebody newer owns these offsets; roll back and stop. A record that
// cannot be loaded is no Error but the action Rejected, for the dead letters.

#include "base/database.h"
#include "base/result.h"
#include "domain/pipeline_names.h"
#include "domain/position.h"
#include "warehouse/warehouse.h"

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace pk::warehouse {

/// One message of an enriched topic. The views must stay valid until apply() returns.
struct LoadRecord
{
    Dataset dataset = Dataset::Orders;
    PositionView source; ///< in the enriched topic
    PositionView raw; ///< where it came from; not valid() when the message does not say
    std::string_view key;
    std::string_view value;
    bool hasValue = true;
    std::string_view correlationId;
    std::string_view cdcPosition;
    std::int64_t timestampMs = 0;
};

enum class Action { Insert, Update, Unchanged, Superseded, Rejected };

struct LoadOutcome
{
    Action action = Action::Insert;
    std::string code; ///< of a Rejected record: stable, e.g. "pk.load.NotAnObject"
    std::string message; ///< of a Rejected record: English, one sentence
};

struct WriterOptions
{
    Semantics semantics = Semantics::EffectivelyOnce;
    std::string cluster; ///< cluster identity, part of the offsets' key
    std::string group = std::string(kLoaderGroup);
    std::string owner; ///< member id, for people
    bool beforeImages = false; ///< audit before_json/after_json
    bool outbox = true; ///< one follow-up event per transaction and dataset
};

class Writer
{
public:
    static Result<std::unique_ptr<Writer>> create(Database &database, WriterOptions options);
    ~Writer();

    Result<void> begin(std::int64_t nowMs);
    /// May be called several times within one transaction. Outcomes are in the records' order.
    Result<std::vector<LoadOutcome>> apply(std::span<const LoadRecord> records);
    /// REQUIRES: begin(). Naive semantics do not call it: there Kafka's committed offsets count.
    Result<void> advance(std::span<const OffsetAdvance> offsets);
    Result<void> commit();
    void rollback();
    void setBeforeImages(bool on);

private:
    Writer();
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace pk::warehouse
