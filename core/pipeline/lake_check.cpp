#include "pipeline/lake_check.h"

#include "lake/parquet_writer.h"
#include "pipeline/partition_counts.h"

#include <algorithm>
#include <iterator>

namespace pk::pipeline {

namespace {

Result<void> checkFiles(Database &catalog, const QString &folder, LakeCheck &check)
{
    auto named = lake::manifestFiles(folder);
    auto known = lake::catalogFiles(catalog);
    if (!named || !known)
        return named ? known.error() : named.error();
    std::sort(named->begin(), named->end());
    std::sort(known->begin(), known->end());
    std::vector<lake::NamedFile> bad;
    std::set_symmetric_difference(named->begin(), named->end(), known->begin(), known->end(),
                                  std::back_inserter(bad));
    auto reader = lake::ParquetWriter::start(folder);
    if (!reader)
        return reader.error();
    const auto rows = (*reader)->countRows(*named);
    if (!rows)
        return rows.error();
    for (std::size_t i = 0; i < rows->size(); ++i) {
        if ((*rows)[i] != (*named)[i].rows)
            bad.push_back((*named)[i]);
    }
    check.badFiles = std::ssize(bad);
    if (!bad.empty())
        check.badFile = bad.front().path;
    return {};
}

} // namespace

Result<LakeCheck> checkLake(const PipelineOptions &options, const PartitionCounts &partitions,
                            broker::ClusterBackend &backend)
{
    auto catalog = lake::openCatalog(options.lakePath);
    if (!catalog)
        return catalog.error();
    const std::string cluster = backend.info().id;
    // Markers take offsets, too, and how many there are is known to nobody.
    const bool gapless = options.semantics != Semantics::Transactions;
    LakeCheck check;
    for (const Dataset dataset : options.datasets) {
        for (int p = 0; p < partitions.of(enrichedTopic(dataset)); ++p) {
            const TopicPartition partition{std::string(enrichedTopic(dataset)), p};
            const auto marks = backend.watermarks(partition);
            const auto coverage = lake::coverageOf(**catalog, cluster, partition);
            if (!marks || !coverage)
                return marks ? coverage.error() : marks.error();
            const std::int64_t begin = coverage->begin < 0 ? marks->begin : coverage->begin;
            const std::int64_t next = std::max(coverage->next, begin);
            const std::int64_t surplus = coverage->rows + coverage->refused - (next - begin);
            check.doubled += std::max<std::int64_t>(surplus, 0);
            if (gapless)
                check.missing +=
                    std::max<std::int64_t>(-surplus, 0) + std::max<std::int64_t>(marks->end - next, 0);
        }
        const auto summary = lake::summaryOf(**catalog, dataset);
        if (!summary)
            return summary.error();
        check.datasets[dataset] = *summary;
    }
    if (auto checked = checkFiles(**catalog, options.lakePath, check); !checked)
        return checked.error();
    return check;
}

} // namespace pk::pipeline
