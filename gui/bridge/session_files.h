#pragma once

// The session files of the window: a new one for each run, and only so many of the old ones.
//
// Thread: any; touches the disk.

#include <QString>

namespace pk::gui {

class SessionFiles
{
public:
    static constexpr int kKept = 10;
    static constexpr qint64 kKeptBytes = 512LL * 1024 * 1024;

    explicit SessionFiles(const QString &dataFolder);

    QString newFile() const;
    /// Keeps the newest kKept within kKeptBytes; others with their side files are removed.
    void removeOld() const;

private:
    QString m_folder;
};

} // namespace pk::gui
