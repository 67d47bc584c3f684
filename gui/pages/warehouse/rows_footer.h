#pragma once

// Below the rows: what the marks mean, which rows are shown, and the way to the next ones.
//
// Thread: GUI thread.

#include <QWidget>

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
    void retranslate();

Q_SIGNALS:
    void firstWanted();
    void backWanted();
    void onWanted();

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void showRange();
    void fit();

    TextLabel *m_new;
    TextLabel *m_updated;
    TextLabel *m_when;
    TextLabel *m_range;
    IconButton *m_toStart;
    IconButton *m_back;
    IconButton *m_on;
    qint64 m_first = 0;
    qint64 m_rows = 0;
    qint64 m_total = 0;
    bool m_held = false;
};

} // namespace pk::gui
