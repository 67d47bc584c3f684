#pragma once

// Everything of one run: what run() starts, waits for and may have to leave behind.
//
// Thread: see Job.

#include "base/placed_file.h"
#include "pipeline/runner.h"
#include "warehouse/warehouse.h"

#include <mutex>

namespace pk::pipeline {

class RunJob final : public Job
{
public:
    explicit RunJob(RunRequest request);

    void perform() override;
    /// REQUIRES: perform() has returned.
    Result<RunOutcome> takeOutcome() { return *std::move(m_outcome); }
    /// What is known without waiting for perform().
    RunOutcome abandonedOutcome();

private:
    Result<RunOutcome> runToTheEnd();
    Result<std::unique_ptr<broker::ClusterBackend>> openCluster();
    Result<std::unique_ptr<Database>> openWarehouse() const;
    TopicPartition firstRawPartition() const;
    std::optional<Error> stopReason();
    std::optional<Error> runFreely();
    std::optional<Error> runConducted();
    bool everybodyAnswers();
    bool everybodyReads() const;
    /// How long the end has taken since somebody asked for it.
    void noteStopping(RunOutcome &outcome) const;
    bool leaveWaiting(RunOutcome &outcome);
    /// Nothing more is appended: is all of it in the session file?
    void finishSession(RunOutcome &outcome);
    Result<void> checkLakehouse(RunOutcome &outcome) const;
    Result<void> checkReplicas(RunOutcome &outcome, Database &warehouse) const;
    Result<std::unique_ptr<Database>> reopen(std::unique_ptr<Database> writing) const;
    void conclude(RunOutcome &outcome, std::unique_ptr<Database> writing, std::int64_t cpuUs,
                  const std::string &digest);
    /// Why the run is not verified, worst first; empty when it is.
    QString untoldProblem() const;
    Result<std::unique_ptr<Database>> openCampus() const;
    QString replicaProblem(const RunOutcome &outcome) const;
    QString lakeProblem(const RunOutcome &outcome) const;
    static QString unfinished();
    QString problemOf(const RunOutcome &outcome) const;
    QJsonObject shortReport(const RunOutcome &outcome);

    const std::int64_t m_begunUs;
    RunRequest m_request;
    std::unique_ptr<broker::ClusterBackend> m_backend;
    std::unique_ptr<journal::Journal> m_journal;
    VirtualClock m_clock;
    CrashPlan m_crashes;
    warehouse::Mark m_before; ///< of the warehouse as earlier runs have left it
    PlacedFile m_warehouseFile;
    std::optional<Pipeline> m_pipeline;
    std::mutex m_leftMutex;
    std::optional<Waiting> m_left; ///< guarded by m_leftMutex; it was stopped in order and committed
    std::optional<Result<RunOutcome>> m_outcome;
};

} // namespace pk::pipeline
