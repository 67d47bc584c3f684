#pragma once

// The SQL console: editor, result, history, and what the same query is on a command line.
//
// Thread: GUI thread. Ownership: the console outlives the card.

#include "bridge/command_text.h"
#include "bridge/sql_console.h"
#include "pages/warehouse/result_model.h"
#include "pages/warehouse/sql_history.h"
#include "views/card.h"

#include <QElapsedTimer>
#include <QTimer>

#include <functional>

class QListView;
class QPushButton;
class QStackedLayout;
class QTableView;

namespace pk::gui {

class CommandBox;
class EmptyState;
class ErrorBanner;
class IconButton;
class Pill;
class SqlEditor;
class TextLabel;

class ConsoleCard final : public Card
{
    Q_OBJECT

public:
    /// `target` tells where the command line's file is.
    /// `settings` keep the history; null: it is not kept.
    ConsoleCard(SqlConsole &console, std::function<CommandTarget()> target, QSettings *settings,
                QWidget *parent = nullptr);

    void setTables(const TableInfos &tables);
    /// Without room the history opens as a menu.
    void setNarrow(bool narrow);

protected:
    void changeEvent(QEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void layOut();
    void retranslate();
    void run();
    void showResult(const SqlResult &result);
    void showFailure(const SqlFailure &failure);
    void forgetFailure();
    void showError(const SqlFailure &failure);
    void showState();
    void recall(const QString &sql);
    void openHistoryMenu();
    void updateCommand();
    void fitColumns();
    void fitEditor();

    SqlConsole &m_console;
    std::function<CommandTarget()> m_target;
    SqlHistory m_history;
    ResultModel m_result;
    SqlEditor *m_editor;
    Pill *m_readOnly;
    IconButton *m_historyButton;
    IconButton *m_commandButton;
    QPushButton *m_run;
    TextLabel *m_status;
    CommandBox *m_command;
    ErrorBanner *m_error;
    CommandBox *m_remedy;
    QTableView *m_resultView;
    EmptyState *m_empty;
    QStackedLayout *m_stack;
    QWidget *m_side;
    TextLabel *m_sideTitle;
    TextLabel *m_sideCount;
    QListView *m_historyView;
    QElapsedTimer m_runningFor; ///< of the query that runs
    QTimer m_runningTick;
    bool m_ran = false;
    bool m_off = false; ///< the console, and it says why
};

} // namespace pk::gui
