#include "theme/app_style.h"

#include "theme/compositor.h"
#include "theme/control_painter.h"
#include "theme/theme.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QAbstractSpinBox>
#include <QComboBox>
#include <QLineEdit>
#include <QMenu>
#include <QPainter>
#include <QPushButton>
#include <QSlider>
#include <QStyleFactory>
#include <QVariant>

namespace pk::gui {

namespace {

constexpr const char *kindProperty = "pkButtonKind";
constexpr const char *smallProperty = "pkSmall";
constexpr const char *switchProperty = "pkSwitch";
constexpr const char *hoveredRowProperty = "pkHoveredRow";

ButtonKind kindOf(const QWidget *widget, const QStyleOptionButton &option)
{
    const QVariant kind = widget ? widget->property(kindProperty) : QVariant();
    if (kind.isValid())
        return static_cast<ButtonKind>(kind.toInt());
    return option.features.testFlag(QStyleOptionButton::DefaultButton) ? ButtonKind::Solid
                                                                       : ButtonKind::Plain;
}

bool isSet(const QWidget *widget, const char *property)
{
    return widget && widget->property(property).toBool();
}

int px(int base)
{
    return Theme::instance().px(base);
}

/// The edit inside a combo or spin box has no box of its own.
bool isEmbeddedEdit(const QWidget *widget)
{
    return widget
        && (qobject_cast<QComboBox *>(widget->parentWidget())
            || qobject_cast<QAbstractSpinBox *>(widget->parentWidget()));
}

QString standardName(QStyle::StandardPixmap kind)
{
    switch (kind) {
    case QStyle::SP_MessageBoxInformation:
        return QStringLiteral("info");
    case QStyle::SP_MessageBoxWarning:
        return QStringLiteral("warning");
    case QStyle::SP_MessageBoxCritical:
        return QStringLiteral("error");
    case QStyle::SP_MessageBoxQuestion:
        return QStringLiteral("help");
    case QStyle::SP_LineEditClearButton:
    case QStyle::SP_DockWidgetCloseButton:
    case QStyle::SP_TitleBarCloseButton:
    case QStyle::SP_TabCloseButton:
        return QStringLiteral("close");
    case QStyle::SP_DirIcon:
    case QStyle::SP_DirClosedIcon:
    case QStyle::SP_DirOpenIcon:
    case QStyle::SP_DirHomeIcon:
        return QStringLiteral("folder");
    case QStyle::SP_ComputerIcon:
        return QStringLiteral("server");
    case QStyle::SP_DriveHDIcon:
        return QStringLiteral("database");
    case QStyle::SP_FileIcon:
        return QStringLiteral("file");
    case QStyle::SP_FileDialogNewFolder:
        return QStringLiteral("plus");
    case QStyle::SP_FileDialogToParent:
        return QStringLiteral("chevron-up");
    case QStyle::SP_FileDialogListView:
        return QStringLiteral("columns");
    case QStyle::SP_FileDialogDetailedView:
        return QStringLiteral("messages");
    case QStyle::SP_ArrowBack:
    case QStyle::SP_ArrowLeft:
        return QStringLiteral("chevron-left");
    case QStyle::SP_ArrowForward:
    case QStyle::SP_ArrowRight:
        return QStringLiteral("chevron-right");
    default:
        return {};
    }
}

Token standardToken(QStyle::StandardPixmap kind)
{
    switch (kind) {
    case QStyle::SP_MessageBoxInformation:
    case QStyle::SP_MessageBoxQuestion:
        return Token::Blue;
    case QStyle::SP_MessageBoxWarning:
        return Token::Amber;
    case QStyle::SP_MessageBoxCritical:
        return Token::Rose;
    default:
        return Token::Muted;
    }
}

} // namespace

void setButtonKind(QAbstractButton *button, ButtonKind kind)
{
    button->setProperty(kindProperty, static_cast<int>(kind));
    button->update();
}

bool isSolid(const QPushButton *button)
{
    const QVariant kind = button->property(kindProperty);
    return kind.isValid() ? kind.toInt() == static_cast<int>(ButtonKind::Solid) : button->isDefault();
}

void setSmall(QWidget *control, bool small)
{
    control->setProperty(smallProperty, small);
    control->updateGeometry();
}

void setSwitch(QWidget *checkBox)
{
    checkBox->setProperty(switchProperty, true);
    checkBox->updateGeometry();
}

void setHoveredRow(QWidget *table, int row)
{
    table->setProperty(hoveredRowProperty, row);
}

AppStyle::AppStyle()
    : QProxyStyle(QStyleFactory::create(QStringLiteral("Fusion")))
{
}

void AppStyle::polish(QWidget *widget)
{
    QProxyStyle::polish(widget);
    // Qt's size hint of a spin box leaves out the two pixels that its edit keeps free on each side.
    if (auto *edit = qobject_cast<QLineEdit *>(widget); edit && isEmbeddedEdit(widget))
        edit->setTextMargins(-2, 0, -2, 0);
    if (hasCompositor() && (qobject_cast<QMenu *>(widget) || widget->inherits("QTipLabel")))
        widget->setAttribute(Qt::WA_TranslucentBackground); // for the rounded corners
    if (qobject_cast<QAbstractButton *>(widget) || qobject_cast<QComboBox *>(widget)
        || qobject_cast<QAbstractSpinBox *>(widget) || qobject_cast<QSlider *>(widget)
        || qobject_cast<QLineEdit *>(widget))
        widget->setAttribute(Qt::WA_Hover);
}

void AppStyle::drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter,
                             const QWidget *widget) const
{
    switch (element) {
    case PE_IndicatorCheckBox:
        isSet(widget, switchProperty) ? controls::drawSwitch(*painter, *option)
                                      : controls::drawCheckBox(*painter, *option);
        return;
    case PE_IndicatorItemViewItemCheck:
        controls::drawCheckBox(*painter, *option);
        return;
    case PE_IndicatorRadioButton:
        controls::drawRadioButton(*painter, *option);
        return;
    case PE_IndicatorArrowUp:
        controls::drawChevron(*painter, *option, option->rect, Qt::UpArrow);
        return;
    case PE_IndicatorArrowDown:
        controls::drawChevron(*painter, *option, option->rect, Qt::DownArrow);
        return;
    case PE_IndicatorArrowLeft:
        controls::drawChevron(*painter, *option, option->rect, Qt::LeftArrow);
        return;
    case PE_IndicatorArrowRight:
        controls::drawChevron(*painter, *option, option->rect, Qt::RightArrow);
        return;
    case PE_IndicatorHeaderArrow:
        if (const auto *header = qstyleoption_cast<const QStyleOptionHeader *>(option))
            controls::drawChevron(*painter, *option, option->rect,
                                  header->sortIndicator == QStyleOptionHeader::SortUp ? Qt::UpArrow
                                                                                      : Qt::DownArrow);
        return;
    case PE_IndicatorBranch:
        if (option->state.testFlag(State_Children))
            controls::drawChevron(*painter, *option, option->rect,
                                  option->state.testFlag(State_Open) ? Qt::DownArrow : Qt::RightArrow);
        return;
    case PE_PanelItemViewItem:
        if (const auto *given = qstyleoption_cast<const QStyleOptionViewItem *>(option)) {
            QStyleOptionViewItem item = *given;
            if (const QVariant row = widget ? widget->property(hoveredRowProperty) : QVariant();
                row.isValid())
                item.state.setFlag(State_MouseOver, item.index.row() == row.toInt());
            controls::drawCell(*painter, item);
            return;
        }
        break;
    case PE_PanelItemViewRow:
    case PE_FrameFocusRect:
    case PE_FrameStatusBarItem:
        return; // cells paint their row, controls their focus
    case PE_PanelLineEdit:
    case PE_FrameLineEdit:
        if (isEmbeddedEdit(widget))
            return;
        break;
    default:
        break;
    }
    QProxyStyle::drawPrimitive(element, option, painter, widget);
}

