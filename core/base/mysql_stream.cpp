#include "base/mysql_stream.h"

#include "base/mysql_handle.h"
#include "base/mysql_rights.h"
#include "base/mysql_text.h"

#include <charconv>
#include <string>
#include <vector>

namespace pk::mysql {

namespace {

/// What is called of the library, by its own names. MySQL's and MariaDB's agree on these.
struct StreamLibrary
{
    decltype(&mysql_real_query) query = nullptr;
    decltype(&mysql_use_result) use = nullptr;
    decltype(&mysql_field_count) fieldCount = nullptr;
    decltype(&mysql_fetch_fields) fields = nullptr;
    decltype(&mysql_fetch_row) row = nullptr;
    decltype(&mysql_fetch_lengths) lengths = nullptr;
    decltype(&mysql_free_result) free = nullptr;
    decltype(&mysql_errno) number = nullptr;
    decltype(&mysql_error) text = nullptr;
    bool complete = false;

    explicit StreamLibrary(LoadedLibrary loaded)
    {
        loaded.find("mysql_real_query", query);
        loaded.find("mysql_use_result", use);
        loaded.find("mysql_field_count", fieldCount);
        loaded.find("mysql_fetch_fields", fields);
        loaded.find("mysql_fetch_row", row);
        loaded.find("mysql_fetch_lengths", lengths);
        loaded.find("mysql_free_result", free);
        loaded.find("mysql_errno", number);
        loaded.find("mysql_error", text);
        complete = loaded.isComplete();
    }
};

const StreamLibrary &streamLibrary()
{
    static const StreamLibrary library(LoadedLibrary({"libmariadb.so.3", "libmysqlclient.so.21"}));
    return library;
}

constexpr unsigned kBinary = 63; ///< the character set of what is no text

ValueType typeOf(const MYSQL_FIELD &field, std::string_view text)
{
    switch (field.type) {
    case MYSQL_TYPE_TINY:
    case MYSQL_TYPE_SHORT:
    case MYSQL_TYPE_INT24:
    case MYSQL_TYPE_LONG:
    case MYSQL_TYPE_LONGLONG:
    case MYSQL_TYPE_YEAR:
    case MYSQL_TYPE_DECIMAL:
    case MYSQL_TYPE_NEWDECIMAL: // a sum of integers is one
    case MYSQL_TYPE_FLOAT:
    case MYSQL_TYPE_DOUBLE:
        return typeOfNumber(text);
    case MYSQL_TYPE_TINY_BLOB:
    case MYSQL_TYPE_MEDIUM_BLOB:
    case MYSQL_TYPE_LONG_BLOB:
    case MYSQL_TYPE_BLOB:
    case MYSQL_TYPE_VAR_STRING:
    case MYSQL_TYPE_STRING:
    case MYSQL_TYPE_BIT:
    case MYSQL_TYPE_GEOMETRY:
        return field.charsetnr == kBinary ? ValueType::Blob : ValueType::Text;
    default:
        return ValueType::Text; // times
    }
}

class StreamedStatement final : public Statement
{
public:
    StreamedStatement(MYSQL *connection, std::string sql, std::function<Error(int, const QString &)> failure)
        : m_connection(connection)
        , m_sql(std::move(sql))
        , m_failure(std::move(failure))
    {
    }
    ~StreamedStatement() override { reset(); }
    StreamedStatement(const StreamedStatement &) = delete;
    StreamedStatement &operator=(const StreamedStatement &) = delete;

    void bindNull(int) override { }
    void bind(int, std::int64_t) override { }
    void bind(int, std::string_view) override { }
    void bindBlob(int, std::string_view) override { }

    Result<bool> step() override
    {
        const StreamLibrary &library = streamLibrary();
        if (m_rows == nullptr) {
            if (library.query(m_connection, m_sql.data(), static_cast<unsigned long>(m_sql.size())) != 0)
                return failure();
            m_columns = library.fieldCount(m_connection);
            if (m_columns == 0)
                return false;
            m_rows = library.use(m_connection);
            if (m_rows == nullptr)
                return failure();
            m_fields = library.fields(m_rows);
        }
        m_row = library.row(m_rows);
        if (m_row != nullptr) {
            m_lengths = library.lengths(m_rows);
            return true;
        }
        const bool whole = library.number(m_connection) == 0;
        const Error why = whole ? Error() : failure();
        return whole ? Result<bool>(false) : why; // not reset: the names of the columns are its own
    }
    void reset() override
    {
        if (m_rows != nullptr)
            streamLibrary().free(m_rows);
        m_rows = nullptr;
    }

    int columnCount() const override { return static_cast<int>(m_columns); }
    std::string columnName(int column) const override
    {
        return m_rows == nullptr ? std::string() : std::string(m_fields[column].name);
    }
    ValueType type(int column) const override
    {
        return m_row[column] == nullptr ? ValueType::Null : typeOf(m_fields[column], text(column));
    }
    std::int64_t integer(int column) const override { return number<std::int64_t>(column); }
    double real(int column) const override { return number<double>(column); }
    std::string_view text(int column) const override
    {
        return m_row[column] == nullptr ? std::string_view()
                                        : std::string_view(m_row[column], m_lengths[column]);
    }

private:
    template <typename Number> Number number(int column) const
    {
        Number value{};
        const std::string_view digits = text(column);
        std::from_chars(digits.data(), digits.data() + digits.size(), value);
        return value;
    }
    Error failure() const
    {
        return m_failure(static_cast<int>(streamLibrary().number(m_connection)),
                         QString::fromUtf8(streamLibrary().text(m_connection)));
    }

    MYSQL *m_connection;
    const std::string m_sql;
    const std::function<Error(int, const QString &)> m_failure;
    MYSQL_RES *m_rows = nullptr;
    const MYSQL_FIELD *m_fields = nullptr; ///< of m_rows, as these
    MYSQL_ROW m_row = nullptr;
    const unsigned long *m_lengths = nullptr;
    unsigned m_columns = 0;
};

} // namespace

Result<std::unique_ptr<Statement>> streamed(const QSqlDriver &driver, std::string sql,
                                            std::function<Error(int number, const QString &said)> failure)
{
    MYSQL *const connection = connectionOf(driver);
    if (connection == nullptr || !streamLibrary().complete)
        return onlyAnAccountCan();
    return std::unique_ptr<Statement>(
        std::make_unique<StreamedStatement>(connection, std::move(sql), std::move(failure)));
}

} // namespace pk::mysql
