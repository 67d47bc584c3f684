#pragma once

// What happens at the campus, one database transaction after the other: orders are placed, paid, packed,
// changed, sent elsewhere, cancelled and deleted; activities are recorded, corrected and withdrawn; students
// leave. Some transactions are begun and given up.
//
// The same seed on an empty database gives the same rows, in one run or with stops in between: how far it has
// come stands in the database. It reads the rows it changes from there, too, so it lives with what other
// people do to them. The statements are those that SQLite and MySQL share.
//
// Thread: one thread, that of the database. Ownership: database and campus must outlive the workload.
// Errors: those of the database; the transaction is then rolled back, and next() does it again when called
// again.

#include "base/clock.h"
#include "base/pcg32.h"
#include "extract/campus.h"
#include "extract/dirt.h"
#include "extract/number_series.h"
#include "kampus/sql_runner.h"

#include <functional>
#include <string_view>

namespace pk::kampus {

enum class ShopAction {
    OrderPlaced,
    StatusChanged, ///< PENDING, PAID, PACKED, DONE
    ItemsChanged, ///< a quantity, a line more or a line less
    AddressChanged,
    OrderCancelled, ///< a status: the row stays
    OrderDeleted,
    ActivityRecorded,
    ActivityCorrected,
    ActivityDeleted,
    StudentChanged, ///< left, or is back
    GivenUp, ///< rolled back: change data capture must not see it
};

std::string_view toString(ShopAction action); ///< "order-placed"

class KampusWorkload
{
public:
    struct Options
    {
        std::uint64_t seed = 1;
        std::uint32_t dirtyPerMillion = 50'000; ///< of orders and activities as the shop types them
        /// What it works at: without orders the academic office alone, without activities the shop alone.
        bool orders = true;
        bool activities = true;
        std::int64_t numbersFrom = extract::kCampusNumbers; ///< of what it places and records
        const Clock *clock = nullptr; ///< null: virtual time from 2025-01-06T08:00+07:00 on
        /// Called within each transaction at its beginning and end; of SQLite: closeTransaction().
        std::function<Result<void>(Database &)> mark;
    };

    KampusWorkload(Database &db, const extract::Campus &campus, Options options);

    /// One transaction.
    Result<ShopAction> next();
    /// Transactions done so far, in earlier runs too.
    std::int64_t done() const { return m_progress.transactions; }

private:
    static constexpr std::int64_t kMinuteMs = 60'000;

    struct Progress
    {
        std::int64_t transactions = 0;
        std::int64_t nextOrder = 1;
        std::int64_t nextActivity = 1;
        std::int64_t clockMs = VirtualClock::kRunStartMs;
    };
    struct FoundOrder
    {
        std::int64_t id = 0;
        std::int64_t version = 0;
        std::string status;
        std::string currency;
    };
    struct Line
    {
        std::int64_t number = 0;
        std::string sku;
        std::string quantity;
        std::string unit;
    };

    Result<void> begin();
    Result<void> end();
    void mark();
    void readProgress();
    void writeProgress();
    ShopAction act();

    ShopAction placeOrder();
    ShopAction changeStatus(const FoundOrder &order);
    ShopAction changeItems(const FoundOrder &order);
    ShopAction changeAddress(const FoundOrder &order);
    ShopAction cancelOrder(const FoundOrder &order);
    ShopAction deleteOrder(const FoundOrder &order);
    std::optional<FoundOrder> pickOrder(std::string_view statuses);
    void insertItem(std::int64_t order, std::int64_t version, std::int64_t line, bool dollars,
                    const extract::Dirt &dirt);
    std::vector<Line> linesOf(std::int64_t order);
    SqlValue totalOf(const FoundOrder &order);
    void touch(const FoundOrder &order);
    std::string dirtyText(std::string_view text, const extract::Dirt &dirt);

    ShopAction recordActivity();
    ShopAction correctActivity();
    ShopAction deleteActivity();
    ShopAction changeStudent();
    std::optional<std::int64_t> pickActivity();
    void ensureStudent(const extract::Person &student);

    /// "ORD-10000001": a series of its own (extract/number_series.h).
    std::string freeName(std::string_view prefix, std::int64_t &next, std::string_view lookUp);
    std::string moment(std::int64_t utcMs, bool millis) const;
    const extract::Product *productOf(const std::string &sku) const;

    Database &m_db;
    const extract::Campus &m_campus;
    Options m_options;
    SqlRunner m_sql;
    Progress m_progress;
    Pcg32 m_random; ///< of the transaction at hand
};

} // namespace pk::kampus