void AppStyle::drawControl(ControlElement element, const QStyleOption *option, QPainter *painter,
                           const QWidget *widget) const
{
    const auto *button = qstyleoption_cast<const QStyleOptionButton *>(option);
    if (element == CE_PushButtonBevel && button) {
        controls::drawButton(*painter, *button, kindOf(widget, *button));
        return;
    }
    if (element == CE_PushButtonLabel && button) {
        controls::drawButtonLabel(*painter, *button, kindOf(widget, *button));
        return;
    }
    if (element == CE_CheckBox || element == CE_RadioButton) {
        QProxyStyle::drawControl(element, option, painter, widget);
        if (option->state.testFlag(State_HasFocus) && option->state.testFlag(State_KeyboardFocusChange))
            controls::drawKeyboardFocus(*painter, option->rect);
        return;
    }
    const auto *progress = qstyleoption_cast<const QStyleOptionProgressBar *>(option);
    if (element == CE_ProgressBarGroove && progress)
        return;
    if (element == CE_ProgressBarContents && progress) {
        controls::drawProgress(*painter, *progress);
        return;
    }
    QProxyStyle::drawControl(element, option, painter, widget);
}

void AppStyle::drawComplexControl(ComplexControl control, const QStyleOptionComplex *option,
                                  QPainter *painter, const QWidget *widget) const
{
    if (control == CC_ComboBox) {
        controls::drawField(*painter, *option);
        const QRect arrow = proxy()->subControlRect(CC_ComboBox, option, SC_ComboBoxArrow, widget);
        controls::drawChevron(*painter, *option, arrow, Qt::DownArrow);
        return;
    }
    if (control == CC_SpinBox) {
        controls::drawField(*painter, *option);
        const auto *spin = qstyleoption_cast<const QStyleOptionSpinBox *>(option);
        if (spin && spin->buttonSymbols == QAbstractSpinBox::NoButtons)
            return;
        for (const auto &[part, arrow] :
             {std::pair(SC_SpinBoxUp, Qt::UpArrow), std::pair(SC_SpinBoxDown, Qt::DownArrow)})
            controls::drawChevron(*painter, *option,
                                  proxy()->subControlRect(CC_SpinBox, option, part, widget), arrow);
        return;
    }
    const auto *slider = qstyleoption_cast<const QStyleOptionSlider *>(option);
    if (control == CC_Slider && slider) {
        const QRect handle = proxy()->subControlRect(CC_Slider, option, SC_SliderHandle, widget);
        controls::drawSlider(*painter, *slider, handle);
        return;
    }
    QProxyStyle::drawComplexControl(control, option, painter, widget);
}

