#pragma once

// The Maxwells of a test.

#include <QDir>
#include <QFile>
#include <QList>

#include <unistd.h>

namespace pk::test {

/// Process ids of the Maxwells that this process has started.
inline QList<int> maxwells()
{
    QList<int> found;
    for (const QString &id : QDir(QStringLiteral("/proc")).entryList({QStringLiteral("[0-9]*")})) {
        const auto read = [&id](const char *name) {
            QFile file(QStringLiteral("/proc/%1/%2").arg(id, QLatin1String(name)));
            return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
        };
        const int parent = read("stat").split(')').last().trimmed().split(' ').value(1).toInt();
        if (parent == static_cast<int>(getpid())
            && read("cmdline").split('\0').contains("com.zendesk.maxwell.Maxwell"))
            found << id.toInt();
    }
    return found;
}

} // namespace pk::test
