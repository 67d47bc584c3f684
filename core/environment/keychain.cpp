#include "environment/keychain.h"

#include <QCoreApplication>

#ifdef PK_HAVE_LIBSECRET
#include <libsecret/secret.h>

#include <memory>
#endif

namespace pk::environment {

#ifdef PK_HAVE_LIBSECRET

namespace {

const SecretSchema &schema()
{
    static const SecretSchema value = [] {
        SecretSchema s = {};
        s.name = "id.pelatihan-kafka.secret";
        s.flags = SECRET_SCHEMA_NONE;
        s.attributes[0] = {"service", SECRET_SCHEMA_ATTRIBUTE_STRING};
        s.attributes[1] = {"key", SECRET_SCHEMA_ATTRIBUTE_STRING};
        return s;
    }();
    return value;
}

template <auto release> struct Release
{
    template <typename T> void operator()(T *pointer) const { release(pointer); }
};
using GErrorPointer = std::unique_ptr<GError, Release<g_error_free>>;
using Password = std::unique_ptr<gchar, Release<secret_password_free>>;

Error unavailable(GError *raw)
{
    const GErrorPointer error(raw);
    return {ErrorCode::Unavailable,
            QCoreApplication::translate(
                "environment",
                "The keychain of this desktop does not answer (%1). Give the password by an "
                "environment variable, or type it when it is asked for.")
                .arg(QString::fromUtf8(error ? error->message : "").simplified()),
            {}};
}

} // namespace

Result<QString> keychainState()
{
    GError *error = nullptr;
    SecretService *service = secret_service_get_sync(SECRET_SERVICE_NONE, nullptr, &error);
    if (service == nullptr)
        return unavailable(error);
    g_object_unref(service);
    return QCoreApplication::translate("environment", "a keychain answers (Secret Service)");
}

Result<QString> readSecret(const QString &service, const QString &key)
{
    GError *error = nullptr;
    const Password password(secret_password_lookup_sync(&schema(), nullptr, &error, "service",
                                                        service.toUtf8().constData(), "key",
                                                        key.toUtf8().constData(), nullptr));
    if (error != nullptr)
        return unavailable(error);
    if (!password)
        return Error{ErrorCode::NotFound,
                     QCoreApplication::translate("environment", "The keychain holds no password %1.")
                         .arg(service + u'/' + key),
                     {}};
    return QString::fromUtf8(password.get());
}

Result<void> writeSecret(const QString &service, const QString &key, const QString &secret)
{
    GError *error = nullptr;
    const QByteArray label = QStringLiteral("Pelatihan Kafka: %1/%2").arg(service, key).toUtf8();
    if (secret_password_store_sync(&schema(), SECRET_COLLECTION_DEFAULT, label.constData(),
                                   secret.toUtf8().constData(), nullptr, &error, "service",
                                   service.toUtf8().constData(), "key", key.toUtf8().constData(), nullptr)
        == 0)
        return unavailable(error);
    return {};
}

Result<void> removeSecret(const QString &service, const QString &key)
{
    GError *error = nullptr;
    const bool removed =
        secret_password_clear_sync(&schema(), nullptr, &error, "service", service.toUtf8().constData(), "key",
                                   key.toUtf8().constData(), nullptr)
        != 0;
    if (error != nullptr)
        return unavailable(error);
    return removed
        ? Result<void>()
        : Result<void>(Error{ErrorCode::NotFound,
                             QCoreApplication::translate("environment", "The keychain holds no password %1.")
                                 .arg(service + u'/' + key),
                             {}});
}

#else

static Error notBuilt()
{
    return {ErrorCode::Unsupported,
            QCoreApplication::translate(
                "environment",
                "This program was built without a keychain; passwords of profiles come from "
                "environment variables or are asked for. To have it: apt install "
                "libsecret-1-dev, and build again."),
            {}};
}

Result<QString> keychainState()
{
    return notBuilt();
}
Result<QString> readSecret(const QString &, const QString &)
{
    return notBuilt();
}
Result<void> writeSecret(const QString &, const QString &, const QString &)
{
    return notBuilt();
}
Result<void> removeSecret(const QString &, const QString &)
{
    return notBuilt();
}

#endif

} // namespace pk::environment
