#pragma once

// Two finished runs of the same seed in two environments, side by side: what must be the same, and what may
// differ and does.
//
// Thread: any; a value type.

#include "base/database.h"
#include "base/result.h"

#include <QJsonObject>
#include <QString>

#include <cstdint>
#include <vector>

namespace pk::cli {

/// A record that the warehouse took in.
struct StoredRecord
{
    std::int32_t partition = 0;
    std::uint64_t which = 0; ///< a hash of what it is about: entity, key and version

    bool operator==(const StoredRecord &) const = default;
};

/// In the order in which they were stored; without copies, which change nothing.
Result<std::vector<StoredRecord>> readStored(Database &warehouse);

/// How far two orders are apart.
struct OrderDifference
{
    std::int64_t records = 0; ///< of the longer one
    std::int64_t elsewhere = 0; ///< at another place among all
    std::int64_t insidePartitions = 0; ///< at another place of their partition
    std::int64_t firstAt = -1; ///< the first place that differs, from 0; -1: none

    bool operator==(const OrderDifference &) const = default;
};
OrderDifference compareOrder(const std::vector<StoredRecord> &first, const std::vector<StoredRecord> &second);

struct ComparedRun
{
    QString environment;
    QJsonObject report; ///< of pipeline/report.h
    std::vector<StoredRecord> stored;
};

struct ComparedFigure
{
    QString id; ///< for scripts: "checksum", "startup_ms.first_row"
    QString what; ///< for people
    QJsonValue first; ///< as in the report; undefined where it has none
    QJsonValue second;
    bool mustBeSame = false;

    bool differs() const { return first != second; }
    bool operator==(const ComparedFigure &) const = default;
};

struct Comparison
{
    std::vector<ComparedFigure> figures; ///< those of no run are left out
    OrderDifference order;
    QString problem; ///< why the runs do not match; empty when they do

    bool matches() const { return problem.isEmpty(); }
};

Comparison compareRuns(const ComparedRun &first, const ComparedRun &second);

/// With both reports inside, and what the environments do differently by their nature.
QJsonObject comparisonReport(const Comparison &comparison, const ComparedRun &first,
                             const ComparedRun &second);
/// The same to read: one line a figure, in columns.
QString comparisonTable(const Comparison &comparison, const ComparedRun &first, const ComparedRun &second);

} // namespace pk::cli
