#include "views/text_fit.h"

#include "views/pill.h"
#include "views/text_label.h"

#include <QAbstractButton>
#include <QAbstractScrollArea>
#include <QComboBox>
#include <QCoreApplication>
#include <QEvent>
#include <QGroupBox>
#include <QLabel>
#include <QStringList>

namespace pk::gui {

namespace {

QString pathOf(const QWidget *widget, const QWidget *root)
{
    QStringList names;
    for (const QWidget *at = widget; at && at != root; at = at->parentWidget()) {
        const QString name = at->objectName();
        names.prepend(QLatin1String(at->metaObject()->className())
                      + (name.isEmpty() ? QString() : QLatin1Char('#') + name));
    }
    return names.join(QLatin1Char('/'));
}

/// The text of widgets that show one, else empty.
QString textOf(const QWidget *widget)
{
    if (const auto *label = qobject_cast<const QLabel *>(widget))
        return label->text();
    if (const auto *button = qobject_cast<const QAbstractButton *>(widget))
        return button->text();
    if (const auto *pill = qobject_cast<const Pill *>(widget))
        return pill->text();
    if (const auto *combo = qobject_cast<const QComboBox *>(widget))
        return combo->currentText();
    if (const auto *box = qobject_cast<const QGroupBox *>(widget))
        return box->title();
    return {};
}

/// What the widget needs at least to show its whole text.
QSize needed(const QWidget *widget)
{
    if (const auto *text = qobject_cast<const TextLabel *>(widget); text && text->isElided())
        return QSize(0, text->minimumSizeHint().height());
    if (const auto *label = qobject_cast<const QLabel *>(widget); label && label->wordWrap())
        return QSize(label->minimumSizeHint().width(), label->heightForWidth(label->width()));
    if (const auto *button = qobject_cast<const QAbstractButton *>(widget))
        return button->minimumSizeHint(); // those that shorten their text say so with a smaller minimum
    if (qobject_cast<const QComboBox *>(widget) || qobject_cast<const Pill *>(widget))
        return widget->minimumSizeHint();
    return widget->sizeHint();
}

const QAbstractScrollArea *scrollAreaOf(const QWidget *widget, const QWidget *root)
{
    for (const QWidget *at = widget->parentWidget(); at && at != root; at = at->parentWidget()) {
        if (const auto *area = qobject_cast<const QAbstractScrollArea *>(at))
            return area;
    }
    return nullptr;
}

/// What an area without a horizontal scroll bar cuts off at its sides cannot be reached.
bool isCutAtTheSide(const QWidget *widget, const QAbstractScrollArea &area)
{
    if (area.horizontalScrollBarPolicy() != Qt::ScrollBarAlwaysOff)
        return false;
    const int left = widget->mapTo(area.viewport(), QPoint(0, 0)).x();
    return left < 0 || left + widget->width() > area.viewport()->width();
}

bool isAncestor(const QWidget *a, const QWidget *b)
{
    return a->isAncestorOf(b) || b->isAncestorOf(a);
}

struct Shown
{
    const QWidget *widget;
    const QAbstractScrollArea *area; ///< that it can be scrolled in, if any
    QRect place; ///< in the root
};

} // namespace

std::vector<TextFault> textFaults(const QWidget *root)
{
    // A text that has just changed has its room after the next layout, which may still be waiting.
    QCoreApplication::sendPostedEvents(nullptr, QEvent::LayoutRequest);
    std::vector<TextFault> faults;
    std::vector<Shown> shown;
    for (const QWidget *widget : root->findChildren<QWidget *>()) {
        const QString text = textOf(widget);
        if (text.isEmpty() || !widget->isVisible() || widget->visibleRegion().isEmpty())
            continue;
        const auto complain = [&](const QString &what) {
            faults.push_back({pathOf(widget, root), text, what});
        };
        const QSize need = needed(widget);
        if (need.width() > widget->width())
            complain(QStringLiteral("needs %1 px of width, has %2").arg(need.width()).arg(widget->width()));
        if (need.height() > widget->height())
            complain(
                QStringLiteral("needs %1 px of height, has %2").arg(need.height()).arg(widget->height()));
        const QRect place(widget->mapTo(root, QPoint(0, 0)), widget->size());
        const QAbstractScrollArea *area = scrollAreaOf(widget, root);
        if (area && area->viewport()->isAncestorOf(widget) && isCutAtTheSide(widget, *area))
            complain(QStringLiteral("is cut off at the side of its scroll area"));
        if (!area && !root->rect().contains(place))
            complain(QStringLiteral("sticks out of the window: %1,%2 %3x%4")
                         .arg(place.x())
                         .arg(place.y())
                         .arg(place.width())
                         .arg(place.height()));
        for (const Shown &other : shown) {
            // Elsewhere what floats over the page lies over its widgets; within an area nothing does.
            const bool beside = other.widget->parentWidget() == widget->parentWidget()
                || (area != nullptr && other.area == area);
            if (beside && !isAncestor(other.widget, widget) && other.place.intersects(place))
                complain(QStringLiteral("lies over \"%1\"").arg(textOf(other.widget)));
        }
        shown.push_back({widget, area, place});
    }
    return faults;
}

QString describe(const std::vector<TextFault> &faults)
{
    QStringList lines;
    for (const TextFault &fault : faults)
        lines << QStringLiteral("%1 \"%2\": %3").arg(fault.widget, fault.text, fault.what);
    return lines.join(QLatin1Char('\n'));
}

} // namespace pk::gui
