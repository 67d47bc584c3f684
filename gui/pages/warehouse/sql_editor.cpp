#include "pages/warehouse/sql_editor.h"

#include "pages/warehouse/sql_highlighter.h"
#include "theme/painting.h"
#include "views/themed.h"

#include <QAbstractItemView>
#include <QCompleter>
#include <QKeyEvent>
#include <QRegularExpression>
#include <QScrollBar>
#include <QStringListModel>
#include <QTextBlock>

#include <algorithm>
#include <cmath>

namespace pk::gui {

class SqlEditor::Margin final : public QWidget
{
public:
    explicit Margin(SqlEditor *editor)
        : QWidget(editor)
        , m_editor(editor)
    {
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        painter.setFont(m_editor->font());
        painter.setPen(color(Token::Subtle));
        for (QTextBlock block = m_editor->firstVisibleBlock(); block.isValid(); block = block.next()) {
            const QRectF place = m_editor->blockBoundingGeometry(block).translated(m_editor->contentOffset());
            if (place.top() > height())
                return;
            painter.drawText(QRectF(0, place.top(), width() - px(10), place.height()),
                             Qt::AlignRight | Qt::AlignTop, QString::number(block.blockNumber() + 1));
        }
    }

private:
    SqlEditor *m_editor;
};

SqlEditor::SqlEditor(QWidget *parent)
    : QPlainTextEdit(parent)
    , m_margin(new Margin(this))
    , m_completer(new QCompleter(this))
    , m_words(new QStringListModel(this))
{
    new SqlHighlighter(document());
    setTabChangesFocus(true);
    setLineWrapMode(QPlainTextEdit::NoWrap);
    m_completer->setModel(m_words);
    m_completer->setWidget(this);
    m_completer->setCompletionMode(QCompleter::PopupCompletion);
    m_completer->setCaseSensitivity(Qt::CaseInsensitive);
    m_completer->setMaxVisibleItems(8);
    m_completer->popup()->setObjectName(QStringLiteral("completions"));
    connect(m_completer, qOverload<const QString &>(&QCompleter::activated), this, &SqlEditor::take);
    connect(this, &QPlainTextEdit::updateRequest, m_margin, qOverload<>(&QWidget::update));
    connect(this, &QPlainTextEdit::textChanged, this, [this] { markError(-1); });
    onTheme(this, [this] {
        setFont(Theme::instance().font(TextRole::Mono));
        fitMargin();
    });
}

void SqlEditor::setTables(const TableInfos &tables)
{
    m_tables = tables;
}

void SqlEditor::markError(int position)
{
    QList<QTextEdit::ExtraSelection> marks;
    if (position >= 0) {
        QTextEdit::ExtraSelection mark;
        mark.cursor = QTextCursor(document());
        mark.cursor.setPosition(std::min(position, document()->characterCount() - 1));
        mark.cursor.movePosition(QTextCursor::EndOfWord, QTextCursor::KeepAnchor);
        if (!mark.cursor.hasSelection()) // an operator, or the end
            mark.cursor.movePosition(mark.cursor.atEnd() ? QTextCursor::PreviousCharacter
                                                         : QTextCursor::NextCharacter,
                                     QTextCursor::KeepAnchor);
        mark.format.setUnderlineStyle(QTextCharFormat::WaveUnderline);
        mark.format.setUnderlineColor(color(Token::Rose));
        mark.format.setBackground(color(Token::RoseTint));
        marks << mark;
    }
    setExtraSelections(marks);
}

int SqlEditor::heightOfLines(int lines) const
{
    const double line = QFontMetricsF(font()).lineSpacing();
    const QScrollBar *bar = horizontalScrollBar();
    const int barHeight = bar->maximum() > 0 ? bar->sizeHint().height() : 0;
    return height() - contentsRect().height() + barHeight
        + static_cast<int>(std::ceil(lines * line + 3 * document()->documentMargin())) + 1; // as Qt counts
}

QString SqlEditor::wordBeforeCursor() const
{
    const QTextCursor cursor = textCursor();
    static const QRegularExpression word(QStringLiteral("[\\w.]+$"));
    return word.match(cursor.block().text().left(cursor.positionInBlock())).captured();
}

QStringList SqlEditor::offers() const
{
    const QString word = wordBeforeCursor();
    const QString query = toPlainText();
    QStringList names;
    const qsizetype dot = word.lastIndexOf(QLatin1Char('.'));
    if (dot >= 0) { // after "table." only its columns
        for (const TableInfo &table : m_tables) {
            if (table.name.compare(word.left(dot), Qt::CaseInsensitive) != 0)
                continue;
            for (const TableColumn &column : table.columns)
                names << column.name;
        }
    } else {
        // Columns of the tables that the query names come first, then tables, then SQL's words.
        for (const TableInfo &table : m_tables) {
            if (!query.contains(table.name, Qt::CaseInsensitive))
                continue;
            for (const TableColumn &column : table.columns)
                names << column.name;
        }
        for (const TableInfo &table : m_tables)
            names << table.name;
        names << sqlKeywords() << sqlFunctions();
    }
    names.removeDuplicates();
    const QString prefix = word.mid(dot + 1);
    names.erase(std::remove_if(names.begin(), names.end(),
                               [&](const QString &name) {
                                   return !name.startsWith(prefix, Qt::CaseInsensitive)
                                       || name.compare(prefix, Qt::CaseInsensitive) == 0;
                               }),
                names.end());
    return names;
}

void SqlEditor::offer(bool asked)
{
    constexpr qsizetype fromLetters = 2;
    const QString word = wordBeforeCursor();
    const QString prefix = word.section(QLatin1Char('.'), -1);
    const QStringList names = offers();
    const bool wanted = asked || word.endsWith(QLatin1Char('.')) || prefix.size() >= fromLetters;
    if (!wanted || names.isEmpty()) {
        m_completer->popup()->hide();
        return;
    }
    m_words->setStringList(names);
    m_completer->setCompletionPrefix(prefix);
    m_completer->popup()->setFont(font());
    m_completer->popup()->setCurrentIndex(m_completer->completionModel()->index(0, 0));
    QRect place = cursorRect().translated(viewport()->pos());
    place.setWidth(px(220));
    m_completer->complete(place);
}

void SqlEditor::take(const QString &word)
{
    const qsizetype typed = wordBeforeCursor().section(QLatin1Char('.'), -1).size();
    QTextCursor cursor = textCursor();
    cursor.movePosition(QTextCursor::Left, QTextCursor::KeepAnchor, static_cast<int>(typed));
    cursor.insertText(word);
    setTextCursor(cursor);
}

void SqlEditor::keyPressEvent(QKeyEvent *event)
{
    const bool control = event->modifiers().testFlag(Qt::ControlModifier);
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (control && enter) {
        m_completer->popup()->hide();
        Q_EMIT runRequested();
        return;
    }
    if (control && event->key() == Qt::Key_Space) {
        offer(true);
        return;
    }
    if (m_completer->popup()->isVisible()
        && (enter || event->key() == Qt::Key_Tab || event->key() == Qt::Key_Escape)) {
        event->ignore(); // the list takes the word, or closes
        return;
    }
    QPlainTextEdit::keyPressEvent(event);
    if (!event->text().isEmpty()
        && (event->text().front().isLetterOrNumber() || event->text() == QLatin1String("_")
            || event->text() == QLatin1String(".") || event->key() == Qt::Key_Backspace))
        offer(false);
    else if (!event->text().isEmpty())
        m_completer->popup()->hide();
}

void SqlEditor::focusInEvent(QFocusEvent *event)
{
    m_completer->setWidget(this);
    QPlainTextEdit::focusInEvent(event);
}

void SqlEditor::resizeEvent(QResizeEvent *event)
{
    QPlainTextEdit::resizeEvent(event);
    fitMargin();
}

void SqlEditor::fitMargin()
{
    const int width = px(34);
    setViewportMargins(width, 0, 0, 0);
    m_margin->setGeometry(QRect(px(2), viewport()->y(), width, viewport()->height()));
    m_margin->update();
}

} // namespace pk::gui
