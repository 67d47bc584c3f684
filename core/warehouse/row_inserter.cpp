#include "warehouse/row_inserter.h"

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
    constexpr std::array<std::size_t, 3> sizes = {32, 8, 1};
    for (std::size_t s = 0; s < sizes.size(); ++s) {
        std::string sql = head;
        for (std::size_t i = 0; i < sizes[s]; ++i)
            sql.append(i == 0 ? "" : ", ").append(row);
        auto statement = db.prepare(sql.append(suffix));
        if (!statement)
            return std::move(statement).error();
        inserter.m_prepared[s] = {sizes[s], std::move(*statement)};
    }
    return inserter;
}

} // namespace pk::warehouse
