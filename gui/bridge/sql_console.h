#pragma once

// Runs what a person types against the warehouse, and can do nothing but read: a file's connection is
// read-only and refuses every statement that is no query; on a server an account does it that may only read,
// and without one the console is off (warehouse/console.h). A query ends by itself after a time, and gives a
// limited number of rows.
//
// Thread: GUI thread; the query runs on a thread of its own. Errors: failed(), in plain words and with the
// place in the text where it is known.

#include "bridge/query_thread.h"
#include "bridge/warehouse_rows.h"

#include <QObject>
#include <QStringList>

namespace pk::gui {

struct SqlResult
{
    QString sql;
    QStringList columns;
    std::vector<Cells> rows;
    bool truncated = false; ///< there were more rows than the limit
    qint64 elapsedMs = 0;
};

struct SqlFailure
{
    enum class Kind { Refused, Wrong, TimedOut, Cancelled, Unavailable };

    QString sql;
    Kind kind = Kind::Wrong;
    QString message; ///< one or two sentences
    int position = -1; ///< in `sql`, in characters; -1: not known
    QString remedy; ///< SQL that makes the account that is missing, for whoever may run it
};

struct SqlLimits
{
    int rows = 1'000;
    std::chrono::milliseconds time{5'000};
};

class SqlConsole final : public QObject
{
    Q_OBJECT

public:
    explicit SqlConsole(SqlLimits limits = {}, QObject *parent = nullptr);
    ~SqlConsole() override;

    /// Asks a server at once whether the console may be used there: opened() or closed().
    void setPath(const QString &path);
    /// For the names in messages; see WarehouseReader.
    void setTables(const TableInfos &tables) { m_tables = tables; }
    const SqlLimits &limits() const { return m_limits; }
    bool isRunning() const { return m_running; }

public Q_SLOTS:
    void run(const QString &sql);
    void cancel();
    /// As setPath() does, anew: in the language of now.
    void look();

Q_SIGNALS:
    void opened();
    void closed(const pk::gui::SqlFailure &why);
    void started(const QString &sql);
    void finished(const pk::gui::SqlResult &result);
    void failed(const pk::gui::SqlFailure &failure);

private:
    struct Fault; // what the database said
    SqlFailure failureOf(const Error &error, const QString &sql, const Fault &fault) const;

    const SqlLimits m_limits;
    TableInfos m_tables;
    bool m_running = false;
    QString m_path;
    QueryThread m_thread;
};

} // namespace pk::gui
