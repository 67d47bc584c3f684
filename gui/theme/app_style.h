#pragma once

// The style of the application: Qt's Fusion with the controls that carry marks painted anew (buttons, check
// boxes, combo and spin boxes, sliders, progress, tree branches, rows of views). Boxes are left to the style
// sheet.
//
// Thread: GUI thread. Ownership: QApplication's, once set.

#include <QProxyStyle>

class QAbstractButton;
class QPushButton;

namespace pk::gui {

enum class ButtonKind {
    Plain, ///< border on the surface
    Tonal, ///< tinted blue: what the page is for
    Solid, ///< only "Present" and the confirming button of a sheet or dialog
    Danger, ///< tinted rose
};

/// How a QPushButton looks; the default button of a dialog is Solid without being told.
void setButtonKind(QAbstractButton *button, ButtonKind kind);
bool isSolid(const QPushButton *button); ///< the confirming one
/// 26 instead of 32 pixels high.
void setSmall(QWidget *control, bool small = true);
/// A QCheckBox painted as a switch.
void setSwitch(QWidget *checkBox);
/// Of a table that is told this, a row is shaded as a whole and not the cell under the mouse; -1: none is.
void setHoveredRow(QWidget *table, int row);

class AppStyle final : public QProxyStyle
{
    Q_OBJECT

public:
    AppStyle();

    void polish(QWidget *widget) override;
    using QProxyStyle::polish;
    void drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter,
                       const QWidget *widget) const override;
    void drawControl(ControlElement element, const QStyleOption *option, QPainter *painter,
                     const QWidget *widget) const override;
    void drawComplexControl(ComplexControl control, const QStyleOptionComplex *option, QPainter *painter,
                            const QWidget *widget) const override;
    QRect subControlRect(ComplexControl control, const QStyleOptionComplex *option, SubControl part,
                         const QWidget *widget) const override;
    QSize sizeFromContents(ContentsType type, const QStyleOption *option, const QSize &contents,
                           const QWidget *widget) const override;
    int pixelMetric(PixelMetric metric, const QStyleOption *option, const QWidget *widget) const override;
    int styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget,
                  QStyleHintReturn *returned) const override;
    QIcon standardIcon(StandardPixmap kind, const QStyleOption *option, const QWidget *widget) const override;
};

} // namespace pk::gui
