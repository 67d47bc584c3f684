#pragma once

// A Kafka cluster of somebody's own: where it is, how one logs in, what of it is ours, and the warehouse that
// goes with it. Kept as JSON in the data folder, without any secret; those are in the system's keychain or
// the environment, or are asked for (profile_secrets.h).
//
//   <data folder>/profiles/<name>.json
//
// Thread: free functions over values.
// Errors: BadInput with file, line and column; NotFound, Permission, Usage.

#include "base/result.h"

#include <QStringList>

#include <vector>

namespace pk::environment {

struct Profile
{
    struct Security
    {
        QString protocol = QStringLiteral("PLAINTEXT"); ///< or SSL, SASL_PLAINTEXT, SASL_SSL
        QString mechanism; ///< PLAIN, SCRAM-SHA-256, SCRAM-SHA-512; with SASL only
        QString user;
        QString secret; ///< where the password is: keychain:SERVICE/KEY, env:NAME, or empty
        QString ca; ///< absolute path of a PEM file; empty: the system's authorities
        QString certificate; ///< absolute paths of the client's own, both or none
        QString key;
        QString keySecret; ///< as `secret`, of an encrypted key

        bool tls() const { return protocol.endsWith(QStringLiteral("SSL")); }
        bool sasl() const { return protocol.startsWith(QStringLiteral("SASL")); }
    };

    QString name;
    QStringList bootstrap; ///< host:port
    QString prefix; ///< of topics, groups and transactional ids
    Security security;
    QString warehouse; ///< as --warehouse takes it; empty: a new file
    QString warehouseSecret; ///< as `secret`
    int replication = 0; ///< of topics that are made; 0: the cluster's size, at most 3
    int minInSync = 0; ///< 0: the cluster's own

    /// The warehouse as openWarehouse() takes it.
    QString warehousePath() const;
};

/// Names that mean other environments.
bool isReservedName(const QString &name);
/// True for what may follow --env as a profile's name.
bool isProfileName(const QString &name);
/// HOST:PORT; an IPv6 address stands in brackets.
bool isServer(const QString &text);

/// Relative paths of certificates are those of the file's own folder.
Result<Profile> parseProfile(const QByteArray &json, const QString &file);
QByteArray toJson(const Profile &profile);

/// The profiles below a data folder.
class ProfileStore
{
public:
    explicit ProfileStore(QString dataFolder);

    QString fileOf(const QString &name) const;
    QStringList names() const; ///< sorted
    Result<Profile> load(const QString &name) const;
    /// Checks it as load() would, then replaces what is there.
    Result<void> save(const Profile &profile) const;
    Result<void> remove(const QString &name) const;

private:
    QString m_folder;
};

} // namespace pk::environment
