#pragma once

// Change events in the format of Maxwell (zendesk/maxwell): value, key and partition, byte for byte what the
// real Maxwell writes for the same row of a MySQL table. This is an emulation for sources that have no
// binlog.
//
//   {"database":"kampus","table":"orders","type":"update","ts":1477053217,"xid":23396,"commit":true,
//    "data":{the whole row},"old":{the previous values of the columns that changed}}
//
// Thread: free functions and value types.
// Errors: Corrupt for a row image that is no JSON object.

#include "base/result.h"
#include "kampus/table_shape.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace pk::kampus {

/// What decides the partition: the value of Maxwell's `producer_partition_by`.
enum class PartitionBy { Database, Table, PrimaryKey };

std::optional<PartitionBy> partitionByFromString(std::string_view text);

/// Java's String.hashCode() of a text given as UTF-8.
std::int32_t javaHashCode(std::string_view utf8);

/// abs(hash % partitions), as Maxwell does it. REQUIRES: partitions > 0.
std::int32_t maxwellPartition(std::string_view text, std::int32_t partitions);

struct RowChange
{
    std::string_view type = {}; ///< insert, update, delete, bootstrap-start, …-insert, …-complete
    std::int64_t atSeconds = 0; ///< since 1970
    std::int64_t xid = 0; ///< 0: none, as in a bootstrap
    bool lastOfTransaction = false;
    std::optional<std::int64_t> offsetInTransaction = {}; ///< counted from 0
    std::string_view before = {}; ///< images as JSON objects; empty where there is none
    std::string_view after = {};
};

struct MaxwellEvent
{
    std::string key;
    std::string value;
    std::string partitionText; ///< what maxwellPartition() is asked with
};

/// Without an image (bootstrap-start) the row is {} and its primary key null. `uuid` is the key of a table
/// without a primary key, and of bootstrap-complete, which Maxwell sends without the table's.
Result<MaxwellEvent> maxwellEvent(std::string_view database, const TableShape &shape, const RowChange &change,
                                  PartitionBy partitionBy, std::string_view uuid);

} // namespace pk::kampus
