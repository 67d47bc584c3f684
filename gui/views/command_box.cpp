#include "views/command_box.h"

#include "theme/painting.h"
#include "views/icon_button.h"
#include "views/text_label.h"
#include "views/themed.h"

#include <QClipboard>
#include <QCoreApplication>
#include <QEvent>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QTimer>

#include <algorithm>
#include <utility>
#include <vector>

namespace pk::gui {

namespace {

constexpr int fewestColumns = 16; ///< narrower, it only has not been laid out yet

/// Goes through a command as the shell does.
class ShellReader
{
public:
    /// Whether this character has no meaning of its own: it is quoted, or follows a backslash.
    bool isLiteral(QChar c)
    {
        if (std::exchange(m_escaped, false))
            return true;
        if (c == m_quote) {
            m_quote = {};
            return false;
        }
        m_escaped = c == QLatin1Char('\\') && !isInSingleQuotes();
        const bool quoted = !m_quote.isNull();
        if (!quoted && (c == QLatin1Char('"') || c == QLatin1Char('\'')))
            m_quote = c;
        return quoted;
    }
    bool isInSingleQuotes() const { return m_quote == QLatin1Char('\''); }
    bool isBehindBackslash() const { return m_escaped; }

private:
    QChar m_quote;
    bool m_escaped = false;
};

/// Lines, or words, as the shell sees them: what stands in quotes is part of one.
QStringList shellParts(const QString &text, QChar separator)
{
    QStringList parts{QString()};
    ShellReader reader;
    for (const QChar c : text) {
        if (!reader.isLiteral(c) && c == separator)
            parts << QString();
        else
            parts.back() += c;
    }
    return parts;
}

qsizetype firstLine(const QString &text)
{
    const qsizetype end = text.indexOf(QLatin1Char('\n'));
    return end < 0 ? text.size() : end;
}

qsizetype lastLine(const QString &text)
{
    return text.size() - text.lastIndexOf(QLatin1Char('\n')) - 1;
}

qsizetype longestLine(const QString &text)
{
    qsizetype longest = 0;
    for (const QString &line : text.split(QLatin1Char('\n')))
        longest = std::max(longest, line.size());
    return longest;
}

/// A word that is longer than a line goes on in the next one, if possible behind a space in it: quotes that
/// follow each other are one word, and so is what a backslash joins.
QString brokenWord(const QString &word, qsizetype used, int columns)
{
    const QLatin1Char end('\n');
    const QLatin1String quotesAgain("'\\\n'");
    QString broken;
    ShellReader reader;
    qsizetype lineAt = -used;
    qsizetype spaceEnd = -1; // of one in quotes in this line
    for (int i = 0; i < word.size(); ++i) {
        (void)reader.isLiteral(word[i]);
        broken += word[i];
        if (word[i] == QLatin1Char(' ') && reader.isInSingleQuotes())
            spaceEnd = broken.size();
        if (word[i] == end)
            lineAt = broken.size();
        const bool whole = i + 2 >= word.size() || word[i + 1] == QLatin1Char('\'') || word[i + 1] == end
            || reader.isBehindBackslash();
        if (broken.size() - lineAt < columns - 2 || whole)
            continue;
        if (spaceEnd > lineAt + columns / 2) {
            broken.insert(spaceEnd, quotesAgain);
            lineAt = spaceEnd + quotesAgain.size() - 1;
        } else {
            broken += reader.isInSingleQuotes() ? quotesAgain : QLatin1String("\\\n");
            lineAt = broken.size() - (reader.isInSingleQuotes() ? 1 : 0);
        }
    }
    return broken;
}

/// What belongs together: an option with its values, the program with what follows it.
std::vector<QStringList> shellUnits(const QString &line)
{
    std::vector<QStringList> units;
    for (const QString &word : shellParts(line, QLatin1Char(' '))) {
        if (word.isEmpty())
            continue;
        if (units.empty() || word.startsWith(QLatin1Char('-')) || word == QLatin1String("|"))
            units.emplace_back();
        units.back() << word;
    }
    return units;
}

/// Lays out one command, word by word, over lines of so many characters.
class BrokenLine
{
public:
    explicit BrokenLine(int columns)
        : m_columns(columns)
    {
    }

