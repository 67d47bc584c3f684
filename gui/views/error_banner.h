#pragma once

// A sentence about something that went wrong (or needs care), where it went wrong: what happened, what was
// kept, what to do next, and a button that does it.
//
// Thread: GUI thread.

#include "theme/theme.h"

#include <QTimer>
#include <QWidget>

class QPushButton;

namespace pk::gui {

class IconButton;
class TextLabel;

class ErrorBanner : public QWidget
{
    Q_OBJECT

public:
    enum class Severity { Information, Warning, Error };

    explicit ErrorBanner(QWidget *parent = nullptr); ///< hidden until it has something to say

    void show(Severity severity, const QString &sentence, const QString &detail = {});
    /// The button's text; empty hides it.
    void setAction(const QString &text);
    void setClosable(bool closable);
    /// Lies over the foot of its parent, with a margin at interface scale 1, so that nothing there moves when
    /// it comes and goes. It is in no layout then. `most`: its greatest width; 0: that of the parent.
    void setFloating(int margin, int most = 0);
    /// One that floats leaves by itself after that time, but not while the pointer is over it.
    void setPassing(int ms);
    QString sentence() const;
    QString detail() const;

Q_SIGNALS:
    void actionRequested();
    void closed();
    /// Of one that floats: it covers so much of its parent's foot now.
    void covers(int height);

protected:
    void paintEvent(QPaintEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    void changeEvent(QEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void retranslate();
    void place();

    Severity m_severity = Severity::Error;
    int m_margin = -1; ///< of one that floats
    int m_most = 0;
    QTimer m_pass;
    TextLabel *m_sentence;
    TextLabel *m_detail;
    QPushButton *m_action;
    IconButton *m_close;
};

} // namespace pk::gui
