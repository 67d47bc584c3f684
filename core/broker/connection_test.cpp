#include "broker/connection_test.h"

#include "base/clock.h"
#include "broker/client_handle.h"
#include "broker/network_probe.h"
#include "broker/rights_test.h"

#include <QCoreApplication>
#include <QFile>

#include <algorithm>
#include <optional>

namespace pk::broker {

namespace {

using Kind = StepOutcome::Kind;

constexpr int kTickMs = 100;
/// How long a client is given to do better once its connection was closed without a reason.
constexpr int kClosedMs = 2'000;
constexpr int kStrictScram = 0x020601ff; ///< librdkafka 2.6.1

constexpr ConnectionStep kSteps[] = {ConnectionStep::Name,  ConnectionStep::Port,    ConnectionStep::Tls,
                                     ConnectionStep::Login, ConnectionStep::Brokers, ConnectionStep::Rights};

/// What the client tells about its connections, the worst kept.
struct Complaints
{
    std::optional<QString> tls;
    std::optional<QString> login;
    std::optional<QString> closed;

    static void hear(rd_kafka_t *, int code, const char *reason, void *opaque)
    {
        auto *self = static_cast<Complaints *>(opaque);
        // "sasl_ssl://host:9093/bootstrap: SASL authentication error: … (after 12ms in state AUTH_REQ)"
        QString text = QString::fromUtf8(reason).section(QStringLiteral(" (after "), 0, 0);
        if (text.contains(QStringLiteral("://")))
            text = text.section(QStringLiteral(": "), 1);
        if (code == RD_KAFKA_RESP_ERR__SSL)
            self->tls = text;
        else if (code == RD_KAFKA_RESP_ERR__AUTHENTICATION)
            self->login = text;
        else if (code == RD_KAFKA_RESP_ERR__TRANSPORT)
            self->closed = text;
    }
};

QString quoted(const QString &reason)
{
    return QCoreApplication::translate("broker", "Kafka's client says: %1").arg(reason);
}

class Test
{
public:
    explicit Test(const ConnectionTest &asked)
        : m_asked(asked)
        , m_endpoints(endpointsOf(asked.access.bootstrap))
    {
        const std::string protocol = property("security.protocol");
        m_tls = protocol == "SSL" || protocol == "SASL_SSL";
        m_sasl = protocol == "SASL_SSL" || protocol == "SASL_PLAINTEXT";
    }

    std::vector<StepOutcome> run()
    {
        if (names() && ports() && files() && connects() && brokers() && !interrupted())
            tell(testRights(m_asked));
        for (const ConnectionStep step : kSteps) {
            const auto same = [step](const StepOutcome &o) { return o.step == step; };
            if (std::none_of(m_outcomes.begin(), m_outcomes.end(), same))
                say(step, Kind::NotTried, QCoreApplication::translate("broker", "not tried"));
        }
        return std::move(m_outcomes);
    }

private:
    std::string property(std::string_view name) const
    {
        for (const auto &[key, value] : m_asked.access.security) {
            if (key == name)
                return value;
        }
        return {};
    }
    bool interrupted() const { return m_asked.interrupted && m_asked.interrupted(); }
    void tell(StepOutcome outcome)
    {
        if (m_asked.told)
            m_asked.told(outcome);
        m_outcomes.push_back(std::move(outcome));
    }
    /// True when the next step can be tried.
    bool say(ConnectionStep step, Kind kind, const QString &sentence)
    {
        tell({step, kind, sentence});
        return kind == Kind::Passed || kind == Kind::NotNeeded;
    }

    /// Of several servers one is enough: the client finds the others.
    bool names()
    {
        QStringList found;
        std::optional<Error> problem;
        for (const Endpoint &endpoint : m_endpoints) {
            const auto addresses = addressesOf(endpoint);
            if (addresses)
                found << QStringLiteral("%1 → %2").arg(QString::fromStdString(endpoint.host),
                                                       addresses->value(0));
            else
                problem = problem ? problem : addresses.error();
        }
        if (found.isEmpty())
            return say(ConnectionStep::Name, Kind::Failed,
                       problem ? problem->message
                               : QCoreApplication::translate("broker", "There is no address."));
        if (problem)
            found << problem->message;
        found.removeDuplicates();
        return say(ConnectionStep::Name, Kind::Passed, found.join(QStringLiteral("; ")));
    }

