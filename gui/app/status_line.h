#pragma once

// The line below all pages: the regime in force, what is going on, the newest error, and how much of the
// journal is shown. Errors are counted until the list is cleared. In the line itself stands what lasts; what
// was refused goes from it when it is no longer so, after a minute, or with the language that it was said in,
// good news after ten seconds.
//
// Thread: GUI thread. Ownership: the transport outlives it.

#include "app/error_page.h"

#include <QTimer>
#include <QWidget>

#include <functional>

class QHBoxLayout;

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

    static constexpr int AgeMs = 60'000;
    static constexpr int GoodNewsMs = 10'000;

    /// After what is going on.
    void add(QWidget *widget);
    /// Newest last; the oldest are forgotten.
    const QList<ErrorNote> &errors() const { return m_errors; }
    void addError(const Saying &sentence, const QString &condition, const QString &subject = {});
    void clearErrors();
    /// What does not last is told elsewhere now, or was read.
    void quieten();
    /// Takes the newest error's place in the line; in the list, what lasted until now is over.
    void showRecovery(const Saying &sentence, const QString &condition, const QString &subject = {});
    /// What was said of it leaves the line; in the list it is over.
    void settle(const QString &subject);
    QDateTime now() const { return m_now(); }
    /// For tests.
    void setClock(std::function<QDateTime()> now) { m_now = std::move(now); }

Q_SIGNALS:
    void errorsRequested();
    void errorsChanged();

protected:
    bool event(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void refresh();
    void fit();
    int widthWith(const QString &regime, bool journal) const;
    void showErrors();
    void showNews(const Saying &sentence, const QString &subject, bool error);
    void retell();
    void age();

    Transport &m_transport;
    Pill *m_regime;
    TextLabel *m_activity;
    QHBoxLayout *m_more; ///< what others have added
    PillButton *m_errorCount;
    TextLabel *m_news; ///< the newest error, or that it is over
    TextLabel *m_dropped;
    TextLabel *m_journal;
    Saying m_said; ///< in m_news
    QString m_subject; ///< of what is said; may be empty
    QList<ErrorNote> m_errors;
    QTimer m_age;
    bool m_tellsError = false; ///< what the line says; otherwise that something is over
    std::function<QDateTime()> m_now;
};

} // namespace pk::gui
