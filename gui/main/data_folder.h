#pragma once

// Where this window keeps its warehouse and its session files. Two windows must not share them: while another
// one has the folder, this one takes the next free folder beside it. What such a window left behind is
// removed when nobody has opened it for kKeptDays.
//
// Thread: any; touches the disk. Ownership: the folder is this window's as long as the object lives.

#include <QDateTime>
#include <QString>

#include <memory>

class QLockFile;

namespace pk::gui {

class DataFolder
{
public:
    static constexpr int kKeptDays = 30;

    /// A folder that cannot be made or written is taken as it is: the session says what is wrong with it.
    explicit DataFolder(const QString &wanted, const QDateTime &now = QDateTime::currentDateTime());
    ~DataFolder();

    const QString &path() const { return m_path; }
    const QString &wanted() const { return m_wanted; }
    bool isAnother() const { return m_path != m_wanted; }
    /// The process that has the wanted one; 0: not known.
    qint64 holder() const { return m_holder; }

private:
    QString m_wanted;
    QString m_path;
    qint64 m_holder = 0;
    std::unique_ptr<QLockFile> m_lock;
};

} // namespace pk::gui
