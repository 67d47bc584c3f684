#include "bridge/record_teller.h"

#include "base/clock.h"
#include "bridge/warehouse_schema.h"
#include "domain/headers.h"
#include "transform/civil_time.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace pk::gui {

namespace {

constexpr std::size_t kKept = 24;
constexpr int kHistory = 20;

Position positionOf(std::string_view text)
{
    const auto view = parsePosition(text);
    return view ? Position{std::string(view->topic), view->partition, view->offset} : Position();
}

/// The entry that left the row as it is; null: not among these, which come newest first.
const AuditEntry *writerIn(const std::vector<AuditEntry> &history)
{
    const auto writer = std::find_if(history.begin(), history.end(), [](const AuditEntry &entry) {
        return entry.action == "insert" || entry.action == "update";
    });
    return writer != history.end() ? &*writer : nullptr;
}

/// When the transform worked the message, as add_metadata wrote it; else now.
std::int64_t processedAtMs(const FullMessage &enriched)
{
    const QByteArray json(enriched.value.data(), static_cast<qsizetype>(enriched.value.size()));
    const QByteArray text =
        QJsonDocument::fromJson(json).object().value(QLatin1String("processed_at")).toString().toUtf8();
    const auto time = transform::parseTime({text.data(), static_cast<std::size_t>(text.size())});
    return time ? *time : wallUs() / 1000;
}

/// What a message says of the record it is part of.
RecordTrail::Known knownFrom(const Position &at, const FullMessage *message)
{
    RecordTrail::Known known;
    if (message && !isRowTopic(at.topic)) // the record that is made of a change event has one of its own
        known.correlationId = headerOf(*message, header::correlationId);
    const auto set = [&](const Position &position) {
        switch (roleOf(position.topic)) {
        case TopicRole::Raw:
            known.rawAt = position;
            break;
        case TopicRole::Enriched:
            known.enrichedAt = position;
            break;
        case TopicRole::DeadLetters:
        case TopicRole::Filtered:
            known.asideAt = position;
            break;
        case TopicRole::Other:
            if (isRowTopic(position.topic))
                known.changeAt = position;
            break;
        }
    };
    set(at);
    if (!message)
        return known;
    if (roleOf(at.topic) != TopicRole::Raw) // a redriven record still carries where it first came from
        set(positionOf(headerOf(*message, header::rawPosition)));
    if (!known.asideAt.topic.empty()) {
        if (const auto note = asideNoteOf(at, *message))
            set(note->input);
    }
    return known;
}

} // namespace

RecordTeller::RecordTeller(const std::atomic<bool> &givenUp)
    : m_givenUp(givenUp)
{
}

RecordTeller::~RecordTeller() = default;

/// Another cluster: positions and clients of the earlier one mean nothing.
void RecordTeller::follow(const StorySources &sources)
{
    if (sources.run.incarnation == m_incarnation)
        return;
    m_incarnation = sources.run.incarnation;
    m_kept.clear();
    m_fetch.reset();
    m_cluster.reset();
    m_bridgeStore.reset(); // may be another file at the same place
}

RecordTeller::Kept &RecordTeller::keptOf(const Position &position)
{
    const auto found =
        std::find_if(m_kept.begin(), m_kept.end(), [&](const Kept &kept) { return kept.asked == position; });
    if (found != m_kept.end()) {
        m_kept.splice(m_kept.begin(), m_kept, found);
        return m_kept.front();
    }
    m_kept.emplace_front();
    m_kept.front().asked = position;
    m_kept.front().trail.follow(position);
    if (m_kept.size() > kKept)
        m_kept.pop_back();
    return m_kept.front();
}

RecordStory RecordTeller::tell(const StorySources &sources, const Position &position)
{
    follow(sources);
    Kept &kept = keptOf(position);
    RecordStory story;
    story.asked = position;
    story.incarnation = sources.run.incarnation;
    readMessage(sources, kept, story);
    if (isRowTopic(position.topic))
        readMade(sources, kept, story);
    kept.trail.learn(knownFrom(position, kept.message.get()));
    const auto readJournal = [&] {
        if (!sources.journal)
            return;
        if (auto read = kept.trail.read(*sources.journal); !read)
            story.journalError = read.error();
    };
    readJournal();
    if (findResult(sources, kept))
        readJournal();
    const RecordTrail::Known before = kept.trail.known();
    readWarehouse(sources, kept, story);
    if (!(kept.trail.known() == before))
        readJournal();
    story.stations = kept.trail.stations();
    story.sampledOneIn = kept.trail.sampledOneIn();
    story.rawAt = kept.trail.known().rawAt;
    story.enrichedAt = kept.trail.known().enrichedAt;
    story.asideAt = kept.trail.known().asideAt;
    story.byHandAt = kept.trail.byHandAt();
    story.correlationId = kept.trail.known().correlationId;
    readBeside(sources, kept, story);
    readChange(sources, kept, story);
    trace(sources, kept, story);
    return story;
}

