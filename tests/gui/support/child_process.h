#pragma once

// The embedded broker's process, found from outside.

#include <QDir>
#include <QFile>

namespace pk::test {

/// The process id of the first child of `of`, of ours without it; 0 when there is none.
inline qint64 brokerPid(qint64 of = 0)
{
    const QString self =
        QStringLiteral("/proc/%1/task").arg(of > 0 ? QString::number(of) : QStringLiteral("self"));
    for (const QString &task : QDir(self).entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
        QFile children(self + QLatin1Char('/') + task + QStringLiteral("/children"));
        if (!children.open(QIODevice::ReadOnly))
            continue;
        if (const QByteArray pid = children.readAll().simplified().split(' ').first(); !pid.isEmpty())
            return pid.toLongLong();
    }
    return 0;
}

} // namespace pk::test
