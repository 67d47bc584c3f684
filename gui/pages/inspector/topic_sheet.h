#pragma once

// Changing a topic: one of its settings, more partitions, or its end. It says before what the change means,
// and what it is on a command line; where this cluster or the present run does not allow it, it says why.
//
// Thread: GUI thread; the session changes, and the sheet stays as it was filled in until that is done.

#include "bridge/topic_change.h"
#include "views/sheet.h"

class QCheckBox;
class QComboBox;
class QLineEdit;
class QPushButton;
class QSpinBox;

namespace pk::gui {

class CheckedField;
class CommandBox;
class Controller;
class ErrorBanner;
class SegmentedControl;
class TextLabel;

class TopicSheet final : public Sheet
{
    Q_OBJECT

public:
    TopicSheet(Controller &controller, QWidget *parent);

    void openFor(const TopicSettings &settings);

protected:
    void changeEvent(QEvent *event) override;

private:
    QWidget *makeForm();
    QWidget *makeSetting();
    QWidget *makePartitions();
    QWidget *makeDeletion();
    void fillSettings();
    void chooseSetting();
    void showForm();
    void check();
    void apply();
    void takeDone(const TopicChange &change, const QString &howTheRunBeforeEnded);
    void takeFailure(const QString &message);
    void retranslate();
    TopicChange change() const;
    bool isReady(const TopicChange &change) const;
    QString applyText(const TopicChange &change) const;
    const broker::TopicSetting *chosen() const;
    bool mayLose(const RunInfo &run) const;
    int partitions() const;

    Controller &m_controller;
    TopicSettings m_topic;
    bool m_waiting = false;
    SegmentedControl *m_what;
    QWidget *m_setting;
    QComboBox *m_name;
    TextLabel *m_meaning;
    TextLabel *m_now;
    CheckedField *m_value;
    TextLabel *m_caution; ///< what the run makes of records that are deleted
    QCheckBox *m_default;
    QWidget *m_partitions;
    TextLabel *m_countTitle;
    QSpinBox *m_count;
    TextLabel *m_countText;
    QWidget *m_deletion;
    TextLabel *m_deleteText;
    TextLabel *m_confirmTitle;
    QLineEdit *m_confirm;
    ErrorBanner *m_answer; ///< what came of it
    ErrorBanner *m_refusal; ///< why it is not done here
    TextLabel *m_commandTitle;
    CommandBox *m_command;
    QPushButton *m_apply;
};

} // namespace pk::gui
