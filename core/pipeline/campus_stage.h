#pragma once

// The campus database as source of a run: its shop and its academic office work in an SQLite file, and every
// row they change is published as Maxwell would publish it; or they work in MySQL or MariaDB, and Maxwell
// itself publishes it. The bridge makes raw records of that. Conducted, a credit is one transaction and its
// changes; with Maxwell there is none: nothing happens at the campus then.
//
// A change event has no correlation id; the journal knows it by its place in its topic, written as one.
//
// Thread: see Stage; the counters may be read at any time. Ownership: the backend outlives it.

#include "broker/cluster_backend.h"
#include "pipeline/campus_work.h"
#include "pipeline/source_member.h"

#include <string>
#include <string_view>
#include <vector>

namespace pk::pipeline {

class CampusStage final : public SourceMember
{
public:
    /// `number` tells sources apart that follow one another.
    CampusStage(Shared shared, broker::ClusterBackend &backend, CampusOptions campus, int number = 0);

    std::int64_t transactions() const { return m_transactions.load(std::memory_order_relaxed); }
    std::int64_t published() const { return m_published.load(std::memory_order_relaxed); } ///< change events

    SourceCounts counts() const override;
    bool isStepped() const override { return !m_campus.capture; }
    bool exhausted() const override { return m_exhausted.load(std::memory_order_acquire); }

private:
    SessionEnd session(const std::stop_token &stop) override;
    SessionEnd loop(const std::stop_token &stop);
    Result<bool> open(const std::stop_token &stop);
    Result<bool> turn();
    void serveCredit(const std::stop_token &stop);
    Result<void> doTransaction(const std::stop_token &stop);
    void onAcknowledged(const kampus::ChangePublisher::Acknowledged &change);
    void onCaptured(const TopicPartition &partition, std::int64_t first, std::int64_t last);
    void noteAcknowledged(const PositionView &at, std::string_view key, std::string_view type);
    void noteTold();
    bool isHeld() const;
    void report(const Error &error, std::string_view condition);
    void noteHealth();
    void countUnpublished();
    std::int64_t left() const { return m_campus.transactions - transactions(); }

    broker::ClusterBackend &m_backend;
    const CampusOptions m_campus;
    std::unique_ptr<CampusWork> m_work; // of the running session

    struct Told
    {
        Position at;
        std::string key;
        std::string type;
    };
    std::vector<Told> m_told; ///< conducted: acknowledged and not noted yet
    std::vector<Position> m_outputs; ///< of the conducted transaction

    std::atomic<std::int64_t> m_transactions{0};
    std::atomic<std::int64_t> m_published{0};
    std::atomic<std::int64_t> m_unpublished{0};
    std::atomic<std::int64_t> m_inserts{0};
    std::atomic<std::int64_t> m_updates{0};
    std::atomic<std::int64_t> m_deletes{0};
    std::atomic<std::optional<kampus::CaptureState>> m_captureState{std::nullopt};
    std::atomic<bool> m_exhausted{false};
};

} // namespace pk::pipeline
