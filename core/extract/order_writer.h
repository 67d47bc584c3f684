#pragma once

// Writes an order event as a raw JSON message of raw_orders, clean or with dirt.
//
// Thread: free functions; `out` is the caller's.

#include "extract/dirt.h"
#include "extract/order_stream.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace pk::extract {

/// "ORD-00010482".
void appendOrderId(std::string &out, std::int64_t number);

/// Rupiah as "1250000" or, dirty, "Rp 1.250.000"; US dollars as "82.50" or "82.5".
void appendPrice(std::string &out, const Product &product, bool inDollars, bool dirty);

/// Replaces `out` by the message. REQUIRES: order.itemCount > 0.
void writeOrder(std::string &out, const Campus &campus, const Order &order, OrderEventKind kind,
                std::string_view eventId, std::int64_t occurredMs, const Dirt &dirt);

} // namespace pk::extract
