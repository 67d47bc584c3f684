#pragma once

// Which of the rows' columns are shown and how wide they are: each as wide as what it shows. Where the room
// is short texts give way, and then columns that do not matter much; where it is ample, all share it. What a
// person has chosen (a width, a column) stays until another table is shown.
//
// Thread: GUI thread. Ownership: a child of the view.

#include <QObject>

#include <vector>

class QTableView;

namespace pk::gui {

class RowsModel;

class ColumnFit final : public QObject
{
    Q_OBJECT

public:
    ColumnFit(QTableView *view, RowsModel *model);

    /// The model has another table.
    void begin();
    /// Fonts have changed.
    void measureAnew();
    /// Rows have come: fits again where a column needs more than until now.
    void follow();
    /// A person wants to see this column, or not.
    void choose(int column, bool shown);
    void fit();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void showColumns();
    int titleWidth(int column) const;
    int weaknessOf(int column) const;
    bool measure();
    void setWidths();

    QTableView *m_view;
    RowsModel *m_model;
    std::vector<int> m_naturalWidths; // of the columns
    bool m_headerPressed = false;
    bool m_fitting = false;
    bool m_widthsChosen = false; // by hand
    bool m_columnsChosen = false; // likewise
};

} // namespace pk::gui
