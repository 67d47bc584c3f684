#pragma once

// The right side of a window, where one thing at a time lies: who comes in takes the place, and who had it is
// closed.
//
// Thread: GUI thread. Ownership: the window's; it is made when first asked for.

#include <QPointer>
#include <QWidget>

#include <functional>

namespace pk::gui {

class SidePlace final : public QObject
{
    Q_OBJECT

public:
    /// Of the window that `widget` is in.
    static SidePlace &of(const QWidget *widget);
    /// `close` is called when another one comes in; it does nothing when `widget` is closed already. What
    /// lies inside the one that has the place has it with that one.
    void take(QWidget *widget, std::function<void()> close);

private:
    using QObject::QObject;
    QPointer<QWidget> m_holder;
    std::function<void()> m_close;
};

} // namespace pk::gui
