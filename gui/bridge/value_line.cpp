#include "bridge/value_line.h"

#include "base/json_text.h"
#include "bridge/text.h"

#include <QStringList>

#include <algorithm>
#include <array>
#include <vector>

namespace pk::gui {

namespace {

constexpr std::size_t kMostLineBytes = 400; ///< nobody reads more of it on one line

struct JsonMember
{
    std::string_view name;
    std::string_view value;
};

/// The members of an object, as they were written; empty when the text is no JSON object.
std::optional<std::vector<JsonMember>> membersOf(std::string_view json)
{
    JsonTokenizer tokens(json);
    std::vector<JsonMember> members;
    if (tokens.next().kind != JsonTokenKind::ObjectBegin)
        return std::nullopt;
    int depth = 1;
    std::size_t begin = 0;
    for (;;) {
        const JsonToken token = tokens.next();
        const std::size_t end = token.at + token.size;
        const bool outermost = depth == 1;
        switch (token.kind) {
        case JsonTokenKind::Key:
            if (outermost)
                members.push_back({json.substr(token.at + 1, token.size - 2), {}});
            break;
        case JsonTokenKind::ObjectBegin:
        case JsonTokenKind::ArrayBegin:
            if (depth++ == 1)
                begin = token.at;
            break;
        case JsonTokenKind::ObjectEnd:
        case JsonTokenKind::ArrayEnd:
            if (--depth == 1)
                members.back().value = json.substr(begin, end - begin);
            break;
        case JsonTokenKind::String:
        case JsonTokenKind::Number:
        case JsonTokenKind::Literal:
            if (outermost)
                members.back().value = json.substr(token.at, token.size);
            break;
        case JsonTokenKind::End:
            return members;
        case JsonTokenKind::Invalid:
            return std::nullopt;
        default:
            break;
        }
    }
}

/// Smaller: looked for first; greatest: stands elsewhere in the row, or says nothing of what happened.
std::ptrdiff_t rankOf(std::string_view name)
{
    // "type", "old" and "data" are those of a change event.
    constexpr std::array<std::string_view, 7> first{"status", "activity", "items", "customer",
                                                    "type",   "old",      "data"};
    constexpr std::array<std::string_view, 16> last{
        "event_id",   "event_type",  "order_id",     "activity_id", "version",  "occurred_at",
        "ordered_at", "recorded_at", "processed_at", "schema",      "database", "table",
        "ts",         "xid",         "xoffset",      "commit"};
    const auto found = std::find(first.begin(), first.end(), name);
    const bool isLast = std::find(last.begin(), last.end(), name) != last.end();
    return found - first.begin() + (isLast ? 1 : 0);
}

/// Spaces stay: they may be the dirt that is to be seen.
QString oneLine(std::string_view text)
{
    return toQString(text.substr(0, kMostLineBytes)).replace(QLatin1Char('\n'), QLatin1Char(' '));
}

} // namespace

QString valueLine(std::string_view json)
{
    auto members = membersOf(json);
    if (!members || members->empty())
        return oneLine(json);
    std::stable_sort(members->begin(), members->end(), [](const JsonMember &a, const JsonMember &b) {
        return rankOf(a.name) < rankOf(b.name);
    });
    QStringList parts;
    std::size_t bytes = 0;
    for (const JsonMember &member : *members) {
        if (bytes > kMostLineBytes)
            break;
        parts << oneLine(member.name) + QLatin1Char(' ') + oneLine(member.value);
        bytes += member.name.size() + member.value.size();
    }
    return parts.join(QStringLiteral(" \u00b7 "));
}

} // namespace pk::gui
