#pragma once

// Small parts that the cards of this page are put together with.
//
// Thread: GUI thread.

#include <QWidget>

class QScrollArea;

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

} // namespace pk::gui
