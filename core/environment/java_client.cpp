#include "environment/java_client.h"

#include <QCoreApplication>
#include <QFile>

namespace pk::environment {

namespace {

QString quoted(QString text)
{
    text.replace(u'\\', QStringLiteral("\\\\")).replace(u'"', QStringLiteral("\\\""));
    return u'"' + text + u'"';
}

QString loginModule(const QString &mechanism, const QString &user, const QString &password)
{
    return QStringLiteral("org.apache.kafka.common.security.%1 required username=%2 password=%3;")
        .arg(mechanism == QLatin1String("PLAIN") ? QStringLiteral("plain.PlainLoginModule")
                                                 : QStringLiteral("scram.ScramLoginModule"),
             quoted(user), quoted(password));
}

Result<QString> contentOf(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return Error{ErrorCode::NotFound,
                     QCoreApplication::translate("environment", "A certificate's file cannot be read."),
                     path};
    return QString::fromUtf8(file.readAll());
}

} // namespace

Result<std::vector<std::pair<QString, QString>>>
javaSecurity(const std::vector<std::pair<std::string, std::string>> &librdkafka)
{
    const auto given = [&librdkafka](std::string_view name) {
        for (const auto &[known, value] : librdkafka) {
            if (known == name)
                return QString::fromStdString(value);
        }
        return QString();
    };
    std::vector<std::pair<QString, QString>> java;
    const auto set = [&java](const char *name, const QString &value) {
        if (!value.isEmpty())
            java.emplace_back(QLatin1String(name), value);
    };
    set("security.protocol", given("security.protocol"));
    const QString mechanism = given("sasl.mechanism");
    set("sasl.mechanism", mechanism);
    if (!mechanism.isEmpty())
        set("sasl.jaas.config", loginModule(mechanism, given("sasl.username"), given("sasl.password")));
    const QString ca = given("ssl.ca.location");
    set("ssl.truststore.type", ca.isEmpty() ? QString() : QStringLiteral("PEM"));
    set("ssl.truststore.location", ca);
    const QString certificate = given("ssl.certificate.location");
    if (certificate.isEmpty())
        return java;
    const auto chain = contentOf(certificate);
    if (!chain)
        return chain.error();
    const auto key = contentOf(given("ssl.key.location"));
    if (!key)
        return key.error();
    set("ssl.keystore.type", QStringLiteral("PEM"));
    set("ssl.keystore.certificate.chain", *chain);
    set("ssl.keystore.key", *key);
    set("ssl.key.password", given("ssl.key.password"));
    return java;
}

} // namespace pk::environment
