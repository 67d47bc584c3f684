#include "pages/warehouse/warehouse_page.h"

#include "bridge/warehouse_query.h"
#include "pages/warehouse/console_card.h"
#include "pages/warehouse/row_path_panel.h"
#include "pages/warehouse/rows_card.h"
#include "pages/warehouse/table_list.h"
#include "theme/painting.h"
#include "views/empty_state.h"
#include "views/error_banner.h"
#include "views/pill.h"
#include "views/segmented_control.h"
#include "views/sheet.h"
#include "views/themed.h"

#include <QCoreApplication>
#include <QEvent>
#include <QHBoxLayout>
#include <QSplitter>
#include <QTableView>

namespace pk::gui {

namespace {

// Widths and heights of the page, at interface scale 1, below which it is arranged otherwise.
constexpr int pathDockedFrom = 1296;
constexpr int listDockedFrom = 980;
constexpr int stackedFrom = 600;
constexpr int wideFrom = 760;

// Heights of the console.
constexpr int consoleBase = 306;
constexpr int consoleLeast = 270;

} // namespace

WarehousePage::WarehousePage(Controller &controller, QWidget *parent, QSettings *settings)
    : QWidget(parent)
    , m_controller(controller)
    , m_records(controller)
    , m_banner(new ErrorBanner(this))
    , m_waiting(new EmptyState(QStringLiteral("warehouse"), this))
    , m_body(new QWidget(this))
    , m_tables(new TableList(m_body))
    , m_choice(new SegmentedControl(m_body))
    , m_middle(new QSplitter(Qt::Vertical, m_body))
    , m_rows(new RowsCard)
    , m_consoleCard(new ConsoleCard(
          m_console, [&controller] { return controller.commandTarget(); }, settings))
    , m_pathCard(new Card(m_body))
    , m_pathTotal(new Pill(PlainAccent, {}, m_pathCard))
    , m_pathPanel(new RowPathPanel)
    , m_pathSheet(new Sheet(this))
    , m_pathDrawer(new QWidget)
{
    layOut();
    connectReaders();
    retranslate();
    if (controller.snapshot())
        take(controller.snapshot());
}

WarehousePage::~WarehousePage() = default;

void WarehousePage::layOut()
{
    m_choice->setObjectName(QStringLiteral("view"));
    m_middle->addWidget(m_rows);
    m_middle->addWidget(m_consoleCard);
    m_middle->setChildrenCollapsible(false);
    m_middle->setStretchFactor(0, 1);
    m_middle->setStretchFactor(1, 0);
    m_pathCard->setIcon(QStringLiteral("path"));
    m_pathCard->setHeaderLine(false);
    m_pathCard->addAction(m_pathTotal);
    m_pathCard->body()->addWidget(m_pathPanel);
    m_pathTotal->setSmall(true);
    m_pathSheet->setPreferredWidth(400);
    auto *drawer = new QVBoxLayout(m_pathDrawer);
    drawer->setContentsMargins(0, 0, 0, 0);
    m_pathSheet->setContent(m_pathDrawer);

    auto *centre = new QVBoxLayout;
    centre->addWidget(m_choice, 0, Qt::AlignLeft);
    centre->addWidget(m_middle, 1);
    auto *row = new QHBoxLayout(m_body);
    row->addWidget(m_tables);
    row->addLayout(centre, 1);
    row->addWidget(m_pathCard);
    auto *column = new QVBoxLayout(this);
    column->setSizeConstraint(QLayout::SetNoConstraint); // see minimumSizeHint()
    column->addWidget(m_banner);
    column->addWidget(m_waiting, 1);
    column->addWidget(m_body, 1);
    m_body->hide();
    onTheme(this, [this, centre, row, column] {
        column->setContentsMargins(pageMargins());
        column->setSpacing(px(12));
        row->setContentsMargins(0, 0, 0, 0);
        row->setSpacing(px(16));
        centre->setSpacing(px(10));
        m_tables->setFixedWidth(px(236));
        m_pathCard->setFixedWidth(px(376));
        m_pathCard->body()->setContentsMargins(hairline(), 0, hairline(), hairline());
        arrange();
    });
}

void WarehousePage::connectReaders()
{
    connect(&m_controller, &Controller::snapshotTaken, this, &WarehousePage::take);
    connect(&m_reader, &WarehouseReader::tablesRead, this, &WarehousePage::takeTables);
    connect(&m_reader, &WarehouseReader::rowsChanged, this, &WarehousePage::takeChanges);
    connect(&m_reader, &WarehouseReader::pageRead, this, [this](const TablePage &page) {
        m_rows->setPage(page);
        if (m_firstRowWanted && m_rows->model()->rowCount() > 0) {
            m_firstRowWanted = false;
            m_rows->view()->selectRow(0);
        }
    });
    connect(&m_reader, &WarehouseReader::counted, m_rows, &RowsCard::setMatching);
    connect(&m_reader, &WarehouseReader::unavailable, this, &WarehousePage::showUnavailable);
    connect(m_rows, &RowsCard::requested, &m_reader, &WarehouseReader::show);
    connect(m_rows, &RowsCard::tableChosen, this, [this](const QString &table) { showTable(table); });
    connect(m_rows, &RowsCard::rowChosen, this, &WarehousePage::chooseRow);
    connect(m_rows, &RowsCard::rowRewritten, this, [this](const Cells &key) {
        if (key == m_chosen)
            readPath();
    });
    connect(m_rows, &RowsCard::rowLeft, this, &WarehousePage::forgetRow);
    connect(m_tables, &TableList::chosen, this, [this](const QString &table) { showTable(table); });
    connect(&m_paths, &RowPathReader::pathRead, this, &WarehousePage::showPath);
    connect(&m_paths, &RowPathReader::failed, this, [this](const QString &why) {
        if (!m_chosen.empty())
            m_pathPanel->clear(why);
    });
    connect(&m_records, &RecordLookup::recordTold, this,
            [this](const RecordStoryPtr &story) { showSteps(*story); });
    connect(m_pathPanel, &RowPathPanel::linkActivated, this, &WarehousePage::linkActivated);
    connect(m_middle, &QSplitter::splitterMoved, this, [this] { m_dividedByHand = true; });
    connect(m_choice, &SegmentedControl::chosen, this, &WarehousePage::arrange);
    connect(m_banner, &ErrorBanner::actionRequested, &m_reader, &WarehouseReader::retry);
    connect(m_waiting, &EmptyState::actionRequested, &m_reader, &WarehouseReader::retry);
}

void WarehousePage::take(const SnapshotPtr &snapshot)
{
    if (snapshot->run.warehousePath != m_path)
        changeWarehouse(snapshot->run.warehousePath);
    showOutage();
    m_rows->setHeld(snapshot->run.state == RunState::Paused || snapshot->run.state == RunState::Pausing);
}

/// Nothing of the warehouse before stays: its keys belong to other rows there.
void WarehousePage::changeWarehouse(const QString &path)
{
    m_path = path;
    if (!m_rows->table().isEmpty())
        m_shownBefore = m_rows->table();
    m_firstRowWanted = false;
    m_failed = false;
    m_pathSheet->close();
    forgetRow();
    m_rows->clear();
    m_console.setPath(path);
    m_paths.setPath(path);
    m_reader.setPath(path);
    m_body->hide();
    m_waiting->show();
    retranslate();
}

void WarehousePage::open(const Link &link)
{
    if (link.kind != Link::Kind::Table && link.kind != Link::Kind::Row)
        return;
    const TableInfo *table = tableInfo(link.name);
    if (table == nullptr) {
        m_wanted = link;
        return;
    }
    m_wanted.reset();
    m_choice->setCurrent(QStringLiteral("rows"));
    arrange();
    ColumnFilter filter;
    if (link.kind == Link::Kind::Row) {
        filter.text = link.key;
        filter.column = entityOf(link.name).keyColumn;
        for (const TableColumn &column : table->columns) {
            if (filter.column.isEmpty() && column.inKey)
                filter.column = column.name;
        }
    }
    showTable(link.name, filter);
    m_firstRowWanted = link.kind == Link::Kind::Row;
}

const TableInfo *WarehousePage::tableInfo(const QString &name) const
{
    for (const TableInfo &table : m_reader.tables()) {
        if (table.name == name)
            return &table;
    }
    return nullptr;
}

void WarehousePage::takeTables(const TableInfos &tables)
{
    m_failed = false;
    showOutage();
    m_waiting->hide();
    m_body->show();
    m_tables->setTables(tables, {});
    m_rows->setTables(tables);
    m_consoleCard->setTables(tables);
    if (m_wanted)
        open(*m_wanted);
    if (m_rows->table().isEmpty())
        showTable(tableInfo(m_shownBefore) ? m_shownBefore : QStringLiteral("fact_orders"));
}

void WarehousePage::takeChanges(const std::vector<RowChange> &changes, bool justNow)
{
    QSet<QString> lively{QStringLiteral("etl_audit"), QStringLiteral("etl_offsets")};
    for (const RowChange &change : changes) {
        lively.insert(change.table);
        if (change.table == QLatin1String("fact_orders"))
            lively.insert(QStringLiteral("fact_order_items"));
    }
    m_tables->setTables(m_reader.tables(), lively);
    m_rows->note(changes, justNow);
}

void WarehousePage::showTable(const QString &table, const ColumnFilter &filter)
{
    m_firstRowWanted = false;
    forgetRow();
    m_tables->setCurrent(table);
    m_rows->showTable(table, filter);
}

void WarehousePage::forgetRow()
{
    m_chosen.clear();
    m_pathPanel->clear();
    m_pathTotal->hide();
    m_pathCard->setSubtitle({});
}

void WarehousePage::chooseRow(const Cells &key)
{
    if (tableInfo(m_rows->table()) == nullptr || key.empty())
        return;
    m_chosen = key;
    readPath();
    if (!m_pathDocked)
        m_pathSheet->open();
}

void WarehousePage::readPath()
{
    if (const TableInfo *table = tableInfo(m_rows->table()))
        m_paths.read(*table, m_chosen, m_controller.journal());
}

void WarehousePage::showPath(const RowPath &path)
{
    if (path.table.name != m_rows->table() || path.row.key != m_chosen)
        return;
    const std::string cluster =
        m_controller.snapshot() ? m_controller.snapshot()->run.cluster.id : std::string();
    m_pathPanel->showPath(path, cluster);
    const AuditEntry *written = path.writer();
    if (path.raw.offset >= 0 && written != nullptr && written->cluster == cluster)
        m_records.findRecord(path.raw);
    m_pathCard->setSubtitle(path.title);
    const double ms = m_pathPanel->totalMs();
    m_pathTotal->setText(QStringLiteral("%1 ms").arg(ms, 0, 'f', 0));
    m_pathTotal->setVisible(ms >= 0);
    retranslate();
}

void WarehousePage::showSteps(const RecordStory &story)
{
    const auto &path = m_pathPanel->path();
    if (path && story.trace && story.stepChanges && story.asked == path->raw)
        m_pathPanel->showSteps(*story.stepChanges, story.trace->steps.size());
}

/// The loader cannot write: what is shown stands still, and here is why.
void WarehousePage::showOutage()
{
    if (m_failed)
        return;
    const SnapshotPtr snapshot = m_controller.snapshot();
    QString sentence;
    if (snapshot && snapshot->run.databaseLocked) {
        sentence = QCoreApplication::translate(
            "warehouse page",
            "The database is locked (a fault): the loader waits and tries again, and loses nothing. What was "
            "loaded before can still be read.");
    } else if (snapshot && snapshot->run.databaseClosed) {
        sentence =
            QCoreApplication::translate("warehouse page",
                                        "The loader's connection to the database is closed (a fault): it "
                                        "tries again, and loses nothing. This "
                                        "page has a connection of its own and shows what was loaded before.");
    }
    if (sentence.isEmpty()) {
        m_banner->hide();
    } else if (!m_banner->isVisibleTo(this) || m_banner->sentence() != sentence) {
        m_banner->setAction({});
        m_banner->show(ErrorBanner::Severity::Warning, sentence);
    }
}

void WarehousePage::showUnavailable(const QString &sentence, bool triesAgain)
{
    const QString next = triesAgain
        ? QCoreApplication::translate("warehouse page", "It is tried again every second.")
        : QString();
    m_failed = true;
    if (m_reader.tables().empty()) {
        m_body->hide();
        m_waiting->setTexts(QCoreApplication::translate("warehouse page", "The warehouse cannot be read"),
                            sentence + QLatin1Char(' ') + next);
        m_waiting->setAction(QCoreApplication::translate("warehouse page", "Try again now"));
        m_waiting->show();
        return;
    }
    m_banner->show(ErrorBanner::Severity::Error, sentence, next);
    m_banner->setAction(QCoreApplication::translate("warehouse page", "Try again now"));
}

QSize WarehousePage::minimumSizeHint() const
{
    return QSize(px(480), px(280));
}

/// What has no room is shown another way: the path as a drawer, the tables as a combo box, rows and console
/// one at a time.
void WarehousePage::arrange()
{
    const double scale = Theme::instance().scale();
    const int baseWidth = static_cast<int>(width() / scale);
    const int baseHeight = static_cast<int>(height() / scale);
    const bool docked = baseWidth >= pathDockedFrom;
    if (docked != m_pathDocked) {
        m_pathDocked = docked;
        if (docked) {
            m_pathSheet->close();
            m_pathCard->body()->addWidget(m_pathPanel);
        } else {
            m_pathDrawer->layout()->addWidget(m_pathPanel);
        }
        m_pathPanel->show();
    }
    m_pathCard->setVisible(docked);
    const bool list = baseWidth >= listDockedFrom;
    m_tables->setVisible(list);
    m_rows->setTableChoiceVisible(!list);
    const bool narrow = baseWidth - (list ? 252 : 0) - (docked ? 392 : 0) < wideFrom;
    m_rows->setNarrow(narrow);
    m_consoleCard->setNarrow(narrow);
    const bool stacked = baseHeight >= stackedFrom;
    const bool console = m_choice->current() == QLatin1String("console");
    m_choice->setVisible(!stacked);
    m_rows->setVisible(stacked || !console);
    m_consoleCard->setVisible(stacked || console);
    m_consoleCard->setMinimumHeight(stacked ? px(consoleLeast) : 0);
    m_rows->setMinimumHeight(stacked ? px(200) : 0);
    if (stacked && !m_dividedByHand)
        m_middle->setSizes({height() - px(consoleBase), px(consoleBase)});
}

void WarehousePage::retranslate()
{
    m_choice->setOptions(
        {{QStringLiteral("rows"), QCoreApplication::translate("warehouse page", "Rows"),
          QStringLiteral("table")},
         {QStringLiteral("console"), QCoreApplication::translate("warehouse page", "SQL console"),
          QStringLiteral("terminal")}});
    const QString title = QCoreApplication::translate("warehouse page", "Path of the row");
    m_pathCard->setTitle(title);
    m_pathSheet->setHeader(QStringLiteral("path"), BlueAccent, title,
                           m_pathPanel->path() ? m_pathPanel->path()->title : QString());
    if (m_reader.tables().empty()) {
        m_waiting->setTexts(
            QCoreApplication::translate("warehouse page", "The warehouse is being opened"),
            QCoreApplication::translate("warehouse page",
                                        "Its tables appear here as soon as the pipeline has made them."));
        m_waiting->setAction({});
    }
}

void WarehousePage::showEvent(QShowEvent *event)
{
    m_reader.setActive(true);
    QWidget::showEvent(event);
}

void WarehousePage::hideEvent(QHideEvent *event)
{
    m_reader.setActive(false);
    QWidget::hideEvent(event);
}

void WarehousePage::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    arrange();
}

void WarehousePage::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

} // namespace pk::gui
