#include "pages/inspector/json_diff.h"

#include "base/json_text.h"
#include "bridge/text.h"

#include <QStringDecoder>

#include <algorithm>
#include <memory>
#include <optional>

namespace pk::gui {

namespace {

constexpr std::size_t kDeepest = 100;
constexpr std::size_t kMostBytes = 64 * 1024; ///< more would keep the GUI thread busy, and nobody reads it

struct Node
{
    std::string_view key; ///< with its quotes; empty in arrays
    std::string_view text; ///< of scalars
    char open = 0; ///< '{', '[', 0: a scalar
    JsonTokenKind kind = JsonTokenKind::Literal;
    std::vector<Node> children;
};

std::optional<Node> parse(std::string_view json)
{
    JsonTokenizer tokens(json);
    Node root;
    std::vector<Node *> open{&root};
    std::string_view key;
    for (;;) {
        const JsonToken token = tokens.next();
        switch (token.kind) {
        case JsonTokenKind::ObjectBegin:
        case JsonTokenKind::ArrayBegin: {
            if (open.size() > kDeepest)
                return std::nullopt;
            Node node;
            node.key = std::exchange(key, {});
            node.open = token.kind == JsonTokenKind::ObjectBegin ? '{' : '[';
            open.back()->children.push_back(std::move(node));
            open.push_back(&open.back()->children.back());
            break;
        }
        case JsonTokenKind::ObjectEnd:
        case JsonTokenKind::ArrayEnd:
            open.pop_back();
            break;
        case JsonTokenKind::Key:
            key = json.substr(token.at, token.size);
            break;
        case JsonTokenKind::String:
        case JsonTokenKind::Number:
        case JsonTokenKind::Literal: {
            Node node;
            node.key = std::exchange(key, {});
            node.text = json.substr(token.at, token.size);
            node.kind = token.kind;
            open.back()->children.push_back(std::move(node));
            break;
        }
        case JsonTokenKind::Colon:
        case JsonTokenKind::Comma:
            break;
        case JsonTokenKind::End:
            if (root.children.size() != 1)
                return std::nullopt;
            return std::move(root.children.front());
        case JsonTokenKind::Invalid:
            return std::nullopt;
        }
    }
}

bool isSame(const Node &a, const Node &b)
{
    return a.open == b.open && a.text == b.text && a.children.size() == b.children.size()
        && std::equal(a.children.begin(), a.children.end(), b.children.begin(),
                      [](const Node &x, const Node &y) { return x.key == y.key && isSame(x, y); });
}

CodeSpan valueSpan(const Node &node)
{
    const CodeSpan::Kind kind = node.kind == JsonTokenKind::String ? CodeSpan::Kind::Text
        : node.kind == JsonTokenKind::Number                       ? CodeSpan::Kind::Number
                                                                   : CodeSpan::Kind::Literal;
    return {kind, toQString(node.text)};
}

/// Writes the lines; knows what is unfolded and counts.
class Writer
{
public:
    Writer(JsonDiff &diff, const QSet<QString> &unfolded)
        : m_diff(diff)
        , m_unfolded(unfolded)
    {
    }

    /// Both are there; they may be the same one.
    void both(const Node &before, const Node &after, const QString &path, int depth, bool last)
    {
        if (before.open != after.open) {
            one(before, CodeRow::Change::Removed, path, depth, last);
            one(after, CodeRow::Change::Added, path, depth, last);
        } else if (after.open == 0) {
            scalar(before, after, depth, last);
        } else if (depth > 0 && !after.children.empty() && isSame(before, after)
                   && !m_unfolded.contains(path)) {
            folded(after, path, depth, last);
        } else {
            opened(after, path, depth);
            if (after.open == '{')
                members(before, after, path, depth + 1);
            else
                elements(before, after, path, depth + 1);
            closed(after, CodeRow::Change::None, depth, last);
        }
    }

private:
    void one(const Node &node, CodeRow::Change change, const QString &path, int depth, bool last)
    {
        if (node.open == 0) {
            CodeRow row = line(node, change, depth);
            row.spans.push_back(valueSpan(node));
            finish(std::move(row), last);
            ++(change == CodeRow::Change::Removed ? m_diff.removed : m_diff.added);
            return;
        }
        CodeRow row = line(node, change, depth);
        row.spans.push_back({CodeSpan::Kind::Punctuation, QString(QLatin1Char(node.open))});
        finish(std::move(row), true);
        for (std::size_t i = 0; i < node.children.size(); ++i)
            one(node.children[i], change, path, depth + 1, i + 1 == node.children.size());
        closed(node, change, depth, last);
    }

