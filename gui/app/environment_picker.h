#pragma once

// What opens below the environment's badge: where the broker can run, one row each; while it changes, what
// that waits for and a button that gives it up; and the way to what is real where one is.
//
// Thread: GUI thread. Ownership: the transport outlives it.

#include <QWidget>

#include <vector>

class QPushButton;
class QVBoxLayout;

namespace pk::gui {

class TextLabel;
class Transport;

class EnvironmentPicker : public QWidget
{
    Q_OBJECT

public:
    explicit EnvironmentPicker(Transport &transport, QWidget *parent = nullptr);

    /// Reads the profiles; to be called before it opens. While it is open it follows the transport by itself,
    /// closed it reads nothing.
    void refresh();
    /// The row of the environment that runs: where the keyboard begins.
    void focusPresent();

Q_SIGNALS:
    void fidelityRequested();
    /// What is to be seen of it is elsewhere: this may close.
    void switchEnded();

protected:
    void changeEvent(QEvent *event) override;

private:
    class Row;

    void retranslate();
    void fillRows();
    void orderFocus();
    void showSwitch();

    Transport &m_transport;
    QVBoxLayout *m_list;
    TextLabel *m_title;
    TextLabel *m_step;
    TextLabel *m_warehouse;
    QPushButton *m_cancel;
    QPushButton *m_fidelity;
    std::vector<Row *> m_rows;
    bool m_switching = false;
};

} // namespace pk::gui
