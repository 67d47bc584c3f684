#include "pipeline/verifier.h"

#include "base/grouped.h"

#include <QCoreApplication>

#include <algorithm>
#include <limits>
#include <set>

namespace pk::pipeline {

namespace {

constexpr std::size_t kListed = 1'000;

/// The offsets of one partition that this run wrote: in its log, and in a former one where the topic was made
/// anew meanwhile.
struct Range
{
    std::int64_t begin = 0;
    std::int64_t end = 0;
    std::int64_t inLog = 0; ///< how many records of the present log are of this run or of others beside it

    bool contains(std::int64_t offset) const { return offset >= begin && offset < end; }
};
using Ranges = std::map<TopicPartition, Range>;

/// Of its partition; null where there is none.
const Range *rangeOf(const Ranges &ranges, const PositionView &position)
{
    // A handful of entries.
    const auto found = std::find_if(ranges.begin(), ranges.end(), [&position](const auto &entry) {
        return entry.first.partition == position.partition && entry.first.topic == position.topic;
    });
    return found != ranges.end() ? &found->second : nullptr;
}

bool covers(const Ranges &ranges, const PositionView &position)
{
    const Range *range = rangeOf(ranges, position);
    return range != nullptr && range->contains(position.offset);
}

/// What the warehouse says of one raw partition's records.
struct Effects
{
    // the audit
    Bitmap applied;
    Bitmap superseded;
    Bitmap duplicate;
    Bitmap expected; ///< what must have left a row
    std::map<std::int64_t, std::int64_t> misnamed; ///< effects of something else that name the record

    // the fact tables
    Bitmap inserted; ///< a row since the run began
    Bitmap kept; ///< a row that was there before, perhaps with other columns
    std::map<std::int64_t, std::int64_t> extra; ///< rows since the run began, beyond the first

    /// Where something else names the record, too, nothing tells whose row is to be there.
    bool isGone(std::int64_t offset) const
    {
        return expected.test(offset) && !inserted.test(offset) && !kept.test(offset)
            && !misnamed.contains(offset);
    }
};
using AllEffects = std::map<TopicPartition, Effects>;

/// Reads the audit row by row; knows one key's rows at a time.
class AuditReader
{
public:
    AuditReader(const Ranges &ranges, std::int64_t auditBefore, bool naive)
        : m_ranges(ranges)
        , m_auditBefore(auditBefore)
        , m_naive(naive)
    {
    }

    void add(const warehouse::AuditRow &row)
    {
        const Range *read = rangeOf(m_ranges, row.source);
        if (row.id <= m_auditBefore || row.action == "reset" || read == nullptr
            || row.source.offset < read->begin)
            return;
        if (row.entityKey != m_key || row.entity != m_entity) {
            closeKey();
            m_entity = row.entity;
            m_key = row.entityKey;
        }
        m_versions.push_back({row.source.partition, row.source.offset, row.version});
        const TopicPartition source{std::string(row.source.topic), row.source.partition};
        if (row.source.offset >= read->end) // the loader has read it all the same
            m_madeAnew.insert(source);
        if (m_sources[source].set(row.source.offset))
            m_payloads[source].add(fromHex(row.payloadSha256));
        const bool applied = row.action == "insert" || row.action == "update";
        if (!covers(m_ranges, row.raw)) { // of an earlier run, or a header that somebody has made up
            noteRow(row, applied, nullptr);
            return;
        }
        Effects &effects = m_effects[{std::string(row.raw.topic), row.raw.partition}];
        noteRow(row, applied, &effects);
        if (applied)
            addEffect(row, effects);
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
        if (m_rowOf != nullptr)
            m_rowOf->expected.set(m_rowOffset);
        m_rowOf = nullptr;
        m_rowVersion = std::numeric_limits<std::int64_t>::min();
    }

    AllEffects m_effects;
    std::map<TopicPartition, Sum128> m_payloads;
    std::set<TopicPartition> m_madeAnew; ///< what was loaded lies in no log any more
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
    void addEffect(const warehouse::AuditRow &row, Effects &effects)
    {
        const Seen effect{row.raw.partition, row.raw.offset, row.version};
        if (!effects.applied.set(row.raw.offset)) {
            const bool same = std::find(m_applied.begin(), m_applied.end(), effect) != m_applied.end();
            (same ? m_duplicates : m_misnamed) += 1;
            if (!same)
                ++effects.misnamed[row.raw.offset];
        }
        m_applied.push_back(effect);
    }

