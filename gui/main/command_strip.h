#pragma once

// After each action: what it is on a real cluster. The status line has a line of it, so that it covers
// nothing of what the action is to show; pressed, that opens a card to read and to copy, which stays until it
// is closed.
//
// Thread: GUI thread.

#include "bridge/command_text.h"

#include <QWidget>

class QScrollArea;
class QVBoxLayout;

namespace pk::gui {

class Card;
class CommandHint;

class CommandStrip final : public QWidget
{
    Q_OBJECT

public:
    /// The card lies at the lower left of `parent`; the hint belongs to who places it.
    explicit CommandStrip(QWidget *parent);

    CommandHint *hint() { return m_hint; }
    void setCommands(const CommandTexts &texts);
    /// What was shown belongs to a page that was left.
    void forget();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void changeEvent(QEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void open(bool open);
    void place();
    void arrange() const;
    void retranslate();

    CommandTexts m_texts; ///< those that stand there
    CommandHint *m_hint;
    Card *m_card;
    QScrollArea *m_area; ///< a long command is whole, and scrolls where there is no room for it
    QVBoxLayout *m_boxes;
};

} // namespace pk::gui
