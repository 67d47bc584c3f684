#include "cli/profile_choice.h"

#include "cli/output.h"
#include "cli/pipeline_arguments.h"
#include "environment/compose.h"

#include <QCoreApplication>

#include <cstdio>
#include <string>
#include <termios.h>
#include <unistd.h>

namespace pk::cli {

using environment::Profile;

Result<void> checkServers(const CommandLine &line, const QString &option)
{
    if (!line.isSet(option))
        return {};
    for (const QString &server : line.value(option).split(u',')) {
        if (!environment::isServer(server.trimmed()))
            return line.wrongValue(
                option,
                QCoreApplication::translate("cli", "\"%1\" is no server. Write HOST:PORT.").arg(server));
    }
    return {};
}

Result<std::optional<Profile>> readProfile(const CommandLine &line)
{
    if (auto sound = checkServers(line, QStringLiteral("bootstrap")); !sound)
        return sound.error();
    const QString name = line.value(QStringLiteral("env"));
    if (name.isEmpty() || environment::isReservedName(name))
        return std::optional<Profile>();
    const auto data = dataFolder();
    if (!data)
        return data.error();
    auto profile = environment::ProfileStore(*data).load(name);
    if (!profile)
        return profile.error().code == ErrorCode::NotFound
            ? line.wrongValue(QStringLiteral("env"), profile.error().message)
            : profile.error();
    return std::optional<Profile>(std::move(*profile));
}

Result<std::optional<Profile>> readProfileOrCompose(const CommandLine &line)
{
    auto profile = readProfile(line);
    if (!profile)
        return profile;
    const QString name = line.value(QStringLiteral("env"));
    if (name == QStringLiteral("custom") && line.isSet(QStringLiteral("bootstrap")))
        return profile; // the same in more words
    if (!*profile && !name.isEmpty() && name != QStringLiteral("compose"))
        return line.wrongValue(QStringLiteral("env"),
                               QCoreApplication::translate("cli",
                                                           "Name a profile or compose; any other broker by "
                                                           "--bootstrap HOST:PORT."));
    if (!name.isEmpty() && line.isSet(QStringLiteral("bootstrap")))
        return line.wrongValue(
            QStringLiteral("bootstrap"),
            QCoreApplication::translate("cli", "--env %1 has addresses of its own: leave --bootstrap out.")
                .arg(name));
    return profile;
}

Result<broker::ClusterAccess> accessTo(const CommandLine &line, const std::optional<Profile> &profile)
{
    if (!profile && line.value(QStringLiteral("env")) == QStringLiteral("compose")) {
        const auto file = environment::findComposeFile();
        return file
            ? Result<broker::ClusterAccess>(broker::ClusterAccess{environment::composeBootstrap(*file)})
            : file.error();
    }
    if (!profile)
        return broker::ClusterAccess{line.value(QStringLiteral("bootstrap")).toStdString()};
    const auto secrets = environment::findSecrets(*profile, &askForWanted);
    if (!secrets)
        return secrets.error();
    if (!secrets->warehouse.isEmpty())
        qputenv("PK_WAREHOUSE_PASSWORD", secrets->warehouse.toUtf8());
    return environment::accessOf(*profile, *secrets);
}

std::optional<QString> askForSecret(const QString &whose)
{
    termios before = {};
    if (isatty(STDIN_FILENO) == 0 || tcgetattr(STDIN_FILENO, &before) != 0)
        return std::nullopt;
    std::fputs(qUtf8Printable(QCoreApplication::translate("cli", "Password of %1: ").arg(whose)), stderr);
    termios silent = before;
    silent.c_lflag &= ~static_cast<tcflag_t>(ECHO);
    tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent);
    std::string typed;
    for (int c = std::getchar(); c != EOF && c != '\n'; c = std::getchar())
        typed.push_back(static_cast<char>(c));
    tcsetattr(STDIN_FILENO, TCSAFLUSH, &before);
    std::fputs("\n", stderr);
    return typed.empty() ? std::nullopt : std::optional<QString>(QString::fromStdString(typed));
}

std::optional<QString> askForWanted(const environment::WantedSecret &secret)
{
    return askForSecret(environment::whoseSecret(secret));
}

} // namespace pk::cli
