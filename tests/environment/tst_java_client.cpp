// Kafka's client in Java is given what librdkafka is given.

#include "environment/java_client.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <map>

using namespace pk;
using namespace pk::environment;

class TestJavaClient : public QObject
{
    Q_OBJECT

    static std::map<QString, QString> java(const std::vector<std::pair<std::string, std::string>> &librdkafka)
    {
        const auto settings = javaSecurity(librdkafka);
        return settings ? std::map<QString, QString>(settings->begin(), settings->end())
                        : std::map<QString, QString>();
    }

private Q_SLOTS:
    void login_hasTheMechanismsModule_andQuotesWhatWouldEndThePassword()
    {
        for (const auto &[mechanism, module] :
             {std::pair{"PLAIN", "plain.PlainLoginModule"}, {"SCRAM-SHA-512", "scram.ScramLoginModule"}}) {
            const auto settings = java({{"security.protocol", "SASL_SSL"},
                                        {"sasl.mechanism", mechanism},
                                        {"sasl.username", "t07"},
                                        {"sasl.password", "a\"b\\c"}});
            QCOMPARE(settings.at(QStringLiteral("sasl.jaas.config")),
                     QStringLiteral("org.apache.kafka.common.security.%1 required username=\"t07\" "
                                    "password=\"a\\\"b\\\\c\";")
                         .arg(QLatin1String(module)));
            QCOMPARE(settings.at(QStringLiteral("security.protocol")), QStringLiteral("SASL_SSL"));
            QVERIFY(!settings.contains(QStringLiteral("ssl.truststore.type"))); // the system's authorities
        }
    }

    void certificate_isHandedOverWithItsKey_andAFileThatIsMissingIsNamed()
    {
        const QTemporaryDir folder;
        const auto write = [&folder](const char *name, const QByteArray &content) {
            QFile file(folder.filePath(QLatin1String(name)));
            return file.open(QIODevice::WriteOnly) && file.write(content) == content.size()
                ? file.fileName().toStdString()
                : std::string();
        };
        const std::string certificate = write("client.crt", "CERTIFICATE");
        const auto settings = java({{"ssl.ca.location", "/ca.pem"},
                                    {"ssl.certificate.location", certificate},
                                    {"ssl.key.location", write("client.key", "KEY")},
                                    {"ssl.key.password", "rahasia"}});
        QCOMPARE(settings.at(QStringLiteral("ssl.truststore.location")), QStringLiteral("/ca.pem"));
        QCOMPARE(settings.at(QStringLiteral("ssl.keystore.certificate.chain")),
                 QStringLiteral("CERTIFICATE"));
        QCOMPARE(settings.at(QStringLiteral("ssl.keystore.key")), QStringLiteral("KEY"));
        QCOMPARE(settings.at(QStringLiteral("ssl.key.password")), QStringLiteral("rahasia"));

        const std::string missing = folder.filePath(QStringLiteral("nowhere.key")).toStdString();
        const auto refused =
            javaSecurity({{"ssl.certificate.location", certificate}, {"ssl.key.location", missing}});
        QVERIFY(!refused);
        QCOMPARE(refused.error().context.toStdString(), missing);
    }
};

PK_TEST(TestJavaClient)
#include "tst_java_client.moc"
