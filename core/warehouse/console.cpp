#include "warehouse/console.h"

#include "warehouse/warehouse.h"

#include <QCoreApplication>

namespace pk::warehouse {

namespace {

QString usualName(const MysqlAddress &warehouse)
{
    return warehouse.user + QStringLiteral("_ro");
}

MysqlAddress accountFor(const MysqlAddress &warehouse)
{
    MysqlAddress account = warehouse;
    account.user = qEnvironmentVariable(kConsoleUserVariable);
    if (account.user.isEmpty())
        account.user = usualName(warehouse);
    account.passwordVariable = QString::fromLatin1(kConsolePasswordVariable);
    return account;
}

QString quoted(QString name, QChar mark)
{
    return mark + name.replace(mark, QString(2, mark)) + mark;
}

} // namespace

Result<std::unique_ptr<Database>> openWarehouseForConsole(const QString &path, const ConsoleLimits &limits)
{
    if (!isMysqlAddress(path)) {
        auto file = openWarehouseForReading(path);
        if (file)
            (*file)->allowOnlyQueries();
        return file;
    }
    const auto warehouse = parseMysqlAddress(path, QString::fromLatin1(kPasswordVariable));
    if (!warehouse)
        return warehouse.error();
    const MysqlAddress account = accountFor(*warehouse);
    const QString password = passwordOf(account);
    if (password.isEmpty()) {
        return Error{ErrorCode::Unsupported,
                     QCoreApplication::translate("warehouse",
                                                 "On a server it needs a second account that can only read, "
                                                 "and the password of %1 is not in %2.")
                         .arg(account.user, account.passwordVariable),
                     {}};
    }
    return mysqlConsole(account, password, limits);
}

QString usualConsoleUser(const QString &path)
{
    const auto warehouse = parseMysqlAddress(path, {});
    return isMysqlAddress(path) && warehouse ? usualName(*warehouse) : QString();
}

QString consoleAccountSql(const QString &path)
{
    const auto warehouse = parseMysqlAddress(path, {});
    if (!isMysqlAddress(path) || !warehouse)
        return {};
    // Never the account that was refused: somebody else may need what it can do.
    QString name = usualName(*warehouse);
    if (qEnvironmentVariableIsSet(kConsolePasswordVariable) && accountFor(*warehouse).user == name)
        name += u'2';
    name = quoted(name, u'\'') + QStringLiteral("@'%'");
    return QStringLiteral("CREATE USER %1 IDENTIFIED BY '…'; GRANT SELECT ON %2.* TO %1;")
        .arg(name, quoted(warehouse->database, u'`'));
}

} // namespace pk::warehouse
