#pragma once

// A value to write, or to choose where only some are possible: below it a few that are worth a try, and a
// sentence that says what the value means, or why it cannot be this one.
//
// Thread: GUI thread.

#include <QString>
#include <QStringList>
#include <QWidget>

#include <functional>
#include <vector>

class QComboBox;
class QHBoxLayout;
class QLineEdit;

namespace pk::gui {

class Chip;
class TextLabel;

class CheckedField : public QWidget
{
    Q_OBJECT

public:
    struct Choice
    {
        QString value;
        QString text; ///< for people
    };
    struct Reading
    {
        QString text;
        bool valid = true;
    };

    explicit CheckedField(QWidget *parent = nullptr);

    void setReader(std::function<Reading(const QString &)> reader);
    /// Any value, and these at hand.
    void setChoices(const std::vector<Choice> &choices);
    /// One of these and no other.
    void setWords(const QStringList &words);
    void setValue(const QString &value); ///< does not emit changed()
    QString value() const;
    bool isValid() const { return m_valid; }
    /// Says anew what the value means: the language or what it depends on has changed.
    void read();
    void setName(const QString &name); ///< for screen readers

Q_SIGNALS:
    void changed();

private:
    void show(bool words);

    std::function<Reading(const QString &)> m_reader;
    bool m_words = false;
    bool m_valid = true;
    QLineEdit *m_line;
    QComboBox *m_box;
    QWidget *m_choices;
    QHBoxLayout *m_row;
    std::vector<Chip *> m_chips;
    TextLabel *m_said;
};

} // namespace pk::gui
