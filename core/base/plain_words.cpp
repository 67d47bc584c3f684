#include "base/plain_words.h"

#include <QCoreApplication>
#include <QFileInfo>

namespace pk {

QString fileProblem(const QFileDevice &file)
{
    const QFileInfo info(file.fileName());
    const QFileInfo folder(info.absolutePath());
    if (file.isOpen() && file.error() == QFileDevice::ResourceError)
        return QCoreApplication::translate("base", "the disk is full");
    if (info.isDir())
        return QCoreApplication::translate("base", "it is a folder");
    if (!folder.exists())
        return QCoreApplication::translate("base", "its folder does not exist");
    // A file that is not there and was to be written has another reason than that.
    if (!info.exists() && folder.isWritable())
        return file.error() == QFileDevice::OpenError || file.error() == QFileDevice::ReadError
            ? QCoreApplication::translate("base", "there is no such file")
            : file.errorString();
    if (info.exists() ? !info.isReadable() || !info.isWritable() : !folder.isWritable())
        return QCoreApplication::translate("base", "you have no permission for it");
    return file.errorString();
}

QString jsonProblem(const QJsonParseError &problem)
{
    switch (problem.error) {
    case QJsonParseError::UnterminatedObject:
        return QCoreApplication::translate("base", "an object is not closed with }");
    case QJsonParseError::UnterminatedArray:
        return QCoreApplication::translate("base", "an array is not closed with ]");
    case QJsonParseError::MissingNameSeparator:
        return QCoreApplication::translate("base", "a colon is missing after a name");
    case QJsonParseError::MissingValueSeparator:
        return QCoreApplication::translate("base", "a comma is missing between two values");
    case QJsonParseError::IllegalValue:
        return QCoreApplication::translate("base", "a value is not valid");
    case QJsonParseError::TerminationByNumber:
    case QJsonParseError::IllegalNumber:
        return QCoreApplication::translate("base", "a number is not valid");
    case QJsonParseError::IllegalEscapeSequence:
        return QCoreApplication::translate("base", "a character after a backslash is not valid");
    case QJsonParseError::IllegalUTF8String:
        return QCoreApplication::translate("base", "a text is not valid UTF-8");
    case QJsonParseError::UnterminatedString:
        return QCoreApplication::translate("base", "a text is not closed with \"");
    case QJsonParseError::MissingObject:
        return QCoreApplication::translate("base", "a name in quotation marks or } is missing");
    case QJsonParseError::DeepNesting:
        return QCoreApplication::translate("base", "it is nested too deeply");
    case QJsonParseError::DocumentTooLarge:
        return QCoreApplication::translate("base", "it is too large");
    case QJsonParseError::GarbageAtEnd:
        return QCoreApplication::translate("base", "something stands behind its end");
    case QJsonParseError::NoError:
        break;
    }
    return problem.errorString();
}

} // namespace pk
