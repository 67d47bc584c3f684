#pragma once

// Applies a mapping to the rows of one file: finds its columns in the header once, then gives the JSON text
// of each mapped value.
//
// Thread: used by one thread.
// Errors: create() names every column that the header lacks. A value that is not what its mapping says is a
// RowFailure, never an Error.

#include "extract/csv_mapping.h"
#include "extract/csv_reader.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace pk::extract {

struct RowFailure
{
    std::string code; ///< for example "csv.number"
    std::string reason; ///< English, one sentence
};

class CsvRowMapper
{
public:
    static Result<CsvRowMapper> create(std::shared_ptr<const CsvMapping> mapping,
                                       const std::vector<std::string> &header, const QString &fileName);

    std::size_t columnCount() const { return m_header.size(); }
    /// What lines of one order have in common; empty without group_by. REQUIRES: row.size() == columnCount().
    std::string groupOf(const CsvRow &row) const;
    /// The record's key; empty when one of its columns is.
    std::string keyOf(const CsvRow &row) const;
    /// Fills `values` in the order of the mapping's fields, or items.
    std::optional<RowFailure> readFields(const CsvRow &row, std::vector<std::string> &values) const
    {
        return readAll(m_fields, row, values);
    }
    std::optional<RowFailure> readItems(const CsvRow &row, std::vector<std::string> &values) const
    {
        return readAll(m_items, row, values);
    }
    /// The time that the mapping gives /occurred_at. REQUIRES: readFields succeeded for this row.
    std::int64_t occurredMs(const CsvRow &row) const;

private:
    struct Part
    {
        std::string literal;
        std::optional<std::size_t> column;
    };
    struct Resolved
    {
        const CsvField *field = nullptr;
        std::size_t column = 0;
        std::vector<Part> text;
    };

    CsvRowMapper() = default;
    std::size_t indexOf(const std::string &column) const;
    std::vector<Part> resolve(const CsvTemplate &text) const;
    std::vector<Resolved> resolve(const std::vector<CsvField> &fields) const;
    bool isNull(std::string_view text) const;
    std::optional<RowFailure> readAll(const std::vector<Resolved> &list, const CsvRow &row,
                                      std::vector<std::string> &values) const;
    std::optional<RowFailure> readColumn(const Resolved &resolved, std::string_view text,
                                         std::string &out) const;

    std::shared_ptr<const CsvMapping> m_mapping;
    std::vector<std::string> m_header;
    std::vector<std::size_t> m_groupBy;
    std::vector<Part> m_key;
    std::vector<Resolved> m_fields;
    std::vector<Resolved> m_items;
    std::size_t m_occurred = 0; // index into m_fields
};

} // namespace pk::extract