    /// Which record the row of the key must name. In a naive mode each effect has a row of its own, otherwise
    /// that of the highest version has it; unless that one was only recognised: another loader has written
    /// it.
    void noteRow(const warehouse::AuditRow &row, bool applied, Effects *effects)
    {
        if (applied && m_naive && effects != nullptr)
            effects->expected.set(row.raw.offset);
        if (m_naive || row.version < m_rowVersion || (!applied && row.version == m_rowVersion))
            return;
        m_rowOf = applied ? effects : nullptr;
        m_rowOffset = row.raw.offset;
        m_rowVersion = row.version;
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
    const bool m_naive;
    std::string m_entity;
    std::string m_key;
    std::vector<Seen> m_versions; ///< of the key, by their place in the enriched topic
    std::vector<Seen> m_applied; ///< of the key, by the raw records they name
    std::map<TopicPartition, Bitmap> m_sources;
    Effects *m_rowOf = nullptr; ///< of the key's row, where this run has written it
    std::int64_t m_rowOffset = -1;
    std::int64_t m_rowVersion = std::numeric_limits<std::int64_t>::min();
};

/// What the fact tables themselves hold, whatever the audit says. Returns the rows beyond the first of each
/// raw record.
Result<std::int64_t> readFacts(Database &database, Dataset dataset, const warehouse::Mark &before,
                               const Ranges &ranges, bool naive, AllEffects &all)
{
    const auto scanned = warehouse::scanFacts(database, dataset, before, [&](const warehouse::FactRow &row) {
        if (!covers(ranges, row.raw))
            return;
        Effects &effects = all[{std::string(row.raw.topic), row.raw.partition}];
        if (!row.inserted) {
            if (!naive) // there, nothing writes into an older row
                effects.kept.set(row.raw.offset);
        } else if (!effects.inserted.set(row.raw.offset)) {
            ++effects.extra[row.raw.offset];
        }
    });
    if (!scanned)
        return scanned.error();
    std::int64_t doubled = 0;
    for (const auto &[partition, effects] : all) {
        if (partition.topic != rawTopic(dataset))
            continue;
        for (const auto &[offset, rows] : effects.extra) {
            const auto others = effects.misnamed.find(offset);
            doubled +=
                std::max<std::int64_t>(0, rows - (others == effects.misnamed.end() ? 0 : others->second));
        }
    }
    return doubled;
}

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
        const auto lose = [&] {
            ++ledger.lost;
            if (ledger.lostPositions.size() < kListed)
                ledger.lostPositions.push_back({partition.topic, partition.partition, offset});
        };
        if (effects.isGone(offset)) {
            lose(); // it was written, says the audit, but the row is not there
        } else if (effects.applied.test(offset)) {
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
            lose();
        }
    });
}

