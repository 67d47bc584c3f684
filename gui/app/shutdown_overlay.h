#pragma once

// Lies over the window while the pipeline stops in order: which step, how far, and, when the deadline passes,
// what was given up.
//
// Thread: GUI thread.

#include <QWidget>

class QProgressBar;
class QPushButton;
class QTimer;

namespace pk::gui {

class Card;
class TextLabel;

class ShutdownOverlay : public QWidget
{
    Q_OBJECT

public:
    explicit ShutdownOverlay(QWidget *parent); ///< hidden

    void start(int deadlineMs);
    void showProgress(const QString &step, double share);
    /// Says what was given up until somebody closes it or a minute has passed, then finished().
    void giveUp(const QString &sentence);
    /// False: nobody is there who reads it.
    void setAttended(bool attended) { m_attended = attended; }

Q_SIGNALS:
    void finished(); ///< the window may close now, whatever still runs

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void retranslate();
    void deadlinePassed();

    Card *m_card;
    TextLabel *m_step;
    TextLabel *m_promise;
    QProgressBar *m_progress;
    QPushButton *m_close;
    QTimer *m_deadline;
    QTimer *m_reading;
    bool m_attended = true;
};

} // namespace pk::gui
