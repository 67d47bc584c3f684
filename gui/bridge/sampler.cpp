#include "bridge/sampler.h"

#include "bridge/flow_builder.h"

#include <algorithm>
#include <tuple>

namespace pk::gui {

namespace {

constexpr int kTickMs = 25;
constexpr int kQuietTickMs = 200;
constexpr int kHiddenTickMs = 1'000;
constexpr std::int64_t kQuietAfterUs = 5'000'000;
/// Five times a second, with a tick's tolerance: figures that come more often nobody sees apart, and
/// painting them is half of what a window costs.
constexpr std::int64_t kMeasureEveryUs = 195'000;
/// A figure that changes more often cannot be read, and every change of it is painted.
constexpr std::int64_t kRatesEveryUs = 450'000;
constexpr std::int64_t kSendAtLeastEveryUs = 995'000; // rates and courses go on without events
constexpr std::int64_t kSendAtRestEveryUs = 4'995'000;
/// Where records are written flat out the guard closes several times a second. Told each time, the cards
/// would change their form as often.
constexpr std::int64_t kHeldShownUs = 2'000'000;
/// What one screen can show in the time a token travels; more would only wait.
constexpr std::size_t kHopsWaiting = 4'000;

} // namespace

Sampler::Sampler(const RunBoard &board)
    : m_board(board)
    , m_timer(this)
{
    m_timer.setInterval(kTickMs);
    connect(&m_timer, &QTimer::timeout, this, [this] { look(monotonicUs()); });
}

void Sampler::start()
{
    m_newsUs = monotonicUs();
    m_timer.start();
}

void Sampler::stop()
{
    m_timer.stop();
}

void Sampler::setVisible(bool visible)
{
    m_visible = visible;
    m_newsUs = monotonicUs();
    setPace(m_newsUs);
    if (visible) {
        m_measuredUs = std::min(m_measuredUs, m_newsUs - kMeasureEveryUs); // at once
        m_sent.reset();
        return;
    }
    const std::lock_guard lock(m_mutex);
    m_waiting.clear();
    m_left = 0;
}

Sampler::Hops Sampler::takeHops()
{
    const std::lock_guard lock(m_mutex);
    return {std::exchange(m_waiting, {}), std::exchange(m_left, 0)};
}

SnapshotPtr Sampler::takeSnapshot()
{
    const std::lock_guard lock(m_mutex);
    return std::exchange(m_newest, nullptr);
}

void Sampler::look(std::int64_t nowUs)
{
    readJournal(nowUs);
    setPace(nowUs);
    const std::int64_t sinceUs = nowUs - m_measuredUs;
    if (sinceUs < kMeasureEveryUs)
        return;
    m_measuredUs = nowUs;
    RunInfo run = m_board.run();
    noteSource(run);
    const bool atRest = standsStill(run.state) && nowUs - m_newsUs >= kQuietAfterUs;
    if (atRest)
        m_restUs += sinceUs;
    else
        measure(run, nowUs - m_restUs);
    for (const Dataset dataset : {Dataset::Orders, Dataset::Activities}) {
        m_history.expect(run.transformGroup, rawTopic(dataset));
        m_history.expect(run.loaderGroup, enrichedTopic(dataset));
        if (run.source.kind != SourceChoice::Kind::Campus || !brings(run.source, dataset))
            continue;
        for (const std::string &topic : cdcTopicsOf(dataset))
            m_history.expect(run.bridgeGroup, topic);
    }
    m_history.sample(m_state, wallUs(), standsStill(run.state));
    const std::int64_t sendEveryUs = atRest ? kSendAtRestEveryUs : kSendAtLeastEveryUs;
    std::vector<std::string> held = heldLately(nowUs);
    const bool released = m_sent && m_sent->heldLately != held;
    if (!m_visible || (!isNews(run) && !released && nowUs - m_sentUs < sendEveryUs))
        return;
    m_sentUs = nowUs;
    send(std::move(run), std::move(held));
}

/// Looks less often when nothing has come for a while.
void Sampler::setPace(std::int64_t nowUs)
{
    const int quietMs = nowUs - m_newsUs < kQuietAfterUs ? kTickMs : kQuietTickMs;
    const int tickMs = m_visible ? quietMs : kHiddenTickMs;
    if (tickMs != m_timer.interval()) // setting it begins the wait anew
        m_timer.setInterval(tickMs);
}

bool Sampler::isNews(const RunInfo &run) const
{
    const auto shown = [](const pipeline::MemberStatus &member) {
        return std::tie(member.name, member.status, member.joined, member.onHold, member.records);
    };
    if (m_sent == nullptr || m_seq != m_sent->seq || run.revision != m_sent->run.revision)
        return true;
    const auto &sent = m_sent->run.members;
    return !std::equal(run.members.begin(), run.members.end(), sent.begin(), sent.end(),
                       [&](const auto &a, const auto &b) { return shown(a) == shown(b); });
}

void Sampler::readJournal(std::int64_t nowUs)
{
    if (auto journal = m_board.journal(); journal != m_journal) {
        // Another cluster: the offsets begin anew.
        m_journal = std::move(journal);
        m_state = {};
        m_seq = 0;
        m_guardMovedUs.clear();
        m_ways = {};
        m_untold = 0;
        m_meters.clear();
        m_rates.clear();
        m_ratesUs = 0;
        m_history = {};
        m_courses.reset();
        m_sent.reset();
        m_newsUs = nowUs;
        const std::lock_guard lock(m_mutex);
        m_waiting.clear();
    }
    if (!m_journal)
        return;
    m_read.clear();
    const std::uint64_t before = m_seq;
    const bool live = before > 0; // what is read at first may be long past
    (void)m_journal->forEach(m_seq, m_journal->lastSeq(),
                             [this, nowUs, live](std::span<const journal::Event> events) {
                                 m_state.apply(events);
                                 for (const journal::Event &event : events) {
                                     if (live && event.kind == journal::EventKind::Guard)
                                         m_guardMovedUs[event.topic] = nowUs;
                                 }
                                 const std::int64_t passed = m_ways.passed();
                                 m_ways.apply(events);
                                 m_history.apply(events);
                                 m_seq = events.back().seq;
                                 if (m_visible) {
                                     m_untold += m_ways.passed() - passed;
                                     for (const journal::Event &event : events) {
                                         if (auto captured = toCapture(event))
                                             m_read.push_back(std::move(*captured));
                                         if (auto hop = toHop(event))
                                             m_read.push_back(std::move(*hop));
                                     }
                                 }
                                 return true;
                             });
    if (m_seq != before)
        m_newsUs = nowUs;
    m_untold -= std::ssize(m_read);
    if (!m_read.empty() || m_untold > 0)
        keepHops();
}

void Sampler::keepHops()
{
    bool first = false;
    {
        const std::lock_guard lock(m_mutex);
        first = m_waiting.empty() && m_left == 0;
        const std::size_t room = kHopsWaiting - std::min(kHopsWaiting, m_waiting.size());
        const std::size_t kept = std::min(room, m_read.size());
        const std::int64_t untold = std::max<std::int64_t>(m_untold, 0);
        m_untold -= untold;
        m_left += static_cast<std::int64_t>(m_read.size() - kept) + untold;
        m_waiting.insert(m_waiting.end(), std::make_move_iterator(m_read.begin()),
                         std::make_move_iterator(m_read.begin() + static_cast<std::ptrdiff_t>(kept)));
    }
    if (first)
        Q_EMIT hopsArrived();
}

/// The cards up to the raw topics show the course of one source, all from its start on.
void Sampler::forgetSource()
{
    const auto isOfSource = [](const auto &entry) {
        const std::string &name = entry.first;
        const std::string_view stage = std::string_view(name).substr(0, name.rfind('-'));
        return name == rate_of::transactions || stage == toString(StageKind::Source)
            || stage == toString(StageKind::Bridge);
    };
    std::erase_if(m_meters, isOfSource);
    std::erase_if(m_rates, isOfSource);
}

void Sampler::noteSource(const RunInfo &run)
{
    if (isSamePlace(m_source, run.source))
        return;
    m_source = run.source;
    forgetSource();
}

void Sampler::measure(const RunInfo &run, std::int64_t nowUs)
{
    std::map<std::string, std::int64_t> topics;
    for (const auto &[partition, log] : m_state.partitions()) {
        const std::int64_t records = log.acked.total() + log.observed.total();
        m_meters[partition.toString()].add(nowUs, records);
        topics[partition.topic] += records;
    }
    for (const auto &[topic, records] : topics)
        m_meters[topic].add(nowUs, records);
    measureWays(nowUs);
    m_meters[rate_of::transactions].add(nowUs, run.progress.transactions);
    std::map<std::string, std::int64_t> stages;
    for (const pipeline::MemberStatus &member : run.members) {
        m_meters[member.name].add(nowUs, member.records);
        stages[std::string(toString(member.stage))] += member.records;
    }
    for (const auto &[stage, records] : stages)
        m_meters[stage].add(nowUs, records);
    if (nowUs - m_ratesUs < kRatesEveryUs)
        return;
    m_ratesUs = nowUs;
    for (const auto &[name, meter] : m_meters)
        m_rates[name] = meter.rate();
}

/// What passed between the stages, as each of them told it.
void Sampler::measureWays(std::int64_t nowUs)
{
    for (const auto &[partition, records] : m_ways.acked())
        m_meters[rate_of::acked(partition)].add(nowUs, records);
    m_meters[rate_of::rows].add(nowUs, m_ways.rows());
    m_meters[rate_of::absorbed].add(nowUs, m_ways.absorbed());
    for (const auto &[group, partitions] : m_ways.taken()) {
        for (const auto &[partition, records] : partitions)
            m_meters[rate_of::taken(group, partition)].add(nowUs, records);
    }
}

std::vector<std::string> Sampler::heldLately(std::int64_t nowUs) const
{
    std::vector<std::string> topics;
    for (const auto &[topic, movedUs] : m_guardMovedUs) {
        if (nowUs - movedUs < kHeldShownUs)
            topics.push_back(topic);
    }
    return topics;
}

void Sampler::send(RunInfo run, std::vector<std::string> held)
{
    auto snapshot = std::make_shared<Snapshot>();
    snapshot->state = m_state;
    snapshot->seq = m_seq;
    snapshot->wallUs = wallUs();
    if (m_history.takeChanged())
        m_courses = std::make_shared<const GroupCourses>(m_history.courses());
    snapshot->courses = m_courses;
    snapshot->heldLately = std::move(held);
    snapshot->run = std::move(run);
    snapshot->rates = m_rates;
    m_sent = std::move(snapshot);
    bool first = false;
    {
        const std::lock_guard lock(m_mutex);
        first = std::exchange(m_newest, m_sent) == nullptr;
    }
    if (first)
        Q_EMIT sampled();
}

} // namespace pk::gui
