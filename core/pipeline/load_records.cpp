#include "pipeline/load_records.h"

#include "domain/headers.h"
#include "domain/pipeline_names.h"

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
            if (name == header::rawPosition)
                record.raw = parsePosition(value).value_or(PositionView());
            else if (name == header::correlationId)
                record.correlationId = value;
            else if (name == header::cdcPosition)
                record.cdcPosition = value;
        }
    }
    return records;
}

} // namespace pk::pipeline