QRect AppStyle::subControlRect(ComplexControl control, const QStyleOptionComplex *option, SubControl part,
                               const QWidget *widget) const
{
    const QRect rect = option->rect;
    const auto mirrored = [&](const QRect &place) { return visualRect(option->direction, rect, place); };
    if (control == CC_ComboBox) {
        switch (part) {
        case SC_ComboBoxEditField:
            return mirrored(rect.adjusted(px(11), px(2), -px(28), -px(2)));
        case SC_ComboBoxArrow:
            return mirrored(QRect(rect.right() - px(28), rect.top(), px(24), rect.height()));
        default:
            return rect;
        }
    }
    if (control == CC_SpinBox) {
        const int half = (rect.height() - px(6)) / 2;
        const int left = rect.right() - px(24);
        switch (part) {
        case SC_SpinBoxEditField:
            return mirrored(rect.adjusted(px(9), px(2), -px(26), -px(2)));
        case SC_SpinBoxUp:
            return mirrored(QRect(left, rect.top() + px(3), px(20), half));
        case SC_SpinBoxDown:
            return mirrored(QRect(left, rect.top() + px(3) + half, px(20), half));
        default:
            return rect;
        }
    }
    const auto *slider = qstyleoption_cast<const QStyleOptionSlider *>(option);
    if (control == CC_Slider && slider && part == SC_SliderHandle) {
        const int side = px(16);
        const bool flat = slider->orientation == Qt::Horizontal;
        const int span = (flat ? rect.width() : rect.height()) - side;
        const int at = sliderPositionFromValue(slider->minimum, slider->maximum, slider->sliderPosition, span,
                                               slider->upsideDown);
        return flat ? QRect(rect.left() + at, rect.center().y() + 1 - side / 2, side, side)
                    : QRect(rect.center().x() + 1 - side / 2, rect.top() + at, side, side);
    }
    if (control == CC_Slider && part == SC_SliderGroove)
        return rect;
    return QProxyStyle::subControlRect(control, option, part, widget);
}

