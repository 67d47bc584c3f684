#include "pipeline/verifier.h"

#include "base/grouped.h"
#include "warehouse/warehouse.h"

#include <QCoreApplication>

#include <algorithm>
#include <limits>

namespace pk::pipeline {

namespace {

constexpr std::size_t kListed = 1'000;

/// The offsets of one partition that this run wrote.
struct Range
{
    std::int64_t begin = 0;
    std::int64_t end = 0;

    bool contains(std::int64_t offset) const { return offset >= begin && offset < end; }
};
using Ranges = std::map<TopicPartition, Range>;

/// What the audit says of one raw partition's records.
struct Effects
{
    Bitmap applied;
    Bitmap superseded;
    Bitmap duplicate;
};

/// Reads the audit row by row; knows one key's rows at a time.
class AuditReader
{
public:
    AuditReader(const Ranges &ranges, std::int64_t auditBefore)
        : m_ranges(ranges)
        , m_auditBefore(auditBefore)
    {
    }

    void add(const warehouse::AuditRow &row)
    {
        if (row.id <= m_auditBefore || row.action == "reset" || !covers(row.source))
            return;
        if (row.entityKey != m_key || row.entity != m_entity) {
            closeKey();
            m_entity = row.entity;
            m_key = row.entityKey;
        }
        m_versions.push_back({row.source.partition, row.source.offset, row.version});
        const TopicPartition source{std::string(row.source.topic), row.source.partition};
        if (m_sources[source].set(row.source.offset))
            m_payloads[source].add(fromHex(row.payloadSha256));
        if (!covers(row.raw))
            return; // of an earlier run, or a header that somebody has made up
        Effects &effects = m_effects[{std::string(row.raw.topic), row.raw.partition}];
        if (row.action == "insert" || row.action == "update")
            addEffect(row, effects.applied.set(row.raw.offset));
        else if (row.action == "superseded")
            effects.superseded.set(row.raw.offset);
        else
            effects.duplicate.set(row.raw.offset);
    }

    /// Versions of one key in the order of each partition: whatever is lower than one before it came too
    /// late.
    void closeKey()
    {
        std::sort(m_versions.begin(), m_versions.end(), [](const Seen &a, const Seen &b) {
            return std::pair(a.partition, a.offset) < std::pair(b.partition, b.offset);
        });
        std::int32_t partition = -1;
        std::int64_t offset = -1;
        std::int64_t highest = 0;
        for (const Seen &seen : m_versions) {
            if (seen.partition == partition && seen.offset == offset)
                continue; // the same message once more
            if (seen.partition != partition)
                highest = seen.version;
            m_outOfOrder += seen.version < highest ? 1 : 0;
            highest = std::max(highest, seen.version);
            partition = seen.partition;
            offset = seen.offset;
        }
        m_versions.clear();
        m_applied.clear();
    }

    std::map<TopicPartition, Effects> m_effects;
    std::map<TopicPartition, Sum128> m_payloads;
    std::int64_t m_duplicates = 0;
    std::int64_t m_outOfOrder = 0;
    std::int64_t m_misnamed = 0;

private:
    struct Seen
    {
        std::int32_t partition;
        std::int64_t offset;
        std::int64_t version;

        bool operator==(const Seen &) const = default;
    };

    /// What comes of a raw record is always the same version of the same key: that once more is a double.
    /// Anything else that names the raw record was made by somebody else, however it got the header.
    void addEffect(const warehouse::AuditRow &row, bool first)
    {
        const Seen effect{row.raw.partition, row.raw.offset, row.version};
        if (!first) {
            const bool same = std::find(m_applied.begin(), m_applied.end(), effect) != m_applied.end();
            (same ? m_duplicates : m_misnamed) += 1;
        }
        m_applied.push_back(effect);
    }

    bool covers(const PositionView &position) const
    {
        // A handful of entries.
        return std::any_of(m_ranges.begin(), m_ranges.end(), [&](const auto &entry) {
            return entry.first.partition == position.partition && entry.first.topic == position.topic
                && entry.second.contains(position.offset);
        });
    }

    static Sha256 fromHex(std::string_view hex)
    {
        Sha256 digest{};
        const auto nibble = [](char c) {
            return static_cast<std::uint8_t>(c <= '9' ? c - '0' : c - 'a' + 10);
        };
        for (std::size_t i = 0; i < digest.size() && 2 * i + 1 < hex.size(); ++i)
            digest[i] = static_cast<std::uint8_t>(nibble(hex[2 * i]) << 4U | nibble(hex[2 * i + 1]));
        return digest;
    }

    const Ranges &m_ranges;
    const std::int64_t m_auditBefore;
    std::string m_entity;
    std::string m_key;
    std::vector<Seen> m_versions; ///< of the key, by their place in the enriched topic
    std::vector<Seen> m_applied; ///< of the key, by the raw records they name
    std::map<TopicPartition, Bitmap> m_sources;
};

/// Which records of one raw partition wait where an interrupted run has left them.
struct StillThere
{
    std::int64_t untransformed = std::numeric_limits<std::int64_t>::max(); ///< from this raw offset on
    Bitmap unloaded; ///< raw offsets whose enriched records wait for the loader

