#pragma once

// What the shapes before the keys mean.
//
// Thread: GUI thread.

#include <QWidget>

namespace pk::gui {

class MarkLegend final : public QWidget
{
    Q_OBJECT

public:
    explicit MarkLegend(QWidget *parent = nullptr);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;
};

} // namespace pk::gui
