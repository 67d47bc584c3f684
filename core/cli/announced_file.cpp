#include "cli/announced_file.h"

#include "base/whole_file.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>

#include <utility>

namespace pk::cli {

Result<AnnouncedFile> AnnouncedFile::forOption(const CommandLine &line, const QString &option)
{
    const QString path = line.value(option);
    if (const QFileInfo there(path); !path.isEmpty() && (there.exists() || there.isSymLink()))
        return line.wrongValue(
            option,
            QCoreApplication::translate(
                "cli",
                "%1 is there already, and was left as it is. Name another file; or remove it, if it is "
                "what a program has left that was killed.")
                .arg(path));
    return AnnouncedFile(path);
}

AnnouncedFile::AnnouncedFile(QString path)
    : m_path(std::move(path))
{
}

AnnouncedFile::AnnouncedFile(AnnouncedFile &&other) noexcept
    : m_path(std::move(other.m_path))
    , m_written(std::exchange(other.m_written, {}))
{
}

AnnouncedFile::~AnnouncedFile()
{
    if (m_written.isEmpty())
        return;
    QFile file(m_path);
    if (file.open(QIODevice::ReadOnly) && file.readAll() == m_written)
        file.remove();
}

Result<void> AnnouncedFile::write(const QByteArray &text)
{
    if (m_path.isEmpty())
        return {};
    if (auto written = writeWholeFile(m_path, text); !written)
        return Error{
            written.error().code == ErrorCode::Full ? ErrorCode::Full : ErrorCode::BadInput,
            QCoreApplication::translate(
                "cli", "The address cannot be written: %1. Nothing runs any more; choose another file.")
                .arg(written.error().message),
            m_path};
    m_written = text;
    return {};
}

} // namespace pk::cli
