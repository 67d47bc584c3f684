#pragma once

// Making a topic: its name, partitions, replicas and the settings that one chooses most. The embedded broker
// has no settings, so there it is the name and the partitions.
//
// Thread: GUI thread; the session makes it, and the sheet stays as it was filled in until that is done.

#include "bridge/topic_change.h"
#include "pages/messages/topic_catalog.h"
#include "views/sheet.h"

class QComboBox;
class QLineEdit;
class QPushButton;
class QSpinBox;

namespace pk::gui {

class CheckedField;
class CommandBox;
class Controller;
class ErrorBanner;
class TextLabel;

class NewTopicSheet final : public Sheet
{
    Q_OBJECT

public:
    NewTopicSheet(Controller &controller, QWidget *parent);

    void setTopics(const std::vector<TopicEntry> &topics); ///< that are there already
    void openEmpty();

Q_SIGNALS:
    void made(const QString &topic);

protected:
    void changeEvent(QEvent *event) override;
    void showEvent(QShowEvent *event) override;

private:
    QWidget *makeForm();
    void fitCluster();
    void check();
    void make();
    void takeDone(const TopicChange &done);
    void takeFailure(const QString &message);
    void retranslate();
    void fillPolicies();
    QString problemOf(const TopicChange &change) const;
    TopicChange change() const;
    bool isEmbedded() const;

    Controller &m_controller;
    QStringList m_there;
    bool m_waiting = false;
    int m_incarnation = 0; ///< the form is made for that cluster
    TextLabel *m_nameTitle;
    QLineEdit *m_name;
    TextLabel *m_nameProblem;
    TextLabel *m_partitionsTitle;
    QSpinBox *m_partitions;
    TextLabel *m_replicationTitle;
    QSpinBox *m_replication;
    TextLabel *m_replicationText;
    QWidget *m_settings;
    TextLabel *m_policyTitle;
    QComboBox *m_policy;
    TextLabel *m_retentionTitle;
    CheckedField *m_retention;
    TextLabel *m_sizeTitle;
    CheckedField *m_size;
    TextLabel *m_embedded; ///< why there are no settings
    ErrorBanner *m_answer;
    TextLabel *m_commandTitle;
    CommandBox *m_command;
    QPushButton *m_make;
};

} // namespace pk::gui
