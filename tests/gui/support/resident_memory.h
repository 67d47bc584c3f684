#pragma once

// What this process holds in memory at the moment.

#include <QFile>

namespace pk::test {

/// MiB; 0 where the system does not say.
inline std::int64_t residentMb()
{
    QFile file(QStringLiteral("/proc/self/status"));
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    for (const QByteArray &line : file.readAll().split('\n')) {
        if (line.startsWith("VmRSS:"))
            return line.mid(6).trimmed().split(' ').first().toLongLong() / 1024;
    }
    return 0;
}

} // namespace pk::test
