#pragma once

// The graphs that tests, benchmark and pictures of the flow canvas share.

#include "flow/flow_model.h"

namespace pk::gui::sample {

struct Options
{
    int partitions = 6;
    int members = 3;
    bool cdc = true;
    bool deadLetters = false;
    double ratePerS = 312;
    bool indonesian = false;
};

/// Source, topics, transform, group and warehouse as the window would give them.
FlowGraph graph(const Options &options);
/// The window's first picture: campus database, its changes in two topics, the bridge, and from raw_orders on
/// as above. ratePerS: of the transactions.
FlowGraph campusGraph(const Options &options);
/// The same with both datasets: four topics of changes, two raw ones below the bridge, two enriched ones.
FlowGraph bothDatasets();
/// Every state that is not running, retention, records taken but not committed, back pressure, a reason to
/// read.
void trouble(FlowGraph &graph);
/// One record on an edge.
Hop hop(const Edge &edge, std::int64_t offset, Operation operation = Operation::Insert);

} // namespace pk::gui::sample
