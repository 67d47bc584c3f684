#include "pipeline/load_records.h"

#include "base/json_utf8.h"
#include "domain/headers.h"
#include "domain/pipeline_names.h"
#include "warehouse/messages.h"

namespace pk::pipeline {

std::vector<warehouse::LoadRecord> toLoadRecords(std::span<const broker::Message> batch)
{
    std::vector<warehouse::LoadRecord> records;
    records.reserve(batch.size());
    for (const broker::Message &message : batch) {
        warehouse::LoadRecord &record = records.emplace_back();
        record.source = message.position();
        record.dataset =
            record.source.topic == enrichedTopic(Dataset::Activities) ? Dataset::Activities : Dataset::Orders;
        record.key = message.key();
        record.value = message.value();
        record.hasValue = message.hasValue();
        record.timestampMs = message.timestampMs();
        for (std::size_t i = 0; const auto found = message.headerAt(i); ++i) {
            const auto &[name, value] = *found;
            if (firstInvalidUtf8(value) != std::string_view::npos)
                continue; // a header of somebody else's: it is no text, and the warehouse holds only text
            if (name == header::rawPosition)
                record.raw = parsePosition(value).value_or(PositionView());
            else if (name == header::correlationId && value.size() <= warehouse::kMaxKeySize)
                record.correlationId = value; // a longer one is no id, and no index holds it
            else if (name == header::cdcPosition)
                record.cdcPosition = value;
        }
    }
    return records;
}

} // namespace pk::pipeline
