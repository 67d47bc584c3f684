#include "environment/profile_secrets.h"

#include "base/mysql_database.h"
#include "environment/keychain.h"

#include <QCoreApplication>

namespace pk::environment {

namespace {

const QString kKeychain = QStringLiteral("keychain:");

QString serviceOf(const QString &place)
{
    return place.mid(kKeychain.size()).section(u'/', 0, 0);
}

QString keyOf(const QString &place)
{
    return place.mid(kKeychain.size()).section(u'/', 1);
}

struct Wanted
{
    const char *variable;
    QString place;
    QString whose;
};

Result<QString> find(const Wanted &wanted, const AskForSecret &ask)
{
    if (qEnvironmentVariableIsSet(wanted.variable))
        return qEnvironmentVariable(wanted.variable);
    QString why;
    if (wanted.place.startsWith(QStringLiteral("env:"))) {
        const QByteArray name = wanted.place.mid(4).toUtf8();
        if (qEnvironmentVariableIsSet(name.constData()))
            return qEnvironmentVariable(name.constData());
        why = QCoreApplication::translate("environment", "The environment variable %1 is not set.")
                  .arg(QString::fromUtf8(name));
    } else if (wanted.place.startsWith(kKeychain)) {
        auto kept = readSecret(serviceOf(wanted.place), keyOf(wanted.place));
        if (kept)
            return kept;
        why = kept.error().message;
    }
    if (ask) {
        if (auto typed = ask(wanted.whose))
            return *typed;
    }
    return Error{
        ErrorCode::Permission,
        (QCoreApplication::translate("environment",
                                     "The password of %1 is not known. Set the environment variable %2, or "
                                     "keep it in the keychain: pelatihan-kafka env profile add … --keychain.")
             .arg(wanted.whose, QLatin1String(wanted.variable))
         + u' ' + why)
            .trimmed(),
        {}};
}

} // namespace

Result<ProfileSecrets> findSecrets(const Profile &profile, const AskForSecret &ask)
{
    ProfileSecrets secrets;
    const Profile::Security &security = profile.security;
    if (security.sasl()) {
        auto found = find({"PK_KAFKA_PASSWORD", security.secret,
                           QCoreApplication::translate("environment", "user %1 of Kafka").arg(security.user)},
                          ask);
        if (!found)
            return found.error();
        secrets.kafka = *found;
    }
    if (!security.keySecret.isEmpty() || qEnvironmentVariableIsSet("PK_KAFKA_KEY_PASSWORD")) {
        auto found = find({"PK_KAFKA_KEY_PASSWORD", security.keySecret,
                           QCoreApplication::translate("environment", "the key %1").arg(security.key)},
                          ask);
        if (!found)
            return found.error();
        secrets.key = *found;
    }
    // A database user may have none, so it is asked for only where the profile speaks of one.
    if (!profile.warehouseSecret.isEmpty() || qEnvironmentVariableIsSet("PK_WAREHOUSE_PASSWORD")) {
        auto found =
            find({"PK_WAREHOUSE_PASSWORD", profile.warehouseSecret,
                  QCoreApplication::translate("environment", "the warehouse %1").arg(profile.warehouse)},
                 ask);
        if (!found)
            return found.error();
        secrets.warehouse = *found;
    }
    return secrets;
}

broker::ClusterAccess accessOf(const Profile &profile, const ProfileSecrets &secrets)
{
    broker::ClusterAccess access;
    access.bootstrap = profile.bootstrap.join(u',').toStdString();
    access.prefix = profile.prefix.toStdString();
    access.replication = profile.replication;
    access.minInSync = profile.minInSync;
    const Profile::Security &security = profile.security;
    const std::pair<const char *, QString> properties[] = {
        {"security.protocol", security.protocol},
        {"sasl.mechanism", security.sasl() ? security.mechanism : QString()},
        {"sasl.username", security.sasl() ? security.user : QString()},
        {"sasl.password", secrets.kafka},
        {"ssl.ca.location", security.ca},
        {"ssl.certificate.location", security.certificate},
        {"ssl.key.location", security.key},
        {"ssl.key.password", security.key.isEmpty() ? QString() : secrets.key},
    };
    for (const auto &[name, value] : properties) {
        if (!value.isEmpty())
            access.security.emplace_back(name, value.toStdString());
    }
    return access;
}

QString keychainSecret(const QString &profileName, bool ofWarehouse)
{
    return QStringLiteral("keychain:pk/") + profileName
        + (ofWarehouse ? QStringLiteral("-warehouse") : QString());
}

Result<void> keepSecret(const QString &place, const QString &password)
{
    return writeSecret(serviceOf(place), keyOf(place), password);
}

Result<void> forgetSecret(const QString &place)
{
    if (!place.startsWith(kKeychain))
        return {};
    return removeSecret(serviceOf(place), keyOf(place));
}

} // namespace pk::environment
