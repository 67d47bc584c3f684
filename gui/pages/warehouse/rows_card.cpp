#include "pages/warehouse/rows_card.h"

#include "bridge/warehouse_query.h"
#include "pages/warehouse/column_fit.h"
#include "pages/warehouse/row_delegate.h"
#include "pages/warehouse/rows_footer.h"
#include "pages/warehouse/table_list.h"
#include "theme/painting.h"
#include "views/empty_state.h"
#include "views/format.h"
#include "views/icon_button.h"
#include "views/pill.h"
#include "views/search_field.h"
#include "views/table_setup.h"
#include "views/themed.h"
#include "views/whole_rows.h"

#include <QClipboard>
#include <QComboBox>
#include <QCoreApplication>
#include <QDateTime>
#include <QEvent>
#include <QGuiApplication>
#include <QHeaderView>
#include <QKeyEvent>
#include <QMenu>
#include <QScrollBar>
#include <QStackedLayout>
#include <QTableView>

namespace pk::gui {

namespace {

constexpr int typingMs = 250; ///< after the last key a filter takes effect
constexpr int agingMs = 250;

// At interface scale 1.
constexpr int subtitleFromBase = 640; // narrower, the table's name has all the room

} // namespace

RowsCard::RowsCard(QWidget *parent)
    : Card(parent)
    , m_model(new RowsModel([] { return QDateTime::currentMSecsSinceEpoch(); }, this))
    , m_view(new WholeRows<QTableView>(this))
    , m_columns(new ColumnFit(m_view, m_model))
    , m_stack(new QStackedLayout)
    , m_empty(new EmptyState(QStringLiteral("table"), this))
    , m_tableChoice(new QComboBox(this))
    , m_changed(new Chip({}, this))
    , m_filterColumn(new QComboBox(this))
    , m_filter(new SearchField({}, this))
    , m_columnsButton(new IconButton(QStringLiteral("columns"), {}, this))
    , m_footer(new RowsFooter(this))
{
    setIcon(QStringLiteral("table"));
    setHeaderLine(false);
    m_tableChoice->setObjectName(QStringLiteral("tableChoice"));
    m_changed->setObjectName(QStringLiteral("justChanged"));
    m_filter->setObjectName(QStringLiteral("filter"));
    m_filterColumn->setObjectName(QStringLiteral("filterColumn"));
    m_view->setObjectName(QStringLiteral("rows"));
    m_columnsButton->setLook(IconButton::Look::Outlined);
    for (QWidget *action : std::initializer_list<QWidget *>{m_tableChoice, m_changed, m_filterColumn,
                                                            m_filter, m_columnsButton})
        addAction(action);
    m_tableChoice->hide();

    setUpTable(m_view, 30);
    m_view->setModel(m_model);
    m_view->setItemDelegate(new RowDelegate(m_view));
    m_view->setContextMenuPolicy(Qt::CustomContextMenu);
    m_view->setMouseTracking(true);
    QHeaderView *header = m_view->horizontalHeader();
    header->setSectionsClickable(true);
    header->setSectionsMovable(false);
    header->setTextElideMode(Qt::ElideRight);
    header->setContextMenuPolicy(Qt::CustomContextMenu);
    m_view->installEventFilter(this);
    auto *middle = new QWidget(this);
    middle->setLayout(m_stack);
    m_stack->addWidget(m_view);
    m_stack->addWidget(m_empty);
    body()->addWidget(middle, 1);
    body()->addWidget(m_footer);
    onTheme(this, [this] {
        body()->setContentsMargins(hairline(), 0, hairline(), hairline());
        body()->setSpacing(0);
        m_filter->setMinimumWidth(px(104));
        m_filter->setMaximumWidth(px(220));
        m_filterColumn->setFixedWidth(px(144));
        m_tableChoice->setFixedWidth(px(172));
        m_columns->measureAnew();
    });

    m_typing.setSingleShot(true);
    m_typing.setInterval(typingMs);
    m_aging.setInterval(agingMs);
    connect(&m_typing, &QTimer::timeout, this, &RowsCard::requestFirst);
    connect(&m_aging, &QTimer::timeout, this, [this] {
        m_model->expireMarks(m_held);
        updateTexts();
    });
    connect(m_filter, &QLineEdit::textChanged, &m_typing, qOverload<>(&QTimer::start));
    connect(m_filter, &QLineEdit::returnPressed, this, &RowsCard::requestFirst);
    connect(m_filterColumn, &QComboBox::activated, this, &RowsCard::requestFirst);
    connect(m_changed, &Chip::clicked, this, &RowsCard::requestFirst);
    connect(m_columnsButton, &IconButton::clicked, this, &RowsCard::openColumnMenu);
    connect(m_tableChoice, &QComboBox::textActivated, this, &RowsCard::tableChosen);
    connect(header, &QHeaderView::sectionClicked, this, &RowsCard::sortBy);
    connect(header, &QWidget::customContextMenuRequested, this, &RowsCard::openColumnMenu);
    connect(m_view, &QWidget::customContextMenuRequested, this, &RowsCard::openCellMenu);
    connect(m_footer, &RowsFooter::firstWanted, this, &RowsCard::requestFirst);
    connect(m_footer, &RowsFooter::backWanted, this, [this] { turn(PageAnchor::Kind::Before); });
    connect(m_footer, &RowsFooter::onWanted, this, [this] { turn(PageAnchor::Kind::After); });
    connect(m_empty, &EmptyState::actionRequested, m_filter, &QLineEdit::clear);
    connect(m_footer, &RowsFooter::newestWanted, this, &RowsCard::letGo);
    // A selection and not the current row: the table has one of these as soon as it has the focus.
    connect(m_view->selectionModel(), &QItemSelectionModel::selectionChanged, this, &RowsCard::takeChoice);
    connect(m_view->verticalScrollBar(), &QScrollBar::valueChanged, this, [this](int value) {
        if (value == 0 && m_newer.rows > 0 && !m_merging)
            request();
    });
    retranslate();
}

void RowsCard::setTables(const TableInfos &tables)
{
    m_tables = tables;
    QStringList names;
    for (const SideItem &item : tableItems(tables, {})) {
        if (item.kind == SideItem::Kind::Table)
            names << item.name;
    }
    QStringList present;
    for (int i = 0; i < m_tableChoice->count(); ++i)
        present << m_tableChoice->itemText(i);
    if (names != present) {
        m_tableChoice->clear();
        m_tableChoice->addItems(names);
        m_tableChoice->setCurrentText(m_request.table);
    }
}

void RowsCard::showTable(const QString &table, const ColumnFilter &filter)
{
    const auto info =
        std::find_if(m_tables.begin(), m_tables.end(), [&](const TableInfo &t) { return t.name == table; });
    if (info == m_tables.end())
        return;
    m_chosen.reset();
    m_request = {};
    m_request.table = table;
    m_request.sortColumn = firstSortColumn(*info);
    m_request.descending = !info->view;
    m_matching = -1;
    m_newer = {};
    m_model->setTable(*info);
    m_columns->begin();
    m_tableChoice->setCurrentText(table);
    const QSignalBlocker quiet(m_filter);
    m_filter->setText(filter.text);
    m_changed->setChecked(false);
    m_changed->setVisible(!entityOf(table).name.isEmpty());
    m_filterColumn->clear();
    m_filterColumn->addItem(QCoreApplication::translate("warehouse page", "All columns"));
    for (const ShownColumn &column : m_model->columns())
        m_filterColumn->addItem(column.title, column.name);
    m_filterColumn->setCurrentIndex(std::max(0, m_filterColumn->findData(filter.column)));
    m_model->setSort(m_request.sortColumn, m_request.descending);
    requestFirst();
}

void RowsCard::clear()
{
    m_typing.stop();
    m_chosen.reset();
    m_request = {};
    m_tables.clear();
    m_first = 0;
    m_matching = -1;
    m_newer = {};
    m_model->setTable({});
    updateTexts();
}

void RowsCard::requestFirst()
{
    m_typing.stop();
    m_request.filter.text = m_filter->text();
    m_request.filter.column = m_filterColumn->currentData().toString();
    m_request.onlyChanged = m_changed->isChecked();
    m_request.anchor = {};
    m_first = 0;
    request();
}

void RowsCard::request()
{
    Q_EMIT requested(m_request);
}

void RowsCard::turn(PageAnchor::Kind kind)
{
    if (m_model->rowCount() == 0)
        return;
    const bool on = kind == PageAnchor::Kind::After;
    const TableRow &edge = m_model->row(on ? m_model->rowCount() - 1 : 0);
    const int sort = m_model->table().column(m_request.sortColumn);
    m_first = std::max<qint64>(0, m_first + (on ? m_model->rowCount() : -m_request.limit));
    if (m_first == 0) {
        requestFirst();
        return;
    }
    m_request.anchor = {kind, sort >= 0 ? edge.cells[static_cast<std::size_t>(sort)] : QVariant(), edge.key,
                        m_first};
    m_view->scrollToTop();
    request();
}

void RowsCard::sortBy(int section)
{
    if (section < 1)
        return;
    const ShownColumn &column = m_model->column(section);
    if (!isSortable(m_model->table().columns[column.index]))
        return;
    const bool again = m_request.sortColumn == column.name;
    m_request.descending = again ? !m_request.descending : isRightAligned(column.kind);
    m_request.sortColumn = column.name;
    m_model->setSort(m_request.sortColumn, m_request.descending);
    requestFirst();
}

void RowsCard::setPage(const TablePage &page)
{
    if (page.request.table != m_request.table)
        return;
    const bool same = page.request == m_model->page().request;
    if (!isVisible())
        m_model->lookAway();
    const Cells before = chosenCells();
    m_merging = true;
    if (same && isHeld()) {
        m_newer = m_model->refresh(page);
    } else {
        m_newer = {};
        // Qt makes a neighbour current in place of a row that goes, and scrolls to it.
        m_view->selectionModel()->clear();
        m_model->setPage(page);
        if (!same)
            m_view->scrollToTop();
        selectAgain();
    }
    m_merging = false;
    // Of a table that the audit does not know, this is how a new load of the row is seen.
    if (same && entityOf(m_request.table).name.isEmpty() && !before.empty() && chosenCells() != before)
        Q_EMIT rowRewritten(*m_chosen);
    m_columns->follow();
    if (m_model->hasMarks() && isVisible())
        m_aging.start();
    updateTexts();
}

void RowsCard::note(const std::vector<RowChange> &changes, bool justNow)
{
    if (justNow && isVisible())
        m_model->note(changes);
    if (m_chosen && m_model->isAmong(changes, *m_chosen))
        Q_EMIT rowRewritten(*m_chosen);
}

/// Empty where none is chosen, or the page does not have it.
Cells RowsCard::chosenCells() const
{
    const int row = m_chosen ? m_model->find(*m_chosen) : -1;
    return row >= 0 ? m_model->row(row).cells : Cells();
}

/// Rows stand still while one of them is chosen or a person looks further down. Those of a view cannot be
/// told apart, and are always read anew.
bool RowsCard::isHeld() const
{
    if (m_model->table().key.empty())
        return false;
    return (m_chosen && m_model->find(*m_chosen) >= 0) || m_view->verticalScrollBar()->value() > 0;
}

void RowsCard::takeChoice()
{
    if (m_merging)
        return;
    const QModelIndexList selected = m_view->selectionModel()->selectedRows();
    if (!selected.isEmpty()) {
        m_chosen = m_model->row(selected.front().row()).key;
        Q_EMIT rowChosen(*m_chosen);
    } else if (m_chosen) {
        m_chosen.reset();
        Q_EMIT rowLeft();
    }
}

/// No row is chosen any more, and the page follows what is written.
void RowsCard::letGo()
{
    m_view->selectionModel()->clear();
    m_view->scrollToTop();
    requestFirst();
}

void RowsCard::selectAgain()
{
    const int row = m_chosen ? m_model->find(*m_chosen) : -1;
    if (row >= 0)
        m_view->selectRow(row);
}

void RowsCard::setMatching(const PageRequest &request, qint64 matching)
{
    if (request.table != m_request.table)
        return;
    m_matching = matching;
    updateTexts();
}

void RowsCard::setTableChoiceVisible(bool visible)
{
    m_tableChoice->setVisible(visible);
    updateTexts();
}

void RowsCard::setNarrow(bool narrow)
{
    m_filterColumn->setVisible(!narrow);
}

void RowsCard::openColumnMenu()
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (int i = 1; i < m_model->columnCount(); ++i) {
        QAction *action = menu->addAction(m_model->column(i).title);
        action->setCheckable(true);
        action->setChecked(!m_view->isColumnHidden(i));
        connect(action, &QAction::toggled, m_columns, [this, i](bool on) { m_columns->choose(i, on); });
    }
    menu->popup(m_columnsButton->mapToGlobal(QPoint(0, m_columnsButton->height() + px(4))));
}

