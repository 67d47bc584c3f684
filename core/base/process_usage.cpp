#include "base/process_usage.h"

#include <QByteArray>
#include <QFile>

#include <unistd.h>

namespace pk {

static QByteArray readProc(std::int64_t pid, const QString &name)
{
    const QString process = pid > 0 ? QString::number(pid) : QStringLiteral("self");
    QFile file(QStringLiteral("/proc/%1/%2").arg(process, name));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

ProcessUsage processUsage(std::int64_t pid)
{
    ProcessUsage usage;
    const QByteArray stat = readProc(pid, QStringLiteral("stat"));
    // The program's name may hold spaces; the fields after its closing bracket do not. utime and stime are
    // the 14th and 15th of all.
    const QList<QByteArray> fields = stat.mid(stat.lastIndexOf(')') + 2).split(' ');
    if (fields.size() > 12) {
        const std::int64_t ticks = fields[11].toLongLong() + fields[12].toLongLong();
        usage.cpuUs = ticks * 1'000'000 / sysconf(_SC_CLK_TCK);
    }
    for (const QByteArray &line : readProc(pid, QStringLiteral("status")).split('\n')) {
        if (line.startsWith("VmHWM:"))
            usage.peakRssMb = line.mid(6).trimmed().split(' ').first().toLongLong() / 1024;
    }
    return usage;
}

ProcessUsage processUsage(const std::vector<std::int64_t> &pids)
{
    ProcessUsage all;
    for (const std::int64_t pid : pids) {
        const ProcessUsage one = processUsage(pid);
        all.cpuUs += one.cpuUs;
        all.peakRssMb += one.peakRssMb;
    }
    return all;
}

} // namespace pk
