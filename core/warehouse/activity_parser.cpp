#include "warehouse/activity_parser.h"

namespace pk::warehouse {

namespace {

enum Level { Root, Detail };

// The order of the names is the order of the enumerators.
enum RootField {
    EventId,
    ActivityId,
    Version,
    OccurredAt,
    Nim,
    Name,
    Program,
    Faculty,
    DetailField,
    Term,
    RecordedAt,
    Weight,
    Regulation
};
constexpr std::array<std::string_view, 13> kRootFields = {
    "event_id", "activity_id", "version", "occurred_at", "nim",    "name",      "program",
    "faculty",  "activity",    "term",    "recorded_at", "weight", "regulation"};

enum DetailFieldName { Kind, Title, Sks, LevelName, Rank };
constexpr std::array<std::string_view, 5> kDetailFields = {"kind", "title", "sks", "level", "rank"};

} // namespace

std::optional<Rejection> ActivityParser::parse(std::string_view json, Arena &arena, ActivityMessage &activity)
{
    activity = {};
    m_activity = &activity;
    if (auto rejection = read(json, arena))
        return rejection;
    if (activity.activityId.empty())
        return Rejection{reject::missingField, "The field activity_id is missing."};
    if (activity.nim.empty())
        return Rejection{reject::missingField, "The field nim is missing."};
    if (activity.activityId.size() > kMaxKeySize || activity.nim.size() > kMaxKeySize
        || activity.eventId.size() > kMaxKeySize) {
        return Rejection{reject::keyTooLong,
                         "The field activity_id, nim or event_id is longer than 255 bytes."};
    }
    return std::nullopt;
}

int ActivityParser::fieldOf(int level, std::string_view key) const
{
    return level == Root ? indexOf(kRootFields, key) : indexOf(kDetailFields, key);
}

int ActivityParser::levelOf(int level, int field, bool array) const
{
    return level == Root && field == DetailField && !array ? static_cast<int>(Detail) : kNoLevel;
}

bool ActivityParser::set(int level, int field, const Scalar &value)
{
    ActivityMessage &a = *m_activity;
    if (level == Detail) {
        switch (field) {
        case Kind:
            return setText(a.kind, value, "activity.kind");
        case Title:
            return setText(a.title, value, "activity.title");
        case Sks:
            return setInteger(a.sks, value, "activity.sks");
        case LevelName:
            return setText(a.level, value, "activity.level");
        default:
            return setText(a.rank, value, "activity.rank");
        }
    }
    const std::string_view name = kRootFields[static_cast<std::size_t>(field)];
    switch (field) {
    case EventId:
        return setText(a.eventId, value, name);
    case ActivityId:
        return setText(a.activityId, value, name);
    case Version:
        return setVersion(a.version, value, name);
    case OccurredAt:
        return setTime(a.occurredAt, value, name);
    case Nim:
        return setText(a.nim, value, name);
    case Name:
        return setText(a.name, value, name);
    case Program:
        return setText(a.program, value, name);
    case Faculty:
        return setText(a.faculty, value, name);
    case Term:
        return setText(a.term, value, name);
    case RecordedAt:
        return setTime(a.recordedAt, value, name);
    case Weight:
        return setDecimal(a.weightE4, value, 4, name);
    case Regulation:
        return setText(a.regulation, value, name);
    default: // activity
        return value.kind == Scalar::Null || fail(reject::badType, "The field activity must be an object.");
    }
}

} // namespace pk::warehouse