void RowsCard::openCellMenu(const QPoint &at)
{
    const bool byMouse = m_view->indexAt(at).isValid();
    const QModelIndex cell = byMouse ? m_view->indexAt(at) : m_view->currentIndex();
    if (!cell.isValid() || cell.column() < 1)
        return;
    const ShownColumn column = m_model->column(cell.column());
    const TableRow row = m_model->row(cell.row());
    const QVariant value = row.cells[column.index];
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    connect(menu->addAction(QCoreApplication::translate("warehouse page", "Copy the value")),
            &QAction::triggered, this, [value] { QGuiApplication::clipboard()->setText(value.toString()); });
    connect(menu->addAction(QCoreApplication::translate("warehouse page", "Only rows with this value")),
            &QAction::triggered, this, [this, column, row] {
                m_filterColumn->setCurrentIndex(m_filterColumn->findData(column.name));
                const QSignalBlocker quiet(m_filter);
                m_filter->setText(filterText(column, row));
                requestFirst();
            });
    menu->addSeparator();
    connect(menu->addAction(QCoreApplication::translate("warehouse page", "Sort by %1").arg(column.title)),
            &QAction::triggered, this, [this, section = cell.column()] { sortBy(section); });
    connect(menu->addAction(QCoreApplication::translate("warehouse page", "Hide %1").arg(column.title)),
            &QAction::triggered, m_columns,
            [this, section = cell.column()] { m_columns->choose(section, false); });
    menu->popup(m_view->viewport()->mapToGlobal(byMouse ? at : m_view->visualRect(cell).bottomLeft()));
}

