// The part of KampusWorkload that concerns orders and their items.

#include "kampus/kampus_workload.h"

#include "extract/dirty_text.h"
#include "extract/order_stream.h"
#include "extract/order_writer.h"
#include "extract/text_format.h"

#include <algorithm>
#include <charconv>

namespace pk::kampus {

using namespace extract;

namespace {

constexpr std::int64_t kRecentOrders = 400;

std::string quantityText(std::int64_t quantityE3, bool negative)
{
    std::string text = negative ? "-" : "";
    appendThousandths(text, quantityE3);
    return text;
}

/// "1.5" is 1500. Nothing for what the shop would not have typed.
std::optional<std::int64_t> thousandthsOf(std::string_view text)
{
    std::int64_t whole = 0;
    const char *end = text.data() + text.size();
    auto [at, error] = std::from_chars(text.data(), end, whole);
    if (error != std::errc() || whole < 0)
        return std::nullopt;
    std::string decimals;
    if (at != end && *at == '.')
        decimals.assign(at + 1, end);
    else if (at != end)
        return std::nullopt;
    if (decimals.size() > 3 || decimals.find_first_not_of("0123456789") != std::string::npos)
        return std::nullopt;
    decimals.resize(3, '0');
    std::int64_t thousandths = 0;
    std::from_chars(decimals.data(), decimals.data() + decimals.size(), thousandths);
    return whole * 1000 + thousandths;
}

} // namespace

const Product *KampusWorkload::productOf(const std::string &sku) const
{
    const auto found = std::find_if(m_campus.products.begin(), m_campus.products.end(),
                                    [&](const Product &product) { return product.sku == sku; });
    return found != m_campus.products.end() ? &*found : nullptr;
}

std::string KampusWorkload::dirtyText(std::string_view text, const Dirt &dirt)
{
    std::string out;
    const TextCase textCase = dirt.has(DirtKind::MixedCase)
        ? static_cast<TextCase>(dirt.pick(DirtKind::MixedCase, 3))
        : TextCase::AsIs;
    const std::uint32_t spaces =
        dirt.has(DirtKind::StraySpaces) ? 1 + dirt.pick(DirtKind::StraySpaces, 3) : 0;
    appendDirtyText(out, text, textCase, spaces);
    return out;
}

ShopAction KampusWorkload::placeOrder()
{
    static const std::string notes[] = {"tolong dibungkus rapi", "titip di pos satpam 🙏",
                                        "Ambil sendiri \"sore\"", "untuk acara HIMA 🎉"};
    const Person &customer = pickCustomer(m_campus, m_random);
    const bool dollars = pickDollars(m_random);
    const auto items = static_cast<std::int64_t>(pickItemCount(m_random));
    const std::string &channel = m_random.pick(m_campus.channels);
    SqlValue note;
    if (const std::uint32_t dice = m_random.below(40); dice < std::size(notes))
        note = notes[dice];
    const std::int64_t orderedMs = (m_progress.clockMs / kMinuteMs - m_random.below(3)) * kMinuteMs;
    const Dirt dirt = drawDirt(DirtRates::fromShare(m_options.dirtyPerMillion, Dataset::Orders), m_random);
    const bool noEmail = dirt.has(DirtKind::MissingField) && dirt.pick(DirtKind::MissingField, 3) == 0;

    const std::string name =
        freeName("ORD-", m_progress.nextOrder, "SELECT COUNT(*) FROM orders WHERE order_id = ?");
    m_sql.run("INSERT INTO orders (item_count, order_id, customer_id, customer_name, customer_email, "
              "customer_city, currency, channel, note, ordered_at, updated_at) "
              "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
              {items, name, customer.id, dirtyText(customer.name, dirt),
               noEmail ? SqlValue() : SqlValue(customer.email), dirtyText(customer.city, dirt),
               dollars ? "USD" : "IDR", channel, note, moment(orderedMs, false),
               moment(m_progress.clockMs, true)});
    const std::int64_t id = m_sql.number("SELECT id FROM orders WHERE order_id = ?", {name});
    for (std::int64_t line = 1; line <= items; ++line)
        insertItem(id, 1, line, dollars, line == 1 ? dirt : Dirt{});
    return ShopAction::OrderPlaced;
}

void KampusWorkload::insertItem(std::int64_t order, std::int64_t version, std::int64_t line, bool dollars,
                                const Dirt &dirt)
{
    const OrderItem item = pickItem(m_campus, m_random, line == 1);
    const Pack &pack = m_campus.packs[item.product->pack];
    const bool packed = dirt.has(DirtKind::UnitAlias) && line == 1; // what only the first is bought in
    const std::int64_t amount = packed ? item.quantityE3 * 1000 / pack.sizeE3 : item.quantityE3;
    const std::uint32_t missing = dirt.has(DirtKind::MissingField) ? dirt.pick(DirtKind::MissingField, 3) : 0;
    SqlValue quantity = quantityText(amount, dirt.has(DirtKind::NegativeQuantity));
    std::string price;
    appendPrice(price, *item.product, dollars, dirt.has(DirtKind::PriceFormat));
    std::string unit = packed ? pack.unit : item.product->unit;
    if (dirt.has(DirtKind::UnknownUnit))
        unit = m_campus.unknownUnits[dirt.pick(DirtKind::UnknownUnit,
                                               static_cast<std::uint32_t>(m_campus.unknownUnits.size()))];
    m_sql.run("INSERT INTO order_items (order_id, version, line, sku, name, qty, unit, price) "
              "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
              {order, version, line, item.product->sku, dirtyText(item.product->name, dirt),
               missing == 1 ? SqlValue() : quantity, unit, missing == 2 ? SqlValue() : SqlValue(price)});
}

/// One of the newest orders in one of these states.
std::optional<KampusWorkload::FoundOrder> KampusWorkload::pickOrder(std::string_view statuses)
{
    const std::int64_t last = m_sql.number("SELECT MAX(id) FROM orders");
    const std::int64_t from = last - m_random.below(kRecentOrders / 2);
    const auto rows =
        m_sql.rows("SELECT id, version, status, currency FROM orders WHERE id <= ? AND id > ? AND status IN ("
                       + std::string(statuses) + ") ORDER BY id DESC LIMIT 1",
                   {from, last - kRecentOrders});
    if (rows.empty())
        return std::nullopt;
    const auto number = [&](std::size_t column) {
        std::int64_t value = 0;
        const std::string &text = rows[0][column];
        std::from_chars(text.data(), text.data() + text.size(), value);
        return value;
    };
    return FoundOrder{number(0), number(1), rows[0][2], rows[0][3]};
}

/// PENDING becomes PAID: the cash desk has the money, and writes down how much.
ShopAction KampusWorkload::changeStatus(const FoundOrder &order)
{
    const std::string now = moment(m_progress.clockMs, true);
    if (order.status == "PENDING") {
        m_sql.run("UPDATE orders SET status = 'PAID', total = ?, version = version + 1, updated_at = ? "
                  "WHERE id = ?",
                  {totalOf(order), now, order.id});
    } else {
        m_sql.run("UPDATE orders SET status = ?, version = version + 1, updated_at = ? WHERE id = ?",
                  {order.status == "PAID" ? "PACKED" : "DONE", now, order.id});
    }
    return ShopAction::StatusChanged;
}

std::vector<KampusWorkload::Line> KampusWorkload::linesOf(std::int64_t order)
{
    std::vector<Line> lines;
    for (const auto &row : m_sql.rows("SELECT line, sku, qty, unit FROM order_items WHERE order_id = ? "
                                      "ORDER BY line",
                                      {order})) {
        Line &line = lines.emplace_back();
        std::from_chars(row[0].data(), row[0].data() + row[0].size(), line.number);
        line.sku = row[1];
        line.quantity = row[2];
        line.unit = row[3];
    }
    return lines;
}

/// NULL when something on it is not the shop's: an unknown product, unit or quantity.
SqlValue KampusWorkload::totalOf(const FoundOrder &order)
{
    std::int64_t cents = 0;
    for (const Line &line : linesOf(order.id)) {
        const Product *product = productOf(line.sku);
        const auto amount = thousandthsOf(line.quantity);
        if (product == nullptr || !amount)
            return {};
        std::int64_t sizeE3 = 1000;
        if (line.unit != product->unit) {
            const Pack &pack = m_campus.packs[product->pack];
            if (line.unit != pack.unit)
                return {};
            sizeE3 = pack.sizeE3;
        }
        const std::int64_t price =
            order.currency == "USD" ? product->dollarDimes * 10 : product->rupiah * 100;
        cents += price * *amount / 1000 * sizeE3 / 1000;
    }
    std::string text;
    appendInt(text, cents / 100);
    text.push_back('.');
    appendPadded(text, cents % 100, 2);
    return text;
}

/// The header's part of a change of items: all lines that stay belong to the new version.
void KampusWorkload::touch(const FoundOrder &order)
{
    // The numbers are given: MySQL would read a column that was set before in the same statement as new,
    // SQLite as old.
    m_sql.run("UPDATE orders SET version = ?, items_version = ?, updated_at = ?, "
              "item_count = (SELECT COUNT(*) FROM order_items WHERE order_items.order_id = orders.id) "
              "WHERE id = ?",
              {order.version + 1, order.version + 1, moment(m_progress.clockMs, true), order.id});
}

ShopAction KampusWorkload::changeItems(const FoundOrder &order)
{
    const std::vector<Line> lines = linesOf(order.id);
    if (lines.empty())
        return cancelOrder(order);
    const std::int64_t version = order.version + 1;
    const bool dollars = order.currency == "USD";
    const std::uint32_t dice = m_random.below(8);
    if (dice == 0 && lines.size() < Order::kMaxItems) {
        m_sql.run("UPDATE order_items SET version = ? WHERE order_id = ?", {version, order.id});
        insertItem(order.id, version, lines.back().number + 1, dollars, {});
    } else if (dice <= 2 && lines.size() > 1) {
        m_sql.run("DELETE FROM order_items WHERE order_id = ? AND line = ?", {order.id, lines.back().number});
        m_sql.run("UPDATE order_items SET version = ? WHERE order_id = ?", {version, order.id});
    } else {
        const Line &line = m_random.pick(lines);
        const Product *product = productOf(line.sku);
        const std::int64_t amount = product != nullptr
            ? pickQuantity(m_campus, m_random, *product, line.number == 1)
            : 1000 * (1 + std::int64_t{m_random.below(5)});
        std::string quantity = quantityText(amount, false);
        if (quantity == line.quantity)
            quantity = quantityText(amount * 2, false);
        const std::string unit = product != nullptr ? product->unit : line.unit;
        m_sql.run("UPDATE order_items SET version = ?, qty = CASE WHEN line = ? THEN ? ELSE qty END, "
                  "unit = CASE WHEN line = ? THEN ? ELSE unit END WHERE order_id = ?",
                  {version, line.number, quantity, line.number, unit, order.id});
    }
    touch(order);
    return ShopAction::ItemsChanged;
}

ShopAction KampusWorkload::changeAddress(const FoundOrder &order)
{
    const Person &somewhere = pickCustomer(m_campus, m_random);
    m_sql.run("UPDATE orders SET customer_city = ?, version = version + 1, updated_at = ? WHERE id = ?",
              {somewhere.city, moment(m_progress.clockMs, true), order.id});
    return ShopAction::AddressChanged;
}

ShopAction KampusWorkload::cancelOrder(const FoundOrder &order)
{
    m_sql.run("UPDATE orders SET status = 'CANCELLED', version = version + 1, updated_at = ? WHERE id = ?",
              {moment(m_progress.clockMs, true), order.id});
    return ShopAction::OrderCancelled;
}

ShopAction KampusWorkload::deleteOrder(const FoundOrder &order)
{
    m_sql.run("DELETE FROM order_items WHERE order_id = ?", {order.id});
    m_sql.run("DELETE FROM orders WHERE id = ?", {order.id});
    return ShopAction::OrderDeleted;
}

} // namespace pk::kampus
