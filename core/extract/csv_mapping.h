#pragma once

// A column mapping: how the columns of one shop's CSV file become raw messages. A file of another
// shop needs another mapping, not other code. An example is resources/mappings/northwind.json.
//
//   name, title        what it is called, what it is for
//   dataset            orders (default) or activities
//   delimiter          "," ";" or a tab; without it the header line decides
//   encoding           utf-8 or latin-1; without it the file's bytes decide (csv_reader.h)
//   decimal            "." (default) or ","
//   utc_offset         of times without one, "+07:00" by default
//   null_values        texts that stand for nothing, besides the empty one
//   group_by           columns; consecutive lines with equal values there are one order
//   recurring_key      what a group is whose key has ended before: "reject" (default; its lines are dead
//   letters:
//                      nobody can know whether they complete the order or replace it) or "new_version" (the
//                      order with a higher version, its items replaced)
//   event_type         of the events; a new version of order.created is order.updated
//   key                template of the record's key
//   fields, items      {"to": JSON pointer} from one of
//                      "column" with "type" text (default), number, integer, percent (a hundredth of it: 5
//                      or 5% becomes 0.05), money, time (with "formats") or presence (with "present" and
//                      "absent"); "template" with {Column}; "value", any JSON scalar
//
// Thread: immutable once loaded.
// Errors: BadInput with the JSON pointer and what was expected there. Unknown keys are errors.

#include "base/result.h"
#include "domain/pipeline_names.h"
#include "extract/csv_reader.h"

#include <QByteArray>
#include <QString>

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace pk::extract {

enum class CsvType { Text, Number, Integer, Percent, Money, Time, Presence };

/// Literal text followed by the value of a column; the last part may have no column.
struct TemplatePart
{
    std::string literal;
    std::string column;
};
using CsvTemplate = std::vector<TemplatePart>;

struct CsvField
{
    std::vector<std::string> path; ///< the JSON pointer's tokens
    std::string constant; ///< JSON text; empty when a column or a template gives the value
    std::string column;
    CsvTemplate text; ///< when neither constant nor column
    CsvType type = CsvType::Text;
    std::vector<std::string> timeFormats;
    std::string present; ///< CsvType::Presence
    std::string absent;
};

struct CsvMapping
{
    enum class RecurringKey { Reject, NewVersion };

    std::string name;
    Dataset dataset = Dataset::Orders;
    std::optional<char> delimiter;
    std::optional<CsvEncoding> encoding;
    char decimal = '.';
    std::int64_t utcOffsetMs = 0;
    std::vector<std::string> nullValues;
    std::vector<std::string> groupBy;
    RecurringKey recurringKey = RecurringKey::Reject;
    std::string eventType;
    CsvTemplate key;
    std::vector<CsvField> fields;
    std::vector<CsvField> items;

    static Result<std::shared_ptr<const CsvMapping>> parse(const QByteArray &json, const QString &origin);
    static Result<std::shared_ptr<const CsvMapping>> load(const QString &path);

    /// All columns it reads, each once.
    std::vector<std::string> columns() const;
};

/// The shipped mapping that fits a header best, or null. REQUIRES: pk::initResources() has been called.
Result<std::shared_ptr<const CsvMapping>> findMapping(const std::vector<std::string> &header);

} // namespace pk::extract
