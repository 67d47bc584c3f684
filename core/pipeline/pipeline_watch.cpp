#include "pipeline/pipeline_watch.h"

#include <QCoreApplication>

namespace pk::pipeline {

static constexpr std::int64_t kSilenceUs = 10'000'000;

void PipelineWatch::begin(const Pipeline &pipeline, const journal::Journal &journal, bool withDigest)
{
    m_pipeline = &pipeline;
    m_journal = &journal;
    if (withDigest)
        m_digest.emplace();
    m_begun.store(true, std::memory_order_release);
}

Progress PipelineWatch::progress() const
{
    return hasBegun() ? m_pipeline->progress() : Progress();
}

QStringList PipelineWatch::look()
{
    if (!hasBegun())
        return {};
    const std::lock_guard lock(m_mutex);
    readOn();
    m_conditions.look(m_pipeline->members(), monotonicUs());
    const bool silent = m_unanswered && monotonicUs() - m_silentSinceUs > kSilenceUs;
    if (silent != m_silenceSaid) {
        m_silenceSaid = silent;
        m_conditions.set("broker", silent ? m_unanswered : std::nullopt);
    }
    return m_conditions.takeLines();
}

void PipelineWatch::readJournal()
{
    const std::lock_guard lock(m_mutex);
    readOn();
}

void PipelineWatch::readOn()
{
    if (const std::int64_t assignedUs = m_pipeline->times().assignedWallUs.load();
        !m_latency && assignedUs > 0)
        m_latency.emplace(assignedUs);
    (void)m_journal->forEach(m_seq, m_journal->lastSeq(), [this](std::span<const journal::Event> events) {
        for (const journal::Event &event : events) {
            m_conditions.add(event);
            noteMove(event);
            if (m_digest)
                m_digest->add(event);
            if (m_latency)
                m_latency->add(event);
            m_seq = event.seq;
        }
        return true;
    });
}

void PipelineWatch::noteMove(const journal::Event &event)
{
    switch (event.kind) {
    case journal::EventKind::Assigned:
        ++m_moves[event.group].assigned;
        break;
    case journal::EventKind::Revoked:
        ++m_moves[event.group].revoked;
        break;
    case journal::EventKind::Lost:
        ++m_moves[event.group].lost;
        break;
    default:
        break;
    }
}

std::map<std::string, GroupMoves> PipelineWatch::moves() const
{
    const std::lock_guard lock(m_mutex);
    return m_moves;
}

QJsonArray PipelineWatch::errors() const
{
    const std::lock_guard lock(m_mutex);
    return m_conditions.errors();
}

QJsonArray PipelineWatch::resets() const
{
    const std::lock_guard lock(m_mutex);
    return m_conditions.resets();
}

journal::LatencySummary PipelineWatch::latency() const
{
    const std::lock_guard lock(m_mutex);
    return m_latency ? m_latency->summary() : journal::LatencySummary();
}

std::string PipelineWatch::digest() const
{
    const std::lock_guard lock(m_mutex);
    return m_digest ? m_digest->hex() : std::string();
}

void PipelineWatch::noteDeath(const Error &error)
{
    const std::lock_guard lock(m_mutex);
    m_death = error;
}

std::optional<Error> PipelineWatch::death() const
{
    const std::lock_guard lock(m_mutex);
    return m_death;
}

void PipelineWatch::noteAnswer(const std::optional<Error> &error, std::int64_t askedUs)
{
    const std::lock_guard lock(m_mutex);
    if (error && !m_unanswered)
        m_silentSinceUs = askedUs;
    m_unanswered = error;
    if (m_unanswered)
        m_unanswered->message = QCoreApplication::translate(
                                    "pipeline",
                                    "There has been no answer for ten seconds. What arrived is kept; it is "
                                    "asked again and again.")
            + QLatin1Char(' ') + error->message;
}

std::int64_t PipelineWatch::silentUs() const
{
    const std::lock_guard lock(m_mutex);
    return m_unanswered ? monotonicUs() - m_silentSinceUs : 0;
}

} // namespace pk::pipeline
