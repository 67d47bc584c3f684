#pragma once

// The dialogs that ask for a file or a folder. Where the desktop has dialogs of its own, they are those, with
// the places that a person keeps there; else Qt's, in the theme.
//
// Thread: GUI thread. Ownership: one deletes itself when it is closed; show it with open().

class QFileDialog;
class QString;
class QWidget;

namespace pk::gui {

QFileDialog *newFolderDialog(QWidget *parent, const QString &title, const QString &folder);
/// `filter`: as QFileDialog takes it. Of a file that exists.
QFileDialog *newFileDialog(QWidget *parent, const QString &title, const QString &filter);

} // namespace pk::gui
