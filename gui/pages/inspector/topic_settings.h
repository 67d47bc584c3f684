#pragma once

// What the cluster says of a topic's settings: those that were set for it, then those of the cluster that are
// worth knowing. Read once when the topic is opened, after a change, and when asked for; where nothing can be
// read it says why.
//
// Thread: GUI thread; the session reads.

#include "bridge/topic_change.h"
#include "pages/inspector/section.h"

class QPushButton;

namespace pk::gui {

class Controller;
class IconButton;
class KeyValueRows;
class TextLabel;

class TopicSettingsSection : public Section
{
    Q_OBJECT

public:
    TopicSettingsSection(Controller &controller, QWidget *parent);

    void setTopic(const std::string &topic);
    /// A snapshot has come, or the language has changed.
    void refresh();
    bool isDeleted() const { return m_known == Known::Deleted; }

Q_SIGNALS:
    /// The cluster's answer, with which a change begins.
    void changeWanted(const pk::gui::TopicSettings &settings);

private:
    void ask();
    void take(const TopicSettings &settings);
    void show();
    QString sentence() const;

    Controller &m_controller;
    std::string m_topic;
    enum class Known { Nothing, Asked, Answered, Deleted };
    Known m_known = Known::Nothing;
    TopicSettings m_settings; ///< as last answered
    int m_incarnation = 0; ///< that was asked
    IconButton *m_again;
    TextLabel *m_said;
    TextLabel *m_ownTitle;
    KeyValueRows *m_own;
    TextLabel *m_othersTitle;
    KeyValueRows *m_others;
    QPushButton *m_change;
};

} // namespace pk::gui
