#include "pages/messages/event_mark.h"

#include "domain/pipeline_names.h"

namespace pk::gui {

namespace {

bool endsWith(std::string_view text, std::string_view end)
{
    return text.size() >= end.size() && text.substr(text.size() - end.size()) == end;
}

bool startsWith(std::string_view text, std::string_view begin)
{
    return text.substr(0, begin.size()) == begin;
}

} // namespace

EventMark markOf(const FullMessage &message)
{
    if (!headerOf(message, "__connect.errors.topic").empty())
        return {Mark::Triangle, Token::Rose};
    switch (changeIn(message)) {
    case Change::Removed:
        return {Mark::Diamond, Token::Rose};
    case Change::Updated:
        return {Mark::Square, Token::Muted};
    case Change::Created:
        break;
    }
    return {Mark::Dot, Token::Muted};
}

bool isSideTopic(std::string_view topic)
{
    return endsWith(topic, ".dlq") || endsWith(topic, ".filtered");
}

Accent accentOf(std::string_view topic)
{
    if (endsWith(topic, ".dlq"))
        return RoseAccent;
    if (endsWith(topic, ".filtered"))
        return PlainAccent;
    if (startsWith(topic, "raw_"))
        return BlueAccent;
    if (startsWith(topic, "enriched_"))
        return TealAccent;
    return topic == kWarehouseEventsTopic ? GreenAccent : AmberAccent;
}

} // namespace pk::gui
