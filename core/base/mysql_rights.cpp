#include "base/mysql_rights.h"

#include <QCoreApplication>
#include <QRegularExpression>
#include <QVersionNumber>

namespace pk::mysql {

namespace {

constexpr std::string_view kMariaDb = "MariaDB ";

/// Without names and passwords, in which anything may stand, and without lists of columns.
QString bare(const QString &grant)
{
    static const QRegularExpression quoted(QStringLiteral(R"(`(?:[^`]|``)*`|"(?:[^"]|"")*"|'(?:[^']|'')*')"));
    static const QRegularExpression columns(QStringLiteral(R"(\([^()]*\))"));
    return QString(grant).replace(quoted, QStringLiteral("_")).remove(columns);
}

QString rightTooMany(const QString &grant)
{
    static const QRegularExpression form(QStringLiteral("^GRANT (.+?) ON (.+)$"));
    const QString text = bare(grant);
    const auto match = form.match(text);
    if (!match.hasMatch()) // a role
        return grant.left(60);
    for (const QString &part : match.captured(1).split(u',')) {
        const QString right = part.trimmed();
        if (right != QLatin1String("USAGE") && right != QLatin1String("SELECT")
            && right != QLatin1String("SHOW VIEW"))
            return right;
    }
    return match.captured(2).contains(QLatin1String("GRANT OPTION")) ? QStringLiteral("GRANT OPTION")
                                                                     : QString();
}

} // namespace

Result<QStringList> grantsOf(const std::string &version,
                             const std::function<Result<QStringList>(const QString &)> &ask)
{
    auto own = ask(QStringLiteral("SHOW GRANTS FOR CURRENT_USER()"));
    if (!own || version.rfind(kMariaDb, 0) != 0
        || QVersionNumber::fromString(QString::fromStdString(version.substr(kMariaDb.size())))
            < QVersionNumber(10, 11))
        return own;
    const auto everybody = ask(QStringLiteral("SHOW GRANTS FOR PUBLIC"));
    return everybody ? Result<QStringList>(*own + *everybody) : everybody;
}

QString rightTooMany(const QStringList &grants)
{
    for (const QString &grant : grants) {
        if (const QString right = rightTooMany(grant); !grant.isEmpty() && !right.isEmpty())
            return right;
    }
    return {};
}

std::optional<Error> refusalOf(const QString &user, const QStringList &grants)
{
    const QString right = rightTooMany(grants);
    if (right.isEmpty() && !grants.isEmpty())
        return {};
    return Error{
        ErrorCode::Unsupported,
        QCoreApplication::translate("base",
                                    "The account %1 may do more than read: it has the right %2. Only USAGE, "
                                    "SELECT and SHOW VIEW keep what a query's text can do harmless.")
            .arg(user, right),
        {}};
}

Error onlyAnAccountCan()
{
    return {
        ErrorCode::Unsupported,
        QCoreApplication::translate("base",
                                    "Only an account with the right SELECT alone is safe from what a query's "
                                    "text can do. Use a client of the database with such an account."),
        {}};
}

} // namespace pk::mysql