    bool holds(std::int64_t offset) const { return offset >= untransformed || unloaded.test(offset); }
};

void countOutcomes(Ledger &ledger, const TopicPartition &partition, const Bitmap &acked,
                   const Effects &effects, const Follower::Outcomes &seen, const StillThere &there)
{
    acked.forEach([&](std::int64_t offset) {
        ++ledger.acked;
        const bool inWarehouse =
            effects.applied.test(offset) || effects.superseded.test(offset) || effects.duplicate.test(offset);
        // What became a row after all is no dead letter any more.
        const bool dead = seen.deadLettered.test(offset) && !(inWarehouse && seen.mended.test(offset));
        const bool filtered = seen.filtered.test(offset);
        ledger.conflicting += int{inWarehouse} + int{dead} + int{filtered} > 1 ? 1 : 0;
        if (effects.applied.test(offset)) {
            ++ledger.applied;
        } else if (effects.superseded.test(offset)) {
            ++ledger.superseded;
        } else if (effects.duplicate.test(offset)) {
            ++ledger.duplicateEvents;
        } else if (dead) {
            ++ledger.deadLettered;
        } else if (filtered) {
            ++ledger.filtered;
        } else if (there.holds(offset)) {
            ++ledger.waiting;
        } else {
            ++ledger.lost;
            if (ledger.lostPositions.size() < kListed)
                ledger.lostPositions.push_back({partition.topic, partition.partition, offset});
        }
    });
}

Result<Ranges> rangesOf(const Follower &follower, broker::ClusterBackend &backend)
{
    Ranges ranges;
    for (const auto &[partition, begin] : follower.starts()) {
        const auto marks = backend.watermarks(partition);
        if (!marks)
            return marks.error();
        ranges[partition] = {begin, marks->end};
    }
    return ranges;
}

} // namespace

QString Ledger::problem() const
{
    if (lost > 0 || duplicates > 0)
        return QCoreApplication::translate("pipeline", "Not verified: %1 lost, %2 doubled.")
            .arg(grouped(lost), grouped(duplicates));
    if (conflicting > 0)
        return QCoreApplication::translate("pipeline",
                                           "Not verified: of %1 raw record(s) there is more than one "
                                           "outcome, for example a row in the "
                                           "warehouse and a dead letter.")
            .arg(grouped(conflicting));
    if (!payloadsMatch)
        return QCoreApplication::translate(
            "pipeline",
            "Not verified: what the warehouse says it has loaded is not what lies in "
            "the enriched topics. Somebody else has changed one of them.");
    if (!balanced())
        return QCoreApplication::translate("pipeline", "Not verified: the counts do not add up.");
    return {};
}

Result<Ledger> verify(const Pipeline &pipeline, broker::ClusterBackend &backend, Database &database,
                      std::int64_t auditBefore, const Waiting *waiting)
{
    const Follower &follower = *pipeline.follower();
    const auto ranges = rangesOf(follower, backend);
    if (!ranges)
        return ranges.error();
    AuditReader audit(*ranges, auditBefore);
    const auto scanned = warehouse::scanAudit(database, pipeline.cluster().id, pipeline.options().loaderGroup,
                                              [&](const warehouse::AuditRow &row) { audit.add(row); });
    if (!scanned)
        return scanned.error();
    audit.closeKey();

    Ledger ledger;
    ledger.duplicates = audit.m_duplicates;
    ledger.outOfOrder = audit.m_outOfOrder;
    ledger.redelivered = follower.redelivered();
    ledger.unknownOrigin = follower.unknownOrigin() + audit.m_misnamed;
    std::map<TopicPartition, Bitmap> acknowledged = pipeline.acked();
    auto unloaded =
        waiting != nullptr ? follower.waitingFrom(waiting->next) : std::map<TopicPartition, Bitmap>();
    for (const Dataset dataset : pipeline.options().datasets) {
        for (int p = 0; p < pipeline.partitions().of(rawTopic(dataset)); ++p) {
            const TopicPartition partition{std::string(rawTopic(dataset)), p};
            const Bitmap &acked = acknowledged[partition];
            const Range &written = ranges->at(partition);
            StillThere there;
            if (waiting != nullptr)
                there = {waiting->next.at(partition), std::move(unloaded[partition])};
            countOutcomes(ledger, partition, acked, audit.m_effects[partition], follower.seen(partition),
                          there);
            ledger.foreign += std::max<std::int64_t>(0, written.end - written.begin - acked.count());
        }
    }
    // Where something was lost on the way, the sums differ by just that, and `lost` says it better. What
    // waits for the loader is in one of them alone.
    if (ledger.lost == 0 && (waiting == nullptr || waiting->records.empty())) {
        for (const auto &[partition, sum] : follower.payloads())
            ledger.payloadsMatch = ledger.payloadsMatch && audit.m_payloads[partition] == sum;
    }
    return ledger;
}

} // namespace pk::pipeline
