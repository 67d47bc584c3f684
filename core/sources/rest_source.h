#pragma once

// Records from an HTTP API: <url>/orders and <url>/activities, page after page. Each object becomes a raw
// record as it is, with an event id in front that is made of the address, its name, version and time: the
// same state is the same event however often it is read.
//
// Thread: see Source. Errors: those of RestReader; while the API is away the source is retried, not ended.

#include "extract/source.h"
#include "sources/position_store.h"
#include "sources/rest_client.h"
#include "sources/source_end.h"

#include <deque>

namespace pk::sources {

struct RestOptions
{
    QUrl url;
    std::vector<Dataset> datasets{Dataset::Orders};
    Paging paging = Paging::Cursor;
    int pageSize = 100;
    std::int64_t everyMs = 1'000;
    QString positions;
    std::string target; ///< as in PollingOptions
    SourceEnd end;
    MonotonicMs nowMs = machineMs;

    /// Under which its positions are kept.
    std::string identity() const;
};

class RestSource final : public extract::Source
{
public:
    static Result<std::unique_ptr<RestSource>> create(RestOptions options);

    Result<bool> ready() override;
    Result<bool> next(extract::SourceRecord &record) override;
    Result<void> settled(std::int64_t count) override { return m_tracker.settled(count); }
    bool repeatable() const override { return false; }
    std::string_view name() const override { return "api"; }

private:
    struct Found
    {
        Dataset dataset = Dataset::Orders;
        RestReader::Given given;
    };

    RestSource(RestOptions options, std::unique_ptr<PositionStore> store);
    Result<void> takeAnswer(std::int64_t nowMs);
    void askNext(std::int64_t nowMs);

    const RestOptions m_options;
    std::unique_ptr<PositionStore> m_store;
    PositionTracker m_tracker;
    std::vector<RestReader> m_readers;
    std::size_t m_turn = 0; ///< the reader that was asked for last
    std::map<Dataset, std::string> m_lastPosition; ///< of answers without items
    std::deque<Found> m_found;
    std::optional<Error> m_trouble; ///< of the last answer
    std::int64_t m_lastItemMs;
    bool m_ended = false;
    RestClient m_client;
};

} // namespace pk::sources
