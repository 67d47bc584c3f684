#include "sources/foreign_object.h"

#include "base/clock.h"
#include "cdc/event_writer.h"
#include "cdc/row_reader.h"
#include "transform/civil_time.h"

namespace pk::sources {

namespace {

std::string_view typeOf(Dataset dataset, const std::string &version)
{
    if (dataset == Dataset::Activities)
        return "activity.recorded";
    return version.empty() || version == "0" || version == "1" ? "order.created" : "order.updated";
}

/// `text` with these members in front.
std::string withMembers(std::string_view text, const std::string &members)
{
    const std::string_view rest = text.substr(text.find('{') + 1);
    const bool empty = rest.find_first_not_of(" \t\r\n") == rest.find('}');
    return "{" + members + (empty || members.empty() ? "" : ",") + std::string(rest);
}

} // namespace

ForeignObject describe(const transform::Value &object, Dataset dataset)
{
    ForeignObject found;
    found.name = cdc::columnText(object, dataset == Dataset::Orders ? "order_id" : "activity_id");
    found.key = dataset == Dataset::Orders ? found.name : cdc::columnText(object, "nim");
    found.version = cdc::columnText(object, "version");
    found.time = cdc::columnText(object, "occurred_at");
    found.eventId = cdc::columnText(object, "event_id");
    found.eventType = cdc::columnText(object, "event_type");
    const std::int64_t ms = transform::parseTime(found.time).value_or(0);
    found.changedMs = transform::isWritableTime(ms) ? ms : 0;
    return found;
}

void fillRecord(extract::SourceRecord &record, const ForeignObject &object, std::string_view text,
                std::string_view identity, std::string_view source)
{
    std::string members;
    std::string eventId = object.eventId;
    std::string type = object.eventType;
    if (eventId.empty()) {
        eventId = cdc::derivedId("event", identity, object.changedMs);
        members.append("\"event_id\":\"").append(eventId).push_back('"');
    }
    if (type.empty()) {
        type = typeOf(record.dataset, object.version);
        members.append(members.empty() ? "" : ",").append("\"event_type\":\"").append(type).push_back('"');
    }
    record.value = members.empty() ? std::string(text) : withMembers(text, members);
    record.key = object.key;
    record.hasKey = !object.key.empty();
    record.timestampMs = object.changedMs > 0 ? object.changedMs : SystemClock().nowMs();
    HeaderList own;
    cdc::addIdentity(own, eventId, cdc::derivedId("correlation", identity, object.changedMs), type, source);
    for (std::size_t i = 0; i < own.size(); ++i) {
        if (!record.headers.find(own.name(i)))
            record.headers.add(own.name(i), own.value(i));
    }
}

} // namespace pk::sources
