#include "app/main_window.h"

#include "app/error_page.h"
#include "app/fidelity_page.h"
#include "app/navigation_rail.h"
#include "app/settings.h"
#include "app/settings_page.h"
#include "app/shutdown.h"
#include "app/shutdown_overlay.h"
#include "app/status_line.h"
#include "app/top_bar.h"
#include "app/transport.h"
#include "views/sheet.h"
#include "views/themed.h"

#include <QCloseEvent>
#include <QCoreApplication>
#include <QHBoxLayout>
#include <QPainter>
#include <QPushButton>
#include <QScreen>
#include <QShortcut>
#include <QStackedLayout>

namespace pk::gui {

namespace {

constexpr QSize smallest(960, 600);
constexpr QSize usual(1440, 900);

const QString settingsId = QStringLiteral("settings");

} // namespace

/// The pages, on the canvas' colour.
class MainWindow::Content final : public QWidget
{
public:
    using QWidget::QWidget;

protected:
    void paintEvent(QPaintEvent *) override { QPainter(this).fillRect(rect(), color(Token::Canvas)); }
};

MainWindow::MainWindow(Transport &transport, Shutdown &shutdown, Settings &settings, QWidget *parent)
    : QWidget(parent)
    , m_transport(transport)
    , m_shutdown(shutdown)
    , m_settings(settings)
    , m_rail(new NavigationRail(this))
    , m_top(new TopBar(transport, this))
    , m_content(new Content(this))
    , m_stack(new QStackedLayout(m_content))
    , m_status(new StatusLine(transport, this))
    , m_fidelity(new Sheet(m_content))
    , m_errors(new Sheet(m_content))
    , m_overlay(new ShutdownOverlay(this))
{
    setMinimumSize(smallest);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    auto *column = new QVBoxLayout;
    column->setSpacing(0);
    column->addWidget(m_top);
    column->addWidget(m_content, 1);
    column->addWidget(m_status);
    row->addWidget(m_rail);
    row->addLayout(column, 1);

    connect(m_rail, &NavigationRail::pageChosen, this, &MainWindow::showPage);
    connect(m_top, &TopBar::environmentRequested, this, &MainWindow::showFidelity);
    connect(m_top, &TopBar::schemeToggled, this, &MainWindow::toggleScheme);
    connect(m_status, &StatusLine::errorsRequested, this, &MainWindow::showErrors);
    connect(&transport, &Transport::changed, this, [this] {
        if (m_fidelity->isOpen())
            fillFidelity();
    });
    connect(&shutdown, &Shutdown::shutdownProgress, m_overlay, &ShutdownOverlay::showProgress);
    connect(&shutdown, &Shutdown::shutdownDone, this, [this](const QString &givenUp) {
        givenUp.isEmpty() ? closeForGood() : m_overlay->giveUp(givenUp);
    });
    connect(m_overlay, &ShutdownOverlay::finished, this, &MainWindow::closeForGood);
    connect(new QShortcut(QKeySequence::Quit, this), &QShortcut::activated, this, &QWidget::close);
    connect(new QShortcut(Qt::Key_F11, this), &QShortcut::activated, this,
            [this] { setWindowState(windowState() ^ Qt::WindowFullScreen); });

    auto *clear = new QPushButton(m_errors);
    clear->setObjectName(QStringLiteral("clearErrors"));
    m_errors->addToFooter(clear);
    connect(clear, &QPushButton::clicked, this, [this] {
        m_status->clearErrors();
        m_errors->close();
    });

    registerPage({settingsId, [] { return QCoreApplication::translate("app", "Settings"); }, settingsId,
                  [this](QWidget *owner) { return new SettingsPage(m_settings, owner); }},
                 true);
    if (!restoreGeometry(settings.windowGeometry())) {
        const QSize room = screen()->availableSize();
        resize(usual.boundedTo(room));
    }
    retranslate();
}

void MainWindow::addPage(const PageInfo &page)
{
    registerPage(page, false);
    if (m_firstPage.isEmpty())
        m_firstPage = page.id;
}

void MainWindow::registerPage(const PageInfo &page, bool atBottom)
{
    m_pages[page.id] = {page, nullptr};
    m_rail->addPage(page, atBottom);
}

QWidget *MainWindow::page(const QString &id)
{
    const auto found = m_pages.find(id);
    if (found == m_pages.end())
        return nullptr;
    Entry &entry = found->second;
    if (!entry.widget) {
        entry.widget = entry.info.create(m_content);
        m_stack->addWidget(entry.widget);
        for (Sheet *sheet : {m_fidelity, m_errors})
            sheet->raise();
    }
    return entry.widget;
}

void MainWindow::showPage(const QString &id)
{
    QWidget *widget = page(id);
    if (!widget)
        return;
    m_stack->setCurrentWidget(widget);
    m_rail->setCurrent(id);
    m_settings.setLastPage(id);
    retranslate();
    Q_EMIT pageShown(id);
}

QString MainWindow::currentPage() const
{
    return m_rail->current();
}

QWidget *MainWindow::content() const
{
    return m_content;
}

QStringList MainWindow::pageIds() const
{
    QStringList ids;
    for (const auto &[id, entry] : m_pages)
        ids << id;
    return ids;
}

void MainWindow::showFidelity()
{
    if (m_fidelity->isOpen()) {
        m_fidelity->close();
        return;
    }
    m_errors->close();
    fillFidelity();
    m_fidelity->open();
}

void MainWindow::fillFidelity()
{
    const Environment environment = m_transport.environment();
    m_fidelity->setHeader(QStringLiteral("server"), environment.healthy ? GreenAccent : RoseAccent,
                          environment.name, environment.detail);
    m_fidelity->setContent(new FidelityPage(environment));
}

void MainWindow::showErrors()
{
    m_fidelity->close();
    m_errors->setHeader(QStringLiteral("error"), RoseAccent, QCoreApplication::translate("app", "Errors"),
                        QCoreApplication::translate("app", "newest first"));
    m_errors->setContent(new ErrorPage(m_status->errors()));
    m_errors->open();
}

void MainWindow::toggleScheme()
{
    m_settings.setScheme(Theme::instance().scheme() == Scheme::Dark ? QStringLiteral("light")
                                                                    : QStringLiteral("dark"));
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    m_settings.setWindowGeometry(saveGeometry());
    if (m_stopped || m_shutdown.isIdle()) {
        event->accept();
        return;
    }
    event->ignore();
    if (m_overlay->isVisible())
        return; // it is stopping already
    for (QWidget *part : std::initializer_list<QWidget *>{m_rail, m_top, m_content, m_status})
        part->setEnabled(false); // nothing can be begun any more, neither by mouse nor by keys
    m_overlay->start(m_deadlineMs);
    m_shutdown.requestShutdown();
}

void MainWindow::closeForGood()
{
    m_stopped = true;
    close();
}

void MainWindow::showEvent(QShowEvent *event)
{
    if (currentPage().isEmpty()) {
        const QString last = m_settings.lastPage();
        showPage(m_pages.count(last) > 0 ? last : m_firstPage.isEmpty() ? settingsId : m_firstPage);
    }
    QWidget::showEvent(event);
}

void MainWindow::retranslate()
{
    const auto found = m_pages.find(currentPage());
    const QString title = found == m_pages.end() ? QString() : found->second.info.title();
    m_top->setTitle(title);
    const QString program = QStringLiteral("Pelatihan Kafka"); // a name, the same in every language
    setWindowTitle(title.isEmpty() ? program : QStringLiteral("%1 · %2").arg(title, program));
    if (auto *clear = m_errors->findChild<QPushButton *>(QStringLiteral("clearErrors")))
        clear->setText(QCoreApplication::translate("app", "Clear the list"));
    if (m_fidelity->isOpen())
        fillFidelity();
}

void MainWindow::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

void MainWindow::paintEvent(QPaintEvent *)
{
    QPainter(this).fillRect(rect(), color(Token::Window));
}

} // namespace pk::gui
