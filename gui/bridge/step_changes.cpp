#include "bridge/step_changes.h"

#include "base/json_text.h"
#include "bridge/text.h"

#include <map>

namespace pk::gui {

namespace {

constexpr qsizetype kMostCharacters = 400; ///< nobody reads more of it on one line

QString shortened(const QString &text)
{
    return text.size() <= kMostCharacters ? text : text.left(kMostCharacters) + QChar(0x2026);
}

using Values = std::vector<std::pair<QString, QString>>; // path and text, in the order of the document

/// The values of a document with their paths.
Values flattened(std::string_view json)
{
    struct Level
    {
        QString path;
        bool array = false;
        int index = 0;
    };
    Values values;
    std::vector<Level> levels;
    QString key;
    const auto pathHere = [&] {
        if (levels.empty())
            return QString();
        const Level &level = levels.back();
        if (level.array)
            return level.path + QStringLiteral("[%1]").arg(level.index);
        return level.path.isEmpty() ? key : level.path + QLatin1Char('.') + key;
    };
    JsonTokenizer tokens(json);
    for (;;) {
        const JsonToken token = tokens.next();
        const QString text = toQString(json.substr(token.at, token.size));
        switch (token.kind) {
        case JsonTokenKind::ObjectBegin:
        case JsonTokenKind::ArrayBegin:
            levels.push_back({pathHere(), token.kind == JsonTokenKind::ArrayBegin, 0});
            break;
        case JsonTokenKind::ObjectEnd:
        case JsonTokenKind::ArrayEnd:
            levels.pop_back();
            break;
        case JsonTokenKind::Key:
            key = text.mid(1, text.size() - 2);
            break;
        case JsonTokenKind::Comma:
            ++levels.back().index;
            break;
        case JsonTokenKind::Colon:
            break;
        case JsonTokenKind::End:
        case JsonTokenKind::Invalid:
            return values;
        default:
            values.emplace_back(pathHere(), text);
        }
    }
}

} // namespace

std::vector<ValueChange> changesBetween(const std::string &before, const std::string &after)
{
    std::vector<ValueChange> changes;
    const Values now = flattened(after);
    std::map<QString, QString> old;
    for (auto &[path, text] : flattened(before))
        old[path] = text;
    for (const auto &[path, text] : now) {
        const auto was = old.find(path);
        if (was == old.end())
            changes.push_back({path, {}, shortened(text)});
        else if (was->second != text)
            changes.push_back({path, shortened(was->second), shortened(text)});
        if (was != old.end())
            old.erase(was);
    }
    for (const auto &[path, text] : old)
        changes.push_back({path, shortened(text), {}});
    return changes;
}

std::vector<StepChanges> stepChanges(const transform::Trace &trace)
{
    std::vector<StepChanges> steps;
    for (const transform::TraceStep &step : trace.steps) {
        if (step.before.empty() || step.after.empty())
            continue;
        std::vector<ValueChange> changes = changesBetween(step.before, step.after);
        if (!changes.empty())
            steps.push_back({toQString(step.name), std::move(changes)});
    }
    return steps;
}

} // namespace pk::gui
