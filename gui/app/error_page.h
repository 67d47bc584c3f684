#pragma once

// The content of the errors' sheet: what went wrong since it was last cleared, newest first.
//
// Thread: GUI thread.

#include <QWidget>

namespace pk::gui {

class ErrorPage : public QWidget
{
    Q_OBJECT

public:
    explicit ErrorPage(const QStringList &errors, QWidget *parent = nullptr);
};

} // namespace pk::gui
