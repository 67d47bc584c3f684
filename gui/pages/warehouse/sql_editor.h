#pragma once

// Where a query is typed: line numbers, coloured words, completion of tables, their columns and SQL's own
// words, and a mark where an error is. Ctrl+Enter runs, Ctrl+Space offers names; Tab leaves the editor.
//
// Thread: GUI thread.

#include "bridge/warehouse_rows.h"

#include <QPlainTextEdit>

class QCompleter;
class QStringListModel;

namespace pk::gui {

class SqlEditor final : public QPlainTextEdit
{
    Q_OBJECT

public:
    explicit SqlEditor(QWidget *parent = nullptr);

    void setTables(const TableInfos &tables);
    /// Underlines the word at this character; -1 takes the mark away.
    void markError(int position);
    /// The names that are offered for what stands before the cursor.
    QStringList offers() const;
    /// The height at which so many lines are seen whole.
    int heightOfLines(int lines) const;

Q_SIGNALS:
    void runRequested();

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    class Margin;

    QString wordBeforeCursor() const;
    void offer(bool asked);
    void take(const QString &word);
    void fitMargin();

    Margin *m_margin;
    QCompleter *m_completer;
    QStringListModel *m_words;
    TableInfos m_tables;
};

} // namespace pk::gui
