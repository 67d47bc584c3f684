#include "pages/warehouse/console_card.h"

#include "pages/warehouse/sql_editor.h"
#include "theme/app_style.h"
#include "theme/painting.h"
#include "views/command_box.h"
#include "views/empty_state.h"
#include "views/error_banner.h"
#include "views/format.h"
#include "views/icon_button.h"
#include "views/pill.h"
#include "views/table_setup.h"
#include "views/text_label.h"
#include "views/themed.h"
#include "views/whole_rows.h"

#include <QCoreApplication>
#include <QEvent>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QListView>
#include <QLocale>
#include <QMenu>
#include <QPushButton>
#include <QScrollBar>
#include <QStackedLayout>
#include <QTableView>

#include <utility>

namespace pk::gui {

namespace {

constexpr int leastLines = 3; ///< of the editor
constexpr int leastLinesBesideCommand = 2;
constexpr int mostLines = 8;
constexpr int noteFromBase = 360; ///< lower, only a tool tip tells where the command applies

// Heights at interface scale 1.
constexpr int partsGapBase = 8;
constexpr int consoleEndBase = 12;
constexpr int resultRowBase = 26;
constexpr int resultHeaderBase = 28;

QString firstQuery()
{
    return QStringLiteral("SELECT action, COUNT(*) AS entries,\n"
                          "       COUNT(DISTINCT entity_key) AS orders\n"
                          "FROM   etl_audit\n"
                          "WHERE  entity = 'order'\n"
                          "GROUP  BY action ORDER BY entries DESC;");
}

QString fewWords(SqlFailure::Kind kind)
{
    switch (kind) {
    case SqlFailure::Kind::Refused:
        return QCoreApplication::translate("warehouse page", "refused: it only reads");
    case SqlFailure::Kind::TimedOut:
        return QCoreApplication::translate("warehouse page", "took too long");
    case SqlFailure::Kind::Cancelled:
        return QCoreApplication::translate("warehouse page", "stopped");
    case SqlFailure::Kind::Unavailable:
        return QCoreApplication::translate("warehouse page", "database not available");
    case SqlFailure::Kind::Wrong:
        break;
    }
    return QCoreApplication::translate("warehouse page", "not understood");
}

/// "line 2, column 7"
QString place(const QString &sql, int position)
{
    const QString before = sql.left(position);
    return QCoreApplication::translate("warehouse page", "line %1, column %2")
        .arg(before.count(QLatin1Char('\n')) + 1)
        .arg(position - before.lastIndexOf(QLatin1Char('\n')));
}

} // namespace

ConsoleCard::ConsoleCard(SqlConsole &console, std::function<CommandTarget()> target, QSettings *settings,
                         QWidget *parent)
    : Card(parent)
    , m_console(console)
    , m_target(std::move(target))
    , m_history(settings)
    , m_editor(new SqlEditor(this))
    , m_readOnly(new Pill(PlainAccent, {}, this))
    , m_historyButton(new IconButton(QStringLiteral("history"), {}, this))
    , m_commandButton(new IconButton(QStringLiteral("terminal"), {}, this))
    , m_run(new QPushButton(this))
    , m_status(new TextLabel(TextRole::Small, Token::Muted, this))
    , m_command(new CommandBox(this))
    , m_error(new ErrorBanner(this))
    , m_remedy(new CommandBox(this))
    , m_resultView(new WholeRows<QTableView>(this))
    , m_empty(new EmptyState(QStringLiteral("terminal"), this))
    , m_stack(new QStackedLayout)
    , m_side(new QWidget(this))
    , m_sideTitle(new TextLabel(TextRole::Small, Token::Muted, m_side))
    , m_sideCount(new TextLabel(TextRole::MonoSmall, Token::Muted, m_side))
    , m_historyView(new WholeRows<QListView>(m_side))
{
    setIcon(QStringLiteral("terminal"));
    setCompact(true);
    setHeaderLine(false);
    m_editor->setObjectName(QStringLiteral("sqlEditor"));
    m_run->setObjectName(QStringLiteral("runSql"));
    m_resultView->setObjectName(QStringLiteral("sqlResult"));
    m_historyView->setObjectName(QStringLiteral("sqlHistory"));
    m_historyButton->setLook(IconButton::Look::Outlined);
    m_historyButton->hide();
    m_commandButton->setLook(IconButton::Look::Outlined);
    m_commandButton->setCheckable(true);
    setButtonKind(m_run, ButtonKind::Tonal);
    for (QWidget *action :
         std::initializer_list<QWidget *>{m_readOnly, m_historyButton, m_commandButton, m_run})
        addAction(action);
    m_editor->setPlainText(firstQuery());
    m_status->setElided(true);
    m_command->hide();
    m_remedy->hide();
    m_remedy->setObjectName(QStringLiteral("sqlRemedy"));
    m_error->setClosable(false);
    setUpTable(m_resultView, resultRowBase);
    m_resultView->horizontalHeader()->setStretchLastSection(false);
    m_resultView->setModel(&m_result);
    m_historyView->setModel(&m_history);
    m_historyView->setItemDelegate(new SqlHistoryDelegate(m_historyView));
    m_historyView->setMouseTracking(true);
    m_historyView->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_historyView->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    layOut();

    connect(m_editor, &SqlEditor::runRequested, this, &ConsoleCard::run);
    connect(m_editor, &QPlainTextEdit::textChanged, this, &ConsoleCard::updateCommand);
    connect(m_editor, &QPlainTextEdit::textChanged, this, &ConsoleCard::forgetFailure);
    connect(m_editor, &QPlainTextEdit::blockCountChanged, this, &ConsoleCard::fitEditor);
    connect(m_editor->horizontalScrollBar(), &QScrollBar::rangeChanged, this, &ConsoleCard::fitEditor);
    connect(m_run, &QPushButton::clicked, this, &ConsoleCard::run);
    connect(m_commandButton, &IconButton::toggled, this, [this](bool on) {
        m_command->setVisible(on);
        updateCommand();
        fitEditor();
    });
    connect(m_historyButton, &IconButton::clicked, this, &ConsoleCard::openHistoryMenu);
    const auto recallEntry = [this](const QModelIndex &entry) {
        if (entry.isValid())
            recall(m_history.entry(entry.row()).sql);
    };
    connect(m_historyView, &QListView::clicked, this, recallEntry);
    connect(m_historyView, &QListView::activated, this, recallEntry);
    connect(&console, &SqlConsole::started, this, [this] {
        m_editor->markError(-1);
        m_off = false;
        forgetFailure();
        m_stack->parentWidget()->setVisible(m_ran); // nobody is asked to begin while it runs
        m_runningFor.start();
        showState();
    });
    m_runningTick.setSingleShot(true);
    m_runningTick.setInterval(200);
    connect(&m_runningTick, &QTimer::timeout, this, &ConsoleCard::showState);
    connect(&console, &SqlConsole::finished, this, &ConsoleCard::showResult);
    connect(&console, &SqlConsole::failed, this, &ConsoleCard::showFailure);
    connect(&console, &SqlConsole::closed, this, &ConsoleCard::showError);
    connect(&console, &SqlConsole::opened, this, [this] {
        if (std::exchange(m_off, false))
            forgetFailure();
    });
    retranslate();
}

void ConsoleCard::layOut()
{
    auto *results = new QWidget(this);
    results->setLayout(m_stack);
    m_stack->addWidget(m_empty);
    m_stack->addWidget(m_resultView);
    auto *left = new QVBoxLayout;
    left->addWidget(m_editor);
    left->addWidget(m_command);
    left->addWidget(m_error);
    left->addWidget(m_remedy);
    left->addWidget(m_status);
    left->addWidget(results, 1);
    left->addStretch(); // while there is no result to fill the room
    auto *sideHead = new QHBoxLayout;
    sideHead->addWidget(m_sideTitle);
    sideHead->addStretch();
    sideHead->addWidget(m_sideCount);
    auto *side = new QVBoxLayout(m_side);
    side->addLayout(sideHead);
    side->addWidget(m_historyView, 1);
    auto *row = new QHBoxLayout;
    row->addLayout(left, 1);
    row->addWidget(m_side);
    body()->addLayout(row);
    onTheme(this, [this, left, sideHead, side, row] {
        body()->setContentsMargins(px(14), 0, px(14), px(consoleEndBase));
        left->setContentsMargins(0, 0, 0, 0);
        left->setSpacing(px(partsGapBase));
        m_status->setContentsMargins(px(2), px(6), 0, 0);
        row->setSpacing(px(16));
        side->setContentsMargins(0, 0, 0, 0);
        side->setSpacing(px(6));
        sideHead->setContentsMargins(px(10), 0, px(10), 0);
        m_side->setFixedWidth(px(236));
        m_resultView->horizontalHeader()->setFixedHeight(px(resultHeaderBase));
        fitEditor();
        fitColumns();
    });
}

void ConsoleCard::setTables(const TableInfos &tables)
{
    m_editor->setTables(tables);
    m_console.setTables(tables);
}

void ConsoleCard::setNarrow(bool narrow)
{
    m_side->setVisible(!narrow);
    m_historyButton->setVisible(narrow);
    m_readOnly->setVisible(!narrow);
}

/// As high as its query, within bounds, and never so high that less than two rows of the result are left
/// where there is room for them.
void ConsoleCard::fitEditor()
{
    const auto heightOf = [this](const QWidget *part) {
        return part->isVisibleTo(this) ? part->sizeHint().height() + px(partsGapBase) : 0;
    };
    const int result =
        px(resultHeaderBase + 2 * resultRowBase) + m_resultView->horizontalScrollBar()->sizeHint().height();
    const int room = height() - body()->geometry().top() - px(consoleEndBase) - heightOf(m_command)
        - heightOf(m_status) - px(partsGapBase) - result;
    const int least = m_command->isVisibleTo(this) ? leastLinesBesideCommand : leastLines;
    int lines = std::clamp(m_editor->blockCount(), leastLines, mostLines);
    while (lines > least && m_editor->heightOfLines(lines) > room)
        --lines;
    m_editor->setFixedHeight(m_editor->heightOfLines(lines));
}

void ConsoleCard::run()
{
    if (m_console.isRunning()) {
        m_console.cancel();
        return;
    }
    m_console.run(m_editor->toPlainText());
}

void ConsoleCard::showState()
{
    const bool running = m_console.isRunning();
    m_run->setText(running ? QCoreApplication::translate("warehouse page", "Stop")
                           : QCoreApplication::translate("warehouse page", "Run"));
    m_run->setIcon(Theme::instance().icon(running ? QStringLiteral("stop") : QStringLiteral("play"),
                                          running ? Token::RoseText : Token::BlueText));
    setButtonKind(m_run, running ? ButtonKind::Danger : ButtonKind::Tonal);
    m_resultView->setEnabled(!running); // what it shows is of the query before
    if (running) {
        const double seconds = static_cast<double>(m_runningFor.elapsed()) / 1000.0;
        m_status->setText(
            QCoreApplication::translate("warehouse page", "The query has been running for %1 s…")
                .arg(QLocale().toString(seconds, 'f', 1)));
        if (isVisible())
            m_runningTick.start();
    } else {
        m_runningTick.stop();
        if (!m_ran || m_error->isVisibleTo(this))
            m_status->clear();
    }
    m_status->setVisible(!m_status->text().isEmpty());
    fitEditor();
    m_sideCount->setText(QString::number(m_history.rowCount()));
}

void ConsoleCard::showResult(const SqlResult &result)
{
    m_ran = true;
    m_result.setResult(result);
    m_history.add({result.sql,
                   QTime::currentTime(),
                   SqlHistory::Entry::Outcome::Done,
                   static_cast<qint64>(result.rows.size()),
                   result.truncated,
                   result.elapsedMs,
                   {}});
    showState();
    retranslate();
    fitColumns();
    m_stack->setCurrentWidget(m_resultView);
    m_stack->parentWidget()->show();
}

void ConsoleCard::showFailure(const SqlFailure &failure)
{
    m_history.add({failure.sql, QTime::currentTime(), SqlHistory::Entry::Outcome::Failed, 0, false, 0,
                   fewWords(failure.kind)});
    showState();
    showError(failure);
    if (m_editor->toPlainText() == failure.sql)
        m_editor->markError(failure.position);
}

void ConsoleCard::showError(const SqlFailure &failure)
{
    m_off = !failure.remedy.isEmpty();
    m_status->hide();
    const bool calm = m_off || failure.kind == SqlFailure::Kind::Cancelled;
    m_stack->parentWidget()->hide(); // beside the error nothing else is to be said
    m_error->show(calm ? ErrorBanner::Severity::Information : ErrorBanner::Severity::Error, failure.message,
                  failure.position >= 0 ? place(failure.sql, failure.position) : QString());
    m_remedy->setStatement(failure.remedy);
    m_remedy->setVisible(m_off);
    fitEditor();
}

/// It was of the text before, and in the language of its time. That the console is off is of no text.
void ConsoleCard::forgetFailure()
{
    if (m_error->isHidden() || m_off)
        return;
    m_error->hide();
    m_remedy->hide();
    m_stack->parentWidget()->setVisible(m_ran);
}

void ConsoleCard::recall(const QString &sql)
{
    m_editor->setPlainText(sql);
    m_editor->setFocus();
}

void ConsoleCard::openHistoryMenu()
{
    constexpr int mostShown = 12;
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (int i = 0; i < std::min(m_history.rowCount(), mostShown); ++i) {
        const QString sql = m_history.entry(i).sql; // by then it may stand in another row
        connect(menu->addAction(sql.simplified().left(60)), &QAction::triggered, this,
                [this, sql] { recall(sql); });
    }
    if (menu->isEmpty())
        menu->addAction(QCoreApplication::translate("warehouse page", "Nothing was run yet"))
            ->setEnabled(false);
    menu->popup(m_historyButton->mapToGlobal(QPoint(0, m_historyButton->height() + px(4))));
}

void ConsoleCard::updateCommand()
{
    if (!m_command->isVisibleTo(this))
        return;
    const CommandTexts texts = sqlText(m_target(), m_editor->toPlainText().simplified());
    m_command->setCommand(texts.front().command);
    const QString where = label(texts.front().where);
    m_command->setNote(height() >= px(noteFromBase) ? where : QString());
    m_command->setToolTip(where);
}

void ConsoleCard::fitColumns()
{
    const QFontMetricsF header(Theme::instance().font(TextRole::Small));
    const QFontMetricsF cells(Theme::instance().font(TextRole::Mono));
    for (int column = 0; column < m_result.columnCount(); ++column) {
        double width = header.horizontalAdvance(m_result.result().columns[column]);
        for (int row = 0; row < std::min(m_result.rowCount(), 50); ++row)
            width = std::max(width, cells.horizontalAdvance(m_result.index(row, column).data().toString()));
        m_resultView->setColumnWidth(column, std::min(int(width) + px(28), px(320)));
    }
}

void ConsoleCard::retranslate()
{
    setTitle(QCoreApplication::translate("warehouse page", "SQL console"));
    forgetFailure();
    const SqlLimits &limits = m_console.limits();
    setSubtitle(QCoreApplication::translate("warehouse page", "limit %1 rows, %2 seconds")
                    .arg(grouped(limits.rows))
                    .arg(static_cast<double>(limits.time.count()) / 1000.0));
    m_readOnly->setText(QCoreApplication::translate("warehouse page", "read-only"));
    m_readOnly->setToolTip(QCoreApplication::translate(
        "warehouse page", "The database itself refuses everything but queries on this connection."));
    m_historyButton->setLabel(QCoreApplication::translate("warehouse page", "History"));
    m_commandButton->setLabel(QCoreApplication::translate("warehouse page", "By command line"));
    m_run->setToolTip(QCoreApplication::translate("warehouse page", "Runs the query (Ctrl+Enter)."));
    m_editor->setAccessibleName(QCoreApplication::translate("warehouse page", "SQL query"));
    m_resultView->setAccessibleName(QCoreApplication::translate("warehouse page", "Result"));
    m_historyView->setAccessibleName(QCoreApplication::translate("warehouse page", "History"));
    m_sideTitle->setText(QCoreApplication::translate("warehouse page", "History"));
    m_empty->setTexts({},
                      QCoreApplication::translate(
                          "warehouse page", "Press Ctrl+Enter to run the query. Its rows appear here."));
    if (m_ran) {
        const SqlResult &result = m_result.result();
        const QString count = grouped(result.rows.size());
        const QString sentence = result.truncated
            ? QCoreApplication::translate("warehouse page", "The first %1 rows · %2 ms · there are more")
            : result.rows.size() == 1 ? QCoreApplication::translate("warehouse page", "%1 row · %2 ms")
                                      : QCoreApplication::translate("warehouse page", "%1 rows · %2 ms");
        m_status->setText(sentence.arg(count).arg(result.elapsedMs));
    }
    showState();
}

void ConsoleCard::showEvent(QShowEvent *event)
{
    Card::showEvent(event);
    showState();
}

void ConsoleCard::resizeEvent(QResizeEvent *event)
{
    Card::resizeEvent(event);
    updateCommand();
    fitEditor();
}

void ConsoleCard::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
        if (m_off)
            m_console.look(); // which says it anew
    }
    Card::changeEvent(event);
}

} // namespace pk::gui
