#pragma once

// The narrow database layer used by journal, warehouse and the database sources: a connection, prepared
// statements and nothing else. SQLite is spoken to through its C API, which is twice as fast as QSqlQuery for
// writes; MySQL and MariaDB through Qt SQL (mysql_database.h).
//
// Thread: a Database and its Statements belong to the thread that opened it.
// Ownership: Statements must be destroyed before their Database.
// Errors: Busy (locked, retriable), Corrupt, Full, Permission (read-only), NotFound, Database.

#include "base/result.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace pk {

enum class ValueType { Null, Integer, Real, Text, Blob };

/// One prepared statement. Parameters and columns count from 0.
class Statement
{
public:
    virtual ~Statement() = default;

    virtual void bindNull(int index) = 0;
    virtual void bind(int index, std::int64_t value) = 0;
    /// REQUIRES: the bytes stay valid until the statement was stepped to its end or reset.
    virtual void bind(int index, std::string_view text) = 0;
    virtual void bindBlob(int index, std::string_view bytes) = 0;

    /// Runs to the next row. True: a row is there. False: done (the statement is then reset by itself).
    virtual Result<bool> step() = 0;
    /// Ends a read: a statement left open pins the WAL.
    virtual void reset() = 0;

    /// Known from the first step() on; SQLite knows it before.
    virtual int columnCount() const = 0;
    virtual std::string columnName(int column) const = 0;
    virtual ValueType type(int column) const = 0;
    bool isNull(int column) const { return type(column) == ValueType::Null; }
    virtual std::int64_t integer(int column) const = 0;
    virtual double real(int column) const = 0;
    /// Valid until the next step or reset.
    virtual std::string_view text(int column) const = 0;
};

/// One statement for many rows at once. The columns of a row come in their order, one row after the other.
class RowSink
{
public:
    virtual ~RowSink() = default;

    virtual void null() = 0;
    virtual void integer(std::int64_t value) = 0;
    /// REQUIRES: the bytes stay valid until flush().
    virtual void text(std::string_view text) = 0;
    /// A row is complete: sends the rows so far where there is enough of them.
    virtual Result<void> endRow() = 0;
    /// Sends what is left.
    virtual Result<void> flush() = 0;
};

enum class OpenMode {
    ReadWrite, ///< creates the file when it is missing
    ReadOnly,
};

class Database
{
public:
    virtual ~Database() = default;

    /// Runs one or more statements without results.
    virtual Result<void> exec(std::string_view sql) = 0;
    virtual Result<std::unique_ptr<Statement>> prepare(std::string_view sql) = 0;
    /// `sql` with the parameters of one row, for many rows; null where the database has no better way than
    /// statements of several rows.
    virtual std::unique_ptr<RowSink> rowSink(std::string_view /*sql*/, std::size_t /*columns*/) { return {}; }
    /// For text that a person typed: BadInput when it holds no statement, or more than one.
    virtual Result<std::unique_ptr<Statement>> prepareOnly(std::string_view sql) = 0;
    /// Where in its text, in bytes, the last statement that could not be prepared is wrong, if that is known.
    virtual std::optional<std::size_t> errorPosition() const = 0;
    /// What the database itself said last, in its own words: for those who make better ones of them.
    virtual std::string errorText() const = 0;
    /// From here on this connection reads and does nothing else: what would write, attach, change a setting
    /// or open a transaction is Permission. The database itself refuses it, nobody reads the text.
    virtual void allowOnlyQueries() = 0;
    /// Asked again and again while a statement runs; true ends that statement with Cancelled.
    virtual void setStopCondition(std::function<bool()> stop) = 0;
    /// Begins a write transaction at once (SQLite: BEGIN IMMEDIATE, so that the busy time-out holds).
    /// A server that cannot stop a query when asked to stops those that take longer, from now on.
    virtual Result<void> limitQueries(std::chrono::milliseconds /*time*/) { return {}; }
    virtual Result<void> begin() = 0;
    virtual Result<void> commit() = 0;
    /// After a commit() that failed: nobody has answered, and it may have been done all the same.
    virtual bool commitUnknown() const { return false; }
    /// Safe to call when no transaction is open.
    virtual void rollback() = 0;
    /// Rows changed by the last INSERT, UPDATE or DELETE.
    virtual std::int64_t changes() const = 0;
    virtual std::string version() const = 0; ///< for example "SQLite 3.40.1" or "MariaDB 10.11.19"
};

/// Opens a SQLite file: WAL, synchronous=NORMAL, the given busy time-out in milliseconds.
Result<std::unique_ptr<Database>> openSqlite(const QString &path, OpenMode mode = OpenMode::ReadWrite,
                                             int busyTimeoutMs = 5000);

} // namespace pk
