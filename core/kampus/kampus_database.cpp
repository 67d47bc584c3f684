#include "kampus/kampus_database.h"

#include "base/mysql_database.h"
#include "kampus/change_capture.h"

#include <QCoreApplication>
#include <QFile>

namespace pk::kampus {

Result<std::string> schemaSql(Dialect dialect)
{
    QFile file(QStringLiteral(":/pk/kampus/schema.sql"));
    if (!file.open(QIODevice::ReadOnly)) {
        return Error{ErrorCode::Internal,
                     QCoreApplication::translate(
                         "kampus", "The schema of the campus's database is not in the program."),
                     file.fileName()};
    }
    QByteArray sql = file.readAll();
    if (dialect == Dialect::Sqlite)
        sql.replace("AUTO_INCREMENT", "AUTOINCREMENT");
    return sql.toStdString();
}

Result<void> createSqliteKampus(Database &db)
{
    const auto sql = schemaSql(Dialect::Sqlite);
    if (!sql)
        return sql.error();
    if (auto made = db.exec(*sql); !made)
        return made.error();
    const auto captured = installCapture(db); // what it has left out is told by whoever publishes
    return captured ? Result<void>() : captured.error();
}

static Result<std::unique_ptr<Database>> openMysqlKampus(const QString &place)
{
    const auto address = parseMysqlAddress(place, QString::fromLatin1(kPasswordVariable));
    if (!address)
        return address.error();
    auto db = openMysql(*address, passwordOf(*address));
    if (!db)
        return db;
    const auto sql = schemaSql(Dialect::MySql);
    if (!sql)
        return sql.error();
    if (auto made = (*db)->exec(*sql); !made)
        return made.error();
    return db;
}

Result<std::unique_ptr<Database>> openDatabase(const QString &place, int busyTimeoutMs)
{
    if (isMysqlAddress(place))
        return openMysqlKampus(place);
    auto db = openSqlite(place, OpenMode::ReadWrite, busyTimeoutMs);
    if (!db)
        return db;
    if (auto made = createSqliteKampus(**db); !made)
        return made.error();
    return db;
}

} // namespace pk::kampus
