#include "pipeline/gate.h"

#include "base/clock.h"

#include <QCoreApplication>

namespace pk::pipeline {

namespace {

constexpr std::int64_t kLongPauseUs = 5'000'000;
constexpr int kLongPauseTimes = 5;

} // namespace

void Gate::setConducted(bool conducted)
{
    const std::lock_guard lock(m_mutex);
    // Also when it begins: a pause that was given up may have been answered late.
    if (m_conducted.load(std::memory_order_acquire) != conducted)
        m_settled.store(false, std::memory_order_release);
    m_conducted.store(conducted, std::memory_order_release);
    m_quietSinceUs = monotonicUs();
    m_changed.notify_all();
}

bool Gate::owns(const TopicPartition &partition) const
{
    const std::lock_guard lock(m_mutex);
    return m_positions.contains(partition);
}

std::map<TopicPartition, std::int64_t> Gate::positions() const
{
    const std::lock_guard lock(m_mutex);
    return m_positions;
}

CreditReport Gate::request(Credit credit, int timeoutMs)
{
    std::unique_lock lock(m_mutex);
    // A hop that was given up by an earlier time-out may still be under way: its report must not be taken for
    // ours.
    m_changed.wait_for(lock, std::chrono::milliseconds(timeoutMs),
                       [this] { return !m_busy || m_interrupted; });
    m_report.reset();
    if (!m_busy && !m_interrupted) {
        m_credit = std::move(credit);
        m_changed.notify_all();
        m_changed.wait_for(lock, std::chrono::milliseconds(timeoutMs),
                           [this] { return m_report.has_value() || m_interrupted; });
        m_credit.reset();
    }
    if (m_report)
        return *std::exchange(m_report, std::nullopt);
    CreditReport late;
    if (m_interrupted) {
        late.error =
            Error{ErrorCode::Cancelled,
                  QCoreApplication::translate(
                      "pipeline", "The step was given up: the pipeline is stopping. Nothing was lost."),
                  {}};
        return late;
    }
    late.error = Error{ErrorCode::Timeout,
                       QCoreApplication::translate(
                           "pipeline",
                           "The step was not done in time: the broker is down, the group is rebalancing or "
                           "no member owns the partition. Nothing was lost; step again."),
                       {},
                       true};
    return late;
}

bool Gate::waitIdle(int timeoutMs)
{
    std::unique_lock lock(m_mutex);
    m_changed.wait_for(lock, std::chrono::milliseconds(timeoutMs),
                       [this] { return !m_busy || m_interrupted; });
    return !m_busy;
}

void Gate::interrupt()
{
    const std::lock_guard lock(m_mutex);
    m_interrupted = true;
    m_changed.notify_all();
}

void Gate::publish(std::map<TopicPartition, std::int64_t> positions)
{
    const std::lock_guard lock(m_mutex);
    m_positions = std::move(positions);
    m_changed.notify_all();
}

std::optional<Credit> Gate::next(int timeoutMs)
{
    std::unique_lock lock(m_mutex);
    const int waitMs =
        monotonicUs() - m_quietSinceUs > kLongPauseUs ? kLongPauseTimes * timeoutMs : timeoutMs;
    m_changed.wait_for(lock, std::chrono::milliseconds(waitMs),
                       [this] { return m_credit.has_value() || m_woken || !conducted(); });
    m_woken = false;
    if (!m_credit)
        return std::nullopt;
    m_quietSinceUs = monotonicUs();
    m_busy = true;
    return std::exchange(m_credit, std::nullopt);
}

void Gate::wake()
{
    const std::lock_guard lock(m_mutex);
    m_woken = true;
    m_changed.notify_all();
}

void Gate::report(CreditReport report)
{
    const std::lock_guard lock(m_mutex);
    m_busy = false;
    m_report = std::move(report);
    m_changed.notify_all();
}

} // namespace pk::pipeline
