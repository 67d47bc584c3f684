#pragma once

// Where the tests find what they start and read. The paths are compiled into this library alone, so that the
// tests themselves are compiled alike in every clone.

#include <QString>

namespace pk::test {

/// The built program, which serves as broker and as worker.
QString programPath();
/// The folder of the project with this path below it.
QString sourcePath(const char *relative);

} // namespace pk::test
