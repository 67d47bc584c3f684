#pragma once

// The rows of the campus database as what they are for the events of the raw topics: heads and parts.
//
//   head   a row that an event is made of: an order, an activity. It has a version, and needs parts.
//   part   a row that goes into the event of a head: an item of an order's version, a student.
//
// An event is made of texts that are rendered here, once, from the row: before the parts, and behind them.
// Values are copied as they are written in the database; to clean them is the transform's work.
//
// Thread: free functions on the caller's document.

#include "domain/pipeline_names.h"
#include "transform/maxwell.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace pk::cdc {

/// Where a head's parts lie: so many of one owner and one version.
struct PartsKey
{
    std::string owner; ///< the order, or the student
    std::int64_t version = 0;
};

struct Head
{
    Dataset dataset = Dataset::Orders;
    std::string id; ///< the primary key
    std::string key; ///< what people call it, and the key of its record: "ORD-00010482"; an activity's NIM
    std::string name; ///< its own business id, where the key is another's
    std::int64_t version = 0;
    PartsKey parts;
    std::int64_t partCount = 0;
    std::string before;
    std::string after;
    std::int64_t changedMs = 0; ///< by the row's own clock; 0: it does not say
};

struct Part
{
    PartsKey key;
    std::int64_t line = 0; ///< tells the parts of one owner and version apart
    std::string text;
};

/// A row that cannot become what its table promises.
struct Unreadable
{
    std::string code; ///< stable, for programs
    std::string message; ///< English, one sentence
};

enum class Table { Orders, OrderItems, Students, Activities, Other };
Table tableNamed(std::string_view name);
std::string_view toString(Table table);
/// Of whose events its rows become a part. REQUIRES: table is not Other.
inline Dataset datasetOf(Table table)
{
    return table == Table::Orders || table == Table::OrderItems ? Dataset::Orders : Dataset::Activities;
}

/// Whether the tables say themselves which version a row is of, and how many parts a head has.
enum class Versions { InTheRows, None };

/// `status` replaces the row's own: a deleted order is cancelled. Without versions theirs and the count of
/// the parts are left at 0.
std::variant<Head, Unreadable> readHead(Table table, const transform::Value &row,
                                        std::string_view status = {},
                                        Versions versions = Versions::InTheRows);
std::variant<Part, Unreadable> readPart(Table table, const transform::Value &row,
                                        Versions versions = Versions::InTheRows);

/// A column's value as text, empty when there is none.
std::string columnText(const transform::Value &row, std::string_view name);

} // namespace pk::cdc
