#pragma once

// Finds texts that do not fit their widgets, for tests that walk all pages at all sizes, scales and
// languages.
//
// Thread: GUI thread. The tree must have been shown and laid out.

#include <QString>

#include <vector>

class QWidget;

namespace pk::gui {

struct TextFault
{
    QString widget; ///< class and name, with those of its parents
    QString text;
    QString what; ///< "needs 120 px, has 96"
};

/// Visible labels and buttons below `root` whose text is wider or higher than they are, or that stick out of
/// the window without a scroll area around them, or that lie over each other. Texts shortened on purpose are
/// no faults.
std::vector<TextFault> textFaults(const QWidget *root);

/// One line a fault, for a test's message.
QString describe(const std::vector<TextFault> &faults);

} // namespace pk::gui
