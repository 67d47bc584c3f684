#pragma once

// The warehouse: its tables, the rows that the loader writes as they change, the way of a row's record, and a
// console for queries.
//
// Thread: GUI thread; the database is read on threads of its readers. Nothing is read while it is hidden.
// Ownership: the controller outlives it.

#include "bridge/controller.h"
#include "bridge/record_lookup.h"
#include "bridge/row_path.h"
#include "bridge/sql_console.h"
#include "bridge/warehouse_reader.h"
#include "views/link.h"

#include <QSet>
#include <QWidget>

class QBoxLayout;
class QSettings;
class QSplitter;
class QVBoxLayout;

namespace pk::gui {

class Card;
class ConsoleCard;
class EmptyState;
class ErrorBanner;
class Pill;
class RowPathPanel;
class RowsCard;
class SegmentedControl;
class Sheet;
class TableList;

class WarehousePage final : public QWidget
{
    Q_OBJECT

public:
    /// `settings` keep the console's history and outlive the page; null: it is not kept.
    explicit WarehousePage(Controller &controller, QWidget *parent = nullptr, QSettings *settings = nullptr);
    ~WarehousePage() override;

    /// Shows a table, or one row of it.
    void open(const Link &link);
    /// Small: what has no room is arranged otherwise.
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    void linkActivated(const pk::gui::Link &link);

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void layOut();
    void connectReaders();
    void retranslate();
    void arrange();
    void take(const SnapshotPtr &snapshot);
    void changeWarehouse(const QString &path);
    void showTable(const QString &table, const ColumnFilter &filter = {});
    void takeTables(const TableInfos &tables);
    void takeChanges(const std::vector<RowChange> &changes, bool justNow);
    void chooseRow(const Cells &key);
    void readPath();
    void forgetRow();
    void showPath(const RowPath &path);
    void showSteps(const RecordStory &story);
    void showOutage();
    void showUnavailable(const QString &sentence, bool triesAgain);
    const TableInfo *tableInfo(const QString &name) const;

    Controller &m_controller;
    WarehouseReader m_reader;
    RowPathReader m_paths;
    RecordLookup m_records; // for what the transform did to a row's record
    SqlConsole m_console;
    QString m_path;
    QString m_shownBefore; // table that was shown of the warehouse before
    std::optional<Link> m_wanted; // to be opened when the tables are known
    bool m_firstRowWanted = false;
    bool m_pathDocked = true;
    bool m_dividedByHand = false; // rows and console
    Cells m_chosen;
    bool m_failed = false; // the last look could not read

    ErrorBanner *m_banner;
    EmptyState *m_waiting;
    QWidget *m_body;
    TableList *m_tables;
    SegmentedControl *m_choice;
    QSplitter *m_middle;
    RowsCard *m_rows;
    ConsoleCard *m_consoleCard;
    Card *m_pathCard;
    Pill *m_pathTotal;
    RowPathPanel *m_pathPanel;
    Sheet *m_pathSheet;
    QWidget *m_pathDrawer; // the sheet's content: holds the panel when it is not docked
};

} // namespace pk::gui
