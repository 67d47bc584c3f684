#include "pages/warehouse/table_columns.h"

#include "views/format.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>

#include <algorithm>
#include <map>

namespace pk::gui {

namespace {

/// Those with question marks give way where there is no room for all, most marks first.
const std::map<QString, QStringList> &firstColumns()
{
    static const auto list = [](const char *names) {
        return QString::fromLatin1(names).split(QLatin1Char(' '));
    };
    static const std::map<QString, QStringList> columns{
        {QStringLiteral("fact_orders"),
         list("order_id customer_name item_count?? total_e4 status channel?? src_offset? loaded_at")},
        {QStringLiteral("fact_order_items"),
         list("order_id line sku? name qty_e3 unit unit_price_e4?? line_total_e4")},
        {QStringLiteral("fact_activities"),
         list("activity_id nim kind title sks weight_e4? src_offset?? loaded_at")},
        {QStringLiteral("etl_audit"), list("id action entity_key version? raw_offset?? src_offset at")},
        {QStringLiteral("etl_offsets"), list("topic partition next_offset epoch group_id at")},
        {QStringLiteral("etl_outbox"), list("id topic key value published_at")},
    };
    return columns;
}

bool isNumeric(const TableColumn &column)
{
    return column.type == QLatin1String("integer") || column.type == QLatin1String("real")
        || column.type == QLatin1String("bigint");
}

CellKind kindOf(const TableColumn &column)
{
    const QString &name = column.name;
    if (name.endsWith(QLatin1String("_e4"))) {
        const bool money = name.contains(QLatin1String("total")) || name.contains(QLatin1String("price"))
            || name.contains(QLatin1String("discount"));
        return money ? CellKind::Amount : CellKind::Decimal;
    }
    if (name.endsWith(QLatin1String("_e3")))
        return CellKind::Quantity;
    if (name == QLatin1String("at") || name.endsWith(QLatin1String("_at")))
        return CellKind::Time;
    if (name == QLatin1String("status") || name == QLatin1String("action"))
        return CellKind::Status;
    if (name.endsWith(QLatin1String("offset")) || name.endsWith(QLatin1String("partition")))
        return CellKind::Mono;
    if (name == QLatin1String("id") || name.endsWith(QLatin1String("_id"))
        || name.endsWith(QLatin1String("_json")) || name.endsWith(QLatin1String("_key"))
        || name.endsWith(QLatin1String("_sha256")) || name == QLatin1String("sku")
        || name == QLatin1String("nim") || name == QLatin1String("value") || name == QLatin1String("topic")
        || name == QLatin1String("key"))
        return CellKind::Mono;
    return isNumeric(column) ? CellKind::Number : CellKind::Text;
}

QString hintOf(const QString &name, CellKind kind)
{
    if (name == QLatin1String("src_offset")) {
        return QCoreApplication::translate("warehouse page",
                                           "Partition and offset of the enriched record that wrote the row.");
    }
    if (name == QLatin1String("raw_offset")) {
        return QCoreApplication::translate(
            "warehouse page", "Partition and offset of the raw record that this row goes back to.");
    }
    if (name == QLatin1String("correlation_id")) {
        return QCoreApplication::translate(
            "warehouse page", "The id that one record carries through all stages, from source to row.");
    }
    if (name == QLatin1String("epoch")) {
        return QCoreApplication::translate(
            "warehouse page", "Counts the intended offset resets: an older loader can no longer write.");
    }
    if (name == QLatin1String("next_offset")) {
        return QCoreApplication::translate(
            "warehouse page", "The loader goes on here. It is written in the same transaction as the rows.");
    }
    if (kind == CellKind::Amount || kind == CellKind::Decimal) {
        return QCoreApplication::translate("warehouse page", "Column %1: stored as ten-thousandths.")
            .arg(name);
    }
    if (kind == CellKind::Quantity)
        return QCoreApplication::translate("warehouse page", "Column %1: stored as thousandths.").arg(name);
    return {};
}

QString titleOf(const QString &name, CellKind kind)
{
    switch (kind) {
    case CellKind::Amount:
    case CellKind::Decimal:
    case CellKind::Quantity:
        return name.chopped(3);
    case CellKind::Place:
        return name == QLatin1String("raw_offset") ? QStringLiteral("raw") : QStringLiteral("enriched");
    default:
        return name;
    }
}

QString fixedPoint(qint64 value, int decimals)
{
    qint64 unit = 1;
    for (int i = 0; i < decimals; ++i)
        unit *= 10;
    const quint64 absolute =
        value < 0 ? quint64(0) - static_cast<quint64>(value) : static_cast<quint64>(value);
    QString whole = grouped(absolute / static_cast<quint64>(unit));
    QString part =
        QString::number(absolute % static_cast<quint64>(unit)).rightJustified(decimals, QLatin1Char('0'));
    while (part.endsWith(QLatin1Char('0')))
        part.chop(1);
    if (!part.isEmpty())
        whole += QLocale().decimalPoint() + part;
    return value < 0 ? QChar(0x2212) + whole : whole;
}

QString text(CellKind kind, const QVariant &value, const QString &currency)
{
    if (value.isNull())
        return QStringLiteral("NULL");
    if (value.userType() == QMetaType::QByteArray)
        return QStringLiteral("x'%1'").arg(QString::fromLatin1(value.toByteArray().left(16).toHex()));
    const bool integer = value.userType() == QMetaType::LongLong;
    switch (kind) {
    case CellKind::Amount:
        return integer ? moneyText(value.toLongLong(), currency) : value.toString();
    case CellKind::Decimal:
        return integer ? fixedPoint(value.toLongLong(), 4) : value.toString();
    case CellKind::Quantity:
        return integer ? fixedPoint(value.toLongLong(), 3) : value.toString();
    case CellKind::Number:
        return integer ? fixedPoint(value.toLongLong(), 0) : value.toString();
    case CellKind::Time:
        return integer ? timeText(value.toLongLong()) : value.toString();
    default:
        return value.toString();
    }
}

} // namespace

bool isRightAligned(CellKind kind)
{
    return kind == CellKind::Number || kind == CellKind::Amount || kind == CellKind::Decimal
        || kind == CellKind::Quantity || kind == CellKind::Time;
}

std::vector<ShownColumn> shownColumns(const TableInfo &table)
{
    std::vector<ShownColumn> columns;
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
        const TableColumn &from = table.columns[i];
        if (from.name == QLatin1String("src_partition") || from.name == QLatin1String("raw_partition"))
            continue;
        ShownColumn column{from.name, {}, {}, kindOf(from), i, -1, true};
        if (from.name == QLatin1String("src_offset") || from.name == QLatin1String("raw_offset")) {
            column.kind = CellKind::Place;
            column.partition = table.column(from.name.left(4) + QLatin1String("partition"));
        }
        column.title = titleOf(column.name, column.kind);
        column.hint = hintOf(column.name, column.kind);
        columns.push_back(std::move(column));
    }
    const auto first = firstColumns().find(table.name);
    if (first == firstColumns().end())
        return columns;
    QStringList names;
    std::map<QString, int> marks;
    for (const QString &marked : first->second) {
        names << QString(marked).remove(QLatin1Char('?'));
        marks[names.back()] = static_cast<int>(marked.count(QLatin1Char('?')));
    }
    for (ShownColumn &column : columns) {
        column.shown = names.contains(column.name);
        column.givesWay = column.shown ? marks[column.name] : 0;
    }
    std::stable_sort(columns.begin(), columns.end(), [&](const ShownColumn &a, const ShownColumn &b) {
        const auto place = [&](const ShownColumn &c) {
            return c.shown ? names.indexOf(c.name) : names.size();
        };
        return place(a) < place(b);
    });
    return columns;
}

