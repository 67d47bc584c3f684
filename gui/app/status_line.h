#pragma once

// The line below all pages: the regime in force, what is going on, the newest error, and how much of the
// journal is shown. Errors stay until they were looked at; once what failed works again, the newest is no
// longer shown as the present state.
//
// Thread: GUI thread. Ownership: the transport outlives it.

#include <QStringList>
#include <QWidget>

namespace pk::gui {

class Pill;
class PillButton;
class TextLabel;
class Transport;

class StatusLine : public QWidget
{
    Q_OBJECT

public:
    explicit StatusLine(Transport &transport, QWidget *parent = nullptr);

    /// Newest last; the oldest are forgotten.
    QStringList errors() const { return m_errors; }
    void addError(const QString &sentence);
    void clearErrors();
    /// Takes the newest error's place in the line; the list keeps the error.
    void showRecovery(const QString &sentence);

Q_SIGNALS:
    void errorsRequested();

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void refresh();
    void showErrors();

    Transport &m_transport;
    Pill *m_regime;
    TextLabel *m_activity;
    PillButton *m_errorCount;
    TextLabel *m_news; ///< the newest error, or that it is over
    TextLabel *m_dropped;
    TextLabel *m_journal;
    QStringList m_errors;
};

} // namespace pk::gui
