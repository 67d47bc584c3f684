#include "extract/order_stream.h"

#include "extract/number_series.h"

#include <algorithm>

namespace pk::extract {

namespace {

constexpr std::size_t kRecentOrders = 256;
constexpr std::size_t kHotOrders = 4;
constexpr std::uint32_t kFollowUpPercent = 38; // of all events
constexpr std::uint32_t kCancelledPercent = 20; // of the follow-ups
constexpr std::uint32_t kLecturerPercent = 10;
constexpr std::uint32_t kDollarPercent = 3; // orders of alumni abroad
constexpr std::int64_t kMinuteMs = 60'000;

} // namespace

std::string_view eventType(OrderEventKind kind)
{
    switch (kind) {
    case OrderEventKind::Created:
        return "order.created";
    case OrderEventKind::Updated:
        return "order.updated";
    case OrderEventKind::Cancelled:
        return "order.cancelled";
    }
    return {};
}

std::string_view toString(OrderStatus status)
{
    switch (status) {
    case OrderStatus::New:
        return "NEW";
    case OrderStatus::Paid:
        return "PAID";
    case OrderStatus::Packed:
        return "PACKED";
    case OrderStatus::Done:
        return "DONE";
    case OrderStatus::Cancelled:
        return "CANCELLED";
    }
    return {};
}

OrderStream::OrderStream(const Campus &campus, Pcg32 random, std::int64_t firstNumber,
                         std::uint32_t hotPerMillion)
    : m_campus(campus)
    , m_random(random)
    , m_nextNumber(generatorNumber(firstNumber))
    , m_hotPerMillion(hotPerMillion)
{
    m_recent.reserve(kRecentOrders);
    m_hot.reserve(kHotOrders);
}

OrderEventKind OrderStream::next(std::int64_t nowMs)
{
    if (m_random.chance(m_hotPerMillion)) {
        if (m_hot.size() < kHotOrders) {
            create(m_hot.emplace_back(), nowMs);
            m_order = &m_hot.back();
            return OrderEventKind::Created;
        }
        Order &hot = m_hot[m_random.below(kHotOrders)];
        change(hot);
        m_order = &hot;
        return OrderEventKind::Updated;
    }

    if (!m_recent.empty() && m_random.below(100) < kFollowUpPercent) {
        Order &order = m_recent[m_random.below(static_cast<std::uint32_t>(m_recent.size()))];
        if (order.status != OrderStatus::Cancelled) {
            m_order = &order;
            if (m_random.below(100) < kCancelledPercent) {
                ++order.version;
                order.status = OrderStatus::Cancelled;
                return OrderEventKind::Cancelled;
            }
            change(order);
            return OrderEventKind::Updated;
        }
    }

    if (m_recent.size() < kRecentOrders) {
        m_order = &m_recent.emplace_back();
        create(m_recent.back(), nowMs);
    } else {
        m_order = &m_recent[m_oldest];
        create(m_recent[m_oldest], nowMs);
        m_oldest = (m_oldest + 1) % kRecentOrders;
    }
    return OrderEventKind::Created;
}

void OrderStream::create(Order &order, std::int64_t nowMs)
{
    order.number = m_nextNumber;
    m_nextNumber = generatorNumber(m_nextNumber + 1);
    order.version = 1;
    order.customer = &pickCustomer(m_campus, m_random);
    order.inDollars = pickDollars(m_random);
    order.channel = &m_random.pick(m_campus.channels);
    order.status = m_random.below(3) == 0 ? OrderStatus::New : OrderStatus::Paid;
    order.orderedMs = (nowMs / kMinuteMs - 1 - m_random.below(9)) * kMinuteMs;

    order.itemCount = pickItemCount(m_random);
    for (std::size_t i = 0; i < order.itemCount; ++i) // the first is bought in packs, the others singly
        order.items[i] = pickItem(m_campus, m_random, i == 0);
}

void OrderStream::change(Order &order)
{
    ++order.version;
    if (order.status < OrderStatus::Done && m_random.below(2) == 0)
        order.status = static_cast<OrderStatus>(static_cast<int>(order.status) + 1);

    const std::uint32_t dice = m_random.below(8);
    if (dice == 0 && order.itemCount < Order::kMaxItems) {
        order.items[order.itemCount++] = pickItem(m_campus, m_random, false);
    } else if (dice <= 2 && order.itemCount > 1) {
        --order.itemCount;
    } else {
        const std::size_t line = m_random.below(static_cast<std::uint32_t>(order.itemCount));
        OrderItem &item = order.items[line];
        const std::int64_t before = item.quantityE3;
        item.quantityE3 = pickQuantity(m_campus, m_random, *item.product, line == 0);
        if (item.quantityE3 == before) // an update changes something
            item.quantityE3 *= 2;
    }
}

OrderItem pickItem(const Campus &campus, Pcg32 &random, bool wholesale)
{
    const auto count = static_cast<std::uint32_t>(campus.products.size());
    const Product &product = campus.products[random.below(count)];
    return {&product, pickQuantity(campus, random, product, wholesale)};
}

std::int64_t pickQuantity(const Campus &campus, Pcg32 &random, const Product &product, bool wholesale)
{
    const Pack &pack = campus.packs[product.pack];
    const bool byWeight = pack.sizeE3 < 1000;
    if (byWeight)
        return 250 * (1 + static_cast<std::int64_t>(random.below(wholesale ? 12 : 6)));
    if (!wholesale)
        return 1000 * (1 + static_cast<std::int64_t>(random.below(5)));
    // Quarters, halves, wholes and pairs of a pack: each is a short decimal number of packs.
    static constexpr std::int64_t quarters[] = {1, 1, 2, 2, 2, 4, 4, 8};
    return quarters[random.below(std::size(quarters))] * pack.sizeE3 / 4;
}

const Person &pickCustomer(const Campus &campus, Pcg32 &random)
{
    const std::vector<Person> &people =
        random.below(100) < kLecturerPercent ? campus.lecturers : campus.students;
    return random.pick(people);
}

std::size_t pickItemCount(Pcg32 &random)
{
    const std::uint32_t dice = random.below(100);
    return dice < 80 ? 1 : dice < 94 ? 2 : dice < 98 ? 3 : 4;
}

bool pickDollars(Pcg32 &random)
{
    return random.below(100) < kDollarPercent;
}

} // namespace pk::extract
