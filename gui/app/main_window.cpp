#include "app/main_window.h"

#include "app/error_page.h"
#include "app/fidelity_page.h"
#include "app/file_dialog.h"
#include "app/navigation_rail.h"
#include "app/settings.h"
#include "app/settings_page.h"
#include "app/shutdown.h"
#include "app/shutdown_overlay.h"
#include "app/start_page.h"
#include "app/status_line.h"
#include "app/top_bar.h"
#include "views/error_banner.h"
#include "views/sheet.h"
#include "views/themed.h"

#include <QAbstractButton>
#include <QApplication>
#include <QCloseEvent>
#include <QCoreApplication>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QPainter>
#include <QPushButton>
#include <QScreen>
#include <QShortcut>
#include <QStackedLayout>

#include <algorithm>
#include <vector>

namespace pk::gui {

namespace {

constexpr QSize smallest(960, 600);
constexpr QSize usual(1440, 900);
constexpr int kNoteMargin = 20;
constexpr int kNoteMost = 640; ///< sheets with their buttons stand at the right of it

const QString settingsId = QStringLiteral("settings");

} // namespace

/// The pages, on the canvas' colour.
class MainWindow::Content final : public QWidget
{
public:
    using QWidget::QWidget;

    QWidget *cover = nullptr; ///< as large as this; may be null

protected:
    void resizeEvent(QResizeEvent *) override
    {
        if (cover)
            cover->setGeometry(rect());
    }
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
    , m_note(new ErrorBanner(m_content))
    , m_status(new StatusLine(transport, this))
    , m_start(new StartPage(m_content))
    , m_fidelity(new Sheet(m_content))
    , m_errors(new Sheet(m_content))
    , m_overlay(new ShutdownOverlay(this))
{
    setMinimumSize(smallest);
    qApp->installEventFilter(this);
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

    m_content->cover = m_start;
    m_note->hide();
    m_note->setObjectName(QStringLiteral("note"));
    m_note->setClosable(true);
    m_note->setFloating(kNoteMargin, kNoteMost);
    connect(m_note, &ErrorBanner::closed, this, [this] { hideNote(); });
    connect(m_note, &ErrorBanner::actionRequested, this, [this] {
        const auto act = m_noteAction; // which may show another note
        act();
    });
    connect(m_note, &ErrorBanner::covers, this, &MainWindow::noteCovers);
    connect(m_start, &StartPage::retryRequested, this, [this] { m_transport.startAgain({}); });
    connect(m_start, &StartPage::embeddedRequested, this,
            [this] { m_transport.switchEnvironment(QStringLiteral("embedded")); });
    connect(
        &transport, &Transport::switchFailed, this, [this](const QString &title, const QString &sentence) {
            m_switchNote = showNote(
                QCoreApplication::translate("app", "%1 was not reached. Everything is as it was.").arg(title),
                sentence);
        });
    connect(m_start, &StartPage::folderRequested, this, &MainWindow::chooseOtherFolder);

    connect(m_rail, &NavigationRail::pageChosen, this, &MainWindow::showPage);
    connect(m_top, &TopBar::fidelityRequested, this, &MainWindow::showFidelity);
    connect(m_top, &TopBar::schemeToggled, this, &MainWindow::toggleScheme);
    connect(m_status, &StatusLine::errorsRequested, this, &MainWindow::showErrors);
    connect(&transport, &Transport::changed, this, [this] {
        // What somebody reads there stays where it is, as long as it is true.
        if (m_fidelity->isOpen() && !(m_transport.environment() == m_environmentShown))
            fillFidelity();
        showStartProblem();
    });
    connect(m_status, &StatusLine::errorsChanged, this, [this] {
        if (m_errors->isOpen())
            fillErrors();
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
    m_errors->addToFooter(clear, Sheet::FooterButton::Confirms);
    m_errors->setDismissal(Sheet::Dismissal::Close);
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
    }
    return entry.widget;
}

void MainWindow::showPage(const QString &id)
{
    QWidget *widget = page(id);
    if (!widget)
        return;
    if (widget != m_stack->currentWidget())
        m_fidelity->close(); // it would lie over what the other page has at its right
    m_stack->setCurrentWidget(widget); // which raises it
    for (QWidget *over : std::initializer_list<QWidget *>{m_note, m_start, m_fidelity, m_errors})
        over->raise();
    m_rail->setCurrent(id);
    m_settings.setLastPage(id);
    retranslate();
    showStartProblem();
    Q_EMIT pageShown(id);
}

int MainWindow::showNote(const QString &sentence, const QString &detail, const QString &action,
                         std::function<void()> act)
{
    m_note->show(ErrorBanner::Severity::Warning, sentence, detail);
    m_note->setAction(action);
    m_noteAction = std::move(act);
    m_status->quieten(); // one of the two is enough
    return ++m_noteNumber;
}

void MainWindow::hideNote()
{
    m_note->hide();
}

void MainWindow::hideNote(int number)
{
    if (number == m_noteNumber)
        m_note->hide();
}

bool MainWindow::isNoteShown() const
{
    return m_note->isVisible();
}

bool MainWindow::isNoteShown(int number) const
{
    return number == m_noteNumber && m_note->isVisible();
}

/// Over every page but the settings, which help.
void MainWindow::showStartProblem()
{
    const auto problem = m_transport.startProblem();
    if (problem && currentPage() != settingsId)
        m_start->show(*problem);
    else
        m_start->hide();
}

void MainWindow::chooseOtherFolder()
{
    QFileDialog *dialog = newFolderDialog(this, QCoreApplication::translate("app", "Choose another folder"),
                                          m_settings.dataFolder());
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString &folder) {
        m_settings.setDataFolder(folder);
        m_transport.startAgain(folder);
    });
    dialog->open();
}

QString MainWindow::currentPage() const
{
    return m_rail->current();
}

QWidget *MainWindow::content() const
{
    return m_content;
}

void MainWindow::addToStatusLine(QWidget *widget)
{
    m_status->add(widget);
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
    m_environmentShown = m_transport.environment();
    m_fidelity->setHeader(QStringLiteral("server"), m_environmentShown.healthy ? GreenAccent : RoseAccent,
                          m_environmentShown.name, m_environmentShown.detail);
    m_fidelity->setContent(new FidelityPage(m_environmentShown));
}

void MainWindow::showErrors()
{
    if (m_errors->isOpen()) {
        m_errors->close();
        return;
    }
    m_fidelity->close();
    fillErrors();
    m_errors->open();
}

void MainWindow::fillErrors()
{
    m_errors->setHeader(QStringLiteral("error"), RoseAccent, QCoreApplication::translate("app", "Errors"),
                        QCoreApplication::translate("app", "newest first"));
    m_errors->setContent(new ErrorPage(m_status->errors(), m_status->now()));
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

void MainWindow::closeUnattended()
{
    m_overlay->setAttended(false);
    close();
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
    QStringList titles;
    for (const auto &[id, entry] : m_pages)
        titles << entry.info.title();
    m_top->setTitle(title, titles);
    const QString program = QStringLiteral("Pelatihan Kafka"); // a name, the same in every language
    setWindowTitle(title.isEmpty() ? program : QStringLiteral("%1 · %2").arg(title, program));
    if (auto *clear = m_errors->findChild<QPushButton *>(QStringLiteral("clearErrors")))
        clear->setText(QCoreApplication::translate("app", "Clear the list"));
    if (m_fidelity->isOpen())
        fillFidelity();
    if (m_errors->isOpen())
        fillErrors();
}

void MainWindow::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
        hideNote(m_switchNote); // its sentence is in the other language
        Q_EMIT languageChanged();
    }
    QWidget::changeEvent(event);
}

