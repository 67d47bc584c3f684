#pragma once

// The content of the environment's sheet: what is real here, what is emulated, what does not exist, each with
// a sentence and a shape of its own; below it, what the brokers of this machine have written down.
//
// Thread: GUI thread.

#include "app/transport.h"

#include <QWidget>

namespace pk::gui {

class FidelityPage : public QWidget
{
    Q_OBJECT

public:
    explicit FidelityPage(const Environment &environment, QWidget *parent = nullptr);
};

} // namespace pk::gui
