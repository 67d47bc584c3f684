#pragma once

// How AppStyle's controls look: stateless functions, one for each kind of control.

#include "theme/app_style.h"

#include <QStyleOption>

namespace pk::gui::controls {

void drawButton(QPainter &painter, const QStyleOptionButton &option, ButtonKind kind);
void drawButtonLabel(QPainter &painter, const QStyleOptionButton &option, ButtonKind kind);
void drawCheckBox(QPainter &painter, const QStyleOption &option);
void drawRadioButton(QPainter &painter, const QStyleOption &option);
void drawSwitch(QPainter &painter, const QStyleOption &option);
/// The box of a combo or spin box.
void drawField(QPainter &painter, const QStyleOption &option);
void drawSlider(QPainter &painter, const QStyleOptionSlider &option, const QRect &handle);
void drawProgress(QPainter &painter, const QStyleOptionProgressBar &option);
void drawChevron(QPainter &painter, const QStyleOption &option, const QRect &rect, Qt::ArrowType direction);
/// The ring around a check box or radio button with its label.
void drawKeyboardFocus(QPainter &painter, const QRect &rect);
/// Background of one cell of a table, tree or list.
void drawCell(QPainter &painter, const QStyleOptionViewItem &option);

} // namespace pk::gui::controls
