#pragma once

// The shape and colour of a message by what it says that happened: created ●, updated ■, cancelled and
// tombstones ◆, dead letters ▲.

#include "bridge/message_cache.h"
#include "theme/theme.h"
#include "views/pill.h"

#include <QString>

#include <string_view>

namespace pk::gui {

struct EventMark
{
    Mark mark = Mark::Dot;
    Token token = Token::Muted;
};

EventMark markOf(const FullMessage &message);
/// The colour of a topic's stage.
Accent accentOf(std::string_view topic);
/// Takes records that no stage could work, or that were left out on purpose.
bool isSideTopic(std::string_view topic);

} // namespace pk::gui
