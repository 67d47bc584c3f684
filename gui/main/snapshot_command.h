#pragma once

// `pelatihan-kafka snapshot`: a picture of a page of the real window with a running pipeline.
//
// Thread: the main thread, with a QApplication (drawWithoutDisplay() before there is one).

#include <QStringList>

namespace pk::gui {

/// Pictures need no display, and one that is named may be gone: Qt draws into memory.
void drawWithoutDisplay();

int runSnapshot(const QStringList &arguments);

} // namespace pk::gui
