#include "app/settings.h"

#include "theme/install.h"
#include "translations.h"

#include <QLocale>
#include <QSettings>
#include <QStandardPaths>

namespace pk::gui {

namespace {

const QString motionKey = QStringLiteral("window/reducedMotion");
const QString remoteKey = QStringLiteral("window/remoteMode");
const QString folderKey = QStringLiteral("data/folder");
const QString geometryKey = QStringLiteral("window/geometry");
const QString pageKey = QStringLiteral("window/page");
const QString campusServerKey = QStringLiteral("source/campusServer");
const QString environmentKey = QStringLiteral("window/environment");
const QString schemeBeforeKey = QStringLiteral("window/schemeBeforeProjector");

const QString fromSystem = QStringLiteral("system");
const QString projector = QStringLiteral("projector");
constexpr double projectorScale = 1.5;

/// The remembered value if it is one of `allowed`, else the first of these.
QString choice(const QSettings &store, const QString &key, const QStringList &allowed)
{
    const QString value = store.value(key).toString();
    return allowed.contains(value) ? value : allowed.first();
}

QString languageToInstall(const QString &language)
{
    return language == fromSystem ? QString() : language;
}

} // namespace

QString Settings::usualDataFolder()
{
    return QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation)
        + QStringLiteral("/pelatihan-kafka");
}

QString Settings::rememberedDataFolder(const QSettings &store)
{
    const QString remembered = store.value(folderKey).toString();
    return remembered.isEmpty() ? usualDataFolder() : remembered;
}

QString Settings::languageKey()
{
    return QStringLiteral("window/language");
}

QString Settings::schemeKey()
{
    return QStringLiteral("window/scheme");
}

QString Settings::scaleKey()
{
    return QStringLiteral("window/scale");
}

Settings::Settings(QSettings &store, QObject *parent)
    : QObject(parent)
    , m_store(store)
    , m_language(choice(store, languageKey(), {fromSystem, QStringLiteral("id"), QStringLiteral("en")}))
    , m_scheme(choice(store, schemeKey(), {fromSystem, QStringLiteral("dark"), QStringLiteral("light")}))
    , m_scale(choice(store, scaleKey(),
                     {QStringLiteral("1"), QStringLiteral("1.25"), QStringLiteral("1.5"), QStringLiteral("2"),
                      projector}))
    , m_reducedMotion(store.value(motionKey, false).toBool())
    , m_remoteMode(store.value(remoteKey, false).toBool())
    , m_dataFolder(rememberedDataFolder(store))
    , m_folderInUse(m_dataFolder)
{
    applyLanguage();
    applyTheme();
}

/// Figures follow the language, too: "4,0" in Indonesian.
void Settings::applyLanguage()
{
    QLocale::setDefault(QLocale(pk::installTranslations(languageToInstall(m_language))));
}

void Settings::applyTheme()
{
    Theme &theme = Theme::instance();
    theme.setReducedMotion(m_reducedMotion);
    theme.setScale(m_scale == projector ? projectorScale : m_scale.toDouble());
    if (m_scheme == fromSystem)
        theme.setScheme(systemScheme());
    else
        theme.setScheme(m_scheme == QLatin1String("light") ? Scheme::Light : Scheme::Dark);
}

template <typename Value> bool Settings::remember(const QString &key, Value &member, const Value &value)
{
    if (member == value)
        return false;
    member = value;
    m_store.setValue(key, value);
    return true;
}

void Settings::setLanguage(const QString &language)
{
    if (!remember(languageKey(), m_language, language))
        return;
    applyLanguage();
    Q_EMIT changed();
}

void Settings::setScheme(const QString &scheme)
{
    if (!remember(schemeKey(), m_scheme, scheme))
        return;
    m_store.remove(schemeBeforeKey); // this is what is wanted now
    applyTheme();
    Q_EMIT changed();
}

void Settings::setScale(const QString &scale)
{
    if (!remember(scaleKey(), m_scale, scale))
        return;
    // Dark surfaces drown in the light of a room. Who wants them all the same can switch back; what was
    // chosen before comes back with the scale.
    if (scale == projector) {
        m_store.setValue(schemeBeforeKey, m_scheme);
        remember(schemeKey(), m_scheme, QStringLiteral("light"));
    } else if (m_store.contains(schemeBeforeKey)) {
        remember(schemeKey(), m_scheme, m_store.value(schemeBeforeKey).toString());
        m_store.remove(schemeBeforeKey);
    }
    applyTheme();
    Q_EMIT changed();
}

void Settings::setReducedMotion(bool reduced)
{
    if (!remember(motionKey, m_reducedMotion, reduced))
        return;
    applyTheme();
    Q_EMIT changed();
}

void Settings::setRemoteMode(bool remote)
{
    if (remember(remoteKey, m_remoteMode, remote))
        Q_EMIT changed();
}

void Settings::setDataFolder(const QString &folder)
{
    if (remember(folderKey, m_dataFolder, folder))
        Q_EMIT changed();
}

void Settings::setFolderInUse(const QString &folder)
{
    if (std::exchange(m_folderInUse, folder) != folder)
        Q_EMIT changed();
}

QByteArray Settings::windowGeometry() const
{
    return m_store.value(geometryKey).toByteArray();
}

void Settings::setWindowGeometry(const QByteArray &geometry)
{
    m_store.setValue(geometryKey, geometry);
}

QString Settings::rememberedEnvironment(const QSettings &store)
{
    return store.value(environmentKey).toString();
}

void Settings::setEnvironment(const QString &id)
{
    m_store.setValue(environmentKey, id);
}

QString Settings::campusServer() const
{
    return m_store.value(campusServerKey).toString();
}

void Settings::setCampusServer(const QString &address)
{
    m_store.setValue(campusServerKey, address);
}

QString Settings::lastPage() const
{
    return m_store.value(pageKey).toString();
}

void Settings::setLastPage(const QString &id)
{
    m_store.setValue(pageKey, id);
}

} // namespace pk::gui
