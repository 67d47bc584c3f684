#include "base/clock.h"
#include "bridge/campus_source.h"
#include "bridge/session.h"
#include "bridge/sources.h"
#include "domain/pipeline_names.h"

// What of a session concerns its source: where sources find what is theirs, another one while it runs, and a
// message that breaks whoever reads what it writes.

namespace pk::gui {

SourcePlaces Session::sourcePlaces() const
{
    const bool emptyTopics = m_environment.isEmbedded() && m_begunOn != m_backend->info().id;
    return {m_options.dataFolder, m_backend.get(), m_rate,      m_sequence,
            m_prepared->api,      m_environment,   m_tellAgain, emptyTopics};
}

QString Session::campusApi() const
{
    return m_prepared->api ? m_prepared->api->url().toString() : QString();
}

/// The bridge keeps what it joins by the keys of one database, so a run has the changes of one.
Result<void> Session::placeBridge(const SourcePlaces &places, pipeline::PipelineOptions &options)
{
    const auto before = changesOf(places);
    if (!before)
        return before.error();
    m_changesOf = options.campus ? serverOf(m_source) : *before;
    options.bridgePath = places.bridgeStore(m_changesOf);
    if (m_changesOf == *before) {
        if (options.campus && m_tellAgain)
            options.campus->isNew = true; // it tells all rows at this start
        m_tellAgain = false;
        return {};
    }
    options.campus->isNew = true;
    return takeChangeTopics(places, m_changesOf);
}

/// Another database than the one whose changes this run's bridge reads: another run begins.
void Session::moveToCampus(const SourceChoice &choice)
{
    const Command command = Command::SetSource;
    if (!isFree(command))
        return;
    note(journal::EventKind::Command, "source " + toJournal(choice));
    const auto use = [this](const SourceChoice &source) {
        return [this, source]() -> Result<void> {
            m_source = source;
            return {};
        };
    };
    if (const auto ended = beginAnew(use(choice), use(m_source)); !ended)
        Q_EMIT failed(command, ended.error().toString());
    else
        Q_EMIT sourceChanged();
}

void Session::setSource(const SourceChoice &wanted)
{
    const Command command = Command::SetSource;
    if (!running(command))
        return;
    const SourceChoice choice = sourceIn(m_environment, wanted);
    auto prepared = prepareSource(choice, sourcePlaces());
    if (!prepared) {
        const Error &error = prepared.error();
        Q_EMIT failed(command, error.message);
        // The columns are not known, or the mapping does not tell them: another mapping may.
        if (choice.kind == SourceChoice::Kind::Csv
            && (error.code == ErrorCode::Usage || !choice.mapping.isEmpty()))
            Q_EMIT mappingWanted(choice.file, error.message);
        return;
    }
    if (prepared->campus && serverOf(choice) != m_changesOf)
        return moveToCampus(choice);
    const std::int64_t sinceUs = wallUs();
    note(journal::EventKind::Command, "source " + toJournal(choice));
    if (prepared->campus)
        m_run->pipeline->replaceSource(*prepared->campus);
    else
        m_run->pipeline->replaceSource(prepared->factory);
    m_prepared = std::make_unique<PreparedSource>(std::move(*prepared));
    m_source = choice;
    m_board.change([&](RunInfo &run) {
        run.source = choice;
        run.sourceSinceUs = sinceUs;
        run.campusDatabase = sourcePlaces().databaseOf(choice);
        run.campusApi = campusApi();
    });
    if (m_state == RunState::Paused)
        reconduct(Command::Pause);
    else if (m_state == RunState::Pausing)
        beginPause(); // the new one, too
    Q_EMIT sourceChanged();
}

void Session::replaySource()
{
    const Command command = Command::Replay;
    if (!running(command) || !isFree(command) || !canReplay(m_source))
        return;
    note(journal::EventKind::Command, "replay source " + toJournal(m_source));
    // Behind what the topics hold already: of an order that was deleted since they hold a part only.
    const auto forget = [this] {
        auto forgotten = forgetPosition(m_source, sourcePlaces());
        m_tellAgain = forgotten.ok();
        return forgotten;
    };
    const auto ended = beginAnew(forget, [] { return Result<void>(); });
    if (!ended)
        Q_EMIT failed(command, ended.error().toString());
}

HandMade poisonMessage(const SourceChoice &source)
{
    const bool activities = !brings(source, Dataset::Orders);
    const Dataset dataset = activities ? Dataset::Activities : Dataset::Orders;
    HandMade message;
    message.topic = source.kind == SourceChoice::Kind::Campus ? cdcTopicsOf(dataset).front()
                                                              : std::string(rawTopic(dataset));
    message.key = activities ? "231045" : "ORD-00000000";
    message.value = "{\"event_id\": \"poison\", \"items\": [{\"qty\": ";
    return message;
}

void Session::poison()
{
    if (m_run && m_run->conductor)
        note(journal::EventKind::Fault, "poison message");
    produce(poisonMessage(m_source));
}

} // namespace pk::gui
