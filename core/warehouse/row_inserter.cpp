#include "warehouse/row_inserter.h"

#include "warehouse/dialect.h"

namespace pk::warehouse {

std::string placeholders(std::size_t count)
{
    std::string text;
    for (std::size_t i = 0; i < count; ++i)
        text.append(i == 0 ? "?" : ", ?");
    return text;
}

Result<RowInserter> RowInserter::prepare(Database &db, std::string_view table,
                                         std::span<const std::string_view> columns, std::string_view suffix)
{
    std::string head("INSERT INTO ");
    head.append(table).append("(");
    for (std::size_t i = 0; i < columns.size(); ++i)
        head.append(i == 0 ? "" : ", ").append(columns[i]);
    head.append(") VALUES ");
    const std::string row = "(" + placeholders(columns.size()) + ")";

    RowInserter inserter;
    inserter.m_sink = db.rowSink(head + row + std::string(suffix), columns.size());
    if (inserter.m_sink)
        return inserter;
    const Dialect::StatementSize size = dialectOf(db).statementSize();
    inserter.m_maxBytes = size.bytes;
    for (const std::size_t rows : size.rows) {
        std::string sql = head;
        for (std::size_t i = 0; i < rows; ++i)
            sql.append(i == 0 ? "" : ", ").append(row);
        auto statement = db.prepare(sql.append(suffix));
        if (!statement)
            return std::move(statement).error();
        inserter.m_prepared.push_back({rows, std::move(*statement)});
    }
    return inserter;
}

} // namespace pk::warehouse
