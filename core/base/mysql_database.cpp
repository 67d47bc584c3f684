#include "base/mysql_database.h"

#include "base/mysql_bulk.h"
#include "base/mysql_errors.h"
#include "base/mysql_rights.h"
#include "base/mysql_stream.h"
#include "base/mysql_text.h"

#include <QCoreApplication>
#include <QSqlDatabase>
#include <QSqlDriver>
#include <QSqlError>
#include <QSqlQuery>
#include <QSqlRecord>
#include <QVariant>

#include <algorithm>
#include <atomic>
#include <cassert>
#include <utility>
#include <vector>

namespace pk {

namespace {

constexpr int kLockSeconds = 5;

/// MariaDB alone can end a transaction whose owner is silent; without it a host that vanished would keep the
/// writers' lock for hours.
constexpr const char *kSession =
    "SET SESSION sql_mode = 'ANSI_QUOTES,PIPES_AS_CONCAT,NO_BACKSLASH_ESCAPES,STRICT_ALL_TABLES,"
    "ERROR_FOR_DIVISION_BY_ZERO,NO_ZERO_DATE,NO_ENGINE_SUBSTITUTION', SESSION default_storage_engine = "
    "InnoDB, "
    "SESSION innodb_lock_wait_timeout = 5, SESSION time_zone = '+00:00' "
    "/*M!100300 , SESSION idle_transaction_timeout = 60 */; "
    "SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED";

// CLIENT_FOUND_ROWS: changes() counts the rows that an UPDATE finds, as SQLite does, and not only those that
// it makes different.
constexpr const char *kOptions = "CLIENT_FOUND_ROWS=1;MYSQL_OPT_CONNECT_TIMEOUT=5;"
                                 "MYSQL_OPT_READ_TIMEOUT=%1;MYSQL_OPT_WRITE_TIMEOUT=%2";
constexpr int kShortSeconds = 15; // three times what a lock is waited for
constexpr int kLongReadSeconds = 120;
constexpr int kLongWriteSeconds = 60;

QString toText(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

class MysqlDatabase final : public Database
{
public:
    MysqlDatabase(MysqlAddress address, OpenMode mode, Patience patience)
        : m_address(std::move(address))
        , m_mode(mode)
        , m_patience(patience)
    {
    }
    ~MysqlDatabase() override;
    MysqlDatabase(const MysqlDatabase &) = delete;
    MysqlDatabase &operator=(const MysqlDatabase &) = delete;

    Result<void> open(const QString &password);

    Result<void> exec(std::string_view sql) override;
    Result<std::unique_ptr<Statement>> prepare(std::string_view sql) override;
    std::unique_ptr<RowSink> rowSink(std::string_view sql, std::size_t columns) override;
    Result<std::unique_ptr<Statement>> prepareOnly(std::string_view sql) override;
    std::optional<std::size_t> errorPosition() const override { return std::nullopt; }
    std::string errorText() const override { return m_errorText; }
    void allowOnlyQueries() override;
    void setStopCondition(std::function<bool()>) override { } // mysql_console.h can
    Result<void> limitQueries(std::chrono::milliseconds time) override;
    Result<void> begin() override;
    Result<void> commit() override;
    bool commitUnknown() const override { return m_commitUnknown; }
    void rollback() override;
    std::int64_t changes() const override { return m_changes; }
    std::string version() const override { return m_version; }

    /// Runs one text and leaves its rows, if any, in `query`.
    Result<void> run(std::optional<QSqlQuery> &query, const QString &text);
    /// Runs its rows in the open transaction, or in one of their own.
    Result<void> run(mysql::Bulk &bulk, const std::string &sql);

private:
    Result<void> connect();
    Result<void> runOnce(std::optional<QSqlQuery> &query, const QString &text);
    Result<std::string> askOne(const QString &text);
    Error failure(const QSqlError &error, const QString &context);
    Error failure(int number, const QString &said, const QString &context);
    void releaseLock();

    const MysqlAddress m_address;
    const OpenMode m_mode;
    const Patience m_patience;
    QString m_name; ///< of the connection, which Qt keeps in a list of its own
    QSqlDatabase m_connection;
    std::string m_version;
    std::string m_limit; ///< the statement that sets it in a new session
    std::string m_errorText;
    std::int64_t m_changes = 0;
    std::uint64_t m_session = 0; ///< counts the connections
    bool m_inTransaction = false;
    bool m_lost = false;
    bool m_commitUnknown = false;
    bool m_closedToText = false;
    std::optional<Error> m_notTyped = mysql::onlyAnAccountCan(); ///< why nobody may type here
};

class MysqlStatement final : public Statement
{
public:
    MysqlStatement(MysqlDatabase &db, std::string_view sql)
        : m_db(db)
        , m_text(sql)
    {
    }

    void bindNull(int index) override { m_text.setNull(static_cast<std::size_t>(index)); }
    void bind(int index, std::int64_t value) override { m_text.set(static_cast<std::size_t>(index), value); }
    void bind(int index, std::string_view text) override
    {
        m_text.set(static_cast<std::size_t>(index), text);
    }
    void bindBlob(int index, std::string_view bytes) override
    {
        m_text.setBlob(static_cast<std::size_t>(index), bytes);
    }

    Result<bool> step() override
    {
        if (!m_query) {
            if (auto run = m_db.run(m_query, toText(m_text.fill())); !run) {
                m_query.reset();
                return run.error();
            }
            if (!m_query->isSelect()) {
                m_query.reset();
                return false;
            }
            m_columns = m_query->record().count();
        }
        m_cells.assign(static_cast<std::size_t>(m_columns), {});
        if (m_query->next())
            return true;
        reset();
        return false;
    }
    void reset() override { m_query.reset(); }

    int columnCount() const override { return m_columns; }
    std::string columnName(int column) const override
    {
        return m_query ? m_query->record().fieldName(column).toStdString() : std::string();
    }
    ValueType type(int column) const override
    {
        const QVariant &value = cell(column).value;
        if (value.isNull())
            return ValueType::Null;
        switch (value.typeId()) {
        case QMetaType::Char:
        case QMetaType::UChar:
        case QMetaType::Short:
        case QMetaType::UShort:
        case QMetaType::Int:
        case QMetaType::UInt:
        case QMetaType::LongLong:
        case QMetaType::ULongLong:
            return ValueType::Integer;
        case QMetaType::Double:
            return ValueType::Real;
        default:
            return ValueType::Text; // the driver does not tell a binary collation from bytes
        }
    }
    std::int64_t integer(int column) const override { return cell(column).value.toLongLong(); }
    double real(int column) const override { return cell(column).value.toDouble(); }
    std::string_view text(int column) const override
    {
        Cell &known = cell(column);
        if (!known.hasText) {
            known.text = known.value.typeId() == QMetaType::QByteArray ? known.value.toByteArray()
                                                                       : known.value.toString().toUtf8();
            known.hasText = true;
        }
        return {known.text.constData(), static_cast<std::size_t>(known.text.size())};
    }

private:
    struct Cell
    {
        bool known = false;
        bool hasText = false;
        QVariant value;
        QByteArray text;
    };
    Cell &cell(int column) const
    {
        assert(m_query && column < m_columns);
        Cell &cell = m_cells[static_cast<std::size_t>(column)];
        if (!cell.known) {
            cell.value = m_query->value(column);
            cell.known = true;
        }
        return cell;
    }

    MysqlDatabase &m_db;
    mysql::StatementText m_text;
    std::optional<QSqlQuery> m_query; ///< while rows are read; the driver holds all of them
    int m_columns = 0;
    mutable std::vector<Cell> m_cells; ///< of the row it stands on
};

/// Rows are sent when their texts come to so many bytes: a server takes 16 MB at once, unless told otherwise.
constexpr std::size_t kMostBytes = 4'000'000;

class MysqlRows final : public RowSink
{
public:
    MysqlRows(MysqlDatabase &db, std::string_view sql, std::size_t columns)
        : m_db(db)
        , m_sql(sql)
        , m_bulk(m_sql, columns)
    {
    }

    void null() override { m_bulk.null(); }
    void integer(std::int64_t value) override { m_bulk.integer(value); }
    void text(std::string_view text) override { m_bulk.text(text); }
    Result<void> endRow() override { return m_bulk.bytes() < kMostBytes ? Result<void>() : flush(); }
    Result<void> flush() override { return m_bulk.isEmpty() ? Result<void>() : m_db.run(m_bulk, m_sql); }

private:
    MysqlDatabase &m_db;
    const std::string m_sql;
    mysql::Bulk m_bulk;
};

MysqlDatabase::~MysqlDatabase()
{
    rollback();
    m_connection.close();
    m_connection = QSqlDatabase();
    QSqlDatabase::removeDatabase(m_name);
}

Result<void> MysqlDatabase::open(const QString &password)
{
    static std::atomic<int> number{0};
    m_name = QStringLiteral("pk-mysql-%1").arg(++number);
    if (!QSqlDatabase::isDriverAvailable(QStringLiteral("QMYSQL"))) {
        return Error{
            ErrorCode::Unsupported,
            QCoreApplication::translate("base",
                                        "Qt's driver for MySQL and MariaDB is not installed. Install it "
                                        "with: apt install libqt6sql6-mysql"),
            {}};
    }
    m_connection = QSqlDatabase::addDatabase(QStringLiteral("QMYSQL"), m_name);
    m_connection.setUserName(m_address.user);
    m_connection.setPassword(password);
    m_connection.setDatabaseName(m_address.database);
    m_connection.setHostName(m_address.socket.isEmpty() ? m_address.host : QStringLiteral("localhost"));
    m_connection.setPort(m_address.socket.isEmpty() ? m_address.port : 0);
    const bool isLong = m_patience == Patience::Long;
    QString options = QString::fromLatin1(kOptions)
                          .arg(isLong ? kLongReadSeconds : kShortSeconds)
                          .arg(isLong ? kLongWriteSeconds : kShortSeconds);
    if (!m_address.socket.isEmpty())
        options += QStringLiteral(";UNIX_SOCKET=") + m_address.socket;
    m_connection.setConnectOptions(options);
    if (auto connected = connect(); !connected)
        return connected;
    const auto version = askOne(QStringLiteral("SELECT version()"));
    if (!version)
        return version.error();
    const bool mariaDb = version->find("MariaDB") != std::string::npos;
    m_version = (mariaDb ? "MariaDB " : "MySQL ") + version->substr(0, version->find('-'));
    return {};
}

Result<void> MysqlDatabase::connect()
{
    m_connection.close();
    m_lost = true;
    if (!m_connection.open())
        return failure(m_connection.lastError(), {});
    m_lost = false;
    ++m_session;
    auto set = exec(kSession);
    if (set && m_mode == OpenMode::ReadOnly)
        set = exec("SET SESSION TRANSACTION READ ONLY");
    if (set)
        set = exec(m_limit);
    m_lost = !set; // no statement runs in a session that escapes text otherwise
    return set;
}

Result<void> MysqlDatabase::limitQueries(std::chrono::milliseconds time)
{
    const auto ms = time.count();
    m_limit = m_version.rfind("MariaDB", 0) == 0
        ? "SET SESSION max_statement_time = " + std::to_string(static_cast<double>(ms) / 1000)
        : "SET SESSION max_execution_time = " + std::to_string(ms);
    return exec(m_limit);
}

Error MysqlDatabase::failure(const QSqlError &error, const QString &context)
{
    return failure(error.nativeErrorCode().toInt(), error.databaseText(), context);
}

Error MysqlDatabase::failure(int number, const QString &said, const QString &context)
{
    m_errorText = said.toStdString();
    m_lost = m_lost || mysql::isLost(number);
    return mysql::errorFor(number, said, m_address, context);
}

Result<void> MysqlDatabase::runOnce(std::optional<QSqlQuery> &query, const QString &text)
{
    query.emplace(m_connection);
    if (!query->exec(text))
        return failure(query->lastError(), text.left(80));
    m_changes = query->numRowsAffected();
    return {};
}

Result<void> MysqlDatabase::run(std::optional<QSqlQuery> &query, const QString &text)
{
    if (m_lost && !m_inTransaction) {
        if (auto again = connect(); !again)
            return again;
    }
    auto done = runOnce(query, text);
    // A read that found the connection dead is read again; whether a write has arrived is not known.
    if (!done && m_lost && !m_inTransaction && text.startsWith(QStringLiteral("SELECT"))) {
        query.reset();
        if (auto again = connect(); !again)
            return again;
        done = runOnce(query, text);
    }
    return done;
}

std::unique_ptr<RowSink> MysqlDatabase::rowSink(std::string_view sql, std::size_t columns)
{
    const bool able = !m_closedToText && m_version.rfind("MariaDB", 0) == 0 && mysql::hasBulk();
    return able ? std::make_unique<MysqlRows>(*this, sql, columns) : nullptr;
}

Result<void> MysqlDatabase::run(mysql::Bulk &bulk, const std::string &sql)
{
    if (m_lost && !m_inTransaction) {
        if (auto again = connect(); !again)
            return again;
    }
    if (const auto failed = bulk.execute(*m_connection.driver(), m_session))
        return failure(static_cast<int>(failed->number), toText(failed->text), toText(sql).left(80));
    return {};
}

Result<void> MysqlDatabase::exec(std::string_view sql)
{
    if (sql.empty())
        return {};
    std::optional<QSqlQuery> query;
    if (auto done = run(query, toText(sql)); !done)
        return done;
    while (query->nextResult()) { } // of the statements behind the first
    return query->lastError().isValid() ? failure(query->lastError(), toText(sql).left(80)) : Result<void>();
}

Result<std::unique_ptr<Statement>> MysqlDatabase::prepare(std::string_view sql)
{
    if (m_closedToText)
        return mysql::onlyAnAccountCan();
    return std::unique_ptr<Statement>(std::make_unique<MysqlStatement>(*this, sql));
}

Result<std::string> MysqlDatabase::askOne(const QString &text)
{
    std::optional<QSqlQuery> query;
    if (auto done = run(query, text); !done)
        return done.error();
    return query->next() ? query->value(0).toString().toStdString() : std::string();
}

Result<void> MysqlDatabase::begin()
{
    assert(!m_inTransaction);
    m_commitUnknown = false;
    const auto locked = askOne(
        QStringLiteral("SELECT get_lock(concat('pelatihan-kafka ', md5(database())), %1)").arg(kLockSeconds));
    if (!locked)
        return locked.error();
    if (*locked != "1")
        return Error{
            ErrorCode::Busy,
            QCoreApplication::translate(
                "base", "The database is locked by another program. Nothing was written; it is tried again."),
            m_address.server(), true};
    // The lock belongs to this connection: no other one may take its place from here on.
    m_inTransaction = true;
    auto begun = exec("START TRANSACTION");
    if (!begun)
        rollback();
    return begun;
}

Result<void> MysqlDatabase::commit()
{
    auto committed = exec("COMMIT");
    if (!committed) {
        m_commitUnknown = m_lost;
        return committed;
    }
    m_inTransaction = false;
    releaseLock();
    return {};
}

void MysqlDatabase::rollback()
{
    if (!std::exchange(m_inTransaction, false) || m_lost)
        return;
    if (auto done = exec("ROLLBACK"); !done)
        m_lost = true; // closing the connection rolls back, too
    releaseLock();
}

void MysqlDatabase::releaseLock()
{
    if (m_lost)
        return; // it went with the connection
    if (auto done = exec("DO release_lock(concat('pelatihan-kafka ', md5(database())))"); !done)
        m_lost = true;
}

void MysqlDatabase::allowOnlyQueries()
{
    m_closedToText = true;
    const auto grants = mysql::grantsOf(m_version, [this](const QString &text) -> Result<QStringList> {
        std::optional<QSqlQuery> query;
        if (auto done = run(query, text); !done)
            return done.error();
        QStringList lines;
        while (query->next())
            lines << query->value(0).toString();
        return lines;
    });
    m_notTyped = grants ? mysql::refusalOf(m_address.user, *grants) : grants.error();
}

Result<std::unique_ptr<Statement>> MysqlDatabase::prepareOnly(std::string_view sql)
{
    if (m_notTyped)
        return *m_notTyped;
    // The server takes no second statement here. The text is one literal: nobody has changed the session yet.
    mysql::StatementText prepare("PREPARE pk_typed FROM ?");
    prepare.set(0, sql);
    std::optional<QSqlQuery> query;
    if (auto done = runOnce(query, toText(prepare.fill())); !done)
        return done.error();
    return mysql::streamed(*m_connection.driver(), "EXECUTE pk_typed",
                           [this](int number, const QString &said) { return failure(number, said, {}); });
}

} // namespace

bool isServer(const Database &db)
{
    return db.version().rfind("SQLite", 0) != 0;
}

Result<std::unique_ptr<Database>> openMysql(const MysqlAddress &address, const QString &password,
                                            OpenMode mode, Patience patience)
{
    MysqlAddress known = address;
    if (password != qEnvironmentVariable(address.passwordVariable.toUtf8().constData()))
        known.passwordVariable.clear(); // it came from elsewhere
    auto db = std::make_unique<MysqlDatabase>(std::move(known), mode, patience);
    if (auto opened = db->open(password); !opened)
        return opened.error();
    return std::unique_ptr<Database>(std::move(db));
}

} // namespace pk
