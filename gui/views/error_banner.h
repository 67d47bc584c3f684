#pragma once

// A sentence about something that went wrong (or needs care), where it went wrong: what happened, what was
// kept, what to do next, and a button that does it.
//
// Thread: GUI thread.

#include "theme/theme.h"

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
    QString sentence() const;

Q_SIGNALS:
    void actionRequested();
    void closed();

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void retranslate();

    Severity m_severity = Severity::Error;
    TextLabel *m_sentence;
    TextLabel *m_detail;
    QPushButton *m_action;
    IconButton *m_close;
};

} // namespace pk::gui