    void scalar(const Node &before, const Node &after, int depth, bool last)
    {
        const bool same = before.text == after.text;
        CodeRow row = line(after, same ? CodeRow::Change::None : CodeRow::Change::Changed, depth);
        if (!same) {
            row.spans.push_back({CodeSpan::Kind::Old, toQString(before.text)});
            row.spans.push_back({CodeSpan::Kind::Punctuation, QString::fromUtf8(" \xE2\x86\x92 ")});
            ++m_diff.changed;
        }
        row.spans.push_back(valueSpan(after));
        finish(std::move(row), last);
    }

    void members(const Node &before, const Node &after, const QString &path, int depth)
    {
        std::vector<bool> used(before.children.size());
        const auto find = [&](std::string_view key) {
            std::size_t i = 0;
            while (i < before.children.size() && (used[i] || before.children[i].key != key))
                ++i;
            return i;
        };
        const auto isGone = [&](const Node &member) {
            return std::none_of(after.children.begin(), after.children.end(),
                                [&](const Node &other) { return other.key == member.key; });
        };
        // What has gone is told where it stood.
        std::size_t next = 0;
        const auto tellGone = [&](std::size_t upTo) {
            for (; next < upTo; ++next) {
                if (isGone(before.children[next]))
                    one(before.children[next], CodeRow::Change::Removed, path, depth, false);
            }
        };
        for (std::size_t i = 0; i < after.children.size(); ++i) {
            const Node &member = after.children[i];
            const bool last = i + 1 == after.children.size();
            const QString inside = path + QLatin1Char('/') + toQString(member.key).remove(QLatin1Char('"'));
            const std::size_t found = find(member.key);
            if (found == before.children.size()) {
                one(member, CodeRow::Change::Added, inside, depth, last);
                continue;
            }
            used[found] = true;
            tellGone(found);
            both(before.children[found], member, inside, depth, last);
        }
        tellGone(before.children.size());
    }

    void elements(const Node &before, const Node &after, const QString &path, int depth)
    {
        const std::size_t count = std::max(before.children.size(), after.children.size());
        for (std::size_t i = 0; i < count; ++i) {
            const QString inside = path + QLatin1Char('/') + QString::number(i);
            const bool last = i + 1 == after.children.size();
            if (i >= after.children.size())
                one(before.children[i], CodeRow::Change::Removed, inside, depth, i + 1 == count);
            else if (i >= before.children.size())
                one(after.children[i], CodeRow::Change::Added, inside, depth, last);
            else
                both(before.children[i], after.children[i], inside, depth, last);
        }
    }

    void opened(const Node &node, const QString &path, int depth)
    {
        CodeRow row = line(node, CodeRow::Change::None, depth);
        row.spans.push_back({CodeSpan::Kind::Punctuation, QString(QLatin1Char(node.open))});
        if (m_unfolded.contains(path))
            row.fold = path;
        finish(std::move(row), true);
    }

    void closed(const Node &node, CodeRow::Change change, int depth, bool last)
    {
        CodeRow row;
        row.change = change;
        row.indent = 2 * depth;
        row.spans.push_back(
            {CodeSpan::Kind::Punctuation, QString(QLatin1Char(node.open == '{' ? '}' : ']'))});
        finish(std::move(row), last);
    }

    void folded(const Node &node, const QString &path, int depth, bool last)
    {
        CodeRow row = line(node, CodeRow::Change::None, depth);
        row.spans.push_back({CodeSpan::Kind::Punctuation,
                             node.open == '{' ? QString::fromUtf8("{ \xE2\x80\xA6 }")
                                              : QString::fromUtf8("[ \xE2\x80\xA6 ]")});
        row.fold = path;
        finish(std::move(row), last);
    }

