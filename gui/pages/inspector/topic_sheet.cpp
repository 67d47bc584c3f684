#include "pages/inspector/topic_sheet.h"

#include "bridge/controller.h"
#include "bridge/text.h"
#include "bridge/topic_setting_text.h"
#include "theme/app_style.h"
#include "views/checked_field.h"
#include "views/command_box.h"
#include "views/error_banner.h"
#include "views/segmented_control.h"
#include "views/text_label.h"
#include "views/themed.h"

#include <QCheckBox>
#include <QComboBox>
#include <QCoreApplication>
#include <QEvent>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>

#include <algorithm>
#include <utility>

namespace pk::gui {

namespace {

using Kind = TopicChange::Kind;

constexpr int kMostPartitions = 1'000; ///< more is no exercise

const auto kSetting = QStringLiteral("setting");
const auto kPartitions = QStringLiteral("partitions");
const auto kDelete = QStringLiteral("delete");

QVBoxLayout *columnOf(QWidget *widget)
{
    auto *column = new QVBoxLayout(widget);
    onTheme(widget, [column] {
        column->setContentsMargins(0, 0, 0, 0);
        column->setSpacing(px(8));
    });
    return column;
}

TextLabel *newText(QWidget *parent)
{
    auto *label = new TextLabel(TextRole::Small, Token::Muted, parent);
    label->setWordWrap(true);
    return label;
}

} // namespace

TopicSheet::TopicSheet(Controller &controller, QWidget *parent)
    : Sheet(parent)
    , m_controller(controller)
    , m_apply(new QPushButton(this))
{
    setObjectName(QStringLiteral("topicSheet"));
    setContent(makeForm());
    m_apply->setObjectName(QStringLiteral("applyTopicChange"));
    addToFooter(m_apply, FooterButton::Confirms);
    setDismissal(Dismissal::Close);
    connect(m_what, &SegmentedControl::chosen, this, [this] {
        m_answer->hide();
        showForm();
    });
    connect(m_name, &QComboBox::currentIndexChanged, this, &TopicSheet::chooseSetting);
    connect(m_value, &CheckedField::changed, this, &TopicSheet::check);
    connect(m_default, &QCheckBox::toggled, this, &TopicSheet::check);
    connect(m_count, &QSpinBox::valueChanged, this, &TopicSheet::check);
    connect(m_confirm, &QLineEdit::textChanged, this, &TopicSheet::check);
    connect(m_apply, &QPushButton::clicked, this, &TopicSheet::apply);
    connect(&controller, &Controller::topicChanged, this, &TopicSheet::takeDone);
    connect(&controller, &Controller::commandFailed, this,
            [this](const QString &, const QString &message, Command command) {
                if (command == Command::ChangeTopic)
                    takeFailure(message);
            });
    connect(&controller, &Controller::snapshotTaken, this, [this] {
        if (isVisible() && !m_waiting)
            check(); // partitions may have come, or another cluster
    });
    retranslate();
}

QWidget *TopicSheet::makeForm()
{
    auto *form = new QWidget;
    m_what = new SegmentedControl(form);
    m_what->setObjectName(QStringLiteral("topicChangeKind"));
    m_setting = makeSetting();
    m_partitions = makePartitions();
    m_deletion = makeDeletion();
    m_refusal = new ErrorBanner(form);
    m_refusal->setObjectName(QStringLiteral("topicRefusal"));
    m_answer = new ErrorBanner(form);
    m_answer->setObjectName(QStringLiteral("topicAnswer"));
    m_commandTitle = new TextLabel(TextRole::Strong, Token::Text, form);
    m_command = new CommandBox(form);
    auto *column = new QVBoxLayout(form);
    for (QWidget *widget : std::initializer_list<QWidget *>{m_what, m_setting, m_partitions, m_deletion,
                                                            m_refusal, m_answer, m_commandTitle, m_command})
        column->addWidget(widget);
    column->addStretch();
    onTheme(form, [column] {
        column->setContentsMargins(px(20), px(14), px(20), px(14));
        column->setSpacing(px(12));
    });
    return form;
}

QWidget *TopicSheet::makeSetting()
{
    auto *part = new QWidget;
    m_name = new QComboBox(part);
    m_name->setObjectName(QStringLiteral("settingName"));
    m_meaning = newText(part);
    m_now = newText(part);
    m_now->setObjectName(QStringLiteral("settingNow"));
    m_value = new CheckedField(part);
    m_value->setObjectName(QStringLiteral("settingValue"));
    m_value->setReader([this](const QString &value) -> CheckedField::Reading {
        const std::string name = m_name->currentText().toStdString();
        const QString problem = problemOfValue(name, value.toStdString());
        return problem.isEmpty() ? CheckedField::Reading{valueForPeople(name, value.toStdString()), true}
                                 : CheckedField::Reading{problem, false};
    });
    m_caution = newText(part);
    m_caution->setObjectName(QStringLiteral("settingCaution"));
    m_caution->setToken(Token::AmberText);
    m_default = new QCheckBox(part);
    m_default->setObjectName(QStringLiteral("settingDefault"));
    auto *column = columnOf(part);
    for (QWidget *widget :
         std::initializer_list<QWidget *>{m_name, m_meaning, m_now, m_value, m_caution, m_default})
        column->addWidget(widget);
    return part;
}

QWidget *TopicSheet::makePartitions()
{
    auto *part = new QWidget;
    m_countTitle = newText(part);
    m_count = new QSpinBox(part);
    m_count->setObjectName(QStringLiteral("partitionCount"));
    m_countText = newText(part);
    m_countText->setObjectName(QStringLiteral("partitionText"));
    auto *column = columnOf(part);
    for (QWidget *widget : std::initializer_list<QWidget *>{m_countTitle, m_count, m_countText})
        column->addWidget(widget);
    return part;
}

QWidget *TopicSheet::makeDeletion()
{
    auto *part = new QWidget;
    m_deleteText = newText(part);
    m_confirmTitle = newText(part);
    m_confirm = new QLineEdit(part);
    m_confirm->setObjectName(QStringLiteral("confirmDeletion"));
    auto *column = columnOf(part);
    for (QWidget *widget : std::initializer_list<QWidget *>{m_deleteText, m_confirmTitle, m_confirm})
        column->addWidget(widget);
    return part;
}

void TopicSheet::openFor(const TopicSettings &settings)
{
    const bool another = settings.topic != m_topic.topic;
    m_topic = settings;
    if (!m_waiting) {
        m_answer->hide();
        m_confirm->clear();
        if (another)
            m_what->setCurrent(kSetting);
    }
    fillSettings();
    retranslate();
    if (!m_waiting)
        m_count->setValue(partitions() + 1);
    Sheet::open();
    m_what->setFocus(Qt::OtherFocusReason);
}

void TopicSheet::fillSettings()
{
    const QString before = m_name->currentText();
    {
        const QSignalBlocker quiet(m_name);
        m_name->clear();
        const auto &taught = taughtSettings();
        for (const std::string &name : taught) {
            if (std::any_of(m_topic.settings.begin(), m_topic.settings.end(),
                            [&](const auto &setting) { return setting.name == name; }))
                m_name->addItem(toQString(name));
        }
        if (m_name->count() > 0)
            m_name->insertSeparator(m_name->count());
        for (const broker::TopicSetting &setting : m_topic.settings) {
            if (std::find(taught.begin(), taught.end(), setting.name) == taught.end())
                m_name->addItem(toQString(setting.name));
        }
        const int at = m_name->findText(before.isEmpty() ? QStringLiteral("retention.ms") : before);
        m_name->setCurrentIndex(std::max(0, at));
    }
    chooseSetting();
}

const broker::TopicSetting *TopicSheet::chosen() const
{
    const std::string name = m_name->currentText().toStdString();
    const auto found =
        std::find_if(m_topic.settings.begin(), m_topic.settings.end(),
                     [&](const broker::TopicSetting &setting) { return setting.name == name; });
    return found != m_topic.settings.end() ? &*found : nullptr;
}

void TopicSheet::chooseSetting()
{
    const broker::TopicSetting *setting = chosen();
    if (!setting)
        return;
    const QStringList suggested = suggestedValues(setting->name);
    if (setting->name == "cleanup.policy" || setting->name == "compression.type") {
        m_value->setWords(suggested);
    } else {
        std::vector<CheckedField::Choice> choices;
        for (const QString &value : suggested) {
            const QString text = valueForPeople(setting->name, value.toStdString());
            choices.push_back({value, text.isEmpty() ? value : text});
        }
        m_value->setChoices(choices);
    }
    m_value->setValue(toQString(setting->value));
    m_default->setChecked(false);
    m_answer->hide();
    showForm();
}

int TopicSheet::partitions() const
{
    const SnapshotPtr snapshot = m_controller.snapshot();
    return snapshot ? snapshot->partitionsOf(m_topic.topic) : 0;
}

TopicChange TopicSheet::change() const
{
    TopicChange change;
    change.topic = m_topic.topic;
    if (m_what->current() == kPartitions) {
        change.kind = Kind::AddPartitions;
        change.partitions = m_count->value();
    } else if (m_what->current() == kDelete) {
        change.kind = Kind::Delete;
    } else {
        change.setting = m_name->currentText().toStdString();
        if (!m_default->isChecked())
            change.value = m_value->value().toStdString();
    }
    return change;
}

bool TopicSheet::isReady(const TopicChange &change) const
{
    switch (change.kind) {
    case Kind::Set: {
        const broker::TopicSetting *now = chosen();
        if (!now)
            return false;
        return change.value ? m_value->isValid() && (*change.value != now->value || !now->own) : now->own;
    }
    case Kind::AddPartitions:
        return change.partitions > partitions();
    case Kind::Delete:
        return m_confirm->text() == toQString(m_topic.topic);
    case Kind::Make:
        break;
    }
    return false;
}

QString TopicSheet::applyText(const TopicChange &change) const
{
    const SnapshotPtr snapshot = m_controller.snapshot();
    if (m_waiting)
        return change.kind == Kind::AddPartitions && snapshot && isOfTheRun(snapshot->run, m_topic.topic)
            ? QCoreApplication::translate("inspector", "The run ends and begins anew…")
            : QCoreApplication::translate("inspector", "The cluster is asked…");
    switch (change.kind) {
    case Kind::Set:
        return change.value ? QCoreApplication::translate("inspector", "Set it")
                            : QCoreApplication::translate("inspector", "Back to the default");
    case Kind::AddPartitions:
        return QCoreApplication::translate("inspector", "Add partitions: %1")
            .arg(change.partitions - partitions());
    case Kind::Delete:
    case Kind::Make:
        break;
    }
    return QCoreApplication::translate("inspector", "Delete the topic");
}

void TopicSheet::showForm()
{
    m_setting->setVisible(m_what->current() == kSetting);
    m_partitions->setVisible(m_what->current() == kPartitions);
    setButtonKind(m_apply, m_what->current() == kDelete ? ButtonKind::Danger : ButtonKind::Solid);
    check();
}

/// These delete records, whether anybody has read them or not.
bool TopicSheet::mayLose(const RunInfo &run) const
{
    const broker::TopicSetting *setting = chosen();
    return setting && isOfTheRun(run, m_topic.topic)
        && (setting->name.starts_with("retention.") || setting->name == "cleanup.policy");
}

/// Everything that depends on what is filled in.
void TopicSheet::check()
{
    const SnapshotPtr snapshot = m_controller.snapshot();
    if (const broker::TopicSetting *now = chosen()) {
        const QString meaning = meaningOfSetting(now->name);
        m_meaning->setText(meaning);
        m_meaning->setVisible(!meaning.isEmpty());
        m_now->setText((now->own ? QCoreApplication::translate("inspector", "Now: %1, set for this topic")
                                 : QCoreApplication::translate("inspector", "Now: %1, the cluster's default"))
                           .arg(valueWithMeaning(now->name, now->value)));
        m_default->setEnabled(now->own && !m_waiting);
        m_value->setEnabled(!m_default->isChecked() && !m_waiting);
    }
    m_caution->setText(QCoreApplication::translate("inspector",
                                                   "What Kafka deletes before the run has read it is lost, "
                                                   "and its books will say so. A record is as old "
                                                   "as its own time says."));
    m_caution->setVisible(snapshot && mayLose(snapshot->run));
    const int count = partitions();
    {
        const QSignalBlocker quiet(m_count); // what is asked of the person stays, where it is still possible
        m_count->setRange(count, std::max(count, kMostPartitions));
    }
    const bool ofTheRun = snapshot && isOfTheRun(snapshot->run, m_topic.topic);
    m_countTitle->setText(QCoreApplication::translate("inspector", "Partitions: %1 now, then").arg(count));
    QString text = QCoreApplication::translate(
        "inspector",
        "A key's partition comes from their number: from then on keys go to other partitions than before, so "
        "records of one key lie in two of them, and only within each of them is their order kept. Partitions "
        "can never be removed again.");
    if (ofTheRun)
        text +=
            QStringLiteral("\n\n")
            + QCoreApplication::translate(
                "inspector",
                "The run reads or writes this topic and has counted its partitions at its start: it ends "
                "in order, and another one begins on the same cluster that knows of the new ones. What is "
                "under way is kept.");
    m_countText->setText(text);
    const TopicChange wanted = change();
    const QString why = snapshot ? whyNot(snapshot->run, wanted) : QString();
    if (why.isEmpty())
        m_refusal->hide();
    else if (!m_refusal->isVisibleTo(content()) || m_refusal->sentence() != why)
        m_refusal->show(ErrorBanner::Severity::Warning, why);
    m_deletion->setVisible(wanted.kind == Kind::Delete && why.isEmpty());
    for (QWidget *widget : std::initializer_list<QWidget *>{m_what, m_name, m_count, m_confirm})
        widget->setEnabled(!m_waiting);
    m_apply->setEnabled(!m_waiting && why.isEmpty() && isReady(wanted));
    m_apply->setText(applyText(wanted));
    const CommandText command = topicChangeText(m_controller.commandTarget(), wanted).front();
    if (m_command->command() != command.command)
        m_command->setCommand(command.command);
    m_command->setNote(label(command.where));
}

void TopicSheet::apply()
{
    m_waiting = true;
    m_answer->hide();
    check();
    m_controller.changeTopic(change());
}

void TopicSheet::takeDone(const TopicChange &done, const QString &howTheRunBeforeEnded)
{
    if (!m_waiting || done.topic != m_topic.topic)
        return;
    m_waiting = false;
    if (howTheRunBeforeEnded.isEmpty()) {
        check();
        close();
        return;
    }
    m_answer->show(ErrorBanner::Severity::Information,
                   QCoreApplication::translate("inspector", "%1 has %2 partitions now. %3")
                       .arg(toQString(done.topic))
                       .arg(done.partitions)
                       .arg(howTheRunBeforeEnded));
    check();
}

void TopicSheet::takeFailure(const QString &message)
{
    if (!std::exchange(m_waiting, false))
        return;
    m_answer->show(ErrorBanner::Severity::Error, message);
    check();
}

void TopicSheet::retranslate()
{
    setHeader(QStringLiteral("sliders"), BlueAccent, QCoreApplication::translate("inspector", "Change topic"),
              toQString(m_topic.topic));
    m_what->setOptions({{kSetting, QCoreApplication::translate("inspector", "Setting"), {}},
                        {kPartitions, QCoreApplication::translate("inspector", "Partitions"), {}},
                        {kDelete, QCoreApplication::translate("inspector", "Delete"), {}}});
    m_name->setAccessibleName(QCoreApplication::translate("inspector", "Setting"));
    m_value->setName(QCoreApplication::translate("inspector", "New value"));
    m_default->setText(QCoreApplication::translate("inspector", "Back to the cluster's default"));
    m_count->setAccessibleName(QCoreApplication::translate("inspector", "Partitions"));
    m_deleteText->setText(QCoreApplication::translate(
        "inspector",
        "The topic goes with all its records and settings, for every client of this cluster; nobody can "
        "bring "
        "it back. Committed offsets of groups that read it mean nothing afterwards."));
    m_confirmTitle->setText(QCoreApplication::translate("inspector", "To delete it, write its name: %1")
                                .arg(toQString(m_topic.topic)));
    m_confirm->setAccessibleName(QCoreApplication::translate("inspector", "Name of the topic"));
    m_commandTitle->setText(QCoreApplication::translate("inspector", "By command line"));
    m_value->read();
    showForm();
}

void TopicSheet::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange) {
        m_answer->hide(); // its sentence is in the other language
        retranslate();
    }
    Sheet::changeEvent(event);
}

} // namespace pk::gui