    bool ports()
    {
        QStringList found;
        std::optional<Error> problem;
        for (const Endpoint &endpoint : m_endpoints) {
            const auto open = knockAt(endpoint, m_asked.timeoutMs);
            if (open)
                found << QCoreApplication::translate("broker", "%1 answers").arg(endpoint.toString());
            else
                problem = problem ? problem : open.error();
            if (interrupted())
                return false;
        }
        if (found.isEmpty())
            return say(ConnectionStep::Port, Kind::Failed, problem ? problem->message : QString());
        if (problem)
            found << problem->message;
        return say(ConnectionStep::Port, Kind::Passed, found.join(QStringLiteral("; ")));
    }

    bool files()
    {
        for (const char *name : {"ssl.ca.location", "ssl.certificate.location", "ssl.key.location"}) {
            const QString path = QString::fromStdString(property(name));
            if (!path.isEmpty() && !QFile(path).open(QIODevice::ReadOnly))
                return say(
                    ConnectionStep::Tls, Kind::Failed,
                    QCoreApplication::translate("broker",
                                                "The file %1 cannot be read. Check that it is there and that "
                                                "you have the right to read it.")
                        .arg(path));
        }
        return true;
    }

    /// TLS and login happen in one connection; what is said about it tells at which of them it ended.
    bool connects()
    {
        Complaints complaints;
        // A consumer's configuration, as every client of ours has it; it joins no group.
        const ClusterInfo info{m_asked.access, {}, false, {}, {}};
        ClientConfig config = consumerConfig(info, {.group = "pk-test", .clientId = "pk-test"});
        config.set("log.connection.close", "true"); // a connection that is closed at once says something
        auto client = createClient(RD_KAFKA_CONSUMER, config, [&complaints](rd_kafka_conf_t *conf) {
            rd_kafka_conf_set_opaque(conf, &complaints);
            rd_kafka_conf_set_error_cb(conf, &Complaints::hear);
        });
        if (!client) // a file that is no certificate, a key that does not fit it
            return say(m_tls ? ConnectionStep::Tls : ConnectionStep::Login, Kind::Failed,
                       client.error().message);
        const bool answered = ask(client->get(), complaints);
        if (!answered && interrupted())
            return false;
        const bool tlsFailed =
            !answered && !complaints.login && (complaints.tls || m_tls || complaints.closed);
        if (tlsFailed)
            return say(ConnectionStep::Tls, Kind::Failed, tlsSentence(complaints));
        say(ConnectionStep::Tls, m_tls ? Kind::Passed : Kind::NotNeeded,
            m_tls ? QCoreApplication::translate("broker", "The broker's certificate is trusted.")
                  : QCoreApplication::translate("broker",
                                                "not asked for: everybody in between can read along"));
        if (!answered)
            return say(ConnectionStep::Login, Kind::Failed, loginSentence(complaints));
        return say(ConnectionStep::Login, m_sasl ? Kind::Passed : Kind::NotNeeded,
                   m_sasl ? QCoreApplication::translate("broker", "Logged in as %1.")
                                .arg(QString::fromStdString(property("sasl.username")))
                          : QCoreApplication::translate("broker", "not asked for"));
    }

    bool ask(rd_kafka_t *client, const Complaints &complaints)
    {
        const std::int64_t startUs = monotonicUs();
        std::int64_t closedUs = 0;
        while (monotonicUs() - startUs < std::int64_t{m_asked.timeoutMs} * 1000 && !interrupted()) {
            const rd_kafka_metadata_t *raw = nullptr;
            if (rd_kafka_metadata(client, 0, nullptr, &raw, kTickMs) == RD_KAFKA_RESP_ERR_NO_ERROR) {
                for (int i = 0; i < raw->broker_cnt; ++i)
                    m_brokers.push_back({raw->brokers[i].host, std::to_string(raw->brokers[i].port)});
                rd_kafka_metadata_destroy(raw);
                return true;
            }
            rd_kafka_poll(client, 0); // hears the complaints
            if (complaints.tls || complaints.login)
                return false;
            if (complaints.closed && closedUs == 0)
                closedUs = monotonicUs();
            if (closedUs != 0 && monotonicUs() - closedUs > std::int64_t{kClosedMs} * 1000)
                return false;
        }
        return false;
    }

