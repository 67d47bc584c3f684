#include "pages/messages/message_text.h"

#include "base/json_text.h"
#include "base/json_utf8.h"
#include "bridge/text.h"

#include <QByteArray>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonValue>

#include <algorithm>

namespace pk::gui {

namespace {

QByteArray bytesOf(std::string_view text)
{
    return QByteArray(text.data(), static_cast<qsizetype>(text.size()));
}

bool isUtf8(std::string_view bytes)
{
    return firstInvalidUtf8(bytes) == std::string_view::npos;
}

bool isJson(std::string_view text)
{
    return formatJson(text).valid;
}

/// A JSON string with its quotes.
QByteArray quoted(std::string_view text)
{
    const QByteArray array =
        QJsonDocument(QJsonArray{QJsonValue(toQString(text))}).toJson(QJsonDocument::Compact);
    return array.mid(1, array.size() - 2);
}

/// `"name":"text"`, or `"name_base64":"…"` when it is no text.
QByteArray member(const char *name, std::string_view bytes)
{
    if (isUtf8(bytes))
        return '"' + QByteArray(name) + "\":" + quoted(bytes);
    return '"' + QByteArray(name) + "_base64\":\"" + bytesOf(bytes).toBase64() + '"';
}

} // namespace

QString messageAsJson(const FullMessage &message, std::string_view topic)
{
    QByteArray json = "{\"topic\":" + quoted(topic)
        + ",\"partition\":" + QByteArray::number(message.partition)
        + ",\"offset\":" + QByteArray::number(static_cast<qlonglong>(message.offset))
        + ",\"timestamp\":" + QByteArray::number(static_cast<qlonglong>(message.timestampMs)) + ',';
    json += message.hasKey ? member("key", message.key) : QByteArray("\"key\":null");
    json += ",\"headers\":[";
    for (std::size_t i = 0; i < message.headers.size(); ++i) {
        const auto &[name, value] = message.headers[i];
        json += (i > 0 ? ",{" : "{") + ("\"name\":" + quoted(name)) + ',' + member("value", value) + '}';
    }
    json += "],";
    if (!message.hasValue)
        json += "\"value\":null";
    else if (isJson(message.value))
        json += "\"value\":" + bytesOf(message.value);
    else
        json += member("value", message.value);
    json += '}';
    return toQString(
        formatJson(std::string_view(json.constData(), static_cast<std::size_t>(json.size()))).text);
}

QString hexDump(std::string_view bytes, std::size_t most)
{
    constexpr std::size_t wide = 16;
    const std::size_t shown = std::min(bytes.size(), most);
    QString text;
    for (std::size_t at = 0; at < shown; at += wide) {
        QString hex;
        QString plain;
        for (std::size_t i = at; i < at + wide; ++i) {
            if (i >= shown) {
                hex += QStringLiteral("   ");
                continue;
            }
            const auto byte = static_cast<unsigned char>(bytes[i]);
            hex += QStringLiteral("%1 ").arg(byte, 2, 16, QLatin1Char('0'));
            plain += byte >= 0x20 && byte < 0x7f ? QLatin1Char(static_cast<char>(byte)) : QLatin1Char('.');
        }
        text += QStringLiteral("%1  %2 %3\n").arg(at, 6, 16, QLatin1Char('0')).arg(hex, plain);
    }
    return text;
}

} // namespace pk::gui
