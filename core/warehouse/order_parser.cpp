#include "warehouse/order_parser.h"

#include <algorithm>

namespace pk::warehouse {

namespace {

enum Level { Root, Customer, Items, Item };

// The order of the names is the order of the enumerators.
enum RootField {
    EventId,
    OrderId,
    Version,
    OccurredAt,
    CustomerField,
    ItemsField,
    Currency,
    Status,
    Channel,
    OrderedAt,
    OrderTotal,
    ItemCount
};
constexpr std::array<std::string_view, 12> kRootFields = {
    "event_id", "order_id", "version", "occurred_at", "customer",    "items",
    "currency", "status",   "channel", "ordered_at",  "order_total", "item_count"};

enum CustomerFieldName { CustomerId, CustomerName, CustomerEmail, CustomerCity };
constexpr std::array<std::string_view, 4> kCustomerFields = {"id", "name", "email", "city"};

enum ItemField { Line, Sku, Name, Qty, Unit, UnitPrice, Discount, LineTotal };
constexpr std::array<std::string_view, 8> kItemFields = {"line", "sku",        "name",     "qty",
                                                         "unit", "unit_price", "discount", "line_total"};

constexpr int kE4 = 4;
constexpr int kE3 = 3;

} // namespace

std::optional<Rejection> OrderParser::parse(std::string_view json, Arena &arena, OrderMessage &order,
                                            std::vector<ItemMessage> &items)
{
    order = {};
    order.firstItem = static_cast<std::uint32_t>(items.size());
    m_order = &order;
    m_items = &items;
    m_item = {};
    m_line.reset();
    auto rejection = read(json, arena);
    if (!rejection)
        rejection = checkComplete();
    if (rejection)
        items.resize(order.firstItem);
    order.endItem = static_cast<std::uint32_t>(items.size());
    return rejection;
}

int OrderParser::fieldOf(int level, std::string_view key) const
{
    switch (level) {
    case Root:
        return indexOf(kRootFields, key);
    case Customer:
        return indexOf(kCustomerFields, key);
    case Item:
        return indexOf(kItemFields, key);
    default:
        return -1;
    }
}

int OrderParser::levelOf(int level, int field, bool array) const
{
    if (level == Root && field == CustomerField && !array)
        return Customer;
    if (level == Root && field == ItemsField && array)
        return Items;
    return level == Items && !array ? static_cast<int>(Item) : kNoLevel;
}

bool OrderParser::set(int level, int field, const Scalar &value)
{
    OrderMessage &o = *m_order;
    if (level == Items)
        return fail(reject::badType, "An element of items is no object.");
    if (level == Item)
        return setItemField(field, value);
    if (level == Customer) {
        switch (field) {
        case CustomerId:
            return setText(o.customerId, value, "customer.id");
        case CustomerName:
            return setText(o.customerName, value, "customer.name");
        case CustomerEmail:
            return setText(o.customerEmail, value, "customer.email");
        default:
            return setText(o.customerCity, value, "customer.city");
        }
    }
    const std::string_view name = kRootFields[static_cast<std::size_t>(field)];
    switch (field) {
    case EventId:
        return setText(o.eventId, value, name);
    case OrderId:
        return setText(o.orderId, value, name);
    case Version:
        return setVersion(o.version, value, name);
    case OccurredAt:
        return setTime(o.occurredAt, value, name);
    case Currency:
        return setText(o.currency, value, name);
    case Status:
        return setText(o.status, value, name);
    case Channel:
        return setText(o.channel, value, name);
    case OrderedAt:
        return setTime(o.orderedAt, value, name);
    case OrderTotal:
        return setDecimal(o.totalE4, value, kE4, name);
    case ItemCount:
        return setInteger(o.itemCount, value, name);
    default: // customer, items
        return value.kind == Scalar::Null
            || fail(reject::badType, "The field " + std::string(name) + " must be an object or array.");
    }
}

bool OrderParser::setItemField(int field, const Scalar &value)
{
    ItemMessage &item = m_item;
    switch (field) {
    case Line:
        return setInteger(m_line, value, "items.line");
    case Sku:
        return setText(item.sku, value, "items.sku");
    case Name:
        return setText(item.name, value, "items.name");
    case Qty:
        return setDecimal(item.qtyE3, value, kE3, "items.qty");
    case Unit:
        return setText(item.unit, value, "items.unit");
    case UnitPrice:
        return setDecimal(item.unitPriceE4, value, kE4, "items.unit_price");
    case Discount:
        return setDecimal(item.discountE4, value, kE4, "items.discount");
    default:
        return setDecimal(item.lineTotalE4, value, kE4, "items.line_total");
    }
}

bool OrderParser::leave(int level)
{
    if (level != Item)
        return true;
    const std::size_t first = m_order->firstItem;
    m_item.line = m_line.value_or(static_cast<std::int64_t>(m_items->size() - first) + 1);
    if (!m_item.discountE4)
        m_item.discountE4 = 0;
    m_items->push_back(m_item);
    m_item = {};
    m_line.reset();
    return true;
}

std::optional<Rejection> OrderParser::checkComplete()
{
    const OrderMessage &o = *m_order;
    if (o.orderId.empty())
        return Rejection{reject::missingField, "The field order_id is missing."};
    if (o.orderId.size() > kMaxKeySize || o.eventId.size() > kMaxKeySize)
        return Rejection{reject::keyTooLong, "The field order_id or event_id is longer than 255 bytes."};
    const auto first = m_items->begin() + o.firstItem;
    // Nearly always ascending; then neighbours tell.
    const auto byLine = [](const ItemMessage &a, const ItemMessage &b) { return a.line < b.line; };
    if (!std::is_sorted(first, m_items->end(), byLine))
        std::stable_sort(first, m_items->end(), byLine);
    const auto twice = std::adjacent_find(
        first, m_items->end(), [](const ItemMessage &a, const ItemMessage &b) { return a.line == b.line; });
    if (twice != m_items->end())
        return Rejection{reject::duplicateLine,
                         "Two items have the line " + std::to_string(twice->line) + "."};
    return std::nullopt;
}

} // namespace pk::warehouse
