#include "bridge/record_count.h"

#include <QCoreApplication>

#include <algorithm>

namespace pk::gui {

namespace {

std::int64_t knownIn(const journal::PartitionState &log, std::int64_t first, std::int64_t last)
{
    std::int64_t known = log.acked.countIn(first, last);
    // A late report may name as ours what was taken for another client's.
    for (const journal::Interval &range : log.observed.intervals()) {
        const std::int64_t from = std::max(range.first, first);
        const std::int64_t to = std::min(range.last, last);
        if (from <= to)
            known += to - from + 1 - log.acked.countIn(from, to);
    }
    return known;
}

/// The first offset that this run knows a message at; the log's end when it knows none.
std::int64_t knownFrom(const journal::PartitionState &log)
{
    std::int64_t from = log.logEnd;
    for (const journal::IntervalSet *offsets : {&log.acked, &log.observed}) {
        if (!offsets->empty())
            from = std::min(from, offsets->front());
    }
    return from;
}

} // namespace

RecordCount &RecordCount::operator+=(const RecordCount &other)
{
    messages += other.messages;
    offsets += other.offsets;
    exact = exact && other.exact;
    return *this;
}

RecordCount recordsIn(const Snapshot &snapshot, const TopicPartition &partition, std::int64_t first,
                      std::int64_t end)
{
    RecordCount count;
    count.offsets = std::max<std::int64_t>(0, end - first);
    if (count.offsets == 0)
        return count;
    if (snapshot.run.cluster.embedded) { // knows no transactions
        count.messages = count.offsets;
        return count;
    }
    const auto log = snapshot.state.partitions().find(partition);
    if (log == snapshot.state.partitions().end()) {
        count.exact = false;
        return count;
    }
    count.messages = knownIn(log->second, first, end - 1);
    count.exact = count.messages == count.offsets || first >= knownFrom(log->second);
    return count;
}

RecordCount recordsKept(const Snapshot &snapshot, const std::string &topic)
{
    RecordCount kept;
    const auto &partitions = snapshot.state.partitions();
    for (auto it = partitions.lower_bound({topic, 0}); it != partitions.end() && it->first.topic == topic;
         ++it)
        kept += recordsIn(snapshot, it->first, it->second.logStart, it->second.logEnd);
    return kept;
}

QString keptLabel(const RecordCount &count)
{
    return count.exact ? QCoreApplication::translate("bridge", "Messages kept")
                       : QCoreApplication::translate("bridge", "Offsets kept");
}

} // namespace pk::gui
