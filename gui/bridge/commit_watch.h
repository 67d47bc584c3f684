#pragma once

// Asks the cluster once a second what our groups have committed, one question a group: a member in another
// process or a reset by Kafka's tools is told by no stage of ours. What the journal does not know goes into
// it (kFoundCommit).
//
// The journal's own word is newer than an answer that was on its way. Of a partition that a member here holds
// the answer counts only when it stands against the journal at two looks in a row: what that member has
// committed, it tells itself soon.
//
// Thread: has its own, since a coordinator that is down answers after seconds.
// Ownership: backend and journal outlive it.

#include "bridge/past_logs.h"
#include "broker/cluster_backend.h"
#include "journal/journal.h"

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace pk::gui {

/// By whom a journal::EventKind::Committed was made that the watch has found: a member in another program, a
/// tool, or a member here that could not tell of it any more.
inline constexpr std::string_view kFoundCommit = "found";

class CommitWatch
{
public:
    CommitWatch(broker::ClusterBackend &backend, journal::Journal &journal, std::vector<GroupTopics> groups);
    /// Asks; the destructor waits.
    void requestStop() { m_thread.request_stop(); }

private:
    /// What the journal says of one group in one partition.
    struct Told
    {
        std::int64_t offset = -1; ///< committed; -1: nothing
        std::uint64_t commits = 0; ///< how often it was told
        bool found = false; ///< nobody here has told of it, or been given the partition, since
        bool differed = false; ///< from the answer at the last look
        bool anew = false; ///< the log was made anew: the cluster may still name an offset of the one before
        std::set<std::string> holders; ///< members here that were given it
    };

    void run(const std::stop_token &stop);
    void readJournal();
    void read(const journal::Event &event);
    void readLogEnd(const journal::Event &event);
    void look(const GroupTopics &group);
    void judge(const std::string &group, const broker::CommitOffset &answer, Told &told);

    broker::ClusterBackend &m_backend;
    journal::Journal &m_journal;
    const journal::WriterId m_writer;
    const std::vector<GroupTopics> m_groups;
    // of the watch's thread
    std::map<std::string, std::map<TopicPartition, Told>> m_told; // by group
    std::map<TopicPartition, std::int64_t> m_ends; // of the logs, as the journal knows them
    std::uint64_t m_seq = 0;
    std::jthread m_thread;
};

} // namespace pk::gui
