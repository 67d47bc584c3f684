#include "main/data_folder.h"

#include <QDir>
#include <QLockFile>

namespace pk::gui {

namespace {

constexpr int kMostWindows = 100;

} // namespace

DataFolder::DataFolder(const QString &wanted)
    : m_wanted(wanted)
    , m_path(wanted)
{
    for (int number = 1; number < kMostWindows; ++number) {
        const QString folder = number == 1 ? wanted : QStringLiteral("%1-%2").arg(wanted).arg(number);
        if (!QDir().mkpath(folder))
            break;
        auto lock = std::make_unique<QLockFile>(QDir(folder).filePath(QStringLiteral("window.lock")));
        lock->setStaleLockTime(0);
        if (lock->tryLock(0) || lock->error() != QLockFile::LockFailedError) {
            m_path = folder;
            m_lock = std::move(lock);
            return;
        }
        QString host;
        QString program;
        if (number == 1 && !lock->getLockInfo(&m_holder, &host, &program))
            m_holder = 0;
    }
}

DataFolder::~DataFolder() = default;

} // namespace pk::gui
