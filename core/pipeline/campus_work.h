#pragma once

// The campus database at work, one turn after the other: transactions as the pace lets them, and what they
// change published as far as the topics have room.
//
// Thread: one, that of the database. Ownership: backend and what is shared outlive it.
// Errors: the database's, the broker's and the capture's; failedAtBroker() and failedAtCapture() tell them
// apart. The retriable ones may pass: give it another turn.

#include "broker/cluster_backend.h"
#include "extract/campus.h"
#include "kampus/capture_program.h"
#include "kampus/change_publisher.h"
#include "kampus/kampus_workload.h"
#include "pipeline/options.h"
#include "pipeline/pace.h"

namespace pk::pipeline {

class CampusWork
{
public:
    struct Told
    {
        /// Bootstraps that are not done, and tables whose changes are not followed.
        std::function<void(const Error &)> refused;
        std::function<void(const kampus::ChangePublisher::Acknowledged &)> acknowledged;
        /// The capture has published these offsets.
        std::function<void(const TopicPartition &, std::int64_t first, std::int64_t last)> captured;
    };
    /// Makes the file and its tables where they are missing.
    static Result<std::unique_ptr<CampusWork>> open(const Shared &shared, const CampusOptions &wanted,
                                                    broker::ClusterBackend &backend, Told told);

    /// Does what is due, at most `most` transactions, if the campus may work at all. Returns how many.
    Result<std::int64_t> work(std::int64_t most, std::int64_t nowUs);
    /// One transaction, whatever the pace. False: the campus may not work at the moment.
    Result<bool> workOnce();
    /// Returns how many change events have been published. Takes `timeoutMs` at most. `left`: transactions
    /// that are still to be done; when there are none, it is found out whether all of it is published.
    Result<std::int64_t> publish(int timeoutMs, std::int64_t left);
    /// The changes of one transaction; not for a capture, which publishes as it likes.
    Result<std::int64_t> publishOne(int timeoutMs);
    /// Whether changes of earlier transactions are not published yet, as far as that can be known.
    Result<bool> isBehind() { return m_publisher ? m_publisher->log().hasMore() : Result<bool>(false); }
    bool insideTransaction() const { return m_publisher && m_publisher->insideTransaction(); }
    /// How long until there may be something to do again, at most `mostMs`.
    int restMs(std::int64_t most, std::int64_t nowUs, int mostMs);

    /// For answers to what this process has sent.
    bool waiting() const { return m_publisher && m_publisher->waiting(); }
    /// All that was committed in the database is published, as far as the last turn could see.
    bool allPublished() const
    {
        return m_publisher ? !m_publisher->waiting() && !m_publisher->unfinished() : m_allCaptured;
    }
    /// Changes that the emulation has not published yet; empty: it is not known.
    std::optional<std::int64_t> unpublished() const;
    bool failedAtBroker() const { return m_failedAtBroker; }
    bool failedAtCapture() const { return m_failedAtCapture; }
    /// Of the program that captures; empty: the emulation does.
    std::optional<kampus::CaptureState> captureState() const
    {
        return m_capture ? std::optional(m_captureState) : std::nullopt;
    }

private:
    CampusWork(const Shared &shared, broker::ClusterBackend &backend)
        : m_shared(shared)
        , m_backend(backend)
    {
    }
    bool topicsOpen() const;
    bool mayWork() const
    {
        return topicsOpen() && (m_publisher ? !m_publisher->bootstrapping() : m_captureReady);
    }
    Result<void> startPublishing(const CampusOptions &wanted, Told told);
    Result<std::int64_t> askCapture(std::int64_t left);

    Shared m_shared;
    broker::ClusterBackend &m_backend;
    std::shared_ptr<const extract::Campus> m_campus;
    std::unique_ptr<Database> m_database;
    std::unique_ptr<kampus::KampusWorkload> m_workload; // these two stand on it
    std::unique_ptr<kampus::ChangePublisher> m_publisher; // the emulation, or else the capture
    std::unique_ptr<kampus::CaptureProgram> m_capture;
    std::function<void(const TopicPartition &, std::int64_t, std::int64_t)> m_captured;
    kampus::CaptureState m_captureState = kampus::CaptureState::Starting;
    std::vector<TopicPartition> m_watched; ///< of the capture's topics
    std::map<TopicPartition, std::int64_t> m_ends; ///< of them, at the last look
    std::int64_t m_askedUs = 0;
    bool m_captureReady = false;
    bool m_allCaptured = false;
    Pace m_pace;
    bool m_failedAtBroker = false; // these two: the last turn
    bool m_failedAtCapture = false;
};

} // namespace pk::pipeline
