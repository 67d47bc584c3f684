#include "pages/messages/event_mark.h"

#include "bridge/failure_text.h"

namespace pk::gui {

EventMark markOf(const FullMessage &message)
{
    if (!headerOf(message, "__connect.errors.topic").empty()
        && !isIntended(headerOf(message, "__connect.errors.exception.class.name")))
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

} // namespace pk::gui