void RecordTeller::readMessage(const StorySources &sources, Kept &kept, RecordStory &story)
{
    if (kept.message) {
        story.message = kept.message;
        return;
    }
    auto fetch = fetcher(sources);
    const Position &at = kept.asked;
    auto fetched = fetch ? (*fetch)->range({at.topic, at.partition}, at.offset, 1)
                         : Result<FetchedMessages>(fetch.error());
    if (!fetched) {
        story.presence = Presence::Unreadable;
        story.brokerError = fetched.error();
        return;
    }
    story.logStart = fetched->begin;
    if (!fetched->messages.empty())
        story.message = kept.message = std::make_shared<const FullMessage>(std::move(fetched->messages[0]));
    else
        story.presence = absenceOf(at.offset, *fetched);
}

/// The other messages of the record. When the broker has just not answered, it is not asked again.
void RecordTeller::readBeside(const StorySources &sources, Kept &kept, RecordStory &story)
{
    const auto read = [&](std::shared_ptr<const FullMessage> &into, const Position &at) {
        if (into || at.offset < 0)
            return;
        if (at == kept.asked)
            into = kept.message;
        else if (!story.brokerError)
            into = fetchOne(sources, at).message;
    };
    read(kept.raw, story.rawAt);
    read(kept.enriched, story.enrichedAt);
    const Station *filtered = story.station(journal::Hop::Filtered);
    const Station *left = filtered ? filtered : story.station(journal::Hop::DeadLettered);
    if (left && story.asideAt.offset < 0 && !kept.aside && !story.brokerError)
        findAside(sources, kept, story, left->at,
                  filtered ? filteredTopic(left->at.topic) : deadLetterTopic(left->at.topic));
    read(kept.aside, story.asideAt);
    if (kept.aside)
        story.aside = asideNoteOf(story.asideAt, *kept.aside);
    // A record that was put aside keeps its bytes, so its copy stands for the raw one that is gone.
    const bool asideOfRaw = story.aside && roleOf(story.aside->input.topic) == TopicRole::Raw;
    story.raw = kept.raw || !asideOfRaw ? kept.raw : kept.aside;
}

/// Where a record went on to whose correlation id is not its own alone: its result names it.
bool RecordTeller::findResult(const StorySources &sources, Kept &kept)
{
    const RecordTrail::Known &known = kept.trail.known();
    if (known.enrichedAt.offset >= 0 || known.rawAt.offset < 0)
        return false;
    for (const Position &at : kept.trail.resultsOfAny()) {
        if (kept.results.contains(at))
            continue;
        const auto message = fetchOne(sources, at).message;
        if (!message)
            return false;
        if (positionOf(headerOf(*message, header::rawPosition)) == known.rawAt) {
            RecordTrail::Known found;
            found.enrichedAt = at;
            kept.trail.learn(found);
            return true;
        }
        kept.results.insert(at);
    }
    return false;
}

void RecordTeller::readWarehouse(const StorySources &sources, Kept &kept, RecordStory &story)
{
    auto db = warehouse(sources);
    if (!db) {
        story.warehouseError = db.error();
        return;
    }
    auto audit = auditOfRecord(**db, sources.run.cluster.id, kept.trail.known());
    if (!audit) {
        story.warehouseError = audit.error();
        m_warehouse.reset();
        return;
    }
    story.audit = std::move(*audit);
    // A copy that was produced again has the same correlation id.
    const Position &rawAt = kept.trail.known().rawAt;
    const bool enriched = roleOf(kept.asked.topic) == TopicRole::Enriched;
    std::erase_if(story.audit, [&](const AuditEntry &entry) {
        return (rawAt.offset >= 0 && entry.raw.offset >= 0 && entry.raw != rawAt)
            || (enriched && entry.source.offset >= 0 && entry.source != kept.asked)
            || kept.trail.isAnother(entry.source);
    });
    if (story.audit.empty())
        return;
    const AuditEntry &last = story.audit.back();
    RecordTrail::Known stored;
    stored.rawAt = last.raw;
    stored.enrichedAt = last.source;
    stored.correlationId = last.correlationId;
    kept.trail.learn(stored);
    const EntityTable table = tableOfEntity(last.entity);
    if (table.table.empty())
        return;
    auto row = readRow(**db, table.table, last.key);
    if (!row) {
        story.warehouseError = row.error();
        return;
    }
    story.row = std::move(*row);
    auto history = auditOfKey(**db, last.entity, last.key, kHistory);
    if (history) {
        const AuditEntry *writer = writerIn(*history);
        story.rowIsOfCluster = writer && writer->cluster == sources.run.cluster.id;
    }
}

