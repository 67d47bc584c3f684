#pragma once

// The window: rail, top bar, a note below it where there is one, pages, status line, sheets over the page. It
// knows no page but the settings; the others are registered, and made when first shown. Escape closes the
// uppermost of what lies over the page, wherever the focus is; Enter presses the button that has it; Tab goes
// from the rail over the bar and the page to the status line.
//
// Thread: GUI thread. Ownership: transport, shutdown and settings outlive it.

#include "app/page_info.h"
#include "app/transport.h"

#include <QStringList>
#include <QWidget>

#include <functional>
#include <map>

class QStackedLayout;

namespace pk::gui {

class ErrorBanner;
class NavigationRail;
class Settings;
class Sheet;
class Shutdown;
class ShutdownOverlay;
class StartPage;
class StatusLine;
class TopBar;

class MainWindow : public QWidget
{
    Q_OBJECT

public:
    static constexpr int DefaultDeadlineMs = 15000;

    MainWindow(Transport &transport, Shutdown &shutdown, Settings &settings, QWidget *parent = nullptr);

    /// Pages stand in the rail in the order in which they were added.
    void addPage(const PageInfo &page);
    /// An unknown id is ignored. Without it the window opens on the last page shown, else on the first.
    void showPage(const QString &id);
    QString currentPage() const;
    QStringList pageIds() const;
    /// The page's widget; made now if it was not shown yet, null for an unknown id.
    QWidget *page(const QString &id);
    /// Where the pages are, for what lies over them.
    QWidget *content() const;
    /// After what is going on; it may be narrower than it likes to be.
    void addToStatusLine(QWidget *widget);
    /// Something to know about this window: a sentence, more about it, and what can be done: its name, and
    /// what does it. Returns its number, never 0.
    int showNote(const QString &sentence, const QString &detail, const QString &action = {},
                 std::function<void()> act = {});
    void hideNote();
    /// Unless another one is shown since.
    void hideNote(int number);
    bool isNoteShown() const;
    bool isNoteShown(int number) const;
    /// As a signal of the system wants it: what was given up stands there only for a moment.
    void closeUnattended();
    void setShutdownDeadline(int ms) { m_deadlineMs = ms; }

Q_SIGNALS:
    void pageShown(const QString &id);
    /// So much of the pages' foot; 0: there is no note.
    void noteCovers(int height);
    /// No sheet was open: what else lies over the page may close.
    void escapePressed();
    void languageChanged();

public Q_SLOTS:
    void showFidelity();
    void showErrors();

protected:
    void closeEvent(QCloseEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void changeEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    bool focusNextPrevChild(bool next) override;
    bool eventFilter(QObject *watched, QEvent *event) override; ///< of the application: Escape
    void paintEvent(QPaintEvent *event) override;

private:
    class Content;
    struct Entry
    {
        PageInfo info;
        QWidget *widget = nullptr;
    };

    void registerPage(const PageInfo &page, bool atBottom);
    void retranslate();
    void fillFidelity();
    void fillErrors();
    void showStartProblem();
    void chooseOtherFolder();
    Sheet *topSheet() const;
    bool isNextStep(const QWidget *focus, const QKeyEvent *key) const;
    bool isCovered(const QWidget *widget) const;
    void toggleScheme();
    void closeForGood();

    Transport &m_transport;
    Shutdown &m_shutdown;
    Settings &m_settings;
    std::map<QString, Entry> m_pages;
    QString m_firstPage;
    NavigationRail *m_rail;
    TopBar *m_top;
    Content *m_content;
    QStackedLayout *m_stack;
    ErrorBanner *m_note;
    int m_noteNumber = 0; ///< of the last one
    int m_switchNote = 0; ///< that about an environment that was not reached
    std::function<void()> m_noteAction; ///< of the note, where that has a button
    StatusLine *m_status;
    StartPage *m_start;
    Sheet *m_fidelity;
    Environment m_environmentShown; ///< in m_fidelity
    Sheet *m_errors;
    ShutdownOverlay *m_overlay;
    int m_deadlineMs = DefaultDeadlineMs;
    bool m_stopped = false;
};

} // namespace pk::gui
