#include "warehouse/audit_writer.h"

#include <array>

namespace pk::warehouse {

namespace {
constexpr std::array<std::string_view, 19> kColumns = {
    "cluster",   "group_id",       "src_topic",   "src_partition", "src_offset",     "epoch",
    "raw_topic", "raw_partition",  "raw_offset",  "entity",        "entity_key",     "version",
    "action",    "payload_sha256", "before_json", "after_json",    "correlation_id", "batch_id",
    "at"};
}

std::string_view toString(Action action)
{
    switch (action) {
    case Action::Insert:
        return "insert";
    case Action::Update:
        return "update";
    case Action::Unchanged:
        return "unchanged";
    case Action::Superseded:
        return "superseded";
    case Action::Rejected:
        return "rejected";
    }
    return {};
}

Result<AuditWriter> AuditWriter::prepare(Database &db, std::string cluster, std::string group)
{
    auto insert = RowInserter::prepare(db, "etl_audit", kColumns);
    if (!insert)
        return std::move(insert).error();
    AuditWriter writer;
    writer.m_cluster = std::move(cluster);
    writer.m_group = std::move(group);
    writer.m_insert = std::move(*insert);
    return writer;
}

Result<void> AuditWriter::write(const Batch &batch, std::string_view batchId)
{
    m_rows.clear();
    for (std::uint32_t i = 0; i < batch.audit.size(); ++i) {
        if (batch.audit[i].entity.data() != nullptr)
            m_rows.push_back(i);
    }
    return m_insert->insert(m_rows.size(), [&](RowBinder &row, std::size_t i) {
        const LoadRecord &record = batch.records[m_rows[i]];
        const AuditEntry &entry = batch.audit[m_rows[i]];
        row.text(m_cluster);
        row.text(m_group);
        row.text(record.source.topic);
        row.integer(record.source.partition);
        row.integer(record.source.offset);
        row.integer(entry.epoch);
        if (record.raw.valid()) {
            row.text(record.raw.topic);
            row.integer(record.raw.partition);
            row.integer(record.raw.offset);
        } else {
            row.null();
            row.null();
            row.null();
        }
        row.text(entry.entity);
        row.text(entry.entityKey);
        row.integer(entry.version);
        row.text(toString(entry.action));
        row.text(entry.payloadSha256);
        row.text(entry.before);
        row.text(entry.after);
        if (record.correlationId.empty())
            row.null();
        else
            row.text(record.correlationId);
        row.text(batchId);
        row.integer(batch.nowMs);
    });
}

} // namespace pk::warehouse
