#include "main/workbench.h"

#include "app/settings.h"
#include "main/command_strip.h"
#include "main/inspector_drawer.h"
#include "main/live_shutdown.h"
#include "main/live_transport.h"
#include "pages/flow/flow_page.h"
#include "pages/groups/groups_page.h"
#include "pages/messages/messages_page.h"
#include "pages/warehouse/warehouse_page.h"

#include <QCoreApplication>
#include <QEvent>
#include <QFileDialog>

namespace pk::gui {

namespace {

const QString flowId = QStringLiteral("flow");

} // namespace

Workbench::Workbench(QSettings &store, SessionOptions options)
    : m_settings(std::make_unique<Settings>(store))
{
    if (options.dataFolder.isEmpty())
        options.dataFolder = m_settings->dataFolder();
    m_controller = std::make_unique<Controller>(std::move(options));
    m_transport = std::make_unique<LiveTransport>(*m_controller);
    m_shutdown = std::make_unique<LiveShutdown>(*m_controller);
    m_window = std::make_unique<MainWindow>(*m_transport, *m_shutdown, *m_settings);
    m_commands = new CommandStrip(m_window->content());
    m_inspector = new InspectorDrawer(*m_controller, m_window->content());
    m_window->installEventFilter(this);
    addPages(store);
    connect(m_controller.get(), &Controller::commandIssued, m_commands, &CommandStrip::show);
    connect(m_transport.get(), &LiveTransport::csvWanted, this, &Workbench::chooseCsv, Qt::QueuedConnection);
    connect(m_inspector, &InspectorDrawer::linkActivated, this, &Workbench::goTo);
    connect(m_window.get(), &MainWindow::pageShown, m_inspector, &InspectorDrawer::close);
    connect(m_window.get(), &MainWindow::pageShown, m_commands, &QWidget::hide);
    connect(m_settings.get(), &Settings::changed, this, &Workbench::applySettings);
}

Workbench::~Workbench() = default;

template <typename Page, typename... More>
void Workbench::addPage(const char *id, QString (*title)(), More *...more)
{
    m_window->addPage({QLatin1String(id), title, QLatin1String(id), [this, more...](QWidget *parent) {
                           auto *page = new Page(*m_controller, parent, more...);
                           connect(page, &Page::linkActivated, this, &Workbench::follow);
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
    addPage<WarehousePage>(
        "warehouse", [] { return QCoreApplication::translate("main", "Warehouse"); }, &store);
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
    const QString file = QFileDialog::getOpenFileName(
        m_window.get(), QCoreApplication::translate("main", "Which file shall be read?"), {},
        QCoreApplication::translate("main", "Tables of text (*.csv *.tsv *.txt)"));
    if (!file.isEmpty())
        m_transport->useCsv(file);
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
