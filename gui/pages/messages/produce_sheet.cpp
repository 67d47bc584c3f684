#include "pages/messages/produce_sheet.h"

#include "base/hash.h"
#include "base/json_text.h"
#include "bridge/text.h"
#include "pages/messages/message_model.h"
#include "theme/app_style.h"
#include "views/command_box.h"
#include "views/edit_height.h"
#include "views/error_banner.h"
#include "views/text_label.h"
#include "views/themed.h"

#include <QCheckBox>
#include <QComboBox>
#include <QCoreApplication>
#include <QEvent>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>

#include <algorithm>

namespace pk::gui {

namespace {

constexpr int kHeaderLines = 4; ///< of a change's record

QPlainTextEdit *newEdit(const QString &name, QWidget *parent)
{
    auto *edit = new QPlainTextEdit(parent);
    edit->setObjectName(name);
    edit->setTabChangesFocus(true);
    edit->setLineWrapMode(QPlainTextEdit::NoWrap);
    return edit;
}

} // namespace

ProduceSheet::ProduceSheet(Controller &controller, QWidget *parent)
    : Sheet(parent)
    , m_controller(controller)
{
    setObjectName(QStringLiteral("produceSheet"));
    setPreferredWidth(470);
    setContent(makeForm());
    // Over the foot of the form: nothing in it moves away from the pointer.
    m_answer = new ErrorBanner(content()->parentWidget()->parentWidget());
    m_answer->setObjectName(QStringLiteral("produceAnswer"));
    m_answer->setClosable(true);
    m_answer->setFloating(20);
    m_produce = new QPushButton;
    m_produce->setObjectName(QStringLiteral("produceNow"));
    addToFooter(m_produce, FooterButton::Confirms);
    setDismissal(Dismissal::Close); // one may be sent after the other

    connect(m_template, &QComboBox::activated, this, &ProduceSheet::applyTemplate);
    connect(m_topic, &QComboBox::currentIndexChanged, this, &ProduceSheet::fillPartitions);
    connect(m_topic, &QComboBox::currentIndexChanged, this, &ProduceSheet::explainIt);
    connect(m_partition, &QComboBox::currentIndexChanged, this, &ProduceSheet::check);
    connect(m_key, &QLineEdit::textChanged, this, &ProduceSheet::check);
    connect(m_hasKey, &QCheckBox::toggled, this, &ProduceSheet::check);
    connect(m_hasValue, &QCheckBox::toggled, this, &ProduceSheet::check);
    connect(m_headers, &QPlainTextEdit::textChanged, this, &ProduceSheet::check);
    connect(m_value, &QPlainTextEdit::textChanged, this, &ProduceSheet::check);
    // What the answer said was about another message.
    connect(m_key, &QLineEdit::textChanged, m_answer, &QWidget::hide);
    connect(m_headers, &QPlainTextEdit::textChanged, m_answer, &QWidget::hide);
    connect(m_value, &QPlainTextEdit::textChanged, m_answer, &QWidget::hide);
    connect(m_produce, &QPushButton::clicked, this, &ProduceSheet::produce);
    connect(m_answer, &ErrorBanner::actionRequested, this, [this] {
        close();
        Q_EMIT linkActivated(m_landed);
    });
    connect(&controller, &Controller::produced, this, &ProduceSheet::onProduced);
    connect(&controller, &Controller::commandFailed, this,
            [this](const QString &, const QString &message, Command command) {
                if (command == Command::Produce && std::exchange(m_waiting, false))
                    showFailure(message);
            });
    retranslate();
}

QWidget *ProduceSheet::makeForm()
{
    auto *form = new QWidget;
    const auto newTitle = [form] { return new TextLabel(TextRole::Small, Token::Muted, form); };
    m_templateTitle = newTitle();
    m_template = new QComboBox(form);
    m_template->setObjectName(QStringLiteral("template"));
    m_explanation = new TextLabel(TextRole::Small, Token::Muted, form);
    m_explanation->setObjectName(QStringLiteral("produceExplanation"));
    m_explanation->setWordWrap(true);
    m_topicTitle = newTitle();
    m_topic = new QComboBox(form);
    m_topic->setObjectName(QStringLiteral("produceTopic"));
    m_partitionTitle = newTitle();
    m_partition = new QComboBox(form);
    m_partition->setObjectName(QStringLiteral("producePartition"));
    m_keyTitle = newTitle();
    m_key = new QLineEdit(form);
    m_key->setObjectName(QStringLiteral("produceKey"));
    m_hasKey = new QCheckBox(form);
    m_hasKey->setObjectName(QStringLiteral("produceHasKey"));
    setSwitch(m_hasKey);
    m_headersTitle = newTitle();
    m_headers = newEdit(QStringLiteral("produceHeaders"), form);
    m_valueTitle = newTitle();
    m_value = newEdit(QStringLiteral("produceValue"), form);
    m_hasValue = new QCheckBox(form);
    m_hasValue->setObjectName(QStringLiteral("produceHasValue"));
    setSwitch(m_hasValue);
    m_check = new TextLabel(TextRole::Small, Token::Muted, form);
    m_check->setObjectName(QStringLiteral("produceCheck"));
    m_check->setWordWrap(true);
    m_commandTitle = new TextLabel(TextRole::Strong, Token::Text, form);
    m_command = new CommandBox(form);

    const auto besides = [](QWidget *title, QWidget *toggle) {
        auto *row = new QHBoxLayout;
        row->addWidget(title, 1);
        row->addWidget(toggle);
        return row;
    };
    auto *topic = new QVBoxLayout;
    topic->addWidget(m_topicTitle);
    topic->addWidget(m_topic);
    auto *partition = new QVBoxLayout;
    partition->addWidget(m_partitionTitle);
    partition->addWidget(m_partition);
    auto *place = new QHBoxLayout;
    place->addLayout(topic, 3);
    place->addLayout(partition, 2);
    auto *column = new QVBoxLayout(form);
    column->addWidget(m_templateTitle);
    column->addWidget(m_template);
    column->addWidget(m_explanation);
    column->addLayout(place);
    column->addLayout(besides(m_keyTitle, m_hasKey));
    column->addWidget(m_key);
    column->addWidget(m_headersTitle);
    column->addWidget(m_headers);
    column->addLayout(besides(m_valueTitle, m_hasValue));
    column->addWidget(m_value, 1);
    column->addWidget(m_check);
    column->addWidget(m_commandTitle);
    column->addWidget(m_command);
    onTheme(form, [this, column, place, topic, partition] {
        column->setContentsMargins(px(20), px(16), px(20), px(16));
        column->setSpacing(px(8));
        place->setSpacing(px(12));
        topic->setSpacing(px(8));
        partition->setSpacing(px(8));
        m_headers->setFixedHeight(heightOfLines(*m_headers, TextRole::Mono, kHeaderLines));
        m_value->setMinimumHeight(px(150));
    });
    return form;
}

void ProduceSheet::setTopics(const std::vector<TopicEntry> &topics)
{
    const bool same = std::equal(topics.begin(), topics.end(), m_topics.begin(), m_topics.end(),
                                 [](const TopicEntry &a, const TopicEntry &b) {
                                     return a.name == b.name && a.partitions == b.partitions;
                                 });
    if (same)
        return;
    m_topics = topics;
    const QString before = m_topic->currentText();
    const QSignalBlocker quiet(m_topic);
    m_topic->clear();
    for (const TopicEntry &topic : topics)
        m_topic->addItem(topic.name);
    m_topic->setCurrentText(before);
    fillPartitions();
}

void ProduceSheet::openFor(const QString &topic)
{
    m_template->setCurrentIndex(datasetOf(topic.toStdString()) == Dataset::Activities ? 1 : 0);
    applyTemplate(m_template->currentIndex());
    if (roleOf(topic.toStdString()) == TopicRole::Other && !isChangeTopic(topic.toStdString()))
        m_topic->setCurrentText(topic); // somebody's own; of the pipeline's, the one that the message is for
    explainIt();
    m_answer->hide();
    showTitle();
    open();
    m_template->setFocus();
}

void ProduceSheet::openWith(const HandMade &message, const std::string &from)
{
    m_template->setCurrentIndex(-1);
    m_kind.reset(); // what was there once may be sent once more, with its ids
    m_redriven = message.topic != from;
    fill(message);
    explainIt();
    m_answer->hide();
    showTitle();
    open();
    m_value->setFocus();
}

void ProduceSheet::applyTemplate(int row)
{
    const std::vector<TemplateKind> kinds = allTemplates();
    if (row < 0 || row >= static_cast<int>(kinds.size()))
        return;
    const TemplateKind kind = kinds[static_cast<std::size_t>(row)];
    m_kind = kind;
    m_ids = newIds(kind);
    fill(makeTemplate(kind, m_ids));
    explainIt();
}

/// What becomes of it depends on who reads the topic.
void ProduceSheet::explainIt()
{
    const QString topic = m_topic->currentText();
    if (m_kind) {
        m_explanation->setText(explain(*m_kind, topic, readers()));
        return;
    }
    const QString copy = m_redriven
        ? QCoreApplication::translate(
            "messages",
            "A copy of the message that was put aside, for the topic that it came from. "
            "Mend it here: as it is, it will be refused again.")
        : QCoreApplication::translate(
            "messages",
            "A copy of the message that was shown. It becomes another message, at the end of the log.");
    const QString unread = unreadText(topic, readers());
    m_explanation->setText(unread.isEmpty() ? copy : copy + QLatin1Char(' ') + unread);
}

TopicReaders ProduceSheet::readers() const
{
    TopicReaders readers;
    const SourceChoice source = m_controller.source();
    if (source.kind == SourceChoice::Kind::Topic)
        readers.source = source.topic;
    readers.bridge = source.kind == SourceChoice::Kind::Campus;
    return readers;
}

/// The next message of a template is another event, or the warehouse would have it already.
void ProduceSheet::renewIds()
{
    if (!m_kind)
        return;
    const TemplateIds before = std::exchange(m_ids, newIds(*m_kind));
    fill(withIds(message(), before, m_ids));
}

void ProduceSheet::fill(const HandMade &message)
{
    m_topic->setCurrentText(toQString(message.topic));
    m_hasKey->setChecked(message.key.has_value());
    m_key->setText(toQString(message.key.value_or(std::string())));
    QStringList headers;
    for (const auto &[name, value] : message.headers)
        headers << toQString(name) + QLatin1Char('=') + toQString(value);
    m_headers->setPlainText(headers.join(QLatin1Char('\n')));
    m_hasValue->setChecked(message.value.has_value());
    m_value->setPlainText(toQString(message.value.value_or(std::string())));
    const int partition = m_partition->findData(message.partition);
    m_partition->setCurrentIndex(std::max(0, partition));
    check();
}

void ProduceSheet::fillPartitions()
{
    const QVariant before = m_partition->currentData();
    const QSignalBlocker quiet(m_partition);
    m_partition->clear();
    m_partition->addItem(QCoreApplication::translate("messages", "by the key"), -1);
    for (const TopicEntry &topic : m_topics) {
        if (topic.name != m_topic->currentText())
            continue;
        for (int p = 0; p < topic.partitions; ++p)
            m_partition->addItem(QStringLiteral("P%1").arg(p), p);
    }
    m_partition->setCurrentIndex(std::max(0, m_partition->findData(before)));
    check();
}

HandMade ProduceSheet::message() const
{
    HandMade message;
    message.topic = m_topic->currentText().toStdString();
    if (m_hasKey->isChecked())
        message.key = m_key->text().toStdString();
    if (m_hasValue->isChecked())
        message.value = m_value->toPlainText().toStdString();
    message.partition = m_partition->currentData().toInt();
    for (const QString &line : m_headers->toPlainText().split(QLatin1Char('\n'), Qt::SkipEmptyParts)) {
        message.headers.emplace_back(line.section(QLatin1Char('='), 0, 0).trimmed().toStdString(),
                                     line.section(QLatin1Char('='), 1).toStdString());
    }
    return message;
}

bool ProduceSheet::headersAreWritten() const
{
    const QStringList lines = m_headers->toPlainText().split(QLatin1Char('\n'), Qt::SkipEmptyParts);
    return std::all_of(lines.begin(), lines.end(),
                       [](const QString &line) { return line.indexOf(QLatin1Char('=')) > 0; });
}

/// The reason stands where it has to be mended, and at the button that waits for it.
void ProduceSheet::titleHeaders(bool written)
{
    const QString wanted =
        QCoreApplication::translate("messages", "Write each header on a line of its own, as name=value.");
    m_headersTitle->setText(
        written ? QCoreApplication::translate("messages", "Headers, one a line: name=value") : wanted);
    m_headersTitle->setToken(written ? Token::Muted : Token::RoseText);
    m_produce->setToolTip(written ? QString() : wanted);
}

/// Says what will happen, and lets bad content through: that is what this is for.
void ProduceSheet::check()
{
    m_key->setEnabled(m_hasKey->isChecked());
    m_value->setEnabled(m_hasValue->isChecked());
    const HandMade made = message();
    const bool headers = headersAreWritten();
    m_produce->setEnabled(!m_waiting && headers && !made.topic.empty());
    titleHeaders(headers);
    QString text;
    if (!made.value)
        text = QCoreApplication::translate("messages", "Without a value it is a tombstone.");
    else if (!formatJson(*made.value).valid)
        text = QCoreApplication::translate("messages",
                                           "The value is no valid JSON. The broker takes it all the same.");
    else
        text = QCoreApplication::translate("messages", "The value is valid JSON, %1.")
                   .arg(sizeText(made.value->size()));
    int partitions = 0;
    for (const TopicEntry &topic : m_topics) {
        if (topic.name == m_topic->currentText())
            partitions = topic.partitions;
    }
    if (made.key && made.partition < 0 && partitions > 0)
        text += QLatin1Char(' ')
            + QCoreApplication::translate("messages", "Its key leads to P%1.")
                  .arg(murmur2Partition(*made.key, partitions));
    m_check->setText(text);
    const CommandText typed = produceText(m_controller.commandTarget(), made).front();
    m_command->setCommand(typed.command);
    m_command->setNote(noteOf(typed));
}

void ProduceSheet::produce()
{
    m_waiting = true;
    m_answer->hide();
    check();
    m_controller.produceRecord(message());
}

void ProduceSheet::onProduced(const QString &topic, int partition, qint64 offset)
{
    if (!m_waiting)
        return; // somebody else's, a poison message for one
    m_waiting = false;
    m_landed = Link::record(topic, partition, offset);
    renewIds(); // for the next one; a change of the form takes the answer away
    m_answer->show(ErrorBanner::Severity::Information,
                   QCoreApplication::translate("messages", "Written: %1, partition %2, offset %3.")
                       .arg(topic)
                       .arg(partition)
                       .arg(offset));
    m_answer->setAction(QCoreApplication::translate("messages", "Show it"));
    check();
}

void ProduceSheet::showFailure(const QString &message)
{
    m_answer->setAction({});
    m_answer->show(
        ErrorBanner::Severity::Error,
        QCoreApplication::translate("messages",
                                    "The message was not written. What you typed is still here: try "
                                    "again when the broker answers."),
        message);
    check();
}

/// Of replicas is spoken only where there are any.
void ProduceSheet::showTitle()
{
    const SnapshotPtr snapshot = m_controller.snapshot();
    const bool replicates = snapshot && !snapshot->run.cluster.embedded;
    setHeader(QStringLiteral("send"), BlueAccent,
              QCoreApplication::translate("messages", "Produce a message"),
              replicates ? QCoreApplication::translate(
                  "messages", "Written by a real producer, acknowledged by all replicas in sync")
                         : QCoreApplication::translate(
                             "messages", "Written by a real producer; this broker does not replicate"));
}

void ProduceSheet::retranslate()
{
    showTitle();
    m_templateTitle->setText(QCoreApplication::translate("messages", "Begin with"));
    const int row = m_template->currentIndex();
    m_template->clear();
    for (const TemplateKind kind : allTemplates())
        m_template->addItem(nameOf(kind));
    m_template->setCurrentIndex(row);
    m_template->setPlaceholderText(QCoreApplication::translate("messages", "A template…"));
    m_topicTitle->setText(QCoreApplication::translate("messages", "Topic"));
    m_partitionTitle->setText(QCoreApplication::translate("messages", "Partition"));
    m_keyTitle->setText(QCoreApplication::translate("messages", "Key"));
    m_hasKey->setText(QCoreApplication::translate("messages", "with a key"));
    titleHeaders(headersAreWritten());
    m_valueTitle->setText(QCoreApplication::translate("messages", "Value"));
    m_hasValue->setText(QCoreApplication::translate("messages", "with a value"));
    m_commandTitle->setText(QCoreApplication::translate("messages", "By command line"));
    m_produce->setText(QCoreApplication::translate("messages", "Produce"));
    m_template->setAccessibleName(m_templateTitle->text());
    m_topic->setAccessibleName(m_topicTitle->text());
    m_partition->setAccessibleName(m_partitionTitle->text());
    m_key->setAccessibleName(m_keyTitle->text());
    m_headers->setAccessibleName(QCoreApplication::translate("messages", "Headers, one a line: name=value"));
    m_value->setAccessibleName(m_valueTitle->text());
    fillPartitions();
    explainIt();
}

void ProduceSheet::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    Sheet::changeEvent(event);
}

} // namespace pk::gui
