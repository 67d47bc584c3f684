#include "bridge/sql_console.h"

#include "bridge/sql_words.h"
#include "bridge/warehouse_query.h"

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
    for (int i = 0; i < statement.columnCount(); ++i)
        result.columns << QString::fromStdString(statement.columnName(i));
    std::size_t bytes = 0;
    for (;;) {
        const auto row = statement.step();
        if (!row)
            return row.error();
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
    , m_thread("pk-sql-console", this)
{
}

SqlConsole::~SqlConsole() = default;

void SqlConsole::setPath(const QString &path)
{
    m_thread.setPath(path);
}

void SqlConsole::run(const QString &sql)
{
    m_running = true;
    Q_EMIT started(sql);
    const auto fault = std::make_shared<Fault>(); // written before the failure is told
    m_thread.run(
        {0,
         [this, sql, fault,
          rows = m_limits.rows](Database &db, const QueryThread::Stopped &) -> Result<QueryThread::Answer> {
             QElapsedTimer since;
             since.start();
             const QByteArray text = sql.toUtf8();
             auto statement = db.prepareOnly({text.constData(), static_cast<std::size_t>(text.size())});
             if (!statement) {
                 *fault = {QString::fromStdString(db.errorText()), characters(text, db.errorPosition())};
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
         [this, sql, fault](const Error &error) { end(error, sql, *fault); }, m_limits.time});
}

void SqlConsole::cancel()
{
    m_thread.cancel(0);
}

void SqlConsole::end(const Error &error, const QString &sql, const Fault &fault)
{
    m_running = false;
    SqlFailure failure;
    failure.sql = sql;
    failure.kind = kindOf(error.code);
    failure.position = fault.position;
    switch (failure.kind) {
    case SqlFailure::Kind::Refused:
        failure.message = QCoreApplication::translate("bridge",
                                                      "The database has refused this statement: the console "
                                                      "only reads. Nothing was changed; use SELECT.");
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
        failure.message =
            error.code == ErrorCode::BadInput ? error.message : sqlErrorInWords(fault.reported, m_tables);
        break;
    case SqlFailure::Kind::Unavailable:
        failure.message = error.message;
        break;
    }
    Q_EMIT failed(failure);
}

} // namespace pk::gui
