#include "base/mysql_console.h"

#include "base/database_errors.h"
#include "base/mysql_rights.h"
#include "base/sql.h"
#include "base/thread_name.h"

#include <QCoreApplication>

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <thread>

namespace pk {

namespace {

constexpr auto kLook = std::chrono::milliseconds(50);

struct Account
{
    MysqlAddress address;
    QString password;
};

/// Ends what runs on a connection, from another one: the first waits for its answer.
class Killer
{
public:
    Killer(Account account, std::int64_t connection, std::function<bool()> stop)
        : m_account(std::move(account))
        , m_connection(connection)
        , m_stop(std::move(stop))
        , m_thread([this](const std::stop_token &ended) { watch(ended); })
    {
    }

    void kill() { m_wanted = true; }
    bool wasStopped() const { return m_stopped; }

private:
    void watch(const std::stop_token &ended)
    {
        setThreadName("pk-sql-killer");
        std::unique_ptr<Database> second;
        std::mutex mutex;
        std::condition_variable_any wake;
        std::unique_lock lock(mutex);
        while (!wake.wait_for(lock, ended, kLook, [&] { return ended.stop_requested(); })
               && !ended.stop_requested()) {
            if (!m_stopped && m_stop && m_stop())
                m_stopped = true;
            if (!m_stopped && !m_wanted)
                continue;
            if (!second) {
                if (auto opened =
                        openMysql(m_account.address, m_account.password, OpenMode::ReadOnly, Patience::Short))
                    second = std::move(*opened);
            }
            // One that comes between two statements is in vain, so it is said again; and there is no other to
            // hit.
            if (second && !second->exec("KILL QUERY " + std::to_string(m_connection)))
                second.reset();
        }
    }

    const Account m_account;
    const std::int64_t m_connection;
    const std::function<bool()> m_stop; ///< of the thread
    std::atomic<bool> m_wanted{false};
    std::atomic<bool> m_stopped{false};
    std::jthread m_thread; // last: it uses the rest
};

Error stopped()
{
    return {ErrorCode::Cancelled, databaseMessage(ErrorCode::Cancelled, {}), {}};
}

Error noRows()
{
    return {ErrorCode::BadInput,
            QCoreApplication::translate("base",
                                        "This statement gives no rows, and what it has set ended with its "
                                        "session. The console only reads; use SELECT."),
            {}};
}

class TypedStatement final : public Statement
{
public:
    TypedStatement(std::unique_ptr<Database> session, std::unique_ptr<Killer> killer,
                   std::unique_ptr<Statement> statement, std::string &errorText)
        : m_session(std::move(session))
        , m_killer(std::move(killer))
        , m_statement(std::move(statement))
        , m_errorText(errorText)
    {
    }
    ~TypedStatement() override { end(); }
    TypedStatement(const TypedStatement &) = delete;
    TypedStatement &operator=(const TypedStatement &) = delete;

    void bindNull(int) override { }
    void bind(int, std::int64_t) override { }
    void bind(int, std::string_view) override { }
    void bindBlob(int, std::string_view) override { }

    Result<bool> step() override
    {
        if (!m_session)
            return false;
        auto row = m_statement->step();
        if (m_names.empty()) {
            for (int i = 0; i < m_statement->columnCount(); ++i)
                m_names.push_back(m_statement->columnName(i));
        }
        if (m_killer->wasStopped()) // a sleep() that is killed returns as if it were over
            row = stopped();
        else if (row && m_names.empty())
            row = noRows();
        if (row && *row)
            return true;
        m_errorText = m_session->errorText();
        end();
        return row;
    }
    void reset() override { end(); }

    int columnCount() const override { return static_cast<int>(m_names.size()); }
    std::string columnName(int column) const override { return m_names[static_cast<std::size_t>(column)]; }
    ValueType type(int column) const override { return m_statement->type(column); }
    std::int64_t integer(int column) const override { return m_statement->integer(column); }
    double real(int column) const override { return m_statement->real(column); }
    std::string_view text(int column) const override { return m_statement->text(column); }

private:
    void end()
    {
        if (!m_session)
            return;
        m_killer->kill(); // the library reads to their end the rows that nobody wants any more
        m_statement.reset();
        m_killer.reset();
        m_session.reset();
    }

    std::unique_ptr<Database> m_session;
    std::unique_ptr<Killer> m_killer;
    std::unique_ptr<Statement> m_statement;
    std::vector<std::string> m_names;
    std::string &m_errorText; ///< of the console, which lives longer
};

class MysqlConsole final : public Database
{
public:
    MysqlConsole(Account account, const ConsoleLimits &limits)
        : m_account(std::move(account))
        , m_limits(limits)
    {
    }

    Result<std::unique_ptr<Statement>> prepareOnly(std::string_view sql) override;
    std::string errorText() const override { return m_errorText; }
    std::optional<std::size_t> errorPosition() const override { return std::nullopt; }
    void setStopCondition(std::function<bool()> stop) override { m_stop = std::move(stop); }
    void allowOnlyQueries() override { }
    std::string version() const override { return m_version; }

    Result<void> exec(std::string_view) override { return mysql::onlyAnAccountCan(); }
    Result<std::unique_ptr<Statement>> prepare(std::string_view) override
    {
        return mysql::onlyAnAccountCan();
    }
    Result<void> begin() override { return mysql::onlyAnAccountCan(); }
    Result<void> commit() override { return mysql::onlyAnAccountCan(); }
    void rollback() override { }
    std::int64_t changes() const override { return 0; }

private:
    Result<void> limit(Database &session) const;

    const Account m_account;
    const ConsoleLimits m_limits;
    std::function<bool()> m_stop;
    std::string m_errorText;
    std::string m_version; ///< of the server that was asked last
};

Result<void> MysqlConsole::limit(Database &session) const
{
    const std::string rows = std::to_string(m_limits.rows + 1);
    if (auto limited = session.limitQueries(m_limits.time); !limited)
        return limited;
    return session.exec("SET SESSION sql_select_limit = " + rows + ", SESSION lock_wait_timeout = 5");
}

Result<std::unique_ptr<Statement>> MysqlConsole::prepareOnly(std::string_view sql)
{
    auto session = openMysql(m_account.address, m_account.password, OpenMode::ReadOnly, Patience::Short);
    if (!session) {
        Error error = session.error();
        if (error.code == ErrorCode::Permission) // the account's fault, and not the statement's
            error.code = ErrorCode::Unsupported;
        return error;
    }
    m_version = (*session)->version();
    const auto connection = queryInteger(**session, "SELECT connection_id()");
    if (!connection)
        return connection.error();
    if (auto limited = limit(**session); !limited)
        return limited.error();
    (*session)->allowOnlyQueries();
    auto killer = std::make_unique<Killer>(m_account, *connection, m_stop);
    auto statement = (*session)->prepareOnly(sql);
    if (!statement) {
        m_errorText = (*session)->errorText();
        return killer->wasStopped() ? stopped() : statement.error();
    }
    return std::unique_ptr<Statement>(std::make_unique<TypedStatement>(std::move(*session), std::move(killer),
                                                                       std::move(*statement), m_errorText));
}

} // namespace

std::unique_ptr<Database> mysqlConsole(const MysqlAddress &account, const QString &password,
                                       const ConsoleLimits &limits)
{
    return std::make_unique<MysqlConsole>(Account{account, password}, limits);
}

} // namespace pk
