#pragma once

// A database on a MySQL or MariaDB server, behind the seam of database.h, through Qt SQL's driver (Debian's
// package libqt6sql6-mysql; it is loaded when the first connection is made).
//
// What differs from SQLite, for whoever writes SQL:
// - Names in double quotes, || for texts and '' for an apostrophe work as in SQLite; a backslash is a
// backslash.
// - begin() takes a lock that writers of this program share, one per database, so that they write one after
//   the other as they do in SQLite. Statements that define tables commit by themselves; the lock holds on.
// - The rows of a query are all in memory when the first step() returns: read large tables in pages. Those of
//   prepareOnly() are not, and nothing else may be asked before they are read.
// - A session cannot be kept from writing, only an account: allowOnlyQueries() asks the server for its
// rights,
//   and prepareOnly() refuses (Unsupported) where it has others than to read. mysql_console.h does the rest.
// - Tables that hold data must be made with a binary collation by whoever makes them.
//
// Thread: like Database. Errors: those of database.h; Busy also for a deadlock and a lock that was waited for
// in vain; Unavailable (retriable) when the server does not answer or has gone. A connection that was lost is
// made anew by the next begin(), or by the next statement outside a transaction.

#include "base/database.h"

namespace pk {

/// Where the server is, which of its databases is meant, and as whom. The password is no part of it.
struct MysqlAddress
{
    QString user;
    QString host; ///< empty where a socket is named
    int port = 3306;
    QString socket; ///< path of the server's Unix socket, or empty
    QString database;
    /// Of the environment, where the person puts the password: for the errors. Empty: it is typed or kept.
    QString passwordVariable;

    /// "host:port" or the path of the socket.
    QString server() const;
};

/// True for "mysql:…": everything else is the path of a SQLite file.
bool isMysqlAddress(const QString &text);
/// Whether it is one of these, and not a SQLite file.
bool isServer(const Database &db);
/// mysql://USER@HOST:PORT/DB or mysql://USER@/DB?socket=PATH. Errors: Usage, also for a password inside,
/// which belongs into the variable.
Result<MysqlAddress> parseMysqlAddress(const QString &text, const QString &passwordVariable);
/// What typePassword() was told, else what the address's variable holds. Not stored anywhere.
QString passwordOf(const MysqlAddress &address);
/// A person has typed it: from now on this process uses it for that user and database, and its children do
/// not know it. Any thread.
void typePassword(const MysqlAddress &address, const QString &password);

/// How long a server may be silent in the middle of a statement before it is taken for gone (Unavailable).
enum class Patience {
    Long, ///< two minutes: for changes of the schema and questions about whole tables
    Short, ///< of who writes all the time: one that hangs is noticed. Locks are waited for shorter than that.
};

/// Errors besides those above: Unsupported (no driver), Permission (name, password or rights), NotFound (no
/// such database).
Result<std::unique_ptr<Database>> openMysql(const MysqlAddress &address, const QString &password,
                                            OpenMode mode = OpenMode::ReadWrite,
                                            Patience patience = Patience::Long);

} // namespace pk
