#include "pipeline/pipeline.h"

#include "pipeline/campus_stage.h"
#include "pipeline/source_stage.h"

#include <algorithm>

namespace pk::pipeline {

Shared Pipeline::shared()
{
    return {m_options,
            m_cluster,
            m_journal,
            m_clock,
            m_crashes,
            m_guard,
            m_partitions,
            m_times,
            m_controls,
            m_changesFrom,
            [this] { noteAssignments(); }};
}

template <typename Visit> void Pipeline::forEachStage(Visit visit) const
{
    if (m_source)
        visit(*m_source);
    if (m_bridge)
        visit(*m_bridge);
    for (SinkStage *sink : sinks())
        visit(*sink);
    for (const auto &transform : m_transforms)
        visit(*transform);
    for (const auto &load : m_loads)
        visit(*load);
}

std::optional<Error> Pipeline::failure() const
{
    std::optional<Error> first;
    forEachStage([&first](const Stage &stage) {
        if (!first && stage.status() == StageStatus::Failed)
            first = stage.failure();
    });
    return first;
}

std::vector<SinkStage *> Pipeline::sinks() const
{
    std::vector<SinkStage *> sinks;
    if (m_replica)
        sinks.push_back(m_replica.get());
    if (m_lake)
        sinks.push_back(m_lake.get());
    return sinks;
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
    for (const auto &[topic, count] : m_partitions.known()) {
        if (count == m_options.partitions)
            continue;
        journal::Event &e = events.emplace_back();
        e.kind = journal::EventKind::Config;
        e.key = std::string(kPartitionsOf) + topic;
        e.text = std::to_string(count);
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
    m_share.restart();
    tellOneIn(sampleEveryFor(perSecond));
}

void Pipeline::tellWhatFlows(std::int64_t nowUs)
{
    const Progress now = progress();
    // Of each stage the records that it has taken or made, whatever came of them.
    tellOneIn(m_share.next(m_controls.ratePerSecond,
                           {now.produced, now.published, now.bridged, now.transformed + now.filtered,
                            now.loaded, now.replicated, now.laked},
                           nowUs));
}

void Pipeline::tellOneIn(std::int64_t sampleEvery)
{
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

void Pipeline::endBurst()
{
    if (const std::int64_t left = m_controls.burst.exchange(0); left > 0)
        note(journal::EventKind::Fault, "burst", 0, left);
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
        if (stage == StageKind::Bridge) {
            member = m_bridge.get();
        } else if (stage == StageKind::Transform) {
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
    if (member == nullptr || (stage == StageKind::Bridge && member->runs()))
        return {};
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
    if (member == nullptr || !member->runs() || member->status() == StageStatus::Crashed)
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
    installSource(std::make_unique<SourceStage>(shared(), std::move(factory), nextSourceNumber()));
}

void Pipeline::replaceSource(CampusOptions campus)
{
    stopSource();
    if (!m_bridge) {
        {
            const std::lock_guard lock(m_stagesMutex);
            m_bridge = std::make_unique<BridgeStage>(shared(), 0);
        }
        m_bridge->gate().setConducted(m_conducted);
        m_bridge->start();
    }
    installSource(std::make_unique<CampusStage>(shared(), m_backend, std::move(campus), nextSourceNumber()));
}

void Pipeline::installSource(std::unique_ptr<SourceMember> source)
{
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

void Pipeline::abandonStages()
{
    interrupt();
    m_guard.requestStop();
    forEachStage([](Stage &stage) {
        stage.crashNow();
        stage.stop();
    });
    stop();
}

void Pipeline::abandon()
{
    abandonStages();
    if (m_follower)
        m_follower->abandon();
}

int countMembers(const std::vector<MemberStatus> &members, StageKind stage)
{
    return static_cast<int>(
        std::count_if(members.begin(), members.end(), [stage](const MemberStatus &member) {
            return member.stage == stage && member.status != StageStatus::Stopped
                && member.status != StageStatus::Failed;
        }));
}

int countWanted(const std::vector<MemberStatus> &members, StageKind stage)
{
    return static_cast<int>(
        std::count_if(members.begin(), members.end(), [stage](const MemberStatus &member) {
            return member.stage == stage && member.status != StageStatus::Stopped;
        }));
}

std::vector<MemberStatus> Pipeline::members() const
{
    std::vector<MemberStatus> members;
    const auto add = [&members](StageKind kind, const Stage &stage, bool joined, std::int64_t records) {
        members.push_back(
            {kind, stage.name(), stage.status(), joined, stage.onHold(), records, stage.failure()});
    };
    const auto addReader = [&](StageKind kind, const ReadingStage &stage, std::int64_t records) {
        add(kind, stage, stage.joined(), records);
        members.back().group = stage.group();
    };
    const std::lock_guard lock(m_stagesMutex);
    if (m_source)
        add(StageKind::Source, *m_source, true, m_source->counts().made());
    if (m_bridge)
        addReader(StageKind::Bridge, *m_bridge, m_bridge->bridged());
    if (m_replica)
        addReader(StageKind::Replica, *m_replica, m_replica->stored());
    if (m_lake)
        addReader(StageKind::Lake, *m_lake, m_lake->stored());
    for (const auto &transform : m_transforms) {
        addReader(StageKind::Transform, *transform,
                  transform->transformed() + transform->deadLettered() + transform->filtered());
    }
    for (const auto &load : m_loads)
        addReader(StageKind::Load, *load, load->loaded() + load->rejected());
    return members;
}

AckedRecords Pipeline::acked() const
{
    AckedRecords all;
    for (const auto &past : m_pastSources)
        all.add(past->acked());
    if (m_source)
        all.add(m_source->acked());
    if (m_bridge)
        all.add(m_bridge->acked());
    return all;
}

std::int64_t Pipeline::ackedCount() const
{
    std::int64_t count = m_bridge ? m_bridge->ackedCount() : 0;
    for (const auto &past : m_pastSources)
        count += past->counts().acked;
    return count + (m_source ? m_source->counts().acked : 0);
}

bool Pipeline::allAcked() const
{
    const auto acked = [](const auto &source) { return source->allAcked(); };
    return (!m_source || acked(m_source)) && (!m_bridge || acked(m_bridge))
        && std::all_of(m_pastSources.begin(), m_pastSources.end(), acked);
}

} // namespace pk::pipeline
