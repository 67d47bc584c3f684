#include "pages/messages/new_topic_sheet.h"

#include "bridge/controller.h"
#include "bridge/text.h"
#include "bridge/topic_setting_text.h"
#include "views/checked_field.h"
#include "views/command_box.h"
#include "views/error_banner.h"
#include "views/text_label.h"
#include "views/themed.h"

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

constexpr int kMostPartitions = 1'000; ///< more is no exercise
constexpr int kMostReplicas = 9;
constexpr int kUsualPartitions = 3;
constexpr int kUsualReplicas = 3;
constexpr auto kPolicy = "cleanup.policy";
constexpr auto kRetention = "retention.ms";
constexpr auto kSize = "retention.bytes";

/// Without a value the cluster's own holds.
CheckedField *settingField(const char *setting, QWidget *parent)
{
    auto *field = new CheckedField(parent);
    field->setObjectName(QStringLiteral("new-") + QLatin1String(setting));
    field->setReader([setting](const QString &value) -> CheckedField::Reading {
        if (value.isEmpty())
            return {QCoreApplication::translate("messages", "empty: as the cluster has it"), true};
        const QString problem = problemOfValue(setting, value.toStdString());
        return problem.isEmpty() ? CheckedField::Reading{valueForPeople(setting, value.toStdString()), true}
                                 : CheckedField::Reading{problem, false};
    });
    return field;
}

void fillChoices(CheckedField &field, const char *setting)
{
    std::vector<CheckedField::Choice> choices;
    for (const QString &value : suggestedValues(setting))
        choices.push_back({value, valueForPeople(setting, value.toStdString())});
    field.setChoices(choices);
}

} // namespace

NewTopicSheet::NewTopicSheet(Controller &controller, QWidget *parent)
    : Sheet(parent)
    , m_controller(controller)
    , m_make(new QPushButton(this))
{
    setObjectName(QStringLiteral("newTopicSheet"));
    setContent(makeForm());
    m_make->setObjectName(QStringLiteral("makeTopic"));
    addToFooter(m_make, FooterButton::Confirms);
    connect(m_name, &QLineEdit::textChanged, this, &NewTopicSheet::check);
    connect(m_name, &QLineEdit::textChanged, m_answer, &QWidget::hide);
    connect(m_partitions, &QSpinBox::valueChanged, this, &NewTopicSheet::check);
    connect(m_replication, &QSpinBox::valueChanged, this, &NewTopicSheet::check);
    connect(m_policy, &QComboBox::currentIndexChanged, this, &NewTopicSheet::check);
    for (CheckedField *field : {m_retention, m_size})
        connect(field, &CheckedField::changed, this, &NewTopicSheet::check);
    connect(m_make, &QPushButton::clicked, this, &NewTopicSheet::make);
    connect(&controller, &Controller::topicChanged, this, &NewTopicSheet::takeDone);
    connect(&controller, &Controller::commandFailed, this,
            [this](const QString &, const QString &message, Command command) {
                if (command == Command::ChangeTopic)
                    takeFailure(message);
            });
    connect(&controller, &Controller::snapshotTaken, this, [this](const SnapshotPtr &snapshot) {
        if (isVisible() && snapshot && snapshot->run.incarnation != m_incarnation)
            fitCluster();
    });
    retranslate();
}

