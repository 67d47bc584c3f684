#include "pipeline/database_fault.h"

#include <QCoreApplication>

namespace pk::pipeline {

DatabaseLock::DatabaseLock(std::unique_ptr<Database> database)
    : m_database(std::move(database))
{
}

DatabaseLock::~DatabaseLock()
{
    m_database->rollback();
}

Result<std::unique_ptr<DatabaseLock>> DatabaseLock::hold(const QString &path)
{
    auto database = openSqlite(path);
    if (!database)
        return database.error();
    if (auto begun = (*database)->begin(); !begun)
        return begun.error();
    return std::unique_ptr<DatabaseLock>(new DatabaseLock(std::move(*database)));
}

Error databaseClosed()
{
    return {
        ErrorCode::Unavailable,
        QCoreApplication::translate("pipeline",
                                    "The warehouse is closed (an injected fault). Nothing was written; it is "
                                    "tried again until the fault ends."),
        {},
        true};
}

} // namespace pk::pipeline
