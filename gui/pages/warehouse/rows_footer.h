#pragma once

// Below the rows: what the marks mean, which rows are shown, and the way to the next ones. While the page is
// held, how many newer rows there are takes the place of what the marks mean.
//
// Thread: GUI thread.

#include <QWidget>

class QPushButton;

namespace pk::gui {

class IconButton;
class TextLabel;

class RowsFooter final : public QWidget
{
    Q_OBJECT

public:
    explicit RowsFooter(QWidget *parent = nullptr);

    /// `first` counts from 0.
    void setPage(qint64 first, qint64 rows, qint64 total);
    /// Marks stay until the next write instead of two seconds.
    void setHeld(bool held);
    /// Rows that were written since the page stands still; `more`: or more than that.
    void setNewer(int count, bool more);
    void retranslate();

Q_SIGNALS:
    void newestWanted();
    void firstWanted();
    void backWanted();
    void onWanted();

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void showRange();
    void fit();

    QWidget *m_newSign;
    TextLabel *m_new;
    QWidget *m_updatedSign;
    TextLabel *m_updated;
    TextLabel *m_when;
    TextLabel *m_newer;
    TextLabel *m_why;
    QPushButton *m_toNewest;
    TextLabel *m_range;
    IconButton *m_toStart;
    IconButton *m_back;
    IconButton *m_on;
    qint64 m_first = 0;
    qint64 m_rows = 0;
    qint64 m_total = 0;
    bool m_held = false;
    int m_newerRows = 0;
    bool m_moreRows = false;
};

} // namespace pk::gui
