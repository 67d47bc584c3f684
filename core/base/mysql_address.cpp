#include "base/mysql_database.h"

#include <QCoreApplication>
#include <QUrl>
#include <QUrlQuery>

#include <map>
#include <mutex>

namespace pk {

namespace {

constexpr int kDefaultPort = 3306;

Error wrongAddress(const QString &text)
{
    return {ErrorCode::Usage,
            QCoreApplication::translate(
                "base",
                "\"%1\" names no database. Write mysql://USER@HOST:PORT/DB, or mysql://USER@/DB?socket=PATH.")
                .arg(text),
            {}};
}

struct Typed
{
    std::mutex mutex;
    std::map<QString, QString> passwords; // guarded by mutex
};

Typed &typed()
{
    static Typed of; // stages ask on their threads
    return of;
}

QString whoseOf(const MysqlAddress &address)
{
    return address.user + u'@' + address.server() + u'/' + address.database;
}

} // namespace

QString MysqlAddress::server() const
{
    return socket.isEmpty() ? QStringLiteral("%1:%2").arg(host).arg(port) : socket;
}

bool isMysqlAddress(const QString &text)
{
    return text.startsWith(QStringLiteral("mysql:"));
}

Result<MysqlAddress> parseMysqlAddress(const QString &text, const QString &passwordVariable)
{
    const QUrl url(text, QUrl::StrictMode);
    if (!url.password().isEmpty())
        return Error{
            ErrorCode::Usage,
            QCoreApplication::translate("base",
                                        "A password does not belong in the address, where others can read "
                                        "it. Put it into the environment variable %1.")
                .arg(passwordVariable),
            {}};
    MysqlAddress address;
    address.passwordVariable = passwordVariable;
    address.user = url.userName(QUrl::FullyDecoded);
    address.host = url.host();
    address.port = url.port(kDefaultPort);
    address.socket = QUrlQuery(url).queryItemValue(QStringLiteral("socket"),
                                                   QUrl::ComponentFormattingOption::FullyDecoded);
    address.database = url.path(QUrl::FullyDecoded).mid(1);
    // A semicolon would end the socket's name in the driver's list of options.
    const bool one = address.host.isEmpty() != address.socket.isEmpty();
    if (!url.isValid() || url.scheme() != QStringLiteral("mysql") || !one || address.user.isEmpty()
        || address.database.isEmpty() || address.database.contains(u'/') || address.socket.contains(u';'))
        return wrongAddress(text);
    return address;
}

void typePassword(const MysqlAddress &address, const QString &password)
{
    const std::lock_guard lock(typed().mutex);
    typed().passwords[whoseOf(address)] = password;
}

QString passwordOf(const MysqlAddress &address)
{
    {
        const std::lock_guard lock(typed().mutex);
        const auto &passwords = typed().passwords;
        if (const auto known = passwords.find(whoseOf(address)); known != passwords.end())
            return known->second;
    }
    return qEnvironmentVariable(address.passwordVariable.toUtf8().constData());
}

} // namespace pk
