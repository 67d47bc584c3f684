#pragma once

// What is seen of a pipeline while it runs: its journal, of which memory keeps only the end, the conditions
// of its members, and whether the broker answers.
//
// Thread: any; the pipeline's owner and whoever waits for it use it side by side.

#include "journal/digest.h"
#include "journal/queries.h"
#include "pipeline/condition_log.h"

#include <atomic>
#include <map>
#include <mutex>
#include <optional>
#include <string>

namespace pk::pipeline {

/// How often partitions have changed hands in a consumer group.
struct GroupMoves
{
    std::int64_t assigned = 0; ///< partitions given to a member
    std::int64_t revoked = 0; ///< given back by one
    std::int64_t lost = 0; ///< taken from one that the group had expelled
};

class PipelineWatch
{
public:
    /// From here on there is something to see. Both outlive the watch. The digest costs a hash over every
    /// event, so it is made only when it is asked for.
    void begin(const Pipeline &pipeline, const journal::Journal &journal, bool withDigest);
    /// Keeps up; gives the lines to say. To be called often.
    QStringList look();
    void readJournal(); ///< to its present end
    bool hasBegun() const { return m_begun.load(std::memory_order_acquire); }
    Progress progress() const; ///< nothing before begin()

    QJsonArray errors() const;
    QJsonArray resets() const;
    /// Of records produced after both groups had their partitions.
    journal::LatencySummary latency() const;
    std::string digest() const; ///< empty without one
    std::map<std::string, GroupMoves> moves() const; ///< by group

    /// Told by the supervisor of the broker's process.
    void noteDeath(const Error &error);
    std::optional<Error> death() const;
    /// What a question gave that was put to the broker at `askedUs`. Ten seconds without an answer are a
    /// condition.
    template <typename T> void noteAnswer(const Result<T> &answer, std::int64_t askedUs)
    {
        noteAnswer(answer ? std::optional<Error>() : answer.error(), askedUs);
    }
    /// How long there has been no answer; 0 while there is one.
    std::int64_t silentUs() const;

private:
    void noteAnswer(const std::optional<Error> &error, std::int64_t askedUs);
    void readOn();
    void noteMove(const journal::Event &event);

    const Pipeline *m_pipeline = nullptr; // not before m_begun
    const journal::Journal *m_journal = nullptr;
    std::atomic<bool> m_begun{false};
    mutable std::mutex m_mutex; // guards all below
    ConditionLog m_conditions;
    std::uint64_t m_seq = 0;
    std::optional<journal::Digest> m_digest;
    std::optional<journal::LatencyMeter> m_latency;
    std::map<std::string, GroupMoves> m_moves;
    std::optional<Error> m_death;
    std::optional<Error> m_unanswered;
    std::int64_t m_silentSinceUs = 0;
    bool m_silenceSaid = false;
};

} // namespace pk::pipeline
