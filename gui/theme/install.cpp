#include "theme/install.h"

#include "theme/app_style.h"
#include "theme/style_sheet.h"

#include <QApplication>
#include <QPalette>
#include <QStyleHints>
#include <QToolTip>

namespace pk::gui {

namespace {

QPalette paletteOf(const Theme &theme)
{
    QPalette palette;
    const auto set = [&](QPalette::ColorRole role, Token token) {
        palette.setColor(role, theme.color(token));
    };
    set(QPalette::Window, Token::Window);
    set(QPalette::WindowText, Token::Text);
    set(QPalette::Base, Token::Surface);
    set(QPalette::AlternateBase, Token::Surface2);
    set(QPalette::ToolTipBase, Token::Surface2);
    set(QPalette::ToolTipText, Token::Text);
    set(QPalette::PlaceholderText, Token::Subtle);
    set(QPalette::Text, Token::Text);
    set(QPalette::Button, Token::Surface2);
    set(QPalette::ButtonText, Token::Text);
    set(QPalette::BrightText, Token::RoseText);
    set(QPalette::Link, Token::BlueText);
    set(QPalette::LinkVisited, Token::VioletText);
    set(QPalette::Highlight, Token::Selection);
    set(QPalette::HighlightedText, Token::Text);
    set(QPalette::Light, Token::Surface2);
    set(QPalette::Midlight, Token::Surface2);
    set(QPalette::Mid, Token::Border);
    set(QPalette::Dark, Token::Border);
    set(QPalette::Shadow, Token::Window);
    for (const QPalette::ColorRole role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, theme.color(Token::Subtle));
    return palette;
}

void apply(QApplication &application, const Theme &theme)
{
    application.setPalette(paletteOf(theme));
    QToolTip::setPalette(paletteOf(theme));
    application.setFont(theme.font(TextRole::Body));
    application.setFont(theme.font(TextRole::Strong), "QAbstractButton");
    application.setFont(theme.font(TextRole::Small), "QHeaderView");
    application.setFont(theme.font(TextRole::Strong), "QTabBar");
    application.setFont(theme.font(TextRole::Mono), "QPlainTextEdit");
    QToolTip::setFont(theme.font(TextRole::Small));
    application.setStyleSheet(applicationStyleSheet(theme));
}

/// The lightness of the palette that the desktop gave, before it was replaced by ours.
Scheme &schemeAtStart()
{
    static Scheme scheme = Scheme::Dark;
    return scheme;
}

} // namespace

void installTheme(QApplication &application)
{
    schemeAtStart() =
        QGuiApplication::palette().color(QPalette::Window).lightness() < 128 ? Scheme::Dark : Scheme::Light;
    Theme &theme = Theme::instance();
    application.setStyle(new AppStyle); // the application owns its style
    apply(application, theme);
    QObject::connect(&theme, &Theme::changed, &application,
                     [&application, &theme] { apply(application, theme); });
}

Scheme systemScheme()
{
#if QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)
    if (QGuiApplication::styleHints()->colorScheme() != Qt::ColorScheme::Unknown)
        return QGuiApplication::styleHints()->colorScheme() == Qt::ColorScheme::Dark ? Scheme::Dark
                                                                                     : Scheme::Light;
#endif
    return schemeAtStart();
}

} // namespace pk::gui
