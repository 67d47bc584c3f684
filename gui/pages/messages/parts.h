#pragma once

// Small parts that the cards of this page are put together with.
//
// Thread: GUI thread.

#include <QScrollArea>

namespace pk::gui {

/// A line across a card.
class Rule final : public QWidget
{
    Q_OBJECT

public:
    explicit Rule(QWidget *parent);

protected:
    void paintEvent(QPaintEvent *event) override;
};

/// The content in an area that scrolls downwards where there is no room for it.
QScrollArea *scrolled(QWidget *content);

/// As high as its content where there is room; where there is not, it gives way and scrolls.
class GivingArea final : public QScrollArea
{
    Q_OBJECT

public:
    explicit GivingArea(QWidget *content);
    QSize sizeHint() const override { return QSize(minimumSizeHint().width(), m_height); }
    QSize minimumSizeHint() const override;

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void fit();

    int m_height = 0;
};

} // namespace pk::gui
