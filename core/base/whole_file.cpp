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

/// A device or a pipe is written to: a file in its place would take it from everybody else.
static Result<void> writeInto(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    if (file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() && file.flush())
        return {};
    return Error{codeOf(file), fileProblem(file), path};
}

Result<void> writeWholeFile(const QString &path, const QByteArray &bytes)
{
    if (const QFileInfo info(path); info.exists() && !info.isFile() && !info.isDir())
        return writeInto(path, bytes);
    QSaveFile file(path);
    // commit() alone would put a file in place whose buffered bytes the disk had no room for.
    if (file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() && file.flush() && file.commit())
        return {};
    return Error{codeOf(file), fileProblem(file), path};
}

} // namespace pk
