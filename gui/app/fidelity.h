#pragma once

// What the fidelity sheet shows of an environment: the facts of core/environment/fidelity.h.

#include "app/transport.h"
#include "environment/fidelity.h"

namespace pk::gui {

/// In the language of the window at the time of the call.
std::vector<FidelityRow> fidelityRows(const environment::FidelityPlace &place);

} // namespace pk::gui