/// Where the follower began, and where the logs end now. The latter may be another log than the former.
Result<Ranges> rangesOf(const Follower &follower, broker::ClusterBackend &backend,
                        const std::map<TopicPartition, Bitmap> &acked)
{
    Ranges ranges;
    for (const auto &[partition, begin] : follower.starts()) {
        const auto marks = backend.watermarks(partition);
        if (!marks)
            return marks.error();
        ranges[partition] = {begin, marks->end, marks->end - begin};
    }
    for (const auto &[partition, offsets] : acked) {
        const auto found = ranges.find(partition);
        if (found == ranges.end())
            continue; // astray
        Range &range = found->second;
        std::int64_t first = range.begin;
        std::int64_t end = range.end;
        offsets.forEach([&](std::int64_t offset) {
            first = std::min(first, offset);
            end = std::max(end, offset + 1);
        });
        // What is acknowledged lies behind where the log ended, and before where it ends, in one and the
        // same.
        if (first < range.begin || end > range.end)
            range = {0, end, range.end};
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
    if (astray > 0)
        return QCoreApplication::translate("pipeline",
                                           "Not verified: %1 record(s) went to topics that this run does not "
                                           "read. Nobody knows what became of them.")
            .arg(grouped(astray));
    if (overwritten > 0)
        return QCoreApplication::translate(
                   "pipeline",
                   "Not verified: a topic was deleted and made anew meanwhile, and %1 "
                   "acknowledged record(s) have the offsets of others in its other log. What "
                   "became of each of them cannot be told.")
            .arg(grouped(overwritten));
    if (unplaced > 0)
        return QCoreApplication::translate(
                   "pipeline",
                   "Not verified: %1 record(s) were sent again and acknowledged without their offset, and "
                   "others have written to the same partition meanwhile. Which of its records they are "
                   "cannot "
                   "be told.")
            .arg(grouped(unplaced));
    if (!alone)
        return QCoreApplication::translate("pipeline",
                                           "Not verified: another cluster's loader has written to this "
                                           "warehouse meanwhile, and whose the rows are "
                                           "cannot be told. By the loader's own account nothing was lost and "
                                           "nothing doubled. Give each cluster a "
                                           "warehouse of its own.");
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
                      const warehouse::Mark &before, const Waiting *waiting)
{
    const Follower &follower = *pipeline.follower();
    AckedRecords records = pipeline.acked();
    const auto ranges = rangesOf(follower, backend, records.offsets);
    if (!ranges)
        return ranges.error();
    for (const auto &[partition, range] : *ranges)
        records.place(partition, range.begin, range.end);
    std::map<TopicPartition, Bitmap> &acknowledged = records.offsets;
    const bool naive = isNaive(pipeline.options().semantics);
    AuditReader audit(*ranges, before.auditId, naive);
    const auto scanned = warehouse::scanAudit(database, pipeline.cluster().id, pipeline.options().loaderGroup,
                                              [&](const warehouse::AuditRow &row) { audit.add(row); });
    if (!scanned)
        return scanned.error();
    audit.closeKey();
    const auto others = warehouse::othersLoaded(database, pipeline.cluster().id, before);
    if (!others)
        return others.error();
    if (*others) { // whose a row is, nothing tells: the audit alone speaks
        for (auto &[partition, effects] : audit.m_effects)
            effects.expected = {};
    }
    std::int64_t doubled = 0;
    for (const Dataset dataset : *others ? std::vector<Dataset>() : pipeline.options().datasets) {
        const auto found = readFacts(database, dataset, before, *ranges, naive, audit.m_effects);
        if (!found)
            return found.error();
        doubled += *found;
    }

    Ledger ledger;
    ledger.alone = !*others;
    ledger.duplicates = std::max(audit.m_duplicates, doubled);
    ledger.outOfOrder = audit.m_outOfOrder;
    ledger.redelivered = follower.redelivered();
    ledger.unknownOrigin = follower.unknownOrigin() + audit.m_misnamed;
    for (const auto &[partition, offsets] : acknowledged)
        ledger.astray += offsets.count();
    ledger.unplaced = records.unplacedCount();
    ledger.overwritten = pipeline.ackedCount() - ledger.unplaced - ledger.astray;
    auto unloaded =
        waiting != nullptr ? follower.waitingFrom(waiting->next) : std::map<TopicPartition, Bitmap>();
    for (const Dataset dataset : pipeline.options().datasets) {
        for (int p = 0; p < pipeline.partitions().of(rawTopic(dataset)); ++p) {
            const TopicPartition partition{std::string(rawTopic(dataset)), p};
            const Bitmap &acked = acknowledged[partition];
            StillThere there;
            if (waiting != nullptr)
                there = {waiting->next.at(partition), std::move(unloaded[partition])};
            ledger.astray -= acked.count();
            countOutcomes(ledger, partition, acked, audit.m_effects[partition], follower.seen(partition),
                          there);
            ledger.foreign += std::max<std::int64_t>(0, ranges->at(partition).inLog - acked.count());
        }
    }
    // Where something was lost on the way, the sums differ by just that, and `lost` says it better. What
    // waits for the loader is in one of them alone.
    if (ledger.lost == 0 && (waiting == nullptr || waiting->records.empty())) {
        for (const auto &[partition, sum] : follower.payloads()) {
            // Of two logs, one offset may have two payloads, and the follower may not have read the former.
            const bool anew = follower.newLogs().contains(partition) || audit.m_madeAnew.contains(partition);
            ledger.payloadsMatch = ledger.payloadsMatch && (anew || audit.m_payloads[partition] == sum);
        }
    }
    return ledger;
}

} // namespace pk::pipeline
