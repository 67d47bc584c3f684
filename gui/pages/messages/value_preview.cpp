#include "pages/messages/value_preview.h"

#include "base/json_text.h"
#include "bridge/text.h"

#include <algorithm>
#include <array>
#include <vector>

namespace pk::gui {

namespace {

constexpr std::size_t kReadBytes = 4'096; ///< of a value: more does not stand in a line
constexpr int kLongestText = 60; ///< characters of one field
constexpr std::size_t kDeepestEnvelope = 2;

enum Rank { Id, Who, Status, Amount, Count, Other, Nested, ForMachines };

struct Field
{
    std::string_view name;
    QString text;
    Rank rank = Other;
};

using Names = std::initializer_list<std::string_view>;

bool isOneOf(std::string_view name, Names names)
{
    return std::find(names.begin(), names.end(), name) != names.end();
}

bool holdsOneOf(std::string_view name, Names parts)
{
    return std::any_of(parts.begin(), parts.end(),
                       [name](std::string_view part) { return name.find(part) != std::string_view::npos; });
}

bool endsWith(std::string_view name, std::string_view end)
{
    return name.size() >= end.size() && name.substr(name.size() - end.size()) == end;
}

Rank rankOf(std::string_view name)
{
    if (isOneOf(name,
                {"event_id", "event_type", "correlation_id", "causation_id", "trace_id", "message_id",
                 "schema", "version", "ts", "xid", "xoffset", "commit", "timestamp", "database"})
        || endsWith(name, "_at") || endsWith(name, "_ts") || name.substr(0, 1) == "_")
        return ForMachines;
    if (isOneOf(name, {"id", "nim", "sku"}) || endsWith(name, "_id"))
        return Id;
    if (isOneOf(name,
                {"customer", "student", "name", "title", "activity", "product", "item", "nama", "judul"}))
        return Who;
    if (isOneOf(name, {"status", "state"}))
        return Status;
    if (holdsOneOf(name, {"total", "amount", "price", "jumlah", "harga"}))
        return Amount;
    return Other;
}

/// What is between the quotes of a key or a string.
std::string_view inside(std::string_view quoted)
{
    return quoted.substr(1, quoted.size() - 2);
}

int depthChange(JsonTokenKind kind)
{
    const bool opens = kind == JsonTokenKind::ObjectBegin || kind == JsonTokenKind::ArrayBegin;
    const bool closes = kind == JsonTokenKind::ObjectEnd || kind == JsonTokenKind::ArrayEnd;
    return int(opens) - int(closes);
}

/// Wraps the data, as change data capture and many producers do.
bool isEnvelope(std::string_view name)
{
    return isOneOf(name, {"data", "payload", "after"});
}

/// Reads fields; what comes after an error or after the bytes that are read is left out.
class Fields
{
public:
    explicit Fields(std::string_view json)
        : m_json(json.substr(0, kReadBytes))
        , m_cut(json.size() > kReadBytes)
        , m_tokens(m_json)
    {
    }

    /// Empty: it is no JSON object.
    std::vector<Field> read()
    {
        std::vector<Field> fields;
        if (m_tokens.next().kind == JsonTokenKind::ObjectBegin)
            object(fields, 0);
        // Broken JSON is shown as it is: that it is broken is what it is about.
        return m_broken && !m_cut ? std::vector<Field>() : fields;
    }

private:
    std::string_view textOf(const JsonToken &token) const { return m_json.substr(token.at, token.size); }

    JsonToken next()
    {
        const JsonToken token = m_tokens.next();
        m_broken = m_broken || token.kind == JsonTokenKind::Invalid || token.kind == JsonTokenKind::End;
        return token;
    }

    void object(std::vector<Field> &into, std::size_t depth)
    {
        for (JsonToken token = next(); !m_broken && token.kind != JsonTokenKind::ObjectEnd; token = next()) {
            if (token.kind != JsonTokenKind::Key)
                continue;
            const std::string_view name = inside(textOf(token));
            next(); // the colon
            const JsonToken first = next();
            if (first.kind == JsonTokenKind::ObjectBegin && isEnvelope(name) && depth < kDeepestEnvelope)
                object(into, depth + 1);
            else
                add(into, name, first);
        }
    }

    void add(std::vector<Field> &into, std::string_view name, const JsonToken &first)
    {
        switch (first.kind) {
        case JsonTokenKind::ObjectBegin: {
            const QString best = bestOf();
            if (!best.isEmpty())
                into.push_back({name, best, rankOf(name) == Other ? Nested : rankOf(name)});
            break;
        }
        case JsonTokenKind::ArrayBegin:
            into.push_back({name, QStringLiteral("[%1]").arg(elements()), Count});
            break;
        default:
            if (const QString text = scalar(first); !text.isEmpty())
                into.push_back({name, text, rankOf(name)});
        }
    }

    /// Empty for null, and for what is no scalar.
    QString scalar(const JsonToken &token) const
    {
        if (token.kind == JsonTokenKind::String)
            return toQString(inside(textOf(token))).simplified().left(kLongestText);
        const bool other = token.kind == JsonTokenKind::Number || token.kind == JsonTokenKind::Literal;
        return other && textOf(token) != "null" ? toQString(textOf(token)) : QString();
    }

    /// The most telling text of an object: rather a name than an id.
    QString bestOf()
    {
        QString best;
        int bestRank = ForMachines + 1;
        std::string_view name;
        for (int depth = 1; depth > 0 && !m_broken;) {
            const JsonToken token = next();
            depth += depthChange(token.kind);
            if (depth != 1)
                continue;
            if (token.kind == JsonTokenKind::Key)
                name = inside(textOf(token));
            const int rank = rankOf(name) == Id ? int(Nested) : int(rankOf(name));
            const QString text = scalar(token);
            if (rank < bestRank && !text.isEmpty()) {
                bestRank = rank;
                best = text;
            }
        }
        return best;
    }

    int elements()
    {
        int count = 0;
        for (int depth = 1; depth > 0 && !m_broken;) {
            const JsonToken token = next();
            const int change = depthChange(token.kind);
            if (depth == 1 && change >= 0 && token.kind != JsonTokenKind::Comma)
                ++count;
            depth += change;
        }
        return count;
    }

    const std::string_view m_json;
    const bool m_cut;
    JsonTokenizer m_tokens;
    bool m_broken = false;
};

} // namespace

QString valuePreview(std::string_view value, std::string_view key)
{
    std::vector<Field> fields = Fields(value).read();
    if (fields.empty())
        return toQString(value.substr(0, kReadBytes)).simplified();
    const QString keyText = toQString(key);
    for (Field &field : fields) {
        if (!keyText.isEmpty() && field.text == keyText)
            field.rank = ForMachines;
    }
    std::stable_sort(fields.begin(), fields.end(),
                     [](const Field &a, const Field &b) { return a.rank < b.rank; });
    QString line;
    for (const Field &field : fields) {
        // A name or a status speaks for itself.
        const bool bare = field.rank == Who || field.rank == Status;
        line += (line.isEmpty() ? QString() : QStringLiteral(" · "))
            + (bare ? QString() : toQString(field.name) + QStringLiteral(": ")) + field.text;
    }
    return line;
}

} // namespace pk::gui