/// Runs the configuration again on the raw message. Where the enriched message says when it was worked, the
/// clock says the same, so that the very bytes come out.
void RecordTeller::trace(const StorySources &sources, Kept &kept, RecordStory &story)
{
    const auto dataset = datasetOf(story.rawAt.topic.empty() ? story.asked.topic : story.rawAt.topic);
    const auto config = dataset ? sources.run.transforms.find(*dataset) : sources.run.transforms.end();
    if (!story.raw || config == sources.run.transforms.end())
        return;
    if (!kept.trace || (kept.enriched && !kept.tracedAgain)) {
        kept.tracedAgain = kept.enriched != nullptr;
        const FullMessage &raw = *story.raw;
        const std::string eventId(headerOf(raw, header::eventId));
        transform::Input input;
        input.value = raw.value;
        input.hasValue = raw.hasValue;
        input.key = raw.key;
        input.topic = story.rawAt.topic;
        input.partition = story.rawAt.partition;
        input.offset = story.rawAt.offset;
        input.timestampMs = raw.timestampMs;
        input.nowMs = kept.enriched ? processedAtMs(*kept.enriched) : wallUs() / 1000;
        input.headerEventId = eventId;
        kept.trace = std::make_shared<const transform::Trace>(transform::Engine(config->second).trace(input));
        kept.stepChanges = std::make_shared<const std::vector<StepChanges>>(gui::stepChanges(*kept.trace));
    }
    story.trace = kept.trace;
    story.stepChanges = kept.stepChanges;
    story.traceConfirmed = kept.enriched && kept.trace->value == kept.enriched->value;
}

RecordTeller::Fetched RecordTeller::fetchOne(const StorySources &sources, const Position &position)
{
    auto fetch = fetcher(sources);
    auto fetched = fetch ? (*fetch)->range({position.topic, position.partition}, position.offset, 1)
                         : Result<FetchedMessages>(fetch.error());
    if (!fetched)
        return {nullptr, Presence::Unreadable};
    if (fetched->messages.empty())
        return {nullptr, absenceOf(position.offset, *fetched), fetched->openFrom};
    return {std::make_shared<const FullMessage>(std::move(fetched->messages.front())), Presence::There};
}

RowStory RecordTeller::tellRow(const StorySources &sources, const std::string &table, const std::string &key)
{
    RowStory story;
    story.table = table;
    story.key = key;
    auto db = warehouse(sources);
    if (!db) {
        story.error = db.error();
        return story;
    }
    auto row = readRow(**db, table, key);
    if (!row) {
        story.error = row.error();
        m_warehouse.reset();
        return story;
    }
    story.row = std::move(*row);
    const std::string_view entity = entityOfTable(table);
    if (entity.empty())
        return story;
    const bool item = keyColumns(table).size() > 1;
    auto history = auditOfKey(**db, entity, item ? key.substr(0, key.rfind('/')) : key, kHistory);
    if (!history) {
        story.error = history.error();
        return story;
    }
    story.history = std::move(*history);
    const AuditEntry *writer = writerIn(story.history);
    if (!writer)
        return story;
    if (writer->cluster == sources.run.cluster.id) {
        story.record = std::make_shared<const RecordStory>(tell(sources, writer->source));
        return story;
    }
    RecordStory past;
    past.presence = Presence::OtherCluster;
    past.asked = past.enrichedAt = writer->source;
    past.rawAt = writer->raw;
    past.correlationId = writer->correlationId;
    past.audit = {*writer};
    story.record = std::make_shared<const RecordStory>(std::move(past));
    return story;
}

bool RecordChange::isFinal() const
{
    return !canStillCome(result) && !canStillCome(raw);
}

RecordChange RecordTeller::change(const StorySources &sources, const Position &result)
{
    follow(sources);
    RecordChange change;
    change.incarnation = sources.run.incarnation;
    change.at = result;
    const Fetched after = fetchOne(sources, result);
    change.result = after.presence;
    change.openFrom = after.openFrom;
    if (!after.message)
        return change;
    if (const TopicRole role = roleOf(result.topic);
        role == TopicRole::DeadLetters || role == TopicRole::Filtered)
        change.aside = asideNoteOf(result, *after.message);
    change.rawAt =
        change.aside ? change.aside->input : positionOf(headerOf(*after.message, header::rawPosition));
    if (change.rawAt.offset < 0 || change.aside)
        return change;
    const Fetched before = fetchOne(sources, change.rawAt);
    change.raw = before.presence;
    change.openFrom = std::max(change.openFrom, before.openFrom);
    if (before.message)
        change.changes = changesBetween(before.message->value, after.message->value);
    return change;
}

Result<MessageFetch *> RecordTeller::fetcher(const StorySources &sources)
{
    if (!m_fetch) {
        auto opened = MessageFetch::open(sources.run.cluster, m_givenUp);
        if (!opened)
            return opened.error();
        m_fetch = std::move(*opened);
    }
    return m_fetch.get();
}

Result<Database *> RecordTeller::warehouse(const StorySources &sources)
{
    if (!m_warehouse || m_warehousePath != sources.run.warehousePath) {
        m_warehouse.reset();
        auto opened = openToLook(sources.run.warehousePath);
        if (!opened)
            return opened.error();
        m_warehouse = std::move(*opened);
        m_warehousePath = sources.run.warehousePath;
    }
    return m_warehouse.get();
}

} // namespace pk::gui