QString firstSortColumn(const TableInfo &table)
{
    // A large table is not sorted again and again while it grows: its key is in the order of insertion.
    constexpr std::int64_t large = 100'000;
    if (table.rows > large)
        return {};
    for (const char *name : {"loaded_at", "next_offset"}) {
        if (table.column(QLatin1String(name)) >= 0)
            return QLatin1String(name);
    }
    return table.key.empty() && !table.columns.empty() ? table.columns.front().name : QString();
}

QString cellText(const ShownColumn &column, const TableRow &row)
{
    const QVariant &value = row.cells[column.index];
    if (column.kind != CellKind::Place || value.isNull() || column.partition < 0)
        return text(column.kind, value, row.currency);
    return placeText(row.cells[static_cast<std::size_t>(column.partition)].toInt(), value.toLongLong());
}

QString cellToolTip(const ShownColumn &column, const TableRow &row)
{
    constexpr int longest = 600;
    const QVariant &value = row.cells[column.index];
    if (value.isNull())
        return QCoreApplication::translate("warehouse page", "NULL: the message had no value here.");
    switch (column.kind) {
    case CellKind::Amount:
    case CellKind::Decimal:
    case CellKind::Quantity:
        return QCoreApplication::translate("warehouse page", "%1 is stored as %2.")
            .arg(cellText(column, row), value.toString());
    case CellKind::Time:
        return QDateTime::fromMSecsSinceEpoch(value.toLongLong())
            .toString(QStringLiteral("yyyy-MM-dd HH:mm:ss.zzz t"));
    default: {
        const QString whole = cellText(column, row);
        return whole.size() > longest ? whole.left(longest) + QChar(0x2026) : whole;
    }
    }
}

QString filterText(const ShownColumn &column, const TableRow &row)
{
    const QVariant &value = row.cells[column.index];
    const bool integer = value.userType() == QMetaType::LongLong;
    switch (column.kind) {
    case CellKind::Amount:
    case CellKind::Decimal:
        return integer ? QString::number(value.toLongLong() / 10'000) : value.toString();
    case CellKind::Quantity:
        return integer ? QString::number(value.toLongLong() / 1'000) : value.toString();
    case CellKind::Time:
        return cellText(column, row);
    default:
        return value.toString();
    }
}

QString columnTitle(const QString &columnName)
{
    const bool place = columnName == QLatin1String("src_offset") || columnName == QLatin1String("raw_offset");
    return titleOf(columnName,
                   place ? CellKind::Place : kindOf({columnName, QStringLiteral("integer"), false}));
}

QString valueText(const QString &columnName, const QVariant &value, const QString &currency)
{
    // Numbers that went through JSON may have become doubles.
    const bool whole =
        value.userType() == QMetaType::Double && value.toDouble() == double(value.toLongLong());
    return text(
        kindOf({columnName, value.canConvert<qlonglong>() ? QStringLiteral("integer") : QString(), false}),
        whole ? QVariant::fromValue<qlonglong>(value.toLongLong()) : value, currency);
}

QString timeText(std::int64_t ms)
{
    const QDateTime time = QDateTime::fromMSecsSinceEpoch(ms);
    return time.date() == QDate::currentDate() ? time.toString(QStringLiteral("HH:mm:ss.zzz"))
                                               : time.toString(QStringLiteral("yyyy-MM-dd HH:mm"));
}

} // namespace pk::gui
