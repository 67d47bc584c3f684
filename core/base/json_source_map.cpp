#include "base/json_source_map.h"

#include "base/json_utf8.h"

#include <QCoreApplication>
#include <QSet>

#include <rapidjson/error/en.h>
#include <rapidjson/memorystream.h>
#include <rapidjson/reader.h>

#include <algorithm>
#include <optional>
#include <string_view>

namespace pk {

namespace {

using Place = JsonSourceMap::Place;

/// Byte offsets to lines and columns.
class Lines
{
public:
    explicit Lines(std::string_view text)
        : m_text(text)
    {
        for (std::size_t i = 0; i < text.size(); ++i) {
            if (text[i] == '\n')
                m_starts.push_back(i + 1);
        }
    }

    Place place(std::size_t offset) const
    {
        const auto next = std::upper_bound(m_starts.begin(), m_starts.end(), offset);
        const std::size_t start = *(next - 1);
        const auto isCharacter = [](char c) { return (static_cast<unsigned char>(c) & 0xc0U) != 0x80; };
        const auto characters =
            std::count_if(m_text.begin() + static_cast<std::ptrdiff_t>(start),
                          m_text.begin() + static_cast<std::ptrdiff_t>(offset), isCharacter);
        return {static_cast<int>(next - m_starts.begin()), static_cast<int>(characters) + 1};
    }

private:
    std::string_view m_text;
    std::vector<std::size_t> m_starts{0};
};

/// Follows the reader and notes, for every value and key, the offset of its first byte. The reader reports a
/// token when it is behind it; the first byte is the next one after the previous token that is no separator.
class Handler
{
public:
    static constexpr std::size_t maxDepth = 64;

    struct Found
    {
        QString pointer;
        std::size_t value;
        std::size_t key;
    };

    Handler(std::string_view text, const rapidjson::MemoryStream &stream)
        : m_text(text)
        , m_stream(stream)
    {
    }

    bool Null() { return scalar(); }
    bool Bool(bool) { return scalar(); }
    bool Int(int) { return scalar(); }
    bool Uint(unsigned) { return scalar(); }
    bool Int64(std::int64_t) { return scalar(); }
    bool Uint64(std::uint64_t) { return scalar(); }
    bool Double(double) { return scalar(); }
    bool RawNumber(const char *, rapidjson::SizeType, bool) { return scalar(); }
    bool String(const char *, rapidjson::SizeType, bool) { return scalar(); }
    bool StartObject() { return open(); }
    bool StartArray() { return open(); }
    bool EndObject(rapidjson::SizeType) { return close(); }
    bool EndArray(rapidjson::SizeType) { return close(); }

    bool Key(const char *text, rapidjson::SizeType size, bool)
    {
        m_keyAt = tokenStart();
        const QString key = QString::fromUtf8(text, static_cast<qsizetype>(size));
        Level &level = m_levels.back();
        if (level.keys.contains(key)) {
            duplicate = key;
            duplicateAt = m_keyAt;
            return false;
        }
        level.keys.insert(key);
        level.current = JsonSourceMap::child(level.pointer, key);
        level.isObject = true;
        return true;
    }

    std::vector<Found> found;
    QString duplicate;
    std::size_t duplicateAt = 0;
    std::optional<std::size_t> tooDeepAt;

private:
    struct Level
    {
        QString pointer;
        QString current; ///< of the member being read
        QSet<QString> keys;
        int index = 0;
        bool isObject = false;
    };

    std::size_t tokenStart()
    {
        const std::size_t start = m_text.find_first_not_of(" \t\r\n,:", m_behind);
        m_behind = m_stream.Tell();
        return start;
    }

    QString note()
    {
        const std::size_t start = tokenStart();
        QString pointer;
        std::size_t key = start;
        if (!m_levels.empty()) {
            Level &level = m_levels.back();
            pointer = level.isObject ? level.current
                                     : JsonSourceMap::child(level.pointer, QString::number(level.index++));
            if (level.isObject)
                key = m_keyAt;
        }
        found.push_back({pointer, start, key});
        return pointer;
    }

    bool scalar()
    {
        note();
        return true;
    }

    bool open()
    {
        Level level;
        level.pointer = note();
        m_behind = found.back().value + 1;
        if (m_levels.size() == maxDepth) {
            tooDeepAt = found.back().value;
            return false;
        }
        m_levels.push_back(std::move(level));
        return true;
    }

    bool close()
    {
        m_behind = tokenStart() + 1;
        m_levels.pop_back();
        return true;
    }

    std::string_view m_text;
    const rapidjson::MemoryStream &m_stream;
    std::vector<Level> m_levels;
    std::size_t m_behind = 0; ///< offset behind the last token
    std::size_t m_keyAt = 0;
};

QString syntaxMessage(rapidjson::ParseErrorCode code)
{
    return QCoreApplication::translate("base", "The file is not valid JSON: %1 Mend the text at this place.")
        .arg(QString::fromLatin1(rapidjson::GetParseError_En(code)));
}

} // namespace

Result<JsonSourceMap> JsonSourceMap::scan(const QByteArray &json, const QString &origin)
{
    JsonSourceMap map;
    map.m_origin = origin;
    const std::string_view text(json.constData(), static_cast<std::size_t>(json.size()));
    const Lines lines(text);
    const auto error = [&](std::size_t offset, const QString &message) {
        return Error{ErrorCode::BadInput, message, map.at(lines.place(std::min(offset, text.size())))};
    };
    if (const std::size_t bad = firstInvalidUtf8(text); bad != std::string_view::npos)
        return error(
            bad,
            QCoreApplication::translate("base", "The file is not valid UTF-8. Save it with that encoding."));

    rapidjson::MemoryStream stream(text.data(), text.size());
    Handler handler(text, stream);
    rapidjson::Reader reader;
    constexpr unsigned flags = rapidjson::kParseIterativeFlag | rapidjson::kParseNumbersAsStringsFlag;
    const rapidjson::ParseResult parsed = reader.Parse<flags>(stream, handler);
    if (!handler.duplicate.isNull())
        return error(handler.duplicateAt,
                     QCoreApplication::translate(
                         "base", "The key \"%1\" stands twice in one object. Remove one of them.")
                         .arg(handler.duplicate));
    if (handler.tooDeepAt)
        return error(
            *handler.tooDeepAt,
            QCoreApplication::translate("base", "The file nests its values more than %1 levels deep.")
                .arg(Handler::maxDepth));
    if (parsed.IsError())
        return error(parsed.Offset(), syntaxMessage(parsed.Code()));
    for (const Handler::Found &found : handler.found)
        map.m_entries.insert(found.pointer, {lines.place(found.value), lines.place(found.key)});
    return map;
}

Place JsonSourceMap::value(const QString &pointer) const
{
    const auto entry = m_entries.constFind(pointer);
    return entry != m_entries.constEnd() ? entry->value : m_entries.value(QString()).value;
}

Place JsonSourceMap::key(const QString &pointer) const
{
    const auto entry = m_entries.constFind(pointer);
    return entry != m_entries.constEnd() ? entry->key : m_entries.value(QString()).key;
}

QString JsonSourceMap::at(Place place) const
{
    return QStringLiteral("%1:%2:%3").arg(m_origin).arg(place.line).arg(place.column);
}

QString JsonSourceMap::child(const QString &parent, const QString &key)
{
    QString escaped = key;
    escaped.replace(QLatin1Char('~'), QLatin1String("~0")).replace(QLatin1Char('/'), QLatin1String("~1"));
    return parent + QLatin1Char('/') + escaped;
}

} // namespace pk
