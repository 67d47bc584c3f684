#include "pipeline/dead_letter.h"

#include "base/hash.h"
#include "domain/headers.h"
#include "domain/position.h"

#include <utility>

namespace pk::pipeline {

namespace {

constexpr std::size_t kKeptValue = 65'536;
constexpr std::size_t kKeptKey = 4'096;
constexpr std::size_t kKeptHeaders = 65'536;
constexpr std::size_t kKeptHeader = 256; // of the ids, when the rest goes
/// The headers of a dead letter, and what the protocol adds to a record.
constexpr std::int64_t kOverheadBytes = 8'192;
constexpr std::size_t kLongestMessage = 1'024;

void truncate(broker::ProduceRequest &request, broker::Headers &headers)
{
    std::string cut;
    const auto note = [&cut](std::string_view what) { cut.append(cut.empty() ? "" : ",").append(what); };
    if (headers.bytes() > kKeptHeaders) {
        broker::Headers kept;
        for (const std::string_view name : {header::correlationId, header::eventId, header::rawPosition}) {
            if (const auto value = headers.find(name); value && value->size() <= kKeptHeader)
                kept.add(name, *value);
        }
        headers = std::move(kept);
        note("headers");
    }
    if (request.key && request.key->size() > kKeptKey) {
        request.key = request.key->substr(0, kKeptKey);
        note("key");
    }
    if (request.value && request.value->size() > kKeptValue) {
        headers.add(kOriginalSha256Header, toHex(sha256(*request.value)));
        headers.add(kOriginalSizeHeader, std::to_string(request.value->size()));
        request.value = request.value->substr(0, kKeptValue);
        note("value");
    }
    headers.add(kTruncatedHeader, cut);
}

} // namespace

void addDeadLetterHeaders(broker::Headers &headers, const DeadLetter &letter)
{
    const std::string_view message = letter.message.substr(0, kLongestMessage);
    headers.add("__connect.errors.topic", letter.topic);
    headers.add("__connect.errors.partition", std::to_string(letter.partition));
    headers.add("__connect.errors.offset", std::to_string(letter.offset));
    headers.add("__connect.errors.connector.name", "pelatihan-kafka");
    headers.add("__connect.errors.task.id", std::to_string(letter.task));
    headers.add("__connect.errors.stage", letter.stage);
    headers.add("__connect.errors.class.name", letter.step);
    headers.add("__connect.errors.exception.class.name", letter.code);
    headers.add("__connect.errors.exception.message", message);
    std::string trace(letter.code);
    trace.append(": ").append(message).append("\n\tat ").append(letter.step);
    headers.add("__connect.errors.exception.stacktrace", trace);
}

broker::ProduceRequest asideRequest(const broker::Message &message, const Aside &to, const DeadLetter &letter,
                                    broker::Headers &headers)
{
    broker::ProduceRequest request;
    request.topic = to.topic;
    // They keep their partition, or share one with all of another: their order can be told.
    request.partition = message.partition() % to.partitions;
    if (message.hasKey())
        request.key = message.key();
    if (message.hasValue())
        request.value = message.value();
    request.timestampMs = message.timestampMs();
    const std::size_t bytes = message.key().size() + message.value().size() + headers.bytes();
    if (static_cast<std::int64_t>(bytes) + kOverheadBytes > to.maxBytes)
        truncate(request, headers);
    addDeadLetterHeaders(headers, letter);
    return request;
}

} // namespace pk::pipeline
