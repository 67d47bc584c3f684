#include "pages/flow/recent_records.h"

#include "bridge/text.h"
#include "pages/flow/recent_records_model.h"
#include "pages/flow/record_delegate.h"
#include "theme/painting.h"
#include "views/format.h"
#include "views/pill.h"
#include "views/table_setup.h"
#include "views/themed.h"
#include "views/whole_rows.h"

#include <QCoreApplication>
#include <QEvent>
#include <QGuiApplication>
#include <QHeaderView>
#include <QScrollBar>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace pk::gui {

namespace {

constexpr int kRecordsEveryMs = 150;
constexpr int kAgainEveryMs = 3'000; ///< what had not come, or a broker that did not answer
constexpr int kAnswerMs = 5'000; ///< a question whose cluster is gone gets no answer
constexpr int kMsPerRow = 40;
constexpr int kLeastPauseMs = 300; ///< a table that is painted less often costs less
constexpr int kMostPauseMs = 1'000;

/// Says that it has the focus also while no row is the current one.
class RecordTable final : public WholeRows<QTableView>
{
public:
    using WholeRows::WholeRows;

protected:
    void paintEvent(QPaintEvent *event) override
    {
        WholeRows::paintEvent(event);
        if (!hasFocus() || !window()->testAttribute(Qt::WA_KeyboardFocusChange))
            return;
        QPainter painter(viewport());
        drawFocusRing(painter, viewport()->rect(), px(6));
    }
};

} // namespace

RecentRecords::RecentRecords(RecordLookup &lookup, QWidget *parent)
    : Card(parent)
    , m_lookup(lookup)
    , m_model(new RecentRecordsModel(this))
    , m_table(new RecordTable(this))
    , m_newer(new Chip({}, this))
{
    setIcon(QStringLiteral("messages"));
    setCompact(true);
    addAction(m_newer);
    m_table->setModel(m_model);
    m_table->setObjectName(QStringLiteral("recentRecords"));
    m_table->setItemDelegate(new RecordDelegate(m_table));
    setUpTable(m_table);
    body()->addWidget(m_table);
    onTheme(this, [this] {
        body()->setContentsMargins(px(2), 0, px(2), px(6));
        fitColumns();
    });
    connect(m_newer, &Chip::clicked, this, &RecentRecords::release);
    // A click or Enter opens a record. Arrow keys only go through the rows, until one is open: from there on
    // they go from one record to the next.
    connect(m_table, &QTableView::pressed, this, [this](const QModelIndex &index) { open(index.row()); });
    connect(m_table, &QTableView::activated, this, [this](const QModelIndex &index) {
        m_table->selectRow(index.row());
        open(index.row());
    });
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            [this](const QItemSelection &chosen) {
                const bool byKey = QGuiApplication::mouseButtons() == Qt::NoButton;
                if (m_model->isHeld() && byKey && !chosen.isEmpty())
                    open(chosen.first().top());
            });
    m_readPause.setSingleShot(true);
    connect(&m_readPause, &QTimer::timeout, this, &RecentRecords::showPending);
    m_askPause.setSingleShot(true);
    m_askPause.setInterval(kRecordsEveryMs);
    connect(&m_askPause, &QTimer::timeout, this, &RecentRecords::askForValues);
    connect(m_table->verticalScrollBar(), &QScrollBar::valueChanged, this, &RecentRecords::askForValues);
    m_answerDue.setSingleShot(true);
    m_answerDue.setInterval(kAnswerMs);
    connect(&m_answerDue, &QTimer::timeout, this, [this] {
        m_asked = false;
        askForValues();
    });
    m_againPause.setSingleShot(true);
    m_againPause.setInterval(kAgainEveryMs);
    connect(&m_againPause, &QTimer::timeout, this, &RecentRecords::askForValues);
    connect(&lookup, &RecordLookup::valuesRead, this,
            [this](const std::shared_ptr<const ValueLines> &read) { takeValues(*read); });
    retranslate();
}

void RecentRecords::open(int row)
{
    m_model->setHeld(true);
    showHeld();
    const Hop &hop = m_model->hop(row);
    Q_EMIT linkActivated(Link::record(hop.topic, hop.partition, hop.offset));
}

/// Only what is seen is read, and what is about to be, so that rows come with their values; and never more
/// than a few times a second: a tail of thousands costs no more.
void RecentRecords::askForValues()
{
    if (!isVisible() || m_asked || m_askPause.isActive())
        return;
    const int first = std::max(0, m_table->rowAt(0));
    const int shown = m_table->viewport()->height() / std::max(1, m_table->rowHeight(0)) + 1;
    const std::span<const Hop> pending(m_pending);
    std::vector<Position> places =
        m_model->unknownValues(first, first + shown, !m_againPause.isActive(),
                               pending.last(std::min(pending.size(), static_cast<std::size_t>(shown))));
    m_asked = !places.empty();
    if (!m_asked)
        return;
    m_answerDue.start();
    m_lookup.readValues(std::move(places));
}

