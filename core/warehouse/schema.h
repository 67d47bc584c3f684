#pragma once

// The warehouse's tables, indexes and views, as an ordered list of migrations, and what differs between
// semantics.
//
// Thread: each function uses the Database it is given, on the thread that owns it.

#include "base/database.h"
#include "base/result.h"
#include "domain/pipeline_names.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace pk::warehouse {

/// One step of the schema: leads from version - 1 to `version`.
struct Migration
{
    int version = 0;
    std::span<const std::string_view> statements; ///< in the words of Dialect::schemaSql
    bool indexes = false; ///< those that depend on the semantics are made anew
};
/// All steps, oldest first; the last one's version is kSchemaVersion.
std::span<const Migration> migrations();

/// What etl_meta says about a warehouse.
struct Meta
{
    int schemaVersion = 0;
    std::optional<Semantics> semantics; ///< empty: a word that this program does not know
};
/// Empty when there is no etl_meta, that is, no warehouse.
Result<std::optional<Meta>> readMeta(Database &db);

/// The error of a database with tables of somebody else.
Error notAWarehouse(const QString &path);
/// The error of a warehouse whose schema is newer than what this program knows.
Error newerSchema(int found, int known);

/// Brings the schema to the newest version of `steps`; each step is one transaction, where the
/// database can do that. Creates everything when there is no warehouse yet. Errors: Corrupt when the schema
/// is newer than the steps.
Result<void> migrate(Database &db, std::span<const Migration> steps, Semantics semantics, std::int64_t nowMs);

/// The tables whose rows tableCounts() counts.
std::span<const std::string_view> tableNames();

/// Inside the caller's transaction: the indexes that `semantics` need, and the word in etl_meta.
Result<void> bindSemantics(Database &db, Semantics semantics);

} // namespace pk::warehouse
