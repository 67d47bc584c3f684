#include "cli/cli.h"

#include "cli/exit_codes.h"
#include "cli/output.h"
#include "cli/subcommands.h"

#include <QCoreApplication>

#include <algorithm>
#include <vector>

namespace pk::cli {

namespace {

constexpr Subcommand kSubcommands[] = {
    {"run", QT_TRANSLATE_NOOP("cli", "Runs the whole pipeline to the end, verifies and reports."), &runRun},
    {"worker", QT_TRANSLATE_NOOP("cli", "Runs one stage as a process."), &runWorkerCommand},
    {"broker", QT_TRANSLATE_NOOP("cli", "Runs the embedded Kafka cluster for other programs."), &runBroker},
    {"kampus",
     QT_TRANSLATE_NOOP("cli", "Keeps the campus's database and publishes its changes as Maxwell would."),
     &runKampus},
    {"api", QT_TRANSLATE_NOOP("cli", "Serves the campus's orders and activities over HTTP."), &runApi},
    {"env", QT_TRANSLATE_NOOP("cli", "Starts and ends a real Kafka on this machine."), &runEnv},
    {"doctor", QT_TRANSLATE_NOOP("cli", "Says what is installed, what is missing and how to install it."),
     &runDoctor},
};

QString overview(const std::vector<Subcommand> &subcommands)
{
    QString text = QCoreApplication::translate("cli", "Usage: pelatihan-kafka SUBCOMMAND [options]")
        + QStringLiteral("\n\n");
    for (const Subcommand &subcommand : subcommands)
        text += QStringLiteral("  %1%2\n")
                    .arg(QLatin1String(subcommand.name), -10)
                    .arg(QCoreApplication::translate("cli", subcommand.summary));
    return text + u'\n'
        + QCoreApplication::translate("cli",
                                      "Each has its own --help. --version shows the program's version.");
}

} // namespace

static int runSubcommand(const QStringList &arguments, std::span<const Subcommand> more)
{
    std::vector<Subcommand> subcommands(std::begin(kSubcommands), std::end(kSubcommands));
    subcommands.insert(subcommands.end(), more.begin(), more.end());
    const QString name = arguments.value(1);
    if (name == QStringLiteral("--help") || name == QStringLiteral("-h")) {
        printOut(overview(subcommands));
        return Done;
    }
    if (name == QStringLiteral("--version")) {
        printOut(QStringLiteral("pelatihan-kafka " PK_VERSION));
        return Done;
    }
    const auto found = std::find_if(subcommands.begin(), subcommands.end(),
                                    [&](const Subcommand &s) { return QLatin1String(s.name) == name; });
    if (found != subcommands.end())
        return found->function(arguments.mid(1));
    printError((name.isEmpty() ? QCoreApplication::translate("cli", "No subcommand was given.")
                               : QCoreApplication::translate("cli", "There is no subcommand %1.").arg(name))
               + u' ' + QCoreApplication::translate("cli", "See: pelatihan-kafka --help"));
    return UsageError;
}

int run(const QStringList &arguments, std::span<const Subcommand> more)
{
    return withCheckedOutput(runSubcommand(arguments, more));
}

} // namespace pk::cli
