#include "bridge/json_condition.h"

#include "base/json_text.h"
#include "bridge/text.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>
#include <charconv>
#include <optional>

namespace pk::gui {

namespace {

constexpr std::size_t kMostNames = 12; ///< told of an object

std::string_view trimmed(std::string_view text)
{
    const std::size_t first = text.find_first_not_of(" \t");
    if (first == std::string_view::npos)
        return {};
    return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

/// What stands between the quotes, without its escapes.
std::string unquoted(std::string_view token)
{
    const std::string_view inside = token.substr(1, token.size() - 2);
    if (inside.find('\\') == std::string_view::npos)
        return std::string(inside);
    const QByteArray json = '[' + QByteArray(token.data(), static_cast<qsizetype>(token.size())) + ']';
    return QJsonDocument::fromJson(json).array().first().toString().toStdString();
}

std::optional<double> numberOf(std::string_view text)
{
    double number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc() && end == text.data() + text.size() && !text.empty() ? std::optional(number)
                                                                                     : std::nullopt;
}

Error notUnderstood(const QString &what)
{
    return {ErrorCode::BadInput,
            what + QLatin1Char(' ')
                + QCoreApplication::translate(
                    "bridge",
                    "Write it like customer.city = Bandung or items[0].qty > 2. To find a text that holds "
                    "such a sign, put it in quotes."),
            {}};
}

/// Where the comparison sign begins.
std::size_t signAt(std::string_view text)
{
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool unequal = text[i] == '!' && i + 1 < text.size() && text[i + 1] == '=';
        if (unequal || std::string_view("=<>~").find(text[i]) != std::string_view::npos)
            return i;
    }
    return std::string_view::npos;
}

} // namespace

bool JsonCondition::isMeant(std::string_view text)
{
    text = trimmed(text);
    const std::size_t sign = signAt(text);
    const bool quoted = !text.empty() && (text.front() == '"' || text.front() == '{');
    return !quoted && sign != std::string_view::npos && sign > 0;
}

std::string JsonCondition::unquotedText(std::string_view text)
{
    const std::string_view inside = trimmed(text);
    const bool quoted = inside.size() > 2 && inside.front() == '"' && inside.back() == '"';
    return std::string(
        quoted && signAt(inside) != std::string_view::npos ? inside.substr(1, inside.size() - 2) : text);
}

Result<JsonCondition> JsonCondition::parse(std::string_view text)
{
    text = trimmed(text);
    const std::size_t at = std::min(signAt(text), text.size());
    JsonCondition condition;
    if (auto path = condition.readPath(trimmed(text.substr(0, at))); !path)
        return path.error();
    text = text.substr(at);
    constexpr std::pair<std::string_view, Sign> kSigns[] = {
        {"!=", Sign::NotEqual}, {">=", Sign::GreaterOrEqual}, {"<=", Sign::LessOrEqual},
        {"==", Sign::Equal},    {"=", Sign::Equal},           {">", Sign::Greater},
        {"<", Sign::Less},      {"~", Sign::Contains},
    };
    const auto *sign = std::find_if(std::begin(kSigns), std::end(kSigns), [text](const auto &known) {
        return text.substr(0, known.first.size()) == known.first;
    });
    if (sign == std::end(kSigns))
        return notUnderstood(QCoreApplication::translate("bridge", "There is no comparison in it."));
    condition.m_sign = sign->second;
    std::string_view value = trimmed(text.substr(sign->first.size()));
    if (value.empty()) {
        return notUnderstood(QCoreApplication::translate("bridge", "After %1 the value is missing.")
                                 .arg(toQString(sign->first)));
    }
    if (signAt(value) == 0) {
        return notUnderstood(QCoreApplication::translate("bridge", "There are two comparisons: %1 and %2.")
                                 .arg(toQString(sign->first), toQString(value.substr(0, 1))));
    }
    if (value.size() >= 2 && value.front() == '"' && value.back() == '"')
        value = value.substr(1, value.size() - 2);
    condition.m_value = value;
    return condition;
}

Result<void> JsonCondition::readPath(std::string_view text)
{
    m_path = text;
    if (text.substr(0, 1) == "$") // as in JSONPath
        text.remove_prefix(text.substr(1, 1) == "." ? 2 : 1);
    bool afterDot = true;
    while (!text.empty()) {
        if (text.front() == '[') {
            const std::size_t close = text.find(']');
            const std::string_view inside = text.substr(1, std::min(close, text.size()) - 1);
            const bool digits = !inside.empty() && inside.size() < 10
                && inside.find_first_not_of("0123456789") == std::string_view::npos;
            if (close == std::string_view::npos || (!digits && inside != "*")) {
                return notUnderstood(
                    QCoreApplication::translate("bridge",
                                                "In “%1”, brackets hold an element's number, or * for any.")
                        .arg(toQString(m_path)));
            }
            m_steps.push_back({{}, digits ? std::stoll(std::string(inside)) : -1});
            text.remove_prefix(close + 1);
            afterDot = false;
        } else {
            const std::size_t end = std::min(text.find_first_of(".["), text.size());
            const std::string_view name = text.substr(0, end);
            if (name.empty() || !afterDot)
                break;
            if (name.find_first_of(" ]\"'") != std::string_view::npos) {
                return notUnderstood(QCoreApplication::translate("bridge", "“%1” is no path of fields.")
                                         .arg(toQString(m_path)));
            }
            m_steps.push_back({std::string(name), -1});
            text.remove_prefix(end);
            afterDot = false;
        }
        if (text.substr(0, 1) == ".") {
            text.remove_prefix(1);
            afterDot = true;
        }
    }
    if (m_steps.empty() || !text.empty() || afterDot) {
        return notUnderstood(QCoreApplication::translate("bridge", "In “%1” a field's name is missing.")
                                 .arg(toQString(m_path)));
    }
    return {};
}

std::string JsonCondition::searchedText() const
{
    return m_sign == Sign::Equal || m_sign == Sign::Contains ? m_value : std::string();
}

bool JsonCondition::compare(std::string_view value) const
{
    if (m_sign == Sign::Contains)
        return toQString(value).contains(toQString(m_value), Qt::CaseInsensitive);
    const auto number = numberOf(value);
    const auto wanted = numberOf(m_value);
    const bool asNumbers = number && wanted;
    switch (m_sign) {
    case Sign::Equal:
        return asNumbers ? *number == *wanted : value == m_value;
    case Sign::NotEqual:
        return asNumbers ? *number != *wanted : value != m_value;
    case Sign::Greater:
        return asNumbers ? *number > *wanted : !wanted && value > m_value;
    case Sign::GreaterOrEqual:
        return asNumbers ? *number >= *wanted : !wanted && value >= m_value;
    case Sign::Less:
        return asNumbers ? *number < *wanted : !wanted && value < m_value;
    default:
        return asNumbers ? *number <= *wanted : !wanted && value <= m_value;
    }
}

/// Goes along the path through one message. Only the values on the path are opened, so that neither a deep
/// nor a long message costs more than being read once.
class JsonCondition::Walk
{
public:
    Walk(const JsonCondition &condition, std::string_view json, bool withNames)
        : m_condition(condition)
        , m_json(json)
        , m_tokens(json)
        , m_withNames(withNames)
    {
        value(m_tokens.next(), 0);
    }