QSize AppStyle::sizeFromContents(ContentsType type, const QStyleOption *option, const QSize &contents,
                                 const QWidget *widget) const
{
    const int height = isSet(widget, smallProperty) ? px(26) : px(type == CT_PushButton ? 32 : 34);
    switch (type) {
    case CT_PushButton: {
        const auto *button = qstyleoption_cast<const QStyleOptionButton *>(option);
        const bool iconOnly = button && button->text.isEmpty();
        const int sides = iconOnly ? px(16) : px(isSet(widget, smallProperty) ? 20 : 28);
        const int gap = button && !button->icon.isNull() && !iconOnly ? px(4) : 0;
        return QSize(contents.width() + sides + gap, std::max(height, contents.height() + px(6)));
    }
    case CT_ComboBox:
        return QSize(contents.width() + px(42), std::max(height, contents.height() + px(6)));
    case CT_SpinBox:
        return QSize(contents.width() + px(44), std::max(height, contents.height() + px(6)));
    case CT_ItemViewItem: {
        QSize size = QProxyStyle::sizeFromContents(type, option, contents, widget);
        return size.expandedTo(QSize(0, px(28)));
    }
    case CT_HeaderSection: {
        QSize size = QProxyStyle::sizeFromContents(type, option, contents, widget);
        return size.expandedTo(QSize(0, px(34)));
    }
    default:
        return QProxyStyle::sizeFromContents(type, option, contents, widget);
    }
}

int AppStyle::pixelMetric(PixelMetric metric, const QStyleOption *option, const QWidget *widget) const
{
    switch (metric) {
    case PM_IndicatorWidth:
        return isSet(widget, switchProperty) ? px(34) : px(18);
    case PM_IndicatorHeight:
        return isSet(widget, switchProperty) ? px(20) : px(18);
    case PM_ExclusiveIndicatorWidth:
    case PM_ExclusiveIndicatorHeight:
        return px(18);
    case PM_CheckBoxLabelSpacing:
    case PM_RadioButtonLabelSpacing:
        return px(8);
    case PM_SliderThickness:
    case PM_SliderControlThickness:
    case PM_SliderLength:
        return px(16);
    case PM_ButtonIconSize:
    case PM_SmallIconSize:
    case PM_ListViewIconSize:
        return px(16);
    case PM_TabBarIconSize:
        return px(16);
    case PM_MessageBoxIconSize:
    case PM_LargeIconSize:
        return px(28);
    case PM_HeaderMarkSize:
        return px(12);
    case PM_HeaderMargin:
        return px(4);
    case PM_TreeViewIndentation:
        return px(18);
    case PM_SplitterWidth:
        return px(16);
    case PM_ScrollBarExtent:
        return px(10);
    case PM_FocusFrameHMargin:
        return px(9); // cells begin where their header does
    case PM_LayoutLeftMargin:
    case PM_LayoutTopMargin:
    case PM_LayoutRightMargin:
    case PM_LayoutBottomMargin:
        return px(16);
    case PM_LayoutHorizontalSpacing:
    case PM_LayoutVerticalSpacing:
        return px(8);
    case PM_ButtonShiftHorizontal:
    case PM_ButtonShiftVertical:
        return 0;
    default:
        return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

int AppStyle::styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget,
                        QStyleHintReturn *returned) const
{
    switch (hint) {
    case SH_DialogButtonBox_ButtonsHaveIcons:
    case SH_ComboBox_Popup:
    case SH_EtchDisabledText:
        return 0;
    case SH_ItemView_ShowDecorationSelected:
        return 1;
    case SH_Slider_AbsoluteSetButtons:
        return Qt::LeftButton; // a click goes there, not one page on
    case SH_ToolTip_WakeUpDelay:
        return 500;
    default:
        return QProxyStyle::styleHint(hint, option, widget, returned);
    }
}

QIcon AppStyle::standardIcon(StandardPixmap kind, const QStyleOption *option, const QWidget *widget) const
{
    const QString name = standardName(kind);
    return name.isEmpty() ? QProxyStyle::standardIcon(kind, option, widget)
                          : Theme::instance().icon(name, standardToken(kind));
}

} // namespace pk::gui
