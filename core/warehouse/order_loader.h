#pragma once

// Writes the orders of a batch: fact_orders and their items.
//
// Thread, Ownership: like the Writer it belongs to.

#include "warehouse/batch.h"
#include "warehouse/images.h"
#include "warehouse/key_states.h"
#include "warehouse/order_parser.h"

#include <memory>
#include <optional>
#include <vector>

namespace pk::warehouse {

class OrderLoader
{
public:
    static Result<std::unique_ptr<OrderLoader>> prepare(Database &db, bool naive);

    /// A new transaction: what was read in the last one no longer holds.
    void begin() { m_nextLoadId.reset(); }
    Result<void> apply(Batch &batch);

private:
    OrderLoader(Database &db, bool naive)
        : m_db(&db)
        , m_naive(naive)
    {
    }

    void parseAll(Batch &batch);
    Result<void> decideAll(Batch &batch);
    Result<void> keepImages(Batch &batch, std::size_t parsed, KeyState *state);
    void chooseWinners();
    Result<void> numberLoads();
    Result<void> writeOrders(const Batch &batch);
    Result<void> writeItems();

    struct Parsed
    {
        std::uint32_t record = 0;
        std::uint32_t slot = 0;
        std::int64_t loadId = 0;
        bool update = false;
        OrderMessage message;
    };
    struct ItemRef
    {
        std::uint32_t parsed;
        std::uint32_t item;
    };

    Database *m_db;
    bool m_naive;
    std::optional<StoredRows> m_stored; ///< not in naive modes
    std::optional<RowInserter> m_insertOrders;
    std::optional<RowInserter> m_insertItems;
    std::unique_ptr<Statement> m_deleteItems; ///< not in naive modes
    StoredImages m_images;
    OrderParser m_parser;
    std::optional<std::int64_t> m_nextLoadId;

    // of the batch in hand
    std::vector<Parsed> m_parsed;
    std::vector<ItemMessage> m_items;
    std::vector<std::uint32_t> m_winners; ///< messages to be written
    std::vector<ItemRef> m_itemRows;
    KeyStates m_keys;
};

} // namespace pk::warehouse
