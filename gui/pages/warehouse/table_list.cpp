#include "pages/warehouse/table_list.h"

#include "theme/painting.h"
#include "views/format.h"
#include "views/themed.h"

#include <QCoreApplication>
#include <QEvent>
#include <QVBoxLayout>

#include <algorithm>
#include <array>

namespace pk::gui {

namespace {

/// A line across the card.
class Line final : public QWidget
{
public:
    explicit Line(QWidget *parent)
        : QWidget(parent)
    {
        onTheme(this, [this] { setFixedHeight(hairline()); });
    }

protected:
    void paintEvent(QPaintEvent *) override { QPainter(this).fillRect(rect(), color(Token::Border)); }
};

QString heading(int group)
{
    switch (group) {
    case 0:
        return QCoreApplication::translate("warehouse page", "Facts and dimensions");
    case 1:
        return QCoreApplication::translate("warehouse page", "What the loader keeps");
    case 2:
        return QCoreApplication::translate("warehouse page", "CDC replicas");
    default:
        return QCoreApplication::translate("warehouse page", "Views");
    }
}

int groupOf(const TableInfo &table)
{
    if (table.view)
        return 3;
    if (table.name.startsWith(QLatin1String("olap_")))
        return 2;
    return table.name.startsWith(QLatin1String("etl_")) ? 1 : 0;
}

/// What the pipeline is for comes first; what is not known here follows by name.
TableInfos inOrder(TableInfos tables)
{
    static const QStringList known =
        QString::fromLatin1("fact_orders fact_order_items fact_activities dim_students "
                            "etl_audit etl_offsets etl_outbox etl_meta")
            .split(QLatin1Char(' '));
    const auto place = [](const TableInfo &table) {
        const qsizetype at = known.indexOf(table.name);
        return at < 0 ? known.size() : at;
    };
    std::stable_sort(tables.begin(), tables.end(),
                     [&](const TableInfo &a, const TableInfo &b) { return place(a) < place(b); });
    return tables;
}

QString hintOf(const QString &table)
{
    if (table == QLatin1String("fact_orders"))
        return QCoreApplication::translate("warehouse page",
                                           "One row for each order, in its newest version.");
    if (table == QLatin1String("fact_order_items"))
        return QCoreApplication::translate("warehouse page", "The lines of the orders.");
    if (table == QLatin1String("fact_activities"))
        return QCoreApplication::translate("warehouse page", "One row for each student activity.");
    if (table == QLatin1String("dim_students"))
        return QCoreApplication::translate("warehouse page", "The students that activities have told of.");
    if (table == QLatin1String("etl_audit")) {
        return QCoreApplication::translate(
            "warehouse page", "What was done to which row by which message: one entry a message.");
    }
    if (table == QLatin1String("etl_offsets")) {
        return QCoreApplication::translate(
            "warehouse page",
            "Where the loader goes on in each partition. With effectively-once "
            "and transactions it is written in the same transaction as the "
            "rows, so that a crash neither loses nor doubles anything.");
    }
    if (table == QLatin1String("etl_outbox")) {
        return QCoreApplication::translate(
            "warehouse page", "Events about what was loaded, on their way to the topic warehouse_events.");
    }
    if (table == QLatin1String("etl_meta"))
        return QCoreApplication::translate("warehouse page",
                                           "The schema's version and the delivery semantics.");
    return {};
}

} // namespace

std::vector<SideItem> tableItems(const TableInfos &tables, const QSet<QString> &lively)
{
    std::array<std::vector<SideItem>, 4> groups;
    for (const TableInfo &table : inOrder(tables)) {
        groups[static_cast<std::size_t>(groupOf(table))].push_back(
            {SideItem::Kind::Table, table.name, QStringLiteral("table"), Token::Muted,
             table.rows >= 0 ? grouped(table.rows) : QString(), lively.contains(table.name),
             hintOf(table.name)});
    }
    std::vector<SideItem> items;
    for (std::size_t i = 0; i < groups.size(); ++i) {
        if (groups[i].empty())
            continue;
        items.push_back(
            {SideItem::Kind::Heading, heading(static_cast<int>(i)), {}, Token::Muted, {}, false, {}});
        items.insert(items.end(), groups[i].begin(), groups[i].end());
    }
    return items;
}

TableList::TableList(QWidget *parent)
    : Card(parent)
    , m_tableView(newSideList(&m_tableModel, this))
    , m_columnView(newSideList(&m_columnModel, this))
{
    setIcon(QStringLiteral("warehouse"), GreenAccent);
    setHeaderLine(false);
    m_tableView->setObjectName(QStringLiteral("tables"));
    m_columnView->setSelectionMode(QAbstractItemView::NoSelection);
    m_columnView->setFocusPolicy(Qt::NoFocus);
    body()->addWidget(m_tableView, 8);
    body()->addWidget(new Line(this));
    body()->addWidget(m_columnView, 1);
    onTheme(this, [this] {
        m_columnView->setMinimumHeight(px(130));
        fitTables();
        body()->setContentsMargins(hairline(), 0, hairline(), px(12));
        body()->setSpacing(px(4));
    });
    connect(m_tableView->selectionModel(), &QItemSelectionModel::currentChanged, this,
            [this](const QModelIndex &now) {
                if (!now.isValid() || m_tableModel.item(now.row()).name == m_current)
                    return;
                m_current = m_tableModel.item(now.row()).name;
                fillColumns();
                Q_EMIT chosen(m_current);
            });
    fill();
}

void TableList::setTables(const TableInfos &tables, const QSet<QString> &lively)
{
    m_tables = tables;
    m_lively = lively;
    fill();
}

void TableList::setCurrent(const QString &table)
{
    m_current = table;
    const int row = m_tableModel.find(table);
    if (row >= 0)
        m_tableView->setCurrentIndex(m_tableModel.index(row));
    fillColumns();
}

void TableList::fill()
{
    setTitle(QCoreApplication::translate("warehouse page", "Warehouse"));
    m_tableView->setAccessibleName(QCoreApplication::translate("warehouse page", "Tables"));
    std::int64_t rows = 0;
    for (const TableInfo &table : m_tables)
        rows += std::max<std::int64_t>(table.rows, 0);
    setSubtitle((rows == 1 ? QCoreApplication::translate("warehouse page", "%1 row")
                           : QCoreApplication::translate("warehouse page", "%1 rows"))
                    .arg(grouped(rows)));
    m_tableModel.setItems(tableItems(m_tables, m_lively));
    fitTables();
    const int row = m_tableModel.find(m_current);
    if (row >= 0 && m_tableView->currentIndex().row() != row)
        m_tableView->setCurrentIndex(m_tableModel.index(row));
    fillColumns();
}

/// The columns get the room that the tables do not need.
void TableList::fitTables()
{
    int height = px(4);
    for (int row = 0; row < m_tableModel.rowCount(); ++row)
        height += m_tableView->sizeHintForRow(row);
    m_tableView->setMaximumHeight(std::max(height, px(60)));
}

void TableList::fillColumns()
{
    std::vector<SideItem> items{
        {SideItem::Kind::Heading,
         QCoreApplication::translate("warehouse page", "Columns of %1").arg(m_current),
         {},
         Token::Muted,
         {},
         false,
         {}}};
    for (const TableInfo &table : m_tables) {
        if (table.name != m_current)
            continue;
        for (const TableColumn &column : table.columns) {
            const bool link = column.name == QLatin1String("correlation_id")
                || column.name.startsWith(QLatin1String("src_"))
                || column.name.startsWith(QLatin1String("raw_"));
            items.push_back({SideItem::Kind::Column,
                             column.name,
                             column.inKey ? QStringLiteral("key")
                                 : link   ? QStringLiteral("link")
                                          : QString(),
                             column.inKey ? Token::Amber : Token::Muted,
                             column.type,
                             false,
                             {}});
        }
    }
    m_columnModel.setItems(std::move(items));
}

void TableList::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        fill();
    Card::changeEvent(event);
}

} // namespace pk::gui
