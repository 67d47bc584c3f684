#include "pipeline/pipeline.h"

#include <algorithm>

namespace pk::pipeline {

Shared Pipeline::shared()
{
    return {m_options, m_cluster,  m_journal,
            m_clock,   m_crashes,  m_guard,
            m_times,   m_controls, [this] { noteAssignments(); }};
}

template <typename Visit> void Pipeline::forEachStage(Visit visit) const
{
    if (m_source)
        visit(*m_source);
    for (const auto &transform : m_transforms)
        visit(*transform);
    for (const auto &load : m_loads)
        visit(*load);
}

Stage *Pipeline::find(std::string_view name) const
{
    Stage *found = nullptr;
    forEachStage([&](Stage &stage) { found = stage.name() == name ? &stage : found; });
    return found;
}

void Pipeline::note(journal::EventKind kind, std::string text, std::int64_t first, std::int64_t count)
{
    journal::Event e;
    e.kind = kind;
    e.text = std::move(text);
    e.first = first;
    e.count = count;
    e.virtUs = m_clock.nowMs() * 1000;
    m_journal.append(m_writer, std::move(e));
}

/// What the events that follow are to be read with.
void Pipeline::noteSettings()
{
    const std::pair<std::string_view, std::string> settings[] = {
        {"cluster", m_cluster.id},
        {"semantics", std::string(toString(m_options.semantics))},
        {"seed", std::to_string(m_options.seed)},
        {"partitions", std::to_string(m_options.partitions)},
        {"commit_every", std::to_string(m_options.commitEvery)},
        {"commit_ms", std::to_string(m_options.commitMs)},
    };
    std::vector<journal::Event> events;
    for (const auto &[key, text] : settings) {
        journal::Event &e = events.emplace_back();
        e.kind = journal::EventKind::Config;
        e.key = key;
        e.text = text;
        e.virtUs = m_clock.nowMs() * 1000;
    }
    m_journal.append(m_writer, events);
    note(journal::EventKind::Sampled, {}, -1, m_options.sampleEvery);
}

void Pipeline::setRate(std::int64_t perSecond)
{
    m_controls.ratePerSecond = perSecond;
    note(journal::EventKind::Command,
         "rate " + (perSecond > 0 ? std::to_string(perSecond) : std::string("max")));
    const std::int64_t sampleEvery = sampleEveryFor(perSecond);
    if (m_controls.sampleEvery.exchange(sampleEvery) != sampleEvery)
        note(journal::EventKind::Sampled, {}, -1, sampleEvery);
}

void Pipeline::setDelay(StageKind stage, int ms)
{
    m_controls.delayOf(stage) = ms;
    note(journal::EventKind::Fault, "slow " + std::string(toString(stage)), ms > 0 ? 1 : 0, ms);
}

void Pipeline::burst(std::int64_t records)
{
    m_controls.burst += records;
    note(journal::EventKind::Fault, "burst", -1, records);
}

void Pipeline::setDatabaseClosed(bool closed)
{
    m_controls.databaseClosed = closed;
    note(journal::EventKind::Fault, "database closed", closed ? 1 : 0);
}

/// The outbox has one relay: the first load member that runs.
void Pipeline::chooseRelay()
{
    for (std::size_t i = 0; i < m_loads.size(); ++i) {
        if (m_loads[i]->runs()) {
            m_controls.relayMember = static_cast<int>(i);
            return;
        }
    }
}

std::string Pipeline::addMember(StageKind stage)
{
    Stage *member = nullptr;
    {
        const std::lock_guard lock(m_stagesMutex);
        const auto stoppedOne = [&member](const auto &members) {
            for (const auto &m : members) {
                if (member == nullptr && !m->runs())
                    member = m.get();
            }
        };
        if (stage == StageKind::Transform) {
            stoppedOne(m_transforms);
            if (member == nullptr)
                member = m_transforms
                             .emplace_back(std::make_unique<TransformStage>(
                                 shared(), static_cast<int>(m_transforms.size())))
                             .get();
        } else {
            stoppedOne(m_loads);
            if (member == nullptr)
                member =
                    m_loads
                        .emplace_back(std::make_unique<LoadStage>(shared(), static_cast<int>(m_loads.size())))
                        .get();
        }
    }
    member->gate().setConducted(m_conducted);
    note(journal::EventKind::Command, "start " + member->name());
    member->join(); // of its life before
    member->start();
    chooseRelay();
    return member->name();
}

bool Pipeline::stopMember(std::string_view name)
{
    Stage *member = find(name);
    if (member == nullptr || !member->runs())
        return false;
    note(journal::EventKind::Command, "stop " + member->name());
    member->stop();
    member->join();
    chooseRelay();
    return true;
}

bool Pipeline::crashMember(std::string_view name)
{
    Stage *member = find(name);
    if (member == nullptr || !member->runs())
        return false;
    note(journal::EventKind::Fault, "crash " + member->name());
    member->crashNow();
    return true;
}

bool Pipeline::setOnHold(std::string_view name, bool hold)
{
    Stage *member = find(name);
    if (member == nullptr)
        return false;
    member->setOnHold(hold);
    note(journal::EventKind::Fault, "hold " + member->name(), hold ? 1 : 0);
    return true;
}

void Pipeline::replaceSource(SourceFactory factory)
{
    stopSource();
    const auto number = static_cast<int>(m_pastSources.size() + 1);
    auto source = std::make_unique<SourceStage>(shared(), std::move(factory), number);
    source->gate().setConducted(m_conducted);
    source->start();
    const std::lock_guard lock(m_stagesMutex);
    if (m_source)
        m_pastSources.push_back(std::move(m_source));
    m_source = std::move(source);
}

void Pipeline::setConducted(bool conducted)
{
    m_conducted = conducted;
    forEachStage([conducted](Stage &stage) { stage.gate().setConducted(conducted); });
}

void Pipeline::interrupt()
{
    m_interrupted = true;
    const std::lock_guard lock(m_stagesMutex);
    forEachStage([](Stage &stage) { stage.gate().interrupt(); });
}

void Pipeline::abandon()
{
    interrupt();
    m_guard.requestStop();
    forEachStage([](Stage &stage) {
        stage.crashNow();
        stage.stop();
    });
    stop();
    if (m_follower)
        m_follower->abandon();
}

std::vector<MemberStatus> Pipeline::members() const
{
    std::vector<MemberStatus> members;
    const auto add = [&members](StageKind kind, const Stage &stage, bool joined, std::int64_t records) {
        members.push_back(
            {kind, stage.name(), stage.status(), joined, stage.onHold(), records, stage.failure()});
    };
    const std::lock_guard lock(m_stagesMutex);
    if (m_source)
        add(StageKind::Source, *m_source, true, m_source->ackedCount());
    for (const auto &transform : m_transforms) {
        add(StageKind::Transform, *transform, transform->joined(),
            transform->transformed() + transform->deadLettered() + transform->filtered());
    }
    for (const auto &load : m_loads)
        add(StageKind::Load, *load, load->joined(), load->loaded() + load->rejected());
    return members;
}

std::map<TopicPartition, Bitmap> Pipeline::acked() const
{
    std::map<TopicPartition, Bitmap> all = m_source ? m_source->acked() : std::map<TopicPartition, Bitmap>();
    for (const auto &past : m_pastSources) {
        for (const auto &[partition, offsets] : past->acked()) {
            Bitmap &sum = all[partition];
            offsets.forEach([&sum](std::int64_t offset) { sum.set(offset); });
        }
    }
    return all;
}

bool Pipeline::allAcked() const
{
    const auto acked = [](const auto &source) { return source->allAcked(); };
    return (!m_source || acked(m_source)) && std::all_of(m_pastSources.begin(), m_pastSources.end(), acked);
}

} // namespace pk::pipeline
