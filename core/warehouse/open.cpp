#include "base/sql.h"
#include "warehouse/dialect.h"
#include "warehouse/loading.h"
#include "warehouse/schema.h"
#include "warehouse/warehouse.h"

#include "base/clock.h"
#include "base/mysql_database.h"

#include <QCoreApplication>

namespace pk::warehouse {

namespace {

QString quoted(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

Error otherSemantics(const Meta &meta, Semantics wanted, const QString &path)
{
    if (!meta.semantics) {
        return {ErrorCode::Corrupt,
                QCoreApplication::translate(
                    "warehouse",
                    "The warehouse belongs to delivery semantics that this program does not "
                    "know. It was left as it is; update the program or choose another "
                    "warehouse."),
                path};
    }
    return {ErrorCode::BadInput,
            QCoreApplication::translate(
                "warehouse",
                "The warehouse belongs to the semantics %1, not %2. It was left as it is; "
                "choose %1, switch the warehouse over, or choose another one.")
                .arg(quoted(toString(*meta.semantics)), quoted(toString(wanted))),
            path};
}

/// True when nothing was ever loaded: then the semantics may still be chosen.
Result<bool> isEmpty(Database &db)
{
    for (const std::string_view table : {"fact_orders", "fact_activities", "etl_audit"}) {
        const auto rows =
            queryInteger(db, "SELECT count(*) FROM (SELECT 1 FROM " + std::string(table) + " LIMIT 1) AS t");
        if (!rows)
            return rows.error();
        if (*rows > 0)
            return false;
    }
    return true;
}

/// Adds the path to an error that does not know it.
Error at(const QString &path, Error error)
{
    error.context =
        error.context.isEmpty() || error.context == path ? path : path + QStringLiteral(": ") + error.context;
    return error;
}

/// Somebody is making the schema, or was killed while doing so: migrate() waits for the one and mends the
/// other.
Result<bool> beganToBeOne(Database &db)
{
    if (dialectOf(db).schemaIsTransactional())
        return false;
    const auto present = queryInteger(db, dialectOf(db).tableExistsSql(), {"etl_meta"});
    return present ? Result<bool>(*present > 0) : present.error();
}

Result<std::unique_ptr<Database>> openDatabase(const QString &path, OpenMode mode,
                                               Patience patience = Patience::Long)
{
    if (!isMysqlAddress(path))
        return openSqlite(path, mode);
    const auto address = parseMysqlAddress(path, QString::fromLatin1(kPasswordVariable));
    if (!address)
        return address.error();
    return openMysql(*address, passwordOf(*address), mode, patience);
}

Result<void> bringUpToDate(Database &db, Semantics semantics, const QString &path)
{
    auto meta = readMeta(db);
    if (!meta)
        return at(path, meta.error());
    if (!meta->has_value()) {
        const auto tables = queryInteger(db, dialectOf(db).tableCountSql());
        if (!tables)
            return at(path, tables.error());
        // Somebody else may be creating the warehouse right now; migrate() looks again under the write lock.
        if (*tables > 0) {
            meta = readMeta(db);
            if (!meta)
                return at(path, meta.error());
            const auto begun = beganToBeOne(db);
            if (!begun)
                return at(path, begun.error());
            if (!meta->has_value() && !*begun)
                return notAWarehouse(path);
        }
    }
    if (meta->has_value() && (*meta)->schemaVersion > kSchemaVersion)
        return at(path, newerSchema((*meta)->schemaVersion, kSchemaVersion));
    if (!meta->has_value() || (*meta)->schemaVersion < kSchemaVersion) {
        if (auto migrated = migrate(db, migrations(), semantics, SystemClock().nowMs()); !migrated)
            return at(path, std::move(migrated).error());
        meta = readMeta(db);
        if (!meta)
            return at(path, meta.error());
        if (!meta->has_value())
            return notAWarehouse(path);
    }
    if ((*meta)->semantics == semantics)
        return {};
    const auto empty = isEmpty(db);
    if (!empty)
        return at(path, empty.error());
    if (!*empty || !(*meta)->semantics)
        return otherSemantics(**meta, semantics, path);
    if (auto switched = switchSemantics(db, semantics); !switched)
        return at(path, std::move(switched).error());
    return {};
}

} // namespace

Result<std::unique_ptr<Database>> openWarehouse(const QString &path, Semantics semantics)
{
    auto db = openDatabase(path, OpenMode::ReadWrite);
    if (!db)
        return db;
    if (auto set = (*db)->exec(dialectOf(**db).writerSettings()); !set)
        return at(path, std::move(set).error());
    if (auto ready = bringUpToDate(**db, semantics, path); !ready)
        return std::move(ready).error();
    return db;
}

Result<std::unique_ptr<Database>> openWarehouseForLoading(const QString &path, Semantics semantics)
{
    if (!isMysqlAddress(path))
        return openWarehouse(path, semantics);
    auto db = openDatabase(path, OpenMode::ReadWrite, Patience::Short);
    if (!db)
        return db;
    if (auto set = (*db)->exec(dialectOf(**db).writerSettings()); !set)
        return at(path, std::move(set).error());
    const auto meta = readMeta(**db);
    if (!meta || !meta->has_value() || (*meta)->schemaVersion != kSchemaVersion
        || (*meta)->semantics != semantics) {
        if (auto changed = openWarehouse(path, semantics); !changed) // which may take long
            return changed;
    }
    return db;
}

Result<std::unique_ptr<Database>> openWarehouseForReading(const QString &path)
{
    auto db = openDatabase(path, OpenMode::ReadOnly);
    if (!db)
        return db;
    const auto meta = readMeta(**db);
    if (!meta)
        return at(path, meta.error());
    if (!meta->has_value())
        return notAWarehouse(path);
    if ((*meta)->schemaVersion > kSchemaVersion)
        return at(path, newerSchema((*meta)->schemaVersion, kSchemaVersion));
    if ((*meta)->schemaVersion < kSchemaVersion) {
        return Error{
            ErrorCode::Unsupported,
            QCoreApplication::translate("warehouse",
                                        "The warehouse was written by an older version of this program. It "
                                        "was left as it is; load into it once, which brings it up to date."),
            path};
    }
    return db;
}

} // namespace pk::warehouse
