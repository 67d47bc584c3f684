#include "bridge/rate_meter.h"

namespace pk::gui {

namespace {

constexpr std::int64_t kWindowUs = 2'000'000;
constexpr std::int64_t kToldEveryUs = 500'000;
constexpr std::int64_t kHistoryStepUs = 1'000'000;

} // namespace

void RateMeter::add(std::int64_t monotonicUs, std::int64_t count)
{
    if (!m_samples.empty() && count < m_samples.back().count)
        m_samples.clear();
    m_samples.push_back({monotonicUs, count});
    while (m_samples.size() > 2 && m_samples[1].us <= monotonicUs - kWindowUs)
        m_samples.pop_front();
    const bool isNew = m_samples.size() <= 2;
    if (isNew || monotonicUs - m_toldUs >= kToldEveryUs) {
        m_toldUs = monotonicUs;
        m_told = perSecond();
    }
    if (monotonicUs - m_historyUs < kHistoryStepUs)
        return;
    m_historyUs = monotonicUs;
    m_history.push_back(static_cast<float>(perSecond()));
    if (m_history.size() > kHistory)
        m_history.pop_front();
}

double RateMeter::perSecond() const
{
    if (m_samples.size() < 2)
        return 0;
    const Sample &first = m_samples.front();
    const Sample &last = m_samples.back();
    const std::int64_t us = std::max<std::int64_t>(last.us - first.us, 1);
    return static_cast<double>(last.count - first.count) * 1e6 / static_cast<double>(us);
}

Rate RateMeter::rate() const
{
    return {m_told, {m_history.begin(), m_history.end()}};
}

} // namespace pk::gui
