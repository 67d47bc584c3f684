#include "pages/inspector/topic_settings.h"

#include "bridge/controller.h"
#include "bridge/text.h"
#include "bridge/topic_setting_text.h"
#include "theme/app_style.h"
#include "views/icon_button.h"
#include "views/key_value_rows.h"
#include "views/text_label.h"
#include "views/themed.h"

#include <QCoreApplication>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace pk::gui {

namespace {

KeyValueRows::Row rowOf(const broker::TopicSetting &setting)
{
    return {toQString(setting.name),
            valueWithMeaning(setting.name, setting.value),
            setting.own ? Token::BlueText : Token::Text,
            {},
            meaningOfSetting(setting.name)};
}

} // namespace

TopicSettingsSection::TopicSettingsSection(Controller &controller, QWidget *parent)
    : Section(parent)
    , m_controller(controller)
    , m_again(new IconButton(QStringLiteral("refresh"), QString(), this))
    , m_said(new TextLabel(TextRole::Small, Token::Muted, this))
    , m_ownTitle(new TextLabel(TextRole::Caption, Token::Muted, this))
    , m_own(new KeyValueRows(this))
    , m_othersTitle(new TextLabel(TextRole::Caption, Token::Muted, this))
    , m_others(new KeyValueRows(this))
    , m_change(new QPushButton(this))
{
    setObjectName(QStringLiteral("topicSettings"));
    m_again->setObjectName(QStringLiteral("readSettingsAgain"));
    m_again->setSmall(true);
    addTrailing(m_again);
    m_said->setObjectName(QStringLiteral("settingsSaid"));
    m_said->setWordWrap(true);
    m_own->setObjectName(QStringLiteral("ownSettings"));
    m_others->setObjectName(QStringLiteral("clusterSettings"));
    m_change->setObjectName(QStringLiteral("changeTopic"));
    setSmall(m_change);
    setButtonKind(m_change, ButtonKind::Tonal);
    for (QWidget *widget :
         std::initializer_list<QWidget *>{m_said, m_ownTitle, m_own, m_othersTitle, m_others})
        body()->addWidget(widget);
    body()->addWidget(m_change, 0, Qt::AlignLeft);
    onTheme(this, [this] { body()->setSpacing(px(6)); });
    for (KeyValueRows *rows : {m_own, m_others})
        rows->setValuesAtRight();
    connect(m_again, &IconButton::clicked, this, &TopicSettingsSection::ask);
    connect(m_change, &QPushButton::clicked, this, [this] { Q_EMIT changeWanted(m_settings); });
    connect(&controller, &Controller::topicSettingsRead, this, &TopicSettingsSection::take);
    connect(&controller, &Controller::topicChanged, this, [this](const TopicChange &change) {
        if (change.topic != m_topic)
            return;
        if (change.kind != TopicChange::Kind::Delete)
            return ask();
        m_known = Known::Deleted;
        show();
    });
}

void TopicSettingsSection::setTopic(const std::string &topic)
{
    m_topic = topic;
    m_known = Known::Nothing;
    m_settings = {};
}

void TopicSettingsSection::refresh()
{
    const SnapshotPtr snapshot = m_controller.snapshot();
    if (!snapshot)
        return;
    const bool another = m_incarnation != snapshot->run.incarnation;
    if (m_known == Known::Nothing || another) // another run, or another cluster
        ask();
    else
        show();
}

void TopicSettingsSection::ask()
{
    const SnapshotPtr snapshot = m_controller.snapshot();
    if (!snapshot)
        return;
    m_incarnation = snapshot->run.incarnation;
    if (snapshot->run.cluster.embedded || snapshot->run.recorded) {
        m_known = Known::Answered;
        m_settings = {m_topic, {}, {}};
    } else {
        m_known = Known::Asked;
        m_controller.readTopicSettings(toQString(m_topic));
    }
    show();
}

void TopicSettingsSection::take(const TopicSettings &settings)
{
    if (settings.topic != m_topic || m_known != Known::Asked)
        return;
    m_known = Known::Answered;
    m_settings = settings;
    show();
}

/// Empty: the settings speak.
QString TopicSettingsSection::sentence() const
{
    const SnapshotPtr snapshot = m_controller.snapshot();
    if (snapshot && snapshot->run.recorded)
        return QCoreApplication::translate(
            "inspector", "A recorded session is shown: its cluster cannot be asked for the settings.");
    if (snapshot && snapshot->run.cluster.embedded)
        return noSettingsHere();
    if (m_known == Known::Deleted)
        return QCoreApplication::translate("inspector", "This topic was deleted.");
    if (m_known != Known::Answered && m_settings.settings.empty())
        return QCoreApplication::translate("inspector", "The cluster is asked for the settings…");
    if (!m_settings.problem.isEmpty())
        return QCoreApplication::translate("inspector", "The settings could not be read. %1")
            .arg(m_settings.problem);
    return {};
}

void TopicSettingsSection::show()
{
    setTitle(QCoreApplication::translate("inspector", "Settings"));
    const QString said = sentence();
    const SnapshotPtr snapshot = m_controller.snapshot();
    const bool askable =
        snapshot && !snapshot->run.recorded && !snapshot->run.cluster.embedded && m_known != Known::Deleted;
    const bool known = said.isEmpty();
    m_again->setLabel(QCoreApplication::translate("inspector", "Ask the cluster again"));
    m_again->setVisible(askable);
    m_again->setEnabled(m_known == Known::Answered);
    m_said->setText(said);
    m_said->setToken(m_settings.problem.isEmpty() ? Token::Muted : Token::RoseText);
    m_said->setVisible(!known);
    std::vector<KeyValueRows::Row> own;
    std::vector<KeyValueRows::Row> others;
    for (const std::string &name : taughtSettings()) {
        const auto found =
            std::find_if(m_settings.settings.begin(), m_settings.settings.end(),
                         [&](const broker::TopicSetting &setting) { return setting.name == name; });
        if (found != m_settings.settings.end())
            (found->own ? own : others).push_back(rowOf(*found));
    }
    for (const broker::TopicSetting &setting : m_settings.settings) {
        const auto &taught = taughtSettings();
        if (setting.own && std::find(taught.begin(), taught.end(), setting.name) == taught.end())
            own.push_back(rowOf(setting));
    }
    m_ownTitle->setText(QCoreApplication::translate("inspector", "Set for this topic"));
    m_othersTitle->setText(QCoreApplication::translate("inspector", "As the cluster has it"));
    m_own->setRows(own);
    m_others->setRows(others);
    m_ownTitle->setVisible(known && !own.empty());
    m_own->setVisible(known && !own.empty());
    m_othersTitle->setVisible(known && !others.empty());
    m_others->setVisible(known && !others.empty());
    m_change->setText(QCoreApplication::translate("inspector", "Change topic…"));
    m_change->setVisible(askable && known);
}

} // namespace pk::gui
