#include "base/mysql_errors.h"

#include "base/database_errors.h"

#include <QCoreApplication>

namespace pk::mysql {

namespace {

/// The client library's numbers begin at 2000, the server's at 1000.
enum Number {
    TooManyConnections = 1040,
    OutOfResources = 1041,
    DatabaseDenied = 1044,
    AccessDenied = 1045,
    UnknownDatabase = 1049,
    ServerShutdown = 1053,
    NormalShutdown = 1077,
    DiskFull = 1021,
    EmptyQuery = 1065,
    KillDenied = 1095,
    TableFull = 1114,
    HostBlocked = 1129,
    HostNotAllowed = 1130,
    TableDenied = 1142,
    ColumnDenied = 1143,
    NewConnectionAborted = 1184,
    PacketTooLarge = 1153,
    AbortedConnection = 1152,
    NetReadError = 1158,
    NetWriteInterrupted = 1161,
    LockWaitTimeout = 1205,
    Deadlock = 1213,
    PrivilegeMissing = 1227,
    ReadOnlyServer = 1290,
    QueryInterrupted = 1317,
    RoutineDenied = 1370,
    AccessDeniedNoPassword = 1698,
    ReadOnlyTransaction = 1792,
    ConnectionKilled = 1927,
    StatementTimeout = 1969, ///< MariaDB's
    NoSocket = 2002,
    NoConnection = 2003,
    UnknownHost = 2005,
    ServerGone = 2006,
    ServerLost = 2013,
    ServerLostExtended = 2055,
    QueryTimeout = 3024, ///< MySQL's
    ClosedWhileIdle = 4031, ///< MySQL, after `wait_timeout`
};

/// Whatever statement it was, the file system had no room: error 28 of the operating system.
bool saysNoSpace(const QString &text)
{
    return text.contains(QStringLiteral("Errcode: 28")) || text.contains(QStringLiteral("errno: 28"))
        || text.contains(QStringLiteral("error 28 "));
}

ErrorCode codeOf(int number, const QString &text)
{
    if (isLost(number) || saysNoSpace(text))
        return isLost(number) ? ErrorCode::Unavailable : ErrorCode::Full;
    switch (number) {
    case LockWaitTimeout:
    case Deadlock:
        return ErrorCode::Busy;
    case TooManyConnections:
    case OutOfResources:
    case HostBlocked:
    case NewConnectionAborted:
    case NoSocket:
    case NoConnection:
    case UnknownHost:
        return ErrorCode::Unavailable;
    case DatabaseDenied:
    case AccessDenied:
    case AccessDeniedNoPassword:
    case HostNotAllowed:
    case TableDenied:
    case ColumnDenied:
    case KillDenied:
    case PrivilegeMissing:
    case RoutineDenied:
    case ReadOnlyServer:
    case ReadOnlyTransaction:
        return ErrorCode::Permission;
    case UnknownDatabase:
        return ErrorCode::NotFound;
    case DiskFull:
    case TableFull:
        return ErrorCode::Full;
    case PacketTooLarge:
        return ErrorCode::TooLarge;
    case QueryInterrupted:
        return ErrorCode::Cancelled;
    case StatementTimeout:
    case QueryTimeout:
        return ErrorCode::Timeout;
    case EmptyQuery:
        return ErrorCode::BadInput;
    default:
        return ErrorCode::Database;
    }
}

QString messageFor(ErrorCode code, const QString &text, const MysqlAddress &address)
{
    switch (code) {
    case ErrorCode::Unavailable:
        return QCoreApplication::translate(
                   "base", "The database server at %1 does not answer: %2. Start it, or check host and port.")
            .arg(address.server(), text);
    case ErrorCode::Permission:
        if (address.passwordVariable.isEmpty())
            return QCoreApplication::translate("base",
                                               "The database server refuses: %1. Check the user's name and "
                                               "rights, and the password that was typed or kept.")
                .arg(text);
        return QCoreApplication::translate(
                   "base",
                   "The database server refuses: %1. Check the user's name and rights, "
                   "and the password in %2.")
            .arg(text, address.passwordVariable);
    case ErrorCode::NotFound:
        return QCoreApplication::translate("base",
                                           "The server has no database \"%1\". Create it with: CREATE "
                                           "DATABASE `%1` CHARACTER SET utf8mb4;")
            .arg(address.database);
    case ErrorCode::TooLarge:
        return QCoreApplication::translate("base",
                                           "A record is larger than what the database server takes at once. "
                                           "Nothing was written; raise its max_allowed_packet to 64M.");
    case ErrorCode::BadInput:
        return QCoreApplication::translate("base", "There is no statement to run. Type a query first.");
    default:
        return databaseMessage(code, text);
    }
}

} // namespace

bool isLost(int number)
{
    switch (number) {
    case ServerShutdown:
    case NormalShutdown:
    case AbortedConnection:
    case ConnectionKilled:
    case ServerGone:
    case ServerLost:
    case ServerLostExtended:
    case ClosedWhileIdle:
        return true;
    default:
        return number >= NetReadError && number <= NetWriteInterrupted;
    }
}

Error errorFor(int number, const QString &text, const MysqlAddress &address, const QString &context)
{
    Error error;
    error.code = codeOf(number, text);
    error.retriable = error.code == ErrorCode::Busy || error.code == ErrorCode::Full
        || error.code == ErrorCode::Unavailable || number == QueryInterrupted;
    error.message = messageFor(error.code, text, address);
    error.context = context;
    return error;
}

} // namespace pk::mysql
