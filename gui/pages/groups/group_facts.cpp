#include "pages/groups/group_facts.h"

#include "base/clock.h"
#include "bridge/record_count.h"
#include "bridge/run_trouble.h"
#include "bridge/text.h"
#include "pages/groups/reported_members.h"
#include "theme/painting.h"

#include <QCoreApplication>

#include <algorithm>
#include <charconv>

namespace pk::gui {

namespace {

constexpr std::int64_t kRateUs = 3'000'000;

/// Messages that the commits of the last seconds passed; a reset that went back is no speed.
double committedPerSecond(const Snapshot &snapshot, const TopicPartition &id, const PartitionCourse &course)
{
    if (course.samples.size() < 2)
        return 0;
    const LagSample &last = course.samples.back();
    const auto first = std::find_if(course.samples.begin(), course.samples.end(),
                                    [&](const auto &s) { return last.us - s.us <= kRateUs; });
    if (first->us == last.us || last.committed < first->committed)
        return 0;
    const RecordCount passed = recordsIn(snapshot, id, first->committed, last.committed);
    return static_cast<double>(passed.figure()) * 1e6 / static_cast<double>(last.us - first->us);
}

PartitionFacts partitionFacts(const Snapshot &snapshot, const GroupFacts &group, const TopicPartition &id,
                              const journal::ConsumerState &consumer)
{
    PartitionFacts facts;
    facts.id = id;
    facts.owner = snapshot.state.owner(group.name, id);
    facts.committed = consumer.committed.value.offset;
    if (const auto log = snapshot.state.partitions().find(id); log != snapshot.state.partitions().end())
        facts.end = log->second.logEnd;
    facts.lag = snapshot.state.lag(group.name, id);
    facts.isLagKnown = leaderOf(snapshot, id) != kNoLeader;
    facts.in = snapshot.rate(id.toString());
    if (const GroupCourse *course = courseOf(snapshot, group.name)) {
        if (const auto found = course->partitions.find(id); found != course->partitions.end()) {
            facts.out = committedPerSecond(snapshot, id, found->second);
            if (facts.lag > 0) // it may have come since the last sample
                facts.behindS = behindSeconds(found->second.samples, snapshot.wallUs).value_or(0);
            facts.elsewhere = found->second.isReadElsewhere();
            if (facts.elsewhere)
                facts.owner.clear(); // a member that crashed took no leave
            const auto &owners = found->second.owners;
            facts.ownerGone = !facts.owner.empty() && !owners.empty() && owners.back().toUs != 0;
        }
    }
    facts.delay = delayOf(facts.behindS);
    return facts;
}

bool holdsSomething(const Snapshot &snapshot, const std::string &topic)
{
    const auto &logs = snapshot.state.partitions();
    for (auto it = logs.lower_bound({topic, 0}); it != logs.end() && it->first.topic == topic; ++it) {
        if (it->second.logEnd > 0)
            return true;
    }
    return false;
}

/// Those that it has had to do with; of our groups also those that it is going to read.
std::map<TopicPartition, journal::ConsumerState> consumersOf(const Snapshot &snapshot,
                                                             const GroupFacts &group)
{
    std::map<TopicPartition, journal::ConsumerState> consumers;
    if (const auto found = snapshot.state.groups().find(group.name); found != snapshot.state.groups().end())
        consumers = found->second.partitions;
    if (!group.isOurs)
        return consumers;
    for (const Dataset dataset : {Dataset::Orders, Dataset::Activities}) {
        std::vector<std::string> topics{
            std::string(group.stage == StageKind::Transform ? rawTopic(dataset) : enrichedTopic(dataset))};
        if (group.stage == StageKind::Bridge)
            topics = cdcTopicsOf(dataset);
        for (const std::string &topic : topics) {
            for (int p = 0; p < snapshot.partitionsOf(topic); ++p)
                consumers.try_emplace({topic, p});
        }
    }
    return consumers;
}

void addPartitions(const Snapshot &snapshot, GroupFacts &group)
{
    for (const auto &[id, consumer] : consumersOf(snapshot, group)) {
        const bool shown = holdsSomething(snapshot, id.topic);
        auto &topics = shown ? group.topics : group.emptyTopics;
        if (topics.empty() || topics.back() != id.topic)
            topics.push_back(id.topic);
        if (!shown)
            continue;
        const PartitionFacts &added =
            group.partitions.emplace_back(partitionFacts(snapshot, group, id, consumer));
        group.lag += added.lag;
        group.isLagKnown = group.isLagKnown && added.isLagKnown;
        group.in += added.in;
        group.out += added.out;
    }
}

MemberFacts memberFacts(const Snapshot &snapshot, const GroupFacts &group,
                        const pipeline::MemberStatus &status)
{
    MemberFacts facts;
    facts.status = status;
    const int delayMs =
        group.stage == StageKind::Transform ? snapshot.run.transformDelayMs : snapshot.run.loadDelayMs;
    facts.slowed = delayMs > 0;
    facts.unanswered = isBrokerAway(snapshot.run, monotonicUs());
    if (const auto found = snapshot.rates.find(status.name); found != snapshot.rates.end()) {
        facts.rate = found->second.perSecond;
        facts.history = found->second.history;
    }
    const GroupCourse *course = courseOf(snapshot, group.name);
    facts.cameBack = !status.joined && course != nullptr && lastCrash(*course, status.name) != nullptr;
    for (const PartitionFacts &partition : group.partitions) {
        if (partition.owner != status.name)
            continue;
        facts.partitions.push_back(partition.id);
        facts.lag += partition.lag;
        facts.isLagKnown = facts.isLagKnown && partition.isLagKnown;
        if (course == nullptr || partition.ownerGone)
            continue;
        if (const auto found = course->partitions.find(partition.id);
            found != course->partitions.end() && !found->second.owners.empty())
            facts.sinceUs = std::max(facts.sinceUs, found->second.owners.back().fromUs);
    }
    return facts;
}

GroupPhase phaseOf(const Snapshot &snapshot, const GroupFacts &group)
{
    const bool owned = std::any_of(group.partitions.begin(), group.partitions.end(),
                                   [](const auto &p) { return p.elsewhere || !p.owner.empty(); });
    if (group.members.empty() && group.others.empty() && !owned)
        return GroupPhase::Empty;
    if (isBrokerAway(snapshot.run, monotonicUs()))
        return GroupPhase::Unanswered;
    const GroupCourse *course = courseOf(snapshot, group.name);
    if (course != nullptr && course->isRebalancing())
        return course->rebalances.back().number == 1 ? GroupPhase::Joining : GroupPhase::Rebalancing;
    return GroupPhase::Stable;
}

} // namespace

const GroupCourse *courseOf(const Snapshot &snapshot, std::string_view group)
{
    return snapshot.course(group);
}

std::vector<GroupFacts> groupFacts(const Snapshot &snapshot)
{
    std::vector<GroupFacts> groups;
    const auto add = [&](const std::string &name, std::optional<StageKind> stage) {
        if (name.empty())
            return;
        GroupFacts &group = groups.emplace_back();
        group.name = name;
        group.isOurs = stage.has_value();
        group.stage = stage.value_or(StageKind::Load);
        addPartitions(snapshot, group);
        if (group.isOurs) {
            for (const pipeline::MemberStatus &member : snapshot.run.members) {
                if (member.stage == group.stage && member.status != pipeline::StageStatus::Stopped)
                    group.members.push_back(memberFacts(snapshot, group, member));
            }
        }
        addReport(snapshot, group);
        group.phase = phaseOf(snapshot, group);
    };
    add(snapshot.run.loaderGroup, StageKind::Load);
    add(snapshot.run.transformGroup, StageKind::Transform);
    const bool bridged = std::any_of(snapshot.run.members.begin(), snapshot.run.members.end(),
                                     [](const auto &member) { return member.stage == StageKind::Bridge; });
    if (bridged)
        add(snapshot.run.bridgeGroup, StageKind::Bridge);
    for (const auto &[name, state] : snapshot.state.groups()) {
        if (name != snapshot.run.loaderGroup && name != snapshot.run.transformGroup
            && !(bridged && name == snapshot.run.bridgeGroup))
            add(name, std::nullopt);
    }
    return groups;
}

Delay delayOf(std::optional<double> behindS)
{
    if (!behindS)
        return Delay::None;
    switch (lagLevel(*behindS)) {
    case LagLevel::Normal:
        return Delay::Short;
    case LagLevel::Rising:
        return Delay::Long;
    case LagLevel::Critical:
        break;
    }
    return Delay::Critical;
}

const Accent &accentOf(Delay delay)
{
    return delay == Delay::Critical ? RoseAccent : delay == Delay::Long ? AmberAccent : TealAccent;
}

const Accent &accentOf(StageKind stage)
{
    return stage == StageKind::Transform ? VioletAccent
        : stage == StageKind::Bridge     ? BlueAccent
                                         : GreenAccent;
}

QString phaseText(GroupPhase phase)
{
    switch (phase) {
    case GroupPhase::Joining:
        return QCoreApplication::translate("groups", "Joining");
    case GroupPhase::Stable:
        return QCoreApplication::translate("groups", "Stable");
    case GroupPhase::Rebalancing:
        return QCoreApplication::translate("groups", "Rebalancing");
    case GroupPhase::Empty:
        return QCoreApplication::translate("groups", "Empty");
    case GroupPhase::Unanswered:
        return QCoreApplication::translate("groups", "No answer");
    }
    return {};
}

bool MemberFacts::isCounted() const
{
    const bool dead = cameBack || status.status == pipeline::StageStatus::Crashed
        || status.status == pipeline::StageStatus::Failed;
    return !dead || !partitions.empty();
}

QString memberCountText(const GroupFacts &group)
{
    const std::size_t others = group.others.size();
    if (!group.isOurs && others == 0)
        return group.phase == GroupPhase::Empty ? QCoreApplication::translate("groups", "no members")
                                                : QCoreApplication::translate("groups", "members unknown");
    const std::size_t count = group.memberCount() + others;
    const bool elsewhere = group.isReadElsewhere() && others == 0; // nobody says how many
    if (elsewhere && count != 1)
        return QCoreApplication::translate("groups", "%1 members here").arg(count);
    if (elsewhere)
        return QCoreApplication::translate("groups", "1 member here");
    return count == 1 ? QCoreApplication::translate("groups", "1 member")
                      : QCoreApplication::translate("groups", "%1 members").arg(count);
}

QString partitionText(const TopicPartition &partition, bool withTopic)
{
    const QString number = QStringLiteral("P%1").arg(partition.partition);
    return withTopic ? number + QLatin1Char(' ') + toQString(partition.topic) : number;
}

QString seconds(double s)
{
    if (s >= 120)
        return QCoreApplication::translate("groups", "%1 min").arg(static_cast<int>(s / 60));
    return s < 1 ? QCoreApplication::translate("groups", "< 1 s")
                 : QCoreApplication::translate("groups", "%1 s").arg(static_cast<int>(s));
}

int memberNumber(std::string_view member)
{
    const std::size_t dash = member.rfind('-');
    int number = -1;
    if (dash != std::string_view::npos)
        std::from_chars(member.data() + dash + 1, member.data() + member.size(), number);
    return number;
}

MemberColors memberColors(std::string_view member, StageKind stage)
{
    const Theme &theme = Theme::instance();
    const Accent &accent = accentOf(stage);
    const QColor surface = theme.color(Token::Surface);
    const QColor solid = theme.color(accent.solid);
    switch (std::max(0, memberNumber(member)) % 3) {
    case 0:
        return {solid, theme.color(Token::OnAccent)};
    case 1:
        return {mixed(surface, solid, 0.42), theme.color(Token::Text)};
    default:
        return {mixed(surface, solid, 0.18), theme.color(accent.text)};
    }
}

} // namespace pk::gui
