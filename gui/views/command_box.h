#pragma once

// What an action is on a command line, to read and to copy; or SQL, or a value. A note says where the command
// works ("here too", "real Kafka only").
//
// Thread: GUI thread.

#include <QWidget>

namespace pk::gui {

class IconButton;
class TextLabel;

/// A command over several lines of about `columns` characters, as it may be typed into a shell: broken before
/// an option, with a backslash, or between its words where it is longer than a line, and inside a word only
/// where that alone is.
QString brokenCommand(const QString &command, int columns);

class CommandBox : public QWidget
{
    Q_OBJECT

public:
    explicit CommandBox(QWidget *parent = nullptr);

    /// Empty: there is none, and the note says why.
    void setCommand(const QString &command);
    /// SQL, whose lines end between any two words.
    void setStatement(const QString &sql);
    /// No command: it is shown as it is, on one line with its middle cut where it is too long.
    void setValue(const QString &value);
    QString command() const { return m_command; }
    void setNote(const QString &note);

public Q_SLOTS:
    void copy();

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void retranslate();

    void showCommand();

    QString m_command;
    enum class Kind { Command, Statement, Value };
    Kind m_kind = Kind::Command;
    TextLabel *m_text;
    TextLabel *m_note;
    IconButton *m_copy;
};

} // namespace pk::gui
