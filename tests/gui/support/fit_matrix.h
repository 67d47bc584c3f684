#pragma once

// The rows of a test that walks a page through languages, schemes, interface scales and window sizes, and
// what each of them sets.

#include "theme/theme.h"
#include "translations.h"

#include <QLocale>
#include <QSize>
#include <QTest>

#include <initializer_list>

namespace pk::test {

/// Columns language, dark, scale, window. Rows are named like "id-dark-1.5-1280".
inline void addFitRows(std::initializer_list<QSize> windows = {QSize(1280, 800), QSize(1366, 768),
                                                               QSize(1600, 900), QSize(1920, 1080)})
{
    QTest::addColumn<QString>("language");
    QTest::addColumn<bool>("dark");
    QTest::addColumn<double>("scale");
    QTest::addColumn<QSize>("window");
    for (const char *language : {"id", "en"}) {
        for (const bool dark : {true, false}) {
            for (const double scale : {1.0, 1.5, 2.0}) {
                for (const QSize &window : windows)
                    QTest::addRow("%s-%s-%g-%d", language, dark ? "dark" : "light", scale, window.width())
                        << QString::fromLatin1(language) << dark << scale << window;
            }
        }
    }
}

/// Puts the row of the moment into force; returns the size of its window.
inline QSize takeFitRow()
{
    QFETCH(QString, language);
    QFETCH(bool, dark);
    QFETCH(double, scale);
    QFETCH(QSize, window);
    gui::Theme::instance().setScheme(dark ? gui::Scheme::Dark : gui::Scheme::Light);
    gui::Theme::instance().setScale(scale);
    QLocale::setDefault(QLocale(language));
    installTranslations(language);
    return window;
}

/// What the window's frame leaves to a page.
inline QSize contentOf(QSize window)
{
    const gui::Theme &theme = gui::Theme::instance();
    return QSize(window.width() - theme.px(64), window.height() - theme.px(56) - theme.px(28));
}

} // namespace pk::test
