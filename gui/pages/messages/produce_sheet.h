#pragma once

// Writes a message into a topic by hand: key, partition, headers, value, from a template or from a message
// that is there. It says where the message landed, and what would have done the same on a command line.
//
// Thread: GUI thread. Ownership: the controller outlives it.

#include "bridge/controller.h"
#include "pages/messages/message_template.h"
#include "pages/messages/topic_catalog.h"
#include "views/link.h"
#include "views/sheet.h"

class QCheckBox;
class QComboBox;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;

namespace pk::gui {

class CommandBox;
class ErrorBanner;
class TextLabel;

class ProduceSheet final : public Sheet
{
    Q_OBJECT

public:
    ProduceSheet(Controller &controller, QWidget *parent);

    /// The topics to choose from.
    void setTopics(const std::vector<TopicEntry> &topics);
    void openFor(const QString &topic);
    /// A copy of a message of `from`.
    void openWith(const HandMade &message, const std::string &from);

Q_SIGNALS:
    /// The message that was written is to be shown.
    void linkActivated(const pk::gui::Link &link);

protected:
    void changeEvent(QEvent *event) override;

private:
    QWidget *makeForm();
    void fill(const HandMade &message);
    void fillPartitions();
    void applyTemplate(int row);
    void explainIt();
    TopicReaders readers() const;
    void renewIds();
    HandMade message() const;
    bool headersAreWritten() const;
    void check();
    void titleHeaders(bool written);
    void produce();
    void onProduced(const QString &topic, int partition, qint64 offset);
    void showFailure(const QString &message);
    void retranslate();
    void showTitle();

    Controller &m_controller;
    std::vector<TopicEntry> m_topics;
    bool m_waiting = false; ///< for the broker's answer
    Link m_landed;
    std::optional<TemplateKind> m_kind; ///< that the form was filled from
    bool m_redriven = false; ///< the form was filled from a message that had been put aside
    TemplateIds m_ids; ///< of the message in the form, as the template made it

    TextLabel *m_templateTitle;
    QComboBox *m_template;
    TextLabel *m_explanation;
    TextLabel *m_topicTitle;
    QComboBox *m_topic;
    TextLabel *m_partitionTitle;
    QComboBox *m_partition;
    TextLabel *m_keyTitle;
    QLineEdit *m_key;
    QCheckBox *m_hasKey;
    TextLabel *m_headersTitle;
    QPlainTextEdit *m_headers;
    TextLabel *m_valueTitle;
    QPlainTextEdit *m_value;
    QCheckBox *m_hasValue;
    TextLabel *m_check;
    ErrorBanner *m_answer;
    TextLabel *m_commandTitle;
    CommandBox *m_command;
    QPushButton *m_produce;
};

} // namespace pk::gui
