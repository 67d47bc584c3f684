#include "main/workbench.h"

#include "app/file_dialog.h"
#include "app/settings.h"
#include "app/settings_page.h"
#include "bridge/session_files.h"
#include "bridge/sources.h"
#include "environment/profile.h"
#include "main/broker_note.h"
#include "main/command_hint.h"
#include "main/command_strip.h"
#include "main/inspector_drawer.h"
#include "main/live_shutdown.h"
#include "main/live_transport.h"
#include "main/secret_sheet.h"
#include "main/semantics_card.h"
#include "main/source_sheet.h"
#include "main/warehouse_card.h"
#include "pages/flow/fault_sheet.h"
#include "pages/flow/flow_page.h"
#include "pages/groups/groups_page.h"
#include "pages/messages/messages_page.h"
#include "pages/profiles/profiles_card.h"
#include "pages/warehouse/warehouse_page.h"
#include "views/format.h"
#include "views/sheet.h"

#include <QCoreApplication>
#include <QDir>
#include <QEvent>
#include <QFile>
#include <QFileDialog>
#include <QStandardPaths>

#include <functional>

namespace pk::gui {

namespace {

const QString flowId = QStringLiteral("flow");

/// That of the command line, wherever the window keeps its warehouses.
QString usualProfilesFolder()
{
    return QStandardPaths::writableLocation(QStandardPaths::AppDataLocation);
}

void askForFile(QWidget *window, const QString &title, const QString &filter,
                const std::function<void(const QString &)> &then)
{
    QFileDialog *dialog = newFileDialog(window, title, filter);
    QObject::connect(dialog, &QFileDialog::fileSelected, window, then);
    dialog->open();
}

} // namespace

Workbench::Workbench(QSettings &store, SessionOptions options, std::unique_ptr<DataFolder> folder)
    : m_folder(std::move(folder))
    , m_settings(std::make_unique<Settings>(store))
{
    if (options.dataFolder.isEmpty())
        options.dataFolder = m_settings->dataFolder();
    m_settings->setFolderInUse(options.dataFolder);
    m_settings->setSessionFilesKept(SessionFiles::kKept);
    if (options.profilesFolder.isEmpty())
        options.profilesFolder = usualProfilesFolder();
    m_profilesFolder = options.profilesFolder;
    m_controller = std::make_unique<Controller>(options);
    m_transport = std::make_unique<LiveTransport>(*m_controller, options.profilesFolder);
    m_shutdown = std::make_unique<LiveShutdown>(*m_controller);
    m_window = std::make_unique<MainWindow>(*m_transport, *m_shutdown, *m_settings);
    m_commands = new CommandStrip(m_window->content());
    m_window->addToStatusLine(m_commands->hint());
    m_inspector = new InspectorDrawer(*m_controller, m_window->content());
    m_window->installEventFilter(this);
    addPages(store);
    connect(m_controller.get(), &Controller::commandIssued, m_commands, &CommandStrip::setCommands);
    connect(m_transport.get(), &LiveTransport::csvWanted, this, &Workbench::chooseCsv, Qt::QueuedConnection);
    connect(m_transport.get(), &LiveTransport::sampleWanted, this, &Workbench::useSample,
            Qt::QueuedConnection);
    connect(m_transport.get(), &LiveTransport::environmentChanged, m_settings.get(),
            &Settings::setEnvironment);
    m_sourceSheet = new SourceSheet(*m_controller, *m_settings, desktopCampusSecrets(), m_window->content());
    connect(m_sourceSheet, &SourceSheet::notKept, m_transport.get(),
            [this](const QString &sentence) { Q_EMIT m_transport->failed(sentence); });
    connect(m_transport.get(), &LiveTransport::settingsWanted, m_sourceSheet, &SourceSheet::ask,
            Qt::QueuedConnection);
    m_secretSheet =
        new SecretSheet(*m_controller, desktopKeychain(environment::ProfileStore(options.profilesFolder)),
                        m_window->content());
    connect(m_secretSheet, &SecretSheet::notKept, m_transport.get(),
            [this](const QString &sentence) { Q_EMIT m_transport->failed(sentence); });
    connect(m_inspector, &InspectorDrawer::linkActivated, this, &Workbench::goTo);
    connect(m_window.get(), &MainWindow::pageShown, m_inspector, &InspectorDrawer::close);
    connect(m_window.get(), &MainWindow::pageShown, m_commands, &CommandStrip::forget);
    connect(m_window.get(), &MainWindow::pageShown, this, &Workbench::keepSheetsAbove);
    connect(m_window.get(), &MainWindow::pageShown, this, &Workbench::completeSettings);
    connect(m_settings.get(), &Settings::changed, this, &Workbench::applySettings);
    connect(m_controller.get(), &Controller::mappingWanted, this, &Workbench::wantMapping);
    connect(m_controller.get(), &Controller::sourceChanged, this,
            [this] { m_window->hideNote(m_mappingNote); });
    new BrokerNote(*m_controller, *m_window);
    connect(m_transport.get(), &LiveTransport::startWanted, this, &Workbench::startAgain);
    connect(m_window.get(), &MainWindow::languageChanged, this, [this] {
        m_window->hideNote(m_mappingNote); // its sentence is in the other language
        if (m_window->isNoteShown(m_folderNote))
            noteFolder();
    });
    connect(m_window.get(), &MainWindow::escapePressed, this, &Workbench::closeTopmost);
    noteFolder();
}

Workbench::~Workbench() = default;

/// A page that comes is laid over what is open.
void Workbench::keepSheetsAbove()
{
    for (Sheet *sheet : m_window->content()->findChildren<Sheet *>(QString(), Qt::FindDirectChildrenOnly)) {
        if (sheet->isOpen())
            sheet->raise();
    }
}

/// One thing at each press, from what lies over the others.
void Workbench::closeTopmost()
{
    if (m_commands->isVisible())
        m_commands->hide();
    else if (m_window->isNoteShown())
        m_window->hideNote();
    else
        m_inspector->close();
}

const QString &Workbench::givenUp() const
{
    return m_shutdown->givenUp();
}

template <typename Page, typename... More>
void Workbench::addPage(const char *id, QString (*title)(), More *...more)
{
    m_window->addPage({QLatin1String(id), title, QLatin1String(id), [this, more...](QWidget *parent) {
                           auto *page = new Page(*m_controller, parent, more...);
                           connect(page, &Page::linkActivated, this, &Workbench::follow);
                           if constexpr (std::is_same_v<Page, MessagesPage>)
                               connect(page, &Page::inspectWanted, this, &Workbench::inspect);
                           return page;
                       }});
}

void Workbench::addPages(QSettings &store)
{
    m_window->addPage(
        {flowId, [] { return QCoreApplication::translate("main", "Flow"); }, flowId,
         [this](QWidget *parent) {
             m_flow = new FlowPage(*m_controller, parent);
             connect(m_flow, &FlowPage::linkActivated, this, &Workbench::inspect);
             connect(&m_flow->canvas(), &FlowCanvas::selectionCleared, m_inspector, &InspectorDrawer::close);
             connect(m_inspector, &InspectorDrawer::widthTaken, m_flow, &FlowPage::setRightInset);
             connect(&m_flow->canvas(), &FlowCanvas::droppedInDrawingChanged, m_transport.get(),
                     &LiveTransport::setDroppedInDrawing);
             applySettings();
             return m_flow;
         }});
    addPage<MessagesPage>("messages", [] { return QCoreApplication::translate("main", "Messages"); });
    addPage<GroupsPage>("groups", [] { return QCoreApplication::translate("main", "Groups"); });
    connect(m_window.get(), &MainWindow::noteCovers, this, [this](int height) {
        m_noteHeight = height;
        keepLanesFree();
    });
    connect(m_window.get(), &MainWindow::pageShown, this, &Workbench::keepLanesFree);
    addPage<WarehousePage>(
        "warehouse", [] { return QCoreApplication::translate("main", "Warehouse"); }, &store);
}

/// What a note tells of, such as the end of the broker, is seen in the lanes at the foot of that page.
void Workbench::keepLanesFree()
{
    if (auto *groups = qobject_cast<GroupsPage *>(m_window->page(m_window->currentPage())))
        groups->setCoveredFoot(m_noteHeight);
}

void Workbench::completeSettings(const QString &shown)
{
    auto *settings = qobject_cast<SettingsPage *>(m_window->page(shown));
    if (!settings || settings->findChild<ProfilesCard *>())
        return;
    settings->addCard(new SemanticsCard(*m_controller));
    settings->addCard(new WarehouseCard(
        *m_controller,
        [this](const environment::WantedSecret &secret, const std::function<void(const QString &)> &then) {
            m_secretSheet->askFor(secret, then);
        }));
    settings->addCard(new ProfilesCard(environment::ProfileStore(m_profilesFolder), m_window->content()));
}

void Workbench::inspect(const Link &link)
{
    if (m_flow && m_flow->isVisible())
        m_flow->open(link);
    m_inspector->open(link);
}

/// A record is looked at where one is; everything else has its page.
void Workbench::follow(const Link &link)
{
    if (link.kind == Link::Kind::Record)
        inspect(link);
    else
        goTo(link);
}

template <typename Page> void Workbench::openOn(const QString &id, const Link &link)
{
    m_window->showPage(id);
    if (auto *page = qobject_cast<Page *>(m_window->page(id)))
        page->open(link);
}

void Workbench::goTo(const Link &link)
{
    switch (link.kind) {
    case Link::Kind::Record:
    case Link::Kind::Partition:
    case Link::Kind::Topic:
        return openOn<MessagesPage>(QStringLiteral("messages"), link);
    case Link::Kind::Group:
    case Link::Kind::Member:
        return openOn<GroupsPage>(QStringLiteral("groups"), link);
    case Link::Kind::Table:
    case Link::Kind::Row:
        return openOn<WarehousePage>(QStringLiteral("warehouse"), link);
    case Link::Kind::Stage:
        return openOn<FlowPage>(flowId, link);
    case Link::Kind::None:
        break;
    }
}

void Workbench::chooseCsv()
{
    askForFile(m_window.get(), QCoreApplication::translate("main", "Which file shall be read?"),
               QCoreApplication::translate("main", "Tables of text (*.csv *.tsv *.txt)"),
               [this](const QString &file) { m_transport->useCsv(file); });
}

/// It is read as a file of the person's own would be, so it lies where one can look at it.
void Workbench::useSample()
{
    const QString name = LiveTransport::sampleFileName();
    const QDir folder(m_settings->folderInUse() + QStringLiteral("/samples"));
    const QString file = folder.filePath(name);
    if (folder.mkpath(QStringLiteral(".")) && !QFile::exists(file)) {
        QFile::copy(QStringLiteral(":/pk/samples/") + name, file);
        QFile::setPermissions(file,
                              QFile::ReadOwner | QFile::WriteOwner | QFile::ReadGroup | QFile::ReadOther);
    }
    m_transport->useCsv(file); // which says what is wrong with it
}

void Workbench::wantMapping(const QString &file, const QString &why)
{
    m_mappingNote = m_window->showNote(
        why,
        QCoreApplication::translate("main",
                                    "The source is as it was. Choose the mapping file that belongs to this "
                                    "table, or another table in the list of sources."),
        QCoreApplication::translate("main", "Choose a mapping\u2026"), [this, file] { chooseMapping(file); });
}

void Workbench::chooseMapping(const QString &file)
{
    askForFile(m_window.get(), QCoreApplication::translate("main", "Which mapping belongs to the table?"),
               QCoreApplication::translate("main", "Mappings (*.json)"),
               [this, file](const QString &mapping) { m_transport->useCsv(file, mapping); });
}

void Workbench::startAgain(const QString &folder)
{
    QString path;
    if (!folder.isEmpty()) {
        m_folder.reset(); // the same one may be wanted again
        m_folder = std::make_unique<DataFolder>(folder);
        path = m_folder->path();
        m_settings->setFolderInUse(path);
        noteFolder();
    }
    m_controller->startAgain(path);
}

/// A second window works in a folder of its own, and says so.
void Workbench::noteFolder()
{
    m_window->hideNote(m_folderNote); // it may name a folder that was left since
    if (!m_folder || !m_folder->isAnother())
        return;
    const QString process = m_folder->holder() > 0
        ? QCoreApplication::translate("main", " (process %1)").arg(m_folder->holder())
        : QString();
    m_folderNote = m_window->showNote(
        QCoreApplication::translate(
            "main",
            "Another window%1 is still running and has the data folder. This one works in a folder of "
            "its own, with a warehouse of its own, which is removed when no window has used it for %2 days.")
            .arg(process)
            .arg(DataFolder::kKeptDays),
        QCoreApplication::translate("main", "Here: %1\nThe other window: %2")
            .arg(m_folder->path(), m_folder->wanted()));
}

void Workbench::applySettings()
{
    if (!m_flow)
        return;
    m_flow->canvas().setReducedMotion(m_settings->reducedMotion());
    m_flow->canvas().setRemoteMode(m_settings->remoteMode());
}

bool Workbench::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::WindowStateChange || event->type() == QEvent::Show
        || event->type() == QEvent::Hide)
        m_controller->setVisible(m_window->isVisible() && !m_window->isMinimized());
    return QObject::eventFilter(watched, event);
}

} // namespace pk::gui
