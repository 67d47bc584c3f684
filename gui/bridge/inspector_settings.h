#pragma once

#include "broker/client_config.h"

namespace pk::gui {

/// Of a consumer that reads for a person to look at. assign() needs a group's name, but never joins.
inline broker::ConsumerSettings inspectorSettings(const char *clientId)
{
    broker::ConsumerSettings settings;
    settings.group = "pk-inspector";
    settings.clientId = clientId;
    return settings;
}

} // namespace pk::gui
