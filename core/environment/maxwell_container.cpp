#include "environment/maxwell_container.h"

#include <QCoreApplication>

namespace pk::environment {

namespace {

// As compose.yaml leaves them: the defaults of Maxwell.
constexpr const char *kSchema = "maxwell";
constexpr const char *kClient = "maxwell";

constexpr std::int64_t kSilentMs = 30'000; ///< its heartbeat comes every ten seconds, on a busy machine later
constexpr std::int64_t kBehindMs = 60'000;

Error notNow(const QString &sentence)
{
    return {ErrorCode::Unavailable, sentence, {}, true};
}

} // namespace

Result<std::unique_ptr<MaxwellContainer>>
MaxwellContainer::start(const MysqlAddress &source, const QString &password, const QStringList &tellsAgain)
{
    auto server = openMysql(source, password);
    if (!server)
        return server.error();
    std::unique_ptr<MaxwellContainer> maxwell(new MaxwellContainer(source, std::move(*server), tellsAgain));
    if (const auto end = endOfBinlog(*maxwell->m_server); !end)
        return maxwell->explained(end.error());
    return maxwell;
}

MaxwellContainer::MaxwellContainer(const MysqlAddress &source, std::unique_ptr<Database> server,
                                   const QStringList &tellsAgain)
    : m_source(source)
    , m_server(std::move(server))
    , m_tables(*m_server, QString::fromLatin1(kSchema), kClient)
    , m_toAsk(tellsAgain)
{
}

/// A database that was made before the account was given these rights lacks them.
Error MaxwellContainer::explained(const Error &error) const
{
    if (error.code != ErrorCode::Permission)
        return error;
    return {ErrorCode::Permission,
            QCoreApplication::translate(
                "environment",
                "The user %1 may not see how far Compose's Maxwell is. Root of that database runs: %2")
                .arg(m_source.user,
                     QStringLiteral("GRANT REPLICATION CLIENT ON *.* TO '%1'; "
                                    "GRANT SELECT, INSERT ON `%2`.* TO '%1';")
                         .arg(m_source.user, QString::fromLatin1(kSchema))),
            m_source.server()};
}

Result<void> MaxwellContainer::look()
{
    m_answers = false;
    const auto sign = m_tables.sign();
    if (!sign)
        return explained(sign.error());
    if (!*sign || (*sign)->silentMs > kSilentMs)
        return notNow(QCoreApplication::translate(
            "environment",
            "Compose's Maxwell does not answer. What the campus does waits in the binlog until it is back. "
            "What it says: pelatihan-kafka env logs compose"));
    if ((*sign)->behindMs > kBehindMs)
        return notNow(QCoreApplication::translate(
            "environment",
            "Compose's Maxwell is behind: it lives, and has published nothing for a while of what the "
            "campus did. What it says: pelatihan-kafka env logs compose"));
    m_place = (*sign)->place;
    m_answers = true;
    return {};
}

Result<bool> MaxwellContainer::ready()
{
    if (auto looked = look(); !looked)
        return looked.error();
    if (m_ready)
        return true;
    if (!m_toAsk.isEmpty()) {
        if (auto asked = m_tables.askBootstraps(m_source.database, m_toAsk); !asked)
            return explained(asked.error());
        m_toAsk.clear();
    }
    const auto told = m_tables.hasBootstrapped();
    m_ready = told && *told;
    return told;
}

Result<bool> MaxwellContainer::caughtUp()
{
    if (const auto is = ready(); !is || !*is)
        return is;
    if (!m_target) {
        auto end = endOfBinlog(*m_server);
        if (!end)
            return end.error();
        m_target = std::move(*end);
    }
    return m_place >= *m_target;
}

kampus::CaptureState MaxwellContainer::state() const
{
    using State = kampus::CaptureState;
    return !m_answers ? State::Starting : m_ready ? State::Running : State::Bootstrapping;
}

} // namespace pk::environment
