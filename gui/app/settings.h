#pragma once

// What a person chose for the window, remembered between starts. Setting a value applies what belongs to the
// whole application (language, theme) and tells the others by changed().
//
// Thread: GUI thread. Ownership: the QSettings outlive it.

#include "theme/theme.h"

#include <QByteArray>
#include <QObject>
#include <QString>

class QSettings;

namespace pk::gui {

class Settings : public QObject
{
    Q_OBJECT

public:
    /// Reads and applies what was remembered. A value that makes no sense counts as its default.
    explicit Settings(QSettings &store, QObject *parent = nullptr);

    /// Where a choice is remembered, for those who set it before the window is made.
    static QString languageKey();
    static QString schemeKey();
    static QString scaleKey();

    QString language() const { return m_language; } ///< "system", "id", "en"
    void setLanguage(const QString &language);
    QString scheme() const { return m_scheme; } ///< "system", "dark", "light"
    void setScheme(const QString &scheme);
    QString scale() const { return m_scale; } ///< "1", "1.25", "1.5", "2", "projector"
    void setScale(const QString &scale);
    bool reducedMotion() const { return m_reducedMotion; }
    void setReducedMotion(bool reduced);
    /// Fewer frames and flat shadows, for remote desktops.
    bool remoteMode() const { return m_remoteMode; }
    void setRemoteMode(bool remote);
    /// Where warehouse and session files go from the next start on.
    QString dataFolder() const { return m_dataFolder; }
    void setDataFolder(const QString &folder);
    /// Where they go now; not remembered.
    QString folderInUse() const { return m_folderInUse; }
    void setFolderInUse(const QString &folder);
    /// How many session files stay in it; 0: not known, or nobody removes any. Not remembered.
    int sessionFilesKept() const { return m_sessionFilesKept; }
    void setSessionFilesKept(int files) { m_sessionFilesKept = files; }
    /// Where they go when nobody has chosen a folder.
    static QString usualDataFolder();
    /// What dataFolder() will be, for those who need it before.
    static QString rememberedDataFolder(const QSettings &store);

    /// The id of the environment in which it ran the last time; for those who need it before, as its folder.
    static QString rememberedEnvironment(const QSettings &store);
    void setEnvironment(const QString &id);
    /// The address of the campus database on a server that was used the last time; without its password.
    QString campusServer() const;
    void setCampusServer(const QString &address);
    QByteArray windowGeometry() const;
    void setWindowGeometry(const QByteArray &geometry);
    QString lastPage() const;
    void setLastPage(const QString &id);

Q_SIGNALS:
    void changed();

private:
    void applyLanguage();
    void applyTheme();
    template <typename Value> bool remember(const QString &key, Value &member, const Value &value);

    QSettings &m_store;
    QString m_language;
    QString m_scheme;
    QString m_scale;
    bool m_reducedMotion = false;
    bool m_remoteMode = false;
    QString m_dataFolder;
    QString m_folderInUse;
    int m_sessionFilesKept = 0;
};

} // namespace pk::gui
