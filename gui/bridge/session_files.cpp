#include "bridge/session_files.h"

#include <QDateTime>
#include <QDir>

namespace pk::gui {

SessionFiles::SessionFiles(const QString &dataFolder)
    : m_folder(QDir(dataFolder).filePath(QStringLiteral("sessions")))
{
    QDir().mkpath(m_folder);
}

QString SessionFiles::newFile() const
{
    const QString stamp = QDateTime::currentDateTimeUtc().toString(QStringLiteral("yyyyMMdd-HHmmss-zzz"));
    return QDir(m_folder).filePath(QStringLiteral("session-%1.pks").arg(stamp));
}

void SessionFiles::removeOld() const
{
    const QFileInfoList files = QDir(m_folder).entryInfoList({QStringLiteral("session-*.pks")}, QDir::Files,
                                                             QDir::Name | QDir::Reversed);
    qint64 bytes = 0;
    int kept = 0;
    for (const QFileInfo &file : files) { // the newest first
        bytes += file.size();
        if (++kept < kKept && bytes <= kKeptBytes)
            continue;
        for (const QString &ending : {QString(), QStringLiteral("-wal"), QStringLiteral("-shm")})
            QFile::remove(file.filePath() + ending);
    }
}

} // namespace pk::gui
