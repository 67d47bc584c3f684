#pragma once

// Where each value of a JSON file stands: JSON pointer (RFC 6901) to line and column. Values are read
// elsewhere (QJsonDocument); this pass gives the places for error messages, and refuses what QJsonDocument
// would silently accept: duplicate keys.
//
// Thread: a value type.
// Errors: BadInput with "origin:line:column" as context.

#include "base/result.h"

#include <QByteArray>
#include <QHash>
#include <QString>

#include <vector>

namespace pk {

class JsonSourceMap
{
public:
    struct Place
    {
        int line = 0; ///< from 1; 0 = unknown
        int column = 0; ///< from 1, in characters
    };

    static Result<JsonSourceMap> scan(const QByteArray &json, const QString &origin);

    /// Of the value; of the whole document for "" and for pointers that do not exist.
    Place value(const QString &pointer) const;
    /// Of the key that leads to the value; of the value when it is an array's element.
    Place key(const QString &pointer) const;
    /// origin:line:column
    QString at(Place place) const;

    /// `parent` extended by one step, with ~ and / escaped.
    static QString child(const QString &parent, const QString &key);

private:
    struct Entry
    {
        Place value;
        Place key;
    };
    QString m_origin;
    QHash<QString, Entry> m_entries;
};

} // namespace pk
