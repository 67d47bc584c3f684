#include "pages/groups/reported_members.h"

#include "bridge/text.h"
#include "pages/groups/reported_groups.h"

#include <QCoreApplication>

#include <algorithm>

namespace pk::gui {

namespace {

constexpr std::int64_t kQuestionsUs = 2'000'000; ///< all groups are asked about, one after the other

bool contains(const std::vector<TopicPartition> &partitions, const TopicPartition &partition)
{
    return std::find(partitions.begin(), partitions.end(), partition) != partitions.end();
}

std::ptrdiff_t countCommon(const std::vector<TopicPartition> &a, const std::vector<TopicPartition> &b)
{
    return std::count_if(a.begin(), a.end(), [&](const auto &partition) { return contains(b, partition); });
}

bool holdsOthersPartition(const GroupFacts &group, const broker::GroupMember &member)
{
    return std::any_of(group.partitions.begin(), group.partitions.end(),
                       [&](const PartitionFacts &partition) {
                           return partition.elsewhere && contains(member.partitions, partition.id);
                       });
}

/// It may not have left yet when the cluster was asked.
bool hasLeftSince(const Snapshot &snapshot, const GroupFacts &group, const std::string &member)
{
    const GroupCourse *course = courseOf(snapshot, group.name);
    return course != nullptr
        && std::any_of(course->changes.begin(), course->changes.end(), [&](const MemberChange &change) {
               return change.member == member && change.kind == journal::EventKind::Left
                   && change.us + kQuestionsUs > snapshot.run.report->groupsUs;
           });
}

MemberFacts *namesake(GroupFacts &group, const broker::GroupMember &reported)
{
    const auto found =
        std::find_if(group.members.begin(), group.members.end(),
                     [&](const MemberFacts &member) { return member.status.name == reported.clientId; });
    return found != group.members.end() ? &*found : nullptr;
}

/// One of ours that has crashed may be listed twice, until the group has given up the dead one: it is the one
/// that has its partitions.
void describe(MemberFacts &member, const broker::GroupMember &reported)
{
    if (!member.reported
        || countCommon(member.partitions, reported.partitions)
            > countCommon(member.partitions, member.reported->partitions))
        member.reported = reported;
}

OtherMember otherMember(const GroupFacts &group, const broker::GroupMember &reported)
{
    OtherMember other{reported, {}, 0, true};
    for (const TopicPartition &partition : reported.partitions) {
        const auto &empty = group.emptyTopics;
        if (std::find(empty.begin(), empty.end(), partition.topic) == empty.end())
            other.partitions.push_back(partition);
    }
    for (const PartitionFacts &partition : group.partitions) {
        if (!contains(other.partitions, partition.id))
            continue;
        other.lag += partition.lag;
        other.isLagKnown = other.isLagKnown && partition.isLagKnown;
    }
    return other;
}

} // namespace

void addReport(const Snapshot &snapshot, GroupFacts &group)
{
    const broker::GroupInfo *info = snapshot.run.report ? snapshot.run.report->group(group.name) : nullptr;
    if (info == nullptr)
        return;
    const bool old = areGroupsOld(snapshot.run);
    for (const broker::GroupMember &reported : info->members) {
        // A worker started by hand may call itself as a member here does.
        MemberFacts *own = holdsOthersPartition(group, reported) ? nullptr : namesake(group, reported);
        if (own != nullptr)
            describe(*own, reported);
        else if (!old && !hasLeftSince(snapshot, group, reported.clientId))
            group.others.push_back(otherMember(group, reported));
    }
}

/// Java's way to print an address, without a name before the slash.
QString hostText(const broker::GroupMember &member)
{
    const QString host = toQString(member.host);
    return host.startsWith(u'/') ? host.mid(1) : host;
}

QString clientText(const broker::GroupMember &member)
{
    return toQString(member.clientId) + QLatin1Char('@') + hostText(member);
}

QString clientHelp(const broker::GroupMember &member)
{
    return QCoreApplication::translate(
               "groups",
               "As Kafka reports it, and kafka-consumer-groups.sh --describe --members lists it: client id "
               "%1, host %2, consumer id %3.")
        .arg(toQString(member.clientId), toQString(member.host), toQString(member.id));
}

} // namespace pk::gui
