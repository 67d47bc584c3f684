#include "bridge/record_trail.h"

#include <algorithm>
#include <tuple>

namespace pk::gui {

namespace {

using journal::Event;
using journal::EventKind;

bool isIn(const Event &event, const Position &position)
{
    return position.offset >= 0 && event.partition == position.partition && event.topic == position.topic
        && event.first <= position.offset && position.offset <= event.last;
}

Position positionOf(const Event &event)
{
    return event.first >= 0 ? Position{event.topic, event.partition, event.first} : Position();
}

template <typename T> bool fill(T &what, const T &with)
{
    if (what != T() || with == T())
        return false;
    what = with;
    return true;
}

/// Of one hop: a detail event has the record's own moment; the range that is told with it, or soon after,
/// knows the reason. A pass that was not sampled has its range alone.
std::vector<Station> inOne(const std::vector<Station> &details, std::vector<Station> ranges)
{
    std::vector<Station> all;
    for (Station station : details) {
        const auto range = std::find_if(ranges.begin(), ranges.end(),
                                        [&](const Station &r) { return r.wallUs >= station.wallUs; });
        if (range != ranges.end()) {
            fill(station.text, range->text);
            fill(station.member, range->member);
            all.insert(all.end(), ranges.begin(), range);
            ranges.erase(ranges.begin(), std::next(range));
        }
        all.push_back(std::move(station));
    }
    all.insert(all.end(), ranges.begin(), ranges.end());
    int pass = 0;
    for (Station &station : all)
        station.pass = ++pass;
    return all;
}

} // namespace

void RecordTrail::learn(const Known &known)
{
    for (Known *mine : {&m_given, &m_known}) {
        fill(mine->rawAt, known.rawAt);
        fill(mine->enrichedAt, known.enrichedAt);
        fill(mine->asideAt, known.asideAt);
        fill(mine->correlationId, known.correlationId);
        fill(mine->changeAt, known.changeAt);
        dropEarlier(*mine);
    }
}

/// Of a record that was sent to a later topic, its headers name where the one that it is a copy of came by.
void RecordTrail::dropEarlier(Known &known) const
{
    if (!isPastTransform(m_byHandAt))
        return;
    known.rawAt = {};
    if (roleOf(m_byHandAt.topic) != TopicRole::Enriched)
        known.enrichedAt = {};
}

void RecordTrail::begin()
{
    m_seq = 0;
    m_details.clear();
    m_ranges.clear();
    m_commits.clear();
    m_awaited.clear();
    m_results.clear();
    m_readWith = m_known;
    m_readShared = m_shared;
    m_readOthers = m_others.size();
}

Result<void> RecordTrail::read(const journal::EventSource &journal)
{
    // What is learned on the way may belong to events that went by already.
    const auto isStale = [this] {
        return m_readWith != m_known || m_readShared != m_shared || m_readOthers != m_others.size();
    };
    do {
        if (isStale())
            begin();
        auto read = journal.forEach(m_seq, journal.lastSeq(), [this](std::span<const journal::Event> events) {
            for (const Event &event : events)
                take(event);
            m_seq = events.back().seq;
            return true;
        });
        if (!read)
            return read;
    } while (isStale());
    return {};
}

void RecordTrail::take(const Event &event)
{
    if (event.kind == EventKind::Sampled)
        m_sampledOneIn = std::max(m_sampledOneIn, event.count);
    else if (event.kind == EventKind::Record)
        takeDetail(event);
    else if (journal::isRange(event.kind))
        takeRange(event);
    else if (event.kind == EventKind::Committed)
        takeCommit(event);
    else if (event.kind == EventKind::Command)
        takeCommand(event);
}

void RecordTrail::takeDetail(const Event &event)
{
    const bool named = !m_known.correlationId.empty() && event.correlationId == m_known.correlationId;
    const bool placed =
        isIn(event, m_known.rawAt) || isIn(event, m_known.enrichedAt) || isIn(event, m_known.asideAt);
    const TopicRole role = roleOf(event.topic);
    const Position at = positionOf(event);
    const bool inRaw = role == TopicRole::Raw && at.offset >= 0; // what is only sent has no offset yet
    // The transform's own results are not acknowledged to the source or to a hand.
    if (named && !placed && event.hop == journal::Hop::Acked && role != TopicRole::Raw
        && role != TopicRole::Other && m_others.insert(at).second)
        m_known = m_given; // what was found so far may be that one's
    if (!m_shared && named && inRaw && !placed && m_known.rawAt.offset >= 0) {
        m_shared = true;
        m_known = m_given; // what was found so far may be the other one's
    }
    if (named && m_shared && event.hop == journal::Hop::Enriched)
        m_results.push_back(at);
    const bool beginsLate = isPastTransform(m_byHandAt);
    // Of its topic, placed elsewhere. A raw one makes it shared, see above.
    const bool beside = role == roleOf(m_asked.topic) && role != TopicRole::Raw && role != TopicRole::Other;
    const bool another = beside || m_others.contains(at);
    if (!placed && (!named || m_shared || another || beginsLate))
        return;
    fill(m_known.correlationId, event.correlationId);
    if (inRaw)
        fill(m_known.rawAt, at);
    else if (event.hop == journal::Hop::Enriched || event.hop == journal::Hop::LoadTaken)
        fill(m_known.enrichedAt, at);
    else if ((event.hop == journal::Hop::DeadLettered || event.hop == journal::Hop::Filtered) && !placed)
        fill(m_known.asideAt, at);
    add(m_details, event.hop, event, at);
}

void RecordTrail::takeRange(const Event &event)
{
    const bool raw = isIn(event, m_known.rawAt);
    if (!raw && !isIn(event, m_known.enrichedAt))
        return;
    const Position &at = raw ? m_known.rawAt : m_known.enrichedAt;
    switch (event.kind) {
    case EventKind::Acked:
        add(m_ranges, raw ? journal::Hop::Acked : journal::Hop::Enriched, event, at);
        break;
    case EventKind::Taken:
        m_awaited[raw ? journal::Hop::Committed : journal::Hop::LoadCommitted] = true;
        add(m_ranges, raw ? journal::Hop::Taken : journal::Hop::LoadTaken, event, at);
        break;
    case EventKind::Applied:
    case EventKind::Duplicate:
    case EventKind::Superseded:
        add(m_ranges, journal::Hop::Stored, event, at);
        break;
    case EventKind::DeadLettered:
        add(m_ranges, journal::Hop::DeadLettered, event, at);
        break;
    case EventKind::Filtered:
        add(m_ranges, journal::Hop::Filtered, event, at);
        break;
    default:
        break;
    }
}

/// Everything that the window sends is a command, with the place that it got.
void RecordTrail::takeCommand(const Event &event)
{
    const Known &known = m_known;
    for (const Position *at : {&known.changeAt, &known.rawAt, &known.enrichedAt, &known.asideAt}) {
        if (at->offset < 0 || event.text != "produce " + at->toString())
            continue;
        m_byHandAt = *at;
        dropEarlier(m_given);
        dropEarlier(m_known);
        return;
    }
}

/// The commit that covers the record: the first one past it after it was taken.
void RecordTrail::takeCommit(const Event &event)
{
    for (const auto &[hop, at] : {std::pair(journal::Hop::Committed, m_known.rawAt),
                                  std::pair(journal::Hop::LoadCommitted, m_known.enrichedAt)}) {
        if (!m_awaited[hop] || at.offset < 0 || event.topic != at.topic || event.partition != at.partition
            || event.first <= at.offset)
            continue;
        m_awaited[hop] = false;
        add(m_commits, hop, event, positionOf(event));
    }
}

void RecordTrail::add(Stations &to, journal::Hop hop, const Event &event, const Position &at)
{
    std::vector<Station> &stations = to[hop];
    stations.push_back(
        {hop, static_cast<int>(stations.size()) + 1, at, event.wallUs, event.member, event.text});
}

std::vector<Station> RecordTrail::stations() const
{
    Stations merged = m_ranges;
    for (const auto &[hop, details] : m_details)
        merged[hop] = inOne(details, std::move(merged[hop]));
    std::vector<Station> all;
    for (const Stations &part : {merged, m_commits}) {
        for (const auto &[hop, stations] : part)
            all.insert(all.end(), stations.begin(), stations.end());
    }
    std::sort(all.begin(), all.end(), [](const Station &a, const Station &b) {
        return std::tie(a.pass, a.hop) < std::tie(b.pass, b.hop);
    });
    return all;
}

} // namespace pk::gui
