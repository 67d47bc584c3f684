#pragma once

// `pelatihan-kafka` without a subcommand: the window.
//
// Thread: the main thread, with a QApplication (hasDisplay() and sayNoDisplay() before there is one).

#include <QStringList>

namespace pk::gui {

/// Whether a window can be shown: Qt ends the process where it cannot.
bool hasDisplay();
/// Says so on stderr, and what can be done without; returns the exit code.
int sayNoDisplay();

int runWindow(const QStringList &arguments);

} // namespace pk::gui
