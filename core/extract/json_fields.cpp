#include "extract/json_fields.h"

#include "base/plain_words.h"

#include <QCoreApplication>
#include <QFile>
#include <QJsonDocument>

#include <algorithm>
#include <cmath>

namespace pk::extract {

void JsonProblems::add(const QString &pointer, const QString &expected)
{
    if (m_first)
        return;
    m_first = Error{ErrorCode::BadInput,
                    QCoreApplication::translate("extract", "%1 cannot be used: at %2, expected %3.")
                        .arg(m_origin, pointer, expected),
                    m_origin + QLatin1Char('#') + pointer};
}

std::string JsonFields::text(const char *key) const
{
    const QJsonValue found = value(key);
    if (!found.isString() || found.toString().isEmpty())
        fail(key, QCoreApplication::translate("extract", "a text that is not empty"));
    return found.toString().toStdString();
}

std::string JsonFields::textOr(const char *key, std::string_view fallback) const
{
    return has(key) ? text(key) : std::string(fallback);
}

std::int64_t JsonFields::integer(const char *key, std::int64_t min, std::int64_t max) const
{
    const QJsonValue found = value(key);
    const double number = found.toDouble();
    if (found.isDouble() && std::floor(number) == number && number >= static_cast<double>(min)
        && number <= static_cast<double>(max))
        return static_cast<std::int64_t>(number);
    fail(key, QCoreApplication::translate("extract", "a whole number from %1 to %2").arg(min).arg(max));
    return min;
}

std::vector<std::string> JsonFields::texts(const char *key, int min) const
{
    const QJsonValue found = value(key);
    const QJsonArray array = found.toArray();
    std::vector<std::string> list;
    for (const QJsonValue &entry : array)
        list.push_back(entry.toString().toStdString());
    if (!found.isArray() || array.size() < min
        || std::any_of(list.begin(), list.end(), [](const std::string &text) { return text.empty(); }))
        fail(key,
             QCoreApplication::translate("extract", "a list of at least %1 texts that are not empty")
                 .arg(min));
    return list;
}

std::vector<JsonFields> JsonFields::objects(const char *key, int min) const
{
    const QJsonValue found = value(key);
    const QJsonArray array = found.toArray();
    std::vector<JsonFields> list;
    for (qsizetype i = 0; i < array.size(); ++i) {
        const QString at = pointer(key) + QLatin1Char('/') + QString::number(i);
        if (!array.at(i).isObject())
            m_problems->add(at, QCoreApplication::translate("extract", "an object"));
        list.emplace_back(array.at(i).toObject(), at, *m_problems);
    }
    if (!found.isArray() || array.size() < min)
        fail(key, QCoreApplication::translate("extract", "a list of at least %1 objects").arg(min));
    return list;
}

void JsonFields::allowOnly(std::initializer_list<const char *> keys) const
{
    for (const QString &present : m_object.keys()) {
        const bool known = std::any_of(keys.begin(), keys.end(),
                                       [&](const char *key) { return present == QLatin1String(key); });
        if (known)
            continue;
        QStringList names;
        for (const char *key : keys)
            names.append(QLatin1String(key));
        m_problems->add(m_pointer + QLatin1Char('/') + present,
                        QCoreApplication::translate("extract", "only these keys: %1")
                            .arg(names.join(QLatin1String(", "))));
    }
}

Result<QJsonObject> parseJsonObject(const QByteArray &json, const QString &origin)
{
    QJsonParseError problem;
    const QJsonDocument document = QJsonDocument::fromJson(json, &problem);
    if (problem.error != QJsonParseError::NoError) {
        const auto line = json.left(problem.offset).count('\n') + 1;
        return Error{ErrorCode::BadInput,
                     QCoreApplication::translate("extract", "%1 is not valid JSON at line %2: %3.")
                         .arg(origin)
                         .arg(line)
                         .arg(jsonProblem(problem)),
                     origin + QLatin1Char(':') + QString::number(line)};
    }
    if (!document.isObject())
        return Error{ErrorCode::BadInput,
                     QCoreApplication::translate("extract", "%1 must hold one JSON object.").arg(origin),
                     origin};
    return document.object();
}

Result<QByteArray> readFileBytes(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return Error{
            file.exists() ? ErrorCode::BadInput : ErrorCode::NotFound,
            QCoreApplication::translate("extract", "%1 cannot be read: %2. Check the path and try again.")
                .arg(path, fileProblem(file)),
            path};
    return file.readAll();
}

Result<QJsonObject> readJsonObject(const QString &path)
{
    const Result<QByteArray> bytes = readFileBytes(path);
    if (!bytes)
        return bytes.error();
    return parseJsonObject(*bytes, path);
}

} // namespace pk::extract
