#include "theme/theme.h"

#include "theme/icon_engine.h"

#include <QFontDatabase>

#include <algorithm>

// Q_INIT_RESOURCE must stand outside every namespace.
static void registerResources()
{
    Q_INIT_RESOURCE(pk_theme);
    Q_INIT_RESOURCE(pk_style);
}

namespace pk::gui {

namespace {

struct Type
{
    bool mono;
    int size;
    QFont::Weight weight;
};

constexpr Type typeOf(TextRole role)
{
    switch (role) {
    case TextRole::Caption:
        return {false, 11, QFont::Medium};
    case TextRole::Small:
        return {false, 12, QFont::Normal};
    case TextRole::Body:
        return {false, 13, QFont::Normal};
    case TextRole::Strong:
        return {false, 13, QFont::Medium};
    case TextRole::CardTitle:
        return {false, 14, QFont::DemiBold};
    case TextRole::Title:
        return {false, 16, QFont::DemiBold};
    case TextRole::Figure:
        return {false, 20, QFont::DemiBold};
    case TextRole::Mono:
        return {true, 12, QFont::Normal};
    case TextRole::MonoSmall:
        return {true, 11, QFont::Normal};
    }
    return {false, 13, QFont::Normal};
}

} // namespace

Theme::Theme()
{
    registerResources();
    // Without embedded fonts text is boxes on a machine that has none installed.
    for (const char *file : {"Inter-Regular.otf", "Inter-Medium.otf", "Inter-SemiBold.otf",
                             "JetBrainsMono-Regular.ttf", "JetBrainsMono-Medium.ttf"}) {
        if (QFontDatabase::addApplicationFont(QStringLiteral(":/pk/fonts/") + QLatin1String(file)) < 0)
            qWarning("The font %s of this program cannot be used.", file);
    }
}

Theme &Theme::instance()
{
    static Theme theme;
    return theme;
}

void Theme::setScheme(Scheme scheme)
{
    if (scheme == m_scheme)
        return;
    m_scheme = scheme;
    Q_EMIT changed();
}

void Theme::setScale(double scale)
{
    scale = std::clamp(scale, MinScale, MaxScale);
    if (qFuzzyCompare(scale, m_scale))
        return;
    m_scale = scale;
    Q_EMIT changed();
}

QFont Theme::font(TextRole role) const
{
    const Type type = typeOf(role);
    QFont font(type.mono ? QStringLiteral("JetBrains Mono") : QStringLiteral("Inter"));
    font.setPixelSize(px(type.size));
    font.setWeight(type.weight);
    font.setStyleHint(type.mono ? QFont::Monospace : QFont::SansSerif);
    font.setHintingPreference(QFont::PreferNoHinting);
    return font;
}

QIcon Theme::icon(const QString &name, Token token) const
{
    return QIcon(new IconEngine(name, token)); // QIcon owns its engine
}

} // namespace pk::gui
