#pragma once

// What the transform steps did to a record, value by value, in the text that stood there (1250000.50 stays
// 1250000.50).
//
// Thread: free functions without state. They read whole documents: not for the GUI thread.

#include "transform/engine.h"

#include <QString>

#include <vector>

namespace pk::gui {

struct ValueChange
{
    QString path; ///< customer.name, items[0].qty
    QString before; ///< empty: it was not there; of a long text the beginning, like `after`
    QString after; ///< empty: it is gone
};

struct StepChanges
{
    QString step;
    std::vector<ValueChange> changes; ///< in the order of the document
};

std::vector<ValueChange> changesBetween(const std::string &before, const std::string &after);
/// Steps that changed something, but not the first one, which makes a document of the bytes.
std::vector<StepChanges> stepChanges(const transform::Trace &trace);

} // namespace pk::gui
