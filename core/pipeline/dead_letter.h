#pragma once

// A record that goes aside, to the dead letters or the filtered topic: as it was, with where it came from,
// which step refused it and why in headers, as Kafka Connect names them. One that is too large for that keeps
// its beginning and says so, since a record that cannot be put aside would hold up its partition for good.
//
// Source: Kafka Connect, errors.deadletterqueue.context.headers.enable.

#include "broker/message.h"
#include "broker/producer.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace pk::pipeline {

struct DeadLetter
{
    std::string_view topic; ///< the input
    std::int32_t partition = -1;
    std::int64_t offset = -1; ///< -1: it never was in a topic
    int task = 0; ///< the member's number
    std::string_view stage; ///< EXTRACT, TRANSFORMATION, LOAD
    std::string_view step; ///< the step, or the file, that refused it
    std::string_view code; ///< stable, for programs
    std::string_view message; ///< English, for people
};

void addDeadLetterHeaders(broker::Headers &headers, const DeadLetter &letter);

/// On a dead letter that was cut: which of "value", "key" and "headers".
inline constexpr std::string_view kTruncatedHeader = "pk_truncated";
/// Bytes and SHA-256 of the value before it was cut.
inline constexpr std::string_view kOriginalSizeHeader = "pk_original_size";
inline constexpr std::string_view kOriginalSha256Header = "pk_original_sha256";

/// Where a record goes aside.
struct Aside
{
    std::string_view topic;
    std::int32_t partitions = 1; ///< that it has; not always as many as the input
    std::int64_t maxBytes = 0; ///< that a record of it takes at most
};

/// `message` with its `headers` as it goes aside, with its time and in its partition, or in one that stands
/// for it where there is no such partition; `headers` become those of the new record. The request's views end
/// with message and topic.
broker::ProduceRequest asideRequest(const broker::Message &message, const Aside &to, const DeadLetter &letter,
                                    broker::Headers &headers);

} // namespace pk::pipeline
