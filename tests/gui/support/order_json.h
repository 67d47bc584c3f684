#pragma once

// A raw order as a person would write it by hand.

#include <string>

namespace pk::test {

inline std::string orderJson(const std::string &orderId, const std::string &eventId, int version)
{
    return R"({"event_id":")" + eventId + R"(","event_type":"order.created","order_id":")" + orderId
        + R"(","version":)" + std::to_string(version)
        + R"(,"customer":{"id":"MHS-1","name":"b","email":"b@kampus.ac.id","city":"Malang"},)"
          R"("status":"PAID","channel":"koperasi","currency":"IDR","ordered_at":"2025-01-06",)"
          R"("items":[{"line":1,"sku":"ATK-017","name":"Buku","qty":"2","unit":"lusin","price":"Rp 5.000"}]})";
}

} // namespace pk::test
