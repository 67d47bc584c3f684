#pragma once

// The id of an event whose document has none of its own: its header's, or else one that is the same whenever
// the record at that place is read. So a record that is sent once more with its header stays one event.
//
// Thread: free functions.

#include "transform/engine.h"

#include <string>
#include <string_view>

namespace pk::transform {

/// A UUID (version 8, RFC 9562: the bits are ours) that is the same whenever the same text is given.
std::string uuidOf(std::string_view identity);

/// A view into the input, or into `scratch`. A header that is no id counts as none.
std::string_view givenEventId(const Input &input, std::string &scratch);

} // namespace pk::transform