QWidget *NewTopicSheet::makeForm()
{
    auto *form = new QWidget;
    const auto newTitle = [form] { return new TextLabel(TextRole::Small, Token::Muted, form); };
    const auto newText = [form] {
        auto *label = new TextLabel(TextRole::Small, Token::Muted, form);
        label->setWordWrap(true);
        return label;
    };
    m_nameTitle = newTitle();
    m_name = new QLineEdit(form);
    m_name->setObjectName(QStringLiteral("newTopicName"));
    m_nameProblem = newText();
    m_nameProblem->setObjectName(QStringLiteral("newTopicProblem"));
    m_nameProblem->setToken(Token::RoseText);
    m_partitionsTitle = newTitle();
    m_partitions = new QSpinBox(form);
    m_partitions->setObjectName(QStringLiteral("newTopicPartitions"));
    m_partitions->setRange(1, kMostPartitions);
    m_partitions->setValue(kUsualPartitions);
    m_replicationTitle = newTitle();
    m_replication = new QSpinBox(form);
    m_replication->setObjectName(QStringLiteral("newTopicReplication"));
    m_replication->setRange(1, kMostReplicas);
    m_replicationText = newText();
    m_settings = new QWidget(form);
    const auto settingTitle = [this] { return new TextLabel(TextRole::Small, Token::Muted, m_settings); };
    m_policyTitle = settingTitle();
    m_policy = new QComboBox(m_settings);
    m_policy->setObjectName(QStringLiteral("newTopicPolicy"));
    m_retentionTitle = settingTitle();
    m_retention = settingField(kRetention, m_settings);
    m_sizeTitle = settingTitle();
    m_size = settingField(kSize, m_settings);
    m_embedded = newText();
    m_embedded->setObjectName(QStringLiteral("newTopicEmbedded"));
    m_answer = new ErrorBanner(form);
    m_answer->setObjectName(QStringLiteral("newTopicAnswer"));
    m_commandTitle = new TextLabel(TextRole::Strong, Token::Text, form);
    m_command = new CommandBox(form);

    auto *settings = new QVBoxLayout(m_settings);
    for (QWidget *widget : std::initializer_list<QWidget *>{m_policyTitle, m_policy, m_retentionTitle,
                                                            m_retention, m_sizeTitle, m_size})
        settings->addWidget(widget);
    auto *column = new QVBoxLayout(form);
    for (QWidget *widget : std::initializer_list<QWidget *>{
             m_nameTitle, m_name, m_nameProblem, m_partitionsTitle, m_partitions, m_replicationTitle,
             m_replication, m_replicationText, m_settings, m_embedded, m_answer, m_commandTitle, m_command})
        column->addWidget(widget);
    column->addStretch();
    onTheme(form, [this, column, settings] {
        column->setContentsMargins(px(20), px(16), px(20), px(16));
        column->setSpacing(px(8));
        settings->setContentsMargins(0, 0, 0, 0);
        settings->setSpacing(px(8));
        m_name->setFont(Theme::instance().font(TextRole::Mono));
    });
    return form;
}

bool NewTopicSheet::isEmbedded() const
{
    const SnapshotPtr snapshot = m_controller.snapshot();
    return !snapshot || snapshot->run.cluster.embedded;
}

void NewTopicSheet::setTopics(const std::vector<TopicEntry> &topics)
{
    QStringList there;
    for (const TopicEntry &topic : topics)
        there << topic.name;
    if (std::exchange(m_there, there) != m_there && isVisible())
        check();
}

void NewTopicSheet::openEmpty()
{
    if (!m_waiting) {
        m_name->clear();
        m_answer->hide();
    }
    open();
    m_name->setFocus(Qt::OtherFocusReason);
}

/// What can be asked of the cluster that runs now.
void NewTopicSheet::fitCluster()
{
    const SnapshotPtr snapshot = m_controller.snapshot();
    if (snapshot && std::exchange(m_incarnation, snapshot->run.incarnation) != snapshot->run.incarnation) {
        const auto brokers =
            snapshot->run.report ? static_cast<int>(snapshot->run.report->brokers.size()) : 1;
        const int wished = snapshot->run.cluster.replication;
        m_replication->setValue(wished > 0 ? wished : std::clamp(brokers, 1, kUsualReplicas));
    }
    const bool settings = !isEmbedded();
    for (QWidget *widget :
         std::initializer_list<QWidget *>{m_replicationTitle, m_replication, m_replicationText, m_settings})
        widget->setVisible(settings);
    m_embedded->setVisible(!settings);
    check();
}

TopicChange NewTopicSheet::change() const
{
    TopicChange change;
    change.kind = TopicChange::Kind::Make;
    change.topic = m_name->text().toStdString();
    change.partitions = m_partitions->value();
    if (isEmbedded())
        return change;
    change.replication = m_replication->value();
    const auto set = [&change](const char *name, const QString &value) {
        if (!value.isEmpty())
            change.settings.emplace_back(name, value.toStdString());
    };
    set(kPolicy, m_policy->currentData().toString());
    set(kRetention, m_retention->value());
    set(kSize, m_size->value());
    return change;
}

QString NewTopicSheet::problemOf(const TopicChange &change) const
{
    const SnapshotPtr snapshot = m_controller.snapshot();
    if (!snapshot || change.topic.empty())
        return {}; // nothing is written yet
    if (m_there.contains(toQString(change.topic)))
        return QCoreApplication::translate("messages", "There is a topic of this name already.");
    return whyNot(snapshot->run, change);
}

