#pragma once

// The transform stage: raw records in; enriched records, dead letters or filtered records out.
//
// Thread: see Stage; the counters may be read at any time.

#include "pipeline/reading_stage.h"
#include "transform/engine.h"

namespace pk::pipeline {

class TransformStage final : public ReadingStage
{
public:
    TransformStage(Shared shared, int member);

    std::int64_t transformed() const { return m_transformed.load(std::memory_order_relaxed); }
    std::int64_t deadLettered() const { return m_deadLettered.load(std::memory_order_relaxed); }
    std::int64_t filtered() const { return m_filtered.load(std::memory_order_relaxed); }
    /// What each step of that dataset's configuration has done, as of the last batch; empty without one.
    std::vector<transform::StepCount> stepCounts(Dataset dataset) const;

private:
    /// A StepCount that other threads may read.
    struct SharedCount
    {
        std::atomic<std::int64_t> records{0};
        std::atomic<std::int64_t> changed{0};
        std::atomic<std::int64_t> ended{0};
    };
    struct Output
    {
        journal::Hop hop = journal::Hop::None;
        std::string key;
        std::string correlationId;
        std::string eventType; ///< of an enriched record
    };

    SessionEnd session(const std::stop_token &stop) override;
    SessionEnd loop(const std::stop_token &stop);
    Result<void> settle() override;
    Result<void> workHeld(broker::Message &message, CreditReport &report) override;

    SessionEnd work(std::vector<broker::Message> &batch, const std::stop_token &stop);
    Result<void> commitBefore(const std::vector<broker::Message> &batch);
    /// False: it was not worked, since the stage is to end or to pause or has lost its partitions.
    Result<bool> handle(broker::Message &message, const std::stop_token &stop);
    const transform::Output *transformRetrying(transform::Engine &engine, const transform::Input &input,
                                               const std::stop_token &stop);
    Result<void> sendEnriched(broker::Message &message, Dataset dataset, const transform::Output &output);
    Result<void> sendAside(broker::Message &message, broker::Headers headers, bool filtered,
                           const transform::Failure &failure, std::string_view eventId);
    Result<void> send(const broker::ProduceRequest &request, broker::Headers &headers,
                      std::string_view correlationId, journal::Hop hop);
    Result<void> flush();
    Result<void> commit();
    SessionEnd commitIfDue();
    void noteSettled();
    bool crashBeforeCommit();
    void publishStepCounts();

    // transform_transaction.cpp
    struct Counts
    {
        std::int64_t transformed = 0;
        std::int64_t deadLettered = 0;
        std::int64_t filtered = 0;
    };
    struct Transaction
    {
        std::int64_t begunUs = 0; ///< of uptimeUs()
        Counts counts; ///< open: the counters when it was begun; left: what it has added to them
        std::optional<Position> output; ///< one of its records that the broker has
        bool commitAsked = false; ///< before that, nothing of it will ever be committed
        std::vector<broker::CommitOffset> offsets; ///< to be committed with it
        std::vector<journal::Event> setAside; ///< left: true once it is committed
    };

    bool transactional() const { return m_shared.options.semantics == Semantics::Transactions; }
    std::string transactionalId() const;
    /// False: asked to stop before the broker had answered.
    Result<bool> openTransactions(const std::stop_token &stop);
    Result<void> beginTransaction();
    Result<void> commitTransaction();
    /// Ends the open one without a commit. When the broker does not say that it has aborted it, what became
    /// of it is for the next session to find out.
    Result<void> abortTransaction();
    /// The counters and positions are those of before. Empty: none was open.
    std::optional<Transaction> leaveTransaction();
    void dropWork() override { (void)abortTransaction(); }
    /// A transaction that stays open keeps its readers waiting until the broker loses patience.
    bool leftOpen() const override { return m_unresolved.has_value(); }
    enum class Failed { Records, Commit };
    /// Aborts and says how the session is to end.
    SessionEnd giveUpTransaction(const Error &error, Failed what);
    /// An earlier session's transaction has ended by now: says how. False: asked to stop before that was
    /// known.
    bool resolveTransaction(const std::stop_token &stop);
    void noteResolved(bool committed);
    void addTransactionEvent(journal::EventKind kind);
    void onDelivery(const broker::Delivery &delivery);

    std::map<Dataset, transform::Engine> m_engines;
    std::map<Dataset, std::vector<SharedCount>> m_stepCounts; ///< as long as the configuration from the start
    std::map<std::uint64_t, Output> m_sampled; ///< by tag: detail events wait for the delivery report
    std::uint64_t m_nextTag = 1;
    std::vector<journal::Event> m_afterFlush; ///< true once all outputs are acknowledged
    std::vector<Position> m_outputs; ///< of the conducted hop
    std::int64_t m_sinceCommit = 0;
    std::int64_t m_deadSinceCommit = 0;
    std::int64_t m_lastCommitUs = 0;

    std::optional<Transaction> m_transaction; ///< the open one
    std::optional<Transaction> m_unresolved; ///< an earlier session's, whose end the broker has not said
    std::optional<SessionEnd> m_gaveUp; ///< how the session is to end, when that was found in a rebalance

    std::atomic<std::int64_t> m_transformed{0};
    std::atomic<std::int64_t> m_deadLettered{0};
    std::atomic<std::int64_t> m_filtered{0};
};

} // namespace pk::pipeline
