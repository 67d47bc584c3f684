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

const char *variableOf(WantedSecret::Kind kind)
{
    switch (kind) {
    case WantedSecret::Kind::Kafka:
        return "PK_KAFKA_PASSWORD";
    case WantedSecret::Kind::Key:
        return "PK_KAFKA_KEY_PASSWORD";
    case WantedSecret::Kind::Warehouse:
        break;
    }
    return "PK_WAREHOUSE_PASSWORD";
}

Result<QString> find(const WantedSecret &wanted, const AskForSecret &ask)
{
    const char *variable = variableOf(wanted.kind);
    if (qEnvironmentVariableIsSet(variable))
        return qEnvironmentVariable(variable);
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
        if (auto typed = ask(wanted))
            return *typed;
    }
    return Error{
        ErrorCode::Permission,
        (QCoreApplication::translate("environment",
                                     "The password of %1 is not known. Set the environment variable %2, or "
                                     "keep it in the keychain: pelatihan-kafka env profile add … --keychain.")
             .arg(whoseSecret(wanted), QLatin1String(variable))
         + u' ' + why)
            .trimmed(),
        {}};
}

} // namespace

QString whoseSecret(const WantedSecret &secret)
{
    switch (secret.kind) {
    case WantedSecret::Kind::Kafka:
        return QCoreApplication::translate("environment", "user %1 of Kafka").arg(secret.owner);
    case WantedSecret::Kind::Key:
        return QCoreApplication::translate("environment", "the key %1").arg(secret.owner);
    case WantedSecret::Kind::Warehouse:
        break;
    }
    return QCoreApplication::translate("environment", "the warehouse %1").arg(secret.owner);
}

Result<QString> findWarehouseSecret(const Profile &profile, const AskForSecret &ask)
{
    return find({WantedSecret::Kind::Warehouse, profile.name, profile.warehouse, profile.warehouseSecret},
                ask);
}

Result<ProfileSecrets> findSecrets(const Profile &profile, const AskForSecret &ask)
{
    using Kind = WantedSecret::Kind;
    ProfileSecrets secrets;
    const Profile::Security &security = profile.security;
    if (security.sasl()) {
        auto found = find({Kind::Kafka, profile.name, security.user, security.secret}, ask);
        if (!found)
            return found.error();
        secrets.kafka = *found;
    }
    if (!security.keySecret.isEmpty() || qEnvironmentVariableIsSet("PK_KAFKA_KEY_PASSWORD")) {
        auto found = find({Kind::Key, profile.name, security.key, security.keySecret}, ask);
        if (!found)
            return found.error();
        secrets.key = *found;
    }
    // A database user may have none, so it is asked for only where the profile speaks of one.
    if (!profile.warehouseSecret.isEmpty() || qEnvironmentVariableIsSet("PK_WAREHOUSE_PASSWORD")) {
        auto found = findWarehouseSecret(profile, ask);
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

QString campusSecret(const QString &address)
{
    return QStringLiteral("keychain:pk/campus-") + address;
}

Result<QString> keptSecret(const QString &place)
{
    return readSecret(serviceOf(place), keyOf(place));
}

Result<void> keepSecret(const QString &place, const QString &password)
{
    return writeSecret(serviceOf(place), keyOf(place), password);
}

bool canRemember(const WantedSecret &secret)
{
    return secret.place.isEmpty() || secret.place.startsWith(kKeychain);
}

Result<void> rememberSecret(const ProfileStore &profiles, const WantedSecret &secret, const QString &password)
{
    if (!secret.place.isEmpty())
        return keepSecret(secret.place, password);
    auto profile = profiles.load(secret.profile);
    if (!profile)
        return profile.error();
    const bool ofWarehouse = secret.kind == WantedSecret::Kind::Warehouse;
    const QString place = keychainSecret(secret.profile, ofWarehouse);
    if (auto kept = keepSecret(place, password); !kept)
        return kept;
    (ofWarehouse ? profile->warehouseSecret : profile->security.secret) = place;
    return profiles.save(*profile);
}

Result<void> forgetSecret(const QString &place)
{
    if (!place.startsWith(kKeychain))
        return {};
    return removeSecret(serviceOf(place), keyOf(place));
}

} // namespace pk::environment