void RowsCard::updateTexts()
{
    if (!m_model->hasMarks())
        m_aging.stop();
    const bool filtered = !m_request.filter.text.isEmpty() || m_request.onlyChanged;
    const bool newest = m_request.descending
        && (m_request.sortColumn.endsWith(QLatin1String("_at"))
            || (m_request.sortColumn.isEmpty() && !entityOf(m_request.table).name.isEmpty()));
    QString subtitle;
    if (m_matching >= 0) {
        const QString count = grouped(m_matching);
        const bool one = m_matching == 1;
        subtitle = (filtered     ? one ? QCoreApplication::translate("warehouse page", "%1 row found")
                                       : QCoreApplication::translate("warehouse page", "%1 rows found")
                            : one ? QCoreApplication::translate("warehouse page", "%1 row")
                        : newest ? QCoreApplication::translate("warehouse page", "%1 rows · newest first")
                                 : QCoreApplication::translate("warehouse page", "%1 rows"))
                       .arg(count);
    }
    const bool choice = m_tableChoice->isVisibleTo(this); // it says the name, and leaves no room for more
    setTitle(choice ? QString() : m_request.table);
    setSubtitle(choice || width() < px(subtitleFromBase) ? QString() : subtitle);
    m_changed->setFigure(m_model->hasMarks() ? QString::number(m_model->markedRows()) : QString());
    m_footer->setHeld(m_held);
    m_footer->setNewer(m_newer.rows, m_newer.more);
    m_footer->setPage(m_first, m_model->rowCount(),
                      std::max<qint64>(m_matching, m_first + m_model->rowCount()));
    if (m_model->rowCount() == 0) {
        if (filtered) {
            m_empty->setTexts(
                QCoreApplication::translate("warehouse page", "No row matches"),
                QCoreApplication::translate("warehouse page", "No row of %1 contains what you look for.")
                    .arg(m_request.table));
            m_empty->setAction(m_request.filter.text.isEmpty()
                                   ? QString()
                                   : QCoreApplication::translate("warehouse page", "Show all rows"));
        } else {
            m_empty->setTexts(
                QCoreApplication::translate("warehouse page", "Nothing is loaded yet"),
                QCoreApplication::translate(
                    "warehouse page",
                    "Rows appear here as soon as the loader has written its first records into %1.")
                    .arg(m_request.table));
            m_empty->setAction({});
        }
    }
    m_stack->setCurrentIndex(m_model->rowCount() == 0 ? 1 : 0);
}

