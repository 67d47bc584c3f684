#pragma once

// Looks at the logs once a second for what no stage reports: records of other clients, what retention took,
// and leaders that moved. What it finds goes into the journal. Since it asks all the time, it also knows
// whether anybody answers.
//
// Thread: has its own, since a broker that is down answers after seconds.
// Ownership: backend and journal outlive it.

#include "broker/cluster_backend.h"
#include "journal/interval_set.h"
#include "journal/journal.h"

#include <atomic>
#include <map>
#include <string>
#include <thread>
#include <vector>

namespace pk::gui {

class LogWatch
{
public:
    LogWatch(broker::ClusterBackend &backend, journal::Journal &journal, std::vector<std::string> topics);
    ~LogWatch();
    /// Asks; the destructor waits.
    void requestStop() { m_thread.request_stop(); }
    /// When the oldest question was put that no answer has come to or after, monotonic; 0: there is none.
    /// From any thread.
    std::int64_t silentSinceUs() const { return m_silentSinceUs.load(std::memory_order_relaxed); }

private:
    struct Log
    {
        journal::IntervalSet known; ///< acknowledged or observed
        std::int64_t begin = 0;
        std::int64_t endBefore = 0; ///< at the last look
        int leader = -1;
    };

    void run(const std::stop_token &stop);
    /// Asks the broker, and keeps in mind since when there is no answer.
    template <typename Question> auto answerTo(Question question);
    void readJournal();
    void look();
    void note(const TopicPartition &partition, const broker::Consumer::Watermarks &marks);
    void noteLeader(const TopicPartition &partition, int leader);
    void append(journal::EventKind kind, const TopicPartition &partition, std::int64_t first,
                std::int64_t last);

    broker::ClusterBackend &m_backend;
    journal::Journal &m_journal;
    const journal::WriterId m_writer;
    const std::vector<std::string> m_topics;
    std::map<TopicPartition, Log> m_logs; // of the watch's thread
    std::uint64_t m_seq = 0;
    std::atomic<std::int64_t> m_silentSinceUs{0};
    std::jthread m_thread;
};

} // namespace pk::gui
