#include "journal/state.h"

#include "domain/lag.h"

#include <algorithm>

namespace pk::journal {

namespace {

/// No partition holds more; a range beyond it comes from a damaged file and must not fill the memory.
constexpr std::int64_t kLongestRange = 1LL << 30U;
constexpr std::int64_t kGreatestOffset = 1LL << 56U;
constexpr std::uint64_t kGreatestNumber = 1ULL << 56U;

Stamp stampOf(const Event &event)
{
    return {event.wallUs, event.writer, event.writerSeq};
}

bool isPossible(const Event &event)
{
    if (!isRange(event.kind))
        return true;
    return event.first >= 0 && event.last >= event.first && event.last < kGreatestOffset
        && event.last - event.first < kLongestRange;
}

} // namespace

std::int64_t provenEnd(const Event &event)
{
    const bool own = event.kind == EventKind::Committed && !event.member.empty();
    return own && event.first < kGreatestOffset ? std::max<std::int64_t>(event.first, 0) : 0;
}

/// Where the events just before went: runs of events mostly concern the same partition and writer.
struct State::Recent
{
    std::uint32_t writer = 0;
    IntervalSet *seen = nullptr;
    const TopicPartition *partitionKey = nullptr;
    PartitionState *partition = nullptr;
    const std::string *group = nullptr;
    const TopicPartition *consumerKey = nullptr;
    ConsumerState *consumer = nullptr;
};

void State::apply(std::span<const Event> events)
{
    Recent recent;
    for (const Event &event : events) {
        if (event.writerSeq == 0 || event.writerSeq > kGreatestNumber) {
            ++m_impossible;
            continue;
        }
        if (recent.seen == nullptr || recent.writer != event.writer) {
            recent.writer = event.writer;
            recent.seen = &m_seen[event.writer];
        }
        const auto number = static_cast<std::int64_t>(event.writerSeq);
        if (recent.seen->add(number, number) == 0)
            continue; // applied before
        if (!isPossible(event)) {
            ++m_impossible;
            continue;
        }
        ++m_counts[static_cast<std::size_t>(event.kind)];
        if (isRange(event.kind))
            applyRange(event, recent);
        else if (isExact(event.kind))
            applyFact(event, recent);
    }
}

PartitionState &State::partition(const Event &event, Recent &recent)
{
    const TopicPartition *key = recent.partitionKey;
    if (key == nullptr || key->partition != event.partition || key->topic != event.topic) {
        auto &[newKey, state] = *m_partitions.try_emplace({event.topic, event.partition}).first;
        recent.partitionKey = &newKey;
        recent.partition = &state;
    }
    return *recent.partition;
}

ConsumerState &State::consumer(const Event &event, Recent &recent)
{
    const TopicPartition *key = recent.consumerKey;
    if (key == nullptr || key->partition != event.partition || key->topic != event.topic
        || *recent.group != event.group) {
        auto &[group, groupState] = *m_groups.try_emplace(event.group).first;
        auto &[newKey, state] = *groupState.partitions.try_emplace({event.topic, event.partition}).first;
        recent.group = &group;
        recent.consumerKey = &newKey;
        recent.consumer = &state;
    }
    return *recent.consumer;
}

void State::applyRange(const Event &event, Recent &recent)
{
    PartitionState &p = partition(event, recent);
    p.logEnd = std::max(p.logEnd, event.last + 1);
    switch (event.kind) {
    case EventKind::Acked:
        p.acked.add(event.first, event.last);
        break;
    case EventKind::Observed:
        p.observed.add(event.first, event.last);
        break;
    case EventKind::Applied:
        p.applied.add(event.first, event.last);
        break;
    case EventKind::Superseded:
        p.superseded.add(event.first, event.last);
        break;
    case EventKind::Duplicate:
        p.duplicate.add(event.first, event.last);
        break;
    case EventKind::Filtered:
        p.filtered.add(event.first, event.last);
        break;
    case EventKind::DeadLettered:
        p.deadLettered.add(event.first, event.last);
        m_reasons[event.text] += event.last - event.first + 1;
        break;
    case EventKind::Taken: {
        ConsumerState &c = consumer(event, recent);
        c.taken.add(event.first, event.last);
        c.position.set(event.last + 1, stampOf(event));
        break;
    }
    default:
        break;
    }
}

void State::applyFact(const Event &event, Recent &recent)
{
    const Stamp stamp = stampOf(event);
    switch (event.kind) {
    case EventKind::Committed:
        consumer(event, recent).committed.set({event.first, event.text}, stamp);
        if (const std::int64_t end = provenEnd(event); end > 0) {
            PartitionState &p = partition(event, recent);
            p.logEnd = std::max(p.logEnd, end);
        }
        break;
    case EventKind::LogStart: {
        PartitionState &p = partition(event, recent);
        if (event.text == kNewLog) {
            beginLog(event, p);
            break;
        }
        p.logStart = std::max(p.logStart, event.first);
        if (event.last < kGreatestOffset)
            p.logEnd = std::max(p.logEnd, event.last + 1);
        break;
    }
    case EventKind::LeaderMoved:
        partition(event, recent).leader.set(static_cast<std::int32_t>(event.first), stamp);
        break;
    case EventKind::Joined:
        m_groups[event.group].members[event.member].set(Membership::Joined, stamp);
        break;
    case EventKind::Left:
        m_groups[event.group].members[event.member].set(Membership::Left, stamp);
        break;
    case EventKind::Expelled:
        m_groups[event.group].members[event.member].set(Membership::Expelled, stamp);
        break;
    case EventKind::Assigned:
        consumer(event, recent).members[event.member].set(Ownership::Assigned, stamp);
        break;
    case EventKind::Revoked:
        consumer(event, recent).members[event.member].set(Ownership::Revoked, stamp);
        break;
    case EventKind::Lost:
        consumer(event, recent).members[event.member].set(Ownership::Lost, stamp);
        break;
    case EventKind::BatchCommit:
        ++m_batches[event.group].commits;
        m_batches[event.group].messages += std::clamp<std::int64_t>(event.count, 0, kLongestRange);
        break;
    case EventKind::BatchRollback:
        ++m_batches[event.group].rollbacks;
        break;
    case EventKind::Error:
        applyError(event);
        break;
    case EventKind::Recovered:
        m_recovered[{event.member, event.key}].set(true, stamp);
        break;
    case EventKind::Fault:
        if (event.first == 0 || event.first == 1)
            m_faults[event.text].set(event.first == 1, stamp);
        break;
    case EventKind::Guard:
        m_guards[{event.writer, event.topic}].set(event.count != 0, stamp);
        break;
    case EventKind::Crash:
    case EventKind::Restart:
        applyStage(event);
        break;
    case EventKind::BrokerDown:
        m_brokers[event.partition].set(false, stamp);
        break;
    case EventKind::BrokerUp:
        m_brokers[event.partition].set(true, stamp);
        break;
    case EventKind::Config:
        m_config[event.key].set(event.text, stamp);
        break;
    case EventKind::Sampled:
        m_sampled.set(event.count, stamp);
        break;
    default:
        break; // transactions are counted by kind
    }
}

/// What lies before the new log's end may be of either log, and stays: its records are told of before anybody
/// sees that it is another one.
void State::beginLog(const Event &event, PartitionState &partition)
{
    const std::int64_t end = std::clamp<std::int64_t>(event.last, -1, kGreatestOffset) + 1;
    partition.logStart = std::clamp<std::int64_t>(event.first, 0, end);
    partition.logEnd = end;
    for (LogOffsets *offsets :
         {&partition.acked, &partition.observed, &partition.applied, &partition.superseded,
          &partition.duplicate, &partition.deadLettered, &partition.filtered})
        offsets->beginLog(end);
    for (auto &[name, group] : m_groups) {
        const auto found = group.partitions.find({event.topic, event.partition});
        if (found == group.partitions.end())
            continue;
        ConsumerState &consumer = found->second;
        consumer.taken.cutFrom(end);
        if (consumer.position.value > end)
            consumer.position.set(-1, stampOf(event));
        if (consumer.committed.value.offset > end) // Kafka forgets it together with the topic
            consumer.committed.set({}, stampOf(event));
    }
}

void State::applyStage(const Event &event)
{
    const std::string stage = event.text.substr(0, event.text.find('.'));
    StageState &state = m_stages[{stage, event.writer}];
    if (event.kind == EventKind::Crash) {
        ++state.crashes;
        state.status.set({StageStatus::Crashed, event.text}, stampOf(event));
    } else {
        ++state.restarts;
        state.status.set({StageStatus::Running, event.text}, stampOf(event));
    }
}

void State::applyError(const Event &event)
{
    m_errors.try_emplace(
        stampOf(event),
        ErrorEntry{
            event.text, event.group, event.member, event.key, {event.topic, event.partition}, event.first});
    if (m_errors.size() > kErrorsKept)
        m_errors.erase(m_errors.begin());
}

bool State::lasts(const Stamp &at, const ErrorEntry &error) const
{
    if (error.condition.empty())
        return false;
    const auto recovered = m_recovered.find({error.member, error.condition});
    return recovered == m_recovered.end() || recovered->second.stamp < at;
}

bool State::guardClosed() const
{
    return std::any_of(m_guards.begin(), m_guards.end(),
                       [](const auto &guard) { return guard.second.value; });
}

bool State::guardClosed(std::string_view topic) const
{
    return std::any_of(m_guards.begin(), m_guards.end(), [topic](const auto &guard) {
        return guard.second.value && guard.first.second == topic;
    });
}

std::vector<std::string> State::activeFaults() const
{
    std::vector<std::string> active;
    for (const auto &[name, on] : m_faults) {
        if (on.value)
            active.push_back(name);
    }
    return active;
}

std::string State::owner(std::string_view group, const TopicPartition &partition) const
{
    const auto found = m_groups.find(group);
    if (found == m_groups.end())
        return {};
    const auto consumer = found->second.partitions.find(partition);
    if (consumer == found->second.partitions.end())
        return {};
    // A member that crashed takes no leave: once it has joined again and somebody else has had the partition,
    // what it was given before is void.
    const auto othersHadIt = [&](const auto &self) {
        return std::any_of(consumer->second.members.begin(), consumer->second.members.end(),
                           [&](const auto &other) {
                               return other.first != self.first && self.second.stamp < other.second.stamp;
                           });
    };
    const std::string *owner = nullptr;
    Stamp newest;
    for (const auto &entry : consumer->second.members) {
        const auto &[member, ownership] = entry;
        const auto membership = found->second.members.find(member);
        const bool movedOn =
            membership != found->second.members.end() && ownership.stamp < membership->second.stamp;
        const bool gone = movedOn && (membership->second.value != Membership::Joined || othersHadIt(entry));
        if (ownership.value == Ownership::Assigned && !gone && newest < ownership.stamp) {
            owner = &member;
            newest = ownership.stamp;
        }
    }
    return owner != nullptr ? *owner : std::string();
}

std::int64_t State::lag(std::string_view group, const TopicPartition &partition) const
{
    const auto log = m_partitions.find(partition);
    if (log == m_partitions.end())
        return 0;
    std::int64_t committed = -1;
    if (const auto found = m_groups.find(group); found != m_groups.end()) {
        const auto consumer = found->second.partitions.find(partition);
        if (consumer != found->second.partitions.end())
            committed = consumer->second.committed.value.offset;
    }
    return consumerLag(log->second.logStart, log->second.logEnd, committed);
}

std::int64_t State::lag(std::string_view group) const
{
    const auto found = m_groups.find(group);
    if (found == m_groups.end())
        return 0;
    const auto &consumed = found->second.partitions;
    std::int64_t sum = 0;
    for (const auto &[key, log] : m_partitions) {
        // Partitions of a topic are neighbours in the map, and so a topic is consumed if its first entry is
        // of it.
        const auto of = consumed.lower_bound({key.topic, -1});
        if (of != consumed.end() && of->first.topic == key.topic)
            sum += lag(group, key);
    }
    return sum;
}

std::int64_t State::missingEvents() const
{
    std::int64_t missing = 0;
    for (const auto &[writer, numbers] : m_seen) {
        if (!numbers.empty())
            missing += numbers.intervals().back().last - numbers.count();
    }
    return missing;
}

} // namespace pk::journal
