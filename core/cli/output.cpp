#include "cli/output.h"

#include "cli/exit_codes.h"

#include <cstdio>
#include <cstdlib>

namespace pk::cli {

static void print(std::FILE *file, const QString &line)
{
    const QByteArray bytes = line.toUtf8() + '\n';
    std::fwrite(bytes.constData(), 1, static_cast<std::size_t>(bytes.size()), file);
    std::fflush(file);
}

void printOut(const QString &line)
{
    print(stdout, line);
}
void printError(const QString &line)
{
    print(stderr, line);
}

int fail(const Error &error)
{
    printError(error.toString());
    return exitCodeFor(error);
}

void leave(int exitCode)
{
    std::fflush(nullptr);
    std::_Exit(exitCode);
}

} // namespace pk::cli
