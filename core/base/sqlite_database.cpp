#include "base/database.h"

#include "base/database_errors.h"
#include "base/sqlite_queries.h"

#include <QCoreApplication>
#include <QFileInfo>

#include <sqlite3.h>

#include <cassert>

namespace pk {

namespace {

/// What SQLite said, in words a person can act on.
Error sqliteError(sqlite3 *db, int rc, const QString &context)
{
    Error error;
    error.context = context;
    const bool last = db != nullptr && (sqlite3_errcode(db) & 0xff) == (rc & 0xff);
    const QString detail = QString::fromUtf8(last ? sqlite3_errmsg(db) : sqlite3_errstr(rc));
    switch (rc & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        error.code = ErrorCode::Busy;
        error.retriable = true;
        break;
    case SQLITE_FULL:
        error.code = ErrorCode::Full;
        error.retriable = true;
        break;
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_AUTH:
        error.code = ErrorCode::Permission;
        error.message =
            QCoreApplication::translate(
                "base", "The database may not be written: %1. Check the rights of the file and its folder.")
                .arg(detail);
        break;
    case SQLITE_CANTOPEN:
        error.code = ErrorCode::NotFound;
        error.message =
            QCoreApplication::translate(
                "base",
                "The database file cannot be opened: %1. Check the path and the rights of its folder.")
                .arg(detail);
        break;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        error.code = ErrorCode::Corrupt;
        error.message =
            QCoreApplication::translate("base",
                                        "The database file is damaged or is no SQLite database: %1. It was "
                                        "left as it is; choose another file or restore a copy.")
                .arg(detail);
        break;
    case SQLITE_IOERR:
        error.code = ErrorCode::Unavailable;
        error.retriable = true;
        error.message =
            QCoreApplication::translate("base", "The database file could not be read or written: %1.")
                .arg(detail);
        break;
    case SQLITE_INTERRUPT:
        error.code = ErrorCode::Cancelled;
        break;
    default:
        error.code = ErrorCode::Database;
        break;
    }
    if (error.message.isEmpty())
        error.message = databaseMessage(error.code, detail);
    return error;
}

class SqliteStatement final : public Statement
{
public:
    SqliteStatement(sqlite3 *db, sqlite3_stmt *statement)
        : m_db(db)
        , m_statement(statement)
    {
    }
    ~SqliteStatement() override { sqlite3_finalize(m_statement); }
    SqliteStatement(const SqliteStatement &) = delete;
    SqliteStatement &operator=(const SqliteStatement &) = delete;

    void bindNull(int index) override { check(sqlite3_bind_null(m_statement, index + 1)); }
    void bind(int index, std::int64_t value) override
    {
        check(sqlite3_bind_int64(m_statement, index + 1, value));
    }
    void bind(int index, std::string_view text) override
    {
        check(sqlite3_bind_text64(m_statement, index + 1, text.data() != nullptr ? text.data() : "",
                                  text.size(), SQLITE_STATIC, SQLITE_UTF8));
    }
    void bindBlob(int index, std::string_view bytes) override
    {
        check(sqlite3_bind_blob64(m_statement, index + 1, bytes.data() != nullptr ? bytes.data() : "",
                                  bytes.size(), SQLITE_STATIC));
    }

    Result<bool> step() override
    {
        const int rc = sqlite3_step(m_statement);
        if (rc == SQLITE_ROW)
            return true;
        if (rc == SQLITE_DONE) {
            sqlite3_reset(m_statement);
            return false;
        }
        Error error = sqliteError(m_db, rc, QString::fromUtf8(sqlite3_sql(m_statement)).left(80));
        if (error.code != ErrorCode::Database) // the statement is right, the file is locked, full, damaged …
            error.context = QString::fromUtf8(sqlite3_db_filename(m_db, "main"));
        sqlite3_reset(m_statement);
        return error;
    }
    void reset() override { sqlite3_reset(m_statement); }

