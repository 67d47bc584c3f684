#pragma once

// What a lakehouse consists of: a folder of Parquet files, and which of them count.
//
//   orders/date=2025-11-20/1f3a9c2e-e0-p000-00000000000000000000-00000000000000001999.parquet
//   catalog.sqlite    files and offsets, moved on together in one transaction: it decides
//   manifest.json     the same for whoever reads the lake; replaced as a whole, by renaming
//
// A file's name tells cluster, epoch, partition, first and last offset. A file that no transaction has named
// is not in the manifest; the next owner of its partition removes it.
//
// An offset means something only in the log that it is of. A topic that was deleted and made anew has another
// one under the same name: the partition's next epoch begins, and what the lake has of the former one stays.
//
// Thread: that of the database.
// Errors: those of the database; Permission and Full of the folder.

#include "base/database.h"
#include "domain/pipeline_names.h"
#include "domain/position.h"

#include <QString>

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace pk::lake {

struct DataFile
{
    std::string path; ///< below the lake's folder
    Dataset dataset = Dataset::Orders;
    std::string date; ///< the day in WIB of what happened
    std::string topic;
    std::int64_t epoch = 0; ///< of the partition's log
    std::int32_t partition = -1;
    std::int64_t first = -1; ///< offsets of its records
    std::int64_t last = -1;
    std::int64_t rows = 0;
    std::int64_t bytes = 0;
};

/// Opens the catalog of a folder, and makes both where they are missing.
Result<std::unique_ptr<Database>> openCatalog(const QString &folder);

/// The first letters of the names of a cluster's files.
std::string clusterTag(const std::string &cluster);

/// The log that a partition has, as far as the lake has worked it.
struct Log
{
    std::int64_t epoch = 0; ///< one more for each log that the partition has had
    std::int64_t last = -1; ///< the greatest offset that was worked; -1: none
    std::string lastSha256; ///< of that record's value, in hex; empty: not known
};
Result<Log> logOf(Database &catalog, const std::string &cluster, const TopicPartition &partition);
/// The partition has got another log. Tells its epoch.
Result<std::int64_t> beginLog(Database &catalog, const std::string &cluster, const TopicPartition &partition);

/// The offsets between two that a partition's log has in the lake, or that were refused, as first and last
/// ones. A file's records and those that it lacks between them were worked together.
using Range = std::pair<std::int64_t, std::int64_t>;
Result<std::vector<Range>> rangesWithin(Database &catalog, const std::string &cluster,
                                        const TopicPartition &partition, std::int64_t epoch, Range within);

// Inside the caller's transaction.
Result<void> addFiles(Database &catalog, const std::string &cluster, std::span<const DataFile> files);
Result<void> addRefused(Database &catalog, const std::string &cluster, const PositionView &position,
                        std::int64_t epoch);
/// Where the log was worked further than it was known to be.
Result<void> noteLast(Database &catalog, const std::string &cluster, const TopicPartition &partition,
                      const Log &log);

/// Deletes the files of a partition that no transaction has named. Whatever is not called as the writer calls
/// them stays. REQUIRES: nobody else owns the partition.
Result<void> removeOrphans(Database &catalog, const QString &folder, Dataset dataset,
                           const std::string &cluster, std::int32_t partition);
/// Writes what the catalog says to the manifest. Others that do the same wait, so that it never goes back.
Result<void> publishManifest(Database &catalog, const QString &folder);

/// A file that counts.
struct NamedFile
{
    std::string path; ///< below the lake's folder
    std::int64_t rows = 0;

    auto operator<=>(const NamedFile &) const = default;
};
/// Errors: NotFound without a manifest that can be read.
Result<std::vector<NamedFile>> manifestFiles(const QString &folder);
Result<std::vector<NamedFile>> catalogFiles(Database &catalog);

/// What a partition's log has come to: next - begin = rows + refused, when nothing was lost or doubled.
struct Coverage
{
    std::int64_t begin = -1; ///< the least offset that came; -1: none
    std::int64_t next = -1; ///< behind the greatest
    std::int64_t rows = 0;
    std::int64_t refused = 0;
};
Result<Coverage> coverageOf(Database &catalog, const std::string &cluster, const TopicPartition &partition);

struct Summary
{
    std::int64_t files = 0;
    std::int64_t rows = 0;
    std::int64_t bytes = 0;
};
Result<Summary> summaryOf(Database &catalog, Dataset dataset);

} // namespace pk::lake
