#pragma once

// The data files compiled into the program, found as ":/pk/<folder>/<file>".

namespace pk {

/// Makes the resources of the static library known to Qt; call it once before the first ":/pk/" is opened.
/// Thread: any; cheap to call again.
void initResources();

} // namespace pk
