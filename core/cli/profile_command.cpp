#include "base/interrupt.h"
#include "cli/exit_codes.h"
#include "cli/output.h"
#include "cli/pipeline_arguments.h"
#include "cli/profile_choice.h"
#include "cli/subcommands.h"
#include "environment/profile_test.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>

namespace pk::cli {

namespace {

using environment::Profile;
using environment::ProfileStore;
using Kind = broker::StepOutcome::Kind;

void declareAdd(CommandLine &line)
{
    const auto add = [&line](const char *name, const QString &what, const char *value) {
        line.addOption({QLatin1String(name), what, QString::fromUtf8(value)});
    };
    add("file",
        QCoreApplication::translate(
            "cli", "With add: a profile that somebody has written; the options below change it."),
        "FILE.json");
    add("bootstrap", QCoreApplication::translate("cli", "Addresses of the cluster."), "HOST:PORT,…");
    add("prefix",
        QCoreApplication::translate(
            "cli",
            "Stands before the names of topics, groups and transactional ids on the cluster, so "
            "that many can share one."),
        "TEXT");
    add("protocol",
        QCoreApplication::translate(
            "cli",
            "How the cluster is spoken to; without it SASL_SSL when there is a user, SSL when "
            "there is a certificate."),
        "PLAINTEXT|SSL|SASL_PLAINTEXT|SASL_SSL");
    add("user", QCoreApplication::translate("cli", "The name to log in with."), "NAME");
    add("mechanism",
        QCoreApplication::translate("cli", "How the password is shown; without it SCRAM-SHA-512."),
        "PLAIN|SCRAM-SHA-256|SCRAM-SHA-512");
    add("secret",
        QCoreApplication::translate(
            "cli", "Where the password is. Without it PK_KAFKA_PASSWORD, or it is asked for."),
        "keychain:SERVICE/KEY|env:NAME");
    add("keychain",
        QCoreApplication::translate(
            "cli",
            "Ask for the passwords now and keep them in this desktop's keychain. They are "
            "taken from PK_KAFKA_PASSWORD and PK_WAREHOUSE_PASSWORD where those are set."),
        "");
    add("ca",
        QCoreApplication::translate("cli", "The authority that signed the cluster's certificates, in PEM."),
        "FILE");
    add("certificate", QCoreApplication::translate("cli", "This client's own certificate, in PEM."), "FILE");
    add("key", QCoreApplication::translate("cli", "The key of this client's certificate, in PEM."), "FILE");
    add("warehouse", QCoreApplication::translate("cli", "The warehouse that goes with it."),
        "sqlite:PATH|mysql://USER@HOST:PORT/DB");
    add("replication", QCoreApplication::translate("cli", "Replicas of topics that are made."), "N");
    add("min-isr",
        QCoreApplication::translate("cli", "How many of them must have a record before it counts."), "N");
    add("replace", QCoreApplication::translate("cli", "With add: overwrite a profile of the same name."), "");
}

Result<Profile> startingPoint(const CommandLine &line)
{
    if (!line.isSet(QStringLiteral("file")))
        return Profile();
    QFile file(line.value(QStringLiteral("file")));
    if (!file.open(QIODevice::ReadOnly))
        return line.wrongValue(QStringLiteral("file"),
                               QCoreApplication::translate("cli", "\"%1\" cannot be read: %2.")
                                   .arg(file.fileName(), file.errorString()));
    return environment::parseProfile(file.readAll(), QFileInfo(file).absoluteFilePath());
}

Result<Profile> readNewProfile(const CommandLine &line, const QString &name)
{
    auto started = startingPoint(line);
    if (!started)
        return started;
    Profile profile = *started;
    profile.name = name;
    if (line.isSet(QStringLiteral("bootstrap")))
        profile.bootstrap = line.value(QStringLiteral("bootstrap")).split(u',', Qt::SkipEmptyParts);
    const auto take = [&line](const char *option, QString &into) {
        if (line.isSet(QLatin1String(option)))
            into = line.value(QLatin1String(option));
    };
    const auto takePath = [&line](const char *option, QString &into) {
        if (line.isSet(QLatin1String(option)))
            into = QDir::cleanPath(QFileInfo(line.value(QLatin1String(option))).absoluteFilePath());
    };
    Profile::Security &security = profile.security;
    take("prefix", profile.prefix);
    take("warehouse", profile.warehouse);
    take("user", security.user);
    take("mechanism", security.mechanism);
    take("secret", security.secret);
    takePath("ca", security.ca);
    takePath("certificate", security.certificate);
    takePath("key", security.key);
    if (!security.user.isEmpty() && security.mechanism.isEmpty())
        security.mechanism = QStringLiteral("SCRAM-SHA-512");
    if (!line.isSet(QStringLiteral("file")))
        security.protocol = !security.user.isEmpty()          ? QStringLiteral("SASL_SSL")
            : !(security.ca + security.certificate).isEmpty() ? QStringLiteral("SSL")
                                                              : QStringLiteral("PLAINTEXT");
    take("protocol", security.protocol);
    for (const auto &[option, into] :
         {std::pair("replication", &profile.replication), {"min-isr", &profile.minInSync}}) {
        if (!line.isSet(QLatin1String(option)))
            continue;
        const auto number = line.integer(QLatin1String(option), 1, 9);
        if (!number)
            return number.error();
        *into = static_cast<int>(*number);
    }
    return profile;
}

Result<void> keepOne(const char *variable, const QString &whose, QString &place, const QString &own)
{
    const std::optional<QString> password = qEnvironmentVariableIsSet(variable)
        ? std::optional<QString>(qEnvironmentVariable(variable))
        : askForSecret(whose);
    if (!password)
        return Error{
            ErrorCode::Usage,
            QCoreApplication::translate("cli",
                                        "There is no password to keep: type it, or set the environment "
                                        "variable %1.")
                .arg(QLatin1String(variable)),
            {}};
    if (auto kept = environment::keepSecret(own, *password); !kept)
        return kept;
    place = own;
    return {};
}

Result<void> keepPasswords(Profile &profile)
{
    if (profile.security.sasl()) {
        if (auto kept =
                keepOne("PK_KAFKA_PASSWORD",
                        QCoreApplication::translate("cli", "user %1 of Kafka").arg(profile.security.user),
                        profile.security.secret, environment::keychainSecret(profile.name));
            !kept)
            return kept;
    }
    if (!profile.warehouse.startsWith(QStringLiteral("mysql:")))
        return {};
    return keepOne("PK_WAREHOUSE_PASSWORD", profile.warehouse, profile.warehouseSecret,
                   environment::keychainSecret(profile.name, true));
}

int add(const CommandLine &line, const ProfileStore &store, const QString &name)
{
    if (store.names().contains(name) && !line.isSet(QStringLiteral("replace")))
        return fail(
            line.wrongValue(QStringLiteral("replace"),
                            QCoreApplication::translate("cli",
                                                        "There is a profile \"%1\" already: add --replace to "
                                                        "overwrite it.")
                                .arg(name)));
    auto profile = readNewProfile(line, name);
    if (!profile)
        return fail(profile.error());
    if (auto saved = store.save(*profile);
        !saved) // what is wrong with it is said before a password is asked for
        return fail(saved.error());
    if (line.isSet(QStringLiteral("keychain"))) {
        if (auto kept = keepPasswords(*profile); !kept) {
            (void)store.remove(name);
            return fail(kept.error());
        }
        if (auto saved = store.save(*profile); !saved)
            return fail(saved.error());
    }
    printOut(store.fileOf(name));
    printError(QCoreApplication::translate("cli", "Try it:  pelatihan-kafka env profile test %1").arg(name));
    printError(QCoreApplication::translate("cli", "Use it:  pelatihan-kafka run --env %1").arg(name));
    return Done;
}

int list(const ProfileStore &store)
{
    const QStringList names = store.names();
    if (names.isEmpty())
        printError(QCoreApplication::translate(
            "cli",
            "There is no profile yet. Make one with: pelatihan-kafka env profile add "
            "NAME --bootstrap HOST:PORT"));
    for (const QString &name : names) {
        const auto profile = store.load(name);
        printOut(QStringLiteral("%1 %2").arg(
            name.leftJustified(16),
            profile ? QStringLiteral("%1 %2 %3")
                          .arg(profile->bootstrap.join(u','), profile->security.protocol, profile->prefix)
                          .trimmed()
                    : profile.error().toString()));
    }
    return Done;
}

int show(const ProfileStore &store, const QString &name)
{
    const auto profile = store.load(name);
    if (!profile)
        return fail(profile.error());
    printOut(QString::fromUtf8(environment::toJson(*profile)).trimmed());
    return Done;
}

void print(const environment::ProfileStep &step)
{
    QString mark;
    switch (step.kind) {
    case Kind::Passed:
        mark = QCoreApplication::translate("cli", "ok");
        break;
    case Kind::Failed:
        mark = QCoreApplication::translate("cli", "FAILED");
        break;
    case Kind::NotNeeded:
    case Kind::NotTried:
        mark = QStringLiteral("-");
        break;
    }
    printOut(QStringLiteral("%1 %2 %3").arg(mark, -9).arg(step.name, -10).arg(step.sentence));
}

int test(const ProfileStore &store, const QString &name)
{
    const auto profile = store.load(name);
    if (!profile)
        return fail(profile.error());
    const auto secrets = environment::findSecrets(*profile, &askForWanted);
    if (!secrets)
        return fail(secrets.error());
    const Interrupt interrupt;
    const auto steps =
        environment::testProfile(*profile, *secrets, &print, [&interrupt] { return interrupt.requested(); });
    if (interrupt.requested())
        return Interrupted;
    return environment::allPassed(steps) ? Done : NoEnvironment;
}

int remove(const ProfileStore &store, const QString &name)
{
    const auto profile = store.load(name);
    if (auto removed = store.remove(name); !removed)
        return fail(removed.error());
    if (profile) {
        for (const bool ofWarehouse : {false, true}) {
            // Only what this program has put there: another place may be somebody else's.
            const QString own = environment::keychainSecret(name, ofWarehouse);
            if ((ofWarehouse ? profile->warehouseSecret : profile->security.secret) == own) {
                if (auto forgotten = environment::forgetSecret(own); !forgotten)
                    printError(forgotten.error().message);
            }
        }
    }
    printOut(QCoreApplication::translate("cli", "Removed: %1.").arg(name));
    return Done;
}

} // namespace

int runProfile(const QStringList &arguments)
{
    CommandLine line(
        QStringLiteral("env profile"),
        QCoreApplication::translate(
            "cli",
            "Clusters of your own, by name: add, list, show, test, remove. A profile holds no password. "
            "test goes step by step and says at which one it failed: name, port, TLS, login, brokers, "
            "rights, warehouse; its exit code is 0 when all is well, and 3 when not."));
    line.addPositional(QStringLiteral("add|list|show|test|remove"),
                       QCoreApplication::translate("cli", "What to do."));
    line.addPositional(QStringLiteral("NAME"), QCoreApplication::translate("cli", "The profile."));
    declareAdd(line);
    if (const auto ended = line.parse(arguments))
        return *ended;
    const QStringList words = line.positional();
    const QString what = words.value(0);
    const bool named = what != QStringLiteral("list");
    if (words.size() != (named ? 2 : 1))
        return fail({ErrorCode::Usage,
                     QCoreApplication::translate(
                         "cli", "Say what to do with which profile, for example: env profile test lab."),
                     {}});
    const auto data = dataFolder();
    if (!data)
        return fail(data.error());
    const ProfileStore store(*data);
    const QString name = words.value(1);
    if (what == QStringLiteral("add"))
        return add(line, store, name);
    if (what == QStringLiteral("list"))
        return list(store);
    if (what == QStringLiteral("show"))
        return show(store, name);
    if (what == QStringLiteral("test"))
        return test(store, name);
    if (what == QStringLiteral("remove"))
        return remove(store, name);
    return fail({ErrorCode::Usage,
                 QCoreApplication::translate("cli", "\"%1\" is none of: %2.")
                     .arg(what, QStringLiteral("add, list, show, test, remove")),
                 {}});
}

} // namespace pk::cli
