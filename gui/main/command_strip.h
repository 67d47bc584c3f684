#pragma once

// After each action: what it is on a real cluster, to read and to copy. It stays until it is closed or
// another action follows, and disappears by itself after a while.
//
// Thread: GUI thread.

#include "bridge/command_text.h"

#include <QTimer>
#include <QWidget>

class QVBoxLayout;

namespace pk::gui {

class Card;

class CommandStrip final : public QWidget
{
    Q_OBJECT

public:
    /// Lies at the lower left of `parent`; hidden until there is something to show.
    explicit CommandStrip(QWidget *parent);

    void show(const CommandTexts &texts);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void changeEvent(QEvent *event) override;
    void enterEvent(QEnterEvent *event) override;
    void leaveEvent(QEvent *event) override;

private:
    void place();
    void retranslate();

    Card *m_card;
    QVBoxLayout *m_boxes;
    QTimer m_away;
};

} // namespace pk::gui