    QString tlsSentence(const Complaints &complaints) const
    {
        const QString reason = complaints.tls.value_or(complaints.closed.value_or(QString()));
        if (!m_tls)
            return QCoreApplication::translate(
                "broker",
                "The broker closes the connection at once. It probably speaks TLS at "
                "this port: try the protocol SSL or SASL_SSL.");
        if (reason.contains(QStringLiteral("certificate verify failed"))
            || reason.contains(QStringLiteral("could not be verified"))) {
            const QString ca = QString::fromStdString(property("ssl.ca.location"));
            return (ca.isEmpty()
                        ? QCoreApplication::translate("broker",
                                                      "The broker's certificate is not signed by an "
                                                      "authority that this machine trusts. Ask "
                                                      "for the authority's certificate and name it as CA.")
                        : QCoreApplication::translate("broker",
                                                      "The broker's certificate cannot be verified with %1: "
                                                      "another authority has signed it, "
                                                      "it is for another name, or it has expired.")
                              .arg(ca))
                + u' ' + quoted(reason);
        }
        if (complaints.tls && reason.contains(QStringLiteral("certificate")))
            return QCoreApplication::translate(
                       "broker",
                       "The broker does not take this client's certificate, or wants one: name "
                       "certificate and key.")
                + u' ' + quoted(reason);
        if (reason.isEmpty())
            return QCoreApplication::translate("broker", "The port answers, but not as a Kafka broker does.");
        return QCoreApplication::translate(
                   "broker",
                   "TLS did not come about. The broker may not speak it at this port, or may want a "
                   "client certificate.")
            + u' ' + quoted(reason);
    }

    QString loginSentence(const Complaints &complaints) const
    {
        if (!complaints.login)
            return QCoreApplication::translate("broker", "The port answers, but not as a Kafka broker does.");
        const QString reason = *complaints.login;
        if (reason.contains(QStringLiteral("UNSUPPORTED_SASL_MECHANISM"), Qt::CaseInsensitive)
            || reason.contains(QStringLiteral("Unsupported SASL mechanism"), Qt::CaseInsensitive)
            || reason.contains(QStringLiteral("mechanism handshake failed"), Qt::CaseInsensitive))
            return QCoreApplication::translate("broker", "The broker does not take the mechanism %1.")
                       .arg(QString::fromStdString(property("sasl.mechanism")))
                + u' ' + quoted(reason);
        QString sentence =
            QCoreApplication::translate("broker", "The broker does not let %1 in: name or password is wrong.")
                .arg(QString::fromStdString(property("sasl.username")));
        // It sends its own nonce twice, which Kafka let pass before it became strict.
        if (property("sasl.mechanism").starts_with("SCRAM") && rd_kafka_version() < kStrictScram)
            sentence += u' '
                + QCoreApplication::translate(
                      "broker",
                      "It may also be this computer's librdkafka %1: before 2.6.1 its SCRAM is "
                      "refused by Kafka 4. Ask for PLAIN over TLS, or install a newer librdkafka.")
                      .arg(QString::fromStdString(clientLibraryVersion()));
        return sentence + u' ' + quoted(reason);
    }

    /// Clients talk to the addresses that the cluster gives out, not to those that they were given.
    bool brokers()
    {
        for (const Endpoint &broker : m_brokers) {
            if (const auto open = knockAt(broker, m_asked.timeoutMs); !open)
                return say(ConnectionStep::Brokers, Kind::Failed,
                           QCoreApplication::translate(
                               "broker",
                               "The cluster answers, but sends its clients to %1, which cannot "
                               "be reached from here. That is the broker's setting "
                               "advertised.listeners.")
                                   .arg(broker.toString())
                               + u' ' + open.error().message);
            if (interrupted())
                return false;
        }
        QStringList addresses;
        for (const Endpoint &broker : m_brokers)
            addresses << broker.toString();
        return say(ConnectionStep::Brokers, Kind::Passed,
                   QCoreApplication::translate("broker", "All can be reached: %1")
                       .arg(addresses.join(QStringLiteral(", "))));
    }

    const ConnectionTest &m_asked;
    const std::vector<Endpoint> m_endpoints;
    bool m_tls = false;
    bool m_sasl = false;
    std::vector<Endpoint> m_brokers;
    std::vector<StepOutcome> m_outcomes;
};

} // namespace

QString toString(ConnectionStep step)
{
    switch (step) {
    case ConnectionStep::Name:
        return QCoreApplication::translate("broker", "name");
    case ConnectionStep::Port:
        return QCoreApplication::translate("broker", "port");
    case ConnectionStep::Tls:
        return QCoreApplication::translate("broker", "TLS");
    case ConnectionStep::Login:
        return QCoreApplication::translate("broker", "login");
    case ConnectionStep::Brokers:
        return QCoreApplication::translate("broker", "brokers");
    case ConnectionStep::Rights:
        return QCoreApplication::translate("broker", "rights");
    }
    return {};
}

std::vector<StepOutcome> testConnection(const ConnectionTest &test)
{
    return Test(test).run();
}

} // namespace pk::broker
