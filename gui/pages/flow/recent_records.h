#pragma once

// The card of the latest records below the diagram. Selecting one holds the list and opens the record.
//
// Thread: GUI thread. Ownership: the lookup outlives it.

#include "bridge/record_lookup.h"
#include "flow/flow_model.h"
#include "views/card.h"
#include "views/link.h"

#include <QTimer>

#include <optional>

class QTableView;

namespace pk::gui {

class Chip;
class RecentRecordsModel;

class RecentRecords final : public Card
{
    Q_OBJECT

public:
    explicit RecentRecords(RecordLookup &lookup, QWidget *parent = nullptr);

    void add(const std::vector<Hop> &hops);
    /// How many records there are to one that is told of in detail, and so can stand here.
    void setSampledOneIn(qint64 count);
    /// Nothing is selected any more: the list goes on with the newest.
    void release();
    /// Forgets every row: the cluster is another one.
    void clear();
    /// The record of the selected row; none: the list goes on.
    std::optional<Hop> selected() const;

Q_SIGNALS:
    void linkActivated(const pk::gui::Link &link);
    void released();

protected:
    void changeEvent(QEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void open(int row);
    void retranslate();
    void showHeld();
    void fitColumns();
    void showPending();
    void letGoOfRow(qint64 coming);
    void askForValues();
    void takeValues(const ValueLines &read);

    RecordLookup &m_lookup;
    std::vector<Hop> m_pending; ///< until the rows before them could be read
    QTimer m_readPause; ///< the longer the more rows came at once, one second at most
    QTimer m_askPause; ///< between two questions to the broker
    QTimer m_againPause; ///< before what had not come is asked for again
    QTimer m_answerDue;
    bool m_asked = false; ///< and not answered yet
    qint64 m_sampledOneIn = 1;
    RecentRecordsModel *m_model;
    QTableView *m_table;
    Chip *m_newer;
};

} // namespace pk::gui
