#pragma once

// Short statements in a row, as a transaction has them: the first error is kept, and what comes after it does
// nothing. So a transaction is written down without a check behind every line, and asked once at its end.
//
// Thread: that of the database, which must outlive the runner.

#include "base/database.h"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace pk::kampus {

/// A parameter; std::monostate is NULL.
using SqlValue = std::variant<std::monostate, std::int64_t, std::string>;

/// What stands in a row's text; 0 when it is no number.
std::int64_t numberOf(std::string_view text);

class SqlRunner
{
public:
    explicit SqlRunner(Database &db)
        : m_db(db)
    {
    }

    void run(std::string_view sql, const std::vector<SqlValue> &parameters = {});
    /// The rows' texts, NULL as an empty one. Empty after an error.
    std::vector<std::vector<std::string>> rows(std::string_view sql,
                                               const std::vector<SqlValue> &parameters = {});
    /// The first column of the first row as a number; 0 when there is none.
    std::int64_t number(std::string_view sql, const std::vector<SqlValue> &parameters = {});

    void fail(Error error);
    bool failed() const { return m_error.has_value(); }
    /// Hands the first error out and forgets it.
    std::optional<Error> takeError();

private:
    Statement *prepared(std::string_view sql, const std::vector<SqlValue> &parameters);

    Database &m_db;
    std::map<std::string, std::unique_ptr<Statement>, std::less<>> m_statements;
    std::optional<Error> m_error;
};

} // namespace pk::kampus
