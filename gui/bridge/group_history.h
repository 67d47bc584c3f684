#pragma once

// The last ten minutes of every consumer group: how far each partition was behind, who had it, and when the
// group was rebalancing. Fed with the journal's events as they come; nothing is read twice.
//
// Thread: belongs to one thread; courses() copies what may be handed to others.

#include "journal/state.h"

#include <algorithm>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace pk::gui {

/// Where a partition and its group stood at one moment.
struct LagSample
{
    std::int64_t us = 0; ///< wall clock
    std::int64_t end = 0;
    std::int64_t committed = 0;
    std::int64_t restUs = 0; ///< until then: the time in which the run stood still
    bool atRest = false; ///< it stands still now

    std::int64_t lag() const { return end > committed ? end - committed : 0; }
};

/// One member reading one partition.
struct OwnerSpan
{
    std::string member; ///< empty: a member of the group in another program; who is not known
    std::int64_t fromUs = 0;
    std::int64_t toUs = 0; ///< 0: it still does
    bool crashed = false; ///< it ended because the member crashed

    bool isElsewhere() const { return member.empty(); }
};

/// Commits that nobody here has made.
struct FoundCommit
{
    std::int64_t offset = -1; ///< the last one; -1: none, or somebody here has committed since
    std::int64_t us = 0;
    bool moves = false; ///< it was not the first one: somebody reads on
};

struct PartitionCourse
{
    std::vector<LagSample> samples; ///< oldest first, about two a second
    std::vector<OwnerSpan> owners; ///< oldest first
    FoundCommit found;

    bool isReadElsewhere() const
    {
        return !owners.empty() && owners.back().isElsewhere() && owners.back().toUs == 0;
    }
};

/// From the first member that gave its partitions up to the last that was given some.
struct Rebalance
{
    int number = 0; ///< counts from 1
    std::int64_t fromUs = 0;
    std::int64_t toUs = 0; ///< 0: under way
};

/// The cause of a Reset to an offset that was committed by this program, as a person wanted it.
inline constexpr std::string_view kSetHere = "set_here";

/// What happened to one member, with the partitions that it concerned.
struct MemberChange
{
    std::int64_t us = 0;
    journal::EventKind kind = journal::EventKind::Joined; ///< Joined … Lost, Crash, Restart, Reset
    std::string member;
    std::vector<TopicPartition> partitions;
    std::string cause; ///< of a Reset: as journal::EventKind::Reset says it, or kSetHere
    std::vector<std::int64_t> offsets; ///< of a Reset: where each partition is read from now
};

struct GroupCourse
{
    std::map<TopicPartition, PartitionCourse> partitions;
    std::vector<Rebalance> rebalances; ///< of the time that is kept
    int rebalanced = 0; ///< how often so far
    std::vector<MemberChange> changes;
    std::int64_t sharedUs = 0; ///< when a member was given a partition last; 0: never

    bool isRebalancing() const { return !rebalances.empty() && rebalances.back().toUs == 0; }
    bool isReadElsewhere() const
    {
        return std::any_of(partitions.begin(), partitions.end(),
                           [](const auto &partition) { return partition.second.isReadElsewhere(); });
    }
};

/// The crash that is the member's last change, apart from its being started and asking to join; null: it is
/// none.
const MemberChange *lastCrash(const GroupCourse &course, std::string_view member);

/// How long the oldest record that is not committed has waited; none: nothing waits. While the run stands
/// still nobody is late.
std::optional<double> behindSeconds(std::span<const LagSample> samples, std::int64_t nowUs);

using GroupCourses = std::map<std::string, GroupCourse, std::less<>>;

class GroupHistory
{
public:
    static constexpr std::int64_t kKeptUs = 600'000'000;
    static constexpr std::int64_t kSampleUs = 500'000;
    static constexpr std::size_t kChangesKept = 200;

    /// The group reads this topic, also before it is assigned any of it.
    void expect(const std::string &group, std::string_view topic);
    void apply(std::span<const journal::Event> events);
    /// Notes where everybody stands, unless that was done less than kSampleUs ago, and forgets what is older
    /// than kKeptUs. `atRest`: the run stands still.
    void sample(const journal::State &state, std::int64_t nowUs, bool atRest = false);
    /// Whether anything is new since the last call.
    bool takeChanged() { return std::exchange(m_changed, false); }
    const GroupCourses &courses() const { return m_courses; }

private:
    void applyTo(GroupCourse &course, std::set<std::string> &members, const journal::Event &event);
    static void addSample(GroupCourse &course, const journal::State &state, std::string_view group,
                          const TopicPartition &partition, LagSample sample);
    static void noteChange(GroupCourse &course, const journal::Event &event, const std::string &cause);
    void noteCommit(const journal::Event &event);
    static void noteElsewhere(GroupCourse &course, std::int64_t nowUs);
    std::string causeOf(const journal::Event &event);

    GroupCourses m_courses;
    std::map<std::string, std::set<std::string>> m_members; ///< by group: who is in it now
    std::map<std::string, std::set<std::string>> m_topics; ///< by group
    std::map<std::string, std::string> m_groupOf; ///< by member: a crash does not name its group
    /// By group and partition: the offset that a reset from here has committed, until a reader follows it.
    std::map<std::pair<std::string, TopicPartition>, std::int64_t> m_setHere;
    std::int64_t m_sampledUs = 0;
    std::int64_t m_restUs = 0; ///< of the time since the first sample
    bool m_changed = false;
};

} // namespace pk::gui
