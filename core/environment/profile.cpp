#include "environment/profile.h"

#include "base/json_reader.h"
#include "base/mysql_database.h"
#include "base/placed_file.h"
#include "base/whole_file.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

namespace pk::environment {

namespace {

const QString kSqlite = QStringLiteral("sqlite:");

constexpr qint64 kMaxBytes = 65'536;
constexpr int kMaxReplicas = 9;

const QStringList &protocols()
{
    static const QStringList all{QStringLiteral("PLAINTEXT"), QStringLiteral("SSL"),
                                 QStringLiteral("SASL_PLAINTEXT"), QStringLiteral("SASL_SSL")};
    return all;
}

const QStringList &mechanisms()
{
    static const QStringList all{QStringLiteral("PLAIN"), QStringLiteral("SCRAM-SHA-256"),
                                 QStringLiteral("SCRAM-SHA-512")};
    return all;
}

bool matches(const QString &text, const char *pattern)
{
    return QRegularExpression(QRegularExpression::anchoredPattern(QLatin1String(pattern)))
        .match(text)
        .hasMatch();
}

void checkSecret(JsonObjectReader &reader, QStringView key, const QString &value)
{
    if (!value.isEmpty() && !matches(value, "keychain:[^/\\s]+/\\S+")
        && !matches(value, "env:[A-Za-z_][A-Za-z0-9_]*"))
        reader.fail(key,
                    QCoreApplication::translate("environment",
                                                "A password has no place in this file. Write where it is: "
                                                "keychain:SERVICE/KEY or env:NAME."));
}

QString readPath(JsonObjectReader &reader, QStringView key, const QDir &folder)
{
    const QString path = reader.text(key, QString());
    return path.isEmpty() ? path : QDir::cleanPath(folder.absoluteFilePath(path));
}

Profile::Security readSecurity(JsonObjectReader reader, const QDir &folder)
{
    Profile::Security security;
    security.protocol = reader.oneOf(u"protocol", protocols());
    security.mechanism = reader.oneOf(u"mechanism", mechanisms(), QString());
    security.user = reader.text(u"user", QString());
    security.secret = reader.text(u"secret", QString());
    security.ca = readPath(reader, u"ca", folder);
    security.certificate = readPath(reader, u"certificate", folder);
    security.key = readPath(reader, u"key", folder);
    security.keySecret = reader.text(u"key_secret", QString());
    reader.finish();
    checkSecret(reader, u"secret", security.secret);
    checkSecret(reader, u"key_secret", security.keySecret);
    if (security.sasl() && security.user.isEmpty())
        reader.fail(u"user",
                    QCoreApplication::translate("environment", "SASL needs a user and a mechanism."));
    if (security.sasl() && security.mechanism.isEmpty())
        reader.fail(u"mechanism",
                    QCoreApplication::translate("environment", "SASL needs a user and a mechanism."));
    if (!security.sasl() && !(security.user + security.mechanism + security.secret).isEmpty())
        reader.fail(u"protocol",
                    QCoreApplication::translate("environment",
                                                "User, mechanism and secret need the protocol SASL_SSL or "
                                                "SASL_PLAINTEXT."));
    if (!security.tls() && !(security.ca + security.certificate + security.key).isEmpty())
        reader.fail(
            u"protocol",
            QCoreApplication::translate("environment", "Certificates need the protocol SSL or SASL_SSL."));
    if (security.certificate.isEmpty() != security.key.isEmpty())
        reader.fail(security.key.isEmpty() ? u"certificate" : u"key",
                    QCoreApplication::translate("environment",
                                                "A client's certificate and its key belong together."));
    return security;
}

void checkBootstrap(JsonObjectReader &reader, const QStringList &servers)
{
    if (servers.isEmpty())
        reader.fail(u"bootstrap",
                    QCoreApplication::translate("environment", "At least one server is needed."));
    for (qsizetype i = 0; i < servers.size(); ++i) {
        if (!isServer(servers[i]))
            reader.failAt(u"bootstrap", i,
                          QCoreApplication::translate("environment", "\"%1\" is no server. Write HOST:PORT.")
                              .arg(servers[i]));
    }
}

void checkWarehouse(JsonObjectReader &reader, const QString &warehouse)
{
    if (warehouse.isEmpty() || (warehouse.startsWith(kSqlite) && !isInMemory(warehouse.mid(kSqlite.size()))))
        return;
    if (isMysqlAddress(warehouse)) {
        if (const auto address = parseMysqlAddress(warehouse, QStringLiteral("PK_WAREHOUSE_PASSWORD"));
            !address)
            reader.fail(u"warehouse", address.error().message);
        return;
    }
    reader.fail(u"warehouse",
                QCoreApplication::translate(
                    "environment", "\"%1\" is no warehouse. Write sqlite:PATH or mysql://USER@HOST:PORT/DB.")
                    .arg(warehouse));
}

Error notThere(const QString &name, const QStringList &known)
{
    const QString others =
        QCoreApplication::translate("environment", "The other environments are embedded, local and compose.");
    const QString profiles = known.isEmpty()
        ? QCoreApplication::translate("environment",
                                      "There is no profile \"%1\", nor any other. To make it: "
                                      "pelatihan-kafka env profile add %1 --bootstrap HOST:PORT.")
              .arg(name)
        : QCoreApplication::translate("environment", "There is no profile \"%1\". There are: %2.")
              .arg(name, known.join(QStringLiteral(", ")));
    return {ErrorCode::NotFound, profiles + QLatin1Char(' ') + others, {}};
}

/// Only what differs from the default, so that the file says what somebody chose.
void put(QJsonObject &object, const char *key, const QString &value)
{
    if (!value.isEmpty())
        object.insert(QLatin1String(key), value);
}

} // namespace

bool isServer(const QString &text)
{
    const int port = text.section(u':', -1).toInt();
    return matches(text, "(\\[[0-9A-Fa-f:.]+\\]|[A-Za-z0-9._-]+):\\d{1,5}") && port >= 1 && port <= 65'535;
}

QString Profile::warehousePath() const
{
    return isMysqlAddress(warehouse) ? warehouse : warehouse.mid(kSqlite.size());
}

bool isReservedName(const QString &name)
{
    for (const char *reserved : {"embedded", "local", "custom", "compose", "profile"}) {
        if (name == QLatin1String(reserved))
            return true;
    }
    return false;
}

bool isProfileName(const QString &name)
{
    return matches(name, "[a-z0-9][a-z0-9_-]{0,39}") && !isReservedName(name);
}

Result<Profile> parseProfile(const QByteArray &json, const QString &file)
{
    auto parsed = JsonFile::parse(json, file);
    if (!parsed)
        return parsed.error();
    JsonObjectReader root = parsed->root();
    Profile profile;
    profile.name = root.text(u"name");
    profile.bootstrap = root.texts(u"bootstrap");
    profile.prefix = root.text(u"prefix", QString());
    if (root.has(u"security"))
        profile.security = readSecurity(root.object(u"security"), QFileInfo(file).absoluteDir());
    profile.warehouse = root.text(u"warehouse", QString());
    profile.warehouseSecret = root.text(u"warehouse_secret", QString());
    profile.replication = static_cast<int>(root.integer(u"replication", 1, kMaxReplicas, 0));
    profile.minInSync = static_cast<int>(root.integer(u"min_isr", 1, kMaxReplicas, 0));
    root.finish();
    if (!isProfileName(profile.name))
        root.fail(u"name",
                  QCoreApplication::translate(
                      "environment",
                      "\"%1\" cannot be a profile's name: small letters, digits, - and _, and "
                      "not one of embedded, local, custom, compose, profile.")
                      .arg(profile.name));
    checkBootstrap(root, profile.bootstrap);
    if (!matches(profile.prefix, "(?!__)[A-Za-z0-9._-]{0,40}"))
        root.fail(u"prefix",
                  QCoreApplication::translate(
                      "environment",
                      "A prefix has at most 40 letters, digits, dots, - and _, and does not "
                      "begin with two underscores."));
    checkSecret(root, u"warehouse_secret", profile.warehouseSecret);
    checkWarehouse(root, profile.warehouse);
    if (profile.replication > 0 && profile.minInSync > profile.replication)
        root.fail(
            u"min_isr",
            QCoreApplication::translate("environment", "More replicas than there are cannot be in sync."));
    if (parsed->failed())
        return parsed->error();
    return profile;
}

QByteArray toJson(const Profile &profile)
{
    QJsonObject root{{QStringLiteral("name"), profile.name},
                     {QStringLiteral("bootstrap"), QJsonArray::fromStringList(profile.bootstrap)}};
    put(root, "prefix", profile.prefix);
    const Profile::Security &from = profile.security;
    QJsonObject security{{QStringLiteral("protocol"), from.protocol}};
    put(security, "mechanism", from.mechanism);
    put(security, "user", from.user);
    put(security, "secret", from.secret);
    put(security, "ca", from.ca);
    put(security, "certificate", from.certificate);
    put(security, "key", from.key);
    put(security, "key_secret", from.keySecret);
    root.insert(QStringLiteral("security"), security);
    put(root, "warehouse", profile.warehouse);
    put(root, "warehouse_secret", profile.warehouseSecret);
    if (profile.replication > 0)
        root.insert(QStringLiteral("replication"), profile.replication);
    if (profile.minInSync > 0)
        root.insert(QStringLiteral("min_isr"), profile.minInSync);
    return QJsonDocument(root).toJson();
}

ProfileStore::ProfileStore(QString dataFolder)
    : m_folder(QDir(dataFolder).filePath(QStringLiteral("profiles")))
{
}

QString ProfileStore::fileOf(const QString &name) const
{
    return QDir(m_folder).filePath(name + QStringLiteral(".json"));
}

QStringList ProfileStore::names() const
{
    QStringList names;
    for (const QString &file : QDir(m_folder).entryList({QStringLiteral("*.json")}, QDir::Files, QDir::Name))
        names << file.chopped(5);
    return names;
}

Result<Profile> ProfileStore::load(const QString &name) const
{
    QFile file(fileOf(name));
    if (!isProfileName(name) || !file.exists())
        return notThere(name, names());
    if (!file.open(QIODevice::ReadOnly))
        return Error{ErrorCode::Permission,
                     QCoreApplication::translate("environment", "The profile cannot be read: %1.")
                         .arg(file.errorString()),
                     file.fileName()};
    auto profile = parseProfile(file.read(kMaxBytes), file.fileName());
    if (profile)
        profile->name = name; // a copy under another name is another profile
    return profile;
}

Result<void> ProfileStore::save(const Profile &profile) const
{
    const QByteArray json = toJson(profile);
    if (const auto sound = parseProfile(json, fileOf(profile.name)); !sound)
        return Error{ErrorCode::Usage, sound.error().message, {}};
    QDir().mkpath(m_folder);
    if (auto written = writeWholeFile(fileOf(profile.name), json); !written)
        return Error{written.error().code,
                     QCoreApplication::translate("environment", "The profile cannot be written: %1.")
                         .arg(written.error().message),
                     written.error().context};
    return {};
}

Result<void> ProfileStore::remove(const QString &name) const
{
    QFile file(fileOf(name));
    if (!isProfileName(name) || !file.exists())
        return notThere(name, names());
    if (!file.remove())
        return Error{ErrorCode::Permission,
                     QCoreApplication::translate("environment", "The profile cannot be removed: %1.")
                         .arg(file.errorString()),
                     file.fileName()};
    return {};
}

} // namespace pk::environment