    int columnCount() const override { return sqlite3_column_count(m_statement); }
    std::string columnName(int column) const override
    {
        const char *name = sqlite3_column_name(m_statement, column);
        return name != nullptr ? name : "";
    }
    ValueType type(int column) const override
    {
        switch (sqlite3_column_type(m_statement, column)) {
        case SQLITE_NULL:
            return ValueType::Null;
        case SQLITE_INTEGER:
            return ValueType::Integer;
        case SQLITE_FLOAT:
            return ValueType::Real;
        case SQLITE_BLOB:
            return ValueType::Blob;
        default:
            return ValueType::Text;
        }
    }
    std::int64_t integer(int column) const override { return sqlite3_column_int64(m_statement, column); }
    double real(int column) const override { return sqlite3_column_double(m_statement, column); }
    std::string_view text(int column) const override
    {
        const void *bytes =
            sqlite3_column_blob(m_statement, column); // also right for text: UTF-8 is the encoding
        const auto size = static_cast<std::size_t>(sqlite3_column_bytes(m_statement, column));
        return {static_cast<const char *>(bytes), bytes != nullptr ? size : 0};
    }

private:
    /// A bind fails only by a bug: a wrong index, or a statement that still stands on a row.
    static void check([[maybe_unused]] int rc) { assert(rc == SQLITE_OK); }

    sqlite3 *m_db;
    sqlite3_stmt *m_statement;
};

constexpr int kLastCheckpointMs = 200;

class SqliteDatabase final : public Database
{
public:
    SqliteDatabase(sqlite3 *db, QString path)
        : m_db(db)
        , m_path(std::move(path))
    {
    }
    ~SqliteDatabase() override
    {
        // Somebody who only reads may keep the file open for longer, and cannot move the WAL into it: a
        // person who copies the one file shall have all of it. When it cannot be done now, nothing is lost.
        if (sqlite3_db_readonly(m_db, "main") == 0) {
            sqlite3_busy_timeout(m_db, kLastCheckpointMs);
            sqlite3_wal_checkpoint_v2(m_db, nullptr, SQLITE_CHECKPOINT_TRUNCATE, nullptr, nullptr);
        }
        sqlite3_close_v2(m_db);
    }
    SqliteDatabase(const SqliteDatabase &) = delete;
    SqliteDatabase &operator=(const SqliteDatabase &) = delete;

    Result<void> exec(std::string_view sql) override
    {
        const int rc = sqlite3_exec(m_db, std::string(sql).c_str(), nullptr, nullptr, nullptr);
        if (rc != SQLITE_OK)
            return sqliteError(m_db, rc, m_path);
        return {};
    }
    Result<std::unique_ptr<Statement>> prepare(std::string_view sql) override
    {
        sqlite3_stmt *statement = nullptr;
        if (const int rc = compile(sql, SQLITE_PREPARE_PERSISTENT, &statement, nullptr); rc != SQLITE_OK)
            return sqliteError(m_db, rc, m_path);
        return std::unique_ptr<Statement>(std::make_unique<SqliteStatement>(m_db, statement));
    }
    Result<std::unique_ptr<Statement>> prepareOnly(std::string_view sql) override
    {
        sqlite3_stmt *first = nullptr;
        sqlite3_stmt *second = nullptr;
        std::size_t rest = 0;
        if (const int rc = compile(sql, 0, &first, &rest); rc != SQLITE_OK)
            return sqliteError(m_db, rc, m_path);
        std::unique_ptr<Statement> statement = std::make_unique<SqliteStatement>(m_db, first);
        if (first == nullptr) {
            return Error{
                ErrorCode::BadInput,
                QCoreApplication::translate("base", "There is no statement to run. Type a query first."),
                {}};
        }
        // Only comments may follow: those compile to nothing.
        const int rc = compile(sql.substr(rest), 0, &second, nullptr);
        sqlite3_finalize(second);
        if (rc != SQLITE_OK || second != nullptr) {
            m_errorPosition = rest;
            return Error{
                ErrorCode::BadInput,
                QCoreApplication::translate(
                    "base", "A second statement begins here. Nothing was run; run one statement at a time."),
                {}};
        }
        return statement;
    }
    std::optional<std::size_t> errorPosition() const override { return m_errorPosition; }
    std::string errorText() const override { return sqlite3_errmsg(m_db); }
    void allowOnlyQueries() override { sqlite::allowOnlyQueries(m_db); }
    void setStopCondition(std::function<bool()> stop) override
    {
        m_stop = std::move(stop);
        sqlite::setStopCondition(m_db, m_stop ? &m_stop : nullptr);
    }
    Result<void> begin() override { return exec("BEGIN IMMEDIATE"); }
    Result<void> commit() override { return exec("COMMIT"); }
    void rollback() override
    {
        if (sqlite3_get_autocommit(m_db) == 0)
            sqlite3_exec(m_db, "ROLLBACK", nullptr, nullptr, nullptr);
    }
    std::int64_t changes() const override { return sqlite3_changes64(m_db); }
    std::string version() const override { return std::string("SQLite ") + sqlite3_libversion(); }

private:
    /// `rest`: how many bytes of the text the statement takes.
    int compile(std::string_view sql, unsigned flags, sqlite3_stmt **statement, std::size_t *rest)
    {
        const char *tail = nullptr;
        const int rc =
            sqlite3_prepare_v3(m_db, sql.data(), static_cast<int>(sql.size()), flags, statement, &tail);
        m_errorPosition = rc == SQLITE_OK ? std::nullopt : sqlite::errorPosition(m_db);
        if (rest != nullptr && rc == SQLITE_OK)
            *rest = static_cast<std::size_t>(tail - sql.data());
        return rc;
    }

