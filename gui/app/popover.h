#pragma once

// A small surface that opens below a button and closes with Escape or a click beside it: what has no room in
// the top bar of a narrow window.
//
// Thread: GUI thread.

#include <QFrame>

class QVBoxLayout;

namespace pk::gui {

class Popover : public QFrame
{
    Q_OBJECT

public:
    explicit Popover(QWidget *parent);

    QVBoxLayout *body() { return m_body; }
    enum class Side { Left, Right };
    /// These edges of both in line.
    void openBelow(QWidget *button, Side side = Side::Right);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QVBoxLayout *m_body;
};

} // namespace pk::gui
