#include "pipeline/conductor.h"

#include "journal/queries.h"

#include <QCoreApplication>

#include <algorithm>
#include <utility>

// The steps that follow one record: by its place or its correlation id, else the oldest under way.

namespace pk::pipeline {

/// Short enough to be read whole in one line of a window.
Error Conductor::nobodyOwns(StageKind stage, const TopicPartition &partition) const
{
    return {ErrorCode::Unavailable,
            anybodyRuns(stage)
                ? QCoreApplication::translate("pipeline",
                                              "No member has this partition yet; the others are stepped.")
                : QCoreApplication::translate(
                    "pipeline", "The group has no member: add one. The other stages are stepped."),
            QString::fromStdString(partition.toString()), true};
}

Result<Conductor::Step> Conductor::stepRecord()
{
    for (;;) {
        auto step = stepHop(Policy::FollowRecord);
        if (!step || !step->done || !nextOfFollowed())
            return step;
    }
}

Result<Conductor::Step> Conductor::stepFollowed()
{
    for (bool again = false;;) {
        if (auto known = refresh(); !known)
            return known.error();
        const auto next = nextOfFollowed();
        if (!next)
            return Step{};
        // A commit names the offset after the record's.
        const std::int64_t own = m_followed->at.offset + (next->credit.action == Action::Commit ? 1 : 0);
        auto step = perform(*next);
        if (isElsewhere(step) && !std::exchange(again, true))
            continue;
        if (!step || (next->credit.offset >= own && !step->report.onlyMarkers))
            return step;
    }
}

/// Of the followed record; without one, of the oldest under way.
Result<Conductor::Step> Conductor::stepOldest()
{
    auto next = nextOfFollowed();
    if (!next) {
        m_followed = oldest();
        next = nextOfFollowed();
    }
    if (next)
        return perform(*next);
    if (!mayGenerate())
        return Step{};
    auto made = perform({StageKind::Source, {Action::Generate, {}, -1}});
    if (!made || made->report.exhausted)
        return made ? Result<Step>(Step{}) : made;
    if (!made->report.outputs.empty()) { // a bad line of a file has gone aside already
        const Position &first = made->report.outputs.front();
        const bool change = m_changes.contains({first.topic, first.partition});
        m_followed = Followed{
            change ? StageKind::Bridge : StageKind::Transform, first, {}, first, transactionOf(first)};
    }
    return made;
}

/// Moves on to the next stage with what was made of the record; empty when nothing is left to do.
std::optional<Conductor::Choice> Conductor::nextOfFollowed()
{
    while (m_followed) {
        const Position &at = m_followed->at;
        // Worked before it was followed: what came of it is known until that is committed.
        if (const auto result = m_results.find(at); !m_followed->output && result != m_results.end())
            m_followed->output = result->second;
        const Lanes &lanes = lanesOf(m_followed->stage);
        if (const auto found = lanes.find({at.topic, at.partition});
            found != lanes.end() && !found->second.unowned) {
            const auto &[partition, lane] = *found;
            if (lane.position <= at.offset)
                return Choice{m_followed->stage, forward(partition, lane)};
            if (lane.committed <= at.offset)
                return Choice{m_followed->stage, {Action::Commit, partition, lane.position}};
        }
        if (m_followed->output)
            m_followed =
                Followed{m_followed->stage == StageKind::Bridge ? StageKind::Transform : StageKind::Load,
                         *m_followed->output,
                         {},
                         m_followed->from};
        else
            m_followed = otherRow(*m_followed);
    }
    return std::nullopt;
}

/// The bridge holds a row until all that its order was written with are there: those of one transaction of
/// the campus. The first of them that it has not worked is followed in its stead. Rows that were published
/// before conduct() are known of no transaction.
std::optional<Conductor::Followed> Conductor::otherRow(const Followed &row) const
{
    if (row.stage != StageKind::Bridge || row.aside || row.transaction == 0)
        return std::nullopt;
    const Position *first = nullptr;
    for (const auto &[at, transaction] : m_transactions) {
        const auto lane = m_changes.find({at.topic, at.partition});
        const bool waits = lane != m_changes.end() && !lane->second.unowned
            && lane->second.position <= at.offset && at.offset < lane->second.logEnd;
        if (transaction == row.transaction && waits
            && (first == nullptr || m_arrived.find(at)->second < m_arrived.find(*first)->second))
            first = &at;
    }
    return first != nullptr
        ? std::optional(Followed{StageKind::Bridge, *first, {}, row.from, row.transaction})
        : std::nullopt;
}

std::uint64_t Conductor::transactionOf(const Position &row) const
{
    const auto found = m_transactions.find(row);
    return found != m_transactions.end() ? found->second : 0;
}

/// The one that came first among those that are furthest on their way.
std::optional<Conductor::Followed> Conductor::oldest() const
{
    if (const auto loading = oldestOf(StageKind::Load, m_enriched))
        return withWhatIsUncommitted(*loading);
    if (const auto transforming = oldestOf(StageKind::Transform, m_raw))
        return withWhatIsUncommitted(*transforming);
    return oldestOf(StageKind::Bridge, m_changes);
}

/// A commit that is due of what the record was made of belongs to its way.
Conductor::Followed Conductor::withWhatIsUncommitted(Followed record) const
{
    const auto from = std::find_if(m_results.begin(), m_results.end(),
                                   [&](const auto &result) { return result.second == record.at; });
    if (from == m_results.end())
        return record;
    const Position &input = from->first;
    const StageKind stage =
        m_raw.contains({input.topic, input.partition}) ? StageKind::Transform : StageKind::Bridge;
    return withWhatIsUncommitted({stage, input, record.at, input, transactionOf(input)});
}

std::optional<Conductor::Followed> Conductor::oldestOf(StageKind stage, const Lanes &lanes) const
{
    std::optional<Followed> oldest;
    std::uint64_t came = 0;
    for (const auto &[partition, lane] : lanes) {
        const bool worked = lane.committed < lane.position && !lane.held; // and not committed
        if (lane.unowned || (!worked && lane.position >= lane.logEnd))
            continue;
        const Position at{partition.topic, partition.partition, worked ? lane.position - 1 : lane.position};
        const auto known = m_arrived.find(at);
        const std::uint64_t order = known != m_arrived.end() ? known->second : 0;
        if (!oldest || order < came) {
            oldest = Followed{stage, at, {}, at, transactionOf(at)};
            came = order;
        }
    }
    return oldest;
}

Result<void> Conductor::follow(const Position &position)
{
    if (auto known = refresh(); !known)
        return known;
    if (m_followed && m_followed->isAt(position) && nextOfFollowed())
        return {};
    for (const StageKind stage : {StageKind::Bridge, StageKind::Transform, StageKind::Load}) {
        Lanes &lanes = lanesOf(stage);
        const auto lane = lanes.find({position.topic, position.partition});
        if (lane == lanes.end())
            continue;
        // What others have produced meanwhile is told by the broker alone.
        if (position.offset >= lane->second.logEnd) {
            if (const auto marks = m_backend.watermarks(lane->first))
                lane->second.logEnd = std::max(lane->second.logEnd, marks->end);
        }
        if (position.offset >= lane->second.logEnd
            || position.offset < std::min(lane->second.position, lane->second.committed))
            continue;
        if (lane->second.unowned)
            return nobodyOwns(stage, lane->first);
        m_followed = Followed{stage, position, {}, position, transactionOf(position)};
        return {};
    }
    return Error{
        ErrorCode::NotFound,
        QCoreApplication::translate("pipeline",
                                    "No record under way is there: it has arrived already, or it was not "
                                    "acknowledged yet. Choose one that still waits in a topic."),
        QString::fromStdString(position.toString())};
}

Result<void> Conductor::follow(std::string_view correlationId)
{
    const auto way = journal::lineage(m_journal, correlationId);
    if (!way)
        return way.error();
    std::optional<Error> none;
    for (auto hop = way->hops.rbegin(); hop != way->hops.rend(); ++hop) {
        auto found = follow(Position{hop->event.topic, hop->event.partition, hop->event.first});
        if (found || found.error().code != ErrorCode::NotFound)
            return found;
        none = found.error();
    }
    return none.value_or(Error{
        ErrorCode::NotFound,
        QCoreApplication::translate("pipeline", "The journal knows no record with this correlation id."),
        QString::fromUtf8(correlationId.data(), static_cast<qsizetype>(correlationId.size()))});
}

std::optional<Position> Conductor::followed() const
{
    return m_followed ? std::optional(m_followed->at) : std::nullopt;
}

} // namespace pk::pipeline
