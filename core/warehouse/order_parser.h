#pragma once

// Reads an enriched order.
//
// Thread: not thread-safe.

#include "warehouse/field_reader.h"

#include <vector>

namespace pk::warehouse {

class OrderParser : public FieldReader<OrderParser>
{
public:
    /// Fills `order` and appends its items to `items`. When the message is rejected, `items` is as it was
    /// before. The texts live in `arena`.
    std::optional<Rejection> parse(std::string_view json, Arena &arena, OrderMessage &order,
                                   std::vector<ItemMessage> &items);

    int fieldOf(int level, std::string_view key) const;
    int levelOf(int level, int field, bool array) const;
    bool set(int level, int field, const Scalar &value);
    bool leave(int level);

private:
    bool setItemField(int field, const Scalar &value);
    std::optional<Rejection> checkComplete();

    OrderMessage *m_order = nullptr;
    std::vector<ItemMessage> *m_items = nullptr;
    ItemMessage m_item; ///< being read
    Integer m_line; ///< its own; without one it counts from 1
};

} // namespace pk::warehouse
