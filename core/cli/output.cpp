#include "cli/output.h"

#include "cli/exit_codes.h"

#include <QCoreApplication>

#include <atomic>
#include <cstdio>
#include <cstdlib>

namespace pk::cli {

static std::atomic<bool> outIsIncomplete = false;

static bool print(std::FILE *file, const QString &line)
{
    const QByteArray bytes = line.toUtf8() + '\n';
    const auto size = static_cast<std::size_t>(bytes.size());
    return std::fwrite(bytes.constData(), 1, size, file) == size && std::fflush(file) == 0;
}

void printOut(const QString &line)
{
    if (!print(stdout, line))
        outIsIncomplete = true;
}
void printError(const QString &line)
{
    (void)print(stderr, line);
}

int fail(const Error &error)
{
    printError(error.toString());
    return exitCodeFor(error);
}

int withCheckedOutput(int exitCode)
{
    if (!outIsIncomplete)
        return exitCode;
    printError(QCoreApplication::translate("cli",
                                           "Standard output could not be written: what was to be printed "
                                           "there is not complete. Is its disk full?"));
    return exitCode == Done ? NoEnvironment : exitCode;
}

void leave(int exitCode)
{
    const int code = withCheckedOutput(exitCode);
    std::fflush(nullptr);
    std::_Exit(code);
}

} // namespace pk::cli
