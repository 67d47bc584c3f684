#include "pages/warehouse/column_fit.h"

#include "pages/warehouse/rows_model.h"
#include "theme/painting.h"
#include "views/themed.h"

#include <QAbstractItemDelegate>
#include <QEvent>
#include <QHeaderView>
#include <QScopedValueRollback>
#include <QTableView>

#include <map>

#include <algorithm>

namespace pk::gui {

namespace {

// Widths of columns at interface scale 1.
constexpr int markBase = 34;
constexpr int scrollBarBase = 20;
constexpr int widestBase = 240;
constexpr int narrowestBase = 84;
constexpr int rowsMeasured = 40;

} // namespace

ColumnFit::ColumnFit(QTableView *view, RowsModel *model)
    : QObject(view)
    , m_view(view)
    , m_model(model)
{
    view->installEventFilter(this);
    view->horizontalHeader()->viewport()->installEventFilter(this);
    connect(view->horizontalHeader(), &QHeaderView::sectionResized, this,
            [this] { m_widthsChosen = m_widthsChosen || (m_headerPressed && !m_fitting); });
}

void ColumnFit::begin()
{
    m_naturalWidths.clear();
    m_widthsChosen = false;
    m_columnsChosen = false;
    showColumns();
}

void ColumnFit::measureAnew()
{
    m_naturalWidths.clear();
    fit();
}

void ColumnFit::follow()
{
    if (measure() && !m_widthsChosen)
        fit();
}

void ColumnFit::choose(int column, bool shown)
{
    m_columnsChosen = true;
    m_view->setColumnHidden(column, !shown);
    fit();
}

void ColumnFit::showColumns()
{
    for (int i = 1; i < m_model->columnCount(); ++i)
        m_view->setColumnHidden(i, !m_model->column(i).shown);
}

int ColumnFit::titleWidth(int column) const
{
    return textWidth(Theme::instance().font(TextRole::Small), m_model->column(column).title) + px(30);
}

/// The greatest gives way first; 0: stays. What the rows are ordered by is always seen.
int ColumnFit::weaknessOf(int column) const
{
    const ShownColumn &shown = m_model->column(column);
    return shown.name == m_model->sortColumn() ? 0 : shown.givesWay;
}

/// What the columns would need to show all that the table has shown until now. Only the grown count: columns
/// do not move to and fro with every page. Returns whether one of them grew.
bool ColumnFit::measure()
{
    const auto count = static_cast<std::size_t>(m_model->columnCount());
    bool grown = m_naturalWidths.size() != count;
    m_naturalWidths.resize(count, 0);
    for (int column = 1; column < m_model->columnCount(); ++column) {
        int width = titleWidth(column);
        for (int row = 0; row < std::min(m_model->rowCount(), rowsMeasured); ++row)
            width =
                std::max(width, m_view->itemDelegate()->sizeHint({}, m_model->index(row, column)).width());
        int &known = m_naturalWidths[static_cast<std::size_t>(column)];
        width = std::min(width, px(widestBase));
        grown = grown || width > known;
        known = std::max(known, width);
    }
    return grown;
}

void ColumnFit::fit()
{
    if (m_model->columnCount() == 0)
        return;
    measure();
    const QScopedValueRollback fitting(m_fitting, true);
    if (!m_columnsChosen)
        showColumns();
    setWidths();
}

void ColumnFit::setWidths()
{
    struct Width
    {
        int natural;
        int least; // of a text that is cut short
    };
    std::map<int, Width> widths;
    int spare = m_view->width() - px(scrollBarBase) - px(markBase);
    int missing = -spare; // when all texts are cut short
    for (int i = 1; i < m_model->columnCount(); ++i) {
        if (m_view->isColumnHidden(i))
            continue;
        const int natural = m_naturalWidths[static_cast<std::size_t>(i)];
        const bool text = m_model->column(i).kind == CellKind::Text;
        widths[i] = {natural, text ? std::min(natural, std::max(px(narrowestBase), titleWidth(i))) : natural};
        spare -= widths[i].natural;
        missing += widths[i].least;
    }
    while (missing > 0 && !m_columnsChosen) {
        const auto weaker = [this](const auto &a, const auto &b) {
            return weaknessOf(a.first) < weaknessOf(b.first);
        };
        const auto first = std::max_element(widths.begin(), widths.end(), weaker);
        if (first == widths.end() || weaknessOf(first->first) == 0)
            break;
        m_view->hideColumn(first->first);
        missing -= first->second.least;
        spare += first->second.natural;
        widths.erase(first);
    }
    m_view->setColumnWidth(0, px(markBase));
    const int more = widths.empty() ? 0 : std::max(0, spare) / static_cast<int>(widths.size());
    for (const auto &[i, width] : widths) {
        const int less = missing > 0 ? 0 : std::clamp(-spare, 0, width.natural - width.least);
        spare += less;
        m_view->setColumnWidth(i, width.natural - less + more);
    }
}

/// The table has its new width only after the card: here the columns are fitted to it. A width is chosen with
/// the mouse in the header; one that changes while a button is down elsewhere is not.
bool ColumnFit::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_view) {
        if (event->type() == QEvent::Resize && !m_widthsChosen)
            fit();
    } else if (event->type() == QEvent::MouseButtonPress) {
        m_headerPressed = true;
    } else if (event->type() == QEvent::MouseButtonRelease || event->type() == QEvent::Hide) {
        m_headerPressed = false;
    }
    return QObject::eventFilter(watched, event);
}

} // namespace pk::gui
