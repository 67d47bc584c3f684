#include "views/table_setup.h"

#include "views/themed.h"

#include <QHeaderView>
#include <QTableView>
#include <QTreeView>

namespace pk::gui {

void setUpTable(QTableView *table, int rowBase)
{
    table->setShowGrid(false);
    table->setWordWrap(false);
    table->setSelectionBehavior(QAbstractItemView::SelectRows);
    table->setSelectionMode(QAbstractItemView::SingleSelection);
    table->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    table->setTabKeyNavigation(false); // Tab leaves the table, the arrow keys move in it
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
