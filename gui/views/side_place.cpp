#include "views/side_place.h"

#include <utility>

namespace pk::gui {

SidePlace &SidePlace::of(const QWidget *widget)
{
    QWidget *window = widget->window();
    auto *place = window->findChild<SidePlace *>({}, Qt::FindDirectChildrenOnly);
    return place ? *place : *new SidePlace(window);
}

void SidePlace::take(QWidget *widget, std::function<void()> close)
{
    if (m_holder && m_holder->isAncestorOf(widget))
        return; // inside the one that has it
    const QPointer<QWidget> before = std::exchange(m_holder, widget);
    const std::function<void()> closeBefore = std::exchange(m_close, std::move(close));
    if (before && before != widget)
        closeBefore();
}

} // namespace pk::gui