    CodeRow line(const Node &node, CodeRow::Change change, int depth)
    {
        CodeRow row;
        row.change = change;
        row.indent = 2 * depth;
        if (!node.key.empty()) {
            row.spans.push_back({CodeSpan::Kind::Key, toQString(node.key)});
            row.spans.push_back({CodeSpan::Kind::Punctuation, QStringLiteral(": ")});
        }
        return row;
    }

    void finish(CodeRow row, bool last)
    {
        if (!last)
            row.spans.push_back({CodeSpan::Kind::Punctuation, QStringLiteral(",")});
        if (row.change != CodeRow::Change::Removed)
            row.number = ++m_number;
        m_diff.rows.push_back(std::move(row));
    }

    JsonDiff &m_diff;
    const QSet<QString> &m_unfolded;
    int m_number = 0;
};

QString escaped(char byte)
{
    return QStringLiteral("\\x%1").arg(static_cast<int>(static_cast<unsigned char>(byte)), 2, 16,
                                       QLatin1Char('0'));
}

} // namespace

JsonDiff diffJson(std::string_view before, std::string_view after, const QSet<QString> &unfolded)
{
    JsonDiff diff;
    if (before.size() > kMostBytes || after.size() > kMostBytes)
        return diff;
    const auto now = parse(after);
    const auto then = before.empty() ? now : parse(before);
    if (!now || !then)
        return diff;
    diff.valid = true;
    Writer(diff, unfolded).both(*then, *now, {}, 0, true);
    return diff;
}

std::vector<CodeRow> hexRows(std::string_view bytes, std::size_t maxBytes)
{
    std::vector<CodeRow> rows;
    bytes = bytes.substr(0, maxBytes);
    for (std::size_t at = 0; at < bytes.size(); at += 8) {
        QString hex;
        QString text;
        for (const char byte : bytes.substr(at, 8)) {
            const auto value = static_cast<unsigned char>(byte);
            hex += QStringLiteral("%1 ").arg(static_cast<int>(value), 2, 16, QLatin1Char('0'));
            text += value >= 0x20 && value < 0x7f ? QLatin1Char(byte) : QLatin1Char('.');
        }
        CodeRow row;
        row.spans.push_back(
            {CodeSpan::Kind::Punctuation,
             QStringLiteral("%1  ").arg(static_cast<qulonglong>(at), 4, 16, QLatin1Char('0'))});
        row.spans.push_back({CodeSpan::Kind::Plain, hex.leftJustified(25)});
        row.spans.push_back({CodeSpan::Kind::Text, text});
        rows.push_back(std::move(row));
    }
    return rows;
}

std::vector<CodeRow> textRows(std::string_view bytes, int columns, std::size_t maxBytes)
{
    std::vector<CodeRow> rows;
    QString line;
    const auto endLine = [&] {
        CodeRow row;
        row.number = static_cast<int>(rows.size()) + 1;
        row.spans.push_back({CodeSpan::Kind::Plain, std::exchange(line, {})});
        rows.push_back(std::move(row));
    };
    bytes = bytes.substr(0, maxBytes);
    for (std::size_t at = 0; at < bytes.size();) {
        // One character: as many bytes as make valid UTF-8.
        std::size_t size = 1;
        QString character;
        for (; size <= 4 && at + size <= bytes.size(); ++size) {
            QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
            character = decoder.decode(QByteArrayView(bytes.data() + at, static_cast<qsizetype>(size)));
            if (!decoder.hasError())
                break;
            character.clear();
        }
        if (character.isEmpty()) {
            size = 1;
            character = escaped(bytes[at]);
        } else if (character == QLatin1String("\n")) {
            character.clear();
            endLine();
        } else if (!character[0].isPrint() && character.size() == 1) {
            character = escaped(bytes[at]);
        }
        at += size;
        if (line.size() + character.size() > columns)
            endLine();
        line += character;
    }
    if (!line.isEmpty())
        endLine();
    return rows;
}

} // namespace pk::gui
