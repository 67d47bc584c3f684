#include "bridge/run_trouble.h"

#include "base/grouped.h"
#include "bridge/text.h"
#include "domain/pipeline_names.h"

#include <QCoreApplication>

#include <algorithm>

namespace pk::gui {

namespace {

/// A member that has left takes its troubles with it.
bool worksFor(const RunInfo &run, StageKind stage, const std::string &name)
{
    return std::any_of(run.members.begin(), run.members.end(), [&](const pipeline::MemberStatus &member) {
        return member.stage == stage && member.name == name
            && member.status != pipeline::StageStatus::Stopped;
    });
}

/// "The disk is full. [/data/warehouse.db]": where there is room for a sentence, where it happened is known.
QString withoutContext(const QString &text)
{
    const qsizetype context = text.endsWith(QLatin1Char(']')) ? text.lastIndexOf(QLatin1String(" [")) : -1;
    return context > 0 ? text.left(context) : text;
}

/// Of the records in a partition of a raw topic, those of which nothing has become.
std::int64_t unsettled(const journal::PartitionState &log, Bitmap settled)
{
    for (const journal::IntervalSet *aside : {&log.deadLettered, &log.filtered}) {
        for (const auto &[first, last] : aside->intervals()) {
            for (std::int64_t offset = first; offset <= last; ++offset)
                settled.set(offset);
        }
    }
    journal::IntervalSet all = log.acked;
    all.addAll(log.observed);
    std::int64_t records = 0;
    for (const auto &[first, last] : all.intervals()) {
        for (std::int64_t offset = first; offset <= last; ++offset)
            records += settled.test(offset) ? 0 : 1;
    }
    return records;
}

} // namespace

QString lastingError(const Snapshot &snapshot, StageKind stage, std::string_view condition)
{
    const auto &errors = snapshot.state.errors();
    for (auto it = errors.rbegin(); it != errors.rend(); ++it) {
        const auto &[at, error] = *it;
        if (error.condition == condition && worksFor(snapshot.run, stage, error.member)
            && snapshot.state.lasts(at, error))
            return withoutContext(toQString(error.text));
    }
    return {};
}

/// Only an empty group waits for more members before it shares its partitions out.
QString joiningText(const Snapshot &snapshot, const std::string &group)
{
    const auto found = snapshot.state.groups().find(group);
    const bool hadMembers = found != snapshot.state.groups().end()
        && std::any_of(found->second.partitions.begin(), found->second.partitions.end(),
                       [](const auto &entry) { return !entry.second.members.empty(); });
    return hadMembers ? QCoreApplication::translate("bridge", "JoinGroup, partitions are shared out anew")
                      : QCoreApplication::translate("bridge", "JoinGroup, waiting for members (3 s)");
}

QString warehouseTrouble(const Snapshot &snapshot)
{
    if (snapshot.run.databaseLocked)
        return QCoreApplication::translate("bridge",
                                           "Locked by another connection: readers go on, writers wait.");
    if (snapshot.run.databaseClosed)
        return QCoreApplication::translate("bridge", "Closed: no loader gets to it.");
    return lastingError(snapshot, StageKind::Load, pipeline::condition::database);
}

bool isBrokerSilent(const RunInfo &run, std::int64_t nowMonotonicUs)
{
    return run.silentSinceUs > 0 && nowMonotonicUs - run.silentSinceUs > kBrokerSilenceUs;
}

bool areBrokersDown(const RunInfo &run)
{
    const BrokerCount brokers = countBrokers(run);
    return brokers.all > 0 && brokers.up == 0;
}

BrokerCount countBrokers(const RunInfo &run)
{
    const std::string &addresses = run.cluster.bootstrap;
    if (addresses.empty())
        return {};
    const int all = 1 + static_cast<int>(std::count(addresses.begin(), addresses.end(), ','));
    return {std::max(0, all - static_cast<int>(run.brokersDown.size())), all};
}

bool isBrokerDown(const RunInfo &run, int broker)
{
    return std::find(run.brokersDown.begin(), run.brokersDown.end(), broker) != run.brokersDown.end();
}

bool isMajorityDown(const RunInfo &run)
{
    const BrokerCount brokers = countBrokers(run);
    return !run.cluster.embedded && 2 * brokers.up < brokers.all;
}

int leaderOf(const Snapshot &snapshot, const TopicPartition &partition)
{
    const auto log = snapshot.state.partitions().find(partition);
    if (log == snapshot.state.partitions().end() || !log->second.leader.known())
        return -1;
    const int leader = log->second.leader.value;
    return leader < 0 || isBrokerDown(snapshot.run, leader) ? kNoLeader : leader;
}

std::optional<std::int64_t> knownLag(const Snapshot &snapshot, std::string_view group,
                                     const TopicPartition &partition)
{
    return leaderOf(snapshot, partition) != kNoLeader ? std::optional(snapshot.state.lag(group, partition))
                                                      : std::nullopt;
}

std::optional<std::int64_t> knownLag(const Snapshot &snapshot, std::string_view group)
{
    const auto found = snapshot.state.groups().find(group);
    if (found != snapshot.state.groups().end()) {
        for (const auto &[partition, consumer] : found->second.partitions) {
            if (leaderOf(snapshot, partition) == kNoLeader)
                return std::nullopt;
        }
    }
    return snapshot.state.lag(group);
}

QString lagFigure(std::optional<std::int64_t> lag)
{
    return lag ? grouped(*lag) : unknownText();
}

bool isBrokerAway(const RunInfo &run, std::int64_t nowMonotonicUs)
{
    return areBrokersDown(run) || isBrokerSilent(run, nowMonotonicUs);
}

bool isHeldByGuard(const Snapshot &snapshot, StageKind stage)
{
    const bool captured = snapshot.run.source.kind == SourceChoice::Kind::Campus;
    for (const Dataset dataset : {Dataset::Orders, Dataset::Activities}) {
        std::vector<std::string> topics;
        if (stage == StageKind::Source && captured)
            topics = cdcTopicsOf(dataset);
        else if (stage == StageKind::Source || stage == StageKind::Bridge)
            topics = {std::string(rawTopic(dataset))};
        else if (stage == StageKind::Transform)
            topics = {std::string(enrichedTopic(dataset))};
        if (std::any_of(topics.begin(), topics.end(),
                        [&](const std::string &topic) { return snapshot.isHeldByGuard(topic); }))
            return true;
    }
    return false;
}

std::int64_t unstoredRecords(const journal::State &state, const RunInfo &run, const RawOffsets &stored)
{
    std::int64_t records = 0;
    for (const Dataset dataset : {Dataset::Orders, Dataset::Activities}) {
        const std::vector<std::string> changes = cdcTopicsOf(dataset);
        for (const auto &[partition, log] : state.partitions()) {
            if (partition.topic == rawTopic(dataset)) {
                const auto there = stored.find(partition);
                records += unsettled(log, there != stored.end() ? there->second : Bitmap());
            } else if (partition.topic == enrichedTopic(dataset)) {
                records -= log.deadLettered.count();
            } else if (std::find(changes.begin(), changes.end(), partition.topic) != changes.end()) {
                records += state.lag(run.bridgeGroup, partition);
            }
        }
    }
    return std::max<std::int64_t>(0, records);
}

bool isWithoutMembers(const RunInfo &run, StageKind stage)
{
    if (run.recorded || (run.state != RunState::Running && run.state != RunState::Paused))
        return false;
    bool any = false;
    for (const pipeline::MemberStatus &member : run.members) {
        if (member.stage != stage)
            continue;
        if (member.status != pipeline::StageStatus::Stopped)
            return false;
        any = true;
    }
    return any;
}

} // namespace pk::gui
