#pragma once

// The headers of a dead letter, as Kafka Connect names them: where the record came from, which step refused
// it and why. Value, key and the record's own headers stay as they were.
//
// Source: Kafka Connect, errors.deadletterqueue.context.headers.enable.

#include "broker/message.h"

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

inline void addDeadLetterHeaders(broker::Headers &headers, const DeadLetter &letter)
{
    headers.add("__connect.errors.topic", letter.topic);
    headers.add("__connect.errors.partition", std::to_string(letter.partition));
    headers.add("__connect.errors.offset", std::to_string(letter.offset));
    headers.add("__connect.errors.connector.name", "pelatihan-kafka");
    headers.add("__connect.errors.task.id", std::to_string(letter.task));
    headers.add("__connect.errors.stage", letter.stage);
    headers.add("__connect.errors.class.name", letter.step);
    headers.add("__connect.errors.exception.class.name", letter.code);
    headers.add("__connect.errors.exception.message", letter.message);
    std::string trace(letter.code);
    trace.append(": ").append(letter.message).append("\n\tat ").append(letter.step);
    headers.add("__connect.errors.exception.stacktrace", trace);
}

} // namespace pk::pipeline
