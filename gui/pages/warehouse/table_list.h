#pragma once

// The card at the left: the warehouse's tables with their row counts, and the columns of the chosen one.
//
// Thread: GUI thread.

#include "bridge/warehouse_rows.h"
#include "pages/warehouse/side_list.h"
#include "views/card.h"

#include <QSet>

namespace pk::gui {

class TableList final : public Card
{
    Q_OBJECT

public:
    explicit TableList(QWidget *parent = nullptr);

    /// `lively`: tables that were written since the last look.
    void setTables(const TableInfos &tables, const QSet<QString> &lively);
    /// Does not emit chosen().
    void setCurrent(const QString &table);

Q_SIGNALS:
    void chosen(const QString &table); ///< by the person

protected:
    void changeEvent(QEvent *event) override;

private:
    void fill();
    void fitTables();
    void fillColumns();

    TableInfos m_tables;
    QSet<QString> m_lively;
    QString m_current;
    SideListModel m_tableModel;
    SideListModel m_columnModel;
    QListView *m_tableView;
    QListView *m_columnView;
};

/// Tables and views by what they are for, with headings, in the order in which they are listed everywhere.
std::vector<SideItem> tableItems(const TableInfos &tables, const QSet<QString> &lively);

} // namespace pk::gui
