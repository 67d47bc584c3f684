#include "warehouse/dialect.h"

#include <array>
#include <utility>

namespace pk::warehouse {

namespace {

std::string joined(std::span<const std::string_view> names)
{
    std::string text;
    for (const std::string_view name : names)
        text.append(text.empty() ? "" : ", ").append(name);
    return text;
}

class SqliteDialect final : public Dialect
{
public:
    std::string upsertClause(std::span<const std::string_view> keys,
                             std::span<const std::string_view> columns) const override
    {
        std::string sql = " ON CONFLICT(" + joined(keys) + ") DO UPDATE SET ";
        bool first = true;
        for (const std::string_view column : columns) {
            sql.append(first ? "" : ", ").append(column).append(" = excluded.").append(column);
            first = false;
        }
        return sql;
    }
    std::string ignoreClause(std::span<const std::string_view> keys) const override
    {
        return " ON CONFLICT(" + joined(keys) + ") DO NOTHING";
    }
    std::string tableExistsSql() const override
    {
        return "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = ?";
    }
    std::string tableCountSql() const override
    {
        return "SELECT count(*) FROM sqlite_master WHERE type = 'table'";
    }
    std::string indexExistsSql() const override
    {
        return "SELECT count(*) FROM sqlite_master WHERE type = 'index' AND tbl_name = ? AND name = ?";
    }
    std::string dropIndexSql(std::string_view index, std::string_view /*table*/) const override
    {
        return "DROP INDEX " + std::string(index);
    }
    std::string columnsSql() const override
    {
        return "SELECT name, type, pk > 0 FROM pragma_table_info(?) ORDER BY cid";
    }
    std::string changeTypeSql(std::string_view table, std::string_view column,
                              std::string_view type) const override
    {
        // SQLite cannot do it: another column takes the values and then the name.
        const std::string alter = "ALTER TABLE " + std::string(table);
        const std::string name(column);
        constexpr std::string_view other = "\"pk changing type\"";
        std::string sql = alter;
        sql.append(" ADD COLUMN ").append(other).append(" ").append(type);
        sql.append("; UPDATE ").append(table).append(" SET ").append(other).append(" = ").append(name);
        sql.append("; ").append(alter).append(" DROP COLUMN ").append(name);
        sql.append("; ").append(alter).append(" RENAME COLUMN ").append(other).append(" TO ").append(name);
        return sql;
    }
    bool schemaIsTransactional() const override { return true; }
    std::string_view writerSettings() const override
    {
        // Several index trees grow at once: keep their hot pages in memory, and move them from the log into
        // the file after some dozen transactions rather than after two.
        return "PRAGMA cache_size = -32768; PRAGMA wal_autocheckpoint = 4000; PRAGMA secure_delete = OFF;";
    }
    StatementSize statementSize() const override
    {
        static constexpr std::size_t rows[] = {32, 8, 1}; // more gains nothing (measured)
        static constexpr std::size_t keys[] = {32};
        return {rows, keys, 0};
    }
    std::int64_t pageRows() const override { return 0; }

protected:
    Types types() const override
    {
        return {"INTEGER PRIMARY KEY", "TEXT", "TEXT", "INTEGER", "REAL", "WITHOUT ROWID", ""};
    }
};

/// MariaDB and MySQL: the same but for the collation that compares bytes, trailing spaces included.
class MysqlDialect final : public Dialect
{
public:
    explicit MysqlDialect(std::string_view collation)
        : m_key("VARCHAR(255) COLLATE ")
        , m_text("MEDIUMTEXT COLLATE ")
    {
        m_key.append(collation);
        m_text.append(collation);
    }

    std::string upsertClause(std::span<const std::string_view> /*keys*/,
                             std::span<const std::string_view> columns) const override
    {
        std::string sql = " ON DUPLICATE KEY UPDATE ";
        bool first = true;
        for (const std::string_view column : columns) {
            sql.append(first ? "" : ", ").append(column).append(" = VALUES(").append(column).append(")");
            first = false;
        }
        return sql;
    }
    std::string ignoreClause(std::span<const std::string_view> keys) const override
    {
        // Not INSERT IGNORE, which would pass over every other error, too.
        return " ON DUPLICATE KEY UPDATE " + std::string(keys.front()) + " = " + std::string(keys.front());
    }
    std::string tableExistsSql() const override
    {
        return "SELECT count(*) FROM information_schema.tables WHERE table_schema = database() AND "
               "table_type = 'BASE TABLE' AND table_name = ?";
    }
    std::string tableCountSql() const override
    {
        return "SELECT count(*) FROM information_schema.tables WHERE table_schema = database() AND "
               "table_type = 'BASE TABLE'";
    }
    std::string indexExistsSql() const override
    {
        return "SELECT count(DISTINCT index_name) FROM information_schema.statistics WHERE "
               "table_schema = database() AND table_name = ? AND index_name = ?";
    }
    std::string dropIndexSql(std::string_view index, std::string_view table) const override
    {
        return "DROP INDEX " + std::string(index) + " ON " + std::string(table);
    }
    std::string columnsSql() const override
    {
        return "SELECT column_name, column_type, column_key = 'PRI' FROM information_schema.columns WHERE "
               "table_schema = database() AND table_name = ? ORDER BY ordinal_position";
    }
    std::string changeTypeSql(std::string_view table, std::string_view column,
                              std::string_view type) const override
    {
        std::string sql("ALTER TABLE ");
        sql.append(table).append(" MODIFY COLUMN ").append(column).append(" ").append(type).append(" NULL");
        return sql;
    }
    bool schemaIsTransactional() const override { return false; }
    std::string_view writerSettings() const override { return {}; }
    StatementSize statementSize() const override
    {
        // Few statements: beside the rows of a large one, what a small one costs the server is a tenth of all
        // (measured). It takes 16 MB at once unless it is told otherwise.
        static constexpr std::size_t rows[] = {1024, 256, 64, 16, 4, 1};
        static constexpr std::size_t keys[] = {512, 128, 16};
        return {rows, keys, 4'000'000};
    }
    std::int64_t pageRows() const override { return 20'000; }

protected:
    Types types() const override
    {
        // An index takes 3,072 bytes, of which two columns of {key} need two thirds.
        return {"BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY", m_key, m_text, "BIGINT", "DOUBLE", "", "(200)"};
    }

private:
    std::string m_key;
    std::string m_text;
};

} // namespace

std::string Dialect::schemaSql(std::string_view statement) const
{
    const Types t = types();
    const std::array<std::pair<std::string_view, std::string_view>, 7> words{{{"{id}", t.id},
                                                                              {"{key}", t.key},
                                                                              {"{text}", t.text},
                                                                              {"{integer}", t.integer},
                                                                              {"{real}", t.real},
                                                                              {"{clustered}", t.clustered},
                                                                              {"{prefix}", t.prefix}}};
    std::string sql(statement);
    for (const auto &[word, type] : words) {
        for (std::size_t at = sql.find(word); at != std::string::npos; at = sql.find(word, at + type.size()))
            sql.replace(at, word.size(), type);
    }
    return sql;
}

const Dialect &dialectOf(const Database &database)
{
    static const SqliteDialect sqlite;
    static const MysqlDialect mariaDb("utf8mb4_nopad_bin");
    static const MysqlDialect mysql("utf8mb4_0900_bin");
    const std::string version = database.version();
    if (version.rfind("MariaDB", 0) == 0)
        return mariaDb;
    return version.rfind("MySQL", 0) == 0 ? static_cast<const Dialect &>(mysql) : sqlite;
}

} // namespace pk::warehouse
