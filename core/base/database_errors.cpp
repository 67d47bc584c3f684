#include "base/database_errors.h"

#include <QCoreApplication>

namespace pk {

QString databaseMessage(ErrorCode code, const QString &text)
{
    switch (code) {
    case ErrorCode::Busy:
        return QCoreApplication::translate(
            "base", "The database is locked by another program. Nothing was written; it is tried again.");
    case ErrorCode::Full:
        return QCoreApplication::translate(
            "base", "The disk is full. Nothing was written; free some space and it goes on.");
    case ErrorCode::Cancelled:
        return QCoreApplication::translate("base", "The query was stopped.");
    default:
        return QCoreApplication::translate("base", "The database reports: %1.").arg(text);
    }
}

} // namespace pk
