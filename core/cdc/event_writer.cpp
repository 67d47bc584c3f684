#include "cdc/event_writer.h"

#include "base/hash.h"
#include "base/uuid7.h"
#include "extract/text_format.h"

#include <cstring>

namespace pk::cdc {

namespace {

void appendQuoted(std::string &out, std::string_view text)
{
    transform::writeJson(
        transform::Value(rapidjson::StringRef(text.data(), static_cast<rapidjson::SizeType>(text.size()))),
        out);
}

void appendParts(std::string &out, Dataset dataset, const std::vector<std::string> &parts)
{
    if (dataset == Dataset::Activities) {
        for (const std::string &student : parts)
            out.append(student);
        return;
    }
    out.append(",\"items\":[");
    for (const std::string &item : parts)
        out.append(item).push_back(',');
    if (parts.empty())
        out.push_back(']');
    else
        out.back() = ']'; // in place of the last comma
}

} // namespace

std::string derivedId(std::string_view what, std::string_view identity, std::int64_t ms)
{
    const Sha256 digest = sha256(std::string(what).append("\n").append(identity));
    std::uint32_t high = 0;
    std::uint64_t low = 0;
    std::memcpy(&high, digest.data(), sizeof high);
    std::memcpy(&low, digest.data() + sizeof high, sizeof low);
    return uuid7(ms, high, low);
}

void addIdentity(HeaderList &headers, std::string_view eventId, std::string_view correlationId,
                 std::string_view eventType, std::string_view source)
{
    std::string trace("00-");
    for (const char c : correlationId) {
        if (c != '-')
            trace.push_back(c);
    }
    const Sha256 span = sha256(correlationId);
    trace.append("-").append(toHex(span.data(), 8)).append("-01");
    headers.add(header::correlationId, correlationId);
    headers.add(header::eventId, eventId);
    headers.add(header::eventType, eventType);
    headers.add(header::source, source);
    headers.add(header::contentType, "application/json");
    headers.add(header::traceparent, trace);
}

void appendBody(std::string &out, const Head &head, const std::vector<std::string> &parts)
{
    out.append(head.dataset == Dataset::Orders ? "\"order_id\":" : "\"activity_id\":");
    appendQuoted(out, head.name);
    out.append(",\"version\":").append(std::to_string(head.version));
    out.append(",\"occurred_at\":\"");
    extract::appendIso(out, head.changedMs, true);
    out.append("\",").append(head.before);
    appendParts(out, head.dataset, parts);
    out.append(head.after).push_back('}');
}

RawEvent writeEvent(const Telling &telling)
{
    const Head &head = telling.head;
    const std::int64_t idMs = telling.idMs > 0 ? telling.idMs : head.changedMs;
    const std::string eventId = derivedId("event", telling.identity, idMs);
    const std::string correlationId = derivedId("correlation", telling.identity, idMs);
    RawEvent event;
    event.dataset = head.dataset;
    event.key = head.key;
    event.timestampMs = telling.timestampMs;

    std::string &out = event.value;
    out.append("{\"event_id\":\"").append(eventId);
    out.append("\",\"event_type\":\"").append(telling.eventType).append("\",");
    appendBody(out, head, telling.parts);

    addIdentity(event.headers, eventId, correlationId, telling.eventType, telling.source);
    event.headers.add(header::cdcPosition, telling.position);
    if (!telling.xid.empty())
        event.headers.add(header::cdcXid, telling.xid);
    return event;
}

} // namespace pk::cdc