    Outcome outcome() const
    {
        return m_matches ? Outcome::Matches
            : !m_valid   ? Outcome::NotJson
            : m_found    ? Outcome::Differs
                         : Outcome::NoSuchField;
    }
    const std::string &names() const { return m_names; }

private:
    std::string_view textOf(const JsonToken &token) const { return m_json.substr(token.at, token.size); }

    /// The value that begins with this token, to which the first `step` steps have led.
    void value(const JsonToken &first, std::size_t step)
    {
        const bool opens =
            first.kind == JsonTokenKind::ObjectBegin || first.kind == JsonTokenKind::ArrayBegin;
        if (step == m_condition.m_steps.size()) {
            m_found = true;
            if (opens)
                skip(first);
            else
                compare(first);
        } else if (first.kind == JsonTokenKind::ObjectBegin) {
            object(step);
        } else if (first.kind == JsonTokenKind::ArrayBegin) {
            array(step);
        } else if (first.kind == JsonTokenKind::Invalid || first.kind == JsonTokenKind::End) {
            m_valid = false;
        }
    }

    void compare(const JsonToken &token)
    {
        if (token.kind == JsonTokenKind::Invalid || token.kind == JsonTokenKind::End)
            m_valid = false;
        else if (token.kind == JsonTokenKind::String)
            m_matches = m_matches || m_condition.compare(unquoted(textOf(token)));
        else
            m_matches = m_matches || m_condition.compare(textOf(token));
    }

