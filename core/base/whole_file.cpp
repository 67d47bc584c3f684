#include "base/whole_file.h"

#include "base/plain_words.h"

#include <QFileInfo>
#include <QSaveFile>

namespace pk {

static ErrorCode codeOf(const QFileDevice &file)
{
    const QFileInfo info(file.fileName());
    if (file.error() == QFileDevice::ResourceError)
        return ErrorCode::Full;
    if (info.isDir())
        return ErrorCode::BadInput;
    return QFileInfo::exists(info.absolutePath()) ? ErrorCode::Permission : ErrorCode::NotFound;
}

static bool takesAll(QFileDevice &file, const QByteArray &bytes)
{
    return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() && file.flush();
}

static Error problemOf(const QFileDevice &file)
{
    return {codeOf(file), fileProblem(file), file.fileName()};
}

Result<void> writeWholeFile(const QString &path, const QByteArray &bytes)
{
    // A device or a pipe is written to: a file in its place would take it from everybody else.
    if (const QFileInfo info(path); info.exists() && !info.isFile() && !info.isDir()) {
        QFile file(path);
        return takesAll(file, bytes) ? Result<void>() : problemOf(file);
    }
    QSaveFile file(path);
    // commit() alone would put a file in place whose buffered bytes the disk had no room for.
    return takesAll(file, bytes) && file.commit() ? Result<void>() : problemOf(file);
}

} // namespace pk
