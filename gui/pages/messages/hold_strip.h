#pragma once

// The line above the table: whether the list follows what is read, or is held and how many newer messages
// there are, with the way back to them.
//
// Thread: GUI thread.

#include <QWidget>

class QPushButton;

namespace pk::gui {

class TextLabel;

class HoldStrip final : public QWidget
{
    Q_OBJECT

public:
    enum class Reason { Follows, FollowsArrival, OldestFirst, Selected, Scrolled };

    explicit HoldStrip(QWidget *parent = nullptr);

    void show(Reason reason, std::size_t newer);

Q_SIGNALS:
    void newestWanted();

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void write();

    Reason m_reason = Reason::Follows;
    std::size_t m_newer = 0;
    TextLabel *m_count;
    TextLabel *m_why;
    QPushButton *m_toNewest;
};

} // namespace pk::gui
