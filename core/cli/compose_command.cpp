#include "cli/exit_codes.h"
#include "cli/output.h"
#include "cli/subcommands.h"
#include "environment/compose.h"

#include <QCoreApplication>
#include <QProcess>

namespace pk::cli {

int runCompose(const QString &what, qint64 lines)
{
    QStringList words;
    if (what == QStringLiteral("up"))
        words = {QStringLiteral("up"), QStringLiteral("--detach"), QStringLiteral("--build"),
                 QStringLiteral("--wait")};
    else if (what == QStringLiteral("down"))
        words = {QStringLiteral("down")};
    else if (what == QStringLiteral("status"))
        words = {QStringLiteral("ps"), QStringLiteral("--all")};
    else if (what == QStringLiteral("logs"))
        words = {QStringLiteral("logs"), QStringLiteral("--tail"), QString::number(lines)};
    else
        return fail({ErrorCode::Usage,
                     QCoreApplication::translate("cli", "\"%1\" is none of: %2.")
                         .arg(what, QStringLiteral("up, down, status, logs")),
                     {}});
    const auto file = environment::findComposeFile();
    if (!file)
        return fail(file.error());
    const auto compose = environment::findCompose(*file);
    if (!compose)
        return fail(compose.error());
    // It talks to the terminal itself, and Ctrl+C is heard by it as by us.
    QProcess process;
    process.setProcessChannelMode(QProcess::ForwardedChannels);
    process.setInputChannelMode(QProcess::ForwardedInputChannel);
    process.start(compose->program, compose->arguments + words);
    const bool ended = process.waitForFinished(-1);
    if (!ended || process.exitStatus() != QProcess::NormalExit || process.exitCode() != 0)
        return NoEnvironment;
    if (what == QStringLiteral("up")) {
        printOut(QString::fromStdString(environment::composeBootstrap(*file)));
        printError(
            QCoreApplication::translate("cli", "Send orders through it:  pelatihan-kafka run --env compose"));
        printError(
            QCoreApplication::translate("cli", "End it:                  pelatihan-kafka env down compose"));
    } else if (what == QStringLiteral("down")) {
        printError(QCoreApplication::translate("cli",
                                               "Ended. Its messages and tables are kept; docker volume rm "
                                               "pelatihankafka_kafka and so on removes them."));
    }
    return Done;
}

} // namespace pk::cli
