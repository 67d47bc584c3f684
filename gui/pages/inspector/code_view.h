#pragma once

// Lines of code with marks: JSON with what has changed in it, or bytes. Lines that are too long are
// shortened; the whole line is the tool tip. Parts can be folded by a click or by the keyboard.
//
// Thread: GUI thread.

#include "theme/theme.h"

#include <QWidget>

#include <vector>

namespace pk::gui {

struct CodeSpan
{
    enum class Kind { Plain, Punctuation, Key, Text, Number, Literal, Old };

    Kind kind = Kind::Plain;
    QString text;

    bool operator==(const CodeSpan &) const = default;
};

struct CodeRow
{
    enum class Change { None, Removed, Changed, Added };

    Change change = Change::None;
    int number = 0; ///< 0: none
    int indent = 0; ///< in characters
    std::vector<CodeSpan> spans;
    QString fold; ///< what a click folds or unfolds; empty: nothing

    QString text() const;
    bool operator==(const CodeRow &) const = default;
};

class CodeView : public QWidget
{
    Q_OBJECT

public:
    explicit CodeView(QWidget *parent = nullptr);

    void setRows(std::vector<CodeRow> rows);
    const std::vector<CodeRow> &rows() const { return m_rows; }
    /// What "copy" gives; empty: the lines as they are shown.
    void setCopyText(const QString &text) { m_copyText = text; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

public Q_SLOTS:
    void copy() const;

Q_SIGNALS:
    void foldToggled(const QString &fold);

protected:
    void paintEvent(QPaintEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    bool event(QEvent *event) override;

private:
    int rowAt(int y) const;
    QRect rowRect(int row) const;
    void paintRow(QPainter &painter, int row) const;
    void toggle(int row);

    std::vector<CodeRow> m_rows;
    QString m_copyText;
    int m_current = 0; ///< the line that the keyboard is at
};

} // namespace pk::gui
