#pragma once

// Asks the campus database again and again for what is new: by its incrementing column (id), or by its
// timestamp column (updated_at) and id. Of each row it gives the state that it finds.
//
// What no polling sees, whoever does it: rows that were deleted; states that were overwritten before the next
// look; by id, every change of a row it has had; by time, a row that was written with an earlier time than
// one already read. missed.h counts it.
//
// Positions: one a dataset, in the order of reading. Event ids are made of id, version and updated_at, so
// that the same state is the same event however often it is told.
//
// Thread: see Source. Errors: the database's; while it is away the source is retried, not ended.

#include "extract/source.h"
#include "sources/campus_rows.h"
#include "sources/position_store.h"
#include "sources/retry_delay.h"
#include "sources/source_end.h"

#include <deque>
#include <memory>

namespace pk::sources {

struct PollingOptions
{
    QString database; ///< see openCampus()
    std::vector<Dataset> datasets{Dataset::Orders};
    RowOrder order = RowOrder::ByTime;
    std::int64_t everyMs = 1'000; ///< between two looks that found nothing
    int pageSize = 500;
    QString positions; ///< file of the position store
    std::string target; ///< where the records go: positions of one cluster mean nothing in another
    SourceEnd end;
    MonotonicMs nowMs = machineMs;

    /// The name of this source in the position store.
    std::string identity() const;
};

class PollingSource final : public extract::Source
{
public:
    static Result<std::unique_ptr<PollingSource>> create(PollingOptions options);

    Result<bool> ready() override;
    Result<bool> next(extract::SourceRecord &record) override;
    Result<void> settled(std::int64_t count) override { return m_tracker.settled(count); }
    bool repeatable() const override { return false; }
    std::string_view name() const override { return "mysql-poll"; } ///< also of SQLite: the kind's name

private:
    struct Found
    {
        Dataset dataset = Dataset::Orders;
        CampusRow row;
    };

    PollingSource(PollingOptions options, std::unique_ptr<Database> database,
                  std::unique_ptr<PositionStore> store);
    Result<void> look();
    RowCursor cursorOf(const CampusRow &row) const;

    const PollingOptions m_options;
    std::unique_ptr<Database> m_database;
    std::unique_ptr<PositionStore> m_store;
    PositionTracker m_tracker;
    std::map<Dataset, RowCursor> m_read;
    std::deque<Found> m_rows;
    RetryDelay m_retry;
    std::optional<Error> m_trouble; ///< of the last look
    std::int64_t m_nextLookMs = 0;
    std::int64_t m_lastRowMs;
    bool m_ended = false;
};

} // namespace pk::sources
