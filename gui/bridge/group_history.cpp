#include "bridge/group_history.h"

#include "bridge/commit_watch.h"
#include "bridge/reset_origin.h"
#include "pipeline/stored_offsets.h"

#include <algorithm>

namespace pk::gui {

namespace {

using journal::Event;
using journal::EventKind;

/// The members of a group learn of its decision one after another.
constexpr std::int64_t kSameRebalanceUs = 1'500'000;
constexpr std::int64_t kSameChangeUs = 200'000;
constexpr std::size_t kChangesLookedAt = 6;

bool isAboutMembers(EventKind kind)
{
    switch (kind) {
    case EventKind::Joined:
    case EventKind::Left:
    case EventKind::Expelled:
    case EventKind::Assigned:
    case EventKind::Revoked:
    case EventKind::Lost:
    case EventKind::Crash:
    case EventKind::Restart:
    case EventKind::Reset:
        return true;
    default:
        return false;
    }
}

bool hasOwner(const GroupCourse &course)
{
    return std::any_of(course.partitions.begin(), course.partitions.end(), [](const auto &entry) {
        const std::vector<OwnerSpan> &owners = entry.second.owners;
        return !owners.empty() && owners.back().toUs == 0 && !owners.back().isElsewhere();
    });
}

/// A reader that commits no more for so long, though it has gone on before, is not there any more: as long as
/// a broker waits for a member's sign of life.
constexpr std::int64_t kReadsOnUs = 15'000'000;

/// Every partition has a member once a group has shared them out. So one that no member here was given,
/// though another of the same topic is held here, belongs to somebody in another program.
bool belongsElsewhere(const GroupCourse &course, const TopicPartition &id, const PartitionCourse &partition,
                      std::int64_t nowUs)
{
    if (nowUs - course.sharedUs < kSameRebalanceUs)
        return false; // a member here may still be to be told that it has it
    const bool shared = partition.owners.empty() ? partition.found.offset >= 0
                                                 : partition.owners.back().toUs <= course.sharedUs;
    return shared && std::any_of(course.partitions.begin(), course.partitions.end(), [&](const auto &other) {
               const std::vector<OwnerSpan> &owners = other.second.owners;
               return other.first.topic == id.topic && !owners.empty() && owners.back().toUs == 0
                   && !owners.back().isElsewhere();
           });
}

void endSpan(PartitionCourse &partition, const std::string &member, std::int64_t us, bool crashed)
{
    if (partition.owners.empty())
        return;
    OwnerSpan &span = partition.owners.back();
    if (span.toUs == 0 && span.member == member) {
        span.toUs = us;
        span.crashed = crashed;
    }
}

void endSpans(GroupCourse &course, const std::string &member, std::int64_t us, bool crashed)
{
    for (auto &[key, partition] : course.partitions)
        endSpan(partition, member, us, crashed);
}

void beginSpan(PartitionCourse &partition, const std::string &member, std::int64_t us)
{
    if (!partition.owners.empty() && partition.owners.back().toUs == 0)
        partition.owners.back().toUs = us;
    partition.owners.push_back({member, us, 0, false});
}

void beginRebalance(GroupCourse &course, std::int64_t us)
{
    if (course.isRebalancing())
        return;
    course.rebalances.push_back({++course.rebalanced, us, 0});
    endSpans(course, {}, us, false); // all give up what they have, wherever they are
}

void endRebalance(GroupCourse &course, std::int64_t us)
{
    if (course.rebalances.empty())
        return;
    Rebalance &last = course.rebalances.back();
    if (last.toUs == 0 || us - last.toUs < kSameRebalanceUs)
        last.toUs = us;
}

/// Nobody is left to be given anything. Members that all just leave do not share anything out anew, so that
/// is not counted.
void endWithoutMembers(GroupCourse &course, std::int64_t us)
{
    if (!course.isRebalancing())
        return;
    if (us - course.rebalances.back().fromUs >= kSameRebalanceUs)
        return endRebalance(course, us);
    course.rebalances.pop_back();
    --course.rebalanced;
}

/// Drops what ended before that moment; of what never ends, nothing.
template <typename Entries> void dropEndedBefore(Entries &entries, std::int64_t us)
{
    std::erase_if(entries, [us](const auto &entry) { return entry.toUs != 0 && entry.toUs < us; });
}

} // namespace

ResetOrigin originOf(const MemberChange &change)
{
    if (change.cause == kSetHere)
        return ResetOrigin::Here;
    return change.cause == pipeline::reset_cause::byCommit ? ResetOrigin::Somebody : ResetOrigin::NewLog;
}

const MemberChange *lastCrash(const GroupCourse &course, std::string_view member)
{
    const auto last =
        std::find_if(course.changes.rbegin(), course.changes.rend(), [&](const MemberChange &change) {
            return change.member == member && change.kind != EventKind::Restart
                && change.kind != EventKind::Joined;
        });
    return last != course.changes.rend() && last->kind == EventKind::Crash ? &*last : nullptr;
}

std::optional<double> behindSeconds(std::span<const LagSample> samples, std::int64_t nowUs)
{
    if (samples.empty() || samples.back().lag() == 0)
        return std::nullopt;
    const LagSample &last = samples.back();
    const auto passed = std::partition_point(samples.begin(), samples.end(),
                                             [&last](const auto &s) { return s.end <= last.committed; });
    const std::int64_t untilUs = last.atRest ? last.us : std::max(last.us, nowUs);
    return static_cast<double>(untilUs - passed->us - (last.restUs - passed->restUs)) / 1e6;
}

void GroupHistory::apply(std::span<const Event> events)
{
    for (const Event &event : events) {
        if (event.kind == EventKind::Committed)
            noteCommit(event);
        if (!isAboutMembers(event.kind) || event.member.empty())
            continue;
        if (!event.group.empty())
            m_groupOf[event.member] = event.group;
        const auto group = m_groupOf.find(event.member);
        if (group == m_groupOf.end())
            continue; // a source is in no group
        applyTo(m_courses[group->second], m_members[group->second], event);
        m_changed = true;
    }
}

/// A commit of another offset came after the reset: what is followed later is not what was set here.
void GroupHistory::noteCommit(const Event &event)
{
    const std::pair at(event.group, TopicPartition{event.topic, event.partition});
    if (event.text == pipeline::kResetCommit)
        m_setHere[at] = event.first;
    else if (const auto set = m_setHere.find(at); set != m_setHere.end() && set->second != event.first)
        m_setHere.erase(set);
    FoundCommit &found = m_courses[event.group].partitions[at.second].found;
    if (event.text != kFoundCommit) {
        found = {};
        return;
    }
    found.moves = found.offset >= 0 && event.first > found.offset && event.wallUs - found.us < kReadsOnUs;
    found.offset = event.first;
    found.us = event.wallUs;
}

void GroupHistory::noteElsewhere(GroupCourse &course, std::int64_t nowUs)
{
    if (course.isRebalancing())
        return;
    for (auto &[id, partition] : course.partitions) {
        if (!partition.owners.empty() && partition.owners.back().toUs == 0
            && !partition.owners.back().isElsewhere())
            continue;
        const bool readsOn = partition.found.moves && nowUs - partition.found.us < kReadsOnUs;
        const bool elsewhere = readsOn || belongsElsewhere(course, id, partition, nowUs);
        if (elsewhere && !partition.isReadElsewhere())
            beginSpan(partition, {}, nowUs);
        else if (!elsewhere)
            endSpan(partition, {}, nowUs, false);
    }
}

std::string GroupHistory::causeOf(const Event &event)
{
    if (event.kind != EventKind::Reset)
        return {};
    const auto set = m_setHere.find({event.group, {event.topic, event.partition}});
    if (event.text != pipeline::reset_cause::byCommit || set == m_setHere.end())
        return event.text;
    const bool here = set->second == event.first;
    m_setHere.erase(set);
    return here ? std::string(kSetHere) : event.text;
}

void GroupHistory::applyTo(GroupCourse &course, std::set<std::string> &members, const Event &event)
{
    const std::int64_t us = event.wallUs;
    noteChange(course, event, causeOf(event));
    switch (event.kind) {
    case EventKind::Joined:
        members.insert(event.member);
        if (!hasOwner(course))
            beginRebalance(course, us);
        break;
    case EventKind::Assigned:
        beginSpan(course.partitions[{event.topic, event.partition}], event.member, us);
        course.partitions[{event.topic, event.partition}].found = {};
        course.sharedUs = us;
        endRebalance(course, us);
        break;
    case EventKind::Revoked:
    case EventKind::Lost:
        endSpan(course.partitions[{event.topic, event.partition}], event.member, us, false);
        beginRebalance(course, us);
        break;
    case EventKind::Left:
    case EventKind::Expelled:
    case EventKind::Crash:
        members.erase(event.member);
        endSpans(course, event.member, us, event.kind == EventKind::Crash);
        if (members.empty())
            endWithoutMembers(course, us);
        break;
    default:
        break;
    }
}

void GroupHistory::noteChange(GroupCourse &course, const Event &event, const std::string &cause)
{
    std::vector<MemberChange> &changes = course.changes;
    MemberChange *same = nullptr;
    const std::size_t looked = std::min(changes.size(), kChangesLookedAt);
    for (auto it = changes.rbegin(); it != changes.rbegin() + static_cast<std::ptrdiff_t>(looked); ++it) {
        if (it->member == event.member) {
            if (it->kind == event.kind && event.wallUs - it->us < kSameChangeUs && it->cause == cause)
                same = &*it;
            break;
        }
    }
    if (same == nullptr) {
        if (changes.size() >= kChangesKept)
            changes.erase(changes.begin());
        same = &changes.emplace_back(MemberChange{event.wallUs, event.kind, event.member, {}, cause, {}});
    }
    if (event.partition >= 0)
        same->partitions.push_back({event.topic, event.partition});
    if (event.kind == EventKind::Reset)
        same->offsets.push_back(event.first);
}

void GroupHistory::expect(const std::string &group, std::string_view topic)
{
    if (!group.empty())
        m_topics[group].emplace(topic);
}

void GroupHistory::addSample(GroupCourse &course, const journal::State &state, std::string_view group,
                             const TopicPartition &partition, LagSample sample)
{
    const auto log = state.partitions().find(partition);
    if (log == state.partitions().end())
        return;
    sample.end = log->second.logEnd;
    sample.committed = sample.end - state.lag(group, partition);
    course.partitions[partition].samples.push_back(sample);
}

void GroupHistory::sample(const journal::State &state, std::int64_t nowUs, bool atRest)
{
    if (nowUs - m_sampledUs < kSampleUs)
        return;
    if (atRest && m_sampledUs > 0)
        m_restUs += nowUs - m_sampledUs;
    m_sampledUs = nowUs;
    m_changed = true;
    for (const auto &[name, group] : state.groups()) {
        for (const auto &[partition, consumer] : group.partitions)
            m_topics[name].insert(partition.topic);
    }
    const std::int64_t beforeUs = nowUs - kKeptUs;
    for (const auto &[name, topics] : m_topics) {
        GroupCourse &course = m_courses[name];
        for (const std::string &topic : topics) {
            const auto &logs = state.partitions();
            for (auto it = logs.lower_bound({topic, 0}); it != logs.end() && it->first.topic == topic; ++it)
                addSample(course, state, name, it->first, {nowUs, 0, 0, m_restUs, atRest});
        }
        for (auto &[key, partition] : course.partitions) {
            std::erase_if(partition.samples, [beforeUs](const auto &s) { return s.us < beforeUs; });
            dropEndedBefore(partition.owners, beforeUs);
        }
        dropEndedBefore(course.rebalances, beforeUs);
        noteElsewhere(course, nowUs);
    }
}

} // namespace pk::gui
