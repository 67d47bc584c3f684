#pragma once

// What the page says of each consumer group, read out of one snapshot.
//
// Thread: value types and free functions without state.

#include "bridge/snapshot.h"
#include "flow/figures.h"
#include "flow/flow_model.h"
#include "theme/theme.h"

#include <QString>

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

namespace pk::gui {

enum class GroupPhase { Joining, Stable, Rebalancing, Empty, Unanswered };

/// How long the oldest record that was not committed has been waiting: lagLevel(), and whether any waits.
enum class Delay { None, Short, Long, Critical };

struct PartitionFacts
{
    TopicPartition id;
    std::string owner; ///< empty: nobody here
    bool elsewhere = false; ///< a member of the group in another program has it
    bool ownerGone = false; ///< the group still counts it as the owner, but it does not read any more
    std::int64_t committed = -1; ///< -1: none yet
    std::int64_t end = 0;
    std::int64_t lag = 0;
    bool isLagKnown = true; ///< false: nobody leads the partition
    std::optional<double> behindS; ///< none: nothing waits
    Delay delay = Delay::None;
    double in = 0; ///< records a second
    double out = 0;
};

struct MemberFacts
{
    pipeline::MemberStatus status;
    std::optional<broker::GroupMember> reported; ///< as a real cluster lists it
    std::vector<TopicPartition> partitions; ///< of those shown
    std::int64_t lag = 0;
    bool isLagKnown = true; ///< of all its partitions
    double rate = 0;
    std::vector<float> history;
    std::int64_t sinceUs = 0; ///< when it was given its partitions; 0: it has none
    bool slowed = false;
    bool unanswered = false; ///< no broker answers it, nor anybody
    bool cameBack =
        false; ///< has crashed and is started again; without partitions of its own until it has joined

    /// The group has given up a dead one as soon as it has nothing assigned to it.
    bool isCounted() const;
};

/// Of the group, in another process.
struct OtherMember
{
    broker::GroupMember reported;
    std::vector<TopicPartition> partitions; ///< without those of empty topics
    std::int64_t lag = 0;
    bool isLagKnown = true; ///< of all its partitions
};

struct GroupFacts
{
    std::string name;
    bool isOurs = false; ///< its members run in this program
    StageKind stage = StageKind::Load;
    GroupPhase phase = GroupPhase::Empty;
    std::vector<std::string> topics; ///< shown: those that hold something
    std::vector<std::string> emptyTopics; ///< assigned as well, but nothing was ever written there
    std::vector<MemberFacts> members; ///< without those that have left
    std::vector<OtherMember> others; ///< those that a real cluster lists as well
    std::vector<PartitionFacts> partitions;
    std::int64_t lag = 0;
    bool isLagKnown = true; ///< of all its partitions
    double in = 0;
    double out = 0;

    /// Those that the group counts.
    std::size_t memberCount() const
    {
        return static_cast<std::size_t>(
            std::count_if(members.begin(), members.end(), [](const auto &m) { return m.isCounted(); }));
    }
    /// A member in another program has any of its partitions.
    bool isReadElsewhere() const
    {
        return std::any_of(partitions.begin(), partitions.end(), [](const auto &p) { return p.elsewhere; });
    }
};

std::vector<GroupFacts> groupFacts(const Snapshot &snapshot);
/// Null: nothing is known of its past.
const GroupCourse *courseOf(const Snapshot &snapshot, std::string_view group);

Delay delayOf(std::optional<double> behindS);
const Accent &accentOf(Delay delay);
const Accent &accentOf(StageKind stage);
QString phaseText(GroupPhase phase);
/// Of a group, a member or a partition; a dash for what is not known.
template <typename Facts> QString lagTextOf(const Facts &facts)
{
    return facts.isLagKnown ? countText(facts.lag) : unknownText();
}
QString memberCountText(const GroupFacts &group);

/// "P0", and with the topic where a group reads several.
QString partitionText(const TopicPartition &partition, bool withTopic);
QString seconds(double s); ///< "< 1 s", "41 s", "3 min": no finer than it is measured

/// Fill and text of a member's colour: shades of its stage's, by its number.
struct MemberColors
{
    QColor fill;
    QColor text;
};
MemberColors memberColors(std::string_view member, StageKind stage);
/// The number at the end of "load-1"; -1 without one.
int memberNumber(std::string_view member);

} // namespace pk::gui
