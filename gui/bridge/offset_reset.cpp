#include "bridge/offset_reset.h"

#include "base/clock.h"
#include "bridge/inspector_settings.h"
#include "bridge/record_count.h"
#include "pipeline/stored_offsets.h"
#include "warehouse/warehouse.h"

#include <QCoreApplication>

#include <algorithm>
#include <optional>
#include <set>

namespace pk::gui {

namespace {

constexpr int kScanTimeoutMs = 10'000;
constexpr const char *kResetClient = "offset-reset";

/// A commit that none of our members has made is a reset which the next one of them follows, unless it is
/// outside of the log.
Result<std::int64_t> whereItWouldGoOn(Database *warehouse, const std::string &cluster,
                                      const std::string &group, const broker::CommitOffset &committed,
                                      const broker::Consumer::Watermarks &marks)
{
    const bool followed = pipeline::StoredOffsets::isForeign(committed) && committed.offset <= marks.end;
    if (warehouse != nullptr && !followed) {
        const auto stored = warehouse::storedOffset(*warehouse, cluster, group, committed.partition);
        if (!stored)
            return stored.error();
        if (stored->has_value())
            return (*stored)->next;
    }
    return committed.offset;
}

/// Kafka looks it up in its index; the embedded broker has none, and the log is read.
Result<std::int64_t> atTime(broker::ClusterBackend &backend, const ResetLine &line, std::int64_t timeMs)
{
    if (!backend.supports(broker::Feature::OffsetsForTimes))
        return offsetForTime(backend.info(), line.partition, {line.begin, line.end}, timeMs);
    const auto found = backend.offsetsForTime({line.partition}, timeMs);
    if (!found)
        return found.error();
    return found->front().offset >= 0 ? found->front().offset : line.end;
}

Result<std::int64_t> wanted(broker::ClusterBackend &backend, const ResetSpec &spec, const ResetLine &line)
{
    switch (spec.to) {
    case ResetSpec::To::Earliest:
        return line.begin;
    case ResetSpec::To::Latest:
        return line.end;
    case ResetSpec::To::Offset:
        return spec.value;
    case ResetSpec::To::Shift:
        return line.from + spec.value;
    case ResetSpec::To::Time:
        return atTime(backend, line, spec.value);
    case ResetSpec::To::Each:
        if (const auto own = spec.offsets.find(line.partition); own != spec.offsets.end())
            return own->second;
        break;
    }
    return line.from;
}

} // namespace

std::int64_t ResetPreview::readAgain() const
{
    std::int64_t sum = 0;
    for (const ResetLine &line : lines)
        sum += line.readAgain();
    return sum;
}

std::int64_t ResetPreview::skipped() const
{
    std::int64_t sum = 0;
    for (const ResetLine &line : lines)
        sum += line.skipped();
    return sum;
}

std::map<TopicPartition, std::int64_t> ResetPreview::offsetsBefore() const
{
    std::map<TopicPartition, std::int64_t> offsets;
    for (const ResetLine &line : lines) {
        if (line.from != line.to)
            offsets[line.partition] = line.from;
    }
    return offsets;
}

bool countsOffsets(const std::vector<ResetLine> &lines)
{
    return std::any_of(lines.begin(), lines.end(),
                       [](const ResetLine &line) { return line.from != line.to && !line.messages; });
}

void countMessages(ResetPreview &preview, const Snapshot &snapshot)
{
    for (ResetLine &line : preview.lines) {
        const RecordCount count =
            recordsIn(snapshot, line.partition, std::min(line.from, line.to), std::max(line.from, line.to));
        line.messages = count.exact ? std::optional(count.messages) : std::nullopt;
    }
}

Result<ResetPreview> previewReset(broker::ClusterBackend &backend, Database *warehouse,
                                  const std::string &group, const ResetSpec &spec)
{
    const broker::ClusterInfo cluster = backend.info();
    ResetPreview preview{group, spec, {}};
    const auto committed = backend.committed(group, spec.partitions);
    if (!committed)
        return committed.error();
    for (const broker::CommitOffset &known : *committed) {
        const auto marks = backend.watermarks(known.partition);
        if (!marks)
            return marks.error();
        const auto from = whereItWouldGoOn(warehouse, cluster.id, group, known, *marks);
        if (!from)
            return from.error();
        ResetLine line;
        line.partition = known.partition;
        line.begin = marks->begin;
        line.end = marks->end;
        line.from = std::clamp(*from, marks->begin, marks->end);
        const auto to = wanted(backend, spec, line);
        if (!to)
            return to.error();
        line.to = std::clamp(*to, marks->begin, marks->end);
        line.clamped = line.to != *to;
        preview.lines.push_back(std::move(line));
    }
    return preview;
}

Result<std::int64_t> offsetForTime(const broker::ClusterInfo &cluster, const TopicPartition &partition,
                                   const broker::Consumer::Watermarks &marks, std::int64_t timeMs)
{
    if (marks.begin == marks.end)
        return marks.end;
    auto consumer =
        broker::Consumer::create(broker::consumerConfig(cluster, inspectorSettings("offset-for-time")), {});
    if (!consumer)
        return consumer.error();
    if (auto assigned = (*consumer)->assign({{partition, marks.begin}}); !assigned)
        return assigned.error();
    const std::int64_t deadlineUs = monotonicUs() + kScanTimeoutMs * 1000LL;
    std::vector<broker::Message> batch;
    while (monotonicUs() < deadlineUs) {
        (*consumer)->serve();
        batch.clear();
        (*consumer)->takeAny(1'000, batch);
        for (const broker::Message &message : batch) {
            if (message.timestampMs() >= timeMs)
                return message.offset();
            if (message.offset() + 1 >= marks.end)
                return marks.end;
        }
        if (batch.empty())
            (*consumer)->wait(20);
    }
    return Error{ErrorCode::Timeout,
                 QCoreApplication::translate(
                     "bridge",
                     "The partition could not be read in time to find that moment. Nothing was "
                     "changed; try again."),
                 QString::fromStdString(partition.toString()), true};
}

Error readByAnotherProgram()
{
    return {ErrorCode::Busy,
            QCoreApplication::translate("bridge",
                                        "Another program reads this group, too. Stop it first: what it reads "
                                        "cannot be reset from here."),
            {}};
}

Result<void> commitAsMember(const broker::ClusterInfo &cluster, const ResetPreview &preview, int timeoutMs)
{
    std::set<std::string> topics;
    std::vector<broker::CommitOffset> offsets;
    for (const ResetLine &line : preview.lines) {
        topics.insert(line.partition.topic);
        offsets.push_back({line.partition, line.to, {}});
    }
    bool joined = false;
    std::set<TopicPartition> given;
    broker::ConsumerListener listener;
    listener.assigned = [&](std::vector<broker::StartOffset> &starts) {
        joined = true;
        for (const broker::StartOffset &start : starts)
            given.insert(start.partition);
        starts.clear(); // it reads nothing
    };
    broker::ConsumerSettings settings;
    settings.group = preview.group;
    settings.clientId = kResetClient;
    auto consumer = broker::Consumer::create(broker::consumerConfig(cluster, settings), std::move(listener));
    if (!consumer)
        return consumer.error();
    if (auto subscribed = (*consumer)->subscribe({topics.begin(), topics.end()}); !subscribed)
        return subscribed;
    const std::int64_t deadlineUs = monotonicUs() + std::int64_t{timeoutMs} * 1000;
    while (!joined && monotonicUs() < deadlineUs) {
        (*consumer)->serve();
        (*consumer)->wait(20);
    }
    if (!joined) {
        return Error{
            ErrorCode::Timeout,
            QCoreApplication::translate("bridge",
                                        "The group could not be joined in time to commit for it. No offset "
                                        "was changed; try again."),
            QString::fromStdString(preview.group), true};
    }
    const bool alone = std::all_of(offsets.begin(), offsets.end(),
                                   [&](const auto &offset) { return given.contains(offset.partition); });
    return alone ? (*consumer)->commit(offsets) : readByAnotherProgram();
}

std::vector<journal::Event> commitEvents(const ResetPreview &reset)
{
    std::vector<journal::Event> events;
    for (const ResetLine &line : reset.lines) {
        journal::Event e;
        e.kind = journal::EventKind::Committed;
        e.group = reset.group;
        e.topic = line.partition.topic;
        e.partition = line.partition.partition;
        e.first = line.to;
        e.text = pipeline::kResetCommit;
        events.push_back(std::move(e));
    }
    return events;
}

} // namespace pk::gui
