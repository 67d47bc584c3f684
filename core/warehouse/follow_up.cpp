#include "warehouse/follow_up.h"

#include "base/hash.h"
#include "base/sql.h"
#include "warehouse/dialect.h"

#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <algorithm>
#include <array>
#include <tuple>

namespace pk::warehouse {

namespace {

constexpr std::string_view kEventType = "warehouse.loaded";
constexpr std::string_view kHeaders =
    R"({"event_type":"warehouse.loaded","content-type":"application/json"})";

void appendJson(std::string &target, std::string_view text)
{
    const auto plain = [](char c) { return c != '"' && c != '\\' && static_cast<unsigned char>(c) >= 0x20; };
    if (std::all_of(text.begin(), text.end(), plain)) {
        target.append(1, '"').append(text).append(1, '"');
        return;
    }
    rapidjson::StringBuffer buffer;
    rapidjson::Writer<rapidjson::StringBuffer> writer(buffer);
    writer.String(text.data(), static_cast<rapidjson::SizeType>(text.size()));
    target.append(buffer.GetString(), buffer.GetSize());
}

} // namespace

void FollowUp::clear()
{
    std::fill(std::begin(m_counts), std::end(m_counts), 0);
    m_ranges.clear();
    m_keys.clear();
}

void FollowUp::add(const LoadRecord &record, const AuditEntry &entry)
{
    ++m_counts[static_cast<std::size_t>(entry.action)];
    const auto same = [&](const Range &r) {
        return r.partition == record.source.partition && r.topic == record.source.topic;
    };
    const auto found = std::find_if(m_ranges.begin(), m_ranges.end(), same);
    if (found == m_ranges.end()) {
        m_ranges.push_back({std::string(record.source.topic), record.source.partition, entry.epoch,
                            record.source.offset, record.source.offset});
    } else {
        found->first = std::min(found->first, record.source.offset);
        found->last = std::max(found->last, record.source.offset);
    }
    if (entry.action == Action::Insert || entry.action == Action::Update) {
        if (!m_keys.empty())
            m_keys.push_back(',');
        appendJson(m_keys, entry.entityKey);
    }
}

std::string FollowUp::eventId(Dataset dataset, const std::string &cluster) const
{
    std::vector<Range> ranges = m_ranges;
    std::sort(ranges.begin(), ranges.end(), [](const Range &a, const Range &b) {
        return std::tie(a.topic, a.partition) < std::tie(b.topic, b.partition);
    });
    std::string name = cluster + "\n" + std::string(toString(dataset));
    for (const Range &r : ranges) {
        name += "\n" + r.topic + "/" + std::to_string(r.partition) + "/" + std::to_string(r.first) + "-"
            + std::to_string(r.last) + "@" + std::to_string(r.epoch);
    }
    Sha256 digest = sha256(name);
    digest[6] =
        static_cast<std::uint8_t>((digest[6] & 0x0fU) | 0x80U); // RFC 9562: version 8, made by our own rule
    digest[8] = static_cast<std::uint8_t>((digest[8] & 0x3fU) | 0x80U);
    std::string uuid = toHex(digest.data(), 16);
    for (const std::size_t at : {8U, 13U, 18U, 23U})
        uuid.insert(at, "-");
    return uuid;
}

Result<void> FollowUp::write(Database &db, Dataset dataset, const std::string &cluster,
                             const std::string &batchId)
{
    if (m_ranges.empty())
        return {};
    const std::string id = eventId(dataset, cluster);
    std::string value =
        "{\"event_id\":\"" + id + "\",\"event_type\":\"" + std::string(kEventType) + "\",\"batch_id\":";
    appendJson(value, batchId);
    value += ",\"dataset\":\"" + std::string(toString(dataset)) + "\"";
    const auto count = [&](std::string_view name, Action action) {
        value.append(",\"").append(name).append("\":");
        value += std::to_string(m_counts[static_cast<std::size_t>(action)]);
    };
    count("inserted", Action::Insert);
    count("updated", Action::Update);
    count("unchanged", Action::Unchanged);
    count("superseded", Action::Superseded);
    value.append(",\"keys\":[").append(m_keys).append("]}");

    const std::array<std::string_view, 1> key = {"event_id"};
    return execute(db,
                   "INSERT INTO etl_outbox(event_id, topic, \"key\", value, headers) VALUES (?, ?, ?, ?, ?)"
                       + dialectOf(db).ignoreClause(key),
                   {std::string_view(id), kWarehouseEventsTopic, std::string_view(batchId),
                    std::string_view(value), kHeaders});
}

} // namespace pk::warehouse