void RowsCard::retranslate()
{
    m_changed->setText(QCoreApplication::translate("warehouse page", "Just changed"));
    m_changed->setToolTip(QCoreApplication::translate(
        "warehouse page", "Only the rows that the loader's latest 200 messages have written."));
    m_filter->setPlaceholder(QCoreApplication::translate("warehouse page", "Filter"));
    m_filterColumn->setAccessibleName(QCoreApplication::translate("warehouse page", "Where to look for it"));
    m_tableChoice->setAccessibleName(QCoreApplication::translate("warehouse page", "Table"));
    m_columnsButton->setLabel(QCoreApplication::translate("warehouse page", "Choose columns"));
    m_view->setAccessibleName(QCoreApplication::translate("warehouse page", "Rows"));
    if (m_filterColumn->count() > 0)
        m_filterColumn->setItemText(0, QCoreApplication::translate("warehouse page", "All columns"));
    m_footer->retranslate();
    updateTexts();
}

void RowsCard::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    Card::changeEvent(event);
}

void RowsCard::showEvent(QShowEvent *event)
{
    m_model->expireMarks(m_held);
    if (m_model->hasMarks())
        m_aging.start();
    Card::showEvent(event);
}

void RowsCard::resizeEvent(QResizeEvent *event)
{
    Card::resizeEvent(event);
    updateTexts();
}

bool RowsCard::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_view && event->type() == QEvent::KeyPress && m_chosen
        && static_cast<QKeyEvent *>(event)->key() == Qt::Key_Escape) {
        letGo();
        return true;
    }
    return Card::eventFilter(watched, event);
}

void RowsCard::hideEvent(QHideEvent *event)
{
    m_aging.stop();
    m_model->lookAway();
    Card::hideEvent(event);
}

} // namespace pk::gui
