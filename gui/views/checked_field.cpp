#include "views/checked_field.h"

#include "views/pill.h"
#include "views/text_label.h"
#include "views/themed.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QSignalBlocker>

namespace pk::gui {

CheckedField::CheckedField(QWidget *parent)
    : QWidget(parent)
    , m_line(new QLineEdit(this))
    , m_box(new QComboBox(this))
    , m_choices(new QWidget(this))
    , m_row(new QHBoxLayout(m_choices))
    , m_said(new TextLabel(TextRole::Small, Token::Muted, this))
{
    m_said->setWordWrap(true);
    m_row->addStretch();
    auto *column = new QVBoxLayout(this);
    column->addWidget(m_line);
    column->addWidget(m_box);
    column->addWidget(m_choices);
    column->addWidget(m_said);
    onTheme(this, [this, column] {
        column->setContentsMargins(0, 0, 0, 0);
        column->setSpacing(px(6));
        m_row->setContentsMargins(0, 0, 0, 0);
        m_row->setSpacing(px(6));
        m_line->setFont(Theme::instance().font(TextRole::Mono));
    });
    const auto tell = [this] {
        read();
        Q_EMIT changed();
    };
    connect(m_line, &QLineEdit::textChanged, this, tell);
    connect(m_box, &QComboBox::currentTextChanged, this, tell);
    setFocusProxy(m_line);
    show(false);
}

void CheckedField::setReader(std::function<Reading(const QString &)> reader)
{
    m_reader = std::move(reader);
    read();
}

void CheckedField::show(bool words)
{
    m_words = words;
    m_line->setVisible(!words);
    m_box->setVisible(words);
    m_choices->setVisible(!words && !m_chips.empty());
    setFocusProxy(words ? static_cast<QWidget *>(m_box) : m_line);
}

void CheckedField::setChoices(const std::vector<Choice> &choices)
{
    qDeleteAll(m_chips);
    m_chips.clear();
    for (const Choice &choice : choices) {
        auto *chip = new Chip(choice.text, m_choices);
        chip->setObjectName(QStringLiteral("choice-") + choice.value);
        m_row->insertWidget(static_cast<int>(m_chips.size()), chip);
        m_chips.push_back(chip);
        connect(chip, &Chip::clicked, this, [this, value = choice.value] {
            m_line->setText(value);
            read(); // the chip that was pressed again stays the one
        });
    }
    show(false);
    read();
}

void CheckedField::setWords(const QStringList &words)
{
    const QSignalBlocker quiet(m_box);
    const QString before = value();
    m_box->clear();
    m_box->addItems(words);
    m_box->setCurrentText(before);
    show(true);
    read();
}

void CheckedField::setValue(const QString &value)
{
    const QSignalBlocker quietLine(m_line);
    const QSignalBlocker quietBox(m_box);
    m_line->setText(value);
    if (m_words && m_box->findText(value) < 0)
        m_box->addItem(value); // the cluster has it, so it is possible
    m_box->setCurrentText(value);
    read();
}

QString CheckedField::value() const
{
    return m_words ? m_box->currentText() : m_line->text();
}

void CheckedField::read()
{
    for (Chip *chip : m_chips)
        chip->setChecked(chip->objectName() == QStringLiteral("choice-") + value());
    const Reading reading = m_reader ? m_reader(value()) : Reading();
    m_valid = reading.valid;
    m_said->setToken(reading.valid ? Token::Muted : Token::RoseText);
    m_said->setText(reading.text);
    m_said->setVisible(!reading.text.isEmpty());
    m_line->setAccessibleDescription(reading.text);
    m_box->setAccessibleDescription(reading.text);
}

void CheckedField::setName(const QString &name)
{
    m_line->setAccessibleName(name);
    m_box->setAccessibleName(name);
}

} // namespace pk::gui