void RecentRecords::takeValues(const ValueLines &read)
{
    m_asked = false;
    m_answerDue.stop();
    m_askPause.start(); // what came in between is asked for then
    m_model->setValues(read.lines);
    if (std::any_of(read.lines.begin(), read.lines.end(),
                    [](const auto &line) { return canStillCome(line.second.presence); }))
        m_againPause.start();
}

std::optional<Hop> RecentRecords::selected() const
{
    const QModelIndexList rows = m_table->selectionModel()->selectedRows();
    if (rows.isEmpty())
        return std::nullopt;
    return m_model->hop(rows.first().row());
}

void RecentRecords::showEvent(QShowEvent *event)
{
    Card::showEvent(event);
    showPending();
    askForValues();
}

void RecentRecords::add(const std::vector<Hop> &hops)
{
    m_pending.insert(m_pending.end(), hops.begin(), hops.end());
    constexpr auto most = static_cast<std::ptrdiff_t>(RecentRecordsModel::Kept);
    if (std::ssize(m_pending) > most)
        m_pending.erase(m_pending.begin(), m_pending.end() - most);
    if (isVisible() && !m_readPause.isActive())
        showPending();
    else if (!m_model->isHeld())
        askForValues();
}

/// Rows that go by faster than anybody reads tell nothing: then the list moves once a second.
void RecentRecords::showPending()
{
    const std::vector<Hop> hops = std::exchange(m_pending, {});
    if (hops.empty())
        return;
    m_readPause.start(std::clamp(static_cast<int>(hops.size()) * kMsPerRow, kLeastPauseMs, kMostPauseMs));
    if (!m_model->isHeld())
        letGoOfRow(std::ssize(hops));
    m_model->add(hops);
    if (m_model->isHeld())
        showHeld();
    askForValues();
}

/// The current row moves down with its record, and ends at the lower edge: a view whose current row is
/// removed takes another one and scrolls to it.
void RecentRecords::letGoOfRow(qint64 coming)
{
    const QModelIndex current = m_table->currentIndex();
    const qint64 bottom = m_table->visualRect(current).bottom() + coming * m_table->rowHeight(current.row());
    if (!current.isValid() || bottom < m_table->viewport()->height())
        return;
    m_table->clearSelection();
    m_table->setCurrentIndex({});
}

void RecentRecords::clear()
{
    release();
    m_pending.clear();
    m_model->clear();
    m_asked = false; // of the cluster before: that is not answered any more
}

void RecentRecords::release()
{
    if (!m_model->isHeld())
        return;
    m_table->clearSelection();
    m_table->setCurrentIndex({});
    m_model->setHeld(false);
    m_table->scrollToTop();
    showHeld();
    Q_EMIT released();
}

void RecentRecords::showHeld()
{
    m_newer->setVisible(m_model->isHeld());
    m_newer->setText(QCoreApplication::translate("flow_page", "Held"));
    m_newer->setFigure(QStringLiteral("+") + grouped(m_model->waiting()));
    m_newer->setToolTip(QCoreApplication::translate(
        "flow_page", "The list is held while a record is selected. Click to go on with the newest."));
}

void RecentRecords::setSampledOneIn(qint64 count)
{
    if (std::exchange(m_sampledOneIn, count) != count)
        retranslate();
}

void RecentRecords::retranslate()
{
    setTitle(QCoreApplication::translate("flow_page", "Latest records"));
    setSubtitle(m_sampledOneIn > 1
                    ? QCoreApplication::translate("flow_page", "a sample, 1 in %1 · newest first")
                          .arg(grouped(m_sampledOneIn))
                    : QCoreApplication::translate("flow_page", "newest first, as the journal has them"));
    m_table->setAccessibleName(QCoreApplication::translate("flow_page", "Latest records"));
    m_model->retranslate();
    showHeld();
}

void RecentRecords::fitColumns()
{
    // Where there is room, the longest name of what happened has it.
    const int spare = std::clamp((width() - px(760)) / 3, 0, px(50));
    const int widths[] = {px(108), px(150) + spare, px(122), px(48), px(60), px(122)};
    for (int column = 0; column < RecentRecordsModel::Value; ++column)
        m_table->setColumnWidth(column, widths[column]);
}

void RecentRecords::resizeEvent(QResizeEvent *event)
{
    Card::resizeEvent(event);
    fitColumns();
}

void RecentRecords::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    Card::changeEvent(event);
}

} // namespace pk::gui
