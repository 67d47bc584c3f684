#pragma once

// The passwords of a profile, and with them the way to its cluster. Environment variables come first, then
// the place that the profile names, then whoever can be asked.
//
//   PK_KAFKA_PASSWORD       of the SASL user
//   PK_KAFKA_KEY_PASSWORD   of the client's encrypted key
//   PK_WAREHOUSE_PASSWORD   of the MySQL or MariaDB user
//
// Thread: free functions that block their caller; see keychain.h.
// Errors: Permission with a sentence that says where a password could come from.

#include "broker/client_config.h"
#include "environment/profile.h"

#include <functional>

namespace pk::environment {

struct ProfileSecrets
{
    QString kafka;
    QString key;
    QString warehouse;
};

/// A password that is nowhere yet.
struct WantedSecret
{
    enum class Kind { Kafka, Key, Warehouse };

    Kind kind = Kind::Kafka;
    QString profile; ///< its name
    QString owner; ///< the user, the key's file, or the warehouse's address
    QString place; ///< where the profile says that it is; may be empty
};
/// "user t07 of Kafka" or the like.
QString whoseSecret(const WantedSecret &secret);

/// Nothing: the person does not want to, or is not there.
using AskForSecret = std::function<std::optional<QString>(const WantedSecret &)>;

/// Of the profile's warehouse on a server.
Result<QString> findWarehouseSecret(const Profile &profile, const AskForSecret &ask);
Result<ProfileSecrets> findSecrets(const Profile &profile, const AskForSecret &ask);

broker::ClusterAccess accessOf(const Profile &profile, const ProfileSecrets &secrets);

/// keychain:SERVICE/KEY of a profile whose passwords are kept by this program.
QString keychainSecret(const QString &profileName, bool ofWarehouse = false);
/// keychain:SERVICE/KEY of a campus database on a server.
QString campusSecret(const QString &address);
/// Out of the keychain at such a place. Errors: those of the keychain.
Result<QString> keptSecret(const QString &place);
/// Into the keychain at such a place. Errors: those of the keychain.
Result<void> keepSecret(const QString &place, const QString &password);
/// Whether the profile leaves it to this program where that password is kept.
bool canRemember(const WantedSecret &secret);
/// Into the keychain; the profile says from then on that it is there. REQUIRES: canRemember().
Result<void> rememberSecret(const ProfileStore &profiles, const WantedSecret &secret,
                            const QString &password);
/// Out of it; nothing to do for other places.
Result<void> forgetSecret(const QString &place);

} // namespace pk::environment
