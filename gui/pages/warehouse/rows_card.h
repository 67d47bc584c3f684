#pragma once

// The card with the rows of one table: a filter, sorting by a click on a column's title, columns to choose,
// pages, and the marks of rows that were just written. While a row is chosen the page stands still.
//
// Thread: GUI thread. What it wants to show it asks for by requested(); what comes is handed in.

#include "bridge/warehouse_rows.h"
#include "pages/warehouse/rows_model.h"
#include "views/card.h"

#include <QTimer>

class QComboBox;
class QStackedLayout;
class QTableView;

namespace pk::gui {

class Chip;
class ColumnFit;
class EmptyState;
class IconButton;
class RowsFooter;
class SearchField;

class RowsCard final : public Card
{
    Q_OBJECT

public:
    explicit RowsCard(QWidget *parent = nullptr);

    void setTables(const TableInfos &tables);
    /// Shows a table from its first page on, optionally only the rows whose `column` holds `text`.
    void showTable(const QString &table, const ColumnFilter &filter = {});
    QString table() const { return m_request.table; }
    /// Shows no table any more: what comes next is of another database.
    void clear();
    void setPage(const TablePage &page);
    void setMatching(const PageRequest &request, qint64 matching);
    /// `justNow`: they are marked.
    void note(const std::vector<RowChange> &changes, bool justNow);
    /// While held (paused), marks stay until the next write.
    void setHeld(bool held) { m_held = held; }
    /// The choice of the table stands here when the list beside it has no room.
    void setTableChoiceVisible(bool visible);
    /// Without room, the filter's column is not offered.
    void setNarrow(bool narrow);
    RowsModel *model() { return m_model; }
    QTableView *view() { return m_view; }

Q_SIGNALS:
    void requested(const pk::gui::PageRequest &request);
    void tableChosen(const QString &table); ///< in the combo box
    void rowChosen(const pk::gui::Cells &key);
    void rowRewritten(const pk::gui::Cells &key); ///< the chosen one
    void rowLeft(); ///< none is chosen any more

protected:
    void changeEvent(QEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void retranslate();
    void request();
    void requestFirst();
    void turn(PageAnchor::Kind kind);
    void sortBy(int section);
    bool isHeld() const;
    void takeChoice();
    Cells chosenCells() const;
    void letGo();
    void openColumnMenu();
    void openCellMenu(const QPoint &at);
    void updateTexts();
    void selectAgain();

    RowsModel *m_model;
    QTableView *m_view;
    ColumnFit *m_columns;
    QStackedLayout *m_stack;
    EmptyState *m_empty;
    QComboBox *m_tableChoice;
    Chip *m_changed;
    QComboBox *m_filterColumn;
    SearchField *m_filter;
    IconButton *m_columnsButton;
    RowsFooter *m_footer;
    QTimer m_typing;
    QTimer m_aging;
    TableInfos m_tables;
    PageRequest m_request;
    qint64 m_first = 0; // number of the page's first row
    qint64 m_matching = -1; // -1: not counted yet
    bool m_held = false;
    RowsModel::Newer m_newer; // rows that are not shown, because the page is held
    bool m_merging = false; // the selection changes because rows move
    std::optional<Cells> m_chosen;
};

} // namespace pk::gui
