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

Result<void> writeWholeFile(const QString &path, const QByteArray &bytes)
{
    QSaveFile file(path);
    // commit() alone would put a file in place whose buffered bytes the disk had no room for.
    if (file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() && file.flush() && file.commit())
        return {};
    return Error{codeOf(file), fileProblem(file), path};
}

} // namespace pk
