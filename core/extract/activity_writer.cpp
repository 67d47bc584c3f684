#include "extract/activity_writer.h"

#include "extract/dirty_text.h"
#include "extract/number_series.h"
#include "extract/text_format.h"

namespace pk::extract {

namespace {

/// Which of an activity's fields is left out.
enum class Missing { Nothing, Name, Kind, Term, RecordedAt };

Missing missingField(const Dirt &dirt)
{
    if (!dirt.has(DirtKind::MissingField))
        return Missing::Nothing;
    return static_cast<Missing>(1 + dirt.pick(DirtKind::MissingField, 4));
}

/// `"nim":…,"name":…,"program":…,"faculty":…` with dirt on the name.
void appendDirtyStudent(std::string &out, const Person &person, const Dirt &dirt, Missing missing,
                        std::uint32_t nameSpaces)
{
    out.append("\"nim\":\"").append(person.nim);
    if (missing != Missing::Name) {
        const TextCase nameCase = !dirt.has(DirtKind::MixedCase) ? TextCase::AsIs
            : dirt.pick(DirtKind::MixedCase, 2) == 0             ? TextCase::Upper
                                                                 : TextCase::Lower;
        out.append("\",\"name\":\"");
        appendDirtyText(out, person.name, nameCase, nameSpaces);
    }
    out.append("\",\"program\":\"").append(person.program);
    out.append("\",\"faculty\":\"").append(person.faculty).push_back('"');
}

void appendNullable(std::string &out, const std::string *text)
{
    if (text == nullptr)
        out.append("null");
    else
        out.append("\"").append(*text).push_back('"');
}

} // namespace

void appendTerm(std::string &out, std::int64_t utcMs)
{
    const CivilTime time = civilFromMs(utcMs + kWibOffsetMs);
    const std::int64_t firstYear = time.month >= 8 ? time.year : time.year - 1;
    const bool secondTerm = time.month >= 2 && time.month < 8;
    appendInt(out, firstYear);
    out.push_back('/');
    appendInt(out, firstYear + 1);
    out.append(secondTerm ? "-2" : "-1");
}

void writeActivity(std::string &out, const Activity &activity, std::string_view eventId,
                   std::int64_t occurredMs, const Dirt &dirt)
{
    out.clear();
    const Missing missing = missingField(dirt);
    // Spaces: around the name, the title or both, two bits for each.
    const std::uint32_t spaces =
        dirt.has(DirtKind::StraySpaces) ? 1 + dirt.pick(DirtKind::StraySpaces, 15) : 0;

    out.append("{\"event_id\":\"").append(eventId);
    out.append("\",\"event_type\":\"").append(kActivityEventType);
    out.append("\",\"activity_id\":\"ACT-");
    appendPadded(out, activity.number, kNumberDigits);
    out.append("\",\"version\":");
    appendInt(out, activity.version);
    out.append(",\"occurred_at\":\"");
    appendIso(out, occurredMs, true);
    out.append("\",");
    if (dirt.any())
        appendDirtyStudent(out, *activity.student, dirt, missing, spaces & 3U);
    else
        out.append(activity.student->studentJson);

    out.append(",\"activity\":{");
    if (missing != Missing::Kind)
        out.append("\"kind\":\"").append(activity.kind->kind).append("\",");
    out.append("\"title\":\"");
    appendDirtyText(out, *activity.title, TextCase::AsIs, spaces >> 2U);
    out.append("\",\"sks\":");
    if (activity.sks > 0) {
        out.append(dirt.has(DirtKind::NegativeQuantity) ? "\"-" : "\"");
        appendInt(out, activity.sks);
        out.push_back('"');
    } else {
        out.append(dirt.has(DirtKind::NegativeQuantity) ? "\"-1\"" : "null");
    }
    out.append(",\"level\":");
    appendNullable(out, activity.level);
    out.append(",\"rank\":");
    appendNullable(out, activity.rank);
    out.push_back('}');
    if (missing != Missing::Term) {
        out.append(",\"term\":\"");
        appendTerm(out, activity.recordedMs);
        out.push_back('"');
    }
    if (missing != Missing::RecordedAt) {
        out.push_back(',');
        appendTimeField(out, "recorded_at", activity.recordedMs, dirt);
    }
    out.push_back('}');
    if (dirt.has(DirtKind::InvalidJson))
        spoilJson(out, dirt);
}

} // namespace pk::extract
