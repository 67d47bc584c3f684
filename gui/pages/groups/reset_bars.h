#pragma once

// The table of a reset's preview: bars from the commit marker, to the left what is read again, to the right
// what is skipped. The marker stands where both have room, so that all bars are as long as they can be.
//
// Thread: GUI thread.

#include <QTableView>

namespace pk::gui {

class ResetModel;

class ResetBars final : public QTableView
{
    Q_OBJECT

public:
    explicit ResetBars(ResetModel &model, QWidget *parent = nullptr);

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void fit();
    int widest(int column, const QFont &font, int around) const;
};

} // namespace pk::gui
