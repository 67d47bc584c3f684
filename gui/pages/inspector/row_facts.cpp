#include "pages/inspector/row_facts.h"

#include "bridge/record_rows.h"
#include "bridge/text.h"
#include "pages/inspector/texts.h"
#include "views/format.h"

#include <QCoreApplication>
#include <QDateTime>

#include <array>

namespace pk::gui {

namespace {

bool endsWith(std::string_view text, std::string_view end)
{
    return text.size() > end.size() && text.substr(text.size() - end.size()) == end;
}

bool isTime(std::string_view column)
{
    return endsWith(column, "_at") || column == "at";
}

bool isMoney(std::string_view column)
{
    const auto has = [column](std::string_view word) { return column.find(word) != std::string_view::npos; };
    return endsWith(column, "_e4") && (has("total") || has("price") || has("discount"));
}

/// As a person reads it: amounts and times in their units, everything else as it is.
QString readable(const StoredRow &row, std::string_view column, std::string_view value)
{
    if (isMoney(column))
        return moneyText(toQString(value).toLongLong(), toQString(row.column("currency")));
    if (endsWith(column, "_e4"))
        return decimalText(value, 4);
    if (endsWith(column, "_e3"))
        return decimalText(value, 3);
    if (isTime(column) && !value.empty()) {
        const QDateTime time = QDateTime::fromMSecsSinceEpoch(toQString(value).toLongLong());
        return time.toString(QStringLiteral("yyyy-MM-dd HH:mm:ss"));
    }
    return toQString(value);
}

/// Without the unit in it: "total" of total_e4.
QString nameOf(std::string_view column)
{
    return toQString(endsWith(column, "_e4") || endsWith(column, "_e3") ? column.substr(0, column.size() - 3)
                                                                        : column);
}

constexpr std::array<std::string_view, 13> kMain = {
    "status",  "customer_name", "name",     "program",   "kind",    "title",    "sks",
    "channel", "currency",      "total_e4", "weight_e4", "version", "loaded_at"};

Token tokenOf(std::string_view action)
{
    if (action == "insert" || action == "update")
        return Token::Green;
    return action == "reset" ? Token::Rose : Token::Amber;
}

Mark markOf(std::string_view action)
{
    if (action == "insert")
        return Mark::Dot;
    if (action == "update")
        return Mark::Square;
    return Mark::Diamond;
}

QString actionText(std::string_view action)
{
    if (action == "insert")
        return QCoreApplication::translate("inspector", "inserted");
    if (action == "update")
        return QCoreApplication::translate("inspector", "updated");
    if (action == "unchanged")
        return QCoreApplication::translate("inspector", "unchanged: the same event again");
    if (action == "superseded")
        return QCoreApplication::translate("inspector", "superseded: a newer version was there");
    if (action == "reset")
        return QCoreApplication::translate("inspector", "offset reset");
    return toQString(action);
}

} // namespace

std::vector<KeyValueRows::Row> mainFacts(const StoredRow &row)
{
    std::vector<KeyValueRows::Row> facts;
    const QString link = toString(Link::of(Link::Kind::Row, toQString(row.table), toQString(row.key)));
    if (const auto key = keyColumns(row.table); !key.empty())
        facts.push_back({toQString(key.front()), toQString(row.key), Token::Text, link});
    for (const std::string_view column : kMain) {
        if (const std::string_view value = row.column(column); !value.empty())
            facts.push_back({nameOf(column), readable(row, column, value), Token::Text, {}});
    }
    return facts;
}

std::vector<KeyValueRows::Row> allFacts(const StoredRow &row, bool sameCluster)
{
    std::vector<KeyValueRows::Row> facts;
    for (const auto &[column, value] : row.columns) {
        KeyValueRows::Row fact{toQString(column), QStringLiteral("NULL"), Token::Subtle, {}};
        if (value) {
            fact.value = toQString(*value).simplified();
            fact.token = Token::Text;
            if (isTime(column) || endsWith(column, "_e4") || endsWith(column, "_e3"))
                fact.value = QStringLiteral("%1 (%2)").arg(fact.value, readable(row, column, *value));
        }
        for (const char *prefix : {"raw", "src"}) {
            const std::string start = std::string(prefix) + "_";
            if (!sameCluster || column != start + "offset" || !value)
                continue;
            fact.link = toString(Link::record(toQString(row.column(start + "topic")),
                                              toQString(row.column(start + "partition")).toInt(),
                                              toQString(*value).toLongLong()));
        }
        facts.push_back(std::move(fact));
    }
    return facts;
}

std::vector<LinkRows::Row> auditRows(const std::vector<AuditEntry> &entries, const std::string &linkedCluster)
{
    std::vector<LinkRows::Row> rows;
    for (const AuditEntry &entry : entries) {
        const bool linked = entry.cluster == linkedCluster && entry.source.offset >= 0;
        LinkRows::Row row;
        row.title = actionText(entry.action);
        row.detail = QStringLiteral("v%1 \u00b7 %2").arg(entry.version).arg(placeText(entry.source));
        row.figure = clockText(entry.atMs * 1000);
        row.mark = markOf(entry.action);
        row.token = tokenOf(entry.action);
        row.help =
            QCoreApplication::translate(
                "inspector", "Audit entry %1: what this load did, noted in the same database transaction.")
                .arg(entry.id);
        if (linked)
            row.link =
                Link::record(toQString(entry.source.topic), entry.source.partition, entry.source.offset);
        rows.push_back(std::move(row));
    }
    return rows;
}

Position rawPositionOf(const StoredRow &row)
{
    const std::string_view topic = row.column("raw_topic");
    if (topic.empty())
        return {};
    return {std::string(topic), toQString(row.column("raw_partition")).toInt(),
            toQString(row.column("raw_offset")).toLongLong()};
}

QString selectText(const StoredRow &row)
{
    QStringList conditions;
    QStringList values = toQString(row.key).split(QLatin1Char('/'));
    const auto columns = keyColumns(row.table);
    for (std::size_t i = 0; i < columns.size(); ++i) {
        QString value = columns.size() == 1 ? toQString(row.key) : values.value(static_cast<int>(i));
        value.replace(QLatin1Char('\''), QStringLiteral("''"));
        conditions << QStringLiteral("%1 = '%2'").arg(toQString(columns[i]), value);
    }
    return QStringLiteral("SELECT * FROM %1 WHERE %2;")
        .arg(toQString(row.table), conditions.join(QStringLiteral(" AND ")));
}

} // namespace pk::gui
