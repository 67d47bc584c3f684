#pragma once

// Statements with question marks as texts with the values in them. Through Qt, several hundred rows in one
// text load half as much again as the same rows bound to a prepared statement (measured), and a text outlives
// a lost connection. MariaDB takes rows in a better way: mysql_bulk.h.
//
// Thread: not thread-safe. REQUIRES: a session with NO_BACKSLASH_ESCAPES, where only the apostrophe is
// special.

#include "base/database.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace pk::mysql {

/// Of a number that the server gives as text: Text where a double would not hold all its digits.
ValueType typeOfNumber(std::string_view number);

class StatementText
{
public:
    explicit StatementText(std::string_view sql);

    std::size_t parameters() const { return m_values.size(); }
    void setNull(std::size_t index) { m_values[index] = {}; }
    void set(std::size_t index, std::int64_t value);
    /// The bytes must stay valid until fill().
    void set(std::size_t index, std::string_view text);
    void setBlob(std::size_t index, std::string_view bytes);

    /// The statement with its values; valid until the next call.
    const std::string &fill();

private:
    enum class Kind { Null, Integer, Text, Blob };
    struct Value
    {
        Kind kind = Kind::Null;
        std::int64_t integer = 0;
        std::string_view bytes;
    };

    std::vector<std::string> m_pieces; ///< the text before, between and behind the question marks
    std::vector<Value> m_values;
    std::string m_filled;
};

} // namespace pk::mysql
