#include "bridge/reproduce.h"

#include "bridge/record_story.h"
#include "domain/headers.h"
#include "pipeline/dead_letter.h"

#include <charconv>

namespace pk::gui {

namespace {

constexpr std::string_view kErrors = "__connect.errors.";

bool isNoteOfFailure(std::string_view name)
{
    return name.starts_with(kErrors) || name == header::redriveOf || name == header::redriveCount;
}

int countOf(std::string_view text)
{
    int count = 0;
    std::from_chars(text.data(), text.data() + text.size(), count);
    return count;
}

} // namespace

HandMade copyToSend(const Position &at, const FullMessage &message)
{
    HandMade copy;
    copy.topic = at.topic;
    if (message.hasKey)
        copy.key = message.key;
    if (message.hasValue)
        copy.value = message.value;
    copy.headers = message.headers;
    if (isRowTopic(at.topic))
        copy.partition = at.partition; // Maxwell's, which is not that of the key
    const TopicRole role = roleOf(at.topic);
    if (role != TopicRole::DeadLetters && role != TopicRole::Filtered)
        return copy;
    const std::string_view named = headerOf(message, "__connect.errors.topic");
    copy.topic = named.empty() ? inputOf(at.topic) : named;
    if (const auto note = asideNoteOf(at, message); note && isRowTopic(copy.topic))
        copy.partition = note->input.partition;
    const bool enriched = roleOf(copy.topic) == TopicRole::Enriched; // there the raw position is its own
    std::erase_if(copy.headers, [&](const auto &header) {
        return isNoteOfFailure(header.first) || (header.first == header::rawPosition && !enriched);
    });
    copy.headers.emplace_back(header::redriveOf, at.toString());
    copy.headers.emplace_back(header::redriveCount,
                              std::to_string(countOf(headerOf(message, header::redriveCount)) + 1));
    return copy;
}

bool isCut(const FullMessage &message)
{
    return !headerOf(message, pipeline::kTruncatedHeader).empty();
}

} // namespace pk::gui
