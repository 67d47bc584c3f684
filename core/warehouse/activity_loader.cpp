#include "warehouse/activity_loader.h"

#include "warehouse/dialect.h"

#include <array>

namespace pk::warehouse {

namespace {

constexpr std::string_view kActivityEntity = "activity";

constexpr std::array<std::string_view, 23> kActivityColumns = {
    "activity_id", "version",       "event_id",       "nim",          "kind",          "title",
    "sks",         "level",         "\"rank\"",       "term",         "weight_e4",     "regulation",
    "recorded_at", "occurred_at",   "correlation_id", "raw_topic",    "raw_partition", "raw_offset",
    "src_topic",   "src_partition", "src_offset",     "cdc_position", "loaded_at"};

constexpr std::array<std::string_view, 6> kStudentColumns = {"nim",     "name",        "program",
                                                             "faculty", "occurred_at", "event_id"};

/// Which event tells the newest of a student. The versions of different activities say nothing about that, so
/// time decides, then the id; no offsets, of which a repeated event has several.
EventOrder studentOrder(const ActivityMessage &a)
{
    return {0, a.occurredAt.value_or(EventOrder::kUnknown), -1, a.eventId};
}

} // namespace

Result<std::unique_ptr<ActivityLoader>> ActivityLoader::prepare(Database &db, bool naive)
{
    std::unique_ptr<ActivityLoader> loader(new ActivityLoader(db, naive));
    const Dialect &dialect = dialectOf(db);
    std::string clause;
    if (!naive) {
        const std::array<std::string_view, 1> key = {"activity_id"};
        clause = dialect.upsertClause(key, std::span(kActivityColumns).subspan(1));
        auto stored = StoredRows::prepare(db, "fact_activities", "activity_id");
        if (!stored)
            return std::move(stored).error();
        loader->m_stored = std::move(*stored);
    }
    auto activities = RowInserter::prepare(db, "fact_activities", kActivityColumns, clause);
    if (!activities)
        return std::move(activities).error();
    loader->m_insertActivities = std::move(*activities);

    auto students = StoredRows::prepare(db, "dim_students", "nim", "0, 0, occurred_at, NULL");
    if (!students)
        return std::move(students).error();
    loader->m_storedStudents = std::move(*students);
    const std::array<std::string_view, 1> nim = {"nim"};
    auto insertStudents =
        RowInserter::prepare(db, "dim_students", kStudentColumns,
                             dialect.upsertClause(nim, std::span(kStudentColumns).subspan(1)));
    if (!insertStudents)
        return std::move(insertStudents).error();
    loader->m_insertStudents = std::move(*insertStudents);
    return loader;
}

Result<void> ActivityLoader::apply(Batch &batch)
{
    parseAll(batch);
    if (m_parsed.empty())
        return {};
    if (m_stored) {
        if (auto read = m_stored->read(m_keys, batch.arena); !read)
            return read;
    }
    if (auto read = m_storedStudents->read(m_students, batch.arena); !read)
        return read;
    if (auto decided = decideAll(batch); !decided)
        return decided;
    if (auto written = writeActivities(batch); !written)
        return written;
    return writeStudents();
}

void ActivityLoader::parseAll(Batch &batch)
{
    m_parsed.clear();
    m_keys.clear();
    m_students.clear();
    for (std::size_t i = 0; i < batch.records.size(); ++i) {
        const LoadRecord &record = batch.records[i];
        if (record.dataset != Dataset::Activities)
            continue;
        if (!record.hasValue) {
            refuse(batch.outcomes[i],
                   {reject::noValue, "The message has no value; an activity is never deleted."});
            continue;
        }
        Parsed &parsed = m_parsed.emplace_back();
        if (auto rejection = m_parser.parse(record.value, batch.arena, parsed.message)) {
            refuse(batch.outcomes[i], std::move(*rejection));
            m_parsed.pop_back();
            continue;
        }
        AuditEntry &audit = batch.audit[i];
        audit.entity = kActivityEntity;
        audit.entityKey = parsed.message.activityId;
        audit.version = parsed.message.version;
        audit.payloadSha256 = payloadHash(record.value, batch.arena);
        parsed.message.eventId = eventIdOf(parsed.message.eventId, audit.payloadSha256, batch.arena);
        parsed.record = static_cast<std::uint32_t>(i);
        parsed.slot = m_naive ? 0 : m_keys.add(parsed.message.activityId);
        parsed.student = m_students.add(parsed.message.nim);
    }
}

Result<void> ActivityLoader::decideAll(Batch &batch)
{
    m_winners.clear();
    for (std::uint32_t i = 0; i < m_parsed.size(); ++i) {
        const Parsed &parsed = m_parsed[i];
        const LoadRecord &record = batch.records[parsed.record];
        const ActivityMessage &a = parsed.message;
        KeyState *const state = m_naive ? nullptr : &m_keys[parsed.slot];
        Action action = Action::Insert;
        if (state != nullptr)
            action = m_keys.decide(parsed.slot, eventOrder(record, a.version, a.occurredAt, a.eventId), i);
        // A superseded event counts too: it can still be the newest that tells of the student.
        m_students.decide(parsed.student, studentOrder(a), i);
        batch.outcomes[parsed.record].action = action;
        batch.audit[parsed.record].action = action;
        if (batch.images && (action == Action::Insert || action == Action::Update)) {
            if (auto kept = keepImages(batch, i, state); !kept)
                return kept;
        }
    }
    for (std::uint32_t i = 0; i < m_parsed.size(); ++i) {
        if (m_naive || m_keys[m_parsed[i].slot].winner == i)
            m_winners.push_back(i);
    }
    return {};
}

Result<void> ActivityLoader::keepImages(Batch &batch, std::size_t index, KeyState *state)
{
    const Parsed &parsed = m_parsed[index];
    AuditEntry &audit = batch.audit[parsed.record];
    audit.after = batch.arena.copy(activityImage(parsed.message));
    if (state == nullptr)
        return {};
    if (state->stored && state->image.data() == nullptr) {
        auto image = m_images.activity(*m_db, state->loadId);
        if (!image)
            return std::move(image).error();
        state->image = batch.arena.copy(*image);
    }
    audit.before = state->image;
    state->image = audit.after;
    return {};
}

Result<void> ActivityLoader::writeActivities(const Batch &batch)
{
    return m_insertActivities->insert(m_winners.size(), [&](RowBinder &row, std::size_t i) {
        const Parsed &parsed = m_parsed[m_winners[i]];
        const ActivityMessage &a = parsed.message;
        row.text(a.activityId);
        row.integer(a.version);
        row.text(a.eventId);
        row.text(a.nim);
        row.text(a.kind);
        row.text(a.title);
        row.integer(a.sks);
        row.text(a.level);
        row.text(a.rank);
        row.text(a.term);
        row.integer(a.weightE4);
        row.text(a.regulation);
        row.integer(a.recordedAt);
        row.integer(a.occurredAt);
        bindProvenance(row, batch.records[parsed.record], batch.nowMs);
    });
}

Result<void> ActivityLoader::writeStudents()
{
    m_winners.clear();
    for (const KeyState &student : m_students.all()) {
        if (student.winner != KeyState::kNone)
            m_winners.push_back(student.winner);
    }
    return m_insertStudents->insert(m_winners.size(), [&](RowBinder &row, std::size_t i) {
        const Parsed &parsed = m_parsed[m_winners[i]];
        const ActivityMessage &a = parsed.message;
        row.text(a.nim);
        row.text(a.name);
        row.text(a.program);
        row.text(a.faculty);
        row.integer(a.occurredAt);
        row.text(a.eventId);
    });
}

} // namespace pk::warehouse