    sqlite3 *m_db;
    QString m_path;
    std::optional<std::size_t> m_errorPosition;
    std::function<bool()> m_stop;
};

/// Why a file cannot be opened, where the folder or the rights tell more than SQLite does.
Error cannotOpen(sqlite3 *handle, int rc, const QString &path)
{
    const QFileInfo file(path);
    const QFileInfo folder(file.absolutePath());
    if ((rc & 0xff) == SQLITE_CANTOPEN && !folder.isDir()) {
        return {ErrorCode::NotFound,
                QCoreApplication::translate("base",
                                            "The folder of the database file does not exist. Nothing was "
                                            "written; create the folder or choose another path."),
                path};
    }
    if ((rc & 0xff) == SQLITE_CANTOPEN && file.isDir()) {
        return {ErrorCode::BadInput,
                QCoreApplication::translate("base",
                                            "This is a folder, not a database file. Nothing was written; add "
                                            "the name of a file to it."),
                path};
    }
    if ((rc & 0xff) == SQLITE_CANTOPEN && (!folder.isWritable() || (file.exists() && !file.isReadable()))) {
        return {ErrorCode::Permission,
                QCoreApplication::translate("base",
                                            "The database file cannot be opened or created here. Nothing was "
                                            "written; check the rights of the file and its folder or choose "
                                            "another path."),
                path};
    }
    return sqliteError(handle, rc, path);
}

/// SQLite counts each block that it takes, under one lock for the whole process, and nobody asks. Only before
/// the first database is opened can it be told; if a library was faster, it goes on counting.
void keepNoStatistics()
{
    static const int told = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
    Q_UNUSED(told)
}

} // namespace

Result<std::unique_ptr<Database>> openSqlite(const QString &path, OpenMode mode, int busyTimeoutMs)
{
    if (mode == OpenMode::ReadOnly && !QFileInfo::exists(path)) {
        return Error{
            ErrorCode::NotFound,
            QCoreApplication::translate("base", "There is no database file at this path. Check the path."),
            path};
    }
    // An absolute path can never be taken for a file: URI, which some builds of SQLite interpret by default.
    const QString name = path == QLatin1String(":memory:") ? path : QFileInfo(path).absoluteFilePath();
    keepNoStatistics();
    sqlite3 *handle = nullptr;
    const int flags =
        (mode == OpenMode::ReadOnly ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE)
        | SQLITE_OPEN_NOMUTEX;
    const int rc = sqlite3_open_v2(name.toUtf8().constData(), &handle, flags, nullptr);
    if (rc != SQLITE_OK) {
        Error error = cannotOpen(handle, rc, path);
        sqlite3_close_v2(handle);
        return error;
    }
    auto db = std::make_unique<SqliteDatabase>(handle, path);
    sqlite3_extended_result_codes(handle, 1);
    sqlite3_busy_timeout(handle, busyTimeoutMs);
    if (mode == OpenMode::ReadWrite) {
        // SQLite opens a file without write permission for reading, without saying so.
        if (sqlite3_db_readonly(handle, "main") == 1)
            return sqliteError(handle, SQLITE_READONLY, path);
        // Rows and offsets roll back together, so NORMAL loses nothing that was promised. Rows of 500 bytes
        // with their images fill pages of 8 KB better than SQLite's 4: a tenth less to write. An old file
        // keeps its own.
        if (auto set = db->exec("PRAGMA page_size=8192; PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; "
                                "PRAGMA temp_store=MEMORY;");
            !set)
            return set.error();
    }
    return std::unique_ptr<Database>(std::move(db));
}

} // namespace pk
