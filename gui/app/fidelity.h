#pragma once

// What the fidelity sheet shows of an environment: the facts of core/environment/fidelity.h.

#include "app/transport.h"

#include <string_view>

namespace pk::gui {

/// In the language of the window at the time of the call.
std::vector<FidelityRow> fidelityRows(std::string_view environment);

} // namespace pk::gui
