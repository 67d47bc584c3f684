#pragma once

// What is at a point, and where a target is: linear scans, there are a few hundred things at most.
//
// Thread: GUI thread only.

#include "flow/paint_context.h"
#include "flow/target.h"
#include "flow/token_layer.h"

namespace pk::gui {

/// The uppermost thing at a point of the diagram. reach: how far beside a thin thing still counts.
FlowTarget targetAt(const PaintContext &context, const TokenLayer &tokens, QPointF point, double reach);

/// Where to draw its ring; empty when it is not visible now.
QRectF rectOf(const PaintContext &context, const TokenLayer &tokens, const FlowTarget &target);

/// What there is to say of it, the name first: "raw_orders", "partition 2", "lag 9".
QStringList describeInParts(const FlowGraph &graph, const FlowTarget &target);
/// The same as one sentence, for screen readers.
QString describe(const FlowGraph &graph, const FlowTarget &target);

} // namespace pk::gui
