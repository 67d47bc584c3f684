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
    std::string dropIndexSql(std::string_view index, std::string_view /*table*/) const override
    {
        return "DROP INDEX IF EXISTS " + std::string(index);
    }
    std::string_view writerSettings() const override
    {
        // Several index trees grow at once: keep their hot pages in memory, and move them from the log into
        // the file after some dozen transactions rather than after two.
        return "PRAGMA cache_size = -32768; PRAGMA wal_autocheckpoint = 4000; PRAGMA secure_delete = OFF;";
    }

protected:
    Types types() const override
    {
        return {"INTEGER PRIMARY KEY", "TEXT", "TEXT", "INTEGER", "REAL", "WITHOUT ROWID"};
    }
};

} // namespace

std::string Dialect::schemaSql(std::string_view statement) const
{
    const Types t = types();
    const std::array<std::pair<std::string_view, std::string_view>, 6> words{{{"{id}", t.id},
                                                                              {"{key}", t.key},
                                                                              {"{text}", t.text},
                                                                              {"{integer}", t.integer},
                                                                              {"{real}", t.real},
                                                                              {"{clustered}", t.clustered}}};
    std::string sql(statement);
    for (const auto &[word, type] : words) {
        for (std::size_t at = sql.find(word); at != std::string::npos; at = sql.find(word, at + type.size()))
            sql.replace(at, word.size(), type);
    }
    return sql;
}

const Dialect &dialectOf(const Database & /*database*/)
{
    static const SqliteDialect sqlite; // the only connection that base opens so far
    return sqlite;
}

} // namespace pk::warehouse
