#include "views/table_setup.h"

#include "theme/app_style.h"
#include "views/themed.h"

#include <QCursor>
#include <QEvent>
#include <QHeaderView>
#include <QHelpEvent>
#include <QMouseEvent>
#include <QScrollBar>
#include <QTableView>
#include <QToolTip>
#include <QTreeView>

namespace pk::gui {

namespace {

/// Shades the row that the mouse is on, as a whole, and leaves out tool tips that only repeat a cell.
class RowHover final : public QObject
{
public:
    explicit RowHover(QTableView *table)
        : QObject(table)
        , m_table(table)
    {
        table->setMouseTracking(true);
        table->viewport()->installEventFilter(this);
        setHoveredRow(table, -1);
        connect(table->verticalScrollBar(), &QScrollBar::valueChanged, this, [this] {
            if (m_row >= 0)
                setRow(rowAt(m_table->viewport()->mapFromGlobal(QCursor::pos())));
        });
    }

protected:
    bool eventFilter(QObject *, QEvent *event) override
    {
        if (event->type() == QEvent::MouseMove)
            setRow(rowAt(static_cast<QMouseEvent *>(event)->position().toPoint()));
        else if (event->type() == QEvent::Leave || event->type() == QEvent::Hide)
            setRow(-1);
        else if (event->type() == QEvent::ToolTip)
            return repeats(m_table->indexAt(static_cast<QHelpEvent *>(event)->pos()));
        return false;
    }

private:
    bool repeats(const QModelIndex &cell) const
    {
        const bool same = cell.isValid() && cell.data(Qt::ToolTipRole) == cell.data();
        if (!same || m_table->sizeHintForIndex(cell).width() > m_table->columnWidth(cell.column()))
            return false;
        QToolTip::hideText();
        return true;
    }

    int rowAt(QPoint at) const { return m_table->rowAt(at.y()); }

    void setRow(int row)
    {
        if (row == m_row)
            return;
        for (const int changed : {m_row, row}) {
            if (changed >= 0)
                m_table->viewport()->update(0, m_table->rowViewportPosition(changed),
                                            m_table->viewport()->width(), m_table->rowHeight(changed));
        }
        m_row = row;
        setHoveredRow(m_table, row);
    }

    QTableView *m_table;
    int m_row = -1;
};

} // namespace

void setUpTable(QTableView *table, int rowBase)
{
    table->setShowGrid(false);
    table->setWordWrap(false);
    table->setSelectionBehavior(QAbstractItemView::SelectRows);
    table->setSelectionMode(QAbstractItemView::SingleSelection);
    table->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    table->setTabKeyNavigation(false); // Tab leaves the table, the arrow keys move in it
    new RowHover(table);
    table->verticalHeader()->hide();
    table->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    table->horizontalHeader()->setHighlightSections(false);
    table->horizontalHeader()->setStretchLastSection(true);
    onTheme(table, [table, rowBase] {
        table->verticalHeader()->setMinimumSectionSize(px(rowBase));
        table->verticalHeader()->setDefaultSectionSize(px(rowBase));
        table->horizontalHeader()->setFixedHeight(px(34));
    });
}

void setUpTree(QTreeView *tree)
{
    tree->setUniformRowHeights(true);
    tree->setHeaderHidden(true);
    tree->setAnimated(false);
    onTheme(tree, [tree] { tree->setIndentation(px(16)); });
}

} // namespace pk::gui
