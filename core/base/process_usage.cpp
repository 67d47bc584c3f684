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

/// A field of /proc/PID/stat by its number in proc(5), from 3 on; zero when it cannot be read.
static std::int64_t statField(const QByteArray &stat, qsizetype number)
{
    // The program's name may hold spaces; the fields after its closing bracket do not.
    const QList<QByteArray> fields = stat.mid(stat.lastIndexOf(')') + 2).split(' ');
    return number - 3 < fields.size() ? fields[number - 3].toLongLong() : 0;
}

std::int64_t processStart(std::int64_t pid)
{
    return pid > 0 ? statField(readProc(pid, QStringLiteral("stat")), 22) : 0;
}

ProcessUsage processUsage(std::int64_t pid)
{
    ProcessUsage usage;
    const QByteArray stat = readProc(pid, QStringLiteral("stat"));
    usage.cpuUs = (statField(stat, 14) + statField(stat, 15)) * 1'000'000 / sysconf(_SC_CLK_TCK);
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
