#pragma once

// Reads a configuration object key by key and remembers the first thing that is wrong, with its JSON pointer
// and with what was expected there. So a reader asks for all its fields in a row and checks once at the end.
//
// Thread: a value used by one thread.
// Errors: collected in JsonProblems; what a failed read returns is a harmless default.

#include "base/result.h"

#include <QByteArray>
#include <QJsonArray>
#include <QJsonObject>
#include <QString>

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <vector>

namespace pk::extract {

class JsonProblems
{
public:
    explicit JsonProblems(QString origin)
        : m_origin(std::move(origin))
    {
    }
    /// `expected` completes the sentence "at <pointer>, expected …".
    void add(const QString &pointer, const QString &expected);
    const std::optional<Error> &first() const { return m_first; }

private:
    QString m_origin;
    std::optional<Error> m_first;
};

class JsonFields
{
public:
    /// `problems` must outlive the object.
    JsonFields(QJsonObject object, QString pointer, JsonProblems &problems)
        : m_object(std::move(object))
        , m_pointer(std::move(pointer))
        , m_problems(&problems)
    {
    }

    bool has(const char *key) const { return m_object.contains(QLatin1String(key)); }
    QJsonValue value(const char *key) const { return m_object.value(QLatin1String(key)); }
    /// A non-empty text.
    std::string text(const char *key) const;
    std::string textOr(const char *key, std::string_view fallback) const;
    std::int64_t integer(const char *key, std::int64_t min, std::int64_t max) const;
    /// A list of at least `min` non-empty texts.
    std::vector<std::string> texts(const char *key, int min = 1) const;
    /// A list of at least `min` objects.
    std::vector<JsonFields> objects(const char *key, int min = 1) const;
    /// Reports every key that is not one of these.
    void allowOnly(std::initializer_list<const char *> keys) const;

    QString pointer(const char *key) const { return m_pointer + QLatin1Char('/') + QLatin1String(key); }
    void fail(const char *key, const QString &expected) const { m_problems->add(pointer(key), expected); }

private:
    QJsonObject m_object;
    QString m_pointer;
    JsonProblems *m_problems;
};

/// The whole of a small file.
Result<QByteArray> readFileBytes(const QString &path);
/// Opens and parses a JSON file whose top is an object.
Result<QJsonObject> readJsonObject(const QString &path);
/// The same from bytes; `origin` names them in errors.
Result<QJsonObject> parseJsonObject(const QByteArray &json, const QString &origin);

} // namespace pk::extract
