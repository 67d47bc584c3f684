#include "pipeline/database_fault.h"

#include "base/mysql_database.h"
#include "warehouse/warehouse.h"

#include <QCoreApplication>

namespace pk::pipeline {

namespace {

Result<std::unique_ptr<Database>> openServer(const QString &path)
{
    const auto address = parseMysqlAddress(path, QString::fromLatin1(warehouse::kPasswordVariable));
    if (!address)
        return address.error();
    auto database = openMysql(*address, passwordOf(*address));
    if (!database || (*database)->version().rfind("MariaDB", 0) != 0)
        return database;
    // It would end a transaction that is silent on purpose.
    if (auto set = (*database)->exec("SET SESSION idle_transaction_timeout = 0"); !set)
        return set.error();
    return database;
}

} // namespace

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
    auto database = isMysqlAddress(path) ? openServer(path) : openSqlite(path);
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
