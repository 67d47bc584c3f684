#pragma once

// The way of the arrow keys: things stand in files from left to right, alternately a column of nodes (each
// followed by its lanes or members, those without room as well) and the edges between two columns (each
// followed by what moves on it). Up and down go through a file from end to end, so that everything is
// reached; left and right go to the nearest thing in the next file.
//
// Thread: GUI thread only.

#include "flow/paint_context.h"
#include "flow/target.h"
#include "flow/token_layer.h"

#include <vector>

namespace pk::gui {

using FocusFile = std::vector<FlowTarget>;

std::vector<FocusFile> focusFiles(const PaintContext &context, const TokenLayer &tokens);

enum class FocusMove { Left, Right, Up, Down, First, Last };

/// Where a key leads; from nothing, to the first thing. What has vanished is followed by where it was.
FlowTarget moveFocus(const PaintContext &context, const TokenLayer &tokens, const FlowTarget &from,
                     FocusMove move);

} // namespace pk::gui
