#include "bridge/sql_console.h"

#include "bridge/sql_words.h"
#include "bridge/warehouse_query.h"
#include "warehouse/console.h"

#include <QCoreApplication>
#include <QElapsedTimer>

#include <algorithm>

namespace pk::gui {

namespace {

constexpr std::size_t kLongestResult = 64 * 1024; ///< bytes
constexpr std::size_t kMostBytes = 32 * 1024 * 1024; ///< of all cells of a result

Result<SqlResult> readResult(Statement &statement, int mostRows)
{
    SqlResult result;
    std::size_t bytes = 0;
    for (;;) {
        const auto row = statement.step();
        if (!row)
            return row.error();
        for (int i = static_cast<int>(result.columns.size()); i < statement.columnCount(); ++i)
            result.columns << QString::fromStdString(statement.columnName(i));
        if (!*row)
            return result;
        if (result.rows.size() >= static_cast<std::size_t>(mostRows) || bytes > kMostBytes) {
            result.truncated = true;
            statement.reset();
            return result;
        }
        Cells cells;
        for (int i = 0; i < statement.columnCount(); ++i) {
            cells.push_back(cellValue(statement, i, kLongestResult));
            bytes += 16 + std::min(statement.text(i).size(), kLongestResult);
        }
        result.rows.push_back(std::move(cells));
    }
}

int characters(const QByteArray &text, std::optional<std::size_t> bytes)
{
    return bytes ? static_cast<int>(QString::fromUtf8(text.left(static_cast<qsizetype>(*bytes))).size()) : -1;
}

constexpr int kRun = 0; // kinds of jobs
constexpr int kLook = 1;

SqlFailure::Kind kindOf(ErrorCode code)
{
    switch (code) {
    case ErrorCode::Permission:
        return SqlFailure::Kind::Refused;
    case ErrorCode::Timeout:
        return SqlFailure::Kind::TimedOut;
    case ErrorCode::Cancelled:
        return SqlFailure::Kind::Cancelled;
    case ErrorCode::Database:
    case ErrorCode::BadInput:
        return SqlFailure::Kind::Wrong;
    default:
        return SqlFailure::Kind::Unavailable;
    }
}

} // namespace

struct SqlConsole::Fault
{
    QString reported;
    int position = -1;
};

SqlConsole::SqlConsole(SqlLimits limits, QObject *parent)
    : QObject(parent)
    , m_limits(limits)
    , m_thread("pk-sql-console", this, [limits](const QString &path) {
        return warehouse::openWarehouseForConsole(path, {limits.rows, limits.time});
    })
{
}

SqlConsole::~SqlConsole() = default;

void SqlConsole::setPath(const QString &path)
{
    if (path != m_path)
        m_thread.cancel(kRun); // its rows would stand under the other warehouse
    m_path = path;
    m_thread.setPath(path);
    look();
}

void SqlConsole::look()
{
    if (!isMysqlAddress(m_path)) {
        m_thread.cancel(kLook);
        Q_EMIT opened();
        return;
    }
    m_thread.run({kLook,
                  [this](Database &db, const QueryThread::Stopped &) -> Result<QueryThread::Answer> {
                      if (const auto asked = db.prepareOnly("SELECT 1"); !asked)
                          return asked.error();
                      return QueryThread::Answer([this] { Q_EMIT opened(); });
                  },
                  [this](const Error &error) {
                      if (error.code == ErrorCode::Unsupported && isMysqlAddress(m_path))
                          Q_EMIT closed(failureOf(error, {}, {}));
                  },
                  m_limits.time});
}

void SqlConsole::run(const QString &sql)
{
    m_running = true;
    Q_EMIT started(sql);
    const auto fault = std::make_shared<Fault>(); // written before the failure is told
    m_thread.run(
        {kRun,
         [this, sql, fault, rows = m_limits.rows, server = isMysqlAddress(m_path)](
             Database &db, const QueryThread::Stopped &) -> Result<QueryThread::Answer> {
             QElapsedTimer since;
             since.start();
             const QByteArray text = sql.toUtf8();
             auto statement = db.prepareOnly({text.constData(), static_cast<std::size_t>(text.size())});
             if (!statement) {
                 *fault = {QString::fromStdString(db.errorText()), characters(text, db.errorPosition())};
                 if (server)
                     fault->position = serverErrorPosition(fault->reported, sql);
                 return statement.error();
             }
             auto result = readResult(**statement, rows);
             if (!result) {
                 fault->reported = QString::fromStdString(db.errorText());
                 return result.error();
             }
             result->sql = sql;
             result->elapsedMs = since.elapsed();
             return QueryThread::Answer([this, r = std::move(*result)] {
                 m_running = false;
                 Q_EMIT finished(r);
             });
         },
         [this, sql, fault](const Error &error) {
             m_running = false;
             Q_EMIT failed(failureOf(error, sql, *fault));
         },
         m_limits.time});
}

void SqlConsole::cancel()
{
    m_thread.cancel(kRun);
}

SqlFailure SqlConsole::failureOf(const Error &error, const QString &sql, const Fault &fault) const
{
    const bool server = isMysqlAddress(m_path);
    SqlFailure failure;
    failure.sql = sql;
    failure.kind = kindOf(error.code);
    failure.position = fault.position;
    switch (failure.kind) {
    case SqlFailure::Kind::Refused:
        failure.message = QCoreApplication::translate("bridge",
                                                      "The database has refused this statement: the console "
                                                      "only reads. Nothing was changed; use SELECT.");
        if (server)
            failure.message += QLatin1Char(' ') + serverErrorInWords(fault.reported, m_tables, sql);
        break;
    case SqlFailure::Kind::TimedOut:
        failure.message =
            QCoreApplication::translate("bridge",
                                        "The query took longer than %1 seconds and was stopped. Nothing was "
                                        "changed; ask for fewer rows, or filter by a key.")
                .arg(static_cast<double>(m_limits.time.count()) / 1000.0);
        break;
    case SqlFailure::Kind::Cancelled:
        failure.message = QCoreApplication::translate("bridge", "You have stopped the query.");
        break;
    case SqlFailure::Kind::Wrong:
        if (error.code == ErrorCode::BadInput)
            failure.message = error.message;
        else if (!server)
            failure.message = sqlErrorInWords(fault.reported, m_tables, sql);
        else if (sql.left(fault.position).trimmed().endsWith(QLatin1Char(';')) && fault.position >= 0)
            failure.message = QCoreApplication::translate(
                "base", "A second statement begins here. Nothing was run; run one statement at a time.");
        else
            failure.message = serverErrorInWords(fault.reported, m_tables, sql);
        break;
    case SqlFailure::Kind::Unavailable:
        failure.message = error.message;
        if (server && error.code == ErrorCode::Unsupported) {
            failure.remedy = warehouse::consoleAccountSql(m_path);
            failure.message =
                QCoreApplication::translate(
                    "bridge",
                    "The SQL console is off. %1 Make the account, put its password into %2 (a name other "
                    "than %3 into %4), and start the program again.")
                    .arg(error.message, QLatin1String(warehouse::kConsolePasswordVariable),
                         warehouse::usualConsoleUser(m_path), QLatin1String(warehouse::kConsoleUserVariable));
        }
        break;
    }
    return failure;
}

} // namespace pk::gui
