#pragma once

// Looks at the logs once a second for what no stage reports: records of other clients, what retention took,
// where a log ends behind its last record, leaders that moved, and what our groups have committed without
// telling (CommitWatch). What it finds goes into the journal. A record that no delivery report has named is
// read before it is called another client's. It tells, too, where another producer's open transaction keeps
// readers from reading on. Of a real cluster it also keeps what that one reports. Since it asks all the
// time, it also knows whether anybody answers.
//
// Thread: has its own, since a broker that is down answers after seconds.
// Ownership: backend and journal outlive it.

#include "bridge/cluster_report.h"
#include "bridge/commit_watch.h"
#include "bridge/past_logs.h"
#include "broker/cluster_backend.h"
#include "broker/stable_ends.h"
#include "journal/interval_set.h"
#include "journal/journal.h"

#include <atomic>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace pk::gui {

class MessageFetch;

class LogWatch
{
public:
    /// `past`: what lay in the logs before this run. `groups`: whose commits are asked for.
    LogWatch(broker::ClusterBackend &backend, journal::Journal &journal, std::vector<std::string> topics,
             const PastLogs &past = {}, std::vector<GroupTopics> groups = {});
    ~LogWatch();
    /// Asks; the destructor waits.
    void requestStop();
    /// When the oldest question was put that no answer has come to or after, monotonic; 0: there is none.
    /// From any thread.
    std::int64_t silentSinceUs() const { return m_silentSinceUs.load(std::memory_order_relaxed); }

    /// Of other producers, by where they begin, when they have stood there for two looks. From any thread.
    std::map<TopicPartition, std::int64_t> openTransactions() const;

    /// The newest one; null where the cluster cannot make any. From any thread.
    std::shared_ptr<const ClusterReport> report() const;

private:
    struct Log
    {
        journal::IntervalSet known; ///< acknowledged, observed, or another copy of what is acknowledged
        journal::IntervalSet recent; ///< acknowledged, as was told since the last look
        journal::IntervalSet ours; ///< acknowledged to our own producers
        std::int64_t stableEnd = -1; ///< at the last look, where it was not the log's end
        std::int64_t undecidedSinceUs = 0; ///< monotonic; 0: nothing is
        std::int64_t foreignUs = 0; ///< when other clients' records were found last, monotonic; 0: never
        std::int64_t begin = 0;
        std::int64_t endBefore = 0; ///< at the last look
        std::int64_t told = 0; ///< the end that the journal knows of
        bool anew = false; ///< made anew since the watch began: readers may still tell of the log before
        int missing = 0; ///< looks since its topic was there
        int leader = -1;
    };

    void run(const std::stop_token &stop);
    /// Asks what any broker can tell, and keeps in mind since when there is no answer.
    template <typename Question> auto answerTo(Question question);
    /// Asks what only one of them can tell.
    template <typename Question> auto answerOfOne(Question question);
    void readJournal();
    void readReport(std::vector<broker::TopicInfo> topics);
    void readGroups(ClusterReport &report);
    void publish(const ClusterReport &report);
    void look(const std::vector<broker::TopicInfo> &topics);
    void lookForTransactions(const std::vector<TopicPartition> &partitions,
                             const std::vector<broker::Consumer::Watermarks> &marks);
    void note(const TopicPartition &partition, const broker::Consumer::Watermarks &marks);
    void beginAnew(const TopicPartition &partition, Log &log, const broker::Consumer::Watermarks &marks);
    void judgeUnknown(const TopicPartition &partition, Log &log, const std::vector<journal::Interval> &ranges,
                      std::int64_t end);
    void noteLeader(const TopicPartition &partition, int leader);
    void append(journal::EventKind kind, const TopicPartition &partition, std::int64_t first,
                std::int64_t last, std::string_view text = {});

    broker::ClusterBackend &m_backend;
    journal::Journal &m_journal;
    const journal::WriterId m_writer;
    const std::vector<std::string> m_topics;
    std::map<TopicPartition, Log> m_logs; // of the watch's thread
    std::uint64_t m_seq = 0;
    int m_untilGroups = 0; // looks, until the groups are asked for again
    mutable std::mutex m_reportMutex;
    std::shared_ptr<const ClusterReport> m_report; // guarded by m_reportMutex
    std::map<TopicPartition, std::int64_t> m_open; // guarded by m_reportMutex
    std::unique_ptr<broker::StableEnds> m_stableEnds; // of the watch's thread
    std::unique_ptr<MessageFetch> m_fetch; // of the watch's thread; none after an error
    std::atomic<std::int64_t> m_silentSinceUs{0};
    std::atomic<bool> m_givenUp{false}; ///< no message is waited for any longer
    CommitWatch m_commits;
    std::jthread m_thread;
};

} // namespace pk::gui
