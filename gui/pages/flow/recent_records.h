#pragma once

// The card of the latest records below the diagram. Selecting one holds the list and opens the record.
//
// Thread: GUI thread.

#include "flow/flow_model.h"
#include "views/card.h"
#include "views/link.h"

class QTableView;

namespace pk::gui {

class Chip;
class EmptyState;
class RecentRecordsModel;

class RecentRecords final : public Card
{
    Q_OBJECT

public:
    explicit RecentRecords(QWidget *parent = nullptr);

    void add(const std::vector<Hop> &hops);
    /// Nothing is selected any more: the list goes on with the newest.
    void release();

Q_SIGNALS:
    void linkActivated(const pk::gui::Link &link);

protected:
    void changeEvent(QEvent *event) override;

private:
    class OperationDelegate;

    void retranslate();
    void showHeld();
    void fitColumns();

    RecentRecordsModel *m_model;
    QTableView *m_table;
    Chip *m_newer;
};

} // namespace pk::gui
