#pragma once

// The stage that a topic belongs to, which gives it its colour on all pages.
//
// Thread: a free function.

#include "flow/flow_model.h"

#include <string_view>

namespace pk::gui {

/// Plain: what was left out on purpose, and topics that are not of the pipeline.
Role stageOf(std::string_view topic);

} // namespace pk::gui
