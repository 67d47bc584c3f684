#include "warehouse/order_loader.h"

#include "base/sql.h"
#include "warehouse/dialect.h"

#include <algorithm>
#include <array>

namespace pk::warehouse {

namespace {

constexpr std::string_view kOrderEntity = "order";

constexpr std::array<std::string_view, 24> kOrderColumns = {
    "load_id",       "order_id",       "version",       "event_id",       "status",       "customer_id",
    "customer_name", "customer_email", "customer_city", "channel",        "currency",     "total_e4",
    "item_count",    "ordered_at",     "occurred_at",   "correlation_id", "raw_topic",    "raw_partition",
    "raw_offset",    "src_topic",      "src_partition", "src_offset",     "cdc_position", "loaded_at"};

constexpr std::array<std::string_view, 11> kItemColumns = {
    "load_id", "order_id", "line",          "version",     "sku",          "name",
    "qty_e3",  "unit",     "unit_price_e4", "discount_e4", "line_total_e4"};

constexpr std::size_t kDeletesPerStatement = 32;

} // namespace

Result<std::unique_ptr<OrderLoader>> OrderLoader::prepare(Database &db, bool naive)
{
    std::unique_ptr<OrderLoader> loader(new OrderLoader(db, naive));
    std::string clause;
    if (!naive) {
        const std::array<std::string_view, 1> key = {"order_id"};
        clause = dialectOf(db).upsertClause(key, std::span(kOrderColumns).subspan(2));
        auto stored = StoredRows::prepare(db, "fact_orders", "order_id");
        if (!stored)
            return std::move(stored).error();
        loader->m_stored = std::move(*stored);
        auto deleteItems = db.prepare("DELETE FROM fact_order_items WHERE load_id IN ("
                                      + placeholders(kDeletesPerStatement) + ")");
        if (!deleteItems)
            return std::move(deleteItems).error();
        loader->m_deleteItems = std::move(*deleteItems);
    }
    auto orders = RowInserter::prepare(db, "fact_orders", kOrderColumns, clause);
    if (!orders)
        return std::move(orders).error();
    loader->m_insertOrders = std::move(*orders);
    auto items = RowInserter::prepare(db, "fact_order_items", kItemColumns);
    if (!items)
        return std::move(items).error();
    loader->m_insertItems = std::move(*items);
    return loader;
}

Result<void> OrderLoader::apply(Batch &batch)
{
    parseAll(batch);
    if (m_parsed.empty())
        return {};
    if (m_stored) {
        if (auto read = m_stored->read(m_keys, batch.arena); !read)
            return read;
    }
    if (auto decided = decideAll(batch); !decided)
        return decided;
    chooseWinners();
    if (auto numbered = numberLoads(); !numbered)
        return numbered;
    if (auto written = writeOrders(batch); !written)
        return written;
    return writeItems();
}

void OrderLoader::parseAll(Batch &batch)
{
    m_parsed.clear();
    m_items.clear();
    m_keys.clear();
    for (std::size_t i = 0; i < batch.records.size(); ++i) {
        const LoadRecord &record = batch.records[i];
        if (record.dataset != Dataset::Orders)
            continue;
        if (!record.hasValue) {
            refuse(batch.outcomes[i],
                   {reject::noValue, "The message has no value; an order is never deleted."});
            continue;
        }
        Parsed &parsed = m_parsed.emplace_back();
        if (auto rejection = m_parser.parse(record.value, batch.arena, parsed.message, m_items)) {
            refuse(batch.outcomes[i], std::move(*rejection));
            m_parsed.pop_back();
            continue;
        }
        AuditEntry &audit = batch.audit[i];
        audit.entity = kOrderEntity;
        audit.entityKey = parsed.message.orderId;
        audit.version = parsed.message.version;
        audit.payloadSha256 = payloadHash(record.value, batch.arena);
        parsed.message.eventId = eventIdOf(parsed.message.eventId, audit.payloadSha256, batch.arena);
        parsed.record = static_cast<std::uint32_t>(i);
        parsed.slot = m_naive ? 0 : m_keys.add(parsed.message.orderId);
    }
}

Result<void> OrderLoader::decideAll(Batch &batch)
{
    for (std::size_t i = 0; i < m_parsed.size(); ++i) {
        const Parsed &parsed = m_parsed[i];
        const LoadRecord &record = batch.records[parsed.record];
        const OrderMessage &order = parsed.message;
        KeyState *const state = m_naive ? nullptr : &m_keys[parsed.slot];
        Action action = Action::Insert;
        if (state != nullptr) {
            action =
                m_keys.decide(parsed.slot, eventOrder(record, order.version, order.occurredAt, order.eventId),
                              static_cast<std::uint32_t>(i));
        }
        batch.outcomes[parsed.record].action = action;
        batch.audit[parsed.record].action = action;
        if (batch.images && (action == Action::Insert || action == Action::Update)) {
            if (auto kept = keepImages(batch, i, state); !kept)
                return kept;
        }
    }
    return {};
}

Result<void> OrderLoader::keepImages(Batch &batch, std::size_t index, KeyState *state)
{
    const Parsed &parsed = m_parsed[index];
    const OrderMessage &order = parsed.message;
    AuditEntry &audit = batch.audit[parsed.record];
    const auto items = std::span(m_items).subspan(order.firstItem, order.endItem - order.firstItem);
    audit.after = batch.arena.copy(orderImage(order, items));
    if (state == nullptr)
        return {};
    if (state->stored && state->image.data() == nullptr) {
        auto image = m_images.order(*m_db, state->loadId);
        if (!image)
            return std::move(image).error();
        state->image = batch.arena.copy(*image);
    }
    audit.before = state->image;
    state->image = audit.after;
    return {};
}

void OrderLoader::chooseWinners()
{
    m_winners.clear();
    for (std::uint32_t i = 0; i < m_parsed.size(); ++i) {
        if (m_naive || m_keys[m_parsed[i].slot].winner == i)
            m_winners.push_back(i);
    }
}

Result<void> OrderLoader::numberLoads()
{
    if (!m_nextLoadId) {
        // Nobody else writes while our transaction is open, so the numbers are ours.
        const auto last = queryInteger(*m_db, "SELECT max(load_id) FROM fact_orders");
        if (!last)
            return last.error();
        m_nextLoadId = *last + 1;
    }
    for (const std::uint32_t i : m_winners) {
        Parsed &parsed = m_parsed[i];
        parsed.update = !m_naive && m_keys[parsed.slot].stored;
        parsed.loadId = parsed.update ? m_keys[parsed.slot].loadId : (*m_nextLoadId)++;
    }
    return {};
}

Result<void> OrderLoader::writeOrders(const Batch &batch)
{
    return m_insertOrders->insert(m_winners.size(), [&](RowBinder &row, std::size_t i) {
        const Parsed &parsed = m_parsed[m_winners[i]];
        const OrderMessage &o = parsed.message;
        if (parsed.update)
            row.null(); // the stored row keeps its number
        else
            row.integer(parsed.loadId);
        row.text(o.orderId);
        row.integer(o.version);
        row.text(o.eventId);
        row.text(o.status);
        row.text(o.customerId);
        row.text(o.customerName);
        row.text(o.customerEmail);
        row.text(o.customerCity);
        row.text(o.channel);
        row.text(o.currency);
        row.integer(o.totalE4);
        row.integer(o.itemCount);
        row.integer(o.orderedAt);
        row.integer(o.occurredAt);
        bindProvenance(row, batch.records[parsed.record], batch.nowMs);
    });
}

Result<void> OrderLoader::writeItems()
{
    m_itemRows.clear();
    std::array<std::int64_t, kDeletesPerStatement> replaced{};
    std::size_t count = 0;
    const auto deleteReplaced = [&]() -> Result<void> {
        for (std::size_t i = 0; i < kDeletesPerStatement; ++i) // filled up with the last one
            m_deleteItems->bind(static_cast<int>(i), replaced[std::min(i, count - 1)]);
        count = 0;
        if (auto stepped = m_deleteItems->step(); !stepped)
            return std::move(stepped).error();
        return {};
    };
    for (const std::uint32_t i : m_winners) {
        const Parsed &parsed = m_parsed[i];
        for (std::uint32_t item = parsed.message.firstItem; item < parsed.message.endItem; ++item)
            m_itemRows.push_back({i, item});
        if (!parsed.update)
            continue;
        replaced[count++] = parsed.loadId;
        if (count == kDeletesPerStatement) {
            if (auto deleted = deleteReplaced(); !deleted)
                return deleted;
        }
    }
    if (count > 0) {
        if (auto deleted = deleteReplaced(); !deleted)
            return deleted;
    }
    return m_insertItems->insert(m_itemRows.size(), [&](RowBinder &row, std::size_t i) {
        const Parsed &parsed = m_parsed[m_itemRows[i].parsed];
        const ItemMessage &item = m_items[m_itemRows[i].item];
        row.integer(parsed.loadId);
        row.text(parsed.message.orderId);
        row.integer(item.line);
        row.integer(parsed.message.version);
        row.text(item.sku);
        row.text(item.name);
        row.integer(item.qtyE3);
        row.text(item.unit);
        row.integer(item.unitPriceE4);
        row.integer(item.discountE4);
        row.integer(item.lineTotalE4);
    });
}

} // namespace pk::warehouse
