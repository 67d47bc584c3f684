#pragma once

// What happens in the campus shop, one event after the other: orders are made, changed and cancelled. Only
// the facts; how they are written down, and with how much dirt, is the writer's matter.
//
// Memory: the newest orders are remembered in a ring, so that memory does not grow with the run; an order
// that has left the ring changes no more. Thread: used by one thread.

#include "base/pcg32.h"
#include "extract/campus.h"

#include <array>
#include <cstdint>
#include <vector>

namespace pk::extract {

enum class OrderEventKind : std::uint8_t { Created, Updated, Cancelled };
enum class OrderStatus : std::uint8_t { New, Paid, Packed, Done, Cancelled };

std::string_view eventType(OrderEventKind kind); ///< "order.created"
std::string_view toString(OrderStatus status); ///< "PAID"

struct OrderItem
{
    const Product *product = nullptr;
    std::int64_t quantityE3 = 0; ///< thousandths of the product's unit
};

struct Order
{
    static constexpr std::size_t kMaxItems = 4;

    std::int64_t number = 0;
    std::int32_t version = 0;
    const Person *customer = nullptr;
    std::array<OrderItem, kMaxItems> items;
    std::size_t itemCount = 0;
    OrderStatus status = OrderStatus::New;
    bool inDollars = false;
    const std::string *channel = nullptr;
    std::int64_t orderedMs = 0; ///< a whole minute: every way to write a time keeps it
};

/// What somebody buys; `wholesale` in amounts that the product's pack can express.
OrderItem pickItem(const Campus &campus, Pcg32 &random, bool wholesale);
std::int64_t pickQuantity(const Campus &campus, Pcg32 &random, const Product &product, bool wholesale);
/// The people who order: students, and some lecturers.
const Person &pickCustomer(const Campus &campus, Pcg32 &random);
/// Mostly one, at most Order::kMaxItems.
std::size_t pickItemCount(Pcg32 &random);
bool pickDollars(Pcg32 &random);

class OrderStream
{
public:
    /// The campus must outlive the stream.
    OrderStream(const Campus &campus, Pcg32 random, std::int64_t firstNumber, std::uint32_t hotPerMillion);

    /// The next event; order() is then the order after it.
    OrderEventKind next(std::int64_t nowMs);
    const Order &order() const { return *m_order; }
    std::int64_t nextNumber() const { return m_nextNumber; }

private:
    void create(Order &order, std::int64_t nowMs);
    void change(Order &order);

    const Campus &m_campus;
    Pcg32 m_random;
    std::int64_t m_nextNumber;
    std::uint32_t m_hotPerMillion;
    std::vector<Order> m_recent; ///< a ring once it is full
    std::size_t m_oldest = 0;
    std::vector<Order> m_hot; ///< the first ones; they change for ever
    const Order *m_order = nullptr;
};

} // namespace pk::extract
