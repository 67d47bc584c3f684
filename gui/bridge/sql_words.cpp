#include "bridge/sql_words.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <algorithm>
#include <optional>

namespace pk::gui {

namespace {

/// The rest of the message after its beginning.
std::optional<QString> after(const QString &reported, const char *beginning)
{
    const QLatin1String text(beginning);
    return reported.startsWith(text) ? std::optional(reported.mid(text.size()).trimmed()) : std::nullopt;
}

/// How many letters must be changed, added or left out to make one of the other.
std::size_t distance(const QString &a, const QString &b)
{
    std::vector<std::size_t> row(static_cast<std::size_t>(b.size()) + 1);
    for (std::size_t j = 0; j < row.size(); ++j)
        row[j] = j;
    for (qsizetype i = 0; i < a.size(); ++i) {
        std::size_t diagonal = row[0];
        row[0] = static_cast<std::size_t>(i) + 1;
        for (std::size_t j = 1; j < row.size(); ++j) {
            const std::size_t above = row[j];
            const bool same = a[i].toLower() == b[static_cast<qsizetype>(j) - 1].toLower();
            row[j] = std::min({above + 1, row[j - 1] + 1, diagonal + (same ? 0 : 1)});
            diagonal = above;
        }
    }
    return row.back();
}

QString withSuggestion(const QString &sentence, const QString &suggestion)
{
    if (suggestion.isEmpty())
        return sentence;
    return sentence + QLatin1Char(' ')
        + QCoreApplication::translate("bridge", "Did you mean %1?").arg(suggestion);
}

QString noTable(const QString &name, const TableInfos &tables)
{
    std::vector<QString> known;
    for (const TableInfo &table : tables)
        known.push_back(table.name);
    return withSuggestion(QCoreApplication::translate("bridge", "There is no table %1.").arg(name),
                          closestName(name, known));
}

bool names(const QString &sql, const QString &table)
{
    const QRegularExpression word(QStringLiteral("\\b%1\\b").arg(QRegularExpression::escape(table)),
                                  QRegularExpression::CaseInsensitiveOption);
    return sql.contains(word);
}

/// What may have been meant is a column of the tables that are asked; elsewhere only the very name counts.
QString noColumn(const QString &name, const TableInfos &tables, const QString &sql)
{
    const QString column = name.section(QLatin1Char('.'), -1);
    const bool asksAny = std::any_of(tables.begin(), tables.end(),
                                     [&](const TableInfo &table) { return names(sql, table.name); });
    std::vector<QString> known;
    QString elsewhere;
    for (const TableInfo &table : tables) {
        const bool asked = !asksAny || names(sql, table.name);
        for (const TableColumn &one : table.columns) {
            if (asked)
                known.push_back(one.name);
            else if (elsewhere.isEmpty() && one.name.compare(column, Qt::CaseInsensitive) == 0)
                elsewhere = table.name;
        }
    }
    const QString sentence =
        QCoreApplication::translate("bridge", "None of the tables in this query has a column %1.").arg(name);
    if (!elsewhere.isEmpty())
        return sentence + QLatin1Char(' ')
            + QCoreApplication::translate("bridge", "%1 has one.").arg(elsewhere);
    return withSuggestion(sentence, closestName(column, known));
}

} // namespace

QString closestName(const QString &name, const std::vector<QString> &known)
{
    QString best;
    std::size_t least = static_cast<std::size_t>(std::max<qsizetype>(2, name.size() / 3)) + 1;
    for (const QString &candidate : known) {
        const std::size_t far = distance(name, candidate);
        if (far > 0 && far < least) { // the same name is no advice
            least = far;
            best = candidate;
        }
    }
    if (!best.isEmpty() || name.size() < 3)
        return best;
    const auto whole = std::find_if(known.begin(), known.end(), [&](const QString &candidate) {
        return candidate.size() > name.size() && candidate.contains(name, Qt::CaseInsensitive);
    });
    return whole != known.end() ? *whole : QString();
}

QString sqlErrorInWords(const QString &reported, const TableInfos &tables, const QString &sql)
{
    if (const auto name = after(reported, "no such table: "))
        return noTable(*name, tables);
    if (const auto name = after(reported, "no such column: "))
        return noColumn(*name, tables, sql);
    if (const auto name = after(reported, "no such function: "))
        return QCoreApplication::translate("bridge", "SQLite has no function %1.").arg(*name);
    if (const auto name = after(reported, "ambiguous column name: ")) {
        return QCoreApplication::translate(
                   "bridge", "More than one table has a column %1. Write the table before it: table.%1.")
            .arg(*name);
    }
    if (reported == QLatin1String("incomplete input")) {
        return QCoreApplication::translate("bridge",
                                           "The statement ends too early: something is missing at its end.");
    }
    if (after(reported, "unrecognized token"))
        return QCoreApplication::translate("bridge", "A quotation mark that is opened here is never closed.");
    if (after(reported, "misuse of aggregate")) {
        return QCoreApplication::translate(
            "bridge", "A function such as COUNT or SUM may not stand here. Put its condition into HAVING.");
    }
    static const QRegularExpression near(QStringLiteral("^near \"(.*)\": syntax error$"),
                                         QRegularExpression::DotMatchesEverythingOption);
    if (const auto match = near.match(reported); match.hasMatch()) {
        return QCoreApplication::translate("bridge", "SQLite does not understand the statement at \"%1\".")
            .arg(match.captured(1));
    }
    return QCoreApplication::translate("bridge", "SQLite reports: %1.").arg(reported);
}

namespace {

/// "… near 'SELEC 1' at line 2": the text from where it is wrong on, cut after 80 bytes.
std::optional<QString> serverStumblesAt(const QString &reported)
{
    static const QRegularExpression near(QStringLiteral(" near '(.*)' at line \\d+$"),
                                         QRegularExpression::DotMatchesEverythingOption);
    const auto match = near.match(reported);
    return match.hasMatch() ? std::optional(match.captured(1)) : std::nullopt;
}

/// The first thing in quotes.
QString firstQuoted(const QString &reported)
{
    return reported.section(QLatin1Char('\''), 1, 1);
}

} // namespace

QString serverErrorInWords(const QString &reported, const TableInfos &tables, const QString &sql)
{
    if (const auto at = serverStumblesAt(reported)) {
        if (at->isEmpty()) {
            return QCoreApplication::translate(
                "bridge", "The statement ends too early: something is missing at its end.");
        }
        return QCoreApplication::translate("bridge",
                                           "The server does not understand the statement at \"%1\".")
            .arg(at->simplified().left(40));
    }
    if (reported.startsWith(QLatin1String("Table '")) && reported.endsWith(QLatin1String("doesn't exist")))
        return noTable(firstQuoted(reported).section(QLatin1Char('.'), 1), tables);
    if (reported.startsWith(QLatin1String("Unknown column '")))
        return noColumn(firstQuoted(reported), tables, sql);
    if (reported.startsWith(QLatin1String("Column '")) && reported.endsWith(QLatin1String("is ambiguous"))) {
        return QCoreApplication::translate(
                   "bridge", "More than one table has a column %1. Write the table before it: table.%1.")
            .arg(firstQuoted(reported));
    }
    if (reported.startsWith(QLatin1String("FUNCTION "))
        && reported.endsWith(QLatin1String("does not exist"))) {
        return QCoreApplication::translate("bridge", "The server has no function %1.")
            .arg(reported.section(QLatin1Char(' '), 1, 1).section(QLatin1Char('.'), -1));
    }
    if (reported == QLatin1String("Invalid use of group function")) {
        return QCoreApplication::translate(
            "bridge", "A function such as COUNT or SUM may not stand here. Put its condition into HAVING.");
    }
    if (reported == QLatin1String("Incorrect arguments to EXECUTE")) {
        return QCoreApplication::translate(
            "bridge", "A question mark stands for a value, and the console gives none. Write the value.");
    }
    return QCoreApplication::translate("bridge", "The server reports: %1.").arg(reported);
}

int serverErrorPosition(const QString &reported, const QString &sql)
{
    if (const auto at = serverStumblesAt(reported); at && !at->isEmpty()) {
        // Where it was not cut it is the text's end; what was cut may have lost half a character.
        const qsizetype atEnd = sql.endsWith(*at) ? sql.size() - at->size() : sql.indexOf(at->chopped(1));
        return static_cast<int>(atEnd);
    }
    for (const char *beginning : {"Table '", "Unknown column '", "Column '"}) {
        if (!reported.startsWith(QLatin1String(beginning)))
            continue;
        const QString name = firstQuoted(reported).section(QLatin1Char('.'), -1);
        const QRegularExpression word(QStringLiteral("\\b%1\\b").arg(QRegularExpression::escape(name)));
        return static_cast<int>(sql.indexOf(word));
    }
    return -1;
}

} // namespace pk::gui
