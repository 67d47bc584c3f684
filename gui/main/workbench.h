#pragma once

// The window with all that stands behind it, put together: settings, controller, frame, pages, and the ways
// from one page to another.
//
// Thread: GUI thread. Ownership: owns everything it names; destruction stops the pipeline.

#include "app/main_window.h"
#include "bridge/controller.h"
#include "main/data_folder.h"
#include "views/link.h"

#include <functional>
#include <memory>

class QSettings;

namespace pk::gui {

class CommandStrip;
class FlowPage;
class InspectorDrawer;
class LiveShutdown;
class LiveTransport;
class Settings;
class SecretSheet;
class SourceSheet;

class Workbench final : public QObject
{
    Q_OBJECT

public:
    /// `folder` is the one in `options`; without it nobody is kept out of that folder.
    Workbench(QSettings &store, SessionOptions options, std::unique_ptr<DataFolder> folder = nullptr);
    ~Workbench() override;

    MainWindow &window() { return *m_window; }
    Controller &controller() { return *m_controller; }
    Settings &settings() { return *m_settings; }
    /// After the window has closed: what did not end in order; empty when everything did. Threads may wait
    /// for ever then: end the process by leaveIfGivenUp().
    const QString &givenUp() const;
    /// Shows what the link names from near, beside the page that is shown.
    void inspect(const Link &link);
    /// Goes to the page that is for it.
    void goTo(const Link &link);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override; ///< of the window: seen or not

private:
    void keepLanesFree();
    void completeSettings(const QString &shown);
    void addPages(QSettings &store);
    /// `more`: what the page is made with beside the controller.
    template <typename Page, typename... More>
    void addPage(const char *id, QString (*title)(), More *...more);
    template <typename Page> void openOn(const QString &id, const Link &link);
    void follow(const Link &link);
    void keepSheetsAbove();
    void closeTopmost();
    void chooseCsv();
    void useSample();
    void wantMapping(const QString &file, const QString &why);
    void chooseMapping(const QString &file);
    void startAgain(const QString &folder);
    void noteFolder();
    void noteBrokerEnd();
    void tellBrokerDeath();
    void withdrawReplay();
    void replaySource();
    void noteBrokerDeath(qint64 lost, const QString &unknown);
    void applySettings();

    std::unique_ptr<DataFolder> m_folder;
    std::unique_ptr<Settings> m_settings;
    std::unique_ptr<Controller> m_controller;
    std::unique_ptr<LiveTransport> m_transport;
    std::unique_ptr<LiveShutdown> m_shutdown;
    std::unique_ptr<MainWindow> m_window;
    CommandStrip *m_commands;
    InspectorDrawer *m_inspector;
    SourceSheet *m_sourceSheet;
    SecretSheet *m_secretSheet;
    FlowPage *m_flow = nullptr;
    QString m_profilesFolder;
    int m_noteHeight = 0; ///< of the window's note, over the foot of the pages
    std::function<void()> m_noteAction; ///< of the window's note, where that has a button
    bool m_replayOffered = false; ///< by that note
    QString m_lost; ///< what the broker took along, until that can be said; empty: it was
    QString m_endedFaults; ///< a sentence about those that ended with the broker; may be empty
    QString m_unmapped; ///< the CSV file that the window's note is about; empty: another note, or none
};

} // namespace pk::gui
