#pragma once

// The part of the diagram that is the source's: what it is made of, up to the raw topics. A new kind of
// source has its nodes here and nowhere else.
//
// Thread: free functions without state; texts are in the language of the moment.

#include "bridge/flow_parts.h"

namespace pk::gui {

/// Where the diagram goes on behind its source.
struct SourcePlace
{
    QString writer; ///< the node that writes the raw topics
    Role role = Role::Source; ///< of that node's edges
    int column = 1; ///< of the raw topics; the others stand to the right of it
    int row = 0; ///< of the first raw topic
};

SourcePlace addSource(FlowParts &parts);

/// Whether the dataset's topics belong to the picture.
bool isShown(const FlowParts &parts, Dataset dataset);
/// Whether change capture and bridge do: they run, or there is something left in between.
bool hasCapture(const FlowParts &parts);

/// "3 orders wait for their items"; empty when nothing waits.
QString waitingText(const pipeline::Progress &progress);

} // namespace pk::gui
