#include "extract/activity_stream.h"

#include "extract/number_series.h"

namespace pk::extract {

namespace {

constexpr std::size_t kRecentActivities = 128;
constexpr std::uint32_t kHotStudents = 4; // the first of the campus
constexpr std::uint32_t kCorrectionPercent = 15;
constexpr std::int64_t kMinuteMs = 60'000;

} // namespace

const ActivityKind &pickKind(const Campus &campus, Pcg32 &random)
{
    std::uint32_t at = random.below(campus.activityWeight);
    for (const ActivityKind &kind : campus.activities) {
        if (at < kind.weight)
            return kind;
        at -= kind.weight;
    }
    return campus.activities.back();
}

ActivityStream::ActivityStream(const Campus &campus, Pcg32 random, std::int64_t firstNumber,
                               std::uint32_t hotPerMillion)
    : m_campus(campus)
    , m_random(random)
    , m_nextNumber(generatorNumber(firstNumber))
    , m_hotPerMillion(hotPerMillion)
{
    m_recent.reserve(kRecentActivities);
}

const Activity &ActivityStream::next(std::int64_t nowMs)
{
    if (!m_recent.empty() && m_random.below(100) < kCorrectionPercent) {
        Activity &activity = m_recent[m_random.below(static_cast<std::uint32_t>(m_recent.size()))];
        ++activity.version;
        const Activity before = activity;
        const auto unchanged = [&] {
            return activity.sks == before.sks && activity.level == before.level
                && activity.rank == before.rank;
        };
        for (int attempt = 0; attempt < 4 && unchanged(); ++attempt) // a list may have one entry only
            drawResult(activity, m_campus, m_random);
        return activity;
    }
    if (m_recent.size() < kRecentActivities) {
        create(m_recent.emplace_back(), nowMs);
        return m_recent.back();
    }
    Activity &activity = m_recent[m_oldest];
    m_oldest = (m_oldest + 1) % kRecentActivities;
    create(activity, nowMs);
    return activity;
}

void ActivityStream::create(Activity &activity, std::int64_t nowMs)
{
    activity.number = m_nextNumber;
    m_nextNumber = generatorNumber(m_nextNumber + 1);
    activity.version = 1;
    activity.student = &pickStudent();
    activity.kind = &pickKind(m_campus, m_random);
    activity.title = &m_random.pick(activity.kind->titles);
    activity.recordedMs = (nowMs / kMinuteMs - 1 - m_random.below(9)) * kMinuteMs;
    drawResult(activity, m_campus, m_random);
}

void drawResult(Activity &activity, const Campus &campus, Pcg32 &random)
{
    if (activity.kind->sks.empty()) {
        activity.level = &random.pick(campus.levels);
        activity.rank = &random.pick(campus.ranks);
        activity.sks = 0;
    } else {
        activity.level = nullptr;
        activity.rank = nullptr;
        activity.sks = random.pick(activity.kind->sks);
    }
}

const Person &ActivityStream::pickStudent()
{
    const bool hot = m_random.chance(m_hotPerMillion);
    const auto everybody = static_cast<std::uint32_t>(m_campus.students.size());
    return m_campus.students[m_random.below(hot ? kHotStudents : everybody)];
}

} // namespace pk::extract
