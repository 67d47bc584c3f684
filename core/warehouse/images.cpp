#include "warehouse/images.h"

#include "base/sql.h"
#include "warehouse/arena.h"

#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <vector>

namespace pk::warehouse {

namespace {

class ObjectWriter
{
public:
    ObjectWriter()
        : m_writer(m_buffer)
    {
        m_writer.StartObject();
    }

    ObjectWriter &text(std::string_view name, std::string_view value)
    {
        key(name);
        if (value.data() != nullptr)
            m_writer.String(value.data(), static_cast<rapidjson::SizeType>(value.size()));
        else
            m_writer.Null();
        return *this;
    }
    ObjectWriter &integer(std::string_view name, const Integer &value)
    {
        key(name);
        if (value)
            m_writer.Int64(*value);
        else
            m_writer.Null();
        return *this;
    }
    void beginArray(std::string_view name)
    {
        key(name);
        m_writer.StartArray();
    }
    void endArray() { m_writer.EndArray(); }
    void beginElement() { m_writer.StartObject(); }
    void endElement() { m_writer.EndObject(); }

    std::string finish()
    {
        m_writer.EndObject();
        return {m_buffer.GetString(), m_buffer.GetSize()};
    }

private:
    void key(std::string_view name)
    {
        m_writer.Key(name.data(), static_cast<rapidjson::SizeType>(name.size()));
    }

    rapidjson::StringBuffer m_buffer;
    rapidjson::Writer<rapidjson::StringBuffer> m_writer;
};

/// Reads the columns of a row one after the other; texts are copied, since the next step ends theirs.
class RowReader
{
public:
    RowReader(const Statement &statement, Arena &arena)
        : m_statement(statement)
        , m_arena(arena)
    {
    }

    std::string_view text()
    {
        const int column = m_next++;
        return m_statement.isNull(column) ? std::string_view() : m_arena.copy(m_statement.text(column));
    }
    Integer integer()
    {
        const int column = m_next++;
        return m_statement.isNull(column) ? Integer() : Integer(m_statement.integer(column));
    }

private:
    const Statement &m_statement;
    Arena &m_arena;
    int m_next = 0;
};

/// Runs `sql` for one load_id and hands every row to `take`.
template <typename Take>
Result<void> rowsOfLoad(Database &db, std::unique_ptr<Statement> &statement, std::string_view sql,
                        std::int64_t loadId, const Take &take)
{
    if (!statement) {
        auto prepared = db.prepare(sql);
        if (!prepared)
            return std::move(prepared).error();
        statement = std::move(*prepared);
    }
    statement->bind(0, loadId);
    return forEachRow(*statement, take);
}

} // namespace

std::string orderImage(const OrderMessage &o, std::span<const ItemMessage> items)
{
    ObjectWriter json;
    json.text("order_id", o.orderId).integer("version", o.version).text("event_id", o.eventId);
    json.text("status", o.status).text("customer_id", o.customerId).text("customer_name", o.customerName);
    json.text("customer_email", o.customerEmail).text("customer_city", o.customerCity);
    json.text("channel", o.channel).text("currency", o.currency).integer("total_e4", o.totalE4);
    json.integer("item_count", o.itemCount)
        .integer("ordered_at", o.orderedAt)
        .integer("occurred_at", o.occurredAt);
    json.beginArray("items");
    for (const ItemMessage &item : items) {
        json.beginElement();
        json.integer("line", item.line)
            .text("sku", item.sku)
            .text("name", item.name)
            .integer("qty_e3", item.qtyE3);
        json.text("unit", item.unit).integer("unit_price_e4", item.unitPriceE4);
        json.integer("discount_e4", item.discountE4).integer("line_total_e4", item.lineTotalE4);
        json.endElement();
    }
    json.endArray();
    return json.finish();
}

std::string activityImage(const ActivityMessage &a)
{
    ObjectWriter json;
    json.text("activity_id", a.activityId).integer("version", a.version).text("event_id", a.eventId);
    json.text("nim", a.nim).text("kind", a.kind).text("title", a.title).integer("sks", a.sks);
    json.text("level", a.level).text("rank", a.rank).text("term", a.term).integer("weight_e4", a.weightE4);
    json.text("regulation", a.regulation).integer("recorded_at", a.recordedAt);
    json.integer("occurred_at", a.occurredAt);
    return json.finish();
}

Result<std::string> StoredImages::order(Database &db, std::int64_t loadId)
{
    Arena arena;
    OrderMessage o;
    std::vector<ItemMessage> items;
    auto read =
        rowsOfLoad(db, m_order,
                   "SELECT order_id, version, event_id, status, customer_id, customer_name, customer_email, "
                   "customer_city, channel, currency, total_e4, item_count, ordered_at, occurred_at "
                   "FROM fact_orders WHERE load_id = ?",
                   loadId, [&](const Statement &statement) {
                       RowReader row(statement, arena);
                       o.orderId = row.text();
                       o.version = row.integer().value_or(0);
                       o.eventId = row.text();
                       o.status = row.text();
                       o.customerId = row.text();
                       o.customerName = row.text();
                       o.customerEmail = row.text();
                       o.customerCity = row.text();
                       o.channel = row.text();
                       o.currency = row.text();
                       o.totalE4 = row.integer();
                       o.itemCount = row.integer();
                       o.orderedAt = row.integer();
                       o.occurredAt = row.integer();
                   });
    if (!read)
        return std::move(read).error();
    read = rowsOfLoad(db, m_items,
                      "SELECT line, sku, name, qty_e3, unit, unit_price_e4, discount_e4, line_total_e4 "
                      "FROM fact_order_items WHERE load_id = ? ORDER BY line",
                      loadId, [&](const Statement &statement) {
                          RowReader row(statement, arena);
                          ItemMessage item;
                          item.line = row.integer().value_or(0);
                          item.sku = row.text();
                          item.name = row.text();
                          item.qtyE3 = row.integer();
                          item.unit = row.text();
                          item.unitPriceE4 = row.integer();
                          item.discountE4 = row.integer();
                          item.lineTotalE4 = row.integer();
                          items.push_back(item);
                      });
    if (!read)
        return std::move(read).error();
    return orderImage(o, items);
}

Result<std::string> StoredImages::activity(Database &db, std::int64_t loadId)
{
    Arena arena;
    ActivityMessage a;
    auto read =
        rowsOfLoad(db, m_activity,
                   "SELECT activity_id, version, event_id, nim, kind, title, sks, level, \"rank\", term, "
                   "weight_e4, regulation, recorded_at, occurred_at FROM fact_activities WHERE load_id = ?",
                   loadId, [&](const Statement &statement) {
                       RowReader row(statement, arena);
                       a.activityId = row.text();
                       a.version = row.integer().value_or(0);
                       a.eventId = row.text();
                       a.nim = row.text();
                       a.kind = row.text();
                       a.title = row.text();
                       a.sks = row.integer();
                       a.level = row.text();
                       a.rank = row.text();
                       a.term = row.text();
                       a.weightE4 = row.integer();
                       a.regulation = row.text();
                       a.recordedAt = row.integer();
                       a.occurredAt = row.integer();
                   });
    if (!read)
        return std::move(read).error();
    return activityImage(a);
}

} // namespace pk::warehouse
