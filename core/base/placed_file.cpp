#include "base/placed_file.h"

#include <QCoreApplication>
#include <QFile>

#include <sys/stat.h>

namespace pk {

PlacedFile::PlacedFile(const QString &path)
    : m_path(path)
    , m_identity(identityOf(path))
{
}

std::optional<PlacedFile::Identity> PlacedFile::identityOf(const QString &path)
{
    struct stat found = {};
    if (stat(QFile::encodeName(path).constData(), &found) != 0)
        return std::nullopt;
    return Identity{found.st_dev, found.st_ino};
}

Result<void> PlacedFile::inPlace() const
{
    if (!m_identity || identityOf(m_path) == m_identity)
        return {};
    return Error{
        ErrorCode::Unavailable,
        QCoreApplication::translate(
            "base",
            "The database file was removed or replaced while it was in use. Nothing more is written. "
            "Put it back or name another one, and start again: what Kafka still holds is read again."),
        m_path};
}

bool isInMemory(const QString &path)
{
    return path.isEmpty() || path == QLatin1String(":memory:");
}

} // namespace pk
