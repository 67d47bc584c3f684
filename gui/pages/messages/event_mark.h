#pragma once

// The shape and colour of a message by what it says that happened: created ●, updated ■, cancelled and
// tombstones ◆, dead letters ▲.

#include "bridge/message_cache.h"
#include "theme/theme.h"
#include "views/pill.h"

namespace pk::gui {

struct EventMark
{
    Mark mark = Mark::Dot;
    Token token = Token::Muted;
};

EventMark markOf(const FullMessage &message);

} // namespace pk::gui
