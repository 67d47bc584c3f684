#pragma once

// Business rows as JSON, for the audit's before and after.
//
// Thread, Ownership: like the Writer they belong to.

#include "base/database.h"
#include "warehouse/messages.h"

#include <memory>
#include <span>
#include <string>

namespace pk::warehouse {

std::string orderImage(const OrderMessage &order, std::span<const ItemMessage> items);
std::string activityImage(const ActivityMessage &activity);

/// The images of rows that the warehouse holds. The statements are prepared at the first use.
class StoredImages
{
public:
    Result<std::string> order(Database &db, std::int64_t loadId);
    Result<std::string> activity(Database &db, std::int64_t loadId);

private:
    std::unique_ptr<Statement> m_order;
    std::unique_ptr<Statement> m_items;
    std::unique_ptr<Statement> m_activity;
};

} // namespace pk::warehouse
