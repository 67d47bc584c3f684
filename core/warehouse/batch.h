#pragma once

// What the parts of the Writer hand to one another while a batch is applied.

#include "warehouse/arena.h"
#include "warehouse/messages.h"
#include "warehouse/row_inserter.h"
#include "warehouse/writer.h"

#include <cstdint>
#include <span>
#include <string_view>

namespace pk::warehouse {

/// What the audit says about one message beside its positions. The texts live in the batch's arena.
struct AuditEntry
{
    std::string_view entity; ///< without data: the message was rejected and has no audit row
    std::string_view entityKey;
    std::int64_t version = 0;
    Action action = Action::Insert;
    std::int64_t epoch = 0;
    std::string_view payloadSha256; ///< hex
    std::string_view before; ///< JSON, without data where no image is kept
    std::string_view after;
};

struct Batch
{
    std::span<const LoadRecord> records;
    std::span<LoadOutcome> outcomes; ///< one per record
    std::span<AuditEntry> audit; ///< one per record
    Arena &arena;
    std::int64_t nowMs;
    bool images;
};

/// The record's payload hash, for the audit.
std::string_view payloadHash(std::string_view value, Arena &arena);
/// A message without event id is known by its content: sent again, it is the same event.
std::string_view eventIdOf(std::string_view given, std::string_view payloadSha256, Arena &arena);

inline EventOrder eventOrder(const LoadRecord &record, std::int64_t version, const Integer &occurredAt,
                             std::string_view eventId)
{
    return {version, occurredAt.value_or(EventOrder::kUnknown), record.raw.valid() ? record.raw.offset : -1,
            eventId};
}

inline void refuse(LoadOutcome &outcome, Rejection rejection)
{
    outcome.action = Action::Rejected;
    outcome.code = rejection.code;
    outcome.message = std::move(rejection.message);
}

/// Where a row came from: the columns of the fact tables that tell it, correlation_id to loaded_at, in their
/// order.
inline void bindProvenance(RowBinder &row, const LoadRecord &record, std::int64_t nowMs)
{
    const auto optionalText = [&](std::string_view text) {
        if (text.empty())
            row.null();
        else
            row.text(text);
    };
    optionalText(record.correlationId);
    if (record.raw.valid()) {
        row.text(record.raw.topic);
        row.integer(record.raw.partition);
        row.integer(record.raw.offset);
    } else {
        row.null();
        row.null();
        row.null();
    }
    row.text(record.source.topic);
    row.integer(record.source.partition);
    row.integer(record.source.offset);
    optionalText(record.cdcPosition);
    row.integer(nowMs);
}

} // namespace pk::warehouse
