#pragma once

// What a screen reader has no name for.

#include <QAccessible>
#include <QStringList>
#include <QWidget>

namespace pk::test {

/// Controls that the keyboard reaches, by class and object name.
inline QStringList namelessControls(const QWidget &root)
{
    QStringList nameless;
    for (QWidget *widget : root.findChildren<QWidget *>()) {
        if (!widget->isVisible() || !(widget->focusPolicy() & Qt::TabFocus) || widget->focusProxy())
            continue;
        const QAccessibleInterface *interface = QAccessible::queryAccessibleInterface(widget);
        if (!interface || interface->text(QAccessible::Name).isEmpty())
            nameless << QLatin1String(widget->metaObject()->className()) + QLatin1Char('#')
                    + widget->objectName();
    }
    return nameless;
}

} // namespace pk::test