    void object(std::size_t step)
    {
        const Step &wanted = m_condition.m_steps[step];
        std::string names;
        std::size_t count = 0;
        for (JsonToken token = m_tokens.next(); goesOn(token, JsonTokenKind::ObjectEnd);
             token = m_tokens.next()) {
            if (token.kind != JsonTokenKind::Key)
                continue; // a comma
            const std::string name = unquoted(textOf(token));
            if (m_withNames && ++count <= kMostNames)
                names += (names.empty() ? "" : ", ") + name;
            m_tokens.next(); // the colon
            const JsonToken first = m_tokens.next();
            if (name == wanted.name && !wanted.name.empty())
                value(first, step + 1);
            else
                skip(first);
        }
        if (m_withNames)
            noteNames(step, names + (count > kMostNames ? ", …" : ""));
    }

    void array(std::size_t step)
    {
        const Step &wanted = m_condition.m_steps[step];
        std::int64_t element = 0;
        for (JsonToken token = m_tokens.next(); goesOn(token, JsonTokenKind::ArrayEnd);
             token = m_tokens.next()) {
            if (token.kind == JsonTokenKind::Comma)
                continue;
            const bool here = wanted.name.empty() && (wanted.element < 0 || wanted.element == element);
            ++element;
            if (here)
                value(token, step + 1);
            else
                skip(token);
        }
        if (m_withNames)
            noteNames(step, element == 0 ? "[]" : "[0…" + std::to_string(element - 1) + "]");
    }

    bool goesOn(const JsonToken &token, JsonTokenKind end)
    {
        if (token.kind == JsonTokenKind::Invalid || token.kind == JsonTokenKind::End)
            m_valid = false;
        return m_valid && !m_matches && token.kind != end;
    }

    void skip(const JsonToken &first)
    {
        std::size_t depth = 0;
        for (JsonToken token = first;; token = m_tokens.next()) {
            switch (token.kind) {
            case JsonTokenKind::ObjectBegin:
            case JsonTokenKind::ArrayBegin:
                ++depth;
                break;
            case JsonTokenKind::ObjectEnd:
            case JsonTokenKind::ArrayEnd:
                --depth;
                break;
            case JsonTokenKind::Invalid:
            case JsonTokenKind::End:
                m_valid = false;
                return;
            default:
                break;
            }
            if (depth == 0)
                return;
        }
    }

    /// Of the place where the path went furthest.
    void noteNames(std::size_t step, const std::string &names)
    {
        if (!m_names.empty() && step <= m_namesOf)
            return;
        m_namesOf = step;
        std::string path;
        for (std::size_t i = 0; i < step; ++i) {
            const Step &taken = m_condition.m_steps[i];
            if (taken.name.empty())
                path += taken.element < 0 ? "[*]" : '[' + std::to_string(taken.element) + ']';
            else
                path += (path.empty() ? "" : ".") + taken.name;
        }
        m_names = path.empty() ? names : path + ": " + names;
    }

    const JsonCondition &m_condition;
    std::string_view m_json;
    JsonTokenizer m_tokens;
    const bool m_withNames;
    bool m_valid = true;
    bool m_found = false;
    bool m_matches = false;
    std::string m_names;
    std::size_t m_namesOf = 0;
};

JsonCondition::Outcome JsonCondition::test(std::string_view json) const
{
    return Walk(*this, json, false).outcome();
}

std::string JsonCondition::whatIsThere(std::string_view json) const
{
    return Walk(*this, json, true).names();
}

} // namespace pk::gui