Sheet *MainWindow::topSheet() const
{
    Sheet *top = nullptr;
    for (Sheet *sheet : m_content->findChildren<Sheet *>()) {
        if (sheet->isOpen() && sheet->isVisible())
            top = sheet;
    }
    return top;
}

/// A presenter's clicker sends PageDown for "next": on the home page, while steps are conducted, that is the
/// next record, whatever has the focus there. What is written or scrolled elsewhere keeps its key.
bool MainWindow::isNextStep(const QWidget *focus, const QKeyEvent *key) const
{
    if (key->key() != Qt::Key_PageDown || key->modifiers() != Qt::NoModifier || !focus
        || focus->window() != this || currentPage() != m_firstPage || !m_transport.canStep())
        return false;
    const Sheet *sheet = topSheet();
    return !focus->testAttribute(Qt::WA_InputMethodEnabled) && !(sheet && sheet->isAncestorOf(focus));
}

/// A sheet closes before what lies below it gets the key, for example the diagram, which has its own use for
/// it.
bool MainWindow::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() != QEvent::KeyPress)
        return QWidget::eventFilter(watched, event);
    const auto *key = static_cast<QKeyEvent *>(event);
    const auto *focus = qobject_cast<QWidget *>(watched);
    if (isNextStep(focus, key)) {
        if (!key->isAutoRepeat())
            m_transport.stepRecord();
        return true;
    }
    if (key->key() == Qt::Key_Escape) {
        Sheet *sheet = focus && focus->window() == this ? topSheet() : nullptr;
        if (sheet && focus != sheet && !sheet->isAncestorOf(focus)) {
            sheet->close();
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

/// The page behind what is said of a failed start.
bool MainWindow::isCovered(const QWidget *widget) const
{
    const QWidget *page = m_stack->currentWidget();
    return m_start->isVisible() && page && page->isAncestorOf(widget);
}

/// Pages are made when they are first shown, and the bar's controls move when it is narrow, so Qt's own order
/// is another than that of the eyes.
bool MainWindow::focusNextPrevChild(bool next)
{
    // Qt asks, too, when the widget with the focus is disabled: that is nobody's wish to be elsewhere.
    if (const QWidget *focus = QApplication::focusWidget(); focus && !focus->isEnabled())
        return false;
    std::vector<QWidget *> order;
    for (QWidget *part : std::initializer_list<QWidget *>{m_rail, m_top, m_content, m_status}) {
        const auto first = static_cast<std::ptrdiff_t>(order.size());
        for (QWidget *widget = part->nextInFocusChain(); widget != part;
             widget = widget->nextInFocusChain()) {
            if (part->isAncestorOf(widget) && (widget->focusPolicy() & Qt::TabFocus) && widget->isVisible()
                && widget->isEnabled() && !widget->focusProxy() && !isCovered(widget))
                order.push_back(widget);
        }
        if (part == m_top)
            std::stable_sort(order.begin() + first, order.end(), [part](const auto *a, const auto *b) {
                return a->mapTo(part, QPoint()).x() < b->mapTo(part, QPoint()).x();
            });
    }
    if (order.empty() || m_overlay->isVisible())
        return QWidget::focusNextPrevChild(next);
    const auto count = static_cast<std::ptrdiff_t>(order.size());
    const auto at = std::find(order.begin(), order.end(), QApplication::focusWidget()) - order.begin();
    const std::ptrdiff_t from = at < count ? at : next ? -1 : 0;
    order[static_cast<std::size_t>((from + (next ? 1 : count - 1)) % count)]->setFocus(
        next ? Qt::TabFocusReason : Qt::BacktabFocusReason);
    return true;
}

/// What nobody with the focus wanted comes here.
void MainWindow::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape) {
        if (Sheet *sheet = topSheet())
            sheet->close();
        else
            Q_EMIT escapePressed();
        return;
    }
    auto *button = qobject_cast<QAbstractButton *>(QApplication::focusWidget());
    if (button && (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)) {
        if (!event->isAutoRepeat())
            button->click();
    } else {
        QWidget::keyPressEvent(event);
    }
}

void MainWindow::paintEvent(QPaintEvent *)
{
    QPainter(this).fillRect(rect(), color(Token::Window));
}

} // namespace pk::gui
