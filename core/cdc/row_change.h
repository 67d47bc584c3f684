#pragma once

// One message of Maxwell as what a replica of its table has to do: this row is now so, that row is gone. The
// table and its columns may be any; which columns are the primary key, the record's own key says.
//
// A change of the primary key comes as one update whose `old` holds the former key: the former row is gone,
// and the new one is there.
//
// Thread: free functions and value types.

#include "cdc/row_reader.h"
#include "domain/position.h"
#include "transform/document.h"

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace pk::cdc {

/// What a column must be able to hold. Each kind takes in what stands before it, and nothing is lost by that
/// but a double's last digits.
struct ColumnType
{
    enum class Kind { Nothing, Integer, Decimal, Real, Text };
    Kind kind = Kind::Nothing; ///< Nothing: only NULL so far
    int scale = 0; ///< decimals of a Decimal

    auto operator<=>(const ColumnType &) const = default;
};
inline constexpr int kDecimalDigits = 38;
/// The least type that takes both.
ColumnType merged(ColumnType a, ColumnType b);

/// One value of a row: its type and its text, which is empty for NULL.
struct Cell
{
    ColumnType type;
    std::string text;

    bool isNull() const { return type.kind == ColumnType::Kind::Nothing; }
};

using Row = std::vector<std::pair<std::string, Cell>>; ///< by column, in the order of the message

/// Which of two changes of one row is newer, where they lie in different partitions; in one partition the
/// offsets say it. The rows of a bootstrap have no transaction: they are older than a change of their second.
struct ChangeStamp
{
    std::int64_t ms = -1;
    std::int64_t xid = -1;
    std::int64_t row = -1; ///< its number in the transaction

    auto operator<=>(const ChangeStamp &) const = default;
};

/// A record of a topic of Maxwell's. The views must stay valid during the call.
struct ReplicaRecord
{
    PositionView position;
    std::string_view key;
    std::string_view value;
    bool hasValue = true;
    std::int64_t epoch = 0; ///< with another one, offsets of the partition cannot be compared
};

struct RowChange
{
    std::string table;
    std::vector<std::string> keyColumns; ///< in the key's own order, written as in the row
    std::vector<Cell> key;
    std::vector<Cell> formerKey; ///< of an update that has changed it; otherwise empty
    bool gone = false; ///< the row was deleted
    Row row;
    ChangeStamp stamp;
    std::int32_t partition = -1;
    std::int64_t offset = -1;
    std::int64_t epoch = 0;
};

/// A record that is no row: the begin and end of a bootstrap, a change of the schema, a tombstone.
struct NoChange
{
};

std::variant<RowChange, NoChange, Unreadable> readRowChange(const ReplicaRecord &record,
                                                            transform::Document &document);

/// ASCII letters alone: names of columns, whose case MySQL does not tell apart.
std::string lowerCase(std::string_view text);
/// A key as one text, the same for the same key only.
std::string keyText(const std::vector<Cell> &key);

namespace code {
inline constexpr std::string_view noPrimaryKey = "pk.cdc.NoPrimaryKey";
inline constexpr std::string_view badName = "pk.cdc.BadName";
inline constexpr std::string_view otherKey = "pk.cdc.OtherPrimaryKey";
} // namespace code

} // namespace pk::cdc
