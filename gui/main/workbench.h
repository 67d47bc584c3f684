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
    int m_mappingNote = 0; ///< the note about a CSV file without a mapping; 0: there was none
    int m_folderNote = 0; ///< that about the data folder
};

} // namespace pk::gui