void NewTopicSheet::check()
{
    const TopicChange wanted = change();
    const QString problem = m_waiting ? QString() : problemOf(wanted);
    m_nameProblem->setText(problem);
    m_nameProblem->setVisible(!problem.isEmpty());
    m_name->setAccessibleDescription(problem);
    for (QWidget *widget : std::initializer_list<QWidget *>{m_name, m_partitions, m_replication, m_settings})
        widget->setEnabled(!m_waiting);
    m_make->setEnabled(!m_waiting && m_controller.snapshot() && !wanted.topic.empty() && problem.isEmpty()
                       && (isEmbedded() || (m_retention->isValid() && m_size->isValid())));
    m_make->setText(m_waiting ? QCoreApplication::translate("messages", "The topic is made…")
                              : QCoreApplication::translate("messages", "Make the topic"));
    m_commandTitle->setVisible(!wanted.topic.empty());
    m_command->setVisible(!wanted.topic.empty());
    const CommandText command = topicChangeText(m_controller.commandTarget(), wanted).front();
    if (m_command->command() != command.command)
        m_command->setCommand(command.command);
    m_command->setNote(label(command.where));
}

void NewTopicSheet::make()
{
    m_waiting = true;
    m_answer->hide();
    check();
    m_controller.changeTopic(change());
}

void NewTopicSheet::takeDone(const TopicChange &done)
{
    if (done.kind != TopicChange::Kind::Make || !std::exchange(m_waiting, false))
        return;
    close();
    check();
    Q_EMIT made(toQString(done.topic));
}

void NewTopicSheet::takeFailure(const QString &message)
{
    if (!std::exchange(m_waiting, false))
        return;
    m_answer->show(ErrorBanner::Severity::Error, message);
    check();
}

void NewTopicSheet::fillPolicies()
{
    const QSignalBlocker quiet(m_policy);
    const QVariant before = m_policy->currentData();
    m_policy->clear();
    m_policy->addItem(QCoreApplication::translate("messages", "as the cluster has it"), QString());
    for (const QString &policy : suggestedValues(kPolicy))
        m_policy->addItem(policy, policy);
    m_policy->setCurrentIndex(std::max(0, m_policy->findData(before)));
}

void NewTopicSheet::retranslate()
{
    setHeader(QStringLiteral("plus"), BlueAccent, QCoreApplication::translate("messages", "New topic"));
    m_nameTitle->setText(QCoreApplication::translate("messages", "Name"));
    m_name->setAccessibleName(m_nameTitle->text());
    m_partitionsTitle->setText(QCoreApplication::translate("messages", "Partitions"));
    m_partitions->setAccessibleName(m_partitionsTitle->text());
    m_replicationTitle->setText(QCoreApplication::translate("messages", "Replicas of each partition"));
    m_replication->setAccessibleName(m_replicationTitle->text());
    m_replicationText->setText(
        QCoreApplication::translate("messages", "Each one lies on a broker of its own."));
    m_policyTitle->setText(QLatin1String(kPolicy));
    m_policyTitle->setToolTip(meaningOfSetting(kPolicy));
    m_policy->setAccessibleName(m_policyTitle->text());
    m_retentionTitle->setText(QLatin1String(kRetention));
    m_retentionTitle->setToolTip(meaningOfSetting(kRetention));
    m_retention->setName(m_retentionTitle->text());
    m_sizeTitle->setText(QLatin1String(kSize));
    m_sizeTitle->setToolTip(meaningOfSetting(kSize));
    m_size->setName(m_sizeTitle->text());
    m_embedded->setText(QCoreApplication::translate(
        "messages",
        "The embedded broker knows no settings and keeps 5 MiB of each partition. The topic lasts as long as "
        "this broker does."));
    m_commandTitle->setText(QCoreApplication::translate("messages", "By command line"));
    fillPolicies();
    fillChoices(*m_retention, kRetention);
    fillChoices(*m_size, kSize);
    check();
}

void NewTopicSheet::showEvent(QShowEvent *event)
{
    Sheet::showEvent(event);
    fitCluster();
}

void NewTopicSheet::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange) {
        m_answer->hide(); // its sentence is in the other language
        retranslate();
    }
    Sheet::changeEvent(event);
}

} // namespace pk::gui
