#include "main/workbench.h"

#include "app/settings.h"
#include "main/command_strip.h"
#include "main/live_shutdown.h"
#include "main/live_transport.h"
#include "pages/flow/flow_page.h"

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
    m_commands = new CommandStrip(m_window.get());
    m_window->installEventFilter(this);
    addPages();
    connect(m_controller.get(), &Controller::commandIssued, m_commands, &CommandStrip::show);
    connect(m_transport.get(), &LiveTransport::csvWanted, this, &Workbench::chooseCsv, Qt::QueuedConnection);
    connect(m_settings.get(), &Settings::changed, this, &Workbench::applySettings);
}

Workbench::~Workbench() = default;

void Workbench::addPages()
{
    m_window->addPage({flowId, [] { return QCoreApplication::translate("main", "Flow"); }, flowId,
                       [this](QWidget *parent) {
                           m_flow = new FlowPage(*m_controller, parent);
                           connect(m_flow, &FlowPage::linkActivated, this, &Workbench::open);
                           connect(&m_flow->canvas(), &FlowCanvas::droppedInDrawingChanged, m_transport.get(),
                                   &LiveTransport::setDroppedInDrawing);
                           applySettings();
                           return m_flow;
                       }});
}

FlowPage *Workbench::flowPage()
{
    m_window->showPage(flowId);
    return m_flow;
}

void Workbench::open(const Link &link)
{
    flowPage()->open(link);
}

void Workbench::chooseCsv()
{
    const QString file = QFileDialog::getOpenFileName(
        m_window.get(), QCoreApplication::translate("main", "Which file shall be read?"), {},
        QCoreApplication::translate("main", "Tables of text (*.csv *.tsv *.txt)"), nullptr,
        QFileDialog::DontUseNativeDialog);
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