    /// Its words stay in one line where that has room for them.
    void add(const QStringList &unit)
    {
        const QString together = unit.join(QLatin1Char(' '));
        if (indent + longestLine(together) <= m_columns)
            return place(together);
        for (const QString &word : unit)
            place(word);
    }
    const QString &text() const { return m_text; }

private:
    static constexpr int indent = 2;
    static constexpr int continuation = 2; ///< a backslash, and the space before it

    void place(const QString &text)
    {
        const bool isTooLong = indent + longestLine(text) > m_columns;
        const bool fitsHere = lastLine(m_text) + 1 + firstLine(text) + continuation <= m_columns;
        if (m_text.isEmpty())
            m_text = text;
        else if (fitsHere && !isTooLong)
            m_text += QLatin1Char(' ') + text;
        else
            m_text += QLatin1String(" \\\n  ") + (isTooLong ? brokenWord(text, indent, m_columns) : text);
    }

    int m_columns;
    QString m_text;
};

} // namespace

QString brokenCommand(const QString &command, int columns)
{
    QStringList lines;
    for (const QString &line : shellParts(command, QLatin1Char('\n'))) {
        if (longestLine(line) <= columns) {
            lines << line;
            continue;
        }
        BrokenLine broken(columns);
        for (const QStringList &unit : shellUnits(line))
            broken.add(unit);
        lines << broken.text();
    }
    return lines.join(QLatin1Char('\n'));
}

CommandBox::CommandBox(QWidget *parent)
    : QWidget(parent)
    , m_text(new TextLabel(TextRole::Mono, Token::Text, this))
    , m_note(new TextLabel(TextRole::Small, Token::Muted, this))
    , m_copy(new IconButton(QStringLiteral("copy"), {}, this))
{
    m_text->setWordWrap(true);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_note->setWordWrap(true);
    m_note->hide();
    m_copy->setLook(IconButton::Look::Outlined);
    connect(m_copy, &IconButton::clicked, this, &CommandBox::copy);

    auto *texts = new QVBoxLayout;
    texts->addWidget(m_text);
    texts->addWidget(m_note);
    auto *row = new QHBoxLayout(this);
    row->addLayout(texts, 1);
    row->addWidget(m_copy, 0, Qt::AlignTop);
    onTheme(this, [this, row, texts] {
        row->setContentsMargins(px(12), px(8), px(8), px(8));
        row->setSpacing(px(8));
        texts->setSpacing(px(4));
        showCommand();
    });
    retranslate();
}

void CommandBox::setCommand(const QString &command)
{
    m_command = command;
    m_text->setAccessibleName(command);
    m_text->setVisible(!command.isEmpty());
    m_copy->setVisible(!command.isEmpty());
    showCommand();
}

void CommandBox::setStatement(const QString &sql)
{
    m_kind = Kind::Statement;
    setCommand(sql);
}

void CommandBox::setValue(const QString &value)
{
    m_kind = Kind::Value;
    m_text->setWordWrap(false);
    m_text->setElided(true, Qt::ElideMiddle);
    m_text->setTextInteractionFlags(Qt::NoTextInteraction);
    retranslate();
    setCommand(value);
}

void CommandBox::showCommand()
{
    const int room = width() - px(12 + 8 + 8) - m_copy->sizeHint().width();
    const int columns = room / std::max(1, textWidth(m_text->font(), QStringLiteral("0")));
    m_text->setText(columns < fewestColumns || m_kind != Kind::Command ? m_command
                                                                       : brokenCommand(m_command, columns));
}

void CommandBox::setNote(const QString &note)
{
    m_note->setText(note);
    m_note->setVisible(!note.isEmpty());
}

void CommandBox::copy()
{
    QGuiApplication::clipboard()->setText(m_command);
    m_copy->setIconName(QStringLiteral("check"));
    m_copy->setToken(Token::Green);
    QTimer::singleShot(1500, m_copy, [this] {
        m_copy->setIconName(QStringLiteral("copy"));
        m_copy->setToken(Token::Muted);
    });
}

void CommandBox::retranslate()
{
    m_copy->setLabel(m_kind == Kind::Value ? QCoreApplication::translate("views", "Copy the value")
                                           : QCoreApplication::translate("views", "Copy the command"));
}

void CommandBox::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

void CommandBox::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    showCommand();
}

void CommandBox::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    drawBox(painter, rect(), px(10), color(Token::Surface2), color(Token::Border));
}

} // namespace pk::gui
