#include "pages/warehouse/sql_highlighter.h"

#include "views/themed.h"

#include <QRegularExpression>

namespace pk::gui {

const QStringList &sqlKeywords()
{
    static const QStringList words =
        QString::fromLatin1(
            "SELECT FROM WHERE GROUP BY HAVING ORDER LIMIT OFFSET JOIN LEFT INNER CROSS ON USING AS "
            "AND OR NOT IN IS NULL LIKE BETWEEN EXISTS DISTINCT ALL UNION EXCEPT INTERSECT CASE WHEN "
            "THEN ELSE END ASC DESC WITH RECURSIVE VALUES OVER PARTITION CAST COLLATE EXPLAIN QUERY "
            "PLAN")
            .split(QLatin1Char(' '));
    return words;
}

const QStringList &sqlFunctions()
{
    static const QStringList words =
        QString::fromLatin1(
            "COUNT SUM AVG MIN MAX TOTAL GROUP_CONCAT ABS ROUND LENGTH LOWER UPPER SUBSTR TRIM "
            "REPLACE INSTR COALESCE IFNULL NULLIF IIF DATE TIME DATETIME STRFTIME JULIANDAY "
            "JSON_EXTRACT ROW_NUMBER RANK LAG LEAD PRINTF TYPEOF")
            .split(QLatin1Char(' '));
    return words;
}

namespace {

/// Words of SQL that are not suggested: the console refuses them, and says so.
const QStringList &writingKeywords()
{
    static const QStringList words =
        QString::fromLatin1("INSERT INTO UPDATE SET DELETE CREATE DROP ALTER TABLE VIEW INDEX TRIGGER "
                            "ADD COLUMN RENAME TO BEGIN COMMIT ROLLBACK TRANSACTION PRAGMA ATTACH DETACH "
                            "VACUUM RETURNING CONFLICT IF")
            .split(QLatin1Char(' '));
    return words;
}

} // namespace

SqlHighlighter::SqlHighlighter(QTextDocument *document)
    : QSyntaxHighlighter(document)
{
    connect(&Theme::instance(), &Theme::changed, this, &QSyntaxHighlighter::rehighlight);
}

void SqlHighlighter::highlightBlock(const QString &text)
{
    static const QRegularExpression tokens(QStringLiteral(
        "(?<comment>--.*$)|(?<text>'(?:[^']|'')*'?)|(?<number>\\b\\d+(?:\\.\\d+)?\\b)|(?<word>\\w+)"));
    for (auto it = tokens.globalMatch(text); it.hasNext();) {
        const QRegularExpressionMatch match = it.next();
        const auto paint = [&](Token token) {
            setFormat(static_cast<int>(match.capturedStart()), static_cast<int>(match.capturedLength()),
                      color(token));
        };
        if (match.hasCaptured(QStringLiteral("comment")))
            paint(Token::Muted);
        else if (match.hasCaptured(QStringLiteral("text")))
            paint(Token::TealText);
        else if (match.hasCaptured(QStringLiteral("number")))
            paint(Token::AmberText);
        else if (sqlKeywords().contains(match.captured(), Qt::CaseInsensitive))
            paint(Token::BlueText);
        else if (sqlFunctions().contains(match.captured(), Qt::CaseInsensitive))
            paint(Token::VioletText);
        else if (writingKeywords().contains(match.captured(), Qt::CaseInsensitive))
            paint(Token::BlueText);
    }
}

} // namespace pk::gui
