#pragma once

// One statement run for many rows at once: MariaDB's bulk protocol (COM_STMT_BULK_EXECUTE), which spares the
// server a text to read. Qt SQL does not speak it, so the functions are those of the client library that its
// driver has loaded, on the driver's own connection (QSqlDriver::handle()).
//
// Thread: that of the connection. Errors: number and text as the server or the library says them.

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

class QSqlDriver;

namespace pk::mysql {

/// True once a driver is loaded that was built on MariaDB's client library; others have no such functions.
bool hasBulk();

class Bulk
{
public:
    struct Failure
    {
        unsigned number = 0;
        std::string text;
    };

    Bulk(std::string sql, std::size_t columns);
    ~Bulk();
    Bulk(const Bulk &) = delete;
    Bulk &operator=(const Bulk &) = delete;

    // The columns of a row in their order, one row after the other.
    void null() { m_cells.emplace_back(); }
    void integer(std::int64_t value) { m_cells.push_back({Kind::Integer, value, {}}); }
    /// The bytes must stay valid until execute().
    void text(std::string_view text)
    {
        m_cells.push_back({Kind::Text, 0, text});
        m_bytes += text.size();
    }
    bool isEmpty() const { return m_cells.empty(); }
    std::size_t bytes() const { return m_bytes; } ///< of the texts

    /// Runs it for the rows, and forgets them. `session` is another one for each connection of the driver.
    std::optional<Failure> execute(const QSqlDriver &driver, std::uint64_t session);

private:
    enum class Kind : std::uint8_t { Null, Integer, Text };
    struct Cell
    {
        Kind kind = Kind::Null;
        std::int64_t integer = 0;
        std::string_view text;
    };
    struct Column; ///< of all rows, as the library reads it
    struct Prepared; ///< in the server's session

    void fill(std::size_t index, Column &column) const;
    std::optional<Failure> prepare(const QSqlDriver &driver);

    const std::string m_sql;
    const std::size_t m_columns;
    std::vector<Cell> m_cells;
    std::size_t m_bytes = 0;
    std::uint64_t m_session = 0;
    std::unique_ptr<Prepared> m_prepared;
};

} // namespace pk::mysql
