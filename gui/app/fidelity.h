#pragma once

// What the embedded broker does as a real Kafka does, what the program does in its place, and what cannot be
// had.

#include "app/transport.h"

namespace pk::gui {

/// In the language of the window at the time of the call.
std::vector<FidelityRow> embeddedFidelity();

} // namespace pk::gui
