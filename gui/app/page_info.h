#pragma once

// What a page tells the window to be in the navigation rail.

#include <QString>

#include <functional>

class QWidget;

namespace pk::gui {

struct PageInfo
{
    QString id; ///< stable, also of settings and of `snapshot --page`
    std::function<QString()> title; ///< asked again when the language changes
    QString icon;
    std::function<QWidget *(QWidget *parent)> create; ///< called when the page is first shown
};

} // namespace pk::gui
