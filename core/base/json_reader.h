#pragma once

// Reads content files (configurations, labs, scenarios, mappings): known keys with their types, everything
// else is an error that says file, line, column and what was expected.
//
//     auto file = JsonFile::parse(bytes, path);            // syntax, UTF-8, duplicate keys
//     JsonObjectReader root = file->root();
//     const QString name = root.text(u"name");
//     const qint64 n = root.integer(u"count", 1, 100, 3);   // optional, with a default
//     root.finish();                                       // unknown keys
//     if (file->failed()) return file->error();
//
// Thread: one thread at a time. Ownership: the readers refer to their JsonFile, which must stay where it is.
// Errors: the first one is kept; after it the readers give defaults, so that loaders need no check after
// every key.

#include "base/json_source_map.h"
#include "base/result.h"

#include <QJsonObject>
#include <QStringList>

#include <optional>
#include <utility>
#include <vector>

namespace pk {

class JsonObjectReader;

class JsonFile
{
public:
    static Result<JsonFile> parse(const QByteArray &json, const QString &origin);

    /// The object at the top; an error when the file holds something else.
    JsonObjectReader root();

    /// Keeps the first error; later ones are consequences.
    void fail(const JsonSourceMap::Place &place, const QString &message);
    void fail(Error error);
    bool failed() const { return m_error.has_value(); }
    /// REQUIRES: failed()
    const Error &error() const { return *m_error; }
    const JsonSourceMap &places() const { return m_places; }

private:
    explicit JsonFile(JsonSourceMap places)
        : m_places(std::move(places))
    {
    }
    JsonSourceMap m_places;
    QJsonValue m_root;
    std::optional<Error> m_error;
};

class JsonObjectReader
{
public:
    bool has(QStringView key) const { return m_object.contains(key); }
    /// All keys of the object, sorted, for objects that are tables.
    QStringList keys() const { return m_object.keys(); }
    QString pointer() const { return m_pointer; }

    /// A getter without a default reports a missing key.
    QString text(QStringView key, std::optional<QString> fallback = {});
    QString oneOf(QStringView key, const QStringList &allowed, std::optional<QString> fallback = {});
    qint64 integer(QStringView key, qint64 least, qint64 most, std::optional<qint64> fallback = {});
    /// A number with at most `decimals` decimals, as an integer of 10^-decimals.
    qint64 decimal(QStringView key, int decimals, std::optional<qint64> fallback = {});
    bool boolean(QStringView key, std::optional<bool> fallback = {});
    /// Arrays may be missing; they are empty then.
    QStringList texts(QStringView key);
    std::vector<JsonObjectReader> objects(QStringView key);
    JsonObjectReader object(QStringView key);
    /// Any value; undefined when the key is missing.
    QJsonValue value(QStringView key);

    /// Reports keys that no getter asked for. Call it last.
    void finish();

    /// Reports an error at a key's value, at the whole object when the key is missing or empty.
    void fail(QStringView key, const QString &message);
    /// Reports an error at an element of the array at `key`.
    void failAt(QStringView key, qsizetype index, const QString &message);
    void fail(Error error) { m_file->fail(std::move(error)); }
    bool failed() const { return m_file->failed(); }

private:
    friend class JsonFile;
    JsonObjectReader(JsonFile &file, QString pointer, const QJsonValue &value);
    /// The value, undefined when the key is missing; that is reported when there is no default.
    QJsonValue take(QStringView key, bool required);
    void wrongType(QStringView key, const QString &expected, const QJsonValue &found);

    JsonFile *m_file;
    QString m_pointer;
    QJsonObject m_object;
    QStringList m_known;
};

} // namespace pk
