#include "base/json_reader.h"

#include "base/plain_words.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>

#include <cmath>

namespace pk {

namespace {

QString describe(const QJsonValue &value)
{
    switch (value.type()) {
    case QJsonValue::Null:
        return QStringLiteral("null");
    case QJsonValue::Bool:
        return value.toBool() ? QStringLiteral("true") : QStringLiteral("false");
    case QJsonValue::Double:
        return QString::number(value.toDouble(), 'g', 15);
    case QJsonValue::String:
        return QLatin1Char('"') + value.toString().left(40) + QLatin1Char('"');
    case QJsonValue::Array:
        return QCoreApplication::translate("base", "an array");
    case QJsonValue::Object:
        return QCoreApplication::translate("base", "an object");
    case QJsonValue::Undefined:
        break;
    }
    return QCoreApplication::translate("base", "nothing");
}

} // namespace

Result<JsonFile> JsonFile::parse(const QByteArray &json, const QString &origin)
{
    Result<JsonSourceMap> places = JsonSourceMap::scan(json, origin);
    if (!places)
        return std::move(places).error();
    JsonFile file(std::move(places).value());
    QJsonParseError problem;
    const QJsonDocument document = QJsonDocument::fromJson(json, &problem);
    if (problem.error != QJsonParseError::NoError)
        return Error{ErrorCode::BadInput, jsonProblem(problem), file.m_places.at(file.m_places.value({}))};
    file.m_root = document.isObject() ? QJsonValue(document.object()) : QJsonValue(document.array());
    return file;
}

JsonObjectReader JsonFile::root()
{
    if (!m_root.isObject())
        fail(m_places.value({}),
             QCoreApplication::translate("base", "The file must hold one JSON object at its top."));
    return JsonObjectReader(*this, {}, m_root);
}

void JsonFile::fail(const JsonSourceMap::Place &place, const QString &message)
{
    fail(Error{ErrorCode::BadInput, message, m_places.at(place)});
}

void JsonFile::fail(Error error)
{
    if (!m_error)
        m_error = std::move(error);
}

JsonObjectReader::JsonObjectReader(JsonFile &file, QString pointer, const QJsonValue &value)
    : m_file(&file)
    , m_pointer(std::move(pointer))
    , m_object(value.toObject())
{
}

QJsonValue JsonObjectReader::take(QStringView key, bool required)
{
    m_known.append(key.toString());
    const QJsonValue value = m_object.value(key);
    if (value.isUndefined() && required)
        fail(key, QCoreApplication::translate("base", "The key \"%1\" is missing here. Add it.").arg(key));
    return value;
}

void JsonObjectReader::wrongType(QStringView key, const QString &expected, const QJsonValue &found)
{
    fail(key,
         QCoreApplication::translate("base", "The value of \"%1\" must be %2, but here stands %3.")
             .arg(key.toString(), expected, describe(found)));
}

QString JsonObjectReader::text(QStringView key, std::optional<QString> fallback)
{
    const QJsonValue value = take(key, !fallback);
    if (value.isString())
        return value.toString();
    if (!value.isUndefined())
        wrongType(key, QCoreApplication::translate("base", "a text"), value);
    return fallback.value_or(QString());
}

QString JsonObjectReader::oneOf(QStringView key, const QStringList &allowed, std::optional<QString> fallback)
{
    const QString chosen = text(key, std::move(fallback));
    if (!allowed.contains(chosen) && has(key)) {
        wrongType(key,
                  QCoreApplication::translate("base", "one of %1").arg(allowed.join(QLatin1String(", "))),
                  m_object.value(key));
        return allowed.front();
    }
    return chosen;
}

qint64 JsonObjectReader::integer(QStringView key, qint64 least, qint64 most, std::optional<qint64> fallback)
{
    const QJsonValue value = take(key, !fallback);
    if (value.isUndefined())
        return fallback.value_or(least);
    const double number = value.toDouble();
    if (value.isDouble() && std::floor(number) == number && number >= static_cast<double>(least)
        && number <= static_cast<double>(most))
        return value.toInteger();
    wrongType(key, QCoreApplication::translate("base", "a whole number from %1 to %2").arg(least).arg(most),
              value);
    return fallback.value_or(least);
}

qint64 JsonObjectReader::decimal(QStringView key, int decimals, std::optional<qint64> fallback)
{
    const QJsonValue value = take(key, !fallback);
    if (value.isUndefined())
        return fallback.value_or(0);
    const double scaled = value.toDouble() * std::pow(10.0, decimals);
    const double rounded = std::round(scaled);
    // The double nearest to a decimal of this size is off by far less than a millionth of its last digit.
    if (value.isDouble() && std::abs(scaled) < 1e15
        && std::abs(scaled - rounded) <= 1e-6 * std::max(1.0, std::abs(scaled) * 1e-6))
        return static_cast<qint64>(rounded);
    wrongType(key, QCoreApplication::translate("base", "a number with at most %1 decimals").arg(decimals),
              value);
    return fallback.value_or(0);
}

bool JsonObjectReader::boolean(QStringView key, std::optional<bool> fallback)
{
    const QJsonValue value = take(key, !fallback);
    if (value.isBool())
        return value.toBool();
    if (!value.isUndefined())
        wrongType(key, QCoreApplication::translate("base", "true or false"), value);
    return fallback.value_or(false);
}

QStringList JsonObjectReader::texts(QStringView key)
{
    const QJsonValue value = take(key, false);
    QStringList list;
    if (!value.isArray() && !value.isUndefined())
        wrongType(key, QCoreApplication::translate("base", "an array of texts"), value);
    const QJsonArray array = value.toArray();
    for (qsizetype i = 0; i < array.size(); ++i) {
        if (array.at(i).isString())
            list.append(array.at(i).toString());
        else
            failAt(key, i,
                   QCoreApplication::translate("base", "The array \"%1\" must hold only texts.").arg(key));
    }
    return list;
}

std::vector<JsonObjectReader> JsonObjectReader::objects(QStringView key)
{
    const QJsonValue value = take(key, false);
    std::vector<JsonObjectReader> list;
    if (!value.isArray() && !value.isUndefined())
        wrongType(key, QCoreApplication::translate("base", "an array of objects"), value);
    const QJsonArray array = value.toArray();
    for (qsizetype i = 0; i < array.size(); ++i) {
        if (!array.at(i).isObject())
            failAt(key, i,
                   QCoreApplication::translate("base", "The array \"%1\" must hold only objects.").arg(key));
        const QString pointer =
            JsonSourceMap::child(JsonSourceMap::child(m_pointer, key.toString()), QString::number(i));
        list.push_back(JsonObjectReader(*m_file, pointer, array.at(i)));
    }
    return list;
}

JsonObjectReader JsonObjectReader::object(QStringView key)
{
    const QJsonValue value = take(key, true);
    if (!value.isObject() && !value.isUndefined())
        wrongType(key, QCoreApplication::translate("base", "an object"), value);
    return JsonObjectReader(*m_file, JsonSourceMap::child(m_pointer, key.toString()), value);
}

QJsonValue JsonObjectReader::value(QStringView key)
{
    return take(key, false);
}

void JsonObjectReader::finish()
{
    for (auto member = m_object.constBegin(); member != m_object.constEnd(); ++member) {
        if (m_known.contains(member.key()))
            continue;
        m_known.removeDuplicates();
        m_file->fail(m_file->places().key(JsonSourceMap::child(m_pointer, member.key())),
                     QCoreApplication::translate("base", "The key \"%1\" is not known here. Known are: %2.")
                         .arg(member.key(), m_known.join(QLatin1String(", "))));
    }
}

void JsonObjectReader::fail(QStringView key, const QString &message)
{
    m_file->fail(
        m_file->places().value(has(key) ? JsonSourceMap::child(m_pointer, key.toString()) : m_pointer),
        message);
}

void JsonObjectReader::failAt(QStringView key, qsizetype index, const QString &message)
{
    const QString pointer =
        JsonSourceMap::child(JsonSourceMap::child(m_pointer, key.toString()), QString::number(index));
    m_file->fail(m_file->places().value(pointer), message);
}

} // namespace pk
