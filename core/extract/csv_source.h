#pragma once

// A CSV file as a source of raw events: a mapping says which columns become what.
//
// Lines: consecutive lines of one group become one order. Each line is checked as a whole; a bad one becomes
// a reject, and the order is made of its other lines (the dead letter names the line that it lacks). What all
// lines of an order share is taken from its first good line. Ids: event_id and correlation_id are made of the
// event's time and of a hash over mapping, key and content. The same file read again gives the same events,
// so they are recognised as duplicates; a corrected line gives another. Memory: one row, one order of at most
// kMaxItemsBytes, and a hash and a version for each of the last kRememberedKeys keys: a key that comes back
// after more than that many orders is not noticed. Thread: see Source. Errors: create() says what is wrong
// with the file or the mapping; next() fails only when the file cannot be read on.

#include "extract/csv_mapping.h"
#include "extract/csv_reader.h"
#include "extract/csv_row_mapper.h"
#include "extract/json_layout.h"
#include "extract/source.h"

#include <QFile>

#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

namespace pk::extract {

class CsvSource final : public Source
{
public:
    static constexpr std::size_t kMaxItemsBytes = 1'000'000;
    static constexpr std::size_t kRememberedKeys = 1'000'000;

    /// Without a mapping the shipped one that fits the header is taken.
    static Result<std::unique_ptr<CsvSource>> create(const QString &path,
                                                     std::shared_ptr<const CsvMapping> mapping = nullptr);

    Result<bool> next(SourceRecord &record) override;
    std::string_view name() const override { return "csv"; }

    const CsvMapping &mapping() const { return *m_mapping; }

private:
    struct Group
    {
        bool open = false;
        std::string identity;
        std::string key;
        std::int32_t version = 1;
        std::int64_t occurredMs = 0;
        std::vector<std::string> values; ///< of the layout's holes
        std::string items;
        std::size_t itemCount = 0;
    };

    CsvSource(std::unique_ptr<QFile> file, std::unique_ptr<CsvReader> reader, CsvRowMapper mapper,
              std::shared_ptr<const CsvMapping> mapping);
    std::optional<RowFailure> takeRow();
    void beginGroup(std::string identity, std::string key, std::int32_t version);
    void addItem();
    void finishGroup(SourceRecord &record);
    void writeReject(SourceRecord &record, RowFailure failure);
    std::int32_t nextVersion(std::string_view key) const;
    void rememberKey(std::string_view key, std::int32_t version);

    std::unique_ptr<QFile> m_file;
    std::unique_ptr<CsvReader> m_reader;
    CsvRowMapper m_mapper;
    std::shared_ptr<const CsvMapping> m_mapping;
    std::string m_origin;
    JsonLayout m_orderLayout;
    JsonLayout m_itemLayout;
    CsvRow m_row;
    bool m_rowWaits = false; ///< m_row belongs to the next group
    Group m_group;
    std::vector<std::string> m_fieldValues;
    std::vector<std::string> m_itemValues;
    std::unordered_map<std::uint64_t, std::int32_t> m_versions; ///< by hash of the key
    std::vector<std::uint64_t> m_keyRing; ///< the order in which they came, to forget the oldest
    std::size_t m_oldestKey = 0;
};

} // namespace pk::extract
